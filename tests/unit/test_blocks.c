/* Blocks of a text: joined where a record goes over a border, taken in the order of the file, failures too. */
#include "data/blocks.h"

#include "base/error.h"
#include "support/dataset_text.h"
#include "support/packed.h"
#include "support/quoted_blocks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zstd.h>
#include <cmocka.h>

enum { PACKED_MAX = 4096, RECORDS = 3000 };
static const unsigned workers[] = {1, 2, 7};
enum { WORKERS = sizeof workers / sizeof workers[0] };

static quoted_result read_input(cvs_input *input, const char *encoding, const quoted_terms *terms) {
  cvs_error error = {0};
  cvs_text *text = NULL;
  assert_int_equal(cvs_text_new(input, encoding, &text, &error), CVS_OK);
  const quoted_result result = read_quoted(text, terms);
  cvs_text_free(text);
  cvs_input_close(input);
  return result;
}

static quoted_result read_memory(const void *bytes, size_t length, const quoted_terms *terms) {
  cvs_error error = {0};
  cvs_input *input = NULL;
  assert_int_equal(cvs_input_from_memory("memory", bytes, length, &input, &error), CVS_OK);
  return read_input(input, NULL, terms);
}

static quoted_result read_path(const char *path, const quoted_terms *terms) {
  cvs_error error = {0};
  cvs_input *input = NULL;
  assert_int_equal(cvs_input_open(path, &input, &error), CVS_OK);
  return read_input(input, NULL, terms);
}

/* The same for every size of a block up to the whole, for some numbers of slots and threads. */
static void check_every_size(const char *text, const quoted_result *want) {
  const size_t length = strlen(text);
  const char *const path = write_temporary(text, length);
  for (size_t size = 1; size <= length + 1; size++)
    for (size_t slots = 1; slots <= 5; slots += 2)
      for (size_t i = 0; i < WORKERS; i++) {
        const quoted_terms terms = {{.workers = workers[i], .block_size = size, .slots = slots}, 0};
        quoted_result got = read_path(path, &terms);
        check_same_quoted(&got, want);
        free_quoted(&got);
      }
  assert_int_equal(unlink(path), 0);
}

static void check_records(const char *text, const char *records) {
  quoted_result want = read_quoted_whole(text, strlen(text), 0);
  assert_string_equal(cvs_strbuf_text(&want.records), records);
  check_every_size(text, &want);
  free_quoted(&want);
}

static void check_error(const char *text, const char *message, uint64_t line) {
  quoted_result want = read_quoted_whole(text, strlen(text), 0);
  assert_string_equal(want.error.message, message);
  assert_int_equal(want.error.line, line);
  check_every_size(text, &want);
  free_quoted(&want);
}

static void records_may_go_over_any_border(void **state) {
  (void)state;
  check_records("a\n\"b\nc\"\nd\n", "1:a|2:\"b\nc\"|4:d|");
  check_records("\"\n\n\n\n\"\n\"\"\"\n\"\nz", "1:\"\n\n\n\n\"|6:\"\"\"\n\"|8:z|");
  check_records("\"a\nb\",\"c\nd\"\n\"e\nf\"", "1:\"a\nb\",\"c\nd\"|4:\"e\nf\"|");
}

static void the_first_error_of_the_file_wins_and_has_its_line(void **state) {
  (void)state;
  check_error("a\nb\nX1\nd\nX2\nX3\n", "a bad record", 3);
  check_error("a\n\"b\n\n\",X\nX2\n", "a bad record", 2);
  check_error("\"a\nb\"\nc\n\"X\n", "a bad record", 4);
  check_error("a\n\"b\nc\nd\n", "a quote is not closed", 2);
}

/* RECORDS lines of three bytes and one in front that opens a quote. */
static char *make_open_quote(void) {
  char *const text = malloc(3 * RECORDS + 1);
  assert_non_null(text);
  for (size_t i = 0; i < RECORDS; i++)
    memcpy(text + 3 * i, "ab\n", 3);
  text[0] = '"';
  text[3 * RECORDS] = '\0';
  return text;
}

static void a_record_over_many_blocks_takes_time_in_proportion_to_its_length(void **state) {
  (void)state;
  char *const text = make_open_quote();
  const quoted_terms all = {{.workers = 2, .block_size = 30, .texts = 512}, 0};
  const quoted_terms limited = {{.workers = 2, .block_size = 30, .texts = 16}, 300};

  quoted_result open = read_memory(text, strlen(text), &all);
  quoted_result refused = read_memory(text, strlen(text), &limited);

  /* Once as blocks of their own; then texts of which each is twice as long as the one before, or more: less than four
   * times what the last has, which may have twice as much as it needs. */
  assert_string_equal(open.error.message, "a quote is not closed");
  assert_int_equal(open.error.line, 1);
  assert_true(open.parsed_bytes < 6 * strlen(text));
  assert_string_equal(refused.error.message, "a record is too long");
  assert_true(refused.parsed_bytes < 16 * 30 + 10 * 300);
  free_quoted(&open);
  free_quoted(&refused);
  free(text);
}

static char *make_lines(size_t count) {
  char *const text = malloc(12 * count + 1);
  assert_non_null(text);
  size_t length = 0;
  for (size_t i = 0; i < count; i++)
    length += (size_t)sprintf(text + length, i % 7 == 3 ? "\"%zu\n\"\n" : "%zu\n", i);
  return text;
}

static void folds_see_the_slots_in_the_order_of_the_file(void **state) {
  (void)state;
  static const size_t texts[] = {0, 7, 20}; /* a round may fill all slots, or some rounds do */
  char *const text = make_lines(RECORDS);
  quoted_result want = read_quoted_whole(text, strlen(text), 0);
  for (size_t i = 0; i < 3 * WORKERS; i++) {
    const quoted_terms terms = {{.workers = workers[i / 3], .block_size = 100, .texts = texts[i % 3], .slots = 20}, 0};

    quoted_result got = read_memory(text, strlen(text), &terms);

    check_same_quoted(&got, &want);
    assert_true(got.folds > 5 && got.folds < 40);
    free_quoted(&got);
  }
  free_quoted(&want);
  free(text);
}

static size_t widen(const char *text, size_t length, unsigned char *out) {
  memcpy(out, "\xFF\xFE", 2);
  for (size_t i = 0; i < length; i++) {
    out[2 + 2 * i] = (unsigned char)text[i];
    out[3 + 2 * i] = 0;
  }
  return 2 + 2 * length;
}

static void check_stored(const unsigned char *bytes, size_t length, const quoted_result *want) {
  for (size_t i = 0; i < WORKERS; i++) {
    const quoted_terms terms = {{.workers = workers[i], .block_size = 64, .slots = 3}, 0};
    quoted_result got = read_memory(bytes, length, &terms);
    check_same_quoted(&got, want);
    free_quoted(&got);
  }
}

static void packed_text_and_other_encodings_come_to_the_same(void **state) {
  (void)state;
  unsigned char bytes[PACKED_MAX];
  char *const text = make_lines(300);
  const size_t length = strlen(text);
  quoted_result want = read_quoted_whole(text, length, 0);

  check_stored(bytes, pack_gzip(text, length, bytes, sizeof bytes), &want);
  check_stored(bytes, ZSTD_compress(bytes, sizeof bytes, text, length, 3), &want);
  check_stored(bytes, widen(text, length, bytes), &want);
  free_quoted(&want);
  free(text);
}

static void check_breaks(const char *text, const char *message, uint64_t line) {
  unsigned char packed[PACKED_MAX];
  const size_t length = pack_gzip(text, strlen(text), packed, sizeof packed);
  for (size_t i = 0; i < WORKERS; i++) {
    const quoted_terms terms = {{.workers = workers[i], .block_size = 5, .slots = 3}, 0};
    quoted_result got = read_memory(packed, length - 4, &terms); /* without its size at the end */
    assert_int_equal(got.status, CVS_EDATA);
    assert_string_equal(got.error.message, message);
    assert_int_equal(got.error.line, line);
    free_quoted(&got);
  }
}

static void damage_is_an_error_at_the_line_it_cuts_unless_another_comes_before(void **state) {
  (void)state;
  check_breaks("a\nb\nc", "the gzip data ends early, expected a whole gzip file", 3);
  check_breaks("a\nb\n\"c\nd", "the gzip data ends early, expected a whole gzip file", 4);
  check_breaks("a\nX\n\"c\nd", "a bad record", 2);
}

static void line_numbers_go_on_behind_a_header(void **state) {
  (void)state;
  static const char text[] = "\n\nheader\na\n\"b\nc\"\nX\n";
  const quoted_terms terms = {{.workers = 2, .block_size = 2}, 0};
  cvs_error error = {0};
  cvs_input *input = NULL;
  cvs_text *opened = NULL;
  const char *begin = NULL;
  size_t length = 0;
  assert_int_equal(cvs_input_from_memory("memory", text, sizeof text - 1, &input, &error), CVS_OK);
  assert_int_equal(cvs_text_new(input, NULL, &opened, &error), CVS_OK);
  assert_int_equal(cvs_text_peek(opened, 1000, &begin, &length, &error), CVS_OK);
  cvs_text_drop(opened, strlen("header\n"));

  quoted_result got = read_quoted(opened, &terms);

  assert_string_equal(got.error.message, "a bad record");
  assert_int_equal(got.error.line, 7);
  free_quoted(&got);
  cvs_text_free(opened);
  cvs_input_close(input);
}

/* What is reported on the way. */
typedef struct watch {
  unsigned calls;
  unsigned stop_at; /* 0: never */
  uint64_t taken;
  uint64_t total;
  const char *shorten; /* path of a file that is cut at the first call */
} watch;

static bool look(void *context, uint64_t taken, uint64_t total) {
  watch *const w = context;
  assert_true(taken >= w->taken);
  w->calls++;
  w->taken = taken;
  w->total = total;
  if (w->shorten != NULL && w->calls == 1)
    assert_int_equal(truncate(w->shorten, 500), 0);
  return w->stop_at == 0 || w->calls < w->stop_at;
}

static void progress_ends_with_all_of_the_input(void **state) {
  (void)state;
  char *const text = make_lines(RECORDS);
  const size_t length = strlen(text);
  const char *const path = write_temporary(text, length);
  watch w = {0};
  const quoted_terms terms = {{.workers = 2, .block_size = 100, .slots = 10, .progress = look, .progress_context = &w},
                              0};

  quoted_result got = read_path(path, &terms);

  assert_int_equal(got.status, CVS_OK);
  assert_int_equal(w.calls, got.folds);
  assert_int_equal(w.taken, length);
  assert_int_equal(w.total, length);
  assert_int_equal(unlink(path), 0);
  free_quoted(&got);
  free(text);
}

static void whoever_watches_can_stop_the_work(void **state) {
  (void)state;
  char *const text = make_lines(RECORDS);
  watch w = {.stop_at = 3};
  const quoted_terms terms = {{.workers = 2, .block_size = 100, .slots = 10, .progress = look, .progress_context = &w},
                              0};

  quoted_result got = read_memory(text, strlen(text), &terms);

  assert_int_equal(got.status, CVS_ECANCELLED);
  assert_string_equal(got.error.message, "stopped before the end of the input");
  assert_int_equal(w.calls, 3);
  free_quoted(&got);
  free(text);
}

static void a_file_that_becomes_shorter_is_an_error_behind_what_it_still_has(void **state) {
  (void)state;
  char *const text = make_lines(RECORDS);
  char path[512];
  (void)snprintf(path, sizeof path, "%s", write_temporary(text, strlen(text)));
  watch w = {.shorten = path};
  const quoted_terms terms = {{.workers = 2, .block_size = 64, .slots = 4, .progress = look, .progress_context = &w},
                              0};

  quoted_result got = read_path(path, &terms);

  assert_int_equal(got.status, CVS_EIO);
  assert_string_equal(got.error.message, "has become shorter while it was read, expected a file that stays as it is");
  assert_string_equal(got.error.source, path);
  assert_int_equal(got.error.line, 0);
  assert_non_null(strstr(cvs_strbuf_text(&got.records), "|100:"));
  assert_int_equal(unlink(path), 0);
  free_quoted(&got);
  free(text);
}

/* Work that fails in one place. */
typedef enum place { IN_ACCEPT, IN_FOLD, IN_SETTLE } place;

static cvs_status take_nothing(void *context, cvs_block *block, cvs_error *error) {
  (void)context;
  (void)error;
  block->rest = 0;
  block->lines = cvs_text_count_lines(block->text, block->length);
  return CVS_OK;
}

static cvs_status fail_in(const void *context, place here, cvs_error *error) {
  return *(const place *)context == here ? cvs_fail(error, CVS_ELIMIT, "place %d is full", (int)here) : CVS_OK;
}

static cvs_status accept_or_fail(void *context, const cvs_block *block, cvs_error *error) {
  (void)block;
  return fail_in(context, IN_ACCEPT, error);
}

static cvs_status fold_or_fail(void *context, unsigned part, size_t count, cvs_error *error) {
  (void)count;
  return part == 9 ? fail_in(context, IN_FOLD, error) : CVS_OK;
}

static cvs_status settle_or_fail(void *context, cvs_error *error) {
  return fail_in(context, IN_SETTLE, error);
}

static void a_failure_of_the_work_ends_it(void **state) {
  (void)state;
  static const char *const messages[] = {"place 0 is full", "place 1 is full", "place 2 is full"};
  for (int i = 0; i < 3; i++) {
    place failing = (place)i;
    const cvs_blocks_work work = {&failing, take_nothing, accept_or_fail, fold_or_fail, settle_or_fail};
    const cvs_blocks_style style = {.workers = 2, .block_size = 4};
    cvs_error error = {0};
    cvs_input *input = NULL;
    cvs_text *text = NULL;
    assert_int_equal(cvs_input_from_memory("memory", "a\nb\nc\nd\n", 8, &input, &error), CVS_OK);
    assert_int_equal(cvs_text_new(input, NULL, &text, &error), CVS_OK);

    assert_int_equal(cvs_blocks_run(text, &style, &work, &error), CVS_ELIMIT);

    assert_string_equal(error.message, messages[i]);
    cvs_text_free(text);
    cvs_input_close(input);
  }
}

static void a_text_of_nothing_has_no_blocks(void **state) {
  (void)state;
  const quoted_terms terms = {{.workers = 7}, 0};

  quoted_result got = read_memory("", 0, &terms);

  assert_int_equal(got.status, CVS_OK);
  assert_string_equal(cvs_strbuf_text(&got.records), "");
  assert_int_equal(got.folds, 0);
  free_quoted(&got);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(records_may_go_over_any_border),
      cmocka_unit_test(the_first_error_of_the_file_wins_and_has_its_line),
      cmocka_unit_test(a_record_over_many_blocks_takes_time_in_proportion_to_its_length),
      cmocka_unit_test(folds_see_the_slots_in_the_order_of_the_file),
      cmocka_unit_test(packed_text_and_other_encodings_come_to_the_same),
      cmocka_unit_test(damage_is_an_error_at_the_line_it_cuts_unless_another_comes_before),
      cmocka_unit_test(line_numbers_go_on_behind_a_header),
      cmocka_unit_test(progress_ends_with_all_of_the_input),
      cmocka_unit_test(whoever_watches_can_stop_the_work),
      cmocka_unit_test(a_file_that_becomes_shorter_is_an_error_behind_what_it_still_has),
      cmocka_unit_test(a_failure_of_the_work_ends_it),
      cmocka_unit_test(a_text_of_nothing_has_no_blocks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
