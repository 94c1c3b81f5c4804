/* A saved result of `funnel`: the group. */
#include "report/saved_funnel.h"

#include "report/funnel_words.h"
#include "report/saved_check.h"

#include <string.h>

/* --- what was asked --- */

/* That units on their way are kept is all that a report asks of it. */
static cvs_status no_times(void *context, size_t group, size_t arm, cvs_funnel_times *out, cvs_error *error) {
  (void)context, (void)group, (void)arm, (void)out, (void)error;
  return CVS_EINVAL;
}

/* Steps that a list by comma names, as bits. */
static uint32_t find_steps(const char *list, const cvs_funnel_group *group) {
  uint32_t found = 0;
  for (size_t j = 0; list != NULL && j < group->step_count; j++) {
    const size_t length = strlen(group->step[j]);
    for (const char *at = strstr(list, group->step[j]); at != NULL && length > 0; at = strstr(at + 1, group->step[j]))
      if ((at == list || at[-1] == ',') && (at[length] == ',' || at[length] == '\0'))
        found |= UINT32_C(1) << j;
  }
  return found;
}

static void take_options(cvs_saved_result *result, const cvs_json_place *group, const cvs_funnel_group *found,
                         cvs_funnel_options *out) {
  const cvs_json_place arms = cvs_json_within(group, "arms"), first = cvs_json_item(&arms, 0);
  const cvs_json_place changes = cvs_json_within(&first, "what_if");
  cvs_funnel_options_init(out);
  cvs_saved_test_options(result, &out->test);
  out->any_order = cvs_saved_is(result, "order", "any");
  out->optional = find_steps(cvs_saved_text(result, "optional"), found);
  out->value = cvs_saved_number(result, "value_per_conversion");
  out->what_if_count = cvs_json_size(&changes);
  out->times = cvs_saved_is(result, "censor", "yes") ? no_times : NULL;
}

/* --- which step to work on --- */

static const cvs_bind leak_rows[] = {
    CVS_BIND(NUMBER, "rate_from_previous", cvs_funnel_leak, rate),
    CVS_BIND(NUMBER, "target", cvs_funnel_leak, target),
    CVS_BIND(BOOL, "by_benchmark", cvs_funnel_leak, by_benchmark),
    CVS_BIND_IF(NUMBER, "conversions_gained_per_1000", cvs_funnel_leak, gained_per_1000, has_gained),
    CVS_BIND(COUNT, "visitors_to_test", cvs_funnel_leak, visitors_to_test),
    CVS_BIND(COUNT, "visitors_to_test_overall", cvs_funnel_leak, visitors_to_test_overall),
};

size_t cvs_saved_funnel_step(const cvs_funnel_group *group, const cvs_json_place *name) {
  const char *text = cvs_json_get_string(name);
  for (size_t j = 0; j < group->step_count; j++)
    if (strcmp(group->step[j], text) == 0)
      return j;
  cvs_json_refuse(name, "the name of a step");
  return 0;
}

/* Its sentence names the step that its rule chose, and the one that would bring most. */
static void check_bottleneck(const cvs_json_place *place, const cvs_funnel_bottleneck *bottleneck) {
  const cvs_json_place step = cvs_json_within(place, "step"), list = cvs_json_within(place, "steps");
  if (bottleneck->reason != CVS_FUNNEL_NOTHING && bottleneck->first == SIZE_MAX)
    cvs_json_refuse(&step, "the name of a step, since the rule has chosen one");
  if (bottleneck->reason == CVS_FUNNEL_CHEAPEST && bottleneck->largest == SIZE_MAX)
    cvs_json_refuse(&list, "a step with a gain, since the rule has chosen among them");
}

static void take_bottleneck(cvs_saved_result *result, const cvs_json_place *group, cvs_funnel_group *out) {
  static const char *const rules[] = {"nothing", "largest-and-cheapest", "cheapest", "largest"};
  static const cvs_bind rows[] = {CVS_BIND_ONE_OF("rule", cvs_funnel_bottleneck, reason, rules)};
  const cvs_json_place place = cvs_json_within(group, "bottleneck"), arm = cvs_json_within(&place, "arm");
  const cvs_json_place step = cvs_json_within(&place, "step"), list = cvs_json_within(&place, "steps");
  cvs_funnel_bottleneck *bottleneck = &out->bottleneck;
  cvs_funnel_leak *leak = cvs_saved_alloc(result, out->step_count, sizeof *leak);
  const size_t count = cvs_json_length(&list, out->step_count, out->step_count);
  CVS_BIND_TAKE(&place, rows, bottleneck);
  bottleneck->arm = cvs_saved_arm(&out->frame, &arm);
  bottleneck->first = cvs_json_is_null(&step) ? SIZE_MAX : cvs_saved_funnel_step(out, &step);
  bottleneck->largest = SIZE_MAX;
  for (size_t j = 0; j < count && leak != NULL; j++) {
    const cvs_json_place item = cvs_json_item(&list, j);
    CVS_BIND_TAKE(&item, leak_rows, &leak[j]);
    const bool more =
        bottleneck->largest == SIZE_MAX || leak[j].gained_per_1000 > leak[bottleneck->largest].gained_per_1000;
    if (leak[j].has_gained && leak[j].gained_per_1000 > 0 && more)
      bottleneck->largest = j;
  }
  bottleneck->leak = leak;
  check_bottleneck(&place, bottleneck);
}

/* --- the group --- */

static void take_skips(const cvs_json_place *group, cvs_funnel_group *out) {
  static const cvs_bind rows[] = {CVS_BIND_IF(NUMBER, "p_value", cvs_funnel_skips, p_value, has_test),
                                  CVS_BIND(NUMBER, "ln_p_value", cvs_funnel_skips, ln_p_value),
                                  CVS_BIND(BOOL, "notable", cvs_funnel_skips, notable),
                                  CVS_BIND(BOOL, "unequal", cvs_funnel_skips, unequal)};
  const cvs_json_place place = cvs_json_within(group, "skips"), step = cvs_json_within(&place, "step");
  const cvs_json_place at = cvs_json_within(&place, "at");
  if (cvs_json_is_null(&place))
    return;
  CVS_BIND_TAKE(&place, rows, &out->skips);
  out->skips.step = cvs_saved_funnel_step(out, &step);
  if (out->skips.has_test)
    out->skips.at = cvs_saved_funnel_step(out, &at);
  out->skips.exists = true;
  out->frame.skips_unequal = out->skips.unequal;
  out->frame.skips_notable = out->skips.notable;
}

/* Who skipped a step took a later one, so it is not the last; somebody did. */
static void check_skips(const cvs_json_place *group, const cvs_funnel_group *found) {
  const cvs_json_place place = cvs_json_within(group, "skips"), step = cvs_json_within(&place, "step");
  const cvs_funnel_skips *skips = &found->skips;
  bool somebody = false;
  for (size_t i = 0; i < found->frame.arm_count && found->arm != NULL && found->arm[i].step != NULL; i++)
    somebody = somebody || !found->arm[i].step[skips->step].has_skipped || found->arm[i].step[skips->step].skipped > 0;
  if (skips->exists && (skips->step + 1 >= found->step_count || !somebody))
    cvs_json_refuse(&step, "a step before the last that somebody skipped");
}

static void take_step_names(cvs_saved_result *result, const cvs_json_place *group, cvs_funnel_group *out) {
  const cvs_json_place steps = cvs_json_within(group, "steps");
  const char **name = cvs_saved_alloc(result, CVS_FUNNEL_STEPS_MAX, sizeof *name);
  const size_t count = cvs_json_length(&steps, 1, CVS_FUNNEL_STEPS_MAX);
  for (size_t j = 0; j < count && name != NULL; j++) {
    const cvs_json_place step = cvs_json_item(&steps, j);
    name[j] = cvs_json_get_string(&step);
  }
  out->step = name;
  out->step_count = name != NULL ? count : 0;
}

/* "steps[1].from_start.lift" of a comparison: which step, and the rest of the path. */
static void place_finding(const cvs_funnel_group *group, cvs_finding *finding) {
  static const char prefix[] = "steps[";
  if (strncmp(finding->field, prefix, sizeof prefix - 1) != 0)
    return;
  const char *dot = strchr(finding->field, '.');
  size_t step = 0;
  for (const char *c = finding->field + sizeof prefix - 1; *c >= '0' && *c <= '9' && step < CVS_FUNNEL_STEPS_MAX; c++)
    step = step * 10 + (size_t)(*c - '0');
  finding->field = dot != NULL ? dot + 1 : "";
  finding->value[0] = (double)step;
  if (strcmp(finding->field, "contribution") != 0)
    finding->arm = finding->arm * group->step_count + step;
}

static void place_findings(cvs_saved_result *result, cvs_funnel_group *out) {
  cvs_finding *placed = cvs_saved_alloc(result, out->frame.finding_count, sizeof *placed);
  for (size_t i = 0; i < out->frame.finding_count && placed != NULL; i++) {
    placed[i] = out->frame.finding[i];
    place_finding(out, &placed[i]);
  }
  out->frame.finding = placed;
  out->frame.finding_count = placed != NULL ? out->frame.finding_count : 0;
}

static void take_group(cvs_saved_result *result, size_t index, cvs_funnel_options *options, cvs_funnel_group *out) {
  static const cvs_bind rows[] = {CVS_BIND_OF("adjust", cvs_funnel_group, adjust, CVS_KIND_ADJUST)};
  cvs_json_place root;
  const cvs_json_place groups = cvs_saved_groups(result, &root), place = cvs_json_item(&groups, index);
  *out = (cvs_funnel_group){.frame = {.group = index}};
  cvs_saved_frame(result, &place, index, &out->frame);
  CVS_BIND_TAKE(&place, rows, out);
  out->frame.adjust = out->adjust;
  cvs_saved_gates(&place, &out->frame);
  out->frame.data_broken = out->frame.data_broken && out->frame.decision == CVS_DECIDE_INVALID;
  take_step_names(result, &place, out);
  take_skips(&place, out);
  take_options(result, &place, out, options);
  cvs_saved_funnel_arms(result, &place, options, out);
  cvs_saved_funnel_comparisons(result, &place, options, out);
  cvs_saved_decided(&place, &out->frame);
  cvs_saved_check_decision(&place, &out->frame);
  check_skips(&place, out);
  take_bottleneck(result, &place, out);
  place_findings(result, out);
}

static void take_line(cvs_saved_result *result, size_t index, cvs_saved_line *out) {
  cvs_funnel_options options;
  cvs_funnel_group group;
  take_group(result, index, &options, &group);
  cvs_saved_topic(result, &group.frame, out);
  if (!cvs_funnel_compares(&group))
    out->decision = NULL; /* a funnel of one variant decides nothing */
}

static cvs_status report_group(cvs_saved_result *result, size_t index, cvs_report *report, cvs_error *error) {
  cvs_funnel_options options;
  cvs_funnel_group group;
  take_group(result, index, &options, &group);
  const cvs_status status = cvs_saved_status(result, error);
  return status == CVS_OK ? cvs_report_funnel(report, result->dataset, &options, &group, error) : status;
}

const cvs_saved_reader cvs_saved_reader_funnel = {.command = "funnel", .group = report_group, .line = take_line};
