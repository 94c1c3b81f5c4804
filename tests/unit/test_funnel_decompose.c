/* Which step a lift comes from. */
#include "support/assert_close.h"
#include "support/reference_table.h"
#include <convstat/funnel.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { USERS_MAX = CVS_FUNNEL_STEPS_MAX + 1 };

static cvs_funnel_split decompose(const uint64_t *control, const uint64_t *treatment, size_t steps) {
  const cvs_funnel_pair pair = {control, treatment, steps};
  cvs_funnel_split split;
  assert_int_equal(cvs_funnel_decompose(&pair, 0.05, &split, NULL), CVS_OK);
  return split;
}

/* tests/reference/funnel_decompose.csv: regressions with logarithmic link by R's glm, whose iterations keep the
 * standard error to 1e-9. */
static void agrees_with_regressions_of_r(void **state) {
  (void)state;
  reference_table table;
  reference_open(&table, "funnel_decompose");
  while (reference_next(&table)) {
    uint64_t control[REFERENCE_LIST_MAX], treatment[REFERENCE_LIST_MAX];
    double estimate[REFERENCE_LIST_MAX], error[REFERENCE_LIST_MAX], lower[REFERENCE_LIST_MAX],
        upper[REFERENCE_LIST_MAX];
    const size_t steps = reference_counts(&table, "control", control) - 1;
    reference_counts(&table, "treatment", treatment);
    reference_list(&table, "estimate", estimate);
    reference_list(&table, "error", error);
    reference_list(&table, "lower", lower);
    reference_list(&table, "upper", upper);
    const cvs_funnel_pair pair = {control, treatment, steps};
    cvs_funnel_split split;

    assert_int_equal(cvs_funnel_decompose(&pair, reference_number(&table, "alpha"), &split, NULL), CVS_OK);

    assert_int_equal(split.count, steps);
    for (size_t j = 0; j < steps; j++) {
      assert_close_abs(split.term[j].estimate, estimate[j], 1e-15);
      assert_close(split.term[j].error, error[j], 1e-9);
      assert_close_abs(split.term[j].interval.lower, lower[j], 1e-9 * error[j]);
      assert_close_abs(split.term[j].interval.upper, upper[j], 1e-9 * error[j]);
    }
    assert_true(split.has_heterogeneity);
    assert_close(split.heterogeneity.statistic, reference_number(&table, "q"), 1e-8);
    assert_close(split.heterogeneity.df, reference_number(&table, "df"), 0);
    assert_close(split.heterogeneity.p_value, reference_number(&table, "p_value"), 1e-8);
  }
}

static void terms_sum_to_the_overall_log_lift(void **state) {
  (void)state;
  const uint64_t control[] = {50000, 21000, 9000, 5000}, treatment[] = {50200, 21900, 9300, 5300};

  const cvs_funnel_split split = decompose(control, treatment, 3);

  double sum = 0;
  for (size_t j = 0; j < 3; j++)
    sum += split.term[j].estimate;
  assert_close_abs(sum, log((5300.0 / 50200) / (5000.0 / 50000)), 1e-15);
  assert_close(sum, split.ln_lift, 1e-12);
}

/* Katz's interval of the ratio at the whole alpha: one term has nothing to share. */
static void one_step_is_the_interval_of_its_log_ratio(void **state) {
  (void)state;
  const uint64_t control[] = {1000, 100}, treatment[] = {1000, 130};
  const cvs_method *katz = cvs_method_find(CVS_KIND_EFFECT, "katz");
  const cvs_pair pair = {{1000, 100}, {1000, 130}};
  cvs_level level;
  cvs_interval lift;
  assert_int_equal(cvs_level_from_alpha(0.05, CVS_TWO_SIDED, &level, NULL), CVS_OK);
  assert_int_equal(katz->effect(&pair, CVS_LIFT, &level, &lift, NULL), CVS_OK);

  const cvs_funnel_split split = decompose(control, treatment, 1);

  assert_close(expm1(split.term[0].interval.lower), lift.lower, 1e-12);
  assert_close(expm1(split.term[0].interval.upper), lift.upper, 1e-12);
  assert_false(split.has_heterogeneity);
}

/* Users of the first step are those who entered: nothing is estimated there, and nothing is shared with it. */
static void a_first_step_that_all_reach_is_the_entry(void **state) {
  (void)state;
  const uint64_t control[] = {9000, 9000, 3000, 600}, treatment[] = {9100, 9100, 3100, 700};

  const cvs_funnel_split with = decompose(control, treatment, 3);
  const cvs_funnel_split without = decompose(control + 1, treatment + 1, 2);

  assert_true(with.term[0].entry && with.term[0].interval.exists);
  assert_close(with.term[0].interval.lower, 0, 0);
  assert_close(with.term[0].interval.upper, 0, 0);
  for (size_t j = 0; j < 2; j++) {
    assert_close(with.term[j + 1].interval.lower, without.term[j].interval.lower, 1e-15);
    assert_close(with.term[j + 1].interval.upper, without.term[j].interval.upper, 1e-15);
  }
  assert_close(with.heterogeneity.statistic, without.heterogeneity.statistic, 1e-15);
}

/* 5 of 5 against 5 of 5: the delta method would be sure that the ratio is 1. */
static void a_later_step_that_all_pass_is_not_certain(void **state) {
  (void)state;
  const uint64_t control[] = {50, 5, 5}, treatment[] = {50, 5, 5};

  const cvs_funnel_split split = decompose(control, treatment, 2);

  const cvs_funnel_term *term = &split.term[1];
  assert_true(term->by_score && !term->entry);
  assert_close(term->estimate, 0, 0);
  assert_true(term->interval.lower < -0.3 && term->interval.upper > 0.3);
  /* Koopman's limits are those of the ratio turned round */
  assert_close(term->interval.lower, -term->interval.upper, 1e-9);
}

static void a_step_without_users_has_no_term_and_none_after_it(void **state) {
  (void)state;
  const uint64_t control[] = {100, 40, 10, 2}, treatment[] = {100, 50, 0, 0};

  const cvs_funnel_split split = decompose(control, treatment, 3);

  assert_true(split.term[0].exists && !split.term[1].exists && !split.term[2].exists);
  assert_false(split.complete || split.has_heterogeneity || split.term[1].interval.exists);
  assert_close(split.ln_lift, 0, 0);
}

static void empty_arms_have_no_terms(void **state) {
  (void)state;
  const uint64_t control[] = {0, 0}, treatment[] = {100, 50};

  const cvs_funnel_split split = decompose(control, treatment, 1);

  assert_false(split.complete || split.term[0].exists);
}

static void refuses_what_is_no_funnel(void **state) {
  (void)state;
  const uint64_t falling[] = {100, 40, 10}, rising[] = {100, 40, 41}, huge[] = {CVS_VISITORS_MAX + 1, 1, 1};
  const cvs_funnel_pair pairs[] = {{falling, rising, 2},
                                   {rising, falling, 2},
                                   {huge, falling, 2},
                                   {falling, falling, 0},
                                   {falling, falling, CVS_FUNNEL_STEPS_MAX + 1}};
  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
    cvs_funnel_split split;
    assert_int_equal(cvs_funnel_decompose(&pairs[i], 0.05, &split, NULL), CVS_EINVAL);
  }
  const cvs_funnel_pair good = {falling, falling, 2};
  const double alphas[] = {0, 1, -0.1, NAN};
  for (size_t i = 0; i < sizeof alphas / sizeof alphas[0]; i++) {
    cvs_funnel_split split;
    assert_int_equal(cvs_funnel_decompose(&good, alphas[i], &split, NULL), CVS_EINVAL);
  }
}

static void says_which_step_rises(void **state) {
  (void)state;
  const uint64_t falling[] = {100, 40, 10}, rising[] = {100, 40, 41};
  const cvs_funnel_pair pair = {falling, rising, 2};
  cvs_funnel_split split;
  cvs_error error = {0};

  assert_int_equal(cvs_funnel_decompose(&pair, 0.05, &split, &error), CVS_EINVAL);

  assert_string_equal(error.message, "41 users of the treatment at step 2 are more than the 40 before it");
}

static void the_longest_and_largest_funnel_stays_finite(void **state) {
  (void)state;
  uint64_t control[USERS_MAX], treatment[USERS_MAX];
  for (size_t j = 0; j < USERS_MAX; j++) {
    control[j] = CVS_VISITORS_MAX >> j;
    treatment[j] = (CVS_VISITORS_MAX - 7) >> j;
  }

  const cvs_funnel_split split = decompose(control, treatment, CVS_FUNNEL_STEPS_MAX);

  assert_true(split.complete && split.has_heterogeneity);
  for (size_t j = 0; j < CVS_FUNNEL_STEPS_MAX; j++)
    assert_true(isfinite(split.term[j].estimate) && isfinite(split.term[j].error) && split.term[j].interval.exists);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_regressions_of_r),
      cmocka_unit_test(terms_sum_to_the_overall_log_lift),
      cmocka_unit_test(one_step_is_the_interval_of_its_log_ratio),
      cmocka_unit_test(a_first_step_that_all_reach_is_the_entry),
      cmocka_unit_test(a_later_step_that_all_pass_is_not_certain),
      cmocka_unit_test(a_step_without_users_has_no_term_and_none_after_it),
      cmocka_unit_test(empty_arms_have_no_terms),
      cmocka_unit_test(refuses_what_is_no_funnel),
      cmocka_unit_test(says_which_step_rises),
      cmocka_unit_test(the_longest_and_largest_funnel_stays_finite),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
