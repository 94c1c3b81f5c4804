/* Decimal text to numbers, whatever the locale says. */
#include "base/number.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* No double lies between two decimals that agree in their first 768 digits and differ beyond only
 * in "zeros or not" (the longest exact midpoint has 767), so the rest is one sticky digit. */
enum { DIGITS_KEPT = 780, EXPONENT_TEXT = 32 };
/* An exponent of more than this is beyond every double, whatever digits stand before it... */
static const int64_t exponent_limit = INT64_C(1) << 40;
/* ... up to texts of this length; longer ones are no numbers. */
static const size_t length_limit = (size_t)1 << 30;

/* What the text says: digits without leading zeros, times 10^exponent. */
typedef struct decimal {
  bool negative;
  bool sticky;      /* a digit other than 0 was left out at the end */
  size_t count;     /* digits in `digit` */
  int64_t exponent; /* of the last digit kept */
  uint64_t leading; /* the first 19 digits as a number */
  char digit[DIGITS_KEPT + 2];
} decimal;

typedef struct cursor {
  const char *at;
  const char *end;
} cursor;

static bool take(cursor *text, char c) {
  if (text->at == text->end || *text->at != c)
    return false;
  text->at++;
  return true;
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static void add_digit(decimal *out, char c) {
  if (out->count == 0 && c == '0')
    return;
  if (out->count == DIGITS_KEPT) {
    out->sticky = out->sticky || c != '0';
    out->exponent++;
    return;
  }
  if (out->count < 19)
    out->leading = out->leading * 10 + (uint64_t)(c - '0');
  out->digit[out->count++] = c;
}

/* Takes digits; each stands for 10^-1 of the one before where `fraction`. Returns how many. */
static size_t take_digits(cursor *text, decimal *out, bool fraction) {
  const char *begin = text->at;
  for (; text->at < text->end && is_digit(*text->at); text->at++) {
    add_digit(out, *text->at);
    if (fraction)
      out->exponent--;
  }
  return (size_t)(text->at - begin);
}

/* Takes "e-12" where it stands; false where an 'e' has no digits behind it. */
static bool take_exponent(cursor *text, int64_t *exponent) {
  if (!take(text, 'e') && !take(text, 'E'))
    return true;
  const bool negative = take(text, '-');
  if (!negative)
    (void)take(text, '+');
  const char *begin = text->at;
  int64_t value = 0;
  for (; text->at < text->end && is_digit(*text->at); text->at++)
    if (value < exponent_limit)
      value = value * 10 + (*text->at - '0');
  *exponent += negative ? -value : value;
  return text->at > begin;
}

static bool read_decimal(cursor text, decimal *out) {
  out->negative = take(&text, '-');
  if (!out->negative)
    (void)take(&text, '+');
  size_t digits = take_digits(&text, out, false);
  if (take(&text, '.'))
    digits += take_digits(&text, out, true);
  return digits > 0 && take_exponent(&text, &out->exponent) && text.at == text.end;
}

/* Clinger (1990): both factors are exact doubles, so the one operation rounds once. */
static bool convert_exactly(const decimal *number, double *out) {
  static const double power[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  if (FLT_EVAL_METHOD != 0 || number->count > 19 || number->leading > UINT64_C(1) << DBL_MANT_DIG ||
      number->exponent < -22 || number->exponent > 22)
    return false;
  const double digits = (double)number->leading;
  *out = number->exponent < 0 ? digits / power[-number->exponent] : digits * power[number->exponent];
  return true;
}

/* Writes the number as an integer with an exponent. It has no radix character, so that strtod,
 * which rounds correctly, reads it alike in every locale. */
static double convert_by_strtod(decimal *number) {
  size_t length = number->count;
  int64_t exponent = number->exponent;
  if (number->sticky) {
    number->digit[length++] = '1';
    exponent--;
  }
  char text[DIGITS_KEPT + 1 + EXPONENT_TEXT];
  memcpy(text, number->digit, length);
  text[length++] = 'e';
  text[length++] = exponent < 0 ? '-' : '+';
  char magnitude[CVS_NUMBER_MAX];
  const size_t digits = cvs_print_u64((uint64_t)(exponent < 0 ? -exponent : exponent), magnitude);
  memcpy(text + length, magnitude, digits + 1);
  return strtod(text, NULL);
}

bool cvs_parse_double(const char *begin, size_t length, double *out) {
  if (length == 0 || length > length_limit)
    return false;
  decimal number;
  memset(&number, 0, offsetof(decimal, digit));
  if (!read_decimal((cursor){begin, begin + length}, &number))
    return false;
  double value = 0;
  if (number.count > 0 && !convert_exactly(&number, &value))
    value = convert_by_strtod(&number);
  if (isinf(value))
    return false;
  *out = number.negative ? -value : value;
  return true;
}

bool cvs_parse_u64(const char *begin, size_t length, uint64_t *out, bool *overflow) {
  *overflow = false;
  uint64_t value = 0;
  for (size_t i = 0; i < length; i++) {
    if (!is_digit(begin[i])) {
      *overflow = false;
      return false;
    }
    const uint64_t digit = (uint64_t)(begin[i] - '0');
    if (value > (UINT64_MAX - digit) / 10)
      *overflow = true;
    else
      value = value * 10 + digit;
  }
  if (length == 0 || *overflow)
    return false;
  *out = value;
  return true;
}
