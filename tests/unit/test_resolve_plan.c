/* What the options of a plan mean together. (Refusals: tests/cli/plan_usage.) */
#include "support/command_line.h"

typedef struct resolved {
  command_line given;
  cvs_plan_options options;
} resolved;

static void resolve(resolved *r, const char *line) {
  static const cvs_option_group *const groups[] = {&cvs_options_plan, &cvs_options_time, &cvs_options_question,
                                                   &cvs_options_data, &cvs_options_output};
  static const cvs_option_set set = {"plan", groups, sizeof groups / sizeof groups[0]};
  memset(r, 0, sizeof *r);
  if (command_line_parse(&r->given, &set, line) == CVS_OK)
    r->given.status = cvs_arguments_plan(&r->given.arguments, &r->options, &r->given.error);
}

static void what_is_left_out_is_the_librarys_default(void **state) {
  (void)state;
  cvs_plan_options defaults;
  cvs_plan_options_init(&defaults);
  resolved r;

  resolve(&r, "--baseline 3% --lift 10%");

  assert_int_equal(r.given.status, CVS_OK);
  assert_true(r.options.baseline == 0.03);
  assert_true(r.options.effect == 0.1);
  assert_int_equal(r.options.effect_scale, CVS_LIFT);
  assert_true(r.options.power == 0);
  assert_int_equal(r.options.visitors_total, 0);
  assert_true(r.options.alpha == defaults.alpha);
  assert_string_equal(r.options.method, defaults.method);
  assert_string_equal(r.options.adjust, defaults.adjust);
  assert_int_equal(r.options.arm_count, defaults.arm_count);
  assert_int_equal(r.options.whole_weeks, defaults.whole_weeks);
  assert_true(r.options.traffic_share == defaults.traffic_share);
  command_line_end(&r.given);
}

static void a_difference_is_in_points_or_in_parts_of_one(void **state) {
  (void)state;
  static const char *const lines[] = {"--baseline 3% --difference 0.5pp", "--baseline 3% --difference 0.005"};
  for (size_t i = 0; i < 2; i++) {
    resolved r;

    resolve(&r, lines[i]);

    assert_int_equal(r.given.status, CVS_OK);
    assert_int_equal(r.options.effect_scale, CVS_DIFFERENCE);
    assert_true(r.options.effect == 0.005);
    command_line_end(&r.given);
  }
}

static void a_table_takes_lists_of_which_the_first_is_planned_first(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "--table --baseline 1%,3% --lift 5%,-10%,150%");

  assert_int_equal(r.given.status, CVS_OK);
  assert_int_equal(r.given.arguments.plan.baseline.list_count, 2);
  assert_int_equal(r.given.arguments.plan.lift.list_count, 3);
  assert_true(r.given.arguments.plan.lift.number[1] == -0.1);
  assert_true(r.given.arguments.plan.lift.number[2] == 1.5);
  assert_true(r.options.baseline == 0.01);
  command_line_end(&r.given);
}

static void a_start_is_a_day_of_the_calendar(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "--baseline 3% --lift 10% --traffic 4k --start 2024-02-29 --whole-weeks no --traffic-share 50%");

  /* 19782: date -u -d 2024-02-29 +%s over 86400. */
  assert_int_equal(r.given.status, CVS_OK);
  assert_true(r.options.has_start);
  assert_int_equal(r.options.start, 19782);
  assert_true(r.options.traffic == 4000);
  assert_true(r.options.traffic_share == 0.5);
  assert_false(r.options.whole_weeks);
  command_line_end(&r.given);
}

static void clusters_and_reach_come_as_numbers(void **state) {
  (void)state;
  resolved clusters;
  resolved funnel;

  resolve(&clusters, "--baseline 3% --lift 10% --icc 2% --cluster-size 20.5 --cluster-cv 0.5");
  resolve(&funnel, "--reach 100%,0.42,6% --lift 10% --step 3");

  assert_int_equal(clusters.given.status, CVS_OK);
  assert_true(clusters.options.icc == 0.02);
  assert_true(clusters.options.cluster_size == 20.5);
  assert_true(clusters.options.cluster_cv == 0.5);
  assert_int_equal(funnel.given.status, CVS_OK);
  assert_int_equal(funnel.options.reach_count, 3);
  assert_true(funnel.options.reach[1] == 0.42);
  assert_int_equal(funnel.options.step, 3);
  command_line_end(&clusters.given);
  command_line_end(&funnel.given);
}

static void a_margin_is_that_of_a_test(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "--baseline 3% --equivalence -1pp,2pp --confidence 90%");

  assert_int_equal(r.given.status, CVS_OK);
  assert_int_equal(r.options.aim, CVS_AIM_EQUIVALENCE);
  assert_int_equal(r.options.margin_scale, CVS_DIFFERENCE);
  assert_true(r.options.margin_lower == -0.01 && r.options.margin_upper == 0.02);
  assert_true(r.options.alpha == 0.1);
  command_line_end(&r.given);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_left_out_is_the_librarys_default),
      cmocka_unit_test(a_difference_is_in_points_or_in_parts_of_one),
      cmocka_unit_test(a_table_takes_lists_of_which_the_first_is_planned_first),
      cmocka_unit_test(a_start_is_a_day_of_the_calendar),
      cmocka_unit_test(clusters_and_reach_come_as_numbers),
      cmocka_unit_test(a_margin_is_that_of_a_test),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
