/* Cells that no unit has entered leave the dataset, but for one of each arm of a group; so do groups without a unit. */
#include "base/error.h"
#include "base/mem.h"
#include "data/store.h"

/* What cells with units there are. */
typedef struct filled {
  cvs_cells arms;  /* group and variant of each */
  uint32_t *first; /* [groups] number + 1 of the group's first such cell; 0: it has none */
} filled;

static cvs_status find_arm(filled *found, const cvs_cell *cell, bool *is_new) {
  uint32_t number = 0;
  const size_t before = found->arms.count;
  const cvs_status status =
      cvs_cells_find(&found->arms, &(cvs_cell){.group = cell->group, .variant = cell->variant}, &number);
  *is_new = found->arms.count > before;
  return status;
}

static cvs_status find_filled(const cvs_cells *cells, filled *found) {
  cvs_status status = CVS_OK;
  bool is_new = false;
  for (size_t i = 0; i < cells->count && status == CVS_OK; i++) {
    const cvs_cell *const cell = &cells->cell[i];
    if (cell->before == 0)
      continue;
    if (found->first[cell->group] == 0)
      found->first[cell->group] = (uint32_t)i + 1;
    status = find_arm(found, cell, &is_new);
  }
  return status;
}

/* An arm that rows of a group's units name and where none of them ends is still an arm, with no visitors: one of its
 * cells counts as though a unit had been there, in a stratum and on a day that others of the group have. Rows of units
 * of other groups make no arm: whoever is counted in one variant on a desk top tells nothing of those of a telephone.
 */
static cvs_status mark_empty_arms(cvs_cells *cells, filled *found, bool *keep) {
  cvs_status status = find_filled(cells, found);
  for (size_t i = 0; i < cells->count && status == CVS_OK; i++) {
    cvs_cell *const cell = &cells->cell[i];
    const uint32_t first = found->first[cell->group];
    keep[i] = cell->before > 0;
    if (keep[i] || first == 0 || cell->is_stray)
      continue;
    status = find_arm(found, cell, &keep[i]);
    cell->stratum = keep[i] ? cells->cell[first - 1].stratum : cell->stratum;
    cell->day = keep[i] ? cells->cell[first - 1].day : cell->day;
  }
  return status;
}

static cvs_status mark_cells(cvs_cells *cells, uint32_t group_count, bool *keep) {
  filled found = {.first = cvs_calloc((size_t)group_count + 1, sizeof *found.first)};
  const cvs_status status = found.first == NULL ? CVS_ENOMEM : mark_empty_arms(cells, &found, keep);
  cvs_cells_free(&found.arms);
  cvs_free(found.first);
  return status;
}

/* Keeps the marked cells, in their order. */
static void drop_cells(cvs_cells *cells, const bool *keep) {
  const size_t width = cvs_cells_width(cells);
  size_t kept = 0;
  for (size_t i = 0; i < cells->count; i++) {
    if (!keep[i])
      continue;
    cells->cell[kept] = cells->cell[i];
    for (size_t step = 0; step < width; step++)
      cells->step[kept * width + step] = cells->step[i * width + step];
    kept++;
  }
  cells->count = kept;
}

static bool has_empty(const cvs_cells *cells) {
  for (size_t i = 0; i < cells->count; i++)
    if (cells->cell[i].before == 0)
      return true;
  return false;
}

static cvs_status prune_cells(cvs_cells *cells, uint32_t group_count) {
  bool *const keep = cvs_calloc(cells->count, sizeof *keep);
  const cvs_status status = keep == NULL ? CVS_ENOMEM : mark_cells(cells, group_count, keep);
  if (status == CVS_OK)
    drop_cells(cells, keep);
  cvs_free(keep);
  return status;
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
  if (!has_empty(cells))
    return CVS_OK;
  cvs_map *kept = NULL;
  uint32_t *number = cvs_calloc((size_t)cvs_map_count(dataset->groups) + 1, sizeof *number);
  cvs_status status = number == NULL ? CVS_ENOMEM : cvs_map_new(&kept);
  if (status == CVS_OK)
    status = prune_cells(cells, cvs_map_count(dataset->groups));
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
