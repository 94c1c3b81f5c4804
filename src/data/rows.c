/* Records to cells, by the schema of their file. */
#include "data/rows.h"
#include "base/error.h"
#include "base/utf8.h"
#include <stdio.h>
#include <string.h>

/* A record while its values are read; `skip` tells why it failed. */
typedef struct row {
  const cvs_record *record;
  cvs_cell cell;
  cvs_date date;
  cvs_skip skip;
  cvs_error *error;
} row;

/* The field of a column; columns without a name may be left out of a row. */
static cvs_field field_of(const row *w, size_t column) {
  return column < w->record->count ? w->record->field[column] : (cvs_field){"", 0};
}

/* The variant of a record; without a column of them all records are of one. */
static cvs_field variant_of(const row *w, const cvs_rows *r) {
  const size_t column = r->schema.role[CVS_ROLE_VARIANT];
  return column == CVS_NO_COLUMN ? (cvs_field){"all", sizeof "all" - 1} : field_of(w, column);
}

static cvs_status fail_field(row *w, const cvs_rows *r, size_t column, cvs_skip skip, const char *expected) {
  char name[CVS_SHOWN_MAX];
  char value[CVS_SHOWN_MAX];
  const cvs_field field = field_of(w, column);
  w->skip = skip;
  return cvs_fail_at(w->error, CVS_EDATA, r->source, w->record->line, "column %s is %s, expected %s",
                     cvs_show_value(name, r->column[column]),
                     field.length == 0 ? "empty" : cvs_show_value(value, field.text), expected);
}

/* As many fields as the header has; columns without a name and empty fields behind may come or go. */
static cvs_status check_width(row *w, const cvs_rows *r) {
  char shown[CVS_SHOWN_MAX];
  const size_t columns = r->schema.column_count;
  const size_t count = w->record->count;
  if (count < r->schema.named_count) {
    w->skip = CVS_SKIP_RAGGED;
    return cvs_fail_at(w->error, CVS_EDATA, r->source, w->record->line,
                       "the line has %zu field%s, expected %zu: column %s is missing", count, count == 1 ? "" : "s",
                       r->schema.named_count, cvs_show_value(shown, r->column[count]));
  }
  for (size_t i = columns; i < count; i++) {
    if (w->record->field[i].length == 0)
      continue;
    w->skip = CVS_SKIP_RAGGED;
    return cvs_fail_at(w->error, CVS_EDATA, r->source, w->record->line,
                       "the line has %zu fields, expected %zu: %s has no column", count, columns,
                       cvs_show_value(shown, w->record->field[i].text));
  }
  return CVS_OK;
}

static cvs_status read_count(row *w, const cvs_rows *r, cvs_role role, uint64_t *out) {
  const size_t column = r->schema.role[role];
  const cvs_field field = field_of(w, column);
  const cvs_number_fault fault = cvs_read_count(field.text, field.length, &r->numbers, out);
  return fault == CVS_NUMBER_FINE ? CVS_OK : fail_field(w, r, column, CVS_SKIP_NUMBER, cvs_number_expected(fault));
}

static bool is_word(cvs_field field, const char *const *words) {
  cvs_strbuf folded = {0};
  bool found = false;
  cvs_utf8_add_folded(&folded, field.text, field.length);
  for (size_t i = 0; words[i] != NULL && !found; i++)
    found = strcmp(cvs_strbuf_text(&folded), words[i]) == 0;
  cvs_strbuf_free(&folded);
  return found;
}

/* A row of visitors who all converted or all did not: with a value of its own, else yes or no. */
static cvs_status read_converted(row *w, const cvs_rows *r) {
  static const char *const yes[] = {"1", "true", "yes", NULL};
  static const char *const no[] = {"0", "false", "no", NULL};
  const size_t column = r->schema.role[CVS_ROLE_CONVERTED];
  const cvs_field field = field_of(w, column);
  bool converted = r->schema.converted != NULL && strlen(r->schema.converted) == field.length &&
                   memcmp(r->schema.converted, field.text, field.length) == 0;
  if (r->schema.converted == NULL) {
    converted = is_word(field, yes);
    if (!converted && !is_word(field, no))
      return fail_field(w, r, column, CVS_SKIP_NUMBER, "0 or 1, true or false, yes or no, or --converted COL=VALUE");
  }
  w->cell.sample.conversions = converted ? w->cell.sample.visitors : 0;
  return CVS_OK;
}

static cvs_status read_conversions(row *w, const cvs_rows *r) {
  if (r->schema.role[CVS_ROLE_CONVERSIONS] == CVS_NO_COLUMN)
    return read_converted(w, r);
  return read_count(w, r, CVS_ROLE_CONVERSIONS, &w->cell.sample.conversions);
}

static cvs_status check_conversions(row *w, const cvs_rows *r) {
  const cvs_sample *const sample = &w->cell.sample;
  if (sample->conversions <= sample->visitors)
    return CVS_OK;
  char name[CVS_SHOWN_MAX];
  char expected[CVS_SHOWN_MAX + CVS_SHOWN_MAX];
  (void)snprintf(expected, sizeof expected, "at most the %llu of column %s", (unsigned long long)sample->visitors,
                 cvs_show_value(name, r->column[r->schema.role[CVS_ROLE_VISITORS]]));
  return fail_field(w, r, r->schema.role[CVS_ROLE_CONVERSIONS], CVS_SKIP_CONVERSIONS, expected);
}

static cvs_status read_day(row *w, const cvs_rows *r) {
  if (r->schema.day == CVS_NO_COLUMN)
    return CVS_OK;
  const cvs_field field = field_of(w, r->schema.day);
  if (cvs_read_date(field.text, field.length, &r->dates, &w->date))
    return CVS_OK;
  return fail_field(w, r, r->schema.day, CVS_SKIP_DATE,
                    r->dates.format != NULL ? r->dates.format : "a date such as 2024-08-31");
}

/* The values of a record, none of them kept yet. */
static cvs_status read_values(row *w, const cvs_rows *r) {
  cvs_status status = check_width(w, r);
  if (status == CVS_OK && variant_of(w, r).length == 0)
    status = fail_field(w, r, r->schema.role[CVS_ROLE_VARIANT], CVS_SKIP_VARIANT, "the name of a variant");
  if (status == CVS_OK)
    status = read_count(w, r, CVS_ROLE_VISITORS, &w->cell.sample.visitors);
  if (status == CVS_OK)
    status = read_conversions(w, r);
  if (status == CVS_OK)
    status = check_conversions(w, r);
  return status == CVS_OK ? read_day(w, r) : status;
}

/* Columns whose values together have a number. */
typedef struct combination {
  const size_t *column;
  size_t count;
  cvs_map *map; /* key: each value with a 0 behind it */
} combination;

static cvs_status intern_values(const row *w, cvs_rows *r, const combination *values, uint32_t *out) {
  bool added = false;
  cvs_strbuf_clear(&r->key);
  for (size_t i = 0; i < values->count; i++) {
    const cvs_field field = field_of(w, values->column[i]);
    cvs_strbuf_add_bytes(&r->key, field.text, field.length);
    cvs_strbuf_add_char(&r->key, '\0');
  }
  return r->key.failed ? CVS_ENOMEM : cvs_map_intern(values->map, cvs_strbuf_text(&r->key), r->key.length, out, &added);
}

static cvs_status intern_keys(row *w, cvs_rows *r) {
  cvs_dataset *const dataset = r->dataset;
  const cvs_read_options *const options = r->options;
  const cvs_field variant = variant_of(w, r);
  const combination by = {r->schema.by, options->by_count, dataset->groups};
  const combination strata = {r->schema.stratify, options->stratify_count, dataset->strata};
  bool added = false;
  cvs_status status = intern_values(w, r, &by, &w->cell.group);
  if (status == CVS_OK)
    status = cvs_map_intern(dataset->variants, variant.text, variant.length, &w->cell.variant, &added);
  if (status == CVS_OK && options->stratify_count > 0)
    status = intern_values(w, r, &strata, &w->cell.stratum);
  if (status == CVS_OK && r->schema.day != CVS_NO_COLUMN)
    status = cvs_days_add(&dataset->days, &w->date, w->record->line, field_of(w, r->schema.day).text, &w->cell.day);
  return status;
}

static cvs_status keep_row(row *w, cvs_rows *r) {
  cvs_status status = intern_keys(w, r);
  if (status == CVS_OK)
    status = cvs_cells_add(&r->dataset->cells, &w->cell);
  if (status == CVS_EDATA)
    return fail_field(w, r, r->schema.role[CVS_ROLE_VISITORS], CVS_SKIP_NUMBER,
                      "at most 9007199254740991 (2^53 - 1) in all rows of a variant together");
  if (status == CVS_ELIMIT)
    return cvs_fail_at(w->error, status, r->source, w->record->line,
                       "there are too many groups, expected at most 4294967294 of them");
  return status == CVS_OK ? CVS_OK : cvs_fail_memory(w->error);
}

static bool is_empty(const cvs_record *record) {
  for (size_t i = 0; i < record->count; i++)
    if (record->field[i].length > 0)
      return false;
  return true;
}

cvs_status cvs_rows_add(cvs_rows *r, const cvs_record *record, cvs_skip *skip, cvs_error *error) {
  row w = {.record = record, .error = error};
  if (is_empty(record)) /* spreadsheets leave lines of delimiters behind their tables */
    return CVS_OK;
  r->dataset->info.rows++;
  cvs_status status = read_values(&w, r);
  if (status == CVS_OK)
    status = keep_row(&w, r);
  *skip = w.skip;
  return status;
}
