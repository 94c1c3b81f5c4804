/* The dates of an input: each distinct one once, and which of two readings a file has meant. */
#include "data/days.h"
#include "base/error.h"
#include "base/mem.h"
#include "data/problem.h"
#include <string.h>

void cvs_days_free(cvs_days *days) {
  cvs_map_free(days->map);
  cvs_free(days->day);
  cvs_free(days->date);
  *days = (cvs_days){0};
}

void cvs_days_begin_file(cvs_days *days) {
  static const cvs_date_witness none;
  days->file++;
  days->settled = days->map == NULL ? 0 : cvs_map_count(days->map);
  days->day_first = none;
  days->month_first = none;
  days->open = none;
}

static void witness(cvs_date_witness *out, uint64_t line, const char *text) {
  if (out->line > 0 || line == 0)
    return;
  out->line = line;
  const size_t length = strlen(text);
  const size_t kept = length < sizeof out->text ? length : sizeof out->text - 1;
  memcpy(out->text, text, kept);
  out->text[kept] = '\0';
}

static void remember_reading(cvs_days *days, const cvs_date *date, uint64_t line, const char *text) {
  if (date->month_first == CVS_NO_DAY)
    witness(&days->day_first, line, text);
  else if (date->day_first == CVS_NO_DAY)
    witness(&days->month_first, line, text);
  else
    witness(&days->open, line, text);
}

/* Room for one more date behind those of the map. */
static cvs_status make_room(cvs_days *days) {
  if (days->map == NULL && cvs_map_new(&days->map) != CVS_OK)
    return CVS_ENOMEM;
  const size_t wanted = (size_t)cvs_map_count(days->map) + 1;
  int64_t *day = cvs_array_grow(days->day, &days->capacity, wanted, sizeof *day);
  if (day == NULL)
    return CVS_ENOMEM;
  days->day = day;
  cvs_date *date = cvs_array_grow(days->date, &days->date_capacity, wanted, sizeof *date);
  if (date == NULL)
    return CVS_ENOMEM;
  days->date = date;
  return CVS_OK;
}

typedef struct day_key {
  int64_t part[3];
} day_key;

static bool has_one_reading(const cvs_date *date) {
  return date->day_first == date->month_first;
}

static day_key key_of(const cvs_days *days, const cvs_date *date) {
  return (day_key){{date->day_first, date->month_first, has_one_reading(date) ? 0 : (int64_t)days->file}};
}

bool cvs_days_find(const cvs_days *days, const cvs_date *date, uint32_t *index) {
  const day_key key = key_of(days, date);
  return days->map != NULL && cvs_map_find(days->map, (const char *)&key, sizeof key, index);
}

cvs_status cvs_days_add(cvs_days *days, const cvs_date *date, uint64_t line, const char *text, uint32_t *index) {
  const day_key key = key_of(days, date);
  bool added = false;
  cvs_status status = make_room(days);
  if (status == CVS_OK)
    status = cvs_map_intern(days->map, (const char *)&key, sizeof key, index, &added);
  if (status != CVS_OK || !added)
    return status;
  days->date[*index] = *date;
  days->day[*index] = date->day_first;
  if (!has_one_reading(date))
    remember_reading(days, date, line, text);
  return CVS_OK;
}

static void adopt(cvs_date_witness *out, const cvs_date_witness *more, uint64_t lines) {
  if (out->line > 0 || more->line == 0)
    return;
  *out = *more;
  out->line += lines;
}

void cvs_days_adopt(cvs_days *days, const cvs_days *part, uint64_t lines) {
  adopt(&days->day_first, &part->day_first, lines);
  adopt(&days->month_first, &part->month_first, lines);
  adopt(&days->open, &part->open, lines);
}

static cvs_status check_order(const cvs_days *days, const char *source, const char *column, cvs_error *error) {
  char name[CVS_SHOWN_MAX];
  char value[CVS_SHOWN_MAX];
  const bool day_came_first = days->day_first.line <= days->month_first.line;
  const cvs_date_witness *const later = day_came_first ? &days->month_first : &days->day_first;
  const cvs_date_witness *const earlier = day_came_first ? &days->day_first : &days->month_first;
  if (earlier->line > 0)
    return cvs_fail_at(error, CVS_EDATA, source, later->line,
                       "column %s is %s, but on line %llu the %s comes first, expected one order of day and month",
                       cvs_show_value(name, column), cvs_show_value(value, later->text),
                       (unsigned long long)earlier->line, day_came_first ? "day" : "month");
  if (later->line == 0 && days->open.line > 0)
    return cvs_fail_at(error, CVS_EDATA, source, days->open.line,
                       "column %s is %s, which has two readings, expected --date-format DD/MM/YYYY or MM/DD/YYYY",
                       cvs_show_value(name, column), cvs_show_value(value, days->open.text));
  return CVS_OK;
}

cvs_status cvs_days_settle(cvs_days *days, const char *source, const char *column, cvs_error *error) {
  const cvs_status status = check_order(days, source, column, error);
  if (status != CVS_OK || days->month_first.line == 0)
    return status;
  const uint32_t count = cvs_map_count(days->map);
  for (uint32_t i = days->settled; i < count; i++)
    days->day[i] = days->date[i].month_first;
  return CVS_OK;
}
