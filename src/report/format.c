/* Numbers for people: decimals by what the number is worth, thousands grouped, the unit behind. */
#include "report/format.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

/* How a unit is written. A suffix that begins with a space stands once behind an interval. */
typedef struct unit_style {
  double scale;
  const char *suffix;
  bool signed_always;
} unit_style;

static const unit_style styles[CVS_UNITS] = {
    [CVS_UNIT_NONE] = {1, "", false},
    [CVS_UNIT_COUNT] = {1, "", false},
    [CVS_UNIT_RATE] = {100, "%", false},
    [CVS_UNIT_LIFT] = {100, "%", true},
    [CVS_UNIT_DIFFERENCE] = {100, " pp", true},
    [CVS_UNIT_RATIO] = {1, "", false},
    [CVS_UNIT_P] = {1, "", false},
    [CVS_UNIT_LN_P] = {1, "", false},
    [CVS_UNIT_STATISTIC] = {1, "", false},
    [CVS_UNIT_CHANCE] = {100, "%", false},
    [CVS_UNIT_LOSS] = {100, " pp", false},
    [CVS_UNIT_MONEY] = {1, "", false},
    [CVS_UNIT_E_VALUE] = {1, "", false},
};

/* Beyond these sizes digits in a row are no longer readable: scientific notation takes over. */
static const double READABLE_MAX = 1e15;
static const double READABLE_MIN = 1e-6;
static const double E_VALUE_READABLE_MAX = 1e5;

enum { DECIMALS_MAX = 15, SIGNIFICANT = 3 };

/* Adds `digits` with a comma after every third one from the right. */
static void add_grouped(cvs_strbuf *out, const char *digits, size_t length) {
  for (size_t i = 0; i < length; i++) {
    if (i > 0 && (length - i) % 3 == 0)
      cvs_strbuf_add_char(out, ',');
    cvs_strbuf_add_char(out, digits[i]);
  }
}

void cvs_format_count(cvs_strbuf *out, uint64_t value) {
  char digits[CVS_NUMBER_MAX];
  add_grouped(out, digits, cvs_print_u64(value, digits));
}

/* The power of ten of the first significant digit of |value| > 0. */
static int find_exponent(double value) {
  return (int)floor(log10(fabs(value)));
}

static int clamp_decimals(int decimals) {
  if (decimals < 0)
    return 0;
  return decimals > DECIMALS_MAX ? DECIMALS_MAX : decimals;
}

int cvs_format_decimals(double width) {
  if (!(width > 0) || !isfinite(width))
    return -1;
  return clamp_decimals(1 - find_exponent(width));
}

/* Adds 10^log10_value as "2.4e-149" with `decimals` in the mantissa. */
static void add_scientific(cvs_strbuf *out, double log10_value, int decimals) {
  double exponent = floor(log10_value);
  char mantissa[CVS_FIXED_MAX];
  cvs_print_fixed(pow(10, log10_value - exponent), decimals, mantissa);
  if (strncmp(mantissa, "10", 2) == 0) {
    exponent += 1;
    cvs_print_fixed(1, decimals, mantissa);
  }
  char power[CVS_FIXED_MAX];
  cvs_print_fixed(exponent, 0, power);
  cvs_strbuf_add(out, mantissa);
  cvs_strbuf_add_char(out, 'e');
  cvs_strbuf_add(out, power);
}

static bool is_all_zero(const char *digits) {
  return digits[strspn(digits, "0.")] == '\0';
}

/* Adds a scaled value: sign, grouped digits; what rounds to zero has no sign. */
static void add_number(cvs_strbuf *out, double value, int decimals, bool signed_always) {
  const double size = fabs(value);
  char digits[CVS_FIXED_MAX] = "";
  const bool scientific = size >= READABLE_MAX || (decimals < 0 && size > 0 && size < READABLE_MIN);
  if (!scientific) {
    const int significant = size > 0 ? SIGNIFICANT - 1 - find_exponent(size) : 0;
    cvs_print_fixed(size, clamp_decimals(decimals >= 0 ? decimals : significant), digits);
  }
  const bool zero = !scientific && is_all_zero(digits);
  if (value < 0 && !zero)
    cvs_strbuf_add_char(out, '-');
  else if (signed_always && !zero)
    cvs_strbuf_add_char(out, '+');
  if (scientific) {
    add_scientific(out, log10(size), 1);
    return;
  }
  const size_t whole = strcspn(digits, ".");
  add_grouped(out, digits, whole);
  cvs_strbuf_add(out, digits + whole);
}

void cvs_format_p(cvs_strbuf *out, double p, double ln_p) {
  const double rounds_to_one = 0.9995; /* in three digits */
  if (p >= rounds_to_one) {
    cvs_strbuf_add_char(out, '1');
    return;
  }
  /* Below the range of normal doubles p has lost its digits; ln_p keeps them. */
  const bool underflows = p < 1e-300;
  if (underflows && !(ln_p < 0)) {
    cvs_strbuf_add(out, "<1e-300");
    return;
  }
  const double log10_p = underflows ? ln_p / log(10) : log10(p);
  if (p < 1e-4) {
    add_scientific(out, log10_p, 1);
    return;
  }
  char digits[CVS_FIXED_MAX];
  const int exponent = (int)floor(log10_p);
  cvs_print_fixed(p, p >= 0.01 ? 2 - exponent : 1 - exponent, digits);
  cvs_strbuf_add(out, digits);
}

/* The number without its suffix: intervals write the suffix of a difference once. */
static void add_bare(cvs_strbuf *out, cvs_unit unit, double value, int decimals) {
  const unit_style *style = &styles[unit];
  if (isfinite(value * style->scale)) {
    add_number(out, value * style->scale, decimals, style->signed_always);
    return;
  }
  cvs_strbuf_add(out, value < 0 ? "-" : style->signed_always ? "+" : "");
  add_scientific(out, log10(fabs(value)) + log10(style->scale), 1); /* near the largest double */
}

void cvs_format_chance(cvs_strbuf *out, double p) {
  static const double shown_least = 1e-4, near_edge = 1e-3;
  const double edge = fmin(p, 1 - p);
  if (edge < shown_least) {
    cvs_strbuf_add(out, p < 0.5 ? "<0.01%" : ">99.99%");
    return;
  }
  add_bare(out, CVS_UNIT_CHANCE, p, edge < near_edge ? 2 : 1);
  cvs_strbuf_add_char(out, '%');
}

/* Cents of small sums alone. */
static int money_decimals(double value) {
  enum { CENTS = 2, SMALL = 100 };
  return fabs(value) > 0 && fabs(value) < SMALL ? CENTS : 0;
}

void cvs_format_value(cvs_strbuf *out, cvs_unit unit, double value, int decimals) {
  if (unit == CVS_UNIT_CHANCE) {
    cvs_format_chance(out, value);
    return;
  }
  if (unit == CVS_UNIT_P) {
    cvs_format_p(out, value, 0);
    return;
  }
  if (unit == CVS_UNIT_E_VALUE && value >= E_VALUE_READABLE_MAX) {
    add_scientific(out, log10(value), 1);
    return;
  }
  add_bare(out, unit, value, unit == CVS_UNIT_MONEY && decimals < 0 ? money_decimals(value) : decimals);
  cvs_strbuf_add(out, styles[unit].suffix);
}

/* An end that is not 0 must not be printed as 0: on which side it lies is the answer. */
static int show_nonzero(cvs_unit unit, double end, int decimals) {
  enum { MORE_MAX = 3 };
  double shown = fabs(end) * styles[unit].scale;
  int more = 0;
  while (shown > 0 && more < MORE_MAX && shown * pow(10, decimals + more) < 0.5)
    more++;
  return decimals + more;
}

int cvs_interval_decimals(cvs_unit unit, const cvs_interval *interval) {
  if (!interval->exists)
    return -1;
  double width = 0;
  if (interval->has_lower && interval->has_upper)
    width = interval->upper - interval->lower;
  else if (interval->has_estimate && interval->has_lower)
    width = 2 * (interval->estimate - interval->lower); /* as if it were as far on the other side */
  else if (interval->has_estimate && interval->has_upper)
    width = 2 * (interval->upper - interval->estimate);
  int decimals = cvs_format_decimals(width * styles[unit].scale);
  if (interval->has_lower)
    decimals = show_nonzero(unit, interval->lower, decimals);
  return interval->has_upper ? show_nonzero(unit, interval->upper, decimals) : decimals;
}

static void add_end(cvs_strbuf *out, cvs_unit unit, double value, int decimals) {
  add_bare(out, unit, value, decimals);
  if (styles[unit].suffix[0] != ' ')
    cvs_strbuf_add(out, styles[unit].suffix);
}

void cvs_format_about(cvs_strbuf *out, double value) {
  cvs_format_value(out, CVS_UNIT_COUNT, round(value), 0);
}

void cvs_format_interval(cvs_strbuf *out, cvs_unit unit, const cvs_interval *interval, int decimals) {
  if (!interval->exists) {
    cvs_strbuf_add_char(out, '-');
    return;
  }
  const int shown = decimals >= 0 ? decimals : cvs_interval_decimals(unit, interval);
  cvs_strbuf_add_char(out, interval->has_lower ? '[' : '(');
  if (interval->has_lower)
    add_end(out, unit, interval->lower, shown);
  else
    cvs_strbuf_add(out, "no limit");
  cvs_strbuf_add(out, ", ");
  if (interval->has_upper)
    add_end(out, unit, interval->upper, shown);
  else
    cvs_strbuf_add(out, "no limit");
  cvs_strbuf_add_char(out, interval->has_upper ? ']' : ')');
  if (styles[unit].suffix[0] == ' ')
    cvs_strbuf_add(out, styles[unit].suffix);
}
