/* One row of a file of ideas: which column is what, told by its name, and its numbers. */
#include "data/ideas_row.h"

#include "base/error.h"
#include "base/utf8.h"
#include "data/decimal.h"
#include <string.h>

/* Names of a role, the canonical one first; folded. Where two columns fit one role, the canonical name wins. */
enum { NAMES_MAX = 6 };
static const char *const names[CVS_IDEAS_ROLES][NAMES_MAX] = {
    [CVS_IDEAS_NAME] = {"idea", "name", "test", "hypothesis", "title"},
    [CVS_IDEAS_BASELINE] = {"baseline", "rate", "conversion_rate", "baseline_rate", "cr"},
    [CVS_IDEAS_TRAFFIC] = {"traffic", "visitors", "visitors_per_day", "traffic_per_day", "daily_visitors"},
    [CVS_IDEAS_LIFT] = {"lift", "expected_lift", "uplift", "lift_mean"},
    [CVS_IDEAS_LIFT_SD] = {"lift_sd", "lift_spread", "spread", "sd", "uncertainty"},
    [CVS_IDEAS_VALUE] = {"value", "value_per_conversion", "order_value"},
    [CVS_IDEAS_COST] = {"cost", "cost_of_change", "change_cost"},
    [CVS_IDEAS_TEST_COST] = {"test_cost", "cost_of_test"},
    [CVS_IDEAS_DELAY_COST] = {"delay_cost", "cost_of_delay"},
    [CVS_IDEAS_HORIZON] = {"horizon", "horizon_days", "days"},
};

const char *cvs_ideas_role_name(cvs_ideas_role role) {
  return names[role][0];
}

/* Its place among the names of a role, NAMES_MAX where it is none. */
static size_t find_name(cvs_ideas_role which, const char *folded) {
  size_t i = 0;
  while (i < NAMES_MAX && (names[which][i] == NULL || strcmp(names[which][i], folded) != 0))
    i++;
  return i;
}

bool cvs_ideas_knows(const char *folded) {
  for (int which = 0; which < CVS_IDEAS_ROLES; which++)
    if (find_name((cvs_ideas_role)which, folded) < NAMES_MAX)
      return true;
  return false;
}

/* --- columns --- */

static cvs_status fail_twice(const cvs_table *table, cvs_ideas_role which, size_t first, size_t second,
                             cvs_error *error) {
  char a[CVS_SHOWN_MAX];
  char b[CVS_SHOWN_MAX];
  return cvs_fail_at(error, CVS_EDATA, table->source, table->header_line,
                     "columns %s and %s both look like the %s, expected one: rename the other",
                     cvs_show_value(a, table->column[first]), cvs_show_value(b, table->column[second]),
                     names[which][0]);
}

/* The column with this role: its canonical name, else the only other name of it. */
static cvs_status find_column(const cvs_table *table, cvs_ideas_role which, size_t *out, cvs_error *error) {
  size_t second = CVS_IDEAS_NONE;
  size_t fit = NAMES_MAX;
  *out = CVS_IDEAS_NONE;
  for (size_t i = 0; i < table->column_count; i++) {
    cvs_strbuf folded = {0};
    cvs_utf8_add_folded(&folded, table->column[i], strlen(table->column[i]));
    const bool failed = folded.failed;
    const size_t here = find_name(which, cvs_strbuf_text(&folded));
    cvs_strbuf_free(&folded);
    if (failed)
      return cvs_fail_memory(error);
    if (here == NAMES_MAX || (fit == 0 && here > 0))
      continue;
    second = fit == NAMES_MAX || (here == 0 && fit > 0) ? CVS_IDEAS_NONE : i;
    if (second != CVS_IDEAS_NONE)
      break;
    *out = i;
    fit = here;
  }
  return second == CVS_IDEAS_NONE ? CVS_OK : fail_twice(table, which, *out, second, error);
}

static cvs_status fail_missing(const cvs_table *table, cvs_ideas_role which, const char *otherwise, cvs_error *error) {
  char list[CVS_SHOWN_LIST_MAX];
  return cvs_fail_at(error, CVS_EDATA, table->source, table->header_line,
                     "there is no column %s%s, expected one beside %s", names[which][0], otherwise,
                     cvs_show_list(list, table->column, table->column_count));
}

static cvs_status check_columns(const cvs_table *table, const cvs_ideas_options *options, const size_t *column,
                                cvs_error *error) {
  static const cvs_ideas_role needed[] = {CVS_IDEAS_NAME, CVS_IDEAS_BASELINE, CVS_IDEAS_LIFT, CVS_IDEAS_LIFT_SD};
  for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
    if (column[needed[i]] == CVS_IDEAS_NONE)
      return fail_missing(table, needed[i], "", error);
  if (column[CVS_IDEAS_TRAFFIC] == CVS_IDEAS_NONE && !(options->traffic > 0))
    return fail_missing(table, CVS_IDEAS_TRAFFIC, " and no --traffic", error);
  if (column[CVS_IDEAS_VALUE] == CVS_IDEAS_NONE && !(options->value_per_conversion > 0))
    return fail_missing(table, CVS_IDEAS_VALUE, " and no --value-per-conversion", error);
  if (column[CVS_IDEAS_HORIZON] == CVS_IDEAS_NONE && options->horizon_days == 0)
    return fail_missing(table, CVS_IDEAS_HORIZON, " and no --horizon", error);
  return CVS_OK;
}

cvs_status cvs_ideas_find_columns(const cvs_table *table, const cvs_ideas_options *options, cvs_ideas_columns *out,
                                  cvs_error *error) {
  cvs_status status = CVS_OK;
  for (int which = 0; which < CVS_IDEAS_ROLES && status == CVS_OK; which++)
    status = find_column(table, (cvs_ideas_role)which, &out->column[which], error);
  return status == CVS_OK ? check_columns(table, options, out->column, error) : status;
}

/* --- one row --- */

static cvs_status fail_field(cvs_ideas_row *w, cvs_ideas_role which, const char *expected) {
  const cvs_field *field = &w->record->field[w->columns->column[which]];
  char name[CVS_SHOWN_MAX];
  char value[CVS_SHOWN_MAX];
  w->skip = CVS_SKIP_NUMBER;
  return cvs_fail_at(w->error, CVS_EDATA, w->table->source, w->record->line, "column %s is %s, expected %s",
                     cvs_show_value(name, w->table->column[w->columns->column[which]]),
                     field->length == 0 ? "empty" : cvs_show_value(value, field->text), expected);
}

/* What a column must be. */
typedef struct domain {
  cvs_ideas_role which;
  double low, high;
  bool open;          /* the ends are outside */
  bool percent_above; /* 1 and more only with a percent sign */
  const char *expected;
} domain;

static bool is_inside(const domain *d, const cvs_decimal *number) {
  if (d->percent_above && !number->percent && number->value >= 1)
    return false;
  return d->open ? number->value > d->low && number->value < d->high
                 : number->value >= d->low && number->value <= d->high;
}

/* An empty field, or no column, leaves *out as it is where that is allowed. */
static cvs_status read_number(cvs_ideas_row *w, const domain *d, bool optional, double *out) {
  const size_t column = w->columns->column[d->which];
  cvs_decimal number;
  if (column == CVS_IDEAS_NONE || (optional && w->record->field[column].length == 0))
    return CVS_OK;
  const cvs_field *field = &w->record->field[column];
  const cvs_number_fault fault = cvs_read_decimal(field->text, field->length, &w->table->numbers, &number);
  if (fault == CVS_NUMBER_AMBIGUOUS)
    return fail_field(w, d->which, cvs_number_expected(fault));
  if (fault != CVS_NUMBER_FINE || !is_inside(d, &number))
    return fail_field(w, d->which, d->expected);
  *out = number.value;
  return CVS_OK;
}

/* "180", "180d" or "26w". */
static cvs_status read_horizon(cvs_ideas_row *w, uint64_t *out) {
  static const char expected[] = "1 to 36500 days (180, 180d or 26w)";
  const size_t column = w->columns->column[CVS_IDEAS_HORIZON];
  enum { WEEK_DAYS = 7 };
  if (column == CVS_IDEAS_NONE || w->record->field[column].length == 0)
    return *out > 0 ? CVS_OK : fail_field(w, CVS_IDEAS_HORIZON, expected);
  const cvs_field *field = &w->record->field[column];
  const char unit = field->text[field->length - 1];
  const bool has_unit = unit == 'd' || unit == 'w';
  uint64_t number = 0;
  const cvs_number_fault fault =
      cvs_read_count(field->text, field->length - (has_unit ? 1 : 0), &w->table->numbers, &number);
  const uint64_t days = unit == 'w' && number <= CVS_MONEY_HORIZON_MAX ? number * WEEK_DAYS : number;
  if (fault != CVS_NUMBER_FINE || days < 1 || days > CVS_MONEY_HORIZON_MAX)
    return fail_field(w, CVS_IDEAS_HORIZON, expected);
  *out = days;
  return CVS_OK;
}

static cvs_status read_belief(cvs_ideas_row *w, cvs_money_prospect *out) {
  static const domain baseline = {CVS_IDEAS_BASELINE, 0, 1, true, false, "a rate above 0 and below 1 (0.032 or 3.2%)"};
  static const domain lift = {CVS_IDEAS_LIFT, -1,   1e6,
                              true,           true, "a lift above -100% (0.05 or 5%; 1 and more only as 150%)"};
  static const domain spread = {
      CVS_IDEAS_LIFT_SD, 0, 10, true, true, "the spread of the lift, above 0 (0.05 or 5%; 1 and more only as 150%)"};
  cvs_status status = read_number(w, &baseline, false, &out->baseline);
  if (status == CVS_OK)
    status = read_number(w, &lift, false, &out->lift_mean);
  if (status == CVS_OK)
    status = read_number(w, &spread, false, &out->lift_sd);
  if (status == CVS_OK && !(out->baseline * (1 + out->lift_mean) < 1))
    status = fail_field(w, CVS_IDEAS_LIFT, "a lift that takes the rate to less than 100%");
  return status;
}

static cvs_status read_terms(cvs_ideas_row *w, cvs_money_prospect *out) {
  static const domain traffic = {CVS_IDEAS_TRAFFIC, 0, 1e12, true, false, "visitors a day, above 0"};
  static const domain value = {CVS_IDEAS_VALUE, 0, CVS_MONEY_MAX, true, false, "the value of a conversion, above 0"};
  static const domain costs[] = {{CVS_IDEAS_COST, 0, CVS_MONEY_MAX, false, false, "a cost of 0 or more"},
                                 {CVS_IDEAS_TEST_COST, 0, CVS_MONEY_MAX, false, false, "a cost of 0 or more"},
                                 {CVS_IDEAS_DELAY_COST, 0, CVS_MONEY_MAX, false, false, "a cost of 0 or more"}};
  double *const cost[] = {&out->terms.cost_of_change, &out->cost_of_test, &out->terms.cost_of_delay};
  cvs_status status = read_number(w, &traffic, out->terms.traffic > 0, &out->terms.traffic);
  if (status == CVS_OK)
    status = read_number(w, &value, out->terms.value_per_conversion > 0, &out->terms.value_per_conversion);
  for (size_t i = 0; i < sizeof costs / sizeof costs[0] && status == CVS_OK; i++)
    status = read_number(w, &costs[i], true, cost[i]);
  return status == CVS_OK ? read_horizon(w, &out->terms.horizon_days) : status;
}

cvs_status cvs_ideas_row_read(cvs_ideas_row *row, const cvs_field **name, cvs_money_prospect *out) {
  *name = &row->record->field[row->columns->column[CVS_IDEAS_NAME]];
  cvs_status status = (*name)->length > 0 ? CVS_OK : fail_field(row, CVS_IDEAS_NAME, "the name of an idea");
  if (status == CVS_OK)
    status = read_belief(row, out);
  return status == CVS_OK ? read_terms(row, out) : status;
}
