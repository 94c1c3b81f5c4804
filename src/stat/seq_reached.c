/* Bounds at the looks that were really taken. */
#include "stat/seq_reached.h"

#include "base/error.h"
#include "stat/seq_check.h"
#include "stat/seq_spending.h"
#include "stat/seq_stops.h"

#include <math.h>

/* How far a look may lie from the planned one under classical bounds, with slack for rounding. All looks
 * off by it, the last one the other way, move the error of 5 looks by 0.6 % of itself, of 20 by 1.5 %. */
static const double SLIP_MAX = 0.005 + 1e-9;

static cvs_status check_classical(const cvs_sequential_terms *terms, const cvs_sequential_reached *reached,
                                  cvs_error *error) {
  if (reached->looks > terms->looks)
    return cvs_fail(error, CVS_EUNDEF,
                    "%zu looks were taken and %zu planned, which classical bounds do not allow: "
                    "a spending function does",
                    reached->looks, terms->looks);
  for (size_t j = 0; j < reached->looks; j++)
    if (!(fabs(reached->information[j] - terms->information[j]) <= SLIP_MAX))
      return cvs_fail(error, CVS_EUNDEF,
                      "look %zu was taken at information %g and planned at %g, which classical bounds do not allow: "
                      "a spending function does",
                      j + 1, reached->information[j], terms->information[j]);
  if (reached->last && reached->looks < terms->looks)
    return cvs_fail(error, CVS_EUNDEF,
                    "the test ends at look %zu of %zu, which classical bounds do not allow: a spending function does",
                    reached->looks, terms->looks);
  return CVS_OK;
}

cvs_status cvs_seq_frame_reached(const cvs_sequential_terms *terms, const cvs_sequential_reached *reached,
                                 cvs_seq_frame *out, cvs_error *error) {
  cvs_status status = cvs_seq_check_terms(terms, error);
  if (status == CVS_OK)
    status = cvs_seq_check_reached(reached, error);
  if (status != CVS_OK)
    return status;
  *out = cvs_seq_frame_of(terms);
  if (cvs_spending_is_classical(&terms->efficacy))
    return check_classical(terms, reached, error);
  out->looks = reached->looks;
  out->last = reached->last || reached->information[reached->looks - 1] >= 1;
  for (size_t j = 0; j < reached->looks; j++)
    out->time[j] = reached->information[j];
  return CVS_OK;
}

static cvs_status check_drift(const cvs_sequential_terms *terms, double drift, cvs_error *error) {
  if (terms->futility == CVS_FUTILITY_NONE)
    return CVS_OK;
  if (!(drift > 0))
    return cvs_fail(error, CVS_EINVAL, "the planned drift is %g, a positive number was expected", drift);
  return cvs_seq_check_value(drift, "planned drift", error);
}

cvs_status cvs_sequential_bounds_at(const cvs_sequential_terms *terms, double drift,
                                    const cvs_sequential_reached *reached, cvs_sequential_bounds *out,
                                    cvs_error *error) {
  cvs_seq_frame frame;
  cvs_seq_limits limits;
  double excess;
  cvs_status status = cvs_seq_frame_reached(terms, reached, &frame, error);
  if (status == CVS_OK)
    status = check_drift(terms, drift, error);
  if (status != CVS_OK)
    return status;
  status = cvs_seq_plain(&frame, &limits);
  if (status == CVS_OK && frame.futility != CVS_FUTILITY_NONE)
    status = cvs_seq_futility(&frame, drift, &limits, &excess);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the bounds of these looks could not be computed");
  frame.looks = reached->looks;
  for (size_t j = 0; j < reached->looks; j++)
    frame.time[j] = reached->information[j];
  cvs_seq_publish(&frame, &limits, drift, out);
  return CVS_OK;
}
