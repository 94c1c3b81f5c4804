/* A saved result of `funnel`: arms and comparisons, step by step. */
#include "report/saved_funnel.h"

#include "report/saved_check.h"

/* --- arms --- */

static const cvs_bind step_rows[] = {
    CVS_BIND(COUNT, "users", cvs_funnel_step, users),
    CVS_BIND(COUNT, "lost", cvs_funnel_step, lost),
    CVS_BIND_IF(COUNT, "skipped", cvs_funnel_step, skipped, has_skipped),
    CVS_BIND_IF(COUNT, "uncounted", cvs_funnel_step, uncounted, has_uncounted),
    CVS_BIND(INTERVAL, "rate_from_previous", cvs_funnel_step, from_previous),
    CVS_BIND(INTERVAL, "rate_from_start", cvs_funnel_step, from_start),
    CVS_BIND(NUMBER, "spent", cvs_funnel_step, spent),
    CVS_BIND_IF(NUMBER, "cost_per_user", cvs_funnel_step, cost_per_user, has_cost),
};
static const cvs_bind second_rows[] = {
    CVS_BIND(NUMBER, "median", cvs_quartiles, median),
    CVS_BIND(NUMBER, "lower_quartile", cvs_quartiles, lower),
    CVS_BIND(NUMBER, "upper_quartile", cvs_quartiles, upper),
};
static const cvs_bind arm_rows[] = {
    CVS_BIND(COUNT, "users_on_their_way", cvs_funnel_arm, young),
    CVS_BIND_IF(COUNT, "users_too_young", cvs_funnel_arm, left_out, has_left_out),
    CVS_BIND_IF(NUMBER, "spent", cvs_funnel_arm, spent, has_spent),
    CVS_BIND_IF(NUMBER, "cost_per_conversion", cvs_funnel_arm, cost_per_conversion, has_cost_per_conversion),
    CVS_BIND_IF(NUMBER, "revenue", cvs_funnel_arm, revenue, has_value),
    CVS_BIND_IF(NUMBER, "return_on_cost", cvs_funnel_arm, return_on_cost, has_return),
};
static const cvs_bind change_rows[] = {
    CVS_BIND(NUMBER, "lift", cvs_funnel_what_if, lift),
    CVS_BIND_IF(NUMBER, "rate", cvs_funnel_what_if, rate, exists),
    CVS_BIND(INTERVAL, "overall", cvs_funnel_what_if, overall),
    CVS_BIND(INTERVAL, "conversions_gained_per_1000", cvs_funnel_what_if, gained_per_1000),
};

/* The step it is read against: the last one that may not be left out; of steps in any order those who entered. */
static size_t find_before(const cvs_funnel_options *options, size_t step) {
  for (size_t j = step; j > 0 && !options->any_order; j--)
    if ((options->optional >> (j - 1) & 1U) == 0)
      return j - 1;
  return SIZE_MAX;
}

/* The naive rate is that of all who entered, followed to the end or not. */
static void take_censored(cvs_saved_result *result, const cvs_json_place *place, uint64_t entered,
                          cvs_funnel_step *out) {
  static const cvs_bind rows[] = {CVS_BIND(COUNT, "users_followed", cvs_funnel_censored_step, mature.visitors)};
  const cvs_json_place naive = cvs_json_within(place, "rate_naive");
  cvs_funnel_censored_step *censored = cvs_json_is_null(&naive) ? NULL : cvs_saved_alloc(result, 1, sizeof *censored);
  if (censored == NULL)
    return;
  CVS_BIND_TAKE(place, rows, censored);
  censored->naive = (cvs_sample){.visitors = entered, .conversions = out->users};
  censored->from_start = out->from_start;
  censored->from_previous = out->from_previous;
  censored->exists = out->from_start.exists;
  out->censored = censored;
}

static void take_seconds(cvs_saved_result *result, const cvs_json_place *place, cvs_funnel_step *out) {
  const cvs_json_place seconds = cvs_json_within(place, "seconds_from_previous");
  cvs_quartiles *quartiles = cvs_json_is_null(&seconds) ? NULL : cvs_saved_alloc(result, 1, sizeof *quartiles);
  if (quartiles != NULL)
    CVS_BIND_TAKE(&seconds, second_rows, quartiles);
  out->seconds = quartiles;
}

/* Steps of users on their way are estimated, not counted: their rates are no shares of those who entered. */
static void check_step(const cvs_json_place *item, const cvs_funnel_step *step, size_t index, uint64_t entered) {
  const cvs_funnel_step *own = &step[index];
  const uint64_t before = own->before == SIZE_MAX ? entered : step[own->before].users;
  const cvs_json_place start = cvs_json_within(item, "rate_from_start");
  const cvs_json_place previous = cvs_json_within(item, "rate_from_previous");
  const cvs_json_place users = cvs_json_within(item, "users"), lost = cvs_json_within(item, "lost");
  const cvs_json_place skipped = cvs_json_within(item, "skipped"), uncounted = cvs_json_within(item, "uncounted");
  cvs_saved_check_most(&users, own->users, before, "who could come to it");
  cvs_saved_check_most(&lost, own->lost, before, "who came");
  /* Who skipped the first step may not have entered. */
  if (index > 0) {
    cvs_saved_check_most(&skipped, own->skipped, entered + step[0].skipped, "who were there");
    cvs_saved_check_most(&uncounted, own->uncounted, entered + step[0].skipped, "who were there");
  }
  if (own->censored != NULL)
    return;
  cvs_saved_check_rate(&start, own->users, entered);
  cvs_saved_check_rate(&previous, own->users, before);
}

static const cvs_funnel_step *take_steps(cvs_saved_result *result, const cvs_json_place *arm,
                                         const cvs_funnel_options *options, const cvs_funnel_group *group,
                                         uint64_t entered) {
  const cvs_json_place list = cvs_json_within(arm, "steps");
  cvs_funnel_step *step = cvs_saved_alloc(result, group->step_count, sizeof *step);
  const size_t count = cvs_json_length(&list, group->step_count, group->step_count);
  for (size_t j = 0; j < count && step != NULL; j++) {
    const cvs_json_place item = cvs_json_item(&list, j);
    CVS_BIND_TAKE(&item, step_rows, &step[j]);
    step[j].before = find_before(options, j);
    take_seconds(result, &item, &step[j]);
    take_censored(result, &item, entered, &step[j]);
    check_step(&item, step, j, entered);
  }
  return step;
}

static const cvs_funnel_what_if *take_changes(cvs_saved_result *result, const cvs_json_place *arm, size_t count,
                                              const cvs_funnel_group *group) {
  const cvs_json_place list = cvs_json_within(arm, "what_if");
  cvs_funnel_what_if *change = cvs_saved_alloc(result, count, sizeof *change);
  const size_t found = cvs_json_length(&list, count, count);
  for (size_t i = 0; i < found && change != NULL; i++) {
    const cvs_json_place item = cvs_json_item(&list, i), step = cvs_json_within(&item, "step");
    CVS_BIND_TAKE(&item, change_rows, &change[i]);
    change[i].step = cvs_saved_funnel_step(group, &step);
  }
  return change;
}

void cvs_saved_funnel_arms(cvs_saved_result *result, const cvs_json_place *group, const cvs_funnel_options *options,
                           cvs_funnel_group *out) {
  const cvs_json_place list = cvs_json_within(group, "arms");
  const size_t count = out->frame.arm_count;
  cvs_funnel_arm *arm = cvs_saved_alloc(result, count, sizeof *arm);
  cvs_arm_result *whole = cvs_saved_alloc(result, count, sizeof *whole);
  for (size_t i = 0; i < count && whole != NULL; i++) {
    const cvs_json_place item = cvs_json_item(&list, i);
    whole[i] = out->frame.arm[i];
    CVS_BIND_TAKE(&item, arm_rows, &arm[i]);
    arm[i].step = take_steps(result, &item, options, out, whole[i].sample.visitors);
    arm[i].what_if = take_changes(result, &item, options->what_if_count, out);
    if (arm[i].step == NULL || out->step_count == 0)
      continue;
    whole[i].sample.conversions = arm[i].step[out->step_count - 1].users;
    whole[i].rate = arm[i].step[out->step_count - 1].from_start;
  }
  if (whole != NULL)
    whole[count].name = "";
  out->arm = arm;
  out->frame.arm = whole;
}

/* --- comparisons --- */

static const cvs_bind previous_rows[] = {
    CVS_BIND(INTERVAL, "difference", cvs_funnel_contrast, difference_previous),
    CVS_BIND(INTERVAL, "lift", cvs_funnel_contrast, lift_previous),
};
static const cvs_bind contrast_rows[] = {
    CVS_BIND_HERE("from_previous", previous_rows),
    CVS_BIND_IF(INTERVAL, "contribution", cvs_funnel_contrast, term.interval, term.exists),
};
static const cvs_bind same_rows[] = {
    CVS_BIND_IF(NUMBER, "statistic", cvs_funnel_split, heterogeneity.statistic, has_heterogeneity),
    CVS_BIND(NUMBER, "df", cvs_funnel_split, heterogeneity.df),
    CVS_BIND(NUMBER, "p_value", cvs_funnel_split, heterogeneity.p_value),
    CVS_BIND(NUMBER, "ln_p_value", cvs_funnel_split, heterogeneity.ln_p_value),
};
static const cvs_bind split_rows[] = {
    CVS_BIND_IF(NUMBER, "ln_lift", cvs_funnel_split, ln_lift, complete),
    CVS_BIND_HERE("heterogeneity", same_rows),
};

/* NULL where the step is the entry itself, of which all is null. */
static const cvs_comparison *take_tested(cvs_saved_result *result, const cvs_json_place *place,
                                         const cvs_funnel_options *options, size_t control, size_t treatment) {
  const cvs_json_place method = cvs_json_within(place, "method");
  cvs_comparison *tested = cvs_json_is_null(&method) ? NULL : cvs_saved_alloc(result, 1, sizeof *tested);
  if (tested == NULL)
    return NULL;
  cvs_saved_comparison(place, &options->test, tested);
  tested->control = control;
  tested->treatment = treatment;
  return tested;
}

/* Effects are those of the rates; the arms without steps were refused. */
static void check_contrast(const cvs_json_place *item, const cvs_funnel_group *group, size_t index, size_t treatment) {
  const cvs_json_place start = cvs_json_within(item, "from_start"), previous = cvs_json_within(item, "from_previous");
  const cvs_funnel_step *control = group->arm[group->frame.control].step, *other = group->arm[treatment].step;
  if (control == NULL || other == NULL)
    return;
  cvs_saved_check_effects(&start, &control[index].from_start, &other[index].from_start);
  cvs_saved_check_effects(&previous, &control[index].from_previous, &other[index].from_previous);
}

static void take_contrasts(cvs_saved_result *result, const cvs_json_place *place, const cvs_funnel_options *options,
                           const cvs_funnel_group *group, cvs_funnel_comparison *out) {
  const cvs_json_place list = cvs_json_within(place, "steps");
  cvs_funnel_contrast *step = cvs_saved_alloc(result, group->step_count, sizeof *step);
  const size_t count = cvs_json_length(&list, group->step_count, group->step_count);
  for (size_t j = 0; j < count && step != NULL; j++) {
    const cvs_json_place item = cvs_json_item(&list, j), tested = cvs_json_within(&item, "from_start");
    CVS_BIND_TAKE(&item, contrast_rows, &step[j]);
    step[j].from_start = take_tested(result, &tested, options, group->frame.control, out->treatment);
    check_contrast(&item, group, j, out->treatment);
    step[j].term.entry = step[j].from_start == NULL;
    step[j].term.estimate = step[j].term.interval.estimate;
    if (!options->any_order && (options->optional >> j & 1U) == 0)
      out->split.term[out->split.count++] = step[j].term;
  }
  out->step = step;
}

void cvs_saved_funnel_comparisons(cvs_saved_result *result, const cvs_json_place *group,
                                  const cvs_funnel_options *options, cvs_funnel_group *out) {
  const cvs_json_place list = cvs_json_within(group, "comparisons");
  const size_t count = cvs_json_size(&list);
  cvs_funnel_comparison *comparison = cvs_saved_alloc(result, count, sizeof *comparison);
  cvs_comparison *whole = cvs_saved_alloc(result, count, sizeof *whole);
  for (size_t i = 0; i < count && whole != NULL; i++) {
    const cvs_json_place item = cvs_json_item(&list, i), treatment = cvs_json_within(&item, "treatment");
    const cvs_json_place overall = cvs_json_within(&item, "overall");
    comparison[i].treatment = cvs_saved_arm(&out->frame, &treatment);
    take_contrasts(result, &item, options, out, &comparison[i]);
    CVS_BIND_TAKE(&item, split_rows, &comparison[i].split);
    comparison[i].overall = take_tested(result, &overall, options, out->frame.control, comparison[i].treatment);
    if (comparison[i].overall != NULL)
      whole[i] = *comparison[i].overall;
    else
      cvs_json_refuse(&overall, "the test of the last step");
    if (whole[i].treatment < out->frame.arm_count)
      cvs_saved_check_effects(&overall, &out->frame.arm[out->frame.control].rate,
                              &out->frame.arm[comparison[i].treatment].rate);
  }
  out->comparison = comparison;
  out->frame.comparison = whole;
  out->comparison_count = out->frame.comparison_count = whole != NULL ? count : 0;
}
