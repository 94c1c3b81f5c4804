/* The steps of a funnel: what each is read against, and what the options say of them by name. */
#include "analysis/funnel_run.h"

#include "base/error.h"
#include "base/strbuf.h"
#include "base/utf8.h"

#include <string.h>

bool cvs_funnel_is_optional(const cvs_funnel_run *run, size_t step) {
  return (run->options->optional >> step & 1) != 0;
}

size_t cvs_funnel_find_step(const cvs_funnel_run *run, const char *name) {
  for (size_t i = 0; i < run->step_count; i++)
    if (strcmp(run->name[i], name) == 0)
      return i;
  return SIZE_MAX;
}

/* Settings of one option; `value`, by step, NULL where they are read elsewhere. */
typedef struct named_settings {
  const char *option;
  const cvs_funnel_setting *setting;
  size_t count;
  double *value;
} named_settings;

static cvs_status refuse_name(const cvs_funnel_run *run, const char *option, const char *name, cvs_error *error) {
  cvs_strbuf steps = {0}, wanted = {0};
  for (size_t i = 0; i < run->step_count; i++) {
    cvs_strbuf_add(&steps, i > 0 ? ", " : "");
    cvs_utf8_add_visible(&steps, run->name[i]);
  }
  cvs_utf8_add_visible(&wanted, name);
  const bool lost = steps.failed || wanted.failed;
  const cvs_status status =
      lost ? cvs_fail_memory(error)
           : cvs_fail(error, CVS_EUSAGE, "%s \"%s\" is not a step of the funnel, expected one of: %s", option,
                      cvs_strbuf_text(&wanted), cvs_strbuf_text(&steps));
  cvs_strbuf_free(&steps);
  cvs_strbuf_free(&wanted);
  return status;
}

static cvs_status settle_option(const cvs_funnel_run *run, const named_settings *named, cvs_error *error) {
  bool given[CVS_FUNNEL_STEPS_MAX] = {false};
  for (size_t i = 0; i < named->count; i++) {
    const cvs_funnel_setting *setting = &named->setting[i];
    const size_t step = cvs_funnel_find_step(run, setting->step);
    if (step == SIZE_MAX)
      return refuse_name(run, named->option, setting->step, error);
    if (named->value == NULL)
      continue;
    if (given[step])
      return cvs_fail(error, CVS_EUSAGE, "%s is given twice for the step \"%s\", expected once", named->option,
                      setting->step);
    given[step] = true;
    named->value[step] = setting->value;
  }
  return CVS_OK;
}

static void read_steps(cvs_funnel_run *run) {
  size_t before = CVS_FUNNEL_ENTRY;
  run->step_count = cvs_dataset_step_count(run->dataset);
  for (size_t i = 0; i < run->step_count; i++) {
    run->name[i] = cvs_dataset_step(run->dataset, i);
    run->before[i] = run->options->any_order ? CVS_FUNNEL_ENTRY : before;
    if (!cvs_funnel_is_optional(run, i))
      before = i;
  }
}

/* In any order a step stands for itself, whether or not it may be left out. */
static cvs_status check_optional(const cvs_funnel_run *run, cvs_error *error) {
  if (run->step_count == 0)
    return cvs_fail(error, CVS_EUSAGE,
                    "the data have no steps, expected --steps A,B,C: events, or columns of users or counts");
  if (run->step_count < CVS_FUNNEL_STEPS_MAX && run->options->optional >> run->step_count != 0)
    return cvs_fail(error, CVS_EUSAGE, "a step that may be left out is beyond the last, expected %zu steps or less",
                    run->step_count);
  if (cvs_funnel_is_optional(run, run->step_count - 1))
    return cvs_fail(error, CVS_EUSAGE, "the last step \"%s\" may be left out, expected one that is the conversion",
                    run->name[run->step_count - 1]);
  return CVS_OK;
}

cvs_status cvs_funnel_settle(cvs_funnel_run *run, cvs_error *error) {
  const cvs_funnel_options *options = run->options;
  const named_settings all[] = {{"--benchmark", options->benchmark, options->benchmark_count, run->benchmark},
                                {"--what-if", options->what_if, options->what_if_count, NULL},
                                {"--cost", options->cost, options->cost_count, run->cost}};
  read_steps(run);
  cvs_status status = check_optional(run, error);
  for (size_t i = 0; i < sizeof all / sizeof all[0] && status == CVS_OK; i++)
    status = settle_option(run, &all[i], error);
  return status;
}
