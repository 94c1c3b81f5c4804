/* Builds the document of one group of `test`: the tree for machines, its CSV rows, the warnings. */
#include "report/build_test.h"

#include "base/error.h"
#include "report/report.h"

#include <stdint.h>
#include <string.h>

static const char *const scale_names[CVS_SCALES] = {"difference", "lift", "odds_ratio"};
static const cvs_unit scale_units[CVS_SCALES] = {CVS_UNIT_DIFFERENCE, CVS_UNIT_LIFT, CVS_UNIT_RATIO};

void cvs_build_by(cvs_document *doc, const cvs_test_view *view) {
  cvs_node *by = cvs_doc_record(doc, doc->root, "by");
  for (size_t i = 0; i < cvs_dataset_by_count(view->dataset); i++)
    cvs_doc_text(doc, by, cvs_dataset_by_name(view->dataset, i),
                 cvs_dataset_by_value(view->dataset, view->group->group, i));
}

void cvs_build_arms(cvs_document *doc, const cvs_arm_result *arms, size_t count) {
  cvs_node *list = cvs_doc_list(doc, doc->root, "arms");
  for (size_t i = 0; i < count; i++) {
    const cvs_arm_result *arm = &arms[i];
    cvs_node *record = cvs_doc_record(doc, list, NULL);
    cvs_doc_text(doc, record, "name", arm->name);
    cvs_doc_count(doc, record, "visitors", arm->sample.visitors);
    cvs_doc_count(doc, record, "conversions", arm->sample.conversions);
    cvs_doc_interval(doc, record, "rate", CVS_UNIT_RATE, &arm->rate);
  }
}

/* A group without any visitors has the record with nulls, so that its CSV has the same columns. */
void cvs_build_srm(cvs_document *doc, const cvs_test_group *group) {
  cvs_node *srm = cvs_doc_record(doc, doc->root, "srm");
  bool exists = group->has_srm;
  uint64_t total = 0;
  for (size_t i = 0; i < group->arm_count; i++)
    total += group->arm[i].sample.visitors;
  cvs_doc_bool(doc, srm, "assumed", group->srm_assumed);
  cvs_node *expected = cvs_doc_list(doc, srm, "expected");
  for (size_t i = 0; i < group->arm_count; i++)
    cvs_doc_number(doc, expected, NULL, CVS_UNIT_NONE, group->arm[i].share * (double)total);
  cvs_doc_text(doc, srm, "method", !exists ? NULL : group->srm.exact ? "exact-multinomial" : "chi-square");
  cvs_doc_number_or_null(doc, srm, "statistic", CVS_UNIT_STATISTIC, exists ? &group->srm.statistic : NULL);
  cvs_doc_number_or_null(doc, srm, "df", CVS_UNIT_NONE, exists ? &group->srm.df : NULL);
  cvs_doc_number_or_null(doc, srm, "p_value", CVS_UNIT_P, exists ? &group->srm.p_value : NULL);
  cvs_doc_number_or_null(doc, srm, "ln_p_value", CVS_UNIT_LN_P, exists ? &group->srm.ln_p_value : NULL);
  cvs_doc_number_or_null(doc, srm, "p_value_adjusted_over_groups", CVS_UNIT_P, exists ? &group->srm_p_adjusted : NULL);
  cvs_doc_bool(doc, srm, "mismatch", group->srm_mismatch);
}

void cvs_build_srm_before(cvs_document *doc, const cvs_test_group *group) {
  if (!group->has_before) {
    cvs_doc_null(doc, doc->root, "srm_before", CVS_UNIT_NONE);
    return;
  }
  cvs_node *srm = cvs_doc_record(doc, doc->root, "srm_before");
  cvs_node *units = cvs_doc_list(doc, srm, "visitors");
  for (size_t i = 0; i < group->arm_count; i++)
    cvs_doc_count(doc, units, NULL, group->arm[i].before);
  cvs_doc_number(doc, srm, "statistic", CVS_UNIT_STATISTIC, group->srm_before.statistic);
  cvs_doc_number(doc, srm, "df", CVS_UNIT_NONE, group->srm_before.df);
  cvs_doc_number(doc, srm, "p_value", CVS_UNIT_P, group->srm_before.p_value);
  cvs_doc_number(doc, srm, "ln_p_value", CVS_UNIT_LN_P, group->srm_before.ln_p_value);
  cvs_doc_bool(doc, srm, "mismatch", group->before_mismatch);
}

static void add_chisq(cvs_document *doc, cvs_node *parent, const char *name, const cvs_chisq_result *result) {
  if (result == NULL) {
    cvs_doc_null(doc, parent, name, CVS_UNIT_NONE);
    return;
  }
  cvs_node *record = cvs_doc_record(doc, parent, name);
  cvs_doc_number(doc, record, "statistic", CVS_UNIT_STATISTIC, result->statistic);
  cvs_doc_number(doc, record, "df", CVS_UNIT_NONE, result->df);
  cvs_doc_number(doc, record, "p_value", CVS_UNIT_P, result->p_value);
  cvs_doc_number(doc, record, "ln_p_value", CVS_UNIT_LN_P, result->ln_p_value);
}

static void add_trend(cvs_document *doc, const cvs_test_group *group) {
  if (!group->has_trend) {
    cvs_doc_null(doc, doc->root, "trend", CVS_UNIT_NONE);
    return;
  }
  cvs_node *record = cvs_doc_record(doc, doc->root, "trend");
  cvs_doc_number(doc, record, "statistic", CVS_UNIT_STATISTIC, group->trend.statistic);
  cvs_doc_number(doc, record, "p_value", CVS_UNIT_P, group->trend.p_value);
  cvs_doc_number(doc, record, "ln_p_value", CVS_UNIT_LN_P, group->trend.ln_p_value);
}

/* A record of nulls where there is no result, so that CSV has its columns. */
static void add_filled_chisq(cvs_document *doc, cvs_node *parent, const char *name, const cvs_chisq_result *result) {
  cvs_node *record = cvs_doc_record(doc, parent, name);
  cvs_doc_number_or_null(doc, record, "statistic", CVS_UNIT_STATISTIC, result != NULL ? &result->statistic : NULL);
  cvs_doc_number_or_null(doc, record, "df", CVS_UNIT_NONE, result != NULL ? &result->df : NULL);
  cvs_doc_number_or_null(doc, record, "p_value", CVS_UNIT_P, result != NULL ? &result->p_value : NULL);
  cvs_doc_number_or_null(doc, record, "ln_p_value", CVS_UNIT_LN_P, result != NULL ? &result->ln_p_value : NULL);
}

static void add_pooled(cvs_document *doc, cvs_node *record, const cvs_strata_comparison *strata) {
  cvs_node *pooled = cvs_doc_record(doc, record, "pooled");
  bool exists = strata->has_pooled;
  cvs_doc_text(doc, pooled, "method", strata->pooled_method->id);
  cvs_doc_number_or_null(doc, pooled, "statistic", CVS_UNIT_STATISTIC,
                         exists && strata->pooled.has_statistic ? &strata->pooled.statistic : NULL);
  cvs_doc_number_or_null(doc, pooled, "p_value", CVS_UNIT_P, exists ? &strata->pooled.p_value : NULL);
  cvs_doc_number_or_null(doc, pooled, "ln_p_value", CVS_UNIT_LN_P, exists ? &strata->pooled.ln_p_value : NULL);
  for (size_t scale = 0; scale < CVS_SCALES; scale++)
    cvs_doc_interval(doc, pooled, scale_names[scale], scale_units[scale], &strata->pooled_effect[scale]);
}

static void add_stratified(cvs_document *doc, cvs_node *list, const cvs_test_group *group, size_t index) {
  const cvs_comparison *comparison = &group->comparison[index];
  const cvs_strata_comparison *strata = &group->strata[index];
  const cvs_strata_result *result = &strata->result;
  cvs_node *record = cvs_doc_record(doc, list, NULL);
  cvs_doc_text(doc, record, "treatment", group->arm[comparison->treatment].name);
  cvs_doc_count(doc, record, "strata_used", result->strata_used);
  add_filled_chisq(doc, record, "cmh", result->has_cmh ? &result->cmh : NULL);
  for (size_t scale = 0; scale < CVS_SCALES; scale++)
    cvs_doc_interval(doc, record, scale_names[scale], scale_units[scale], &comparison->effect[scale]);
  add_filled_chisq(doc, record, "homogeneity", result->has_homogeneity ? &result->homogeneity : NULL);
  add_pooled(doc, record, strata);
}

static void add_strata(cvs_document *doc, const cvs_test_group *group) {
  if (group->strata == NULL) {
    cvs_doc_null(doc, doc->root, "strata", CVS_UNIT_NONE);
    return;
  }
  cvs_node *strata = cvs_doc_record(doc, doc->root, "strata");
  cvs_doc_count(doc, strata, "count", group->stratum_count);
  cvs_node *list = cvs_doc_list(doc, strata, "comparisons");
  for (size_t i = 0; i < group->comparison_count; i++)
    add_stratified(doc, list, group, i);
}

static void add_margin(cvs_document *doc, cvs_node *record, const cvs_test_view *view,
                       const cvs_comparison *comparison) {
  const cvs_test_options *options = view->options;
  if (options->aim == CVS_AIM_DIFFERENCE) {
    cvs_doc_null(doc, record, "margin", CVS_UNIT_NONE);
    return;
  }
  cvs_unit unit = scale_units[options->margin_scale];
  cvs_node *margin = cvs_doc_record(doc, record, "margin");
  cvs_doc_text(doc, margin, "scale", scale_names[options->margin_scale]);
  cvs_doc_number(doc, margin, "lower", unit, options->margin_lower);
  cvs_doc_number_or_null(doc, margin, "upper", unit,
                         (options->aim == CVS_AIM_EQUIVALENCE) ? &options->margin_upper : NULL);
  cvs_doc_number_or_null(doc, margin, "p_value", CVS_UNIT_P,
                         comparison->has_margin ? &comparison->margin.p_value : NULL);
  cvs_doc_number_or_null(doc, margin, "ln_p_value", CVS_UNIT_LN_P,
                         comparison->has_margin ? &comparison->margin.ln_p_value : NULL);
  cvs_doc_number_or_null(doc, margin, "p_value_adjusted", CVS_UNIT_P,
                         comparison->has_margin ? &comparison->margin_p_adjusted : NULL);
  cvs_doc_bool(doc, margin, "met", comparison->margin_met);
}

static void add_effects(cvs_document *doc, cvs_node *record, const cvs_comparison *comparison) {
  for (size_t scale = 0; scale < CVS_SCALES; scale++)
    cvs_doc_interval(doc, record, scale_names[scale], scale_units[scale], &comparison->effect[scale]);
  cvs_node *methods = cvs_doc_record(doc, record, "interval_method");
  for (size_t scale = 0; scale < CVS_SCALES; scale++)
    cvs_doc_text(doc, methods, scale_names[scale], comparison->interval[scale]->id);
}

static void add_sizes(cvs_document *doc, cvs_node *record, const cvs_comparison *comparison) {
  cvs_doc_number_or_null(doc, record, "detectable_lift", CVS_UNIT_LIFT,
                         comparison->has_detectable ? &comparison->detectable_lift : NULL);
  if (comparison->visitors_needed > 0)
    cvs_doc_count(doc, record, "visitors_per_arm_needed", comparison->visitors_needed);
  else
    cvs_doc_null(doc, record, "visitors_per_arm_needed", CVS_UNIT_COUNT);
}

static void add_comparison(cvs_document *doc, cvs_node *list, const cvs_test_view *view, size_t index) {
  const cvs_test_group *group = view->group;
  const cvs_comparison *comparison = &group->comparison[index];
  cvs_node *record = cvs_doc_record(doc, list, NULL);
  cvs_doc_text(doc, record, "treatment", group->arm[comparison->treatment].name);
  cvs_doc_text(doc, record, "control", group->arm[comparison->control].name);
  cvs_doc_text(doc, record, "method", comparison->method->id);
  bool has_test = comparison->has_test;
  cvs_doc_number_or_null(doc, record, "statistic", CVS_UNIT_STATISTIC,
                         (has_test && comparison->test.has_statistic) ? &comparison->test.statistic : NULL);
  cvs_doc_number_or_null(doc, record, "p_value", CVS_UNIT_P, has_test ? &comparison->test.p_value : NULL);
  cvs_doc_number_or_null(doc, record, "ln_p_value", CVS_UNIT_LN_P, has_test ? &comparison->test.ln_p_value : NULL);
  cvs_doc_number_or_null(doc, record, "p_value_adjusted", CVS_UNIT_P, has_test ? &comparison->p_adjusted : NULL);
  cvs_doc_number_or_null(doc, record, "p_value_harm", CVS_UNIT_P, has_test ? &comparison->p_harm : NULL);
  add_effects(doc, record, comparison);
  cvs_doc_bool(doc, record, "simultaneous", comparison->simultaneous);
  cvs_doc_bool(doc, record, "agrees", comparison->agrees);
  cvs_doc_bool(doc, record, "significant", comparison->significant);
  cvs_doc_text(doc, record, "verdict", cvs_verdict_id(comparison->verdict));
  add_sizes(doc, record, comparison);
  add_margin(doc, record, view, comparison);
}

void cvs_build_gate(cvs_document *doc, cvs_node *gates, const char *name, cvs_tristate value) {
  if (value == CVS_UNKNOWN)
    cvs_doc_null(doc, gates, name, CVS_UNIT_NONE);
  else
    cvs_doc_bool(doc, gates, name, value == CVS_YES);
}

static void add_decision(cvs_document *doc, const cvs_test_view *view, const char *reason) {
  const cvs_test_group *group = view->group;
  cvs_node *decision = cvs_doc_record(doc, doc->root, "decision");
  bool shipped = group->decided != SIZE_MAX;
  cvs_doc_text(doc, decision, "code", cvs_decision_id(group->decision));
  cvs_doc_text(doc, decision, "treatment",
               shipped ? group->arm[group->comparison[group->decided].treatment].name : NULL);
  cvs_doc_text(doc, decision, "reason", reason);
  cvs_node *gates = cvs_doc_record(doc, doc->root, "gates");
  cvs_build_gate(doc, gates, "srm", group->gate_srm);
  cvs_build_gate(doc, gates, "harm", group->gate_harm);
  cvs_build_gate(doc, gates, "not-significant", group->gate_not_significant);
  cvs_build_gate(doc, gates, "not-won", group->gate_not_won);
  cvs_build_gate(doc, gates, "data-quality", group->gate_data_quality);
}

void cvs_build_test(cvs_document *doc, const cvs_test_view *view) {
  const cvs_test_group *group = view->group;
  cvs_strbuf reason = {0};
  cvs_words_verdict(&reason, view);
  cvs_build_by(doc, view);
  cvs_doc_text(doc, doc->root, "control", group->arm[group->control].name);
  cvs_build_arms(doc, group->arm, group->arm_count);
  cvs_build_days(doc, view);
  cvs_build_srm(doc, group);
  cvs_build_srm_before(doc, group);
  add_chisq(doc, doc->root, "omnibus", group->has_omnibus ? &group->omnibus : NULL);
  add_trend(doc, group);
  add_strata(doc, group);
  cvs_doc_text(doc, doc->root, "adjust", group->adjust != NULL ? group->adjust->id : NULL);
  cvs_node *list = cvs_doc_list(doc, doc->root, "comparisons");
  for (size_t i = 0; i < group->comparison_count; i++)
    add_comparison(doc, list, view, i);
  add_decision(doc, view, cvs_strbuf_text(&reason));
  cvs_doc_close_text(doc, &reason);
}
