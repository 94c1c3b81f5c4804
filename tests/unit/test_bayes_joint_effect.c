/* Answers of the joint posterior of arms that are believed to be alike. */
#include "support/assert_close.h"
#include "support/reference_table.h"
#include <convstat/joint.h>

#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const double ACCURACY = 1e-9;
static const cvs_joint_prior USUAL = {{0.5, 0.5}, 0.1};

static cvs_joint *make(const cvs_joint_prior *prior, const cvs_sample *arm, size_t count) {
  cvs_joint *joint = NULL;
  assert_int_equal(cvs_joint_new(prior, arm, count, &joint, NULL), CVS_OK);
  return joint;
}

static cvs_bayes_comparison compare(const cvs_joint *joint, size_t control, size_t treatment) {
  cvs_bayes_comparison found;
  assert_int_equal(cvs_joint_compare(&(cvs_joint_pair){joint, control, treatment}, &found, NULL), CVS_OK);
  return found;
}

static double tail_at(const cvs_joint *joint, cvs_scale scale, double value) {
  cvs_bayes_tails tails;
  assert_int_equal(cvs_joint_effect_tails(&(cvs_joint_pair){joint, 0, 1}, scale, value, &tails, NULL), CVS_OK);
  assert_close(tails.lower + tails.upper, 1, ACCURACY);
  return tails.lower;
}

static double factor_of(const cvs_joint_prior *prior, const cvs_sample arm[2]) {
  cvs_bayes_factor found;
  assert_int_equal(cvs_joint_factor_test(prior, &(cvs_pair){arm[0], arm[1]}, &found, NULL), CVS_OK);
  return found.ln_bayes_factor_10;
}

static cvs_interval rate_of(const cvs_joint *joint, size_t arm) {
  cvs_interval rate;
  assert_int_equal(cvs_joint_rate(joint, arm, &(cvs_credible){0.9, false}, &rate, NULL), CVS_OK);
  return rate;
}

static double mean_of(const cvs_joint *joint, size_t arm) {
  return rate_of(joint, arm).estimate;
}

static double answer(const cvs_joint_prior *prior, const cvs_sample arm[2], const char *quantity, double at) {
  cvs_joint *joint = make(prior, arm, 2);
  const cvs_bayes_comparison found = compare(joint, 0, 1);
  double value = NAN;
  if (strcmp(quantity, "p_better") == 0)
    value = found.p_better;
  else if (strcmp(quantity, "p_worse") == 0)
    value = found.p_worse;
  else if (strcmp(quantity, "expected_loss_ship") == 0)
    value = found.expected_loss_ship;
  else if (strcmp(quantity, "expected_loss_keep") == 0)
    value = found.expected_loss_keep;
  else if (strcmp(quantity, "rate_control") == 0)
    value = mean_of(joint, 0);
  else if (strcmp(quantity, "rate_lower") == 0)
    value = rate_of(joint, 0).lower;
  else if (strcmp(quantity, "rate_upper") == 0)
    value = rate_of(joint, 0).upper;
  else if (strcmp(quantity, "lift_at_most") == 0)
    value = tail_at(joint, CVS_LIFT, at);
  else if (strcmp(quantity, "difference_at_most") == 0)
    value = tail_at(joint, CVS_DIFFERENCE, at);
  else if (strcmp(quantity, "ln_bayes_factor_10") == 0)
    value = factor_of(prior, arm);
  cvs_joint_free(joint);
  return value;
}

static void meets_the_reference_table(void **state) {
  (void)state;
  reference_table table;

  for (reference_open(&table, "bayes_joint"); reference_next(&table);) {
    const cvs_joint_prior prior = {{reference_number(&table, "alpha"), reference_number(&table, "beta")},
                                   reference_number(&table, "log_odds_sd")};
    const cvs_sample arm[2] = {{(uint64_t)reference_number(&table, "n1"), (uint64_t)reference_number(&table, "x1")},
                               {(uint64_t)reference_number(&table, "n2"), (uint64_t)reference_number(&table, "x2")}};
    const double wanted = reference_number(&table, "value");

    const double found = answer(&prior, arm, reference_text(&table, "quantity"), reference_number(&table, "at"));

    /* to 1e-9 of itself down to 1e-10, below to 1e-19 */
    if (fabs(found - wanted) > 1e-19)
      assert_close(found, wanted, ACCURACY);
  }
}

static void swapped_arms_mirror_the_comparison(void **state) {
  (void)state;
  const cvs_sample arm[2] = {{1000, 30}, {1200, 55}}, swapped[2] = {{1200, 55}, {1000, 30}};
  cvs_joint *one = make(&USUAL, arm, 2), *other = make(&USUAL, swapped, 2);

  const cvs_bayes_comparison found = compare(one, 0, 1), mirrored = compare(other, 0, 1);

  assert_close(mirrored.p_better, found.p_worse, ACCURACY);
  assert_close(mirrored.expected_loss_ship, found.expected_loss_keep, ACCURACY);
  assert_close(mirrored.mean_difference, -found.mean_difference, ACCURACY);
  assert_close(factor_of(&USUAL, arm), factor_of(&USUAL, swapped), ACCURACY);
  cvs_joint_free(one);
  cvs_joint_free(other);
}

static void losses_differ_by_the_difference_of_the_mean_rates(void **state) {
  (void)state;
  const cvs_sample arm[3] = {{1000, 30}, {1200, 55}, {900, 41}};
  cvs_joint *joint = make(&USUAL, arm, 3);

  const cvs_bayes_comparison found = compare(joint, 0, 2);

  assert_close(found.expected_loss_keep - found.expected_loss_ship, mean_of(joint, 2) - mean_of(joint, 0), ACCURACY);
  assert_close(found.p_better + found.p_worse, 1, ACCURACY);
  cvs_joint_free(joint);
}

static void chances_of_being_best_sum_to_one(void **state) {
  (void)state;
  const cvs_sample arm[4] = {{1000, 30}, {1200, 55}, {900, 41}, {0, 0}};
  cvs_joint *joint = make(&USUAL, arm, 4);
  cvs_bayes_arm best[4];

  assert_int_equal(cvs_joint_arms(joint, best, NULL), CVS_OK);

  assert_close(best[0].p_best + best[1].p_best + best[2].p_best + best[3].p_best, 1, ACCURACY);
  for (size_t i = 1; i < 4; i++) /* E[max] less the arm's mean */
    assert_close(best[0].expected_loss - best[i].expected_loss, mean_of(joint, i) - mean_of(joint, 0), 1e-8);
  cvs_joint_free(joint);
}

static void two_arms_are_the_best_of_two(void **state) {
  (void)state;
  const cvs_sample arm[2] = {{5000, 500}, {5000, 560}};
  cvs_joint *joint = make(&USUAL, arm, 2);
  cvs_bayes_arm best[2];

  assert_int_equal(cvs_joint_arms(joint, best, NULL), CVS_OK);

  const cvs_bayes_comparison found = compare(joint, 0, 1);
  assert_close(best[1].p_best, found.p_better, ACCURACY);
  assert_close(best[1].expected_loss, found.expected_loss_ship, ACCURACY);
  assert_close(1 - tail_at(joint, CVS_LIFT, 0), found.p_better, ACCURACY);
  cvs_joint_free(joint);
}

static void intervals_leave_their_tails_outside(void **state) {
  (void)state;
  const cvs_sample arm[2] = {{5000, 500}, {5000, 560}};
  cvs_joint *joint = make(&USUAL, arm, 2);
  const cvs_credible credible = {0.9, false}, shortest = {0.9, true};
  const cvs_joint_pair pair = {joint, 0, 1};

  for (cvs_scale scale = CVS_DIFFERENCE; scale <= CVS_LIFT; scale++) {
    cvs_interval equal, narrow;
    assert_int_equal(cvs_joint_effect(&pair, scale, &credible, &equal, NULL), CVS_OK);
    assert_int_equal(cvs_joint_effect(&pair, scale, &shortest, &narrow, NULL), CVS_OK);

    assert_close(tail_at(joint, scale, equal.lower), 0.05, ACCURACY);
    assert_close(tail_at(joint, scale, equal.upper), 0.95, ACCURACY);
    assert_close(tail_at(joint, scale, narrow.upper) - tail_at(joint, scale, narrow.lower), 0.9, ACCURACY);
    assert_true(narrow.upper - narrow.lower < equal.upper - equal.lower);
  }
  cvs_joint_free(joint);
}

static void region_is_the_difference_of_two_tails(void **state) {
  (void)state;
  const cvs_sample arm[2] = {{5000, 500}, {5000, 560}};
  cvs_joint *joint = make(&USUAL, arm, 2);
  const double region[2] = {-0.01, 0.05};
  double mass;

  assert_int_equal(cvs_joint_region(&(cvs_joint_pair){joint, 0, 1}, CVS_LIFT, region, &mass, NULL), CVS_OK);

  assert_close(mass, tail_at(joint, CVS_LIFT, 0.05) - tail_at(joint, CVS_LIFT, -0.01), ACCURACY);
  cvs_joint_free(joint);
}

static void a_prior_without_spread_leaves_one_rate(void **state) {
  (void)state;
  const cvs_joint_prior narrow = {{1, 1}, CVS_LOG_ODDS_SD_MIN};
  const cvs_sample arm[2] = {{1000, 100}, {1000, 140}};
  cvs_joint *joint = make(&narrow, arm, 2);

  /* Beta(1 + 240, 1 + 1760) */
  assert_close(mean_of(joint, 0), 241.0 / 2002, 1e-5);
  assert_close(mean_of(joint, 1), 241.0 / 2002, 1e-5);
  /* to the second order in sd: sd^2 / 2 (U^2 - I), score U = n (p2 - p1) / 2, information I = n p q / 2 at none */
  assert_close(factor_of(&narrow, arm), 0.5e-6 * (20.0 * 20 - 500 * 0.12 * 0.88), 0.01);
  cvs_joint_free(joint);
}

static void arms_far_apart_in_a_billion_visitors_have_an_answer(void **state) {
  (void)state;
  const cvs_sample arm[2] = {{1000000000, 0}, {1000000000, 500000000}};
  cvs_joint *joint = make(&USUAL, arm, 2);

  const cvs_bayes_comparison found = compare(joint, 0, 1);

  assert_close(found.p_better, 1, ACCURACY);
  /* the prior holds the control's rate near 1e-6, as the other arm's is 0.5 */
  assert_close(found.mean_difference, 0.5, 1e-4);
  cvs_joint_free(joint);
}

static void refuses_an_arm_against_itself(void **state) {
  (void)state;
  const cvs_sample arm[2] = {{100, 10}, {100, 14}};
  cvs_joint *joint = make(&USUAL, arm, 2);
  cvs_bayes_comparison found;

  assert_int_equal(cvs_joint_compare(&(cvs_joint_pair){joint, 1, 1}, &found, NULL), CVS_EINVAL);
  assert_int_equal(cvs_joint_compare(&(cvs_joint_pair){joint, 0, 2}, &found, NULL), CVS_EINVAL);
  cvs_joint_free(joint);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(meets_the_reference_table),
      cmocka_unit_test(swapped_arms_mirror_the_comparison),
      cmocka_unit_test(losses_differ_by_the_difference_of_the_mean_rates),
      cmocka_unit_test(chances_of_being_best_sum_to_one),
      cmocka_unit_test(two_arms_are_the_best_of_two),
      cmocka_unit_test(intervals_leave_their_tails_outside),
      cmocka_unit_test(region_is_the_difference_of_two_tails),
      cmocka_unit_test(a_prior_without_spread_leaves_one_rate),
      cmocka_unit_test(arms_far_apart_in_a_billion_visitors_have_an_answer),
      cmocka_unit_test(refuses_an_arm_against_itself),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
