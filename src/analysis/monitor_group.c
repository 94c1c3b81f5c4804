/* The group sequential design: which days are looks, and what each of them decides.
 *
 * A look is the first day on which the information has reached the next planned one, in the comparison that has the
 * least of those that go on; and every day of a ledger, and those that were asked for. Which days these are must not
 * depend on the rates, so that the bounds hold (Lan & DeMets 1989, Biometrics 45, 1017-1020). */
#include "analysis/monitor_group.h"

#include "base/error.h"

#include <math.h>

/* How far below the planned information a look still counts as reached: rounding, and what classical bounds allow. */
static const double SLACK = 1e-9;
static const double SLACK_CLASSICAL = 0.005;

/* The way through the days. */
typedef struct schedule {
  cvs_monitor_track *track;      /* [comparisons] */
  size_t next;                   /* planned look that is due, from 0 */
  double before;                 /* information at the look before */
  int64_t known;                 /* the last look of the ledger; no earlier day is another one */
  const cvs_ledger_entry *entry; /* what the ledger says of the look at hand, or NULL */
  bool last;                     /* the test was said to end with it */
  bool over;
} schedule;

/* --- which comparisons --- */

/* Futility that does not bind is overruled where the test goes on. */
static bool may_go_on(const cvs_monitor_case *at, const schedule *plan, size_t index) {
  const cvs_monitor_code code = at->treatment[index].code;
  const bool overruled = code == CVS_MONITOR_STOP_FUTILITY && !plan->track[index].bounds.binding;
  return !plan->track[index].over && (code == CVS_MONITOR_CONTINUE || overruled);
}

static double find_information(const cvs_monitor_case *at, size_t index) {
  const cvs_strata_tables tables = cvs_monitor_tables(at, index);
  const double planned = cvs_monitor_planned_information(at, index);
  return planned > 0 ? cvs_strata_information(&tables) / planned : 0;
}

/* The least information of the comparisons that go on; of those that were given up where none does. An arm without
 * visitors holds nobody back. */
static double find_least(const cvs_monitor_case *at, const schedule *plan) {
  const bool any = cvs_monitor_goes_on(at);
  double least = INFINITY;
  for (size_t c = 0; c < at->out->comparison_count; c++) {
    const bool counts = any ? at->treatment[c].code == CVS_MONITOR_CONTINUE : may_go_on(at, plan, c);
    const double information = counts ? find_information(at, c) : 0;
    if (information > 0)
      least = fmin(least, information);
  }
  return isfinite(least) ? least : 0;
}

static bool can_look(const cvs_monitor_case *at, const schedule *plan) {
  for (size_t c = 0; c < at->out->comparison_count; c++)
    if (may_go_on(at, plan, c))
      return true;
  return false;
}

/* --- which days --- */

static const cvs_ledger_entry *find_recorded(const cvs_monitor_case *at, size_t day) {
  const cvs_ledger *ledger = at->run->ledger;
  return ledger != NULL ? cvs_ledger_find(ledger, at->key, at->days.date[day]) : NULL;
}

/* Planned looks that this information has reached. */
static size_t count_reached(const cvs_monitor_case *at, double information) {
  const cvs_sequential_terms *terms = &at->out->terms.sequential;
  const double slack = cvs_monitor_is_classical(at) ? SLACK_CLASSICAL : SLACK;
  size_t reached = 0;
  while (reached < terms->looks && terms->information[reached] <= information + slack)
    reached++;
  return reached;
}

static bool is_look(const cvs_monitor_case *at, const schedule *plan, size_t day, double information) {
  const cvs_monitor_options *options = at->run->options;
  const bool last = day + 1 == at->days.count;
  if (at->days.date[day] <= plan->known)
    return false;
  if (count_reached(at, information) > plan->next)
    return true;
  const bool news = information - plan->before >= CVS_INFORMATION_GAP_MIN;
  return news && (options->every_day || (last && (options->look_now || options->ends)));
}

/* --- a look --- */

static const cvs_ledger_treatment *find_treatment(const cvs_monitor_case *at, const schedule *plan,
                                                  const cvs_monitor_comparison *one) {
  return plan->entry != NULL ? cvs_ledger_find_treatment(plan->entry, at->out->arm[one->treatment].name) : NULL;
}

/* What was decided then stays, also where the days before it were revised. */
static cvs_monitor_verdict as_recorded(const cvs_ledger_treatment *recorded, cvs_monitor_verdict verdict) {
  if (recorded == NULL || recorded->code == verdict.code)
    return verdict;
  static const cvs_monitor_reason reasons[] = {
      [CVS_MONITOR_CONTINUE] = CVS_REASON_GOES_ON,      [CVS_MONITOR_STOP_WIN] = CVS_REASON_BOUND,
      [CVS_MONITOR_STOP_HARM] = CVS_REASON_BOUND,       [CVS_MONITOR_STOP_FUTILITY] = CVS_REASON_FUTILE,
      [CVS_MONITOR_STOP_INCONCLUSIVE] = CVS_REASON_END, [CVS_MONITOR_INVALID] = CVS_REASON_GOES_ON};
  return (cvs_monitor_verdict){recorded->code, reasons[recorded->code]};
}

static cvs_status decide(cvs_monitor_case *at, schedule *plan, size_t index, cvs_monitor_comparison *out,
                         cvs_error *error) {
  cvs_monitor_track *track = &plan->track[index];
  const cvs_monitor_verdict verdict = as_recorded(find_treatment(at, plan, out), cvs_monitor_judge(at, track, out));
  at->treatment[index] = (cvs_monitor_treatment){.treatment = at->treatment[index].treatment};
  out->action = verdict.code;
  if (verdict.code == CVS_MONITOR_CONTINUE)
    return cvs_monitor_look_ahead(at, track, false, out, error);
  cvs_monitor_stop(at, index, verdict.code, verdict.reason);
  return cvs_monitor_conclude(at, index, track, out->z.value, error);
}

/* The test ends with a comparison that has nothing new, or no statistic: it was said to end, or all that was planned
 * has come. */
static void end_without_news(cvs_monitor_case *at, schedule *plan, size_t index, cvs_monitor_comparison *out) {
  plan->track[index].over = true;
  cvs_monitor_stop(at, index, CVS_MONITOR_STOP_INCONCLUSIVE, plan->last ? CVS_REASON_ENDED : CVS_REASON_END);
  out->action = CVS_MONITOR_STOP_INCONCLUSIVE;
}

static cvs_status take_comparison(cvs_monitor_case *at, schedule *plan, size_t index, cvs_monitor_comparison *out,
                                  cvs_error *error) {
  cvs_monitor_track *track = &plan->track[index];
  const cvs_ledger_treatment *recorded = find_treatment(at, plan, out);
  const double before = track->count > 0 ? track->taken[track->count - 1] : 0;
  out->information = (cvs_maybe){true, find_information(at, index)};
  if (recorded != NULL && recorded->information.exists)
    out->information = recorded->information;
  const bool news = out->z.exists && out->information.value - before >= CVS_INFORMATION_GAP_MIN - SLACK;
  if (!may_go_on(at, plan, index))
    return CVS_OK;
  const bool ends = plan->last || (!out->z.exists && out->information.value >= 1 - SLACK);
  if (!news && !ends)
    return cvs_monitor_look_ahead(at, track, true, out, error);
  if (!news) {
    end_without_news(at, plan, index, out);
    return CVS_OK;
  }
  const cvs_status status = cvs_monitor_measure(at, track, plan->last, out, error);
  return status == CVS_OK ? decide(at, plan, index, out, error) : status;
}

static void count_look(cvs_monitor_case *at, schedule *plan, double information) {
  cvs_monitor_look *look = &at->look[at->out->look_count - 1];
  const size_t reached = count_reached(at, information);
  look->information = (cvs_maybe){true, information};
  look->recorded = plan->entry != NULL;
  plan->before = information;
  if (reached <= plan->next) {
    at->extra++;
    return;
  }
  look->planned = reached;
  at->skipped += reached - 1 - plan->next;
  plan->next = reached;
}

static cvs_status take_look(cvs_monitor_case *at, schedule *plan, size_t day, double information, cvs_error *error) {
  plan->entry = find_recorded(at, day);
  plan->last = at->run->options->ends && day + 1 == at->days.count;
  cvs_monitor_comparison *comparisons = NULL;
  cvs_status status = cvs_monitor_open_look(at, day, &comparisons, error);
  if (status != CVS_OK)
    return status;
  count_look(at, plan, information);
  for (size_t c = 0; c < at->out->comparison_count && status == CVS_OK; c++)
    status = take_comparison(at, plan, c, &comparisons[c], error);
  plan->over = !can_look(at, plan);
  return status;
}

/* --- all days --- */

/* The last day where it is no look: nothing is decided and no error is spent. */
static cvs_status show_now(cvs_monitor_case *at, schedule *plan, cvs_error *error) {
  cvs_monitor_comparison *comparisons = NULL;
  cvs_status status = cvs_monitor_open_look(at, at->days.count - 1, &comparisons, error);
  if (status != CVS_OK)
    return status;
  cvs_monitor_look *state = &at->look[--at->out->look_count];
  state->number = 0;
  const double least = find_least(at, plan);
  state->information = (cvs_maybe){least > 0, least};
  for (size_t c = 0; c < at->out->comparison_count && status == CVS_OK; c++) {
    const cvs_monitor_track *track = &plan->track[c];
    comparisons[c].information = (cvs_maybe){true, find_information(at, c)};
    comparisons[c].alpha_spent = (cvs_maybe){true, 0};
    if (track->count > 0)
      comparisons[c].alpha_spent.value = track->bounds.look[track->count - 1].alpha_spent;
    if (at->treatment[c].code == CVS_MONITOR_CONTINUE)
      status = cvs_monitor_look_ahead(at, track, true, &comparisons[c], error);
  }
  at->out->now = state;
  return status;
}

static cvs_status take_days(cvs_monitor_case *at, schedule *plan, cvs_error *error) {
  cvs_status status = CVS_OK;
  bool looked = false;
  for (size_t day = 0; day < at->days.count && status == CVS_OK; day++) {
    cvs_monitor_take_day(at, day);
    looked = false;
    if (plan->over) {
      at->unused++;
      continue;
    }
    const double information = find_least(at, plan);
    looked = find_recorded(at, day) != NULL || is_look(at, plan, day, information);
    if (looked)
      status = take_look(at, plan, day, information, error);
  }
  return status == CVS_OK && !looked && at->days.count > 0 ? show_now(at, plan, error) : status;
}

/* Visitors of each arm at the planned end. */
static cvs_status plan_visitors(cvs_monitor_case *at, cvs_error *error) {
  const cvs_monitor_group *out = at->out;
  uint64_t *visitors = cvs_arena_alloc(&at->run->frame.arena, (out->arm_count + 1) * sizeof *visitors);
  if (visitors == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < out->arm_count; i++) {
    visitors[i] = (uint64_t)ceil(out->arm[i].share * (double)at->run->options->visitors_max);
    for (size_t k = 0; k < at->run->planned.count; k++)
      if (at->run->planned.share[k].name == out->arm[i].name)
        visitors[i] = at->run->planned.visitors[k];
  }
  at->out->terms.visitors = visitors;
  return CVS_OK;
}

cvs_status cvs_monitor_run_group(cvs_monitor_case *at, cvs_error *error) {
  const cvs_ledger *ledger = at->run->ledger;
  const cvs_ledger_entry *last = ledger != NULL ? cvs_ledger_last(ledger, at->key) : NULL;
  schedule plan = {.known = last != NULL ? last->date : INT64_MIN};
  plan.track = cvs_arena_alloc(&at->run->frame.arena, (at->out->comparison_count + 1) * sizeof *plan.track);
  if (plan.track == NULL)
    return cvs_fail_memory(error);
  cvs_status status = plan_visitors(at, error);
  if (status == CVS_OK)
    status = take_days(at, &plan, error);
  return status == CVS_OK ? cvs_monitor_foresee(at, plan.next, error) : status;
}
