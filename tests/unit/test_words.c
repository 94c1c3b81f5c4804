/* NAME=CONVERSIONS/VISITORS. */
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void check_status(const char *word, cvs_status status, const char *message) {
  const char *const words[] = {"a=1/2", word};
  cvs_error error = {0};
  cvs_dataset *dataset = NULL;
  assert_int_equal(cvs_dataset_parse(words, 2, &dataset, &error), status);
  assert_null(dataset);
  assert_string_equal(error.message, message);
}

static void check_refused(const char *word, const char *message) {
  check_status(word, CVS_EUSAGE, message);
}

static void words_are_arms_in_their_order(void **state) {
  (void)state;
  static const char *const words[] = {"control=5000/50000", "green=5105/50000"};
  cvs_error error = {0};
  cvs_dataset *dataset = NULL;

  assert_int_equal(cvs_dataset_parse(words, 2, &dataset, &error), CVS_OK);

  assert_int_equal(cvs_dataset_group_count(dataset), 1);
  assert_int_equal(cvs_dataset_by_count(dataset), 0);
  assert_int_equal(cvs_dataset_input(dataset)->file_count, 0);
  check_arm(dataset, 0, 0, "control", (cvs_sample){50000, 5000});
  check_arm(dataset, 0, 1, "green", (cvs_sample){50000, 5105});
  cvs_dataset_free(dataset);
}

static void counts_may_be_short_where_they_are_whole(void **state) {
  (void)state;
  static const char *const words[] = {"a=12k/1.5M", "b=0/0", "c=1.25K/9007199254740991", "d=12.0/12.340k"};
  cvs_error error = {0};
  cvs_dataset *dataset = NULL;

  assert_int_equal(cvs_dataset_parse(words, 4, &dataset, &error), CVS_OK);

  check_arm(dataset, 0, 0, "a", (cvs_sample){1500000, 12000});
  check_arm(dataset, 0, 1, "b", (cvs_sample){0, 0});
  check_arm(dataset, 0, 2, "c", (cvs_sample){9007199254740991U, 1250});
  check_arm(dataset, 0, 3, "d", (cvs_sample){12340, 12});
  cvs_dataset_free(dataset);
}

static void names_may_hold_the_signs_themselves(void **state) {
  (void)state;
  static const char *const words[] = {"url=/a?b=c=1/10", "x=1/10"};
  cvs_error error = {0};
  cvs_dataset *dataset = NULL;

  assert_int_equal(cvs_dataset_parse(words, 2, &dataset, &error), CVS_OK);

  check_arm(dataset, 0, 0, "url=/a?b=c", (cvs_sample){10, 1});
  cvs_dataset_free(dataset);
}

static void what_is_no_count_is_refused(void **state) {
  (void)state;
  static const char *const words[] = {"b=x/10",  "b=-1/10",   "b=1.5/10",       "b=1.2345k/10k", "b=/10",
                                      "b=1/",    "b=k/10",    "b=1./10",        "b=1.2.3k/10k",  "b=1/9007199254740992",
                                      "b=1/10G", "b=1/1,000", "b=1/9007199255M"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    cvs_error error = {0};
    cvs_dataset *dataset = NULL;
    assert_int_equal(cvs_dataset_parse(&words[i], 1, &dataset, &error), CVS_EUSAGE);
    assert_null(dataset);
  }
  check_refused("b=1.5/10",
                "\"b=1.5/10\" cannot be read, expected whole counts of at most 2^53 - 1 such as 5105/50000 or "
                "12k/1.5M");
}

static void words_of_another_form_say_the_form(void **state) {
  (void)state;
  check_refused("b=10", "\"b=10\" cannot be read, expected NAME=CONVERSIONS/VISITORS such as green=5105/50000");
  check_refused("=1/10", "\"=1/10\" cannot be read, expected NAME=CONVERSIONS/VISITORS such as green=5105/50000");
  check_refused("b", "\"b\" cannot be read, expected NAME=CONVERSIONS/VISITORS such as green=5105/50000");
}

static void more_conversions_than_visitors_and_repeated_names_are_refused(void **state) {
  (void)state;
  check_status("b=11/10", CVS_EDATA, "\"b=11/10\" has more conversions than visitors, expected at most as many");
  check_refused("a=1/10", "\"a=1/10\" cannot be read, expected each variant once");
}

static void names_that_cannot_be_shown_are_refused(void **state) {
  (void)state;
  check_refused("\xFF=1/10", "the name of a variant is not UTF-8 (byte 1), expected UTF-8 text");
  check_refused("  =1/10", "\"  =1/10\" cannot be read, expected a name before the = sign");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_that_cannot_be_shown_are_refused),
      cmocka_unit_test(words_are_arms_in_their_order),
      cmocka_unit_test(counts_may_be_short_where_they_are_whole),
      cmocka_unit_test(names_may_hold_the_signs_themselves),
      cmocka_unit_test(what_is_no_count_is_refused),
      cmocka_unit_test(words_of_another_form_say_the_form),
      cmocka_unit_test(more_conversions_than_visitors_and_repeated_names_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
