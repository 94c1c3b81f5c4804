/* The chance that the planned end will show significance.
 *
 * The score statistic at the end rises with the treatment's and falls with the control's conversions: for
 * each count of the one arm the counts of the other that are significant lie beyond a limit that never
 * moves back, and one walk along both finds them all. */
#include "stat/bayes_future.h"

#include "base/error.h"
#include "num/num.h"
#include "stat/check.h"
#include "stat/score.h"

#include <math.h>

/* An arm with its prior, its counts so far and the visitors it is planned to have. */
typedef struct arm_plan {
  const cvs_beta *prior;
  const cvs_sample *now;
  uint64_t planned;
  const char *name;
  cvs_future future;
} arm_plan;

static cvs_status look_ahead(arm_plan *arm, cvs_error *error) {
  cvs_beta belief;
  const cvs_status status = cvs_bayes_posterior(arm->prior, arm->now, &belief, error);
  if (status != CVS_OK)
    return status;
  if (arm->planned < arm->now->visitors || arm->planned < 1 || arm->planned > CVS_VISITORS_MAX)
    return cvs_fail(error, CVS_EINVAL, "the %s is planned to end at %llu visitors and has %llu", arm->name,
                    (unsigned long long)arm->planned, (unsigned long long)arm->now->visitors);
  return cvs_future_make(&belief, arm->planned - arm->now->visitors, &arm->future, error);
}

static cvs_sample end_sample(const arm_plan *arm, size_t i) {
  return (cvs_sample){arm->planned, arm->now->conversions + arm->future.first + i};
}

/* Probability that `high` ends above `low` with a statistic beyond z. */
static double chance_above(const arm_plan *high, const arm_plan *low, double z) {
  cvs_sum chance = {0, 0};
  size_t limit = 0;
  for (size_t i = 0; i < low->future.count && limit < high->future.count; i++) {
    cvs_pair pair = {end_sample(low, i), end_sample(high, limit)};
    while (limit < high->future.count && !(cvs_score_z_pooled(&pair, 1) > z)) {
      limit++;
      pair.treatment.conversions++;
    }
    cvs_sum_add(&chance, low->future.mass[i] * high->future.above[limit]);
  }
  return fmin(cvs_sum_value(&chance), 1);
}

cvs_status cvs_bayes_predict(const cvs_bayes_outlook *outlook, cvs_bayes_prediction *out, cvs_error *error) {
  arm_plan control = {&outlook->prior.control, &outlook->now.control, outlook->planned_control, "control", {0}};
  arm_plan treatment = {
      &outlook->prior.treatment, &outlook->now.treatment, outlook->planned_treatment, "treatment", {0}};
  const cvs_level *level = &outlook->level;
  cvs_status status = cvs_check_level(level, error);
  if (status == CVS_OK)
    status = look_ahead(&control, error);
  if (status == CVS_OK)
    status = look_ahead(&treatment, error);
  if (status == CVS_OK)
    *out = (cvs_bayes_prediction){level->alternative == CVS_LESS ? 0 : chance_above(&treatment, &control, level->z),
                                  level->alternative == CVS_GREATER ? 0 : chance_above(&control, &treatment, level->z)};
  cvs_future_free(&control.future);
  cvs_future_free(&treatment.future);
  return status;
}
