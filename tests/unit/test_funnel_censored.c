/* Two arms some of whose units are still on their way. */
#include "support/assert_close.h"
#include "support/funnel_times.h"

#include <math.h>

/* Units followed to the window of 100, so that counts say the same; `reached` of them at the two steps. */
static void make_arm(size_t units, size_t first, size_t second, cvs_funnel_censored *out) {
  static funnel_table data;
  for (size_t i = 0; i < units; i++) {
    data.followed[i] = 120;
    data.at[2 * i] = i < first ? (double)i / 8 : INFINITY;
    data.at[2 * i + 1] = i < second ? 20 + (double)i / 8 : INFINITY;
  }
  data.horizon[0] = data.horizon[1] = 100;
  point_times(&data, units, 2);
  censor(&data.times, out);
}

static void without_young_units_the_test_is_walds(void **state) {
  (void)state;
  static cvs_funnel_censored control, treatment;
  const cvs_pair pair = {{60, 20}, {56, 28}};
  const cvs_level level = funnel_level();
  const cvs_method *wald = cvs_method_find(CVS_KIND_TEST, "wald"), *limits = cvs_method_find(CVS_KIND_EFFECT, "wald");
  const cvs_method *katz = cvs_method_find(CVS_KIND_EFFECT, "katz");
  cvs_test_result want;
  cvs_interval difference, lift;
  cvs_funnel_censored_test got;
  assert_int_equal(wald->test(&pair, CVS_TWO_SIDED, &want, NULL), CVS_OK);
  assert_int_equal(limits->effect(&pair, CVS_DIFFERENCE, &level, &difference, NULL), CVS_OK);
  assert_int_equal(katz->effect(&pair, CVS_LIFT, &level, &lift, NULL), CVS_OK);
  make_arm(60, 40, 20, &control);
  make_arm(56, 42, 28, &treatment);

  assert_int_equal(
      cvs_funnel_censored_compare(&(cvs_funnel_censored_pair){&control, &treatment}, 1, &level, &got, NULL), CVS_OK);

  assert_true(got.has_test);
  assert_close(got.test.p_value, want.p_value, 1e-11);
  assert_close(got.test.ln_p_value, want.ln_p_value, 1e-11);
  assert_close(got.difference.lower, difference.lower, 1e-11);
  assert_close(got.difference.upper, difference.upper, 1e-11);
  assert_close(got.lift.estimate, lift.estimate, 1e-11);
  assert_close(got.lift.lower, lift.lower, 1e-11);
  assert_close(got.lift.upper, lift.upper, 1e-11);
}

static void without_young_units_the_terms_are_those_of_the_counts(void **state) {
  (void)state;
  static cvs_funnel_censored control, treatment;
  const uint64_t users1[] = {60, 40, 20}, users2[] = {56, 42, 28};
  const cvs_funnel_pair counts = {users1, users2, 2};
  cvs_funnel_split want, got;
  assert_int_equal(cvs_funnel_decompose(&counts, 0.05, &want, NULL), CVS_OK);
  make_arm(60, 40, 20, &control);
  make_arm(56, 42, 28, &treatment);

  assert_int_equal(cvs_funnel_censored_decompose(&(cvs_funnel_censored_pair){&control, &treatment}, 0.05, &got, NULL),
                   CVS_OK);

  for (size_t j = 0; j < 2; j++) {
    assert_close(got.term[j].estimate, want.term[j].estimate, 1e-12);
    assert_close(got.term[j].interval.lower, want.term[j].interval.lower, 1e-11);
    assert_close(got.term[j].interval.upper, want.term[j].interval.upper, 1e-11);
  }
  assert_close(got.ln_lift, want.ln_lift, 1e-12);
  assert_close(got.heterogeneity.statistic, want.heterogeneity.statistic, 1e-10);
}

/* The rows of R's survival as two arms: the terms and their errors by what survfit gave for each arm. */
static void censored_terms_sum_and_add_the_variances_of_the_arms(void **state) {
  (void)state;
  static funnel_table data;
  static cvs_funnel_censored arm[2];
  double share[2][REFERENCE_LIST_MAX], covariance[2][REFERENCE_LIST_MAX];
  reference_table table;
  reference_open(&table, "funnel_curve");
  size_t arms = 0;
  while (reference_next(&table)) {
    if (reference_number(&table, "steps") < 3)
      continue;
    times_of_row(&table, &data);
    censor(&data.times, &arm[arms]);
    reference_list(&table, "share", share[arms]);
    reference_list(&table, "covariance", covariance[arms]);
    arms++;
  }
  assert_int_equal(arms, 2);
  cvs_funnel_split got;

  assert_int_equal(cvs_funnel_censored_decompose(&(cvs_funnel_censored_pair){&arm[0], &arm[1]}, 0.05, &got, NULL),
                   CVS_OK);

  double sum = 0;
  for (size_t j = 0; j < 3; j++) {
    sum += got.term[j].estimate;
    assert_close(got.term[j].error, sqrt(covariance[0][4 * j] + covariance[1][4 * j]), 1e-11);
  }
  assert_close(sum, log(share[1][2] / share[0][2]), 1e-12);
  assert_close(got.ln_lift, sum, 1e-12);
  assert_true(got.has_heterogeneity && got.complete);
}

/* The same for the rates from the previous step: Wald's difference and Katz's ratio of those who came. */
static void without_young_units_the_previous_step_is_that_of_the_counts(void **state) {
  (void)state;
  static cvs_funnel_censored control, treatment;
  const cvs_pair pair = {{40, 20}, {42, 28}};
  const cvs_level level = funnel_level();
  const cvs_method *limits = cvs_method_find(CVS_KIND_EFFECT, "wald"), *katz = cvs_method_find(CVS_KIND_EFFECT, "katz");
  cvs_interval difference, lift;
  cvs_funnel_censored_test got;
  assert_int_equal(limits->effect(&pair, CVS_DIFFERENCE, &level, &difference, NULL), CVS_OK);
  assert_int_equal(katz->effect(&pair, CVS_LIFT, &level, &lift, NULL), CVS_OK);
  make_arm(60, 40, 20, &control);
  make_arm(56, 42, 28, &treatment);

  assert_int_equal(
      cvs_funnel_censored_previous(&(cvs_funnel_censored_pair){&control, &treatment}, 1, &level, &got, NULL), CVS_OK);

  assert_close(got.difference.lower, difference.lower, 1e-11);
  assert_close(got.difference.upper, difference.upper, 1e-11);
  assert_close(got.lift.lower, lift.lower, 1e-11);
  assert_close(got.lift.upper, lift.upper, 1e-11);
}

static void nothing_that_varies_has_no_test(void **state) {
  (void)state;
  static cvs_funnel_censored control, treatment;
  const cvs_level level = funnel_level();
  cvs_funnel_censored_test got;
  make_arm(20, 20, 0, &control);
  make_arm(30, 30, 0, &treatment);
  const cvs_funnel_censored_pair pair = {&control, &treatment};

  assert_int_equal(cvs_funnel_censored_compare(&pair, 1, &level, &got, NULL), CVS_OK);
  assert_false(got.has_test || got.difference.exists || got.lift.exists);

  cvs_funnel_split split;
  assert_int_equal(cvs_funnel_censored_decompose(&pair, 0.05, &split, NULL), CVS_OK);
  assert_true(split.term[0].entry);
  assert_false(split.complete || split.term[1].exists);
}

/* Everybody passed the second step: Koopman's limits of what was seen, as for counts. */
static void a_later_step_that_all_pass_is_not_certain(void **state) {
  (void)state;
  static cvs_funnel_censored control, treatment;
  const uint64_t users1[] = {20, 9, 9}, users2[] = {30, 12, 12};
  const cvs_funnel_pair counts = {users1, users2, 2};
  cvs_funnel_split want, got;
  assert_int_equal(cvs_funnel_decompose(&counts, 0.05, &want, NULL), CVS_OK);
  make_arm(20, 9, 9, &control);
  make_arm(30, 12, 12, &treatment);

  assert_int_equal(cvs_funnel_censored_decompose(&(cvs_funnel_censored_pair){&control, &treatment}, 0.05, &got, NULL),
                   CVS_OK);

  assert_true(got.term[1].by_score);
  assert_close(got.term[1].interval.lower, want.term[1].interval.lower, 1e-11);
  assert_close(got.term[1].interval.upper, want.term[1].interval.upper, 1e-11);
}

static void refuses_arms_that_cannot_be_compared(void **state) {
  (void)state;
  static cvs_funnel_censored control, treatment;
  const cvs_level level = funnel_level();
  cvs_funnel_censored_test got;
  make_arm(20, 9, 3, &control);
  make_arm(30, 12, 4, &treatment);
  const cvs_funnel_censored_pair pair = {&control, &treatment};

  assert_int_equal(cvs_funnel_censored_compare(&pair, 2, &level, &got, NULL), CVS_EINVAL);
  treatment.step[1].exists = false;
  assert_int_equal(cvs_funnel_censored_compare(&pair, 1, &level, &got, NULL), CVS_EUNDEF);
  treatment.steps = 1;
  assert_int_equal(cvs_funnel_censored_compare(&pair, 0, &level, &got, NULL), CVS_EINVAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_young_units_the_test_is_walds),
      cmocka_unit_test(without_young_units_the_terms_are_those_of_the_counts),
      cmocka_unit_test(censored_terms_sum_and_add_the_variances_of_the_arms),
      cmocka_unit_test(without_young_units_the_previous_step_is_that_of_the_counts),
      cmocka_unit_test(nothing_that_varies_has_no_test),
      cmocka_unit_test(a_later_step_that_all_pass_is_not_certain),
      cmocka_unit_test(refuses_arms_that_cannot_be_compared),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
