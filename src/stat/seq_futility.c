/* Futility bounds by beta spending at a drift: non-binding beside the bounds that stand, binding
 * together with an upper bound that counts on them.
 *
 * Source: Pampallona, Tsiatis & Kim (2001), Drug Inf. J. 35, 1113-1121; DeMets & Ware (1982),
 * Biometrika 69, 661-663. */
#include "stat/seq_bounds.h"

#include "num/num.h"
#include "stat/seq_solve.h"
#include "stat/seq_spending.h"

#include <math.h>

/* Of the constant of classical bounds, relative; and the first step down from it without futility. */
static const double CONSTANT_TOLERANCE = 1e-12;
static const double CONSTANT_STEP = 0.02;
enum { WIDENINGS_MAX = 10 };

/* Both walks of one pass over the looks. */
typedef struct futility_pass {
  const cvs_seq_frame *frame;
  cvs_seq_limits *limits;
  cvs_walk null;  /* without effect, obeying futility: what `upper` spends */
  cvs_walk drift; /* at the planned effect: what futility spends */
  bool spends;    /* `upper` is solved look by look; else it stands */
  double missed;  /* so far, at the planned effect */
  double excess;
  double alpha; /* crossed so far, without effect */
} futility_pass;

static void start_pass(futility_pass *pass, double drift) {
  cvs_walk_start(&pass->null, 0);
  cvs_walk_start(&pass->drift, drift);
  pass->null.fineness = pass->drift.fineness = pass->frame->fineness;
  pass->missed = pass->excess = pass->alpha = 0;
}

static bool is_binding(const futility_pass *pass) {
  return pass->frame->futility == CVS_FUTILITY_BINDING;
}

/* The upper bound with binding futility. Where too little is left to spend on, futility has met it. */
static cvs_status place_upper(futility_pass *pass, size_t j) {
  const cvs_seq_frame *frame = pass->frame;
  const double before = j > 0 ? cvs_seq_spent(frame, &frame->efficacy, frame->ln_error, j - 1) : 0;
  const double spent = cvs_seq_spent(frame, &frame->efficacy, frame->ln_error, j) - before;
  double *upper = &pass->limits->upper[j];
  const cvs_status status = cvs_seq_solve_above(&pass->null, frame->time[j], spent, upper);
  if (status != CVS_EUNDEF)
    return status;
  *upper = pass->limits->plain[j];
  pass->excess = -1;
  return CVS_OK;
}

/* The futility bound between the harm bound and the upper one. */
static cvs_status place_futility(futility_pass *pass, size_t j) {
  const cvs_seq_frame *frame = pass->frame;
  const double time = frame->time[j], upper = pass->limits->upper[j];
  const double floor = frame->two_sided ? -pass->limits->plain[j] : -CVS_SEQUENTIAL_Z_MAX;
  const double left = cvs_seq_spent(frame, &frame->beta_spending, log(frame->beta), j) - pass->missed;
  const double beyond = cvs_walk_below(&pass->drift, time, upper) - left;
  double *futility = &pass->limits->futility[j];
  cvs_status status = CVS_OK;
  *futility = upper;
  if (frame->last && j + 1 == frame->looks)
    pass->excess = pass->excess < 0 ? -1 : beyond;
  else if (beyond <= 0)
    pass->excess = -1;
  else
    status = cvs_seq_solve_below(&pass->drift, time, left, futility);
  *futility = fmin(fmax(*futility, floor), upper);
  pass->missed += cvs_walk_below(&pass->drift, time, *futility);
  return status;
}

static cvs_status pass_looks(futility_pass *pass, double drift) {
  const cvs_seq_frame *frame = pass->frame;
  const cvs_seq_limits *limits = pass->limits;
  start_pass(pass, drift);
  cvs_status status = CVS_OK;
  for (size_t j = 0; status == CVS_OK && j < frame->looks; j++) {
    if (pass->spends)
      status = place_upper(pass, j);
    if (is_binding(pass))
      pass->alpha += cvs_walk_above(&pass->null, frame->time[j], limits->upper[j]);
    if (status == CVS_OK)
      status = place_futility(pass, j);
    if (status != CVS_OK || j + 1 == frame->looks)
      break;
    const cvs_gap gap = {limits->futility[j], limits->upper[j]};
    if (is_binding(pass))
      cvs_walk_pass(&pass->null, frame->time[j], gap, frame->time[j + 1]);
    cvs_walk_pass(&pass->drift, frame->time[j], gap, frame->time[j + 1]);
  }
  return status;
}

static void set_upper(futility_pass *pass, double constant) {
  for (size_t j = 0; j < pass->frame->looks; j++)
    pass->limits->upper[j] =
        fmin(constant * cvs_seq_shape(&pass->frame->efficacy, pass->frame->time[j]), CVS_SEQUENTIAL_Z_MAX);
}

/* The constant of classical bounds that count on futility: what it spends over the error. */
static double error_excess(double constant, const void *context) {
  futility_pass *pass = *(futility_pass *const *)context;
  set_upper(pass, constant);
  if (pass_looks(pass, pass->drift.drift) != CVS_OK)
    return (double)NAN;
  return log(pass->alpha) - pass->frame->ln_error;
}

/* Futility takes from what crosses: the constant is at most that without it, and little less. */
static cvs_status find_constant(futility_pass *pass, double drift) {
  futility_pass *const context = pass;
  pass->drift.drift = drift;
  const double high = pass->limits->plain[pass->frame->looks - 1];
  double low = high, step = CONSTANT_STEP * high, constant;
  for (int i = 0; i < WIDENINGS_MAX && low > 0 && error_excess(low, &context) < 0; i++) {
    low = fmax(low - step, 0);
    step *= 2;
  }
  const cvs_status status = cvs_root((cvs_curve){error_excess, &context}, low, high, CONSTANT_TOLERANCE, &constant);
  if (status != CVS_OK)
    return status == CVS_EINVAL ? CVS_EUNDEF : status;
  return isfinite(error_excess(constant, &context)) ? CVS_OK : CVS_ENOCONV;
}

cvs_status cvs_seq_futility(const cvs_seq_frame *frame, double drift, cvs_seq_limits *limits, double *excess) {
  const bool classical = cvs_spending_is_classical(&frame->efficacy);
  const bool binding = frame->futility == CVS_FUTILITY_BINDING;
  futility_pass pass = {.frame = frame, .limits = limits, .spends = binding && !classical};
  const cvs_status status = binding && classical ? find_constant(&pass, drift) : pass_looks(&pass, drift);
  *excess = pass.excess;
  return status;
}

cvs_status cvs_seq_futility_at(const cvs_seq_frame *frame, const cvs_seq_point *point, cvs_seq_limits *limits,
                               double *alpha, double *excess) {
  futility_pass pass = {.frame = frame, .limits = limits};
  set_upper(&pass, point->constant);
  const cvs_status status = pass_looks(&pass, point->drift);
  *alpha = pass.alpha;
  *excess = pass.excess;
  return status;
}
