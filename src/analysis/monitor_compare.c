/* Three readers of the same looks: the fixed test, read again and again; a group sequential plan; the anytime band.
 * And what the first of them costs. */
#include "analysis/monitor_group.h"

#include "base/error.h"
#include "base/mem.h"
#include "stat/seq_peek.h"
#include <convstat/plan.h>

#include <math.h>

/* What is gathered on the way through the days.
 *   information  [comparisons x looks], in visitors
 *   band         [comparisons x looks] what the anytime band has said by then */
typedef struct gathered {
  double *information;
  cvs_monitor_code *band;
  cvs_monitor_readings *readings; /* [looks x comparisons] */
} gathered;

static cvs_monitor_readings *reading_of(const cvs_monitor_case *at, const gathered *all, size_t look, size_t index) {
  return &all->readings[look * at->out->comparison_count + index];
}

/* --- the fixed test --- */

static void read_fixed(const cvs_monitor_case *at, const gathered *all, size_t index) {
  cvs_monitor_code code = CVS_MONITOR_CONTINUE;
  for (size_t i = 0; i < at->out->look_count; i++) {
    const cvs_monitor_comparison *one = &at->look[i].comparison[index];
    if (code == CVS_MONITOR_CONTINUE && one->p_nominal.exists && one->p_nominal.value < at->out->terms.alpha)
      code = one->z.value > 0 ? CVS_MONITOR_STOP_WIN : CVS_MONITOR_STOP_HARM;
    reading_of(at, all, i, index)->fixed = code;
  }
}

/* --- a plan --- */

/* Looks of a plan that nobody made.
 *   place  of the looks among those that were taken */
typedef struct assumed_plan {
  cvs_sequential_terms terms;
  size_t place[CVS_LOOKS_MAX];
} assumed_plan;

/* All looks that have news, or where these are too many some at about equal steps; the last one is the end. */
static void choose_looks(const double *information, size_t count, assumed_plan *out) {
  const double whole = information[count - 1], slack = 1e-9;
  const double least = count > CVS_LOOKS_MAX ? 1.0 / (CVS_LOOKS_MAX - 1) : CVS_INFORMATION_GAP_MIN;
  double before = 0;
  size_t looks = 0;
  for (size_t i = 0; i + 1 < count && looks + 1 < CVS_LOOKS_MAX; i++) {
    const double part = information[i] / whole;
    if (part - before < least || part > 1 - CVS_INFORMATION_GAP_MIN - slack)
      continue;
    out->terms.information[looks] = before = part;
    out->place[looks++] = i;
  }
  out->terms.information[looks] = 1;
  out->place[looks++] = count - 1;
  out->terms.looks = looks;
}

static cvs_monitor_code judge(const cvs_monitor_case *at, const cvs_sequential_look *look, bool has_lower, double z) {
  const bool down = at->out->terms.alternative == CVS_LESS;
  const double turned = down ? -z : z;
  if (turned >= look->z_upper)
    return down ? CVS_MONITOR_STOP_HARM : CVS_MONITOR_STOP_WIN;
  return has_lower && turned <= look->z_lower ? CVS_MONITOR_STOP_HARM : CVS_MONITOR_CONTINUE;
}

static void read_assumed(const cvs_monitor_case *at, const gathered *all, size_t index, const assumed_plan *plan,
                         const cvs_sequential_bounds *bounds) {
  cvs_monitor_code code = CVS_MONITOR_CONTINUE;
  size_t next = 0;
  for (size_t i = 0; i < at->out->look_count; i++) {
    const cvs_monitor_comparison *one = &at->look[i].comparison[index];
    if (next < bounds->looks && plan->place[next] == i) {
      if (code == CVS_MONITOR_CONTINUE && one->z.exists)
        code = judge(at, &bounds->look[next], bounds->has_lower, one->z.value);
      next++;
    }
    reading_of(at, all, i, index)->group = code;
  }
}

/* Looks before the comparison had any visitors are none of it. */
static size_t count_empty(const double *information, size_t count) {
  size_t empty = 0;
  while (empty < count && !(information[empty] > 0))
    empty++;
  return empty;
}

static cvs_status assume_plan(cvs_monitor_case *at, const gathered *all, size_t index, size_t *looks,
                              cvs_error *error) {
  const double half = 0.5;
  const size_t count = at->out->look_count;
  const double *information = all->information + index * count;
  const size_t empty = count_empty(information, count);
  assumed_plan plan = {.terms = {.alpha = at->out->terms.alpha / (double)at->out->comparison_count,
                                 .two_sided = at->out->terms.alternative == CVS_TWO_SIDED,
                                 .power = fmax(CVS_PLAN_POWER, half + at->out->terms.alpha / 2)}};
  *looks = 0;
  if (empty == count)
    return CVS_OK;
  choose_looks(information + empty, count - empty, &plan);
  for (size_t i = 0; i < plan.terms.looks; i++)
    plan.place[i] += empty;
  *looks = plan.terms.looks;
  if (plan.terms.looks < 2)
    return CVS_OK;
  cvs_sequential_design design;
  const cvs_status status = cvs_sequential_plan(&plan.terms, &design, error);
  if (status == CVS_OK)
    read_assumed(at, all, index, &plan, &design.bounds);
  return status;
}

/* --- the band, and a second way through the days --- */

static cvs_status add_band(cvs_anytime *sequence, const cvs_pair *block, cvs_monitor_code *code, cvs_error *error) {
  cvs_anytime_look seen;
  const cvs_status status = cvs_anytime_add(sequence, block, &seen, error);
  if (status == CVS_OK && *code == CVS_MONITOR_CONTINUE && seen.side != 0)
    *code = seen.side > 0 ? CVS_MONITOR_STOP_WIN : CVS_MONITOR_STOP_HARM;
  return status;
}

static cvs_status gather_comparison(const cvs_monitor_case *at, gathered *all, size_t index, cvs_anytime *sequence,
                                    cvs_error *error) {
  cvs_pair *table = at->table + index * at->periods;
  const cvs_strata_tables tables = cvs_monitor_tables(at, index);
  cvs_monitor_code code = CVS_MONITOR_CONTINUE;
  size_t look = 0;
  for (size_t i = 0; i < at->periods; i++)
    table[i] = (cvs_pair){0};
  for (size_t day = 0; day < at->days.count; day++) {
    const cvs_pair block = cvs_monitor_block(at, day, index);
    const cvs_status status = add_band(sequence, &block, &code, error);
    if (status != CVS_OK)
      return status;
    cvs_monitor_take_comparison(at, day, index);
    if (look == at->out->look_count || at->look[look].date != at->days.date[day])
      continue;
    const size_t place = index * at->out->look_count + look++;
    all->information[place] = cvs_strata_information(&tables);
    all->band[place] = code;
  }
  return CVS_OK;
}

static cvs_status gather(const cvs_monitor_case *at, gathered *all, size_t index, cvs_error *error) {
  const cvs_anytime_terms terms = {.sequence = CVS_SEQUENCE_EXACT,
                                   .alpha = at->out->terms.alpha,
                                   .comparisons = at->out->comparison_count,
                                   .alternative = at->out->terms.alternative,
                                   .p_only = true};
  cvs_anytime *sequence = NULL;
  cvs_status status = cvs_anytime_new(&terms, &sequence, error);
  if (status == CVS_OK)
    status = gather_comparison(at, all, index, sequence, error);
  cvs_anytime_free(sequence);
  return status;
}

/* --- together --- */

static void read_own(const cvs_monitor_case *at, const gathered *all, size_t index) {
  const cvs_monitor_design design = at->run->options->design;
  for (size_t i = 0; i < at->out->look_count; i++) {
    cvs_monitor_readings *reading = reading_of(at, all, i, index);
    const cvs_monitor_code own = at->look[i].comparison[index].action;
    reading->anytime = design == CVS_MONITOR_ANYTIME ? own : all->band[index * at->out->look_count + i];
    if (design == CVS_MONITOR_GROUP)
      reading->group = own;
  }
}

static cvs_status read_comparison(cvs_monitor_case *at, gathered *all, size_t index, size_t *looks, cvs_error *error) {
  cvs_status status = gather(at, all, index, error);
  read_fixed(at, all, index);
  if (status == CVS_OK && at->run->options->design != CVS_MONITOR_GROUP)
    status = assume_plan(at, all, index, looks, error);
  if (status == CVS_OK)
    read_own(at, all, index);
  return status;
}

static cvs_status find_cost(const cvs_monitor_case *at, const gathered *all, cvs_monitor_compared *out,
                            cvs_error *error) {
  const size_t empty = count_empty(all->information, at->out->look_count);
  const cvs_peeks peeks = {all->information + empty, at->out->look_count - empty, at->out->terms.alpha,
                           at->out->terms.alternative == CVS_TWO_SIDED};
  return peeks.count > 0 ? cvs_seq_peek_error(&peeks, &out->fixed_error, &out->fixed_looks, error) : CVS_OK;
}

static cvs_status make_room(const cvs_monitor_case *at, gathered *out, cvs_error *error) {
  cvs_arena *arena = &at->run->frame.arena;
  const size_t cells = at->out->look_count * at->out->comparison_count;
  out->information = cvs_arena_alloc(arena, cells * sizeof *out->information);
  out->band = cvs_arena_alloc(arena, cells * sizeof *out->band);
  out->readings = cvs_arena_alloc(arena, cells * sizeof *out->readings);
  return out->information && out->band && out->readings ? CVS_OK : cvs_fail_memory(error);
}

cvs_status cvs_monitor_compare(cvs_monitor_case *at, cvs_error *error) {
  cvs_monitor_group *out = at->out;
  gathered all;
  size_t looks = 0;
  if (out->look_count == 0 || out->comparison_count == 0 || out->control == SIZE_MAX)
    return CVS_OK;
  cvs_monitor_compared *compared = cvs_arena_alloc(&at->run->frame.arena, sizeof *compared);
  if (compared == NULL)
    return cvs_fail_memory(error);
  cvs_status status = make_room(at, &all, error);
  for (size_t c = 0; c < out->comparison_count && status == CVS_OK; c++) {
    status = read_comparison(at, &all, c, &looks, error);
    if (c == 0)
      compared->assumed_looks = looks;
  }
  if (status == CVS_OK)
    status = find_cost(at, &all, compared, error);
  if (status != CVS_OK)
    return status;
  compared->assumed_plan = at->run->options->design != CVS_MONITOR_GROUP;
  for (size_t i = 0; i < out->look_count; i++)
    at->look[i].readings = reading_of(at, &all, i, 0);
  out->compared = compared;
  return CVS_OK;
}
