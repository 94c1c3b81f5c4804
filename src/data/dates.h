/* Dates and times as the world writes them, to days and moments. */
#ifndef CVS_DATA_DATES_H
#define CVS_DATA_DATES_H

#include <convstat/status.h>
#include <stdbool.h>
#include <stddef.h>

/* What is known about the dates of a file. */
typedef struct cvs_date_style {
  const char *format;     /* "DD/MM/YYYY" and the like; NULL: from the text */
  int64_t offset_seconds; /* of the time zone that days are counted in, east of UTC */
} cvs_date_style;

/* The day a text stands for, as days since 1970-01-01 (proleptic Gregorian), with the day first and
 * with the month first where it is written so; both are the same where the text has one reading. */
typedef struct cvs_date {
  int64_t day_first;
  int64_t month_first;
} cvs_date;

#define CVS_NO_DAY INT64_MIN /* this reading is impossible: there is no month 31 */

/* A date and the time of day behind it, as it is written.
 *   day_first, month_first  as in cvs_date, in the zone of the text
 *   micros                  since midnight, in microseconds [0, 86400 x 10^6)
 *   has_zone, zone_seconds  its zone east of UTC, where it says one */
typedef struct cvs_moment {
  int64_t day_first;
  int64_t month_first;
  int64_t micros;
  bool has_zone;
  int64_t zone_seconds;
} cvs_moment;

/* Reads one moment, in the forms of cvs_read_date. `format` NULL: from the text. False where the text is none. */
bool cvs_read_moment(const char *text, size_t length, const char *format, cvs_moment *out);

/* True where the text is written as a moment, but the calendar has no such day: 2024-04-31. */
bool cvs_names_no_day(const char *text, size_t length, const char *format);

/* Reads one date. Without a format:
 *   2024-08-01, 2024/8/1, 20240801    year, month, day
 *   1.08.2019                         day, month, year
 *   01/08/2019, 1-8-2019              two readings, where both exist
 *   each with a time behind a space or T: 10:15, 10:15:00.5, and Z, +02:00, +0200, +02 behind it
 *   1564617600, 1564617600000         seconds (9 to 11 digits), milliseconds (12 to 14) since 1970
 * A time with a zone is moved to the style's zone first; one without is taken as it stands. Years
 * are 1000 to 9999. False where the text is no date. */
bool cvs_read_date(const char *text, size_t length, const cvs_date_style *style, cvs_date *out);

/* "YYYY", "YY" (1969 to 2068), "MM" or "M", "DD" or "D", each once, with any other characters between. */
bool cvs_date_format_valid(const char *format);

/* "UTC", "Z", "+02:00", "-0330", "+2" to seconds. */
bool cvs_read_timezone(const char *text, int64_t *offset_seconds);

#endif
