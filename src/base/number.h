/* Numbers as text, independent of the locale. */
#ifndef CVS_BASE_NUMBER_H
#define CVS_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whole text [begin, begin + length) as a decimal number: digits, one '.', exponent, sign; no
 * spaces, hex, inf or nan. Correctly rounded. False where it is not one or is beyond a double. */
bool cvs_parse_double(const char *begin, size_t length, double *out);
/* Whole text as digits only. False where it is not, or above 2^64 - 1 (*overflow tells which). */
bool cvs_parse_u64(const char *begin, size_t length, uint64_t *out, bool *overflow);

enum { CVS_NUMBER_MAX = 32 };
/* Shortest decimals that read back to the same finite double, as JSON likes them (1e-07 is
 * "1e-07" nowhere: exponents are written e-7, e+21; plain notation for 1e-6 <= |v| < 1e21).
 * Returns the length; the text is 0-terminated. -0 is "0". */
size_t cvs_print_double(double value, char out[CVS_NUMBER_MAX]);
size_t cvs_print_u64(uint64_t value, char out[CVS_NUMBER_MAX]);
/* Room for every double: 309 digits, a point, 20 decimals, a sign, the end, a radix character of any locale. */
enum { CVS_FIXED_MAX = 352 };
/* `decimals` digits behind the point, taken as 0 below 0 and as 20 above 20; correctly rounded (half to even on the
 * exact binary value), '.' always. A value that rounds to zero has no sign. What is not finite has no digits: "". */
size_t cvs_print_fixed(double value, int decimals, char out[CVS_FIXED_MAX]);

#endif
