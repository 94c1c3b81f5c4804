/* The chance that one of two arms is better under the joint prior, without the tables of the whole posterior. */
#include "stat/bayes_joint.h"

#include "support/assert_close.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const double ACCURACY = 1e-9;

/* Visitors, conversions. */
static const cvs_pair cases[] = {{{5001, 500}, {5001, 525}},
                                 {{10, 0}, {10, 1}},
                                 {{10, 3}, {10000, 8}},
                                 {{1000000, 1}, {5, 2}},
                                 {{400, 12}, {380, 19}},
                                 {{20, 0}, {3, 0}},
                                 {{400000, 40000}, {400000, 40100}},
                                 {{1000, 950}, {1000, 960}},
                                 {{10001, 9999}, {10, 10}}};
static const cvs_beta shared[] = {{0.5, 0.5}, {3, 97}, {1, 1}};
static const double spreads[] = {0.01, 0.1, 0.5, 2, 9};

/* Another integral over other variables: a mixture of independent arms, each with tabulated laws. */
static double find_by_tables(const cvs_joint_prior *prior, const cvs_pair *counts) {
  const cvs_sample arm[2] = {counts->control, counts->treatment};
  cvs_joint *joint = NULL;
  cvs_bayes_tails found = {0, 0};
  assert_int_equal(cvs_joint_make(prior, (cvs_joint_arms_given){arm, 2, false}, &joint, NULL), CVS_OK);
  const cvs_joint_pair pair = {joint, 0, 1};
  assert_int_equal(cvs_joint_effect_tails(&pair, CVS_LIFT, 0, &found, NULL), CVS_OK);
  cvs_joint_free(joint);
  return found.upper;
}

static void agrees_with_the_tables_of_the_posterior(void **state) {
  (void)state;
  size_t answered = 0;

  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    for (size_t k = 0; k < 15; k++) {
      const cvs_joint_prior prior = {shared[k % 3], spreads[k / 3]};
      cvs_bayes_tails found;
      if (!cvs_joint_chances(&prior, &cases[i], &found))
        continue;
      answered++;
      assert_close(found.upper, find_by_tables(&prior, &cases[i]), ACCURACY);
      assert_close(found.lower + found.upper, 1, 1e-15);
    }

  assert_true(answered > 50);
}

static void arms_alike_are_better_by_even_chances(void **state) {
  (void)state;
  static const cvs_pair alike[] = {{{10, 0}, {10, 0}}, {{90, 7}, {90, 7}}, {{400000, 30000}, {400000, 30000}}};
  const cvs_joint_prior prior = {{0.5, 0.5}, 0.1};

  for (size_t i = 0; i < 3; i++) {
    cvs_bayes_tails found = {0, 0};
    assert_true(cvs_joint_chances(&prior, &alike[i], &found));
    assert_close(found.upper, 0.5, ACCURACY);
  }
}

/* A chance of 1e-9 keeps its own digits only by the tables. */
static void leaves_small_chances_to_the_tables(void **state) {
  (void)state;
  const cvs_pair clear = {{5000, 500}, {5000, 900}};
  const cvs_joint_prior prior = {{0.5, 0.5}, 0.2};
  cvs_bayes_tails found;

  assert_false(cvs_joint_chances(&prior, &clear, &found));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_the_tables_of_the_posterior),
      cmocka_unit_test(arms_alike_are_better_by_even_chances),
      cmocka_unit_test(leaves_small_chances_to_the_tables),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
