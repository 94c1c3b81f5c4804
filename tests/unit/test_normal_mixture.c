/* The normal mixture against bounds and e-values of confseq and Johari et al. in 50 digits (tests/reference/
 * normal_mixture.csv), and its two directions against each other. */
#include "stat/normal_mixture.h"
#include "support/assert_close.h"
#include "support/reference_table.h"

#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* A sum of variance v: its prior's precision is best at v_opt (a one-sided one at twice alpha), or given. */
static double ratio_of_row(const reference_table *table) {
  const double v = reference_number(table, "v");
  if (*reference_text(table, "tau2") != '\0')
    return v * reference_number(table, "tau2");
  const double alpha = reference_number(table, "alpha_opt") * (reference_number(table, "sides") > 1 ? 1 : 2);
  return v * cvs_mixture_ratio_best(alpha) / reference_number(table, "v_opt");
}

static void check_bound(const reference_table *table) {
  const double ln_bound = -log(reference_number(table, "alpha")), ratio = ratio_of_row(table);
  const bool two_sided = reference_number(table, "sides") > 1;
  double z = cvs_mixture_z(ln_bound, ratio);
  if (!two_sided)
    assert_int_equal(cvs_mixture_z_one_sided(ln_bound, ratio, &z), CVS_OK);
  assert_close(sqrt(reference_number(table, "v")) * z, reference_number(table, "value"), two_sided ? 1e-12 : 1e-9);
}

static void check_value(const reference_table *table, bool logarithm) {
  const double z = reference_number(table, "s") / sqrt(reference_number(table, "v")), ratio = ratio_of_row(table);
  const double ln_e =
      reference_number(table, "sides") > 1 ? cvs_mixture_ln_value(z, ratio) : cvs_mixture_ln_value_one_sided(z, ratio);
  assert_close(logarithm ? ln_e : exp(ln_e), reference_number(table, "value"), 1e-12);
}

static void bounds_and_e_values_agree_with_the_table(void **state) {
  (void)state;
  reference_table table;
  size_t rows = 0;
  for (reference_open(&table, "normal_mixture"); reference_next(&table); rows++) {
    const char *quantity = reference_text(&table, "quantity");
    if (strcmp(quantity, "bound") == 0)
      check_bound(&table);
    else
      check_value(&table, strcmp(quantity, "ln_e") == 0);
  }
  assert_int_equal(rows, 47);
}

/* Relative lift of revenue: 0.50336 with standard error 0.33341 of 3,000 and 3,461 users, tuned at 1,000: the
 * interval that GrowthBook's tests print (TestSequentialTTest). */
static void a_sequence_of_another_tool_has_the_same_width(void **state) {
  (void)state;
  const double ratio = (3000 + 3461) * cvs_mixture_ratio_best(0.05) / 1000;

  const double half = 0.33341 * cvs_mixture_z(log(20), ratio);

  assert_close_abs(0.50336 - half, -0.55844, 3e-5);
  assert_close_abs(0.50336 + half, 1.56515, 3e-5);
}

static void the_bound_is_where_the_e_value_reaches_it(void **state) {
  (void)state;
  for (double ratio = 1e-3; ratio < 1e6; ratio *= 7)
    for (double ln_bound = 0.1; ln_bound < 300; ln_bound *= 3) {
      double one_sided;

      const double two_sided = cvs_mixture_z(ln_bound, ratio);
      assert_int_equal(cvs_mixture_z_one_sided(ln_bound, ratio, &one_sided), CVS_OK);

      assert_close(cvs_mixture_ln_value(two_sided, ratio), ln_bound, 1e-12);
      assert_close(cvs_mixture_ln_value_one_sided(one_sided, ratio), ln_bound, 1e-9);
    }
}

/* The definition: the likelihood ratio of z over the prior N(0, R), by the midpoint rule. */
static void the_e_value_is_the_mean_likelihood_ratio_over_the_prior(void **state) {
  (void)state;
  enum { STEPS = 4000 };
  const double z = 2.3, ratio = 3, root = sqrt(ratio), step = 24.0 / STEPS;
  double both = 0, upper = 0;

  for (int i = 0; i < STEPS; i++) {
    const double x = -12 + (i + 0.5) * step, effect = root * x;
    const double part = step * exp(-x * x / 2) / sqrt(2 * acos(-1)) * exp(z * effect - effect * effect / 2);
    both += part;
    upper += x > 0 ? 2 * part : 0;
  }

  assert_close(cvs_mixture_ln_value(z, ratio), log(both), 1e-12);
  assert_close(cvs_mixture_ln_value_one_sided(z, ratio), log(upper), 1e-6);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bounds_and_e_values_agree_with_the_table),
      cmocka_unit_test(a_sequence_of_another_tool_has_the_same_width),
      cmocka_unit_test(the_bound_is_where_the_e_value_reaches_it),
      cmocka_unit_test(the_e_value_is_the_mean_likelihood_ratio_over_the_prior),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
