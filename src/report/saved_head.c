/* The head of a saved result. */
#include "report/saved_head.h"

#include "base/error.h"
#include <convstat/recall.h>

#include <string.h>

static void take_file(const cvs_json_place *column, cvs_file_info *out) {
  const cvs_json_place file = cvs_json_within(column, "file"), roles = cvs_json_within(column, "roles");
  out->name = cvs_json_get_string(&file);
  for (size_t i = 0; i < CVS_ROLES; i++) {
    const cvs_json_place role = cvs_json_within(&roles, cvs_role_name((cvs_role)i));
    if (!cvs_json_is_null(&role))
      out->role[i] = cvs_json_get_string(&role);
  }
}

static void take_files(cvs_saved_result *result, const cvs_json_place *input, cvs_input_info *out) {
  const cvs_json_place columns = cvs_json_within(input, "columns");
  const size_t count = cvs_json_size(&columns);
  cvs_file_info *file = cvs_saved_alloc(result, count, sizeof *file);
  for (size_t i = 0; i < count && file != NULL; i++) {
    const cvs_json_place column = cvs_json_item(&columns, i);
    take_file(&column, &file[i]);
  }
  out->file = file;
  out->file_count = file != NULL ? count : 0;
}

void cvs_saved_reasons(cvs_saved_result *result, const cvs_json_place *quality, const cvs_skip_reason **out,
                       size_t *count) {
  const cvs_json_place skipped = cvs_json_within(quality, "rows_skipped");
  cvs_skip_reason *reason = cvs_saved_alloc(result, cvs_json_size(&skipped), sizeof *reason);
  cvs_json_place rows;
  void *cursor = NULL;
  *count = 0;
  while (reason != NULL && cvs_json_next(&skipped, &cursor, &rows))
    reason[(*count)++] = (cvs_skip_reason){rows.key, cvs_json_get_whole(&rows, 0, CVS_COUNT_MAX)};
  *out = reason;
}

static void take_info(cvs_saved_result *result, const cvs_json_place *input, cvs_input_info *out) {
  static const char *const shapes[] = {"", "counts", "users", "events"};
  static const cvs_bind quality_rows[] = {
      CVS_BIND(COUNT, "users", cvs_read_quality, units),
      CVS_BIND(COUNT, "users_in_several_arms", cvs_read_quality, units_in_several_arms),
      CVS_BIND(COUNT, "duplicate_rows", cvs_read_quality, duplicate_rows),
      CVS_BIND(COUNT, "rows_before_exposure", cvs_read_quality, rows_before_exposure),
      CVS_BIND(COUNT, "rows_of_unassigned_users", cvs_read_quality, rows_of_unassigned),
      CVS_BIND(COUNT, "users_never_entered", cvs_read_quality, units_never_entered),
      CVS_BIND(COUNT, "rows_left_out_by_where", cvs_read_quality, rows_elsewhere)};
  static const cvs_bind rows[] = {CVS_BIND_ONE_OF("shape", cvs_input_info, shape, shapes),
                                  CVS_BIND(COUNT, "rows", cvs_input_info, rows),
                                  CVS_BIND(COUNT, "rows_skipped", cvs_input_info, rows_skipped),
                                  CVS_BIND_ROWS("quality", cvs_input_info, quality, quality_rows)};
  const cvs_json_place quality = cvs_json_within(input, "quality");
  CVS_BIND_TAKE(input, rows, out);
  take_files(result, input, out);
  cvs_saved_reasons(result, &quality, &out->reason, &out->reason_count);
}

static void take_settings(cvs_saved_result *result, const cvs_json_place *root) {
  const cvs_json_place settings = cvs_json_within(root, "settings");
  const size_t count = cvs_json_size(&settings);
  result->setting = cvs_saved_alloc(result, count, sizeof *result->setting);
  cvs_json_place value;
  void *cursor = NULL;
  while (result->setting != NULL && cvs_json_next(&settings, &cursor, &value)) {
    cvs_setting *setting = &result->setting[result->setting_count++];
    setting->name = value.key;
    if (cvs_json_is_text(&value))
      setting->text = cvs_json_get_string(&value);
    else
      setting->number = cvs_take_number(&value);
  }
}

/* The by columns are those of the first group. */
static void take_by_names(cvs_saved_result *result, const cvs_json_place *by, cvs_recall *out) {
  out->by_name = cvs_saved_alloc(result, cvs_json_size(by), sizeof *out->by_name);
  cvs_json_place value;
  void *cursor = NULL;
  while (out->by_name != NULL && cvs_json_next(by, &cursor, &value))
    out->by_name[out->by_count++] = value.key;
}

static void take_by_values(const cvs_json_place *group, const cvs_recall *recall, const char **out) {
  const cvs_json_place by = cvs_json_within(group, "by");
  for (size_t i = 0; i < recall->by_count; i++) {
    const cvs_json_place value = cvs_json_within(&by, recall->by_name[i]);
    out[i] = cvs_json_get_string(&value);
  }
}

static void take_groups(cvs_saved_result *result, const cvs_json_place *root, cvs_recall *out) {
  const cvs_json_place groups = cvs_json_within(root, "groups");
  const cvs_json_place first = cvs_json_item(&groups, 0);
  out->group_count = result->group_count = cvs_json_size(&groups);
  if (out->group_count > 0) {
    const cvs_json_place by = cvs_json_within(&first, "by");
    take_by_names(result, &by, out);
  }
  const char **values = cvs_saved_alloc(result, out->group_count * out->by_count, sizeof *values);
  for (size_t i = 0; i < out->group_count && values != NULL; i++) {
    const cvs_json_place group = cvs_json_item(&groups, i);
    take_by_values(&group, out, values + i * out->by_count);
  }
  out->by_value = values;
  out->group_of = result->group_of = cvs_saved_alloc(result, out->group_count, sizeof *out->group_of);
}

/* A warning says that visitors are no randomised unit: it is that column. */
static const char *find_weak_unit(const cvs_json_place *root, const cvs_input_info *info) {
  const cvs_json_place warnings = cvs_json_within(root, "warnings");
  const char *id = cvs_finding_id(CVS_FINDING_UNIT_NOT_RANDOMISED);
  const bool warned = cvs_saved_find(&warnings, "code", id) < cvs_json_size(&warnings);
  for (size_t i = 0; i < info->file_count && warned; i++)
    if (info->file[i].role[CVS_ROLE_VISITORS] != NULL)
      return info->file[i].role[CVS_ROLE_VISITORS];
  return NULL;
}

cvs_status cvs_saved_head(cvs_saved_result *result, cvs_error *error) {
  const cvs_json_place root = cvs_json_root(result->document), input = cvs_json_within(&root, "input");
  cvs_input_info info = {.shape = CVS_SHAPE_COUNTS};
  cvs_recall recall = {.info = &info};
  result->has_input = !result->reader->own_head && !cvs_json_is_null(&input);
  take_settings(result, &root);
  take_groups(result, &root, &recall);
  if (result->has_input)
    take_info(result, &input, &info);
  info.weak_unit = find_weak_unit(&root, &info);
  const cvs_status status = cvs_saved_status(result, error);
  if (status != CVS_OK)
    return status;
  return cvs_dataset_recall(&recall, &result->dataset, error);
}
