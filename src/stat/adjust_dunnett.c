/* Dunnett's comparisons of several treatments with one control, with simultaneous intervals. */
#include "stat/adjust.h"

#include "base/mem.h"
#include "stat/methods.h"
#include <convstat/several.h>

#include <math.h>

static cvs_status adjust_one(const cvs_family *family, size_t index, double *adjusted, cvs_error *error) {
  double p_value = family->p_value[index], joint, ln_joint;
  *adjusted = p_value;
  if (p_value >= 1) /* as large as it gets, and there may be no statistic behind it */
    return CVS_OK;
  cvs_many_to_one arms = {family->factor, family->count, family->alternative};
  cvs_status status = cvs_dunnett_sf(cvs_adjust_distance(family, index), &arms, &joint, &ln_joint, error);
  if (status == CVS_OK)
    *adjusted = fmax(joint, p_value);
  return status;
}

/* A smaller p has no larger adjusted p: the quadrature's last digit must not turn two near ties. */
static cvs_status order_adjusted(const cvs_family *family, double *adjusted, cvs_error *error) {
  cvs_ranked *ranked;
  cvs_status status = cvs_adjust_rank(family, &ranked, error);
  if (status != CVS_OK)
    return status;
  double running = 0;
  for (size_t i = 0; i < family->count; i++) {
    running = fmax(running, adjusted[ranked[i].index]);
    adjusted[ranked[i].index] = running;
  }
  cvs_free(ranked);
  return CVS_OK;
}

/* Moves the critical value by the root's rounding, so that a statistic exceeds it exactly where the
 * adjusted p is below alpha, and by enough that their normal tails differ too. */
static double settle_critical(const cvs_family *family, const double *adjusted, double critical) {
  const double apart = 1 - 1e-14;
  for (size_t i = 0; i < family->count; i++)
    if (family->p_value[i] < 1 && adjusted[i] < family->alpha)
      critical = fmin(critical, cvs_adjust_distance(family, i) * apart);
  for (size_t i = 0; i < family->count; i++)
    if (family->p_value[i] < 1 && !(adjusted[i] < family->alpha))
      critical = fmax(critical, cvs_adjust_distance(family, i));
  return critical;
}

static cvs_status adjust_dunnett(const cvs_family *family, double *adjusted, cvs_level *level, cvs_error *error) {
  cvs_status status = cvs_adjust_begin(family, level, error);
  if (status == CVS_OK)
    status = cvs_adjust_check_normal(family, error);
  cvs_many_to_one arms = {family->factor, family->count, family->alternative};
  double critical = 0;
  if (status == CVS_OK)
    status = cvs_dunnett_critical(family->alpha, &arms, &critical, error);
  for (size_t i = 0; status == CVS_OK && i < family->count; i++)
    status = adjust_one(family, i, &adjusted[i], error);
  if (status == CVS_OK)
    status = order_adjusted(family, adjusted, error);
  if (status != CVS_OK)
    return status;
  return cvs_level_from_z(settle_critical(family, adjusted, critical), family->alternative, level, error);
}

const cvs_method cvs_method_adjust_dunnett = {
    .name = "adjust_dunnett",
    .id = "dunnett",
    .kind = CVS_KIND_ADJUST,
    .title = "Dunnett (many treatments, one control)",
    .formula = "p_adj = P(max |Z_i| >= |z|), Z normal with corr(i, j) = lambda_i lambda_j",
    .citation = "Dunnett (1955), Journal of the American Statistical Association 50, 1096-1121",
    .note = "uses that all comparisons share the control; needs a test whose statistic is normal",
    .adjust = adjust_dunnett,
    .simultaneous = true,
    .needs_normal = true,
};
