/* Decimal numbers as the world writes them. One text is read with a decimal point and with a decimal comma; where
 * both are numbers and not the same one, somebody has to say which. */
#include "data/decimal.h"

#include "base/number.h"
#include <string.h>

/* Bytes of a number; nobody writes more. */
enum { DECIMAL_MAX = 64, GROUP = 3 };

/* A number on its way to "-1234.5e-2". */
typedef struct reading {
  char plain[DECIMAL_MAX + sizeof "e-2"];
  size_t length;
  bool valid;
  bool grouped_by_mark; /* by a comma or a point */
  double value;
} reading;

typedef struct cursor {
  const char *at;
  const char *end;
  char decimal;
} cursor;

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Bytes of one of these texts at the cursor, 0 where none stands there. */
static size_t match_length(const cursor *c, const char *const *texts, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const size_t length = strlen(texts[i]);
    if (length <= (size_t)(c->end - c->at) && memcmp(c->at, texts[i], length) == 0)
      return length;
  }
  return 0;
}

static size_t separator_length(const cursor *c) {
  static const char *const separators[] = {",", ".", " ", "'", "\u00A0", "\u202F", "\u2009", "\u2019"};
  if (c->at < c->end && *c->at == c->decimal)
    return 0;
  return match_length(c, separators, sizeof separators / sizeof separators[0]);
}

static size_t take_digits(cursor *c, reading *out) {
  size_t count = 0;
  for (; c->at < c->end && is_digit(*c->at); count++)
    out->plain[out->length++] = *c->at++;
  return count;
}

static void take_sign(cursor *c, reading *out) {
  static const char *const minus[] = {"-", "\u2212"};
  static const char *const plus[] = {"+"};
  const size_t length = match_length(c, minus, sizeof minus / sizeof minus[0]);
  if (length > 0)
    out->plain[out->length++] = '-';
  c->at += length > 0 ? length : match_length(c, plus, 1);
}

/* Digits, in groups of three where one separator follows the first one to three. */
static bool take_whole(cursor *c, reading *out) {
  const char *const begin = c->at;
  const size_t first = take_digits(c, out);
  const char *const separator = c->at;
  const size_t length = separator_length(c);
  if (length == 0)
    return first > 0;
  if (first == 0 || first > GROUP || *begin == '0')
    return false;
  out->grouped_by_mark = *separator == ',' || *separator == '.';
  while ((size_t)(c->end - c->at) >= length && memcmp(c->at, separator, length) == 0) {
    c->at += length;
    if (take_digits(c, out) != GROUP)
      return false;
  }
  return true;
}

static bool take_fraction(cursor *c, reading *out) {
  if (c->at == c->end || *c->at != c->decimal)
    return true;
  c->at++;
  out->plain[out->length++] = '.';
  return take_digits(c, out) > 0;
}

static bool take_exponent(cursor *c, reading *out, bool *has) {
  *has = c->at < c->end && (*c->at == 'e' || *c->at == 'E');
  if (!*has)
    return true;
  out->plain[out->length++] = 'e';
  c->at++;
  if (c->at < c->end && (*c->at == '-' || *c->at == '+'))
    out->plain[out->length++] = *c->at++;
  return take_digits(c, out) > 0;
}

/* A percent sign moves the point, so that 0.7% is the double 0.007. */
static bool evaluate(reading *out, bool has_exponent, bool percent) {
  if (percent && !has_exponent) {
    memcpy(out->plain + out->length, "e-2", 3);
    out->length += 3;
  }
  const bool is_number = cvs_parse_double(out->plain, out->length, &out->value);
  if (percent && has_exponent)
    out->value /= 100;
  return is_number;
}

static reading read_with(const cursor *text, char decimal, bool percent) {
  cursor c = {text->at, text->end, decimal};
  reading out = {.length = 0};
  bool has_exponent = false;
  take_sign(&c, &out);
  out.valid = take_whole(&c, &out) && take_fraction(&c, &out) && take_exponent(&c, &out, &has_exponent) &&
              c.at == c.end && evaluate(&out, has_exponent, percent);
  return out;
}

/* Drops spaces behind, and once a percent sign. */
static bool take_percent(cursor *c) {
  static const char *const spaces[] = {" ", "\t", "\u00A0", "\u202F", "\u2009"};
  bool percent = false;
  for (bool again = true; again && c->at < c->end;) {
    again = !percent && c->end[-1] == '%';
    percent = percent || again;
    c->end -= again ? 1 : 0;
    for (size_t i = 0; i < sizeof spaces / sizeof spaces[0] && !again; i++) {
      const size_t size = strlen(spaces[i]);
      again = (size_t)(c->end - c->at) >= size && memcmp(c->end - size, spaces[i], size) == 0;
      c->end -= again ? size : 0;
    }
  }
  return percent;
}

static void drop_spaces_before(cursor *c) {
  static const char *const spaces[] = {" ", "\t", "\u00A0", "\u202F", "\u2009"};
  size_t length = 0;
  while ((length = match_length(c, spaces, sizeof spaces / sizeof spaces[0])) > 0)
    c->at += length;
}

/* Which of the two readings holds, or that nobody can tell. */
static cvs_number_fault choose(const cursor *text, const cvs_number_style *style, bool percent, double *out) {
  const reading point = read_with(text, '.', percent), comma = read_with(text, ',', percent);
  const bool only_point =
      style->decimal == '.' || (style->decimal == 0 && style->delimiter == ',' && point.valid && point.grouped_by_mark);
  const bool only_comma = style->decimal == ',';
  const bool use_point = point.valid && !only_comma, use_comma = comma.valid && !only_point;
  *out = use_point ? point.value : comma.value;
  if (!use_point && !use_comma)
    return CVS_NUMBER_NONE;
  const bool differ = point.value < comma.value || point.value > comma.value;
  if (use_point && use_comma && differ)
    return CVS_NUMBER_AMBIGUOUS;
  /* "3,2" between commas: no group of three, and nobody said decimal comma */
  const bool unsaid = !use_point && style->decimal == 0 && style->delimiter == ',';
  return unsaid ? CVS_NUMBER_AMBIGUOUS : CVS_NUMBER_FINE;
}

cvs_number_fault cvs_read_decimal(const char *text, size_t length, const cvs_number_style *style, cvs_decimal *out) {
  cursor c = {text, text + length, '.'};
  drop_spaces_before(&c);
  out->percent = take_percent(&c);
  if (c.at == c.end)
    return out->percent ? CVS_NUMBER_NONE : CVS_NUMBER_EMPTY;
  if (c.end - c.at > DECIMAL_MAX)
    return CVS_NUMBER_NONE;
  return choose(&c, style, out->percent, &out->value);
}
