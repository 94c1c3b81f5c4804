/* The blocks of a document in a page: what follows one another and belongs together shares an element. */
#include "report/html_blocks.h"

#include "report/html_page.h"
#include "report/html_picture.h"
#include "report/html_table.h"
#include "report/html_text.h"

#include <string.h>

/* What is open: paragraphs are one list, pictures one row of them. */
typedef enum gathering { NOTHING, PARAGRAPHS, PICTURES } gathering;

typedef struct writing {
  cvs_strbuf *out;
  cvs_page *page;
  const cvs_document *doc;
  int level;
  gathering open;
  bool pictured; /* the document's pictures are there */
} writing;

/* --- methods --- */

/* Number of a method within the page, from 1; 0 where there is no room for more. */
static size_t number_method(cvs_page *page, const cvs_method *method) {
  for (size_t i = 0; i < page->method_count; i++)
    if (page->method[i] == method)
      return i + 1;
  if (page->method_count == CVS_PAGE_METHODS)
    return 0;
  page->method[page->method_count] = method;
  return ++page->method_count;
}

/* "Computed by Wilson score interval; score test": each leads to its formula and source. */
static void add_method_links(cvs_strbuf *out, cvs_page *page, const cvs_block *block) {
  if (block->method_count == 0)
    return;
  cvs_strbuf_add(out, "<p class=\"how\">Computed by ");
  for (size_t i = 0; i < block->method_count; i++) {
    cvs_strbuf_addf(out, "%s<a href=\"#m%zu\">", i > 0 ? "; " : "", number_method(page, block->method[i]));
    cvs_html_add_escaped(out, block->method[i]->title);
    cvs_strbuf_add(out, "</a>");
  }
  cvs_strbuf_add(out, "</p>\n");
}

void cvs_html_add_methods(cvs_strbuf *out, const cvs_page *page) {
  if (page->method_count == 0)
    return;
  cvs_strbuf_add(out, "<details class=\"methods\"><summary>How the figures are computed</summary>\n<dl>\n");
  for (size_t i = 0; i < page->method_count; i++) {
    const cvs_method *method = page->method[i];
    cvs_strbuf_addf(out, "<dt id=\"m%zu\">", i + 1);
    cvs_html_add_escaped(out, method->title);
    cvs_strbuf_add(out, "</dt><dd>");
    cvs_html_add_escaped(out, method->formula);
    cvs_strbuf_add(out, "</dd><dd class=\"source\">");
    cvs_html_add_escaped(out, method->citation);
    cvs_strbuf_add(out, ".</dd>\n");
  }
  cvs_strbuf_add(out, "</dl></details>\n");
}

/* --- gatherings --- */

/* Closes what is open unless it is what is wanted, and opens that. */
static void gather(writing *on, gathering wanted) {
  if (on->open == wanted)
    return;
  if (on->open == PARAGRAPHS)
    cvs_strbuf_add(on->out, "</dl>\n");
  if (on->open == PICTURES)
    cvs_strbuf_add(on->out, "</div>\n");
  if (wanted == PARAGRAPHS)
    cvs_strbuf_add(on->out, "<dl class=\"part\">\n");
  if (wanted == PICTURES)
    cvs_strbuf_add(on->out, "<div class=\"pictures\">\n");
  on->open = wanted;
}

/* --- blocks --- */

static void add_verdict(cvs_strbuf *out, const cvs_block *block) {
  cvs_strbuf_add(out, "<div class=\"verdict ");
  cvs_html_add_tone(out, block->tone);
  cvs_strbuf_add(out, "\"><p>");
  cvs_html_add_tag(out, block->tone, block->label);
  cvs_strbuf_add(out, "</p><p>");
  cvs_html_add_text(out, block->text);
  cvs_strbuf_add(out, "</p></div>\n");
}

/* What a tone is called, behind its shape. */
static const char *tone_mark(cvs_tone tone) {
  static const char *const marks[] = {
      [CVS_TONE_PLAIN] = "", [CVS_TONE_GOOD] = "ok", [CVS_TONE_BAD] = "fail", [CVS_TONE_WARN] = "note"};
  return marks[tone];
}

static void add_check(cvs_strbuf *out, const cvs_item *item) {
  cvs_strbuf_add(out, "<li class=\"");
  cvs_html_add_tone(out, item->tone);
  cvs_strbuf_addf(out, "\"><b>%s</b><span>", tone_mark(item->tone));
  cvs_html_add_text(out, item->text);
  cvs_strbuf_add(out, "</span></li>\n");
}

static void add_checks(writing *on, const cvs_block *block) {
  cvs_strbuf_addf(on->out, "<div class=\"part checks\"><h%d>", on->level);
  cvs_html_add_text(on->out, block->label);
  cvs_strbuf_addf(on->out, "</h%d><div><ul>\n", on->level);
  for (const cvs_item *item = block->first_item; item != NULL; item = item->next)
    add_check(on->out, item);
  cvs_strbuf_add(on->out, "</ul>");
  add_method_links(on->out, on->page, block);
  cvs_strbuf_add(on->out, "</div></div>\n");
}

/* A paragraph without a label goes on with what the one before it is about. */
static void add_paragraph(writing *on, const cvs_block *block) {
  static const char hint[] = CVS_EXPLAIN_MORE; /* of no use where the methods are explained anyway */
  const size_t length = strlen(block->text), hint_length = sizeof hint - 1;
  const bool hinted = length >= hint_length && strcmp(block->text + length - hint_length, hint) == 0;
  cvs_strbuf text = {0};
  cvs_strbuf_add_bytes(&text, block->text, hinted ? length - hint_length : length);
  if (block->label != NULL && block->label[0] != '\0') {
    cvs_strbuf_add(on->out, "<dt>");
    cvs_html_add_text(on->out, block->label);
    cvs_strbuf_add(on->out, "</dt>");
  }
  cvs_strbuf_add(on->out, "<dd>");
  cvs_html_add_text(on->out, cvs_strbuf_text(&text));
  add_method_links(on->out, on->page, block);
  cvs_strbuf_add(on->out, "</dd>\n");
  on->out->failed |= text.failed;
  cvs_strbuf_free(&text);
}

/* All pictures of the document stand together, before its tables. */
static void add_pictures(writing *on) {
  if (on->pictured)
    return;
  on->pictured = true;
  for (const cvs_block *block = on->doc->first_block; block != NULL; block = block->next)
    if (block->kind == CVS_BLOCK_PICTURE && cvs_picture_shows(block->picture)) {
      gather(on, PICTURES);
      cvs_html_add_picture(on->out, on->page, block->picture);
    }
}

static void add_table(writing *on, const cvs_block *block) {
  add_pictures(on);
  const cvs_picture *picture = cvs_html_picture_of(on->page, on->doc, block);
  on->out->failed |= on->page->drawn.failed;
  if (picture != NULL) {
    gather(on, PICTURES);
    cvs_html_add_picture(on->out, on->page, picture);
  }
  gather(on, NOTHING);
  cvs_strbuf_add(on->out, "<div>");
  cvs_html_add_table(on->out, block, ++on->page->tables);
  add_method_links(on->out, on->page, block);
  cvs_strbuf_add(on->out, "</div>\n");
}

static void add_block(writing *on, const cvs_block *block) {
  switch (block->kind) {
  case CVS_BLOCK_HEADING: /* the section's; stands before all blocks */
  case CVS_BLOCK_CHART:   /* for a terminal; a picture shows the same */
    return;
  case CVS_BLOCK_VERDICT:
    gather(on, NOTHING);
    add_verdict(on->out, block);
    return;
  case CVS_BLOCK_CHECKS:
    gather(on, NOTHING);
    add_checks(on, block);
    return;
  case CVS_BLOCK_TABLE:
    add_table(on, block);
    return;
  case CVS_BLOCK_PICTURE:
    add_pictures(on);
    return;
  case CVS_BLOCK_PARAGRAPH:
    gather(on, PARAGRAPHS);
    add_paragraph(on, block);
    return;
  }
}

void cvs_html_add_blocks(cvs_strbuf *out, cvs_render_context *context, const cvs_document *doc, cvs_html_choice choice,
                         int level) {
  writing on = {.out = out, .page = &context->page, .doc = doc, .level = level};
  for (const cvs_block *block = doc->first_block; block != NULL; block = block->next) {
    const bool chosen = choice == CVS_HTML_ALL || block->secondary == (choice == CVS_HTML_SECONDARY);
    if (chosen && !cvs_block_is_empty(block) && block->medium != CVS_MEDIUM_TEXT &&
        !(block->secondary && context->style->quiet))
      add_block(&on, block);
  }
  gather(&on, NOTHING);
  for (const cvs_block *block = doc->first_block; block != NULL && on.pictured; block = block->next)
    if (block->kind == CVS_BLOCK_PICTURE)
      cvs_html_add_figures(out, on.page, doc, block->picture);
}
