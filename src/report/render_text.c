/* Text: blocks in order, each in the width of the reader's screen. */
#include "report/render.h"

#include "base/utf8.h"
#include "report/render_text_chart.h"
#include "report/render_text_table.h"
#include "report/text_page.h"

#include <string.h>

/* Labels stand in a column of their own, with two spaces behind the longest usual one. */
enum { LABEL_COLUMNS = 12, LABEL_GAP = 2 };

/* `last_block` before the first block. */
enum { NO_BLOCK = -1 };

/* Adds a label and the spaces behind it; returns the column then. */
static size_t add_label(cvs_strbuf *out, const cvs_text_page *page, cvs_tone tone, const char *label) {
  if (!label || !*label) {
    cvs_strbuf_add_repeat(out, " ", LABEL_COLUMNS);
    return LABEL_COLUMNS;
  }
  const size_t width = cvs_utf8_width(label);
  const size_t column = width + LABEL_GAP > LABEL_COLUMNS ? width + LABEL_GAP : LABEL_COLUMNS;
  cvs_text_add_bold(out, page, tone, label);
  cvs_strbuf_add_repeat(out, " ", column - width);
  return column;
}

/* "── device = mobile ───────": a line that the eye finds while scrolling. */
static void add_heading(cvs_strbuf *out, const cvs_text_page *page, const cvs_block *block) {
  const char *rule = page->unicode ? "─" : "-";
  const size_t ends = 6; /* two of rule and a space on the left, a space and two of rule on the right */
  const size_t room = page->text_columns - ends;
  const size_t width = cvs_utf8_width(block->text);
  const size_t taken = width < room ? width : room;
  cvs_strbuf name = {0};
  cvs_strbuf_add_repeat(out, rule, 2);
  cvs_strbuf_add_char(out, ' ');
  cvs_text_add_name(&name, page, block->text, width > room ? room : 0);
  cvs_text_add_bold(out, page, CVS_TONE_PLAIN, cvs_strbuf_text(&name));
  cvs_strbuf_add_char(out, ' ');
  cvs_strbuf_add_repeat(out, rule, 2 + room - taken);
  cvs_text_end_line(out);
  out->failed |= name.failed;
  cvs_strbuf_free(&name);
}

static const char *tone_mark(cvs_tone tone) {
  static const char *const marks[] = {
      [CVS_TONE_PLAIN] = "", [CVS_TONE_GOOD] = "ok", [CVS_TONE_BAD] = "FAIL", [CVS_TONE_WARN] = "note"};
  return marks[tone];
}

static void add_checks(cvs_strbuf *out, const cvs_text_page *page, const cvs_block *block) {
  size_t widest = 0;
  for (const cvs_item *item = block->first_item; item; item = item->next) {
    const size_t length = strlen(tone_mark(item->tone));
    widest = length > widest ? length : widest;
  }
  const char *label = block->label;
  for (const cvs_item *item = block->first_item; item; item = item->next) {
    const char *mark = tone_mark(item->tone);
    const size_t column = add_label(out, page, CVS_TONE_PLAIN, label) + (widest ? widest + LABEL_GAP : 0);
    cvs_text_add_bold(out, page, item->tone, mark);
    if (widest)
      cvs_strbuf_add_repeat(out, " ", widest + LABEL_GAP - strlen(mark));
    cvs_text_add_wrapped(out, page, column, column, item->text);
    label = "";
  }
}

static void add_labelled(cvs_strbuf *out, const cvs_text_page *page, const cvs_block *block) {
  const size_t column = add_label(out, page, block->tone, block->label);
  cvs_text_add_wrapped(out, page, column, column, block->text);
}

/* What --explain shows: "score test: formula. Source." under the block, a paragraph a method. */
static void add_methods(cvs_strbuf *out, const cvs_text_page *page, const cvs_block *block) {
  cvs_strbuf text = {0};
  for (size_t i = 0; i < block->method_count; i++) {
    const cvs_method *method = block->method[i];
    cvs_strbuf_clear(&text);
    cvs_strbuf_addf(&text, "%s %s %s. %s.", method->title, page->unicode ? "—" : "-", method->formula,
                    method->citation);
    cvs_strbuf_add(out, "  ");
    cvs_text_add_wrapped(out, page, 2, 4, cvs_strbuf_text(&text));
    out->failed |= text.failed;
  }
  cvs_strbuf_free(&text);
}

static void add_block(cvs_strbuf *out, const cvs_text_page *page, const cvs_block *block) {
  switch (block->kind) {
  case CVS_BLOCK_HEADING:
    add_heading(out, page, block);
    return;
  case CVS_BLOCK_CHECKS:
    add_checks(out, page, block);
    return;
  case CVS_BLOCK_TABLE:
    cvs_text_add_table(out, page, block);
    return;
  case CVS_BLOCK_CHART:
    cvs_text_add_chart(out, page, block);
    return;
  case CVS_BLOCK_VERDICT:
  case CVS_BLOCK_PARAGRAPH:
    add_labelled(out, page, block);
    return;
  case CVS_BLOCK_PICTURE: /* never comes here */
    return;
  }
}

/* Paragraphs follow one another without a gap; so does a verdict its heading. */
static bool needs_gap(int last, const cvs_block *block) {
  if (last == NO_BLOCK)
    return false;
  if (last == CVS_BLOCK_HEADING)
    return false;
  return block->kind != CVS_BLOCK_PARAGRAPH || last != CVS_BLOCK_PARAGRAPH;
}

/* Adds the blocks whose `secondary` is as given, or all of them. */
static void add_blocks(cvs_render_context *context, const cvs_document *doc, bool (*wanted)(const cvs_block *)) {
  const cvs_text_page page = cvs_text_page_of(context->style);
  for (const cvs_block *block = doc->first_block; block; block = block->next) {
    if (!wanted(block) || block->medium == CVS_MEDIUM_PAGE || (block->secondary && context->style->quiet))
      continue;
    if (block->kind == CVS_BLOCK_PICTURE || (block->kind == CVS_BLOCK_CHART && !cvs_text_chart_shows(block)))
      continue;
    if (cvs_block_is_empty(block))
      continue;
    if (needs_gap(context->last_block, block))
      cvs_strbuf_add_char(&context->scratch, '\n');
    add_block(&context->scratch, &page, block);
    if (context->style->explain)
      add_methods(&context->scratch, &page, block);
    context->last_block = (int)block->kind;
  }
}

static bool is_any(const cvs_block *block) {
  (void)block;
  return true;
}

static bool is_primary(const cvs_block *block) {
  return !block->secondary;
}

static bool is_secondary(const cvs_block *block) {
  return block->secondary;
}

/* What was read stands at the end: the verdict comes first. What was wrong with it stands here. */
static void begin_text(cvs_render_context *context, const cvs_document *head) {
  context->last_block = CVS_BLOCK_PARAGRAPH;
  add_blocks(context, head, is_secondary);
  cvs_render_hold(context);
  context->last_block = NO_BLOCK;
  add_blocks(context, head, is_primary);
}

static void write_group(cvs_render_context *context, const cvs_document *doc) {
  if (context->groups > 0) {
    cvs_strbuf_add_char(&context->scratch, '\n');
    context->last_block = NO_BLOCK;
  }
  add_blocks(context, doc, is_any);
}

/* The held paragraphs join those of a group alone, and stand apart from many groups. */
static void end_text(cvs_render_context *context, bool tail) {
  const bool apart = context->groups > 1 || context->last_block != CVS_BLOCK_PARAGRAPH;
  if (!tail && apart && cvs_spool_length(context->held) > 0)
    cvs_strbuf_add_char(&context->scratch, '\n');
}

const cvs_renderer cvs_renderer_text = {
    .id = "text",
    .title = "text for people, with a picture of the intervals",
    .shows_blocks = true,
    .begin = begin_text,
    .group = write_group,
    .end = end_text,
};
