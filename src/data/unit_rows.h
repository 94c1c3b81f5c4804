/* Rows of units from one block, dealt to the parts they belong to. */
#ifndef CVS_DATA_UNIT_ROWS_H
#define CVS_DATA_UNIT_ROWS_H

#include <convstat/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of a name: up to so many are kept in a key; and the most there may be, above what any line has. */
enum { CVS_UNIT_KEY_INLINE = 15, CVS_UNIT_NAME_MAX = (1 << 24) - 1 };

/* What a row says of its unit. */
typedef struct cvs_unit_row {
  const char *key;   /* the unit's name; borrowed for the call. Any bytes */
  size_t key_length; /* at most CVS_UNIT_NAME_MAX */
  uint32_t cell;     /* number of the block's own cell, or CVS_UNIT_NO_CELL: the row has no variant */
  uint8_t kind;      /* of CVS_UNIT_... below, or'ed */
  uint8_t step;      /* 1 + number of the step that this event is, 0: none */
  uint32_t steps;    /* users, where the form has it: mask of the steps that the row says were reached */
  uint32_t seen;     /* users: steps that count, and those that were taken in time when others were to come first. Not
                        stored:  see CVS_UNIT_SEEN */
  int64_t time;      /* microseconds since 1970 UTC, where the terms have it */
  int64_t value;     /* fixed point */
  const int64_t *step_time; /* [time_count of the form]; INT64_MIN: not known. Borrowed for the call */
} cvs_unit_row;

#define CVS_UNIT_NO_CELL UINT32_MAX
enum {
  CVS_UNIT_CONVERTED = 1,
  CVS_UNIT_EXPOSURE = 2,
  CVS_UNIT_ASSIGNMENT = 4,
  CVS_UNIT_EXCLUSION = 8,
  CVS_UNIT_SEEN_APART = 16, /* users: the steps do not tell of a gap; another row does */
  CVS_UNIT_SEEN = 32        /* that row: its steps count for nothing else */
};

/* Which optional members rows have: they are stored only then. */
typedef struct cvs_unit_form {
  bool has_time;
  bool has_value;
  bool has_steps;    /* masks, of users */
  size_t time_count; /* of times of steps; 0: none */
} cvs_unit_form;

typedef struct cvs_unit_rows cvs_unit_rows;

/* Where the rows of a block lie until they are dealt: one a thread. Zero-initialise ({0}). */
typedef struct cvs_unit_desk {
  char *rows;
  size_t size; /* bytes */
} cvs_unit_desk;

void cvs_unit_desk_free(cvs_unit_desk *desk);

CVS_WARN_UNUSED cvs_status cvs_unit_rows_new(const cvs_unit_form *form, cvs_unit_rows **out);
void cvs_unit_rows_free(cvs_unit_rows *rows);
/* Empties it for the rows of another block, keeping its memory. The desk is borrowed until they are dealt. */
void cvs_unit_rows_begin(cvs_unit_rows *rows, cvs_unit_desk *desk);
/* Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_unit_rows_add(cvs_unit_rows *rows, const cvs_unit_row *row);
/* The same where it lies, for whoever has many: with the unit's name and nothing else. The caller sets the rest, as
 * unit_run.h has it. NULL: out of memory. */
struct cvs_unit_stored *cvs_unit_rows_next(cvs_unit_rows *rows, const char *key, size_t key_length);
/* Deals the rows to their parts, keeping their order. Once, after the last row. */
CVS_WARN_UNUSED cvs_status cvs_unit_rows_deal(cvs_unit_rows *rows);
/* global[i] is the number that the block's cell i has in the whole input; borrowed until the next block. NULL, and
 * until it is called: the numbers are those of the whole input. */
void cvs_unit_rows_translate(cvs_unit_rows *rows, const uint32_t *global);

#endif
