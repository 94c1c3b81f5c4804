/* Users who took a later step without an earlier one: a gap in the tracking, or a way round the step. They are not
 * counted at the later one, so the arms must have them alike, or the funnel compares what was logged and not what was
 * done. */
#include "analysis/funnel_run.h"

#include "base/error.h"

#include <math.h>

/* As for users in several arms: more than one in a thousand is more than a few odd ones. */
static const double notable_share = 0.001;
/* What the lift may be wrong by before the figures are no longer compared. */
static const double lift_at_stake = 0.01;

/* The arms somebody entered, with those of them who skipped a step. */
typedef struct skippers {
  uint64_t *skipped;
  double *entered; /* as weights */
  size_t arms;
  uint64_t total;
  double entered_total;
  double tests; /* how many are made, of steps and groups */
} skippers;

static void list_skippers(const cvs_funnel_group *group, size_t step, skippers *out) {
  out->arms = 0;
  out->total = 0;
  out->entered_total = 0;
  for (size_t i = 0; i < group->frame.arm_count; i++) {
    const cvs_funnel_step *own = &group->arm[i].step[step];
    const uint64_t entered = group->frame.arm[i].sample.visitors;
    if (entered == 0 || !own->has_skipped)
      continue;
    out->skipped[out->arms] = own->skipped;
    out->entered[out->arms++] = (double)entered;
    out->total += own->skipped;
    out->entered_total += (double)entered;
  }
}

static double spread_of_shares(const skippers *s) {
  double lowest = 1, highest = 0;
  for (size_t i = 0; i < s->arms; i++) {
    const double share = (double)s->skipped[i] / s->entered[i];
    lowest = fmin(lowest, share);
    highest = fmax(highest, share);
  }
  return s->arms > 0 ? highest - lowest : 0;
}

/* Of all arms together. */
static double overall_rate(const cvs_funnel_group *group, const skippers *s) {
  double reached = 0;
  for (size_t i = 0; i < group->frame.arm_count; i++)
    reached += (double)group->arm[i].step[group->step_count - 1].users;
  return reached / s->entered_total;
}

/* Keeps the step at which the arms differ most. */
static cvs_status test_step(cvs_funnel_group *group, size_t step, const skippers *s, cvs_error *error) {
  cvs_funnel_skips *out = &group->skips;
  cvs_srm_result split = {.p_value = 1};
  const bool is_tested = s->arms > 1;
  const cvs_status status = is_tested ? cvs_srm_test(s->skipped, s->entered, s->arms, &split, error) : CVS_OK;
  if (status != CVS_OK)
    return status;
  const double ln_p = fmin(0, split.ln_p_value + log(s->tests));
  const bool material = spread_of_shares(s) > lift_at_stake * overall_rate(group, s);
  out->notable = out->notable || (double)s->total > notable_share * s->entered_total;
  out->unequal = out->unequal || (is_tested && material && ln_p < log(CVS_SRM_ALPHA));
  if (out->exists && !(ln_p < out->ln_p_value))
    return CVS_OK;
  out->step = step;
  out->has_test = is_tested;
  out->ln_p_value = ln_p;
  out->p_value = fmin(1, split.p_value * s->tests);
  out->exists = true;
  return CVS_OK;
}

static size_t count_tests(const cvs_funnel_run *run, const cvs_funnel_group *group) {
  size_t steps = 0;
  for (size_t j = 0; j < group->step_count; j++)
    steps += group->arm[0].step[j].has_skipped;
  return steps * cvs_dataset_group_count(run->dataset);
}

cvs_status cvs_funnel_find_skips(cvs_funnel_run *run, cvs_funnel_group *out, cvs_error *error) {
  const size_t arms = out->frame.arm_count;
  skippers s = {.skipped = cvs_arena_alloc(&run->frame->arena, (arms + 1) * sizeof *s.skipped),
                .entered = cvs_arena_alloc(&run->frame->arena, (arms + 1) * sizeof *s.entered),
                .tests = arms > 0 ? (double)count_tests(run, out) : 0};
  if (s.skipped == NULL || s.entered == NULL)
    return cvs_fail_memory(error);
  for (size_t j = 0; j < run->step_count && s.tests > 0; j++) {
    list_skippers(out, j, &s);
    if (s.total == 0)
      continue;
    const cvs_status status = test_step(out, j, &s, error);
    if (status != CVS_OK)
      return status;
    cvs_test_note(run->frame, &(cvs_finding){.code = CVS_FINDING_STEPS_SKIPPED,
                                             .field = "skips",
                                             .arm = SIZE_MAX,
                                             .value = {(double)j, (double)s.total}});
  }
  out->frame.skips_unequal = out->skips.unequal;
  out->frame.skips_notable = out->skips.notable;
  return CVS_OK;
}
