/* The score test at a margin. */
#include "support/assert_close.h"
#include "support/pair.h"
#include "support/reference_table.h"
#include <convstat/several.h>
#include "stat/score.h"

#include <math.h>
#include <string.h>

static cvs_test_result test_margin(cvs_pair pair, cvs_scale scale, double margin, cvs_alternative side) {
  cvs_test_result result = {0};
  assert_int_equal(cvs_margin_test(&pair, &(cvs_margin){scale, margin, 1}, side, &result, NULL), CVS_OK);
  return result;
}

static void it_agrees_with_the_constrained_likelihood(void **state) {
  (void)state;
  /* R 4.2.2: uniroot of the score equation, pnorm of the standardised distance */
  cvs_test_result difference = test_margin(pair_of(120, 1000, 112, 1000), CVS_DIFFERENCE, -0.03, CVS_GREATER);
  cvs_test_result lift = test_margin(pair_of(120, 1000, 112, 1000), CVS_LIFT, -0.15, CVS_GREATER);
  cvs_test_result few = test_margin(pair_of(3, 60, 4, 55), CVS_DIFFERENCE, -0.1, CVS_GREATER);

  assert_close(difference.p_value, 0.06289658342064082, 1e-11);
  assert_close(lift.p_value, 0.22445662190523871, 1e-11);
  assert_close(few.p_value, 0.009372310912107008, 1e-11);
  assert_close(few.statistic, 2.3505711856973783, 1e-12);
}

/* tests/reference/margin_score.csv: limits of score intervals (mpmath, 60 digits) as margins. */
static void at_the_limits_of_published_intervals_it_has_half_their_error(void **state) {
  (void)state;
  reference_table table;
  reference_open(&table, "margin_score");
  while (reference_next(&table)) {
    cvs_pair pair = reference_pair(&table);
    bool ratio = strcmp(reference_text(&table, "scale"), "ratio") == 0;
    double null = reference_number(&table, "null") - (ratio ? 1 : 0);
    bool plain = strcmp(reference_text(&table, "variance"), "plain") == 0;
    cvs_margin margin = {ratio ? CVS_LIFT : CVS_DIFFERENCE, null, plain ? 1 : cvs_score_factor_n1(&pair)};
    cvs_alternative side = strcmp(reference_text(&table, "alternative"), "greater") == 0 ? CVS_GREATER : CVS_LESS;
    cvs_test_result result;

    assert_int_equal(cvs_margin_test(&pair, &margin, side, &result, NULL), CVS_OK);

    /* The margin has 17 digits, of which a ratio less 1 keeps fewer; times z, that is what p can show. */
    assert_close(result.p_value, reference_number(&table, "p_value"), 1e-9);
  }
}

static void the_other_side_has_the_complement(void **state) {
  (void)state;
  cvs_test_result greater = test_margin(pair_of(12, 40, 25, 44), CVS_LIFT, 0.2, CVS_GREATER);
  cvs_test_result less = test_margin(pair_of(12, 40, 25, 44), CVS_LIFT, 0.2, CVS_LESS);

  assert_close(greater.p_value, 0.041124313648501193, 1e-11);
  assert_close(greater.p_value + less.p_value, 1, 1e-14);
}

static void it_is_significant_exactly_where_the_interval_excludes_the_margin(void **state) {
  (void)state;
  cvs_pair pair = pair_of(120, 1000, 112, 1000);
  cvs_level level = level_of(0.05, CVS_TWO_SIDED);
  for (int scale = 0; scale < CVS_ODDS_RATIO; scale++) {
    cvs_interval interval = {0};
    assert_int_equal(cvs_score_interval(&pair, (cvs_scale)scale, 1, &level, &interval), CVS_OK);

    assert_true(test_margin(pair, (cvs_scale)scale, interval.lower * (1 + 1e-9), CVS_GREATER).p_value < 0.025);
    assert_true(test_margin(pair, (cvs_scale)scale, interval.lower * (1 - 1e-9), CVS_GREATER).p_value > 0.025);
  }
}

static void arms_without_conversions_can_be_tested_on_the_difference_alone(void **state) {
  (void)state;
  cvs_pair none = pair_of(0, 200, 0, 300);
  cvs_test_result result;
  cvs_error error = {0};

  /* p1 = 0.02, p2 = 0: the control alone must rise, z^2 = n1 d/(1 - d) */
  assert_close(test_margin(none, CVS_DIFFERENCE, -0.02, CVS_GREATER).statistic, sqrt(200 * 0.02 / 0.98), 1e-12);
  assert_int_equal(cvs_margin_test(&none, &(cvs_margin){CVS_LIFT, -0.1, 1}, CVS_GREATER, &result, &error), CVS_EUNDEF);
  assert_string_equal(error.message, "nobody converted in either arm, so the lift cannot be tested");
}

static void it_refuses_margins_sides_and_scales_outside_its_domain(void **state) {
  (void)state;
  cvs_pair pair = pair_of(12, 40, 25, 44);
  cvs_test_result result;

  assert_int_equal(cvs_margin_test(&pair, &(cvs_margin){CVS_DIFFERENCE, -1, 1}, CVS_GREATER, &result, NULL),
                   CVS_EINVAL);
  assert_int_equal(cvs_margin_test(&pair, &(cvs_margin){CVS_DIFFERENCE, NAN, 1}, CVS_GREATER, &result, NULL),
                   CVS_EINVAL);
  assert_int_equal(cvs_margin_test(&pair, &(cvs_margin){CVS_LIFT, -1, 1}, CVS_GREATER, &result, NULL), CVS_EINVAL);
  assert_int_equal(cvs_margin_test(&pair, &(cvs_margin){CVS_LIFT, INFINITY, 1}, CVS_GREATER, &result, NULL),
                   CVS_EINVAL);
  assert_int_equal(cvs_margin_test(&pair, &(cvs_margin){CVS_ODDS_RATIO, 1, 1}, CVS_GREATER, &result, NULL), CVS_EINVAL);
  assert_int_equal(cvs_margin_test(&pair, &(cvs_margin){CVS_LIFT, -0.1, 1}, CVS_TWO_SIDED, &result, NULL), CVS_EINVAL);
  assert_int_equal(cvs_margin_test(&pair, &(cvs_margin){CVS_LIFT, -0.1, 0}, CVS_GREATER, &result, NULL), CVS_EINVAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_agrees_with_the_constrained_likelihood),
      cmocka_unit_test(at_the_limits_of_published_intervals_it_has_half_their_error),
      cmocka_unit_test(the_other_side_has_the_complement),
      cmocka_unit_test(it_is_significant_exactly_where_the_interval_excludes_the_margin),
      cmocka_unit_test(arms_without_conversions_can_be_tested_on_the_difference_alone),
      cmocka_unit_test(it_refuses_margins_sides_and_scales_outside_its_domain),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
