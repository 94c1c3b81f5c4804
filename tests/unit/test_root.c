/* Roots in a bracket, and how many evaluations they take. */
#include "num/num.h"

#include "support/assert_close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static int evaluations;

static double cube(double x, const void *context) {
  evaluations++;
  return x * x * x - *(const double *)context;
}

/* The score of a difference of rates, 10 % of 50,000 against 10.2 % of 50,000, at a null value. */
static double score(double difference, const void *context) {
  evaluations++;
  const double p1 = 0.1, p2 = p1 + difference, visitors = 50000;
  return (0.002 - difference) / sqrt((p1 * (1 - p1) + p2 * (1 - p2)) / visitors) - *(const double *)context;
}

static double logit(double x, const void *context) {
  evaluations++;
  return log(x / (1 - x)) - *(const double *)context;
}

static double step(double x, const void *context) {
  evaluations++;
  return x < *(const double *)context ? -1 : 1;
}

static double steep(double x, const void *context) {
  evaluations++;
  return exp(x) - *(const double *)context;
}

static double never_a_number(double x, const void *context) {
  (void)context;
  return x == 0 || x == 1 ? x - 0.5 : NAN;
}

static double find(cvs_function *f, double context, double low, double high, double xtol) {
  double root = NAN;
  evaluations = 0;
  assert_int_equal(cvs_root((cvs_curve){f, &context}, low, high, xtol, &root), CVS_OK);
  return root;
}

static void a_root_is_found_to_its_last_bit(void **state) {
  (void)state;

  assert_close(find(cube, 2, 0, 2, 0), cbrt(2.0), 2.3e-16);
  assert_close(find(cube, 2, -1e6, 1e6, 0), cbrt(2.0), 2.3e-16);
  assert_close(find(cube, 1e-30, 0, 1, 0), 1e-10, 2.3e-16);
}

static void a_tolerance_is_relative_to_the_root(void **state) {
  (void)state;

  assert_close(find(cube, 1e-30, 0, 1, 1e-6), 1e-10, 1e-6);
  assert_close(find(steep, 1e10, 0, 1000, 1e-13), log(1e10), 1e-13);
}

static void a_limit_of_a_score_interval_takes_few_evaluations(void **state) {
  (void)state;

  /* Quadratic: (d - x)^2 n = z^2 (2 p q + x (1 - 2 p) - x^2), here by 30-digit arithmetic. */
  assert_close(find(score, 1.959963984540054, -0.1, 0.9, 1e-12), -0.0017046263612539138, 1e-12);
  assert_true(evaluations <= 12);
}

static void infinite_ends_are_allowed(void **state) {
  (void)state;

  assert_close(find(logit, 3, 0, 1, 1e-14), 1 / (1 + exp(-3)), 1e-14);
  assert_true(evaluations <= 20);
}

static void a_jump_is_found_by_bisection(void **state) {
  (void)state;

  assert_close(find(step, 0.3, 0, 1, 0), 0.3, 2.3e-16);
  assert_true(evaluations <= 70);
}

static void a_root_at_an_end_is_taken(void **state) {
  (void)state;

  assert_close(find(cube, 0, 0, 5, 0), 0, 0);
  assert_close(find(cube, 8, -5, 2, 0), 2, 0);
}

static void outside_the_domain_is_an_error(void **state) {
  (void)state;
  const double two = 2;
  double root = 7;

  assert_int_equal(cvs_root((cvs_curve){cube, &two}, 2, 3, 0, &root), CVS_EINVAL); /* no change of sign */
  assert_int_equal(cvs_root((cvs_curve){cube, &two}, 3, 0, 0, &root), CVS_EINVAL);
  assert_int_equal(cvs_root((cvs_curve){cube, &two}, 0, INFINITY, 0, &root), CVS_EINVAL);
  assert_int_equal(cvs_root((cvs_curve){cube, &two}, 0, 3, -1, &root), CVS_EINVAL);
  assert_int_equal(cvs_root((cvs_curve){never_a_number, NULL}, 0, 1, 0, &root), CVS_EUNDEF);
  assert_close(root, 7, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_root_is_found_to_its_last_bit),
      cmocka_unit_test(a_tolerance_is_relative_to_the_root),
      cmocka_unit_test(a_limit_of_a_score_interval_takes_few_evaluations),
      cmocka_unit_test(infinite_ends_are_allowed),
      cmocka_unit_test(a_jump_is_found_by_bisection),
      cmocka_unit_test(a_root_at_an_end_is_taken),
      cmocka_unit_test(outside_the_domain_is_an_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
