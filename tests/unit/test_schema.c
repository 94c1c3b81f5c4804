/* Which column plays which role, and which headers are refused in which words. */
#include "data/schema.h"
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

/* The column of a role in a header, found by the dataset's own account of it. */
static void check_role(const char *text, const cvs_read_options *options, cvs_role role, const char *want) {
  cvs_dataset *const dataset = read_good_text(text, options);
  const char *const got = cvs_dataset_input(dataset)->file[0].role[role];
  if (want == NULL)
    assert_null(got);
  else
    assert_string_equal(got, want);
  cvs_dataset_free(dataset);
}

static void aliases_are_found_in_any_case_and_with_any_separator(void **state) {
  (void)state;
  const char *const text = "Test-Group,USERS,Sign_Ups,SignUps\na,10,9,1\n";
  check_role(text, NULL, CVS_ROLE_VARIANT, "Test-Group");
  check_role(text, NULL, CVS_ROLE_VISITORS, "USERS");
  check_role(text, NULL, CVS_ROLE_CONVERSIONS, "SignUps");
}

static void canonical_names_beat_aliases(void **state) {
  (void)state;
  const char *const text = "group,variant,n,visitors,clicks,conversions\nx,a,1,10,0,1\n";
  check_role(text, NULL, CVS_ROLE_VARIANT, "variant");
  check_role(text, NULL, CVS_ROLE_VISITORS, "visitors");
  check_role(text, NULL, CVS_ROLE_CONVERSIONS, "conversions");
}

static void converted_counts_conversions_beside_visitors(void **state) {
  (void)state;
  check_role("arm,n,converted\na,10,1\n", NULL, CVS_ROLE_CONVERSIONS, "converted");
}

static void a_time_stands_in_for_a_date_and_a_date_comes_first(void **state) {
  (void)state;
  check_role("ts,arm,n,orders\n2024-01-01T00:00Z,a,10,1\n", NULL, CVS_ROLE_TIME, "ts");
  check_role("ts,day,arm,n,orders\nwhenever,2024-01-01,a,10,1\n", NULL, CVS_ROLE_DATE, "day");
}

static void columns_named_by_hand_beat_names(void **state) {
  (void)state;
  const cvs_read_options options = {.column = {[CVS_ROLE_CONVERSIONS] = "X Count", [CVS_ROLE_VISITORS] = "sessions"}};
  const char *const text = "variant,visitors,sessions,conversions,x_count\na,10,20,1,2\n";
  check_role(text, &options, CVS_ROLE_VISITORS, "sessions");
  check_role(text, &options, CVS_ROLE_CONVERSIONS, "x_count");
}

static void columns_of_by_and_stratify_play_no_other_role(void **state) {
  (void)state;
  static const char *const by[] = {"group"};
  static const char *const stratify[] = {"date"};
  const cvs_read_options options = {.by = by, .by_count = 1, .stratify = stratify, .stratify_count = 1};
  const char *const text = "date,group,arm,n,orders\nno date,x,a,10,1\n";

  check_role(text, &options, CVS_ROLE_VARIANT, "arm");
  check_role(text, &options, CVS_ROLE_DATE, NULL);
}

static void visitors_that_are_no_randomised_unit_are_told(void **state) {
  (void)state;
  cvs_dataset *const weak = read_good_text("arm,Sessions,orders\na,10,1\n", NULL);
  cvs_dataset *const sound = read_good_text("arm,users,orders\na,10,1\n", NULL);

  assert_string_equal(cvs_dataset_input(weak)->weak_unit, "Sessions");
  assert_null(cvs_dataset_input(sound)->weak_unit);

  cvs_dataset_free(weak);
  cvs_dataset_free(sound);
}

static void two_columns_for_one_role_are_named_both(void **state) {
  (void)state;
  check_fails("variant,users,sessions,conversions\na,1,1,1\n", NULL, CVS_EDATA, 1,
              "columns \"users\" and \"sessions\" can both be the visitors, expected one, or --visitors COL to choose");
  check_fails("variant,visitors,visitors,conversions\na,1,1,1\n", NULL, CVS_EDATA, 1,
              "columns 2 and 3 are both called \"visitors\", expected one visitors column");
}

static void conflicts_of_roles_that_counts_do_not_have_are_no_matter(void **state) {
  (void)state;
  check_role("variant,visitors,conversions,revenue,amount,event,step\na,10,1,5,6,x,y\n", NULL, CVS_ROLE_VALUE, NULL);
}

static void a_missing_column_names_what_is_there_and_the_option(void **state) {
  (void)state;
  check_fails("variant,visitrs,conversions\na,1,1\n", NULL, CVS_EDATA, 1,
              "there is no column for the visitors among \"variant\", \"visitrs\", \"conversions\", expected one, or "
              "--visitors \"visitrs\"");
  check_fails(
      "\nvariant,visitors\na,1\n", NULL, CVS_EDATA, 2,
      "there is no column for the conversions among \"variant\", \"visitors\", expected one, or --conversions COL");
}

static void a_first_line_of_data_is_told_from_a_header(void **state) {
  (void)state;
  check_fails("a,10,1\nb,10,2\n", NULL, CVS_EDATA, 1,
              "the first line has no known column in \"a\", \"10\", \"1\", expected a header such as "
              "variant,visitors,conversions, or --variant COL and the like");
}

static void other_shapes_are_refused_by_what_they_look_like(void **state) {
  (void)state;
  check_fails(
      "user_id,variant,converted\n1,a,0\n", NULL, CVS_EDATA, 1,
      "this looks like one row a user (columns \"user_id\" and \"variant\"), expected counts: one row a variant "
      "with its visitors and conversions");
  check_fails(
      "variant,converted\na,0\n", NULL, CVS_EDATA, 1,
      "this looks like one row a user (columns \"variant\" and \"converted\"), expected counts: one row a variant "
      "with its visitors and conversions");
  check_fails(
      "ts,uid,action,variant\n1,1,view,a\n", NULL, CVS_EDATA, 1,
      "this looks like one row an event (columns \"uid\" and \"action\"), expected counts: one row a variant with "
      "its visitors and conversions");
}

static void user_and_visitors_together_need_the_shape(void **state) {
  (void)state;
  const char *const text = "user,variant,visitors,conversions\n1,a,10,1\n";
  const cvs_read_options counts = {.shape = CVS_SHAPE_COUNTS};

  check_fails(text, NULL, CVS_EDATA, 1,
              "column \"visitors\" counts visitors and column \"user\" names a user, expected one of them or --shape "
              "counts");
  check_role(text, &counts, CVS_ROLE_VISITORS, "visitors");
}

static void named_columns_that_do_not_exist_are_refused_with_a_guess(void **state) {
  (void)state;
  static const char *const by[] = {"devise"};
  const cvs_read_options options = {.by = by, .by_count = 1};

  check_fails(
      "device,variant,visitors,conversions\nx,a,1,1\n", &options, CVS_EDATA, 1,
      "there is no column \"devise\" for --by (did you mean \"device\"?), expected one of \"device\", \"variant\", "
      "\"visitors\", \"conversions\"");
}

static void one_column_cannot_be_named_for_two_roles(void **state) {
  (void)state;
  const cvs_read_options options = {.column = {[CVS_ROLE_CONVERSIONS] = "n", [CVS_ROLE_VISITORS] = "n"}};
  check_fails("variant,n\na,1\n", &options, CVS_EUSAGE, 1,
              "column \"n\" is named twice, by --conversions as well, expected one role a column");
}

/* A daily history of one page has no variant: `plan --from` used to ask for --variant COL, which no column is. */
static void counts_without_a_variant_are_one_arm_where_that_is_allowed(void **state) {
  (void)state;
  const cvs_read_options options = {.variant_optional = true};
  const char *const text = "date,visitors,conversions\n2024-01-01,10,1\n2024-01-02,20,3\n";
  cvs_dataset *const dataset = read_good_text(text, &options);
  check_arm(dataset, 0, 0, "all", (cvs_sample){.conversions = 4, .visitors = 30});
  assert_int_equal(cvs_dataset_variant_count(dataset), 1);
  cvs_dataset_free(dataset);
  check_role(text, &options, CVS_ROLE_VARIANT, NULL);
  check_fails(text, NULL, CVS_EDATA, 1,
              "there is no column for the variant among \"date\", \"visitors\", \"conversions\", expected one, or "
              "--variant COL");
}

static void a_variant_column_is_used_where_it_may_be_missing(void **state) {
  (void)state;
  const cvs_read_options options = {.variant_optional = true};
  check_role("arm,n,orders\na,10,1\n", &options, CVS_ROLE_VARIANT, "arm");
  check_fails("arm,n,orders\n,10,1\n", &options, CVS_EDATA, 2,
              "column \"arm\" is empty, expected the name of a variant");
}

/* Taken by the advice above, each day was an arm and the first day alone the baseline. */
static void a_date_is_no_variant_where_none_is_needed(void **state) {
  (void)state;
  const cvs_read_options options = {.variant_optional = true, .column = {[CVS_ROLE_VARIANT] = "date"}};
  check_fails("date,visitors,conversions\n2024-01-01,10,1\n", &options, CVS_EDATA, 1,
              "column \"date\" is a date, expected the names of variants for --variant, or no --variant where there "
              "is one only");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(aliases_are_found_in_any_case_and_with_any_separator),
      cmocka_unit_test(canonical_names_beat_aliases),
      cmocka_unit_test(converted_counts_conversions_beside_visitors),
      cmocka_unit_test(a_time_stands_in_for_a_date_and_a_date_comes_first),
      cmocka_unit_test(columns_named_by_hand_beat_names),
      cmocka_unit_test(columns_of_by_and_stratify_play_no_other_role),
      cmocka_unit_test(visitors_that_are_no_randomised_unit_are_told),
      cmocka_unit_test(two_columns_for_one_role_are_named_both),
      cmocka_unit_test(conflicts_of_roles_that_counts_do_not_have_are_no_matter),
      cmocka_unit_test(a_missing_column_names_what_is_there_and_the_option),
      cmocka_unit_test(a_first_line_of_data_is_told_from_a_header),
      cmocka_unit_test(other_shapes_are_refused_by_what_they_look_like),
      cmocka_unit_test(user_and_visitors_together_need_the_shape),
      cmocka_unit_test(named_columns_that_do_not_exist_are_refused_with_a_guess),
      cmocka_unit_test(one_column_cannot_be_named_for_two_roles),
      cmocka_unit_test(counts_without_a_variant_are_one_arm_where_that_is_allowed),
      cmocka_unit_test(a_variant_column_is_used_where_it_may_be_missing),
      cmocka_unit_test(a_date_is_no_variant_where_none_is_needed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
