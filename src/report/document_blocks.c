/* The blocks of a document: what a person reads, in order. */
#include "report/document.h"

#include <assert.h>
#include <string.h>

static cvs_block *fail(cvs_document *doc) {
  doc->failed = true;
  doc->spare_block = (cvs_block){.kind = CVS_BLOCK_PARAGRAPH};
  return &doc->spare_block;
}

static cvs_block *add_block(cvs_document *doc, cvs_block_kind kind) {
  if (doc->failed)
    return fail(doc);
  cvs_block *block = cvs_arena_alloc(&doc->arena, sizeof *block);
  if (!block)
    return fail(doc);
  block->kind = kind;
  if (doc->last_block)
    doc->last_block->next = block;
  else
    doc->first_block = block;
  doc->last_block = block;
  return block;
}

const char *cvs_doc_copy_text(cvs_document *doc, const char *text) {
  if (!text || doc->failed)
    return "";
  const char *copy = cvs_arena_copy(&doc->arena, text, strlen(text));
  if (copy)
    return copy;
  doc->failed = true;
  return "";
}

cvs_block *cvs_doc_heading(cvs_document *doc, const char *text) {
  cvs_block *block = add_block(doc, CVS_BLOCK_HEADING);
  block->text = cvs_doc_copy_text(doc, text);
  return block;
}

cvs_block *cvs_doc_verdict(cvs_document *doc, cvs_tone tone, const char *label, const char *text) {
  cvs_block *block = add_block(doc, CVS_BLOCK_VERDICT);
  block->tone = tone;
  block->label = label;
  block->text = cvs_doc_copy_text(doc, text);
  return block;
}

cvs_block *cvs_doc_checks(cvs_document *doc, const char *label) {
  cvs_block *block = add_block(doc, CVS_BLOCK_CHECKS);
  block->label = label;
  return block;
}

void cvs_doc_check(cvs_document *doc, cvs_block *checks, cvs_tone tone, const char *text) {
  cvs_item *item = doc->failed ? NULL : cvs_arena_alloc(&doc->arena, sizeof *item);
  if (!item) {
    doc->failed = true;
    return;
  }
  item->tone = tone;
  item->text = cvs_doc_copy_text(doc, text);
  if (checks->last_item)
    checks->last_item->next = item;
  else
    checks->first_item = item;
  checks->last_item = item;
}

bool cvs_block_is_empty(const cvs_block *block) {
  return block->kind == CVS_BLOCK_CHECKS && block->first_item == NULL;
}

cvs_block *cvs_doc_table(cvs_document *doc, const cvs_column *columns, size_t count) {
  assert(count >= 1 && count <= CVS_TABLE_COLUMNS_MAX);
  cvs_block *block = add_block(doc, CVS_BLOCK_TABLE);
  cvs_column *copy = doc->failed ? NULL : cvs_arena_alloc(&doc->arena, count * sizeof *copy);
  if (!copy)
    return fail(doc);
  memcpy(copy, columns, count * sizeof *copy);
  block->column = copy;
  block->column_count = count;
  return block;
}

void cvs_doc_table_row(cvs_document *doc, cvs_block *table, const cvs_node *const *cells) {
  if (doc->failed)
    return;
  cvs_table_row *row = cvs_arena_alloc(&doc->arena, sizeof *row);
  const cvs_node **copy = cvs_arena_alloc(&doc->arena, table->column_count * sizeof *copy);
  if (!row || !copy) {
    doc->failed = true;
    return;
  }
  for (size_t i = 0; i < table->column_count; i++)
    copy[i] = cells[i];
  row->cell = copy;
  if (table->last_row)
    table->last_row->next = row;
  else
    table->first_row = row;
  table->last_row = row;
}

cvs_block *cvs_doc_paragraph(cvs_document *doc, const char *label, const char *text) {
  cvs_block *block = add_block(doc, CVS_BLOCK_PARAGRAPH);
  block->label = label;
  block->text = cvs_doc_copy_text(doc, text);
  return block;
}

cvs_block *cvs_doc_chart(cvs_document *doc, const char *title) {
  cvs_block *block = add_block(doc, CVS_BLOCK_CHART);
  block->text = cvs_doc_copy_text(doc, title);
  return block;
}

void cvs_doc_chart_point(cvs_document *doc, cvs_block *chart, const cvs_chart_point *point) {
  cvs_chart_point *copy = doc->failed ? NULL : cvs_arena_alloc(&doc->arena, sizeof *copy);
  if (!copy) {
    doc->failed = true;
    return;
  }
  *copy = *point;
  copy->label = cvs_doc_copy_text(doc, point->label);
  copy->mark = point->mark ? cvs_doc_copy_text(doc, point->mark) : NULL;
  copy->next = NULL;
  if (chart->last_point)
    chart->last_point->next = copy;
  else
    chart->first_point = copy;
  chart->last_point = copy;
}

void cvs_doc_picture_block(cvs_document *doc, const struct cvs_picture *picture) {
  cvs_block *block = add_block(doc, CVS_BLOCK_PICTURE);
  block->picture = picture;
  block->secondary = true;
}

/* Methods a block may name: more than one test, interval of each scale, rate and adjustment. */
enum { METHODS_MAX = 16 };

void cvs_doc_explain(cvs_document *doc, cvs_block *block, const cvs_method *method) {
  if (!method || doc->failed)
    return;
  for (size_t i = 0; i < block->method_count; i++)
    if (block->method[i] == method)
      return;
  if (!block->method)
    block->method = cvs_arena_alloc(&doc->arena, METHODS_MAX * sizeof *block->method);
  if (!block->method) {
    doc->failed = true;
    return;
  }
  assert(block->method_count < METHODS_MAX);
  block->method[block->method_count++] = method;
}
