/* Domains of plans and bounds, at both ends and one step outside. */
#include "stat/seq_check.h"

#include "support/sequential_terms.h"

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void check_terms(const cvs_sequential_terms *terms, const char *message) {
  cvs_error error = {0};
  assert_int_equal(cvs_seq_check_terms(terms, &error), message == NULL ? CVS_OK : CVS_EINVAL);
  assert_string_equal(error.message, message == NULL ? "" : message);
}

static void looks_are_2_to_50(void **state) {
  (void)state;
  cvs_sequential_terms terms = usual_terms(50);

  check_terms(&terms, NULL);
  terms.looks = 51;
  check_terms(&terms, "51 looks were given, 2 to 50 were expected");
  terms = usual_terms(2);
  check_terms(&terms, NULL);
  terms.looks = 1;
  check_terms(&terms, "1 looks were given, 2 to 50 were expected");
}

static void alpha_leaves_room_on_its_sides(void **state) {
  (void)state;
  cvs_sequential_terms terms = usual_terms(3);
  terms.power = 0.99;

  terms.alpha = 0.99;
  check_terms(&terms, NULL);
  terms.alpha = 1;
  check_terms(&terms, "alpha is 1, from 1e-12 to below 1 was expected");
  terms.two_sided = false;
  terms.alpha = 0.5;
  check_terms(&terms, "alpha is 0.5, from 1e-12 to below 0.5 was expected");
  terms.alpha = 1e-12;
  check_terms(&terms, NULL);
  terms.alpha = (double)NAN;
  check_terms(&terms, "alpha is nan, from 1e-12 to below 0.5 was expected");
}

static void power_lies_between_the_error_and_1(void **state) {
  (void)state;
  cvs_sequential_terms terms = usual_terms(3);

  terms.power = 0.026;
  check_terms(&terms, NULL);
  terms.power = 0.025;
  check_terms(&terms, "the power is 0.025, above the error of 0.025 and below 1 was expected");
  terms.power = 1;
  check_terms(&terms, "the power is 1, above the error of 0.025 and below 1 was expected");
}

static void information_rises_to_1(void **state) {
  (void)state;
  cvs_sequential_terms terms = usual_terms(3);

  terms.information[2] = 0.9;
  check_terms(&terms, "the information of the last look is 0.9, 1 was expected");
  terms = usual_terms(3);
  terms.information[1] = terms.information[0];
  check_terms(&terms,
              "the information of look 2 is 0.333333, at least 0.001 above that of the look before was expected");
  terms = usual_terms(3);
  terms.information[0] = 0.0009;
  check_terms(&terms, "the information of look 1 is 0.0009, at least 0.001 above that of the look before was expected");
}

static void futility_is_spent_by_a_function(void **state) {
  (void)state;
  cvs_sequential_terms terms = futile_terms(3, CVS_FUTILITY_BINDING);

  terms.beta_spending.family = CVS_BOUNDS_POCOCK;
  check_terms(&terms, "futility needs a spending function, classical bounds are none");
  terms.futility = (cvs_futility)7;
  check_terms(&terms, "there is no such kind of futility");
  terms.futility = CVS_FUTILITY_NONE;
  check_terms(&terms, NULL);
}

static void bounds_out_of_order_are_refused(void **state) {
  (void)state;
  cvs_sequential_terms terms = usual_terms(3);
  terms.futility = CVS_FUTILITY_NONBINDING;
  const cvs_sequential_bounds good = plan_of(&terms).bounds;
  cvs_sequential_bounds bad = good;
  cvs_error error = {0};

  assert_int_equal(cvs_seq_check_bounds(&good, NULL), CVS_OK);
  bad.look[1].z_futility = bad.look[1].z_upper + 0.1;
  assert_int_equal(cvs_seq_check_bounds(&bad, &error), CVS_EINVAL);
  assert_string_equal(error.message, "the bounds of look 2 are not in order");
  bad = good;
  bad.look[0].z_upper = (double)NAN;
  assert_int_equal(cvs_seq_check_bounds(&bad, NULL), CVS_EINVAL);
  bad = good;
  bad.looks = 51;
  assert_int_equal(cvs_seq_check_bounds(&bad, NULL), CVS_EINVAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(looks_are_2_to_50),
      cmocka_unit_test(alpha_leaves_room_on_its_sides),
      cmocka_unit_test(power_lies_between_the_error_and_1),
      cmocka_unit_test(information_rises_to_1),
      cmocka_unit_test(futility_is_spent_by_a_function),
      cmocka_unit_test(bounds_out_of_order_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
