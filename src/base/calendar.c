/* Days since 1970-01-01 as dates. */
#include "base/calendar.h"

#include <stdio.h>

enum { ERA_YEARS = 400, ERA_DAYS = 146097, MONTHS = 12 };

/* A day of the calendar; month and day from 1. */
typedef struct calendar_day {
  int year;
  int month;
  int day;
} calendar_day;

/* Days from 0001-01-01 to the first of January of a year. */
static int64_t days_before(int64_t year) {
  const int64_t whole = year - 1;
  return whole * 365 + whole / 4 - whole / 100 + whole / 400;
}

static bool is_leap(int64_t year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int64_t year, int month) {
  static const int lengths[MONTHS] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return lengths[month] + (month == 1 && is_leap(year) ? 1 : 0);
}

static calendar_day find_day(int64_t day) {
  const int64_t number = day + days_before(1970);
  /* The mean length of a year is off by at most one year; the loop settles it. */
  int64_t year = number * ERA_YEARS / ERA_DAYS;
  while (days_before(year + 1) <= number)
    year++;
  int64_t left = number - days_before(year);
  int month = 0;
  for (; month + 1 < MONTHS; month++) {
    const int length = month_length(year, month);
    if (left < length)
      break;
    left -= length;
  }
  return (calendar_day){(int)year, month + 1, (int)left + 1};
}

void cvs_calendar_add(cvs_strbuf *out, int64_t day) {
  char text[CVS_CALENDAR_TEXT];
  cvs_strbuf_add(out, cvs_calendar_text(day, text));
}

const char *cvs_calendar_text(int64_t day, char out[CVS_CALENDAR_TEXT]) {
  const calendar_day found = find_day(day);
  (void)snprintf(out, CVS_CALENDAR_TEXT, "%04d-%02d-%02d", found.year, found.month, found.day);
  return out;
}

bool cvs_calendar_parse(const char *text, int64_t *day) {
  static const char form[] = "0000-00-00";
  enum { MONTH_AT = 5, DAY_AT = 8, TEN = 10 };
  int64_t part[] = {0, 0, 0};
  for (size_t i = 0; i < sizeof form; i++) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (form[i] == '0' ? !is_digit : text[i] != form[i])
      return false;
    int64_t *number = &part[i < MONTH_AT ? 0 : i < DAY_AT ? 1 : 2];
    *number = is_digit ? *number * TEN + (text[i] - '0') : *number;
  }
  const int64_t year = part[0], month = part[1] - 1;
  if (year < 1 || month < 0 || month >= MONTHS || part[2] < 1 || part[2] > month_length(year, (int)month))
    return false;
  *day = days_before(year) - days_before(1970) + part[2] - 1;
  for (int i = 0; i < month; i++)
    *day += month_length(year, i);
  return true;
}
