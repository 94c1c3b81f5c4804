/* What a record may lack, and have too many of. */
#include "data/width.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

enum { FIELDS_MAX = 6 };
static const char *const columns[] = {"one", "two", ""};
static const cvs_width width = {"text", columns, 3, 2};

/* The first `count` of these fields as a record on line 9. */
static cvs_record record_of(cvs_field field[FIELDS_MAX], size_t count, const char *const *text) {
  for (size_t i = 0; i < count; i++)
    field[i] = (cvs_field){text[i], strlen(text[i])};
  return (cvs_record){9, count, field};
}

static void check_fits(size_t count, const char *const *text) {
  cvs_field field[FIELDS_MAX];
  cvs_error error = {0};
  cvs_skip skip = CVS_SKIP_NONE;
  const cvs_record record = record_of(field, count, text);

  assert_int_equal(cvs_width_check(&width, &record, &skip, &error), CVS_OK);
  assert_int_equal(skip, CVS_SKIP_NONE);
}

static void check_refused(size_t count, const char *const *text, const char *message) {
  cvs_field field[FIELDS_MAX];
  cvs_error error = {0};
  cvs_skip skip = CVS_SKIP_NONE;
  const cvs_record record = record_of(field, count, text);

  assert_int_equal(cvs_width_check(&width, &record, &skip, &error), CVS_EDATA);
  assert_int_equal(skip, CVS_SKIP_RAGGED);
  assert_string_equal(error.source, "text");
  assert_int_equal(error.line, 9);
  assert_string_equal(error.message, message);
}

static void columns_without_a_name_and_empty_fields_behind_may_come_or_go(void **state) {
  (void)state;
  static const char *const text[] = {"a", "b", "c", "", ""};

  check_fits(2, text);
  check_fits(3, text);
  check_fits(5, text);
}

static void a_missing_column_is_named(void **state) {
  (void)state;
  static const char *const text[] = {"a"};

  check_refused(1, text, "the line has 1 field, expected 2: column \"two\" is missing");
}

static void a_value_without_a_column_is_shown(void **state) {
  (void)state;
  static const char *const text[] = {"a", "b", "c", "", "d"};

  check_refused(5, text, "the line has 5 fields, expected 3: \"d\" has no column");
}

static void a_record_is_empty_where_all_of_its_fields_are(void **state) {
  (void)state;
  static const char *const text[] = {"", "", "x"};
  cvs_field field[FIELDS_MAX];

  const cvs_record empty = record_of(field, 2, text);
  assert_true(cvs_record_is_empty(&empty));

  const cvs_record filled = record_of(field, 3, text);
  assert_false(cvs_record_is_empty(&filled));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(columns_without_a_name_and_empty_fields_behind_may_come_or_go),
      cmocka_unit_test(a_missing_column_is_named),
      cmocka_unit_test(a_value_without_a_column_is_shown),
      cmocka_unit_test(a_record_is_empty_where_all_of_its_fields_are),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
