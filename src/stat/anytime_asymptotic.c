/* Both sequences without a finite-sample level: a normal estimate under a normal mixture.
 *
 * With R the prior's variance over that of the estimate, E = (1 + R)^(-1/2) exp(z^2 R / (2 (1 + R))). The
 * asymptotic sequence lets R grow with the visitors, R = n rho^2, and re-estimates the variance at each look;
 * mSPRT keeps the variance tau^2 of the effect, R = tau^2 / V. */
#include "stat/anytime_state.h"

#include "base/error.h"
#include "stat/check.h"
#include "stat/methods.h"
#include "stat/normal_mixture.h"

#include <math.h>

/* Standard deviation of the log odds ratio under the prior, if nothing else is asked: wide enough for lifts of
 * 30 %, narrow enough for 3 %. */
static const double DEVIATION = 0.1;

/* Estimate of the effect on a scale, and the estimate's variance. */
typedef struct normal_estimate {
  double effect;
  double variance;
} normal_estimate;

static normal_estimate estimate_on(const cvs_pair *total, cvs_scale scale) {
  const double p1 = cvs_rate(&total->control), p2 = cvs_rate(&total->treatment);
  const double n1 = (double)total->control.visitors, n2 = (double)total->treatment.visitors;
  if (scale == CVS_DIFFERENCE)
    return (normal_estimate){cvs_rate_difference(total), p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2};
  return (normal_estimate){log(p2) - log(p1), (1 - p1) / (n1 * p1) + (1 - p2) / (n2 * p2)};
}

static bool arm_suffices(const cvs_sample *arm) {
  return arm->conversions >= CVS_ANYTIME_COUNT_MIN && arm->visitors - arm->conversions >= CVS_ANYTIME_COUNT_MIN;
}

static double visitors_of(const cvs_pair *total) {
  return (double)total->control.visitors + (double)total->treatment.visitors;
}

/* Variance of the effect under the prior, at the rates known where the sequence starts. */
static double prior_variance(const cvs_anytime *sequence, cvs_scale scale) {
  const cvs_anytime_terms *terms = &sequence->terms;
  const cvs_pair *total = &sequence->total;
  if (terms->tune_at > 0) {
    const double per_visitor = estimate_on(total, scale).variance * visitors_of(total);
    return cvs_mixture_ratio_best(cvs_anytime_alpha(sequence)) * per_visitor / terms->tune_at;
  }
  const double pooled = (double)(total->control.conversions + total->treatment.conversions) / visitors_of(total);
  const double rate = terms->baseline > 0 ? terms->baseline : pooled;
  const double lift = terms->mde != 0 ? fabs(log1p(terms->mde)) : DEVIATION * (1 - rate);
  const double effect = scale == CVS_LIFT ? lift : terms->mde != 0 ? fabs(terms->mde) * rate : lift * rate;
  return effect * effect;
}

static void start_priors(const cvs_anytime *sequence, double prior[CVS_BAND_SCALES]) {
  for (int scale = 0; scale < CVS_BAND_SCALES; scale++) {
    prior[scale] = prior_variance(sequence, (cvs_scale)scale);
    if (sequence->terms.sequence == CVS_SEQUENCE_ASYMPTOTIC) {
      const double variance = estimate_on(&sequence->total, (cvs_scale)scale).variance;
      prior[scale] /= variance * visitors_of(&sequence->total);
    }
  }
}

static double ratio_now(const cvs_anytime *sequence, double prior, double variance) {
  return sequence->terms.sequence == CVS_SEQUENCE_MSPRT ? prior / variance : prior * visitors_of(&sequence->total);
}

/* Half of the band's width in standard errors. */
static cvs_status find_width(const cvs_anytime *sequence, double ratio, double *z, cvs_error *error) {
  const double ln_bound = -log(cvs_anytime_alpha(sequence));
  if (sequence->terms.alternative == CVS_TWO_SIDED) {
    *z = cvs_mixture_z(ln_bound, ratio);
    return CVS_OK;
  }
  cvs_status status = cvs_mixture_z_one_sided(ln_bound, ratio, z);
  return status == CVS_OK ? CVS_OK : cvs_fail(error, status, "the one-sided band was not found");
}

static cvs_anytime_evidence weigh(const cvs_anytime *sequence, double z, double ratio) {
  cvs_anytime_evidence evidence = {.started = true, .side = z >= 0 ? CVS_BETTER : CVS_WORSE};
  if (sequence->terms.alternative == CVS_TWO_SIDED) {
    evidence.ln_e_value = cvs_mixture_ln_value(z, ratio);
    return evidence;
  }
  evidence.side = sequence->terms.alternative == CVS_GREATER ? CVS_BETTER : CVS_WORSE;
  evidence.ln_e_value = cvs_mixture_ln_value_one_sided(evidence.side == CVS_BETTER ? z : -z, ratio);
  return evidence;
}

void cvs_normal_start(cvs_anytime *sequence) {
  for (int scale = 0; scale < CVS_BAND_SCALES; scale++)
    for (int side = 0; side < CVS_SIDES; side++)
      sequence->normal.edges.edge[scale][side] = -INFINITY;
}

static cvs_status look_at_scale(const cvs_anytime *sequence, cvs_scale scale, cvs_normal_sequence *next,
                                cvs_anytime_evidence *evidence, cvs_error *error) {
  const normal_estimate seen = estimate_on(&sequence->total, scale);
  const double ratio = ratio_now(sequence, next->prior[scale], seen.variance), error_of = sqrt(seen.variance);
  double z;
  cvs_status status = find_width(sequence, ratio, &z, error);
  if (status != CVS_OK)
    return status;
  if (scale == CVS_DIFFERENCE)
    *evidence = weigh(sequence, seen.effect / error_of, ratio);
  double *edge = next->edges.edge[scale];
  if (cvs_anytime_has_side(sequence, CVS_BETTER))
    edge[CVS_BETTER] = fmax(edge[CVS_BETTER], seen.effect - z * error_of);
  if (cvs_anytime_has_side(sequence, CVS_WORSE))
    edge[CVS_WORSE] = fmax(edge[CVS_WORSE], -seen.effect - z * error_of);
  return CVS_OK;
}

cvs_status cvs_normal_take(cvs_anytime *sequence, cvs_anytime_evidence *evidence, cvs_error *error) {
  cvs_normal_sequence next = sequence->normal;
  *evidence = (cvs_anytime_evidence){0};
  if (!next.started && !(arm_suffices(&sequence->total.control) && arm_suffices(&sequence->total.treatment)))
    return CVS_OK;
  if (!next.started)
    start_priors(sequence, next.prior);
  next.started = true;
  for (int scale = 0; scale < CVS_BAND_SCALES; scale++) {
    cvs_status status = look_at_scale(sequence, (cvs_scale)scale, &next, evidence, error);
    if (status != CVS_OK)
      return status;
  }
  sequence->normal = next;
  return CVS_OK;
}

const cvs_method cvs_method_anytime_asymptotic = {
    .name = "anytime_asymptotic",
    .id = "asymptotic",
    .kind = CVS_KIND_SEQUENCE,
    .title = "asymptotic confidence sequence",
    .formula = "d +- sqrt(V (1 + R)/R (2 ln(1/alpha) + ln(1 + R))), R = n rho^2, V = p1 q1/n1 + p2 q2/n2",
    .citation = "Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas (2024), Annals of Statistics 52, 2613-2640",
    .note = "its level holds for large counts: it starts after 50 conversions and 50 others in each arm",
    .statistic = "e-value",
};
