/* Markdown as GitHub reads it: the blocks of the text without its pictures. */
#include "report/render.h"

#include "base/utf8.h"
#include "report/cell.h"

#include <string.h>

/* Adds text that means itself: markup escaped, control characters made visible. */
static void add_escaped(cvs_strbuf *out, const char *text) {
  cvs_strbuf visible = {0};
  cvs_utf8_add_visible(&visible, text);
  for (const char *at = cvs_strbuf_text(&visible); *at; at++) {
    if (strchr("\\`*_[]<>|~#&$", *at))
      cvs_strbuf_add_char(out, '\\');
    cvs_strbuf_add_char(out, *at);
  }
  out->failed |= visible.failed;
  cvs_strbuf_free(&visible);
}

static void add_label(cvs_strbuf *out, const char *label) {
  if (!label || !*label)
    return;
  cvs_strbuf_add(out, "**");
  add_escaped(out, label);
  cvs_strbuf_add(out, "** ");
}

static void add_checks(cvs_strbuf *out, const cvs_block *block) {
  static const char *const marks[] = {
      [CVS_TONE_PLAIN] = "", [CVS_TONE_GOOD] = "ok: ", [CVS_TONE_BAD] = "**FAIL**: ", [CVS_TONE_WARN] = "**note**: "};
  cvs_strbuf_add(out, "**");
  add_escaped(out, block->label);
  cvs_strbuf_add(out, "**\n\n");
  for (const cvs_item *item = block->first_item; item; item = item->next) {
    cvs_strbuf_add(out, "- ");
    cvs_strbuf_add(out, marks[item->tone]);
    add_escaped(out, item->text);
    cvs_strbuf_add_char(out, '\n');
  }
}

static void add_head(cvs_strbuf *out, const cvs_block *table) {
  for (size_t i = 0; i < table->column_count; i++) {
    if (table->column[i].kind == CVS_COLUMN_FOREST)
      continue;
    cvs_strbuf_add(out, "| ");
    add_escaped(out, table->column[i].title);
    cvs_strbuf_add_char(out, ' ');
  }
  cvs_strbuf_add(out, "|\n");
  for (size_t i = 0; i < table->column_count; i++) {
    if (table->column[i].kind == CVS_COLUMN_FOREST)
      continue;
    cvs_strbuf_add(out, table->column[i].kind == CVS_COLUMN_VALUE ? "| ---: " : "| --- ");
  }
  cvs_strbuf_add(out, "|\n");
}

static void add_table(cvs_strbuf *out, const cvs_block *table) {
  cvs_column_scale scale[CVS_TABLE_COLUMNS_MAX];
  for (size_t i = 0; i < table->column_count; i++)
    scale[i] = cvs_column_scale_of(table, i);
  add_head(out, table);
  for (const cvs_table_row *row = table->first_row; row; row = row->next) {
    for (size_t i = 0; i < table->column_count; i++) {
      const cvs_node *cell = row->cell[i];
      if (table->column[i].kind == CVS_COLUMN_FOREST)
        continue;
      cvs_strbuf_add(out, "| ");
      if (cell && cell->kind == CVS_NODE_TEXT)
        add_escaped(out, cell->value.text);
      else
        cvs_cell_add(out, table->column[i].kind, cell, &scale[i]);
      cvs_strbuf_add_char(out, ' ');
    }
    cvs_strbuf_add(out, "|\n");
  }
}

static void add_methods(cvs_strbuf *out, const cvs_block *block) {
  if (block->method_count > 0)
    cvs_strbuf_add_char(out, '\n');
  for (size_t i = 0; i < block->method_count; i++) {
    const cvs_method *method = block->method[i];
    cvs_strbuf_add(out, "- *");
    add_escaped(out, method->title);
    cvs_strbuf_add(out, "*: ");
    add_escaped(out, method->formula);
    cvs_strbuf_add(out, ". ");
    add_escaped(out, method->citation);
    cvs_strbuf_add(out, ".\n");
  }
}

static void add_block(cvs_strbuf *out, const cvs_block *block) {
  switch (block->kind) {
  case CVS_BLOCK_HEADING:
    cvs_strbuf_add(out, "## ");
    break;
  case CVS_BLOCK_CHECKS:
    add_checks(out, block);
    return;
  case CVS_BLOCK_TABLE:
    add_table(out, block);
    return;
  case CVS_BLOCK_CHART: /* pictures never come here */
  case CVS_BLOCK_PICTURE:
    return;
  case CVS_BLOCK_VERDICT:
  case CVS_BLOCK_PARAGRAPH:
    add_label(out, block->label);
    break;
  }
  add_escaped(out, block->text);
  cvs_strbuf_add_char(out, '\n');
}

/* Blocks stand apart by an empty line; the very first has none before it. */
static void add_blocks(cvs_render_context *context, const cvs_document *doc, bool primary, bool secondary) {
  for (const cvs_block *block = doc->first_block; block; block = block->next) {
    const bool drawn =
        block->kind == CVS_BLOCK_CHART || block->kind == CVS_BLOCK_PICTURE || block->medium == CVS_MEDIUM_PAGE;
    if (drawn || cvs_block_is_empty(block) || (block->secondary ? !secondary || context->style->quiet : !primary))
      continue;
    if (context->last_block >= 0)
      cvs_strbuf_add_char(&context->scratch, '\n');
    add_block(&context->scratch, block);
    if (context->style->explain)
      add_methods(&context->scratch, block);
    context->last_block = (int)block->kind;
  }
}

/* What was read stands at the end: the verdict comes first. */
static void begin_markdown(cvs_render_context *context, const cvs_document *head) {
  context->last_block = CVS_BLOCK_PARAGRAPH;
  add_blocks(context, head, false, true);
  cvs_render_hold(context);
  context->last_block = context->part != NULL ? (int)CVS_BLOCK_HEADING : -1; /* cvs_report_part has said its name */
  add_blocks(context, head, true, false);
}

static void write_group(cvs_render_context *context, const cvs_document *doc) {
  add_blocks(context, doc, true, true);
}

const cvs_renderer cvs_renderer_markdown = {
    .id = "markdown",
    .title = "Markdown, for a wiki or a pull request",
    .shows_blocks = true,
    .begin = begin_markdown,
    .group = write_group,
};
