/* Non-inferiority and equivalence: one-sided score tests at the margins. */
#include "analysis/test_run.h"

#include "base/error.h"
#include "stat/score.h"

#include <math.h>
#include <string.h>

static double variance_factor(const cvs_comparison *comparison, const cvs_pair *pair) {
  return strcmp(comparison->method->id, "n-1") == 0 ? cvs_score_factor_n1(pair) : 1;
}

/* The weaker of the tests asked: above the lower margin, and below the upper one for equivalence. */
static cvs_status test_margins(const cvs_test_options *options, const cvs_pair *pair, cvs_comparison *comparison,
                               cvs_error *error) {
  cvs_margin margin = {options->margin_scale, options->margin_lower, variance_factor(comparison, pair)};
  cvs_status status = cvs_margin_test(pair, &margin, CVS_GREATER, &comparison->margin, error);
  if (status != CVS_OK || options->aim != CVS_AIM_EQUIVALENCE)
    return status;
  cvs_test_result upper;
  margin.null = options->margin_upper;
  status = cvs_margin_test(pair, &margin, CVS_LESS, &upper, error);
  if (status == CVS_OK && upper.p_value > comparison->margin.p_value)
    comparison->margin = upper;
  return status;
}

/* Adjusted as a doubled one-sided p, then halved: so it agrees with the simultaneous interval. */
static cvs_status adjust_margins(cvs_test_run *run, const cvs_test_group *group, cvs_comparison *comparisons,
                                 double tail, cvs_error *error) {
  size_t count = group->comparison_count;
  double *p = cvs_arena_alloc(&run->arena, (4 * count + 1) * sizeof *p);
  if (p == NULL)
    return cvs_fail_memory(error);
  double *statistic = p + count;
  double *factor = p + 2 * count;
  double *adjusted = p + 3 * count;
  for (size_t i = 0; i < count; i++) {
    cvs_pair pair = cvs_test_pair(group, &comparisons[i]);
    bool tested = comparisons[i].has_margin;
    p[i] = tested ? fmin(1, 2 * comparisons[i].margin.p_value) : 1;
    statistic[i] = p[i] < 1 ? comparisons[i].margin.statistic : 0;
    factor[i] = tested ? cvs_dunnett_factor_score(&pair) : 0;
  }
  cvs_family family = {count, p, statistic, factor, 2 * tail, CVS_TWO_SIDED};
  cvs_level joint;
  cvs_status status = cvs_level_from_alpha(2 * tail, CVS_TWO_SIDED, &joint, error);
  if (status == CVS_OK)
    status = group->adjust->adjust(&family, adjusted, &joint, error);
  for (size_t i = 0; i < count && status == CVS_OK; i++) {
    comparisons[i].margin_p_adjusted = fmax(comparisons[i].margin.p_value, adjusted[i] / 2);
    comparisons[i].level = joint;
  }
  return status;
}

cvs_status cvs_test_margin(cvs_test_run *run, const cvs_test_group *group, cvs_comparison *comparisons,
                           cvs_error *error) {
  const cvs_test_options *options = run->options;
  if (options->aim == CVS_AIM_DIFFERENCE)
    return CVS_OK;
  double tail = options->aim == CVS_AIM_EQUIVALENCE ? options->alpha : options->alpha / 2;
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < group->comparison_count && status == CVS_OK; i++) {
    cvs_comparison *comparison = &comparisons[i];
    cvs_pair pair = cvs_test_pair(group, comparison);
    status = cvs_level_from_alpha(2 * tail, CVS_TWO_SIDED, &comparison->level, error);
    if (status != CVS_OK || pair.control.visitors == 0 || pair.treatment.visitors == 0)
      continue;
    cvs_error undefined = {0};
    cvs_status tested = test_margins(options, &pair, comparison, &undefined);
    comparison->has_margin = tested == CVS_OK;
    comparison->margin_p_adjusted = comparison->margin.p_value;
    if (tested != CVS_OK && tested != CVS_EUNDEF)
      status = cvs_fail(error, tested, "%s", undefined.message);
  }
  if (status == CVS_OK && group->adjust != NULL)
    status = adjust_margins(run, group, comparisons, tail, error);
  for (size_t i = 0; i < group->comparison_count && status == CVS_OK; i++)
    comparisons[i].margin_met = comparisons[i].has_margin && comparisons[i].margin_p_adjusted < tail;
  return status;
}
