/* The tree of a document: typed nodes in an arena, and the CSV rows that point at them. */
#include "report/document.h"

#include <math.h>
#include <string.h>

void cvs_document_reset(cvs_document *doc) {
  cvs_arena arena = doc->arena;
  cvs_arena_reset(&arena);
  *doc = (cvs_document){.arena = arena};
  doc->root = cvs_doc_record(doc, NULL, NULL);
}

void cvs_document_free(cvs_document *doc) {
  cvs_arena_free(&doc->arena);
  *doc = (cvs_document){0};
}

/* A node that can be written to without harm and is never read. */
static cvs_node *fail(cvs_document *doc) {
  doc->failed = true;
  doc->spare_node = (cvs_node){.kind = CVS_NODE_NULL};
  return &doc->spare_node;
}

static void append(cvs_node *parent, cvs_node *child) {
  if (parent->value.children.last)
    parent->value.children.last->next = child;
  else
    parent->value.children.first = child;
  parent->value.children.last = child;
}

static cvs_node *add_node(cvs_document *doc, cvs_node *parent, const char *name, cvs_node_kind kind) {
  if (doc->failed)
    return fail(doc);
  cvs_node *node = cvs_arena_alloc(&doc->arena, sizeof *node);
  if (!node)
    return fail(doc);
  node->name = name;
  node->kind = kind;
  if (parent)
    append(parent, node);
  return node;
}

cvs_node *cvs_doc_record(cvs_document *doc, cvs_node *parent, const char *name) {
  return add_node(doc, parent, name, CVS_NODE_RECORD);
}

cvs_node *cvs_doc_list(cvs_document *doc, cvs_node *parent, const char *name) {
  return add_node(doc, parent, name, CVS_NODE_LIST);
}

cvs_node *cvs_doc_null(cvs_document *doc, cvs_node *parent, const char *name, cvs_unit unit) {
  cvs_node *node = add_node(doc, parent, name, CVS_NODE_NULL);
  node->unit = unit;
  return node;
}

cvs_node *cvs_doc_bool(cvs_document *doc, cvs_node *parent, const char *name, bool value) {
  cvs_node *node = add_node(doc, parent, name, CVS_NODE_BOOL);
  node->value.boolean = value;
  return node;
}

cvs_node *cvs_doc_count(cvs_document *doc, cvs_node *parent, const char *name, uint64_t value) {
  cvs_node *node = add_node(doc, parent, name, CVS_NODE_COUNT);
  node->unit = CVS_UNIT_COUNT;
  node->value.count = value;
  return node;
}

cvs_node *cvs_doc_number(cvs_document *doc, cvs_node *parent, const char *name, cvs_unit unit, double value) {
  /* No format has a word for NaN or infinity: what is not a number does not exist. */
  if (!isfinite(value))
    return cvs_doc_null(doc, parent, name, unit);
  cvs_node *node = add_node(doc, parent, name, CVS_NODE_NUMBER);
  node->unit = unit;
  node->value.number = value;
  return node;
}

cvs_node *cvs_doc_number_or_null(cvs_document *doc, cvs_node *parent, const char *name, cvs_unit unit,
                                 const double *value) {
  return value != NULL ? cvs_doc_number(doc, parent, name, unit, *value) : cvs_doc_null(doc, parent, name, unit);
}

cvs_node *cvs_doc_text(cvs_document *doc, cvs_node *parent, const char *name, const char *value) {
  if (!value)
    return cvs_doc_null(doc, parent, name, CVS_UNIT_NONE);
  const char *copy = doc->failed ? NULL : cvs_arena_copy(&doc->arena, value, strlen(value));
  if (!copy)
    return fail(doc);
  cvs_node *node = add_node(doc, parent, name, CVS_NODE_TEXT);
  node->value.text = copy;
  return node;
}

cvs_node *cvs_doc_interval(cvs_document *doc, cvs_node *parent, const char *name, cvs_unit unit,
                           const cvs_interval *value) {
  cvs_node *node = add_node(doc, parent, name, CVS_NODE_INTERVAL);
  node->unit = unit;
  node->value.interval = *value;
  cvs_interval *interval = &node->value.interval;
  interval->has_estimate = value->exists && value->has_estimate && isfinite(value->estimate);
  interval->has_lower = value->exists && value->has_lower && isfinite(value->lower);
  interval->has_upper = value->exists && value->has_upper && isfinite(value->upper);
  return node;
}

void cvs_doc_row(cvs_document *doc, const cvs_row_part *part, size_t part_count) {
  if (doc->failed)
    return;
  cvs_row *row = cvs_arena_alloc(&doc->arena, sizeof *row);
  cvs_row_part *copy = cvs_arena_alloc(&doc->arena, part_count * sizeof *copy);
  if (!row || !copy) {
    doc->failed = true;
    return;
  }
  if (part_count > 0)
    memcpy(copy, part, part_count * sizeof *copy);
  row->part = copy;
  row->part_count = part_count;
  if (doc->last_row)
    doc->last_row->next = row;
  else
    doc->first_row = row;
  doc->last_row = row;
}

void cvs_doc_close_text(cvs_document *doc, cvs_strbuf *text) {
  doc->failed = doc->failed || text->failed;
  cvs_strbuf_free(text);
}
