/* Rejection regions: what decides a table, and the walk along the edges. */
#include "stat/power_region.h"

#include "stat/methods.h"
#include "stat/score.h"
#include <convstat/several.h>

#include <math.h>
#include <string.h>

/* What is more than a test to a table: how its region is found without asking for every p-value. */
typedef struct exact_rule {
  const cvs_method *method;
  cvs_decider decider;
  bool mid;
  bool searched;
  bool central; /* two-sided: each tail by its own one-sided p-value at half of alpha */
} exact_rule;

static const exact_rule exact_rules[] = {
    {.method = &cvs_method_prop_fisher, .decider = CVS_DECIDE_FISHER},
    {.method = &cvs_method_prop_fisher_midp, .decider = CVS_DECIDE_FISHER, .mid = true},
    {.method = &cvs_method_prop_barnard, .decider = CVS_DECIDE_SCORE, .searched = true},
    {.method = &cvs_method_prop_boschloo, .decider = CVS_DECIDE_FISHER, .searched = true},
    {.method = &cvs_method_prop_boschloo_central, .decider = CVS_DECIDE_FISHER, .searched = true, .central = true},
};

static void use_exact_rule(const exact_rule *rule, cvs_rejection *out) {
  bool two_sided = out->upper && out->lower;
  out->decider = rule->decider;
  out->mid = rule->mid;
  out->searched = rule->searched;
  out->joint = two_sided && !rule->central;
  if (two_sided && rule->central)
    out->alpha /= 2;
  out->cut[0] = out->cut[1] = out->alpha;
}

cvs_rejection cvs_rejection_of(const cvs_design *design, uint64_t visitors_control, uint64_t visitors_treatment) {
  cvs_alternative side = design->level.alternative;
  cvs_rejection out = {
      .design = *design,
      .visitors_control = visitors_control,
      .visitors_treatment = visitors_treatment,
      .decider = CVS_DECIDE_TEST,
      .alpha = side == CVS_TWO_SIDED ? 2 * design->level.tail : design->level.tail,
      .upper = side != CVS_LESS,
      .lower = side != CVS_GREATER,
  };
  if (design->hypothesis != CVS_SUPERIORITY) {
    out.decider = CVS_DECIDE_MARGIN;
    out.alpha = design->level.tail;
    out.upper = true;
    out.lower = out.inside = design->hypothesis == CVS_EQUIVALENCE;
    return out;
  }
  for (size_t i = 0; i < sizeof exact_rules / sizeof exact_rules[0]; i++)
    if (exact_rules[i].method == design->method)
      use_exact_rule(&exact_rules[i], &out);
  return out;
}

/* --- one table --- */

static cvs_status ask_margin(const cvs_rejection *rejection, const cvs_pair *pair, bool upper,
                             cvs_test_result *result) {
  const cvs_design *design = &rejection->design;
  bool small_sample = strcmp(design->method->id, "n-1") == 0;
  cvs_margin margin = {.scale = design->margin_scale,
                       .null = upper ? design->margin_lower : design->margin_upper,
                       .factor = small_sample ? cvs_score_factor_n1(pair) : 1};
  return cvs_margin_test(pair, &margin, upper ? CVS_GREATER : CVS_LESS, result, NULL);
}

cvs_status cvs_region_ask(const cvs_rejection *rejection, const cvs_pair *pair, bool upper, bool *rejects) {
  cvs_test_result result = {.p_value = 1};
  cvs_status status = rejection->decider == CVS_DECIDE_MARGIN
                          ? ask_margin(rejection, pair, upper, &result)
                          : rejection->design.method->test(pair, rejection->design.level.alternative, &result, NULL);
  *rejects = status == CVS_OK && result.p_value < rejection->alpha;
  return status == CVS_EUNDEF ? CVS_OK : status;
}

typedef struct walker {
  const cvs_rejection *rejection;
  uint64_t total;
  cvs_status status; /* the first failure; nothing rejects from then on */
} walker;

/* x2 n1 - x1 n2: counts here are far below 2^53. */
static double deviation_of(const walker *w, uint64_t k) {
  double n1 = (double)w->rejection->visitors_control, n2 = (double)w->rejection->visitors_treatment;
  return (double)k * n1 - (double)(w->total - k) * n2;
}

/* z^2 of the pooled score test against the cut. */
static bool exceeds_score(const walker *w, double deviation, bool upper) {
  double n1 = (double)w->rejection->visitors_control, n2 = (double)w->rejection->visitors_treatment;
  double m = (double)w->total, total = n1 + n2;
  return deviation * deviation * total >= w->rejection->cut[upper ? 0 : 1] * n1 * n2 * m * (total - m);
}

static bool rejects(walker *w, uint64_t k, bool upper) {
  bool answer = false;
  const cvs_rejection *rejection = w->rejection;
  if (w->status != CVS_OK)
    return false;
  double deviation = deviation_of(w, k);
  bool turned = upper ? deviation <= 0 : deviation >= 0;
  if (turned && (rejection->decider == CVS_DECIDE_SCORE ||
                 (rejection->decider == CVS_DECIDE_TEST && rejection->upper && rejection->lower)))
    return false;
  if (rejection->decider == CVS_DECIDE_SCORE)
    return exceeds_score(w, deviation, upper);
  cvs_pair pair = {.control = {.visitors = rejection->visitors_control, .conversions = w->total - k},
                   .treatment = {.visitors = rejection->visitors_treatment, .conversions = k}};
  w->status = cvs_region_ask(rejection, &pair, upper, &answer);
  return answer;
}

/* --- the edges --- */

static uint64_t clamp(uint64_t value, uint64_t low, uint64_t high) {
  if (value < low)
    return low;
  return value > high ? high : value;
}

/* First count of the upper tail, from where the last total had it; `end` where the tail is empty. */
static uint64_t walk_upper(walker *w, uint64_t from, uint64_t begin, uint64_t end) {
  uint64_t edge = clamp(from, begin, end);
  while (edge > begin && rejects(w, edge - 1, true))
    edge--;
  if (edge == clamp(from, begin, end))
    while (edge < end && !rejects(w, edge, true))
      edge++;
  return edge;
}

/* One past the last count of the lower tail. */
static uint64_t walk_lower(walker *w, uint64_t from, uint64_t begin, uint64_t end) {
  uint64_t edge = clamp(from, begin, end);
  while (edge < end && rejects(w, edge, false))
    edge++;
  if (edge == clamp(from, begin, end))
    while (edge > begin && !rejects(w, edge - 1, false))
      edge--;
  return edge;
}

static cvs_status walk_totals(const cvs_rejection *rejection, cvs_power_cells *cells) {
  walker w = {.rejection = rejection};
  size_t totals = cvs_power_cells_totals(cells);
  uint64_t lower = 0, upper = UINT64_MAX;
  for (size_t i = 0; i < totals && w.status == CVS_OK; i++) {
    w.total = cvs_power_cells_first_total(cells) + i;
    uint64_t begin = cvs_power_cells_low(cells, w.total), end = cvs_power_cells_high(cells, w.total) + 1;
    lower = rejection->lower ? walk_lower(&w, lower, begin, end) : begin;
    upper = rejection->upper ? walk_upper(&w, upper, begin, end) : end;
    cells->lower[i] = lower;
    cells->upper[i] = rejection->inside || rejection->upper ? upper : end;
  }
  return w.status;
}

/* The tables 0 : all and all : 0, where an unpooled variance is 0 and a test may have no answer: they
 * lie at the end of a tail, so the walk has taken them in. */
static cvs_status leave_out_corner(const cvs_rejection *rejection, const cvs_power_cells *cells, bool upper,
                                   double *power) {
  cvs_pair corner = {.control = {.visitors = rejection->visitors_control},
                     .treatment = {.visitors = rejection->visitors_treatment}};
  cvs_sample *full = upper ? &corner.treatment : &corner.control;
  full->conversions = full->visitors;
  uint64_t x1 = corner.control.conversions, x2 = corner.treatment.conversions;
  const cvs_arm_masses *control = &cells->control, *treatment = &cells->treatment;
  if (x1 < control->first || x1 > control->last || x2 < treatment->first || x2 > treatment->last)
    return CVS_OK;
  size_t i = (size_t)(x1 + x2 - cvs_power_cells_first_total(cells));
  bool answer = false;
  cvs_status status = cvs_region_ask(rejection, &corner, upper, &answer);
  if (status == CVS_OK && !answer && (upper ? x2 >= cells->upper[i] : x2 < cells->lower[i]))
    *power -= control->mass[x1 - control->first] * treatment->mass[x2 - treatment->first];
  return status;
}

cvs_status cvs_region_power(const cvs_rejection *rejection, cvs_power_cells *cells, double *power) {
  cvs_status status = rejection->decider == CVS_DECIDE_FISHER ? cvs_region_fill_fisher(rejection, cells)
                                                              : walk_totals(rejection, cells);
  if (status != CVS_OK)
    return status;
  *power = cvs_power_cells_sum(cells, rejection->inside);
  if (rejection->decider == CVS_DECIDE_TEST && rejection->upper)
    status = leave_out_corner(rejection, cells, true, power);
  if (rejection->decider == CVS_DECIDE_TEST && rejection->lower && status == CVS_OK)
    status = leave_out_corner(rejection, cells, false, power);
  *power = fmin(1, fmax(0, *power));
  return status;
}
