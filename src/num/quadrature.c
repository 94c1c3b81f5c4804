/* Quadrature by GSL. */
#include "num/num.h"

#include <float.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <math.h>

/* Sizes whose nodes GSL has tabulated to 27 digits; it computes others to 1e-10 only. */
static const size_t tabulated[] = {1,  2,  3,  4,  5,  6,  7,  8,  9,  10,  11,  12,  13, 14,
                                   15, 16, 17, 18, 19, 20, 32, 64, 96, 100, 128, 256, 512};
enum { TABULATED = sizeof tabulated / sizeof tabulated[0], SUBDIVISIONS = 500 };
/* GSL refuses a smaller relative tolerance where there is no absolute one. */
static const double rtol_min = 50 * DBL_EPSILON;

/* A cvs_function in the shape GSL asks for, which also remembers whether it was ever not finite. */
typedef struct integrand {
  cvs_curve curve;
  bool broken;
} integrand;

static double evaluate(double x, void *context) {
  integrand *it = context;
  const double value = it->curve.f(x, it->curve.context);
  if (isfinite(value))
    return value;
  it->broken = true;
  return 0;
}

static size_t next_tabulated(size_t nodes) {
  size_t i = 0;
  while (i < TABULATED - 1 && tabulated[i] < nodes)
    i++;
  return tabulated[i];
}

static bool is_range(double a, double b) {
  return isfinite(a) && isfinite(b) && a <= b;
}

cvs_status cvs_integrate_fixed(cvs_curve curve, double a, double b, size_t nodes, double *out) {
  if (!is_range(a, b) || nodes < 1 || nodes > tabulated[TABULATED - 1])
    return CVS_EINVAL;
  gsl_integration_glfixed_table *table = gsl_integration_glfixed_table_alloc(next_tabulated(nodes));
  if (!table)
    return CVS_ENOMEM;
  integrand it = {curve, false};
  const gsl_function function = {evaluate, &it};
  const double result = gsl_integration_glfixed(&function, a, b, table);
  gsl_integration_glfixed_table_free(table);
  if (it.broken || !isfinite(result))
    return CVS_EUNDEF;
  *out = result;
  return CVS_OK;
}

cvs_status cvs_integrate(cvs_curve curve, double a, double b, cvs_tolerance tolerance, double *out) {
  if (!is_range(a, b) || !(tolerance.relative >= 0) || !(tolerance.absolute >= 0))
    return CVS_EINVAL;
  gsl_integration_workspace *workspace = gsl_integration_workspace_alloc(SUBDIVISIONS);
  if (!workspace)
    return CVS_ENOMEM;
  integrand it = {curve, false};
  const gsl_function function = {evaluate, &it};
  const double relative = fmax(tolerance.relative, rtol_min);
  double result = 0;
  double error = 0;
  const int code = gsl_integration_qag(&function, a, b, tolerance.absolute, relative, SUBDIVISIONS, GSL_INTEG_GAUSS21,
                                       workspace, &result, &error);
  gsl_integration_workspace_free(workspace);
  if (it.broken || !isfinite(result))
    return CVS_EUNDEF;
  if (code != GSL_SUCCESS)
    return CVS_ENOCONV;
  *out = result;
  return CVS_OK;
}
