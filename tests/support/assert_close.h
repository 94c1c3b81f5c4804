/* Comparing doubles as closely as they are documented to be: cmocka's own stops at 1e-7. */
#ifndef CVS_TESTS_SUPPORT_ASSERT_CLOSE_H
#define CVS_TESTS_SUPPORT_ASSERT_CLOSE_H

#include <stdbool.h>

/* Where a comparison stands, for its message. */
typedef struct comparison {
  const char *what;
  const char *file;
  int line;
} comparison;

/* Holds where |got - want| <= rtol |want|. A want of 0 or +-infinity must be met exactly; NaN
 * meets nothing. */
#define assert_close(got, want, rtol) check_close((got), (want), (rtol), (comparison){#got, __FILE__, __LINE__})
/* Holds where |got - want| <= atol. */
#define assert_close_abs(got, want, atol) check_close_abs((got), (want), (atol), (comparison){#got, __FILE__, __LINE__})

/* What the macros decide by. */
bool is_close(double got, double want, double rtol);
bool is_close_abs(double got, double want, double atol);

void check_close(double got, double want, double rtol, comparison where);
void check_close_abs(double got, double want, double atol, comparison where);

#endif
