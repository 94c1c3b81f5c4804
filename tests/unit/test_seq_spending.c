/* Spending functions. */
#include "support/assert_close.h"
#include <convstat/sequential.h>

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static double spent_at(cvs_spending_family family, double parameter, double error, double information) {
  const cvs_spending spending = {family, parameter};
  double spent;
  assert_int_equal(cvs_spending_at(&spending, error, information, &spent, NULL), CVS_OK);
  return spent;
}

/* R 4.2.2: 2 * pnorm(-qnorm(1 - a/2) / sqrt(t)), a log(1 + (e - 1) t), a t^r,
 * a (1 - exp(-g t)) / (1 - exp(-g)). */
static void half_way_each_family_has_spent_what_r_says(void **state) {
  (void)state;
  assert_close(spent_at(CVS_SPENDING_OBF, 0, 0.025, 0.5), 0.0015253227579889016, 1e-13);
  assert_close(spent_at(CVS_SPENDING_POCOCK, 0, 0.025, 0.5), 0.015502862673956938, 1e-14);
  assert_close(spent_at(CVS_SPENDING_KIM_DEMETS, 3, 0.025, 0.5), 0.003125, 1e-14);
  assert_close(spent_at(CVS_SPENDING_HSD, -4, 0.025, 0.5), 0.0029800730505529396, 1e-13);
}

static void all_is_spent_at_the_end_and_after_it(void **state) {
  (void)state;
  for (int family = CVS_SPENDING_OBF; family <= CVS_SPENDING_HSD; family++)
    for (double information = 1; information < 3; information += 0.5)
      assert_close(spent_at((cvs_spending_family)family, 2, 0.025, information), 0.025, 1e-15);
}

/* lim (1 - e^{-g t}) / (1 - e^{-g}) = t as g goes to 0. */
static void a_gamma_of_0_spends_evenly(void **state) {
  (void)state;
  assert_close(spent_at(CVS_SPENDING_HSD, 0, 0.05, 0.3), 0.015, 1e-14);
  assert_close(spent_at(CVS_SPENDING_HSD, 1e-12, 0.05, 0.3), 0.015, 1e-11);
}

static void spending_rises_with_information(void **state) {
  (void)state;
  const double parameters[] = {-40, -4, 0.1, 4, 20};
  for (int family = CVS_SPENDING_OBF; family <= CVS_SPENDING_HSD; family++)
    for (size_t i = 0; i < 5; i++) {
      const double parameter = family == CVS_SPENDING_HSD ? parameters[i] : fmax(parameters[i], 0.1);
      double before = 0;
      for (double information = 0.01; information < 1; information += 0.01) {
        const double spent = spent_at((cvs_spending_family)family, parameter, 0.025, information);
        assert_true(spent >= before && spent <= 0.025);
        before = spent;
      }
    }
}

static void what_is_outside_the_domain_is_refused(void **state) {
  (void)state;
  const struct {
    cvs_spending spending;
    double error, information;
    const char *message;
  } cases[] = {
      {{CVS_SPENDING_KIM_DEMETS, 0.09}, 0.1, 1, "the power of Kim and DeMets is 0.09, between 0.1 and 20 was expected"},
      {{CVS_SPENDING_HSD, 41}, 0.1, 1, "the gamma of Hwang, Shih and DeCani is 41, between -40 and 40 was expected"},
      {{CVS_BOUNDS_WANG_TSIATIS, 0.6}, 0.1, 1, "the delta of Wang and Tsiatis is 0.6, between -1 and 0.5 was expected"},
      {{CVS_BOUNDS_POCOCK, 0}, 0.1, 1, "classical bounds spend their error by no function"},
      {{CVS_SPENDING_OBF, 0}, 1, 1, "the error to spend is 1, between 0 and 1 was expected"},
      {{CVS_SPENDING_OBF, 0}, 0.1, 0, "the information is 0, a positive number was expected"},
      {{(cvs_spending_family)99, 0}, 0.1, 1, "there is no such family of bounds"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    cvs_error error = {0};
    double spent;

    assert_int_equal(cvs_spending_at(&cases[i].spending, cases[i].error, cases[i].information, &spent, &error),
                     CVS_EINVAL);

    assert_string_equal(error.message, cases[i].message);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(half_way_each_family_has_spent_what_r_says),
      cmocka_unit_test(all_is_spent_at_the_end_and_after_it),
      cmocka_unit_test(a_gamma_of_0_spends_evenly),
      cmocka_unit_test(spending_rises_with_information),
      cmocka_unit_test(what_is_outside_the_domain_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
