/* Numbers to decimal text, whatever the locale says.
 *
 * Shortest decimals by R. Giulietti (2021), The Schubfach way to render doubles: scale the rounding
 * interval of the double by a power of ten so that it holds one to ten integers, and take the best
 * of them. 128 bits of the power are enough, with a sticky bit for what is cut (his section 9). */
#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

typedef struct power_of_ten {
  uint64_t high;
  uint64_t low;
} power_of_ten;

enum { POWER_LEAST = -292 };
static const power_of_ten power_table[] = {
#include "base/number_table.inc"
};

enum { MANTISSA_BITS = 52, EXPONENT_BIAS = 1075, EXPONENT_MASK = 0x7FF };

/* value = digits * 10^exponent, digits without trailing zeros unless 0. */
typedef struct decimal {
  uint64_t digits;
  int exponent;
} decimal;

/* floor(e * log10(2)), floor(e * log10(2) + log10(3/4)) and floor(e * log2(10)) for the exponents
 * of doubles: the constants are the logarithms in fixed point, checked over that whole range. */
static int floor_log10_power_of_two(int e) {
  return (int)(((int64_t)e * 1292913986) >> 32);
}

static int floor_log10_three_quarters(int e) {
  return (int)(((int64_t)e * 1292913986 - 536607788) >> 32);
}

static int floor_log2_power_of_ten(int e) {
  return (int)(((int64_t)e * 14267572527) >> 32);
}

/* floor(g * scaled / 2^128), the last bit set where something but the error of g was cut off. */
static uint64_t multiply_to_odd(power_of_ten g, uint64_t scaled) {
  const wide low = (wide)g.low * scaled;
  const wide high = (wide)g.high * scaled + (uint64_t)(low >> 64);
  return (uint64_t)(high >> 64) | ((uint64_t)high > 1);
}

static decimal without_zeros(uint64_t digits, int exponent) {
  while (digits != 0 && digits % 10 == 0) {
    digits /= 10;
    exponent++;
  }
  return (decimal){digits, exponent};
}

/* Which of two neighbours lies within [low, high]: 0 neither, 1 the lower, 2 the upper, 3 both. */
static int find_inside(uint64_t lower, uint64_t upper, uint64_t low, uint64_t high) {
  return (low <= lower ? 1 : 0) + (upper <= high ? 2 : 0);
}

/* The decimal for mantissa * 2^exponent, mantissa > 0. Names after the paper: v with the ends of
 * its rounding interval, all times 4 and times 10^-k. */
static decimal find_shortest(uint64_t mantissa, int exponent, bool narrow_below) {
  const int k = narrow_below ? floor_log10_three_quarters(exponent) : floor_log10_power_of_two(exponent);
  const int shift = exponent + floor_log2_power_of_ten(-k) + 1;
  const power_of_ten g = power_table[-k - POWER_LEAST];
  const uint64_t v = multiply_to_odd(g, (4 * mantissa) << shift);
  const uint64_t left = multiply_to_odd(g, (4 * mantissa - (narrow_below ? 1 : 2)) << shift);
  const uint64_t right = multiply_to_odd(g, (4 * mantissa + 2) << shift);
  const uint64_t open = mantissa & 1; /* an odd mantissa does not own the ends of its interval */
  const uint64_t low = left + open;
  const uint64_t high = right - open;

  const uint64_t s = v / 4;
  const uint64_t tens = s / 10;
  const int inside_tens = find_inside(40 * tens, 40 * tens + 40, low, high);
  if (tens > 0 && (inside_tens == 1 || inside_tens == 2))
    return without_zeros(tens + (inside_tens == 2), k + 1);
  const int inside = find_inside(4 * s, 4 * s + 4, low, high);
  if (inside == 1 || inside == 2)
    return without_zeros(s + (inside == 2), k);
  const uint64_t middle = 4 * s + 2;
  return without_zeros(s + (v > middle || (v == middle && (s & 1))), k);
}

static decimal shortest_decimal(double magnitude) {
  uint64_t bits;
  memcpy(&bits, &magnitude, sizeof bits);
  const uint64_t fraction = bits & ((UINT64_C(1) << MANTISSA_BITS) - 1);
  const int biased = (int)(bits >> MANTISSA_BITS) & EXPONENT_MASK;
  if (biased == 0)
    return fraction ? find_shortest(fraction, 1 - EXPONENT_BIAS, false) : (decimal){0, 0};
  const uint64_t mantissa = fraction | UINT64_C(1) << MANTISSA_BITS;
  return find_shortest(mantissa, biased - EXPONENT_BIAS, fraction == 0 && biased > 1);
}

static size_t put_zeros(char *out, int count) {
  for (int i = 0; i < count; i++)
    out[i] = '0';
  return count > 0 ? (size_t)count : 0;
}

/* Digits with a point after the first `whole` of them, 0 < whole < count. */
static size_t put_point_inside(char *out, const char *digits, size_t count, size_t whole) {
  memcpy(out, digits, whole);
  out[whole] = '.';
  memcpy(out + whole + 1, digits + whole, count - whole);
  return count + 1;
}

static size_t put_plain(char *out, const char *digits, size_t count, int point) {
  if (point <= 0) {
    memcpy(out, "0.", 2);
    const size_t zeros = put_zeros(out + 2, -point);
    memcpy(out + 2 + zeros, digits, count);
    return 2 + zeros + count;
  }
  if ((size_t)point < count)
    return put_point_inside(out, digits, count, (size_t)point);
  memcpy(out, digits, count);
  return count + put_zeros(out + count, point - (int)count);
}

static size_t put_scientific(char *out, const char *digits, size_t count, int exponent) {
  size_t length = 1;
  if (count > 1)
    length = put_point_inside(out, digits, count, 1);
  else
    out[0] = digits[0];
  out[length++] = 'e';
  out[length++] = exponent < 0 ? '-' : '+';
  char magnitude[CVS_NUMBER_MAX];
  const size_t places = cvs_print_u64((uint64_t)(exponent < 0 ? -exponent : exponent), magnitude);
  memcpy(out + length, magnitude, places);
  return length + places;
}

size_t cvs_print_double(double value, char out[CVS_NUMBER_MAX]) {
  const decimal number = shortest_decimal(fabs(value));
  char digits[CVS_NUMBER_MAX];
  const size_t count = cvs_print_u64(number.digits, digits);
  const int point = (int)count + number.exponent; /* the value is 0.DIGITS * 10^point */
  size_t length = 0;
  if (value < 0)
    out[length++] = '-';
  if (point > -6 && point <= 21)
    length += put_plain(out + length, digits, count, point);
  else
    length += put_scientific(out + length, digits, count, point - 1);
  out[length] = '\0';
  return length;
}

size_t cvs_print_u64(uint64_t value, char out[CVS_NUMBER_MAX]) {
  char reversed[CVS_NUMBER_MAX];
  size_t count = 0;
  do {
    reversed[count++] = (char)('0' + value % 10);
    value /= 10;
  } while (value > 0);
  for (size_t i = 0; i < count; i++)
    out[i] = reversed[count - 1 - i];
  out[count] = '\0';
  return count;
}

/* The digits of printf with the radix character of the locale taken out; none of it is assumed to be one byte. */
static size_t put_fixed(char *out, const char *text, size_t length, size_t places) {
  const size_t whole = strspn(text, "0123456789");
  memcpy(out, text, whole);
  if (places == 0)
    return whole;
  out[whole] = '.';
  memcpy(out + whole + 1, text + length - places, places);
  return whole + 1 + places;
}

size_t cvs_print_fixed(double value, int decimals, char out[CVS_FIXED_MAX]) {
  enum { DECIMALS_MAX = 20 };
  char text[CVS_FIXED_MAX];
  const int places = decimals < 0 ? 0 : decimals > DECIMALS_MAX ? DECIMALS_MAX : decimals;
  const int printed = isfinite(value) ? snprintf(text, sizeof text, "%.*f", places, fabs(value)) : 0;
  size_t length = 0;
  if (printed > 0 && (size_t)printed < sizeof text) {
    length = put_fixed(out + 1, text, (size_t)printed, (size_t)places);
    out[length + 1] = '\0';
    const bool is_negative = value < 0 && out[1 + strspn(out + 1, "0.")] != '\0';
    out[0] = '-';
    if (is_negative)
      return length + 1;
    memmove(out, out + 1, length);
  }
  out[length] = '\0';
  return length;
}
