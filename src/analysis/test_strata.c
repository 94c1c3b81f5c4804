/* Stratified comparisons: like is compared with like within each stratum, and put together again
 * (Mantel-Haenszel). The pooled figures are kept beside them. */
#include "analysis/test_run.h"

#include "base/error.h"

#include <string.h>

/* The tables of one comparison, a stratum each. Arms beyond the data's are declared ones without a row. */
static void list_strata(const cvs_group *data, const cvs_comparison *comparison, cvs_pair *pairs) {
  for (size_t s = 0; s < data->stratum_count; s++) {
    const cvs_sample *row = data->stratum_arm + s * data->arm_count;
    pairs[s] = (cvs_pair){0};
    if (comparison->control < data->arm_count)
      pairs[s].control = row[comparison->control];
    if (comparison->treatment < data->arm_count)
      pairs[s].treatment = row[comparison->treatment];
  }
}

static cvs_status combine(const cvs_group *data, const cvs_pair *pairs, const cvs_level *level,
                          cvs_strata_comparison *out, cvs_error *error) {
  cvs_error local = {0};
  cvs_status status = cvs_strata(pairs, data->stratum_count, level, &out->result, &local);
  out->exists = status == CVS_OK;
  if (status == CVS_EUNDEF)
    out->result = (cvs_strata_result){0};
  return status == CVS_OK || status == CVS_EUNDEF ? CVS_OK : cvs_fail(error, status, "%s", local.message);
}

/* The test of a comparison becomes that of its strata, harm by its own side included. */
static cvs_status replace_test(const cvs_test_run *run, const cvs_pair *pairs, cvs_strata_comparison *strata,
                               cvs_comparison *comparison, cvs_error *error) {
  cvs_level less;
  cvs_strata_comparison harm = {0};
  cvs_status status = cvs_level_from_alpha(run->level.tail, CVS_LESS, &less, error);
  if (status == CVS_OK)
    status = combine(&run->data, pairs, &less, &harm, error);
  if (status == CVS_OK)
    status = combine(&run->data, pairs, &run->level, strata, error);
  strata->pooled_method = comparison->method;
  strata->pooled = comparison->test;
  strata->has_pooled = comparison->has_test;
  const cvs_chisq_result *cmh = &strata->result.cmh;
  comparison->method = cvs_method_find(CVS_KIND_OTHER, "mantel-haenszel");
  comparison->method_by_auto = false;
  comparison->has_test = strata->exists && strata->result.has_cmh;
  comparison->test = (cvs_test_result){0};
  if (comparison->has_test)
    comparison->test = (cvs_test_result){cmh->statistic, cmh->p_value, cmh->ln_p_value, true};
  comparison->p_adjusted = comparison->test.p_value;
  comparison->p_harm = harm.result.cmh.p_value;
  return status;
}

cvs_status cvs_test_stratify(cvs_test_run *run, const cvs_test_group *group, cvs_comparison *comparisons,
                             cvs_error *error) {
  size_t count = group->comparison_count;
  cvs_pair *pairs = cvs_arena_alloc(&run->arena, run->data.stratum_count * sizeof *pairs);
  run->strata = cvs_arena_alloc(&run->arena, (count + 1) * sizeof *run->strata);
  if (run->strata == NULL || pairs == NULL)
    return cvs_fail_memory(error);
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < count && status == CVS_OK; i++) {
    list_strata(&run->data, &comparisons[i], pairs);
    status = replace_test(run, pairs, &run->strata[i], &comparisons[i], error);
  }
  return status;
}

cvs_status cvs_test_strata_effects(cvs_test_run *run, const cvs_test_group *group, cvs_comparison *comparisons,
                                   cvs_error *error) {
  cvs_pair *pairs = cvs_arena_alloc(&run->arena, run->data.stratum_count * sizeof *pairs);
  if (pairs == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < group->comparison_count; i++) {
    cvs_comparison *comparison = &comparisons[i];
    cvs_strata_comparison *strata = &run->strata[i];
    list_strata(&run->data, comparison, pairs);
    cvs_status status = combine(&run->data, pairs, &comparison->level, strata, error);
    if (status != CVS_OK)
      return status;
    memcpy(strata->pooled_effect, comparison->effect, sizeof strata->pooled_effect);
    comparison->effect[CVS_DIFFERENCE] = strata->result.difference;
    comparison->effect[CVS_LIFT] = strata->result.lift;
    comparison->effect[CVS_ODDS_RATIO] = strata->result.odds_ratio;
    for (size_t scale = 0; scale < CVS_SCALES; scale++)
      comparison->interval[scale] = comparison->method;
  }
  return CVS_OK;
}
