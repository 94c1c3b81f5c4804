/* A file as a header and rows of text. */
#include "data/table.h"

#include "base/error.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include <string.h>

/* Known names a line has with this delimiter, and its fields. */
static cvs_status weigh(const cvs_record *line, char delimiter, cvs_table_knows *knows, size_t *out) {
  enum { KNOWN_WEIGHT = 1000, FIELDS_COUNTED = KNOWN_WEIGHT - 1 };
  const char *const text = line->field[0].text;
  const size_t length = line->field[0].length;
  size_t known = 0, fields = 0, begin = 0;
  bool quoted = false, failed = false;
  for (size_t i = 0; i <= length && fields < FIELDS_COUNTED && !failed; i++) {
    quoted = i < length && text[i] == '"' ? !quoted : quoted;
    if (i < length && (quoted || text[i] != delimiter))
      continue;
    const bool in_quotes = i - begin >= 2 && text[begin] == '"' && text[i - 1] == '"';
    cvs_strbuf folded = {0};
    cvs_utf8_add_folded(&folded, text + begin + in_quotes, i - begin - (in_quotes ? 2 : 0));
    known += knows(cvs_strbuf_text(&folded)) ? 1 : 0;
    failed = folded.failed;
    cvs_strbuf_free(&folded);
    fields++;
    begin = i + 1;
  }
  *out = known * KNOWN_WEIGHT + fields;
  return failed ? CVS_ENOMEM : CVS_OK;
}

static cvs_status find_delimiter(const cvs_record *line, cvs_table_knows *knows, char *out, cvs_error *error) {
  static const char candidates[] = {',', ';', '\t', '|'};
  size_t best = 0;
  for (size_t i = 0; i < sizeof candidates; i++) {
    size_t weight = 0;
    if (weigh(line, candidates[i], knows, &weight) != CVS_OK)
      return cvs_fail_memory(error);
    if (weight > best)
      *out = candidates[i];
    best = weight > best ? weight : best;
  }
  return CVS_OK;
}

/* From Excel's own first line (sep=;), else from the header. */
static cvs_status choose_delimiter(cvs_table *table, char *out, cvs_error *error) {
  static const char excel[] = "sep=";
  cvs_field field = {NULL, 0};
  cvs_status status = cvs_scanner_peek(table->scanner, &field.text, &field.length, error);
  if (status != CVS_OK || field.text == NULL)
    return status;
  if (field.length == sizeof excel && memcmp(field.text, excel, sizeof excel - 1) == 0) {
    *out = field.text[field.length - 1];
    return cvs_scanner_drop(table->scanner, error);
  }
  const cvs_record line = {.count = 1, .field = &field};
  return find_delimiter(&line, table->knows, out, error);
}

static cvs_status keep_names(cvs_table *table, const cvs_record *header, cvs_error *error) {
  table->column = cvs_arena_alloc(table->arena, header->count * sizeof *table->column);
  if (table->column == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < header->count; i++) {
    table->column[i] = cvs_arena_copy(table->arena, header->field[i].text, header->field[i].length);
    if (table->column[i] == NULL)
      return cvs_fail_memory(error);
  }
  table->column_count = header->count;
  table->header_line = header->line;
  while (table->column_count > 0 && table->column[table->column_count - 1][0] == '\0')
    table->column_count--; /* spreadsheets leave delimiters behind */
  cvs_scanner_set_columns(table->scanner, table->column, header->count);
  return CVS_OK;
}

static cvs_status read_header(cvs_table *table, const cvs_read_options *options, cvs_error *error) {
  cvs_record header = {0};
  cvs_skip skip = CVS_SKIP_NONE;
  char found = ',';
  cvs_status status = choose_delimiter(table, &found, error);
  if (status != CVS_OK)
    return status;
  table->numbers.delimiter = options->delimiter != '\0' ? options->delimiter : found;
  table->numbers.decimal = options->decimal;
  cvs_scanner_set_delimiter(table->scanner, table->numbers.delimiter);
  status = cvs_scanner_next(table->scanner, &header, &skip, error);
  if (status != CVS_OK)
    return status;
  if (header.count == 0)
    return cvs_fail_at(error, CVS_EDATA, table->source, 0, "the file is empty, expected a header");
  return keep_names(table, &header, error);
}

cvs_status cvs_table_open(cvs_table *table, cvs_input *input, const cvs_read_options *options, cvs_error *error) {
  table->source = cvs_input_name(input);
  cvs_status status = cvs_decoder_new(input, options->encoding, &table->decoder, error);
  if (status == CVS_OK)
    status = cvs_scanner_new(table->decoder, &table->scanner, error);
  return status == CVS_OK ? read_header(table, options, error) : status;
}

void cvs_table_close(cvs_table *table) {
  cvs_scanner_free(table->scanner);
  cvs_decoder_free(table->decoder);
  *table = (cvs_table){.source = NULL};
}

static bool is_empty(const cvs_record *record) {
  for (size_t i = 0; i < record->count; i++)
    if (record->field[i].length > 0)
      return false;
  return true;
}

/* Empty fields behind the last column are left over from spreadsheets. */
static cvs_status check_width(const cvs_table *table, const cvs_record *record, cvs_skip *skip, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  for (size_t i = table->column_count; i < record->count; i++)
    if (record->field[i].length > 0) {
      *skip = CVS_SKIP_RAGGED;
      return cvs_fail_at(error, CVS_EDATA, table->source, record->line,
                         "the line has %zu fields, expected %zu: %s has no column", record->count, table->column_count,
                         cvs_show_value(shown, record->field[i].text));
    }
  if (record->count >= table->column_count)
    return CVS_OK;
  *skip = CVS_SKIP_RAGGED;
  return cvs_fail_at(error, CVS_EDATA, table->source, record->line,
                     "the line has %zu field%s, expected %zu: column %s is missing", record->count,
                     record->count == 1 ? "" : "s", table->column_count,
                     cvs_show_value(shown, table->column[record->count]));
}

cvs_status cvs_table_next(cvs_table *table, cvs_record *record, cvs_skip *skip, cvs_error *error) {
  *skip = CVS_SKIP_NONE;
  do { /* the text ends, or a row is not empty */
    const cvs_status status = cvs_scanner_next(table->scanner, record, skip, error);
    if (status != CVS_OK || record->count == 0)
      return status;
  } while (is_empty(record));
  return check_width(table, record, skip, error);
}
