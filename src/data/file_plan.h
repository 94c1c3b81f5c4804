/* What the records of one file are read by: the same for all threads. */
#ifndef CVS_DATA_FILE_PLAN_H
#define CVS_DATA_FILE_PLAN_H

#include "data/numbers.h"
#include "data/schema.h"
#include "data/split.h"
#include "data/times.h"
#include "data/unit_rows.h"

/* Where the fields of a schema's columns stand in what the splitter gives; CVS_NO_COLUMN: none. */
typedef struct cvs_positions {
  size_t role[CVS_ROLES];
  size_t day;
  size_t experiment;
  size_t *by;
  size_t by_count; /* 0 where units are assigned elsewhere */
  size_t *stratify;
  size_t stratify_count;
  size_t *where;
  size_t *step;
} cvs_positions;

typedef struct cvs_file_plan {
  const cvs_wants *wants;
  const char *source;
  uint32_t number;     /* of the file, from 0 */
  const char **column; /* header names */
  cvs_schema schema;
  cvs_number_style numbers;
  cvs_date_style dates;
  cvs_day_order order;   /* of moments; dates that are only counted by day are settled at the end */
  bool is_listing;       /* only the events are wanted, to list them */
  bool is_settling;      /* only dates with two readings are wanted, to settle the order, and what steps say */
  uint32_t marked_steps; /* users: mask of the steps whose columns say 0 and 1 and no times: an empty field is a missing
                            value there */
  uint32_t unsaid_steps; /* users, of an input that cannot be read twice: columns with nothing in the first rows */
  bool has_units;        /* rows are of units that have names; else each row is counted where it stands */
  size_t conversion_step; /* the step that is the conversion; CVS_NO_COLUMN: it is told otherwise */
  size_t *wanted;         /* [wanted_count] columns, ascending */
  size_t wanted_count;
  cvs_positions at;
  cvs_field variant;  /* of every row, where no column says it: the file's name, or "all" */
  cvs_field event;    /* the same: the file's name */
  cvs_unit_form form; /* of rows of units */
  bool is_plain;      /* users of whom nothing is asked but name, variant, conversion and amount */
} cvs_file_plan;

/* Fills wanted, at, form, variant and is_plain. Errors: CVS_EDATA for a name of a file that is no UTF-8; CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_file_plan_place(cvs_file_plan *plan, cvs_arena *arena, cvs_error *error);

/* For the splitter. */
cvs_split_plan cvs_file_plan_split(const cvs_file_plan *plan);

#endif
