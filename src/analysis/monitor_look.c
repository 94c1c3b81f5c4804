/* A look: the tables of its comparisons, and the figures that every design shows of them. */
#include "analysis/monitor_run.h"

#include "base/error.h"
#include "stat/check.h"

#include <math.h>

/* --- tables --- */

static cvs_pair pick(const cvs_monitor_case *at, const cvs_sample *arms, size_t comparison) {
  cvs_pair pair = {.treatment = arms[at->treatment[comparison].treatment]};
  if (at->out->control != SIZE_MAX)
    pair.control = arms[at->out->control];
  return pair;
}

/* One period has the totals, several have what came in on their days. */
void cvs_monitor_take_comparison(const cvs_monitor_case *at, size_t day, size_t comparison) {
  const cvs_pair block = cvs_monitor_block(at, day, comparison);
  cvs_pair *table = &at->table[comparison * at->periods + at->days.period[day]];
  if (at->periods == 1) {
    *table = pick(at, at->days.total + day * at->out->arm_count, comparison);
    return;
  }
  table->control.visitors += block.control.visitors;
  table->control.conversions += block.control.conversions;
  table->treatment.visitors += block.treatment.visitors;
  table->treatment.conversions += block.treatment.conversions;
}

void cvs_monitor_take_day(const cvs_monitor_case *at, size_t day) {
  for (size_t c = 0; c < at->out->comparison_count; c++)
    cvs_monitor_take_comparison(at, day, c);
}

cvs_strata_tables cvs_monitor_tables(const cvs_monitor_case *at, size_t comparison) {
  return (cvs_strata_tables){.pair = at->table + comparison * at->periods,
                             .count = at->periods,
                             .n1 = at->run->n1,
                             .inflation = at->run->design_effect};
}

cvs_pair cvs_monitor_block(const cvs_monitor_case *at, size_t day, size_t comparison) {
  return pick(at, at->days.block + day * at->out->arm_count, comparison);
}

double cvs_monitor_planned_information(const cvs_monitor_case *at, size_t comparison) {
  const uint64_t *visitors = at->out->terms.visitors;
  const double n1 = (double)visitors[at->out->control];
  const double n2 = (double)visitors[at->treatment[comparison].treatment];
  return n1 > 0 && n2 > 0 ? n1 / (n1 + n2) * n2 : 0;
}

/* --- figures --- */

static void set_p(const cvs_monitor_case *at, double z, cvs_monitor_comparison *out) {
  const cvs_test_result result = cvs_result_from_z(z, at->out->terms.alternative);
  out->z = (cvs_maybe){true, z};
  out->p_nominal = (cvs_maybe){true, result.p_value};
  out->ln_p_nominal = result.ln_p_value;
}

static void set_estimate(bool exists, double value, cvs_interval *out) {
  *out = (cvs_interval){.exists = exists, .has_estimate = exists, .estimate = exists ? value : 0};
}

/* Some converted and some did not, where both arms have visitors. */
static bool varies(const cvs_strata_tables *tables) {
  bool converted = false, rest = false;
  for (size_t i = 0; i < tables->count; i++) {
    const cvs_sample *control = &tables->pair[i].control, *treatment = &tables->pair[i].treatment;
    if (control->visitors == 0 || treatment->visitors == 0)
      continue;
    const uint64_t conversions = control->conversions + treatment->conversions;
    converted = converted || conversions > 0;
    rest = rest || conversions < control->visitors + treatment->visitors;
  }
  return converted && rest;
}

static void fill_against_control(const cvs_monitor_case *at, size_t index, cvs_monitor_comparison *out) {
  static const cvs_scale scales[] = {CVS_DIFFERENCE, CVS_LIFT};
  const cvs_strata_tables tables = cvs_monitor_tables(at, index);
  cvs_interval *const effects[] = {&out->difference, &out->lift};
  const double z = cvs_strata_score_z(&tables, CVS_DIFFERENCE, 0);
  if (varies(&tables) && isfinite(z))
    set_p(at, z, out);
  for (size_t i = 0; i < 2; i++) {
    double estimate = 0;
    const bool exists = cvs_strata_estimate(&tables, scales[i], &estimate);
    set_estimate(exists, estimate, effects[i]);
  }
}

/* One rate against the target, its variance at the target. */
static void fill_against_target(const cvs_monitor_case *at, const cvs_sample *sample, cvs_monitor_comparison *out) {
  const double target = at->run->options->target;
  const bool exists = sample->visitors > 0;
  const double visitors = (double)sample->visitors;
  const double difference = exists ? (double)sample->conversions / visitors - target : 0;
  set_estimate(exists, difference, &out->difference);
  set_estimate(exists, difference / target, &out->lift);
  if (exists)
    set_p(at, difference / sqrt(target * (1 - target) / visitors), out);
}

cvs_status cvs_monitor_open_look(cvs_monitor_case *at, size_t day, cvs_monitor_comparison **out, cvs_error *error) {
  cvs_monitor_group *group = at->out;
  cvs_arena *arena = &at->run->frame.arena;
  cvs_monitor_comparison *comparisons = cvs_arena_alloc(arena, (group->comparison_count + 1) * sizeof *comparisons);
  if (comparisons == NULL)
    return cvs_fail_memory(error);
  const cvs_sample *total = at->days.total + day * group->arm_count;
  for (size_t c = 0; c < group->comparison_count; c++) {
    comparisons[c].treatment = at->treatment[c].treatment;
    comparisons[c].action = at->treatment[c].code;
    if (group->control == SIZE_MAX)
      fill_against_target(at, &total[comparisons[c].treatment], &comparisons[c]);
    else
      fill_against_control(at, c, &comparisons[c]);
  }
  at->look[group->look_count] = (cvs_monitor_look){.number = group->look_count + 1,
                                                   .date = at->days.date[day],
                                                   .arm = total,
                                                   .split = {.e_value = 1, .p_value = 1},
                                                   .comparison = comparisons};
  if (at->split != NULL)
    at->look[group->look_count].split = at->split[day];
  group->look_count++;
  *out = comparisons;
  return CVS_OK;
}

/* --- intervals --- */

cvs_status cvs_monitor_interval(const cvs_strata_tables *tables, cvs_scale scale, const cvs_monitor_limits *limits,
                                cvs_interval *out, cvs_error *error) {
  double estimate = 0, lower = 0, upper = 0;
  bool has_lower = limits->has_lower, has_upper = limits->has_upper;
  cvs_status status = CVS_OK;
  *out = (cvs_interval){0};
  if (!cvs_strata_estimate(tables, scale, &estimate))
    return CVS_OK;
  if (has_lower)
    status = cvs_strata_effect_at(tables, scale, limits->z_lower, &has_lower, &lower);
  if (has_upper && status == CVS_OK)
    status = cvs_strata_effect_at(tables, scale, limits->z_upper, &has_upper, &upper);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the interval of a look could not be computed");
  *out = (cvs_interval){.exists = true,
                        .has_estimate = true,
                        .estimate = estimate,
                        .has_lower = has_lower,
                        .lower = has_lower ? lower : 0,
                        .has_upper = has_upper,
                        .upper = has_upper ? upper : 0};
  return CVS_OK;
}

/* --- stops --- */

void cvs_monitor_stop(cvs_monitor_case *at, size_t comparison, cvs_monitor_code code, cvs_monitor_reason reason) {
  cvs_monitor_treatment *treatment = &at->treatment[comparison];
  treatment->code = code;
  treatment->reason = reason;
  treatment->look = at->out->look_count;
}

bool cvs_monitor_goes_on(const cvs_monitor_case *at) {
  for (size_t c = 0; c < at->out->comparison_count; c++)
    if (at->treatment[c].code == CVS_MONITOR_CONTINUE)
      return true;
  return false;
}
