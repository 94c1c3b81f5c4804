/* Conditional and predictive power against recursive integration with 700 nodes a look
 * (tests/reference/seq_analysis.csv), closed forms and an integral over the drift. */
#include "support/assert_close.h"
#include "support/sequential_terms.h"

#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const double TOLERANCE = 1e-9;

/* P(Z > z), by the C library. */
static double tail_of(double z) {
  return 0.5 * erfc(z / sqrt(2));
}

static double power_at(const cvs_sequential_bounds *bounds, size_t look, double z, double drift) {
  double power;
  assert_int_equal(cvs_conditional_power(bounds, &(cvs_sequential_seen){look, z}, drift, &power, NULL), CVS_OK);
  return power;
}

/* Power of winning by look j: what comes after it is cut off. */
static double power_until(const cvs_sequential_bounds *bounds, size_t j, const reference_table *table) {
  double z[REFERENCE_LIST_MAX];
  const size_t stage = (size_t)reference_number(table, "stage"), count = reference_list(table, "z", z);
  cvs_sequential_bounds cut = *bounds;
  cut.looks = j;
  return power_at(&cut, stage - 1, z[count < stage ? count - 1 : stage - 1], reference_number(table, "drift"));
}

static cvs_sequential_bounds bounds_of_row(const reference_table *table, bool given) {
  cvs_sequential_terms terms = terms_of_row(table);
  cvs_sequential_bounds bounds = plan_of(&terms).bounds;
  double upper[REFERENCE_LIST_MAX];
  if (given)
    assert_int_equal(reference_list(table, "upper", upper), bounds.looks);
  for (size_t j = 0; given && j < bounds.looks; j++)
    bounds.look[j].z_upper = upper[j];
  return bounds;
}

static size_t check_rows(const char *quantity, bool each_look) {
  reference_table table;
  size_t rows = 0;
  for (reference_open(&table, "seq_analysis"); reference_next(&table);) {
    if (strcmp(reference_text(&table, "quantity"), quantity) != 0)
      continue;
    double look[REFERENCE_LIST_MAX], want[REFERENCE_LIST_MAX];
    const size_t count = reference_list(&table, "look", look);
    assert_int_equal(reference_list(&table, "value", want), count);
    const cvs_sequential_bounds bounds = bounds_of_row(&table, each_look);
    for (size_t i = 0; i < count; i++) {
      const size_t j = (size_t)look[i];
      double got = power_until(&bounds, j, &table);
      if (each_look)
        got -= power_until(&bounds, j - 1, &table);
      if (fabs(got - want[i]) > TOLERANCE * want[i] + 1e-15)
        fail_msg("%s of %s at look %zu: %.15g, %.15g was expected", quantity, reference_text(&table, "case"), j, got,
                 want[i]);
    }
    rows++;
  }
  return rows;
}

static void the_chance_of_winning_by_a_look_agrees_with_the_table(void **state) {
  (void)state;
  assert_int_equal(check_rows("conditional_power_rpact_cum", false), 258);
}

static void the_chance_of_winning_at_a_look_agrees_with_the_table(void **state) {
  (void)state;
  assert_int_equal(check_rows("gsCP_upper_prob", true), 36);
}

/* One look to go: Phi((z sqrt t + drift (1 - t) - c) / sqrt(1 - t)) (Jennison & Turnbull 2000, 10.1),
 * and over a flat prior Phi((z / sqrt t - c) / sqrt((1 - t) / t)) (10.19 there, at t = 1). */
static void one_look_before_the_end_both_have_closed_forms(void **state) {
  (void)state;
  const cvs_sequential_terms terms = usual_terms(2);
  const cvs_sequential_bounds bounds = plan_of(&terms).bounds;
  const double t = 0.5, c = bounds.look[1].z_upper;

  for (double z = -3; z <= 3; z += 0.75) {
    double predictive;
    const double conditional = power_at(&bounds, 0, z, 3.2);
    assert_int_equal(cvs_predictive_power(&bounds, &(cvs_sequential_seen){0, z}, &predictive, NULL), CVS_OK);

    assert_close(conditional, tail_of((c - z * sqrt(t) - 3.2 * (1 - t)) / sqrt(1 - t)), 1e-12);
    assert_close(predictive, tail_of((c - z / sqrt(t)) / sqrt((1 - t) / t)), 1e-12);
  }
}

/* The definition: conditional power over N(z / sqrt t, 1 / t), by the midpoint rule on 12 deviations. */
static void predictive_power_is_conditional_power_over_the_posterior_of_the_drift(void **state) {
  (void)state;
  const cvs_sequential_terms terms = futile_terms(5, CVS_FUTILITY_NONBINDING);
  const cvs_sequential_bounds bounds = plan_of(&terms).bounds;
  enum { STEPS = 400 };

  for (size_t look = 0; look < 4; look++) {
    const double z = 1.1, root = sqrt(bounds.look[look].information), step = 24.0 / STEPS;
    double sum = 0, predictive;
    for (int i = 0; i < STEPS; i++) {
      const double x = -12 + (i + 0.5) * step;
      sum += step * exp(-x * x / 2) / sqrt(2 * acos(-1)) * power_at(&bounds, look, z, (z + x) / root);
    }
    assert_int_equal(cvs_predictive_power(&bounds, &(cvs_sequential_seen){look, z}, &predictive, NULL), CVS_OK);

    assert_close(predictive, sum, 1e-10);
  }
}

static void seen_from_the_last_look_nothing_can_be_won(void **state) {
  (void)state;
  const cvs_sequential_terms terms = usual_terms(3);
  const cvs_sequential_bounds bounds = plan_of(&terms).bounds;
  double predictive;

  const double conditional = power_at(&bounds, 2, 1.9, 3);
  assert_int_equal(cvs_predictive_power(&bounds, &(cvs_sequential_seen){2, 1.9}, &predictive, NULL), CVS_OK);

  assert_close(conditional, 0, 0);
  assert_close(predictive, 0, 0);
}

static void a_look_or_statistic_outside_the_domain_is_refused(void **state) {
  (void)state;
  const cvs_sequential_terms terms = usual_terms(3);
  const cvs_sequential_bounds bounds = plan_of(&terms).bounds;
  double power;
  cvs_error error = {0};

  assert_int_equal(cvs_conditional_power(&bounds, &(cvs_sequential_seen){3, 1}, 3, &power, &error), CVS_EINVAL);
  assert_string_equal(error.message, "look 4 was asked for, the bounds have 3");
  assert_int_equal(cvs_conditional_power(&bounds, &(cvs_sequential_seen){0, (double)NAN}, 3, &power, NULL), CVS_EINVAL);
  assert_int_equal(cvs_conditional_power(&bounds, &(cvs_sequential_seen){0, 1}, (double)INFINITY, &power, NULL),
                   CVS_EINVAL);
  assert_int_equal(cvs_predictive_power(&bounds, &(cvs_sequential_seen){0, 101}, &power, NULL), CVS_EINVAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_chance_of_winning_by_a_look_agrees_with_the_table),
      cmocka_unit_test(the_chance_of_winning_at_a_look_agrees_with_the_table),
      cmocka_unit_test(one_look_before_the_end_both_have_closed_forms),
      cmocka_unit_test(predictive_power_is_conditional_power_over_the_posterior_of_the_drift),
      cmocka_unit_test(seen_from_the_last_look_nothing_can_be_won),
      cmocka_unit_test(a_look_or_statistic_outside_the_domain_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
