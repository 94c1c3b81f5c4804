/* Reading JSON: values, and errors that name the place. */
#include "base/json.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const cvs_json_range up_to_one = {0, 1, true, false};

static cvs_json_document *parse(const char *text) {
  cvs_json_document *document = NULL;
  assert_int_equal(cvs_json_parse("plan.json", text, strlen(text), &document, NULL), CVS_OK);
  return document;
}

/* The failure of a document, which is freed. */
static void assert_failure(cvs_json_document *document, const char *want) {
  cvs_error error = {0};
  assert_int_equal(cvs_json_status(document, &error), CVS_EDATA);
  assert_string_equal(error.source, "plan.json");
  assert_string_equal(error.message, want);
  cvs_json_free(document);
}

static void values_come_back_as_they_stand(void **state) {
  (void)state;
  static const char *const ids[] = {"none", "binding"};
  cvs_json_document *document =
      parse("{\"rate\": 0.1, \"one\": 1, \"count\": 9007199254740991, \"yes\": true, \"name\": \"שלום\", "
            "\"kind\": \"binding\", \"nothing\": null, \"list\": [0.25, 0.5]}");
  const cvs_json_place root = cvs_json_root(document);
  const cvs_json_place rate = cvs_json_member(&root, "rate"), one = cvs_json_member(&root, "one");
  const cvs_json_place count = cvs_json_member(&root, "count"), yes = cvs_json_member(&root, "yes");
  const cvs_json_place name = cvs_json_member(&root, "name"), kind = cvs_json_member(&root, "kind");
  const cvs_json_place list = cvs_json_member(&root, "list"), second = cvs_json_item(&list, 1);
  const cvs_json_place nothing = cvs_json_member(&root, "nothing"), absent = cvs_json_member(&root, "absent");

  assert_true(cvs_json_get_number(&rate, &up_to_one) == 0.1);
  assert_true(cvs_json_get_number(&one, &up_to_one) == 1);
  assert_true(cvs_json_get_whole(&count, 0, UINT64_C(9007199254740991)) == UINT64_C(9007199254740991));
  assert_true(cvs_json_get_bool(&yes));
  assert_string_equal(cvs_json_get_text(&name), "שלום");
  assert_int_equal(cvs_json_get_choice(&kind, ids, 2), 1);
  assert_int_equal(cvs_json_length(&list, 1, 2), 2);
  assert_true(cvs_json_get_number(&second, &up_to_one) == 0.5);
  assert_true(cvs_json_is_null(&nothing) && cvs_json_is_null(&absent) && !cvs_json_is_null(&list));
  assert_int_equal(cvs_json_status(document, NULL), CVS_OK);
  cvs_json_free(document);
}

/* 10^21 is a double (the powers of ten are up to 10^22), and beyond 2^63: bayes factors are written so. */
static void a_whole_number_may_be_as_large_as_a_double(void **state) {
  (void)state;
  static const cvs_json_range any = {0, INFINITY, false, false};
  cvs_json_document *document = parse("{\"factor\": 1000000000000000000000}");
  const cvs_json_place root = cvs_json_root(document), factor = cvs_json_member(&root, "factor");

  assert_true(cvs_json_is_number(&factor) && !cvs_json_is_number(&root));
  assert_true(cvs_json_get_number(&factor, &any) == 1e21);

  assert_int_equal(cvs_json_status(document, NULL), CVS_OK);
  cvs_json_free(document);
}

static void an_error_names_the_place_the_value_and_what_was_expected(void **state) {
  (void)state;
  cvs_json_document *document = parse("{\"looks\": [{}, {}, {\"information\": \"x\"}]}");
  const cvs_json_place root = cvs_json_root(document), looks = cvs_json_member(&root, "looks");
  const cvs_json_place look = cvs_json_item(&looks, 2), information = cvs_json_member(&look, "information");

  assert_true(cvs_json_get_number(&information, &up_to_one) == 0);

  assert_failure(document, "looks[2].information is \"x\", expected a number above 0 and at most 1");
}

static void ranges_are_told_and_held_at_both_ends(void **state) {
  (void)state;
  static const struct {
    const char *value;
    cvs_json_range range;
    const char *want;
  } rows[] = {
      {"0", {0, 1, true, true}, "v is 0, expected a number above 0 and below 1"},
      {"1", {0, 1, true, true}, "v is 1, expected a number above 0 and below 1"},
      {"-0.5", {0, 1, false, false}, "v is -0.5, expected a number from 0 and at most 1"},
      {"1e-9", {1, INFINITY, false, true}, "v is 1e-9, expected a number from 1"},
      {"2", {-INFINITY, 1, true, false}, "v is 2, expected a number at most 1"},
      {"[]", {-INFINITY, INFINITY, true, true}, "v is an array, expected a number"},
      {"true", {0, 1, false, false}, "v is true, expected a number from 0 and at most 1"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char text[64];
    snprintf(text, sizeof text, "{\"v\": %s}", rows[i].value);
    cvs_json_document *document = parse(text);
    const cvs_json_place root = cvs_json_root(document), value = cvs_json_member(&root, "v");

    (void)cvs_json_get_number(&value, &rows[i].range);

    assert_failure(document, rows[i].want);
  }
}

typedef void getter(const cvs_json_place *place);

static void get_whole(const cvs_json_place *place) {
  (void)cvs_json_get_whole(place, 2, 50);
}

static void get_bool(const cvs_json_place *place) {
  (void)cvs_json_get_bool(place);
}

static void get_text(const cvs_json_place *place) {
  (void)cvs_json_get_text(place);
}

static void get_choice(const cvs_json_place *place) {
  static const char *const ids[] = {"none", "binding"};
  (void)cvs_json_get_choice(place, ids, 2);
}

static void get_length(const cvs_json_place *place) {
  (void)cvs_json_length(place, 2, 3);
}

static void get_member(const cvs_json_place *place) {
  (void)cvs_json_member(place, "inner");
}

static void get_item(const cvs_json_place *place) {
  (void)cvs_json_item(place, 0);
}

static void expect_only(const cvs_json_place *place) {
  static const char *const keys[] = {"alpha", "beta"};
  cvs_json_expect_only(place, keys, 2);
}

static void the_wrong_kind_is_told_of_every_getter(void **state) {
  (void)state;
  static const struct {
    const char *value;
    getter *get;
    const char *want;
  } rows[] = {
      {"1.5", get_whole, "v is 1.5, expected a whole number from 2 to 50"},
      {"51", get_whole, "v is 51, expected a whole number from 2 to 50"},
      {"-3", get_whole, "v is -3, expected a whole number from 2 to 50"},
      {"\"2\"", get_whole, "v is \"2\", expected a whole number from 2 to 50"},
      {"1", get_bool, "v is 1, expected true or false"},
      {"false", get_text, "v is false, expected a text"},
      {"\"\"", get_text, "v is \"\", expected a text"},
      {"\"a\\u001bb\"", get_text, "v is \"a\\x1Bb\", expected a text"},
      {"\"soft\"", get_choice, "v is \"soft\", expected one of none, binding"},
      {"null", get_choice, "v is null, expected one of none, binding"},
      {"[1]", get_length, "v is an array, expected an array of 2 to 3"},
      {"{}", get_length, "v is an object, expected an array of 2 to 3"},
      {"[]", get_member, "v is an array, expected an object"},
      {"{}", get_item, "v is an object, expected an array"},
      {"{\"alpha\": 1, \"gamma\": 2}", expect_only, "v.gamma is 2, expected no such member"},
      {"3", expect_only, "v is 3, expected an object"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char text[128];
    snprintf(text, sizeof text, "{\"v\": %s}", rows[i].value);
    cvs_json_document *document = parse(text);
    const cvs_json_place root = cvs_json_root(document), value = cvs_json_member(&root, "v");

    rows[i].get(&value);

    assert_failure(document, rows[i].want);
  }
}

static void what_is_missing_is_told_and_the_first_failure_stands(void **state) {
  (void)state;
  cvs_json_document *document = parse("{\"b\": 3}");
  const cvs_json_place root = cvs_json_root(document);
  const cvs_json_place first = cvs_json_member(&root, "a"), second = cvs_json_member(&root, "b");

  (void)cvs_json_get_number(&first, &up_to_one);
  (void)cvs_json_get_number(&second, &up_to_one);

  assert_failure(document, "a is missing, expected a number above 0 and at most 1");
}

static void the_outermost_value_is_the_file(void **state) {
  (void)state;
  cvs_json_document *document = parse("[1]");
  const cvs_json_place root = cvs_json_root(document);

  const cvs_json_place member = cvs_json_member(&root, "schema");

  assert_true(cvs_json_is_null(&member));
  assert_failure(document, "the file is an array, expected an object");
}

static void what_is_no_json_is_refused_with_its_line(void **state) {
  (void)state;
  static const struct {
    const char *text;
    uint64_t line;
    const char *want;
  } rows[] = {
      {"", 1, "ends too early"},
      {"{\n\"a\": 1", 2, "ends too early"},
      {"{\n\"a\": x}", 2, "is not JSON"},
      {"{}\n{}", 2, "goes on after the end of its JSON"},
      {"{\"a\": 1,\n\"a\": 2}", 2, "names a member twice"},
      {"[1e999]", 1, "has a number that is too large"},
      {"[\"\xff\"]", 1, "is not UTF-8"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    cvs_json_document *document = NULL;
    cvs_error error = {0};

    const cvs_status status = cvs_json_parse("plan.json", rows[i].text, strlen(rows[i].text), &document, &error);

    assert_int_equal(status, CVS_EDATA);
    assert_null(document);
    assert_string_equal(error.message, rows[i].want);
    assert_int_equal(error.line, rows[i].line);
  }
}

/* A hundred thousand brackets once could overflow a stack. */
static void deep_nesting_is_refused(void **state) {
  (void)state;
  enum { DEPTH = 100000 };
  char *text = malloc(DEPTH);
  assert_non_null(text);
  memset(text, '[', DEPTH);
  cvs_json_document *document = NULL;
  cvs_error error = {0};

  assert_int_equal(cvs_json_parse("deep.json", text, DEPTH, &document, &error), CVS_EDATA);

  assert_string_equal(error.message, "is nested too deeply");
  free(text);
}

static void a_file_is_read_and_one_that_is_not_there_is_told(void **state) {
  (void)state;
  char path[] = "/tmp/convstat-json-XXXXXX";
  const int file = mkstemp(path);
  assert_true(file >= 0);
  assert_int_equal(write(file, "{\"a\": 0.5}", 10), 10);
  assert_int_equal(close(file), 0);
  cvs_json_document *document = NULL;
  cvs_error error = {0};

  assert_int_equal(cvs_json_read(path, &document, &error), CVS_OK);

  const cvs_json_place root = cvs_json_root(document), value = cvs_json_member(&root, "a");
  assert_true(cvs_json_get_number(&value, &up_to_one) == 0.5);
  assert_string_equal(cvs_json_source(document), path);
  cvs_json_free(document);
  assert_int_equal(unlink(path), 0);
  assert_int_equal(cvs_json_read(path, &document, &error), CVS_EIO);
  assert_string_equal(error.message, "cannot be opened: No such file or directory");
}

static cvs_status read_bytes_of(const char *bytes, size_t length, cvs_json_document **out, cvs_error *error) {
  char path[] = "/tmp/convstat-test-XXXXXX";
  const int file = mkstemp(path);
  assert_true(file >= 0);
  assert_int_equal(write(file, bytes, length), length);
  assert_int_equal(close(file), 0);
  const cvs_status status = cvs_json_read(path, out, error);
  assert_int_equal(remove(path), 0);
  return status;
}

/* Such a file was once no JSON. What only begins like the mark is no UTF-8. */
static void a_byte_order_mark_is_skipped(void **state) {
  (void)state;
  static const char marked[] = "\xEF\xBB\xBF{\"rate\": 0.25}", torn[] = "\xEF\xBB{}", brief[] = "7";
  cvs_json_document *document = NULL;
  cvs_error error = {0};

  assert_int_equal(read_bytes_of(marked, sizeof marked - 1, &document, NULL), CVS_OK);
  cvs_json_place root = cvs_json_root(document);
  cvs_json_place rate = cvs_json_member(&root, "rate");
  assert_true(cvs_json_get_number(&rate, &up_to_one) == 0.25);
  cvs_json_free(document);
  document = parse(marked);
  root = cvs_json_root(document);
  rate = cvs_json_member(&root, "rate");
  assert_true(cvs_json_get_number(&rate, &up_to_one) == 0.25);
  cvs_json_free(document);
  assert_int_equal(read_bytes_of(brief, sizeof brief - 1, &document, NULL), CVS_OK);
  cvs_json_free(document);
  assert_int_equal(read_bytes_of(torn, sizeof torn - 1, &document, &error), CVS_EDATA);
  assert_string_equal(error.message, "is not UTF-8");
}

static void a_folder_is_no_file(void **state) {
  (void)state;
  cvs_json_document *document = NULL;
  cvs_error error = {0};

  assert_int_equal(cvs_json_read("/tmp", &document, &error), CVS_EIO);

  assert_null(document);
  assert_string_equal(error.message, "cannot be read: Is a directory");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_come_back_as_they_stand),
      cmocka_unit_test(a_whole_number_may_be_as_large_as_a_double),
      cmocka_unit_test(an_error_names_the_place_the_value_and_what_was_expected),
      cmocka_unit_test(ranges_are_told_and_held_at_both_ends),
      cmocka_unit_test(the_wrong_kind_is_told_of_every_getter),
      cmocka_unit_test(what_is_missing_is_told_and_the_first_failure_stands),
      cmocka_unit_test(the_outermost_value_is_the_file),
      cmocka_unit_test(what_is_no_json_is_refused_with_its_line),
      cmocka_unit_test(deep_nesting_is_refused),
      cmocka_unit_test(a_file_is_read_and_one_that_is_not_there_is_told),
      cmocka_unit_test(a_byte_order_mark_is_skipped),
      cmocka_unit_test(a_folder_is_no_file),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
