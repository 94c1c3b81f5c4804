/* What the visitors still to come of one arm may bring. */
#include "stat/bayes_future.h"

#include "support/assert_close.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static cvs_future make(double a, double b, uint64_t more) {
  cvs_future future;
  assert_int_equal(cvs_future_make(&(cvs_beta){a, b}, more, &future, NULL), CVS_OK);
  return future;
}

/* A uniform prior makes 0 to m conversions equally likely (Bayes 1763). */
static void gives_every_count_the_same_mass_under_a_uniform_prior(void **state) {
  (void)state;
  cvs_future future = make(1, 1, 9);

  assert_int_equal(future.first, 0);
  assert_int_equal(future.count, 10);
  for (size_t i = 0; i < 10; i++) {
    assert_close(future.mass[i], 0.1, 1e-14);
    assert_close(future.above[i], (double)(10 - i) / 10, 1e-14);
  }

  cvs_future_free(&future);
}

/* Beta(1/2, 1/2) and 2 visitors: 3/8, 1/4, 3/8 (B(1/2, 5/2) / pi and so on). */
static void walks_through_the_dip_of_a_hollow_prior(void **state) {
  (void)state;
  cvs_future future = make(0.5, 0.5, 2);

  assert_int_equal(future.count, 3);
  assert_close(future.mass[0], 3.0 / 8, 1e-14);
  assert_close(future.mass[1], 1.0 / 4, 1e-14);
  assert_close(future.mass[2], 3.0 / 8, 1e-14);

  cvs_future_free(&future);
}

/* The mean of the conversions is m a / (a + b); also where all mass lies at one end. */
static void has_the_mean_of_the_beta_binomial(void **state) {
  (void)state;
  const double shapes[][2] = {{30.5, 970.5}, {0.5, 1e9}, {0.5, 40}, {40, 0.5}, {1e11, 9e11}, {0.7, 0.9}};

  for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
    cvs_future future = make(shapes[i][0], shapes[i][1], 100000);
    double mean = 0;
    for (size_t k = 0; k < future.count; k++)
      mean += future.mass[k] * (double)(future.first + k);
    assert_close(mean, 100000 * shapes[i][0] / (shapes[i][0] + shapes[i][1]), 1e-11);
    assert_close(future.above[0], 1, 1e-13);
    cvs_future_free(&future);
  }
}

static void is_certain_without_visitors(void **state) {
  (void)state;
  cvs_future future = make(3, 5, 0);

  assert_int_equal(future.count, 1);
  assert_close(future.mass[0], 1, 0);

  cvs_future_free(&future);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(gives_every_count_the_same_mass_under_a_uniform_prior),
      cmocka_unit_test(walks_through_the_dip_of_a_hollow_prior),
      cmocka_unit_test(has_the_mean_of_the_beta_binomial),
      cmocka_unit_test(is_certain_without_visitors),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
