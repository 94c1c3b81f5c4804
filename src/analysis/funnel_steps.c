/* The steps of every arm: users, rates from the start and from the step before, drop-off. */
#include "analysis/funnel_run.h"

#include "base/error.h"

#include <inttypes.h>

cvs_sample cvs_funnel_whole(const cvs_funnel_group *group, size_t arm, size_t step) {
  return (cvs_sample){.visitors = group->frame.arm[arm].sample.visitors,
                      .conversions = group->arm[arm].step[step].users};
}

cvs_sample cvs_funnel_way(const cvs_funnel_group *group, size_t arm, size_t step) {
  cvs_sample sample = cvs_funnel_whole(group, arm, step);
  const size_t before = group->arm[arm].step[step].before;
  if (before != CVS_FUNNEL_ENTRY)
    sample.visitors = group->arm[arm].step[before].users;
  return sample;
}

/* Where steps need not follow each other, only those who entered can be at one. */
static cvs_status check_step(const cvs_funnel_run *run, const cvs_funnel_group *group, size_t arm, size_t step,
                             cvs_error *error) {
  const cvs_sample way = cvs_funnel_way(group, arm, step);
  if (way.conversions <= way.visitors)
    return CVS_OK;
  const size_t before = run->before[step];
  const bool entry = before == CVS_FUNNEL_ENTRY;
  return cvs_fail(error, CVS_EDATA,
                  "variant \"%s\" has %" PRIu64 " users at step \"%s\" but %" PRIu64 " %s%s%s, expected no more%s",
                  group->frame.arm[arm].name, way.conversions, run->name[step], way.visitors,
                  entry ? "who entered" : "at \"", entry ? "" : run->name[before], entry ? "" : "\" before it",
                  entry ? "" : " (--order any where a step does not need the one before)");
}

static cvs_status make_room(cvs_funnel_run *run, cvs_funnel_group *out, cvs_error *error) {
  const size_t arms = out->frame.arm_count, steps = run->step_count;
  run->arm = cvs_arena_alloc(&run->frame->arena, (arms + 1) * sizeof *run->arm);
  run->step = cvs_arena_alloc(&run->frame->arena, (arms * steps + 1) * sizeof *run->step);
  if (run->arm == NULL || run->step == NULL)
    return cvs_fail_memory(error);
  out->arm = run->arm;
  for (size_t i = 0; i < arms; i++)
    run->arm[i].step = &run->step[i * steps];
  return CVS_OK;
}

static const cvs_quartiles *find_seconds(const cvs_group *data, size_t at) {
  const bool known = data->arm_seconds != NULL && data->arm_seconds[at].units > 0;
  return known ? &data->arm_seconds[at].seconds : NULL;
}

/* A step that all must take, with others behind it. */
static bool may_be_skipped(const cvs_funnel_run *run, size_t step) {
  return step + 1 < run->step_count && !cvs_funnel_is_optional(run, step);
}

/* A step that all must take, with others before it. */
static bool may_be_uncounted(const cvs_funnel_run *run, size_t step) {
  return run->before[step] != CVS_FUNNEL_ENTRY && !cvs_funnel_is_optional(run, step);
}

/* Arms that have no row in this group come after those of the data, and nobody is in them. */
static void count_users(cvs_funnel_run *run, const cvs_funnel_group *group) {
  const cvs_group *data = &run->frame->data;
  for (size_t i = 0; i < group->frame.arm_count; i++) {
    const bool there = i < data->arm_count && data->arm_step != NULL;
    run->arm[i].has_left_out = data->arm_young != NULL;
    run->arm[i].left_out = there && data->arm_young != NULL ? data->arm_young[i] : 0;
    for (size_t j = 0; j < run->step_count; j++) {
      const size_t at = i * run->step_count + j;
      run->step[at] = (cvs_funnel_step){.users = there ? data->arm_step[at] : 0,
                                        .skipped = there && data->arm_skipped != NULL ? data->arm_skipped[at] : 0,
                                        .has_skipped = data->arm_skipped != NULL && may_be_skipped(run, j),
                                        .uncounted = there && data->arm_uncounted != NULL ? data->arm_uncounted[at] : 0,
                                        .has_uncounted = data->arm_uncounted != NULL && may_be_uncounted(run, j),
                                        .before = run->before[j],
                                        .seconds = there ? find_seconds(data, at) : NULL};
    }
  }
}

static cvs_status measure_rate(const cvs_funnel_run *run, cvs_sample sample, cvs_interval *out, cvs_error *error) {
  const cvs_test_run *frame = run->frame;
  return sample.visitors > 0 ? frame->rate->rate(&sample, &frame->rate_level, out, error) : CVS_OK;
}

static cvs_status measure_step(cvs_funnel_run *run, const cvs_funnel_group *group, size_t arm, size_t step,
                               cvs_error *error) {
  cvs_funnel_step *out = &run->step[arm * run->step_count + step];
  cvs_status status = measure_rate(run, cvs_funnel_whole(group, arm, step), &out->from_start, error);
  if (status != CVS_OK || run->options->any_order)
    return status;
  const cvs_sample way = cvs_funnel_way(group, arm, step);
  out->lost = way.visitors - way.conversions;
  return measure_rate(run, way, &out->from_previous, error);
}

cvs_status cvs_funnel_measure(cvs_funnel_run *run, cvs_funnel_group *out, cvs_error *error) {
  const size_t last = run->step_count - 1;
  cvs_status status = make_room(run, out, error);
  if (status != CVS_OK)
    return status;
  count_users(run, out);
  for (size_t i = 0; i < out->frame.arm_count; i++) {
    for (size_t j = 0; j <= last && status == CVS_OK; j++) {
      status = check_step(run, out, i, j, error);
      if (status == CVS_OK)
        status = measure_step(run, out, i, j, error);
    }
    if (status != CVS_OK)
      return status;
    run->frame->arms[i].sample.conversions = out->arm[i].step[last].users;
    run->frame->arms[i].rate = out->arm[i].step[last].from_start;
  }
  return CVS_OK;
}
