/* The posterior of one rate: prior and counts in, mean and credible interval out. */
#include "stat/bayes_law.h"

#include "base/error.h"
#include "num/num.h"

#include <math.h>

static const double MASS_LEAST = 1e-6;
static const double MASS_MOST = 1 - 1e-9;
/* The shortest interval's search leaves at least this part of what is outside to each end. */
static const double END_LEAST = 1e-9;

cvs_status cvs_check_credible(const cvs_credible *credible, cvs_error *error) {
  if (credible->mass >= MASS_LEAST && credible->mass <= MASS_MOST)
    return CVS_OK;
  return cvs_fail(error, CVS_EINVAL, "the mass of the credible interval is %g, expected 1e-06 to 1 - 1e-09",
                  credible->mass);
}

cvs_status cvs_bayes_posterior(const cvs_beta *prior, const cvs_sample *sample, cvs_beta *out, cvs_error *error) {
  const cvs_status status = cvs_check_beta(prior, "prior", error);
  if (status != CVS_OK)
    return status;
  if (sample->conversions > sample->visitors || sample->visitors > CVS_VISITORS_MAX)
    return cvs_fail(error, CVS_EINVAL, "%llu conversions of %llu visitors are not a sample",
                    (unsigned long long)sample->conversions, (unsigned long long)sample->visitors);
  const double alpha = prior->alpha + (double)sample->conversions;
  const double beta = prior->beta + (double)(sample->visitors - sample->conversions);
  if (fmax(alpha, beta) > CVS_BETA_SHAPE_MAX)
    return cvs_fail(error, CVS_ELIMIT, "the posterior has shapes %g and %g, at most %g is supported", alpha, beta,
                    CVS_BETA_SHAPE_MAX);
  *out = (cvs_beta){alpha, beta};
  return CVS_OK;
}

cvs_status cvs_bayes_prior_from_mean(double mean, double visitors, cvs_beta *out, cvs_error *error) {
  if (!(mean > 0 && mean < 1))
    return cvs_fail(error, CVS_EINVAL, "the mean of the prior is %g, expected a rate between 0 and 1", mean);
  if (!(visitors > 0 && isfinite(visitors)))
    return cvs_fail(error, CVS_EINVAL, "the prior weighs %g visitors, expected more than 0", visitors);
  const cvs_beta prior = {mean * visitors, (1 - mean) * visitors};
  const cvs_status status = cvs_check_beta(&prior, "prior", error);
  if (status == CVS_OK)
    *out = prior;
  return status;
}

/* A rate and its rest, each with its own digits, from log odds. */
static double rate_at(const cvs_beta_law *law, double t) {
  return 1 / (1 + exp(-(law->mode + t)));
}

typedef struct ends {
  double lower;
  double upper;
} ends;

/* The interval that leaves `below` under it; at 0 or 1 - mass it starts or ends at the edge. */
static cvs_status find_ends(const cvs_beta_law *law, double below, double mass, ends *t) {
  *t = (ends){-INFINITY, INFINITY};
  cvs_status status = below > 0 ? cvs_beta_law_quantile(law, below, &t->lower) : CVS_OK;
  if (status == CVS_OK && below + mass < 1)
    status = cvs_beta_law_quantile(law, below + mass, &t->upper);
  return status;
}

/* ln density of the rate: of the log odds, over p (1 - p). */
static double ln_rate_density(const cvs_beta_law *law, double t) {
  const double x = law->mode + t;
  return cvs_beta_law_ln_relative(law, t) + log1p(exp(-x)) + log1p(exp(x));
}

typedef struct shortest_search {
  const cvs_beta_law *law;
  double mass;
} shortest_search;

static double compare_ends(double below, const void *context) {
  const shortest_search *search = context;
  ends t;
  if (find_ends(search->law, below, search->mass, &t) != CVS_OK)
    return NAN;
  return ln_rate_density(search->law, t.lower) - ln_rate_density(search->law, t.upper);
}

/* Where both shapes are at most 1 the density is lowest inside: the shorter of the two intervals at an edge. */
static cvs_status choose_edge(const cvs_beta_law *law, double mass, double *below) {
  ends low, high;
  cvs_status status = find_ends(law, 0, mass, &low);
  if (status == CVS_OK)
    status = find_ends(law, 1 - mass, mass, &high);
  if (status == CVS_OK) /* the upper one is as long as 1 less its lower end */
    *below = rate_at(law, low.upper) <= 1 / (1 + exp(law->mode + high.lower)) ? 0 : 1 - mass;
  return status;
}

static cvs_status find_shortest(const cvs_beta_law *law, double mass, double *below) {
  if (law->a <= 1 && law->b <= 1)
    return choose_edge(law, mass, below);
  *below = law->a <= 1 ? 0 : 1 - mass;
  if (law->a <= 1 || law->b <= 1)
    return CVS_OK;
  const shortest_search search = {law, mass};
  const double outside = 1 - mass, least = END_LEAST * outside, most = outside - least;
  const double at_least = compare_ends(least, &search), at_most = compare_ends(most, &search);
  *below = at_least >= 0 ? 0 : outside;
  if (!(at_least < 0 && at_most > 0))
    return isnan(at_least) || isnan(at_most) ? CVS_ENOCONV : CVS_OK;
  return cvs_root((cvs_curve){compare_ends, &search}, least, most, 0, below);
}

cvs_status cvs_bayes_rate(const cvs_beta *belief, const cvs_credible *credible, cvs_interval *out, cvs_error *error) {
  const double nowhere[2] = {INFINITY, -INFINITY};
  cvs_status status = cvs_check_credible(credible, error);
  if (status != CVS_OK)
    return status;
  cvs_beta_law law;
  status = cvs_beta_law_make(belief, nowhere, &law, error);
  double below = (1 - credible->mass) / 2;
  ends t = {0, 0};
  if (status == CVS_OK && credible->highest_density)
    status = find_shortest(&law, credible->mass, &below);
  if (status == CVS_OK)
    status = find_ends(&law, below, credible->mass, &t);
  if (status == CVS_OK)
    *out = (cvs_interval){law.p, rate_at(&law, t.lower), rate_at(&law, t.upper), true, true, true, true};
  else
    (void)cvs_fail(error, status, "the credible interval of the rate could not be found");
  cvs_beta_law_free(&law);
  return status;
}
