/* The schemas that the program carries, held together with what the program writes. */
#include "report/schemas.h"

#include "base/json.h"
#include "data/problem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void a_schema_is_found_by_its_name(void **state) {
  (void)state;

  const cvs_schema_text *const found = cvs_schema_text_find("count");

  assert_non_null(found);
  assert_string_equal(found->name, "count");
  assert_non_null(strstr(found->text, "convstat.count/1"));
  assert_null(cvs_schema_text_find("no such"));
}

static const char *const commands[] = {"test", "plan", "bayes", "monitor", "funnel", "count"};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

/* Where a schema has the reasons why rows are left out. */
static const char *const path[] = {"$defs",      "input",        "properties", "quality",
                                   "properties", "rows_skipped", "properties"};
enum { PATH = sizeof path / sizeof path[0] };

static cvs_json_document *read_schema(const char *command) {
  const cvs_schema_text *const schema = cvs_schema_text_find(command);
  assert_non_null(schema);
  cvs_json_document *document = NULL;
  cvs_error error = {0};
  assert_int_equal(cvs_json_parse(command, schema->text, schema->length, &document, &error), CVS_OK);
  return document;
}

/* What was left out for having no user and no time used to be written under words that no schema had. */
static void every_reason_to_leave_out_a_row_stands_in_every_schema(void **state) {
  (void)state;
  for (size_t c = 0; c < COMMANDS; c++) {
    cvs_json_document *const document = read_schema(commands[c]);
    cvs_json_place place[PATH + 1] = {cvs_json_root(document)};
    for (size_t i = 0; i < PATH; i++)
      place[i + 1] = cvs_json_within(&place[i], path[i]);

    const size_t stand_there = cvs_json_size(&place[PATH]);

    assert_int_equal(stand_there, CVS_SKIPS - 1); /* and no other ones */
    for (int skip = CVS_SKIP_NONE + 1; skip < CVS_SKIPS; skip++) {
      const cvs_json_place reason = cvs_json_within(&place[PATH], cvs_skip_word((cvs_skip)skip));
      if (cvs_json_is_null(&reason))
        fail_msg("%s.schema.json has no reason \"%s\"", commands[c], cvs_skip_word((cvs_skip)skip));
    }
    cvs_json_free(document);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_schema_is_found_by_its_name),
      cmocka_unit_test(every_reason_to_leave_out_a_row_stands_in_every_schema),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
