/* Futility at a drift that is given. */
#include "stat/seq_bounds.h"

#include "support/assert_close.h"
#include "support/sequential_terms.h"

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static cvs_seq_limits limits_at(cvs_seq_frame *frame, double drift, double *excess) {
  cvs_seq_limits limits;
  assert_int_equal(cvs_seq_plain(frame, &limits), CVS_OK);
  assert_int_equal(cvs_seq_futility(frame, drift, &limits, excess), CVS_OK);
  return limits;
}

static void doubling_the_nodes_moves_no_futility_bound_by_1e_10(void **state) {
  (void)state;
  for (int kind = CVS_FUTILITY_NONBINDING; kind <= CVS_FUTILITY_BINDING; kind++)
    for (size_t looks = 2; looks <= 50; looks += 6) {
      const cvs_sequential_terms terms = futile_terms(looks, (cvs_futility)kind);
      cvs_seq_frame frame = cvs_seq_frame_of(&terms);
      double excess, excess_fine;

      const cvs_seq_limits coarse = limits_at(&frame, 3.4, &excess);
      frame.fineness = 2;
      const cvs_seq_limits fine = limits_at(&frame, 3.4, &excess_fine);

      for (size_t j = 0; j < looks; j++) {
        assert_close_abs(coarse.futility[j], fine.futility[j], 1e-10);
        assert_close_abs(coarse.upper[j], fine.upper[j], 1e-11);
      }
      assert_close_abs(excess, excess_fine, 1e-11);
    }
}

/* P(Z1 <= bound) at the drift is what beta spending gives: 2 (1 - Phi(z_{0.95} / sqrt 0.25)). */
static void the_first_bound_is_a_normal_quantile(void **state) {
  (void)state;
  const cvs_sequential_terms terms = futile_terms(4, CVS_FUTILITY_NONBINDING);
  cvs_seq_frame frame = cvs_seq_frame_of(&terms);
  double excess;

  const cvs_seq_limits limits = limits_at(&frame, 3.3, &excess);

  const double spent = erfc(2 * 1.6448536269514722 / sqrt(2)); /* R 4.2.2: qnorm(0.95) */
  assert_close(0.5 * erfc((1.65 - limits.futility[0]) / sqrt(2)), spent, 1e-12);
}

static void a_larger_drift_misses_less_and_gives_up_earlier(void **state) {
  (void)state;
  const cvs_sequential_terms terms = futile_terms(5, CVS_FUTILITY_BINDING);
  cvs_seq_frame frame = cvs_seq_frame_of(&terms);
  double before = INFINITY, futility_before = -INFINITY;

  for (double drift = 2.5; drift < 4; drift += 0.25) {
    double excess;
    const cvs_seq_limits limits = limits_at(&frame, drift, &excess);
    assert_true(excess < before);
    assert_true(limits.futility[2] > futility_before);
    before = excess;
    futility_before = limits.futility[2];
  }
}

/* A drift that is far too large would put futility above the upper bound: it stays at it. */
static void futility_that_meets_the_upper_bound_early_is_told(void **state) {
  (void)state;
  for (int kind = CVS_FUTILITY_NONBINDING; kind <= CVS_FUTILITY_BINDING; kind++) {
    const cvs_sequential_terms terms = futile_terms(5, (cvs_futility)kind);
    cvs_seq_frame frame = cvs_seq_frame_of(&terms);
    double excess;

    const cvs_seq_limits limits = limits_at(&frame, 9, &excess);

    assert_close(excess, -1, 0);
    for (size_t j = 0; j < 5; j++)
      assert_true(limits.futility[j] <= limits.upper[j] && isfinite(limits.upper[j]));
  }
}

static void futility_is_never_below_the_harm_bound(void **state) {
  (void)state;
  cvs_sequential_terms terms = usual_terms(5);
  terms.futility = CVS_FUTILITY_NONBINDING;
  terms.efficacy.family = CVS_SPENDING_POCOCK;
  terms.beta_spending = (cvs_spending){CVS_SPENDING_KIM_DEMETS, 20};
  cvs_seq_frame frame = cvs_seq_frame_of(&terms);
  double excess;

  const cvs_seq_limits limits = limits_at(&frame, 0.5, &excess);

  assert_close(limits.futility[0], -limits.plain[0], 1e-15);
  for (size_t j = 0; j < 5; j++)
    assert_true(limits.futility[j] >= -limits.plain[j]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(doubling_the_nodes_moves_no_futility_bound_by_1e_10),
      cmocka_unit_test(the_first_bound_is_a_normal_quantile),
      cmocka_unit_test(a_larger_drift_misses_less_and_gives_up_earlier),
      cmocka_unit_test(futility_that_meets_the_upper_bound_early_is_told),
      cmocka_unit_test(futility_is_never_below_the_harm_bound),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
