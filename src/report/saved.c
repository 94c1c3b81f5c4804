/* Saved results: which schema, which reader; what the readers share. */
#include "report/saved.h"

#include "base/error.h"
#include "base/json_schema.h"
#include "base/mem.h"
#include "report/saved_check.h"
#include "report/saved_head.h"
#include "report/schemas.h"

#include <stdlib.h>
#include <string.h>

#define CVS_SAVED_READER(name) extern const cvs_saved_reader cvs_saved_reader_##name;
#include "report/saved_readers.def"
#undef CVS_SAVED_READER

static const cvs_saved_reader *const readers[] = {
#define CVS_SAVED_READER(name) &cvs_saved_reader_##name,
#include "report/saved_readers.def"
#undef CVS_SAVED_READER
};
enum { READERS = sizeof readers / sizeof *readers };

static const cvs_saved_reader *find_reader(const char *command, size_t length) {
  for (size_t i = 0; i < READERS; i++)
    if (strlen(readers[i]->command) == length && strncmp(readers[i]->command, command, length) == 0)
      return readers[i];
  return NULL;
}

/* --- which result it is --- */

/* JSON of ours that is no result. */
static const struct other_kind {
  const char *schema;
  const char *sentence;
} other_kinds[] = {
    {"convstat.sequential-plan/", "is a saved plan, expected a result; 'convstat monitor --plan' reads it"},
    {"convstat.methods/", "is the list of methods, expected a result"}};

static cvs_status fail_schema(const cvs_saved_result *result, const char *schema, cvs_error *error) {
  const char *source = cvs_json_source(result->document);
  for (size_t i = 0; i < sizeof other_kinds / sizeof *other_kinds; i++)
    if (strncmp(schema, other_kinds[i].schema, strlen(other_kinds[i].schema)) == 0)
      return cvs_fail_at(error, CVS_EDATA, source, 0, "%s", other_kinds[i].sentence);
  return cvs_fail_at(error, CVS_EDATA, source, 0,
                     "is no result that this version knows, expected what a command of convstat wrote with -f json");
}

/* "convstat.test/1" to its reader; versions behind the slash are counted from 1. */
static cvs_status find_kind(cvs_saved_result *result, cvs_error *error) {
  static const char prefix[] = "convstat.";
  const cvs_json_place root = cvs_json_root(result->document);
  const cvs_json_place place = {.value = NULL};
  cvs_json_place member = place;
  void *cursor = NULL;
  const char *schema = "";
  while (cvs_json_next(&root, &cursor, &member))
    if (strcmp(member.key, "schema") == 0 && cvs_json_is_text(&member))
      schema = cvs_json_get_string(&member);
  const char *slash = strchr(schema, '/');
  const char *name = schema + sizeof prefix - 1;
  const bool ours = strncmp(schema, prefix, sizeof prefix - 1) == 0 && slash != NULL;
  result->reader = ours ? find_reader(name, (size_t)(slash - name)) : NULL;
  if (result->reader == NULL)
    return fail_schema(result, schema, error);
  result->command = result->reader->command;
  if (strcmp(slash, "/1") == 0)
    return CVS_OK;
  return cvs_fail_at(error, CVS_EDATA, cvs_json_source(result->document), 0,
                     "has version %.20s of the results of %s, expected version 1; a newer convstat reads it", slash + 1,
                     result->command);
}

static cvs_status check_schema(const cvs_saved_result *result, cvs_error *error) {
  const cvs_schema_text *text = cvs_schema_text_find(result->command);
  cvs_json_document *schema = NULL;
  if (text == NULL)
    return cvs_fail(error, CVS_EINVAL, "there is no schema of %s", result->command);
  cvs_status status = cvs_json_parse(text->name, text->text, text->length, &schema, error);
  if (status == CVS_OK)
    status = cvs_json_hold(result->document, schema, error);
  cvs_json_free(schema);
  return status;
}

/* Takes over the document. */
static cvs_status take(cvs_json_document *document, cvs_saved_result **out, cvs_error *error) {
  cvs_saved_result *result = cvs_calloc(1, sizeof *result);
  if (result == NULL) {
    cvs_json_free(document);
    return cvs_fail_memory(error);
  }
  result->document = document;
  cvs_status status = find_kind(result, error);
  if (status == CVS_OK)
    status = check_schema(result, error);
  if (status == CVS_OK)
    status = cvs_saved_head(result, error);
  if (status == CVS_OK) {
    cvs_saved_check_figures(result);
    status = cvs_json_status(document, error);
  }
  if (status != CVS_OK) {
    cvs_saved_result_free(result);
    return status;
  }
  *out = result;
  return CVS_OK;
}

cvs_status cvs_saved_result_read(const char *path, cvs_saved_result **out, cvs_error *error) {
  cvs_json_document *document = NULL;
  *out = NULL;
  const cvs_status status = cvs_json_read(path, &document, error);
  return status == CVS_OK ? take(document, out, error) : status;
}

cvs_status cvs_saved_result_parse(const char *name, const char *bytes, size_t length, cvs_saved_result **out,
                                  cvs_error *error) {
  cvs_json_document *document = NULL;
  *out = NULL;
  const cvs_status status = cvs_json_parse(name, bytes, length, &document, error);
  return status == CVS_OK ? take(document, out, error) : status;
}

void cvs_saved_result_free(cvs_saved_result *result) {
  if (result == NULL)
    return;
  cvs_dataset_free(result->dataset);
  cvs_json_free(result->document);
  cvs_arena_free(&result->arena);
  cvs_free(result);
}

const char *cvs_saved_result_command(const cvs_saved_result *result) {
  return result->command;
}

size_t cvs_saved_result_group_count(const cvs_saved_result *result) {
  return result->group_count;
}

/* What the curves of pictures cannot be drawn from, no run has written: the file is wrong, not the caller. */
static cvs_status blame_file(const cvs_saved_result *result, cvs_status status, cvs_error *error) {
  const bool is_of_numbers =
      status == CVS_EINVAL || status == CVS_EUNDEF || status == CVS_ELIMIT || status == CVS_ENOCONV;
  if (!is_of_numbers || error == NULL)
    return is_of_numbers ? CVS_EDATA : status;
  const cvs_error was = *error;
  *error = (cvs_error){.status = CVS_OK};
  return cvs_fail_at(error, CVS_EDATA, cvs_json_source(result->document), 0,
                     "has figures that contradict each other: %s", was.message);
}

cvs_status cvs_saved_result_report(cvs_saved_result *result, cvs_report *report, cvs_error *error) {
  const cvs_saved_reader *reader = result->reader;
  cvs_status status = CVS_OK;
  result->warnings_taken = 0;
  if (!reader->own_head)
    status = cvs_report_begin(report, cvs_saved_input(result), result->setting, result->setting_count, error);
  if (status == CVS_OK && reader->begin != NULL)
    status = reader->begin(result, report, error);
  for (size_t i = 0; i < result->group_count && status == CVS_OK && reader->group != NULL; i++)
    status = reader->group(result, i, report, error);
  return blame_file(result, status, error);
}

/* --- what the readers share --- */

void *cvs_saved_alloc(cvs_saved_result *result, size_t count, size_t size) {
  void *memory = result->failed ? NULL : cvs_arena_alloc(&result->arena, (count + 1) * size);
  result->failed = memory == NULL;
  return memory;
}

cvs_status cvs_saved_status(const cvs_saved_result *result, cvs_error *error) {
  return result->failed ? cvs_fail_memory(error) : cvs_json_status(result->document, error);
}

const cvs_dataset *cvs_saved_input(const cvs_saved_result *result) {
  return result->has_input ? result->dataset : NULL;
}

cvs_json_place cvs_saved_groups(cvs_saved_result *result, cvs_json_place *root) {
  *root = cvs_json_root(result->document);
  return cvs_json_within(root, "groups");
}

size_t cvs_saved_find(const cvs_json_place *array, const char *name, const char *text) {
  const size_t count = cvs_json_size(array);
  for (size_t i = 0; i < count; i++) {
    const cvs_json_place item = cvs_json_item(array, i), member = cvs_json_within(&item, name);
    if (strcmp(cvs_json_get_string(&member), text) == 0)
      return i;
  }
  return count;
}
