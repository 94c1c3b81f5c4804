/* Sequences of looks with the k-th allocation failing, for every k they have. */
#include "fault/failing.h"

/* A look that failed for want of memory may be taken again, and is then as if nothing had happened. */
static cvs_status look_repeatedly(void) {
  const cvs_anytime_terms terms = {.alpha = 0.05, .comparisons = 1};
  const cvs_pair block = {{1000, 100}, {1000, 120}};
  cvs_anytime *sequence = NULL;
  cvs_anytime_look look;
  cvs_error error = {0};
  cvs_status status = cvs_anytime_new(&terms, &sequence, &error);
  for (int i = 0; i < 30 && status == CVS_OK; i++) {
    status = cvs_anytime_add(sequence, &block, &look, &error);
    if (status == CVS_ENOMEM && cvs_anytime_add(sequence, &block, &look, NULL) != CVS_OK)
      status = CVS_EINVAL;
  }
  cvs_anytime_free(sequence);
  return status == error.status ? status : CVS_EINVAL;
}

static cvs_status find_critical_value(void) {
  const cvs_maxsprt_terms terms = {0.3, 2000, 0.05, CVS_TWO_SIDED};
  cvs_maxsprt test;
  cvs_error error = {0};
  double p, ln_p;
  cvs_status status = cvs_maxsprt_start(&terms, &test, &error);
  if (status == CVS_OK)
    status = cvs_maxsprt_add(&test, 100, 45, &error);
  if (status == CVS_OK)
    status = cvs_maxsprt_p_value(&test, &p, &ln_p, &error);
  return status == error.status ? status : CVS_EINVAL;
}

static cvs_status watch_split(void) {
  const uint64_t visitors[] = {100, 110, 120, 90, 10, 20};
  const double weight[] = {1, 1, 1, 1, 2, 1};
  const cvs_split_history history = {visitors, weight, 3, 2};
  cvs_split_look looks[3];
  cvs_split_break found;
  cvs_error error = {0};
  cvs_status status = cvs_split_sequence(&history, looks, &error);
  if (status == CVS_OK)
    status = cvs_split_break_find(&history, &found, &error);
  return status == error.status ? status : CVS_EINVAL;
}

static const scenario scenarios[] = {{"looks at two rates", look_repeatedly},
                                     {"a critical value", find_critical_value},
                                     {"looks at a split", watch_split}};

int main(void) {
  return run_scenarios(scenarios, sizeof scenarios / sizeof scenarios[0]);
}
