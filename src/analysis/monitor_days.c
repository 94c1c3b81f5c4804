/* The days of a group: what came in on each, running totals, and the shares that were intended. */
#include "analysis/monitor_run.h"

#include "base/calendar.h"
#include "base/error.h"

#include <inttypes.h>
#include <string.h>

/* Days as they are filled. `waiting` counts days without all running totals, `before` those ahead of the first day that
 * was taken, `within` those between the first and the last one. */
typedef struct day_table {
  size_t arms;
  size_t count;
  int64_t *date;
  cvs_sample *block;
  cvs_sample *total;
  double *share;
  size_t *period;
  size_t waiting;
  size_t before;
  size_t within;
} day_table;

static cvs_status fail_day(const cvs_monitor_case *at, int64_t date, const char *what, const char *variant,
                           cvs_error *error) {
  char day[CVS_CALENDAR_TEXT];
  const cvs_input_info *input = cvs_dataset_input(at->run->dataset);
  return cvs_fail_at(error, CVS_EDATA, input->file_count > 0 ? input->file[0].name : NULL, 0,
                     "%s of variant \"%s\" on %s, expected totals that never fall (--cumulative)", what, variant,
                     cvs_calendar_text(date, day));
}

static cvs_status make_table(cvs_monitor_case *at, size_t days, size_t arms, day_table *out, cvs_error *error) {
  cvs_arena *arena = &at->run->frame.arena;
  const size_t cells = days * arms;
  *out = (day_table){.arms = arms,
                     .date = cvs_arena_alloc(arena, days * sizeof *out->date),
                     .block = cvs_arena_alloc(arena, cells * sizeof *out->block),
                     .total = cvs_arena_alloc(arena, cells * sizeof *out->total),
                     .share = cvs_arena_alloc(arena, cells * sizeof *out->share),
                     .period = cvs_arena_alloc(arena, days * sizeof *out->period)};
  const bool whole = out->date && out->block && out->total && out->share && out->period;
  return whole ? CVS_OK : cvs_fail_memory(error);
}

/* --- what came in --- */

/* An arm so far. `late` are conversions of earlier visitors that came in on days with fewer new visitors: a block has
 * no room for them, so that they wait for the next visitors. The totals have them at once. */
typedef struct arm_so_far {
  cvs_sample total;
  cvs_sample seen; /* the running total that was given last; days that wait have given it too */
  uint64_t late;
  bool exists; /* some day has a running total of it */
} arm_so_far;

static bool is_none(cvs_sample sample) {
  return sample.visitors == 0 && sample.conversions == 0;
}

/* What a running total has gained since the day that was taken before. What falls, or NULL. */
static const char *take_total(cvs_sample now, arm_so_far *so_far, cvs_sample *gain) {
  *gain = (cvs_sample){0};
  if (is_none(now))
    return NULL;
  if (now.visitors < so_far->seen.visitors)
    return "the visitors fall";
  if (now.conversions < so_far->seen.conversions)
    return "the conversions fall";
  so_far->seen = now;
  *gain = (cvs_sample){now.visitors - so_far->total.visitors, now.conversions - so_far->total.conversions};
  return NULL;
}

static cvs_status take_row(const cvs_monitor_case *at, size_t row, arm_so_far *so_far, cvs_sample *gain,
                           cvs_error *error) {
  const cvs_group *data = &at->run->frame.data;
  const cvs_sample *cells = data->day_arm + row * data->arm_count;
  for (size_t i = 0; i < data->arm_count; i++) {
    gain[i] = cells[i];
    const char *fault = at->run->options->cumulative ? take_total(cells[i], &so_far[i], &gain[i]) : NULL;
    if (fault != NULL)
      return fail_day(at, data->day[row], fault, at->out->arm[i].name, error);
  }
  return CVS_OK;
}

static void find_totals(const cvs_group *data, arm_so_far *so_far) {
  for (size_t row = 0; row < data->day_count; row++)
    for (size_t i = 0; i < data->arm_count; i++)
      so_far[i].exists = so_far[i].exists || !is_none(data->day_arm[row * data->arm_count + i]);
}

/* A running total that is missing is not known, and is not the one of the day before: all variants wait for the next
 * day that has all, or one arm would seem to have lost its visitors. */
static bool waits(const cvs_monitor_case *at, size_t row, const arm_so_far *so_far) {
  const cvs_group *data = &at->run->frame.data;
  for (size_t i = 0; i < data->arm_count && at->run->options->cumulative; i++)
    if (so_far[i].exists && is_none(data->day_arm[row * data->arm_count + i]))
      return true;
  return false;
}

static bool has_news(const cvs_sample *gain, size_t arms) {
  for (size_t i = 0; i < arms; i++)
    if (gain[i].visitors > 0 || gain[i].conversions > 0)
      return true;
  return false;
}

/* Turns the gains of a day into its blocks. */
static void add_day(cvs_monitor_case *at, day_table *table, arm_so_far *so_far) {
  const size_t first = table->count * table->arms;
  bool late = false;
  for (size_t i = 0; i < table->arms; i++) {
    cvs_sample *block = &table->block[first + i];
    so_far[i].total.visitors += block->visitors;
    so_far[i].total.conversions += block->conversions;
    const uint64_t waiting = so_far[i].late + block->conversions;
    block->conversions = waiting < block->visitors ? waiting : block->visitors;
    so_far[i].late = waiting - block->conversions;
    late = late || so_far[i].late > 0;
    table->total[first + i] = so_far[i].total;
  }
  at->late += late;
}

/* --- what was intended --- */

static const cvs_share *find_share(const cvs_allocation_change *change, const char *name) {
  for (size_t i = 0; i < change->share_count; i++)
    if (change->share[i].name != NULL && strcmp(change->share[i].name, name) == 0)
      return &change->share[i];
  return NULL;
}

/* Shares of a day; *period counts the changes so far. */
static cvs_status set_shares(const cvs_monitor_case *at, int64_t date, double *share, size_t *period,
                             cvs_error *error) {
  const cvs_monitor_options *options = at->run->options;
  double sum = 0;
  *period = 0;
  while (*period < options->change_count && options->change[*period].date <= date)
    ++*period;
  for (size_t i = 0; i < at->out->arm_count; i++) {
    const cvs_arm_result *arm = &at->out->arm[i];
    const cvs_share *changed = *period > 0 ? find_share(&options->change[*period - 1], arm->name) : NULL;
    if (*period > 0 && (changed == NULL || !(changed->weight > 0)))
      return cvs_fail(error, CVS_EDATA, "variant \"%s\" is in the data but has no share in --allocation-change",
                      arm->name);
    share[i] = changed != NULL ? changed->weight : arm->share;
    sum += share[i];
  }
  for (size_t i = 0; i < at->out->arm_count; i++)
    share[i] /= sum;
  return CVS_OK;
}

/* --- the table --- */

static cvs_status fill_table(cvs_monitor_case *at, day_table *table, cvs_error *error) {
  const cvs_group *data = &at->run->frame.data;
  arm_so_far *so_far = cvs_arena_alloc(&at->run->frame.arena, table->arms * sizeof *so_far);
  if (so_far == NULL)
    return cvs_fail_memory(error);
  cvs_status status = CVS_OK;
  find_totals(data, so_far);
  for (size_t row = 0; row < data->day_count && status == CVS_OK; row++) {
    const size_t day = table->count;
    cvs_sample *block = table->block + day * table->arms;
    status = take_row(at, row, so_far, block, error);
    if (status != CVS_OK || !has_news(block, table->arms))
      continue;
    if (waits(at, row, so_far)) {
      table->waiting++;
      continue;
    }
    table->before = day == 0 ? table->waiting : table->before;
    table->within = table->waiting - table->before;
    table->date[day] = data->day[row];
    add_day(at, table, so_far);
    status = set_shares(at, data->day[row], table->share + day * table->arms, &table->period[day], error);
    table->count++;
  }
  return status;
}

static void fill_arms(cvs_monitor_case *at, const day_table *table) {
  cvs_arm_result *arms = at->run->frame.arms;
  for (size_t i = 0; i < table->arms; i++) {
    arms[i].sample = table->count > 0 ? table->total[(table->count - 1) * table->arms + i] : (cvs_sample){0};
    const cvs_sample *sample = &arms[i].sample;
    arms[i].rate = (cvs_interval){.has_estimate = sample->visitors > 0, .exists = sample->visitors > 0};
    if (sample->visitors > 0)
      arms[i].rate.estimate = (double)sample->conversions / (double)sample->visitors;
  }
}

static cvs_status check_dates(const cvs_monitor_case *at, const cvs_group *data, cvs_error *error) {
  const cvs_input_info *input = cvs_dataset_input(at->run->dataset);
  if (data->day_count > 0)
    return CVS_OK;
  return cvs_fail_at(error, CVS_EDATA, input->file_count > 0 ? input->file[0].name : NULL, 0,
                     "the rows have no date, expected a column of dates or times (--date COL, --time COL): a look is a "
                     "day");
}

cvs_status cvs_monitor_read_days(cvs_monitor_case *at, cvs_error *error) {
  const cvs_group *data = &at->run->frame.data;
  cvs_monitor_group *out = at->out;
  day_table table;
  cvs_status status = check_dates(at, data, error);
  if (status == CVS_OK && at->run->options->cumulative &&
      cvs_dataset_input(at->run->dataset)->shape != CVS_SHAPE_COUNTS)
    status = cvs_fail(error, CVS_EUSAGE, "--cumulative is for counts: users and events are counted here");
  if (status == CVS_OK)
    status = make_table(at, data->day_count, out->arm_count, &table, error);
  if (status == CVS_OK)
    status = fill_table(at, &table, error);
  if (status != CVS_OK)
    return status;
  fill_arms(at, &table);
  at->days = (cvs_monitor_days){table.count, table.date, table.block, table.total, table.share, table.period};
  out->day_count = table.count;
  out->first = table.count > 0 ? table.date[0] : data->day[0];
  out->last = table.count > 0 ? table.date[table.count - 1] : data->day[0];
  out->days_missing = table.count > 0 ? (size_t)(out->last - out->first) + 1 - table.count - table.within : 0;
  out->days_carried = table.waiting;
  return CVS_OK;
}
