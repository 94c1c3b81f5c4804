/* Files of test ideas: a row an idea. */
#include "data/ideas_row.h"

#include "base/error.h"
#include "base/mem.h"
#include "data/store.h"
#include <convstat/recall.h>
#include <inttypes.h>
#include <string.h>

struct cvs_ideas {
  cvs_arena arena;
  cvs_idea *idea;
  size_t count, capacity;
  cvs_ideas_file *file;
  cvs_skip_reason reason[CVS_SKIPS];
  uint64_t skipped[CVS_SKIPS];
  cvs_ideas_info info;
};

/* A file while it is read. */
typedef struct reader {
  cvs_ideas *ideas;
  const cvs_ideas_options *options;
  cvs_table table;
  cvs_ideas_columns columns;
} reader;

static cvs_money_prospect start_prospect(const cvs_ideas_options *options) {
  return (cvs_money_prospect){.control_share = 0.5,
                              .noise = 1,
                              .cost_of_test = options->cost_of_test,
                              .terms = {.value_per_conversion = options->value_per_conversion,
                                        .traffic = options->traffic,
                                        .traffic_share = options->traffic_share > 0 ? options->traffic_share : 1,
                                        .horizon_days = options->horizon_days,
                                        .cost_of_change = options->cost_of_change,
                                        .cost_of_delay = options->cost_of_delay}};
}

static cvs_status add_row(reader *r, cvs_ideas_row *row) {
  cvs_ideas *ideas = r->ideas;
  const cvs_field *name = NULL;
  cvs_idea idea = {.line = row->record->line, .prospect = start_prospect(r->options)};
  const cvs_status status = cvs_ideas_row_read(row, &name, &idea.prospect);
  if (status != CVS_OK)
    return status;
  idea.name = cvs_arena_copy(&ideas->arena, name->text, name->length);
  cvs_idea *grown = cvs_array_grow(ideas->idea, &ideas->capacity, ideas->count + 1, sizeof *grown);
  ideas->idea = grown != NULL ? grown : ideas->idea;
  if (grown == NULL || idea.name == NULL)
    return cvs_fail_memory(row->error);
  ideas->idea[ideas->count++] = idea;
  return CVS_OK;
}

static cvs_status read_rows(reader *r, bool skip_bad, cvs_error *error) {
  cvs_error problem = {0};
  for (;;) { /* each turn takes a record, or a bad line */
    cvs_record record;
    cvs_skip skip = CVS_SKIP_NONE;
    cvs_status status = cvs_table_next(&r->table, &record, &skip, &problem);
    if (status == CVS_OK && record.count == 0)
      return CVS_OK;
    r->ideas->info.rows++;
    cvs_ideas_row row = {&r->table, &r->columns, &record, skip, &problem};
    if (status == CVS_OK)
      status = add_row(r, &row);
    if (status == CVS_OK)
      continue;
    if (row.skip == CVS_SKIP_NONE || !skip_bad)
      return cvs_fail_at(error, status, problem.source, problem.line, "%s", problem.message);
    r->ideas->skipped[row.skip]++;
    problem = (cvs_error){0};
  }
}

static cvs_status keep_info(const reader *r, cvs_error *error) {
  cvs_ideas *ideas = r->ideas;
  cvs_ideas_file *file = &ideas->file[ideas->info.file_count];
  cvs_ideas_column *column = cvs_arena_alloc(&ideas->arena, CVS_IDEAS_ROLES * sizeof *column);
  file->name = cvs_arena_copy(&ideas->arena, r->table.source, strlen(r->table.source));
  if (column == NULL || file->name == NULL)
    return cvs_fail_memory(error);
  for (int which = 0; which < CVS_IDEAS_ROLES; which++)
    if (r->columns.column[which] != CVS_IDEAS_NONE)
      column[file->column_count++] =
          (cvs_ideas_column){cvs_ideas_role_name((cvs_ideas_role)which), r->table.column[r->columns.column[which]]};
  file->column = column;
  ideas->info.file_count++;
  return CVS_OK;
}

static cvs_status read_input(reader *r, cvs_input *input, cvs_error *error) {
  cvs_error problem = {0};
  r->table = (cvs_table){.arena = &r->ideas->arena, .knows = cvs_ideas_knows};
  cvs_status status = cvs_table_open(&r->table, input, r->options->read, &problem);
  if (status == CVS_OK)
    status = cvs_ideas_find_columns(&r->table, r->options, &r->columns, &problem);
  if (status == CVS_OK)
    status = keep_info(r, &problem);
  if (status == CVS_OK)
    status = read_rows(r, r->options->read->skip_bad, &problem);
  cvs_table_close(&r->table);
  return status == CVS_OK ? CVS_OK
                          : cvs_fail_at(error, status, cvs_input_name(input), problem.line, "%s", problem.message);
}

static cvs_status read_file(reader *r, const char *path, cvs_error *error) {
  cvs_input *input = NULL;
  cvs_status status = cvs_input_open(path, &input, error);
  if (status == CVS_OK)
    status = read_input(r, input, error);
  cvs_input_close(input);
  return status;
}

static cvs_status finish(cvs_ideas *ideas, const char *last, cvs_error *error) {
  cvs_ideas_info *info = &ideas->info;
  for (int skip = 0; skip < CVS_SKIPS; skip++) {
    if (ideas->skipped[skip] == 0)
      continue;
    ideas->reason[info->reason_count++] = (cvs_skip_reason){cvs_skip_word((cvs_skip)skip), ideas->skipped[skip]};
    info->rows_skipped += ideas->skipped[skip];
  }
  info->reason = ideas->reason;
  info->file = ideas->file;
  if (ideas->count > 0)
    return CVS_OK;
  if (info->rows_skipped > 0)
    return cvs_fail_at(error, CVS_EDATA, last, 0, "all %" PRIu64 " rows were skipped, expected a good one",
                       info->rows_skipped);
  return cvs_fail_at(error, CVS_EDATA, last, 0, "there is no row below the header, expected an idea");
}

/* An empty backlog for `count` files. */
static cvs_status start(const cvs_ideas_options *options, size_t count, reader *r, cvs_error *error) {
  *r = (reader){.options = options};
  cvs_status status = cvs_read_options_check(options->read, error);
  if (status != CVS_OK)
    return status;
  r->ideas = cvs_calloc(1, sizeof *r->ideas);
  if (r->ideas == NULL)
    return cvs_fail_memory(error);
  r->ideas->file = cvs_calloc(count, sizeof *r->ideas->file);
  return r->ideas->file == NULL ? cvs_fail_memory(error) : CVS_OK;
}

/* Gives the backlog to the caller; frees it where anything failed. */
static cvs_status hand_over(reader *r, cvs_status status, const char *last, cvs_ideas **out, cvs_error *error) {
  if (status == CVS_OK)
    status = finish(r->ideas, last, error);
  if (status == CVS_OK)
    *out = r->ideas;
  else
    cvs_ideas_free(r->ideas);
  return status;
}

cvs_status cvs_ideas_read(const char *const *paths, size_t count, const cvs_ideas_options *options, cvs_ideas **out,
                          cvs_error *error) {
  reader r;
  *out = NULL;
  cvs_status status = cvs_read_paths_check(paths, count, error);
  if (status != CVS_OK)
    return status;
  status = start(options, count, &r, error);
  for (size_t i = 0; i < count && status == CVS_OK; i++)
    status = read_file(&r, paths[i], error);
  return hand_over(&r, status, paths[count - 1], out, error);
}

cvs_status cvs_ideas_read_input(cvs_input *input, const cvs_ideas_options *options, cvs_ideas **out, cvs_error *error) {
  reader r;
  *out = NULL;
  cvs_status status = start(options, 1, &r, error);
  if (status == CVS_OK)
    status = read_input(&r, input, error);
  return hand_over(&r, status, cvs_input_name(input), out, error);
}

void cvs_ideas_free(cvs_ideas *ideas) {
  if (ideas == NULL)
    return;
  cvs_arena_free(&ideas->arena);
  cvs_free(ideas->idea);
  cvs_free(ideas->file);
  cvs_free(ideas);
}

size_t cvs_ideas_count(const cvs_ideas *ideas) {
  return ideas->count;
}

const cvs_idea *cvs_ideas_at(const cvs_ideas *ideas, size_t index) {
  return &ideas->idea[index];
}

const cvs_ideas_info *cvs_ideas_input(const cvs_ideas *ideas) {
  return &ideas->info;
}

cvs_status cvs_ideas_recall(const cvs_ideas_info *info, size_t count, cvs_ideas **out, cvs_error *error) {
  cvs_ideas *ideas = cvs_calloc(1, sizeof *ideas);
  *out = ideas;
  if (ideas == NULL)
    return cvs_fail_memory(error);
  ideas->info = *info;
  ideas->count = count;
  return CVS_OK;
}
