/* What further visitors are worth before the choice is made. */
#include "support/assert_close.h"
#include <convstat/bayes.h>

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static double value(cvs_beta control, cvs_beta treatment, uint64_t more_control, uint64_t more_treatment) {
  const cvs_beta_pair pair = {control, treatment};
  const uint64_t more[2] = {more_control, more_treatment};
  double found = NAN;
  assert_int_equal(cvs_bayes_information(&pair, more, &found, NULL), CVS_OK);
  return found;
}

static double value_of_certainty(cvs_beta control, cvs_beta treatment) {
  const cvs_beta_pair pair = {control, treatment};
  cvs_bayes_comparison found;
  assert_int_equal(cvs_bayes_compare(&pair, &found, NULL), CVS_OK);
  return fmin(found.expected_loss_ship, found.expected_loss_keep);
}

/* Every pair of counts to come, masses and means in exact fractions (Python). */
static void meets_the_enumeration_of_all_outcomes(void **state) {
  (void)state;

  assert_close(value((cvs_beta){1, 1}, (cvs_beta){1, 1}, 1, 1), 1.0 / 12, 1e-13);
  assert_close(value((cvs_beta){5, 36}, (cvs_beta){10, 30}, 60, 50), 0.0005551042154558523, 1e-11);
  assert_close(value((cvs_beta){31, 971}, (cvs_beta){29, 973}, 100, 120), 0.00027430620921024503, 1e-11);
  assert_close(value((cvs_beta){50, 52}, (cvs_beta){52, 50}, 0, 40), 0.0034712978330593463, 1e-11);
}

static void is_nothing_without_visitors(void **state) {
  (void)state;

  const double found = value((cvs_beta){31, 971}, (cvs_beta){29, 973}, 0, 0);

  assert_close(found, 0, 0);
}

/* Certainty saves the whole expected loss; 2 million visitors on top of 1,000 come within 1 % of it, and no number
 * of visitors beats it or is worth less than fewer. */
static void rises_with_visitors_to_the_value_of_certainty(void **state) {
  (void)state;
  const cvs_beta control = {31, 971}, treatment = {29, 973};
  const double most = value_of_certainty(control, treatment);
  double before = 0;

  for (uint64_t more = 20; more <= 2000000; more *= 10) {
    const double now = value(control, treatment, more, more);
    assert_true(now > before && now < most);
    before = now;
  }

  assert_close(before, most, 0.01);
}

static void is_the_same_with_the_arms_exchanged(void **state) {
  (void)state;

  const double found = value((cvs_beta){310.5, 9710.5}, (cvs_beta){290.5, 9730.5}, 5000, 7000);
  const double swapped = value((cvs_beta){290.5, 9730.5}, (cvs_beta){310.5, 9710.5}, 7000, 5000);

  assert_close(swapped, found, 1e-12);
}

/* Large samples: both later means are normal about those of now, and the value is sd (phi(u) - u Phi(-u)) with u
 * the lead over their deviation (Raiffa & Schlaifer 1961, section 5.4); skewness and steps are below 1e-4. */
static void approaches_the_normal_loss_of_large_samples(void **state) {
  (void)state;
  const double n = 1e6, m = 1e6, rate = 0.2, lead = 0.0002;
  const double variance = rate * (1 - rate) * (1 / n - 1 / (n + m)); /* of one later mean */
  const double sd = sqrt(2 * variance), u = lead / sd;

  const double found = value((cvs_beta){n * rate, n * (1 - rate)}, (cvs_beta){n * (rate + lead), n * (1 - rate - lead)},
                             1000000, 1000000);

  const double phi = exp(-u * u / 2) / sqrt(2 * 3.14159265358979323846);
  assert_close(found, sd * (phi - u * erfc(u / sqrt(2)) / 2), 1e-3);
}

static void refuses_to_look_too_far_ahead(void **state) {
  (void)state;
  const cvs_beta_pair pair = {{1, 1}, {1, 1}}, broken = {{1, 1}, {0, 1}};
  const uint64_t far[2] = {10, 2000001}, near[2] = {1, 1};
  double found;
  cvs_error error = {0};

  assert_int_equal(cvs_bayes_information(&pair, far, &found, &error), CVS_ELIMIT);
  assert_int_equal(cvs_bayes_information(&broken, near, &found, NULL), CVS_EINVAL);
  assert_string_equal(error.message, "an arm is to have 2000001 more visitors, at most 2000000 can be looked ahead");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(meets_the_enumeration_of_all_outcomes),
      cmocka_unit_test(is_nothing_without_visitors),
      cmocka_unit_test(rises_with_visitors_to_the_value_of_certainty),
      cmocka_unit_test(is_the_same_with_the_arms_exchanged),
      cmocka_unit_test(approaches_the_normal_loss_of_large_samples),
      cmocka_unit_test(refuses_to_look_too_far_ahead),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
