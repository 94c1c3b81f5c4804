/* Reading JSON files through jansson. */
#include "base/json.h"

#include "base/error.h"
#include "base/json_feed.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

struct cvs_json_document {
  json_t *root;
  char *source;
  cvs_error failure; /* the first one */
};

/* --- reading --- */

static const char *say_problem(const json_error_t *problem) {
  switch (json_error_code(problem)) {
  case json_error_invalid_utf8:
    return "is not UTF-8";
  case json_error_premature_end_of_input:
    return "ends too early";
  case json_error_end_of_input_expected:
    return "goes on after the end of its JSON";
  case json_error_duplicate_key:
    return "names a member twice";
  case json_error_numeric_overflow:
    return "has a number that is too large";
  case json_error_stack_overflow:
    return "is nested too deeply";
  default:
    return "is not JSON";
  }
}

/* A text or a number alone is JSON too: what is wrong with it is said by those who read it. A whole number above 2^63
 * is as good as any, so all are read as doubles. */
enum { READ_FLAGS = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL };

static cvs_status fail_read(const char *path, const cvs_json_feed *from, const json_error_t *problem,
                            cvs_error *error) {
  if (from->number != 0)
    return cvs_fail_at(error, CVS_EIO, path, 0, "cannot be read: %s", strerror(from->number));
  if (from->too_large)
    return cvs_fail_at(error, CVS_ELIMIT, path, 0, "is larger than %llu bytes", (unsigned long long)CVS_JSON_BYTES_MAX);
  if (json_error_code(problem) == json_error_out_of_memory)
    return cvs_fail_memory(error);
  return cvs_fail_at(error, CVS_EDATA, path, problem->line > 0 ? (uint64_t)problem->line : 0, "%s",
                     say_problem(problem));
}

static cvs_status make_document(const char *path, json_t *root, cvs_json_document **out, cvs_error *error) {
  const size_t size = strlen(path) + 1;
  cvs_json_document *document = cvs_calloc(1, sizeof *document);
  char *source = cvs_malloc(size);
  if (document == NULL || source == NULL) {
    cvs_free(document);
    cvs_free(source);
    json_decref(root);
    return cvs_fail_memory(error);
  }
  memcpy(source, path, size);
  document->root = root;
  document->source = source;
  *out = document;
  return CVS_OK;
}

cvs_status cvs_json_read(const char *path, cvs_json_document **out, cvs_error *error) {
  *out = NULL;
  const bool is_standard = strcmp(path, "-") == 0;
  cvs_json_feed from = {.descriptor = is_standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)};
  if (from.descriptor < 0)
    return cvs_fail_at(error, CVS_EIO, path, 0, "cannot be opened: %s", strerror(errno));
  json_error_t problem = {.line = 0};
  cvs_json_feed_skip_mark(&from);
  json_t *root = json_load_callback(cvs_json_feed_take, &from, READ_FLAGS, &problem);
  if (!is_standard)
    (void)close(from.descriptor);
  return root != NULL ? make_document(path, root, out, error) : fail_read(path, &from, &problem, error);
}

cvs_status cvs_json_parse(const char *name, const char *bytes, size_t length, cvs_json_document **out,
                          cvs_error *error) {
  const cvs_json_feed from = {.descriptor = -1};
  json_error_t problem = {.line = 0};
  *out = NULL;
  const size_t mark = cvs_json_has_mark(bytes, length) ? CVS_JSON_MARK_BYTES : 0;
  json_t *root = json_loadb(bytes + mark, length - mark, READ_FLAGS, &problem);
  return root != NULL ? make_document(name, root, out, error) : fail_read(name, &from, &problem, error);
}

void cvs_json_free(cvs_json_document *document) {
  if (document == NULL)
    return;
  json_decref(document->root);
  cvs_free(document->source);
  cvs_free(document);
}

cvs_status cvs_json_status(const cvs_json_document *document, cvs_error *error) {
  const cvs_error *failure = &document->failure;
  return failure->status == CVS_OK
             ? CVS_OK
             : cvs_fail_at(error, failure->status, document->source, failure->line, "%s", failure->message);
}

const char *cvs_json_source(const cvs_json_document *document) {
  return document->source;
}

void *cvs_json_tree(const cvs_json_document *document) {
  return document->root;
}

/* --- what is wrong, and where --- */

/* Places named in a message; what lies deeper is left out. */
enum { PLACES_MAX = 12, SHOWN_COLUMNS = 40 };

/* "looks[2].information"; the outermost value is "the file". */
static void add_place(cvs_strbuf *out, const cvs_json_place *place) {
  const cvs_json_place *way[PLACES_MAX];
  size_t count = 0;
  for (; place->parent != NULL && count < PLACES_MAX; place = place->parent)
    way[count++] = place;
  if (count == 0)
    cvs_strbuf_add(out, "the file");
  for (size_t i = count; i > 0; i--) {
    if (way[i - 1]->key == NULL) {
      cvs_strbuf_addf(out, "[%zu]", way[i - 1]->index);
      continue;
    }
    cvs_strbuf_add(out, i < count ? "." : "");
    cvs_strbuf_add(out, way[i - 1]->key);
  }
}

static void add_text_shown(cvs_strbuf *out, const char *text) {
  cvs_strbuf visible = {0};
  cvs_utf8_add_visible(&visible, text);
  cvs_strbuf_add_char(out, '"');
  cvs_utf8_add_cut(out, cvs_strbuf_text(&visible), SHOWN_COLUMNS, true);
  cvs_strbuf_add_char(out, '"');
  out->failed |= visible.failed;
  cvs_strbuf_free(&visible);
}

/* 'is "x"', "is an array", "is missing". */
static void add_value(cvs_strbuf *out, const json_t *value) {
  static const char *const kinds[] = {[JSON_OBJECT] = "an object",
                                      [JSON_ARRAY] = "an array",
                                      [JSON_TRUE] = "true",
                                      [JSON_FALSE] = "false",
                                      [JSON_NULL] = "null"};
  char number[CVS_NUMBER_MAX];
  cvs_strbuf_add(out, value != NULL ? " is " : " is missing");
  if (value == NULL)
    return;
  if (json_is_string(value))
    add_text_shown(out, json_string_value(value));
  else if (json_is_number(value)) {
    cvs_print_double(json_number_value(value), number);
    cvs_strbuf_add(out, number);
  } else
    cvs_strbuf_add(out, kinds[json_typeof(value)]);
}

void cvs_json_refuse(const cvs_json_place *place, const char *expected) {
  cvs_error *failure = &place->document->failure;
  if (failure->status != CVS_OK)
    return;
  cvs_strbuf text = {0};
  add_place(&text, place);
  add_value(&text, place->value);
  cvs_strbuf_add(&text, ", expected ");
  cvs_strbuf_add(&text, expected);
  if (text.failed)
    (void)cvs_fail_memory(failure);
  else
    (void)cvs_fail(failure, CVS_EDATA, "%s", cvs_strbuf_text(&text));
  cvs_strbuf_free(&text);
}

void cvs_json_refuse_built(const cvs_json_place *place, cvs_strbuf *expected) {
  if (expected->failed)
    (void)cvs_fail_memory(&place->document->failure);
  cvs_json_refuse(place, cvs_strbuf_text(expected));
  cvs_strbuf_free(expected);
}

/* --- places --- */

static bool is_object(const cvs_json_place *place) {
  const json_t *value = place->value;
  return json_is_object(value);
}

static bool is_array(const cvs_json_place *place) {
  const json_t *value = place->value;
  return json_is_array(value);
}

cvs_json_place cvs_json_root(cvs_json_document *document) {
  return (cvs_json_place){.document = document, .value = document->root};
}

cvs_json_place cvs_json_member(const cvs_json_place *object, const char *key) {
  cvs_json_place place = {.document = object->document, .parent = object, .key = key};
  if (is_object(object))
    place.value = json_object_get(object->value, key);
  else
    cvs_json_refuse(object, "an object");
  return place;
}

cvs_json_place cvs_json_item(const cvs_json_place *array, size_t index) {
  cvs_json_place place = {.document = array->document, .parent = array, .index = index};
  if (is_array(array))
    place.value = json_array_get(array->value, index);
  else
    cvs_json_refuse(array, "an array");
  return place;
}

size_t cvs_json_length(const cvs_json_place *array, size_t low, size_t high) {
  const size_t count = is_array(array) ? json_array_size(array->value) : 0;
  if (is_array(array) && count >= low && count <= high)
    return count;
  cvs_strbuf expected = {0};
  cvs_strbuf_addf(&expected, low == high ? "an array of %zu" : "an array of %zu to %zu", low, high);
  cvs_json_refuse_built(array, &expected);
  return 0;
}

bool cvs_json_is_null(const cvs_json_place *place) {
  const json_t *value = place->value;
  return value == NULL || json_is_null(value);
}

/* --- values --- */

static bool lies_in(const cvs_json_range *range, double number) {
  return (range->low_open ? number > range->low : number >= range->low) &&
         (range->high_open ? number < range->high : number <= range->high);
}

static void add_number(cvs_strbuf *out, double number) {
  char text[CVS_NUMBER_MAX];
  cvs_print_double(number, text);
  cvs_strbuf_add(out, text);
}

/* "a number above 0 and at most 1"; an end at infinity is not named. */
static void add_range(cvs_strbuf *out, const cvs_json_range *range) {
  const bool low = isfinite(range->low), high = isfinite(range->high);
  cvs_strbuf_add(out, "a number");
  if (low) {
    cvs_strbuf_add(out, range->low_open ? " above " : " from ");
    add_number(out, range->low);
  }
  if (high) {
    cvs_strbuf_add(out, low ? " and" : "");
    cvs_strbuf_add(out, range->high_open ? " below " : " at most ");
    add_number(out, range->high);
  }
}

double cvs_json_get_number(const cvs_json_place *place, const cvs_json_range *range) {
  const json_t *value = place->value;
  const double number = json_is_number(value) ? json_number_value(value) : 0;
  if (json_is_number(value) && lies_in(range, number))
    return number;
  cvs_strbuf expected = {0};
  add_range(&expected, range);
  cvs_json_refuse_built(place, &expected);
  return 0;
}

uint64_t cvs_json_get_whole(const cvs_json_place *place, uint64_t low, uint64_t high) {
  const json_t *value = place->value;
  const double number = json_is_number(value) ? json_number_value(value) : -1;
  if (number >= (double)low && number <= (double)high && number == floor(number))
    return (uint64_t)number;
  cvs_strbuf expected = {0};
  cvs_strbuf_addf(&expected, "a whole number from %llu to %llu", (unsigned long long)low, (unsigned long long)high);
  cvs_json_refuse_built(place, &expected);
  return 0;
}

bool cvs_json_get_bool(const cvs_json_place *place) {
  const json_t *value = place->value;
  if (!json_is_boolean(value))
    cvs_json_refuse(place, "true or false");
  return json_is_true(value);
}

static bool is_plain(const char *text) {
  for (const char *c = text; *c != '\0'; c++)
    if ((unsigned char)*c < ' ' || *c == 0x7f)
      return false;
  return *text != '\0';
}

const char *cvs_json_get_text(const cvs_json_place *place) {
  const json_t *value = place->value;
  const char *text = json_is_string(value) ? json_string_value(value) : "";
  if (is_plain(text))
    return text;
  cvs_json_refuse(place, "a text");
  return "";
}

/* "one of a, b, c". */
static void add_ids(cvs_strbuf *out, const char *const *ids, size_t count) {
  cvs_strbuf_add(out, count > 1 ? "one of " : "");
  for (size_t i = 0; i < count; i++) {
    cvs_strbuf_add(out, i > 0 ? ", " : "");
    cvs_strbuf_add(out, ids[i]);
  }
}

size_t cvs_json_get_choice(const cvs_json_place *place, const char *const *ids, size_t count) {
  const json_t *value = place->value;
  const char *text = json_is_string(value) ? json_string_value(value) : "";
  for (size_t i = 0; i < count; i++)
    if (strcmp(text, ids[i]) == 0)
      return i;
  cvs_strbuf expected = {0};
  add_ids(&expected, ids, count);
  cvs_json_refuse_built(place, &expected);
  return 0;
}

static bool is_among(const char *key, const char *const *keys, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(key, keys[i]) == 0)
      return true;
  return false;
}

void cvs_json_expect_only(const cvs_json_place *object, const char *const *keys, size_t count) {
  json_t *members = object->value;
  if (!is_object(object)) {
    cvs_json_refuse(object, "an object");
    return;
  }
  for (void *i = json_object_iter(members); i != NULL; i = json_object_iter_next(members, i)) {
    const char *key = json_object_iter_key(i);
    if (is_among(key, keys, count))
      continue;
    const cvs_json_place stray = cvs_json_member(object, key);
    cvs_json_refuse(&stray, "no such member");
    return;
  }
}
