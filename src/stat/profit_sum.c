/* How far the best of several posterior means is expected to rise, summed over all counts to come.
 *
 * With F_j the distribution of arm j's later mean and b the arm that leads now, E[max] less that mean is the integral
 * of F_b (1 - prod_(j != b) F_j). Later means are steps: one walk over the merged steps of all arms, all terms
 * positive. */
#include "stat/bayes_future.h"
#include "stat/profit.h"

#include "num/num.h"

#include <math.h>

/* Steps of all arms times arms: some ten milliseconds. */
static const double WORK_MAX = 1e7;

/* The later mean of an arm: start + step * i for the future's count i. */
typedef struct arm_walk {
  cvs_future future;
  double start, step;
  size_t passed; /* steps behind the place where the walk stands */
  double at;     /* of the first that is not; infinity behind the last */
} arm_walk;

typedef struct walk {
  arm_walk arm[CVS_BAYES_ARMS_MAX];
  size_t count;
  size_t leader;
} walk;

static cvs_status set_arm(const cvs_beta *belief, uint64_t more, double raise, arm_walk *out, cvs_error *error) {
  const cvs_status status = cvs_future_make(belief, more, &out->future, error);
  if (status != CVS_OK)
    return status;
  out->step = 1 / (belief->alpha + belief->beta + (double)more);
  out->start = (belief->alpha + (double)out->future.first) * out->step + raise;
  out->at = out->start;
  return CVS_OK;
}

static void free_walk(walk *w) {
  for (size_t i = 0; i < w->count; i++)
    cvs_future_free(&w->arm[i].future);
}

/* Passes the steps up to `place`; *next is the one behind it, infinity behind the last. Returns the chance that the
 * leader is below the places between and some other arm above them. */
static double pass(walk *w, double place, double *next) {
  double all_below = 1, leader_below = 1;
  *next = INFINITY;
  for (size_t i = 0; i < w->count; i++) {
    arm_walk *arm = &w->arm[i];
    if (arm->at <= place) { /* steps of one arm are all different */
      arm->passed++;
      arm->at = arm->passed < arm->future.count ? arm->start + arm->step * (double)arm->passed : INFINITY;
    }
    *next = fmin(*next, arm->at);
    const double below = 1 - arm->future.above[arm->passed];
    if (i == w->leader)
      leader_below = below;
    else
      all_below *= below;
  }
  return leader_below * (1 - all_below);
}

static double add_up(walk *w) {
  cvs_sum sum = {0, 0};
  double place = -INFINITY, next = 0;
  (void)pass(w, place, &next);
  while (isfinite(next)) { /* each turn passes a step of some arm */
    place = next;
    const double overtaken = pass(w, place, &next);
    if (isfinite(next))
      cvs_sum_add(&sum, (next - place) * overtaken);
  }
  return cvs_sum_value(&sum);
}

/* Counts that are likely enough to be kept are about so many standard deviations wide. */
static double expect_steps(const cvs_beta *belief, double more) {
  static const double width = 20;
  const double n = belief->alpha + belief->beta;
  return fmin(width * sqrt(more * (belief->alpha / n) * (belief->beta / n) * (n + more) / (n + 1)) + width, more) + 1;
}

bool cvs_profit_is_short(const cvs_money_question *question, const double *more) {
  double steps = 0;
  for (size_t i = 0; i < question->arm_count; i++)
    steps += expect_steps(&question->belief[i], more[i]);
  return steps * (double)question->arm_count <= WORK_MAX;
}

cvs_status cvs_profit_rise_summed(const cvs_money_question *question, const double *more, double hurdle, double *out,
                                  cvs_error *error) {
  walk w = {.count = question->arm_count, .leader = question->control};
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < w.count && status == CVS_OK; i++) {
    status = set_arm(&question->belief[i], (uint64_t)more[i], i == question->control ? hurdle : 0, &w.arm[i], error);
    const double lead = cvs_money_lead(question, i) + (i == question->control ? hurdle : 0);
    const double best = cvs_money_lead(question, w.leader) + (w.leader == question->control ? hurdle : 0);
    if (lead > best)
      w.leader = i;
  }
  if (status == CVS_OK)
    *out = add_up(&w);
  free_walk(&w);
  return status;
}
