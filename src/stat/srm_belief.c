/* A Dirichlet belief about the shares of the arms, and what it has come to against the intended ones. */
#include "stat/srm_belief.h"

#include "num/num.h"
#include "stat/deviance.h"

#include <math.h>

/* Below this the series of Stirling's error is reached by recurrence; its first term left out is 1e-15. */
static const double STIRLING_FROM = 15;

/* lnGamma(z) - ((z - 1/2) ln z - z + ln(2 pi)/2), z > 0. */
static double stirling_error(double z) {
  double sum = 0;
  for (; z < STIRLING_FROM; z++)
    sum += (z + 0.5) * log1p(1 / z) - 1;
  static const double series[] = {1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360};
  const double square = z * z;
  double tail = 0;
  for (size_t k = sizeof series / sizeof series[0]; k-- > 0;)
    tail = tail / square + series[k];
  return sum + tail / z;
}

static double excess_over(double count, double expected) {
  return expected * cvs_deviance((count - expected) / expected);
}

void cvs_split_belief_start(cvs_split_belief *belief, const double *share, double concentration) {
  belief->whole = concentration;
  belief->ln_value = 0;
  for (size_t i = 0; i < belief->arms; i++) {
    belief->prior[i] = concentration * share[i];
    belief->seen[i] = 0;
  }
}

/* By Stirling's formula the gamma functions become deviances, which do not cancel at 1e12 visitors. */
double cvs_split_belief_ln_value(const cvs_split_belief *belief, const double *share) {
  const double before_all = belief->whole;
  double seen = 0;
  for (size_t i = 0; i < belief->arms; i++)
    seen += belief->seen[i];
  cvs_sum sum = {0};
  for (size_t i = 0; i < belief->arms; i++) {
    const double before = belief->prior[i], now = before + belief->seen[i];
    cvs_sum_add(&sum, excess_over(now, (before_all + seen) * share[i]));
    cvs_sum_add(&sum, -excess_over(before, before_all * share[i]));
    cvs_sum_add(&sum, -log1p(belief->seen[i] / before) / 2 + stirling_error(now) - stirling_error(before));
  }
  cvs_sum_add(&sum, log1p(seen / before_all) / 2 - stirling_error(before_all + seen) + stirling_error(before_all));
  return belief->ln_value + cvs_sum_value(&sum);
}

void cvs_split_belief_change(cvs_split_belief *belief, const double *old, const double *share) {
  belief->ln_value = cvs_split_belief_ln_value(belief, old);
  double sum = 0;
  for (size_t i = 0; i < belief->arms; i++) {
    belief->whole += belief->seen[i];
    belief->prior[i] = (belief->prior[i] + belief->seen[i]) / old[i] * share[i];
    belief->seen[i] = 0;
    sum += belief->prior[i];
  }
  for (size_t i = 0; i < belief->arms; i++)
    belief->prior[i] *= belief->whole / sum;
}
