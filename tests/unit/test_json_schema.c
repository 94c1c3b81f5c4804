/* Holding JSON against a schema: what holds, and what is said where it does not. What each keyword means is that of
 * JSON Schema, draft 2020-12, "A Vocabulary for Structural Validation". */
#include "base/json_schema.h"

#include "report/schemas.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char schema_text[] =
    "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"title\": \"a shelf\", \"type\": \"object\","
    " \"additionalProperties\": false, \"required\": [\"kind\", \"items\"],"
    " \"properties\": {"
    "  \"kind\": {\"const\": \"shelf/1\"},"
    "  \"colour\": {\"enum\": [\"red\", \"green\", null]},"
    "  \"date\": {\"type\": [\"string\", \"null\"], \"format\": \"date\"},"
    "  \"code\": {\"type\": \"string\", \"pattern\": \"^[a-z]+$\", \"minLength\": 2},"
    "  \"share\": {\"type\": \"number\", \"exclusiveMinimum\": 0, \"maximum\": 1},"
    "  \"count\": {\"type\": \"integer\", \"minimum\": 1},"
    "  \"names\": {\"type\": \"object\", \"propertyNames\": {\"enum\": [\"en\", \"he\"]}, \"maxProperties\": 1},"
    "  \"others\": {\"type\": \"object\", \"additionalProperties\": {\"type\": \"integer\"}},"
    "  \"items\": {\"type\": \"array\", \"minItems\": 1, \"maxItems\": 2, \"items\": {\"$ref\": \"#/$defs/item\"}}},"
    " \"$defs\": {"
    "  \"interval\": {\"type\": \"object\", \"required\": [\"lower\"], \"properties\": {\"lower\": {\"type\": "
    "\"number\"}}},"
    "  \"item\": {\"description\": \"a thing\", \"type\": \"object\", \"properties\": {"
    "   \"lift\": {\"oneOf\": [{\"$ref\": \"#/$defs/interval\"}, {\"type\": \"null\"}]}}}}}";

static cvs_json_document *parse(const char *name, const char *text) {
  cvs_json_document *document = NULL;
  assert_int_equal(cvs_json_parse(name, text, strlen(text), &document, NULL), CVS_OK);
  return document;
}

/* What is said of a document; "" where it holds. */
static void assert_said(const char *text, const char *want) {
  cvs_json_document *schema = parse("shelf", schema_text), *document = parse("r.json", text);
  cvs_error error = {.status = CVS_OK};

  const cvs_status status = cvs_json_hold(document, schema, &error);

  assert_string_equal(error.message, want);
  assert_int_equal(status, *want == '\0' ? CVS_OK : CVS_EDATA);
  if (*want != '\0')
    assert_string_equal(error.source, "r.json");
  cvs_json_free(document);
  cvs_json_free(schema);
}

static void what_holds_is_left_alone(void **state) {
  (void)state;
  assert_said("{\"kind\": \"shelf/1\", \"items\": [{}]}", "");
  assert_said("{\"kind\": \"shelf/1\", \"colour\": null, \"date\": \"2024-02-01\", \"code\": \"ab\", \"share\": 1, "
              "\"count\": 3.0, \"names\": {\"he\": 0}, \"others\": {\"x\": 1}, "
              "\"items\": [{\"lift\": null}, {\"lift\": {\"lower\": -0.5}, \"more\": true}]}",
              "");
}

static void what_is_missing_or_strange_is_named(void **state) {
  (void)state;
  assert_said("{\"items\": [{}]}", "kind is missing, expected \"shelf/1\"");
  assert_said("{\"kind\": \"shelf/1\"}", "items is missing, expected an array");
  assert_said("{\"kind\": \"shelf/1\", \"items\": [{}], \"door\": 1}", "door is 1, expected no such member");
  assert_said("{\"kind\": \"shelf/1\", \"items\": [{}], \"names\": {\"fr\": 1}}",
              "names.fr is 1, expected no such member");
  assert_said("[]", "the file is an array, expected an object");
}

static void values_are_held_against_each_keyword(void **state) {
  (void)state;
  static const struct {
    const char *member;
    const char *want;
  } cases[] = {
      {"\"kind\": \"shelf/2\"", "kind is \"shelf/2\", expected \"shelf/1\""},
      {"\"colour\": \"blue\"", "colour is \"blue\", expected one of \"red\", \"green\", null"},
      {"\"date\": 7", "date is 7, expected a text or null"},
      {"\"date\": \"1 May\"", "date is \"1 May\", expected a day such as 2026-08-14"},
      {"\"code\": \"AB\"", "code is \"AB\", expected a text of the form ^[a-z]+$"},
      {"\"code\": \"a\"", "code is \"a\", expected a longer text"},
      {"\"share\": 0", "share is 0, expected a number above 0 and at most 1"},
      {"\"share\": 1.2", "share is 1.2, expected a number above 0 and at most 1"},
      {"\"count\": 1.5", "count is 1.5, expected a whole number"},
      {"\"count\": 0", "count is 0, expected a number from 1"},
      {"\"names\": {\"en\": 1, \"he\": 2}", "names is an object, expected an object with fewer members"},
      {"\"others\": {\"x\": true}", "others.x is true, expected a whole number"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[256];
    const bool is_kind = strncmp(cases[i].member, "\"kind\"", 6) == 0;
    (void)snprintf(text, sizeof text, "{%s%s, \"items\": [{}]}", is_kind ? "" : "\"kind\": \"shelf/1\", ",
                   cases[i].member);
    assert_said(text, cases[i].want);
  }
}

static void lists_have_their_lengths(void **state) {
  (void)state;
  assert_said("{\"kind\": \"shelf/1\", \"items\": []}", "items is an array, expected an array of 1 at least");
  assert_said("{\"kind\": \"shelf/1\", \"items\": [{}, {}, {}]}", "items is an array, expected an array of 2 at most");
  assert_said("{\"kind\": \"shelf/1\", \"items\": [{}, 4]}", "items[1] is 4, expected an object");
}

static void of_alternatives_the_one_that_came_furthest_speaks(void **state) {
  (void)state;
  assert_said("{\"kind\": \"shelf/1\", \"items\": [{\"lift\": {\"lower\": \"low\"}}]}",
              "items[0].lift.lower is \"low\", expected a number");
  assert_said("{\"kind\": \"shelf/1\", \"items\": [{\"lift\": {}}]}",
              "items[0].lift.lower is missing, expected a number");
  assert_said("{\"kind\": \"shelf/1\", \"items\": [{\"lift\": 3}]}", "items[0].lift is 3, expected an object or null");
}

static void a_schema_that_leads_nowhere_is_an_error_of_its_own(void **state) {
  (void)state;
  static const char circle[] = "{\"$defs\": {\"x\": {\"$ref\": \"#/$defs/x\"}}, \"$ref\": \"#/$defs/x\"}";
  static const char *const schemas[] = {"{\"$ref\": \"#/$defs/none\"}", "{\"$ref\": \"other.json\"}", "{\"allOf\": []}",
                                        circle};
  for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++) {
    cvs_json_document *schema = parse("schema", schemas[i]), *document = parse("r.json", "{}");

    assert_int_equal(cvs_json_hold(document, schema, NULL), CVS_EINVAL);

    cvs_json_free(document);
    cvs_json_free(schema);
  }
}

/* A keyword that is not known would be passed over in silence. */
static void a_strange_keyword_is_found_wherever_it_stands(void **state) {
  (void)state;
  static const char *const schemas[] = {
      "{\"allOf\": []}", "{\"properties\": {\"a\": {\"allOf\": []}}}", "{\"items\": {\"allOf\": []}}",
      "{\"$defs\": {\"a\": {\"oneOf\": [{}, {\"allOf\": []}]}}}", "{\"additionalProperties\": {\"allOf\": []}}"};
  for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++) {
    cvs_json_document *schema = parse("schema", schemas[i]);

    const char *stranger = cvs_json_schema_stranger(schema);

    assert_non_null(stranger);
    assert_string_equal(stranger, "allOf");
    cvs_json_free(schema);
  }
}

static void every_schema_of_ours_uses_known_keywords_alone(void **state) {
  (void)state;
  assert_true(cvs_schema_text_count >= 8);
  for (size_t i = 0; i < cvs_schema_text_count; i++) {
    cvs_json_document *schema = NULL;
    const cvs_schema_text *text = &cvs_schema_texts[i];
    assert_int_equal(cvs_json_parse(text->name, text->text, text->length, &schema, NULL), CVS_OK);

    const char *stranger = cvs_json_schema_stranger(schema);

    if (stranger != NULL)
      fail_msg("%s has \"%s\"", text->name, stranger);
    cvs_json_free(schema);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_holds_is_left_alone),
      cmocka_unit_test(what_is_missing_or_strange_is_named),
      cmocka_unit_test(values_are_held_against_each_keyword),
      cmocka_unit_test(lists_have_their_lengths),
      cmocka_unit_test(of_alternatives_the_one_that_came_furthest_speaks),
      cmocka_unit_test(a_schema_that_leads_nowhere_is_an_error_of_its_own),
      cmocka_unit_test(a_strange_keyword_is_found_wherever_it_stands),
      cmocka_unit_test(every_schema_of_ours_uses_known_keywords_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
