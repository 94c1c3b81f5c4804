/* Tables from JSON to structures. */
#include "report/read_bind.h"

#include "base/calendar.h"

#include <math.h>
#include <string.h>

double cvs_take_number(const cvs_json_place *place) {
  static const cvs_json_range any = {-INFINITY, INFINITY, false, false};
  return cvs_json_get_number(place, &any);
}

/* An end that is null is open. */
static void take_end(const cvs_json_place *interval, const char *name, double *value, bool *exists) {
  const cvs_json_place end = cvs_json_within(interval, name);
  *exists = !cvs_json_is_null(&end);
  *value = *exists ? cvs_take_number(&end) : 0;
}

void cvs_take_interval(const cvs_json_place *place, cvs_interval *out) {
  *out = (cvs_interval){.exists = true};
  take_end(place, "estimate", &out->estimate, &out->has_estimate);
  take_end(place, "lower", &out->lower, &out->has_lower);
  take_end(place, "upper", &out->upper, &out->has_upper);
  const cvs_json_place lower = cvs_json_within(place, "lower");
  if (out->has_lower && out->has_upper && out->lower > out->upper)
    cvs_json_refuse(&lower, "a number that is at most the upper end");
}

/* What the analysis chooses by itself (pairs, strata) and what only a plan knows are of kinds of their own. */
static void take_method(const cvs_json_place *place, const cvs_bind *row, const cvs_method **out) {
  const cvs_method_kind kinds[] = {row->method_kind, CVS_KIND_OTHER, CVS_KIND_POWER};
  const char *id = cvs_json_get_string(place);
  *out = NULL;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds && *out == NULL; i++)
    *out = cvs_method_find(kinds[i], id);
  if (*out == NULL)
    cvs_json_refuse(place, "a method that this version knows (convstat methods)");
}

static void take_day(const cvs_json_place *place, int64_t *out) {
  if (!cvs_calendar_parse(cvs_json_get_string(place), out))
    cvs_json_refuse(place, "a day such as 2026-08-14");
}

/* Enums of ours begin at 0 and fit an unsigned int. */
static void take_choice(const cvs_json_place *place, const cvs_bind *row, void *out) {
  const unsigned choice = (unsigned)cvs_json_get_choice(place, row->id, row->id_count);
  memcpy(out, &choice, sizeof choice);
}

static void take_value(const cvs_json_place *place, const cvs_bind *row, void *out) {
  switch (row->kind) {
  case CVS_BIND_NUMBER:
    *(double *)out = cvs_take_number(place);
    break;
  case CVS_BIND_COUNT:
    *(uint64_t *)out = cvs_json_get_whole(place, 0, CVS_COUNT_MAX);
    break;
  case CVS_BIND_SIZE:
    *(size_t *)out = (size_t)cvs_json_get_whole(place, 0, CVS_COUNT_MAX);
    break;
  case CVS_BIND_BOOL:
    *(bool *)out = cvs_json_get_bool(place);
    break;
  case CVS_BIND_GATE:
    *(cvs_tristate *)out = cvs_json_get_bool(place) ? CVS_YES : CVS_NO;
    break;
  case CVS_BIND_TEXT:
    *(const char **)out = cvs_json_get_string(place);
    break;
  case CVS_BIND_DAY:
    take_day(place, out);
    break;
  case CVS_BIND_INTERVAL:
    cvs_take_interval(place, out);
    break;
  case CVS_BIND_METHOD:
    take_method(place, row, out);
    break;
  case CVS_BIND_CHOICE:
    take_choice(place, row, out);
    break;
  case CVS_BIND_RECORD:
  case CVS_BIND_FLAT:
    cvs_bind_take(place, row->row, row->row_count, out);
    break;
  }
}

/* Recursion is as deep as the tables. */
void cvs_bind_take(const cvs_json_place *object, const cvs_bind *rows, size_t count, void *out) {
  for (size_t i = 0; i < count; i++) {
    const cvs_bind *row = &rows[i];
    const cvs_json_place place = cvs_json_within(object, row->name);
    void *member = (char *)out + row->place;
    const bool exists = !cvs_json_is_null(&place);
    if (row->flag != CVS_NO_FLAG)
      *(bool *)((char *)out + row->flag) = exists;
    if (exists)
      take_value(&place, row, member);
    else if (row->kind == CVS_BIND_GATE)
      *(cvs_tristate *)member = CVS_UNKNOWN;
  }
}
