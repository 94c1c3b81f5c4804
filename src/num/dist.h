/* Distributions, behind declared domains: R's own library (libRmath) and nothing else of it.
 *
 * A function outside its domain returns CVS_EINVAL and never calls libRmath, which would print to
 * standard output. `lower` true: P(X <= x); false: P(X > x). Never write 1 - cdf.
 * `log` true: the natural logarithm of the probability is given (quantile: is taken). */
#ifndef CVS_NUM_DIST_H
#define CVS_NUM_DIST_H

#include <convstat/status.h>
#include <stdbool.h>
#include <stdint.h>

/* Standard normal; z any real, +-infinity included. Plain doubles: there is nothing to fail. */
double cvs_normal_cdf(double z);
double cvs_normal_sf(double z);
double cvs_normal_ln_cdf(double z);
double cvs_normal_ln_sf(double z);
double cvs_normal_pdf(double z);
/* z with P(Z > z) = p, p in (0, 1); and from ln p, ln_p in [-1e300, 0). */
CVS_WARN_UNUSED cvs_status cvs_normal_quantile_sf(double p, double *out);
CVS_WARN_UNUSED cvs_status cvs_normal_quantile_ln_sf(double ln_p, double *out);

typedef struct cvs_tail {
  bool lower;
  bool log;
} cvs_tail;
#define CVS_LOWER ((cvs_tail){true, false})
#define CVS_UPPER ((cvs_tail){false, false})
#define CVS_LN_LOWER ((cvs_tail){true, true})
#define CVS_LN_UPPER ((cvs_tail){false, true})

/* x >= 0 (infinity included), df in (0, 1e15]. CVS_EUNDEF where the quantile is infinite. */
CVS_WARN_UNUSED cvs_status cvs_chisq_probability(double x, double df, cvs_tail tail, double *out);
CVS_WARN_UNUSED cvs_status cvs_chisq_quantile(double p, double df, cvs_tail tail, double *out);

/* x in [0, 1]; a, b in [0.01, 1e15]. */
CVS_WARN_UNUSED cvs_status cvs_beta_probability(double x, double a, double b, cvs_tail tail, double *out);
CVS_WARN_UNUSED cvs_status cvs_beta_quantile(double p, double a, double b, cvs_tail tail, double *out);

/* k successes of n, rate in [0, 1]; n <= 1e12. P(X = k), P(X <= k) or P(X > k). */
CVS_WARN_UNUSED cvs_status cvs_binomial_mass(uint64_t k, uint64_t n, double rate, bool log, double *out);
CVS_WARN_UNUSED cvs_status cvs_binomial_probability(uint64_t k, uint64_t n, double rate, cvs_tail tail, double *out);

/* `drawn` of (marked + unmarked), k of them marked; all <= 1e12, drawn <= marked + unmarked. */
typedef struct cvs_urn {
  uint64_t marked;
  uint64_t unmarked;
  uint64_t drawn;
} cvs_urn;
CVS_WARN_UNUSED cvs_status cvs_hypergeometric_mass(uint64_t k, const cvs_urn *urn, bool log, double *out);

/* Studentised range of `means` means, infinite degrees of freedom; q >= 0, means in [2, 1000]. */
CVS_WARN_UNUSED cvs_status cvs_range_sf(double q, double means, double *out);
CVS_WARN_UNUSED cvs_status cvs_range_quantile_sf(double p, double means, double *out);

#endif
