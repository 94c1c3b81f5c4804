/* What holds after a stop, against recursive integration with 700 nodes a look
 * (tests/reference/seq_analysis.csv) and against what the fixed test says. */
#include "support/assert_close.h"
#include "support/sequential_terms.h"

#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* The table's p are sums of a 700-point rule; its effects roots to 1e-10 on a scale of drift / sqrt(1000). */
static const double P_TOLERANCE = 1e-9;
static const double DRIFT_TOLERANCE = 1e-8;

static cvs_sequential_final conclude(const cvs_sequential_bounds *bounds, size_t look, double z, double tail) {
  cvs_sequential_final final;
  cvs_error error = {0};
  if (cvs_sequential_conclude(bounds, &(cvs_sequential_seen){look, z}, tail, &final, &error) != CVS_OK)
    fail_msg("no conclusion: %s", error.message);
  return final;
}

static cvs_sequential_final conclude_row(const reference_table *table) {
  double z[REFERENCE_LIST_MAX];
  const cvs_sequential_terms terms = terms_of_row(table);
  const cvs_sequential_bounds bounds = plan_of(&terms).bounds;
  const size_t stage = (size_t)reference_number(table, "stage");
  assert_int_equal(reference_list(table, "z", z), stage);
  return conclude(&bounds, stage - 1, z[stage - 1], terms.alpha);
}

static void p_estimate_and_limits_agree_with_the_table(void **state) {
  (void)state;
  reference_table table;
  size_t rows = 0;

  for (reference_open(&table, "seq_analysis"); reference_next(&table);) {
    const char *quantity = reference_text(&table, "quantity");
    if (strncmp(quantity, "final_", 6) != 0 && strcmp(quantity, "median_unbiased") != 0)
      continue;
    const cvs_sequential_final final = conclude_row(&table);
    const double want = reference_number(&table, "value"), drift = want * sqrt(1000);
    if (strcmp(quantity, "final_p_stagewise") == 0)
      assert_close(final.p_value, want, P_TOLERANCE);
    else if (strcmp(quantity, "final_ci_lower") == 0)
      assert_close_abs(final.lower, drift, DRIFT_TOLERANCE);
    else if (strcmp(quantity, "final_ci_upper") == 0)
      assert_close_abs(final.upper, drift, DRIFT_TOLERANCE);
    else
      assert_close_abs(final.estimate, drift, DRIFT_TOLERANCE);
    rows++;
  }

  assert_int_equal(rows, 100);
}

/* At the first look nothing was selected: z / sqrt t -+ z_tail / sqrt t, and the normal p. 1.959964 is
 * R 4.2.2's qnorm(0.975); pnorm(-2.5) * 2 = 0.012419330651552265. */
static void a_stop_at_the_first_look_is_the_fixed_test(void **state) {
  (void)state;
  const cvs_sequential_terms terms = usual_terms(4);
  const cvs_sequential_bounds bounds = plan_of(&terms).bounds;

  const cvs_sequential_final final = conclude(&bounds, 0, 2.5, 0.025);

  assert_close(final.estimate, 5, 1e-12);
  assert_close(final.lower, 2 * (2.5 - 1.9599639845400545), 1e-11);
  assert_close(final.upper, 2 * (2.5 + 1.9599639845400545), 1e-11);
  assert_close(final.p_value, 0.012419330651552265, 1e-12);
  assert_close(exp(final.ln_p_value), final.p_value, 1e-12);
}

/* By symmetry of the two-sided design. */
static void harm_mirrors_benefit(void **state) {
  (void)state;
  const cvs_sequential_terms terms = usual_terms(4);
  const cvs_sequential_bounds bounds = plan_of(&terms).bounds;

  const cvs_sequential_final win = conclude(&bounds, 2, 2.7, 0.025);
  const cvs_sequential_final harm = conclude(&bounds, 2, -2.7, 0.025);

  assert_close(harm.p_value, win.p_value, 1e-12);
  assert_close(harm.estimate, -win.estimate, 1e-10);
  assert_close(harm.lower, -win.upper, 1e-10);
  assert_close(harm.upper, -win.lower, 1e-10);
}

/* Tsiatis, Rosner & Mehta (1984): the ordering makes "a bound was crossed", "p < alpha" and "the limit
 * excludes 0" one statement. */
static void p_on_a_bound_is_the_error_spent_and_the_limit_is_0(void **state) {
  (void)state;
  const cvs_futility kinds[] = {CVS_FUTILITY_NONE, CVS_FUTILITY_NONBINDING, CVS_FUTILITY_BINDING};
  for (size_t kind = 0; kind < 3; kind++) {
    const cvs_sequential_terms terms = futile_terms(4, kinds[kind]);
    const cvs_sequential_bounds bounds = plan_of(&terms).bounds;

    const cvs_sequential_final final = conclude(&bounds, 3, bounds.look[3].z_upper, 0.025);

    assert_close(final.p_value, 0.025, 1e-10);
    assert_close_abs(final.lower, 0, 1e-9);
    assert_true(final.lower < final.estimate && final.estimate < final.upper);
  }
}

/* R 4.2.2: pnorm(60, lower.tail = FALSE, log.p = TRUE) + log(2). */
static void p_keeps_its_logarithm_where_it_underflows(void **state) {
  (void)state;
  const cvs_sequential_terms terms = usual_terms(4);
  const cvs_sequential_bounds bounds = plan_of(&terms).bounds;

  const cvs_sequential_final final = conclude(&bounds, 0, 60, 0.025);

  assert_close(final.ln_p_value, -1804.3204135000071, 1e-14);
  assert_close(final.p_value, 0, 0);
}

static void every_z_at_every_look_has_an_ordered_interval(void **state) {
  (void)state;
  for (int kind = CVS_FUTILITY_NONE; kind <= CVS_FUTILITY_BINDING; kind++) {
    cvs_sequential_terms terms = usual_terms(6);
    terms.futility = (cvs_futility)kind;
    const cvs_sequential_bounds bounds = plan_of(&terms).bounds;
    for (size_t look = 0; look < 6; look++)
      for (double z = -30; z <= 30; z += 3.7) {
        const cvs_sequential_final final = conclude(&bounds, look, z, 0.025);

        assert_true(final.lower < final.estimate && final.estimate < final.upper);
        assert_true(final.p_value >= 0 && final.p_value <= 1);
        assert_close(exp(final.ln_p_value), final.p_value, 1e-12);
      }
  }
}

static void an_error_of_a_limit_outside_the_domain_is_refused(void **state) {
  (void)state;
  const cvs_sequential_terms terms = usual_terms(3);
  const cvs_sequential_bounds bounds = plan_of(&terms).bounds;
  cvs_sequential_final final;
  cvs_error error = {0};

  assert_int_equal(cvs_sequential_conclude(&bounds, &(cvs_sequential_seen){1, 2}, 0.5, &final, &error), CVS_EINVAL);
  assert_string_equal(error.message, "the error of a limit is 0.5, from 1e-12 to below 0.5 was expected");
  assert_int_equal(cvs_sequential_conclude(&bounds, &(cvs_sequential_seen){1, 2}, 0.9e-12, &final, NULL), CVS_EINVAL);
  assert_int_equal(cvs_sequential_conclude(&bounds, &(cvs_sequential_seen){1, 2}, 1e-12, &final, NULL), CVS_OK);
  assert_int_equal(cvs_sequential_conclude(&bounds, &(cvs_sequential_seen){3, 2}, 0.025, &final, NULL), CVS_EINVAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(p_estimate_and_limits_agree_with_the_table),
      cmocka_unit_test(a_stop_at_the_first_look_is_the_fixed_test),
      cmocka_unit_test(harm_mirrors_benefit),
      cmocka_unit_test(p_on_a_bound_is_the_error_spent_and_the_limit_is_0),
      cmocka_unit_test(p_keeps_its_logarithm_where_it_underflows),
      cmocka_unit_test(every_z_at_every_look_has_an_ordered_interval),
      cmocka_unit_test(an_error_of_a_limit_outside_the_domain_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
