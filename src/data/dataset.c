/* A dataset: made from files, then shown group by group. */
#include <convstat/dataset.h>
#include "base/error.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "data/store.h"
#include <string.h>

cvs_status cvs_dataset_new(cvs_dataset **out, cvs_error *error) {
  *out = NULL;
  cvs_dataset *dataset = cvs_calloc(1, sizeof *dataset);
  if (dataset == NULL)
    return cvs_fail_memory(error);
  if (cvs_map_new(&dataset->groups) != CVS_OK || cvs_map_new(&dataset->variants) != CVS_OK ||
      cvs_map_new(&dataset->strata) != CVS_OK) {
    cvs_dataset_free(dataset);
    return cvs_fail_memory(error);
  }
  dataset->info.shape = CVS_SHAPE_COUNTS;
  *out = dataset;
  return CVS_OK;
}

void cvs_dataset_free(cvs_dataset *dataset) {
  if (dataset == NULL)
    return;
  cvs_map_free(dataset->groups);
  cvs_map_free(dataset->variants);
  cvs_map_free(dataset->strata);
  cvs_cells_free(&dataset->cells);
  cvs_days_free(&dataset->days);
  cvs_summary_free(&dataset->summary);
  cvs_step_log_free(dataset->step_log);
  cvs_free(dataset->file);
  cvs_arena_free(&dataset->arena);
  cvs_free(dataset);
}

static cvs_status check_has_rows(const cvs_dataset *dataset, cvs_error *error) {
  static const char *const row_of[] = {"a variant", "a variant", "a user", "an event"};
  const cvs_input_info *const info = &dataset->info;
  const char *const source = info->file_count > 0 ? dataset->file[0].name : "";
  if (dataset->cells.count > 0)
    return CVS_OK;
  if (info->rows == 0)
    return cvs_fail_at(error, CVS_EDATA, source, 0, "there is a header but no row, expected one row %s",
                       row_of[info->shape]);
  if (info->rows == info->rows_skipped)
    return cvs_fail_at(error, CVS_EDATA, source, 0, "all %llu rows were skipped, expected a good one",
                       (unsigned long long)info->rows);
  if (info->quality.rows_elsewhere > 0)
    return cvs_fail_at(error, CVS_EDATA, source, 0, "--where leaves none of %llu rows, expected one at least",
                       (unsigned long long)info->rows);
  return cvs_fail_at(
      error, CVS_EDATA, source, 0,
      "no user of %llu rows has entered the experiment, expected a row with a variant (or an assignment, "
      "or the exposure event behind it)",
      (unsigned long long)info->rows);
}

/* "mobile / new" from the values of a stratum's key. */
static const char *name_stratum(cvs_dataset *dataset, uint32_t stratum, cvs_strbuf *scratch) {
  size_t length = 0;
  const char *const key = cvs_map_key(dataset->strata, stratum, &length);
  cvs_strbuf_clear(scratch);
  for (size_t i = 0; i < length; i += strlen(key + i) + 1) {
    cvs_strbuf_add(scratch, i == 0 ? "" : " / ");
    cvs_strbuf_add(scratch, key + i);
  }
  return scratch->failed ? NULL : cvs_arena_copy(&dataset->arena, cvs_strbuf_text(scratch), scratch->length);
}

static cvs_status name_strata(cvs_dataset *dataset, cvs_error *error) {
  const uint32_t count = cvs_map_count(dataset->strata);
  cvs_strbuf scratch = {0};
  dataset->stratum_name = cvs_arena_alloc(&dataset->arena, (count + 1) * sizeof *dataset->stratum_name);
  bool failed = dataset->stratum_name == NULL;
  for (uint32_t i = 0; i < count && !failed; i++) {
    dataset->stratum_name[i] = name_stratum(dataset, i, &scratch);
    failed = dataset->stratum_name[i] == NULL;
  }
  cvs_strbuf_free(&scratch);
  return failed ? cvs_fail_memory(error) : CVS_OK;
}

static cvs_status count_skipped(cvs_dataset *dataset, cvs_error *error) {
  cvs_input_info *const info = &dataset->info;
  cvs_skip_reason *reason = cvs_arena_alloc(&dataset->arena, CVS_SKIPS * sizeof *reason);
  if (reason == NULL)
    return cvs_fail_memory(error);
  for (int skip = 0; skip < CVS_SKIPS; skip++) {
    if (dataset->skipped[skip] == 0)
      continue;
    reason[info->reason_count++] = (cvs_skip_reason){cvs_skip_word((cvs_skip)skip), dataset->skipped[skip]};
    info->rows_skipped += dataset->skipped[skip];
  }
  info->reason = reason;
  return CVS_OK;
}

cvs_status cvs_dataset_add_file(cvs_dataset *dataset, const cvs_file_info *info, cvs_error *error) {
  cvs_file_info *grown =
      cvs_array_grow(dataset->file, &dataset->file_capacity, dataset->info.file_count + 1, sizeof *grown);
  if (grown == NULL)
    return cvs_fail_memory(error);
  dataset->file = grown;
  dataset->file[dataset->info.file_count++] = *info;
  return CVS_OK;
}

static cvs_status summarise(cvs_dataset *dataset, const cvs_read_options *options, cvs_error *error) {
  const cvs_summary_input input = {.cells = &dataset->cells,
                                   .group_count = cvs_map_count(dataset->groups),
                                   .has_strata = options->stratify_count > 0,
                                   .has_days = dataset->has_days && !dataset->has_undated,
                                   .has_before = dataset->info.shape != CVS_SHAPE_COUNTS,
                                   .has_young = dataset->keeps_young,
                                   .has_value = dataset->has_value,
                                   .day = dataset->days.day,
                                   .day_count = dataset->days.map == NULL ? 0 : cvs_map_count(dataset->days.map)};
  return cvs_summarise(&input, &dataset->summary, error);
}

/* Quartiles of the times of steps; the times themselves go where nobody follows units. */
static cvs_status summarise_times(cvs_dataset *dataset, const cvs_read_options *options, cvs_error *error) {
  cvs_summary *const summary = &dataset->summary;
  cvs_step_log *const log = dataset->step_log;
  if (log == NULL)
    return CVS_OK;
  const size_t figures = (size_t)summary->arm_start[summary->group_count] * dataset->step_count;
  if (cvs_step_log_index(log, summary) != CVS_OK)
    return cvs_fail_memory(error);
  if (options->want_step_times) {
    summary->seconds = cvs_calloc(figures + 1, sizeof *summary->seconds);
    if (summary->seconds == NULL)
      return cvs_fail_memory(error);
    const cvs_status status = cvs_step_log_seconds(log, summary->seconds, error);
    if (status != CVS_OK)
      return status;
  }
  if (options->keep_step_times)
    return CVS_OK;
  cvs_step_log_free(log);
  dataset->step_log = NULL;
  return CVS_OK;
}

cvs_status cvs_dataset_finish(cvs_dataset *dataset, const cvs_read_options *options, cvs_error *error) {
  dataset->info.file = dataset->file;
  cvs_status status = count_skipped(dataset, error);
  if (status == CVS_OK && dataset->info.shape != CVS_SHAPE_COUNTS)
    status = cvs_dataset_prune(dataset, error);
  if (status == CVS_OK)
    status = check_has_rows(dataset, error);
  if (status == CVS_OK)
    status = name_strata(dataset, error);
  if (status == CVS_OK)
    status = summarise(dataset, options, error);
  if (status == CVS_OK)
    status = summarise_times(dataset, options, error);
  cvs_cells_free(&dataset->cells);
  cvs_days_free(&dataset->days);
  return status;
}

size_t cvs_dataset_group_count(const cvs_dataset *dataset) {
  return dataset->summary.group_count;
}

size_t cvs_dataset_by_count(const cvs_dataset *dataset) {
  return dataset->by_count;
}

const char *cvs_dataset_by_name(const cvs_dataset *dataset, size_t column) {
  return dataset->by_name[column];
}

const char *cvs_dataset_by_value(const cvs_dataset *dataset, size_t group, size_t column) {
  const char *value = cvs_map_key(dataset->groups, (uint32_t)group, NULL);
  for (size_t i = 0; i < column; i++)
    value += strlen(value) + 1;
  return value;
}

size_t cvs_dataset_variant_count(const cvs_dataset *dataset) {
  return cvs_map_count(dataset->variants);
}

const char *cvs_dataset_variant(const cvs_dataset *dataset, uint32_t variant) {
  return cvs_map_key(dataset->variants, variant, NULL);
}

const char *cvs_dataset_stratum(const cvs_dataset *dataset, uint32_t stratum) {
  return dataset->stratum_name[stratum];
}

size_t cvs_dataset_step_count(const cvs_dataset *dataset) {
  return dataset->step_count;
}

const char *cvs_dataset_step(const cvs_dataset *dataset, size_t step) {
  return dataset->step_name[step];
}

void cvs_dataset_group(const cvs_dataset *dataset, size_t index, cvs_group *out) {
  if (dataset->is_recalled)
    *out = dataset->recalled;
  else
    cvs_summary_group(&dataset->summary, index, out);
}

cvs_status cvs_dataset_step_times(cvs_dataset *dataset, size_t group, size_t arm, cvs_funnel_times *out,
                                  cvs_error *error) {
  *out = (cvs_funnel_times){0};
  if (dataset->step_log == NULL)
    return cvs_fail(error, CVS_EDATA, "no times of steps were kept, expected events, or users with a time a step");
  return cvs_step_log_times(dataset->step_log, dataset->summary.arm_start[group] + arm, out, error);
}

const cvs_input_info *cvs_dataset_input(const cvs_dataset *dataset) {
  return &dataset->info;
}
