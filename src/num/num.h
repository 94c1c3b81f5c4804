/* Quadrature, roots, sums, integers and random streams: the numerical tools of `stat`. */
#ifndef CVS_NUM_NUM_H
#define CVS_NUM_NUM_H

#include <convstat/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef double cvs_function(double x, const void *context);

/* A function of x with what it knows. */
typedef struct cvs_curve {
  cvs_function *f;
  const void *context;
} cvs_curve;

/* An answer is good enough within either. */
typedef struct cvs_tolerance {
  double relative;
  double absolute;
} cvs_tolerance;

/* Gauss-Legendre over [a, b] with `nodes` in [1, 512] nodes; finite a <= b.
 * Errors: CVS_EINVAL, CVS_ENOMEM, CVS_EUNDEF where the integrand is not finite. */
CVS_WARN_UNUSED cvs_status cvs_integrate_fixed(cvs_curve curve, double a, double b, size_t nodes, double *out);
/* Adaptive Gauss-Kronrod to the tolerance; bounded subdivisions. Errors: also CVS_ENOCONV. */
CVS_WARN_UNUSED cvs_status cvs_integrate(cvs_curve curve, double a, double b, cvs_tolerance tolerance, double *out);

/* A root of the curve in [low, high], where it changes sign (or is 0 at an end), to `xtol` relative to the
 * root (and the last bit where xtol is 0); at most 200 evaluations. It may be +-infinity.
 * Errors: CVS_EINVAL no change of sign, CVS_ENOCONV. */
CVS_WARN_UNUSED cvs_status cvs_root(cvs_curve curve, double low, double high, double xtol, double *out);

/* Neumaier's compensated sum; start from {0}. cvs_sum_merge adds another partial sum. */
typedef struct cvs_sum {
  double high;
  double low;
} cvs_sum;
void cvs_sum_add(cvs_sum *sum, double value);
void cvs_sum_merge(cvs_sum *sum, const cvs_sum *other);
double cvs_sum_value(const cvs_sum *sum);

/* Mean and variance in one pass (Welford), mergeable (Chan, Golub & LeVeque 1983); start from {0}. */
typedef struct cvs_moments {
  uint64_t count;
  double mean;
  double squares; /* sum of squared deviations from the mean */
} cvs_moments;
void cvs_moments_add(cvs_moments *moments, double value);
void cvs_moments_merge(cvs_moments *moments, const cvs_moments *other);
/* Sample variance, divisor count - 1. Errors: CVS_EUNDEF below two values. */
CVS_WARN_UNUSED cvs_status cvs_moments_variance(const cvs_moments *moments, double *out);

/* ln(exp(a) + exp(b)) and ln(1 - exp(a)), a <= 0, without loss. */
double cvs_ln_add(double a, double b);
double cvs_ln_1m_exp(double a);

/* a*b - c*d exactly in 128 bits, rounded once. Domain: each <= 2^62. */
double cvs_product_difference(uint64_t a, uint64_t b, uint64_t c, uint64_t d);

/* A seeded random stream (xoshiro-class or GSL's mt19937), the same on every platform; no globals. */
typedef struct cvs_rng cvs_rng;
CVS_WARN_UNUSED cvs_status cvs_rng_new(uint64_t seed, cvs_rng **out);
void cvs_rng_free(cvs_rng *rng);
uint64_t cvs_rng_bits(cvs_rng *rng);
double cvs_rng_uniform(cvs_rng *rng);                             /* in [0, 1) */
uint64_t cvs_rng_below(cvs_rng *rng, uint64_t bound);             /* uniform in [0, bound), bound >= 1 */
uint64_t cvs_rng_binomial(cvs_rng *rng, double rate, uint64_t n); /* rate in [0, 1], n <= 1e12 */
double cvs_rng_normal(cvs_rng *rng);

#endif
