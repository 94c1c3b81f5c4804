/* The document behind the manual's example screen, and its rendering into a string. Header only:
 * tests of the lower layers do not link the report. */
#ifndef CVS_TESTS_SUPPORT_SAMPLE_DOCUMENT_H
#define CVS_TESTS_SUPPORT_SAMPLE_DOCUMENT_H

#include "report/render.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static inline cvs_interval make_interval(double estimate, double lower, double upper) {
  return (cvs_interval){.estimate = estimate,
                        .lower = lower,
                        .upper = upper,
                        .has_estimate = true,
                        .has_lower = true,
                        .has_upper = true,
                        .exists = true};
}

/* An arm's record; `rate` receives its interval's node. */
static inline cvs_node *add_sample_arm(cvs_document *doc, cvs_node *arms, const char *name, uint64_t conversions,
                                       const cvs_interval *rate) {
  cvs_node *arm = cvs_doc_record(doc, arms, NULL);
  cvs_doc_text(doc, arm, "name", name);
  cvs_doc_count(doc, arm, "visitors", 50000);
  cvs_doc_count(doc, arm, "conversions", conversions);
  cvs_doc_interval(doc, arm, "rate", CVS_UNIT_RATE, rate);
  return arm;
}

static inline const cvs_node *find_member(const cvs_node *record, const char *name) {
  const cvs_node *node = record->value.children.first;
  while (node && strcmp(node->name, name) != 0)
    node = node->next;
  assert_non_null(node);
  return node;
}

static inline void add_sample_arm_row(cvs_document *doc, cvs_block *table, const cvs_node *arm) {
  const cvs_node *const cells[] = {find_member(arm, "name"), find_member(arm, "visitors"),
                                   find_member(arm, "conversions"), find_member(arm, "rate"), find_member(arm, "rate")};
  cvs_doc_table_row(doc, table, cells);
}

static inline void add_sample_arms(cvs_document *doc, const char *treatment) {
  static const cvs_column columns[] = {{"", CVS_COLUMN_NAME, 0},
                                       {"visitors", CVS_COLUMN_VALUE, 0},
                                       {"conversions", CVS_COLUMN_VALUE, 0},
                                       {"rate", CVS_COLUMN_VALUE, 0},
                                       {"95% interval", CVS_COLUMN_INTERVAL, 0}};
  const cvs_interval control_rate = make_interval(0.1, 0.0974, 0.1027);
  const cvs_interval green_rate = make_interval(0.1021, 0.0995, 0.1048);
  cvs_node *arms = cvs_doc_list(doc, doc->root, "arms");
  const cvs_node *control = add_sample_arm(doc, arms, "control", 5000, &control_rate);
  const cvs_node *green = add_sample_arm(doc, arms, treatment, 5105, &green_rate);
  cvs_block *table = cvs_doc_table(doc, columns, 5);
  add_sample_arm_row(doc, table, control);
  add_sample_arm_row(doc, table, green);
}

static inline void add_sample_comparison(cvs_document *doc, const char *treatment) {
  static const cvs_column columns[] = {{"", CVS_COLUMN_NAME, 0},
                                       {"lift", CVS_COLUMN_VALUE, 0},
                                       {"95% interval", CVS_COLUMN_INTERVAL, 0},
                                       {"p", CVS_COLUMN_VALUE, 0},
                                       {"", CVS_COLUMN_FOREST, 0}};
  const cvs_interval lift = make_interval(0.021, -0.016, 0.059);
  const cvs_interval difference = make_interval(0.0021, -0.0016, 0.0058);
  cvs_node *record = cvs_doc_record(doc, cvs_doc_list(doc, doc->root, "comparisons"), NULL);
  const cvs_node *name = cvs_doc_text(doc, record, "treatment", treatment);
  const cvs_node *p_value = cvs_doc_number(doc, record, "p_value", CVS_UNIT_P, 0.271);
  cvs_doc_number(doc, record, "ln_p_value", CVS_UNIT_LN_P, -1.3056);
  const cvs_node *points = cvs_doc_interval(doc, record, "difference", CVS_UNIT_DIFFERENCE, &difference);
  const cvs_node *percents = cvs_doc_interval(doc, record, "lift", CVS_UNIT_LIFT, &lift);
  cvs_block *table = cvs_doc_table(doc, columns, 5);
  cvs_doc_table_row(doc, table, (const cvs_node *const[]){name, percents, percents, p_value, percents});
  cvs_doc_table_row(doc, table, (const cvs_node *const[]){NULL, points, points, NULL, NULL});
  const cvs_row_part parts[] = {{"", record}};
  cvs_doc_row(doc, parts, 1);
}

static inline void build_sample(cvs_document *doc, const char *treatment) {
  cvs_document_reset(doc);
  cvs_doc_record(doc, doc->root, "by");
  cvs_doc_verdict(doc, CVS_TONE_PLAIN, "INCONCLUSIVE",
                  "green may be anywhere from 1.6% worse to 5.9% better than control.");
  cvs_block *checks = cvs_doc_checks(doc, "Checks");
  cvs_doc_check(doc, checks, CVS_TONE_GOOD, "split as assumed: 50,000 and 50,000 (p = 1)");
  cvs_doc_check(doc, checks, CVS_TONE_GOOD, "counts large enough for the score test");
  checks->secondary = true;
  add_sample_arms(doc, treatment);
  add_sample_comparison(doc, treatment);
  cvs_doc_paragraph(doc, "What to do",
                    "At this size a lift of 5.4% is found 8 times in 10. If 5% matters, a new test needs 57,800 "
                    "visitors an arm (convstat plan); keep control until then.");
  cvs_doc_paragraph(doc, "Caution",
                    "This p-value counts for one look. Do not extend the test until it wins: to look as you go, use "
                    "convstat monitor.");
  cvs_doc_paragraph(doc, "Method", "score test (Pearson chi-square), score intervals; --explain for more");
}

/* Renders one group; the text is the context's, which free_rendering gives back. */
static inline const char *render_group(cvs_render_context *context, const char *format, const cvs_report_style *style,
                                       const cvs_document *doc) {
  assert_false(doc->failed);
  *context = (cvs_render_context){.style = style, .command = "test", .last_block = -1};
  cvs_renderer_find(format)->group(context, doc);
  assert_false(context->scratch.failed);
  return cvs_strbuf_text(&context->scratch);
}

/* A document and what a format makes of it. */
typedef struct rendering {
  cvs_document doc;
  cvs_render_context context;
} rendering;

/* The sample in a format; the text is the rendering's, which end_rendering gives back. */
static inline const char *render_sample(rendering *r, const char *format, const cvs_report_style *style,
                                        const char *treatment) {
  *r = (rendering){0};
  build_sample(&r->doc, treatment);
  return render_group(&r->context, format, style, &r->doc);
}

static inline void free_rendering(cvs_render_context *context, cvs_document *doc) {
  cvs_render_free(context);
  cvs_document_free(doc);
}

static inline void end_rendering(rendering *r) {
  free_rendering(&r->context, &r->doc);
}

#endif
