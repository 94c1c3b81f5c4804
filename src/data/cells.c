/* What is counted, by group, variant, stratum and day, found by hashing. */
#include "data/cells.h"
#include "base/constants.h"
#include "base/mem.h"
#include <string.h>

enum { FIRST_SLOTS = 64 };

void cvs_cells_free(cvs_cells *cells) {
  cvs_free(cells->cell);
  cvs_free(cells->slot);
  cvs_free(cells->step);
  *cells = (cvs_cells){0};
}

static bool same_keys(const cvs_cell *a, const cvs_cell *b) {
  return a->group == b->group && a->variant == b->variant && a->stratum == b->stratum && a->day == b->day;
}

/* Two rounds of multiply and shift (the finaliser of SplitMix64: Steele, Lea & Flood 2014). */
static uint64_t mix(uint64_t value) {
  value = (value ^ value >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  value = (value ^ value >> 27) * UINT64_C(0x94D049BB133111EB);
  return value ^ value >> 31;
}

static size_t hash(const cvs_cell *keys) {
  const uint64_t one = (uint64_t)keys->group << 32 | keys->variant;
  const uint64_t other = (uint64_t)keys->stratum << 32 | keys->day;
  return (size_t)mix(mix(one) + other);
}

/* The slot that holds these keys, or the free one where they belong. There is always a free one. */
static size_t find_slot(const cvs_cells *cells, const cvs_cell *keys) {
  const size_t mask = cells->slot_count - 1;
  size_t at = hash(keys) & mask;
  while (cells->slot[at] != 0 && !same_keys(&cells->cell[cells->slot[at] - 1], keys))
    at = (at + 1) & mask;
  return at;
}

/* Doubles the slots, which stay at most three quarters full. */
static cvs_status grow_slots(cvs_cells *cells) {
  const size_t count = cells->slot_count == 0 ? FIRST_SLOTS : cells->slot_count * 2;
  uint32_t *slot = cvs_calloc(count, sizeof *slot);
  if (slot == NULL)
    return CVS_ENOMEM;
  cvs_free(cells->slot);
  cells->slot = slot;
  cells->slot_count = count;
  for (size_t i = 0; i < cells->count; i++)
    cells->slot[find_slot(cells, &cells->cell[i])] = (uint32_t)(i + 1);
  return CVS_OK;
}

cvs_status cvs_sample_add(cvs_sample *sum, const cvs_sample *more) {
  if (more->visitors > CVS_COUNT_MAX - sum->visitors || more->conversions > CVS_COUNT_MAX - sum->conversions)
    return CVS_EDATA;
  sum->visitors += more->visitors;
  sum->conversions += more->conversions;
  return CVS_OK;
}

static cvs_status append(cvs_cells *cells, const cvs_cell *keys) {
  if (cells->count >= UINT32_MAX - 1)
    return CVS_ELIMIT;
  cvs_cell *grown = cvs_array_grow(cells->cell, &cells->capacity, cells->count + 1, sizeof *grown);
  if (grown == NULL)
    return CVS_ENOMEM;
  cells->cell = grown;
  if (cells->step_count > 0) {
    const size_t width = cvs_cells_width(cells), used = cells->count * width;
    uint64_t *step = cvs_array_grow(cells->step, &cells->step_capacity, used + width, sizeof *step);
    if (step == NULL)
      return CVS_ENOMEM;
    cells->step = step;
    memset(step + used, 0, width * sizeof *step);
  }
  cells->cell[cells->count++] =
      (cvs_cell){.group = keys->group, .variant = keys->variant, .stratum = keys->stratum, .day = keys->day};
  return CVS_OK;
}

/* Many cells: all slots are wiped. Few: theirs, the last one first, so that each is still found. */
void cvs_cells_clear(cvs_cells *cells) {
  enum { FEW = 16 };
  if (cells->count * FEW > cells->slot_count)
    memset(cells->slot, 0, cells->slot_count * sizeof *cells->slot);
  else
    for (size_t i = cells->count; i > 0; i--)
      cells->slot[find_slot(cells, &cells->cell[i - 1])] = 0;
  cells->count = 0;
}

cvs_status cvs_cells_find(cvs_cells *cells, const cvs_cell *keys, uint32_t *number) {
  const cvs_status room = cells->count + 1 > cells->slot_count / 4 * 3 ? grow_slots(cells) : CVS_OK;
  if (room != CVS_OK)
    return room;
  const size_t at = find_slot(cells, keys);
  if (cells->slot[at] == 0) {
    const cvs_status status = append(cells, keys);
    if (status != CVS_OK)
      return status;
    cells->slot[at] = (uint32_t)cells->count;
  }
  *number = cells->slot[at] - 1;
  return CVS_OK;
}

cvs_status cvs_cells_add(cvs_cells *cells, const cvs_cell *more, const uint64_t *step) {
  uint32_t number = 0;
  cvs_status status = cvs_cells_find(cells, more, &number);
  if (status != CVS_OK)
    return status;
  cvs_cell *const cell = &cells->cell[number];
  status = cvs_sample_add(&cell->sample, &more->sample);
  if (status != CVS_OK)
    return status;
  cell->before += more->before;
  cell->young += more->young;
  cell->open += more->open;
  cell->value += more->value;
  const size_t width = cvs_cells_width(cells);
  for (size_t i = 0; step != NULL && i < width; i++)
    cells->step[number * width + i] += step[i];
  return CVS_OK;
}
