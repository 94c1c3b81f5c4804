/* Physical lines and their numbers, across the pieces that text is read in. */
#include "data/lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { LIMIT = 1 << 20 };

/* Lines over bytes in memory, with all they stand on. */
typedef struct text {
  cvs_input *input;
  cvs_lines lines;
  cvs_error error;
} text;

static text start(const char *bytes, size_t length) {
  text t = {0};
  t.lines.number = 1;
  assert_int_equal(cvs_input_from_memory("text", bytes, length, &t.input, &t.error), CVS_OK);
  assert_int_equal(cvs_decoder_new(t.input, NULL, &t.lines.decoder, &t.error), CVS_OK);
  return t;
}

static void stop(text *t) {
  cvs_lines_free(&t->lines);
  cvs_decoder_free(t->lines.decoder);
  cvs_input_close(t->input);
}

/* Takes the next line, keeping nothing before it. */
static size_t take(text *t, size_t limit) {
  size_t length = 0;
  t->lines.keep = t->lines.position;
  assert_int_equal(cvs_lines_load(&t->lines, limit, &length, &t->error), CVS_OK);
  cvs_lines_pass(&t->lines, length);
  return length;
}

static void each_kind_of_line_end_ends_one_line(void **state) {
  (void)state;
  text t = start("a\nbc\r\nd\re", 9);

  assert_int_equal(take(&t, LIMIT), 2);
  assert_int_equal(take(&t, LIMIT), 4);
  assert_int_equal(take(&t, LIMIT), 2);
  assert_int_equal(t.lines.number, 4);
  assert_int_equal(take(&t, LIMIT), 1);
  assert_int_equal(t.lines.number, 4); /* the last line has no end */
  assert_int_equal(take(&t, LIMIT), 0);
  stop(&t);
}

static void a_crlf_split_between_two_pieces_is_one_end(void **state) {
  (void)state;
  enum { PIECE = 65536, LENGTH = PIECE + 10 };
  char *const bytes = malloc(LENGTH);
  assert_non_null(bytes);
  memset(bytes, 'x', LENGTH);
  bytes[PIECE - 1] = '\r';
  bytes[PIECE] = '\n';
  text t = start(bytes, LENGTH);

  assert_int_equal(take(&t, LIMIT), PIECE + 1);
  assert_int_equal(t.lines.number, 2);
  assert_int_equal(take(&t, LIMIT), LENGTH - PIECE - 1);
  stop(&t);
  free(bytes);
}

static void a_line_beyond_the_limit_comes_in_parts(void **state) {
  (void)state;
  enum { LENGTH = 300000, SMALL = 100000 };
  char *const bytes = malloc(LENGTH);
  assert_non_null(bytes);
  memset(bytes, 'x', LENGTH);
  bytes[LENGTH - 1] = '\n';
  text t = start(bytes, LENGTH);
  size_t taken = 0;
  size_t parts = 0;

  while (t.lines.number == 1) {
    taken += take(&t, SMALL);
    parts++;
  }

  assert_int_equal(taken, LENGTH);
  assert_true(parts > 1);
  stop(&t);
  free(bytes);
}

static void the_end_of_a_line_may_stand_one_byte_behind_the_limit(void **state) {
  (void)state;
  enum { SMALL = 8 };
  text t = start("1234567\r\n1234567\r12345678\n", 26);

  assert_int_equal(take(&t, SMALL), 9);
  assert_int_equal(t.lines.number, 2);
  assert_int_equal(take(&t, SMALL), 8);
  assert_int_equal(t.lines.number, 3);
  assert_int_equal(take(&t, SMALL), 8);
  assert_int_equal(t.lines.number, 3);
  assert_int_equal(take(&t, SMALL), 1);
  assert_int_equal(t.lines.number, 4);
  assert_int_equal(take(&t, SMALL), 0);
  stop(&t);
}

static void a_borrowed_text_is_cut_where_its_last_line_may_go_on(void **state) {
  (void)state;
  text t = {0};

  cvs_lines_borrow(&t.lines, "a\nb\r", 4, 5, false);
  assert_int_equal(take(&t, LIMIT), 2);
  assert_int_equal(t.lines.number, 6);
  assert_int_equal(take(&t, LIMIT), 0);
  assert_true(t.lines.cut);

  cvs_lines_borrow(&t.lines, "b\r", 2, 6, true);
  assert_int_equal(take(&t, LIMIT), 2);
  assert_int_equal(t.lines.number, 7);
  assert_int_equal(take(&t, LIMIT), 0);
  assert_false(t.lines.cut);
}

static void what_is_kept_stays_through_reading_on(void **state) {
  (void)state;
  enum { LENGTH = 400000, LINE = 1000 };
  char *const bytes = malloc(LENGTH);
  assert_non_null(bytes);
  for (size_t i = 0; i < LENGTH; i++)
    bytes[i] = i % LINE == LINE - 1 ? '\n' : (char)('a' + i / LINE % 26);
  text t = start(bytes, LENGTH);
  size_t length = 0;

  take(&t, LIMIT);
  t.lines.keep = t.lines.position;
  for (size_t i = 1; i < LENGTH / LINE; i++) {
    assert_int_equal(cvs_lines_load(&t.lines, LIMIT, &length, &t.error), CVS_OK);
    assert_int_equal(length, LINE);
    cvs_lines_pass(&t.lines, length);
  }

  assert_memory_equal(t.lines.buffer + t.lines.keep, bytes + LINE, LENGTH - LINE);
  stop(&t);
  free(bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_kind_of_line_end_ends_one_line),
      cmocka_unit_test(a_crlf_split_between_two_pieces_is_one_end),
      cmocka_unit_test(a_line_beyond_the_limit_comes_in_parts),
      cmocka_unit_test(the_end_of_a_line_may_stand_one_byte_behind_the_limit),
      cmocka_unit_test(a_borrowed_text_is_cut_where_its_last_line_may_go_on),
      cmocka_unit_test(what_is_kept_stays_through_reading_on),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
