/* The way of files into a dataset: what all files of an input share while they are read. */
#ifndef CVS_DATA_INTAKE_H
#define CVS_DATA_INTAKE_H

#include "data/blocks.h"
#include "data/rows.h"
#include "data/store.h"
#include "data/units.h"

typedef struct cvs_intake {
  cvs_dataset *dataset;
  const cvs_wants *wants;
  cvs_tuning tuning;
  unsigned workers;
  uint64_t memory;          /* bytes that units may take */
  bool collect;             /* events may come in any order of time */
  cvs_units *units;         /* NULL until there is a file of units with names */
  const char *first_source; /* the first file, whose shape all have; NULL: none yet */
  cvs_shape shape;
  size_t conversion_step;
  bool is_timed;                       /* rows of the log have times */
  bool has_variants;                   /* rows of the log have a column of variants */
  bool has_named_variant;              /* --variant COL is a column of the assignments */
  bool has_named_time;                 /* and --time COL */
  cvs_map *events;                     /* words met in logs; else in the column of --converted COL=VALUE */
  cvs_map **where_met;                 /* [wants->where.column_count] words met in these columns */
  bool *where_found;                   /* [...] some file has the column */
  cvs_day_order order_found;           /* in the file at hand */
  cvs_step_kinds steps_seen;           /* the same */
  cvs_step_kinds steps_said;           /* in the files before; `empty`: in all of one file */
  const char *empty_in[CVS_STEPS_MAX]; /* the first such file of each step */
  uint64_t elsewhere;
  int64_t last_time;         /* of all rows, where anybody asks; INT64_MIN: none has one */
  bool enters_at_step;       /* units enter at their first step, as there is no other time of entry */
  bool counts_young;         /* units that have not used their window are kept, and counted */
  bool counts_open;          /* units whose windows began at a step and were still open are counted */
  bool needs_first_step;     /* units of a log count only with their first step, whatever they enter at */
  uint64_t no_units;         /* of a log, without that step */
  uint64_t no_straddlers;    /* of them, seen in several arms */
  uint64_t units_here;       /* rows that were units of their own */
  uint64_t taken;            /* bytes of the files before */
  uint64_t total;            /* bytes of all files; 0: not known */
  cvs_file_info assignments; /* shown behind the others */
  bool has_assignments;
} cvs_intake;

/* Errors: CVS_ENOMEM; cvs_intake_free in any case. */
CVS_WARN_UNUSED cvs_status cvs_intake_init(cvs_intake *intake, cvs_dataset *dataset, const cvs_wants *wants,
                                           cvs_error *error);
void cvs_intake_free(cvs_intake *intake);

/* Reads one file, or the assignments. Errors: see cvs_dataset_read. CVS_EUNDEF without a message where events are out
 * of order: then everything is to be read again with `collect`. file.c. */
CVS_WARN_UNUSED cvs_status cvs_intake_read(cvs_intake *intake, cvs_input *input, bool is_assignments, cvs_error *error);

/* Makes the table of units and the log of their times, with the first file that has units, and notes where these
 * enter. Errors: CVS_ENOMEM. intake_units.c. */
CVS_WARN_UNUSED cvs_status cvs_intake_make_units(cvs_intake *intake, const cvs_file_plan *plan, cvs_error *error);

/* After the last file: what was asked for and never met, then units to cells. take.c. */
CVS_WARN_UNUSED cvs_status cvs_intake_finish(cvs_intake *intake, cvs_error *error);

/* The cell that a unit is counted in. */
typedef struct cvs_cell_place {
  cvs_cells *cells;
  uint32_t number;
} cvs_cell_place;

/* Whether a unit counts at all: in any order those of a log enter at any row, and the ones without the first step are
 * none where that is the entry. take_unit.c. */
bool cvs_intake_has_entered(const cvs_intake *intake, const cvs_unit *unit);
/* Adds a unit to its cell, and its times to the log, if there is one. Units of one part by one thread at a time.
 * Errors: those of cvs_step_log_add. */
CVS_WARN_UNUSED cvs_status cvs_intake_count_unit(const cvs_intake *intake, cvs_cell_place place, unsigned part,
                                                 const cvs_unit *unit);

/* Checks that events and values that are asked for have been met. Errors: CVS_EDATA. met.c. */
CVS_WARN_UNUSED cvs_status cvs_intake_check_met(const cvs_intake *intake, cvs_error *error);
/* Checks that no step of counts in any order has more users than have entered, in all rows together. Errors: CVS_EDATA.
 * overlap.c. */
CVS_WARN_UNUSED cvs_status cvs_intake_check_overlap(const cvs_intake *intake, cvs_error *error);
/* The failure of a log for which nobody has said what the conversion is: lists the events it has. */
cvs_status cvs_intake_fail_goal(const cvs_intake *intake, const char *source, cvs_error *error);

/* A batch into the dataset's cells, in file order. `lines`: those of the file before the batch's own line 1.
 * Errors: CVS_EDATA where visitors add up to more than 2^53 - 1; CVS_ELIMIT, CVS_ENOMEM. accept.c. */
CVS_WARN_UNUSED cvs_status cvs_intake_accept(cvs_intake *intake, cvs_batch *batch, uint64_t lines);

/* All of a text by the plan of its file; a listing ends with CVS_ECANCELLED where the text is long. run.c. */
CVS_WARN_UNUSED cvs_status cvs_intake_run(cvs_intake *intake, cvs_text *text, const cvs_file_plan *plan,
                                          cvs_error *error);

/* Settles whether day or month comes first in the moments of a file, and whether the columns of steps of users say 0
 * and
 * 1. Only before the first piece is taken; *taken
 * tells that all of the text has been: then read it again. order.c. Errors: CVS_EDATA where nothing tells. */
CVS_WARN_UNUSED cvs_status cvs_intake_settle_order(cvs_intake *intake, cvs_text *text, cvs_file_plan *plan, bool *taken,
                                                   cvs_error *error);

#endif
