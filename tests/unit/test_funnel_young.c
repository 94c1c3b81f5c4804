/* Units that are still on their way, through the whole analysis. */
#include "support/assert_close.h"
#include "support/funnel_fixture.h"

#include <math.h>
#include <string.h>

enum { ARMS = 2, UNITS = 400, STEPS = 2 };

/* Units of two arms; `mature` of each are followed over the window of 100, the others for a tenth of it. */
typedef struct crowd {
  double at[ARMS][UNITS * STEPS];
  double followed[ARMS][UNITS];
  double horizon[STEPS];
  size_t units[ARMS];
} crowd;

static cvs_status give_times(void *context, size_t group, size_t arm, cvs_funnel_times *out, cvs_error *error) {
  const crowd *own = context;
  (void)error;
  assert_int_equal(group, 0);
  *out = (cvs_funnel_times){.step_seconds = own->at[arm],
                            .followed_seconds = own->followed[arm],
                            .horizon_seconds = own->horizon,
                            .units = own->units[arm],
                            .steps = STEPS};
  return CVS_OK;
}

/* The first `reached[j]` of the mature units reach step j at 30 and 60; nobody else is seen there. */
static void add_arm(crowd *out, size_t arm, size_t mature, const size_t reached[STEPS]) {
  for (size_t i = 0; i < out->units[arm]; i++) {
    out->followed[arm][i] = i < mature ? 100 : 10;
    for (size_t j = 0; j < STEPS; j++)
      out->at[arm][i * STEPS + j] = i < reached[j] ? 30 * (double)(j + 1) : INFINITY;
  }
  for (size_t j = 0; j < STEPS; j++)
    out->horizon[j] = 100;
}

static const size_t REACHED[ARMS][STEPS] = {{120, 40}, {140, 66}};

static void start_crowd(funnel_fixture *f, crowd *people, size_t units, size_t mature) {
  people->units[0] = people->units[1] = units;
  add_arm(people, 0, mature, REACHED[0]);
  add_arm(people, 1, mature, REACHED[1]);
  start_funnel(f);
  f->options.times = give_times;
  f->options.times_context = people;
}

static const char of_200[] = "variant,visitors,view,cart\na,200,120,40\nb,200,140,66\n";
static const char of_400[] = "variant,visitors,view,cart\na,400,120,40\nb,400,140,66\n";

static void same_ends(const cvs_interval *got, const cvs_interval *want) {
  assert_int_equal(got->exists, want->exists);
  assert_close(got->estimate, want->estimate, 1e-11);
  assert_close(got->lower, want->lower, 1e-11);
  assert_close(got->upper, want->upper, 1e-11);
}

static void without_young_units_it_is_the_analysis_of_the_counts_by_wald(void **state) {
  (void)state;
  static crowd people;
  funnel_fixture kept, counted;
  start_crowd(&kept, &people, 200, 200);
  start_funnel(&counted);
  counted.options.test.method = "wald";
  kept.options.test.adjust = counted.options.test.adjust = "bonferroni";
  kept.options.test.mde = counted.options.test.mde = 0.1;
  analyse_funnel(&counted, of_200, STEPS);

  analyse_funnel(&kept, of_200, STEPS);

  for (size_t j = 0; j < STEPS; j++) {
    const cvs_comparison *got = kept.group.comparison[0].step[j].from_start;
    const cvs_comparison *want = counted.group.comparison[0].step[j].from_start;
    assert_close(got->test.p_value, want->test.p_value, 1e-10);
    assert_close(got->p_adjusted, want->p_adjusted, 1e-10);
    assert_close(got->p_harm, want->p_harm, 1e-10);
    assert_int_equal(got->verdict, want->verdict);
    assert_true(got->has_detectable && want->has_detectable);
    assert_close(got->detectable_lift, want->detectable_lift, 1e-9);
    assert_int_equal(got->visitors_needed, want->visitors_needed);
    same_ends(&got->effect[CVS_DIFFERENCE], &want->effect[CVS_DIFFERENCE]);
    same_ends(&kept.group.arm[1].step[j].from_start, &counted.group.arm[1].step[j].from_start);
    same_ends(&kept.group.arm[1].step[j].from_previous, &counted.group.arm[1].step[j].from_previous);
    same_ends(&kept.group.comparison[0].step[j].term.interval, &counted.group.comparison[0].step[j].term.interval);
    assert_close(kept.group.bottleneck.leak[j].gained_per_1000, counted.group.bottleneck.leak[j].gained_per_1000,
                 1e-11);
    assert_int_equal(kept.group.bottleneck.leak[j].visitors_to_test, counted.group.bottleneck.leak[j].visitors_to_test);
  }
  assert_int_equal(kept.group.frame.decision, counted.group.frame.decision);
  assert_int_equal(kept.group.arm[0].young, 0);
  assert_int_equal(count_findings(&kept, CVS_FINDING_NAIVE_DIFFERS), 0);
  finish_funnel(&kept);
  finish_funnel(&counted);
}

/* 200 of 400 have used their window, and only they are seen at a step: the rate is theirs, and the naive one half of
 * it. */
static void young_units_are_not_taken_for_lost(void **state) {
  (void)state;
  static crowd people;
  funnel_fixture f;
  start_crowd(&f, &people, 400, 200);

  analyse_funnel(&f, of_400, STEPS);

  const cvs_funnel_arm *arm = &f.group.arm[1];
  assert_int_equal(arm->young, 200);
  assert_close(arm->step[1].from_start.estimate, 66.0 / 200, 1e-12);
  assert_close(f.group.frame.arm[1].rate.estimate, 66.0 / 200, 1e-12);
  assert_int_equal(arm->step[1].censored->naive.visitors, 400);
  assert_int_equal(arm->step[1].censored->naive.conversions, 66);
  assert_int_equal(arm->step[1].users, 66);
  assert_int_equal(count_findings(&f, CVS_FINDING_NAIVE_DIFFERS), 2);
  const cvs_finding *naive = find_finding(&f, CVS_FINDING_NAIVE_DIFFERS);
  assert_close(naive->value[0], 1, 0);
  assert_close(naive->value[1], 0.2, 1e-12);
  assert_close(naive->value[2], 0.1, 1e-12);
  assert_string_equal(f.group.adjust->id, "holm");
  finish_funnel(&f);
}

static void where_nobody_has_used_the_window_nothing_is_said(void **state) {
  (void)state;
  static crowd people;
  funnel_fixture f;
  start_crowd(&f, &people, 200, 200);
  for (size_t i = 0; i < 200; i++)
    people.followed[1][i] = 99;

  analyse_funnel(&f, of_200, STEPS);

  assert_false(f.group.arm[1].step[1].from_start.exists || f.group.comparison[0].overall->has_test);
  assert_false(f.group.comparison[0].split.complete || f.group.comparison[0].step[0].lift_previous.exists);
  const cvs_finding *none = find_finding(&f, CVS_FINDING_NO_MATURE_USERS);
  assert_non_null(none);
  assert_int_equal(none->arm, 1);
  assert_int_equal(f.group.frame.decision, CVS_DECIDE_INCONCLUSIVE);
  finish_funnel(&f);
}

/* Only the 200 who have used their window bear the rates: what can be found is what 200 find. */
static void young_units_do_not_make_the_test_sharper(void **state) {
  (void)state;
  static crowd people;
  funnel_fixture kept, counted;
  start_crowd(&kept, &people, 400, 200);
  start_funnel(&counted);
  analyse_funnel(&counted, of_200, STEPS);

  analyse_funnel(&kept, of_400, STEPS);

  assert_true(kept.group.comparison[0].overall->has_detectable);
  assert_close(kept.group.comparison[0].overall->detectable_lift, counted.group.comparison[0].overall->detectable_lift,
               1e-9);
  finish_funnel(&kept);
  finish_funnel(&counted);
}

/* 2 of 3 against none of 3: z of Wald would be 2.4, on counts that no normal law describes. */
static void few_users_have_no_p_value_and_are_told_of(void **state) {
  (void)state;
  static crowd people;
  funnel_fixture f;
  static const size_t reached[ARMS][STEPS] = {{2, 2}, {1, 0}};
  start_crowd(&f, &people, 3, 3);
  add_arm(&people, 0, 3, reached[0]);
  add_arm(&people, 1, 3, reached[1]);

  analyse_funnel(&f, "variant,visitors,view,cart\na,3,2,2\nb,3,1,0\n", STEPS);

  for (size_t j = 0; j < STEPS; j++) {
    const cvs_comparison *start = f.group.comparison[0].step[j].from_start;
    assert_false(start->has_test || start->significant || start->harm);
    assert_false(start->effect[CVS_DIFFERENCE].exists || start->effect[CVS_LIFT].exists);
    assert_int_equal(start->verdict, CVS_VERDICT_INCONCLUSIVE);
  }
  assert_int_equal(count_findings(&f, CVS_FINDING_SMALL_COUNTS), 2);
  assert_close(find_finding(&f, CVS_FINDING_SMALL_COUNTS)->value[0], 1.5, 1e-12); /* 3 x 3 / 6 through and not */
  finish_funnel(&f);
}

static void one_sided_intervals_have_one_end(void **state) {
  (void)state;
  static crowd people;
  funnel_fixture f;
  start_crowd(&f, &people, 200, 200);
  f.options.test.alternative = CVS_GREATER;

  analyse_funnel(&f, of_200, STEPS);

  const cvs_comparison *last = f.group.comparison[0].overall;
  assert_true(last->effect[CVS_LIFT].has_lower && !last->effect[CVS_LIFT].has_upper);
  assert_true(f.group.comparison[0].step[1].lift_previous.has_upper);
  assert_int_equal(last->verdict, CVS_VERDICT_BETTER);
  finish_funnel(&f);
}

static void times_of_other_units_are_refused(void **state) {
  (void)state;
  static crowd people;
  funnel_fixture f;
  start_crowd(&f, &people, 199, 199);

  assert_int_equal(try_funnel(&f, of_200, STEPS), CVS_EINVAL);

  assert_string_equal(f.error.message,
                      "times of 199 units at 2 steps for variant \"a\", expected 200 units and 2 steps");
  finish_funnel(&f);
}

static void users_are_followed_from_step_to_step(void **state) {
  (void)state;
  static const char message[] =
      "--censor follows users from step to step, expected no --order any and no step that may "
      "be left out";
  cvs_funnel_options options;
  cvs_error error = {0};
  cvs_funnel_options_init(&options);
  options.times = give_times;
  options.any_order = true;
  assert_int_equal(cvs_funnel_options_check(&options, &error), CVS_EUSAGE);
  assert_string_equal(error.message, message);
  options.any_order = false;
  options.optional = 1;
  error = (cvs_error){0};
  assert_int_equal(cvs_funnel_options_check(&options, &error), CVS_EUSAGE);
  assert_string_equal(error.message, message);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_young_units_it_is_the_analysis_of_the_counts_by_wald),
      cmocka_unit_test(young_units_are_not_taken_for_lost),
      cmocka_unit_test(where_nobody_has_used_the_window_nothing_is_said),
      cmocka_unit_test(young_units_do_not_make_the_test_sharper),
      cmocka_unit_test(few_users_have_no_p_value_and_are_told_of),
      cmocka_unit_test(one_sided_intervals_have_one_end),
      cmocka_unit_test(times_of_other_units_are_refused),
      cmocka_unit_test(users_are_followed_from_step_to_step),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
