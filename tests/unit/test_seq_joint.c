/* Constant and drift found together are those that a root within a root finds. */
#include "stat/seq_joint.h"

#include "support/assert_close.h"
#include "support/sequential_terms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* z of one look at one side's error and power 0.9: 1.959963984540054 + 1.2815515655446004 (R qnorm). */
static const double ONE_LOOK_TWO_SIDED = 3.2415155500846544;
static const double TOLERANCE = 1e-10;

static cvs_seq_frame frame_of(cvs_spending_family family, double parameter, size_t looks) {
  cvs_sequential_terms terms = usual_terms(looks);
  terms.efficacy = (cvs_spending){family, parameter};
  terms.futility = CVS_FUTILITY_BINDING;
  terms.beta_spending = (cvs_spending){CVS_SPENDING_OBF, 0};
  return cvs_seq_frame_of(&terms);
}

static void the_bounds_are_those_of_the_drift(void **state) {
  (void)state;
  static const struct {
    cvs_spending_family family;
    double parameter;
    size_t looks;
  } rows[] = {{CVS_BOUNDS_OBRIEN_FLEMING, 0, 2},
              {CVS_BOUNDS_OBRIEN_FLEMING, 0, 20},
              {CVS_BOUNDS_POCOCK, 0, 5},
              {CVS_BOUNDS_WANG_TSIATIS, 0.25, 20},
              {CVS_BOUNDS_WANG_TSIATIS, -1, 4}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const cvs_seq_frame frame = frame_of(rows[i].family, rows[i].parameter, rows[i].looks);
    cvs_seq_limits joint, nested;
    double drift = 0, excess = 1;
    assert_int_equal(cvs_seq_plain(&frame, &joint), CVS_OK);
    nested = joint;

    assert_int_equal(cvs_seq_joint(&frame, ONE_LOOK_TWO_SIDED, &joint, &drift), CVS_OK);

    assert_int_equal(cvs_seq_futility(&frame, drift, &nested, &excess), CVS_OK);
    assert_close_abs(excess, 0, TOLERANCE);
    for (size_t j = 0; j < frame.looks; j++) {
      assert_close(joint.upper[j], nested.upper[j], TOLERANCE);
      assert_close_abs(joint.futility[j], nested.futility[j], TOLERANCE);
      assert_true(joint.upper[j] < joint.plain[j]);
    }
  }
}

/* Beta is spent so early that futility meets the upper bound: the caller looks further. */
static void it_gives_up_where_futility_meets_the_upper_bound(void **state) {
  (void)state;
  cvs_seq_frame frame = frame_of(CVS_BOUNDS_WANG_TSIATIS, -1, 30);
  frame.beta_spending = (cvs_spending){CVS_SPENDING_HSD, 40};
  frame.beta = 0.97;
  cvs_seq_limits limits;
  double drift = 0;
  assert_int_equal(cvs_seq_plain(&frame, &limits), CVS_OK);

  assert_int_equal(cvs_seq_joint(&frame, 0.08, &limits, &drift), CVS_ENOCONV);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_bounds_are_those_of_the_drift),
      cmocka_unit_test(it_gives_up_where_futility_meets_the_upper_bound),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
