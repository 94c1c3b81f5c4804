/* Credible intervals of the difference and of the lift. */
#include "stat/bayes_effect.h"

#include "support/assert_close.h"
#include "support/reference_table.h"

#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const double ACCURACY = 1e-9;

static cvs_interval interval(const cvs_beta_pair *pair, cvs_scale scale, double mass, bool highest_density) {
  const cvs_credible credible = {mass, highest_density};
  cvs_interval found = {0};
  assert_int_equal(cvs_bayes_effect(pair, scale, &credible, &found, NULL), CVS_OK);
  assert_true(found.exists && found.has_estimate && found.has_lower && found.has_upper);
  return found;
}

static void meets_the_reference_table_of_equal_tails(void **state) {
  (void)state;
  reference_table table;
  size_t used = 0;

  for (reference_open(&table, "bayes_effect"); reference_next(&table);) {
    const cvs_beta_pair pair = {{reference_number(&table, "alpha1"), reference_number(&table, "beta1")},
                                {reference_number(&table, "alpha2"), reference_number(&table, "beta2")}};
    const bool lift = strcmp(reference_text(&table, "scale"), "lift") == 0;
    const bool lower = strcmp(reference_text(&table, "quantity"), "lower") == 0;
    if (!lower && strcmp(reference_text(&table, "quantity"), "upper") != 0)
      continue;
    const cvs_interval found = interval(&pair, lift ? CVS_LIFT : CVS_DIFFERENCE, reference_number(&table, "at"), false);
    assert_close(lower ? found.lower : found.upper, reference_number(&table, "value"), ACCURACY);
    used++;
  }

  assert_true(used > 150);
}

/* Two uniforms: P(D <= d) = (1 + d)^2 / 2 and P(T / C <= r) = r / 2 below no effect; the ratio's density is flat
 * to 1 and falls after, so that its shortest 90 % start at 0 and end where 1 / (2 r) = 0.1; of the
 * symmetric difference the shortest interval has equal tails. */
static void meets_the_closed_form_of_two_uniforms(void **state) {
  (void)state;
  const cvs_beta_pair flat = {{1, 1}, {1, 1}};

  const cvs_interval difference = interval(&flat, CVS_DIFFERENCE, 0.95, false);
  const cvs_interval lift = interval(&flat, CVS_LIFT, 0.95, false);
  const cvs_interval shortest_difference = interval(&flat, CVS_DIFFERENCE, 0.95, true);
  const cvs_interval shortest_lift = interval(&flat, CVS_LIFT, 0.9, true);

  assert_close(difference.lower, sqrt(0.05) - 1, 1e-11);
  assert_close(difference.upper, 1 - sqrt(0.05), 1e-11);
  assert_close(lift.lower, 0.05 - 1, 1e-11);
  assert_close(lift.upper, 20.0 - 1, 1e-11);
  assert_close_abs(lift.estimate, 0, 1e-11);
  assert_close(shortest_difference.lower, sqrt(0.05) - 1, ACCURACY);
  assert_close(shortest_difference.upper, 1 - sqrt(0.05), ACCURACY);
  assert_close(shortest_lift.lower, -1, ACCURACY);
  assert_close(shortest_lift.upper, 5 - 1, 1e-8);
}

/* The ends cut off what they say, by the tails' own quadrature. */
static void holds_its_mass(void **state) {
  (void)state;
  const cvs_beta_pair pairs[] = {{{0.5, 100.5}, {3.5, 97.5}},  {{121, 881}, {1501, 8501}},
                                 {{1e9, 9e9}, {1e9 + 7, 9e9}}, {{1.5e5, 1e12}, {1.51e5, 1e12}},
                                 {{0.5, 0.5}, {0.5, 30.5}},    {{0.5, 1e9}, {7.5, 1e9}}};
  const double masses[] = {0.5, 0.95, 0.999};

  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
    for (size_t k = 0; k < 6; k++) {
      const cvs_scale scale = k % 2 == 0 ? CVS_DIFFERENCE : CVS_LIFT;
      const cvs_interval found = interval(&pairs[i], scale, masses[k / 2], false);
      cvs_bayes_tails lower, upper;
      assert_int_equal(cvs_bayes_effect_tails(&pairs[i], scale, found.lower, &lower, NULL), CVS_OK);
      assert_int_equal(cvs_bayes_effect_tails(&pairs[i], scale, found.upper, &upper, NULL), CVS_OK);
      assert_close_abs(lower.lower, (1 - masses[k / 2]) / 2, 1e-11);
      assert_close_abs(upper.upper, (1 - masses[k / 2]) / 2, 1e-11);
    }
}

/* The shortest interval: the mass asked for, the same density at both ends, not longer than equal tails. */
static void is_shortest_where_it_is_asked_to_be(void **state) {
  (void)state;
  const cvs_beta_pair pairs[] = {
      {{3.5, 97.5}, {5.5, 95.5}}, {{121, 881}, {1501, 8501}}, {{1e9, 9e9}, {1.0001e9, 8.9999e9}}};

  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
    for (size_t k = 0; k < 2; k++) {
      const cvs_scale scale = k == 0 ? CVS_DIFFERENCE : CVS_LIFT;
      const cvs_interval equal = interval(&pairs[i], scale, 0.95, false);
      const cvs_interval shortest = interval(&pairs[i], scale, 0.95, true);
      cvs_effect_law law;
      assert_int_equal(cvs_effect_law_make(&pairs[i], scale, &law, NULL), CVS_OK);
      cvs_effect_point end[2] = {{.value = shortest.lower, .with_density = true},
                                 {.value = shortest.upper, .with_density = true}};
      for (size_t side = 0; side < 2; side++)
        assert_int_equal(cvs_effect_law_measure(&law, &end[side]), CVS_OK);
      cvs_effect_law_free(&law);

      assert_close(end[1].tails.lower - end[0].tails.lower, 0.95, ACCURACY);
      assert_close(end[0].density, end[1].density, 1e-8);
      assert_true(shortest.upper - shortest.lower <= (equal.upper - equal.lower) * (1 + 1e-9));
    }
}

/* Large samples are normal: mean +- 1.959963984540054 standard deviations, to the order 1/n. */
static void approaches_the_normal_limit(void **state) {
  (void)state;
  const cvs_beta_pair pair = {{1e11, 9e11}, {1.00001e11, 8.99999e11}};
  const double deviation = sqrt(2 * 0.1 * 0.9 / 1e12);

  const cvs_interval found = interval(&pair, CVS_DIFFERENCE, 0.95, false);

  assert_close(found.estimate, 1e-6, 1e-10);
  assert_close((found.upper - found.lower) / 2, 1.959963984540054 * deviation, 1e-5);
}

static void refuses_what_it_cannot_hold(void **state) {
  (void)state;
  const cvs_beta_pair pair = {{1, 1}, {1, 1}};
  const cvs_credible whole = {1, false}, usual = {0.95, false};
  cvs_interval found;
  cvs_error error = {0};

  assert_int_equal(cvs_bayes_effect(&pair, CVS_DIFFERENCE, &whole, &found, &error), CVS_EINVAL);
  assert_int_equal(cvs_bayes_effect(&pair, CVS_ODDS_RATIO, &usual, &found, NULL), CVS_EINVAL);
  assert_string_equal(error.message, "the mass of the credible interval is 1, expected 1e-06 to 1 - 1e-09");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(meets_the_reference_table_of_equal_tails),
      cmocka_unit_test(meets_the_closed_form_of_two_uniforms),
      cmocka_unit_test(holds_its_mass),
      cmocka_unit_test(is_shortest_where_it_is_asked_to_be),
      cmocka_unit_test(approaches_the_normal_limit),
      cmocka_unit_test(refuses_what_it_cannot_hold),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
