/* A prior from past experiments. */
#include "support/assert_close.h"
#include <convstat/bayes.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static cvs_beta fit(const cvs_sample *past, size_t count) {
  cvs_beta prior = {0, 0};
  assert_int_equal(cvs_bayes_prior_from_past(past, count, &prior, NULL), CVS_OK);
  return prior;
}

/* mpmath 1.2.1, 30 digits: findroot of both likelihood equations with its digamma function. */
static void finds_the_most_likely_shapes(void **state) {
  (void)state;
  const cvs_sample small[] = {{100, 3}, {120, 5}, {90, 2}, {110, 9}, {80, 1}, {150, 6}, {130, 12}};
  const cvs_sample large[] = {{1000000, 30120}, {1000000, 28000}, {1200000, 35550},
                              {10000, 310},     {1500000, 50000}, {1000, 26}};
  const cvs_sample wide[] = {{20, 0}, {20, 18}, {20, 7}, {20, 20}, {20, 2}};

  const cvs_beta of_small = fit(small, 7), of_large = fit(large, 6), of_wide = fit(wide, 5);

  assert_close(of_small.alpha, 6.49790032180282446, 1e-9);
  assert_close(of_small.beta, 130.160949952009079, 1e-9);
  assert_close(of_large.alpha, 275.487940356556275, 1e-9);
  assert_close(of_large.beta, 8827.74944189221329, 1e-9);
  assert_close(of_wide.alpha, 0.294077238978922996, 1e-9);
  assert_close(of_wide.beta, 0.307228017707583742, 1e-9);
}

static void mirrors_conversions_and_the_rest(void **state) {
  (void)state;
  const cvs_sample past[] = {{100, 3}, {120, 5}, {90, 2}, {110, 9}, {80, 1}};
  const cvs_sample mirrored[] = {{100, 97}, {120, 115}, {90, 88}, {110, 101}, {80, 79}};

  const cvs_beta found = fit(past, 5), other = fit(mirrored, 5);

  assert_close(other.alpha, found.beta, 1e-9);
  assert_close(other.beta, found.alpha, 1e-9);
}

static void leaves_out_experiments_without_visitors(void **state) {
  (void)state;
  const cvs_sample with[] = {{100, 3}, {0, 0}, {120, 15}, {90, 2}}, without[] = {{100, 3}, {120, 15}, {90, 2}};

  const cvs_beta found = fit(with, 4), other = fit(without, 3);

  assert_close(found.alpha, other.alpha, 1e-12);
  assert_close(found.beta, other.beta, 1e-12);
}

static void says_where_the_past_gives_no_prior(void **state) {
  (void)state;
  const cvs_sample alike[] = {{1000, 30}, {1000, 30}, {1000, 31}}, one[] = {{1000, 30}, {0, 0}};
  const cvs_sample nobody[] = {{100, 0}, {200, 0}}, broken[] = {{10, 11}, {10, 1}};
  const cvs_sample extreme[] = {{1000, 0}, {1000, 1000}, {1000, 0}, {1000, 1000}};
  cvs_beta prior;
  cvs_error error = {0}, extremes = {0};

  assert_int_equal(cvs_bayes_prior_from_past(alike, 3, &prior, &error), CVS_EUNDEF);
  assert_int_equal(cvs_bayes_prior_from_past(one, 2, &prior, NULL), CVS_EUNDEF);
  assert_int_equal(cvs_bayes_prior_from_past(nobody, 2, &prior, NULL), CVS_EUNDEF);
  assert_int_equal(cvs_bayes_prior_from_past(broken, 2, &prior, NULL), CVS_EINVAL);
  assert_int_equal(cvs_bayes_prior_from_past(extreme, 4, &prior, &extremes), CVS_ELIMIT);
  assert_string_equal(error.message, "the past rates vary no more than chance, which no prior can match");
  assert_string_equal(extremes.message, "the past rates vary so much that only shapes below 0.1 match them");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_the_most_likely_shapes),
      cmocka_unit_test(mirrors_conversions_and_the_rest),
      cmocka_unit_test(leaves_out_experiments_without_visitors),
      cmocka_unit_test(says_where_the_past_gives_no_prior),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
