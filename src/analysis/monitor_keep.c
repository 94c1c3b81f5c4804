/* The ledger of a group: past days must be what they were, and new looks are kept. */
#include "analysis/monitor_run.h"

#include "base/calendar.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/json_quote.h"
#include "base/utf8.h"

#include <string.h>

static uint64_t add_count(uint64_t digest, uint64_t count) {
  unsigned char bytes[sizeof count];
  for (size_t i = 0; i < sizeof bytes; i++)
    bytes[i] = (unsigned char)(count >> (8 * i));
  return cvs_digest_add(digest, bytes, sizeof bytes);
}

/* What a day has brought, the same whatever the order of the variants: a sum over them. Never 0, which means nothing.
 */
static uint64_t digest_day(const cvs_monitor_case *at, size_t day) {
  const size_t arms = at->out->arm_count;
  uint64_t sum = 0;
  for (size_t i = 0; i < arms; i++) {
    const cvs_sample none = {0}, now = at->days.total[day * arms + i];
    const cvs_sample before = day > 0 ? at->days.total[(day - 1) * arms + i] : none;
    const char *name = at->out->arm[i].name;
    const uint64_t visitors = now.visitors - before.visitors, conversions = now.conversions - before.conversions;
    const uint64_t digest = cvs_digest_add(CVS_DIGEST_START, name, strlen(name) + 1);
    sum += visitors > 0 || conversions > 0 ? add_count(add_count(digest, visitors), conversions) : 0;
  }
  return sum != 0 ? sum : 1;
}

static cvs_status set_key(cvs_monitor_case *at, cvs_error *error) {
  const cvs_dataset *dataset = at->run->dataset;
  cvs_strbuf text = {0};
  cvs_strbuf_add_char(&text, '[');
  for (size_t i = 0; i < cvs_dataset_by_count(dataset); i++) {
    cvs_strbuf one = {0};
    cvs_utf8_add_visible(&one, cvs_dataset_by_name(dataset, i));
    cvs_strbuf_add_char(&one, '=');
    cvs_utf8_add_visible(&one, cvs_dataset_by_value(dataset, at->out->group, i));
    cvs_strbuf_add(&text, i > 0 ? ", " : "");
    cvs_json_quote(&text, cvs_strbuf_text(&one));
    text.failed = text.failed || one.failed;
    cvs_strbuf_free(&one);
  }
  cvs_strbuf_add_char(&text, ']');
  at->key = text.failed ? NULL : cvs_arena_copy(&at->run->frame.arena, text.text, text.length);
  cvs_strbuf_free(&text);
  return at->key != NULL ? CVS_OK : cvs_fail_memory(error);
}

static cvs_status list_days(cvs_monitor_case *at, cvs_error *error) {
  cvs_ledger_day *days = cvs_arena_alloc(&at->run->frame.arena, (at->days.count + 1) * sizeof *days);
  if (days == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < at->days.count; i++)
    days[i] = (cvs_ledger_day){at->days.date[i], digest_day(at, i)};
  at->digest = days;
  return CVS_OK;
}

static cvs_status refuse_change(const cvs_monitor_case *at, const cvs_ledger_days *changed, cvs_error *error) {
  char date[CVS_CALENDAR_TEXT];
  const cvs_input_info *input = cvs_dataset_input(at->run->dataset);
  const char *file = input->file_count > 0 ? input->file[0].name : NULL;
  size_t missing = 0;
  for (size_t i = 0; i < changed->count; i++)
    missing += changed->day[i].digest == 0;
  if (missing == changed->count)
    return cvs_fail_at(error, CVS_EDATA, file, 0,
                       "%s%s missing that had counts at an earlier look (%s); give all days of the test, or "
                       "--accept-revision to record that they are gone",
                       cvs_calendar_text(changed->day[0].date, date), missing > 1 ? " and other days are" : " is",
                       at->run->options->ledger);
  return cvs_fail_at(error, CVS_EDATA, file, 0,
                     "the counts of %s%s are not what they were at an earlier look (%s); --accept-revision records "
                     "that and goes on",
                     cvs_calendar_text(changed->day[0].date, date), changed->count > 1 ? " and of other days" : "",
                     at->run->options->ledger);
}

cvs_status cvs_monitor_hold_past(cvs_monitor_case *at, cvs_error *error) {
  cvs_ledger *ledger = at->run->ledger;
  cvs_ledger_days changed;
  if (ledger == NULL)
    return CVS_OK;
  cvs_status status = set_key(at, error);
  if (status == CVS_OK)
    status = list_days(at, error);
  if (status != CVS_OK)
    return status;
  const cvs_ledger_days now = {at->digest, at->days.count};
  if (cvs_ledger_check(ledger, at->key, &now, &changed) != CVS_OK)
    return cvs_fail_memory(error);
  if (changed.count > 0 && !at->run->options->accept_revision)
    return refuse_change(at, &changed, error);
  at->revised = changed.count;
  at->revised_date = changed.count > 0 ? changed.day[0].date : 0;
  const cvs_ledger_entry revision = {at->key, true, 1, at->out->last, changed.day, changed.count, NULL, 0};
  if (changed.count > 0)
    cvs_ledger_add(ledger, &revision);
  return CVS_OK;
}

/* Days after `from` up to `to` as a slice of the group's. */
static void set_days(const cvs_monitor_case *at, int64_t from, int64_t to, cvs_ledger_entry *out) {
  size_t first = 0;
  while (first < at->days.count && at->days.date[first] <= from)
    first++;
  size_t end = first;
  while (end < at->days.count && at->days.date[end] <= to)
    end++;
  out->day = at->digest + first;
  out->day_count = end - first;
}

static cvs_status add_look(cvs_monitor_case *at, const cvs_monitor_look *look, int64_t from, cvs_error *error) {
  const cvs_monitor_group *group = at->out;
  cvs_ledger_treatment *list = cvs_arena_alloc(&at->run->frame.arena, (group->comparison_count + 1) * sizeof *list);
  if (list == NULL)
    return cvs_fail_memory(error);
  const bool planned = at->run->options->design == CVS_MONITOR_GROUP;
  for (size_t c = 0; c < group->comparison_count; c++) {
    const cvs_monitor_comparison *one = &look->comparison[c];
    /* Where there was no bound this treatment was not looked at. */
    const bool taken = planned && one->alpha_spent.exists;
    list[c] = (cvs_ledger_treatment){.name = group->arm[one->treatment].name,
                                     .information = taken ? one->information : (cvs_maybe){0},
                                     .alpha_spent = one->alpha_spent,
                                     .code = one->action};
  }
  cvs_ledger_entry entry = {.group = at->key,
                            .look = look->number,
                            .date = look->date,
                            .treatment = list,
                            .treatment_count = group->comparison_count};
  set_days(at, from, look->date, &entry);
  cvs_ledger_add(at->run->ledger, &entry);
  return CVS_OK;
}

/* A group sequential look is one each; elsewhere every day is a look, and one line stands for all new ones. */
cvs_status cvs_monitor_keep(cvs_monitor_case *at, cvs_error *error) {
  const cvs_monitor_group *group = at->out;
  cvs_status status = CVS_OK;
  if (at->run->ledger == NULL)
    return CVS_OK;
  const cvs_ledger_entry *last = cvs_ledger_last(at->run->ledger, at->key);
  int64_t from = last != NULL ? last->date : INT64_MIN;
  const bool each = at->run->options->design == CVS_MONITOR_GROUP;
  for (size_t i = 0; i < group->look_count && status == CVS_OK; i++) {
    const cvs_monitor_look *look = &group->look[i];
    if (look->date <= from || (!each && i + 1 < group->look_count))
      continue;
    status = add_look(at, look, from, error);
    from = look->date;
  }
  return status;
}
