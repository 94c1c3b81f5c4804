/* How widely lifts spread: out of past experiments, and out of what somebody says of them. */
#include "support/assert_close.h"
#include <convstat/joint.h>

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const cvs_pair PAST[] = {{{8033, 384}, {7967, 360}},
                                {{11977, 472}, {12023, 491}},
                                {{1000, 40}, {1000, 70}},
                                {{10000, 500}, {10000, 610}},
                                {{3000, 90}, {3100, 70}}};

static void maximises_the_likelihood_of_past_lifts(void **state) {
  (void)state;
  double sd = 0;

  assert_int_equal(cvs_bayes_spread_from_past(PAST, 5, &sd, NULL), CVS_OK);

  /* scipy.optimize.minimize_scalar of sum(ln(v + sd^2) + y^2 / (v + sd^2)) / 2, y and v with 1/2 added; a minimum
   * is found to half the digits */
  assert_close(sd, 0.20535037752591878, 1e-7);
}

static void mirrored_lifts_spread_as_widely(void **state) {
  (void)state;
  cvs_pair mirrored[5];
  double sd = 0, again = 0;
  for (size_t i = 0; i < 5; i++)
    mirrored[i] = (cvs_pair){PAST[i].treatment, PAST[i].control};

  assert_int_equal(cvs_bayes_spread_from_past(PAST, 5, &sd, NULL), CVS_OK);
  assert_int_equal(cvs_bayes_spread_from_past(mirrored, 5, &again, NULL), CVS_OK);

  assert_close(again, sd, 1e-12);
}

static void lifts_no_wider_than_chance_have_no_spread(void **state) {
  (void)state;
  const cvs_pair alike[] = {{{1000, 40}, {1000, 42}}, {{900, 71}, {900, 70}}, {{800, 20}, {800, 21}}};
  double sd = 0;
  cvs_error error = {0};

  assert_int_equal(cvs_bayes_spread_from_past(alike, 3, &sd, &error), CVS_EUNDEF);
  assert_string_equal(error.message, "the 3 past lifts vary no more than chance alone would have them");
}

static void one_lift_tells_nothing(void **state) {
  (void)state;
  const cvs_pair past[] = {{{1000, 40}, {1000, 90}}, {{900, 71}, {0, 0}}};
  double sd = 0;
  cvs_error error = {0};

  assert_int_equal(cvs_bayes_spread_from_past(past, 2, &sd, &error), CVS_EUNDEF);
  assert_string_equal(error.message, "1 past lifts do not tell how widely lifts spread, expected two or more");
}

static void a_lift_is_a_log_odds_ratio_at_its_baseline(void **state) {
  (void)state;
  double of_tenth = 0, of_hundredth = 0;

  assert_int_equal(cvs_log_odds_of_lift(0.1, 0.1, &of_tenth, NULL), CVS_OK);
  assert_int_equal(cvs_log_odds_of_lift(0.01, 0.01, &of_hundredth, NULL), CVS_OK);

  assert_close(of_tenth, log(0.11 / 0.89) - log(0.1 / 0.9), 1e-13);
  assert_close(of_hundredth, log(0.0101 / 0.9899) - log(0.01 / 0.99), 1e-12);
}

static void a_lift_beyond_100_percent_has_no_log_odds(void **state) {
  (void)state;
  double found = 0;
  cvs_error error = {0};

  assert_int_equal(cvs_log_odds_of_lift(0.8, 0.25, &found, &error), CVS_EUNDEF);
  assert_string_equal(error.message, "a lift of 25% takes a rate of 80% to 100% or more");
  assert_int_equal(cvs_log_odds_of_lift(0.8, 0.2499, &found, NULL), CVS_OK);
  assert_int_equal(cvs_log_odds_of_lift(0, 0.1, &found, NULL), CVS_EINVAL);
  assert_int_equal(cvs_log_odds_of_lift(0.1, 0, &found, NULL), CVS_EINVAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(maximises_the_likelihood_of_past_lifts),
      cmocka_unit_test(mirrored_lifts_spread_as_widely),
      cmocka_unit_test(lifts_no_wider_than_chance_have_no_spread),
      cmocka_unit_test(one_lift_tells_nothing),
      cmocka_unit_test(a_lift_is_a_log_odds_ratio_at_its_baseline),
      cmocka_unit_test(a_lift_beyond_100_percent_has_no_log_odds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
