/* What the tests of the adjustments for several comparisons share. */
#include "support/adjustment.h"

#include "support/assert_close.h"
#include "support/reference_table.h"

#include <math.h>

static const cvs_method *method_of(void **state) {
  const cvs_method *const *tested = *state;
  return *tested;
}

void adjust_p(const cvs_method *method, const double *p_value, size_t count, double *adjusted) {
  cvs_family family = {.count = count, .p_value = p_value, .alpha = 0.05, .alternative = CVS_TWO_SIDED};
  cvs_level level;
  cvs_error error = {0};
  assert_int_equal(method->adjust(&family, adjusted, &level, &error), CVS_OK);
}

void check_adjust_table(const cvs_method *method, double rtol) {
  reference_table rows;
  reference_open(&rows, method->name);
  while (reference_next(&rows)) {
    double p_value[REFERENCE_LIST_MAX], want[REFERENCE_LIST_MAX], got[REFERENCE_LIST_MAX];
    size_t count = reference_list(&rows, "p", p_value);
    assert_int_equal(reference_list(&rows, "adjusted", want), count);

    adjust_p(method, p_value, count, got);

    for (size_t i = 0; i < count; i++)
      assert_close(got[i], want[i], rtol);
  }
}

double plain_p(double z, cvs_alternative alternative) {
  if (alternative == CVS_TWO_SIDED)
    return fmin(erfc(fabs(z) / sqrt(2)), 1);
  return 0.5 * erfc((alternative == CVS_GREATER ? z : -z) / sqrt(2));
}

void an_adjustment_refuses_a_p_value_outside_its_domain(void **state) {
  const double p_value[] = {0.2, 1.5};
  cvs_family family = {.count = 2, .p_value = p_value, .alpha = 0.05};
  double adjusted[2];
  cvs_level level;
  cvs_error error = {0};

  cvs_status status = method_of(state)->adjust(&family, adjusted, &level, &error);

  assert_int_equal(status, CVS_EINVAL);
  assert_string_equal(error.message, "the p-value of comparison 2 is outside [0, 1]");
}

void a_many_to_one_adjustment_leaves_a_comparison_without_p_at_1(void **state) {
  const double z[] = {NAN, 3}, factor[] = {0.5, 0.5}, p[] = {1, 0.0026997960632601866};
  cvs_family family = {2, p, z, factor, 0.05, CVS_TWO_SIDED};
  double adjusted[2];
  cvs_level level;

  cvs_status status = method_of(state)->adjust(&family, adjusted, &level, NULL);

  assert_int_equal(status, CVS_OK);
  assert_close(adjusted[0], 1, 0);
  assert_true(adjusted[1] > p[1] && adjusted[1] < 2 * p[1]);
}

void an_adjustment_decides_as_its_level_does_at_the_very_limit(void **state) {
  const cvs_method *method = method_of(state);
  for (size_t count = 1; count <= 7; count++) {
    for (int percent = 1; percent < 60; percent++) {
      double p_value[7] = {0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3}, adjusted[7];
      cvs_family family = {.count = count, .p_value = p_value, .alpha = percent / 100.0};
      cvs_level level;
      assert_int_equal(method->adjust(&family, adjusted, &level, NULL), CVS_OK);
      double limit = 2 * level.tail;
      const double near[] = {nextafter(limit, 0), limit, nextafter(limit, 1)};
      for (size_t i = 0; i < 3; i++) {
        p_value[0] = near[i];
        assert_int_equal(method->adjust(&family, adjusted, &level, NULL), CVS_OK);
        assert_int_equal(adjusted[0] < family.alpha, p_value[0] < limit);
        assert_close(level.tail, limit / 2, 0);
      }
    }
  }
}
