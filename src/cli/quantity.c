/* Numbers as people type them: the suffix moves the decimal point, so nothing is rounded twice. */
#include "cli/quantity.h"

#include "base/number.h"
#include <string.h>

enum { QUANTITY_MAX = 64 }; /* bytes of a number; nobody types more */

static bool ends_with(const char *begin, size_t length, const char *suffix) {
  const size_t size = strlen(suffix);
  return length >= size && memcmp(begin + length - size, suffix, size) == 0;
}

/* "5" as 5e-2. A number with an exponent of its own cannot take another: it is divided. */
static bool parse_hundredths(const char *begin, size_t length, double *out) {
  char shifted[QUANTITY_MAX + sizeof "e-2"];
  if (length > QUANTITY_MAX)
    return false;
  if (memchr(begin, 'e', length) || memchr(begin, 'E', length)) {
    const bool is_number = cvs_parse_double(begin, length, out);
    if (is_number)
      *out /= 100;
    return is_number;
  }
  memcpy(shifted, begin, length);
  memcpy(shifted + length, "e-2", sizeof "e-2");
  return cvs_parse_double(shifted, length + 3, out);
}

bool cvs_quantity_parse(const char *begin, size_t length, cvs_quantity *out) {
  if (ends_with(begin, length, "%")) {
    out->suffix = CVS_SUFFIX_PERCENT;
    return parse_hundredths(begin, length - 1, &out->value);
  }
  if (ends_with(begin, length, "pp")) {
    out->suffix = CVS_SUFFIX_POINTS;
    return parse_hundredths(begin, length - 2, &out->value);
  }
  out->suffix = CVS_SUFFIX_NONE;
  return cvs_parse_double(begin, length, &out->value);
}

/* Zeros that the suffix of a count stands for; *length loses the suffix. */
static size_t take_thousands(const char *begin, size_t *length) {
  static const struct {
    char letter;
    size_t zeros;
  } scales[] = {{'k', 3}, {'K', 3}, {'m', 6}, {'M', 6}};
  for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++)
    if (*length > 0 && begin[*length - 1] == scales[i].letter) {
      --*length;
      return scales[i].zeros;
    }
  return 0;
}

/* Digits with the point moved `zeros` places: "1.5" and 6 give 1500000. */
bool cvs_whole_parse(const char *begin, size_t length, uint64_t *out) {
  const size_t zeros = take_thousands(begin, &length);
  const char *point = length > 0 ? memchr(begin, '.', length) : NULL;
  const size_t whole = point ? (size_t)(point - begin) : length;
  size_t decimals = point ? length - whole - 1 : 0;
  const bool ends_in_point = point && decimals == 0;
  while (decimals > zeros && begin[whole + decimals] == '0')
    decimals--; /* 12.0 and 1.5000k are whole */
  char digits[QUANTITY_MAX];
  bool overflow = false;
  if (whole == 0 || ends_in_point || decimals > zeros || whole + zeros > QUANTITY_MAX)
    return false;
  memset(digits, '0', whole + zeros);
  memcpy(digits, begin, whole);
  if (point)
    memcpy(digits + whole, point + 1, decimals);
  return cvs_parse_u64(digits, whole + zeros, out, &overflow);
}
