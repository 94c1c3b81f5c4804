/* How long the formats take over 100,000 groups of two arms, 25 numbers each, without any statistics:
 * a document is built, rendered and spooled. Prints one line a format; fails over its limit. */
#define _POSIX_C_SOURCE 200809L

#include "report/report.h"

#include <stdio.h>
#include <time.h>

enum { GROUPS = 100000 };

static double now(void) {
  struct timespec time;
  (void)clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static cvs_interval make_interval(double estimate, double half) {
  return (cvs_interval){.estimate = estimate,
                        .lower = estimate - half,
                        .upper = estimate + half,
                        .has_estimate = true,
                        .has_lower = true,
                        .has_upper = true,
                        .exists = true};
}

static cvs_node *add_arm(cvs_document *doc, cvs_node *arms, const char *name, size_t group) {
  const uint64_t visitors = 10000 + group % 997;
  const cvs_interval rate = make_interval(0.05 + 1e-7 * (double)group, 0.0123456789);
  cvs_node *arm = cvs_doc_record(doc, arms, NULL);
  cvs_doc_text(doc, arm, "name", name);
  cvs_doc_count(doc, arm, "visitors", visitors);
  cvs_doc_count(doc, arm, "conversions", visitors / 20);
  cvs_doc_interval(doc, arm, "rate", CVS_UNIT_RATE, &rate);
  return arm;
}

static cvs_node *add_comparison(cvs_document *doc, size_t group) {
  const double turn = (double)(group % 1013) / 1013;
  const cvs_interval difference = make_interval(0.01 * turn, 0.003);
  const cvs_interval lift = make_interval(0.2 * turn, 0.06);
  const cvs_interval odds_ratio = make_interval(1 + 0.2 * turn, 0.07);
  cvs_node *record = cvs_doc_record(doc, cvs_doc_list(doc, doc->root, "comparisons"), NULL);
  cvs_doc_text(doc, record, "treatment", "treatment");
  cvs_doc_text(doc, record, "method", "score");
  cvs_doc_number(doc, record, "statistic", CVS_UNIT_STATISTIC, 3 * turn);
  cvs_doc_number(doc, record, "p_value", CVS_UNIT_P, 1 - 0.99 * turn);
  cvs_doc_number(doc, record, "ln_p_value", CVS_UNIT_LN_P, -4 * turn);
  cvs_doc_number(doc, record, "p_value_adjusted", CVS_UNIT_P, 1 - 0.98 * turn);
  cvs_doc_interval(doc, record, "difference", CVS_UNIT_DIFFERENCE, &difference);
  cvs_doc_interval(doc, record, "lift", CVS_UNIT_LIFT, &lift);
  cvs_doc_interval(doc, record, "odds_ratio", CVS_UNIT_RATIO, &odds_ratio);
  cvs_doc_bool(doc, record, "significant", turn > 0.5);
  cvs_doc_number(doc, record, "detectable_lift", CVS_UNIT_LIFT, 0.1 + 0.01 * turn);
  return record;
}

static void build(cvs_document *doc, size_t group) {
  cvs_node *by = cvs_doc_record(doc, doc->root, "by");
  char name[32];
  (void)snprintf(name, sizeof name, "experiment-%zu", group);
  cvs_doc_text(doc, by, "experiment", name);
  cvs_node *arms = cvs_doc_list(doc, doc->root, "arms");
  const cvs_node *control = add_arm(doc, arms, "control", group);
  const cvs_node *treatment = add_arm(doc, arms, "treatment", group + 7);
  const cvs_row_part parts[] = {{"", by}, {"control_", control}, {"", treatment}, {"", add_comparison(doc, group)}};
  cvs_doc_row(doc, parts, sizeof parts / sizeof *parts);
}

static cvs_status render(const char *format, cvs_error *error) {
  const cvs_report_style style = {0};
  cvs_report *report = NULL;
  cvs_status status = cvs_report_new(format, "test", &style, &report, error);
  if (status == CVS_OK)
    status = cvs_report_begin(report, NULL, NULL, 0, error);
  for (size_t group = 0; group < GROUPS && status == CVS_OK; group++) {
    cvs_document *doc = cvs_report_document(report);
    build(doc, group);
    status = cvs_report_group(report, doc, error);
  }
  if (status == CVS_OK)
    status = cvs_report_end(report, error);
  cvs_report_free(report);
  return status;
}

int main(void) {
  static const struct {
    const char *format;
    double seconds_max;
  } limits[] = {{"csv", 0.6}, {"json", 1.2}};
  int failed = 0;
  for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
    cvs_error error = {0};
    const double start = now();
    const cvs_status status = render(limits[i].format, &error);
    const double seconds = now() - start;
    const bool good = status == CVS_OK && seconds < limits[i].seconds_max;
    printf("%-5s %d groups in %.3f s, limit %.1f s: %s %s\n", limits[i].format, GROUPS, seconds, limits[i].seconds_max,
           good ? "ok" : "FAILED", error.message);
    failed |= !good;
  }
  return failed;
}
