/* Users who took a later step without an earlier one: a gap in the tracking, or a way round the step. They are not
 * counted at the later one, so the arms must lose them alike, or the funnel compares what was logged and not what was
 * done.
 *
 * What is compared is, at each step, the share of those who took it that is not counted there: u / (r + u), where r
 * have reached it in order and u have not. Where it is the same in all arms, every rate from the start is too low by
 * the same factor, and the lift is right, whatever the arms convert at. (The share of those who entered would not do:
 * of a better arm more take the step, so more are lost.) */
#include "analysis/funnel_run.h"

#include "base/error.h"

#include <math.h>

/* As for users in several arms: more than one in a thousand is more than a few odd ones. */
static const double notable_share = 0.001;
/* What the lift may be wrong by before the figures are no longer compared. */
static const double lift_at_stake = 0.01;

/* The arms where somebody took a step, counted or not. */
typedef struct takers {
  uint64_t *uncounted;
  double *taken; /* as weights: all of them */
  size_t arms;
  uint64_t total; /* uncounted */
  double factor;  /* by how much to count them all would change the lift of one arm over another */
  double tests;   /* how many are made, of steps and groups */
} takers;

static void list_takers(const cvs_funnel_group *group, size_t step, takers *out) {
  double least = 1, most = 0;
  out->arms = 0;
  out->total = 0;
  for (size_t i = 0; i < group->frame.arm_count; i++) {
    const cvs_funnel_step *own = &group->arm[i].step[step];
    const double taken = (double)own->users + (double)own->uncounted;
    if (!(taken > 0))
      continue;
    out->uncounted[out->arms] = own->uncounted;
    out->taken[out->arms++] = taken;
    out->total += own->uncounted;
    least = fmin(least, (double)own->users / taken);
    most = fmax(most, (double)own->users / taken);
  }
  out->factor = least > 0 ? most / least : most > 0 ? HUGE_VAL : 1;
}

/* Of the steps before `at` the one that the arms skipped most unequally, as shares of those who took `at`. */
static size_t find_skipped_step(const cvs_funnel_group *group, size_t at) {
  size_t found = 0;
  double widest = -1;
  for (size_t j = 0; j < at; j++) {
    double least = HUGE_VAL, most = 0;
    for (size_t i = 0; i < group->frame.arm_count; i++) {
      const cvs_funnel_step *step = group->arm[i].step;
      const double taken = (double)step[at].users + (double)step[at].uncounted;
      if (!(taken > 0) || !step[j].has_skipped || step[j].users == group->frame.arm[i].sample.visitors)
        continue; /* who skipped a step that all reached who entered has not entered */
      least = fmin(least, (double)step[j].skipped / taken);
      most = fmax(most, (double)step[j].skipped / taken);
    }
    if (!(most - least > widest) || !(most > 0))
      continue;
    widest = most - least;
    found = j;
  }
  return found;
}

/* Keeps the step where the arms differ most; one where they differ too much before all others. That the uncounted are
 * drawn from those who took the step, and not put back, makes the test err on the side of calling the arms equal. */
static cvs_status test_step(cvs_funnel_group *group, size_t step, takers *t, cvs_error *error) {
  cvs_funnel_skips *out = &group->skips;
  cvs_srm_result split;
  const cvs_status status = cvs_srm_test(t->uncounted, t->taken, t->arms, &split, error);
  if (status != CVS_OK)
    return status;
  const double ln_p = fmin(0, split.ln_p_value + log(t->tests));
  const bool unequal = ln_p < log(CVS_SRM_ALPHA) && t->factor > 1 + lift_at_stake;
  if (out->has_test && (out->unequal > unequal || (out->unequal == unequal && !(ln_p < out->ln_p_value))))
    return CVS_OK;
  out->at = step;
  out->step = find_skipped_step(group, step);
  out->has_test = true;
  out->unequal = unequal;
  out->ln_p_value = ln_p;
  out->p_value = fmin(1, split.p_value * t->tests);
  return CVS_OK;
}

/* Where counts can be lost; every group has the same steps. */
static double count_tests(const cvs_funnel_run *run, const cvs_funnel_group *group) {
  size_t steps = 0;
  for (size_t j = 0; j < group->step_count && group->frame.arm_count > 0; j++)
    steps += group->arm[0].step[j].has_uncounted;
  return (double)steps * (double)cvs_dataset_group_count(run->dataset);
}

static cvs_status test_steps(cvs_funnel_run *run, cvs_funnel_group *out, cvs_error *error) {
  const size_t arms = out->frame.arm_count;
  takers t = {.uncounted = cvs_arena_alloc(&run->frame->arena, (arms + 1) * sizeof *t.uncounted),
              .taken = cvs_arena_alloc(&run->frame->arena, (arms + 1) * sizeof *t.taken),
              .tests = count_tests(run, out)};
  if (t.uncounted == NULL || t.taken == NULL)
    return cvs_fail_memory(error);
  for (size_t j = 0; j < out->step_count && t.tests > 0; j++) {
    list_takers(out, j, &t);
    if (t.total == 0 || t.arms < 2)
      continue;
    const cvs_status status = test_step(out, j, &t, error);
    if (status != CVS_OK)
      return status;
  }
  return CVS_OK;
}

/* Tells of those who skipped a step, in all arms. */
static void note_skipped(cvs_funnel_run *run, cvs_funnel_group *out, size_t step) {
  double entered = 0, skipped = 0;
  for (size_t i = 0; i < out->frame.arm_count; i++) {
    entered += (double)out->frame.arm[i].sample.visitors;
    skipped += (double)out->arm[i].step[step].skipped;
  }
  if (!(skipped > 0))
    return;
  if (!out->skips.exists)
    out->skips.step = step;
  out->skips.exists = true;
  out->skips.notable = out->skips.notable || skipped > notable_share * entered;
  cvs_test_note(run->frame, &(cvs_finding){.code = CVS_FINDING_STEPS_SKIPPED,
                                           .field = "skips",
                                           .arm = SIZE_MAX,
                                           .value = {(double)step, skipped}});
}

cvs_status cvs_funnel_find_skips(cvs_funnel_run *run, cvs_funnel_group *out, cvs_error *error) {
  for (size_t j = 0; j < run->step_count; j++)
    note_skipped(run, out, j);
  const cvs_status status = out->skips.exists ? test_steps(run, out, error) : CVS_OK;
  out->frame.skips_unequal = out->skips.unequal;
  out->frame.skips_notable = out->skips.notable;
  return status;
}
