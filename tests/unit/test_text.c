/* The beginning of a text: what can be looked at, and what the text knows of its input. */
#include "data/text.h"
#include "support/dataset_text.h"
#include "support/packed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

enum { PACKED_MAX = 1000 };

/* A text over a file, or over memory, and what it stands on. */
typedef struct source {
  char path[512];
  cvs_input *input;
  cvs_text *text;
} source;

static source open_memory(const void *bytes, size_t length, const char *encoding) {
  source s = {0};
  cvs_error error = {0};
  assert_int_equal(cvs_input_from_memory("memory", bytes, length, &s.input, &error), CVS_OK);
  assert_int_equal(cvs_text_new(s.input, encoding, &s.text, &error), CVS_OK);
  return s;
}

static source open_file(const void *bytes, size_t length) {
  source s = {0};
  cvs_error error = {0};
  (void)snprintf(s.path, sizeof s.path, "%s", write_temporary(bytes, length));
  assert_int_equal(cvs_input_open(s.path, &s.input, &error), CVS_OK);
  assert_int_equal(cvs_text_new(s.input, NULL, &s.text, &error), CVS_OK);
  return s;
}

static void close_source(source *s) {
  cvs_text_free(s->text);
  cvs_input_close(s->input);
  if (s->path[0] != '\0')
    assert_int_equal(unlink(s->path), 0);
}
#define BYTES(text) text, sizeof(text) - 1

static void check_peek(source *s, size_t limit, const char *want) {
  cvs_error error = {0};
  const char *begin = NULL;
  size_t length = 0;
  assert_int_equal(cvs_text_peek(s->text, limit, &begin, &length, &error), CVS_OK);
  assert_int_equal(length, strlen(want));
  if (length > 0)
    assert_memory_equal(begin, want, length);
  else
    assert_null(begin);
}

/* The rest in one piece, which must be the last. */
static void check_rest(source *s, const char *want) {
  cvs_error error = {0};
  cvs_piece piece = {0};
  bool taken = false;
  assert_int_equal(cvs_text_take(s->text, 1 << 20, &piece, &taken, &error), CVS_OK);
  assert_true(taken && piece.last);
  assert_int_equal(piece.length, strlen(want));
  assert_memory_equal(piece.buffer, want, piece.length);
  cvs_piece_free(&piece);
}

static void check_beginning(source *s) {
  check_peek(s, 4, "a,b\n");
  check_peek(s, 6, "a,b\n1,");
  check_peek(s, 100, "a,b\n1,2\n3,4");
  assert_int_equal(cvs_text_line(s->text), 1);

  cvs_text_drop(s->text, 4);

  assert_int_equal(cvs_text_line(s->text), 2);
  check_peek(s, 100, "1,2\n3,4");
  check_rest(s, "1,2\n3,4");
  close_source(s);
}

static void the_beginning_can_be_looked_at_and_dropped(void **state) {
  (void)state;
  source file = open_file(BYTES("a,b\n1,2\n3,4"));
  source memory = open_memory(BYTES("a,b\n1,2\n3,4"), NULL);
  source marked = open_file(BYTES("\xEF\xBB\xBF"
                                  "a,b\n1,2\n3,4"));
  assert_true(cvs_text_is_plain(file.text));
  assert_false(cvs_text_is_plain(memory.text));

  check_beginning(&file);
  check_beginning(&memory);
  check_beginning(&marked);
}

static void what_was_looked_at_is_still_to_be_taken(void **state) {
  (void)state;
  source file = open_file(BYTES("a,b\n1,2\n"));
  source memory = open_memory(BYTES("a,b\n1,2\n"), NULL);

  check_peek(&file, 5, "a,b\n1");
  check_peek(&memory, 5, "a,b\n1");

  check_rest(&file, "a,b\n1,2\n");
  check_rest(&memory, "a,b\n1,2\n");
  close_source(&file);
  close_source(&memory);
}

static void blank_lines_at_the_beginning_are_passed_over_and_counted(void **state) {
  (void)state;
  source s = open_memory(BYTES("\n \t\r\n\r\r\n  a,b\n"), NULL); /* LF, blanks with CRLF, CR, CRLF */

  check_peek(&s, 3, "  a"); /* read in pieces that part a CRLF */

  assert_int_equal(cvs_text_line(s.text), 5);
  check_rest(&s, "  a,b\n");
  close_source(&s);
}

static void a_text_of_nothing_is_empty(void **state) {
  (void)state;
  source nothing = open_memory(BYTES(""), NULL);
  source blank = open_file(BYTES("\r\n \n\n"));
  cvs_piece piece = {0};
  bool taken = true;

  check_peek(&nothing, 100, "");
  check_peek(&blank, 100, "");

  assert_int_equal(cvs_text_take(nothing.text, 100, &piece, &taken, NULL), CVS_OK);
  assert_false(taken);
  cvs_piece_free(&piece);
  close_source(&nothing);
  close_source(&blank);
}

static void lines_end_at_a_line_feed_or_a_cr_or_both(void **state) {
  (void)state;
  assert_int_equal(cvs_text_count_lines(BYTES("a\nb\r\nc\rd\r\re")), 5);
  assert_int_equal(cvs_text_count_lines(BYTES("a\r")), 1);
  assert_int_equal(cvs_text_count_lines(BYTES("a")), 0);
}

static void an_input_tells_its_size_and_what_was_taken(void **state) {
  (void)state;
  source file = open_file(BYTES("\xEF\xBB\xBF"
                                "a,b\n1,2\n"));
  cvs_piece piece = {0};
  bool taken = false;
  assert_int_equal(cvs_text_total(file.text), 11);
  assert_int_equal(cvs_text_taken(file.text), 3);

  assert_int_equal(cvs_text_take(file.text, 5, &piece, &taken, NULL), CVS_OK);

  assert_int_equal(piece.length, 4);
  assert_int_equal(cvs_text_taken(file.text), 7);
  cvs_piece_free(&piece);
  close_source(&file);
}

static void a_pipe_has_no_size_and_no_second_time(void **state) {
  (void)state;
  int ends[2];
  char name[32];
  cvs_error error = {0};
  source s = {0};
  assert_int_equal(pipe(ends), 0);
  assert_int_equal(write(ends[1], "a\nb\n", 4), 4);
  assert_int_equal(close(ends[1]), 0);
  (void)snprintf(name, sizeof name, "/dev/fd/%d", ends[0]);

  assert_int_equal(cvs_input_open(name, &s.input, &error), CVS_OK);
  assert_int_equal(cvs_text_new(s.input, NULL, &s.text, &error), CVS_OK);

  assert_int_equal(cvs_text_total(s.text), 0);
  assert_false(cvs_text_can_rewind(s.text));
  check_rest(&s, "a\nb\n");
  assert_int_equal(cvs_text_taken(s.text), 4);
  close_source(&s);
  assert_int_equal(close(ends[0]), 0);
}

static void check_rewinds(source *s, const char *whole) {
  cvs_error error = {0};
  check_peek(s, 4, "a,b\n");
  cvs_text_drop(s->text, 4);
  check_rest(s, "1,2\n");
  assert_true(cvs_text_can_rewind(s->text));

  assert_int_equal(cvs_text_rewind(s->text, &error), CVS_OK);

  assert_int_equal(cvs_text_line(s->text), 1);
  check_rest(s, whole);
  close_source(s);
}

static void a_file_and_memory_can_be_read_again(void **state) {
  (void)state;
  source file = open_file(BYTES("a,b\n1,2\n"));
  source memory = open_memory(BYTES("a,b\n1,2\n"), NULL);
  source wide = open_memory(BYTES("\xFF\xFE"
                                  "a\0,\0b\0\n\0"
                                  "1\0,\0"
                                  "2\0\n\0"),
                            NULL);
  assert_string_equal(cvs_text_encoding(wide.text), "UTF-16LE");

  check_rewinds(&file, "a,b\n1,2\n");
  check_rewinds(&memory, "a,b\n1,2\n");
  check_rewinds(&wide, "a,b\n1,2\n");
}

static void a_failure_before_the_first_line_ends_is_told_at_once(void **state) {
  (void)state;
  unsigned char packed[PACKED_MAX];
  const size_t length = pack_gzip(BYTES("\n\na,b"), packed, sizeof packed);
  source s = open_memory(packed, length - 4, NULL); /* without its size at the end */
  cvs_error error = {0};
  const char *begin = NULL;
  size_t shown = 0;

  assert_int_equal(cvs_text_peek(s.text, 100, &begin, &shown, &error), CVS_EDATA);

  assert_null(begin);
  assert_string_equal(error.message, "the gzip data ends early, expected a whole gzip file");
  assert_string_equal(error.source, "memory");
  assert_int_equal(error.line, 3);
  close_source(&s);
}

static void a_later_failure_waits_for_its_turn(void **state) {
  (void)state;
  unsigned char packed[PACKED_MAX];
  const size_t length = pack_gzip(BYTES("a,b\n1,2\n3"), packed, sizeof packed);
  source s = open_memory(packed, length - 4, NULL);
  cvs_error error = {0};
  cvs_piece piece = {0};
  bool taken = false;

  check_peek(&s, 100, "a,b\n1,2\n");
  cvs_text_drop(s.text, 4);
  assert_int_equal(cvs_text_take(s.text, 100, &piece, &taken, &error), CVS_EDATA);

  assert_true(taken);
  assert_false(piece.last);
  assert_int_equal(piece.length, 4);
  assert_memory_equal(piece.buffer, "1,2\n", 4);
  assert_string_equal(error.message, "the gzip data ends early, expected a whole gzip file");
  assert_int_equal(cvs_text_take(s.text, 100, &piece, &taken, &error), CVS_OK);
  assert_false(taken);
  cvs_piece_free(&piece);
  close_source(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_beginning_can_be_looked_at_and_dropped),
      cmocka_unit_test(what_was_looked_at_is_still_to_be_taken),
      cmocka_unit_test(blank_lines_at_the_beginning_are_passed_over_and_counted),
      cmocka_unit_test(a_text_of_nothing_is_empty),
      cmocka_unit_test(lines_end_at_a_line_feed_or_a_cr_or_both),
      cmocka_unit_test(an_input_tells_its_size_and_what_was_taken),
      cmocka_unit_test(a_pipe_has_no_size_and_no_second_time),
      cmocka_unit_test(a_file_and_memory_can_be_read_again),
      cmocka_unit_test(a_failure_before_the_first_line_ends_is_told_at_once),
      cmocka_unit_test(a_later_failure_waits_for_its_turn),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
