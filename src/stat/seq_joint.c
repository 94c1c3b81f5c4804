/* Classical bounds that count on futility: their constant and the drift of the plan, found together.
 *
 * One pass over the looks tells both how far the error and how far the power is off. Broyden's method
 * (1965, Math. Comp. 19, 577-593) needs some ten passes, where a root within a root needs a hundred. */
#include "stat/seq_joint.h"

#include <math.h>
#include <stdbool.h>

/* Passes at most; how far the first differences reach; how small a last step is, relative. */
enum { PASSES_MAX = 40 };
static const double DIFFERENCE = 1e-3;
static const double STEP_ENOUGH = 1e-13;
/* Sums over all looks are not known closer than this. */
static const double EXCESS_ENOUGH = 1e-13;
/* A single step takes no more than this part of what it changes. */
static const double STEP_MOST = 0.1;
/* Futility lowers the constant by little, and a plan needs little more drift than one look. */
static const double CONSTANT_START = 0.98, DRIFT_START = 1.08;

/* Logarithms of constant and drift, or what is off at them: ln(alpha / error), and the excess over beta. */
typedef struct pair {
  double constant;
  double drift;
} pair;

/* d off / d at. */
typedef struct slopes {
  pair constant; /* of both, along the constant */
  pair drift;
} slopes;

typedef struct joint {
  const cvs_seq_frame *frame;
  cvs_seq_limits *limits;
  int passes;
} joint;

static bool find_off(joint *search, pair at, pair *off) {
  double alpha = 0, excess = 0;
  search->passes++;
  const cvs_status status = cvs_seq_futility_at(search->frame, &(cvs_seq_point){exp(at.constant), exp(at.drift)},
                                                search->limits, &alpha, &excess);
  *off = (pair){log(alpha) - search->frame->ln_error, excess / search->frame->beta};
  /* An excess of -1 says no more than that the drift is too large. */
  return status == CVS_OK && isfinite(off->constant) && excess > -1;
}

static bool find_slopes(joint *search, pair at, pair off, slopes *out) {
  pair along;
  if (!find_off(search, (pair){at.constant + DIFFERENCE, at.drift}, &along))
    return false;
  out->constant = (pair){(along.constant - off.constant) / DIFFERENCE, (along.drift - off.drift) / DIFFERENCE};
  if (!find_off(search, (pair){at.constant, at.drift - DIFFERENCE}, &along))
    return false;
  out->drift = (pair){(off.constant - along.constant) / DIFFERENCE, (off.drift - along.drift) / DIFFERENCE};
  return true;
}

/* Solves slopes * step = -off. */
static pair find_step(const slopes *slope, pair off) {
  const double determinant =
      slope->constant.constant * slope->drift.drift - slope->drift.constant * slope->constant.drift;
  const pair step = {(slope->drift.constant * off.drift - slope->drift.drift * off.constant) / determinant,
                     (slope->constant.drift * off.constant - slope->constant.constant * off.drift) / determinant};
  const double longest = fmax(fabs(step.constant), fabs(step.drift));
  const double share = longest > STEP_MOST ? STEP_MOST / longest : 1;
  return (pair){share * step.constant, share * step.drift};
}

/* Broyden's update: the slopes that say what this step did. */
static void learn(slopes *slope, pair step, pair before, pair after) {
  const double length = step.constant * step.constant + step.drift * step.drift;
  const pair missed = {
      after.constant - before.constant - slope->constant.constant * step.constant - slope->drift.constant * step.drift,
      after.drift - before.drift - slope->constant.drift * step.constant - slope->drift.drift * step.drift};
  slope->constant.constant += missed.constant * step.constant / length;
  slope->constant.drift += missed.drift * step.constant / length;
  slope->drift.constant += missed.constant * step.drift / length;
  slope->drift.drift += missed.drift * step.drift / length;
}

static double size_of(pair value) {
  return fmax(fabs(value.constant), fabs(value.drift));
}

/* Steps until nothing is off; steps from which nothing is learnt are halved. */
static cvs_status walk_to_root(joint *search, pair at, pair off, pair *out) {
  slopes slope;
  if (!find_slopes(search, at, off, &slope))
    return CVS_ENOCONV;
  pair step = find_step(&slope, off);
  while (search->passes < PASSES_MAX) {
    const pair next = {at.constant + step.constant, at.drift + step.drift};
    pair found;
    if (!isfinite(size_of(next)))
      return CVS_ENOCONV;
    if (!find_off(search, next, &found)) {
      step = (pair){step.constant / 2, step.drift / 2};
      continue;
    }
    if (size_of(found) <= EXCESS_ENOUGH || size_of(step) <= STEP_ENOUGH) {
      *out = next;
      return CVS_OK;
    }
    learn(&slope, step, off, found);
    at = next;
    off = found;
    step = find_step(&slope, off);
  }
  return CVS_ENOCONV;
}

cvs_status cvs_seq_joint(const cvs_seq_frame *frame, double one_look, cvs_seq_limits *limits, double *drift) {
  static const double good = 1e-11;
  const double plain = limits->plain[frame->looks - 1];
  joint search = {.frame = frame, .limits = limits};
  if (!(plain > 0))
    return CVS_ENOCONV;
  pair at = {log(CONSTANT_START * plain), log(DRIFT_START * one_look)};
  pair off;
  if (!find_off(&search, at, &off)) {
    at.drift = log(one_look);
    if (!find_off(&search, at, &off))
      return CVS_ENOCONV;
  }
  cvs_status status = walk_to_root(&search, at, off, &at);
  if (status == CVS_OK && !(find_off(&search, at, &off) && size_of(off) <= good))
    status = CVS_ENOCONV;
  *drift = exp(at.drift);
  return status;
}
