/* Exact sums of amounts as decimals. */
#include "report/amount.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Of the 18 digits of the low part, those behind the point. */
enum { DECIMALS = 6 };

size_t cvs_amount_print(const cvs_amount *amount, char out[CVS_AMOUNT_TEXT_MAX]) {
  char digits[CVS_AMOUNT_TEXT_MAX];
  const bool negative = amount->high < 0 || amount->low < 0;
  /* of one sign, and never the least of all: the size of each part has room */
  const int64_t high = negative ? -amount->high : amount->high;
  const int64_t low = negative ? -amount->low : amount->low;
  size_t length = (size_t)snprintf(digits, sizeof digits, "%" PRId64 "%018" PRId64, high, low);
  const size_t zeros = strspn(digits, "0");
  const size_t whole = length - DECIMALS;
  const char *const begin = digits + (zeros < whole ? zeros : whole - 1);
  while (length > whole && digits[length - 1] == '0')
    length--;
  return (size_t)snprintf(out, CVS_AMOUNT_TEXT_MAX, "%s%.*s%s%.*s", negative ? "-" : "", (int)(digits + whole - begin),
                          begin, length > whole ? "." : "", (int)(length - whole), digits + whole);
}
