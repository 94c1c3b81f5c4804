/* The anytime design: every day with visitors is a look, and stopping at any of them keeps the error. */
#include "analysis/monitor_run.h"

#include "base/error.h"
#include "base/mem.h"

static cvs_anytime_terms make_terms(const cvs_monitor_case *at) {
  const cvs_monitor_options *options = at->run->options;
  return (cvs_anytime_terms){.sequence = options->sequence,
                             .alpha = at->out->terms.alpha,
                             .comparisons = at->out->comparison_count,
                             .alternative = at->out->terms.alternative,
                             .baseline = options->baseline,
                             .mde = options->mde,
                             .tune_at = options->tune_at};
}

/* The band is of the whole effect; estimates of several periods are the stratified ones. */
static void set_band(const cvs_interval *band, const cvs_interval *stratified, cvs_interval *out) {
  *out = *band;
  out->has_estimate = stratified->has_estimate;
  out->estimate = stratified->estimate;
}

static void fill_comparison(const cvs_monitor_case *at, const cvs_anytime_look *seen, cvs_monitor_comparison *out) {
  const cvs_interval difference = out->difference, lift = out->lift;
  out->p_value = (cvs_maybe){true, seen->p_value};
  out->ln_p_value = seen->ln_p_value;
  out->e_value = (cvs_maybe){true, seen->e_value};
  out->ln_e_value = seen->ln_e_value;
  out->difference = seen->difference;
  out->lift = seen->lift;
  if (at->periods > 1) {
    set_band(&seen->difference, &difference, &out->difference);
    set_band(&seen->lift, &lift, &out->lift);
  }
}

/* Whether the band leaves no room for the lift that is looked for, on its side of no effect. A test of one side does
 * not look for a lift on the other. */
static bool excludes_mde(const cvs_monitor_case *at, const cvs_interval *lift) {
  const double mde = at->run->options->mde;
  const cvs_alternative side = at->out->terms.alternative;
  if (mde > 0)
    return side != CVS_LESS && lift->exists && lift->has_upper && lift->upper < mde;
  return mde < 0 && side != CVS_GREATER && lift->exists && lift->has_lower && lift->lower > mde;
}

/* An effect once found stays found. Every other word is given up where the test goes on: the band holds after it, so
 * that a later win or harm is proven all the same. */
static void decide_comparison(cvs_monitor_case *at, size_t index, const cvs_anytime_look *seen,
                              cvs_monitor_comparison *out) {
  const cvs_monitor_code code = at->treatment[index].code;
  const bool found = code == CVS_MONITOR_STOP_WIN || code == CVS_MONITOR_STOP_HARM;
  if (!found && seen->side != 0)
    cvs_monitor_stop(at, index, seen->side > 0 ? CVS_MONITOR_STOP_WIN : CVS_MONITOR_STOP_HARM, CVS_REASON_BAND);
  else if (code == CVS_MONITOR_CONTINUE && excludes_mde(at, &seen->lift))
    cvs_monitor_stop(at, index, CVS_MONITOR_STOP_FUTILITY, CVS_REASON_MDE_OUT);
  out->action = at->treatment[index].code;
}

static cvs_status take_comparisons(cvs_monitor_case *at, size_t day, cvs_anytime **sequences,
                                   cvs_monitor_comparison *comparisons, cvs_error *error) {
  for (size_t c = 0; c < at->out->comparison_count; c++) {
    const cvs_pair block = cvs_monitor_block(at, day, c);
    cvs_anytime_look seen;
    const cvs_status status = cvs_anytime_add(sequences[c], &block, &seen, error);
    if (status != CVS_OK)
      return status;
    fill_comparison(at, &seen, &comparisons[c]);
    decide_comparison(at, c, &seen, &comparisons[c]);
  }
  return CVS_OK;
}

/* A stated end is an end. */
static void end_at_size(cvs_monitor_case *at, size_t day, cvs_monitor_comparison *comparisons) {
  uint64_t visitors = 0;
  for (size_t i = 0; i < at->out->arm_count; i++)
    visitors += at->days.total[day * at->out->arm_count + i].visitors;
  if (at->run->options->visitors_max == 0 || visitors < at->run->options->visitors_max)
    return;
  for (size_t c = 0; c < at->out->comparison_count; c++) {
    if (at->treatment[c].code == CVS_MONITOR_CONTINUE)
      cvs_monitor_stop(at, c, CVS_MONITOR_STOP_INCONCLUSIVE, CVS_REASON_END);
    comparisons[c].action = at->treatment[c].code;
  }
}

static cvs_status take_days(cvs_monitor_case *at, cvs_anytime **sequences, cvs_error *error) {
  cvs_status status = CVS_OK;
  for (size_t day = 0; day < at->days.count && status == CVS_OK; day++) {
    cvs_monitor_comparison *comparisons = NULL;
    cvs_monitor_take_day(at, day);
    status = cvs_monitor_open_look(at, day, &comparisons, error);
    if (status == CVS_OK)
      status = take_comparisons(at, day, sequences, comparisons, error);
    if (status == CVS_OK)
      end_at_size(at, day, comparisons);
  }
  return status;
}

cvs_status cvs_monitor_run_anytime(cvs_monitor_case *at, cvs_error *error) {
  const size_t count = at->out->comparison_count;
  const cvs_anytime_terms terms = make_terms(at);
  cvs_anytime **sequences = cvs_calloc(count + 1, sizeof *sequences);
  cvs_status status = sequences != NULL ? CVS_OK : cvs_fail_memory(error);
  for (size_t c = 0; c < count && status == CVS_OK; c++)
    status = cvs_anytime_new(&terms, &sequences[c], error);
  if (status == CVS_OK)
    status = take_days(at, sequences, error);
  for (size_t c = 0; sequences != NULL && c < count; c++)
    cvs_anytime_free(sequences[c]);
  cvs_free(sequences);
  return status;
}
