/* Pieces of a text: where they end, what becomes of long lines and of failures, and that threads share them. */
#include "base/mem.h"
#include "base/strbuf.h"
#include "data/parallel.h"
#include "data/split.h"
#include "support/dataset_text.h"

#include "data/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

enum { CR_PERIOD = 97 };

/* All pieces of a text, one behind the other. */
typedef struct pieces {
  cvs_strbuf text;
  size_t *end; /* of each, in `text` */
  size_t capacity;
  size_t count;
  cvs_status status;
  cvs_error error;
} pieces;

static void add_piece(pieces *all, const cvs_piece *piece) {
  size_t *grown = cvs_array_grow(all->end, &all->capacity, all->count + 1, sizeof *grown);
  assert_non_null(grown);
  all->end = grown;
  assert_int_equal(piece->number, all->count);
  if (piece->length > 0)
    cvs_strbuf_add_bytes(&all->text, piece->buffer, piece->length);
  all->end[all->count++] = all->text.length;
}

static pieces take_all(cvs_text *text, size_t size) {
  pieces all = {0};
  cvs_piece piece = {0};
  bool taken = true;
  bool last = false;
  while (taken) {
    all.status = cvs_text_take(text, size, &piece, &taken, &all.error);
    assert_false(taken && last);
    if (!taken)
      break;
    add_piece(&all, &piece);
    last = piece.last || all.status != CVS_OK;
    if (all.status != CVS_OK)
      break;
  }
  cvs_piece_free(&piece);
  assert_false(all.text.failed);
  return all;
}

static void free_pieces(pieces *all) {
  cvs_strbuf_free(&all->text);
  cvs_free(all->end);
}

static pieces take_memory(const char *bytes, size_t length, size_t size) {
  cvs_error error = {0};
  cvs_input *input = NULL;
  cvs_text *text = NULL;
  assert_int_equal(cvs_input_from_memory("memory", bytes, length, &input, &error), CVS_OK);
  assert_int_equal(cvs_text_new(input, NULL, &text, &error), CVS_OK);
  const pieces all = take_all(text, size);
  cvs_text_free(text);
  cvs_input_close(input);
  return all;
}

static pieces take_path(const char *path, size_t size) {
  cvs_error error = {0};
  cvs_input *input = NULL;
  cvs_text *text = NULL;
  assert_int_equal(cvs_input_open(path, &input, &error), CVS_OK);
  assert_int_equal(cvs_text_new(input, NULL, &text, &error), CVS_OK);
  const pieces all = take_all(text, size);
  cvs_text_free(text);
  cvs_input_close(input);
  return all;
}

/* Where a piece that begins here ends: behind the last line feed within `size`, else behind the next one. */
static size_t naive_end(const char *text, size_t length, size_t begin, size_t size) {
  size_t end = 0;
  if (length - begin <= size)
    return length;
  for (size_t i = begin; i < length && (i < begin + size || end == 0); i++)
    end = text[i] == '\n' ? i + 1 : end;
  return end == 0 ? length : end;
}

static void check_pieces(const pieces *all, const char *text, size_t length, size_t size) {
  size_t begin = 0;
  assert_int_equal(all->status, CVS_OK);
  assert_int_equal(all->text.length, length);
  assert_memory_equal(all->text.text, text, length);
  for (size_t i = 0; i < all->count && begin < length; i++) {
    assert_int_equal(all->end[i], naive_end(text, length, begin, size));
    begin = all->end[i];
  }
}

static void a_piece_ends_behind_the_last_line_feed_within_its_size(void **state) {
  (void)state;
  static const char *const texts[] = {"a,b\n1,2\n3,4\n",
                                      "a,b\n1,2\n3,4",
                                      "\n\n\n",
                                      "a longer line than all others\nb\nc\n",
                                      "no line feed at all",
                                      "x"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    const size_t length = strlen(texts[i]);
    const char *const path = write_temporary(texts[i], length);
    for (size_t size = 1; size < 40; size++) {
      pieces memory = take_memory(texts[i], length, size);
      pieces file = take_path(path, size);

      check_pieces(&memory, texts[i], length, size);
      check_pieces(&file, texts[i], length, size);
      free_pieces(&memory);
      free_pieces(&file);
    }
    assert_int_equal(unlink(path), 0);
  }
}

/* Rows of 1 to 9,000 bytes: longer, too, than what is looked at for the end of a piece. */
static char *make_rows(size_t length) {
  char *const text = malloc(length);
  assert_non_null(text);
  uint32_t state = 7;
  for (size_t i = 0, left = 10; i < length; i++, left--) {
    state = state * 1664525U + 1013904223U; /* Numerical Recipes' quick generator */
    text[i] = left == 0 ? '\n' : 'a';
    if (left == 0)
      left = (state >> 8) % 16 == 0 ? 9000 : 1 + (state >> 12) % 60;
  }
  return text;
}

static void pieces_are_the_same_from_a_file_and_from_a_stream(void **state) {
  (void)state;
  enum { LENGTH = 400000 };
  static const size_t sizes[] = {1000, 5000, 65536, 200000};
  char *const text = make_rows(LENGTH);
  const char *const path = write_temporary(text, LENGTH);
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    pieces memory = take_memory(text, LENGTH, sizes[i]);
    pieces file = take_path(path, sizes[i]);

    check_pieces(&memory, text, LENGTH, sizes[i]);
    check_pieces(&file, text, LENGTH, sizes[i]);
    free_pieces(&memory);
    free_pieces(&file);
  }
  assert_int_equal(unlink(path), 0);
  free(text);
}

static void bytes_behind_a_piece_can_be_read(void **state) {
  (void)state;
  cvs_error error = {0};
  cvs_input *input = NULL;
  cvs_text *text = NULL;
  cvs_piece piece = {0};
  bool taken = false;
  assert_int_equal(cvs_input_from_memory("memory", "a\nb\n", 4, &input, &error), CVS_OK);
  assert_int_equal(cvs_text_new(input, NULL, &text, &error), CVS_OK);

  assert_int_equal(cvs_text_take(text, 2, &piece, &taken, &error), CVS_OK);

  assert_int_equal(piece.length, 2);
  assert_true(piece.capacity >= piece.length + CVS_SPLIT_PADDING);
  for (size_t i = 0; i < CVS_SPLIT_PADDING; i++)
    assert_int_equal(piece.buffer[piece.length + i], 0);
  cvs_piece_free(&piece);
  cvs_text_free(text);
  cvs_input_close(input);
}

/* "a\n", then a line of `length` bytes, then `end` and "b\n". */
static char *make_long_line(size_t length, const char *end, size_t *whole) {
  char *const text = malloc(length + 16);
  assert_non_null(text);
  memcpy(text, "a\n", 2);
  memset(text + 2, 'x', length);
  *whole = 2 + length + (size_t)snprintf(text + 2 + length, 14, "%sb\n", end);
  return text;
}

static void check_cut(const pieces *all) {
  assert_int_equal(all->status, CVS_OK);
  assert_int_equal(all->text.length, 2 + CVS_LINE_MAX + 2 + 2);
  assert_memory_equal(all->text.text, "a\nx", 3);
  assert_memory_equal(all->text.text + 2 + CVS_LINE_MAX, "x\nb\n", 4);
}

static void a_line_longer_than_any_record_keeps_its_beginning_and_its_end(void **state) {
  (void)state;
  static const char *const ends[] = {"\n", "\r\n", "\r"};
  /* the last ones put the end of the line at, and just behind, what one turn of passing over it takes */
  static const size_t lengths[] = {CVS_LINE_MAX + 2,     CVS_LINE_MAX + 1000000, CVS_LINE_MAX + 65551,
                                   CVS_LINE_MAX + 65552, CVS_LINE_MAX + 65553,   CVS_LINE_MAX + 65554};
  for (size_t i = 0; i < 18; i++) {
    size_t whole = 0;
    char *const text = make_long_line(lengths[i / 3], ends[i % 3], &whole);
    const char *const path = write_temporary(text, whole);
    pieces memory = take_memory(text, whole, 4096);
    pieces file = take_path(path, 1);

    check_cut(&memory);
    check_cut(&file);
    free_pieces(&memory);
    free_pieces(&file);
    assert_int_equal(unlink(path), 0);
    free(text);
  }
}

static void a_line_as_long_as_a_record_may_be_stays_whole(void **state) {
  (void)state;
  size_t whole = 0;
  char *const text = make_long_line(CVS_LINE_MAX, "\n", &whole);

  pieces all = take_memory(text, whole, 100);

  check_pieces(&all, text, whole, 100);
  free_pieces(&all);
  free(text);
}

static void without_any_line_feed_pieces_end_behind_a_cr(void **state) {
  (void)state;
  const size_t length = CVS_LINE_MAX + CVS_LINE_MAX / 2;
  char *const text = malloc(length);
  memset(text, 'a', length);
  for (size_t i = CR_PERIOD - 1; i < length; i += CR_PERIOD)
    text[i] = '\r';

  pieces all = take_memory(text, length, 300000);

  assert_int_equal(all.text.length, length);
  assert_memory_equal(all.text.text, text, length);
  assert_true(all.count > 5);
  for (size_t i = 0; i + 1 < all.count; i++)
    assert_int_equal(all.end[i] % CR_PERIOD, 0);
  assert_int_equal(all.end[0], 300000 / CR_PERIOD * CR_PERIOD);
  free_pieces(&all);
  free(text);
}

static void a_file_that_becomes_shorter_is_an_error_behind_its_whole_lines(void **state) {
  (void)state;
  cvs_error error = {0};
  cvs_input *input = NULL;
  cvs_text *text = NULL;
  char path[512];
  (void)snprintf(path, sizeof path, "%s", write_temporary("a,b\n1,2\n3,4\n5,6\n", 16));
  assert_int_equal(cvs_input_open(path, &input, &error), CVS_OK);
  assert_int_equal(cvs_text_new(input, NULL, &text, &error), CVS_OK);

  assert_int_equal(truncate(path, 10), 0);
  pieces all = take_all(text, 100);

  assert_int_equal(all.status, CVS_EIO);
  assert_string_equal(all.error.message, "has become shorter while it was read, expected a file that stays as it is");
  assert_string_equal(all.error.source, path);
  assert_string_equal(cvs_strbuf_text(&all.text), "a,b\n1,2\n");
  free_pieces(&all);
  cvs_text_free(text);
  cvs_input_close(input);
  assert_int_equal(unlink(path), 0);
}

static void bytes_that_are_no_text_are_an_error_behind_the_whole_lines(void **state) {
  (void)state;
  cvs_error error = {0};
  cvs_input *input = NULL;
  cvs_text *text = NULL;
  assert_int_equal(cvs_input_from_memory("memory", "a\rb\nc\rd\xFF\xFF", 9, &input, &error), CVS_OK);
  assert_int_equal(cvs_text_new(input, "SHIFT_JIS", &text, &error), CVS_OK);

  pieces all = take_all(text, 5);

  assert_int_equal(all.status, CVS_EDATA);
  assert_string_equal(all.error.message, "byte 0xFF cannot be read here, expected text in SHIFT_JIS (--encoding)");
  assert_string_equal(cvs_strbuf_text(&all.text), "a\rb\nc\r");
  free_pieces(&all);
  cvs_text_free(text);
  cvs_input_close(input);
}

enum { TAKERS = 5, TAKER_PIECES = 4000 };

/* Pieces that several threads have taken, by number. */
typedef struct shared {
  cvs_text *text;
  cvs_piece piece[TAKER_PIECES];
} shared;

static cvs_status take_pieces(void *context, size_t index, cvs_error *error) {
  shared *const s = context;
  bool taken = true;
  (void)index;
  while (taken) {
    cvs_piece piece = {0};
    const cvs_status status = cvs_text_take(s->text, 1000, &piece, &taken, error);
    if (status != CVS_OK || !taken || piece.number >= TAKER_PIECES)
      return status;
    s->piece[piece.number] = piece;
  }
  return CVS_OK;
}

static void check_shared(cvs_input *input, const char *text, size_t length) {
  static shared s;
  cvs_error error = {0};
  size_t at = 0;
  s = (shared){0};
  assert_int_equal(cvs_text_new(input, NULL, &s.text, &error), CVS_OK);

  assert_int_equal(cvs_parallel(TAKERS, TAKERS, take_pieces, &s, &error), CVS_OK);

  for (size_t i = 0; i < TAKER_PIECES && s.piece[i].length > 0; i++) {
    assert_true(at + s.piece[i].length <= length);
    assert_memory_equal(s.piece[i].buffer, text + at, s.piece[i].length);
    at += s.piece[i].length;
    cvs_piece_free(&s.piece[i]);
  }
  assert_int_equal(at, length);
  cvs_text_free(s.text);
  cvs_input_close(input);
}

static void threads_share_the_pieces_of_a_file_and_of_a_stream(void **state) {
  (void)state;
  enum { LENGTH = 400000 };
  char *const text = make_rows(LENGTH);
  const char *const path = write_temporary(text, LENGTH);
  cvs_error error = {0};
  cvs_input *file = NULL;
  cvs_input *memory = NULL;
  assert_int_equal(cvs_input_open(path, &file, &error), CVS_OK);
  assert_int_equal(cvs_input_from_memory("memory", text, LENGTH, &memory, &error), CVS_OK);

  check_shared(file, text, LENGTH);
  check_shared(memory, text, LENGTH);
  assert_int_equal(unlink(path), 0);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_piece_ends_behind_the_last_line_feed_within_its_size),
      cmocka_unit_test(pieces_are_the_same_from_a_file_and_from_a_stream),
      cmocka_unit_test(bytes_behind_a_piece_can_be_read),
      cmocka_unit_test(a_line_longer_than_any_record_keeps_its_beginning_and_its_end),
      cmocka_unit_test(a_line_as_long_as_a_record_may_be_stays_whole),
      cmocka_unit_test(without_any_line_feed_pieces_end_behind_a_cr),
      cmocka_unit_test(a_file_that_becomes_shorter_is_an_error_behind_its_whole_lines),
      cmocka_unit_test(bytes_that_are_no_text_are_an_error_behind_the_whole_lines),
      cmocka_unit_test(threads_share_the_pieces_of_a_file_and_of_a_stream),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
