/* What the options of `funnel` mean together. */
#include "support/command_line.h"

/* The options of one command line, its words parted by spaces. */
typedef struct resolved {
  command_line given;
  cvs_read_options read;
  cvs_funnel_options options;
} resolved;

static void resolve(resolved *r, const char *line) {
  static const cvs_option_group *const groups[] = {&cvs_options_path,       &cvs_options_way,   &cvs_options_leak,
                                                   &cvs_options_comparison, &cvs_options_level, &cvs_options_family,
                                                   &cvs_options_units,      &cvs_options_data};
  static const cvs_option_set set = {"funnel", groups, sizeof groups / sizeof groups[0]};
  memset(r, 0, sizeof *r);
  if (command_line_parse(&r->given, &set, line) != CVS_OK)
    return;
  r->given.status = cvs_arguments_data(&r->given.arguments, &r->read, &r->given.error);
  if (r->given.status == CVS_OK)
    r->given.status = cvs_arguments_funnel(&r->given.arguments, &r->read, &r->options, &r->given.error);
}

static void assert_refused(const char *line, const char *message) {
  resolved r;
  resolve(&r, line);
  command_line_refused(&r.given, message);
}

static void without_options_users_of_the_first_step_enter_and_times_are_kept(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "--steps view,buy");

  assert_int_equal(r.given.status, CVS_OK);
  assert_true(r.read.first_step_enters && r.read.variant_optional && r.read.goal_optional && r.read.without_days);
  assert_true(r.read.want_step_times);
  assert_false(r.read.drop_young || r.read.keep_step_times || r.read.want_value);
  assert_int_equal(r.read.steps.count, 2);
  assert_string_equal(r.options.test.adjust, "auto");
  assert_int_equal(r.options.benchmark_count + r.options.what_if_count + r.options.cost_count, 0);
  command_line_end(&r.given);
}

static void settings_of_steps_are_rates_lifts_and_amounts(void **state) {
  (void)state;
  resolved r;

  resolve(&r,
          "--steps view,a=b,buy --benchmark a=b=40% --what-if view=+5%,buy=-0.1 --what-if a=b=150% --cost view=0.35");

  assert_int_equal(r.given.status, CVS_OK);
  assert_int_equal(r.options.benchmark_count, 1);
  assert_string_equal(r.options.benchmark[0].step, "a=b");
  assert_true(r.options.benchmark[0].value == 0.4);
  assert_int_equal(r.options.what_if_count, 3);
  assert_string_equal(r.options.what_if[1].step, "buy");
  assert_true(r.options.what_if[0].value == 0.05 && r.options.what_if[1].value == -0.1);
  assert_true(r.options.what_if[2].value == 1.5);
  assert_true(r.options.cost[0].value == 0.35);
  assert_string_equal(r.given.arguments.funnel.what_if.text, "view=+5%,buy=-0.1,a=b=150%");
  command_line_end(&r.given);
}

static void optional_steps_are_bits_by_place_for_reader_and_analysis_alike(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "--steps view,cart,gift,buy --optional gift,cart");

  assert_int_equal(r.given.status, CVS_OK);
  assert_int_equal(r.options.optional, 6);
  assert_int_equal(r.read.steps.optional, 6);
  command_line_end(&r.given);
}

static void young_users_are_left_out_within_a_window_or_kept_by_censor(void **state) {
  (void)state;
  resolved left_out, kept;

  resolve(&left_out, "--steps view,buy --window 7d");
  resolve(&kept, "--steps view,buy --window 7d --censor");

  assert_true(left_out.read.drop_young && !left_out.read.keep_step_times);
  assert_true(!kept.read.drop_young && kept.read.keep_step_times);
  command_line_end(&left_out.given);
  command_line_end(&kept.given);
}

/* The reader makes nothing of it where users enter at their first step. */
static void the_window_runs_from_the_entry(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "--steps view,buy --window 7d --assignments users.csv");

  assert_true(r.read.steps.window_from_entry);
  command_line_end(&r.given);
}

static void the_last_step_is_the_goal_whether_or_not_it_is_said(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "--steps view,buy --goal buy");

  assert_int_equal(r.given.status, CVS_OK);
  assert_null(r.read.goal);
  command_line_end(&r.given);
  assert_refused("--steps view,buy --goal view",
                 "--goal: the conversion of a funnel is the last of its --steps, expected no other");
}

static void a_conversion_is_worth_one_amount_or_what_a_column_says(void **state) {
  (void)state;
  resolved each, column;

  resolve(&each, "--steps view,buy --value-per-conversion 40");
  resolve(&column, "--steps view,buy --value revenue");

  assert_true(each.options.value == 40 && !each.read.want_value);
  assert_true(column.options.value == 0 && column.read.want_value);
  command_line_end(&each.given);
  command_line_end(&column.given);
  assert_refused("--steps view,buy --value-per-conversion 40 --value revenue",
                 "--value-per-conversion contradicts --value revenue: expected one of them");
}

static void contradictions_are_found_before_anything_is_read(void **state) {
  (void)state;
  assert_refused("--steps a,b --benchmark c=5%", "--benchmark: \"c\" is none of --steps a,b");
  assert_refused("--steps a,b --what-if a=0%",
                 "--what-if: \"a=0%\" is not STEP=LIFT with a lift above -100% that is not 0 (signup=+5%)");
  assert_refused("--steps a,b --what-if a=2",
                 "--what-if: \"a=2\" is 1 or more without a percent sign (write a=200%, or a=2% if that is meant)");
  assert_refused("--steps a,b --cost a=1pp",
                 "--cost: \"a=1pp\" is not STEP=MONEY with an amount of 0 or more (view=0.35)");
  assert_refused("--steps a,b --optional b",
                 "--optional: \"b\" is the last of --steps, expected one before the conversion");
  assert_refused("--optional b", "--optional names steps of --steps, which is missing");
  assert_refused("--steps a,b --censor", "--censor needs --window SPAN: how long a user has for the steps");
  assert_refused("--steps a,b --order any --optional a",
                 "--optional says nothing with --order any: no step needs another there");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_options_users_of_the_first_step_enter_and_times_are_kept),
      cmocka_unit_test(settings_of_steps_are_rates_lifts_and_amounts),
      cmocka_unit_test(optional_steps_are_bits_by_place_for_reader_and_analysis_alike),
      cmocka_unit_test(young_users_are_left_out_within_a_window_or_kept_by_censor),
      cmocka_unit_test(the_window_runs_from_the_entry),
      cmocka_unit_test(the_last_step_is_the_goal_whether_or_not_it_is_said),
      cmocka_unit_test(a_conversion_is_worth_one_amount_or_what_a_column_says),
      cmocka_unit_test(contradictions_are_found_before_anything_is_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
