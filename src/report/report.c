/* A report: a renderer, the spool it fills, and what is held back until the end. */
#include "report/report.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "report/render.h"

#include <stdint.h>

struct cvs_report {
  const cvs_renderer *renderer;
  cvs_report_style style;
  cvs_render_context context;
  cvs_spool *out;
  cvs_document document;
  bool has_parts;
  cvs_report *beside;       /* draws the same groups, or NULL; borrowed */
  cvs_strbuf warning_lines; /* for formats whose data has no room for warnings */
};

cvs_status cvs_report_new(const char *format, const char *command, const cvs_report_style *style, cvs_report **out,
                          cvs_error *error) {
  *out = NULL;
  const cvs_renderer *renderer = cvs_renderer_find(format);
  if (!renderer)
    return cvs_fail(error, CVS_EUSAGE, "unknown format '%s'", format);
  cvs_report *report = cvs_calloc(1, sizeof *report);
  if (!report)
    return cvs_fail_memory(error);
  report->renderer = renderer;
  report->style = *style;
  report->style.explain = style->explain || renderer->explains;
  report->context.style = &report->style;
  report->context.command = command;
  cvs_status status = cvs_spool_new(style->directory, &report->out, error);
  if (status == CVS_OK)
    status = cvs_spool_new(style->directory, &report->context.held, error);
  if (status != CVS_OK) {
    cvs_report_free(report);
    return status;
  }
  *out = report;
  return CVS_OK;
}

void cvs_report_free(cvs_report *report) {
  if (!report)
    return;
  cvs_spool_free(report->out);
  cvs_spool_free(report->context.held);
  cvs_render_free(&report->context);
  cvs_strbuf_free(&report->warning_lines);
  cvs_document_free(&report->document);
  cvs_free(report);
}

/* Moves what the renderer wrote to a spool, and hands on its first failure. */
static cvs_status flush(cvs_report *report, cvs_spool *spool, cvs_error *error) {
  cvs_render_context *context = &report->context;
  if (context->scratch.failed || report->warning_lines.failed)
    return cvs_fail_memory(error);
  cvs_spool_write(spool, cvs_strbuf_text(&context->scratch), context->scratch.length);
  cvs_strbuf_clear(&context->scratch);
  if (context->failure.status == CVS_OK)
    return cvs_spool_check(spool, error);
  return cvs_fail(error, context->failure.status, "%s", context->failure.message);
}

/* A page has its own headings of results; text and Markdown say in one what follows. */
static cvs_status say_part(cvs_report *report, bool is_first, cvs_error *error) {
  const cvs_renderer *renderer = report->renderer;
  if (report->context.part == NULL || !renderer->shows_blocks || renderer->shows_pictures)
    return CVS_OK;
  cvs_document *doc = cvs_report_document(report);
  cvs_strbuf text = {0};
  cvs_strbuf_addf(&text, "%s (%s)", report->context.part, report->context.command);
  cvs_doc_heading(doc, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
  if (doc->failed)
    return cvs_fail_memory(error);
  if (is_first)
    report->context.last_block = -1; /* nothing stands above it */
  renderer->group(&report->context, doc);
  report->context.groups = 0; /* no line between the heading and its first group */
  return flush(report, report->out, error);
}

cvs_status cvs_report_part(cvs_report *report, const char *command, const char *name, cvs_error *error) {
  if (report->renderer->one_result && report->has_parts)
    return cvs_fail(error, CVS_EUSAGE, "format '%s' holds one result", report->renderer->id);
  const bool is_first = !report->has_parts;
  report->has_parts = true;
  report->context.command = command;
  report->context.part = name;
  return say_part(report, is_first, error);
}

void cvs_report_draw_beside(cvs_report *report, cvs_report *picture) {
  report->beside = picture;
}

bool cvs_report_draws(const cvs_report *report) {
  return cvs_report_shows_pictures(report);
}

cvs_report *cvs_report_take_beside(cvs_report *report) {
  cvs_report *beside = report->beside;
  report->beside = NULL;
  return beside;
}

cvs_document *cvs_report_document(cvs_report *report) {
  cvs_document_reset(&report->document);
  return &report->document;
}

const cvs_report_style *cvs_report_style_of(const cvs_report *report) {
  return &report->style;
}

bool cvs_report_shows_blocks(const cvs_report *report) {
  return report->renderer->shows_blocks || report->beside != NULL;
}

bool cvs_report_shows_rows(const cvs_report *report) {
  return report->renderer->shows_rows;
}

bool cvs_report_shows_pictures(const cvs_report *report) {
  return report->renderer->shows_pictures || report->beside != NULL;
}

cvs_status cvs_report_head(cvs_report *report, const cvs_document *head, cvs_error *error) {
  if (head->failed)
    return cvs_fail_memory(error);
  if (!report->renderer->begin)
    return CVS_OK;
  report->renderer->begin(&report->context, head);
  return flush(report, report->out, error);
}

cvs_status cvs_report_begin(cvs_report *report, const cvs_dataset *dataset, const cvs_setting *settings,
                            size_t setting_count, cvs_error *error) {
  cvs_document *head = cvs_report_document(report);
  cvs_build_head(head, dataset, settings, setting_count);
  return cvs_report_head(report, head, error);
}

cvs_status cvs_report_group(cvs_report *report, const cvs_document *doc, cvs_error *error) {
  if (doc->failed)
    return cvs_fail_memory(error);
  report->renderer->group(&report->context, doc);
  report->context.groups++;
  const cvs_status status = flush(report, report->out, error);
  return status == CVS_OK && report->beside != NULL ? cvs_report_group(report->beside, doc, error) : status;
}

/* Adds "device = mobile: message (code)", safe to show on a terminal. */
static void add_warning_line(cvs_strbuf *out, const cvs_warning *warning) {
  const cvs_node *value = warning->by ? warning->by->value.children.first : NULL;
  for (; value; value = value->next) {
    cvs_utf8_add_visible(out, value->name);
    cvs_strbuf_add(out, " = ");
    if (value->kind == CVS_NODE_TEXT)
      cvs_utf8_add_visible(out, value->value.text);
    cvs_strbuf_add(out, value->next ? ", " : ": ");
  }
  cvs_utf8_add_visible(out, warning->message);
  cvs_strbuf_addf(out, " (%s)\n", warning->code);
}

void cvs_report_warn(cvs_report *report, const cvs_warning *warning) {
  if (report->renderer->warnings_apart) {
    add_warning_line(&report->warning_lines, warning);
    return;
  }
  if (!report->renderer->warning)
    return;
  report->renderer->warning(&report->context, warning);
  report->context.warning_count++;
  /* A failure stays in the context, for the next call that can return it. */
  (void)flush(report, report->context.held, &report->context.failure);
}

cvs_status cvs_report_end(cvs_report *report, cvs_error *error) {
  if (report->beside != NULL) {
    const cvs_status status = cvs_report_end(report->beside, error);
    if (status != CVS_OK)
      return status;
  }
  const cvs_renderer *renderer = report->renderer;
  if (renderer->end)
    renderer->end(&report->context, false);
  cvs_status status = flush(report, report->out, error);
  if (status == CVS_OK)
    status = cvs_spool_append(report->out, report->context.held, error);
  if (status != CVS_OK || !renderer->end)
    return status;
  renderer->end(&report->context, true);
  return flush(report, report->out, error);
}

cvs_status cvs_report_copy(cvs_report *report, int descriptor, const char *name, cvs_error *error) {
  return cvs_spool_copy(report->out, descriptor, name, error);
}

cvs_status cvs_report_save(cvs_report *report, const char *path, cvs_error *error) {
  return cvs_spool_save(report->out, path, error);
}

const char *cvs_report_warnings(const cvs_report *report) {
  return cvs_strbuf_text(&report->warning_lines);
}
