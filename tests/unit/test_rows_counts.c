/* Rows of counts with columns of steps: who entered, what may not be, and what was not counted. Expected by hand. */
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static const char *const view_cart_buy[] = {"view", "cart", "buy"};
static const cvs_steps_options in_order = {.step = view_cart_buy, .count = 3};
static const cvs_steps_options any_order = {.step = view_cart_buy, .count = 3, .any_order = true};

static cvs_group only_group(const cvs_dataset *dataset) {
  cvs_group group;
  cvs_dataset_group(dataset, 0, &group);
  return group;
}

static void without_a_column_of_visitors_they_are_the_users_of_the_first_step(void **state) {
  (void)state;
  const cvs_read_options options = {.steps = in_order};

  cvs_dataset *const dataset =
      read_good_text("variant,view,step.cart,buy\na,100,40,10\na,50,50,50\nb,90,30,0\n", &options);

  check_arm(dataset, 0, 0, "a", (cvs_sample){150, 60});
  check_arm(dataset, 0, 1, "b", (cvs_sample){90, 0});
  assert_memory_equal(only_group(dataset).arm_step, ((const uint64_t[]){150, 90, 60, 90, 30, 0}), 6 * sizeof(uint64_t));
  assert_null(only_group(dataset).arm_seconds);
  assert_null(only_group(dataset).arm_young);
  cvs_dataset_free(dataset);
}

static void columns_of_steps_carry_themselves_where_a_funnel_is_asked_for(void **state) {
  (void)state;
  const cvs_read_options funnel = {.first_step_enters = true};
  const char *const text = "variant,step.view,step.buy\na,100,10\nb,90,0\n";

  cvs_dataset *const dataset = read_good_text(text, &funnel);

  check_arm(dataset, 0, 0, "a", (cvs_sample){100, 10});
  check_fails(
      "variant,step.view,step.buy\na,100,101\n", &funnel, CVS_EDATA, 2,
      "column \"step.buy\" is \"101\", expected at most the 100 of column \"step.view\", the step before it, or "
      "--order any");
  check_fails("variant,visitors,conversions,step.view,step.cart\na,100,9,10,11\n", &funnel, CVS_EDATA, 2,
              "column \"step.cart\" is \"11\", expected at most the 10 of column \"step.view\", the step before it, or "
              "--order any");
  cvs_dataset_free(dataset);
}

static void a_column_of_visitors_says_who_entered(void **state) {
  (void)state;
  const cvs_read_options options = {.steps = in_order, .first_step_enters = true};

  cvs_dataset *const dataset = read_good_text("variant,visitors,view,cart,buy\na,200,100,40,10\n", &options);

  check_arm(dataset, 0, 0, "a", (cvs_sample){200, 10});
  cvs_dataset_free(dataset);
}

static void a_later_step_above_an_earlier_one_names_both_unless_any_order_goes(void **state) {
  (void)state;
  const cvs_read_options strict = {.steps = in_order};
  const cvs_read_options any = {.steps = any_order};
  const cvs_read_options skipping = {.steps = in_order, .skip_bad = true};
  const cvs_read_options optional = {.steps = {.step = view_cart_buy, .count = 3, .optional = 2}};
  const char *const text = "variant,view,cart,buy\na,100,40,10\nb,90,30,31\n";

  cvs_dataset *const overlapping = read_good_text(text, &any);
  cvs_dataset *const left_out = read_good_text(text, &optional);

  check_fails(
      text, &strict, CVS_EDATA, 3,
      "column \"buy\" is \"31\", expected at most the 30 of column \"cart\", the step before it, or --order any");
  /* used to be left out: rows chosen by what came of them */
  check_fails(
      text, &skipping, CVS_EDATA, 3,
      "column \"buy\" is \"31\", expected at most the 30 of column \"cart\", the step before it, or --order any");
  check_arm(overlapping, 0, 1, "b", (cvs_sample){90, 31});
  check_arm(left_out, 0, 1, "b", (cvs_sample){90, 31});
  cvs_dataset_free(overlapping);
  cvs_dataset_free(left_out);
}

static void overlapping_steps_may_be_above_the_first_in_a_row_but_not_in_all_together(void **state) {
  (void)state;
  const cvs_read_options any = {.steps = any_order};

  cvs_dataset *const dataset = read_good_text("variant,view,cart,buy\na,100,140,101\na,100,60,9\n", &any);

  check_arm(dataset, 0, 0, "a", (cvs_sample){200, 110});
  check_fails("variant,view,cart,buy\na,100,140,10\na,100,61,10\n", &any, CVS_EDATA, 0,
              "step \"cart\" has 201 users of \"a\" in all rows together, expected at most the 200 of the first step "
              "\"view\", or --visitors COL to say how many entered");
  cvs_dataset_free(dataset);
}

/* The message used to name the variant alone, of which every group has one. */
static void overlapping_steps_above_the_first_name_their_group(void **state) {
  (void)state;
  static const char *const by[] = {"device", "country"};
  const cvs_read_options any = {.steps = any_order, .by = by, .by_count = 2};

  check_fails(
      "device,country,variant,view,cart,buy\nphone,FI,a,100,90,10\nphone,SE,a,100,140,10\n", &any, CVS_EDATA, 0,
      "step \"cart\" has 140 users of \"a\" where \"device\" is \"phone\" and \"country\" is \"SE\" in all rows "
      "together, expected at most the 100 of the first step \"view\", or --visitors COL to say how many entered");
}

/* Empty visitors and conversions used to be counted among cells that are no numbers. */
static void an_empty_count_is_missing_and_one_that_cannot_be_read_is_no_number(void **state) {
  (void)state;
  const cvs_read_options skipping = {.skip_bad = true};
  const char *const text = "variant,visitors,conversions\na,100,10\na,,10\na,100,\na,many,10\nb,100,11\n";

  cvs_dataset *const dataset = read_good_text(text, &skipping);

  const cvs_input_info *const input = cvs_dataset_input(dataset);
  assert_int_equal(input->reason_count, 2);
  assert_string_equal(input->reason[0].reason, "number");
  assert_int_equal(input->reason[0].rows, 1);
  assert_string_equal(input->reason[1].reason, "missing");
  assert_int_equal(input->reason[1].rows, 2);
  check_arm(dataset, 0, 0, "a", (cvs_sample){100, 10});
  cvs_dataset_free(dataset);
}

static void overlapping_steps_stay_below_a_column_of_visitors_in_each_row(void **state) {
  (void)state;
  const cvs_read_options any = {.steps = any_order};
  const cvs_read_options skipping = {.steps = any_order, .skip_bad = true};
  const char *const text = "variant,visitors,view,cart,buy\na,100,40,90,10\nb,100,40,101,10\n";
  const char *const message = "column \"cart\" is \"101\", expected at most the 100 of column \"visitors\", or "
                              "--visitors COL where another says who entered, or --where to leave the row out";

  check_fails(text, &any, CVS_EDATA, 3, message);
  check_fails(text, &skipping, CVS_EDATA, 3, message);
}

static void a_step_that_was_not_counted_is_not_nobody(void **state) {
  (void)state;
  const char *const text = "date,variant,view,cart,buy\n2024-01-01,a,100,40,10\n2024-01-02,a,90,30,\n"
                           "2024-01-03,a,,,\n2024-01-04,a,80,20,0\n";
  const cvs_read_options options = {.steps = in_order};
  const cvs_read_options skipping = {.steps = in_order, .skip_bad = true};

  cvs_dataset *const dataset = read_good_text(text, &skipping);

  check_fails(
      text, &options, CVS_EDATA, 3,
      "column \"buy\" is empty, expected a count, or --on-error skip or --where to leave out rows whose outcome "
      "is not known");
  check_arm(dataset, 0, 0, "a", (cvs_sample){180, 10}); /* of the second day nothing is counted */
  assert_memory_equal(only_group(dataset).arm_step, ((const uint64_t[]){180, 60, 10}), 3 * sizeof(uint64_t));
  assert_int_equal(cvs_dataset_input(dataset)->rows_skipped, 2);
  assert_int_equal(cvs_dataset_input(dataset)->reason_count, 1);
  assert_string_equal(cvs_dataset_input(dataset)->reason[0].reason, "missing");
  cvs_dataset_free(dataset);
}

static void dates_are_not_looked_at_where_nobody_needs_them(void **state) {
  (void)state;
  const cvs_read_options options = {.steps = in_order, .without_days = true};

  cvs_dataset *const dataset = read_good_text(
      "Campaign;Date;view;cart;buy\na;\"Sat, Oct 11\";100;40;10\nb;1.08.2019;90;30;0\n",
      &(cvs_read_options){.steps = in_order, .without_days = true, .column = {[CVS_ROLE_VARIANT] = "Campaign"}});

  check_arm(dataset, 0, 1, "b", (cvs_sample){90, 0});
  assert_int_equal(only_group(dataset).day_count, 0);
  check_fails("date,variant,view,cart\n1,a,1,1\n", &options, CVS_EDATA, 1,
              "there is no column \"buy\" for --steps, expected one of \"date\", \"variant\", \"view\", \"cart\"");
  cvs_dataset_free(dataset);
}

/* What count writes is read: the value of a row used to be held to what one user may bring. */
static void a_row_has_the_value_of_all_its_visitors(void **state) {
  (void)state;
  const cvs_read_options options = {.want_value = true};

  cvs_dataset *const dataset = read_good_text(
      "variant,visitors,conversions,value\na,2,2,16000000000000\na,1,0,0.5\nb,3,1,-30000000000000\nb,0,0,1\n",
      &options);

  assert_true(only_group(dataset).arm_value[0] == 16000000000000.5);
  assert_true(only_group(dataset).arm_value[1] == -29999999999999.0);
  check_fails("variant,visitors,conversions,value\na,3,1,30000000000000.000001\n", &options, CVS_EDATA, 2,
              "column \"value\" is \"30000000000000.000001\", expected at most 10^13 a visitor, in size");
  check_fails("variant,visitors,conversions,value\na,0,0,-1e14\n", &options, CVS_EDATA, 2,
              "column \"value\" is \"-1e14\", expected at most 10^13 a visitor, in size");
  check_fails("variant,visitors,conversions,value\na,1,0,1e40\n", &options, CVS_EDATA, 2,
              "column \"value\" is \"1e40\", expected at most 10^13 a visitor, in size");
  cvs_dataset_free(dataset);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_a_column_of_visitors_they_are_the_users_of_the_first_step),
      cmocka_unit_test(columns_of_steps_carry_themselves_where_a_funnel_is_asked_for),
      cmocka_unit_test(a_column_of_visitors_says_who_entered),
      cmocka_unit_test(a_later_step_above_an_earlier_one_names_both_unless_any_order_goes),
      cmocka_unit_test(overlapping_steps_may_be_above_the_first_in_a_row_but_not_in_all_together),
      cmocka_unit_test(overlapping_steps_above_the_first_name_their_group),
      cmocka_unit_test(an_empty_count_is_missing_and_one_that_cannot_be_read_is_no_number),
      cmocka_unit_test(overlapping_steps_stay_below_a_column_of_visitors_in_each_row),
      cmocka_unit_test(a_step_that_was_not_counted_is_not_nobody),
      cmocka_unit_test(dates_are_not_looked_at_where_nobody_needs_them),
      cmocka_unit_test(a_row_has_the_value_of_all_its_visitors),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
