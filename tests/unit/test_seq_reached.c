/* Bounds at the looks that were really taken. */
#include "support/assert_close.h"
#include "support/sequential_terms.h"

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static cvs_sequential_bounds bounds_at(const cvs_sequential_terms *terms, double drift,
                                       const cvs_sequential_reached *reached) {
  cvs_sequential_bounds bounds;
  cvs_error error = {0};
  if (cvs_sequential_bounds_at(terms, drift, reached, &bounds, &error) != CVS_OK)
    fail_msg("no bounds: %s", error.message);
  return bounds;
}

static void looks_as_planned_have_the_planned_bounds(void **state) {
  (void)state;
  for (int kind = CVS_FUTILITY_NONE; kind <= CVS_FUTILITY_BINDING; kind++)
    for (int family = CVS_SPENDING_OBF; family <= CVS_BOUNDS_WANG_TSIATIS; family++) {
      cvs_sequential_terms terms = futile_terms(5, (cvs_futility)kind);
      terms.efficacy = (cvs_spending){(cvs_spending_family)family, 0.5};
      const cvs_sequential_design design = plan_of(&terms);
      const cvs_sequential_reached reached = {5, terms.information, true};

      const cvs_sequential_bounds bounds = bounds_at(&terms, design.drift, &reached);

      for (size_t j = 0; j < 5; j++) {
        assert_close(bounds.look[j].z_upper, design.bounds.look[j].z_upper, 1e-12);
        assert_close_abs(bounds.look[j].z_futility, design.bounds.look[j].z_futility, 1e-11);
        assert_close(bounds.look[j].alpha_spent, design.bounds.look[j].alpha_spent, 1e-12);
      }
    }
}

/* The bounds of a look never depend on what comes after it. */
static void the_first_looks_alone_have_the_same_bounds(void **state) {
  (void)state;
  cvs_sequential_terms terms = usual_terms(6);
  terms.futility = CVS_FUTILITY_BINDING;
  const cvs_sequential_design design = plan_of(&terms);

  for (size_t looks = 1; looks < 6; looks++) {
    const cvs_sequential_reached reached = {looks, terms.information, false};
    const cvs_sequential_bounds bounds = bounds_at(&terms, design.drift, &reached);

    assert_close(bounds.look[looks - 1].z_upper, design.bounds.look[looks - 1].z_upper, 1e-12);
    assert_close(bounds.look[looks - 1].z_futility, design.bounds.look[looks - 1].z_futility, 1e-9);
    assert_close(bounds.look[looks - 1].z_lower, design.bounds.look[looks - 1].z_lower, 1e-12);
  }
}

/* Slipped, extra, skipped looks, over-run and an early end spend exactly alpha (Lan & DeMets 1983). */
static void any_looks_spend_exactly_alpha_by_the_end(void **state) {
  (void)state;
  const struct {
    size_t looks;
    double information[6];
    bool last;
  } cases[] = {
      {5, {0.22, 0.37, 0.61, 0.83, 1.04}, false},
      {6, {0.1, 0.2, 0.4, 0.6, 0.8, 1}, false},
      {2, {0.4, 1.3}, false},
      {3, {0.2, 0.4, 0.55}, true},
      {1, {0.7}, true},
      {1, {9}, false},
  };
  const cvs_sequential_terms terms = usual_terms(5);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const cvs_sequential_reached reached = {cases[i].looks, cases[i].information, cases[i].last};

    const cvs_sequential_bounds bounds = bounds_at(&terms, 0, &reached);

    assert_close(bounds.look[cases[i].looks - 1].alpha_spent, 0.05, 1e-11);
  }
}

/* Spending at the information of the look itself: G073's table in seq_plan.csv has the times 0.2, 0.5
 * and 1, which a plan of five equal looks may turn into. */
static void slipped_looks_have_the_bounds_of_a_plan_made_for_them(void **state) {
  (void)state;
  const cvs_sequential_terms terms = usual_terms(5);
  cvs_sequential_terms other = usual_terms(3);
  other.information[0] = 0.2;
  other.information[1] = 0.5;
  const cvs_sequential_reached reached = {3, other.information, false};

  const cvs_sequential_bounds slipped = bounds_at(&terms, 0, &reached);

  const cvs_sequential_design planned = plan_of(&other);
  for (size_t j = 0; j < 3; j++)
    assert_close(slipped.look[j].z_upper, planned.bounds.look[j].z_upper, 1e-13);
}

/* Doubling the final information cannot move a bound that everything is spent on at one look. */
static void a_single_look_is_the_fixed_test(void **state) {
  (void)state;
  const cvs_sequential_terms terms = usual_terms(5);
  const double information[] = {1.7};
  const cvs_sequential_reached reached = {1, information, false};

  const cvs_sequential_bounds bounds = bounds_at(&terms, 0, &reached);

  assert_close(bounds.look[0].z_upper, 1.9599639845400545, 1e-13); /* R 4.2.2: qnorm(0.975) */
}

static void classical_bounds_refuse_other_looks(void **state) {
  (void)state;
  const struct {
    size_t looks;
    double information[5];
    bool last;
    const char *message;
  } cases[] = {
      {2,
       {0.25, 0.6},
       false,
       "look 2 was taken at information 0.6 and planned at 0.5, which classical bounds do not allow: "
       "a spending function does"},
      {5,
       {0.25, 0.5, 0.75, 0.9, 1},
       false,
       "5 looks were taken and 4 planned, which classical bounds do not allow: a spending function does"},
      {2,
       {0.25, 0.5},
       true,
       "the test ends at look 2 of 4, which classical bounds do not allow: a spending function does"},
  };
  cvs_sequential_terms terms = usual_terms(4);
  terms.efficacy.family = CVS_BOUNDS_OBRIEN_FLEMING;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const cvs_sequential_reached reached = {cases[i].looks, cases[i].information, cases[i].last};
    cvs_sequential_bounds bounds;
    cvs_error error = {0};

    assert_int_equal(cvs_sequential_bounds_at(&terms, 0, &reached, &bounds, &error), CVS_EUNDEF);

    assert_string_equal(error.message, cases[i].message);
  }
}

static void a_slip_that_is_let_through_moves_the_error_of_classical_bounds_by_less_than_a_hundredth(void **state) {
  (void)state;
  for (int family = CVS_BOUNDS_OBRIEN_FLEMING; family <= CVS_BOUNDS_POCOCK; family++) {
    cvs_sequential_terms terms = usual_terms(5);
    terms.efficacy.family = (cvs_spending_family)family;
    const double slipped[2][5] = {{0.195, 0.395, 0.595, 0.795, 1.005}, {0.205, 0.405, 0.605, 0.805, 0.995}};
    for (int i = 0; i < 2; i++) {
      const cvs_sequential_reached reached = {5, slipped[i], true};

      const cvs_sequential_bounds bounds = bounds_at(&terms, 0, &reached);

      assert_close(bounds.look[4].alpha_spent, 0.05, 0.01);
    }
  }
}

static void looks_out_of_order_or_past_the_end_are_refused(void **state) {
  (void)state;
  const struct {
    size_t looks;
    double information[3];
    const char *message;
  } cases[] = {
      {0, {0}, "0 looks were taken, 1 to 50 were expected"},
      {2,
       {0.5, 0.5005},
       "the information of look 2 is 0.5005, at least 0.001 above that of the look before was expected"},
      {3, {0.5, 1.02, 1.1}, "look 2 ended the test at information 1.02, so no look can follow it"},
      {1, {10.5}, "the information of the last look is 10.5, at most 10 was expected"},
  };
  const cvs_sequential_terms terms = usual_terms(4);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const cvs_sequential_reached reached = {cases[i].looks, cases[i].information, false};
    cvs_sequential_bounds bounds;
    cvs_error error = {0};

    assert_int_equal(cvs_sequential_bounds_at(&terms, 0, &reached, &bounds, &error), CVS_EINVAL);

    assert_string_equal(error.message, cases[i].message);
  }
}

static void futility_needs_the_planned_drift(void **state) {
  (void)state;
  const cvs_sequential_terms terms = futile_terms(4, CVS_FUTILITY_NONBINDING);
  const cvs_sequential_reached reached = {2, terms.information, false};
  cvs_sequential_bounds bounds;
  cvs_error error = {0};

  assert_int_equal(cvs_sequential_bounds_at(&terms, 0, &reached, &bounds, &error), CVS_EINVAL);

  assert_string_equal(error.message, "the planned drift is 0, a positive number was expected");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(looks_as_planned_have_the_planned_bounds),
      cmocka_unit_test(the_first_looks_alone_have_the_same_bounds),
      cmocka_unit_test(any_looks_spend_exactly_alpha_by_the_end),
      cmocka_unit_test(slipped_looks_have_the_bounds_of_a_plan_made_for_them),
      cmocka_unit_test(a_single_look_is_the_fixed_test),
      cmocka_unit_test(classical_bounds_refuse_other_looks),
      cmocka_unit_test(a_slip_that_is_let_through_moves_the_error_of_classical_bounds_by_less_than_a_hundredth),
      cmocka_unit_test(looks_out_of_order_or_past_the_end_are_refused),
      cmocka_unit_test(futility_needs_the_planned_drift),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
