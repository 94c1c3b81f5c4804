/* Which step is worth working on first: what could be gained there, and what a test of it would take. */
#include "analysis/funnel_run.h"

#include "base/error.h"
#include <convstat/power.h>

#include <math.h>

/* Power at which needed visitors are stated. */
static const double planned_power = 0.8;
static const double per_users = 1000;

/* Rates that a test is to tell apart, and the share of those who enter that gets into it. */
typedef struct improvement {
  double rate;
  double target;
  double reach;
} improvement;

/* Visitors of both arms at the entry; 0 where there is no such test. */
static cvs_status size_test(const cvs_funnel_run *run, const improvement *wanted, uint64_t *out, cvs_error *error) {
  cvs_design design = {.method = cvs_method_find(CVS_KIND_TEST, "score"),
                       .rate_control = wanted->rate,
                       .rate_treatment = wanted->target,
                       .level = run->frame->level,
                       .ratio = 1};
  if (design.level.alternative == CVS_LESS)
    design.level.alternative = CVS_GREATER;
  double visitors = 0;
  cvs_error local = {0};
  *out = 0;
  const cvs_status status = cvs_size_approximate(&design, planned_power, &visitors, &local);
  if (status == CVS_OK) {
    const double at_entry = ceil(2 * ceil(visitors) / wanted->reach);
    *out = at_entry <= (double)CVS_VISITORS_MAX ? (uint64_t)at_entry : 0;
    return CVS_OK;
  }
  const bool none = status == CVS_EUNDEF || status == CVS_ELIMIT || status == CVS_EINVAL;
  return none ? CVS_OK : cvs_fail(error, status, "%s", local.message);
}

static void set_target(const cvs_funnel_run *run, size_t step, cvs_funnel_leak *leak) {
  const double benchmark = run->benchmark[step];
  leak->by_benchmark = benchmark > 0;
  leak->target = leak->by_benchmark ? fmax(benchmark, leak->rate) : leak->rate + CVS_FUNNEL_WON_BACK * (1 - leak->rate);
}

static void note_reached(cvs_funnel_run *run, size_t step, double rate) {
  const double benchmark = run->benchmark[step];
  if (benchmark > 0 && !(benchmark > rate))
    cvs_test_note(run->frame, &(cvs_finding){.code = CVS_FINDING_BENCHMARK_REACHED,
                                             .field = "bottleneck",
                                             .arm = SIZE_MAX,
                                             .value = {(double)step, rate, benchmark}});
}

/* All later rates stay: the end grows as the step does. */
static cvs_status weigh_step(cvs_funnel_run *run, const cvs_funnel_group *group, size_t step, cvs_funnel_leak *leak,
                             cvs_error *error) {
  const cvs_funnel_step *steps = group->arm[group->frame.control].step, *own = &steps[step];
  const double end = steps[group->step_count - 1].from_start.estimate;
  if (!own->from_previous.exists || !(own->from_previous.estimate > 0))
    return CVS_OK;
  leak->rate = own->from_previous.estimate;
  set_target(run, step, leak);
  note_reached(run, step, leak->rate);
  const double rise = (leak->target - leak->rate) / leak->rate;
  if (end > 0 && !cvs_funnel_is_optional(run, step)) {
    leak->has_gained = true;
    leak->gained_per_1000 = per_users * end * rise;
  }
  if (!(rise > 0))
    return CVS_OK;
  const double reach = own->before == CVS_FUNNEL_ENTRY ? 1 : steps[own->before].from_start.estimate;
  const improvement step_alone = {leak->rate, leak->target, reach}, overall = {end, end * (1 + rise), 1};
  const cvs_status status = size_test(run, &step_alone, &leak->visitors_to_test, error);
  if (status != CVS_OK || !leak->has_gained)
    return status;
  return size_test(run, &overall, &leak->visitors_to_test_overall, error);
}

static double gain_per_visitor(const cvs_funnel_leak *leak) {
  return leak->visitors_to_test > 0 ? leak->gained_per_1000 / (double)leak->visitors_to_test : 0;
}

static void choose_first(const cvs_funnel_leak *leak, size_t count, cvs_funnel_bottleneck *out) {
  size_t best = SIZE_MAX;
  for (size_t j = 0; j < count; j++) {
    if (!leak[j].has_gained || !(leak[j].gained_per_1000 > 0))
      continue;
    if (out->largest == SIZE_MAX || leak[j].gained_per_1000 > leak[out->largest].gained_per_1000)
      out->largest = j;
    if (leak[j].visitors_to_test > 0 &&
        (best == SIZE_MAX || gain_per_visitor(&leak[j]) > gain_per_visitor(&leak[best])))
      best = j;
  }
  out->first = best != SIZE_MAX ? best : out->largest;
  if (out->first == SIZE_MAX)
    out->reason = CVS_FUNNEL_NOTHING;
  else if (best == SIZE_MAX)
    out->reason = CVS_FUNNEL_LARGEST;
  else
    out->reason = best == out->largest ? CVS_FUNNEL_BOTH : CVS_FUNNEL_CHEAPEST;
}

cvs_status cvs_funnel_find_bottleneck(cvs_funnel_run *run, cvs_funnel_group *out, cvs_error *error) {
  cvs_funnel_leak *leak = cvs_arena_alloc(&run->frame->arena, (run->step_count + 1) * sizeof *leak);
  if (leak == NULL)
    return cvs_fail_memory(error);
  out->bottleneck =
      (cvs_funnel_bottleneck){.arm = out->frame.control, .leak = leak, .first = SIZE_MAX, .largest = SIZE_MAX};
  cvs_status status = CVS_OK;
  for (size_t j = 0; j < run->step_count && status == CVS_OK && !run->options->any_order; j++)
    status = weigh_step(run, out, j, &leak[j], error);
  choose_first(leak, run->step_count, &out->bottleneck);
  return status;
}
