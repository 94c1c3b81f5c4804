/* The asymptotic confidence sequence against Waudby-Smith et al.'s formula in 50 digits
 * (tests/reference/anytime_asymptotic.csv), and what starts it. */
#include "stat/normal_mixture.h"
#include "support/anytime_run.h"
#include "support/assert_close.h"
#include "support/reference_table.h"

#include <math.h>

static void the_half_width_agrees_with_the_table(void **state) {
  (void)state;
  reference_table table;
  size_t rows = 0;
  for (reference_open(&table, "anytime_asymptotic"); reference_next(&table); rows++) {
    const double alpha = reference_number(&table, "alpha"), visitors = reference_number(&table, "visitors");
    const double ratio = visitors * cvs_mixture_ratio_best(alpha) / reference_number(&table, "tune_at");
    const double error = sqrt(reference_number(&table, "variance") / visitors);

    assert_close(error * cvs_mixture_z(-log(alpha), ratio), reference_number(&table, "half_width"), 1e-12);
  }
  assert_int_equal(rows, 12);
}

/* R = n rho^2, rho^2 = (2 ln(1/alpha) + ln(1 + 2 ln(1/alpha))) / N; difference, and log lift by the delta method. */
static void both_bands_are_the_formula_at_the_tuning_time(void **state) {
  (void)state;
  const cvs_anytime_terms terms = {
      .sequence = CVS_SEQUENCE_ASYMPTOTIC, .alpha = 0.05, .comparisons = 1, .tune_at = 50000};
  const double p1 = 0.1, p2 = 0.112, n = 20000, twice = 2 * log(20), ratio = n * (twice + log1p(twice)) / 50000;
  const double width = sqrt((1 + ratio) / ratio * (twice + log1p(ratio)));
  cvs_anytime *sequence = anytime_start(&terms);

  const cvs_anytime_look look = anytime_add(sequence, pair_of(1000, 10000, 1120, 10000));

  const double error = sqrt(p1 * (1 - p1) / 10000 + p2 * (1 - p2) / 10000);
  const double error_ln = sqrt((1 - p1) / 1000 + (1 - p2) / 1120);
  assert_close(look.difference.lower, 0.012 - width * error, 1e-10);
  assert_close(look.difference.upper, 0.012 + width * error, 1e-12);
  assert_close(look.lift.lower, expm1(log(p2 / p1) - width * error_ln), 1e-10);
  assert_close(look.lift.upper, expm1(log(p2 / p1) + width * error_ln), 1e-12);
  cvs_anytime_free(sequence);
}

static void nothing_is_said_before_fifty_conversions_and_fifty_others_in_each_arm(void **state) {
  (void)state;
  const cvs_sequence sequences[] = {CVS_SEQUENCE_ASYMPTOTIC, CVS_SEQUENCE_MSPRT};
  const cvs_pair enough = pair_of(50, 100, 50, 100);
  const cvs_pair lacks_one[] = {pair_of(49, 100, 50, 100), pair_of(50, 99, 50, 100), pair_of(50, 100, 49, 500),
                                pair_of(50, 100, 900, 949)};
  for (size_t i = 0; i < 2; i++) {
    const cvs_anytime_terms terms = {.sequence = sequences[i], .alpha = 0.05, .comparisons = 1};
    for (size_t j = 0; j < 4; j++) {
      cvs_anytime *sequence = anytime_start(&terms);
      const cvs_anytime_look look = anytime_add(sequence, lacks_one[j]);
      assert_false(look.started);
      assert_close(look.p_value, 1, 0);
      assert_close(look.e_value, 1, 0);
      assert_close(look.difference.lower, -1, 0);
      assert_close(look.difference.upper, 1, 0);
      assert_false(look.lift.has_upper);
      cvs_anytime_free(sequence);
    }
    cvs_anytime *sequence = anytime_start(&terms);
    assert_true(anytime_add(sequence, enough).started);
    cvs_anytime_free(sequence);
  }
}

static void one_side_has_all_of_alpha_and_one_open_end(void **state) {
  (void)state;
  cvs_anytime_terms terms = {.sequence = CVS_SEQUENCE_ASYMPTOTIC, .alpha = 0.05, .comparisons = 1};
  const cvs_pair pair = pair_of(1000, 10000, 1150, 10000);
  cvs_anytime *two = anytime_start(&terms);
  terms.alternative = CVS_GREATER;
  cvs_anytime *greater = anytime_start(&terms);
  terms.alternative = CVS_LESS;
  cvs_anytime *less = anytime_start(&terms);

  const cvs_anytime_look both = anytime_add(two, pair), up = anytime_add(greater, pair), down = anytime_add(less, pair);

  assert_true(up.p_value < both.p_value && down.p_value == 1);
  assert_true(up.difference.lower > both.difference.lower && !up.difference.has_upper);
  assert_true(down.difference.upper < both.difference.upper && !down.difference.has_lower);
  assert_close(up.ln_p_value, -up.ln_e_value, 1e-15);
  cvs_anytime_free(two);
  cvs_anytime_free(greater);
  cvs_anytime_free(less);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_half_width_agrees_with_the_table),
      cmocka_unit_test(both_bands_are_the_formula_at_the_tuning_time),
      cmocka_unit_test(nothing_is_said_before_fifty_conversions_and_fifty_others_in_each_arm),
      cmocka_unit_test(one_side_has_all_of_alpha_and_one_open_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
