/* Spending functions: how much of a side's error may be used by an information. */
#include "stat/seq_spending.h"

#include "base/constants.h"
#include "base/error.h"
#include "num/dist.h"

#include <math.h>

static const double KIM_DEMETS_MIN = 0.1;
static const double KIM_DEMETS_MAX = 20;
static const double HSD_MAX = 40;
/* 0 is O'Brien and Fleming's, 0.5 Pocock's; above that later looks would be harder than earlier ones. */
static const double WANG_TSIATIS_MIN = -1;
static const double WANG_TSIATIS_MAX = 0.5;
static const double E_MINUS_1 = 1.71828182845904523536;

bool cvs_spending_is_classical(const cvs_spending *spending) {
  return spending->family >= CVS_BOUNDS_OBRIEN_FLEMING;
}

cvs_status cvs_spending_check(const cvs_spending *spending, cvs_error *error) {
  const double parameter = spending->parameter;
  switch (spending->family) {
  case CVS_SPENDING_OBF:
  case CVS_SPENDING_POCOCK:
  case CVS_BOUNDS_OBRIEN_FLEMING:
  case CVS_BOUNDS_POCOCK:
    return CVS_OK;
  case CVS_SPENDING_KIM_DEMETS:
    if (parameter >= KIM_DEMETS_MIN && parameter <= KIM_DEMETS_MAX)
      return CVS_OK;
    return cvs_fail(error, CVS_EINVAL, "the power of Kim and DeMets is %g, between %g and %g was expected", parameter,
                    KIM_DEMETS_MIN, KIM_DEMETS_MAX);
  case CVS_SPENDING_HSD:
    if (fabs(parameter) <= HSD_MAX)
      return CVS_OK;
    return cvs_fail(error, CVS_EINVAL, "the gamma of Hwang, Shih and DeCani is %g, between -%g and %g was expected",
                    parameter, HSD_MAX, HSD_MAX);
  case CVS_BOUNDS_WANG_TSIATIS:
    if (parameter >= WANG_TSIATIS_MIN && parameter <= WANG_TSIATIS_MAX)
      return CVS_OK;
    return cvs_fail(error, CVS_EINVAL, "the delta of Wang and Tsiatis is %g, between %g and %g was expected", parameter,
                    WANG_TSIATIS_MIN, WANG_TSIATIS_MAX);
  default:
    return cvs_fail(error, CVS_EINVAL, "there is no such family of bounds");
  }
}

/* ln of 2 (1 - Phi(z_{1 - a/2} / sqrt t)); its terms are within the domain of the quantile. */
static double ln_obrien_fleming(double ln_error, double time) {
  double z;
  if (cvs_normal_quantile_ln_sf(ln_error - CVS_LN2, &z) != CVS_OK)
    return -INFINITY;
  return CVS_LN2 + cvs_normal_ln_sf(z / sqrt(time));
}

static double hwang_share(double gamma, double time) {
  return gamma < 0 || gamma > 0 ? expm1(-gamma * time) / expm1(-gamma) : time;
}

double cvs_spending_spent(const cvs_spending *spending, double ln_error, double time) {
  if (time >= 1)
    return exp(ln_error);
  switch (spending->family) {
  case CVS_SPENDING_OBF:
    return exp(ln_obrien_fleming(ln_error, time));
  case CVS_SPENDING_POCOCK:
    return exp(ln_error) * log1p(E_MINUS_1 * time);
  case CVS_SPENDING_KIM_DEMETS:
    return exp(ln_error) * pow(time, spending->parameter);
  default:
    return exp(ln_error) * hwang_share(spending->parameter, time);
  }
}

cvs_status cvs_spending_at(const cvs_spending *spending, double error, double information, double *spent,
                           cvs_error *cause) {
  cvs_status status = cvs_spending_check(spending, cause);
  if (status != CVS_OK)
    return status;
  if (cvs_spending_is_classical(spending))
    return cvs_fail(cause, CVS_EINVAL, "classical bounds spend their error by no function");
  if (!(error > 0 && error < 1))
    return cvs_fail(cause, CVS_EINVAL, "the error to spend is %g, between 0 and 1 was expected", error);
  if (!(information > 0))
    return cvs_fail(cause, CVS_EINVAL, "the information is %g, a positive number was expected", information);
  *spent = cvs_spending_spent(spending, log(error), information);
  return CVS_OK;
}
