/* Choices out of the registries, and the word that was meant. */
#include "cli/choice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static size_t count_choices(cvs_choice_fn *choice) {
  size_t count = 0;
  while (count < CVS_CHOICES_MAX && choice(count))
    count++;
  return count;
}

static size_t count_kind(cvs_method_kind kind) {
  size_t count = 0;
  size_t found = 0;
  const cvs_method *const *rows = cvs_methods(&count);
  for (size_t i = 0; i < count; i++)
    found += rows[i]->kind == kind;
  return found;
}

static void every_method_of_a_kind_is_a_choice(void **state) {
  (void)state;

  assert_int_equal(count_choices(cvs_choice_method), 1 + count_kind(CVS_KIND_TEST));
  assert_int_equal(count_choices(cvs_choice_interval), 1 + count_kind(CVS_KIND_EFFECT));
  assert_int_equal(count_choices(cvs_choice_rate_interval), count_kind(CVS_KIND_RATE));
  assert_int_equal(count_choices(cvs_choice_adjust), count_kind(CVS_KIND_ADJUST));
}

static void the_methods_that_the_manual_promises_are_there(void **state) {
  (void)state;
  static const char *const tests[] = {"auto",        "score",   "wald",     "yates",           "n-1", "g", "fisher",
                                      "fisher-midp", "barnard", "boschloo", "boschloo-central"};
  static const char *const adjustments[] = {
      "dunnett", "dunnett-stepdown", "holm", "hochberg", "hommel", "bonferroni", "sidak", "bh", "by", "none"};

  for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
    assert_int_not_equal(cvs_choice_find(cvs_choice_method, tests[i], strlen(tests[i])), CVS_CHOICES_MAX);
  for (size_t i = 0; i < sizeof adjustments / sizeof adjustments[0]; i++)
    assert_int_not_equal(cvs_choice_find(cvs_choice_adjust, adjustments[i], strlen(adjustments[i])), CVS_CHOICES_MAX);
}

/* `count -f svg` used to be offered, and refused once all was read. */
static void a_report_without_a_picture_is_offered_every_format_but_an_image(void **state) {
  (void)state;

  assert_int_equal(count_choices(cvs_choice_format_table), count_choices(cvs_choice_format) - 1);
  assert_int_equal(cvs_choice_find(cvs_choice_format_table, "svg", 3), CVS_CHOICES_MAX);
  assert_int_not_equal(cvs_choice_find(cvs_choice_format, "svg", 3), CVS_CHOICES_MAX);
  assert_int_equal(cvs_choice_find(cvs_choice_format_table, "csv", 3), cvs_choice_find(cvs_choice_format, "csv", 3));
}

static void only_a_whole_id_is_found(void **state) {
  (void)state;

  assert_int_equal(cvs_choice_find(cvs_choice_method, "scor", 4), CVS_CHOICES_MAX);
  assert_int_equal(cvs_choice_find(cvs_choice_method, "score-", 6), CVS_CHOICES_MAX);
  assert_int_equal(cvs_choice_find(cvs_choice_method, "", 0), CVS_CHOICES_MAX);
  assert_int_equal(cvs_choice_find(cvs_choice_method, "auto", 4), 0);
}

static void a_beginning_that_fits_one_candidate_is_meant(void **state) {
  (void)state;
  static const char *const names[] = {"confidence", "control", "conversions"};

  assert_string_equal(cvs_suggest("conf", names, 3), "confidence");
  assert_null(cvs_suggest("co", names, 3));
}

static void a_slip_is_near_enough_and_another_word_is_not(void **state) {
  (void)state;
  static const char *const names[] = {"confidence", "control", "conversions"};

  assert_string_equal(cvs_suggest("contorl", names, 3), "control");
  assert_null(cvs_suggest("zebra", names, 3));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_method_of_a_kind_is_a_choice),
      cmocka_unit_test(the_methods_that_the_manual_promises_are_there),
      cmocka_unit_test(a_report_without_a_picture_is_offered_every_format_but_an_image),
      cmocka_unit_test(only_a_whole_id_is_found),
      cmocka_unit_test(a_beginning_that_fits_one_candidate_is_meant),
      cmocka_unit_test(a_slip_is_near_enough_and_another_word_is_not),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
