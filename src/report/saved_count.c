/* A saved result of `count`, group by group. */
#include "report/build_count.h"
#include "report/saved.h"

#include <string.h>

/* One table of arms: of the whole group, or of a day. */
typedef struct counts {
  cvs_sample *sample;
  uint64_t *step;
  double *value;
  const char **exact;
} counts;

/* What a group has, as the first arm tells; all arms must agree. */
typedef struct shape {
  size_t arm_count;
  size_t step_count;
  bool has_steps;
  bool has_value;
} shape;

static shape find_shape(const cvs_json_place *arms) {
  const cvs_json_place first = cvs_json_item(arms, 0), steps = cvs_json_within(&first, "steps");
  const cvs_json_place value = cvs_json_within(&first, "value");
  return (shape){.arm_count = cvs_json_size(arms),
                 .step_count = cvs_json_size(&steps),
                 .has_steps = !cvs_json_is_null(&steps),
                 .has_value = !cvs_json_is_null(&value)};
}

static counts new_counts(cvs_saved_result *result, const shape *of, size_t tables) {
  const size_t cells = of->arm_count * tables;
  counts made = {.sample = cvs_saved_alloc(result, cells, sizeof *made.sample)};
  if (of->has_steps)
    made.step = cvs_saved_alloc(result, cells * of->step_count, sizeof *made.step);
  if (of->has_value) {
    made.value = cvs_saved_alloc(result, cells, sizeof *made.value);
    made.exact = cvs_saved_alloc(result, cells, sizeof *made.exact);
  }
  return made;
}

static void take_steps(const cvs_json_place *arm, const shape *of, uint64_t *out) {
  const cvs_json_place steps = cvs_json_within(arm, "steps");
  if (cvs_json_size(&steps) != of->step_count)
    cvs_json_refuse(&steps, "the steps of the first arm");
  for (size_t i = 0; i < of->step_count; i++) {
    const cvs_json_place step = cvs_json_item(&steps, i), users = cvs_json_within(&step, "users");
    out[i] = cvs_json_get_whole(&users, 0, CVS_COUNT_MAX);
  }
}

static void take_value(const cvs_json_place *arm, size_t cell, const counts *out) {
  const cvs_json_place value = cvs_json_within(arm, "value"), exact = cvs_json_within(arm, "value_exact");
  out->value[cell] = cvs_take_number(&value);
  if (!cvs_json_is_null(&exact))
    out->exact[cell] = cvs_json_get_string(&exact);
}

/* Fills row `at` of the tables, from `arms`. */
static void take_arms(const cvs_json_place *arms, const shape *of, size_t at, const counts *out) {
  static const cvs_bind rows[] = {CVS_BIND(COUNT, "visitors", cvs_sample, visitors),
                                  CVS_BIND(COUNT, "conversions", cvs_sample, conversions)};
  if (cvs_json_size(arms) != of->arm_count)
    cvs_json_refuse(arms, "the arms of the group");
  for (size_t i = 0; i < of->arm_count; i++) {
    const size_t cell = at * of->arm_count + i;
    const cvs_json_place arm = cvs_json_item(arms, i);
    if (arm.value == NULL)
      return;
    CVS_BIND_TAKE(&arm, rows, &out->sample[cell]);
    if (of->has_steps)
      take_steps(&arm, of, out->step + cell * of->step_count);
    if (of->has_value)
      take_value(&arm, cell, out);
  }
}

static void take_names(cvs_saved_result *result, const cvs_json_place *arms, const shape *of, cvs_count_view *out) {
  const cvs_json_place first = cvs_json_item(arms, 0), steps = cvs_json_within(&first, "steps");
  const char **name = cvs_saved_alloc(result, of->step_count, sizeof *name);
  for (size_t i = 0; i < of->step_count && name != NULL; i++) {
    const cvs_json_place step = cvs_json_item(&steps, i), text = cvs_json_within(&step, "step");
    name[i] = cvs_json_get_string(&text);
  }
  out->step = name;
  out->step_count = name != NULL ? of->step_count : 0;
}

static void take_days(cvs_saved_result *result, const cvs_json_place *days, const shape *of, cvs_count_view *out) {
  static const cvs_bind rows[] = {{.name = "date", .kind = CVS_BIND_DAY, .place = 0, .flag = CVS_NO_FLAG}};
  const size_t count = cvs_json_size(days);
  const counts made = new_counts(result, of, count);
  int64_t *day = cvs_saved_alloc(result, count, sizeof *day);
  if (result->failed)
    return;
  for (size_t i = 0; i < count; i++) {
    const cvs_json_place item = cvs_json_item(days, i), arms = cvs_json_within(&item, "arms");
    CVS_BIND_TAKE(&item, rows, &day[i]);
    take_arms(&arms, of, i, &made);
  }
  out->by_day = true;
  out->data.day = day;
  out->data.day_count = count;
  out->data.day_arm = made.sample;
  out->data.day_step = made.step;
  out->data.day_value = made.value;
  out->day_exact = made.exact;
}

static void take_data(cvs_saved_result *result, const cvs_json_place *group, cvs_count_view *out) {
  const cvs_json_place arms = cvs_json_within(group, "arms"), days = cvs_json_within(group, "days");
  const shape of = find_shape(&arms);
  const counts made = new_counts(result, &of, 1);
  if (result->failed)
    return;
  take_arms(&arms, &of, 0, &made);
  take_names(result, &arms, &of, out);
  out->data.arm_count = of.arm_count;
  out->data.arm = made.sample;
  out->data.arm_step = made.step;
  out->data.arm_value = made.value;
  out->arm_exact = made.exact;
  if (!cvs_json_is_null(&days))
    take_days(result, &days, &of, out);
}

static cvs_status report_group(cvs_saved_result *result, size_t index, cvs_report *report, cvs_error *error) {
  cvs_json_place root;
  const cvs_json_place groups = cvs_saved_groups(result, &root), place = cvs_json_item(&groups, index);
  cvs_test_group group = {.group = index};
  cvs_saved_frame(result, &place, index, &group);
  cvs_count_view view = {.test = {.dataset = result->dataset,
                                  .group = &group,
                                  .quiet = cvs_report_style_of(report)->quiet,
                                  .pictures = cvs_report_shows_pictures(report)}};
  take_data(result, &place, &view);
  const cvs_status status = cvs_saved_status(result, error);
  return status == CVS_OK ? cvs_report_count_view(report, &view, error) : status;
}

const cvs_saved_reader cvs_saved_reader_count = {.command = "count", .group = report_group};
