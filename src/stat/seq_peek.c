/* What reading an ordinary test again and again costs: its critical value as the bound of every look. */
#include "stat/seq_peek.h"

#include "base/error.h"
#include "num/dist.h"
#include "stat/seq_walk.h"

#include <math.h>

/* A walk has room for 120 panels of 7 deviations of a step between its bounds (seq_walk), 9 deviations out where there
 * is none; so a step is at least this part of the information. */
static double find_step_least(const cvs_gap *gap) {
  const double panels = 120, panel_width = 6.5, reach = 9;
  const double deviation = (gap->high - fmax(gap->low, -reach)) / (panels * panel_width);
  return deviation * deviation;
}

static cvs_status check_peeks(const cvs_peeks *peeks, cvs_error *error) {
  const double most = peeks->two_sided ? 1 : 0.5;
  if (!(peeks->alpha > 0 && peeks->alpha < most))
    return cvs_fail(error, CVS_EINVAL, "alpha is %g, between 0 and %g was expected", peeks->alpha, most);
  double before = 0;
  for (size_t i = 0; i < peeks->count; i++) {
    const double information = peeks->information[i];
    if (!(information > 0 && information >= before && isfinite(information)))
      return cvs_fail(error, CVS_EINVAL, "the information of look %zu is %g, which falls or is none", i + 1,
                      information);
    before = information;
  }
  return peeks->count > 0 ? CVS_OK : cvs_fail(error, CVS_EINVAL, "no look was given");
}

/* The next look that has news, or `count`. */
static size_t find_next(const cvs_peeks *peeks, size_t from, double least) {
  size_t next = from;
  while (next < peeks->count && peeks->information[next] < least)
    next++;
  return next;
}

cvs_status cvs_seq_peek_error(const cvs_peeks *peeks, double *probability, size_t *used, cvs_error *error) {
  cvs_status status = check_peeks(peeks, error);
  double z = 0;
  if (status == CVS_OK)
    status = cvs_normal_quantile_sf(peeks->two_sided ? peeks->alpha / 2 : peeks->alpha, &z);
  if (status != CVS_OK)
    return status;
  const double whole = peeks->information[peeks->count - 1];
  const cvs_gap gap = {peeks->two_sided ? -z : -(double)INFINITY, z};
  const double step_least = find_step_least(&gap);
  cvs_walk walk;
  cvs_walk_start(&walk, 0);
  *probability = 0;
  *used = 0;
  for (size_t i = 0; i < peeks->count;) {
    const double time = peeks->information[i] / whole;
    *probability += cvs_walk_above(&walk, time, z);
    if (peeks->two_sided)
      *probability += cvs_walk_below(&walk, time, -z);
    (*used)++;
    i = find_next(peeks, i + 1, peeks->information[i] * (1 + step_least));
    if (i < peeks->count)
      cvs_walk_pass(&walk, time, gap, peeks->information[i] / whole);
  }
  *probability = fmin(*probability, 1);
  return CVS_OK;
}
