/* A sequence of looks at two rates: domains, the running p-value, and the bands as they are reported. */
#include "base/error.h"
#include "base/mem.h"
#include "stat/anytime_state.h"
#include "stat/check.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>

static const double ALPHA_MIN = 1e-12;

static cvs_status check_effects(const cvs_anytime_terms *terms, cvs_error *error) {
  if (!(terms->baseline >= 0 && terms->baseline < 1))
    return cvs_fail(error, CVS_EINVAL, "the baseline is %g, a rate between 0 and 1 was expected", terms->baseline);
  if (!(terms->mde > -1 && isfinite(terms->mde)))
    return cvs_fail(error, CVS_EINVAL, "the lift to be found is %g, more than -1 was expected", terms->mde);
  if (terms->tune_at != 0 && !(terms->tune_at >= 1 && terms->tune_at <= 2 * (double)CVS_VISITORS_MAX))
    return cvs_fail(error, CVS_EINVAL, "the band is to be tightest at %g visitors, 1 to %g were expected",
                    terms->tune_at, 2 * (double)CVS_VISITORS_MAX);
  if (terms->tune_at != 0 && terms->mde != 0)
    return cvs_fail(error, CVS_EINVAL, "a lift to be found and visitors to tune at were both given");
  return CVS_OK;
}

static cvs_status check_terms(const cvs_anytime_terms *terms, cvs_error *error) {
  if (terms->sequence != CVS_SEQUENCE_EXACT && terms->sequence != CVS_SEQUENCE_ASYMPTOTIC &&
      terms->sequence != CVS_SEQUENCE_MSPRT)
    return cvs_fail(error, CVS_EINVAL, "there is no such sequence");
  if (!(terms->alpha >= ALPHA_MIN && terms->alpha < 1))
    return cvs_fail(error, CVS_EINVAL, "alpha is %g, from %g to below 1 was expected", terms->alpha, ALPHA_MIN);
  if (terms->comparisons < 1)
    return cvs_fail(error, CVS_EINVAL, "no comparison shares alpha, at least one was expected");
  if (terms->alternative != CVS_TWO_SIDED && terms->alternative != CVS_GREATER && terms->alternative != CVS_LESS)
    return cvs_fail(error, CVS_EINVAL, "there is no such alternative");
  return check_effects(terms, error);
}

bool cvs_anytime_has_side(const cvs_anytime *sequence, int side) {
  return sequence->terms.alternative != (side == CVS_BETTER ? CVS_LESS : CVS_GREATER);
}

double cvs_anytime_alpha(const cvs_anytime *sequence) {
  return sequence->terms.alpha / (double)sequence->terms.comparisons;
}

double cvs_anytime_ln_bound(const cvs_anytime *sequence) {
  const double sides = sequence->terms.alternative == CVS_TWO_SIDED ? 2 : 1;
  return log(sides) - log(cvs_anytime_alpha(sequence));
}

cvs_status cvs_anytime_new(const cvs_anytime_terms *terms, cvs_anytime **out, cvs_error *error) {
  *out = NULL;
  cvs_status status = check_terms(terms, error);
  if (status != CVS_OK)
    return status;
  cvs_anytime *sequence = cvs_calloc(1, sizeof *sequence);
  if (sequence == NULL)
    return cvs_fail_memory(error);
  sequence->terms = *terms;
  if (terms->sequence == CVS_SEQUENCE_EXACT)
    cvs_exact_start(sequence);
  else
    cvs_normal_start(sequence);
  *out = sequence;
  return CVS_OK;
}

void cvs_anytime_free(cvs_anytime *sequence) {
  if (sequence == NULL)
    return;
  cvs_free(sequence->exact.history.block);
  cvs_free(sequence);
}

static cvs_status add_arm(cvs_sample *total, const cvs_sample *block, const char *arm, cvs_error *error) {
  if (block->conversions > block->visitors)
    return cvs_fail(error, CVS_EINVAL, "the %s has %" PRIu64 " conversions of %" PRIu64 " visitors in a block", arm,
                    block->conversions, block->visitors);
  if (block->visitors > CVS_VISITORS_MAX || total->visitors + block->visitors > CVS_VISITORS_MAX)
    return cvs_fail(error, CVS_EINVAL, "the %s has more than %" PRIu64 " visitors", arm, CVS_VISITORS_MAX);
  total->visitors += block->visitors;
  total->conversions += block->conversions;
  return CVS_OK;
}

/* Evidence of a look into the running p-value; a side that has rejected no effect stays so. */
static void note(cvs_anytime *sequence, const cvs_anytime_evidence *evidence) {
  if (!evidence->started)
    return;
  const double ln_p = log((double)sequence->terms.comparisons) - evidence->ln_e_value;
  sequence->ln_p_value = fmin(sequence->ln_p_value, ln_p);
  if (!(exp(ln_p) < sequence->terms.alpha))
    return;
  sequence->rejected[evidence->side] = true;
  if (sequence->side == 0)
    sequence->side = evidence->side == CVS_BETTER ? 1 : -1;
}

/* The ends say of no effect what the p-value says: on the asymptotic scales they could differ by a hair. */
static void agree_at_zero(const cvs_anytime *sequence, cvs_band_edges *edges) {
  for (int scale = 0; scale < CVS_BAND_SCALES; scale++)
    for (int side = 0; side < CVS_SIDES; side++) {
      double *edge = &edges->edge[scale][side];
      *edge = sequence->rejected[side] ? fmax(*edge, CVS_BAND_JUST_ABOVE) : fmin(*edge, 0);
    }
}

static void report_band(const cvs_anytime *sequence, cvs_scale scale, const double edge[CVS_SIDES], cvs_interval *out) {
  const cvs_pair *total = &sequence->total;
  const cvs_level level = {.alternative = sequence->terms.alternative};
  double lower = edge[CVS_BETTER], upper = -edge[CVS_WORSE];
  *out = (cvs_interval){0};
  if (scale == CVS_LIFT) {
    lower = expm1(lower);
    upper = expm1(upper);
  }
  if (lower <= upper && !sequence->terms.p_only)
    cvs_interval_set(out, &level, fmax(lower, -1), scale == CVS_DIFFERENCE ? fmin(upper, 1) : upper);
  if (total->control.visitors > 0 && total->treatment.visitors > 0)
    out->has_estimate = cvs_effect_observed(total, scale, &out->estimate);
}

static void report(const cvs_anytime *sequence, const cvs_anytime_evidence *evidence, cvs_anytime_look *out) {
  cvs_band_edges edges;
  if (sequence->terms.sequence == CVS_SEQUENCE_EXACT)
    cvs_exact_edges(sequence, &edges);
  else
    edges = sequence->normal.edges;
  agree_at_zero(sequence, &edges);
  *out = (cvs_anytime_look){.started = evidence->started,
                            .ln_e_value = evidence->ln_e_value,
                            .e_value = fmin(exp(evidence->ln_e_value), DBL_MAX),
                            .ln_p_value = sequence->ln_p_value,
                            .p_value = exp(sequence->ln_p_value),
                            .side = sequence->side};
  report_band(sequence, CVS_DIFFERENCE, edges.edge[CVS_DIFFERENCE], &out->difference);
  report_band(sequence, CVS_LIFT, edges.edge[CVS_LIFT], &out->lift);
}

cvs_status cvs_anytime_add(cvs_anytime *sequence, const cvs_pair *block, cvs_anytime_look *out, cvs_error *error) {
  const cvs_pair before = sequence->total;
  const bool exact = sequence->terms.sequence == CVS_SEQUENCE_EXACT;
  cvs_anytime_evidence evidence = {0};
  cvs_status status = add_arm(&sequence->total.control, &block->control, "control", error);
  if (status == CVS_OK)
    status = add_arm(&sequence->total.treatment, &block->treatment, "treatment", error);
  if (status == CVS_OK)
    status = exact ? cvs_exact_take(sequence, block, &evidence, error) : cvs_normal_take(sequence, &evidence, error);
  if (status != CVS_OK) {
    sequence->total = before;
    return status;
  }
  note(sequence, &evidence);
  if (exact && !sequence->terms.p_only)
    cvs_exact_move(sequence);
  report(sequence, &evidence, out);
  return CVS_OK;
}
