/* Blocks of a text under a parser that knows no more than quotes. */
#include "support/quoted_blocks.h"

#include "base/error.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

typedef struct record {
  uint64_t line; /* 0 the block's first */
  const char *text;
  size_t length;
} record;

/* What a block came to; its text is copied, since a block's own is good for its parse only. */
typedef struct results {
  char *copy;
  size_t copy_capacity;
  record *record;
  size_t capacity;
  size_t count;
} results;

typedef struct reading {
  size_t record_max;
  results *slot; /* [slots] */
  atomic_uint_fast64_t parsed_bytes;
  quoted_result *out;
} reading;

/* Bytes of the record at the beginning, its line feed included. */
static size_t find_record(const char *text, size_t length, uint64_t *lines, bool *quoted, bool *ended) {
  size_t i = 0;
  *lines = 0;
  *quoted = false;
  *ended = false;
  for (; i < length && !*ended; i++) {
    *quoted = *quoted != (text[i] == '"');
    *lines += text[i] == '\n';
    *ended = text[i] == '\n' && !*quoted;
  }
  return i;
}

static void keep_record(results *r, uint64_t line, const char *text, size_t length) {
  record *grown = cvs_array_grow(r->record, &r->capacity, r->count + 1, sizeof *grown);
  assert_non_null(grown);
  r->record = grown;
  r->record[r->count++] = (record){line, text, length};
}

static cvs_status check_record(const reading *r, const char *text, size_t length, uint64_t line, cvs_error *error) {
  if (r->record_max > 0 && length > r->record_max)
    return cvs_fail_at(error, CVS_EDATA, "text", line, "a record is too long");
  return memchr(text, 'X', length) == NULL ? CVS_OK : cvs_fail_at(error, CVS_EDATA, "text", line, "a bad record");
}

static void copy_text(results *r, const cvs_block *block) {
  char *grown = cvs_array_grow(r->copy, &r->copy_capacity, block->length + 1, 1);
  assert_non_null(grown);
  r->copy = grown;
  memcpy(r->copy, block->text, block->length);
  r->count = 0;
}

static cvs_status parse(void *context, cvs_block *block, cvs_error *error) {
  reading *const r = context;
  results *const slot = &r->slot[block->slot];
  copy_text(slot, block);
  atomic_fetch_add(&r->parsed_bytes, block->length);
  block->lines = 0;
  for (size_t at = 0; at < block->length;) {
    uint64_t lines = 0;
    bool quoted = false;
    bool ended = false;
    const size_t length = find_record(slot->copy + at, block->length - at, &lines, &quoted, &ended);
    const uint64_t line = block->line + block->lines;
    block->rest = ended || block->last ? 0 : length;
    if (block->rest > 0 && (r->record_max == 0 || length <= r->record_max))
      return CVS_OK;
    const cvs_status status = check_record(r, slot->copy + at, length, line, error);
    if (status != CVS_OK)
      return status;
    if (quoted)
      return cvs_fail_at(error, CVS_EDATA, "text", line, "a quote is not closed");
    keep_record(slot, block->lines, slot->copy + at, length - (ended ? 1 : 0));
    block->lines += lines;
    at += length;
  }
  return CVS_OK;
}

static void add_record(cvs_strbuf *out, uint64_t line, const record *one) {
  cvs_strbuf_addf(out, "%llu:", (unsigned long long)line);
  cvs_strbuf_add_bytes(out, one->text, one->length);
  cvs_strbuf_add_char(out, '|');
}

static cvs_status accept(void *context, const cvs_block *block, cvs_error *error) {
  reading *const r = context;
  const results *const slot = &r->slot[block->slot];
  (void)error;
  for (size_t i = 0; i < slot->count; i++)
    add_record(&r->out->records, block->line + slot->record[i].line, &slot->record[i]);
  return CVS_OK;
}

static unsigned part_of(const record *one) {
  return one->length == 0 ? 0 : (unsigned char)one->text[0] % (unsigned)QUOTED_PARTS;
}

static cvs_status fold(void *context, unsigned part, size_t count, cvs_error *error) {
  reading *const r = context;
  (void)error;
  if (part == 0)
    r->out->folds++;
  for (size_t i = 0; part < QUOTED_PARTS && i < count; i++)
    for (size_t j = 0; j < r->slot[i].count; j++)
      if (part_of(&r->slot[i].record[j]) == part)
        add_record(&r->out->part[part], 0, &r->slot[i].record[j]);
  return CVS_OK;
}

static void start(reading *r, size_t slots, quoted_result *out) {
  r->slot = cvs_calloc(slots, sizeof *r->slot);
  assert_non_null(r->slot);
  r->out = out;
}

static void finish(reading *r, size_t slots) {
  for (size_t i = 0; i < slots; i++) {
    cvs_free(r->slot[i].copy);
    cvs_free(r->slot[i].record);
  }
  cvs_free(r->slot);
  r->out->parsed_bytes = atomic_load(&r->parsed_bytes);
  assert_false(r->out->records.failed);
}

quoted_result read_quoted(cvs_text *text, const quoted_terms *terms) {
  quoted_result result = {0};
  reading r = {.record_max = terms->record_max};
  const cvs_blocks_work work = {&r, parse, accept, fold, NULL};
  const size_t slots = cvs_blocks_slots(&terms->style);
  start(&r, slots, &result);
  result.status = cvs_blocks_run(text, &terms->style, &work, &result.error);
  finish(&r, slots);
  return result;
}

quoted_result read_quoted_whole(const char *text, size_t length, size_t record_max) {
  quoted_result result = {0};
  reading r = {.record_max = record_max};
  cvs_block block = {.text = text, .length = length, .line = 1, .line_known = true, .last = true};
  start(&r, 1, &result);
  result.status = parse(&r, &block, &result.error);
  if (result.status == CVS_OK) {
    assert_int_equal(accept(&r, &block, NULL), CVS_OK);
    for (unsigned part = 0; part < QUOTED_PARTS; part++)
      assert_int_equal(fold(&r, part, 1, NULL), CVS_OK);
  }
  finish(&r, 1);
  return result;
}

void free_quoted(quoted_result *result) {
  cvs_strbuf_free(&result->records);
  for (unsigned part = 0; part < QUOTED_PARTS; part++)
    cvs_strbuf_free(&result->part[part]);
}

void check_same_quoted(const quoted_result *got, const quoted_result *want) {
  assert_string_equal(got->error.message, want->error.message);
  assert_int_equal(got->status, want->status);
  assert_int_equal(got->error.line, want->error.line);
  if (want->status != CVS_OK)
    return;
  assert_string_equal(cvs_strbuf_text(&got->records), cvs_strbuf_text(&want->records));
  for (unsigned part = 0; part < QUOTED_PARTS; part++)
    assert_string_equal(cvs_strbuf_text(&got->part[part]), cvs_strbuf_text(&want->part[part]));
}
