/* UTF-8 text to records and fields, with the line each record begins on. Through libcsv.
 *
 * libcsv knows no lines, so it is fed one physical line at a time: a line that ends without a record
 * has opened a quote. The raw bytes of a record stay in the buffer until it is complete, so that after
 * a bad one reading can go on at its second line. */
#include "data/scan.h"
#include "base/error.h"
#include "base/mem.h"
#include "data/lines.h"
#include <csv.h>
#include <stdio.h>
#include <string.h>

enum { FIELD_MAX = 1 << 20, RECORD_MAX = 4 << 20, FIELD_GROWTH = 4096 };
/* libcsv asks for room before it looks at what ends a field, and keeps the closing quote with it: it gets some more,
 * and take_field measures the field. */
enum { BUFFER_MAX = FIELD_MAX + FIELD_GROWTH };

struct cvs_scanner {
  const char *source;
  cvs_lines lines; /* keep: where the record begins */
  struct csv_parser parser;
  char delimiter;
  const char *const *column;
  size_t column_count;

  uint64_t record_line;
  uint64_t opened_line; /* of the field that is still open; 0: none */
  size_t second_line;   /* bytes of the record before its second line; 0 while it has one line */
  bool discarding;      /* the rest of this line belongs to a bad record */

  cvs_fields fields;  /* of the record */
  uint64_t long_line; /* where the last of them is too long: the line it begins on; else 0 */
  bool complete;      /* libcsv has ended the record */
  bool unclosed;      /* the text has ended inside quotes */
};

/* libcsv grows its field through this: a null pointer is how it learns the limit. It then asks for
 * less and less; these smaller steps are refused as well. */
static void *grow_field(void *old, size_t size) {
  return size > BUFFER_MAX || size % FIELD_GROWTH != 0 ? NULL : cvs_realloc(old, size);
}

/* libcsv trims spaces and tabs around a field; where the tab is the delimiter, spaces only. */
static int is_space(unsigned char c) {
  return c == ' ';
}

static bool start_parser(cvs_scanner *scanner) {
  if (csv_init(&scanner->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
    return false;
  csv_set_realloc_func(&scanner->parser, grow_field);
  csv_set_free_func(&scanner->parser, cvs_free);
  csv_set_blk_size(&scanner->parser, FIELD_GROWTH);
  cvs_scanner_set_delimiter(scanner, scanner->delimiter);
  return true;
}

cvs_status cvs_scanner_new_in_memory(const char *source, cvs_scanner **out, cvs_error *error) {
  *out = cvs_calloc(1, sizeof **out);
  if (*out == NULL)
    return cvs_fail_memory(error);
  (*out)->source = source;
  (*out)->lines.number = 1;
  (*out)->delimiter = ',';
  if (start_parser(*out))
    return CVS_OK;
  cvs_free(*out);
  *out = NULL;
  return cvs_fail_memory(error);
}

cvs_status cvs_scanner_new(cvs_decoder *decoder, cvs_scanner **out, cvs_error *error) {
  const cvs_status status = cvs_scanner_new_in_memory(cvs_decoder_source(decoder), out, error);
  if (status == CVS_OK)
    (*out)->lines.decoder = decoder;
  return status;
}

void cvs_scanner_free(cvs_scanner *scanner) {
  if (scanner == NULL)
    return;
  csv_free(&scanner->parser);
  cvs_fields_free(&scanner->fields);
  cvs_lines_free(&scanner->lines);
  cvs_free(scanner);
}

void cvs_scanner_set_delimiter(cvs_scanner *scanner, char delimiter) {
  scanner->delimiter = delimiter;
  csv_set_delim(&scanner->parser, (unsigned char)delimiter);
  csv_set_space_func(&scanner->parser, delimiter == '\t' ? is_space : NULL);
}

void cvs_scanner_set_columns(cvs_scanner *scanner, const char *const *column, size_t count) {
  scanner->column = column;
  scanner->column_count = count;
}

static bool is_blank(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (strchr(" \t\r\n", text[i]) == NULL || text[i] == '\0')
      return false;
  return true;
}

/* Passes over blank lines (and the rest of a line given up) to where a record begins. */
static cvs_status find_record(cvs_scanner *scanner, size_t *length, cvs_error *error) {
  cvs_lines *const lines = &scanner->lines;
  scanner->second_line = 0;
  for (;;) {
    lines->keep = lines->position;
    const cvs_status status = cvs_lines_load(lines, RECORD_MAX, length, error);
    if (status != CVS_OK || *length == 0)
      return status;
    if (!scanner->discarding && !is_blank(cvs_lines_text(lines), *length))
      return CVS_OK;
    scanner->discarding = scanner->discarding && !cvs_lines_is_whole(lines, *length);
    cvs_lines_pass(lines, *length);
  }
}

cvs_status cvs_scanner_peek(cvs_scanner *scanner, const char **line, size_t *length, cvs_error *error) {
  *length = 0;
  const cvs_status status = find_record(scanner, length, error);
  *line = *length > 0 ? cvs_lines_text(&scanner->lines) : NULL;
  while (*length > 0 && ((*line)[*length - 1] == '\n' || (*line)[*length - 1] == '\r'))
    (*length)--;
  return status;
}

cvs_status cvs_scanner_drop(cvs_scanner *scanner, cvs_error *error) {
  size_t length = 0;
  const cvs_status status = find_record(scanner, &length, error);
  cvs_lines_pass(&scanner->lines, length);
  return status;
}

/* The line that the field at hand begins on. */
static uint64_t field_line(const cvs_scanner *scanner) {
  return scanner->opened_line > 0 ? scanner->opened_line : scanner->lines.number;
}

static void take_field(void *text, size_t length, void *context) {
  cvs_scanner *const scanner = context;
  if (scanner->long_line > 0)
    return;
  cvs_fields_add(&scanner->fields, text, length);
  scanner->long_line = length > FIELD_MAX ? field_line(scanner) : 0;
  scanner->opened_line = 0;
}

static void take_record(int terminator, void *context) {
  (void)terminator;
  ((cvs_scanner *)context)->complete = true;
}

/* The column of a field as messages call it. */
static const char *column_name(const cvs_scanner *scanner, size_t index, char shown[CVS_SHOWN_MAX]) {
  if (index < scanner->column_count)
    return cvs_show_value(shown, scanner->column[index]);
  (void)snprintf(shown, CVS_SHOWN_MAX, "%zu", index + 1);
  return shown;
}

/* What libcsv holds of the field at hand. */
static const char *partial_value(const cvs_scanner *scanner, char shown[CVS_SHOWN_MAX]) {
  char begin[CVS_SHOWN_MAX] = "";
  const size_t held = scanner->parser.entry_pos;
  const size_t length = held < sizeof begin ? held : sizeof begin - 1;
  if (length > 0)
    memcpy(begin, scanner->parser.entry_buf, length);
  begin[length] = '\0';
  return cvs_show_value(shown, begin);
}

/* `column "a" is "12..." <what is wrong with it, what was expected>`, at the line that the field begins on. */
static cvs_status fail_field(const cvs_scanner *scanner, const char *expected, cvs_error *error) {
  char name[CVS_SHOWN_MAX];
  char value[CVS_SHOWN_MAX];
  return cvs_fail_at(error, CVS_EDATA, scanner->source, field_line(scanner), "column %s is %s %s",
                     column_name(scanner, scanner->fields.count, name), partial_value(scanner, value), expected);
}

static const char *const too_long = "and longer than 1 MiB, expected a shorter field (is a quote not closed?)";

/* The field that was taken last is too long. */
static cvs_status fail_long(const cvs_scanner *scanner, cvs_skip *skip, cvs_error *error) {
  char name[CVS_SHOWN_MAX];
  char value[CVS_SHOWN_MAX];
  const size_t last = scanner->fields.count - 1;
  const char *const text = cvs_strbuf_text(&scanner->fields.text) + scanner->fields.offset[last];
  *skip = CVS_SKIP_SIZE;
  return cvs_fail_at(error, CVS_EDATA, scanner->source, scanner->long_line, "column %s is %s %s",
                     column_name(scanner, last, name), cvs_show_value(value, text), too_long);
}

/* A quote where none may be. Behind a field of several lines it may be another field's that is meant to open there. */
static cvs_status fail_quote(const cvs_scanner *scanner, cvs_error *error) {
  char expected[CVS_SHOWN_MAX];
  if (scanner->unclosed)
    return fail_field(scanner, "and its quote is not closed, expected a second quote", error);
  if (field_line(scanner) == scanner->lines.number)
    return fail_field(scanner, "with a quote behind it, expected quotes around a whole field and doubled inside it",
                      error);
  const unsigned long long below = scanner->lines.number - field_line(scanner); /* of a block, lines are counted anew */
  (void)snprintf(expected, sizeof expected,
                 "with text behind its quote %llu %s below, expected quotes around a whole field and doubled inside it "
                 "(is the quote that opens it not closed?)",
                 below, below == 1 ? "line" : "lines");
  return fail_field(scanner, expected, error);
}

/* libcsv has stopped: says why. */
static cvs_status fail_parse(cvs_scanner *scanner, cvs_skip *skip, cvs_error *error) {
  if (csv_error(&scanner->parser) == CSV_EPARSE) {
    *skip = CVS_SKIP_QUOTE;
    return fail_quote(scanner, error);
  }
  if (csv_get_buffer_size(&scanner->parser) < BUFFER_MAX)
    return cvs_fail_memory(error);
  *skip = CVS_SKIP_SIZE;
  return fail_field(scanner, too_long, error);
}

/* Gives the next bytes to libcsv, and its end to it where nothing follows. */
static bool parse(cvs_scanner *scanner, size_t length) {
  const char *const text = cvs_lines_text(&scanner->lines);
  const size_t taken = csv_parse(&scanner->parser, text, length, take_field, take_record, scanner);
  if (taken < length)
    return false;
  if (!scanner->complete && scanner->opened_line == 0 && length > 0)
    scanner->opened_line = scanner->lines.number;
  if (!scanner->lines.ended || cvs_lines_is_whole(&scanner->lines, length) ||
      scanner->lines.position + length < scanner->lines.end)
    return true;
  scanner->unclosed = csv_fini(&scanner->parser, take_field, take_record, scanner) != 0;
  return !scanner->unclosed;
}

/* Refuses a line with a NUL byte. What stands before it goes to libcsv to learn the column. */
static cvs_status check_nul(cvs_scanner *scanner, size_t length, cvs_skip *skip, cvs_error *error) {
  const char *const text = cvs_lines_text(&scanner->lines);
  const char *const found = length == 0 ? NULL : memchr(text, '\0', length);
  if (found == NULL)
    return CVS_OK;
  (void)csv_parse(&scanner->parser, text, (size_t)(found - text), take_field, take_record, scanner);
  scanner->opened_line = 0;
  *skip = CVS_SKIP_NUL;
  return fail_field(scanner, "with a NUL byte behind it, expected text (--encoding names other encodings than UTF-8)",
                    error);
}

static cvs_status feed(cvs_scanner *scanner, size_t length, cvs_skip *skip, cvs_error *error) {
  const cvs_lines *const lines = &scanner->lines;
  const cvs_status status = check_nul(scanner, length, skip, error);
  if (status != CVS_OK)
    return status;
  const bool parsed = parse(scanner, length);
  if (scanner->fields.failed)
    return cvs_fail_memory(error);
  if (scanner->long_line > 0)
    return fail_long(scanner, skip, error);
  if (!parsed)
    return fail_parse(scanner, skip, error);
  if (scanner->complete || lines->position + length - lines->keep < RECORD_MAX)
    return CVS_OK;
  *skip = CVS_SKIP_SIZE;
  return fail_field(scanner, "in a record longer than 4 MiB, expected a shorter one (is a quote not closed?)", error);
}

static void restart_parser(cvs_scanner *scanner) {
  csv_free(&scanner->parser);
  (void)start_parser(scanner); /* it cannot fail: it allocates nothing */
}

/* Gives the record up: reading goes on at its second line, or behind the one it has. No line is read
 * more than three times: a line that opens a quote has an odd number of them, so inside an open quote
 * it would have closed that one, and ended the record or been its error. */
static void give_up(cvs_scanner *scanner, size_t length) {
  cvs_lines *const lines = &scanner->lines;
  if (scanner->second_line > 0) {
    lines->position = lines->keep + scanner->second_line;
    lines->number = scanner->record_line + 1;
  } else {
    scanner->discarding = !cvs_lines_is_whole(lines, length);
    cvs_lines_pass(lines, length);
  }
  restart_parser(scanner);
}

/* Back to where the record at hand begins: it does not end within the text. */
static void put_back(cvs_scanner *scanner) {
  scanner->lines.position = scanner->lines.keep;
  scanner->lines.number = scanner->record_line;
  restart_parser(scanner);
}

/* Lines until a record is complete. */
static cvs_status read_record(cvs_scanner *scanner, size_t length, cvs_skip *skip, cvs_error *error) {
  cvs_lines *const lines = &scanner->lines;
  while (!scanner->complete) {
    cvs_status status = feed(scanner, length, skip, error);
    if (status != CVS_OK) {
      give_up(scanner, length);
      return status;
    }
    cvs_lines_pass(lines, length);
    if (!scanner->complete && scanner->second_line == 0)
      scanner->second_line = lines->position - lines->keep;
    if (!scanner->complete)
      status = cvs_lines_load(lines, RECORD_MAX, &length, error);
    if (status != CVS_OK)
      return status;
    if (lines->cut) {
      put_back(scanner);
      return CVS_OK;
    }
  }
  return CVS_OK;
}

static cvs_status publish(cvs_scanner *scanner, cvs_record *record, cvs_skip *skip, cvs_error *error) {
  char name[CVS_SHOWN_MAX];
  char value[CVS_SHOWN_MAX];
  size_t bad = 0;
  if (!cvs_fields_publish(&scanner->fields))
    return cvs_fail_memory(error);
  *record = (cvs_record){scanner->record_line, scanner->fields.count, scanner->fields.field};
  if (cvs_fields_are_utf8(&scanner->fields, &bad))
    return CVS_OK;
  *skip = CVS_SKIP_ENCODING;
  return cvs_fail_at(error, CVS_EDATA, scanner->source, record->line,
                     "column %s is %s, expected UTF-8 text (--encoding names another encoding)",
                     column_name(scanner, bad, name), cvs_show_value(value, record->field[bad].text));
}

cvs_status cvs_scanner_next(cvs_scanner *scanner, cvs_record *record, cvs_skip *skip, cvs_error *error) {
  size_t length = 0;
  *skip = CVS_SKIP_NONE;
  *record = (cvs_record){0};
  cvs_fields_clear(&scanner->fields);
  scanner->opened_line = 0;
  scanner->long_line = 0;
  scanner->complete = false;
  scanner->unclosed = false;
  cvs_status status = find_record(scanner, &length, error);
  if (status != CVS_OK || length == 0)
    return status;
  scanner->record_line = scanner->lines.number;
  status = read_record(scanner, length, skip, error);
  return status == CVS_OK && scanner->complete ? publish(scanner, record, skip, error) : status;
}

void cvs_scanner_begin(cvs_scanner *scanner, const char *text, size_t length, uint64_t line, bool last) {
  cvs_lines_borrow(&scanner->lines, text, length, line, last);
  scanner->discarding = false;
}

bool cvs_scanner_is_cut(const cvs_scanner *scanner) {
  return scanner->lines.cut;
}

size_t cvs_scanner_taken(const cvs_scanner *scanner) {
  return scanner->lines.position;
}

uint64_t cvs_scanner_line(const cvs_scanner *scanner) {
  return scanner->lines.number;
}

bool cvs_scanner_finish_line(cvs_scanner *scanner) {
  cvs_lines *const lines = &scanner->lines;
  while (scanner->discarding) { /* each turn passes over some of the text */
    size_t length = 0;
    lines->keep = lines->position;
    if (cvs_lines_load(lines, RECORD_MAX, &length, NULL) != CVS_OK || lines->cut)
      return false;
    scanner->discarding = length > 0 && !cvs_lines_is_whole(lines, length);
    cvs_lines_pass(lines, length);
  }
  return true;
}
