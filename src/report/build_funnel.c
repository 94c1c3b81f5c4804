/* Builds the document of one group of `funnel`: the tree for machines, and the entry that renders it. */
#include "report/build_funnel.h"

#include "base/error.h"
#include "report/report.h"

#include <string.h>

static void add_steps(cvs_document *doc, const cvs_funnel_group *group) {
  cvs_node *list = cvs_doc_list(doc, doc->root, "steps");
  for (size_t j = 0; j < group->step_count; j++)
    cvs_doc_text(doc, list, NULL, group->step[j]);
}

/* Steps that were skipped; null where nobody did, or where it is not known. */
static void add_skips(cvs_document *doc, const cvs_funnel_group *group) {
  const cvs_funnel_skips *skips = &group->skips;
  if (!skips->exists) {
    cvs_doc_null(doc, doc->root, "skips", CVS_UNIT_NONE);
    return;
  }
  cvs_node *record = cvs_doc_record(doc, doc->root, "skips");
  cvs_doc_text(doc, record, "step", group->step[skips->step]);
  cvs_doc_text(doc, record, "at", skips->has_test ? group->step[skips->at] : NULL);
  cvs_doc_number_or_null(doc, record, "p_value", CVS_UNIT_P, skips->has_test ? &skips->p_value : NULL);
  cvs_doc_number_or_null(doc, record, "ln_p_value", CVS_UNIT_LN_P, skips->has_test ? &skips->ln_p_value : NULL);
  cvs_doc_bool(doc, record, "notable", skips->notable);
  cvs_doc_bool(doc, record, "unequal", skips->unequal);
}

/* --- which step to work on --- */

static void add_leak(cvs_document *doc, cvs_node *list, const cvs_funnel_group *group, size_t step) {
  const cvs_funnel_leak *leak = &group->bottleneck.leak[step];
  const bool known = leak->rate > 0;
  cvs_node *record = cvs_doc_record(doc, list, NULL);
  cvs_doc_text(doc, record, "step", group->step[step]);
  cvs_doc_number_or_null(doc, record, "rate_from_previous", CVS_UNIT_RATE, known ? &leak->rate : NULL);
  cvs_doc_number_or_null(doc, record, "target", CVS_UNIT_RATE, known ? &leak->target : NULL);
  cvs_doc_bool(doc, record, "by_benchmark", leak->by_benchmark);
  cvs_doc_number_or_null(doc, record, "conversions_gained_per_1000", CVS_UNIT_NONE,
                         leak->has_gained ? &leak->gained_per_1000 : NULL);
  const uint64_t visitors[] = {leak->visitors_to_test, leak->visitors_to_test_overall};
  static const char *const names[] = {"visitors_to_test", "visitors_to_test_overall"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (visitors[i] > 0)
      cvs_doc_count(doc, record, names[i], visitors[i]);
    else
      cvs_doc_null(doc, record, names[i], CVS_UNIT_COUNT);
}

void cvs_build_funnel_bottleneck(cvs_document *doc, const cvs_funnel_scene *scene) {
  const cvs_funnel_group *group = scene->group;
  const cvs_funnel_bottleneck *bottleneck = &group->bottleneck;
  cvs_strbuf reason = {0};
  cvs_words_funnel_bottleneck(&reason, scene);
  cvs_node *record = cvs_doc_record(doc, doc->root, "bottleneck");
  cvs_doc_text(doc, record, "arm", group->frame.arm[bottleneck->arm].name);
  cvs_doc_text(doc, record, "step", bottleneck->first != SIZE_MAX ? group->step[bottleneck->first] : NULL);
  cvs_doc_text(doc, record, "rule", cvs_funnel_reason_id(bottleneck->reason));
  cvs_doc_text(doc, record, "reason", cvs_strbuf_text(&reason));
  cvs_node *list = cvs_doc_list(doc, record, "steps");
  for (size_t j = 0; j < group->step_count; j++)
    add_leak(doc, list, group, j);
  cvs_doc_close_text(doc, &reason);
}

/* --- the decision --- */

static void add_decision(cvs_document *doc, const cvs_funnel_scene *scene) {
  const cvs_test_group *frame = &scene->group->frame;
  const bool shipped = frame->decided != SIZE_MAX;
  cvs_strbuf reason = {0};
  cvs_words_funnel_verdict(&reason, scene);
  cvs_node *decision = cvs_doc_record(doc, doc->root, "decision");
  cvs_doc_text(doc, decision, "code", cvs_decision_id(frame->decision));
  cvs_doc_text(doc, decision, "treatment",
               shipped ? frame->arm[frame->comparison[frame->decided].treatment].name : NULL);
  cvs_doc_text(doc, decision, "reason", cvs_strbuf_text(&reason));
  cvs_doc_close_text(doc, &reason);
  cvs_node *gates = cvs_doc_record(doc, doc->root, "gates");
  cvs_build_gate(doc, gates, "srm", frame->gate_srm);
  cvs_build_gate(doc, gates, "harm", frame->gate_harm);
  cvs_build_gate(doc, gates, "not-significant", frame->gate_not_significant);
  cvs_build_gate(doc, gates, "not-won", frame->gate_not_won);
  cvs_build_gate(doc, gates, "data-quality", frame->gate_data_quality);
}

void cvs_build_funnel(cvs_document *doc, const cvs_funnel_scene *scene) {
  const cvs_funnel_group *group = scene->group;
  cvs_build_by(doc, &scene->test);
  cvs_doc_text(doc, doc->root, "control", group->frame.arm[group->frame.control].name);
  cvs_build_srm(doc, &group->frame);
  cvs_build_srm_before(doc, &group->frame);
  add_steps(doc, group);
  cvs_build_funnel_arms(doc, scene);
  add_skips(doc, group);
  cvs_doc_text(doc, doc->root, "adjust", group->adjust != NULL ? group->adjust->id : NULL);
  cvs_build_funnel_comparisons(doc, scene);
  cvs_build_funnel_bottleneck(doc, scene);
  add_decision(doc, scene);
}

/* --- the entry --- */

/* The field of a finding as a path from its group. */
static void add_field(cvs_strbuf *out, const cvs_funnel_group *group, const cvs_finding *finding) {
  const bool of_arm = strcmp(finding->field, "arms") == 0, of_change = strcmp(finding->field, "what_if") == 0;
  if (finding->arm == SIZE_MAX)
    cvs_strbuf_add(out, finding->field);
  else if (of_arm)
    cvs_strbuf_addf(out, "arms[%zu]", finding->arm);
  else if (of_change)
    cvs_strbuf_addf(out, "arms[%zu].what_if", finding->arm);
  else if (strcmp(finding->field, "contribution") == 0)
    cvs_strbuf_addf(out, "comparisons[%zu].steps[%zu].contribution", finding->arm, (size_t)finding->value[0]);
  else
    cvs_strbuf_addf(out, "comparisons[%zu].steps[%zu].%s", finding->arm / group->step_count,
                    finding->arm % group->step_count, finding->field);
}

static void warn_findings(cvs_report *report, cvs_document *doc, const cvs_funnel_scene *scene) {
  const cvs_test_group *frame = &scene->group->frame;
  for (size_t i = 0; i < frame->finding_count; i++) {
    const cvs_finding *finding = &frame->finding[i];
    const bool of_input = strcmp(finding->field, "input") == 0;
    cvs_strbuf message = {0}, field = {0};
    cvs_words_funnel_finding(&message, scene, finding);
    add_field(&field, scene->group, finding);
    const cvs_warning warning = {.code = cvs_finding_id(finding->code),
                                 .message = cvs_strbuf_text(&message),
                                 .field = cvs_strbuf_text(&field),
                                 .by = of_input ? NULL : cvs_node_child(doc->root, "by"),
                                 .group = of_input ? SIZE_MAX : frame->group};
    cvs_report_warn(report, &warning);
    cvs_doc_close_text(doc, &message);
    cvs_doc_close_text(doc, &field);
  }
}

cvs_status cvs_report_funnel(cvs_report *report, const cvs_dataset *dataset, const cvs_funnel_options *options,
                             const cvs_funnel_group *group, cvs_error *error) {
  const cvs_report_style *style = cvs_report_style_of(report);
  const cvs_funnel_scene scene = {
      .test = {dataset, &options->test, &group->frame, style->quiet, cvs_report_shows_pictures(report)},
      options,
      group,
      style->unicode};
  cvs_document *doc = cvs_report_document(report);
  cvs_build_funnel(doc, &scene);
  if (cvs_report_shows_rows(report))
    cvs_build_funnel_rows(doc, &scene);
  if (cvs_report_shows_blocks(report))
    cvs_build_funnel_blocks(doc, &scene);
  const cvs_status status = cvs_report_group(report, doc, error);
  if (status == CVS_OK && !doc->failed)
    warn_findings(report, doc, &scene);
  return status == CVS_OK && doc->failed ? cvs_fail_memory(error) : status;
}
