/* `funnel`: the run over all groups, and the order of the steps within one. */
#include "analysis/funnel_run.h"

#include "base/error.h"
#include "base/mem.h"

#include <math.h>
#include <string.h>

_Static_assert((int)CVS_FUNNEL_STEPS_MAX >= (int)CVS_STEPS_MAX, "every funnel that is read can be analysed");

void cvs_funnel_options_init(cvs_funnel_options *options) {
  *options = (cvs_funnel_options){0};
  cvs_test_options_init(&options->test);
}

static cvs_status check_aims(const cvs_test_options *test, cvs_error *error) {
  if (test->aim != CVS_AIM_DIFFERENCE)
    return cvs_fail(error, CVS_EUSAGE, "a funnel asks for differences, expected no margin");
  if (test->all_pairs || test->trend)
    return cvs_fail(error, CVS_EUSAGE, "a funnel compares treatments with one control, expected no --pairs or --trend");
  return cvs_test_options_check(test, error);
}

static cvs_status check_settings(const cvs_funnel_options *options, cvs_error *error) {
  for (size_t i = 0; i < options->benchmark_count; i++)
    if (!(options->benchmark[i].value > 0 && options->benchmark[i].value <= 1))
      return cvs_fail(error, CVS_EUSAGE, "--benchmark %s is %g, expected a rate above 0 and at most 1",
                      options->benchmark[i].step, options->benchmark[i].value);
  if (options->what_if_count > CVS_FUNNEL_STEPS_MAX)
    return cvs_fail(error, CVS_EUSAGE, "--what-if has %zu changes, expected at most %d", options->what_if_count,
                    CVS_FUNNEL_STEPS_MAX);
  for (size_t i = 0; i < options->what_if_count; i++) {
    const double lift = options->what_if[i].value;
    if (!(lift > -1 && isfinite(lift)) || !(fabs(lift) > 0))
      return cvs_fail(error, CVS_EUSAGE, "--what-if %s is %g%%, expected a lift above -100%% that is not 0",
                      options->what_if[i].step, 100 * lift);
  }
  for (size_t i = 0; i < options->cost_count; i++)
    if (!(options->cost[i].value >= 0 && isfinite(options->cost[i].value)))
      return cvs_fail(error, CVS_EUSAGE, "--cost %s is %g, expected 0 or more", options->cost[i].step,
                      options->cost[i].value);
  if (!(options->value >= 0 && isfinite(options->value)))
    return cvs_fail(error, CVS_EUSAGE, "the value of a conversion is %g, expected more than 0", options->value);
  return CVS_OK;
}

/* Units on their way have times from step to step, so every step must be on the way. */
static cvs_status check_times(const cvs_funnel_options *options, cvs_error *error) {
  if (options->times != NULL && (options->any_order || options->optional != 0))
    return cvs_fail(error, CVS_EUSAGE,
                    "--censor follows users from step to step, expected no --order any and no step %s",
                    "that may be left out");
  return CVS_OK;
}

cvs_status cvs_funnel_options_check(const cvs_funnel_options *options, cvs_error *error) {
  cvs_status status = check_aims(&options->test, error);
  if (status == CVS_OK)
    status = check_times(options, error);
  return status == CVS_OK ? check_settings(options, error) : status;
}

static cvs_status check_strata(const cvs_dataset *dataset, cvs_error *error) {
  cvs_group first;
  cvs_dataset_group(dataset, 0, &first);
  if (first.stratum_count > 0)
    return cvs_fail(error, CVS_EUSAGE, "a funnel is read over all users together, expected no --stratify");
  return CVS_OK;
}

/* Several steps are one family of dependent tests; one step is what `test` makes of it. */
static cvs_status choose_adjust(cvs_funnel_run *run, cvs_error *error) {
  if (run->step_count < 2 && run->options->times == NULL)
    return CVS_OK;
  const char *id = run->frame_options.adjust;
  if (id == NULL || strcmp(id, "auto") == 0)
    run->frame_options.adjust = "holm";
  const cvs_method *adjust = cvs_method_find(CVS_KIND_ADJUST, run->frame_options.adjust);
  if (adjust != NULL && adjust->needs_normal)
    return cvs_fail(error, CVS_EUSAGE, "--adjust %s joins treatments at one step of known counts, expected holm or %s",
                    adjust->id, "another that needs no correlations");
  return CVS_OK;
}

static cvs_status start(cvs_funnel_run *run, cvs_error *error) {
  cvs_status status = cvs_funnel_options_check(run->options, error);
  if (status == CVS_OK)
    status = check_strata(run->dataset, error);
  if (status == CVS_OK)
    status = cvs_funnel_settle(run, error);
  if (status == CVS_OK)
    status = choose_adjust(run, error);
  return status == CVS_OK ? cvs_count_new(run->dataset, &run->frame_options, &run->frame, error) : status;
}

cvs_status cvs_funnel_new(const cvs_dataset *dataset, const cvs_funnel_options *options, cvs_funnel_run **out,
                          cvs_error *error) {
  *out = NULL;
  cvs_funnel_run *run = cvs_calloc(1, sizeof *run);
  if (run == NULL)
    return cvs_fail_memory(error);
  run->dataset = dataset;
  run->options = options;
  run->frame_options = options->test;
  const cvs_status status = start(run, error);
  if (status == CVS_OK)
    *out = run;
  else
    cvs_funnel_free(run);
  return status;
}

/* A funnel of one arm is described; several need users in the control and in another one. */
static bool is_broken(const cvs_test_group *frame) {
  size_t seen = 0;
  for (size_t i = 0; i < frame->arm_count; i++)
    seen += frame->arm[i].sample.visitors > 0;
  const bool alone = frame->arm_count == 1 && seen == 1;
  return !alone && (seen < 2 || frame->arm[frame->control].sample.visitors == 0);
}

/* Users who entered too late are no fault of the data, but a reader must know of them. */
static void note_left_out(cvs_funnel_run *run) {
  const cvs_group *data = &run->frame->data;
  uint64_t users = 0;
  for (size_t i = 0; i < data->arm_count && data->arm_young != NULL; i++)
    users += data->arm_young[i];
  if (users > 0)
    cvs_test_note(
        run->frame,
        &(cvs_finding){.code = CVS_FINDING_YOUNG_LEFT_OUT, .field = "arms", .arm = SIZE_MAX, .value = {(double)users}});
}

static cvs_status frame_group(cvs_funnel_run *run, size_t index, cvs_funnel_group *out, cvs_error *error) {
  cvs_status status = cvs_test_split(run->frame, index, &out->frame, error);
  if (status != CVS_OK)
    return status;
  out->frame.data_broken = is_broken(&out->frame);
  status = cvs_test_examine(run->frame, &out->frame, error);
  note_left_out(run);
  if (status == CVS_OK && run->options->any_order && index == 0)
    cvs_test_note(run->frame,
                  &(cvs_finding){.code = CVS_FINDING_STEPS_OVERLAP, .field = "contribution", .arm = SIZE_MAX});
  return status;
}

cvs_status cvs_funnel_analyse(cvs_funnel_run *run, size_t index, cvs_funnel_group *out, cvs_error *error) {
  *out = (cvs_funnel_group){.step_count = run->step_count, .step = run->name};
  run->censored = NULL; /* was in the arena of the group before */
  cvs_status status = frame_group(run, index, out, error);
  if (status == CVS_OK)
    status = cvs_funnel_measure(run, out, error);
  if (status == CVS_OK)
    status = cvs_funnel_find_skips(run, out, error);
  if (status == CVS_OK && run->options->times != NULL)
    status = cvs_funnel_measure_young(run, out, error);
  if (status == CVS_OK)
    status = cvs_funnel_compare(run, out, error);
  if (status == CVS_OK)
    status = cvs_funnel_find_bottleneck(run, out, error);
  if (status == CVS_OK)
    status = cvs_funnel_carry(run, out, error);
  if (status != CVS_OK)
    return status;
  cvs_test_decide(run->frame, &out->frame);
  out->frame.finding = run->frame->finding;
  out->frame.finding_count = run->frame->finding_count;
  return run->frame->failed ? cvs_fail_memory(error) : CVS_OK;
}

void cvs_funnel_free(cvs_funnel_run *run) {
  if (run == NULL)
    return;
  cvs_test_free(run->frame);
  cvs_free(run);
}
