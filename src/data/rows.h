/* Records to what they count: into a batch of cells, or of rows of units. */
#ifndef CVS_DATA_ROWS_H
#define CVS_DATA_ROWS_H

#include "base/strbuf.h"
#include "data/batch.h"
#include "data/combinations.h"
#include "data/file_plan.h"

/* Numbers of the whole input by numbers of one reader; CVS_NO_NAME: not known yet. Zero-initialise ({0}). */
typedef struct cvs_translation {
  uint32_t *number;
  size_t count;
  size_t capacity;
} cvs_translation;

/* What a thread reads records with. */
typedef struct cvs_row_reader {
  const cvs_file_plan *plan;
  cvs_splitter *splitter;
  cvs_names variants;
  cvs_combinations groups;
  cvs_combinations strata;
  cvs_vocabulary events; /* of users and counts: words of the column of --converted COL=VALUE, the value as number 0 */
  cvs_vocabulary *where; /* [wants->where.column_count] */
  size_t where_count;
  uint32_t number;   /* of the reader, from 0 */
  uint64_t nameless; /* units without a name so far */
  cvs_clock clock;
  cvs_unit_desk desk;
  cvs_strbuf key;        /* experiment and user of the record at hand */
  cvs_translation group; /* of the reader's numbers to those of the whole input */
  cvs_translation variant;
  cvs_translation stratum;
} cvs_row_reader;

/* Errors: CVS_ENOMEM; cvs_row_reader_free in any case. */
CVS_WARN_UNUSED cvs_status cvs_row_reader_init(cvs_row_reader *reader, const cvs_file_plan *plan);
void cvs_row_reader_free(cvs_row_reader *reader);

/* A record while its values are read. */
typedef struct cvs_row {
  cvs_row_reader *reader;
  const cvs_file_plan *plan;
  cvs_batch *batch;
  const cvs_field *field; /* [plan->wanted_count] */
  cvs_cell cell;
  cvs_skip skip; /* why it failed */
  cvs_error *error;
} cvs_row;

/* Readers of the shapes. Errors, with source and line: CVS_EDATA, where row->skip tells why; CVS_ENOMEM, CVS_ELIMIT. */
CVS_WARN_UNUSED cvs_status cvs_row_count(cvs_row *row); /* a row of counts */
CVS_WARN_UNUSED cvs_status cvs_row_user(cvs_row *row);  /* a user, or an assignment */
CVS_WARN_UNUSED cvs_status cvs_row_event(cvs_row *row); /* an event */

/* The cell of a variant where there are no other keys. Errors: CVS_ENOMEM, CVS_ELIMIT; no message. */
CVS_WARN_UNUSED cvs_status cvs_row_find_cell_far(cvs_row_reader *reader, cvs_batch *batch, cvs_field variant,
                                                 uint32_t *number);
static inline cvs_status cvs_row_find_cell(cvs_row_reader *reader, cvs_batch *batch, cvs_field variant,
                                           uint32_t *number) {
  const uint64_t head = cvs_name_head(variant);
  const cvs_variant_near *const near = cvs_batch_near_variant(batch, head);
  if (near->head != head || near->length != variant.length || variant.length > sizeof head)
    return cvs_row_find_cell_far(reader, batch, variant, number);
  *number = near->cell;
  return CVS_OK;
}

/* For a plan that is plain: counts the row where there is nothing but the usual to it. Errors: CVS_ENOMEM, without a
 * message; any other: nothing is done, and cvs_row_user is to take it. */
CVS_WARN_UNUSED cvs_status cvs_row_count_plainly(cvs_row *row);
/* The same for all records that lie ready, up to the first that is not so plain. Errors: CVS_ENOMEM, no message. */
CVS_WARN_UNUSED cvs_status cvs_rows_count_plainly(cvs_row_reader *reader, cvs_batch *batch);
/* The events that lie ready, up to the first that asks for a closer look, where nothing but the variant tells their
 * cell. Errors: CVS_ENOMEM, no message. */
CVS_WARN_UNUSED cvs_status cvs_rows_take_events(cvs_row_reader *reader, cvs_batch *batch);
/* What both end with: the first `count` are taken, and of `status` only what must end the run is left. */
CVS_WARN_UNUSED cvs_status cvs_rows_end_taking(cvs_row_reader *reader, cvs_batch *batch, size_t count,
                                               cvs_status status);

/* The event alone, to list it. */
CVS_WARN_UNUSED cvs_status cvs_row_list_event(cvs_row *row);

/* All records of the reader's text into the batch. `skip_bad`: bad ones are counted, not reported. */
CVS_WARN_UNUSED cvs_status cvs_rows_read(cvs_row_reader *reader, cvs_batch *batch, cvs_error *error);

/* What the shapes share. */
cvs_status cvs_row_fail(cvs_row *row, size_t position, cvs_skip skip, const char *expected);
cvs_status cvs_row_fail_memory(cvs_row *row, cvs_status status);
/* The variant as it stands, or the file's where no column says it. */
static inline cvs_field cvs_row_variant(const cvs_row *row) {
  const size_t at = row->plan->at.role[CVS_ROLE_VARIANT];
  return at == CVS_NO_COLUMN ? row->plan->variant : row->field[at];
}

/* Group, stratum and variant. Errors: CVS_ENOMEM, CVS_ELIMIT. */
static inline cvs_status cvs_row_read_keys(cvs_row *row, cvs_field variant) {
  cvs_row_reader *const reader = row->reader;
  cvs_status status = cvs_names_find(&reader->variants, variant, &row->cell.variant);
  if (status == CVS_OK && reader->groups.count > 0)
    status = cvs_combinations_find(&reader->groups, row->field, &row->cell.group);
  if (status == CVS_OK && reader->strata.count > 0)
    status = cvs_combinations_find(&reader->strata, row->field, &row->cell.stratum);
  return status == CVS_OK ? CVS_OK : cvs_row_fail_memory(row, status);
}

/* The day of a row that is counted where it stands. */
CVS_WARN_UNUSED cvs_status cvs_row_read_day(cvs_row *row);
/* A moment out of a field. */
CVS_WARN_UNUSED cvs_status cvs_row_read_time(cvs_row *row, size_t position, int64_t *out);
CVS_WARN_UNUSED cvs_status cvs_row_read_amount(cvs_row *row, int64_t *out);
/* 0 or 1, true or false, yes or no, t or f, y or n, in any case. False where it is none of them. */
bool cvs_read_yes_no(cvs_field field, bool *yes);
/* The steps of a user into `unit`, whose time is that of entry (INT64_MIN: not known), and their times into
 * `step_time`, which it borrows. rows_steps.c. */
CVS_WARN_UNUSED cvs_status cvs_row_read_steps(cvs_row *row, cvs_unit_row *unit, int64_t step_time[CVS_STEPS_MAX]);
/* What its columns of steps say, into the batch. rows_steps.c. */
void cvs_row_see_steps(cvs_row *row);
/* --converted COL=VALUE: whether the row has the value, which is noted. Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_row_match_converted(cvs_row *row, bool *converted);
/* That there is a user. */
CVS_WARN_UNUSED cvs_status cvs_row_check_user(cvs_row *row);
/* Adds a row of a unit to the batch; `unit` is complete but for its key. */
CVS_WARN_UNUSED cvs_status cvs_row_add_unit(cvs_row *row, cvs_unit_row *unit);

#endif
