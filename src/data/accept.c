/* Batches into the dataset's cells, in file order: numbers of a reader become those of the whole input. */
#include "base/mem.h"
#include "data/intake.h"

/* Room for the numbers up to `count`, the new ones not known yet. */
static bool widen(cvs_translation *translation, size_t count) {
  if (translation->count >= count)
    return true;
  uint32_t *grown = cvs_array_grow(translation->number, &translation->capacity, count, sizeof *grown);
  if (grown == NULL)
    return false;
  translation->number = grown;
  while (translation->count < count)
    grown[translation->count++] = CVS_NO_NAME;
  return true;
}

static cvs_status translate_combination(const cvs_combinations *own, cvs_translation *translation, uint32_t number,
                                        cvs_map *map, cvs_strbuf *key) {
  bool added = false;
  if (!widen(translation, (size_t)number + 1))
    return CVS_ENOMEM;
  if (translation->number[number] != CVS_NO_NAME)
    return CVS_OK;
  cvs_strbuf_clear(key);
  cvs_combinations_spell(own, number, key);
  return key->failed ? CVS_ENOMEM
                     : cvs_map_intern(map, cvs_strbuf_text(key), key->length, &translation->number[number], &added);
}

static cvs_status translate_variant(cvs_row_reader *reader, uint32_t number, cvs_map *map) {
  size_t length = 0;
  bool added = false;
  if (!widen(&reader->variant, (size_t)number + 1))
    return CVS_ENOMEM;
  if (reader->variant.number[number] != CVS_NO_NAME)
    return CVS_OK;
  const char *const name = cvs_names_text(&reader->variants, number, &length);
  return cvs_map_intern(map, name, length, &reader->variant.number[number], &added);
}

/* The cell in numbers of the whole input, but for its day. */
static cvs_status translate(cvs_dataset *dataset, cvs_row_reader *reader, cvs_cell *cell) {
  cvs_status status =
      translate_combination(&reader->groups, &reader->group, cell->group, dataset->groups, &reader->key);
  if (status == CVS_OK)
    status = translate_variant(reader, cell->variant, dataset->variants);
  if (status == CVS_OK && reader->strata.count > 0)
    status = translate_combination(&reader->strata, &reader->stratum, cell->stratum, dataset->strata, &reader->key);
  if (status != CVS_OK)
    return status;
  cell->group = reader->group.number[cell->group];
  cell->variant = reader->variant.number[cell->variant];
  cell->stratum = reader->strata.count > 0 ? reader->stratum.number[cell->stratum] : 0;
  return CVS_OK;
}

/* Days of the batch: numbers of the whole input, over the batch's own. */
static cvs_status accept_days(cvs_days *all, cvs_batch *batch, uint64_t lines, cvs_translation *out) {
  const cvs_days *const own = &batch->days;
  const uint32_t count = own->map == NULL ? 0 : cvs_map_count(own->map);
  if (!widen(out, count))
    return CVS_ENOMEM;
  for (uint32_t i = 0; i < count; i++) {
    const cvs_status status = cvs_days_add(all, &own->date[i], 0, "", &out->number[i]);
    if (status != CVS_OK)
      return status;
  }
  cvs_days_adopt(all, own, lines);
  return CVS_OK;
}

static cvs_status accept_cell(cvs_intake *intake, cvs_batch *batch, uint32_t number, const cvs_translation *day) {
  cvs_cells *const cells = &intake->dataset->cells;
  cvs_cell cell = batch->cells.cell[number];
  const cvs_status status = translate(intake->dataset, batch->reader, &cell);
  if (status != CVS_OK)
    return status;
  cell.day = day->count > 0 ? day->number[cell.day] : 0;
  const uint64_t *const step =
      batch->units == NULL && cells->step_count > 0 ? batch->cells.step + number * cvs_cells_width(cells) : NULL;
  if (batch->units != NULL)
    return cvs_cells_find(cells, &cell, &batch->global[number]);
  cell.before = cell.sample.visitors; /* nobody is left out where each row is a unit */
  return cvs_cells_add(cells, &cell, step);
}

static cvs_status accept_words(cvs_map *map, const cvs_vocabulary *vocabulary, const cvs_words_met *met) {
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < met->count && status == CVS_OK; i++) {
    size_t length = 0;
    uint32_t number = 0;
    bool added = false;
    const char *const word = cvs_names_text(&vocabulary->names, met->word[i], &length);
    if (met->word[i] < vocabulary->asked || cvs_map_count(map) < CVS_VOCABULARY_MAX)
      status = cvs_map_intern(map, word, length, &number, &added);
  }
  return status;
}

static cvs_status accept_all_words(cvs_intake *intake, const cvs_batch *batch) {
  cvs_status status = accept_words(intake->events, &batch->reader->events, &batch->events);
  for (size_t i = 0; i < batch->where_count && status == CVS_OK; i++)
    status = accept_words(intake->where_met[i], &batch->reader->where[i], &batch->where[i]);
  return status;
}

static bool make_room(cvs_batch *batch) {
  if (batch->units == NULL)
    return true;
  uint32_t *grown =
      cvs_array_grow(batch->global, &batch->global_capacity, batch->cells.count + 1, sizeof *batch->global);
  batch->global = grown == NULL ? batch->global : grown;
  return grown != NULL;
}

cvs_status cvs_intake_accept(cvs_intake *intake, cvs_batch *batch, uint64_t lines) {
  cvs_dataset *const dataset = intake->dataset;
  cvs_translation day = {0};
  cvs_status status = make_room(batch) ? accept_days(&dataset->days, batch, lines, &day) : CVS_ENOMEM;
  for (uint32_t i = 0; i < batch->cells.count && status == CVS_OK; i++)
    status = accept_cell(intake, batch, i, &day);
  cvs_free(day.number);
  if (status == CVS_OK)
    status = accept_all_words(intake, batch);
  if (status != CVS_OK)
    return status;
  if (batch->units != NULL)
    cvs_unit_rows_translate(batch->units, batch->global);
  dataset->info.rows += batch->rows;
  intake->elsewhere += batch->elsewhere;
  dataset->info.quality.tiny_amounts += batch->tiny_amounts;
  intake->steps_seen.marks |= batch->steps.marks;
  intake->steps_seen.times |= batch->steps.times;
  intake->steps_seen.empty |= batch->steps.empty;
  intake->last_time = batch->last_time > intake->last_time ? batch->last_time : intake->last_time;
  for (int skip = 0; skip < CVS_SKIPS; skip++)
    dataset->skipped[skip] += batch->skipped[skip];
  return CVS_OK;
}
