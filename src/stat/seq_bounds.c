/* Bounds without futility: error spent look by look, or one constant for all looks. */
#include "stat/seq_bounds.h"

#include "num/dist.h"
#include "num/num.h"
#include "stat/seq_solve.h"
#include "stat/seq_spending.h"

#include <math.h>

/* Of the constant of classical bounds, relative. */
static const double CONSTANT_TOLERANCE = 1e-13;

cvs_seq_frame cvs_seq_frame_of(const cvs_sequential_terms *terms) {
  cvs_seq_frame frame = {
      .efficacy = terms->efficacy,
      .ln_error = log(terms->two_sided ? terms->alpha / 2 : terms->alpha),
      .two_sided = terms->two_sided,
      .futility = terms->futility,
      .beta_spending = terms->beta_spending,
      .beta = 1 - terms->power,
      .looks = terms->looks,
      .last = true,
      .fineness = 1,
  };
  for (size_t j = 0; j < terms->looks; j++)
    frame.time[j] = terms->information[j];
  return frame;
}

double cvs_seq_spent(const cvs_seq_frame *frame, const cvs_spending *spending, double ln_error, size_t j) {
  const bool all = frame->last && j + 1 == frame->looks;
  return cvs_spending_spent(spending, ln_error, all ? 1 : frame->time[j]);
}

double cvs_seq_shape(const cvs_spending *spending, double time) {
  switch (spending->family) {
  case CVS_BOUNDS_OBRIEN_FLEMING:
    return 1 / sqrt(time);
  case CVS_BOUNDS_WANG_TSIATIS:
    return pow(time, spending->parameter - 0.5);
  default:
    return 1;
  }
}

/* Passes look j with the bound `upper`; below it lies the harm bound or none. */
static void pass_plain(cvs_walk *walk, const cvs_seq_frame *frame, size_t j, double upper) {
  if (j + 1 == frame->looks)
    return;
  const cvs_gap gap = {frame->two_sided ? -upper : -INFINITY, upper};
  cvs_walk_pass(walk, frame->time[j], gap, frame->time[j + 1]);
}

static cvs_status spend(const cvs_seq_frame *frame, double *upper) {
  cvs_walk walk;
  cvs_walk_start(&walk, 0);
  walk.fineness = frame->fineness;
  double before = 0;
  for (size_t j = 0; j < frame->looks; j++) {
    const double spent = cvs_seq_spent(frame, &frame->efficacy, frame->ln_error, j);
    const cvs_status status = cvs_seq_solve_above(&walk, frame->time[j], spent - before, &upper[j]);
    if (status != CVS_OK)
      return status;
    before = spent;
    pass_plain(&walk, frame, j, upper[j]);
  }
  return CVS_OK;
}

/* ln of the probability of crossing classical bounds with this constant, over the error. */
static double error_excess(double constant, const void *context) {
  const cvs_seq_frame *frame = context;
  cvs_walk walk;
  cvs_walk_start(&walk, 0);
  walk.fineness = frame->fineness;
  double crossed = 0;
  for (size_t j = 0; j < frame->looks; j++) {
    const double upper = constant * cvs_seq_shape(&frame->efficacy, frame->time[j]);
    crossed += cvs_walk_above(&walk, frame->time[j], upper);
    pass_plain(&walk, frame, j, upper);
  }
  return (crossed > 0 ? log(crossed) : -INFINITY) - frame->ln_error;
}

/* Slack for rounding where the two ends meet. */
cvs_status cvs_seq_constant_range(const cvs_seq_frame *frame, double *low, double *high) {
  const double slack = 1e-9;
  double single, each, least = INFINITY;
  cvs_status status = cvs_normal_quantile_ln_sf(frame->ln_error, &single);
  if (status == CVS_OK)
    status = cvs_normal_quantile_ln_sf(frame->ln_error - log((double)frame->looks), &each);
  if (status != CVS_OK)
    return status;
  for (size_t j = 0; j < frame->looks; j++)
    least = fmin(least, cvs_seq_shape(&frame->efficacy, frame->time[j]));
  *low = single - slack;
  *high = fmax(each, 0) / least + slack;
  return CVS_OK;
}

static cvs_status find_constant(const cvs_seq_frame *frame, double *upper) {
  double low, high, constant;
  cvs_status status = cvs_seq_constant_range(frame, &low, &high);
  if (status == CVS_OK)
    status = cvs_root((cvs_curve){error_excess, frame}, low, high, CONSTANT_TOLERANCE, &constant);
  for (size_t j = 0; status == CVS_OK && j < frame->looks; j++)
    upper[j] = constant * cvs_seq_shape(&frame->efficacy, frame->time[j]);
  return status;
}

cvs_status cvs_seq_plain(const cvs_seq_frame *frame, cvs_seq_limits *limits) {
  const bool classical = cvs_spending_is_classical(&frame->efficacy);
  const cvs_status status = classical ? find_constant(frame, limits->plain) : spend(frame, limits->plain);
  for (size_t j = 0; status == CVS_OK && j < frame->looks; j++) {
    limits->upper[j] = limits->plain[j] = fmin(limits->plain[j], CVS_SEQUENTIAL_Z_MAX);
    limits->futility[j] = -INFINITY;
  }
  return status;
}
