/* The comparisons within strata, put together again (Mantel-Haenszel). */
#include "analysis/test_run.h"

#include "base/error.h"
#include "stat/check.h"

static cvs_status combine(const cvs_group *data, const cvs_comparison *comparison, cvs_pair *pairs,
                          cvs_strata_comparison *out, cvs_error *error) {
  for (size_t s = 0; s < data->stratum_count; s++) {
    const cvs_sample *row = data->stratum_arm + s * data->arm_count;
    /* Arms beyond the data's are declared ones without a row. */
    pairs[s] = (cvs_pair){0};
    if (comparison->control < data->arm_count)
      pairs[s].control = row[comparison->control];
    if (comparison->treatment < data->arm_count)
      pairs[s].treatment = row[comparison->treatment];
  }
  cvs_error local = {0};
  cvs_status status = cvs_strata(pairs, data->stratum_count, &comparison->level, &out->result, &local);
  out->exists = status == CVS_OK;
  out->p_adjusted = out->exists && out->result.has_cmh ? out->result.cmh.p_value : 1;
  return status == CVS_OK || status == CVS_EUNDEF ? CVS_OK : cvs_fail(error, status, "%s", local.message);
}

static cvs_status adjust_strata(cvs_test_run *run, cvs_strata_comparison *strata, size_t count, cvs_error *error) {
  double *p = cvs_arena_alloc(&run->arena, 2 * count * sizeof *p);
  if (p == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < count; i++)
    p[i] = strata[i].p_adjusted;
  cvs_level unused = run->level;
  cvs_family family = {.count = count, .p_value = p, .alpha = run->options->alpha};
  cvs_status status = cvs_method_find(CVS_KIND_ADJUST, "holm")->adjust(&family, p + count, &unused, error);
  for (size_t i = 0; i < count && status == CVS_OK; i++)
    strata[i].p_adjusted = p[count + i];
  return status;
}

cvs_status cvs_test_strata(cvs_test_run *run, const cvs_group *data, cvs_test_group *out, cvs_error *error) {
  size_t count = out->comparison_count;
  cvs_strata_comparison *strata = cvs_arena_alloc(&run->arena, count * sizeof *strata);
  cvs_pair *pairs = cvs_arena_alloc(&run->arena, data->stratum_count * sizeof *pairs);
  if (strata == NULL || pairs == NULL)
    return cvs_fail_memory(error);
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < count && status == CVS_OK; i++)
    status = combine(data, &out->comparison[i], pairs, &strata[i], error);
  if (status == CVS_OK)
    status = adjust_strata(run, strata, count, error);
  if (status != CVS_OK)
    return status;
  for (size_t i = 0; i < count; i++) {
    cvs_pair pair = cvs_test_pair(out, &out->comparison[i]);
    double within = strata[i].exists ? strata[i].result.difference.estimate : 0;
    strata[i].confirms =
        strata[i].exists && strata[i].p_adjusted < run->options->alpha && within * cvs_rate_difference(&pair) > 0;
  }
  out->strata = strata;
  out->stratum_count = data->stratum_count;
  return CVS_OK;
}
