/* HTML: one page that needs nothing else, for a browser, a mail or a printer.
 *
 * The list of sections stands before them and is known only behind them: sections wait in `held`, and the page begins
 * when all are there. Input and settings of a result wait for the end of its groups. */
#include "report/render.h"

#include "base/number.h"
#include "report/html_blocks.h"
#include "report/html_page.h"
#include "report/html_table.h"
#include "report/html_text.h"

#include <string.h>

/* What the result of a command is called; several results in one page are none of one command (""). */
static const char *title_of(const char *command) {
  static const char *const titles[][2] = {
      {"test", "A/B test"},
      {"plan", "Plan of a test"},
      {"monitor", "A/B test, as it goes"},
      {"funnel", "Funnel"},
      {"bayes", "A/B test, Bayesian"},
      {"rank", "Ideas worth a test"},
      {"count", "Visitors and conversions"},
  };
  for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
    if (strcmp(titles[i][0], command) == 0)
      return titles[i][1];
  return "Results";
}

static const cvs_node *find_child(const cvs_node *record, const char *name) {
  const cvs_node *child = record != NULL && record->kind == CVS_NODE_RECORD ? record->value.children.first : NULL;
  while (child != NULL && strcmp(child->name, name) != 0)
    child = child->next;
  return child;
}

/* --- the head of a result --- */

/* "landing.csv and 3 more files": a file's name without its folders. */
static void add_files(cvs_strbuf *out, const cvs_document *head) {
  const cvs_node *files = find_child(find_child(head->root, "input"), "files");
  const cvs_node *first = files != NULL && files->kind == CVS_NODE_LIST ? files->value.children.first : NULL;
  if (first == NULL)
    return;
  const char *slash = strrchr(first->value.text, '/');
  const char *name = slash != NULL ? slash + 1 : first->value.text;
  cvs_strbuf_add(out, strcmp(name, "-") == 0 ? "standard input" : name);
  size_t more = 0;
  for (const cvs_node *file = first->next; file != NULL; file = file->next)
    more++;
  if (more > 0)
    cvs_strbuf_addf(out, " and %zu more file%s", more, more == 1 ? "" : "s");
}

/* A number as it would be typed. */
static const cvs_node *make_setting(cvs_document *made, const cvs_node *setting) {
  if (setting->kind != CVS_NODE_NUMBER)
    return setting;
  char digits[CVS_NUMBER_MAX];
  cvs_print_double(setting->value.number, digits);
  return cvs_doc_text(made, made->root, "value", digits);
}

/* The settings as a table, or NULL where there are none. */
static const cvs_block *make_settings(cvs_page *page, const cvs_document *head) {
  const cvs_node *settings = find_child(head->root, "settings");
  const cvs_node *first = settings != NULL ? settings->value.children.first : NULL;
  if (first == NULL)
    return NULL;
  static const cvs_column columns[] = {{"setting", CVS_COLUMN_NAME, 0}, {"value", CVS_COLUMN_NAME, 0}};
  cvs_document *made = &page->drawn;
  cvs_document_reset(made);
  cvs_block *table = cvs_doc_table(made, columns, sizeof columns / sizeof columns[0]);
  table->label = "Settings";
  for (const cvs_node *setting = first; setting != NULL; setting = setting->next) {
    const cvs_node *name = cvs_doc_text(made, made->root, "setting", setting->name);
    const cvs_node *const cells[] = {name, make_setting(made, setting)};
    cvs_doc_table_row(made, table, cells);
  }
  return table;
}

/* Many results of one command have the same settings: those stand in the page once, and others lead there. */
static void add_settings(cvs_strbuf *out, cvs_page *page, const cvs_block *table, const char *part) {
  cvs_strbuf shown = {0};
  out->failed |= page->drawn.failed;
  if (table == NULL || page->drawn.failed)
    return;
  cvs_html_add_table(&shown, table, 0);
  const bool again = part != NULL && page->settings_count > 0 &&
                     strcmp(cvs_strbuf_text(&shown), cvs_strbuf_text(&page->settings)) == 0;
  if (again) {
    cvs_strbuf_addf(out, "<p>Settings: as those of <a href=\"#s%zu\">", page->settings_count);
    cvs_html_add_name(out, cvs_strbuf_text(&page->settings_part));
    cvs_strbuf_add(out, "</a></p>\n");
  } else {
    cvs_strbuf_clear(&page->settings_part);
    cvs_strbuf_add(&page->settings_part, part != NULL ? part : "");
    cvs_strbuf_addf(out, "<div id=\"s%zu\">", ++page->settings_count);
    cvs_html_add_table(out, table, ++page->tables);
    cvs_strbuf_add(out, "</div>\n");
  }
  out->failed |= shown.failed || page->settings_part.failed;
  cvs_strbuf_free(&page->settings);
  page->settings = shown;
}

/* Writes what waits for the end of the last result's groups. */
static void add_closing(cvs_render_context *context) {
  cvs_strbuf *closing = &context->page.closing;
  cvs_strbuf_add_bytes(&context->scratch, cvs_strbuf_text(closing), closing->length);
  context->scratch.failed |= closing->failed;
  cvs_strbuf_clear(closing);
}

static void keep_closing(cvs_render_context *context, const cvs_document *head) {
  cvs_strbuf *out = &context->page.closing;
  if (context->style->quiet)
    return;
  cvs_strbuf_add(out, context->part != NULL ? "<details><summary>Input and settings"
                                            : "<details open=\"open\"><summary>Input and settings");
  if (context->part != NULL) {
    cvs_strbuf_add(out, " of ");
    cvs_html_add_name(out, context->part);
  }
  cvs_strbuf_add(out, "</summary>\n");
  cvs_html_add_blocks(out, context, head, CVS_HTML_SECONDARY, 2);
  add_settings(out, &context->page, make_settings(&context->page, head), context->part);
  cvs_strbuf_add(out, "</details>\n");
}

static void begin_html(cvs_render_context *context, const cvs_document *head) {
  cvs_page *page = &context->page;
  add_closing(context);
  if (page->title.length == 0) {
    cvs_strbuf_addf(&page->kicker, "convstat %s", context->part != NULL ? "report" : context->command);
    const char *title = title_of(context->part != NULL ? "" : context->command);
    cvs_strbuf_add(&page->title, context->style->title != NULL ? context->style->title : title);
    if (context->part == NULL)
      add_files(&page->about, head);
  }
  cvs_html_add_blocks(&context->scratch, context, head, CVS_HTML_PRIMARY, 2);
  cvs_render_hold(context);
  keep_closing(context, head);
}

/* --- groups --- */

static const cvs_block *find_block(const cvs_document *doc, cvs_block_kind kind) {
  const cvs_block *block = doc->first_block;
  while (block != NULL && block->kind != kind)
    block = block->next;
  return block;
}

/* "checkout: device = mobile", or either, or nothing. */
static void add_section_name(cvs_strbuf *out, const cvs_render_context *context, const cvs_document *doc) {
  const cvs_block *heading = find_block(doc, CVS_BLOCK_HEADING);
  if (context->part != NULL)
    cvs_strbuf_add(out, context->part);
  if (context->part != NULL && heading != NULL)
    cvs_strbuf_add(out, ": ");
  if (heading != NULL)
    cvs_strbuf_add(out, heading->text);
}

/* A line of the list of sections: where it leads, and its verdict, or what it is. */
static void add_contents(cvs_render_context *context, const cvs_document *doc, const char *name) {
  cvs_strbuf *out = &context->page.contents;
  const cvs_block *verdict = find_block(doc, CVS_BLOCK_VERDICT);
  cvs_strbuf_addf(out, "<li><a href=\"#r%zu\">%s</a><span>", context->page.sections, name);
  if (verdict != NULL)
    cvs_html_add_tag(out, verdict->tone, verdict->label);
  cvs_html_add_text(out, verdict != NULL ? verdict->text : title_of(context->command));
  cvs_strbuf_add(out, "</span></li>\n");
}

static void open_section(cvs_strbuf *out, size_t number, const char *heading) {
  cvs_strbuf_addf(out, "<section class=\"result\" id=\"r%zu\" aria-labelledby=", number);
  if (heading[0] == '\0')
    cvs_strbuf_add(out, "\"top\">\n");
  else
    cvs_strbuf_addf(out, "\"h%zu\">\n<h2 id=\"h%zu\">%s</h2>\n", number, number, heading);
}

static void write_group(cvs_render_context *context, const cvs_document *doc) {
  cvs_strbuf *out = &context->scratch;
  cvs_page *page = &context->page;
  cvs_strbuf name = {0};
  cvs_strbuf heading = {0};
  add_section_name(&name, context, doc);
  const bool cut = cvs_html_add_heading(&heading, cvs_strbuf_text(&name));
  open_section(out, ++page->sections, cvs_strbuf_text(&heading));
  cvs_html_add_blocks(out, context, doc, CVS_HTML_ALL, heading.length > 0 ? 3 : 2);
  cvs_html_add_long_names(out, doc, cut ? cvs_strbuf_text(&name) : NULL);
  cvs_strbuf_add(out, "</section>\n");
  add_contents(context, doc, heading.length > 0 ? cvs_strbuf_text(&heading) : "Result");
  out->failed |= name.failed || heading.failed || page->contents.failed || page->closing.failed;
  cvs_strbuf_free(&name);
  cvs_strbuf_free(&heading);
  cvs_render_hold(context);
}

/* --- the page around them --- */

static void begin_page(cvs_render_context *context) {
  cvs_page *page = &context->page;
  add_closing(context);
  cvs_render_hold(context);
  cvs_strbuf *out = &context->scratch;
  cvs_html_begin(out, cvs_strbuf_text(&page->kicker), cvs_strbuf_text(&page->title), cvs_strbuf_text(&page->about));
  if (page->sections > 1) {
    cvs_strbuf_add(out, "<nav aria-labelledby=\"contents\"><h2 id=\"contents\">Contents</h2>\n<ol>\n");
    cvs_strbuf_add_bytes(out, cvs_strbuf_text(&page->contents), page->contents.length);
    cvs_strbuf_add(out, "</ol></nav>\n");
  }
  out->failed |= page->kicker.failed || page->title.failed || page->about.failed || page->contents.failed;
}

static void end_html(cvs_render_context *context, bool tail) {
  if (!tail) {
    begin_page(context);
    return;
  }
  cvs_html_add_methods(&context->scratch, &context->page);
  cvs_html_end(&context->scratch);
}

const cvs_renderer cvs_renderer_html = {
    .id = "html",
    .title = "a page for a browser, with pictures; one file, no script",
    .shows_blocks = true,
    .shows_pictures = true,
    .explains = true,
    .begin = begin_html,
    .group = write_group,
    .end = end_html,
};
