/* Options of `monitor` that contradict each other or a plan. */
#include "support/monitored.h"

#include <convstat/plan_file.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void check_refused(const cvs_monitor_options *options, const char *message) {
  cvs_error error = {0};
  assert_int_equal(cvs_monitor_options_check(options, &error), CVS_EUSAGE);
  assert_string_equal(error.message, message);
}

static cvs_monitor_options defaults(void) {
  cvs_monitor_options options;
  cvs_monitor_options_init(&options);
  return options;
}

static void defaults_are_an_anytime_test(void **state) {
  (void)state;
  const cvs_monitor_options options = defaults();

  assert_int_equal(cvs_monitor_options_check(&options, NULL), CVS_OK);
  assert_int_equal(options.design, CVS_MONITOR_ANYTIME);
  assert_int_equal(options.sequence, CVS_SEQUENCE_EXACT);
}

static void ranges_are_named(void **state) {
  (void)state;
  cvs_monitor_options alpha = defaults(), one_sided = defaults(), rate = defaults(), mde = defaults(),
                      revision = defaults(), method = defaults();
  alpha.alpha = 1.5;
  one_sided.alpha = 0.6;
  one_sided.has_alternative = true;
  one_sided.alternative = CVS_GREATER;
  rate.baseline = 1;
  mde.mde = -1;
  revision.accept_revision = true;
  method.method = "fisher";

  check_refused(&alpha, "--alpha is 1.5, expected from 1e-12 to below 1");
  check_refused(&one_sided, "--alpha is too large for a one-sided --alternative, expected below 0.5");
  check_refused(&rate, "--baseline is out of range, expected a rate between 0% and 100%");
  check_refused(&mde, "--mde is out of range, expected a lift above -100%");
  check_refused(&revision, "--accept-revision is for --ledger");
  check_refused(&method, "--method \"fisher\" is not for monitor, expected score or n-1");
}

static void options_of_one_design_are_not_for_another(void **state) {
  (void)state;
  cvs_plan_looks looks = {.count = 4};
  cvs_monitor_options bare = defaults(), size = defaults(), day = defaults(), target = defaults(), horizon = defaults(),
                      tuned = defaults(), classical = defaults();
  cvs_sequential_equal_looks(4, looks.information);
  bare.design = size.design = classical.design = CVS_MONITOR_GROUP;
  size.looks = &looks;
  day.every_day = true;
  target.target = 0.1;
  horizon.horizon = 100;
  tuned.tune_at = 1000;
  classical.every_day = true;
  classical.visitors_max = 1000;
  cvs_plan_looks pocock = looks;
  pocock.efficacy.family = CVS_BOUNDS_POCOCK;
  classical.looks = &pocock;

  check_refused(&bare, "a group sequential design needs --plan, or --looks with --max-sample-size");
  check_refused(&size, "--looks needs --max-sample-size, the visitors at the planned end");
  check_refused(&day, "--every-day, --look-now and --ended are for planned looks: elsewhere every day is a look");
  check_refused(&target, "--target is for --sprt and --maxsprt");
  check_refused(&horizon, "--horizon is for --maxsprt");
  check_refused(&tuned, "--tune-at needs --baseline with --sequence exact");
  check_refused(&classical, "classical bounds allow planned looks alone, expected a spending function for other ones");
}

static void likelihood_ratios_say_what_they_need(void **state) {
  (void)state;
  cvs_monitor_options bare = defaults(), far = defaults(), end = defaults(), effect = defaults();
  bare.design = far.design = CVS_MONITOR_SPRT;
  far.baseline = 0.6;
  far.mde = 1;
  end.design = effect.design = CVS_MONITOR_MAXSPRT;
  effect.horizon = 100;
  effect.mde = 0.1;

  check_refused(&bare, "--sprt needs --mde above 0, the lift that it tests against none");
  check_refused(&far, "--mde would take the rate to 100% or above");
  check_refused(&end, "--maxsprt needs --horizon, the trials at which it ends");
  check_refused(&effect, "--maxsprt states no effect, expected no --mde beside it");
}

static void changes_come_in_their_order_and_for_blocks(void **state) {
  (void)state;
  static const cvs_allocation_change twice[] = {{5, NULL, 0}, {5, NULL, 0}};
  cvs_monitor_options order = defaults(), totals = defaults(), maxsprt = defaults();
  order.change = totals.change = maxsprt.change = twice;
  order.change_count = 2;
  totals.change_count = maxsprt.change_count = 1;
  totals.sequence = CVS_SEQUENCE_MSPRT;
  maxsprt.design = CVS_MONITOR_MAXSPRT;
  maxsprt.horizon = 10;

  check_refused(&order, "--allocation-change: expected dates in ascending order, each once");
  check_refused(&totals, "--allocation-change needs --sequence exact: the others compare totals, which a changed "
                         "allocation mixes");
  check_refused(&maxsprt, "--maxsprt compares two arms at one allocation, expected no --allocation-change");
}

/* A plan as a file has it. */
static cvs_saved_plan plan_of_two(void) {
  cvs_saved_plan plan = {.terms = {.alpha = 0.05, .two_sided = true, .power = 0.8, .looks = 2, .information = {0.5, 1}},
                         .drift = 2.8,
                         .alpha = 0.05,
                         .alternative = CVS_TWO_SIDED,
                         .method = cvs_method_find(CVS_KIND_TEST, "score"),
                         .arm_count = 2,
                         .share = {0.5, 0.5},
                         .visitors = {1000, 1000},
                         .design_effect = 1,
                         .control = "control"};
  return plan;
}

static void what_contradicts_the_plan_is_refused(void **state) {
  (void)state;
  const cvs_saved_plan plan = plan_of_two();
  cvs_monitor_options base = defaults();
  base.design = CVS_MONITOR_GROUP;
  base.plan = &plan;
  assert_int_equal(cvs_monitor_options_check(&base, NULL), CVS_OK);
  cvs_monitor_options alpha = base, side = base, control = base, size = base, power = base, method = base,
                      adjust = base, design = base, same = base;
  alpha.alpha = 0.1;
  side.has_alternative = true;
  side.alternative = CVS_GREATER;
  control.control = "green";
  size.visitors_max = 5000;
  power.power = 0.9;
  method.method = "n-1";
  adjust.adjust = "sidak";
  design.design = CVS_MONITOR_ANYTIME;
  same.alpha = 0.05;
  same.has_alternative = true;
  same.control = "control";

  check_refused(&alpha, "--alpha 0.1 contradicts the plan, which was made with 0.05");
  check_refused(&side, "--alternative contradicts the plan, which was made for another side");
  check_refused(&control, "--control \"green\" contradicts the plan, whose control is \"control\"");
  check_refused(&size, "--plan has its size, expected no --max-sample-size beside it");
  check_refused(&power, "--plan has its power, expected no --power beside it");
  check_refused(&method, "--method n-1 contradicts the plan, which was made for score");
  check_refused(&adjust, "--adjust sidak contradicts the plan, which was made with none");
  check_refused(&design, "--plan is a group sequential design, expected no other --design beside it");
  assert_int_equal(cvs_monitor_options_check(&same, NULL), CVS_OK);
}

int main(void) {
  cvs_init();
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(defaults_are_an_anytime_test),
      cmocka_unit_test(ranges_are_named),
      cmocka_unit_test(options_of_one_design_are_not_for_another),
      cmocka_unit_test(likelihood_ratios_say_what_they_need),
      cmocka_unit_test(changes_come_in_their_order_and_for_blocks),
      cmocka_unit_test(what_contradicts_the_plan_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
