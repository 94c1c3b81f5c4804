/* Findings of a group: what may be wrong with the data, the method or the size of the result. */
#include "analysis/test_run.h"

#include "base/constants.h"
#include "base/error.h"
#include "stat/check.h"

#include <math.h>
#include <string.h>

/* A change of the split between days is reported below this p-value. */
static const double allocation_alpha = 0.001;
/* Twyman's law: "any figure that looks interesting or different is usually wrong". A lift beyond
 * this on fewer conversions than that, or a p-value beyond what page changes bring about. */
static const double twyman_lift = 0.30;
static const uint64_t twyman_conversions = 100;
static const double twyman_ln_p = -57.564627324851142; /* ln(1e-25) */
/* Below this p-value of Breslow & Day the strata are said to differ in their effect. */
static const double homogeneity_alpha = 0.05;
/* Users of a log who are in no assignment are told where they are more than this share of it. */
static const double trivial_share = 0.01;

static void note(cvs_test_run *run, cvs_finding_code code, const char *field, size_t arm, double value) {
  cvs_test_note(run, &(cvs_finding){.code = code, .field = field, .arm = arm, .value = {value}});
}

/* A few strangers are in every log. Where --where leaves out assignments, their users are strangers too: then only that
 * nobody is left is told. */
static void examine_assigned(cvs_test_run *run, const cvs_read_quality *quality) {
  const double users = (double)quality->units_not_assigned, all = (double)quality->units_in_log;
  if (users > 0 && users > (quality->rows_elsewhere > 0 ? all - 1 : all * trivial_share))
    note(run, CVS_FINDING_NOT_ASSIGNED, "input", SIZE_MAX, users);
  if (quality->units_exposed_early > 0)
    note(run, CVS_FINDING_EXPOSED_EARLY, "input", SIZE_MAX, (double)quality->units_exposed_early);
}

void cvs_test_examine_input(cvs_test_run *run, const cvs_test_group *group) {
  const cvs_input_info *input = cvs_dataset_input(run->dataset);
  if (group->group == 0 && input->weak_unit != NULL)
    note(run, CVS_FINDING_UNIT_NOT_RANDOMISED, "input", SIZE_MAX, 0);
  if (group->group == 0 && input->rows_skipped > 0)
    note(run, CVS_FINDING_ROWS_SKIPPED, "input", SIZE_MAX, (double)input->rows_skipped);
  if (group->group == 0 && input->quality.units_in_several_arms > 0)
    note(run, CVS_FINDING_SEVERAL_ARMS, "input", SIZE_MAX, (double)input->quality.units_in_several_arms);
  if (group->group == 0 && input->where_unseen != NULL)
    note(run, CVS_FINDING_WHERE_UNSEEN, "input", SIZE_MAX, 0);
  if (group->group == 0 && input->steps_empty != NULL)
    note(run, CVS_FINDING_STEP_EMPTY, "input", SIZE_MAX, 0);
  if (group->group == 0 && input->has_no_times)
    note(run, CVS_FINDING_NO_TIMES, "input", SIZE_MAX, 0);
  if (group->group == 0 && input->quality.units_without_variant > 0)
    note(run, CVS_FINDING_WITHOUT_VARIANT, "input", SIZE_MAX, (double)input->quality.units_without_variant);
  if (group->group == 0)
    examine_assigned(run, &input->quality);
  if (group->srm_mismatch)
    note(run, CVS_FINDING_SRM_MISMATCH, "srm", SIZE_MAX, group->srm_p_adjusted);
  if (group->before_mismatch)
    note(run, CVS_FINDING_SRM_BEFORE, "srm_before", SIZE_MAX, group->srm_before.p_value);
}

static void examine_arms(cvs_test_run *run, const cvs_test_group *group) {
  if (group->arm_count < 2)
    note(run, CVS_FINDING_ONE_ARM, "arms", 0, 0);
  for (size_t i = 0; i < group->arm_count; i++)
    if (group->arm[i].sample.visitors == 0)
      note(run, CVS_FINDING_EMPTY_ARM, "arms", i, 0);
}

/* Visitors of the days, arm by arm, for the test that the split stayed the same. */
static cvs_status examine_days(cvs_test_run *run, cvs_error *error) {
  const cvs_group *data = &run->data;
  if (data->day_count < 2 || data->arm_count < 2)
    return CVS_OK;
  size_t cells = data->day_count * data->arm_count;
  uint64_t *visitors = cvs_arena_alloc(&run->arena, cells * sizeof *visitors);
  if (visitors == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < cells; i++)
    visitors[i] = data->day_arm[i].visitors;
  cvs_chisq_result change;
  cvs_error local = {0};
  cvs_status status = cvs_split_change_test(visitors, data->day_count, data->arm_count, &change, &local);
  if (status == CVS_OK && change.p_value < allocation_alpha)
    cvs_test_note(run, &(cvs_finding){.code = CVS_FINDING_ALLOCATION_CHANGED,
                                      .field = "arms",
                                      .arm = SIZE_MAX,
                                      .value = {change.p_value, change.ln_p_value}});
  return status == CVS_OK || status == CVS_EUNDEF ? CVS_OK : cvs_fail(error, status, "%s", local.message);
}

static bool is_large_on_few(const cvs_pair *pair) {
  double lift = 0;
  bool small = pair->control.conversions < twyman_conversions || pair->treatment.conversions < twyman_conversions;
  return small && cvs_effect_observed(pair, CVS_LIFT, &lift) && fabs(lift) > twyman_lift;
}

static bool is_wald(const cvs_comparison *comparison) {
  return strcmp(comparison->method->id, "wald") == 0;
}

/* Wald is offered because other tools print it; where the score test disagrees a reader must know. */
static bool score_disagrees(const cvs_test_run *run, const cvs_pair *pair, const cvs_comparison *comparison) {
  cvs_test_result score;
  cvs_error local = {0};
  const cvs_method *method = cvs_method_find(CVS_KIND_TEST, "score");
  if (!is_wald(comparison) || method->test(pair, run->options->alternative, &score, &local) != CVS_OK)
    return false;
  double alpha = run->options->alpha;
  return (score.p_value < alpha) != (comparison->has_test && comparison->test.p_value < alpha);
}

static bool are_disjoint(const cvs_interval *a, const cvs_interval *b) {
  bool below = a->has_upper && b->has_lower && a->upper < b->lower;
  bool above = a->has_lower && b->has_upper && a->lower > b->upper;
  return a->exists && b->exists && (below || above);
}

/* The pooled comparison would have said something else: another side, or lifts far from these. */
static bool pooled_misleads(const cvs_test_run *run, const cvs_comparison *comparison,
                            const cvs_strata_comparison *strata) {
  double alpha = run->options->alpha;
  bool pooled_significant = strata->has_pooled && strata->pooled.p_value < alpha;
  bool significant = comparison->test.p_value < alpha;
  double sides = strata->pooled_effect[CVS_DIFFERENCE].estimate * comparison->effect[CVS_DIFFERENCE].estimate;
  return pooled_significant != significant || (significant && sides < 0) ||
         are_disjoint(&strata->pooled_effect[CVS_LIFT], &comparison->effect[CVS_LIFT]);
}

static void examine_strata(cvs_test_run *run, const cvs_comparison *comparison, const cvs_strata_comparison *strata,
                           size_t index) {
  if (!strata->exists || !comparison->has_test)
    note(run, CVS_FINDING_NO_STRATA, "p_value", index, 0);
  else if (pooled_misleads(run, comparison, strata))
    note(run, CVS_FINDING_STRATA_DISAGREE, "p_value", index, strata->pooled.p_value);
  if (strata->result.has_homogeneity && strata->result.homogeneity.p_value < homogeneity_alpha)
    note(run, CVS_FINDING_STRATA_DIFFER, "lift", index, strata->result.homogeneity.p_value);
}

void cvs_test_examine_comparison(cvs_test_run *run, const cvs_test_group *group, size_t index) {
  const cvs_comparison *comparison = &group->comparison[index];
  cvs_pair pair = cvs_test_pair(group, comparison);
  if (pair.control.visitors == 0 || pair.treatment.visitors == 0)
    return;
  double expected = cvs_test_expected_min(&pair);
  if (!comparison->has_test && group->strata == NULL)
    note(run, CVS_FINDING_NO_VARIATION, "p_value", index, 0);
  else if (expected < CVS_EXPECTED_ENOUGH)
    note(run, CVS_FINDING_SMALL_COUNTS, "method", index, expected);
  if (score_disagrees(run, &pair, comparison))
    note(run, CVS_FINDING_METHOD_DISAGREES, "method", index, 0);
  if (is_large_on_few(&pair))
    note(run, CVS_FINDING_TWYMAN, "lift", index, 1);
  else if (comparison->has_test && comparison->test.ln_p_value < twyman_ln_p)
    note(run, CVS_FINDING_TWYMAN, "p_value", index, 0);
  if (group->strata != NULL)
    examine_strata(run, comparison, &group->strata[index], index);
}

cvs_status cvs_test_examine(cvs_test_run *run, const cvs_test_group *group, cvs_error *error) {
  cvs_test_examine_input(run, group);
  examine_arms(run, group);
  cvs_status status = examine_days(run, error);
  for (size_t i = 0; i < group->comparison_count && status == CVS_OK; i++)
    cvs_test_examine_comparison(run, group, i);
  return status;
}
