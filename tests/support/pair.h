/* Short forms for tests of two arms: counts in, level in. */
#ifndef CVS_TESTS_SUPPORT_PAIR_H
#define CVS_TESTS_SUPPORT_PAIR_H

#include <convstat/sample.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Conversions and visitors of the control, then of the treatment. */
static inline cvs_pair pair_of(uint64_t x1, uint64_t n1, uint64_t x2, uint64_t n2) {
  return (cvs_pair){.control = {.visitors = n1, .conversions = x1}, .treatment = {.visitors = n2, .conversions = x2}};
}

static inline cvs_level level_of(double alpha, cvs_alternative alternative) {
  cvs_level level = {0};
  assert_int_equal(cvs_level_from_alpha(alpha, alternative, &level, NULL), CVS_OK);
  return level;
}

#endif
