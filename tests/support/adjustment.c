/* What the tests of the adjustments for several comparisons share. */
#include "support/adjustment.h"

#include "support/assert_close.h"
#include "support/reference_table.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

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

void check_simultaneous_ties(const cvs_method *method) {
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
