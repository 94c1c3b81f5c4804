/* The beta distribution.
 *
 * libRmath answers but for two regions, found by scanning R 4.2's with random arguments:
 *  - far tails where one shape is below 40: its logarithms print to standard output and count to
 *    1e7, its plain values are wrong by up to 17 % (shapes 23.5 and 1716.5, x = 0.3528);
 *  - quantiles of small tails or odd shapes: ten digits, NaN, or printing. */
#include "num/dist.h"

#include "num/num.h"
#include "num/rmath.h"
#include "num/tail.h"

static const double shape_min = 0.01;
static const double shape_max = 1e15;

/* bratio's series and recursions fail for a smaller shape below 40 where the tail is near the least
 * double. With lambda, the distance of x from the mean times a + b, that is at 180 or more; the
 * continued fraction converges from lambda = 0 on. */
static const double fraction_shape_below = 40;
static const double fraction_lambda_above = 100;
enum { FRACTION_TERMS_MAX = 10000 };

/* qbeta stops at an error of p of about 1e-16, not of its logarithm: x is good to 1e-13 for p above
 * 1e-3 (10^6 random quantiles of whole and half shapes up to 1e12) but to 1e-10 only at 1e-8. */
static const double trusted_tail_least = 1e-3;
/* ln of the least double: below it x is 0. */
static const double ln_x_least = -745;

static bool is_shape(double shape) {
  return shape >= shape_min && shape <= shape_max;
}

/* A tail as the lower tail of a beta: the upper one is the lower one of 1 - X. `lambda` is
 * a - (a + b) x, taken from whichever of x and y = 1 - x is exact. */
typedef struct lower_tail {
  double a, b;
  double x, y;
  double ln_x, ln_y;
  double lambda;
} lower_tail;

static lower_tail orient(double x, double a, double b, bool lower) {
  lower_tail it = {a, b, x, 1 - x, log(x), log1p(-x), 0};
  if (!lower)
    it = (lower_tail){b, a, 1 - x, x, log1p(-x), log(x), 0};
  it.lambda = it.x <= 0.5 ? it.a - (it.a + it.b) * it.x : (it.a + it.b) * it.y - it.b;
  return it;
}

/* The continued fraction of DiDonato & Morris (1992), ACM TOMS 18, 360-373, equation 9, by the
 * modified method of Lentz (Thompson & Barnett 1986, J. Comput. Phys. 64, 490-509). It needs
 * lambda, not 1 - x, and so keeps its digits at x near 1. NaN where it does not converge. */
static double continue_fraction(const lower_tail *it) {
  const double a = it->a;
  const double b = it->b;
  double beta = a / (a + 1) * (it->lambda + 1);
  double c = beta;
  double d = 0;
  double value = beta;
  for (int i = 1; i <= FRACTION_TERMS_MAX; i++) {
    const double n = i;
    const double w = n * (b - n) * it->x / (a + 2 * n - 1);
    const double alpha = (a + n - 1) / (a + 2 * n - 1) * (a + b + n - 1) * it->x * w;
    beta = n + w + (a + n) / (a + 2 * n + 1) * (it->lambda + 1 + n * (1 + it->y));
    c = beta + alpha / c;
    d = 1 / (beta + alpha * d);
    value *= c * d;
    if (fabs(c * d - 1) <= 0x1p-52)
      return 1 / value;
  }
  return NAN;
}

static bool is_far(const lower_tail *it) {
  return it->x > 0 && it->y > 0 && fmin(it->a, it->b) < fraction_shape_below && it->lambda > fraction_lambda_above;
}

static double ln_far_tail(const lower_tail *it) {
  return it->a * it->ln_x + it->b * it->ln_y - lbeta(it->a, it->b) + log(continue_fraction(it));
}

cvs_status cvs_beta_probability(double x, double a, double b, cvs_tail tail, double *out) {
  if (!(x >= 0 && x <= 1) || !is_shape(a) || !is_shape(b))
    return CVS_EINVAL;
  const lower_tail asked = orient(x, a, b, tail.lower);
  if (is_far(&asked)) {
    const double ln_asked = ln_far_tail(&asked);
    return cvs_rmath_result(tail.log ? ln_asked : exp(ln_asked), out);
  }
  const lower_tail other = orient(x, a, b, !tail.lower);
  if (is_far(&other)) {
    const double ln_other = ln_far_tail(&other);
    return cvs_rmath_result(tail.log ? cvs_ln_1m_exp(ln_other) : -expm1(ln_other), out);
  }
  return cvs_rmath_result(pbeta(x, a, b, tail.lower, tail.log), out);
}

typedef struct quantile_target {
  double a, b;
  double ln_p;
  cvs_tail tail; /* in logarithms */
} quantile_target;

static double compare_ln_tail(double ln_x, const void *context) {
  const quantile_target *target = context;
  double ln_tail = NAN;
  const cvs_status status = cvs_beta_probability(fmin(exp(ln_x), 1), target->a, target->b, target->tail, &ln_tail);
  return status == CVS_OK ? ln_tail - target->ln_p : NAN;
}

static cvs_status search_quantile(const quantile_target *target, double *out) {
  const double at_least = compare_ln_tail(ln_x_least, target);
  if (target->tail.lower ? at_least >= 0 : at_least <= 0) {
    *out = 0;
    return CVS_OK;
  }
  double ln_x = 0;
  const cvs_status status = cvs_root((cvs_curve){compare_ln_tail, target}, ln_x_least, 0, 0, &ln_x);
  if (status == CVS_OK)
    *out = exp(ln_x);
  return status;
}

static bool is_trusted(double p, double a, double b, cvs_tail tail) {
  const bool halves = a >= 0.5 && b >= 0.5 && 2 * a == floor(2 * a) && 2 * b == floor(2 * b);
  return halves && cvs_tail_plain(p, tail, trusted_tail_least);
}

cvs_status cvs_beta_quantile(double p, double a, double b, cvs_tail tail, double *out) {
  if (!cvs_tail_valid(p, tail.log) || !is_shape(a) || !is_shape(b))
    return CVS_EINVAL;
  if (is_trusted(p, a, b, tail))
    return cvs_rmath_result(qbeta(p, a, b, tail.lower, false), out);
  const int end = cvs_tail_end(p, tail);
  if (end != 0) {
    *out = end < 0 ? 0 : 1;
    return CVS_OK;
  }
  quantile_target target = {a, b, 0, tail};
  target.ln_p = cvs_tail_smaller(p, &target.tail);
  return search_quantile(&target, out);
}
