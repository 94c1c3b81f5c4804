/* From the options of `monitor` to the library's, and where what was typed contradicts itself. All of it is found
 * before anything is read. */
#include "cli/arguments.h"

#include "base/error.h"
#include "data/problem.h"
#include <string.h>

/* What --design, --sprt and --maxsprt say together, else what the options of looks imply. */
static cvs_status resolve_design(const cvs_arguments *arguments, cvs_monitor_options *out, cvs_error *error) {
  const cvs_monitor_values *values = &arguments->monitor;
  const cvs_sequential_values *looks = &arguments->sequential;
  const bool planned = values->plan.given || looks->looks.given || looks->look_times.given;
  const cvs_value *const said[] = {&values->design, &values->sprt, &values->maxsprt};
  const char *const names[] = {"--design", "--sprt", "--maxsprt"};
  const cvs_monitor_design meant[] = {(cvs_monitor_design)values->design.choice, CVS_MONITOR_SPRT, CVS_MONITOR_MAXSPRT};
  const char *first = NULL;
  out->design = planned ? CVS_MONITOR_GROUP : CVS_MONITOR_ANYTIME;
  for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
    if (!said[i]->given)
      continue;
    if (first && out->design != meant[i])
      return cvs_fail(error, CVS_EUSAGE, "%s contradicts %s: expected one of them", names[i], first);
    first = names[i];
    out->design = meant[i];
  }
  if (planned && out->design != CVS_MONITOR_GROUP)
    return cvs_fail(error, CVS_EUSAGE, "--%s is for planned looks: it contradicts %s",
                    values->plan.given   ? "plan"
                    : looks->looks.given ? "looks"
                                         : "look-times",
                    first);
  return CVS_OK;
}

/* A plan file says by itself when to look and where the test ends. */
static cvs_status resolve_looks(const cvs_arguments *arguments, cvs_monitor_options *out, cvs_plan_looks *looks,
                                cvs_error *error) {
  const cvs_monitor_values *values = &arguments->monitor;
  cvs_arguments copy = *arguments; /* looked at only; the table's accessor takes what may change */
  const char *again = cvs_option_first_given(&cvs_options_sequential, &copy);
  if (!values->plan.given) {
    const cvs_status status = cvs_arguments_sequential(arguments, looks, error);
    out->looks = looks->count > 0 ? looks : NULL;
    return status;
  }
  if (!again && values->max_sample_size.given)
    again = "max-sample-size";
  if (again)
    return cvs_fail(error, CVS_EUSAGE, "--%s contradicts --plan: the plan says when to look and when to stop", again);
  return CVS_OK;
}

/* "2026-08-15=A=50,B=50": both parts as other options take them. */
static cvs_status parse_change(cvs_arguments *arguments, const char *text, cvs_allocation_change *out,
                               cvs_error *error) {
  static const cvs_option date_option = {.name = "allocation-change", .kind = CVS_VALUE_DATE};
  static const cvs_option share_option = {.name = "allocation-change", .kind = CVS_VALUE_SHARES};
  char shown[CVS_SHOWN_MAX];
  const char *split = strchr(text, '=');
  if (!split)
    return cvs_fail(error, CVS_EUSAGE, "--allocation-change: %s is not a day and a split (2026-12-01=A=50,B=50)",
                    cvs_show_value(shown, text));
  const char *date_text = cvs_arena_copy(&arguments->arena, text, (size_t)(split - text));
  if (!date_text)
    return cvs_fail_memory(error);
  cvs_value date = {0}, shares = {0};
  cvs_status status = cvs_value_parse(&date_option, date_text, &date, &arguments->arena, error);
  if (status == CVS_OK)
    status = cvs_value_parse(&share_option, split + 1, &shares, &arguments->arena, error);
  for (size_t i = 0; i < shares.list_count && status == CVS_OK; i++)
    if (!shares.share[i].name)
      status = cvs_fail(error, CVS_EUSAGE, "--allocation-change: the shares of %s must be named (A=50,B=50)",
                        cvs_show_value(shown, text));
  *out = (cvs_allocation_change){date.day, shares.share, shares.list_count};
  return status;
}

/* In the order of the days, each day once. */
static cvs_status resolve_changes(cvs_arguments *arguments, cvs_monitor_options *out, cvs_error *error) {
  const cvs_value *values = &arguments->monitor.allocation_change;
  if (values->list_count == 0)
    return CVS_OK;
  cvs_allocation_change *changes = cvs_arena_alloc(&arguments->arena, values->list_count * sizeof *changes);
  if (!changes)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < values->list_count; i++) {
    cvs_allocation_change change;
    const cvs_status status = parse_change(arguments, values->list[i], &change, error);
    if (status != CVS_OK)
      return status;
    size_t at = i;
    for (; at > 0 && changes[at - 1].date > change.date; at--)
      changes[at] = changes[at - 1];
    if (at > 0 && changes[at - 1].date == change.date)
      return cvs_fail(error, CVS_EUSAGE, "--allocation-change: two changes on the same day, expected one");
    changes[at] = change;
  }
  out->change = changes;
  out->change_count = values->list_count;
  return CVS_OK;
}

/* Level, side and shares; what was not typed is left to the plan. */
static cvs_status resolve_question(const cvs_arguments *arguments, cvs_monitor_options *out, cvs_error *error) {
  const cvs_test_values *test = &arguments->test;
  cvs_test_options question;
  cvs_test_options_init(&question);
  cvs_status status = cvs_arguments_question(test, &question, error);
  if (status == CVS_OK)
    status = cvs_arguments_shares(arguments, &question, error);
  out->alpha = test->alpha.given || test->confidence.given ? question.alpha : 0;
  out->has_alternative = test->alternative.given;
  out->alternative = question.alternative;
  out->control = test->control.text;
  out->share = question.share;
  out->share_count = question.share_count;
  return status;
}

static void resolve_rest(const cvs_monitor_values *values, cvs_monitor_options *out) {
  out->cumulative = values->cumulative.given;
  out->method = values->method.given ? values->method.text : NULL;
  out->sequence = (cvs_sequence)values->sequence.choice;
  out->baseline = values->baseline.given ? values->baseline.quantity[0].value : 0;
  out->mde = values->mde.given ? values->mde.quantity[0].value : 0;
  out->tune_at = values->tune_at.given ? (double)values->tune_at.count : 0;
  out->visitors_max = values->max_sample_size.given ? values->max_sample_size.count : 0;
  out->power = values->power.given ? values->power.quantity[0].value : 0;
  if (values->adjust.given)
    out->adjust = values->adjust.text;
  out->every_day = values->every_day.given;
  out->look_now = values->look_now.given;
  out->ends = values->ended.given;
  out->horizon = values->horizon.given ? values->horizon.count : 0;
  out->target = values->target.given ? values->target.quantity[0].value : 0;
  out->compare = values->compare.given;
  out->ledger = values->ledger.text;
  out->accept_revision = values->accept_revision.given;
}

cvs_status cvs_arguments_monitor(cvs_arguments *arguments, cvs_monitor_options *out, cvs_error *error) {
  cvs_monitor_options_init(out);
  resolve_rest(&arguments->monitor, out);
  out->goal = arguments->units.goal.text;
  cvs_plan_looks *looks = cvs_arena_alloc(&arguments->arena, sizeof *looks);
  if (!looks)
    return cvs_fail_memory(error);
  cvs_status status = resolve_design(arguments, out, error);
  if (status == CVS_OK)
    status = resolve_looks(arguments, out, looks, error);
  if (status == CVS_OK)
    status = resolve_question(arguments, out, error);
  return status == CVS_OK ? resolve_changes(arguments, out, error) : status;
}
