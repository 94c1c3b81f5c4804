/* Conditions taken apart, and rows that they leave out. */
#include "data/where.h"
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static cvs_status parse(const char *const *where, size_t count, cvs_arena *arena, cvs_where *out, cvs_error *error) {
  const cvs_read_options options = {.where = where, .where_count = count};
  return cvs_where_parse(&options, arena, out, error);
}

static void columns_and_values_are_trimmed_and_each_kept_once(void **state) {
  (void)state;
  static const char *const where[] = {"country = US , DE|os=ios", "os=ios,android", "note="};
  cvs_arena arena = {0};
  cvs_where parsed;

  assert_int_equal(parse(where, 3, &arena, &parsed, NULL), CVS_OK);

  assert_int_equal(parsed.column_count, 3);
  assert_string_equal(parsed.column[0].name, "country");
  assert_int_equal(parsed.column[0].count, 2);
  assert_string_equal(parsed.column[0].value[1], "DE");
  assert_string_equal(parsed.column[1].name, "os");
  assert_int_equal(parsed.column[1].count, 2);
  assert_string_equal(parsed.column[2].value[0], "");
  assert_int_equal(parsed.condition_count, 3);
  cvs_arena_free(&arena);
}

static void all_conditions_must_hold_by_one_alternative_each(void **state) {
  (void)state;
  static const char *const where[] = {"country=US,DE|os=ios", "os=ios,android"};
  cvs_arena arena = {0};
  cvs_where parsed;
  assert_int_equal(parse(where, 2, &arena, &parsed, NULL), CVS_OK);
  const uint64_t us = parsed.column[0].holds[0];
  const uint64_t ios = parsed.column[1].holds[0];
  const uint64_t android = parsed.column[1].holds[1];

  assert_true(cvs_where_is_met(&parsed, us | android));
  assert_true(cvs_where_is_met(&parsed, ios));
  assert_false(cvs_where_is_met(&parsed, android));
  assert_false(cvs_where_is_met(&parsed, us));
  assert_false(cvs_where_is_met(&parsed, 0));
  cvs_arena_free(&arena);
}

static void check_form(const char *where) {
  cvs_arena arena = {0};
  cvs_where parsed;
  cvs_error error = {0};
  char want[512];
  (void)snprintf(want, sizeof want,
                 "--where \"%s\" cannot be read, expected COL=VALUE[,VALUE] with '|' between alternatives, and "
                 "\"quotes\" around what has one of , | = in it",
                 where);

  assert_int_equal(parse(&where, 1, &arena, &parsed, &error), CVS_EUSAGE);

  assert_string_equal(error.message, want);
  cvs_arena_free(&arena);
}

static void other_forms_are_refused(void **state) {
  (void)state;
  check_form("country");
  check_form("=US");
  check_form("country=US|os");
  check_form("");
  check_form("\"country\"");
  check_form("\"\"=US");
  check_form("country=\"US");
  check_form("country=\"US\"x");
}

/* A value with a comma, or a '|', used to have no name. */
static void what_stands_in_quotes_is_one_name_or_value(void **state) {
  (void)state;
  static const char *const where[] = {"\"a=b\" = \"Moscow, RU\" , x|city=\"c|d\"", "city=\"say \"\"e\"\"\",\" f \"",
                                      "city=it\"s"};
  cvs_arena arena = {0};
  cvs_where parsed;

  assert_int_equal(parse(where, 3, &arena, &parsed, NULL), CVS_OK);

  assert_int_equal(parsed.column_count, 2);
  assert_string_equal(parsed.column[0].name, "a=b");
  assert_int_equal(parsed.column[0].count, 2);
  assert_string_equal(parsed.column[0].value[0], "Moscow, RU");
  assert_string_equal(parsed.column[0].value[1], "x");
  static const char *const cities[] = {"c|d", "say \"e\"", " f ", "it\"s"};
  assert_int_equal(parsed.column[1].count, 4);
  for (size_t i = 0; i < 4; i++)
    assert_string_equal(parsed.column[1].value[i], cities[i]);
  cvs_arena_free(&arena);
}

static void rows_are_found_by_a_value_with_a_comma(void **state) {
  (void)state;
  static const char *const quoted[] = {"city=\"Moscow, RU\""};
  static const char *const plain[] = {"city=Moscow, RU"};
  static const char text[] = "city,variant,converted\n\"Moscow, RU\",a,1\nBerlin,b,0\n";
  const cvs_read_options options = {.where = quoted, .where_count = 1};
  const cvs_read_options slip = {.where = plain, .where_count = 1};

  cvs_dataset *const dataset = read_good_text(text, &options);

  check_arm(dataset, 0, 0, "a", (cvs_sample){.visitors = 1, .conversions = 1});
  check_fails(text, &slip, CVS_EDATA, 0,
              "--where city = \"Moscow\" never occurs, expected one of \"Moscow, RU\", \"Berlin\"; a value with a "
              "comma or '|' stands in quotes: 'COL=\"a, b\"'");
  cvs_dataset_free(dataset);
}

static void more_alternatives_than_can_be_held_are_refused(void **state) {
  (void)state;
  const char *where[CVS_WHERE_MAX + 1];
  for (size_t i = 0; i <= CVS_WHERE_MAX; i++)
    where[i] = "a=b";
  cvs_arena arena = {0};
  cvs_where parsed;
  cvs_error error = {0};

  assert_int_equal(parse(where, CVS_WHERE_MAX, &arena, &parsed, &error), CVS_OK);
  assert_int_equal(parse(where, CVS_WHERE_MAX + 1, &arena, &parsed, &error), CVS_EUSAGE);

  assert_string_equal(error.message, "--where has more than 64 conditions, expected at most as many");
  cvs_arena_free(&arena);
}

static void rows_that_are_left_out_are_counted_and_not_read(void **state) {
  (void)state;
  static const char *const where[] = {"country=US", "variant=a,b"};
  const cvs_read_options options = {.where = where, .where_count = 2, .column = {[CVS_ROLE_VARIANT] = "variant"}};

  cvs_dataset *const dataset =
      read_good_text("country,variant,visitors,conversions\nUS,a,10,1\nDE,a,what,2\n US ,b,5,1\nUS,c,1,1\n", &options);

  check_arm(dataset, 0, 0, "a", (cvs_sample){10, 1});
  check_arm(dataset, 0, 1, "b", (cvs_sample){5, 1});
  assert_int_equal(cvs_dataset_variant_count(dataset), 2);
  assert_int_equal(cvs_dataset_input(dataset)->rows, 4);
  assert_int_equal(cvs_dataset_input(dataset)->quality.rows_elsewhere, 2);
  cvs_dataset_free(dataset);
}

static void a_condition_none_of_whose_values_occurs_is_a_slip_of_the_pen(void **state) {
  (void)state;
  static const char *const where[] = {"country=Germny,Frnce"};
  const cvs_read_options options = {.where = where, .where_count = 1};
  check_fails("country,variant,converted\nUS,a,1\nGermany,b,0\n", &options, CVS_EDATA, 0,
              "--where country = \"Germny\" never occurs (did you mean \"Germany\"?), expected one of \"US\", "
              "\"Germany\"");
}

static void a_value_that_never_occurs_beside_one_that_does_is_told(void **state) {
  (void)state;
  static const char *const where[] = {"country=US,AT,CH", "os=ios,beos"};
  static const char text[] = "country,os,variant,converted\nUS,ios,a,1\nDE,ios,b,0\n";
  const cvs_read_options options = {.where = where, .where_count = 2};
  const cvs_read_options first = {.where = where, .where_count = 0};

  cvs_dataset *const dataset = read_good_text(text, &options);
  cvs_dataset *const all = read_good_text(text, &first);

  check_arm(dataset, 0, 0, "a", (cvs_sample){.conversions = 1, .visitors = 1});
  assert_string_equal(cvs_dataset_input(dataset)->where_unseen, "country = \"AT\", \"CH\"; os = \"beos\"");
  assert_null(cvs_dataset_input(all)->where_unseen);
  cvs_dataset_free(dataset);
  cvs_dataset_free(all);
}

static void each_condition_needs_a_value_of_its_own_that_occurs(void **state) {
  (void)state;
  static const char *const where[] = {"country=US,AT", "country=AT,CH|country=US"};
  const cvs_read_options options = {.where = where, .where_count = 2};
  check_fails("country,variant,converted\nUS,a,1\nDE,b,0\n", &options, CVS_EDATA, 0,
              "--where country = \"AT\" never occurs, expected one of \"US\", \"DE\"");
}

static void conditions_that_leave_nothing_are_told(void **state) {
  (void)state;
  static const char *const where[] = {"country=US", "os=ios"};
  const cvs_read_options options = {.where = where, .where_count = 2};
  check_fails("country,os,variant,converted\nUS,android,a,1\nDE,ios,b,0\n", &options, CVS_EDATA, 0,
              "--where leaves none of 2 rows, expected one at least");
}

static void an_unknown_column_is_refused_with_a_guess(void **state) {
  (void)state;
  static const char *const where[] = {"contry=US"};
  const cvs_read_options options = {.where = where, .where_count = 1};
  check_fails("country,variant,converted\nUS,a,1\n", &options, CVS_EDATA, 1,
              "there is no column \"contry\" for --where (did you mean \"country\"?), expected one of \"country\", "
              "\"variant\", \"converted\"");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(columns_and_values_are_trimmed_and_each_kept_once),
      cmocka_unit_test(all_conditions_must_hold_by_one_alternative_each),
      cmocka_unit_test(other_forms_are_refused),
      cmocka_unit_test(what_stands_in_quotes_is_one_name_or_value),
      cmocka_unit_test(rows_are_found_by_a_value_with_a_comma),
      cmocka_unit_test(more_alternatives_than_can_be_held_are_refused),
      cmocka_unit_test(rows_that_are_left_out_are_counted_and_not_read),
      cmocka_unit_test(a_condition_none_of_whose_values_occurs_is_a_slip_of_the_pen),
      cmocka_unit_test(a_value_that_never_occurs_beside_one_that_does_is_told),
      cmocka_unit_test(each_condition_needs_a_value_of_its_own_that_occurs),
      cmocka_unit_test(conditions_that_leave_nothing_are_told),
      cmocka_unit_test(an_unknown_column_is_refused_with_a_guess),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
