/* Past experiments as a prior: how rates vary between them, and how widely lifts spread. */
#include "analysis/test_run.h"

#include "base/error.h"
#include "base/mem.h"
#include <convstat/bayes_question.h>

/* What the past holds, gathered over its groups. */
typedef struct past_samples {
  cvs_sample *rate;
  size_t rate_count;
  size_t rate_capacity;
  cvs_pair *lift;
  size_t lift_count;
  size_t lift_capacity;
  cvs_arena arena;
} past_samples;

static bool add_rate(past_samples *past, const cvs_sample *sample) {
  cvs_sample *grown = cvs_array_grow(past->rate, &past->rate_capacity, past->rate_count + 1, sizeof *grown);
  if (grown == NULL)
    return false;
  past->rate = grown;
  past->rate[past->rate_count++] = *sample;
  return true;
}

static bool add_lift(past_samples *past, const cvs_sample *control, const cvs_sample *treatment) {
  cvs_pair *grown = cvs_array_grow(past->lift, &past->lift_capacity, past->lift_count + 1, sizeof *grown);
  if (grown == NULL)
    return false;
  past->lift = grown;
  past->lift[past->lift_count++] = (cvs_pair){*control, *treatment};
  return true;
}

static cvs_status add_group(const cvs_dataset *dataset, size_t index, const char *wanted, past_samples *past,
                            cvs_error *error) {
  cvs_group group;
  cvs_dataset_group(dataset, index, &group);
  cvs_arena_reset(&past->arena);
  cvs_arm_result *arms = cvs_arena_alloc(&past->arena, (group.arm_count + 1) * sizeof *arms);
  if (arms == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < group.arm_count; i++)
    arms[i] = (cvs_arm_result){.name = cvs_dataset_variant(dataset, group.variant[i]), .sample = group.arm[i]};
  bool failed = false;
  const size_t control = cvs_test_choose_control(arms, group.arm_count, wanted, &failed);
  const bool alone = cvs_dataset_group_count(dataset) == 1;
  for (size_t i = 0; i < group.arm_count && !failed; i++) {
    const bool is_pair = control != SIZE_MAX && i != control;
    if (alone || i == control)
      failed = !add_rate(past, &group.arm[i]);
    if (!failed && !alone && is_pair && group.arm[i].visitors > 0 && group.arm[control].visitors > 0)
      failed = !add_lift(past, &group.arm[control], &group.arm[i]);
  }
  return failed ? cvs_fail_memory(error) : CVS_OK;
}

static cvs_status make_prior(const past_samples *past, cvs_bayes_past *out, cvs_error *error) {
  cvs_error why = {0};
  cvs_status status = cvs_bayes_prior_from_past(past->rate, past->rate_count, &out->rates, &why);
  if (status != CVS_OK)
    return cvs_fail(error, status == CVS_EUNDEF || status == CVS_ELIMIT ? CVS_EDATA : status, "%s", why.message);
  out->rate_count = past->rate_count;
  out->lift_count = past->lift_count;
  why = (cvs_error){0};
  status = cvs_bayes_spread_from_past(past->lift, past->lift_count, &out->log_odds_sd, &why);
  out->has_spread = status == CVS_OK;
  return status == CVS_OK || status == CVS_EUNDEF ? CVS_OK : cvs_fail(error, status, "%s", why.message);
}

cvs_status cvs_bayes_look_back(const cvs_dataset *dataset, const char *control, cvs_bayes_past *out, cvs_error *error) {
  past_samples past = {0};
  cvs_status status = CVS_OK;
  *out = (cvs_bayes_past){.has_spread = false};
  for (size_t i = 0; i < cvs_dataset_group_count(dataset) && status == CVS_OK; i++)
    status = add_group(dataset, i, control, &past, error);
  if (status == CVS_OK)
    status = make_prior(&past, out, error);
  cvs_free(past.rate);
  cvs_free(past.lift);
  cvs_arena_free(&past.arena);
  return status;
}
