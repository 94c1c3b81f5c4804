/* Moments of a log, as microseconds since 1970-01-01 UTC. */
#include "data/times.h"
#include <string.h>

/* 2024-08-01T10:15:00: where its parts stand. */
enum { ISO_SPLIT = 10, ISO_HOUR = 11, ISO_MINUTE = 14, ISO_SECOND = 17, ISO_LENGTH = 19, ISO_ZONE = 6 };
enum { SECOND_MICROS = 1000000, MINUTE_SECONDS = 60, HOUR_SECONDS = 3600, DAY_SECONDS = 86400 };
enum { EPOCH_SECONDS = 10, EPOCH_MILLIS = 13, MILLI_MICROS = 1000 };
static const int64_t day_micros = (int64_t)DAY_SECONDS * SECOND_MICROS;

static bool is_digit(char c) {
  return (unsigned char)(c - '0') < 10;
}

/* Two digits; above 99 where they are none. */
static unsigned take_two(const char *text) {
  const unsigned high = (unsigned char)(text[0] - '0');
  const unsigned low = (unsigned char)(text[1] - '0');
  return high < 10 && low < 10 ? high * 10 + low : 100;
}

/* Midnight of the date, remembered: logs name one day many times. */
static bool find_midnight(cvs_clock *clock, const char *text) {
  if (clock->has_date && memcmp(clock->date, text, CVS_ISO_DATE) == 0)
    return true;
  cvs_moment read;
  if (!cvs_read_moment(text, CVS_ISO_DATE, NULL, &read))
    return false;
  memcpy(clock->date, text, CVS_ISO_DATE);
  clock->has_date = true;
  clock->date_micros = read.day_first * day_micros;
  return true;
}

/* A fraction of up to six digits behind its point, most of them thousandths; returns how long it is. */
static size_t take_fraction(const char *text, size_t length, int64_t *micros) {
  size_t at = 1;
  int64_t unit = SECOND_MICROS / 10;
  if (length > 3 && is_digit(text[1]) && is_digit(text[2]) && is_digit(text[3])) {
    *micros += ((text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0')) * (int64_t)MILLI_MICROS;
    at = 4;
    unit = MILLI_MICROS / 10;
  }
  for (; at < length && at <= 6 && is_digit(text[at]); at++, unit /= 10)
    *micros += (text[at] - '0') * unit;
  return at;
}

/* What may stand behind the seconds: a fraction, and Z or +hh:mm; false where it is something else. */
static bool take_tail(const char *text, size_t length, int64_t offset_seconds, int64_t *micros) {
  int64_t zone_seconds = offset_seconds;
  const size_t at = length > 0 && text[0] == '.' ? take_fraction(text, length, micros) : 0;
  if (at == 1)
    return false;
  if (length - at == 1 && text[at] == 'Z') {
    zone_seconds = 0;
  } else if (length - at == ISO_ZONE && (text[at] == '+' || text[at] == '-') && text[at + 3] == ':') {
    const unsigned hours = take_two(text + at + 1);
    const unsigned minutes = take_two(text + at + 4);
    if (hours > 13 || minutes > 59) /* 14:00 is the farthest there is: the slow way knows */
      return false;
    zone_seconds = (int64_t)(hours * HOUR_SECONDS + minutes * MINUTE_SECONDS) * (text[at] == '-' ? -1 : 1);
  } else if (length != at) {
    return false;
  }
  *micros -= zone_seconds * SECOND_MICROS;
  return true;
}

/* 2024-08-01T10:15, remembered: rows of a log stand one behind the other in time. */
static bool find_minute(cvs_clock *clock, const char *text) {
  if (clock->has_minute && memcmp(clock->minute, text, CVS_ISO_MINUTE) == 0)
    return true;
  if (text[4] != '-' || text[7] != '-' || (text[ISO_SPLIT] != 'T' && text[ISO_SPLIT] != ' ') ||
      text[ISO_MINUTE - 1] != ':')
    return false;
  const unsigned hour = take_two(text + ISO_HOUR);
  const unsigned minute = take_two(text + ISO_MINUTE);
  if (hour > 23 || minute > 59 || !find_midnight(clock, text))
    return false;
  memcpy(clock->minute, text, CVS_ISO_MINUTE);
  clock->has_minute = true;
  clock->minute_micros = clock->date_micros + (int64_t)(hour * HOUR_SECONDS + minute * MINUTE_SECONDS) * SECOND_MICROS;
  return true;
}

/* 2024-08-01T10:15:00, with what take_tail takes behind it. */
static bool read_iso(cvs_clock *clock, const char *text, size_t length, int64_t *out) {
  if (length < ISO_LENGTH || text[ISO_SECOND - 1] != ':')
    return false;
  const unsigned second = take_two(text + ISO_SECOND);
  if (second > 59 || !find_minute(clock, text))
    return false;
  int64_t micros = (int64_t)second * SECOND_MICROS;
  if (!take_tail(text + ISO_LENGTH, length - ISO_LENGTH, clock->style.offset_seconds, &micros))
    return false;
  *out = clock->minute_micros + micros;
  return true;
}

/* Seconds or milliseconds since 1970, digits only. */
static bool read_epoch(const char *text, size_t length, int64_t *out) {
  int64_t number = 0;
  if (length != EPOCH_SECONDS && length != EPOCH_MILLIS)
    return false;
  for (size_t i = 0; i < length; i++) {
    if (!is_digit(text[i]))
      return false;
    number = number * 10 + (text[i] - '0');
  }
  *out = number * (length == EPOCH_SECONDS ? SECOND_MICROS : MILLI_MICROS);
  return true;
}

static cvs_time_fault choose_day(const cvs_clock *clock, const cvs_moment *read, int64_t *day) {
  *day = read->day_first;
  if (read->day_first == read->month_first)
    return CVS_TIME_FINE;
  if (clock->order == CVS_ORDER_OPEN)
    return CVS_TIME_OPEN;
  *day = clock->order == CVS_ORDER_DAY_FIRST ? read->day_first : read->month_first;
  return *day == CVS_NO_DAY ? CVS_TIME_OTHER : CVS_TIME_FINE;
}

cvs_time_fault cvs_read_time(cvs_clock *clock, const char *text, size_t length, int64_t *out) {
  if (clock->style.format == NULL && (read_iso(clock, text, length, out) || read_epoch(text, length, out)))
    return CVS_TIME_FINE;
  cvs_moment read;
  int64_t day = 0;
  if (!cvs_read_moment(text, length, clock->style.format, &read))
    return CVS_TIME_NONE;
  const cvs_time_fault fault = choose_day(clock, &read, &day);
  if (fault != CVS_TIME_FINE)
    return fault;
  const int64_t zone_seconds = read.has_zone ? read.zone_seconds : clock->style.offset_seconds;
  *out = day * day_micros + read.micros - zone_seconds * SECOND_MICROS;
  return CVS_TIME_FINE;
}

int64_t cvs_time_day(int64_t micros, int64_t offset_seconds) {
  const int64_t local = micros + offset_seconds * SECOND_MICROS;
  return local / day_micros - (local % day_micros < 0 ? 1 : 0);
}
