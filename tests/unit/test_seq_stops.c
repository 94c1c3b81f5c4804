/* Where a test stops. */
#include "support/assert_close.h"
#include "support/sequential_terms.h"

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static cvs_sequential_stops stops_at(const cvs_sequential_bounds *bounds, double drift) {
  cvs_sequential_stops stops;
  assert_int_equal(cvs_sequential_stops_at(bounds, drift, &stops, NULL), CVS_OK);
  return stops;
}

/* One look: both tails of one normal, by the C library. */
static void one_look_stops_in_two_normal_tails(void **state) {
  (void)state;
  const cvs_sequential_bounds bounds = {
      .looks = 1, .has_lower = true, .look = {{.information = 1, .z_upper = 1.5, .z_lower = -2.5}}};

  const cvs_sequential_stops stops = stops_at(&bounds, 0.8);

  assert_close(stops.upper[0], 0.5 * erfc(0.7 / sqrt(2)), 1e-14);
  assert_close(stops.lower[0], 0.5 * erfc(3.3 / sqrt(2)), 1e-13);
  assert_close(stops.information_expected, 1, 1e-15);
}

static void with_futility_every_way_ends_in_a_stop(void **state) {
  (void)state;
  for (int kind = CVS_FUTILITY_NONBINDING; kind <= CVS_FUTILITY_BINDING; kind++) {
    const cvs_sequential_terms terms = futile_terms(8, (cvs_futility)kind);
    const cvs_sequential_design design = plan_of(&terms);
    for (double drift = -12; drift <= 12; drift += 1.5) {
      const cvs_sequential_stops stops = stops_at(&design.bounds, drift);

      double all = 0;
      for (size_t j = 0; j < 8; j++)
        all += stops.upper[j] + stops.lower[j] + stops.futility[j];
      assert_close(all, 1, 1e-11);
    }
  }
}

static void a_two_sided_design_without_futility_mirrors(void **state) {
  (void)state;
  const cvs_sequential_terms terms = usual_terms(5);
  const cvs_sequential_design design = plan_of(&terms);

  const cvs_sequential_stops win = stops_at(&design.bounds, 2);
  const cvs_sequential_stops harm = stops_at(&design.bounds, -2);

  for (size_t j = 0; j < 5; j++) {
    assert_close(win.upper[j], harm.lower[j], 1e-12);
    assert_close(win.lower[j], harm.upper[j], 1e-9);
  }
  assert_close(win.information_expected, harm.information_expected, 1e-12);
}

static void a_huge_drift_stops_at_the_first_look(void **state) {
  (void)state;
  const cvs_sequential_terms terms = usual_terms(5);
  const cvs_sequential_design design = plan_of(&terms);

  assert_close(stops_at(&design.bounds, 100).upper[0], 1, 1e-12);
  assert_close(stops_at(&design.bounds, -100).lower[0], 1, 1e-12);
  assert_close(stops_at(&design.bounds, 100).information_expected, 0.2, 1e-12);
}

static void a_drift_outside_the_domain_is_refused(void **state) {
  (void)state;
  const cvs_sequential_terms terms = usual_terms(5);
  const cvs_sequential_design design = plan_of(&terms);
  cvs_sequential_stops stops;
  cvs_error error = {0};

  assert_int_equal(cvs_sequential_stops_at(&design.bounds, 100.1, &stops, &error), CVS_EINVAL);
  assert_string_equal(error.message, "the drift is 100.1, between -100 and 100 was expected");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_look_stops_in_two_normal_tails),
      cmocka_unit_test(with_futility_every_way_ends_in_a_stop),
      cmocka_unit_test(a_two_sided_design_without_futility_mirrors),
      cmocka_unit_test(a_huge_drift_stops_at_the_first_look),
      cmocka_unit_test(a_drift_outside_the_domain_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
