/* Comparing doubles as closely as they are documented to be. */
#include "support/assert_close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

bool is_close(double got, double want, double rtol) {
  if (got == want) /* also the only way to meet 0 and infinity */
    return true;
  return isfinite(want) && want != 0 && fabs(got - want) <= rtol * fabs(want);
}

bool is_close_abs(double got, double want, double atol) {
  return got == want || fabs(got - want) <= atol;
}

void check_close(double got, double want, double rtol, comparison where) {
  if (is_close(got, want, rtol))
    return;
  print_error("%s: got %.17g, want %.17g, relative error %.3g, allowed %.3g\n", where.what, got, want,
              fabs(got - want) / fabs(want), rtol);
  _fail(where.file, where.line);
}

void check_close_abs(double got, double want, double atol, comparison where) {
  if (is_close_abs(got, want, atol))
    return;
  print_error("%s: got %.17g, want %.17g, absolute error %.3g, allowed %.3g\n", where.what, got, want, fabs(got - want),
              atol);
  _fail(where.file, where.line);
}
