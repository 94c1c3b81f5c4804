/* Quadrature against closed forms. */
#include "num/num.h"

#include <convstat/convstat.h>

#include "base/constants.h"
#include "support/assert_close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static double power(double x, const void *context) {
  return pow(x, *(const double *)context);
}

static double bell(double x, const void *context) {
  (void)context;
  return exp(-x * x / 2);
}

static double spike(double x, const void *context) {
  (void)context;
  return 1 / (1e-6 + (x - 0.3) * (x - 0.3));
}

static double pole(double x, const void *context) {
  (void)context;
  return 1 / x;
}

static double noise(double x, const void *context) {
  (void)context;
  return x > 0.123456789 ? sin(1e7 * x) * 1e3 : -1;
}

static void n_nodes_are_exact_to_degree_2n_less_1(void **state) {
  (void)state;
  static const size_t nodes[] = {1, 2, 5, 20, 21, 33, 65, 100, 200, 512};

  for (size_t i = 0; i < 10; i++) {
    const double degree = (double)(2 * nodes[i] - 1);
    double got = NAN;
    assert_int_equal(cvs_integrate_fixed((cvs_curve){power, &degree}, 0, 1, nodes[i], &got), CVS_OK);
    assert_close(got, 1 / (degree + 1), 1e-13);
  }
}

static void fixed_nodes_find_the_normal_integral(void **state) {
  (void)state;
  double got = NAN;

  assert_int_equal(cvs_integrate_fixed((cvs_curve){bell, NULL}, -12, 12, 96, &got), CVS_OK);

  assert_close(got, sqrt(2 * CVS_PI), 1e-14);
}

static void adaptive_rule_finds_a_spike(void **state) {
  (void)state;
  const double exact = 1e3 * (atan(0.7e3) + atan(0.3e3));
  double got = NAN;

  assert_int_equal(cvs_integrate((cvs_curve){spike, NULL}, 0, 1, (cvs_tolerance){1e-12, 0}, &got), CVS_OK);

  assert_close(got, exact, 1e-12);
}

static void an_empty_range_has_no_integral(void **state) {
  (void)state;
  double got = NAN;

  assert_int_equal(cvs_integrate((cvs_curve){bell, NULL}, 2, 2, (cvs_tolerance){1e-9, 1e-9}, &got), CVS_OK);
  assert_close(got, 0, 0);
}

static void an_infinite_value_is_no_integral(void **state) {
  (void)state;
  double got = 7;

  assert_int_equal(cvs_integrate_fixed((cvs_curve){pole, NULL}, -1, 1, 5, &got), CVS_EUNDEF);
  assert_int_equal(cvs_integrate((cvs_curve){pole, NULL}, -1, 1, (cvs_tolerance){1e-9, 0}, &got), CVS_EUNDEF);
  assert_close(got, 7, 0);
}

static void what_cannot_be_reached_is_said(void **state) {
  (void)state;
  double got = 7;

  assert_int_equal(cvs_integrate((cvs_curve){noise, NULL}, 0, 1, (cvs_tolerance){1e-12, 0}, &got), CVS_ENOCONV);
  assert_close(got, 7, 0);
}

static void outside_the_domain_is_an_error(void **state) {
  (void)state;
  double got = 7;

  assert_int_equal(cvs_integrate_fixed((cvs_curve){bell, NULL}, 0, 1, 0, &got), CVS_EINVAL);
  assert_int_equal(cvs_integrate_fixed((cvs_curve){bell, NULL}, 0, 1, 513, &got), CVS_EINVAL);
  assert_int_equal(cvs_integrate_fixed((cvs_curve){bell, NULL}, 1, 0, 5, &got), CVS_EINVAL);
  assert_int_equal(cvs_integrate((cvs_curve){bell, NULL}, 0, INFINITY, (cvs_tolerance){1e-9, 0}, &got), CVS_EINVAL);
  assert_int_equal(cvs_integrate((cvs_curve){bell, NULL}, 0, 1, (cvs_tolerance){-1e-9, 0}, &got), CVS_EINVAL);
  assert_int_equal(cvs_integrate((cvs_curve){bell, NULL}, 0, 1, (cvs_tolerance){1e-9, NAN}, &got), CVS_EINVAL);
}

static int silence_gsl(void **state) {
  (void)state;
  cvs_init();
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(n_nodes_are_exact_to_degree_2n_less_1), cmocka_unit_test(fixed_nodes_find_the_normal_integral),
      cmocka_unit_test(adaptive_rule_finds_a_spike),           cmocka_unit_test(an_empty_range_has_no_integral),
      cmocka_unit_test(an_infinite_value_is_no_integral),      cmocka_unit_test(what_cannot_be_reached_is_said),
      cmocka_unit_test(outside_the_domain_is_an_error),
  };
  return cmocka_run_group_tests(tests, silence_gsl, NULL);
}
