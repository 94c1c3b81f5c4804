/* Intervals and p-values that may be read at every look (Jennison & Turnbull 1989). */
#include "base/constants.h"
#include "base/error.h"
#include "num/dist.h"
#include "num/num.h"
#include "stat/seq_check.h"
#include "stat/seq_reached.h"

#include <math.h>

/* ln 1e-300, and how near to 1 an error is still searched. */
static const double LN_P_MIN = -690.77552789821370521;
static const double NEARLY_ALL = 1 - 1e-9;
static const double QUANTILE_TOLERANCE = 1e-13;
/* 0.5 doubled eight times is beyond the range of 43. */
static const double FIRST_STEP = 0.5;
enum { WIDENINGS_MAX = 8 };
/* Rounding of a quantile and back at that end. */
static const double LN_SLACK = 1e-12;

/* The bound of the last look as the side's error varies. */
typedef struct error_search {
  const cvs_seq_frame *frame;
  size_t look;
  double z;
  double start;
} error_search;

/* The error is searched as its normal quantile, in which bounds are nearly straight. */
static double bound_excess(double quantile, const void *context) {
  const error_search *search = context;
  cvs_seq_frame frame = *search->frame;
  cvs_seq_limits limits;
  frame.ln_error = cvs_normal_ln_sf(quantile);
  if (cvs_seq_plain(&frame, &limits) != CVS_OK)
    return (double)NAN;
  return limits.plain[search->look] - search->z;
}

/* Walks from the plan's own error towards the one whose bound is z, up to the ends of the range, in
 * widening steps; the last of them holds it, or has reached an end where no bound is z. */
static void widen(const error_search *search, double end[2], double part[2]) {
  const double start = fmin(fmax(search->start, end[0]), end[1]);
  const bool rises = bound_excess(start, search) < 0;
  double step = FIRST_STEP, from = start, to = start;
  for (int i = 0; i < WIDENINGS_MAX; i++) {
    from = to;
    to = rises ? fmin(start + step, end[1]) : fmax(start - step, end[0]);
    if ((bound_excess(to, search) < 0) != rises)
      break;
    step *= 2;
  }
  part[0] = fmin(from, to);
  part[1] = fmax(from, to);
}

/* ln of the side's error at which the bound is z; an end of the range where none is. */
static cvs_status find_error(const error_search *search, double *ln_error) {
  double end[2], part[2], quantile;
  cvs_status status = cvs_normal_quantile_sf(search->frame->two_sided ? NEARLY_ALL / 2 : NEARLY_ALL, &end[0]);
  if (status == CVS_OK)
    status = cvs_normal_quantile_ln_sf(LN_P_MIN, &end[1]);
  if (status != CVS_OK)
    return status;
  widen(search, end, part);
  if (bound_excess(part[1], search) <= 0)
    quantile = part[1];
  else if (bound_excess(part[0], search) >= 0)
    quantile = part[0];
  else
    status = cvs_root((cvs_curve){bound_excess, search}, part[0], part[1], QUANTILE_TOLERANCE, &quantile);
  if (status == CVS_OK)
    *ln_error = cvs_normal_ln_sf(quantile);
  return status;
}

static cvs_status fill_p(const error_search *search, cvs_sequential_repeated *out) {
  double ln_error;
  const cvs_status status = find_error(search, &ln_error);
  if (status != CVS_OK)
    return status;
  const double ln_p = ln_error + (search->frame->two_sided ? CVS_LN2 : 0);
  out->ln_p_value = ln_p >= log(NEARLY_ALL) - LN_SLACK ? 0 : ln_p;
  out->p_value = exp(out->ln_p_value);
  return CVS_OK;
}

cvs_status cvs_sequential_repeat(const cvs_sequential_terms *terms, const cvs_sequential_reached *reached, double z,
                                 cvs_sequential_repeated *out, cvs_error *error) {
  cvs_seq_frame frame;
  cvs_seq_limits limits;
  cvs_status status = cvs_seq_frame_reached(terms, reached, &frame, error);
  if (status == CVS_OK)
    status = cvs_seq_check_value(z, "statistic", error);
  if (status != CVS_OK)
    return status;
  const size_t look = reached->looks - 1;
  error_search search = {&frame, look, frame.two_sided ? fabs(z) : z, 0};
  status = cvs_normal_quantile_ln_sf(frame.ln_error, &search.start);
  if (status == CVS_OK)
    status = cvs_seq_plain(&frame, &limits);
  if (status == CVS_OK)
    status = fill_p(&search, out);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the repeated p-value of look %zu could not be computed", look + 1);
  const double root = sqrt(reached->information[look]);
  out->lower = (z - limits.plain[look]) / root;
  out->upper = (z + limits.plain[look]) / root;
  return CVS_OK;
}
