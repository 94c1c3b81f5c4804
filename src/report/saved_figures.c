/* Figures that stand beside each other anywhere in a saved result: a p-value and its logarithm, an estimate and the
 * ends of its interval. */
#include "report/saved_check.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* What the program writes twice it has computed twice, and on two ways. */
static const double rounding = 1e-6;

static bool has_number(const cvs_json_place *object, const char *name, double *out) {
  const cvs_json_place place = cvs_json_within(object, name);
  const bool exists = cvs_json_is_number(&place);
  if (exists)
    *out = cvs_take_number(&place);
  return exists;
}

/* --- logarithms --- */

static const struct logged {
  const char *name;
  const char *logarithm;
} logged[] = {
    {"p_value", "ln_p_value"},
    {"p_value_adjusted", "ln_p_value_adjusted"},
    {"p_value_always_valid", "ln_p_value_always_valid"},
    {"p_nominal", "ln_p_nominal"},
    {"srm_p_value", "srm_ln_p_value"},
    {"e_value", "ln_e_value"},
    {"bayes_factor_10", "ln_bayes_factor_10"},
};

/* Figures are held inside the range of a double; below it the logarithm alone tells them. */
static void check_logarithm(const cvs_json_place *record, const struct logged *of) {
  double value = 0, logarithm = 0;
  if (!has_number(record, of->name, &value) || !has_number(record, of->logarithm, &logarithm))
    return;
  const double expected = fmin(exp(logarithm), DBL_MAX);
  if (fabs(value - expected) <= rounding * fmax(fabs(value), expected) + DBL_MIN)
    return;
  const cvs_json_place place = cvs_json_within(record, of->name);
  cvs_strbuf sentence = {0};
  cvs_strbuf_addf(&sentence, "%.6g, of which %s is the logarithm", expected, of->logarithm);
  cvs_json_refuse_built(&place, &sentence);
}

/* --- intervals --- */

/* Which intervals hold their estimates. */
typedef struct holding {
  bool rates; /* and all else but effects */
  bool effects;
} holding;

static bool is_effect(const cvs_json_place *interval) {
  const char *name = interval->key != NULL ? interval->key : "";
  return strcmp(name, "difference") == 0 || strcmp(name, "lift") == 0 || strcmp(name, "odds_ratio") == 0;
}

/* Ends in the wrong order are told by who takes the interval. */
static void check_interval(const cvs_json_place *record, const holding *held) {
  double estimate = 0, lower = -INFINITY, upper = INFINITY;
  if (!(is_effect(record) ? held->effects : held->rates) || !has_number(record, "estimate", &estimate))
    return;
  (void)has_number(record, "lower", &lower);
  (void)has_number(record, "upper", &upper);
  const double slack = rounding * fabs(estimate) + DBL_EPSILON;
  if (lower > upper || (estimate >= lower - slack && estimate <= upper + slack))
    return;
  const cvs_json_place place = cvs_json_within(record, "estimate");
  cvs_json_refuse(&place, "a number within its interval");
}

/* --- the whole result --- */

/* Recursion is as deep as the document, whose depth its reader has bounded. */
static void check_value(const cvs_json_place *value, const holding *held) {
  const size_t size = cvs_json_size(value);
  void *cursor = NULL;
  cvs_json_place member;
  bool is_record = false;
  while (cvs_json_next(value, &cursor, &member)) {
    is_record = true;
    check_value(&member, held);
  }
  for (size_t i = 0; i < size && !is_record; i++) {
    const cvs_json_place item = cvs_json_item(value, i);
    check_value(&item, held);
  }
  for (size_t i = 0; i < sizeof logged / sizeof *logged && is_record; i++)
    check_logarithm(value, &logged[i]);
  if (is_record)
    check_interval(value, held);
}

/* A confidence sequence is the intersection of what every day has said, and need not hold the estimate of the last one;
 * an interval that holds little does not always hold its estimate; and methods that add to the counts are centred on
 * those. */
static holding find_held(const cvs_saved_result *result) {
  static const double alpha_most = 0.2;
  static const char *const adding[] = {"agresti-caffo", "log-half", "gart"};
  const bool rates = strcmp(result->command, "monitor") != 0 && cvs_saved_number(result, "alpha") <= alpha_most;
  holding found = {.rates = rates, .effects = rates};
  for (size_t i = 0; i < sizeof adding / sizeof *adding; i++)
    found.effects = found.effects && !cvs_saved_is(result, "interval", adding[i]);
  return found;
}

void cvs_saved_check_figures(const cvs_saved_result *result) {
  const cvs_json_place root = cvs_json_root(result->document);
  const holding held = find_held(result);
  check_value(&root, &held);
}
