/* From the options of `funnel` to the library's, and where what was typed contradicts itself. All of it is found before
 * anything is read. */
#include "cli/arguments.h"

#include "base/error.h"
#include "data/problem.h"
#include <string.h>

/* --- settings of one step: STEP=NUMBER --- */

typedef bool number_check(const cvs_quantity *number);

typedef struct setting_kind {
  const char *option;
  number_check *is_valid;
  bool is_lift;
  const char *domain;
} setting_kind;

static bool is_benchmark(const cvs_quantity *number) {
  return number->suffix != CVS_SUFFIX_POINTS && number->value > 0 && number->value <= 1;
}

static bool is_change(const cvs_quantity *number) {
  return number->suffix != CVS_SUFFIX_POINTS && number->value > -1 && (number->value > 0 || number->value < 0);
}

static bool is_cost(const cvs_quantity *number) {
  return number->suffix == CVS_SUFFIX_NONE && number->value >= 0 && number->value <= CVS_MONEY_MAX;
}

static const setting_kind benchmarks = {"benchmark", is_benchmark, false,
                                        "STEP=RATE with a rate above 0 and at most 100% (signup=40%)"};
static const setting_kind changes = {"what-if", is_change, true,
                                     "STEP=LIFT with a lift above -100% that is not 0 (signup=+5%)"};
static const setting_kind costs = {"cost", is_cost, false, "STEP=MONEY with an amount of 0 or more (view=0.35)"};

/* 1.5 could mean 150% or a slip for 1.5%: nobody should have to guess. */
static cvs_status refuse_bare(const char *item, const char *sign, double lift, cvs_error *error) {
  const int name = (int)(sign - item);
  return cvs_fail(
      error, CVS_EUSAGE,
      "--what-if: \"%s\" is 1 or more without a percent sign (write %.*s=%.10g%%, or %s%% if that is meant)", item,
      name, item, 100 * lift, item);
}

static cvs_status parse_setting(const setting_kind *kind, const char *item, cvs_arena *arena, cvs_funnel_setting *out,
                                cvs_error *error) {
  const char *sign = strrchr(item, '=');
  const char *text = sign != NULL ? sign + 1 + (sign[1] == '+') : "";
  char shown[CVS_SHOWN_MAX];
  cvs_quantity number;
  if (sign == NULL || sign == item || !cvs_quantity_parse(text, strlen(text), &number) || !kind->is_valid(&number))
    return cvs_fail(error, CVS_EUSAGE, "--%s: %s is not %s", kind->option, cvs_show_value(shown, item), kind->domain);
  if (kind->is_lift && number.suffix == CVS_SUFFIX_NONE && number.value >= 1)
    return refuse_bare(item, sign, number.value, error);
  out->step = cvs_arena_copy(arena, item, (size_t)(sign - item));
  out->value = number.value;
  return out->step != NULL ? CVS_OK : cvs_fail_memory(error);
}

/* A list of settings in the arena. */
static cvs_status parse_settings(const setting_kind *kind, const cvs_value *value, cvs_arena *arena,
                                 const cvs_funnel_setting **out, cvs_error *error) {
  if (value->list_count == 0)
    return CVS_OK;
  cvs_funnel_setting *setting = cvs_arena_alloc(arena, value->list_count * sizeof *setting);
  if (setting == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < value->list_count; i++) {
    const cvs_status status = parse_setting(kind, value->list[i], arena, &setting[i], error);
    if (status != CVS_OK)
      return status;
  }
  *out = setting;
  return CVS_OK;
}

/* A step that is not among those of --steps is found before anything is read. */
static cvs_status check_names(const cvs_value *steps, const char *option, const cvs_funnel_setting *setting,
                              size_t count, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  for (size_t i = 0; i < count && steps->given; i++) {
    bool found = false;
    for (size_t j = 0; j < steps->list_count; j++)
      found = found || strcmp(steps->list[j], setting[i].step) == 0;
    if (!found)
      return cvs_fail(error, CVS_EUSAGE, "--%s: %s is none of --steps %s", option,
                      cvs_show_value(shown, setting[i].step), steps->text);
  }
  return CVS_OK;
}

static cvs_status resolve_settings(cvs_arguments *arguments, cvs_funnel_options *out, cvs_error *error) {
  const cvs_funnel_values *values = &arguments->funnel;
  const cvs_value *steps = &arguments->units.steps;
  out->benchmark_count = values->benchmark.list_count;
  out->what_if_count = values->what_if.list_count;
  out->cost_count = values->cost.list_count;
  cvs_status status = parse_settings(&benchmarks, &values->benchmark, &arguments->arena, &out->benchmark, error);
  if (status == CVS_OK)
    status = parse_settings(&changes, &values->what_if, &arguments->arena, &out->what_if, error);
  if (status == CVS_OK)
    status = parse_settings(&costs, &values->cost, &arguments->arena, &out->cost, error);
  if (status == CVS_OK)
    status = check_names(steps, benchmarks.option, out->benchmark, out->benchmark_count, error);
  if (status == CVS_OK)
    status = check_names(steps, changes.option, out->what_if, out->what_if_count, error);
  return status == CVS_OK ? check_names(steps, costs.option, out->cost, out->cost_count, error) : status;
}

/* --- the way through the steps --- */

static cvs_status resolve_optional(const cvs_arguments *arguments, uint32_t *mask, cvs_error *error) {
  const cvs_value *optional = &arguments->funnel.optional, *steps = &arguments->units.steps;
  char shown[CVS_SHOWN_MAX];
  *mask = 0;
  if (optional->given && !steps->given)
    return cvs_fail(error, CVS_EUSAGE, "--optional names steps of --steps, which is missing");
  for (size_t i = 0; i < optional->list_count; i++) {
    size_t at = 0;
    while (at < steps->list_count && strcmp(steps->list[at], optional->list[i]) != 0)
      at++;
    if (at == steps->list_count || at >= CVS_STEPS_MAX)
      return cvs_fail(error, CVS_EUSAGE, "--optional: %s is none of --steps %s",
                      cvs_show_value(shown, optional->list[i]), steps->text);
    if (at + 1 == steps->list_count)
      return cvs_fail(error, CVS_EUSAGE, "--optional: %s is the last of --steps, expected one before the conversion",
                      cvs_show_value(shown, optional->list[i]));
    *mask |= UINT32_C(1) << at;
  }
  return CVS_OK;
}

/* Users who leave a step out get to the end without it: a change there is not carried. */
static cvs_status check_changes(const cvs_arguments *arguments, const cvs_funnel_options *options, cvs_error *error) {
  const cvs_value *steps = &arguments->units.steps;
  char shown[CVS_SHOWN_MAX];
  for (size_t i = 0; i < options->what_if_count; i++)
    for (size_t j = 0; j < steps->list_count && j < CVS_STEPS_MAX; j++)
      if ((options->optional >> j & 1U) != 0 && strcmp(steps->list[j], options->what_if[i].step) == 0)
        return cvs_fail(error, CVS_EUSAGE, "--what-if: %s is --optional, expected a step that all must take",
                        cvs_show_value(shown, steps->list[j]));
  return CVS_OK;
}

static bool is_last_step(const cvs_units_values *units) {
  const size_t count = units->steps.list_count;
  return count > 0 && strcmp(units->steps.list[count - 1], units->goal.text) == 0;
}

static cvs_status check_way(const cvs_arguments *arguments, cvs_error *error) {
  const cvs_funnel_values *values = &arguments->funnel;
  const cvs_units_values *units = &arguments->units;
  const bool any_order = units->order.choice == CVS_ORDER_ANY;
  if (units->goal.given && !is_last_step(units))
    return cvs_fail(error, CVS_EUSAGE,
                    "--goal: the conversion of a funnel is the last of its --steps, expected no other");
  if (values->censor.given && !units->window.given)
    return cvs_fail(error, CVS_EUSAGE, "--censor needs --window SPAN: how long a user has for the steps");
  if (units->window_from.given && !units->window.given)
    return cvs_fail(error, CVS_EUSAGE, "--window-from %s has no window: expected --window SPAN",
                    units->window_from.text);
  if (any_order && values->optional.given)
    return cvs_fail(error, CVS_EUSAGE, "--optional says nothing with --order any: no step needs another there");
  if (any_order && values->censor.given)
    return cvs_fail(error, CVS_EUSAGE, "--censor follows users from step to step, expected no --order any");
  if (any_order && values->what_if.given)
    return cvs_fail(error, CVS_EUSAGE, "--what-if carries a change from step to step, expected no --order any");
  if (any_order && values->benchmark.given)
    return cvs_fail(error, CVS_EUSAGE,
                    "--benchmark is a rate from the step before, which --order any does not have: expected no --order "
                    "any");
  if (values->optional.given && values->censor.given)
    return cvs_fail(error, CVS_EUSAGE, "--censor follows users from step to step, expected no --optional");
  return CVS_OK;
}

static void resolve_reading(const cvs_arguments *arguments, uint32_t optional, cvs_read_options *read) {
  const cvs_funnel_values *values = &arguments->funnel;
  const cvs_units_values *units = &arguments->units;
  read->steps.optional = optional;
  read->steps.exclude = values->exclude.list;
  read->steps.exclude_count = values->exclude.list_count;
  read->steps.window_from_entry = true; /* says nothing where users enter at their first step */
  read->goal = NULL;                    /* the last step */
  read->first_step_enters = true;
  read->goal_optional = true;
  read->variant_optional = true;
  read->without_days = true;
  read->want_step_times = values->times.choice == CVS_TIMES_YES;
  read->want_value = arguments->data.column[CVS_ROLE_VALUE].given;
  read->drop_young = units->window.given && !values->censor.given;
  read->keep_step_times = values->censor.given;
}

static cvs_status resolve_value(const cvs_arguments *arguments, cvs_funnel_options *out, cvs_error *error) {
  const cvs_value *value = &arguments->money.value_per_conversion;
  if (!value->given)
    return CVS_OK;
  out->value = value->quantity[0].value;
  if (!(out->value > 0))
    return cvs_fail(error, CVS_EUSAGE, "--value-per-conversion: \"%s\" is not above 0", value->text);
  if (arguments->data.column[CVS_ROLE_VALUE].given)
    return cvs_fail(error, CVS_EUSAGE, "--value-per-conversion contradicts --value %s: expected one of them",
                    arguments->data.column[CVS_ROLE_VALUE].text);
  return CVS_OK;
}

cvs_status cvs_arguments_funnel(cvs_arguments *arguments, cvs_read_options *read, cvs_funnel_options *out,
                                cvs_error *error) {
  cvs_funnel_options_init(out);
  cvs_status status = check_way(arguments, error);
  if (status == CVS_OK)
    status = cvs_arguments_test(arguments, &out->test, error);
  if (status == CVS_OK)
    status = resolve_optional(arguments, &out->optional, error);
  if (status == CVS_OK)
    status = resolve_settings(arguments, out, error);
  if (status == CVS_OK)
    status = check_changes(arguments, out, error);
  if (status == CVS_OK)
    status = resolve_value(arguments, out, error);
  if (status != CVS_OK)
    return status;
  out->any_order = arguments->units.order.choice == CVS_ORDER_ANY;
  resolve_reading(arguments, out->optional, read);
  return cvs_funnel_options_check(out, error);
}
