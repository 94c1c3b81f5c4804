/* The looks of a saved plan. */
#include "report/saved_plan.h"

#include <string.h>

static void take_spending(const cvs_json_place *place, cvs_spending *out) {
  static const char *const spending[] = {"obf", "pocock", "kim-demets", "hsd"};
  static const char *const bounds[] = {"obrien-fleming", "pocock", "wang-tsiatis"};
  static const cvs_bind rows[] = {CVS_BIND(NUMBER, "parameter", cvs_spending, parameter)};
  const cvs_json_place kind = cvs_json_within(place, "kind"), family = cvs_json_within(place, "family");
  const bool classical = !cvs_json_is_null(&kind) && strcmp(cvs_json_get_string(&kind), "bounds") == 0;
  const size_t index = classical ? cvs_json_get_choice(&family, bounds, sizeof bounds / sizeof *bounds)
                                 : cvs_json_get_choice(&family, spending, sizeof spending / sizeof *spending);
  out->family = (cvs_spending_family)(index + (classical ? CVS_BOUNDS_OBRIEN_FLEMING : CVS_SPENDING_OBF));
  CVS_BIND_TAKE(place, rows, out);
}

void cvs_saved_terms(const cvs_json_place *place, cvs_sequential_terms *out) {
  static const char *const kinds[] = {"none", "nonbinding", "binding"};
  static const cvs_bind rows[] = {CVS_BIND(NUMBER, "alpha", cvs_sequential_terms, alpha)};
  enum { BOTH_SIDES = 2 };
  const cvs_json_place sides = cvs_json_within(place, "sides"), efficacy = cvs_json_within(place, "efficacy");
  const cvs_json_place futility = cvs_json_within(place, "futility"), kind = cvs_json_within(&futility, "kind");
  CVS_BIND_TAKE(place, rows, out);
  out->two_sided = cvs_json_get_whole(&sides, 1, BOTH_SIDES) == BOTH_SIDES;
  take_spending(&efficacy, &out->efficacy);
  if (cvs_json_is_null(&futility))
    return;
  out->futility = (cvs_futility)cvs_json_get_choice(&kind, kinds, sizeof kinds / sizeof *kinds);
  const cvs_json_place family = cvs_json_within(&futility, "family");
  const cvs_json_place parameter = cvs_json_within(&futility, "parameter");
  static const char *const families[] = {"obf", "pocock", "kim-demets", "hsd"};
  out->beta_spending.family =
      (cvs_spending_family)cvs_json_get_choice(&family, families, sizeof families / sizeof *families);
  out->beta_spending.parameter = cvs_json_is_null(&parameter) ? 0 : cvs_take_number(&parameter);
}

/* The figures of a look as they stand in JSON: bounds are of treatment less control. */
typedef struct saved_look {
  double z_upper, z_lower, z_futility;
  bool has_upper, has_lower, has_futility;
  double stop[CVS_TRUTHS];
  double find[CVS_TRUTHS];
} saved_look;

static const cvs_bind saved_rows[] = {
    CVS_BIND_IF(NUMBER, "z_upper", saved_look, z_upper, has_upper),
    CVS_BIND_IF(NUMBER, "z_lower", saved_look, z_lower, has_lower),
    CVS_BIND_IF(NUMBER, "z_futility", saved_look, z_futility, has_futility),
    CVS_BIND(NUMBER, "stop_probability_h0", saved_look, stop[CVS_TRUTH_NONE]),
    CVS_BIND(NUMBER, "stop_probability_half", saved_look, stop[CVS_TRUTH_HALF]),
    CVS_BIND(NUMBER, "stop_probability_h1", saved_look, stop[CVS_TRUTH_WHOLE]),
    CVS_BIND(NUMBER, "find_probability_h0", saved_look, find[CVS_TRUTH_NONE]),
    CVS_BIND(NUMBER, "find_probability_half", saved_look, find[CVS_TRUTH_HALF]),
    CVS_BIND(NUMBER, "find_probability_h1", saved_look, find[CVS_TRUTH_WHOLE]),
};
static const cvs_bind bound_rows[] = {
    CVS_BIND(NUMBER, "information", cvs_sequential_look, information),
    CVS_BIND(NUMBER, "p_nominal", cvs_sequential_look, p_nominal),
    CVS_BIND(NUMBER, "ln_p_nominal", cvs_sequential_look, ln_p_nominal),
    CVS_BIND(NUMBER, "alpha_spent", cvs_sequential_look, alpha_spent),
    CVS_BIND(NUMBER, "beta_spent", cvs_sequential_look, beta_spent),
};
static const cvs_bind look_rows[] = {
    CVS_BIND(COUNT, "visitors_total", cvs_planned_look, visitors_total),
    CVS_BIND(COUNT, "day", cvs_planned_look, day),
    CVS_BIND_IF(DAY, "date", cvs_planned_look, date, has_date),
    CVS_BIND_IF(NUMBER, "difference_at_bound", cvs_planned_look, win.difference, win.exists),
    CVS_BIND(NUMBER, "lift_at_bound", cvs_planned_look, win.lift),
    CVS_BIND_IF(NUMBER, "difference_at_futility", cvs_planned_look, futility.difference, futility.exists),
    CVS_BIND(NUMBER, "lift_at_futility", cvs_planned_look, futility.lift),
};

/* Only the sum of a look's other stops is saved. What rounding leaves of it stands by itself, so that all add up to the
 * saved figure again, to the last digit. */
static void take_stops(const saved_look *saved, size_t index, cvs_sequential_design *out) {
  cvs_sequential_stops *const stops[CVS_TRUTHS] = {
      [CVS_TRUTH_NONE] = &out->h0, [CVS_TRUTH_HALF] = &out->half, [CVS_TRUTH_WHOLE] = &out->h1};
  for (size_t truth = 0; truth < CVS_TRUTHS; truth++) {
    const double found = saved->find[truth], rest = saved->stop[truth] - found;
    stops[truth]->upper[index] = found;
    stops[truth]->lower[index] = rest;
    stops[truth]->futility[index] = saved->stop[truth] - (found + rest);
    stops[truth]->power += found;
  }
}

/* One bound alone tells its side; of two, the planned effect does. */
static bool is_downward(const saved_look *first, const cvs_plan *plan) {
  if (first->has_upper && first->has_lower)
    return plan->difference < 0 || plan->lift < 0;
  return first->has_lower;
}

static void take_look(const cvs_json_place *place, size_t index, const cvs_plan *plan, cvs_plan_sequential *out) {
  saved_look saved = {.has_upper = false};
  cvs_sequential_bounds *bounds = &out->design.bounds;
  cvs_sequential_look *bound = &bounds->look[index];
  CVS_BIND_TAKE(place, saved_rows, &saved);
  CVS_BIND_TAKE(place, bound_rows, bound);
  CVS_BIND_TAKE(place, look_rows, &out->look[index]);
  if (index == 0) {
    out->downward = is_downward(&saved, plan);
    bounds->has_lower = saved.has_upper && saved.has_lower;
    bounds->has_futility = saved.has_futility;
  }
  bound->z_upper = out->downward ? -saved.z_lower : saved.z_upper;
  bound->z_lower = out->downward ? -saved.z_upper : saved.z_lower;
  bound->z_futility = out->downward ? -saved.z_futility : saved.z_futility;
  out->terms.information[index] = bound->information;
  take_stops(&saved, index, &out->design);
}

static void take_truths(const cvs_json_place *place, const char *name, double *out) {
  static const cvs_bind rows[] = {
      {.name = "h0", .kind = CVS_BIND_NUMBER, .place = CVS_TRUTH_NONE * sizeof(double), .flag = CVS_NO_FLAG},
      {.name = "half", .kind = CVS_BIND_NUMBER, .place = CVS_TRUTH_HALF * sizeof(double), .flag = CVS_NO_FLAG},
      {.name = "h1", .kind = CVS_BIND_NUMBER, .place = CVS_TRUTH_WHOLE * sizeof(double), .flag = CVS_NO_FLAG}};
  const cvs_json_place record = cvs_json_within(place, name);
  CVS_BIND_TAKE(&record, rows, out);
}

void cvs_saved_plan_looks(cvs_saved_result *result, const cvs_json_place *group, cvs_plan *plan) {
  static const cvs_bind rows[] = {CVS_BIND(NUMBER, "drift", cvs_plan_sequential, design.drift),
                                  CVS_BIND(NUMBER, "inflation", cvs_plan_sequential, design.inflation)};
  const cvs_json_place place = cvs_json_within(group, "sequential"), looks = cvs_json_within(&place, "looks");
  if (cvs_json_is_null(&place))
    return;
  cvs_plan_sequential *out = cvs_saved_alloc(result, 1, sizeof *out);
  const size_t count = cvs_json_length(&looks, 1, CVS_LOOKS_MAX);
  if (out == NULL)
    return;
  cvs_saved_terms(&place, &out->terms);
  CVS_BIND_TAKE(&place, rows, out);
  out->terms.looks = out->design.bounds.looks = count;
  out->design.bounds.binding = out->terms.futility == CVS_FUTILITY_BINDING;
  for (size_t i = 0; i < count; i++) {
    const cvs_json_place look = cvs_json_item(&looks, i);
    take_look(&look, i, plan, out);
  }
  take_truths(&place, "expected_visitors", out->expected_visitors);
  take_truths(&place, "expected_days", out->expected_days);
  plan->sequential = out;
}
