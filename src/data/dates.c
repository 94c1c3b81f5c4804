/* Dates and times as the world writes them, to days and moments. */
#include "data/dates.h"
#include <string.h>

enum {
  DAY_SECONDS = 86400,
  SECOND_MICROS = 1000000,
  FRACTION_DIGITS = 6,
  HOUR_SECONDS = 3600,
  MINUTE_SECONDS = 60,
  YEAR_MIN = 1000,
  YEAR_MAX = 9999
};
enum { ZONE_HOURS_MAX = 14 }; /* UTC+14:00, Line Islands: the farthest zone there is */

typedef struct cursor {
  const char *at;
  const char *end;
} cursor;

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static bool at_char(const cursor *c, const char *any) {
  return c->at < c->end && *c->at != '\0' && strchr(any, *c->at) != NULL;
}

static bool take_char(cursor *c, const char *any) {
  if (!at_char(c, any))
    return false;
  c->at++;
  return true;
}

static size_t digit_run(const cursor *c) {
  size_t count = 0;
  while (c->at + count < c->end && is_digit(c->at[count]))
    count++;
  return count;
}

/* A number of `low` to `high` (at most 17) digits. */
static bool take_number(cursor *c, size_t low, size_t high, int64_t *out) {
  size_t count = digit_run(c);
  count = count < high ? count : high;
  if (count < low)
    return false;
  *out = 0;
  for (size_t i = 0; i < count; i++)
    *out = *out * 10 + (*c->at++ - '0');
  return true;
}

static bool take_year(cursor *c, int64_t *year) {
  return take_number(c, 4, 4, year) && *year >= YEAR_MIN;
}

static bool is_leap(int64_t year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int64_t month_length(int64_t year, int64_t month) {
  static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return length[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
}

/* Days from 1970-01-01, or CVS_NO_DAY where the calendar has no such day. Counts years from March,
 * so that the leap day is the last of its year. */
static int64_t day_number(int64_t year, int64_t month, int64_t day) {
  if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day < 1 || day > month_length(year, month))
    return CVS_NO_DAY;
  const int64_t march_year = year - (month <= 2 ? 1 : 0);
  const int64_t march_month = (month + 9) % 12;
  const int64_t day_of_year = (153 * march_month + 2) / 5 + day - 1; /* 153 days: March to July, August to December */
  const int64_t leap_days = march_year / 4 - march_year / 100 + march_year / 400;
  const int64_t days_0000_03_01_to_1970 = 719468;
  return march_year * 365 + leap_days + day_of_year - days_0000_03_01_to_1970;
}

static int64_t floor_days(int64_t seconds) {
  return seconds / DAY_SECONDS - (seconds % DAY_SECONDS < 0 ? 1 : 0);
}

/* "+02:00", "+0200", "+02", "+2" behind its sign. */
static bool take_offset(cursor *c, int64_t *seconds) {
  const int64_t sign = *c->at == '-' ? -1 : 1;
  int64_t hours = 0;
  int64_t minutes = 0;
  c->at++;
  if (!take_number(c, 1, 2, &hours))
    return false;
  const bool has_minutes = take_char(c, ":") || digit_run(c) > 0;
  if (has_minutes && !take_number(c, 2, 2, &minutes))
    return false;
  *seconds = sign * (hours * HOUR_SECONDS + minutes * MINUTE_SECONDS);
  return minutes < 60 && hours <= ZONE_HOURS_MAX;
}

/* "Z", "UTC" or an offset, if any. */
static bool take_zone(cursor *c, bool *has_zone, int64_t *seconds) {
  *has_zone = false;
  *seconds = 0;
  (void)take_char(c, " ");
  if (c->at == c->end)
    return true;
  *has_zone = true;
  if (take_char(c, "Zz"))
    return true;
  if (c->end - c->at >= 3 && memcmp(c->at, "UTC", 3) == 0) {
    c->at += 3;
    return true;
  }
  return at_char(c, "+-") && take_offset(c, seconds);
}

/* One to twelve digits behind a decimal mark, cut to millionths. */
static bool take_fraction(cursor *c, int64_t *micros) {
  enum { FRACTION_DIGITS_MAX = 12 };
  const size_t count = digit_run(c);
  *micros = 0;
  if (count < 1 || count > FRACTION_DIGITS_MAX)
    return false;
  for (size_t i = 0; i < count || i < FRACTION_DIGITS; i++) {
    const int64_t digit = i < count ? *c->at++ - '0' : 0;
    *micros = i < FRACTION_DIGITS ? *micros * 10 + digit : *micros;
  }
  return true;
}

/* Microseconds since midnight of a time of day; a leap second (60) counts as the second before it. */
static bool take_clock(cursor *c, int64_t *micros) {
  int64_t hour = 0;
  int64_t minute = 0;
  int64_t second = 0;
  int64_t fraction = 0;
  if (!take_number(c, 1, 2, &hour) || !take_char(c, ":") || !take_number(c, 2, 2, &minute))
    return false;
  if (take_char(c, ":") && !take_number(c, 2, 2, &second))
    return false;
  if (take_char(c, ".,") && !take_fraction(c, &fraction))
    return false;
  const int64_t seconds = hour * HOUR_SECONDS + minute * MINUTE_SECONDS + (second == 60 ? 59 : second);
  *micros = seconds * SECOND_MICROS + fraction;
  return hour < 24 && minute < 60 && second <= 60;
}

/* What stands behind a date: nothing, or a time, perhaps with its zone. */
static bool take_time(cursor *c, cvs_moment *out) {
  if (c->at == c->end)
    return true;
  return take_char(c, "Tt ") && take_clock(c, &out->micros) && take_zone(c, &out->has_zone, &out->zone_seconds) &&
         c->at == c->end;
}

/* True where the form is right to the end; whether the calendar has such a day is another question. */
static bool finish(cursor *c, int64_t day_first, int64_t month_first, cvs_moment *out) {
  *out = (cvs_moment){.day_first = day_first, .month_first = month_first};
  return take_time(c, out);
}

/* 2024-08-01, 2024/8/1, 2024.08.01 */
static bool read_year_first(cursor c, cvs_moment *out) {
  int64_t year = 0;
  int64_t month = 0;
  int64_t day = 0;
  if (!take_year(&c, &year) || !at_char(&c, "-/."))
    return false;
  const char separator[] = {*c.at, '\0'};
  if (!take_char(&c, separator) || !take_number(&c, 1, 2, &month) || !take_char(&c, separator) ||
      !take_number(&c, 1, 2, &day))
    return false;
  const int64_t number = day_number(year, month, day);
  return finish(&c, number, number, out);
}

/* 1.08.2019: the day is first. 01/08/2019, 1-8-2019: who knows. */
static bool read_year_last(cursor c, cvs_moment *out) {
  int64_t first = 0;
  int64_t second = 0;
  int64_t year = 0;
  if (!take_number(&c, 1, 2, &first) || !at_char(&c, "./-"))
    return false;
  const char separator[] = {*c.at, '\0'};
  if (!take_char(&c, separator) || !take_number(&c, 1, 2, &second) || !take_char(&c, separator) ||
      !take_year(&c, &year))
    return false;
  const int64_t day_first = day_number(year, second, first);
  const int64_t month_first = *separator == '.' ? day_first : day_number(year, first, second);
  return finish(&c, day_first, month_first, out);
}

/* Digits only: 20240801, seconds or milliseconds (with a fraction) since 1970. */
static bool read_digits(cursor c, cvs_moment *out) {
  enum { EPOCH_DIGITS_MAX = 14, MILLIS_DIGITS_MIN = 12, SECOND_MILLIS = 1000, MILLI_MICROS = 1000 };
  const size_t count = digit_run(&c);
  int64_t number = 0;
  if (count < 8 || !take_number(&c, 8, EPOCH_DIGITS_MAX, &number))
    return false;
  if (count == 8) {
    const int64_t day = day_number(number / 10000, number / 100 % 100, number % 100);
    return day != CVS_NO_DAY && finish(&c, day, day, out); /* else it is any number */
  }
  int64_t fraction = 0;
  if (take_char(&c, ".") && !take_fraction(&c, &fraction))
    return false;
  const bool is_millis = count >= MILLIS_DIGITS_MIN;
  const int64_t seconds = is_millis ? number / SECOND_MILLIS : number;
  const int64_t micros = is_millis ? number % SECOND_MILLIS * MILLI_MICROS + fraction / MILLI_MICROS : fraction;
  const int64_t day = seconds / DAY_SECONDS;
  *out = (cvs_moment){day, day, seconds % DAY_SECONDS * SECOND_MICROS + micros, true, 0};
  return c.at == c.end;
}

/* The values of the parts of a format. */
typedef struct parts {
  int64_t value[3];
} parts;
enum { YEAR, MONTH, DAY };

/* Length of the letter run of a format at `format`, and which part it is; 0: a literal. */
static size_t format_part(const char *format, int *part) {
  static const char letters[] = "YMD";
  const char *const found = *format != '\0' ? strchr(letters, *format) : NULL;
  if (found == NULL)
    return 0;
  *part = (int)(found - letters);
  return strspn(format, (const char[]){*found, '\0'});
}

static bool take_part(cursor *c, int part, size_t letters, parts *out) {
  const bool is_short_year = part == YEAR && letters == 2;
  if (part == YEAR && letters == 4)
    return take_year(c, &out->value[part]);
  if (!take_number(c, is_short_year ? 2 : 1, 2, &out->value[part]))
    return false;
  if (is_short_year) /* POSIX: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068 */
    out->value[part] += out->value[part] >= 69 ? 1900 : 2000;
  return true;
}

static bool read_with_format(cursor c, const char *format, cvs_moment *out) {
  parts read = {0};
  while (*format != '\0') {
    int part = 0;
    const size_t letters = format_part(format, &part);
    if (letters == 0 ? !take_char(&c, (const char[]){*format, '\0'}) : !take_part(&c, part, letters, &read))
      return false;
    format += letters == 0 ? 1 : letters;
  }
  const int64_t day = day_number(read.value[YEAR], read.value[MONTH], read.value[DAY]);
  return finish(&c, day, day, out);
}

bool cvs_date_format_valid(const char *format) {
  int seen[3] = {0};
  while (*format != '\0') {
    int part = 0;
    const size_t letters = format_part(format, &part);
    if (letters > 0)
      seen[part]++;
    if (letters > 0 && part == YEAR ? letters != 2 && letters != 4 : letters > 2)
      return false;
    format += letters == 0 ? 1 : letters;
  }
  return seen[YEAR] == 1 && seen[MONTH] == 1 && seen[DAY] == 1;
}

bool cvs_read_timezone(const char *text, int64_t *offset_seconds) {
  cursor c = {text, text + strlen(text)};
  bool has_zone = false;
  return take_zone(&c, &has_zone, offset_seconds) && has_zone && c.at == c.end;
}

/* Whether the text is written as a moment is. */
static bool read_form(const char *text, size_t length, const char *format, cvs_moment *out) {
  const cursor c = {text, text + length};
  if (format != NULL)
    return read_with_format(c, format, out);
  return read_year_first(c, out) || read_year_last(c, out) || read_digits(c, out);
}

static bool has_day(const cvs_moment *moment) {
  return moment->day_first != CVS_NO_DAY || moment->month_first != CVS_NO_DAY;
}

bool cvs_read_moment(const char *text, size_t length, const char *format, cvs_moment *out) {
  return read_form(text, length, format, out) && has_day(out);
}

bool cvs_names_no_day(const char *text, size_t length, const char *format) {
  cvs_moment read;
  return read_form(text, length, format, &read) && !has_day(&read);
}

bool cvs_read_date(const char *text, size_t length, const cvs_date_style *style, cvs_date *out) {
  cvs_moment read;
  if (!cvs_read_moment(text, length, style->format, &read))
    return false;
  const int64_t seconds = read.micros / SECOND_MICROS - read.zone_seconds + style->offset_seconds;
  const int64_t shift = read.has_zone ? floor_days(seconds) : 0;
  out->day_first = read.day_first == CVS_NO_DAY ? CVS_NO_DAY : read.day_first + shift;
  out->month_first = read.month_first == CVS_NO_DAY ? CVS_NO_DAY : read.month_first + shift;
  return true;
}
