/* Counts as the world writes them: 1234, "1,234", 1.234,00, 1 234, 1'234, 12.0, 1e+05. */
#include "data/numbers.h"
#include "base/constants.h"
#include <stdbool.h>
#include <string.h>

/* Any 38 digits fit 127 bits: beyond that the value is out of reach, whatever the digits. */
enum { DIGITS_MAX = 38, EXPONENT_MAX = 4000, GROUP = 3, AMOUNT_SCALE = 6 };
__extension__ typedef unsigned __int128 wide;

/* A number read with one decimal mark, in units of 10^-scale. */
typedef struct reading {
  bool valid;
  bool grouped_by_mark; /* its groups are parted by a comma or a point */
  bool whole;           /* in these units */
  bool huge;            /* of more than DIGITS_MAX digits */
  wide value;           /* where not huge; cut where not whole */
  bool rounds_up;       /* what is cut is half a unit or more */
} reading;

/* The number on its way: where we are, and what was read. */
typedef struct cursor {
  const char *at;
  const char *end;
} cursor;

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Bytes of the group separator at the cursor: 0 where there is none. `decimal` is not one. */
static size_t separator_length(const cursor *c, char decimal) {
  static const char *const separators[] = {",", ".", " ", "'", "\u00A0", "\u202F", "\u2009", "\u2019"};
  for (size_t i = 0; i < sizeof separators / sizeof separators[0]; i++) {
    const size_t length = strlen(separators[i]);
    if (separators[i][0] != decimal && length <= (size_t)(c->end - c->at) && memcmp(c->at, separators[i], length) == 0)
      return length;
  }
  return 0;
}

static size_t digit_run(const cursor *c) {
  size_t count = 0;
  while (c->at + count < c->end && is_digit(c->at[count]))
    count++;
  return count;
}

/* Decimal digits, leading zeros dropped; more than DIGITS_MAX are counted, not kept. */
typedef struct digits {
  char digit[DIGITS_MAX];
  size_t count;     /* significant digits seen */
  size_t last;      /* position behind the last one that is not 0 */
  long after_point; /* how many stand behind the decimal mark */
} digits;

static void take_digits(cursor *c, size_t count, digits *out) {
  for (size_t i = 0; i < count; i++) {
    const char digit = *c->at++;
    if (out->count == 0 && digit == '0')
      continue;
    if (out->count < DIGITS_MAX)
      out->digit[out->count] = digit;
    out->count++;
    out->last = digit == '0' ? out->last : out->count;
  }
}

/* Digits, in groups of three where a separator follows the first one to three. */
static bool take_integer(cursor *c, char decimal, digits *out, bool *grouped_by_mark) {
  const size_t first = digit_run(c);
  const char *const begin = c->at;
  take_digits(c, first, out);
  const char *const separator = c->at;
  const size_t length = separator_length(c, decimal);
  if (length == 0)
    return first > 0;
  if (first == 0 || first > GROUP || *begin == '0')
    return false;
  *grouped_by_mark = *separator == ',' || *separator == '.';
  while ((size_t)(c->end - c->at) >= length && memcmp(c->at, separator, length) == 0) {
    c->at += length;
    if (digit_run(c) != GROUP)
      return false;
    take_digits(c, GROUP, out);
  }
  return true;
}

static bool take_fraction(cursor *c, char decimal, digits *out) {
  if (c->at == c->end || *c->at != decimal)
    return true;
  c->at++;
  const size_t count = digit_run(c);
  take_digits(c, count, out);
  out->after_point = (long)count;
  return count > 0;
}

static bool take_exponent(cursor *c, long *out) {
  *out = 0;
  if (c->at == c->end || (*c->at != 'e' && *c->at != 'E'))
    return true;
  c->at++;
  const bool negative = c->at < c->end && *c->at == '-';
  if (c->at < c->end && (*c->at == '-' || *c->at == '+'))
    c->at++;
  if (digit_run(c) == 0)
    return false;
  while (c->at < c->end && is_digit(*c->at))
    *out = *out < EXPONENT_MAX ? *out * 10 + (*c->at++ - '0') : (c->at++, *out);
  *out = negative ? -*out : *out;
  return true;
}

/* digits x 10^(exponent - after_point) in whole units. */
static void evaluate(const digits *number, long exponent, reading *out) {
  /* digits before the point once the exponent is applied */
  const long before = (long)number->count - number->after_point + exponent;
  out->whole = number->last == 0 || (long)number->last <= before;
  out->huge = number->last > 0 && before > DIGITS_MAX;
  out->value = 0;
  for (long i = 0; !out->huge && number->last > 0 && i < before; i++)
    out->value = out->value * 10 + (i < (long)number->count ? (unsigned)(number->digit[i] - '0') : 0);
  out->rounds_up = before >= 0 && before < DIGITS_MAX && before < (long)number->count && number->digit[before] >= '5';
}

static reading read_with(const char *text, size_t length, char decimal, long scale) {
  cursor c = {text, text + length};
  digits number = {0};
  reading result = {0};
  long exponent = 0;
  if (!take_integer(&c, decimal, &number, &result.grouped_by_mark) || !take_fraction(&c, decimal, &number) ||
      !take_exponent(&c, &exponent) || c.at != c.end)
    return result;
  result.valid = true;
  evaluate(&number, exponent + scale, &result);
  return result;
}

static bool same_value(const reading *a, const reading *b) {
  return a->whole && b->whole && (a->huge ? b->huge : !b->huge && a->value == b->value);
}

static cvs_number_fault judge(const reading *number, uint64_t *out) {
  if (!number->valid)
    return CVS_NUMBER_NONE;
  if (!number->whole)
    return CVS_NUMBER_FRACTION;
  if (number->huge || number->value > UINT64_MAX)
    return CVS_NUMBER_HUGE;
  if (number->value > CVS_COUNT_MAX)
    return CVS_NUMBER_LARGE;
  *out = (uint64_t)number->value;
  return CVS_NUMBER_FINE;
}

static cvs_number_fault read_any(const char *text, size_t length, const cvs_number_style *style, uint64_t *out) {
  if (style->decimal != 0) {
    const reading only = read_with(text, length, style->decimal, 0);
    return judge(&only, out);
  }
  const reading point = read_with(text, length, '.', 0);
  const reading comma = read_with(text, length, ',', 0);
  const bool comma_settled = style->delimiter == ',' && point.valid && point.grouped_by_mark;
  /* no mark, or one that both read alike: a fraction of an exponent (1e-3) reads alike as well */
  const bool plain = memchr(text, '.', length) == NULL && memchr(text, ',', length) == NULL;
  if (style->delimiter == ',' && !point.valid && comma.valid && comma.whole && memchr(text, ',', length) != NULL)
    return CVS_NUMBER_AMBIGUOUS; /* "10,00" between commas: no group of three, and nobody said decimal comma */
  if (!point.valid || !comma.valid || comma_settled || plain)
    return judge(point.valid ? &point : &comma, out);
  return same_value(&point, &comma) ? judge(&point, out) : CVS_NUMBER_AMBIGUOUS;
}

/* Drops spaces of every kind from both ends. */
static void trim(const char **text, size_t *length) {
  static const char *const spaces[] = {" ", "\t", "\u00A0", "\u202F", "\u2009"};
  for (bool again = true; again;) {
    again = false;
    for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++) {
      const size_t size = strlen(spaces[i]);
      if (*length >= size && memcmp(*text, spaces[i], size) == 0) {
        *text += size;
        *length -= size;
        again = true;
      }
      if (*length >= size && memcmp(*text + *length - size, spaces[i], size) == 0) {
        *length -= size;
        again = true;
      }
    }
  }
}

/* True behind a minus sign, typed or typeset; drops it. */
static bool take_minus(const char **text, size_t *length) {
  static const char typeset[] = "\u2212";
  const size_t size = *length > 0 && **text == '-' ? 1 : sizeof typeset - 1;
  if (*length < size || (size > 1 && memcmp(*text, typeset, size) != 0))
    return false;
  *text += size;
  *length -= size;
  return true;
}

/* Most counts are plain digits: these need no second reading. */
static bool read_plain(const char *text, size_t length, uint64_t *out) {
  if (length > 15)
    return false;
  uint64_t value = 0;
  for (size_t i = 0; i < length; i++) {
    if (!is_digit(text[i]))
      return false;
    value = value * 10 + (uint64_t)(text[i] - '0');
  }
  *out = value;
  return length > 0;
}

cvs_number_fault cvs_read_count(const char *text, size_t length, const cvs_number_style *style, uint64_t *out) {
  if (read_plain(text, length, out))
    return CVS_NUMBER_FINE;
  trim(&text, &length);
  if (length == 0)
    return CVS_NUMBER_EMPTY;
  if (!take_minus(&text, &length))
    return read_any(text, length, style, out);
  const cvs_number_fault fault = read_any(text, length, style, out);
  return fault == CVS_NUMBER_NONE ? CVS_NUMBER_NONE : CVS_NUMBER_NEGATIVE;
}

/* Up to nine digits, then up to six behind a point: most amounts need no second reading. */
static bool read_plain_amount(const char *text, size_t length, char decimal, int64_t *out) {
  enum { WHOLE_DIGITS_MAX = 9 };
  int64_t value = 0;
  size_t at = 0;
  while (at < length && is_digit(text[at]) && at < WHOLE_DIGITS_MAX)
    value = value * 10 + (text[at++] - '0');
  if (at == 0)
    return false;
  int64_t unit = CVS_AMOUNT_ONE;
  value *= unit;
  if (at < length && text[at] == decimal)
    for (at++; at < length && is_digit(text[at]) && unit > 1; at++)
      value += (text[at] - '0') * (unit /= 10);
  *out = value;
  return at == length && text[length - 1] != decimal;
}

/* The reading of an amount; valid false with *fault where there is none. */
static reading choose_amount(const char *text, size_t length, const cvs_number_style *style, cvs_number_fault *fault) {
  const bool comma_file = style->delimiter == ',';
  *fault = CVS_NUMBER_NONE;
  if (style->decimal != 0)
    return read_with(text, length, style->decimal, AMOUNT_SCALE);
  const reading point = read_with(text, length, '.', AMOUNT_SCALE);
  reading comma = read_with(text, length, ',', AMOUNT_SCALE);
  const bool plain = memchr(text, '.', length) == NULL && memchr(text, ',', length) == NULL;
  if (point.valid && (!comma.valid || comma_file || plain || same_value(&point, &comma)))
    return point;
  if (comma.valid && (point.valid || comma_file)) {
    *fault = CVS_NUMBER_AMBIGUOUS;
    comma.valid = false;
  }
  return comma;
}

/* An amount of any size that is no plain one. */
static cvs_number_fault read_written_amount(const char *text, size_t length, const cvs_number_style *style,
                                            cvs_amount_sum *out) {
  cvs_number_fault fault = CVS_NUMBER_NONE;
  *out = 0;
  trim(&text, &length);
  if (length == 0)
    return CVS_NUMBER_FINE;
  const bool negative = take_minus(&text, &length);
  const reading number = choose_amount(text, length, style, &fault);
  if (!number.valid)
    return fault;
  if (number.huge)
    return CVS_NUMBER_LARGE;
  const cvs_amount_sum value = (cvs_amount_sum)(number.value + (number.rounds_up ? 1 : 0));
  *out = negative ? -value : value;
  return value == 0 && !number.whole ? CVS_NUMBER_TINY : CVS_NUMBER_FINE;
}

cvs_number_fault cvs_read_amount(const char *text, size_t length, const cvs_number_style *style, int64_t *out) {
  static const cvs_amount_sum most = (cvs_amount_sum)CVS_COUNT_MAX * 1000; /* millionths: 9 x 10^12 whole ones */
  if (read_plain_amount(text, length, cvs_sure_decimal(style), out))
    return CVS_NUMBER_FINE;
  cvs_amount_sum value = 0;
  const cvs_number_fault fault = read_written_amount(text, length, style, &value);
  const bool fits = value > -most && value < most;
  *out = fits ? (int64_t)value : 0;
  return fits ? fault : CVS_NUMBER_LARGE;
}

cvs_number_fault cvs_read_amount_sum(const char *text, size_t length, const cvs_number_style *style,
                                     cvs_amount_sum *out) {
  int64_t plain = 0;
  if (!read_plain_amount(text, length, cvs_sure_decimal(style), &plain))
    return read_written_amount(text, length, style, out);
  *out = plain;
  return CVS_NUMBER_FINE;
}

const char *cvs_number_expected(cvs_number_fault fault) {
  switch (fault) {
  case CVS_NUMBER_NEGATIVE:
    return "a count of 0 or more";
  case CVS_NUMBER_FRACTION:
    return "a count without a fraction";
  case CVS_NUMBER_AMBIGUOUS:
    return "--decimal point or --decimal comma to tell a group of digits from a fraction";
  case CVS_NUMBER_LARGE:
    return "at most 9007199254740991 (2^53 - 1)";
  case CVS_NUMBER_HUGE:
    return "at most 9007199254740991 (2^53 - 1), and it is above 2^64";
  default:
    return "a whole number";
  }
}
