/* A file as a header and rows of text. */
#include "data/table.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static bool knows(const char *folded) {
  return strcmp(folded, "idea") == 0 || strcmp(folded, "value") == 0;
}

/* A table of this text, and the input it stands on. */
typedef struct opened {
  cvs_table table;
  cvs_input *input;
  cvs_arena arena;
} opened;

static cvs_status open_text(opened *out, const char *text, cvs_error *error) {
  static const cvs_read_options options;
  *out = (opened){.table = {.knows = knows}};
  out->table.arena = &out->arena;
  assert_int_equal(cvs_input_from_memory("ideas.csv", text, strlen(text), &out->input, NULL), CVS_OK);
  return cvs_table_open(&out->table, out->input, &options, error);
}

static void close_text(opened *it) {
  cvs_table_close(&it->table);
  cvs_input_close(it->input);
  cvs_arena_free(&it->arena);
}

static void expect_row(cvs_table *table, uint64_t line, const char *first, const char *second) {
  cvs_record record;
  cvs_skip skip;
  assert_int_equal(cvs_table_next(table, &record, &skip, NULL), CVS_OK);
  assert_int_equal(record.line, line);
  assert_string_equal(record.field[0].text, first);
  assert_string_equal(record.field[1].text, second);
}

static void expect_end(cvs_table *table) {
  cvs_record record;
  cvs_skip skip;
  assert_int_equal(cvs_table_next(table, &record, &skip, NULL), CVS_OK);
  assert_int_equal(record.count, 0);
}

static void finds_the_delimiter_by_the_names_it_knows(void **state) {
  (void)state;
  static const char *const texts[] = {"a,b,Idea;Value\n1,2;3\n", "Idea\tValue, net\n1,2\t3\n", "IDEA|value\n1,2|3\n",
                                      "sep=;\nidea;value\n1,2;3\n", "\xEF\xBB\xBF\"idea\";\"value\"\n\"1,2\";3\n"};
  static const char delimiters[] = ";\t|;;";

  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    opened it;
    assert_int_equal(open_text(&it, texts[i], NULL), CVS_OK);
    cvs_record record;
    cvs_skip skip;
    assert_int_equal(cvs_table_next(&it.table, &record, &skip, NULL), CVS_OK);

    assert_int_equal(it.table.numbers.delimiter, delimiters[i]);
    assert_string_equal(record.field[0].text, "1,2");
    assert_string_equal(record.field[1].text, "3");
    close_text(&it);
  }
}

static void passes_over_what_spreadsheets_leave_behind(void **state) {
  (void)state;
  opened it;

  assert_int_equal(open_text(&it, "idea,value,,\nA,1,,\n\n,,,\nB,2,,\n,,\n", NULL), CVS_OK);

  assert_int_equal(it.table.column_count, 2);
  expect_row(&it.table, 2, "A", "1");
  expect_row(&it.table, 5, "B", "2");
  expect_end(&it.table);
  close_text(&it);
}

/* A bad row says why, and the next one can be read. */
static void goes_on_behind_a_ragged_row(void **state) {
  (void)state;
  opened it;
  cvs_record record;
  cvs_skip skip;
  cvs_error error = {0}, another = {0};
  assert_int_equal(open_text(&it, "idea,value\nA\nB,2,3\nC,4\n", NULL), CVS_OK);

  assert_int_equal(cvs_table_next(&it.table, &record, &skip, &error), CVS_EDATA);
  assert_int_equal(skip, CVS_SKIP_RAGGED);
  assert_int_equal(error.line, 2);
  assert_string_equal(error.message, "the line has 1 field, expected 2: column \"value\" is missing");
  assert_int_equal(cvs_table_next(&it.table, &record, &skip, &another), CVS_EDATA);
  assert_string_equal(another.message, "the line has 3 fields, expected 2: \"3\" has no column");

  expect_row(&it.table, 4, "C", "4");
  expect_end(&it.table);
  close_text(&it);
}

static void refuses_a_file_without_a_header(void **state) {
  (void)state;
  opened it;
  cvs_error error = {0};

  assert_int_equal(open_text(&it, "\n\n", &error), CVS_EDATA);

  assert_string_equal(error.message, "the file is empty, expected a header");
  close_text(&it);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_the_delimiter_by_the_names_it_knows),
      cmocka_unit_test(passes_over_what_spreadsheets_leave_behind),
      cmocka_unit_test(goes_on_behind_a_ragged_row),
      cmocka_unit_test(refuses_a_file_without_a_header),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
