/* Cells that no unit has entered, and groups without a cell, leave the dataset. */
#include "base/error.h"
#include "base/mem.h"
#include "data/store.h"

/* Keeps cells with units, in their order; returns how many went. */
static uint32_t drop_cells(cvs_cells *cells) {
  size_t kept = 0;
  for (size_t i = 0; i < cells->count; i++) {
    if (cells->cell[i].before == 0)
      continue;
    cells->cell[kept] = cells->cell[i];
    for (size_t step = 0; step < cells->step_count; step++)
      cells->step[kept * cells->step_count + step] = cells->step[i * cells->step_count + step];
    kept++;
  }
  const uint32_t dropped = (uint32_t)(cells->count - kept);
  cells->count = kept;
  return dropped;
}

/* The groups that cells still have, in the order they had; `number` of each old one becomes that of the new one. */
static cvs_status keep_groups(const cvs_cells *cells, const cvs_map *groups, cvs_map *kept, uint32_t *number) {
  const uint32_t count = cvs_map_count(groups);
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < cells->count; i++)
    number[cells->cell[i].group] = 1;
  for (uint32_t i = 0; i < count && status == CVS_OK; i++) {
    size_t length = 0;
    bool added = false;
    const char *const key = cvs_map_key(groups, i, &length);
    if (number[i] > 0)
      status = cvs_map_intern(kept, key, length, &number[i], &added);
  }
  return status;
}

cvs_status cvs_dataset_prune(cvs_dataset *dataset, cvs_error *error) {
  cvs_cells *const cells = &dataset->cells;
  if (drop_cells(cells) == 0)
    return CVS_OK;
  cvs_map *kept = NULL;
  uint32_t *number = cvs_calloc((size_t)cvs_map_count(dataset->groups) + 1, sizeof *number);
  cvs_status status = number == NULL ? CVS_ENOMEM : cvs_map_new(&kept);
  if (status == CVS_OK)
    status = keep_groups(cells, dataset->groups, kept, number);
  for (size_t i = 0; i < cells->count && status == CVS_OK; i++)
    cells->cell[i].group = number[cells->cell[i].group];
  if (status == CVS_OK && dataset->step_log != NULL)
    cvs_step_log_renumber(dataset->step_log, number);
  cvs_free(number);
  if (status != CVS_OK) {
    cvs_map_free(kept);
    return cvs_fail_memory(error);
  }
  cvs_map_free(dataset->groups);
  dataset->groups = kept;
  return CVS_OK;
}
