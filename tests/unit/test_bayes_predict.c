/* The chance that the planned end will show significance. */
#include "support/assert_close.h"
#include <convstat/bayes.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static cvs_level level(double alpha, cvs_alternative alternative) {
  cvs_level made = {0};
  assert_int_equal(cvs_level_from_alpha(alpha, alternative, &made, NULL), CVS_OK);
  return made;
}

static cvs_bayes_outlook outlook(cvs_beta prior, cvs_pair now, uint64_t control, uint64_t treatment) {
  return (cvs_bayes_outlook){.prior = {prior, prior},
                             .now = now,
                             .planned_control = control,
                             .planned_treatment = treatment,
                             .level = level(0.05, CVS_TWO_SIDED)};
}

static cvs_bayes_prediction predict(const cvs_bayes_outlook *asked) {
  cvs_bayes_prediction found = {0, 0};
  assert_int_equal(cvs_bayes_predict(asked, &found, NULL), CVS_OK);
  return found;
}

/* Every pair of final counts, beta-binomial masses and the squared statistic in exact fractions (Python). */
static void meets_the_enumeration_of_all_ends(void **state) {
  (void)state;
  const cvs_bayes_outlook halfway = outlook((cvs_beta){1, 1}, (cvs_pair){{40, 4}, {38, 9}}, 100, 100);
  const cvs_bayes_outlook at_start = outlook((cvs_beta){2, 5}, (cvs_pair){{0, 0}, {0, 0}}, 60, 90);
  cvs_bayes_outlook greater = outlook((cvs_beta){1, 1}, (cvs_pair){{100, 10}, {100, 22}}, 101, 130);
  greater.level = level(0.05, CVS_GREATER);

  const cvs_bayes_prediction of_halfway = predict(&halfway), of_start = predict(&at_start);
  const cvs_bayes_prediction of_greater = predict(&greater);

  assert_close(of_halfway.p_better, 0.6785254267488967, 1e-12);
  assert_close(of_halfway.p_worse, 0.00014635286921183788, 1e-12);
  assert_close(of_start.p_better, 0.2759480367254903, 1e-12);
  assert_close(of_start.p_worse, 0.28317794665756335, 1e-12);
  assert_close(of_greater.p_better, 0.9948852497902633, 1e-12);
  assert_close(of_greater.p_worse, 0, 0);
}

/* Nothing left to come: z of 10/100 against 22/100 is 2.31, of 12/100 against 10/100 it is -0.45. */
static void knows_the_end_when_it_is_reached(void **state) {
  (void)state;
  const cvs_bayes_outlook won = outlook((cvs_beta){1, 1}, (cvs_pair){{100, 10}, {100, 22}}, 100, 100);
  const cvs_bayes_outlook open = outlook((cvs_beta){1, 1}, (cvs_pair){{100, 12}, {100, 10}}, 100, 100);

  const cvs_bayes_prediction of_won = predict(&won), of_open = predict(&open);

  assert_close(of_won.p_better, 1, 0);
  assert_close(of_won.p_worse, 0, 0);
  assert_close(of_open.p_better + of_open.p_worse, 0, 0);
}

static void mirrors_exchanged_arms(void **state) {
  (void)state;
  const cvs_beta jeffreys = {0.5, 0.5};
  const cvs_bayes_outlook asked = outlook(jeffreys, (cvs_pair){{5000, 500}, {4000, 440}}, 20000, 15000);
  const cvs_bayes_outlook swapped = outlook(jeffreys, (cvs_pair){{4000, 440}, {5000, 500}}, 15000, 20000);

  const cvs_bayes_prediction found = predict(&asked), mirrored = predict(&swapped);

  assert_close(mirrored.p_worse, found.p_better, 1e-12);
  assert_close(mirrored.p_better, found.p_worse, 1e-12);
}

/* A trillion counted and a million to come change nothing that is settled: z = 6.7 or 0. */
static void stands_on_large_counts(void **state) {
  (void)state;
  const uint64_t n = 999999000000, whole = 1000000000000;
  const cvs_bayes_outlook won =
      outlook((cvs_beta){0.5, 0.5}, (cvs_pair){{n, 100000000000}, {n, 100002830000}}, whole, whole);

  const cvs_bayes_prediction found = predict(&won);

  assert_close(found.p_better, 1, 1e-9);
  assert_close_abs(found.p_worse, 0, 1e-12);
}

/* A uniform prior makes every number of conversions equally likely, Beta(1/2, 1/2) those at the ends most: no
 * mass is lost, so that with all alternatives of a test of any size (z near 0) better and worse sum to 1
 * less ties: P(tie) = 1 / 1001 for the uniform prior. */
static void loses_no_mass_of_flat_and_hollow_priors(void **state) {
  (void)state;
  cvs_bayes_outlook flat = outlook((cvs_beta){1, 1}, (cvs_pair){{0, 0}, {0, 0}}, 1000, 1000);
  cvs_bayes_outlook hollow = outlook((cvs_beta){0.5, 0.5}, (cvs_pair){{0, 0}, {0, 0}}, 1000, 1000);
  flat.level = hollow.level = level(0.999999, CVS_TWO_SIDED);

  const cvs_bayes_prediction of_flat = predict(&flat), of_hollow = predict(&hollow);

  assert_close(of_flat.p_better + of_flat.p_worse, 1000.0 / 1001, 1e-12);
  assert_close(of_hollow.p_better, of_hollow.p_worse, 1e-12);
  assert_true(of_hollow.p_better > 0.49 && of_hollow.p_better < 0.5);
}

static void refuses_plans_that_end_before_now(void **state) {
  (void)state;
  const cvs_bayes_outlook past = outlook((cvs_beta){1, 1}, (cvs_pair){{100, 10}, {100, 22}}, 99, 100);
  const cvs_bayes_outlook far = outlook((cvs_beta){1, 1}, (cvs_pair){{100, 10}, {100, 22}}, 100, 3000000);
  cvs_bayes_prediction found;
  cvs_error error = {0};

  assert_int_equal(cvs_bayes_predict(&past, &found, &error), CVS_EINVAL);
  assert_int_equal(cvs_bayes_predict(&far, &found, NULL), CVS_ELIMIT);
  assert_string_equal(error.message, "the control is planned to end at 99 visitors and has 100");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(meets_the_enumeration_of_all_ends),
      cmocka_unit_test(knows_the_end_when_it_is_reached),
      cmocka_unit_test(mirrors_exchanged_arms),
      cmocka_unit_test(stands_on_large_counts),
      cmocka_unit_test(loses_no_mass_of_flat_and_hollow_priors),
      cmocka_unit_test(refuses_plans_that_end_before_now),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
