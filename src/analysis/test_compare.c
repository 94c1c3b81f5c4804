/* Comparisons of a group: which arms, by which method, how likely, which way. */
#include "analysis/test_run.h"

#include "base/error.h"

#include <math.h>
#include <string.h>

/* The rule of `auto`: where the score test is not trusted, up to this size Boschloo's test is used and
 * above it Fisher's mid-p. */
static const uint64_t boschloo_visitors = 2000;

double cvs_test_expected_min(const cvs_pair *pair) {
  double n1 = (double)pair->control.visitors;
  double n2 = (double)pair->treatment.visitors;
  double converted = (double)(pair->control.conversions + pair->treatment.conversions);
  double total = n1 + n2;
  return fmin(n1, n2) * fmin(converted, total - converted) / total;
}

static const cvs_method *choose_method(const cvs_test_run *run, const cvs_pair *pair) {
  if (run->method != NULL)
    return run->method;
  if (cvs_test_expected_min(pair) >= CVS_EXPECTED_ENOUGH)
    return cvs_method_find(CVS_KIND_TEST, "score");
  uint64_t larger =
      pair->control.visitors > pair->treatment.visitors ? pair->control.visitors : pair->treatment.visitors;
  return cvs_method_find(CVS_KIND_TEST, larger <= boschloo_visitors ? "boschloo" : "fisher-midp");
}

static size_t list_pairs(const cvs_test_run *run, const cvs_test_group *group, cvs_comparison *out) {
  size_t count = 0;
  if (!run->options->all_pairs) {
    for (size_t i = 0; i < group->arm_count; i++)
      if (i != group->control)
        out[count++] = (cvs_comparison){.control = group->control, .treatment = i};
    return count;
  }
  for (size_t i = 0; i < group->arm_count; i++)
    for (size_t j = i + 1; j < group->arm_count; j++)
      out[count++] = j == group->control ? (cvs_comparison){.control = j, .treatment = i}
                                         : (cvs_comparison){.control = i, .treatment = j};
  return count;
}

static cvs_status run_test(const cvs_test_run *run, const cvs_pair *pair, cvs_comparison *comparison,
                           cvs_error *error) {
  cvs_error undefined = {0};
  cvs_test_result harm = {0};
  const cvs_method *method = comparison->method;
  cvs_status status = method->test(pair, run->options->alternative, &comparison->test, &undefined);
  if (status == CVS_OK)
    status = method->test(pair, CVS_LESS, &harm, &undefined);
  if (status == CVS_EUNDEF) {
    comparison->test = (cvs_test_result){0};
    return CVS_OK;
  }
  if (status != CVS_OK)
    return cvs_fail(error, status, "%s", undefined.message);
  comparison->has_test = true;
  comparison->p_adjusted = comparison->test.p_value;
  comparison->p_harm = harm.p_value;
  return CVS_OK;
}

/* Judged by its own one-sided p: below the error of one side. */
void cvs_test_judge(const cvs_test_run *run, cvs_comparison *comparison) {
  double alpha = run->options->alpha;
  cvs_alternative alternative = run->options->alternative;
  double observed = comparison->effect[CVS_DIFFERENCE].estimate; /* 0 where there is none */
  comparison->significant = comparison->has_test && comparison->p_adjusted < alpha;
  comparison->harm = comparison->has_test && comparison->p_harm < (alternative == CVS_TWO_SIDED ? alpha / 2 : alpha);
  bool better = comparison->significant && alternative != CVS_LESS && observed > 0;
  bool worse = comparison->harm || (comparison->significant && alternative != CVS_GREATER && observed < 0);
  cvs_aim aim = run->options->aim;
  if (aim == CVS_AIM_EQUIVALENCE && comparison->margin_met)
    comparison->verdict = CVS_VERDICT_EQUIVALENT;
  else if (better)
    comparison->verdict = CVS_VERDICT_BETTER;
  else if (aim == CVS_AIM_NONINFERIORITY && comparison->margin_met)
    comparison->verdict = CVS_VERDICT_NONINFERIOR;
  else if (worse)
    comparison->verdict = CVS_VERDICT_WORSE;
}

/* Tests first, then what joins them (adjustment), then what follows from the joint level. */
static cvs_status complete(cvs_test_run *run, cvs_test_group *out, cvs_comparison *comparisons, cvs_error *error) {
  bool stratified = run->data.stratum_count > 0 && !out->data_broken;
  cvs_status status = stratified ? cvs_test_stratify(run, out, comparisons, error) : CVS_OK;
  if (status == CVS_OK)
    status = cvs_test_adjust(run, out, comparisons, error);
  if (status == CVS_OK)
    status = cvs_test_margin(run, out, comparisons, error);
  if (status == CVS_OK)
    status = cvs_test_effects(run, out, comparisons, error);
  for (size_t i = 0; i < out->comparison_count && status == CVS_OK; i++)
    cvs_test_judge(run, &comparisons[i]);
  if (status == CVS_OK)
    status = cvs_test_sizes(run, out, comparisons, error);
  return status;
}

cvs_status cvs_test_compare_listed(cvs_test_run *run, cvs_test_group *out, cvs_comparison *comparisons,
                                   cvs_error *error) {
  for (size_t i = 0; i < out->comparison_count; i++) {
    cvs_comparison *comparison = &comparisons[i];
    cvs_pair pair = cvs_test_pair(out, comparison);
    if (pair.control.visitors == 0 || pair.treatment.visitors == 0) {
      comparison->method = run->method != NULL ? run->method : cvs_method_find(CVS_KIND_TEST, "score");
      continue;
    }
    comparison->method = choose_method(run, &pair);
    comparison->method_by_auto = run->method == NULL && strcmp(comparison->method->id, "score") != 0;
    cvs_status status = run_test(run, &pair, comparison, error);
    if (status != CVS_OK)
      return status;
  }
  return complete(run, out, comparisons, error);
}

cvs_status cvs_test_compare(cvs_test_run *run, cvs_test_group *out, cvs_error *error) {
  size_t arms = out->arm_count;
  size_t room = run->options->all_pairs ? arms * (arms - 1) / 2 : arms;
  cvs_comparison *comparisons = cvs_arena_alloc(&run->arena, (room + 1) * sizeof *comparisons);
  if (comparisons == NULL)
    return cvs_fail_memory(error);
  out->comparison = comparisons;
  out->comparison_count = list_pairs(run, out, comparisons);
  return cvs_test_compare_listed(run, out, comparisons, error);
}
