/* Sequential likelihood ratio tests: Wald's against a stated effect, MaxSPRT against the best one. */
#include "analysis/monitor_run.h"

#include "base/constants.h"
#include "base/error.h"
#include "stat/check.h"
#include <convstat/plan.h>

#include <math.h>

/* The tests of one comparison: of a better treatment and of a worse one (SPRT), or of both (MaxSPRT). */
typedef struct ratio_tests {
  bool has[2];
  cvs_sprt sprt[2];
  cvs_maxsprt maxsprt;
} ratio_tests;
enum { BETTER, WORSE };

static bool has_target(const cvs_monitor_case *at) {
  return at->run->options->target > 0;
}

static bool is_wald(const cvs_monitor_case *at) {
  return at->run->options->design == CVS_MONITOR_SPRT;
}

/* --- start --- */

static double odds_of(double rate) {
  return rate / (1 - rate);
}

/* The stated lift as an odds ratio; a loss is its mirror image. */
static double stated_ratio(const cvs_monitor_options *options, int side) {
  const double rate = options->target > 0 ? options->target : options->baseline;
  const double ratio = rate > 0 ? odds_of(rate * (1 + options->mde)) / odds_of(rate) : 1 + options->mde;
  return side == BETTER ? ratio : 1 / ratio;
}

static cvs_status start_sprt(const cvs_monitor_case *at, ratio_tests *out, cvs_error *error) {
  const cvs_monitor_options *options = at->run->options;
  const cvs_alternative side = at->out->terms.alternative;
  const double alpha = at->out->terms.comparison_alpha / (side == CVS_TWO_SIDED ? 2 : 1);
  cvs_status status = CVS_OK;
  for (int i = BETTER; i <= WORSE && status == CVS_OK; i++) {
    const double ratio = stated_ratio(options, i), odds = ratio * odds_of(options->target);
    out->has[i] = side != (i == BETTER ? CVS_LESS : CVS_GREATER);
    const cvs_sprt_terms terms = {.null = has_target(at) ? options->target : 1,
                                  .alternative = has_target(at) ? odds / (1 + odds) : ratio,
                                  .alpha = alpha,
                                  .power = options->power > 0 ? options->power : CVS_PLAN_POWER};
    if (out->has[i])
      status = cvs_sprt_start(&terms, &out->sprt[i], error);
  }
  return status;
}

/* Under no effect a conversion of the two arms is the treatment's with its share of the visitors. */
static double null_share(const cvs_monitor_case *at, size_t comparison) {
  if (has_target(at))
    return at->run->options->target;
  const double control = at->out->arm[at->out->control].share;
  const double treatment = at->out->arm[at->treatment[comparison].treatment].share;
  return treatment / (control + treatment);
}

static bool is_same(const cvs_maxsprt_terms *a, const cvs_maxsprt_terms *b) {
  return a->horizon == b->horizon && a->alternative == b->alternative && fabs(a->null - b->null) <= 0 &&
         fabs(a->alpha - b->alpha) <= 0;
}

static cvs_status start_maxsprt(cvs_monitor_case *at, size_t comparison, ratio_tests *out, cvs_error *error) {
  cvs_maxsprt *known = &at->run->maxsprt;
  const cvs_maxsprt_terms terms = {.null = null_share(at, comparison),
                                   .horizon = at->run->options->horizon,
                                   .alpha = at->out->terms.comparison_alpha,
                                   .alternative = at->out->terms.alternative};
  const cvs_status status = is_same(&known->terms, &terms) ? CVS_OK : cvs_maxsprt_start(&terms, known, error);
  out->maxsprt = *known;
  return status;
}

/* --- days --- */

static cvs_status add_sprt(const cvs_monitor_case *at, const cvs_pair *block, ratio_tests *tests, cvs_error *error) {
  cvs_status status = CVS_OK;
  for (int i = BETTER; i <= WORSE && status == CVS_OK; i++) {
    if (!tests->has[i])
      continue;
    status = has_target(at) ? cvs_sprt_add_rate(&tests->sprt[i], &block->treatment, error)
                            : cvs_sprt_add_pair(&tests->sprt[i], block, error);
  }
  return status;
}

static cvs_status add_maxsprt(const cvs_monitor_case *at, const cvs_pair *block, ratio_tests *tests, cvs_error *error) {
  const uint64_t successes = block->treatment.conversions;
  const uint64_t trials = has_target(at) ? block->treatment.visitors : successes + block->control.conversions;
  return cvs_maxsprt_add(&tests->maxsprt, trials, successes, error);
}

static void show_ratio(double ln_ratio, double ln_bound, cvs_monitor_comparison *out) {
  static const double ln_most = 709.78; /* e^709.78 is the largest double */
  out->ln_e_value = ln_ratio;
  out->e_value = (cvs_maybe){true, exp(fmin(ln_ratio, ln_most))};
  out->bound_upper = (cvs_maybe){true, ln_bound};
}

/* The side whose ratio is the larger one stands for the comparison; its p-value counts both sides and all
 * comparisons. */
static void show_sprt(const cvs_monitor_case *at, const ratio_tests *tests, cvs_monitor_comparison *out) {
  const bool both = tests->has[BETTER] && tests->has[WORSE];
  const bool worse = !tests->has[BETTER] || (both && tests->sprt[WORSE].ln_ratio > tests->sprt[BETTER].ln_ratio);
  const cvs_sprt *shown = &tests->sprt[worse ? WORSE : BETTER];
  double ln_p = shown->ln_p_value;
  if (both)
    ln_p = CVS_LN2 + fmin(tests->sprt[BETTER].ln_p_value, tests->sprt[WORSE].ln_p_value);
  out->ln_p_value = fmin(ln_p + log((double)at->out->comparison_count), 0);
  out->p_value = (cvs_maybe){true, exp(out->ln_p_value)};
  out->bound_lower = (cvs_maybe){true, shown->ln_lower};
  show_ratio(shown->ln_ratio, shown->ln_upper, out);
}

static void decide_sprt(cvs_monitor_case *at, size_t index, const ratio_tests *tests) {
  bool no_effect = true;
  for (int i = BETTER; i <= WORSE; i++) {
    if (!tests->has[i])
      continue;
    if (tests->sprt[i].decision == CVS_SPRT_ALTERNATIVE) {
      cvs_monitor_stop(at, index, i == BETTER ? CVS_MONITOR_STOP_WIN : CVS_MONITOR_STOP_HARM, CVS_REASON_RATIO);
      return;
    }
    no_effect = no_effect && tests->sprt[i].decision == CVS_SPRT_NULL;
  }
  if (no_effect)
    cvs_monitor_stop(at, index, CVS_MONITOR_STOP_FUTILITY, CVS_REASON_NULL);
}

static void decide_maxsprt(cvs_monitor_case *at, size_t index, const cvs_maxsprt *test) {
  if (test->decision == CVS_SPRT_ALTERNATIVE)
    cvs_monitor_stop(at, index, test->side > 0 ? CVS_MONITOR_STOP_WIN : CVS_MONITOR_STOP_HARM, CVS_REASON_RATIO);
  else if (test->decision == CVS_SPRT_NULL)
    cvs_monitor_stop(at, index, CVS_MONITOR_STOP_INCONCLUSIVE, CVS_REASON_END);
}

/* A test that has stopped takes no more. */
static cvs_status add_day(const cvs_monitor_case *at, size_t day, size_t index, ratio_tests *tests, cvs_error *error) {
  const cvs_pair block = cvs_monitor_block(at, day, index);
  if (at->treatment[index].code != CVS_MONITOR_CONTINUE)
    return CVS_OK;
  return is_wald(at) ? add_sprt(at, &block, tests, error) : add_maxsprt(at, &block, tests, error);
}

static void show_comparison(cvs_monitor_case *at, size_t index, const ratio_tests *tests, cvs_monitor_comparison *out) {
  const bool goes_on = at->treatment[index].code == CVS_MONITOR_CONTINUE;
  if (is_wald(at))
    show_sprt(at, tests, out);
  else
    show_ratio(tests->maxsprt.ln_ratio, tests->maxsprt.critical, out);
  if (goes_on && is_wald(at))
    decide_sprt(at, index, tests);
  else if (goes_on)
    decide_maxsprt(at, index, &tests->maxsprt);
  out->action = at->treatment[index].code;
}

/* Its p-value takes a recursion up to the horizon, so only the last look has one. */
static cvs_status show_maxsprt_p(cvs_monitor_case *at, const ratio_tests *tests, cvs_monitor_comparison *comparisons,
                                 cvs_error *error) {
  cvs_status status = CVS_OK;
  for (size_t c = 0; c < at->out->comparison_count && status == CVS_OK; c++) {
    double p = 1, ln_p = 0;
    status = cvs_maxsprt_p_value(&tests[c].maxsprt, &p, &ln_p, error);
    comparisons[c].ln_p_value = fmin(ln_p + log((double)at->out->comparison_count), 0);
    comparisons[c].p_value = (cvs_maybe){true, exp(comparisons[c].ln_p_value)};
  }
  return status;
}

static void set_information(cvs_monitor_case *at, const ratio_tests *tests, cvs_monitor_comparison *comparisons) {
  cvs_monitor_look *look = &at->look[at->out->look_count - 1];
  for (size_t c = 0; c < at->out->comparison_count; c++) {
    const double part = (double)tests[c].maxsprt.trials / (double)tests[c].maxsprt.terms.horizon;
    comparisons[c].information = (cvs_maybe){true, part};
    if (!look->information.exists || part < look->information.value)
      look->information = comparisons[c].information;
  }
}

static cvs_status take_days(cvs_monitor_case *at, ratio_tests *tests, cvs_error *error) {
  cvs_status status = CVS_OK;
  for (size_t day = 0; day < at->days.count && status == CVS_OK; day++) {
    cvs_monitor_comparison *comparisons = NULL;
    cvs_monitor_take_day(at, day);
    status = cvs_monitor_open_look(at, day, &comparisons, error);
    for (size_t c = 0; c < at->out->comparison_count && status == CVS_OK; c++) {
      status = add_day(at, day, c, &tests[c], error);
      if (status == CVS_OK)
        show_comparison(at, c, &tests[c], &comparisons[c]);
    }
    if (status == CVS_OK && !is_wald(at))
      set_information(at, tests, comparisons);
    if (status == CVS_OK && !is_wald(at) && day + 1 == at->days.count)
      status = show_maxsprt_p(at, tests, comparisons, error);
  }
  return status;
}

cvs_status cvs_monitor_run_ratio(cvs_monitor_case *at, cvs_error *error) {
  const size_t count = at->out->comparison_count;
  ratio_tests *tests = cvs_arena_alloc(&at->run->frame.arena, (count + 1) * sizeof *tests);
  if (tests == NULL)
    return cvs_fail_memory(error);
  cvs_status status = CVS_OK;
  for (size_t c = 0; c < count && status == CVS_OK; c++)
    status = is_wald(at) ? start_sprt(at, &tests[c], error) : start_maxsprt(at, c, &tests[c], error);
  return status == CVS_OK ? take_days(at, tests, error) : status;
}
