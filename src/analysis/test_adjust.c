/* Several comparisons share one error: adjusted p-values and the joint level of their intervals. */
#include "analysis/test_run.h"

#include "base/error.h"

#include <math.h>
#include <string.h>

/* Scratch arrays of one family, in the group's arena. */
typedef struct family_arrays {
  double *p;
  double *statistic;
  double *factor;
  double *adjusted;
} family_arrays;

static cvs_status make_arrays(cvs_test_run *run, size_t count, family_arrays *out, cvs_error *error) {
  double *block = cvs_arena_alloc(&run->arena, (4 * count + 1) * sizeof *block);
  if (block == NULL)
    return cvs_fail_memory(error);
  *out = (family_arrays){block, block + count, block + 2 * count, block + 3 * count};
  return CVS_OK;
}

static bool all_normal(const cvs_test_group *group, const cvs_comparison *comparisons) {
  for (size_t i = 0; i < group->comparison_count; i++)
    if (!comparisons[i].method->normal)
      return false;
  return true;
}

/* auto: where the statistics are normal Dunnett, or Tukey for all pairs; Holm elsewhere. */
static const cvs_method *choose_adjust(cvs_test_run *run, const cvs_test_group *group,
                                       const cvs_comparison *comparisons) {
  bool normal = all_normal(group, comparisons);
  if (run->adjust == NULL && run->options->all_pairs && normal)
    return cvs_method_find(CVS_KIND_OTHER, "tukey");
  if (run->adjust == NULL)
    return cvs_method_find(CVS_KIND_ADJUST, normal && !run->options->all_pairs ? "dunnett" : "holm");
  if (!run->adjust->needs_normal || normal)
    return run->adjust;
  cvs_test_note(run, &(cvs_finding){.code = CVS_FINDING_ADJUST_REPLACED, .field = "comparisons", .arm = SIZE_MAX});
  return cvs_method_find(CVS_KIND_ADJUST, "holm");
}

static void fill_family(const cvs_test_group *group, const cvs_comparison *comparisons, family_arrays *arrays) {
  for (size_t i = 0; i < group->comparison_count; i++) {
    const cvs_comparison *comparison = &comparisons[i];
    cvs_pair pair = cvs_test_pair(group, comparison);
    arrays->p[i] = comparison->has_test ? comparison->test.p_value : 1;
    arrays->statistic[i] = comparison->has_test ? comparison->test.statistic : 0;
    arrays->factor[i] = 0;
    if (comparison->has_test)
      arrays->factor[i] = strcmp(comparison->method->id, "wald") == 0 ? cvs_dunnett_factor_wald(&pair)
                                                                      : cvs_dunnett_factor_score(&pair);
  }
}

/* Two-sided analysis: harm is half of the doubled one-sided p, adjusted as the rest is, so that it
 * agrees with the two-sided verdict. One-sided: adjusted on its own side. */
static cvs_status adjust_harm(const cvs_test_run *run, const cvs_test_group *group, cvs_comparison *comparisons,
                              family_arrays *arrays, cvs_error *error) {
  bool two_sided = run->options->alternative == CVS_TWO_SIDED;
  cvs_family family = {group->comparison_count, arrays->p,           arrays->statistic,
                       arrays->factor,          run->options->alpha, two_sided ? CVS_TWO_SIDED : CVS_LESS};
  for (size_t i = 0; i < family.count; i++) {
    const cvs_comparison *comparison = &comparisons[i];
    arrays->p[i] = !comparison->has_test ? 1 : two_sided ? fmin(1, 2 * comparison->p_harm) : comparison->p_harm;
    if (two_sided && arrays->statistic[i] > 0)
      arrays->statistic[i] = 0;
  }
  cvs_level unused = run->level;
  cvs_status status = group->adjust->adjust(&family, arrays->adjusted, &unused, error);
  for (size_t i = 0; i < family.count && status == CVS_OK; i++)
    if (comparisons[i].has_test)
      comparisons[i].p_harm = fmax(comparisons[i].p_harm, two_sided ? arrays->adjusted[i] / 2 : arrays->adjusted[i]);
  return status;
}

static cvs_status adjust_family(cvs_test_run *run, cvs_test_group *out, cvs_comparison *comparisons, cvs_error *error) {
  family_arrays arrays = {0};
  cvs_status status = make_arrays(run, out->comparison_count, &arrays, error);
  if (status != CVS_OK)
    return status;
  fill_family(out, comparisons, &arrays);
  cvs_family family = {out->comparison_count,    arrays.p, arrays.statistic, arrays.factor, run->options->alpha,
                       run->options->alternative};
  cvs_level joint = run->level;
  status = out->adjust->adjust(&family, arrays.adjusted, &joint, error);
  for (size_t i = 0; i < family.count && status == CVS_OK; i++) {
    comparisons[i].p_adjusted = arrays.adjusted[i];
    comparisons[i].simultaneous = out->adjust->simultaneous;
    comparisons[i].level = out->adjust->simultaneous ? joint : run->level;
  }
  return status != CVS_OK ? status : adjust_harm(run, out, comparisons, &arrays, error);
}

/* All pairs: Tukey-Kramer on the z of each pair; harm by its half, as the range is two-sided. */
static cvs_status adjust_pairs(cvs_test_run *run, cvs_test_group *out, cvs_comparison *comparisons, cvs_error *error) {
  double critical = 0;
  cvs_status status = cvs_tukey_critical(run->options->alpha, out->arm_count, &critical, error);
  cvs_level joint;
  if (status == CVS_OK)
    status = cvs_level_from_z(critical, run->options->alternative, &joint, error);
  for (size_t i = 0; i < out->comparison_count && status == CVS_OK; i++) {
    cvs_comparison *comparison = &comparisons[i];
    comparison->simultaneous = true;
    comparison->level = joint;
    if (!comparison->has_test)
      continue;
    status = cvs_tukey_sf(fabs(comparison->test.statistic), out->arm_count, &comparison->p_adjusted, error);
    if (comparison->test.statistic < 0)
      comparison->p_harm = comparison->p_adjusted / 2;
  }
  return status;
}

/* The level at which one comparison must succeed: what its detectable lift is reckoned at. */
static cvs_status set_power_levels(const cvs_test_run *run, const cvs_test_group *group, cvs_comparison *comparisons,
                                   cvs_error *error) {
  bool adjusted = group->adjust != NULL && strcmp(group->adjust->id, "none") != 0;
  for (size_t i = 0; i < group->comparison_count; i++) {
    comparisons[i].power_level = comparisons[i].level;
    if (!adjusted || comparisons[i].simultaneous)
      continue;
    double share = run->options->alpha / (double)group->comparison_count;
    cvs_status status = cvs_level_from_alpha(share, run->options->alternative, &comparisons[i].power_level, error);
    if (status != CVS_OK)
      return status;
  }
  return CVS_OK;
}

cvs_status cvs_test_adjust(cvs_test_run *run, cvs_test_group *out, cvs_comparison *comparisons, cvs_error *error) {
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < out->comparison_count; i++)
    comparisons[i].level = run->level;
  if (out->comparison_count > 1) {
    out->adjust = choose_adjust(run, out, comparisons);
    bool pairs = out->adjust->kind == CVS_KIND_OTHER;
    status = pairs ? adjust_pairs(run, out, comparisons, error) : adjust_family(run, out, comparisons, error);
  }
  return status != CVS_OK ? status : set_power_levels(run, out, comparisons, error);
}
