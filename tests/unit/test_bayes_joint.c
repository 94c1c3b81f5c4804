/* Making the joint posterior of arms that are alike: its domain, and what it is at its ends. */
#include "stat/bayes_joint.h"

#include "support/assert_close.h"

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static cvs_status make(cvs_joint_prior prior, size_t count, cvs_error *error) {
  cvs_sample arm[CVS_BAYES_ARMS_MAX + 1];
  cvs_joint *joint = NULL;
  for (size_t i = 0; i <= CVS_BAYES_ARMS_MAX; i++)
    arm[i] = (cvs_sample){100, 10};
  const cvs_status status = cvs_joint_new(&prior, arm, count, &joint, error);
  assert_true((joint != NULL) == (status == CVS_OK));
  cvs_joint_free(joint);
  return status;
}

static void takes_the_ends_of_its_domain_and_nothing_beyond(void **state) {
  (void)state;
  const cvs_beta shared = {1, 9};

  assert_int_equal(make((cvs_joint_prior){shared, CVS_LOG_ODDS_SD_MIN}, 2, NULL), CVS_OK);
  assert_int_equal(make((cvs_joint_prior){shared, CVS_LOG_ODDS_SD_MAX}, 2, NULL), CVS_OK);
  assert_int_equal(make((cvs_joint_prior){shared, CVS_LOG_ODDS_SD_MIN / 2}, 2, NULL), CVS_EINVAL);
  assert_int_equal(make((cvs_joint_prior){shared, CVS_LOG_ODDS_SD_MAX * 2}, 2, NULL), CVS_EINVAL);
  assert_int_equal(make((cvs_joint_prior){shared, NAN}, 2, NULL), CVS_EINVAL);
  assert_int_equal(make((cvs_joint_prior){{0, 1}, 0.1}, 2, NULL), CVS_EINVAL);
  assert_int_equal(make((cvs_joint_prior){shared, 0.1}, 1, NULL), CVS_OK);
  assert_int_equal(make((cvs_joint_prior){shared, 0.1}, CVS_BAYES_ARMS_MAX, NULL), CVS_OK);
  assert_int_equal(make((cvs_joint_prior){shared, 0.1}, 0, NULL), CVS_EINVAL);
  assert_int_equal(make((cvs_joint_prior){shared, 0.1}, CVS_BAYES_ARMS_MAX + 1, NULL), CVS_ELIMIT);
}

static void weights_sum_to_one(void **state) {
  (void)state;
  const cvs_joint_prior prior = {{0.5, 0.5}, 0.1};
  const cvs_sample arm[2] = {{1000, 30}, {0, 0}};
  cvs_joint *joint = NULL;

  assert_int_equal(cvs_joint_new(&prior, arm, 2, &joint, NULL), CVS_OK);

  double sum = 0;
  for (size_t i = 0; i < joint->node_count; i++)
    sum += joint->weight[i];
  assert_close(sum, 1, 1e-14);
  cvs_joint_free(joint);
}

static void impossible_counts_are_refused(void **state) {
  (void)state;
  const cvs_joint_prior prior = {{0.5, 0.5}, 0.1};
  const cvs_sample arm[2] = {{10, 11}, {10, 1}};
  cvs_joint *joint = NULL;

  assert_int_equal(cvs_joint_new(&prior, arm, 2, &joint, NULL), CVS_EINVAL);
  assert_null(joint);
}

static void nobody_and_everybody_mirror(void **state) {
  (void)state;
  const cvs_joint_prior prior = {{0.5, 0.5}, 0.2};
  const cvs_sample none[2] = {{50, 0}, {60, 0}}, all[2] = {{50, 50}, {60, 60}};
  const cvs_credible credible = {0.9, false};
  cvs_joint *low = NULL, *high = NULL;
  cvs_interval of_none, of_all;

  assert_int_equal(cvs_joint_new(&prior, none, 2, &low, NULL), CVS_OK);
  assert_int_equal(cvs_joint_new(&prior, all, 2, &high, NULL), CVS_OK);
  assert_int_equal(cvs_joint_rate(low, 1, &credible, &of_none, NULL), CVS_OK);
  assert_int_equal(cvs_joint_rate(high, 1, &credible, &of_all, NULL), CVS_OK);

  assert_close(1 - of_all.estimate, of_none.estimate, 1e-9);
  assert_close(1 - of_all.lower, of_none.upper, 1e-9);
  cvs_joint_free(low);
  cvs_joint_free(high);
}

/* The bracket of an arm's mode used to lose its change of sign to the rounding of log odds near -300. */
static void a_prior_far_from_the_counts_has_an_answer(void **state) {
  (void)state;
  const cvs_joint_prior prior = {{0.1, 5000}, 0.1};
  const cvs_sample arm[2] = {{3, 0}, {3, 1}};
  cvs_joint *joint = NULL;

  assert_int_equal(cvs_joint_new(&prior, arm, 2, &joint, NULL), CVS_OK);

  cvs_joint_free(joint);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(takes_the_ends_of_its_domain_and_nothing_beyond),
      cmocka_unit_test(weights_sum_to_one),
      cmocka_unit_test(impossible_counts_are_refused),
      cmocka_unit_test(nobody_and_everybody_mirror),
      cmocka_unit_test(a_prior_far_from_the_counts_has_an_answer),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
