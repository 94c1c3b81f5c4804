/* Wanted fields of records, regular or not; what a text leaves over; limits. */
#include "data/split.h"
#include "support/split_both.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char *const columns[] = {"one", "two", "three", "", ""};
static const size_t first_and_third[] = {0, 2};
/* three named columns and two without a name, of which the first and the third are wanted */
static const cvs_split_plan usual = {"text", ',', columns, 5, 3, first_and_third, 2};

/* A splitter and the text it is on, which bytes follow that must not be seen. */
typedef struct split {
  cvs_splitter *splitter;
  char *text;
  const cvs_field *field;
  cvs_skip skip;
  cvs_error error;
} split;

static split start(const cvs_split_plan *plan) {
  split s = {0};
  assert_int_equal(cvs_splitter_new(plan, &s.splitter, &s.error), CVS_OK);
  return s;
}

static void begin(split *s, const char *text, size_t length, uint64_t line, bool last) {
  free(s->text);
  s->text = malloc(length + CVS_SPLIT_PADDING);
  assert_non_null(s->text);
  memcpy(s->text, text, length);
  memset(s->text + length, '"', CVS_SPLIT_PADDING);
  cvs_splitter_begin(s->splitter, s->text, length, line, last);
}

static void stop(split *s) {
  cvs_splitter_free(s->splitter);
  free(s->text);
}

static cvs_status next(split *s) {
  s->error = (cvs_error){0};
  return cvs_splitter_next(s->splitter, &s->field, &s->skip, &s->error);
}

/* The next record begins on this line and has these wanted fields, two of them. */
static void check_record(split *s, uint64_t line, const char *one, const char *three) {
  assert_int_equal(next(s), CVS_OK);
  assert_non_null(s->field);
  assert_int_equal(s->field[0].length, strlen(one));
  assert_memory_equal(s->field[0].text, one, strlen(one));
  assert_int_equal(s->field[1].length, strlen(three));
  assert_memory_equal(s->field[1].text, three, strlen(three));
  assert_int_equal(cvs_splitter_line(s->splitter), line);
}

static void check_end(split *s, size_t rest, uint64_t lines) {
  assert_int_equal(next(s), CVS_OK);
  assert_null(s->field);
  assert_int_equal(cvs_splitter_rest(s->splitter), rest);
  assert_int_equal(cvs_splitter_lines(s->splitter), lines);
}

static void check_bad(split *s, cvs_skip skip, uint64_t line, const char *message) {
  assert_int_equal(next(s), CVS_EDATA);
  assert_null(s->field);
  assert_string_equal(s->error.message, message);
  assert_string_equal(s->error.source, "text");
  assert_int_equal(s->error.line, line);
  assert_int_equal(s->skip, skip);
}

#define BEGIN(s, text, line, last) begin(s, text, sizeof(text) - 1, line, last)

static void wanted_fields_come_trimmed_and_without_quotes(void **state) {
  (void)state;
  split s = start(&usual);
  BEGIN(&s, "a,b,c,,\n\" d \",\"x,\ny\",\te ,\"\",\r\n\"f\",,\"g\nh\",,\r\n,x,gr\xC3\xBCn,,\n", 7, true);

  check_record(&s, 7, "a", "c");
  check_record(&s, 8, "d", "e");
  check_record(&s, 10, "f", "g\nh");
  check_record(&s, 12, "", "gr\xC3\xBCn");
  check_end(&s, 0, 6);
  stop(&s);
}

static void blank_lines_and_records_of_nothing_are_passed_over(void **state) {
  (void)state;
  split s = start(&usual);
  BEGIN(&s, "\n \t\r\n,,,,\n\"\",\" \",,,,,,,\na,,b,,\n,,\n\n", 1, true);

  check_record(&s, 5, "a", "b");
  check_end(&s, 0, 7);
  stop(&s);
}

static void a_record_whose_wanted_fields_are_empty_is_one(void **state) {
  (void)state;
  split s = start(&usual);
  BEGIN(&s, ",x,,,\n", 1, true);

  check_record(&s, 1, "", "");
  check_end(&s, 0, 1);
  stop(&s);
}

static void columns_without_a_name_may_be_left_out_and_empty_fields_added(void **state) {
  (void)state;
  split s = start(&usual);
  BEGIN(&s, "a,b,c\nd,e,f,g\nh,i,j,k,l,,\" \"\n", 1, true);

  check_record(&s, 1, "a", "c");
  check_record(&s, 2, "d", "f");
  check_record(&s, 3, "h", "j");
  check_end(&s, 0, 3);
  stop(&s);
}

static void a_field_too_few_and_one_too_many_are_told(void **state) {
  (void)state;
  split s = start(&usual);
  BEGIN(&s, "a,b\nc\nd,e,f,,,g\nh,i,j,,\n", 1, true);

  check_bad(&s, CVS_SKIP_RAGGED, 1, "the line has 2 fields, expected 3: column \"three\" is missing");
  check_bad(&s, CVS_SKIP_RAGGED, 2, "the line has 1 field, expected 3: column \"two\" is missing");
  check_bad(&s, CVS_SKIP_RAGGED, 3, "the line has 6 fields, expected 5: \"g\" has no column");
  check_record(&s, 4, "h", "j");
  check_end(&s, 0, 4);
  stop(&s);
}

static void what_is_irregular_is_read_as_the_scanner_reads_it(void **state) {
  (void)state;
  split s = start(&usual);
  BEGIN(&s, "\"a \"\"b\"\"\",x,c,,\nd, \"y\" ,e,,\rf,,g,,\nh\"i,,,,\nj,,k,,\nl,,\xFC,,\nm,,n,,\n\"o,,p,,\nq,,r", 1,
        true);

  check_record(&s, 1, "a \"b\"", "c");
  check_record(&s, 2, "d", "e");
  check_record(&s, 3, "f", "g");
  check_bad(
      &s, CVS_SKIP_QUOTE, 4,
      "column \"one\" is \"h\" with a quote behind it, expected quotes around a whole field and doubled inside it");
  check_record(&s, 5, "j", "k");
  check_bad(&s, CVS_SKIP_ENCODING, 6,
            "column \"three\" is \"\\xFC\", expected UTF-8 text (--encoding names another encoding)");
  check_record(&s, 7, "m", "n");
  check_bad(&s, CVS_SKIP_QUOTE, 8,
            "column \"one\" is \"o,,p,,\\x0Aq,,r\" and its quote is not closed, expected a second quote");
  check_record(&s, 9, "q", "r");
  check_end(&s, 0, 8);
  stop(&s);
}

static void doubled_quotes_in_a_field_that_nobody_wants_change_nothing(void **state) {
  (void)state;
  split s = start(&usual);
  BEGIN(&s, "a,\"{\"\"k\"\":\n\"\"v\"\"}\",b,,\nc,,d,,\n", 1, true);

  check_record(&s, 1, "a", "b");
  check_record(&s, 3, "c", "d");
  check_end(&s, 0, 3);
  stop(&s);
}

static void a_record_that_does_not_end_is_left_over(void **state) {
  (void)state;
  split s = start(&usual);

  BEGIN(&s, "a,,b,,\nc,,\"d\n", 1, false);
  check_record(&s, 1, "a", "b");
  check_end(&s, sizeof "c,,\"d\n" - 1, 1);

  BEGIN(&s, "c,,\"d\ne\",,\nf,,g\r", 2, false);
  check_record(&s, 2, "c", "d\ne");
  check_end(&s, sizeof "f,,g\r" - 1, 2);

  BEGIN(&s, "f,,g\r\n  ", 4, false);
  check_record(&s, 4, "f", "g");
  check_end(&s, 2, 1);

  BEGIN(&s, "  ", 5, true);
  check_end(&s, 0, 0);
  stop(&s);
}

static void the_last_record_needs_no_line_end(void **state) {
  (void)state;
  split s = start(&usual);
  BEGIN(&s, "a,,b,,\nc,,d,,", 1, true);

  check_record(&s, 1, "a", "b");
  check_record(&s, 2, "c", "d");
  check_end(&s, 0, 1);
  check_end(&s, 0, 1);
  stop(&s);
}

static void nothing_is_left_of_an_earlier_text(void **state) {
  (void)state;
  split s = start(&usual);

  BEGIN(&s, "a,,\"b,,\nc", 1, false);
  check_end(&s, sizeof "a,,\"b,,\nc" - 1, 0);
  BEGIN(&s, "d,,e,,\n\"f\",,g,,\n", 1, true);

  check_record(&s, 1, "d", "e");
  check_record(&s, 2, "f", "g");
  check_end(&s, 0, 2);
  stop(&s);
}

static void lone_crs_end_records_too(void **state) {
  (void)state;
  split s = start(&usual);
  BEGIN(&s, "a,,b\rc,,d\r\re,,f\r", 1, true);

  check_record(&s, 1, "a", "b");
  check_record(&s, 2, "c", "d");
  check_record(&s, 4, "e", "f");
  check_end(&s, 0, 4);
  stop(&s);
}

/* So many x between head and tail. The caller's to free. */
static char *make_long_text(const char *head, size_t filling, const char *tail, size_t *length) {
  *length = strlen(head) + filling + strlen(tail);
  char *const text = malloc(*length + 1);
  assert_non_null(text);
  memcpy(text, head, strlen(head));
  memset(text + strlen(head), 'x', filling);
  memcpy(text + strlen(head) + filling, tail, strlen(tail) + 1);
  return text;
}

enum { FIELD_LIMIT = 1 << 20, RECORD_LIMIT = 4 << 20 };

static void check_agreement(const split_case *c) {
  cvs_strbuf difference = {0};
  const char *const found = split_difference(c, &difference);
  if (found != NULL)
    print_error("%zu bytes, piece %zu\n%s", c->length, c->piece, found);
  cvs_strbuf_free(&difference);
  assert_null(found);
}

static void fields_up_to_the_limit_are_read_and_longer_ones_are_not(void **state) {
  (void)state;
  for (size_t filling = FIELD_LIMIT - 3; filling < FIELD_LIMIT + 3; filling++) {
    split_case c = {.delimiter = ',', .column_count = 2, .named_count = 2, .wanted = 2, .piece = FIELD_LIMIT / 2};
    char *const text = make_long_text("1,2\n\"", filling, "\",3\n4,5\n", &c.length);
    c.text = text;

    check_agreement(&c);

    free(text);
  }
}

/* A record of very many fields, which only its own limit ends; cut and not cut. */
static void records_up_to_the_limit_are_read_and_longer_ones_are_not(void **state) {
  (void)state;
  for (size_t length = RECORD_LIMIT - 3; length < RECORD_LIMIT + 4; length++) {
    split_case c = {.delimiter = 'x', .column_count = 1, .named_count = 1, .wanted = 1, .length = 0};
    char *const text = make_long_text("1\n2", length - 3, "\r\n\n3\n", &c.length);
    c.text = text;

    check_agreement(&c);
    c.piece = RECORD_LIMIT / 2;
    check_agreement(&c);

    free(text);
  }
}

static void a_line_too_long_is_left_over_until_it_ends(void **state) {
  (void)state;
  split s = start(&usual);
  size_t length = 0;
  char *const text = make_long_text("a,,b\n", RECORD_LIMIT + 9, "\nc,,d\n", &length);

  begin(&s, text, length - 6, 1, false);
  check_record(&s, 1, "a", "b");
  check_end(&s, RECORD_LIMIT + 9, 1);
  begin(&s, text + 5, length - 5, 2, false);
  assert_int_equal(next(&s), CVS_EDATA);

  assert_int_equal(s.skip, CVS_SKIP_SIZE);
  assert_int_equal(s.error.line, 2);
  check_record(&s, 3, "c", "d");
  check_end(&s, 0, 2);
  stop(&s);
  free(text);
}

static void check_ready(const cvs_split_ready *ready, size_t record, size_t column, const char *want) {
  const cvs_field field = cvs_split_field_at(ready->base, ready->before + record * ready->width, column);
  assert_int_equal(field.length, strlen(want));
  assert_memory_equal(field.text, want, strlen(want));
}

static void records_that_lie_ready_may_be_taken_many_at_a_time(void **state) {
  (void)state;
  split s = start(&usual);
  BEGIN(&s, "a,b,c,,\nd,,e,,\n\" f \",\"x,\ny\",g,,\nh,\"i\"\"\",,,\nj,,\xC3\xBC,,\nk,,,,\r\nl,m,n\n", 5, true);
  assert_int_equal(cvs_splitter_ready(s.splitter).count, 0); /* nothing is masked yet */

  check_record(&s, 5, "a", "c");
  const cvs_split_ready first = cvs_splitter_ready(s.splitter);

  /* up to the line feed inside quotes, which is not regular at a glance */
  assert_int_equal(first.count, 1);
  check_ready(&first, 0, 0, "d");
  check_ready(&first, 0, 2, "e");
  cvs_splitter_take_ready(s.splitter, 1);
  assert_int_equal(cvs_splitter_line(s.splitter), 6);
  assert_int_equal(cvs_splitter_ready(s.splitter).count, 0);
  check_record(&s, 7, "f", "g");
  check_record(&s, 9, "h", "");
  assert_int_equal(cvs_splitter_ready(s.splitter).count, 0);
  check_record(&s, 10, "j", "\xC3\xBC");
  const cvs_split_ready last = cvs_splitter_ready(s.splitter);
  assert_int_equal(last.count, 1);
  check_ready(&last, 0, 0, "k");
  check_ready(&last, 0, 4, "");
  cvs_splitter_take_ready(s.splitter, 1);
  assert_int_equal(cvs_splitter_ready(s.splitter).count, 0); /* a record that leaves columns out */
  check_record(&s, 12, "l", "n");
  check_end(&s, 0, 8);
  stop(&s);
}

static void a_delimiter_that_is_no_plain_character_is_left_to_the_scanner(void **state) {
  (void)state;
  static const char text[] = "a b c\n1 2 3\n\"x y\" z w\n";
  const split_case c = {text, sizeof text - 1, ' ', 3, 3, 5, 0, 0, 0};

  check_agreement(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(wanted_fields_come_trimmed_and_without_quotes),
      cmocka_unit_test(blank_lines_and_records_of_nothing_are_passed_over),
      cmocka_unit_test(a_record_whose_wanted_fields_are_empty_is_one),
      cmocka_unit_test(columns_without_a_name_may_be_left_out_and_empty_fields_added),
      cmocka_unit_test(a_field_too_few_and_one_too_many_are_told),
      cmocka_unit_test(what_is_irregular_is_read_as_the_scanner_reads_it),
      cmocka_unit_test(doubled_quotes_in_a_field_that_nobody_wants_change_nothing),
      cmocka_unit_test(a_record_that_does_not_end_is_left_over),
      cmocka_unit_test(the_last_record_needs_no_line_end),
      cmocka_unit_test(nothing_is_left_of_an_earlier_text),
      cmocka_unit_test(lone_crs_end_records_too),
      cmocka_unit_test(fields_up_to_the_limit_are_read_and_longer_ones_are_not),
      cmocka_unit_test(records_up_to_the_limit_are_read_and_longer_ones_are_not),
      cmocka_unit_test(a_line_too_long_is_left_over_until_it_ends),
      cmocka_unit_test(records_that_lie_ready_may_be_taken_many_at_a_time),
      cmocka_unit_test(a_delimiter_that_is_no_plain_character_is_left_to_the_scanner),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
