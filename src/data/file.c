/* One file into the dataset: delimiter, header, then its records. */
#include "base/error.h"
#include "base/mem.h"
#include "data/roles.h"
#include "data/rows.h"
#include <string.h>

/* A file while it is read. */
typedef struct reader {
  cvs_rows rows;
  cvs_decoder *decoder;
  cvs_scanner *scanner;
} reader;

static cvs_status choose_delimiter(reader *r, char *out, cvs_error *error) {
  static const char excel[] = "sep="; /* Excel's own first line: sep=; */
  const char *line = NULL;
  size_t length = 0;
  const cvs_status status = cvs_scanner_peek(r->scanner, &line, &length, error);
  if (status != CVS_OK || line == NULL)
    return status;
  if (length != sizeof excel || memcmp(line, excel, sizeof excel - 1) != 0)
    return cvs_delimiter_find(line, length, r->rows.options, out, error);
  *out = line[length - 1];
  return cvs_scanner_drop(r->scanner, error);
}

static cvs_status read_header(reader *r, cvs_record *header, cvs_error *error) {
  cvs_skip skip = CVS_SKIP_NONE;
  char delimiter = ',';
  cvs_status status = choose_delimiter(r, &delimiter, error);
  if (status != CVS_OK)
    return status;
  r->rows.numbers.delimiter = r->rows.options->delimiter != '\0' ? r->rows.options->delimiter : delimiter;
  r->rows.numbers.decimal = r->rows.options->decimal;
  cvs_scanner_set_delimiter(r->scanner, r->rows.numbers.delimiter);
  status = cvs_scanner_next(r->scanner, header, &skip, error);
  if (status == CVS_OK && header->count == 0)
    return cvs_fail_at(error, CVS_EDATA, r->rows.source, 0,
                       "the file is empty, expected a header such as variant,visitors,conversions");
  return status;
}

static cvs_status keep_names(reader *r, const cvs_record *header, cvs_error *error) {
  r->rows.column = cvs_arena_alloc(&r->rows.dataset->arena, header->count * sizeof *r->rows.column);
  bool failed = r->rows.column == NULL;
  for (size_t i = 0; i < header->count && !failed; i++) {
    r->rows.column[i] = cvs_arena_copy(&r->rows.dataset->arena, header->field[i].text, header->field[i].length);
    failed = r->rows.column[i] == NULL;
  }
  return failed ? cvs_fail_memory(error) : CVS_OK;
}

static cvs_status keep_by_names(reader *r, cvs_error *error) {
  cvs_dataset *const dataset = r->rows.dataset;
  dataset->by_count = r->rows.options->by_count;
  if (dataset->by_name != NULL || dataset->by_count == 0)
    return CVS_OK;
  dataset->by_name = cvs_arena_alloc(&dataset->arena, dataset->by_count * sizeof *dataset->by_name);
  if (dataset->by_name == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < dataset->by_count; i++)
    dataset->by_name[i] = r->rows.column[r->rows.schema.by[i]];
  return CVS_OK;
}

/* What the dataset tells about this file. */
static cvs_status keep_info(reader *r, cvs_error *error) {
  cvs_dataset *const dataset = r->rows.dataset;
  cvs_file_info info = {.delimiter = r->rows.numbers.delimiter};
  const char *const encoding = cvs_decoder_encoding(r->decoder);
  info.name = cvs_arena_copy(&dataset->arena, r->rows.source, strlen(r->rows.source));
  info.encoding = cvs_arena_copy(&dataset->arena, encoding, strlen(encoding));
  for (int role = 0; role < CVS_ROLES; role++)
    info.role[role] = r->rows.schema.role[role] == CVS_NO_COLUMN ? NULL : r->rows.column[r->rows.schema.role[role]];
  cvs_file_info *grown =
      cvs_array_grow(dataset->file, &dataset->file_capacity, dataset->info.file_count + 1, sizeof *grown);
  dataset->file = grown == NULL ? dataset->file : grown;
  if (grown == NULL || info.name == NULL || info.encoding == NULL)
    return cvs_fail_memory(error);
  dataset->file[dataset->info.file_count++] = info;
  if (dataset->info.weak_unit == NULL)
    dataset->info.weak_unit = r->rows.schema.weak_unit;
  if (r->rows.schema.day == CVS_NO_COLUMN)
    dataset->has_undated = true;
  else
    dataset->has_days = true;
  return CVS_OK;
}

static cvs_status read_rows(reader *r, cvs_error *error) {
  cvs_error problem = {0};
  for (;;) { /* each turn takes a record, or a bad line */
    cvs_record record;
    cvs_skip skip = CVS_SKIP_NONE;
    cvs_status status = cvs_scanner_next(r->scanner, &record, &skip, &problem);
    if (status == CVS_OK && record.count == 0)
      return CVS_OK;
    if (status == CVS_OK)
      status = cvs_rows_add(&r->rows, &record, &skip, &problem);
    else
      r->rows.dataset->info.rows++;
    if (status == CVS_OK)
      continue;
    if (skip == CVS_SKIP_NONE || !r->rows.options->skip_bad)
      return cvs_fail_at(error, status, problem.source, problem.line, "%s", problem.message);
    r->rows.dataset->skipped[skip]++;
    problem = (cvs_error){0};
  }
}

static cvs_status prepare(reader *r, cvs_error *error) {
  cvs_record header;
  cvs_status status = read_header(r, &header, error);
  if (status == CVS_OK)
    status = keep_names(r, &header, error);
  if (status != CVS_OK)
    return status;
  cvs_scanner_set_columns(r->scanner, r->rows.column, header.count);
  const cvs_header named = {r->rows.source, header.line, header.count, r->rows.column};
  status = cvs_schema_find(&named, r->rows.options, &r->rows.dataset->arena, &r->rows.schema, error);
  if (status == CVS_OK)
    status = keep_by_names(r, error);
  return status == CVS_OK ? keep_info(r, error) : status;
}

static cvs_status read_all(reader *r, cvs_error *error) {
  cvs_status status = cvs_scanner_new(r->decoder, &r->scanner, error);
  if (status == CVS_OK)
    status = prepare(r, error);
  if (status != CVS_OK)
    return status;
  cvs_days_begin_file(&r->rows.dataset->days);
  status = read_rows(r, error);
  if (status == CVS_OK && r->rows.schema.day != CVS_NO_COLUMN)
    status = cvs_days_settle(&r->rows.dataset->days, r->rows.source, r->rows.column[r->rows.schema.day], error);
  return status;
}

cvs_status cvs_dataset_add(cvs_dataset *dataset, cvs_input *input, const cvs_read_options *options, cvs_error *error) {
  reader r = {.rows = {.dataset = dataset, .options = options, .source = cvs_input_name(input)}};
  cvs_error problem = {0};
  r.rows.dates.format = options->date_format;
  if (options->timezone != NULL)
    (void)cvs_read_timezone(options->timezone, &r.rows.dates.offset_seconds); /* checked with the options */
  cvs_status status = cvs_decoder_new(input, options->encoding, &r.decoder, &problem);
  if (status == CVS_OK)
    status = read_all(&r, &problem);
  if (status != CVS_OK)
    (void)cvs_fail_at(error, status, r.rows.source, problem.line, "%s", problem.message);
  cvs_scanner_free(r.scanner);
  cvs_decoder_free(r.decoder);
  cvs_strbuf_free(&r.rows.key);
  return status;
}
