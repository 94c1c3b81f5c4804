/* A group sequential plan: its bounds and the drift that gives the power. */
#include "base/error.h"
#include "num/dist.h"
#include "num/num.h"
#include "stat/methods.h"
#include "stat/seq_check.h"
#include "stat/seq_joint.h"
#include "stat/seq_spending.h"
#include "stat/seq_stops.h"

#include <math.h>

static const double DRIFT_TOLERANCE = 1e-13;
/* The error at the drift that was found: more says that the function jumps there. */
static const double POWER_SLACK = 1e-9;
/* A plan that needs over this many times the drift of one look is none. */
enum { WIDENINGS_MAX = 40 };
static const double WIDENING = 1.1;

void cvs_sequential_equal_looks(size_t looks, double information[CVS_LOOKS_MAX]) {
  for (size_t j = 0; j < looks && j < CVS_LOOKS_MAX; j++)
    information[j] = (double)(j + 1) / (double)looks;
}

/* What the drift is searched with. */
typedef struct drift_search {
  const cvs_seq_frame *frame;
  const cvs_seq_limits *plain;
} drift_search;

/* Probability of crossing the upper bound, without futility. */
static double power_at(const cvs_seq_frame *frame, const cvs_seq_limits *limits, double drift) {
  cvs_walk walk;
  cvs_walk_start(&walk, drift);
  double power = 0;
  for (size_t j = 0; j < frame->looks; j++) {
    const double upper = limits->upper[j];
    power += cvs_walk_above(&walk, frame->time[j], upper);
    if (j + 1 < frame->looks)
      cvs_walk_pass(&walk, frame->time[j], (cvs_gap){frame->two_sided ? -upper : -INFINITY, upper}, frame->time[j + 1]);
  }
  return power;
}

/* What is missed over beta, at a drift: it falls. */
static double missed_excess(double drift, const void *context) {
  const drift_search *search = context;
  if (search->frame->futility == CVS_FUTILITY_NONE)
    return 1 - search->frame->beta - power_at(search->frame, search->plain, drift);
  cvs_seq_limits limits = *search->plain;
  double excess;
  return cvs_seq_futility(search->frame, drift, &limits, &excess) == CVS_OK ? excess : (double)NAN;
}

/* The drift of one look, z_alpha + z_beta: the least that any design needs (Neyman & Pearson). */
static cvs_status drift_of_one_look(const cvs_seq_frame *frame, double *drift) {
  double z_alpha, z_beta;
  cvs_status status = cvs_normal_quantile_ln_sf(frame->ln_error, &z_alpha);
  if (status == CVS_OK)
    status = cvs_normal_quantile_sf(frame->beta, &z_beta);
  if (status == CVS_OK)
    *drift = z_alpha + z_beta;
  return status;
}

static cvs_status find_drift(const drift_search *search, double one_look, double *drift) {
  const double slack = 1e-9;
  double low = one_look * (1 - slack), high = one_look;
  double at_high;
  int widenings = 0;
  do {
    high *= WIDENING;
    at_high = missed_excess(high, search);
    low = at_high > 0 ? high : low;
  } while (at_high > 0 && ++widenings < WIDENINGS_MAX);
  if (!(at_high <= 0))
    return isnan(at_high) ? CVS_ENOCONV : CVS_EUNDEF;
  cvs_status status = cvs_root((cvs_curve){missed_excess, search}, low, high, DRIFT_TOLERANCE, drift);
  if (status == CVS_OK && !(fabs(missed_excess(*drift, search)) <= POWER_SLACK))
    return CVS_EUNDEF;
  return status == CVS_EINVAL ? CVS_EUNDEF : status;
}

/* From plain bounds to those in force, and the drift at which they have the power. */
static cvs_status settle(const cvs_seq_frame *frame, double one_look, cvs_seq_limits *limits, double *drift) {
  const cvs_seq_limits plain = *limits;
  const drift_search search = {frame, &plain};
  const bool binding = frame->futility == CVS_FUTILITY_BINDING;
  if (binding && cvs_spending_is_classical(&frame->efficacy) && cvs_seq_joint(frame, one_look, limits, drift) == CVS_OK)
    return CVS_OK;
  *limits = plain;
  double excess;
  const cvs_status status = find_drift(&search, one_look, drift);
  if (status != CVS_OK || frame->futility == CVS_FUTILITY_NONE)
    return status;
  return cvs_seq_futility(frame, *drift, limits, &excess);
}

static cvs_status fail_plan(cvs_status status, cvs_error *error) {
  if (status == CVS_EUNDEF)
    return cvs_fail(error, status, "no effect has this power, because the futility bound meets the upper bound early");
  return cvs_fail(error, status, "the bounds of this plan could not be computed");
}

cvs_status cvs_sequential_plan(const cvs_sequential_terms *terms, cvs_sequential_design *out, cvs_error *error) {
  cvs_status status = cvs_seq_check_terms(terms, error);
  if (status != CVS_OK)
    return status;
  const cvs_seq_frame frame = cvs_seq_frame_of(terms);
  cvs_seq_limits limits;
  double one_look, drift;
  status = cvs_seq_plain(&frame, &limits);
  if (status == CVS_OK)
    status = drift_of_one_look(&frame, &one_look);
  if (status == CVS_OK)
    status = settle(&frame, one_look, &limits, &drift);
  if (status != CVS_OK)
    return fail_plan(status, error);
  out->drift = drift;
  out->inflation = (drift / one_look) * (drift / one_look);
  cvs_seq_publish(&frame, &limits, drift, &out->bounds);
  cvs_seq_stops(&out->bounds, 0, &out->h0);
  cvs_seq_stops(&out->bounds, drift / 2, &out->half);
  cvs_seq_stops(&out->bounds, drift, &out->h1);
  return CVS_OK;
}

const cvs_method cvs_method_seq_plan = {
    .name = "seq_plan",
    .id = "group-sequential",
    .kind = CVS_KIND_OTHER,
    .title = "group sequential design",
    .formula = "Z(t) normal with mean drift sqrt(t) and variance 1, cov(Z(s), Z(t)) = sqrt(s/t), t the part of the "
               "planned visitors; bounds by recursive integration; visitors = those of one look times "
               "(drift / (z_alpha + z_power))^2",
    .citation = "Jennison & Turnbull (2000), Group Sequential Methods with Applications to Clinical Trials; "
                "Lan & DeMets (1983), Biometrika 70, 659-663",
    .note =
        "two-sided tests spend half of alpha on each side; other programs that spend alpha on |z| differ tenfold at "
        "early looks",
};
