/* Parts on disk: entries as they are, in the order they came, then names and kept rows; behind them, in extents, rows
 * that are still to be folded. */
#include "data/unit_part.h"

#include "base/error.h"
#include "base/mem.h"
#include "data/unit_sort.h"

/* --- to disk --- */

static cvs_status write_list(const cvs_unit_list *list, const cvs_unit_file *file, uint64_t at, cvs_error *error) {
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < list->count && status == CVS_OK;) {
    const size_t count = cvs_unit_list_beside(list, i);
    status =
        cvs_unit_file_write(file, at + i * list->item_size, cvs_unit_list_at(list, i), count * list->item_size, error);
    i += count;
  }
  return status;
}

static cvs_unit_extent measure(const cvs_unit_runs *runs, size_t row_size) {
  cvs_unit_extent extent = {0};
  for (size_t r = 0; r < runs->count; r++) {
    extent.rows += runs->run[r].count;
    for (size_t i = 0; i < runs->run[r].count; i++)
      extent.names += cvs_unit_stored_name_length(cvs_unit_run_row(&runs->run[r], row_size, i));
  }
  return extent;
}

/* Makes cell and name of a copied row the extent's: the name goes behind those that are there. */
static void own_row(const cvs_unit_run *run, cvs_unit_stored *copy, char *names, size_t *used) {
  if (run->global && copy->cell != CVS_UNIT_NO_CELL)
    copy->cell = run->global[copy->cell];
  const size_t length = cvs_unit_stored_name_length(copy);
  if (length == 0)
    return;
  memcpy(names + *used, run->names + copy->key.word[0], length);
  copy->key.word[0] = *used;
  *used += length;
}

static void copy_run(const cvs_unit_run *run, size_t row_size, char **to, char *names, size_t *used) {
  for (size_t i = 0; i < run->count; i++, *to += row_size) {
    memcpy(*to, cvs_unit_run_row(run, row_size, i), row_size);
    own_row(run, (void *)*to, names, used);
  }
}

static cvs_status add_extent(cvs_unit_part *part, const cvs_unit_extent *extent) {
  cvs_unit_extent *extents =
      cvs_array_grow(part->extent, &part->extent_capacity, part->extent_count + 1, sizeof *extents);
  if (!extents)
    return CVS_ENOMEM;
  part->extent = extents;
  part->extent[part->extent_count++] = *extent;
  return CVS_OK;
}

cvs_status cvs_unit_part_append(cvs_unit_part *part, const cvs_unit_rules *rules, cvs_unit_file *file,
                                cvs_unit_runs runs, cvs_error *error) {
  const size_t row_size = rules->row_size;
  cvs_unit_extent extent = measure(&runs, row_size);
  if (extent.rows == 0)
    return CVS_OK;
  const size_t row_bytes = extent.rows * row_size;
  char *bytes = cvs_malloc(row_bytes + extent.names);
  if (!bytes)
    return cvs_fail_memory(error);
  char *row = bytes;
  size_t used = 0;
  for (size_t r = 0; r < runs.count; r++)
    copy_run(&runs.run[r], row_size, &row, bytes + row_bytes, &used);
  extent.at = cvs_unit_file_reserve(file, row_bytes + extent.names);
  cvs_status status = cvs_unit_file_write(file, extent.at, bytes, row_bytes + extent.names, error);
  if (status == CVS_OK && add_extent(part, &extent) != CVS_OK)
    status = cvs_fail_memory(error);
  cvs_free(bytes);
  return status;
}

/* --- to disk as a whole --- */

static cvs_status write_table(cvs_unit_part *part, cvs_unit_file *file, cvs_error *error) {
  const cvs_unit_table *table = &part->table;
  const uint64_t entries = table->entries.count * table->entries.item_size;
  const uint64_t kept = part->kept.count * part->kept.item_size;
  part->at = cvs_unit_file_reserve(file, entries + table->name_length + kept);
  part->entries = table->entries.count;
  part->names = table->name_length;
  part->kept_rows = part->kept.count;
  cvs_status status = write_list(&table->entries, file, part->at, error);
  if (status == CVS_OK)
    status = cvs_unit_file_write(file, part->at + entries, table->name, table->name_length, error);
  if (status == CVS_OK)
    status = write_list(&part->kept, file, part->at + entries + table->name_length, error);
  return status;
}

/* They come behind the table, as rows that come later do. */
static cvs_status write_held(cvs_unit_part *part, const cvs_unit_rules *rules, cvs_unit_file *file, cvs_error *error) {
  if (part->held.rows == 0)
    return CVS_OK;
  char *room = cvs_malloc(cvs_unit_held_room(part->table.store, rules->row_size));
  cvs_status status = room ? CVS_OK : cvs_fail_memory(error);
  for (size_t i = 0; i < part->held.count && status == CVS_OK; i++) {
    const cvs_unit_run run = cvs_unit_held_read(part->held.sheet[i], rules->row_size, room);
    status = cvs_unit_part_append(part, rules, file, (cvs_unit_runs){&run, 1}, error);
  }
  cvs_free(room);
  return status;
}

cvs_status cvs_unit_part_spill(cvs_unit_part *part, const cvs_unit_rules *rules, cvs_unit_file *file,
                               cvs_error *error) {
  cvs_status status = write_table(part, file, error);
  if (status == CVS_OK)
    status = write_held(part, rules, file, error);
  part->on_disk = true;
  cvs_unit_part_clear(part);
  return status;
}

/* --- and back --- */

static cvs_status read_list(cvs_unit_list *list, size_t count, const cvs_unit_file *file, uint64_t at,
                            cvs_error *error) {
  list->count = count;
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < count && status == CVS_OK;) {
    const size_t beside = cvs_unit_list_beside(list, i);
    status =
        cvs_unit_file_read(file, at + i * list->item_size, cvs_unit_list_at(list, i), beside * list->item_size, error);
    i += beside;
  }
  return status;
}

static cvs_status reserve_table(cvs_unit_part *part) {
  cvs_unit_table *table = &part->table;
  cvs_status status = cvs_unit_list_reserve(&table->entries, table->store, part->entries);
  if (status == CVS_OK && part->names > 0)
    status = cvs_unit_table_reserve_names(table, part->names);
  if (status == CVS_OK && part->kept_rows > 0)
    status = cvs_unit_list_reserve(&part->kept, table->store, part->kept_rows);
  return status;
}

static cvs_status load_table(cvs_unit_part *part, const cvs_unit_file *file, cvs_error *error) {
  cvs_unit_table *table = &part->table;
  if (reserve_table(part) != CVS_OK)
    return cvs_fail_memory(error);
  const uint64_t names_at = part->at + part->entries * table->entries.item_size;
  cvs_status status = read_list(&table->entries, part->entries, file, part->at, error);
  if (status == CVS_OK)
    status = cvs_unit_file_read(file, names_at, table->name, part->names, error);
  table->name_length = part->names;
  if (status == CVS_OK)
    status = read_list(&part->kept, part->kept_rows, file, names_at + part->names, error);
  if (status == CVS_OK && cvs_unit_table_index(table) != CVS_OK)
    status = cvs_fail_memory(error);
  return status;
}

static cvs_status fold_extent(cvs_unit_part *part, const cvs_unit_rules *rules, const cvs_unit_file *file,
                              const cvs_unit_extent *extent, cvs_error *error) {
  const size_t row_bytes = extent->rows * rules->row_size, size = row_bytes + extent->names;
  char *bytes = cvs_malloc(size);
  if (!bytes)
    return cvs_fail_memory(error);
  cvs_unit_store_count(part->table.store, size);
  cvs_status status = cvs_unit_file_read(file, extent->at, bytes, size, error);
  const cvs_unit_run run = {.rows = bytes, .count = extent->rows, .names = bytes + row_bytes};
  if (status == CVS_OK)
    status = cvs_unit_part_fold(part, rules, (cvs_unit_runs){&run, 1}, error);
  cvs_unit_store_discount(part->table.store, size);
  cvs_free(bytes);
  return status;
}

cvs_status cvs_unit_part_load(cvs_unit_part *part, const cvs_unit_rules *rules, const cvs_unit_file *file,
                              cvs_error *error) {
  cvs_status status = load_table(part, file, error);
  part->on_disk = false;
  for (size_t i = 0; i < part->extent_count && status == CVS_OK; i++)
    status = fold_extent(part, rules, file, &part->extent[i], error);
  return status;
}

size_t cvs_unit_part_size_from_disk(const cvs_unit_part *part, const cvs_unit_rules *rules) {
  size_t units = part->entries, names = part->names, rows = 0;
  for (size_t i = 0; i < part->extent_count; i++) {
    rows += part->extent[i].rows;
    names += part->extent[i].names;
  }
  units += rows;
  const size_t kept = rules->terms.collect ? part->kept_rows + rows : 0;
  return cvs_unit_rules_table_size(rules, units) + names + kept * sizeof(cvs_unit_fact) +
         cvs_unit_sort_size(kept, units);
}
