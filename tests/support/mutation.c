/* Results that somebody has edited. */
#include "support/mutation.h"

#include "base/map.h"
#include "base/strbuf.h"
#include <convstat/saved.h>

#include <glob.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

static const char *const values[] = {"null", "0",     "-1",   "1e300", "-1e300", "1e-300",
                                     "2",    "\"x\"", "\"\"", "[]",    "{}",     "true"};
enum { VALUES = sizeof values / sizeof *values, ITEMS = 2, LEVELS = 32, THIRD = 3 };

/* What came of it. */
typedef struct mutation_counts {
  size_t files;
  size_t shown;   /* edited, and still a report */
  size_t refused; /* as wrong data, in one line */
  size_t wrong;   /* anything else; printed */
} mutation_counts;

/* One file on its way. */
typedef struct edited {
  const char *file;
  json_t *root;
  json_t *value[VALUES];
  cvs_map *seen;  /* members that were edited before */
  cvs_strbuf way; /* "test.groups.arms.rate" */
  mutation_counts *counts;
  size_t stride; /* 3: every third of the values, other ones for the next member */
} edited;

/* --- one edit --- */

static cvs_status make_page(cvs_saved_result *result, cvs_error *error) {
  const cvs_report_style style = {.columns = 80, .explain = true};
  cvs_report *report = NULL;
  cvs_saved_line line;
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < cvs_saved_result_group_count(result) && status == CVS_OK; i++)
    status = cvs_saved_result_line(result, i, &line, error);
  if (status != CVS_OK)
    return status;
  status = cvs_report_new("html", cvs_saved_result_command(result), &style, &report, error);
  if (status == CVS_OK)
    status = cvs_saved_result_report(result, report, error);
  if (status == CVS_OK)
    status = cvs_report_end(report, error);
  cvs_report_free(report);
  return status;
}

static void check_edit(edited *of, const char *value) {
  cvs_error error = {.status = CVS_OK};
  cvs_saved_result *result = NULL;
  char *text = json_dumps(of->root, JSON_REAL_PRECISION(17));
  assert_non_null(text);

  cvs_status status = cvs_saved_result_parse("r.json", text, strlen(text), &result, &error);
  if (status == CVS_OK)
    status = make_page(result, &error);

  const bool refused = status == CVS_EDATA && error.message[0] != '\0' && strchr(error.message, '\n') == NULL;
  if (status != CVS_OK && !refused)
    print_error("%s: %s = %s gives status %d: %s\n", of->file, cvs_strbuf_text(&of->way), value, (int)status,
                error.message);
  of->counts->wrong += status != CVS_OK && !refused;
  of->counts->shown += status == CVS_OK;
  of->counts->refused += refused;
  cvs_saved_result_free(result);
  free(text);
}

/* --- every value --- */

static bool is_new(const edited *of) {
  uint32_t index = 0;
  bool added = false;
  assert_int_equal(cvs_map_intern(of->seen, cvs_strbuf_text(&of->way), of->way.length, &index, &added), CVS_OK);
  return added;
}

static void edit_member(edited *of, json_t *object, const char *key) {
  json_t *was = json_incref(json_object_get(object, key));
  for (size_t i = cvs_map_count(of->seen) % of->stride; i < VALUES; i += of->stride) {
    assert_int_equal(json_object_set(object, key, of->value[i]), 0);
    check_edit(of, values[i]);
  }
  assert_int_equal(json_object_set_new(object, key, was), 0);
}

static void edit_item(edited *of, json_t *array, size_t index) {
  json_t *was = json_incref(json_array_get(array, index));
  for (size_t i = cvs_map_count(of->seen) % of->stride; i < VALUES; i += of->stride) {
    assert_int_equal(json_array_set(array, index, of->value[i]), 0);
    check_edit(of, values[i]);
  }
  assert_int_equal(json_array_set_new(array, index, was), 0);
}

/* Containers are edited as well as what lies in them; of an array the first items stand for all. */
static void edit_within(edited *of, json_t *value, size_t level) {
  const size_t length = of->way.length;
  assert_true(level < LEVELS);
  for (void *i = json_object_iter(value); i != NULL; i = json_object_iter_next(value, i)) {
    const char *key = json_object_iter_key(i);
    cvs_strbuf_addf(&of->way, ".%s", key);
    edit_within(of, json_object_get(value, key), level + 1);
    if (is_new(of))
      edit_member(of, value, key);
    of->way.length = length;
    of->way.text[length] = '\0';
  }
  for (size_t i = 0; i < json_array_size(value) && i < ITEMS; i++) {
    cvs_strbuf_add(&of->way, "[]");
    edit_within(of, json_array_get(value, i), level + 1);
    if (is_new(of))
      edit_item(of, value, i);
    of->way.length = length;
    of->way.text[length] = '\0';
  }
}

/* --- every file --- */

static bool is_result(const json_t *root) {
  static const char *const schemas[] = {"convstat.test/1",  "convstat.bayes/1",  "convstat.plan/1",
                                        "convstat.count/1", "convstat.funnel/1", "convstat.monitor/1",
                                        "convstat.rank/1"};
  const char *schema = json_string_value(json_object_get(root, "schema"));
  for (size_t i = 0; schema != NULL && i < sizeof schemas / sizeof *schemas; i++)
    if (strcmp(schema, schemas[i]) == 0)
      return true;
  return false;
}

static void edit_file(const char *file, cvs_map *seen, size_t stride, mutation_counts *counts) {
  json_error_t problem;
  edited of = {
      .file = file, .root = json_load_file(file, 0, &problem), .seen = seen, .counts = counts, .stride = stride};
  for (size_t i = 0; i < VALUES; i++)
    of.value[i] = json_loads(values[i], JSON_DECODE_ANY, &problem);
  if (is_result(of.root)) {
    cvs_strbuf_add(&of.way, json_string_value(json_object_get(of.root, "schema")));
    edit_within(&of, of.root, 0);
    counts->files++;
  }
  for (size_t i = 0; i < VALUES; i++)
    json_decref(of.value[i]);
  json_decref(of.root);
  cvs_strbuf_free(&of.way);
}

static mutation_counts mutate_golden_results(bool everywhere) {
  mutation_counts counts = {0};
  cvs_map *seen = NULL;
  glob_t found;
  assert_int_equal(glob("tests/cli/*.out", 0, NULL, &found), 0);
  for (size_t i = 0; i < found.gl_pathc; i++) {
    if (seen == NULL)
      assert_int_equal(cvs_map_new(&seen), CVS_OK);
    edit_file(found.gl_pathv[i], seen, everywhere ? 1 : THIRD, &counts);
    if (!everywhere)
      continue;
    cvs_map_free(seen);
    seen = NULL;
  }
  cvs_map_free(seen);
  globfree(&found);
  return counts;
}

void check_edited_results(bool everywhere) {
  const mutation_counts counts = mutate_golden_results(everywhere);

  print_message("%zu files: %zu edits shown, %zu refused\n", counts.files, counts.shown, counts.refused);
  assert_int_equal(counts.wrong, 0);
  assert_true(counts.files > 0);
  assert_true(counts.refused > counts.shown);
  assert_true(counts.shown > 0);
}
