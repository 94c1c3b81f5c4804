/* A saved result of `test`, group by group. */
#include "report/saved_test.h"

#include "report/saved_check.h"
#include "report/test_words.h"
#include <convstat/recall.h>

#include <string.h>

static const cvs_bind test_rows[] = {
    CVS_BIND_IF(NUMBER, "statistic", cvs_test_result, statistic, has_statistic),
    CVS_BIND(NUMBER, "p_value", cvs_test_result, p_value),
    CVS_BIND(NUMBER, "ln_p_value", cvs_test_result, ln_p_value),
};
static const cvs_bind chisq_rows[] = {
    CVS_BIND(NUMBER, "statistic", cvs_chisq_result, statistic),
    CVS_BIND(NUMBER, "df", cvs_chisq_result, df),
    CVS_BIND(NUMBER, "p_value", cvs_chisq_result, p_value),
    CVS_BIND(NUMBER, "ln_p_value", cvs_chisq_result, ln_p_value),
};

/* --- what was asked --- */

void cvs_saved_test_options(const cvs_saved_result *result, cvs_test_options *out) {
  cvs_test_options_init(out);
  out->alpha = cvs_saved_number(result, "alpha");
  out->alternative = cvs_saved_alternative(result);
  out->control = cvs_saved_text(result, "control");
  out->method = cvs_saved_text(result, "method");
  out->interval = cvs_saved_text(result, "interval");
  out->rate_interval = cvs_saved_text(result, "rate_interval");
  out->adjust = cvs_saved_text(result, "adjust");
  out->all_pairs = cvs_saved_is(result, "pairs", "all");
  out->trend = cvs_saved_is(result, "trend", "yes");
  out->margin_lower = cvs_saved_number(result, "margin_lower");
  out->margin_upper = cvs_saved_number(result, "margin_upper");
  out->mde = cvs_saved_number(result, "mde");
  if (cvs_saved_text(result, "margin_scale") == NULL)
    return;
  out->aim = out->margin_upper > 0 ? CVS_AIM_EQUIVALENCE : CVS_AIM_NONINFERIORITY;
  out->margin_scale = cvs_saved_is(result, "margin_scale", "lift") ? CVS_LIFT : CVS_DIFFERENCE;
}

/* --- comparisons --- */

static const cvs_bind margin_rows[] = {
    CVS_BIND_IF(NUMBER, "p_value", cvs_comparison, margin.p_value, has_margin),
    CVS_BIND(NUMBER, "ln_p_value", cvs_comparison, margin.ln_p_value),
    CVS_BIND(NUMBER, "p_value_adjusted", cvs_comparison, margin_p_adjusted),
    CVS_BIND(BOOL, "met", cvs_comparison, margin_met),
};
static const cvs_bind interval_rows[] = {
    CVS_BIND_OF("difference", cvs_comparison, interval[CVS_DIFFERENCE], CVS_KIND_EFFECT),
    CVS_BIND_OF("lift", cvs_comparison, interval[CVS_LIFT], CVS_KIND_EFFECT),
    CVS_BIND_OF("odds_ratio", cvs_comparison, interval[CVS_ODDS_RATIO], CVS_KIND_EFFECT),
};
static const char *const verdicts[] = {"inconclusive", "better", "worse", "non-inferior", "equivalent"};
static const cvs_bind comparison_rows[] = {
    CVS_BIND_OF("method", cvs_comparison, method, CVS_KIND_TEST),
    CVS_BIND_IF(NUMBER, "statistic", cvs_comparison, test.statistic, test.has_statistic),
    CVS_BIND_IF(NUMBER, "p_value", cvs_comparison, test.p_value, has_test),
    CVS_BIND(NUMBER, "ln_p_value", cvs_comparison, test.ln_p_value),
    CVS_BIND(NUMBER, "p_value_adjusted", cvs_comparison, p_adjusted),
    CVS_BIND(NUMBER, "p_value_harm", cvs_comparison, p_harm),
    CVS_BIND(INTERVAL, "difference", cvs_comparison, effect[CVS_DIFFERENCE]),
    CVS_BIND(INTERVAL, "lift", cvs_comparison, effect[CVS_LIFT]),
    CVS_BIND(INTERVAL, "odds_ratio", cvs_comparison, effect[CVS_ODDS_RATIO]),
    CVS_BIND_HERE("interval_method", interval_rows),
    CVS_BIND(BOOL, "simultaneous", cvs_comparison, simultaneous),
    CVS_BIND(BOOL, "agrees", cvs_comparison, agrees),
    CVS_BIND(BOOL, "significant", cvs_comparison, significant),
    CVS_BIND_ONE_OF("verdict", cvs_comparison, verdict, verdicts),
    CVS_BIND_IF(NUMBER, "detectable_lift", cvs_comparison, detectable_lift, has_detectable),
    CVS_BIND(COUNT, "visitors_per_arm_needed", cvs_comparison, visitors_needed),
    CVS_BIND_HERE("margin", margin_rows),
};

/* Where there is a test, there is an interval on each scale, though it may have no ends. */
static void check_intervals(const cvs_json_place *place, const cvs_comparison *comparison) {
  const cvs_json_place methods = cvs_json_within(place, "interval_method");
  for (size_t scale = 0; scale < CVS_SCALES; scale++) {
    const cvs_json_place method = cvs_json_within(&methods, interval_rows[scale].name);
    if (comparison->method != NULL && comparison->interval[scale] == NULL)
      cvs_json_refuse(&method, "the method of an interval, since there is a test");
  }
}

void cvs_saved_comparison(const cvs_json_place *place, const cvs_test_options *options, cvs_comparison *out) {
  CVS_BIND_TAKE(place, comparison_rows, out);
  check_intervals(place, out);
  const double side = options->alternative == CVS_TWO_SIDED ? options->alpha / 2 : options->alpha;
  out->harm = out->has_test && out->p_harm < side;
}

static void take_comparison(const cvs_json_place *place, const cvs_test_group *group, const cvs_test_options *options,
                            cvs_comparison *out) {
  const cvs_json_place treatment = cvs_json_within(place, "treatment"), control = cvs_json_within(place, "control");
  cvs_saved_comparison(place, options, out);
  out->treatment = cvs_saved_arm(group, &treatment);
  out->control = cvs_saved_arm(group, &control);
}

static void take_comparisons(cvs_saved_result *result, const cvs_json_place *group, const cvs_test_options *options,
                             cvs_test_group *out) {
  const cvs_json_place list = cvs_json_within(group, "comparisons");
  const size_t count = cvs_json_size(&list);
  cvs_comparison *comparison = cvs_saved_alloc(result, count, sizeof *comparison);
  for (size_t i = 0; i < count && comparison != NULL; i++) {
    const cvs_json_place item = cvs_json_item(&list, i);
    take_comparison(&item, out, options, &comparison[i]);
  }
  out->comparison = comparison;
  out->comparison_count = comparison != NULL ? count : 0;
}

/* --- strata --- */

static const cvs_bind pooled_rows[] = {
    CVS_BIND_IF(NUMBER, "statistic", cvs_strata_comparison, pooled.statistic, pooled.has_statistic),
    CVS_BIND_IF(NUMBER, "p_value", cvs_strata_comparison, pooled.p_value, has_pooled),
    CVS_BIND(NUMBER, "ln_p_value", cvs_strata_comparison, pooled.ln_p_value),
    CVS_BIND_OF("method", cvs_strata_comparison, pooled_method, CVS_KIND_TEST),
    CVS_BIND(INTERVAL, "difference", cvs_strata_comparison, pooled_effect[CVS_DIFFERENCE]),
    CVS_BIND(INTERVAL, "lift", cvs_strata_comparison, pooled_effect[CVS_LIFT]),
    CVS_BIND(INTERVAL, "odds_ratio", cvs_strata_comparison, pooled_effect[CVS_ODDS_RATIO]),
};
static const cvs_bind strata_rows[] = {
    CVS_BIND(COUNT, "strata_used", cvs_strata_comparison, result.strata_used),
    CVS_BIND_ROWS("cmh", cvs_strata_comparison, result.cmh, chisq_rows),
    CVS_BIND_ROWS("homogeneity", cvs_strata_comparison, result.homogeneity, chisq_rows),
    CVS_BIND_HERE("pooled", pooled_rows),
};

/* Records of nulls stand where there is no result. */
static bool has_statistic(const cvs_json_place *record, const char *name) {
  const cvs_json_place part = cvs_json_within(record, name), statistic = cvs_json_within(&part, "statistic");
  return !cvs_json_is_null(&statistic);
}

static void take_strata(cvs_saved_result *result, const cvs_json_place *group, cvs_test_group *out) {
  const cvs_json_place place = cvs_json_within(group, "strata");
  if (cvs_json_is_null(&place))
    return;
  const cvs_json_place count = cvs_json_within(&place, "count"), list = cvs_json_within(&place, "comparisons");
  out->stratum_count = (size_t)cvs_json_get_whole(&count, 0, CVS_COUNT_MAX);
  if (cvs_json_size(&list) != out->comparison_count)
    cvs_json_refuse(&list, "an item for each comparison of the group");
  cvs_strata_comparison *strata = cvs_saved_alloc(result, out->comparison_count, sizeof *strata);
  for (size_t i = 0; i < out->comparison_count && strata != NULL; i++) {
    const cvs_json_place item = cvs_json_item(&list, i);
    CVS_BIND_TAKE(&item, strata_rows, &strata[i]);
    strata[i].result.has_cmh = has_statistic(&item, "cmh");
    strata[i].result.has_homogeneity = has_statistic(&item, "homogeneity");
  }
  out->strata = strata;
}

/* --- days --- */

static void take_day(const cvs_json_place *day, const cvs_test_group *group, cvs_sample *out) {
  static const cvs_bind rows[] = {CVS_BIND(COUNT, "visitors", cvs_sample, visitors),
                                  CVS_BIND(COUNT, "conversions", cvs_sample, conversions)};
  const cvs_json_place arms = cvs_json_within(day, "arms");
  const size_t count = cvs_json_length(&arms, group->arm_count, group->arm_count);
  for (size_t i = 0; i < count; i++) {
    const cvs_json_place arm = cvs_json_item(&arms, i);
    CVS_BIND_TAKE(&arm, rows, &out[i]);
  }
}

/* Counts by day are drawn; they stand in the dataset. */
static void take_days(cvs_saved_result *result, const cvs_json_place *group, const cvs_test_group *found) {
  static const cvs_bind rows[] = {{.name = "date", .kind = CVS_BIND_DAY, .place = 0, .flag = CVS_NO_FLAG}};
  const cvs_json_place days = cvs_json_within(group, "days");
  const size_t count = cvs_json_size(&days);
  int64_t *day = cvs_saved_alloc(result, count, sizeof *day);
  cvs_sample *sample = cvs_saved_alloc(result, count * found->arm_count, sizeof *sample);
  if (sample == NULL)
    return;
  for (size_t i = 0; i < count; i++) {
    const cvs_json_place item = cvs_json_item(&days, i);
    CVS_BIND_TAKE(&item, rows, &day[i]);
    take_day(&item, found, sample + i * found->arm_count);
  }
  const cvs_group counts = {.arm_count = found->arm_count, .day_count = count, .day = day, .day_arm = sample};
  cvs_dataset_recall_group(result->dataset, &counts);
}

/* --- the group --- */

static const char *const decisions[] = {"inconclusive", "ship", "keep", "invalid"};
static const cvs_bind decision_rows[] = {CVS_BIND_ONE_OF("code", cvs_test_group, decision, decisions)};
static const cvs_bind gate_rows[] = {
    CVS_BIND(GATE, "srm", cvs_test_group, gate_srm),
    CVS_BIND(GATE, "harm", cvs_test_group, gate_harm),
    CVS_BIND(GATE, "not-significant", cvs_test_group, gate_not_significant),
    CVS_BIND(GATE, "not-won", cvs_test_group, gate_not_won),
    CVS_BIND(GATE, "data-quality", cvs_test_group, gate_data_quality),
};
static const cvs_bind group_rows[] = {
    CVS_BIND_ROWS_IF("omnibus", cvs_test_group, omnibus, has_omnibus, chisq_rows),
    CVS_BIND_ROWS_IF("trend", cvs_test_group, trend, has_trend, test_rows),
    CVS_BIND_OF("adjust", cvs_test_group, adjust, CVS_KIND_ADJUST),
};

void cvs_saved_gates(const cvs_json_place *group, cvs_test_group *out) {
  static const cvs_bind rows[] = {CVS_BIND_HERE("decision", decision_rows), CVS_BIND_HERE("gates", gate_rows)};
  CVS_BIND_TAKE(group, rows, out);
}

/* The comparison that is shipped is the one of its treatment with the group's control. */
void cvs_saved_decided(const cvs_json_place *group, cvs_test_group *out) {
  const cvs_json_place decision = cvs_json_within(group, "decision");
  const cvs_json_place treatment = cvs_json_within(&decision, "treatment");
  const bool ships = out->decision == CVS_DECIDE_SHIP;
  if (cvs_json_is_null(&treatment) && !ships)
    return;
  const char *name = cvs_json_is_null(&treatment) ? "" : cvs_json_get_string(&treatment);
  for (size_t i = 0; i < out->comparison_count && out->decided == SIZE_MAX; i++)
    if (out->comparison[i].control == out->control && strcmp(out->arm[out->comparison[i].treatment].name, name) == 0)
      out->decided = i;
  if (out->decided == SIZE_MAX)
    cvs_json_refuse(&treatment, "the treatment of a comparison");
}

/* Sentences speak of a comparison unless the data are invalid; findings name one by its position. */
static void check_whole(const cvs_json_place *group, const cvs_test_group *found) {
  const cvs_json_place list = cvs_json_within(group, "comparisons");
  if (found->decision != CVS_DECIDE_INVALID && found->comparison_count == 0)
    cvs_json_refuse(&list, "a comparison, since the decision rests on one");
}

static void check_rates(const cvs_json_place *group, const cvs_test_group *found) {
  const cvs_json_place arms = cvs_json_within(group, "arms");
  for (size_t i = 0; i < found->arm_count; i++) {
    const cvs_json_place arm = cvs_json_item(&arms, i), place = cvs_json_within(&arm, "rate");
    cvs_saved_check_rate(&place, found->arm[i].sample.conversions, found->arm[i].sample.visitors);
  }
}

/* Effects are those of the rates; with strata those of all strata taken as one are. */
static void check_effects(const cvs_json_place *group, const cvs_test_group *found) {
  const cvs_json_place whole = cvs_json_within(group, "strata"), list = cvs_json_within(group, "comparisons");
  const cvs_json_place strata = cvs_json_within(&whole, "comparisons");
  for (size_t i = 0; i < found->comparison_count && found->arm_count > 0; i++) {
    const cvs_comparison *comparison = &found->comparison[i];
    const cvs_json_place item = cvs_json_item(found->strata != NULL ? &strata : &list, i);
    const cvs_json_place pooled = cvs_json_within(&item, "pooled");
    cvs_saved_check_effects(found->strata != NULL ? &pooled : &item, &found->arm[comparison->control].rate,
                            &found->arm[comparison->treatment].rate);
  }
}

static void take_group(cvs_saved_result *result, size_t index, cvs_test_options *options, cvs_test_group *out) {
  cvs_json_place root;
  const cvs_json_place groups = cvs_saved_groups(result, &root), place = cvs_json_item(&groups, index);
  *out = (cvs_test_group){.group = index};
  cvs_saved_test_options(result, options);
  cvs_saved_frame(result, &place, index, out);
  CVS_BIND_TAKE(&place, group_rows, out);
  cvs_saved_gates(&place, out);
  take_comparisons(result, &place, options, out);
  take_strata(result, &place, out);
  cvs_saved_decided(&place, out);
  take_days(result, &place, out);
  check_whole(&place, out);
  cvs_saved_check_decision(&place, out);
  check_rates(&place, out);
  check_effects(&place, out);
}

void cvs_saved_topic(const cvs_saved_result *result, const cvs_test_group *group, cvs_saved_line *out) {
  const bool invalid = group->decision == CVS_DECIDE_INVALID;
  if (invalid || group->comparison_count == 0 || cvs_saved_status(result, NULL) != CVS_OK)
    return;
  const size_t topic = cvs_words_topic(group);
  out->treatment = group->arm[group->comparison[topic].treatment].name;
  out->lift = group->comparison[topic].effect[CVS_LIFT];
}

static void take_line(cvs_saved_result *result, size_t index, cvs_saved_line *out) {
  cvs_test_options options;
  cvs_test_group group;
  take_group(result, index, &options, &group);
  cvs_saved_topic(result, &group, out);
}

static cvs_status report_group(cvs_saved_result *result, size_t index, cvs_report *report, cvs_error *error) {
  cvs_test_options options;
  cvs_test_group group;
  take_group(result, index, &options, &group);
  const cvs_status status = cvs_saved_status(result, error);
  return status == CVS_OK ? cvs_report_test(report, result->dataset, &options, &group, error) : status;
}

const cvs_saved_reader cvs_saved_reader_test = {.command = "test", .group = report_group, .line = take_line};
