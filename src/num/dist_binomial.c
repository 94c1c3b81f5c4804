/* The binomial distribution. */
#include "num/dist.h"

#include "num/rmath.h"

static const uint64_t trials_max = UINT64_C(1000000000000);

static bool is_domain(uint64_t k, uint64_t n, double rate) {
  return k <= n && n <= trials_max && rate >= 0 && rate <= 1;
}

cvs_status cvs_binomial_mass(uint64_t k, uint64_t n, double rate, bool log, double *out) {
  if (!is_domain(k, n, rate))
    return CVS_EINVAL;
  return cvs_rmath_result(dbinom((double)k, (double)n, rate, log), out);
}

cvs_status cvs_binomial_probability(uint64_t k, uint64_t n, double rate, cvs_tail tail, double *out) {
  if (!is_domain(k, n, rate))
    return CVS_EINVAL;
  if (k == n) {
    const bool certain = tail.lower;
    *out = tail.log ? (certain ? 0 : -INFINITY) : (certain ? 1 : 0);
    return CVS_OK;
  }
  /* More than k successes: the (k + 1)-th smallest of n uniforms, a beta, is at most `rate`. */
  const cvs_tail of_beta = {!tail.lower, tail.log};
  return cvs_beta_probability(rate, (double)k + 1, (double)(n - k), of_beta, out);
}
