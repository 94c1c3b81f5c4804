/* The rate of one arm among others like it. */
#include "support/assert_close.h"
#include <convstat/joint.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Nearly independent arms: the deviations between them swamp what the one says of the other. */
static const cvs_joint_prior WIDE = {{1, 1}, 10};
static const cvs_joint_prior NARROW = {{1, 1}, CVS_LOG_ODDS_SD_MIN};

static cvs_interval rate_of(const cvs_joint_prior *prior, const cvs_sample *arm, size_t count, bool shortest) {
  cvs_joint *joint = NULL;
  cvs_interval rate;
  assert_int_equal(cvs_joint_new(prior, arm, count, &joint, NULL), CVS_OK);
  assert_int_equal(cvs_joint_rate(joint, 0, &(cvs_credible){0.9, shortest}, &rate, NULL), CVS_OK);
  cvs_joint_free(joint);
  return rate;
}

static cvs_interval beta_of(double alpha, double beta, bool shortest) {
  cvs_interval rate;
  assert_int_equal(cvs_bayes_rate(&(cvs_beta){alpha, beta}, &(cvs_credible){0.9, shortest}, &rate, NULL), CVS_OK);
  return rate;
}

/* The deviations widen it by the square of theirs: (1e-3 / 0.1)^2 / 4 of its own width. */
static void without_deviations_all_arms_share_one_beta_posterior(void **state) {
  (void)state;
  const cvs_sample arm[2] = {{200, 20}, {300, 50}};

  for (int shortest = 0; shortest < 2; shortest++) {
    const cvs_interval found = rate_of(&NARROW, arm, 2, shortest), want = beta_of(71, 431, shortest);

    assert_close(found.estimate, want.estimate, 2e-5);
    assert_close(found.lower, want.lower, 2e-5);
    assert_close(found.upper, want.upper, 2e-5);
  }
}

static void lies_between_its_own_rate_and_that_of_all(void **state) {
  (void)state;
  const cvs_joint_prior prior = {{1, 1}, 0.3};
  const cvs_sample arm[2] = {{200, 20}, {300, 60}};

  const cvs_interval found = rate_of(&prior, arm, 2, false);

  assert_true(found.estimate > 21.0 / 202 && found.estimate < 81.0 / 502);
  assert_true(found.lower < found.estimate && found.estimate < found.upper);
}

static void shortest_interval_is_no_longer_than_equal_tails(void **state) {
  (void)state;
  const cvs_sample arm[2] = {{30, 2}, {40, 5}};

  const cvs_interval equal = rate_of(&WIDE, arm, 2, false), shortest = rate_of(&WIDE, arm, 2, true);

  assert_true(shortest.upper - shortest.lower < equal.upper - equal.lower);
  assert_close(shortest.estimate, equal.estimate, 1e-12);
}

static void refuses_an_arm_that_is_not_there(void **state) {
  (void)state;
  const cvs_sample arm[2] = {{30, 2}, {40, 5}};
  cvs_joint *joint = NULL;
  cvs_interval rate;
  assert_int_equal(cvs_joint_new(&WIDE, arm, 2, &joint, NULL), CVS_OK);

  assert_int_equal(cvs_joint_rate(joint, 2, &(cvs_credible){0.9, false}, &rate, NULL), CVS_EINVAL);
  assert_int_equal(cvs_joint_rate(joint, 1, &(cvs_credible){1, false}, &rate, NULL), CVS_EINVAL);

  cvs_joint_free(joint);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_deviations_all_arms_share_one_beta_posterior),
      cmocka_unit_test(lies_between_its_own_rate_and_that_of_all),
      cmocka_unit_test(shortest_interval_is_no_longer_than_equal_tails),
      cmocka_unit_test(refuses_an_arm_that_is_not_there),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
