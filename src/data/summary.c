/* What a summary shows, group by group, and its end. */
#include "base/mem.h"
#include "data/summarise.h"

static void free_split(cvs_split *split) {
  cvs_free(split->key_start);
  cvs_free(split->row_start);
  cvs_free(split->key);
  cvs_free(split->sample);
  cvs_free(split->step);
  cvs_free(split->value);
  cvs_free(split->amount);
}

void cvs_summary_free(cvs_summary *summary) {
  cvs_free(summary->arm_start);
  cvs_free(summary->variant);
  cvs_free(summary->arm);
  cvs_free(summary->before);
  cvs_free(summary->young);
  cvs_free(summary->seconds);
  cvs_free(summary->skipped);
  cvs_free(summary->uncounted);
  cvs_free(summary->value);
  cvs_free(summary->amount);
  cvs_free(summary->step);
  cvs_free(summary->day);
  free_split(&summary->strata);
  free_split(&summary->days);
  *summary = (cvs_summary){0};
}

void cvs_summary_group(const cvs_summary *summary, size_t index, cvs_group *out) {
  const size_t first = summary->arm_start[index];
  *out =
      (cvs_group){.arm_count = summary->arm_start[index + 1] - first,
                  .variant = summary->variant + first,
                  .arm = summary->arm + first,
                  .arm_step = summary->step == NULL ? NULL : summary->step + first * summary->step_count,
                  .arm_skipped = summary->skipped == NULL ? NULL : summary->skipped + first * summary->step_count,
                  .arm_uncounted = summary->uncounted == NULL ? NULL : summary->uncounted + first * summary->step_count,
                  .arm_value = summary->value == NULL ? NULL : summary->value + first,
                  .arm_amount = summary->amount == NULL ? NULL : summary->amount + first,
                  .arm_before = summary->before == NULL ? NULL : summary->before + first,
                  .arm_seconds = summary->seconds == NULL ? NULL : summary->seconds + first * summary->step_count,
                  .arm_young = summary->young == NULL ? NULL : summary->young + first};
  if (summary->has_strata) {
    const cvs_split *const split = &summary->strata;
    out->stratum_count = split->key_start[index + 1] - split->key_start[index];
    out->stratum = split->key + split->key_start[index];
    out->stratum_arm = split->sample + split->row_start[index];
  }
  if (summary->has_days) {
    const cvs_split *const split = &summary->days;
    out->day_count = split->key_start[index + 1] - split->key_start[index];
    out->day = summary->day + split->key_start[index];
    out->day_arm = split->sample + split->row_start[index];
    out->day_value = split->value == NULL ? NULL : split->value + split->row_start[index];
    out->day_amount = split->amount == NULL ? NULL : split->amount + split->row_start[index];
    out->day_step = split->step == NULL ? NULL : split->step + split->row_start[index] * summary->step_count;
  }
}
