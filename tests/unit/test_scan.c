/* Records with their lines, and what no record can be. */
#include "data/scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* A scanner over bytes in memory, with all it stands on. */
typedef struct scan {
  cvs_input *input;
  cvs_decoder *decoder;
  cvs_scanner *scanner;
  cvs_record record;
  cvs_skip skip;
  cvs_error error;
} scan;

static scan start(const char *bytes, size_t length) {
  scan s = {0};
  assert_int_equal(cvs_input_from_memory("text", bytes, length, &s.input, &s.error), CVS_OK);
  assert_int_equal(cvs_decoder_new(s.input, NULL, &s.decoder, &s.error), CVS_OK);
  assert_int_equal(cvs_scanner_new(s.decoder, &s.scanner, &s.error), CVS_OK);
  return s;
}

static void stop(scan *s) {
  cvs_scanner_free(s->scanner);
  cvs_decoder_free(s->decoder);
  cvs_input_close(s->input);
}

static cvs_status next(scan *s) {
  s->error = (cvs_error){0};
  return cvs_scanner_next(s->scanner, &s->record, &s->skip, &s->error);
}

/* The next record begins on this line and has these fields, parted by '|'. */
static void check_record(scan *s, uint64_t line, const char *fields) {
  char joined[256] = "";
  assert_int_equal(next(s), CVS_OK);
  for (size_t i = 0; i < s->record.count; i++) {
    assert_int_equal(s->record.field[i].length, strlen(s->record.field[i].text));
    strcat(joined, i == 0 ? "" : "|");
    strcat(joined, s->record.field[i].text);
  }
  assert_string_equal(joined, fields);
  assert_int_equal(s->record.line, line);
}

static void check_end(scan *s) {
  assert_int_equal(next(s), CVS_OK);
  assert_int_equal(s->record.count, 0);
}

static void check_bad(scan *s, cvs_skip skip, uint64_t line, const char *message) {
  assert_int_equal(next(s), CVS_EDATA);
  assert_string_equal(s->error.message, message);
  assert_string_equal(s->error.source, "text");
  assert_int_equal(s->error.line, line);
  assert_int_equal(s->skip, skip);
}

#define START(text) start(text, sizeof(text) - 1)

static void records_know_the_line_they_begin_on(void **state) {
  (void)state;
  scan s = START("\n\na,b\n\"c\nd\",e\n \t \nf,g");

  check_record(&s, 3, "a|b");
  check_record(&s, 4, "c\nd|e");
  check_record(&s, 7, "f|g");
  check_end(&s);
  stop(&s);
}

static void all_three_line_ends_count_once(void **state) {
  (void)state;
  scan s = START("a\r\nb\rc\nd\r\n\r\ne");

  check_record(&s, 1, "a");
  check_record(&s, 2, "b");
  check_record(&s, 3, "c");
  check_record(&s, 4, "d");
  check_record(&s, 6, "e");
  check_end(&s);
  stop(&s);
}

static void fields_are_trimmed_inside_and_outside_quotes(void **state) {
  (void)state;
  scan s = START(" a ,\t\" b \" ,\"c \"\"d\"\"\",,\n");

  check_record(&s, 1, "a|b|c \"d\"||");
  check_end(&s);
  stop(&s);
}

static void a_tab_that_parts_fields_is_no_space(void **state) {
  (void)state;
  scan s = START("\ta\t\n b\t\tc \n");
  cvs_scanner_set_delimiter(s.scanner, '\t');

  check_record(&s, 1, "|a|");
  check_record(&s, 2, "b||c");
  check_end(&s);
  stop(&s);
}

static void an_open_quote_is_told_by_the_line_that_opens_it(void **state) {
  (void)state;
  static const char *const columns[] = {"one", "two"};
  scan s = START("a,b\nc,\"d\ne,f\ng,h\n");
  cvs_scanner_set_columns(s.scanner, columns, 2);

  check_record(&s, 1, "a|b");
  check_bad(&s, CVS_SKIP_QUOTE, 2,
            "column \"two\" is \"d\\x0Ae,f\\x0Ag,h\\x0A\" and its quote is not closed, expected a second quote");
  check_record(&s, 3, "e|f");
  check_record(&s, 4, "g|h");
  check_end(&s);
  stop(&s);
}

static void a_quote_opened_behind_a_closed_one_has_its_own_line(void **state) {
  (void)state;
  scan s = START("\"a\nb\",\"c\nd\n");

  check_bad(&s, CVS_SKIP_QUOTE, 2, "column 2 is \"c\\x0Ad\\x0A\" and its quote is not closed, expected a second quote");
  stop(&s);
}

static void a_quote_inside_a_field_is_refused_and_the_next_line_read(void **state) {
  (void)state;
  scan s = START("a\"b,c\n\"d\"e,f\ng,h\n");

  check_bad(&s, CVS_SKIP_QUOTE, 1,
            "column 1 is \"a\" with a quote behind it, expected quotes around a whole field and doubled inside it");
  check_bad(&s, CVS_SKIP_QUOTE, 2,
            "column 1 is \"d\"\" with a quote behind it, expected quotes around a whole field and doubled inside it");
  check_record(&s, 3, "g|h");
  check_end(&s);
  stop(&s);
}

static void text_behind_the_quote_of_a_field_of_several_lines_is_told_with_its_distance(void **state) {
  (void)state;
  scan s = START("a,1,\"one\ntwo\"x\nb,\"1\nc,\"2\nd,3\n");

  check_bad(
      &s, CVS_SKIP_QUOTE, 1,
      "column 3 is \"one\\x0Atwo\"\" with text behind its quote 1 line below, expected quotes around a whole field and "
      "doubled inside it (is the quote that opens it not closed?)");
  check_bad(&s, CVS_SKIP_QUOTE, 2,
            "column 1 is \"two\" with a quote behind it, expected quotes around a whole field and doubled inside it");
  check_bad(
      &s, CVS_SKIP_QUOTE, 3, /* here it is the first line that is wrong */
      "column 2 is \"1\\x0Ac,\"\" with text behind its quote 1 line below, expected quotes around a whole field and "
      "doubled inside it (is the quote that opens it not closed?)");
  check_bad(&s, CVS_SKIP_QUOTE, 4,
            "column 2 is \"2\\x0Ad,3\\x0A\" and its quote is not closed, expected a second quote");
  check_record(&s, 5, "d|3");
  check_end(&s);
  stop(&s);
}

/* Long lines come in pieces, which are no lines. */
static void a_quote_inside_a_long_field_is_told_as_in_a_short_one(void **state) {
  (void)state;
  enum { LENGTH = 200000 };
  char *const text = malloc(LENGTH);
  assert_non_null(text);
  memset(text, 'x', LENGTH);
  memcpy(text + LENGTH - 5, "\"y\nz\n", 5);
  scan s = start(text, LENGTH);

  check_bad(
      &s, CVS_SKIP_QUOTE, 1,
      "column 1 is \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…\" with a quote behind it, expected "
      "quotes around a whole field and doubled inside it");
  check_record(&s, 2, "z");
  check_end(&s);
  stop(&s);
  free(text);
}

static void a_nul_byte_is_refused_with_its_column(void **state) {
  (void)state;
  scan s = START("a,b\0c,d\ne,f\n");

  check_bad(&s, CVS_SKIP_NUL, 1,
            "column 2 is \"b\" with a NUL byte behind it, expected text (--encoding names other encodings than UTF-8)");
  check_record(&s, 2, "e|f");
  check_end(&s);
  stop(&s);
}

static void bytes_that_are_no_utf8_are_refused_with_their_column(void **state) {
  (void)state;
  scan s = START("a,b\ngr\xC3\xBCn,gr\xFCn\nc,d\n");

  check_record(&s, 1, "a|b");
  check_bad(&s, CVS_SKIP_ENCODING, 2,
            "column 2 is \"gr\\xFCn\", expected UTF-8 text (--encoding names another encoding)");
  check_record(&s, 3, "c|d");
  check_end(&s);
  stop(&s);
}

static void a_field_of_one_mebibyte_is_read_and_a_longer_one_is_not(void **state) {
  (void)state;
  enum { LIMIT = 1 << 20, ROOM = 3 * LIMIT };
  char *const text = malloc(ROOM);
  assert_non_null(text);
  memset(text, 'x', ROOM);
  text[LIMIT] = '\n';
  text[ROOM - 3] = '\n';
  text[ROOM - 1] = '\n';
  scan s = start(text, ROOM);

  assert_int_equal(next(&s), CVS_OK);
  assert_int_equal(s.record.field[0].length, LIMIT);
  assert_int_equal(next(&s), CVS_EDATA);
  assert_int_equal(s.skip, CVS_SKIP_SIZE);
  assert_int_equal(s.error.line, 2);
  check_record(&s, 3, "x");
  check_end(&s);
  stop(&s);
  free(text);
}

/* One of `length` bytes in quotes that begins on line 2, behind another field; a line break, then x. */
static scan start_quoted(char *text, size_t length) {
  memset(text, 'x', length + 20);
  memcpy(text, "a\nb,\"\n", 6);
  memcpy(text + 5 + length, "\",c\nx\n", 6);
  return start(text, 5 + length + 6);
}

static void the_limit_of_a_field_does_not_count_its_quotes_and_is_exact(void **state) {
  (void)state;
  enum { LIMIT = 1 << 20 };
  char *const text = malloc(LIMIT + 100);
  assert_non_null(text);

  scan s = start_quoted(text, LIMIT);
  check_record(&s, 1, "a");
  assert_int_equal(next(&s), CVS_OK);
  assert_int_equal(s.record.count, 3);
  assert_int_equal(s.record.field[1].length, LIMIT);
  check_record(&s, 4, "x");
  stop(&s);

  s = start_quoted(text, LIMIT + 1);
  check_record(&s, 1, "a");
  check_bad(
      &s, CVS_SKIP_SIZE, 2,
      "column 2 is \"\\x0Axxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…\" and longer than 1 MiB, expected a "
      "shorter field (is a quote not closed?)");
  stop(&s);
  free(text);
}

static void a_record_of_four_mebibytes_is_read_and_a_longer_one_is_not(void **state) {
  (void)state;
  enum { LIMIT = 4 << 20, LENGTH = 2 * LIMIT + 3 };
  char *const text = malloc(LENGTH);
  assert_non_null(text);
  memset(text, 'x', LENGTH);
  text[LIMIT - 1] = '\n';
  text[2 * LIMIT] = '\n';
  text[2 * LIMIT + 1] = '1';
  text[2 * LIMIT + 2] = '\n';
  scan s = start(text, LENGTH);
  cvs_scanner_set_delimiter(s.scanner, 'x');

  assert_int_equal(next(&s), CVS_OK);
  assert_int_equal(s.record.count, LIMIT);
  check_bad(&s, CVS_SKIP_SIZE, 2,
            "column 4194305 is \"\" in a record longer than 4 MiB, expected a shorter one (is a quote not closed?)");
  check_record(&s, 3, "1");
  check_end(&s);
  stop(&s);
  free(text);
}

static scan start_in_memory(void) {
  scan s = {0};
  assert_int_equal(cvs_scanner_new_in_memory("text", &s.scanner, &s.error), CVS_OK);
  return s;
}

static void a_text_in_memory_tells_what_it_has_taken(void **state) {
  (void)state;
  static const char text[] = "\na,b\n\"c\nd\",e\nf\"g\nh\r";
  scan s = start_in_memory();
  cvs_scanner_begin(s.scanner, text, sizeof text - 1, 7, true);

  check_record(&s, 8, "a|b");
  assert_int_equal(cvs_scanner_taken(s.scanner), 5);
  assert_int_equal(cvs_scanner_line(s.scanner), 9);
  check_record(&s, 9, "c\nd|e");
  check_bad(&s, CVS_SKIP_QUOTE, 11,
            "column 1 is \"f\" with a quote behind it, expected quotes around a whole field and doubled inside it");
  assert_true(cvs_scanner_finish_line(s.scanner));
  assert_int_equal(cvs_scanner_line(s.scanner), 12);
  check_record(&s, 12, "h");
  check_end(&s);
  assert_false(cvs_scanner_is_cut(s.scanner));
  stop(&s);
}

static void a_record_that_is_cut_is_not_read_and_begins_the_next_text(void **state) {
  (void)state;
  static const char *const whole = "a,b\n\nc,\"d\ne\"\r\nf";
  const size_t length = strlen(whole);

  for (size_t cut = 5; cut < length - 2; cut++) {
    scan s = start_in_memory();
    cvs_scanner_begin(s.scanner, whole, cut, 1, false);
    check_record(&s, 1, "a|b");
    check_end(&s);
    assert_true(cvs_scanner_is_cut(s.scanner) || cut == 5);
    const size_t taken = cvs_scanner_taken(s.scanner);
    const uint64_t line = cvs_scanner_line(s.scanner);
    cvs_scanner_begin(s.scanner, whole + taken, length - taken, line, true);

    check_record(&s, 3, "c|d\ne");
    check_record(&s, 5, "f");
    check_end(&s);
    stop(&s);
  }
}

static void each_of_many_open_quotes_is_told(void **state) {
  (void)state;
  /* each line opens a quote, which the next line breaks */
  enum { LINES = 4096, LINE = 64 };
  char *const text = malloc((size_t)LINES * LINE);
  assert_non_null(text);
  memset(text, 'x', (size_t)LINES * LINE);
  for (size_t i = 0; i < LINES; i++) {
    memcpy(text + i * LINE, "\"\"\"", 3);
    text[i * LINE + LINE - 1] = '\n';
  }
  scan s = start(text, (size_t)LINES * LINE);

  for (uint64_t line = 1; line <= LINES; line++) {
    assert_int_equal(next(&s), CVS_EDATA);
    assert_int_equal(s.skip, CVS_SKIP_QUOTE);
    assert_int_equal(s.error.line, line);
  }

  check_end(&s);
  stop(&s);
  free(text);
}

static void the_first_line_can_be_seen_before_it_is_read(void **state) {
  (void)state;
  scan s = START("\n sep=;\r\na;b\r\n");
  const char *line = NULL;
  size_t length = 0;

  assert_int_equal(cvs_scanner_peek(s.scanner, &line, &length, &s.error), CVS_OK);
  assert_int_equal(length, 6);
  assert_memory_equal(line, " sep=;", 6);
  assert_int_equal(cvs_scanner_drop(s.scanner, &s.error), CVS_OK);
  cvs_scanner_set_delimiter(s.scanner, ';');
  check_record(&s, 3, "a|b");
  check_end(&s);
  stop(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(records_know_the_line_they_begin_on),
      cmocka_unit_test(all_three_line_ends_count_once),
      cmocka_unit_test(fields_are_trimmed_inside_and_outside_quotes),
      cmocka_unit_test(a_tab_that_parts_fields_is_no_space),
      cmocka_unit_test(an_open_quote_is_told_by_the_line_that_opens_it),
      cmocka_unit_test(a_quote_opened_behind_a_closed_one_has_its_own_line),
      cmocka_unit_test(a_quote_inside_a_field_is_refused_and_the_next_line_read),
      cmocka_unit_test(text_behind_the_quote_of_a_field_of_several_lines_is_told_with_its_distance),
      cmocka_unit_test(a_quote_inside_a_long_field_is_told_as_in_a_short_one),
      cmocka_unit_test(a_nul_byte_is_refused_with_its_column),
      cmocka_unit_test(bytes_that_are_no_utf8_are_refused_with_their_column),
      cmocka_unit_test(a_field_of_one_mebibyte_is_read_and_a_longer_one_is_not),
      cmocka_unit_test(the_limit_of_a_field_does_not_count_its_quotes_and_is_exact),
      cmocka_unit_test(a_record_of_four_mebibytes_is_read_and_a_longer_one_is_not),
      cmocka_unit_test(a_text_in_memory_tells_what_it_has_taken),
      cmocka_unit_test(a_record_that_is_cut_is_not_read_and_begins_the_next_text),
      cmocka_unit_test(each_of_many_open_quotes_is_told),
      cmocka_unit_test(the_first_line_can_be_seen_before_it_is_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
