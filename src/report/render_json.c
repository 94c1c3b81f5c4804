/* JSON: the head's records, the groups one by one, the warnings at the end. */
#include "report/render.h"

#include "report/json_writer.h"
#include <convstat/convstat.h>

/* Members that still read well on one line. */
enum { LINE_MEMBERS_MAX = 5 };

static bool is_nested(const cvs_node *node) {
  return node->kind == CVS_NODE_INTERVAL || node->kind == CVS_NODE_RECORD || node->kind == CVS_NODE_LIST;
}

/* A short record and a list of plain values stand on one line. */
static bool fits_line(const cvs_node *parent) {
  size_t members = 0;
  for (const cvs_node *node = parent->value.children.first; node; node = node->next) {
    if (is_nested(node) || (parent->kind == CVS_NODE_RECORD && ++members > LINE_MEMBERS_MAX))
      return false;
  }
  return true;
}

static void write_end(cvs_json_writer *json, const char *key, bool exists, double value) {
  if (exists)
    cvs_json_number(json, key, value);
  else
    cvs_json_null(json, key);
}

static void write_interval(cvs_json_writer *json, const char *key, const cvs_interval *interval) {
  if (!interval->exists) {
    cvs_json_null(json, key);
    return;
  }
  cvs_json_open(json, key, '{', true);
  write_end(json, "estimate", interval->has_estimate, interval->estimate);
  write_end(json, "lower", interval->has_lower, interval->lower);
  write_end(json, "upper", interval->has_upper, interval->upper);
  cvs_json_close(json, '}');
}

/* Recursion is as deep as the tree, which our own builders make: a handful of levels. */
static void write_node(cvs_json_writer *json, const char *key, const cvs_node *node) {
  switch (node->kind) {
  case CVS_NODE_NULL:
    cvs_json_null(json, key);
    return;
  case CVS_NODE_BOOL:
    cvs_json_bool(json, key, node->value.boolean);
    return;
  case CVS_NODE_COUNT:
    cvs_json_count(json, key, node->value.count);
    return;
  case CVS_NODE_NUMBER:
    cvs_json_number(json, key, node->value.number);
    return;
  case CVS_NODE_TEXT:
    cvs_json_string(json, key, node->value.text);
    return;
  case CVS_NODE_INTERVAL:
    write_interval(json, key, &node->value.interval);
    return;
  case CVS_NODE_RECORD:
  case CVS_NODE_LIST:
    break;
  }
  const bool record = node->kind == CVS_NODE_RECORD;
  cvs_json_open(json, key, record ? '{' : '[', fits_line(node));
  for (const cvs_node *child = node->value.children.first; child; child = child->next)
    write_node(json, child->name, child);
  cvs_json_close(json, record ? '}' : ']');
}

static void begin_json(cvs_render_context *context, const cvs_document *head) {
  cvs_json_writer json = {.out = &context->scratch};
  cvs_json_open(&json, NULL, '{', false);
  cvs_strbuf schema = {0};
  cvs_strbuf_addf(&schema, "convstat.%s/1", context->command);
  cvs_json_string(&json, "schema", cvs_strbuf_text(&schema));
  context->scratch.failed |= schema.failed;
  cvs_strbuf_free(&schema);
  cvs_json_string(&json, "convstat", CVS_VERSION);
  for (const cvs_node *node = head->root->value.children.first; node; node = node->next)
    write_node(&json, node->name, node);
  cvs_json_open(&json, "groups", '[', false);
}

static void write_group(cvs_render_context *context, const cvs_document *doc) {
  cvs_json_writer json = {.out = &context->scratch, .depth = 2, .follows = context->groups > 0};
  write_node(&json, NULL, doc->root);
}

static void write_warning(cvs_render_context *context, const cvs_warning *warning) {
  cvs_json_writer json = {.out = &context->scratch, .depth = 2, .follows = context->warning_count > 0};
  cvs_json_open(&json, NULL, '{', false);
  cvs_json_string(&json, "code", warning->code);
  cvs_json_string(&json, "message", warning->message);
  if (warning->by)
    write_node(&json, "group", warning->by);
  else
    cvs_json_null(&json, "group");
  cvs_json_string(&json, "field", warning->field);
  cvs_json_close(&json, '}');
}

static void end_json(cvs_render_context *context, bool tail) {
  cvs_json_writer json = {.out = &context->scratch, .depth = 2};
  if (!tail) {
    json.follows = context->groups > 0;
    cvs_json_close(&json, ']');
    cvs_json_open(&json, "warnings", '[', false);
    return;
  }
  json.follows = context->warning_count > 0;
  cvs_json_close(&json, ']');
  cvs_json_close(&json, '}');
  cvs_strbuf_add_char(&context->scratch, '\n');
}

const cvs_renderer cvs_renderer_json = {
    .id = "json",
    .title = "JSON with exact numbers, for programs",
    .one_result = true,
    .begin = begin_json,
    .group = write_group,
    .warning = write_warning,
    .end = end_json,
};
