/* UTF-8 text in memory to records and the fields that are wanted: what is regular by masks (split_walk.h), what is
 * not by the scanner. */
#include "data/split.h"
#include "base/error.h"
#include "base/mem.h"
#include "data/split_walk.h"

struct cvs_splitter {
  cvs_split_walk walk;
  cvs_scanner *scanner;
  bool last;           /* nothing follows the text */
  uint64_t first_line; /* of the text */
  size_t rest;
};

static cvs_status start_scanner(cvs_splitter *splitter, const cvs_split_plan *plan, cvs_error *error) {
  const cvs_status status = cvs_scanner_new_in_memory(plan->source, &splitter->scanner, error);
  if (status != CVS_OK)
    return status;
  cvs_scanner_set_delimiter(splitter->scanner, plan->delimiter);
  cvs_scanner_set_columns(splitter->scanner, plan->column, plan->column_count);
  return CVS_OK;
}

cvs_status cvs_splitter_new(const cvs_split_plan *plan, cvs_splitter **out, cvs_error *error) {
  *out = NULL;
  cvs_splitter *splitter = cvs_calloc(1, sizeof *splitter);
  if (splitter == NULL)
    return cvs_fail_memory(error);
  splitter->walk = (cvs_split_walk){
      .delimiter = plan->delimiter,
      .width = {plan->source, plan->column, plan->column_count, plan->named_count},
      .wanted = plan->wanted,
      .wanted_count = plan->wanted_count,
  };
  cvs_status status = start_scanner(splitter, plan, error);
  if (status == CVS_OK && cvs_split_walk_new(&splitter->walk) != CVS_OK)
    status = cvs_fail_memory(error);
  if (status != CVS_OK) {
    cvs_splitter_free(splitter);
    return status;
  }
  cvs_splitter_begin(splitter, "", 0, 1, true);
  *out = splitter;
  return CVS_OK;
}

void cvs_splitter_free(cvs_splitter *splitter) {
  if (splitter == NULL)
    return;
  cvs_scanner_free(splitter->scanner);
  cvs_split_walk_free(&splitter->walk);
  cvs_free(splitter);
}

void cvs_splitter_set_batch(cvs_splitter *splitter, size_t size) {
  cvs_split_walk_set_batch(&splitter->walk, size);
}

void cvs_splitter_begin(cvs_splitter *splitter, const char *text, size_t length, uint64_t line, bool last) {
  splitter->last = last;
  splitter->first_line = line;
  splitter->rest = 0;
  cvs_split_walk_begin(&splitter->walk, text, length, line);
}

/* Passes over what is left, on line `line`; the last `rest` bytes of it are left over. */
static void end_text(cvs_splitter *splitter, uint64_t line, size_t rest) {
  cvs_split_walk *const walk = &splitter->walk;
  splitter->rest = rest;
  cvs_split_walk_pass(walk, walk->length - cvs_split_walk_offset(walk), line);
}

/* Fails; but where the line does not end within the text, its record is left over as any other that does not. */
static cvs_status fail_record(cvs_splitter *splitter, const cvs_error *problem, cvs_skip *skip, cvs_error *error) {
  cvs_split_walk *const walk = &splitter->walk;
  if (!cvs_scanner_finish_line(splitter->scanner) && *skip != CVS_SKIP_NONE) {
    *skip = CVS_SKIP_NONE;
    end_text(splitter, walk->line, walk->length - cvs_split_walk_offset(walk));
    return CVS_OK;
  }
  cvs_split_walk_pass(walk, cvs_scanner_taken(splitter->scanner), cvs_scanner_line(splitter->scanner));
  return cvs_fail_at(error, problem->status, problem->source, problem->line, "%s", problem->message);
}

/* The wanted fields of a record that the scanner has read; *field stays NULL where it has none. */
static cvs_status take_record(cvs_splitter *splitter, const cvs_record *record, const cvs_field **field, cvs_skip *skip,
                              cvs_error *error) {
  cvs_split_walk *const walk = &splitter->walk;
  if (cvs_record_is_empty(record))
    return CVS_OK;
  walk->record_line = record->line;
  const cvs_status status = cvs_width_check(&walk->width, record, skip, error);
  if (status != CVS_OK)
    return status;
  for (size_t i = 0; i < walk->wanted_count; i++)
    walk->field[i] = walk->wanted[i] < record->count ? record->field[walk->wanted[i]] : (cvs_field){"", 0};
  *field = walk->field;
  return CVS_OK;
}

/* Lets the scanner read the record at hand. */
static cvs_status read_irregular(cvs_splitter *splitter, const cvs_field **field, cvs_skip *skip, cvs_error *error) {
  cvs_split_walk *const walk = &splitter->walk;
  cvs_scanner *const scanner = splitter->scanner;
  const size_t begin = cvs_split_walk_offset(walk);
  cvs_error problem = {0};
  cvs_record record;
  cvs_scanner_begin(scanner, walk->text + begin, walk->length - begin, walk->line, splitter->last);
  if (cvs_scanner_next(scanner, &record, skip, &problem) != CVS_OK)
    return fail_record(splitter, &problem, skip, error);
  const size_t taken = cvs_scanner_taken(scanner);
  if (record.count == 0) {
    end_text(splitter, cvs_scanner_line(scanner), cvs_scanner_is_cut(scanner) ? walk->length - begin - taken : 0);
    return CVS_OK;
  }
  cvs_split_walk_pass(walk, taken, cvs_scanner_line(scanner));
  return take_record(splitter, &record, field, skip, error);
}

/* The next record, of any kind. */
static cvs_status take_next(cvs_splitter *splitter, const cvs_field **field, cvs_skip *skip, cvs_error *error) {
  cvs_status status = CVS_OK;
  while (status == CVS_OK && *field == NULL) { /* each turn takes some of the text, or ends */
    const cvs_split_step step = cvs_split_walk_take(&splitter->walk);
    if (step == CVS_SPLIT_TAKEN)
      *field = splitter->walk.field;
    else if (step == CVS_SPLIT_IRREGULAR)
      status = read_irregular(splitter, field, skip, error);
    else if (step == CVS_SPLIT_END)
      break;
  }
  return status;
}

cvs_status cvs_splitter_next(cvs_splitter *splitter, const cvs_field **field, cvs_skip *skip, cvs_error *error) {
  *skip = CVS_SKIP_NONE;
  *field = NULL;
  if (!cvs_split_walk_take_usual(&splitter->walk))
    return take_next(splitter, field, skip, error);
  *field = splitter->walk.field;
  return CVS_OK;
}

cvs_split_ready cvs_splitter_ready(const cvs_splitter *splitter) {
  return cvs_split_walk_ready(&splitter->walk);
}

void cvs_splitter_take_ready(cvs_splitter *splitter, size_t count) {
  cvs_split_walk_take_ready(&splitter->walk, count);
}

uint64_t cvs_splitter_line(const cvs_splitter *splitter) {
  return splitter->walk.record_line;
}

size_t cvs_splitter_rest(const cvs_splitter *splitter) {
  return splitter->rest;
}

uint64_t cvs_splitter_lines(const cvs_splitter *splitter) {
  return splitter->walk.line - splitter->first_line;
}
