/* Is the lift the same at all steps? Cochran's Q, by generalised least squares where the steps depend on each other. */
#include "stat/funnel_terms.h"

#include "stat/chisq.h"
#include "stat/methods.h"

#include <math.h>

enum { TERMS_MAX = CVS_FUNNEL_STEPS_MAX };

/* A pivot below this share of its variance is one of rounding: the term is a combination of the others. */
static const double PIVOT_LEAST = 1e-10;

/* Terms that vary, with the lower triangle L of V = L L'. */
typedef struct equations {
  size_t count;
  size_t term[TERMS_MAX];
  double lower[TERMS_MAX][TERMS_MAX];
} equations;

static void choose_terms(const double *covariance, size_t count, equations *out) {
  out->count = 0;
  for (size_t i = 0; i < count; i++)
    if (covariance[i * count + i] > 0)
      out->term[out->count++] = i;
}

/* One entry of L, from those left of it and above. */
static double reduce(const equations *s, double value, size_t row, size_t column) {
  for (size_t k = 0; k < column; k++)
    value -= s->lower[row][k] * s->lower[column][k];
  return value;
}

/* Cholesky's factor; false where V is singular. */
static bool factor(const double *covariance, size_t count, equations *s) {
  for (size_t i = 0; i < s->count; i++) {
    const double *row = &covariance[s->term[i] * count];
    for (size_t j = 0; j < i; j++)
      s->lower[i][j] = reduce(s, row[s->term[j]], i, j) / s->lower[j][j];
    const double pivot = reduce(s, row[s->term[i]], i, i);
    if (!(pivot > PIVOT_LEAST * row[s->term[i]]))
      return false;
    s->lower[i][i] = sqrt(pivot);
  }
  return true;
}

/* x of L x = b, in place. */
static void solve(const equations *s, double *x) {
  for (size_t i = 0; i < s->count; i++) {
    for (size_t k = 0; k < i; k++)
      x[i] -= s->lower[i][k] * x[k];
    x[i] /= s->lower[i][i];
  }
}

static double multiply(const double *a, const double *b, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++)
    sum += a[i] * b[i];
  return sum;
}

cvs_status cvs_funnel_same(const double *estimate, const double *covariance, size_t count, cvs_chisq_result *out,
                           cvs_error *error) {
  equations s;
  double one[TERMS_MAX], value[TERMS_MAX];
  choose_terms(covariance, count, &s);
  if (s.count < 2 || !factor(covariance, count, &s))
    return CVS_EUNDEF;
  for (size_t i = 0; i < s.count; i++) {
    one[i] = 1;
    value[i] = estimate[s.term[i]];
  }
  solve(&s, one);
  solve(&s, value);
  const double mean = multiply(one, value, s.count) / multiply(one, one, s.count);
  for (size_t i = 0; i < s.count; i++)
    value[i] -= mean * one[i];
  return cvs_chisq_finish(multiply(value, value, s.count), (double)(s.count - 1), out, error);
}

const cvs_method cvs_method_funnel_same = {
    .name = "funnel_same",
    .id = "same-lift",
    .kind = CVS_KIND_OTHER,
    .title = "the same lift at all steps (Cochran's Q of the steps' log lifts)",
    .formula = "Q = sum w_j (d_j - d)^2, w_j = 1/variance of d_j = ln(r_j2/r_j1), d their weighted mean; chi-square, "
               "k - 1 degrees of freedom",
    .citation = "Cochran (1954), Biometrics 10, 101-129",
    .note = "with users still on their way the steps depend on each other, and their covariance takes the place of w",
    .statistic = "chi-square",
};
