/* All of a text by the plan of its file: blocks to batches, batches to the dataset. */
#include "base/error.h"
#include "base/mem.h"
#include "data/intake.h"

/* Most bytes that are read to list the events of a log. */
#define LISTING_MAX (UINT64_C(64) << 20)

typedef struct file_run {
  cvs_intake *intake;
  cvs_text *text;
  const cvs_file_plan *plan;
  cvs_row_reader *reader; /* [reader_count] one a worker */
  size_t reader_count;
  cvs_batch *batch; /* [batch_count] one a slot */
  size_t batch_count;
  const cvs_unit_rows **units; /* [batch_count] those of the batches */
} file_run;

/* Rows are of units, and all of them are wanted. */
static bool fills_units(const cvs_file_plan *plan) {
  return plan->has_units && !plan->is_listing && !plan->is_settling;
}

static void begin(cvs_row_reader *reader, cvs_batch *batch, const cvs_block *block) {
  cvs_batch_begin(batch, reader, block->line);
  if (reader->events.stamp != NULL)
    cvs_vocabulary_begin(&reader->events);
  for (size_t i = 0; i < reader->where_count; i++)
    cvs_vocabulary_begin(&reader->where[i]);
  cvs_splitter_begin(reader->splitter, block->text, block->length, block->line, block->last);
}

static cvs_status parse_block(void *context, cvs_block *block, cvs_error *error) {
  const file_run *const run = context;
  cvs_row_reader *const reader = &run->reader[block->worker];
  cvs_batch *const batch = &run->batch[block->slot];
  begin(reader, batch, block);
  const cvs_status status = cvs_rows_read(reader, batch, error);
  if (status != CVS_OK)
    return status;
  block->rest = cvs_splitter_rest(reader->splitter);
  block->lines = cvs_splitter_lines(reader->splitter);
  if (batch->units == NULL || cvs_unit_rows_deal(batch->units) == CVS_OK)
    return CVS_OK;
  return cvs_fail_memory(error);
}

static cvs_status fail_accept(const file_run *run, cvs_status status, cvs_error *error) {
  const char *const source = run->plan->source;
  switch (status) {
  case CVS_EDATA:
    return cvs_fail_at(error, status, source, 0,
                       "the visitors of one variant add up to more than 9007199254740991, expected at most 2^53 - 1");
  case CVS_ELIMIT:
    return cvs_fail_at(error, status, source, 0, "there are too many groups, expected at most 4294967294 of them");
  default:
    return cvs_fail_memory(error);
  }
}

static cvs_status accept_block(void *context, const cvs_block *block, cvs_error *error) {
  const file_run *const run = context;
  cvs_batch *const batch = &run->batch[block->slot];
  const cvs_status status = cvs_intake_accept(run->intake, batch, block->line - batch->line);
  if (status != CVS_OK)
    return fail_accept(run, status, error);
  if (run->plan->is_listing && cvs_text_taken(run->text) > LISTING_MAX)
    return CVS_ECANCELLED;
  return CVS_OK;
}

static cvs_status fold_part(void *context, unsigned part, size_t count, cvs_error *error) {
  const file_run *const run = context;
  return cvs_units_fold(run->intake->units, part, run->units, count, error);
}

static cvs_status settle(void *context, cvs_error *error) {
  const file_run *const run = context;
  return cvs_units_settle(run->intake->units, error);
}

static bool tell_progress(void *context, uint64_t taken, uint64_t total) {
  const file_run *const run = context;
  const cvs_intake *const intake = run->intake;
  const cvs_read_options *const options = intake->wants->options;
  return options->progress(options->progress_context, intake->taken + taken, total > 0 ? intake->total : 0,
                           intake->dataset->info.rows);
}

static cvs_status make_readers(file_run *run, size_t count) {
  cvs_status status = CVS_OK;
  run->reader = cvs_calloc(count, sizeof *run->reader);
  if (run->reader == NULL)
    return CVS_ENOMEM;
  for (; run->reader_count < count && status == CVS_OK; run->reader_count++) {
    status = cvs_row_reader_init(&run->reader[run->reader_count], run->plan);
    run->reader[run->reader_count].number = (uint32_t)run->reader_count;
  }
  return status;
}

static cvs_status make_batches(file_run *run, size_t count) {
  const cvs_wants *const wants = run->plan->wants;
  cvs_status status = CVS_OK;
  run->batch = cvs_calloc(count, sizeof *run->batch);
  run->units = cvs_calloc(count, sizeof *run->units);
  if (run->batch == NULL || run->units == NULL)
    return CVS_ENOMEM;
  for (; run->batch_count < count && status == CVS_OK; run->batch_count++) {
    cvs_batch *const batch = &run->batch[run->batch_count];
    status = cvs_batch_init(batch, run->intake->dataset->cells.step_count, wants->where.column_count,
                            fills_units(run->plan) ? &run->plan->form : NULL);
    batch->cells.has_skipped = run->intake->dataset->cells.has_skipped;
    run->units[run->batch_count] = batch->units;
  }
  return status;
}

static void free_run(file_run *run) {
  for (size_t i = 0; i < run->reader_count; i++)
    cvs_row_reader_free(&run->reader[i]);
  for (size_t i = 0; i < run->batch_count; i++)
    cvs_batch_free(&run->batch[i]);
  cvs_free(run->reader);
  cvs_free(run->batch);
  cvs_free(run->units);
}

/* Units are looked up part by part after some rounds: the more blocks wait for it, the more of a part is met while it
 * is near. Measured on 20 million rows: 64 blocks cost the time of 128 and of 256, for 30 and 90 MB less. */
static size_t choose_slots(const cvs_intake *intake, bool has_units) {
  enum { SLOTS_OF_UNITS = 64 };
  const bool is_told = intake->tuning.slots > 0;
  return is_told || !has_units ? intake->tuning.slots : SLOTS_OF_UNITS;
}

cvs_status cvs_intake_run(cvs_intake *intake, cvs_text *text, const cvs_file_plan *plan, cvs_error *error) {
  file_run run = {.intake = intake, .text = text, .plan = plan};
  const bool has_units = fills_units(plan);
  const cvs_blocks_style style = {.workers = intake->workers,
                                  .block_size = intake->tuning.block_size,
                                  .slots = choose_slots(intake, has_units),
                                  .progress = intake->wants->options->progress == NULL ? NULL : tell_progress,
                                  .progress_context = &run};
  const cvs_blocks_work work = {.context = &run,
                                .parse = parse_block,
                                .accept = accept_block,
                                .fold = has_units ? fold_part : NULL,
                                .settle = has_units ? settle : NULL};
  cvs_status status = make_readers(&run, style.workers);
  if (status == CVS_OK)
    status = make_batches(&run, cvs_blocks_slots(&style));
  status = status == CVS_OK ? cvs_blocks_run(text, &style, &work, error) : cvs_fail_memory(error);
  free_run(&run);
  return status;
}
