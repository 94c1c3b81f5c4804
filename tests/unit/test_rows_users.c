/* Rows of users: what each says, and how rows of one user are merged. */
#include "data/rows.h"
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static const cvs_read_options none = {.column = {[CVS_ROLE_USER] = "none"}};

static void users_are_counted_once_and_convert_if_any_row_says_so(void **state) {
  (void)state;
  cvs_dataset *const dataset = read_good_text(
      "user,variant,converted\nu1,a,0\nu2,b,1\nu1,a,yes\nu3,a,false\nu3,a,0\n u2 ,b,TRUE\nu4,b,No\n", NULL);

  check_arm(dataset, 0, 0, "a", (cvs_sample){2, 1});
  check_arm(dataset, 0, 1, "b", (cvs_sample){2, 1});
  const cvs_read_quality *const quality = &cvs_dataset_input(dataset)->quality;
  assert_int_equal(quality->units, 4);
  assert_int_equal(quality->duplicate_rows, 3);
  assert_int_equal(quality->units_in_several_arms, 0);
  cvs_dataset_free(dataset);
}

static void users_of_several_arms_are_dropped_kept_first_or_an_error(void **state) {
  (void)state;
  const char *const text = "user,variant,converted\nu1,b,1\nu2,a,0\nu1,a,0\nu3,a,1\n";
  const cvs_read_options first = {.multiple = CVS_MULTIPLE_FIRST};
  const cvs_read_options error = {.multiple = CVS_MULTIPLE_ERROR};
  cvs_group group;

  cvs_dataset *const dropped = read_good_text(text, NULL);
  cvs_dataset *const kept = read_good_text(text, &first);

  cvs_dataset_group(dropped, 0, &group);
  check_arm(dropped, 0, 0, "b", (cvs_sample){0, 0});
  check_arm(dropped, 0, 1, "a", (cvs_sample){2, 1});
  assert_int_equal(group.arm_before[0], 1);
  assert_int_equal(group.arm_before[1], 2);
  check_arm(kept, 0, 0, "b", (cvs_sample){1, 1});
  check_arm(kept, 0, 1, "a", (cvs_sample){2, 1});
  assert_int_equal(cvs_dataset_input(kept)->quality.units_in_several_arms, 1);
  assert_true(cvs_dataset_input(kept)->kept_in_first);
  assert_false(cvs_dataset_input(dropped)->kept_in_first);
  check_fails(text, &error, CVS_EDATA, 0,
              "1 of 3 users is seen in several arms: the first by name is \"u1\", in \"b\" and in \"a\"; expected one "
              "arm each, or --multiple drop or first");
  cvs_dataset_free(dropped);
  cvs_dataset_free(kept);
}

static void rows_without_users_are_each_a_unit(void **state) {
  (void)state;
  const char *const text = "user,variant,converted\nu1,a,1\nu1,b,0\n,a,0\n";
  cvs_group group;

  cvs_dataset *const dataset = read_good_text(text, &none);
  cvs_dataset *const nameless = read_good_text("variant,converted\na,1\nb,0\na,0\n", NULL);

  check_arm(dataset, 0, 0, "a", (cvs_sample){2, 1});
  check_arm(dataset, 0, 1, "b", (cvs_sample){1, 0});
  cvs_dataset_group(dataset, 0, &group);
  assert_int_equal(group.arm_before[0], 2);
  assert_int_equal(cvs_dataset_input(dataset)->quality.units, 3);
  check_arm(nameless, 0, 0, "a", (cvs_sample){2, 1});
  cvs_dataset_free(dataset);
  cvs_dataset_free(nameless);
}

static void values_that_are_none_are_refused_with_what_was_expected(void **state) {
  (void)state;
  check_fails("user,variant,converted\nu1,a,1\nu2,a,maybe\n", NULL, CVS_EDATA, 3,
              "column \"converted\" is \"maybe\", expected 0 or 1, true or false (t, f), yes or no (y, n), or "
              "--converted COL=VALUE");
  check_fails("user,variant,converted\nu1,a,2\n", NULL, CVS_EDATA, 2,
              "column \"converted\" is \"2\", expected 0 or 1, true or false (t, f), yes or no (y, n), or --converted "
              "COL=VALUE");
  check_fails("user,variant,converted\n ,a,1\n", NULL, CVS_EDATA, 2,
              "column \"user\" is empty, expected the name of a user");
  check_fails("user,variant,converted\nu1,,1\n", NULL, CVS_EDATA, 2,
              "column \"variant\" is empty, expected the name of a variant");
  check_fails("variant,converted\na,\n", NULL, CVS_EDATA, 2,
              "column \"converted\" is empty, expected 0 or 1, true or false (t, f), yes or no (y, n), or --converted "
              "COL=VALUE");
}

static void tables_with_gaps_write_one_and_zero_with_a_point(void **state) {
  (void)state;
  cvs_dataset *const dataset = read_good_text("variant,converted\na,1.0\na,0.0\n", NULL);
  check_arm(dataset, 0, 0, "a", (cvs_sample){2, 1});
  cvs_dataset_free(dataset);
}

static void a_value_of_their_own_says_that_users_converted(void **state) {
  (void)state;
  const cvs_read_options options = {.column = {[CVS_ROLE_CONVERTED] = "plan=gold"}};

  cvs_dataset *const dataset = read_good_text("user,variant,plan\n1,a,gold\n2,a,Gold\n3,a,\n", &options);

  check_arm(dataset, 0, 0, "a", (cvs_sample){3, 1});
  cvs_dataset_free(dataset);
}

static void amounts_are_added_up_exactly_refunds_included(void **state) {
  (void)state;
  const cvs_read_options options = {.want_value = true};
  cvs_group group;

  cvs_dataset *const dataset = read_good_text(
      "user,variant,converted,revenue\n1,a,1,0.10\n1,a,1,\"1,000.20\"\n2,a,1,-0.3\n3,b,0,\n4,a,0,1e-6\n", &options);
  cvs_dataset_group(dataset, 0, &group);

  assert_true(group.arm_value[0] == 1000.000001);
  assert_true(group.arm_value[1] == 0);
  check_fails("user,variant,converted,revenue\n1,a,1,ten\n", &options, CVS_EDATA, 2,
              "column \"revenue\" is \"ten\", expected a number");
  check_fails("user;variant;converted;revenue\n1;a;1;1.234\n", &options, CVS_EDATA, 2,
              "column \"revenue\" is \"1.234\", expected --decimal point or --decimal comma to tell a group of digits "
              "from a fraction");
  cvs_dataset_free(dataset);
}

static void files_without_amounts_have_none(void **state) {
  (void)state;
  const cvs_read_options options = {.want_value = true};
  cvs_group group;

  cvs_dataset *const dataset = read_good_text("user,variant,converted\n1,a,1\n", &options);
  cvs_dataset_group(dataset, 0, &group);

  assert_null(group.arm_value);
  check_fails("user,variant,converted,amount,revenue\n1,a,1,1,1\n", &options, CVS_EDATA, 1,
              "columns \"amount\" and \"revenue\" can both be the value, expected one, or --value COL to choose");
  cvs_dataset_free(dataset);
}

static const char *const steps[] = {"view", "cart", "buy"};

static void check_steps(const char *text, const cvs_read_options *options, const uint64_t *want) {
  cvs_dataset *const dataset = read_good_text(text, options);
  cvs_group group;
  cvs_dataset_group(dataset, 0, &group);
  assert_int_equal(cvs_dataset_step_count(dataset), 3);
  assert_string_equal(cvs_dataset_step(dataset, 1), "cart");
  for (size_t i = 0; i < 3; i++)
    assert_int_equal(group.arm_step[i], want[i]);
  assert_int_equal(group.arm[0].conversions, want[2]); /* the last step is the conversion */
  cvs_dataset_free(dataset);
}

static void steps_count_in_their_order_or_in_any(void **state) {
  (void)state;
  const char *const users = "user,variant,view,cart,buy\n1,a,1,1,1\n2,a,1,0,1\n3,a,0,1,1\n4,a,1,yes,0\n4,a,0,0,1\n";
  const char *const rows = "variant,view,cart,buy\na,1,1,1\na,1,0,1\na,0,1,1\na,1,true,1\n";
  cvs_read_options options = {.steps = {.step = steps, .count = 3}};

  cvs_read_options each = {.steps = options.steps, .column = {[CVS_ROLE_USER] = "none"}};

  check_steps(users, &options, (const uint64_t[]){3, 2, 2});
  check_steps(rows, &each, (const uint64_t[]){3, 2, 2});
  options.steps.any_order = true;
  each.steps.any_order = true;
  check_steps(users, &options, (const uint64_t[]){3, 3, 4});
  check_steps(rows, &each, (const uint64_t[]){3, 3, 4});
}

/* As in a column of conversions; it used to count as "not reached". */
static void an_empty_field_is_a_missing_value_among_0_and_1_and_not_reached_among_times(void **state) {
  (void)state;
  static const char expected[] = "column \"buy\" is empty, expected 0 or 1, as in other rows (in a column of times, "
                                 "empty is \"not reached\")";
  const char *const marks = "user,variant,view,cart,buy\n1,a,1,1,1\n2,a,1,1,\n3,a,1,1,0\n";
  const char *const times = "user,variant,view,cart,buy\n1,a,1,1,2024-01-01\n2,a,1,1,\n3,a,1,1,0\n";
  const char *const nobody = "user,variant,view,cart,buy\n1,a,1,1,\n2,a,1,1,\n";
  cvs_read_options options = {.steps = {.step = steps, .count = 3}};

  check_fails(marks, &options, CVS_EDATA, 3, expected);
  check_steps(times, &options, (const uint64_t[]){3, 3, 1});
  check_steps(nobody, &options, (const uint64_t[]){2, 2, 0});
  options.skip_bad = true;
  check_steps(marks, &options, (const uint64_t[]){2, 2, 1});
}

static void times_of_steps_have_to_be_in_order_and_within_the_window(void **state) {
  (void)state;
  const char *const text = "user,variant,view,cart,buy\n"
                           "1,a,2024-01-01T10:00:00Z,2024-01-01T11:00:00Z,2024-01-01T12:00:00Z\n"
                           "2,a,2024-01-01T10:00:00Z,2024-01-01T09:59:59Z,2024-01-01T12:00:00Z\n"
                           "3,a,1704103200,1704103200,1704110401\n"
                           "4,a,,2024-01-01T11:00:00Z,\n";
  cvs_read_options options = {.steps = {.step = steps, .count = 3}};

  check_steps(text, &options, (const uint64_t[]){3, 2, 2});
  options.steps.window = INT64_C(7200000000); /* two hours: the third user buys a second too late */
  check_steps(text, &options, (const uint64_t[]){3, 2, 1});
  options.steps.window_from_previous = true;
  options.steps.window = INT64_C(3600000000);
  check_steps(text, &options, (const uint64_t[]){3, 2, 1});
  check_fails("user,variant,view,cart,buy\n1,a,1,1,1\n", &options, CVS_EDATA, 2,
              "column \"view\" is \"1\", expected a time, as a window is asked for");
  check_fails("user,variant,view,cart,buy\n1,a,soon,1,1\n", &options, CVS_EDATA, 2,
              "column \"view\" is \"soon\", expected 0 or 1, true or false (t, f), yes or no (y, n), or a time");
}

/* They used to be those of the first row in the file, whatever its day. */
static void days_are_the_earliest_of_a_users_rows_in_the_arm_that_counts(void **state) {
  (void)state;
  const cvs_read_options options = {.by_day = true, .multiple = CVS_MULTIPLE_FIRST};
  cvs_group group;

  cvs_dataset *const dataset = read_good_text("user,variant,converted,date\n1,a,1,2024-01-03\n1,a,1,2024-01-02\n"
                                              "1,b,0,2024-01-01\n2,a,0,2024-01-04\n",
                                              &options);
  cvs_dataset_group(dataset, 0, &group);

  assert_int_equal(group.arm_count, 2);
  assert_int_equal(group.day_count, 2);
  assert_int_equal(group.day[0], 19724); /* date -u -d 2024-01-02 +%s / 86400 */
  assert_int_equal(group.day_arm[0].visitors, 1);
  assert_int_equal(group.day_arm[0].conversions, 1);
  assert_int_equal(group.day_arm[2].visitors, 1);
  cvs_dataset_free(dataset);
}

static void letters_say_yes_and_no_as_databases_write_them(void **state) {
  (void)state;

  cvs_dataset *const dataset =
      read_good_text("user,variant,converted\n1,a,t\n2,a,F\n3,a,Y\n4,a,n\n5,a,1\n6,a,false\n", NULL);

  check_arm(dataset, 0, 0, "a", (cvs_sample){.visitors = 6, .conversions = 3});
  check_fails("user,variant,converted\n1,a,x\n", NULL, CVS_EDATA, 2,
              "column \"converted\" is \"x\", expected 0 or 1, true or false (t, f), yes or no (y, n), or --converted "
              "COL=VALUE");
  cvs_dataset_free(dataset);
}

static void amounts_that_are_lost_below_a_millionth_are_counted(void **state) {
  (void)state;
  const cvs_read_options options = {.want_value = true};
  cvs_group group;

  cvs_dataset *const dataset =
      read_good_text("user,variant,converted,value\n1,a,1,0.0000000004\n2,a,0,0\n3,a,1,2.5\n4,a,1,-1e-9\n", &options);
  cvs_dataset_group(dataset, 0, &group);

  assert_int_equal(cvs_dataset_input(dataset)->quality.tiny_amounts, 2);
  assert_true(group.arm_value[0] == 2.5);
  cvs_dataset_free(dataset);
}

/* Asking for days used to move the first arm to that of the earliest row. */
static void a_user_of_several_arms_is_kept_in_the_same_one_with_days_and_without(void **state) {
  (void)state;
  static const char text[] = "user,variant,converted,date\n1,b,1,2024-01-03\n1,a,0,2024-01-02\n2,a,0,2024-01-02\n";
  const cvs_read_options whole = {.multiple = CVS_MULTIPLE_FIRST};
  const cvs_read_options daily = {.multiple = CVS_MULTIPLE_FIRST, .by_day = true};

  cvs_dataset *const one = read_good_text(text, &whole);
  cvs_dataset *const two = read_good_text(text, &daily);

  check_arm(one, 0, 0, "b", (cvs_sample){.conversions = 1, .visitors = 1});
  check_arm(two, 0, 0, "b", (cvs_sample){.conversions = 1, .visitors = 1});
  check_arm(two, 0, 1, "a", (cvs_sample){.conversions = 0, .visitors = 1});
  cvs_dataset_free(one);
  cvs_dataset_free(two);
}

static void days_are_not_kept_where_nobody_asks(void **state) {
  (void)state;
  cvs_group group;
  cvs_dataset *const dataset = read_good_text("user,variant,converted,date\n1,a,1,whenever\n", NULL);
  cvs_dataset_group(dataset, 0, &group);
  assert_int_equal(group.day_count, 0);
  cvs_dataset_free(dataset);
}

static void segments_are_those_of_the_first_row_and_empty_ones_are_no_groups(void **state) {
  (void)state;
  static const char *const by[] = {"device"};
  const cvs_read_options options = {.by = by, .by_count = 1};

  cvs_dataset *const dataset =
      read_good_text("user,variant,converted,device\n1,a,0,phone\n1,a,1,tablet\n2,b,1,desk\n", &options);

  assert_int_equal(cvs_dataset_group_count(dataset), 2);
  assert_string_equal(cvs_dataset_by_value(dataset, 0, 0), "phone");
  assert_string_equal(cvs_dataset_by_value(dataset, 1, 0), "desk");
  check_arm(dataset, 0, 0, "a", (cvs_sample){1, 1});
  check_arm(dataset, 1, 0, "b", (cvs_sample){1, 1});
  cvs_dataset_free(dataset);
}

static void skipped_rows_of_users_are_counted_by_reason(void **state) {
  (void)state;
  const cvs_read_options skip = {.skip_bad = true};
  static const char *const words[] = {"ragged", "variant", "number", "user"};

  cvs_dataset *const dataset = read_good_text("user,variant,converted\n1,a,1\n2,a\n3,,1\n4,a,x\n,a,1\n5,b,0\n", &skip);

  const cvs_input_info *const info = cvs_dataset_input(dataset);
  assert_int_equal(info->rows, 6);
  assert_int_equal(info->rows_skipped, 4);
  assert_int_equal(info->reason_count, 4);
  for (size_t i = 0; i < 4; i++)
    assert_string_equal(info->reason[i].reason, words[i]);
  check_arm(dataset, 0, 0, "a", (cvs_sample){1, 1});
  check_arm(dataset, 0, 1, "b", (cvs_sample){1, 0});
  cvs_dataset_free(dataset);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(users_are_counted_once_and_convert_if_any_row_says_so),
      cmocka_unit_test(users_of_several_arms_are_dropped_kept_first_or_an_error),
      cmocka_unit_test(rows_without_users_are_each_a_unit),
      cmocka_unit_test(values_that_are_none_are_refused_with_what_was_expected),
      cmocka_unit_test(tables_with_gaps_write_one_and_zero_with_a_point),
      cmocka_unit_test(a_value_of_their_own_says_that_users_converted),
      cmocka_unit_test(amounts_are_added_up_exactly_refunds_included),
      cmocka_unit_test(files_without_amounts_have_none),
      cmocka_unit_test(steps_count_in_their_order_or_in_any),
      cmocka_unit_test(an_empty_field_is_a_missing_value_among_0_and_1_and_not_reached_among_times),
      cmocka_unit_test(times_of_steps_have_to_be_in_order_and_within_the_window),
      cmocka_unit_test(days_are_the_earliest_of_a_users_rows_in_the_arm_that_counts),
      cmocka_unit_test(letters_say_yes_and_no_as_databases_write_them),
      cmocka_unit_test(amounts_that_are_lost_below_a_millionth_are_counted),
      cmocka_unit_test(a_user_of_several_arms_is_kept_in_the_same_one_with_days_and_without),
      cmocka_unit_test(days_are_not_kept_where_nobody_asks),
      cmocka_unit_test(segments_are_those_of_the_first_row_and_empty_ones_are_no_groups),
      cmocka_unit_test(skipped_rows_of_users_are_counted_by_reason),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
