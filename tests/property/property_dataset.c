/* Datasets read from text are those of a plain loop over each user's rows: users and events, all options, any number
 * of threads and any size of block; and a whole is the sum of its parts. */
#include "data/store.h"
#include "data/times.h"
#include "num/num.h"
#include "support/naive_units.h"

#include "base/strbuf.h"
#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { STORIES = 1500, ARMS = 3, DEVICES = 2, STEPS = 3, NAMES = 14, DAYS = 8, ROWS_MAX = 150 };
static const uint64_t SEED = 20240301;
static const int64_t second = 1000000, day_seconds = 86400, first_day = 19783; /* 2024-03-01 */

static const char *const arms[ARMS] = {"control", "B", "a longer name, with a comma"};
static const char *const devices[DEVICES] = {"phone", "desk \"top\""};
static const char *const names[NAMES] = {"u1",
                                         "u2",
                                         "u12",
                                         "user-123-456789",
                                         "user-123-4567890",
                                         "a,b",
                                         "li\nne",
                                         "q\"q",
                                         "\xC3\xA9t\xC3\xA9",
                                         "x",
                                         "y",
                                         "7b1c2d3e-0f4a-4b5c-8d6e-7f8091a2b3c4",
                                         "7b1c2d3e-0f4a-4b5c-8d6e-7f8091a2b3c5",
                                         "0"};
/* Steps first; then the exposure, and an event that means nothing. */
static const char *const events[] = {"view", "cart", "buy", "see", "other"};
enum { EVENTS = sizeof events / sizeof events[0], SEE = STEPS, BUY = STEPS - 1 };

typedef struct story {
  bool is_log;
  cvs_read_options options;
  naive_row row[ROWS_MAX];
  uint8_t event[ROWS_MAX];
  bool left_out[ROWS_MAX]; /* by --where */
  size_t count;
  cvs_strbuf text;
} story;

/* --- stories --- */

static bool draw_bool(cvs_rng *rng) {
  return cvs_rng_below(rng, 2) == 1;
}

/* Needs quotes, or gets them now and then. */
static void add_field(story *s, cvs_rng *rng, const char *field, char end) {
  const bool quoted = strpbrk(field, ",\"\n\r") != NULL || cvs_rng_below(rng, 6) == 0;
  cvs_strbuf_add(&s->text, quoted ? "\"" : "");
  for (const char *at = field; *at != '\0'; at++) {
    cvs_strbuf_add(&s->text, *at == '"' ? "\"" : "");
    cvs_strbuf_add_char(&s->text, *at);
  }
  cvs_strbuf_add(&s->text, quoted ? "\"" : "");
  cvs_strbuf_add(&s->text, end == '\n' && draw_bool(rng) ? "\r" : "");
  cvs_strbuf_add_char(&s->text, end);
}

static void add_time(story *s, cvs_rng *rng, int64_t time) {
  char text[64];
  const long day = (long)cvs_time_day(time, 0) - (long)first_day;
  const long clock = (long)(time / second % day_seconds);
  if (cvs_rng_below(rng, 8) == 0)
    (void)snprintf(text, sizeof text, "%lld", (long long)(time / second));
  else
    (void)snprintf(text, sizeof text, "2024-03-%02ld%c%02ld:%02ld:%02ld%s", 1 + day, draw_bool(rng) ? 'T' : ' ',
                   clock / 3600, clock / 60 % 60, clock % 60, draw_bool(rng) ? "Z" : "");
  add_field(s, rng, text, ',');
}

static void add_amount(story *s, cvs_rng *rng, int64_t value) {
  char text[64];
  (void)snprintf(text, sizeof text, "%s%lld.%02lld", value < 0 ? "-" : "",
                 (long long)((value < 0 ? -value : value) / second),
                 (long long)((value < 0 ? -value : value) % second / 10000));
  add_field(s, rng, value == 0 && draw_bool(rng) ? "" : text, '\n');
}

static void add_row_text(story *s, cvs_rng *rng, size_t index) {
  static const char *const yes[] = {"1", "true", "Yes"};
  static const char *const no[] = {"0", "FALSE", "no"};
  const naive_row *const row = &s->row[index];
  const bool has_cell = row->cell != CVS_UNIT_NO_CELL;
  add_time(s, rng, row->time);
  add_field(s, rng, row->name, ',');
  add_field(s, rng, has_cell ? arms[row->cell / DEVICES] : "", ',');
  add_field(s, rng, devices[has_cell ? row->cell % DEVICES : 0], ',');
  if (s->is_log)
    add_field(s, rng, events[s->event[index]], ',');
  else
    add_field(s, rng, ((row->kind & CVS_UNIT_CONVERTED) != 0 ? yes : no)[cvs_rng_below(rng, 3)], ',');
  for (unsigned step = 0; step < STEPS && !s->is_log; step++)
    add_field(s, rng, (row->steps >> step & 1) != 0 ? "1" : "0", ',');
  add_amount(s, rng, row->value);
}

static void draw_row(story *s, cvs_rng *rng, size_t users, int64_t time) {
  naive_row *const row = &s->row[s->count];
  const size_t user = (size_t)cvs_rng_below(rng, users);
  *row = (naive_row){.name = names[user], .length = strlen(names[user]), .time = time};
  row->cell = (uint32_t)(user % ARMS * DEVICES + cvs_rng_below(rng, DEVICES));
  if (cvs_rng_below(rng, 12) == 0)
    row->cell = (uint32_t)cvs_rng_below(rng, ARMS * DEVICES);
  if (s->is_log && cvs_rng_below(rng, 3) == 0)
    row->cell = CVS_UNIT_NO_CELL;
  const uint8_t event = s->count < EVENTS ? (uint8_t)s->count : (uint8_t)cvs_rng_below(rng, EVENTS);
  s->event[s->count] = event;
  if (s->is_log) {
    row->kind = event == BUY ? CVS_UNIT_CONVERTED : event == SEE ? CVS_UNIT_EXPOSURE : 0;
    row->steps = event < STEPS ? UINT32_C(1) << event : 0;
  } else {
    row->kind = draw_bool(rng) ? CVS_UNIT_CONVERTED : 0;
    row->steps = (uint32_t)cvs_rng_below(rng, 1 << STEPS);
  }
  row->value = cvs_rng_below(rng, 3) == 0 ? ((int64_t)cvs_rng_below(rng, 100000) - 20000) * 10000 : 0;
  s->left_out[s->count] = s->options.where_count > 0 && row->cell != CVS_UNIT_NO_CELL && row->cell % DEVICES != 0;
  s->count++;
}

static void draw_options(story *s, cvs_rng *rng) {
  static const char *const by[] = {"device"};
  static const char *const where[] = {"device=phone"};
  s->is_log = draw_bool(rng);
  cvs_read_options *const o = &s->options;
  *o = (cvs_read_options){.by = by, .by_count = draw_bool(rng), .want_value = draw_bool(rng), .by_day = draw_bool(rng)};
  o->where = where;
  o->where_count = cvs_rng_below(rng, 4) == 0;
  o->multiple = draw_bool(rng) ? CVS_MULTIPLE_DROP : CVS_MULTIPLE_FIRST;
  o->steps = (cvs_steps_options){.step = events, .count = draw_bool(rng) ? STEPS : 0, .any_order = draw_bool(rng)};
  if (s->is_log && draw_bool(rng)) {
    o->steps.window = (int64_t)(1 + cvs_rng_below(rng, 200000)) * second;
    o->steps.window_from_previous = draw_bool(rng);
  }
  o->goal = s->is_log && (o->steps.count == 0 || draw_bool(rng)) ? events[BUY] : NULL;
  o->exposure_event = s->is_log && cvs_rng_below(rng, 3) == 0 ? events[SEE] : NULL;
  if (!s->is_log && cvs_rng_below(rng, 4) == 0)
    o->column[CVS_ROLE_USER] = "none";
}

static void draw_story(story *s, cvs_rng *rng) {
  draw_options(s, rng);
  const size_t rows = EVENTS + (size_t)cvs_rng_below(rng, ROWS_MAX - EVENTS);
  const size_t users = 2 + (size_t)cvs_rng_below(rng, NAMES - 1);
  const bool ordered = cvs_rng_below(rng, 3) > 0;
  int64_t clock = first_day * day_seconds;
  s->count = 0;
  cvs_strbuf_clear(&s->text);
  cvs_strbuf_add(&s->text, s->is_log ? "time,user,variant,device,event,revenue\n"
                                     : "time,user,variant,device,converted,view,cart,buy,revenue\n");
  for (size_t i = 0; i < rows; i++) {
    clock += (int64_t)cvs_rng_below(rng, (uint64_t)(DAYS - 1) * (uint64_t)day_seconds / rows);
    const int64_t any = (int64_t)cvs_rng_below(rng, (uint64_t)DAYS * (uint64_t)day_seconds);
    draw_row(s, rng, users, (ordered ? clock : first_day * day_seconds + any) * second);
    if (i == 0 && s->row[0].cell != CVS_UNIT_NO_CELL) { /* the value of --where has to occur */
      s->row[0].cell -= s->row[0].cell % DEVICES;
      s->left_out[0] = false;
    }
    add_row_text(s, rng, i);
  }
}

/* --- what is expected --- */

typedef struct tally {
  uint64_t visitors, conversions, before, step[STEPS], day[DAYS];
  int64_t value, day_value[DAYS];
} tally;

typedef struct expected {
  tally arm[DEVICES][ARMS];
  bool named[DEVICES][ARMS]; /* by a row that counts, and tells of this group */
  cvs_units_quality quality;
  uint64_t left_out;
} expected;

static bool has_step(const cvs_steps_options *steps, uint32_t reached, unsigned step) {
  return steps->any_order ? (reached >> step & 1) != 0 : step < reached;
}

static void expect_unit(const story *s, const cvs_unit *unit, expected *out) {
  const cvs_read_options *const o = &s->options;
  tally *const t = &out->arm[o->by_count > 0 ? unit->cell % DEVICES : 0][unit->cell / DEVICES];
  t->before++;
  if (unit->in_several && o->multiple == CVS_MULTIPLE_DROP)
    return;
  t->visitors++;
  const bool by_step = s->is_log && o->steps.count > 0;
  t->conversions += (by_step ? has_step(&o->steps, unit->reached, BUY) : unit->converted) ? 1 : 0;
  t->value += unit->value;
  for (unsigned i = 0; i < o->steps.count; i++)
    t->step[i] += has_step(&o->steps, unit->reached, i) ? 1 : 0;
  if (!o->by_day)
    return;
  const int64_t day = cvs_time_day(unit->entered, 0) - first_day;
  t->day[day]++;
  t->day_value[day] += unit->value;
}

/* An arm of a group is what its own units were seen in, and those who never entered; where units enter by an exposure,
 * their rows up to it as well. `unit` NULL: it has not entered. */
static bool names_arm(const story *s, const naive_row *row, const cvs_unit *unit) {
  if (row->cell == CVS_UNIT_NO_CELL)
    return false;
  return unit == NULL || row->cell % DEVICES == unit->cell % DEVICES ||
         (s->options.exposure_event != NULL && row->time <= unit->entered);
}

static const cvs_unit *find_unit(const naive_result *result, const naive_row *row) {
  for (size_t i = 0; i < result->count; i++)
    if (result->unit[i].length == row->length && memcmp(result->unit[i].name, row->name, row->length) == 0)
      return &result->unit[i].unit;
  return NULL;
}

static uint32_t lead(uint32_t mask, bool any_order) {
  uint32_t count = 0;
  while (count < STEPS && (mask >> count & 1) != 0)
    count++;
  return any_order ? mask : count;
}

static void expect(const story *s, expected *out) {
  static naive_row kept[ROWS_MAX];
  static naive_result result;
  const cvs_read_options *const o = &s->options;
  const cvs_unit_terms terms = {.events = s->is_log,
                                .has_time = s->is_log || o->by_day,
                                .has_value = o->want_value,
                                .by_exposure = o->exposure_event != NULL,
                                .step_count = o->steps.count,
                                .strict = !o->steps.any_order,
                                .window = o->steps.window,
                                .window_from_previous = o->steps.window_from_previous};
  size_t count = 0;
  *out = (expected){.left_out = 0};
  for (size_t i = 0; i < s->count; i++) {
    out->left_out += s->left_out[i] ? 1 : 0;
    if (s->left_out[i])
      continue;
    kept[count++] = s->row[i];
  }
  if (o->column[CVS_ROLE_USER] == NULL) {
    naive_units(&terms, kept, count, &result);
    out->quality = result.quality;
    for (size_t i = 0; i < count; i++)
      if (o->by_count == 0 ? kept[i].cell != CVS_UNIT_NO_CELL : names_arm(s, &kept[i], find_unit(&result, &kept[i])))
        out->named[o->by_count > 0 ? kept[i].cell % DEVICES : 0][kept[i].cell / DEVICES] = true;
    for (size_t i = 0; i < result.count; i++)
      expect_unit(s, &result.unit[i].unit, out);
    return;
  }
  out->quality.units = count;
  for (size_t i = 0; i < count; i++) {
    out->named[o->by_count > 0 ? kept[i].cell % DEVICES : 0][kept[i].cell / DEVICES] = true;
    expect_unit(s,
                &(cvs_unit){.cell = kept[i].cell,
                            .converted = (kept[i].kind & CVS_UNIT_CONVERTED) != 0,
                            .reached = lead(kept[i].steps, o->steps.any_order),
                            .value = o->want_value ? kept[i].value : 0,
                            .entered = kept[i].time},
                out);
  }
}

/* --- comparison --- */

static size_t index_of(const char *const *list, size_t count, const char *text) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(list[i], text) == 0)
      return i;
  fail_msg("\"%s\" is none of them", text);
  return 0;
}

static void check_arm_of(const story *s, const cvs_group *group, size_t arm, const tally *want) {
  assert_int_equal(group->arm[arm].visitors, want->visitors);
  assert_int_equal(group->arm[arm].conversions, want->conversions);
  assert_int_equal(group->arm_before[arm], want->before);
  assert_int_equal(group->arm_value != NULL, s->options.want_value);
  assert_int_equal(group->day_value != NULL, s->options.want_value && s->options.by_day);
  if (group->arm_value != NULL) /* IEEE 754: the quotient is the double nearest to the decimals */
    assert_true(group->arm_value[arm] == (double)want->value / 1e6);
  for (size_t i = 0; i < s->options.steps.count; i++)
    assert_int_equal(group->arm_step[arm * STEPS + i], want->step[i]);
  for (size_t row = 0; row < group->day_count; row++) {
    const size_t at = row * group->arm_count + arm;
    const int64_t day = group->day[row] - first_day;
    assert_int_equal(group->day_arm[at].visitors, want->day[day]);
    if (group->day_value != NULL)
      assert_true(group->day_value[at] == (double)want->day_value[day] / 1e6);
  }
}

/* Arms of a group that has units: those that rows which tell of it name. */
static size_t count_live(const expected *want, size_t device) {
  bool has_units = false;
  size_t named = 0;
  for (size_t arm = 0; arm < ARMS; arm++) {
    has_units = has_units || want->arm[device][arm].before > 0;
    named += want->named[device][arm] ? 1 : 0;
  }
  return has_units ? named : 0;
}

static void check_dataset(const story *s, const cvs_dataset *dataset, const expected *want) {
  size_t live = 0;
  size_t found = 0;
  for (size_t device = 0; device < DEVICES; device++)
    live += count_live(want, device);
  for (size_t g = 0; g < cvs_dataset_group_count(dataset); g++) {
    cvs_group group;
    cvs_dataset_group(dataset, g, &group);
    const size_t device = s->options.by_count > 0 ? index_of(devices, DEVICES, cvs_dataset_by_value(dataset, g, 0)) : 0;
    found += group.arm_count;
    for (size_t arm = 0; arm < group.arm_count; arm++)
      check_arm_of(s, &group, arm,
                   &want->arm[device][index_of(arms, ARMS, cvs_dataset_variant(dataset, group.variant[arm]))]);
  }
  assert_int_equal(found, live);
  const cvs_input_info *const info = cvs_dataset_input(dataset);
  assert_int_equal(info->rows, s->count);
  assert_int_equal(info->quality.rows_elsewhere, want->left_out);
  assert_int_equal(info->quality.units, want->quality.units);
  assert_int_equal(info->quality.units_in_several_arms, want->quality.in_several_arms);
  assert_int_equal(info->quality.duplicate_rows, want->quality.duplicate_rows);
  assert_int_equal(info->quality.rows_before_exposure, want->quality.rows_before_entry);
  assert_int_equal(info->quality.rows_of_unassigned, want->quality.rows_of_unassigned);
  assert_int_equal(info->quality.units_never_entered, want->quality.never_entered);
  assert_int_equal(info->quality.units_without_variant, want->quality.without_variant);
  assert_int_equal(info->quality.rows_without_variant, want->quality.rows_without_variant);
}

static cvs_dataset *read_story(const story *s, unsigned threads, const cvs_tuning *tuning, cvs_error *error) {
  cvs_read_options options = s->options;
  cvs_input *input = NULL;
  cvs_dataset *dataset = NULL;
  options.threads = threads;
  assert_int_equal(cvs_input_from_memory("story", s->text.text, s->text.length, &input, error), CVS_OK);
  const cvs_status status = cvs_dataset_read_inputs(&(cvs_inputs){&input, 1, *tuning}, &options, &dataset, error);
  cvs_input_close(input);
  assert_int_equal(status == CVS_OK, dataset != NULL);
  return dataset;
}

static void check_story(const story *s, unsigned threads, const cvs_tuning *tuning, const expected *want) {
  cvs_error error = {0};
  bool entered = false;
  for (size_t i = 0; i < DEVICES * ARMS; i++)
    entered = entered || want->arm[i / ARMS][i % ARMS].before > 0;
  cvs_dataset *const dataset = read_story(s, threads, tuning, &error);
  if (dataset == NULL && entered)
    fail_msg("line %llu: %s\n%s", (unsigned long long)error.line, error.message, s->text.text);
  assert_true((dataset != NULL) == entered);
  if (dataset != NULL)
    check_dataset(s, dataset, want);
  cvs_dataset_free(dataset);
}

static void datasets_are_those_of_a_plain_loop_for_all_threads_and_blocks(void **state) {
  (void)state;
  static const cvs_tuning tuning[] = {{0, 0}, {1, 1}, {7, 3}, {64, 2}, {300, 5}};
  static const unsigned threads[] = {1, 2, 5};
  cvs_rng *rng = NULL;
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);
  story s = {.count = 0};
  expected want;

  for (int i = 0; i < STORIES; i++) {
    draw_story(&s, rng);
    expect(&s, &want);

    check_story(&s, 1, &tuning[0], &want);
    check_story(&s, threads[cvs_rng_below(rng, 3)], &tuning[cvs_rng_below(rng, 5)], &want);
  }

  cvs_strbuf_free(&s.text);
  cvs_rng_free(rng);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(datasets_are_those_of_a_plain_loop_for_all_threads_and_blocks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
