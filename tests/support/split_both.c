/* The same text through the scanner alone, as a stream, and through the splitter. */
#include "support/split_both.h"

#include "data/split.h"
#include "data/width.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[SPLIT_COLUMNS_MAX] = {"one", "two", "three", "four", "five", "six", "seven", "eight"};

static void check(bool holds) {
  if (!holds)
    abort();
}

static void write_field(cvs_strbuf *out, cvs_field field) {
  cvs_strbuf_add_bytes(out, field.text, field.length);
  cvs_strbuf_add_char(out, '|');
}

static void write_failure(cvs_strbuf *out, cvs_status status, cvs_skip skip, const cvs_error *error) {
  check(error->status == status && strcmp(error->source, "text") == 0);
  cvs_strbuf_addf(out, "%llu: skip %d %s: %s\n", (unsigned long long)error->line, (int)status, cvs_skip_word(skip),
                  error->message);
}

static void write_record(cvs_strbuf *out, const split_case *c, const cvs_record *record) {
  cvs_strbuf_addf(out, "%llu: |", (unsigned long long)record->line);
  for (size_t i = 0; i < c->column_count; i++)
    if ((c->wanted >> i & 1U) != 0)
      write_field(out, i < record->count ? record->field[i] : (cvs_field){"", 0});
  cvs_strbuf_add_char(out, '\n');
}

static void scan_all(const split_case *c, cvs_scanner *scanner, cvs_strbuf *out) {
  const cvs_width width = {"text", names, c->column_count, c->named_count};
  cvs_status status = CVS_OK;
  cvs_skip skip = CVS_SKIP_NONE;
  while (status == CVS_OK || skip != CVS_SKIP_NONE) {
    cvs_error error = {0};
    cvs_record record;
    status = cvs_scanner_next(scanner, &record, &skip, &error);
    if (status == CVS_OK && record.count == 0)
      return;
    if (status == CVS_OK && cvs_record_is_empty(&record))
      continue;
    if (status == CVS_OK)
      status = cvs_width_check(&width, &record, &skip, &error);
    if (status == CVS_OK)
      write_record(out, c, &record);
    else
      write_failure(out, status, skip, &error);
  }
}

void split_by_scanner(const split_case *c, cvs_strbuf *out) {
  cvs_error error = {0};
  cvs_input *input = NULL;
  cvs_decoder *decoder = NULL;
  cvs_scanner *scanner = NULL;
  check(cvs_input_from_memory("text", c->text, c->length, &input, &error) == CVS_OK);
  check(cvs_decoder_new(input, "UTF-8", &decoder, &error) == CVS_OK);
  check(cvs_scanner_new(decoder, &scanner, &error) == CVS_OK);
  cvs_scanner_set_delimiter(scanner, c->delimiter);
  cvs_scanner_set_columns(scanner, names, c->column_count);
  scan_all(c, scanner, out);
  cvs_strbuf_addf(out, "%llu lines\n", (unsigned long long)cvs_scanner_line(scanner) - 1);
  cvs_scanner_free(scanner);
  cvs_decoder_free(decoder);
  cvs_input_close(input);
}

/* The wanted fields of a record that lies ready; false where all of them are empty. */
static bool write_ready(cvs_strbuf *out, const split_case *c, const cvs_split_ready *ready, size_t index,
                        uint64_t line) {
  cvs_strbuf text = {0};
  size_t length = 0;
  for (size_t i = 0; i < c->column_count; i++) {
    const cvs_field field = cvs_split_field_at(ready->base, ready->before + index * ready->width, i);
    if ((c->wanted >> i & 1U) != 0)
      write_field(&text, field);
    length += (c->wanted >> i & 1U) != 0 ? field.length : 0;
  }
  if (length > 0)
    cvs_strbuf_addf(out, "%llu: |%s\n", (unsigned long long)line, cvs_strbuf_text(&text));
  cvs_strbuf_free(&text);
  return length > 0;
}

/* Takes records that lie ready, some at a time. `line`: of the first of them. */
static void split_ready(const split_case *c, cvs_splitter *splitter, uint64_t line, cvs_strbuf *out) {
  for (bool more = c->ready > 0; more;) {
    const cvs_split_ready ready = cvs_splitter_ready(splitter);
    const size_t most = ready.count < c->ready ? ready.count : c->ready;
    size_t taken = 0;
    while (taken < most && write_ready(out, c, &ready, taken, line + taken))
      taken++;
    line += taken;
    more = taken == c->ready;
    if (taken > 0)
      cvs_splitter_take_ready(splitter, taken);
    check(taken == 0 || cvs_splitter_line(splitter) == line - 1);
  }
}

/* Records of one text, up to its end; false where nothing more can be read. */
static bool split_text(const split_case *c, cvs_splitter *splitter, size_t wanted_count, uint64_t line,
                       cvs_strbuf *out) {
  for (;;) {
    cvs_error error = {0};
    cvs_skip skip = CVS_SKIP_NONE;
    const cvs_field *field = NULL;
    split_ready(c, splitter, line + cvs_splitter_lines(splitter), out);
    const cvs_status status = cvs_splitter_next(splitter, &field, &skip, &error);
    check(status == CVS_OK || field == NULL);
    if (status == CVS_OK && field == NULL)
      return true;
    if (status != CVS_OK) {
      write_failure(out, status, skip, &error);
      if (skip == CVS_SKIP_NONE)
        return false;
      continue;
    }
    cvs_strbuf_addf(out, "%llu: |", (unsigned long long)cvs_splitter_line(splitter));
    for (size_t i = 0; i < wanted_count; i++)
      write_field(out, field[i]);
    cvs_strbuf_add_char(out, '\n');
  }
}

/* A text of its own, with quotes behind it that must not be seen. */
static char *copy_text(const char *text, size_t length) {
  char *const copy = malloc(length + CVS_SPLIT_PADDING);
  check(copy != NULL);
  memcpy(copy, text, length);
  memset(copy + length, '"', CVS_SPLIT_PADDING);
  return copy;
}

/* Piece by piece: what a text leaves over begins the next one. */
static void split_all(const split_case *c, cvs_splitter *splitter, size_t wanted_count, cvs_strbuf *out) {
  size_t begin = 0;
  size_t end = 0;
  uint64_t line = 1;
  bool readable = true;
  while (readable && (end < c->length || end == 0)) {
    const size_t left = c->length - end;
    end += c->piece > 0 && c->piece < left ? c->piece : left;
    char *const text = copy_text(c->text + begin, end - begin);
    cvs_splitter_begin(splitter, text, end - begin, line, end == c->length);
    readable = split_text(c, splitter, wanted_count, line, out);
    line += cvs_splitter_lines(splitter);
    check(cvs_splitter_rest(splitter) <= end - begin && (end < c->length || cvs_splitter_rest(splitter) == 0));
    begin = end - cvs_splitter_rest(splitter);
    free(text);
    if (c->length == 0)
      break;
  }
  cvs_strbuf_addf(out, "%llu lines\n", (unsigned long long)line - 1);
}

void split_by_splitter(const split_case *c, cvs_strbuf *out) {
  size_t wanted[SPLIT_COLUMNS_MAX];
  cvs_split_plan plan = {"text", c->delimiter, names, c->column_count, c->named_count, wanted, 0};
  cvs_splitter *splitter = NULL;
  for (size_t i = 0; i < c->column_count; i++)
    if ((c->wanted >> i & 1U) != 0)
      wanted[plan.wanted_count++] = i;
  check(cvs_splitter_new(&plan, &splitter, NULL) == CVS_OK);
  if (c->batch > 0)
    cvs_splitter_set_batch(splitter, c->batch);
  split_all(c, splitter, plan.wanted_count, out);
  cvs_splitter_free(splitter);
}

/* Bytes up to the line in which both lists part. */
static size_t find_parting(const char *one, const char *other) {
  size_t line = 0;
  for (size_t i = 0; one[i] == other[i] && one[i] != '\0'; i++)
    line = one[i] == '\n' ? i + 1 : line;
  return line;
}

const char *split_difference(const split_case *c, cvs_strbuf *difference) {
  cvs_strbuf scanned = {0};
  cvs_strbuf parted = {0};
  split_by_scanner(c, &scanned);
  split_by_splitter(c, &parted);
  check(!scanned.failed && !parted.failed);
  const char *const one = cvs_strbuf_text(&scanned);
  const char *const other = cvs_strbuf_text(&parted);
  const bool same = scanned.length == parted.length && memcmp(one, other, scanned.length) == 0;
  const size_t from = find_parting(one, other);
  cvs_strbuf_clear(difference);
  if (!same)
    cvs_strbuf_addf(difference, "--- scanner\n%.500s\n--- splitter\n%.500s\n", one + from, other + from);
  cvs_strbuf_free(&scanned);
  cvs_strbuf_free(&parted);
  return same ? NULL : cvs_strbuf_text(difference);
}
