/* Randomised units, found by their exact names: what each has seen, in the order of the file.
 *
 * Rows come from blocks (unit_rows.h) and are dealt to CVS_PARTS parts by a hash of the unit's key; a part is a table
 * of its own, is filled by one thread at a time in file order, and is what goes to disk when memory is short. */
#ifndef CVS_DATA_UNITS_H
#define CVS_DATA_UNITS_H

#include "data/blocks.h"
#include "data/unit_rows.h"
#include <convstat/dataset.h>

/* Users: rows of one unit are merged: converted if any says so, values added, steps joined, each with the earliest of
 * its times; the cell is that of the first row in the file that has one, whatever the rows' times.
 *
 * Events: a unit enters at its first row with a cell; `by_exposure`: at the first of these that is an exposure;
 * `assigned`: at its assignment (then the cells of other rows say nothing), or with `by_exposure` at the first exposure
 * at or behind it, in the cell of the assignment. Earlier rows do not count; rows of the same time do, wherever they
 * stand in the file. Assignments are no rows of events and are counted nowhere. */
typedef struct cvs_unit_terms {
  bool events;
  bool has_time;      /* rows carry times, as those of events must; users: for the time of entry alone */
  bool has_value;     /* values are added up */
  bool assigned;      /* events: see above */
  bool by_exposure;   /* events: see above */
  size_t step_count;  /* at most CVS_STEPS_MAX */
  bool strict;        /* each step is the first at or after the step before; else steps count in any order */
  bool tells_passers; /* events that enter at their first step: units that never took it, and a later one, are given too
                       */
  uint32_t optional;  /* strict: mask of steps that may be left out on the way */
  int64_t window;     /* microseconds, its end included; 0: none. Events: from the first step, which in any order is the
                         first that is seen; without steps, the conversion counts within it of the entry */
  bool window_from_previous; /* strict: from the step before */
  bool window_from_entry;    /* events: the entry is before the first step, and the window begins there */
  bool has_exclusions;       /* events: some stop their unit, whose later steps do not count */
  bool keep_times;           /* the time of each step is kept (for funnels) */
  bool keep_other;           /* of units in several variants a second one is told */
  bool alike;                /* nobody asks when a unit entered: units that have come to the same may be given as one */
  uint32_t (*group_of)(const void *context, uint32_t cell); /* as variant_of of cvs_units_new, to tell groups apart, for
                                                               cvs_units_saw; NULL: nobody asks */
  bool collect;          /* events may come in any order of time: all are kept and sorted at the end. Otherwise those
                            of one unit must come in the order of time wherever it matters, or cvs_units_fold, or
                            cvs_units_finish for a part on disk, fails with CVS_EUNDEF and cvs_units_disordered tells
                            so: then read again with `collect` */
  uint64_t memory;       /* bytes that tables may take before parts go to disk; 0: no limit */
  const char *directory; /* for temporary files without a name; NULL: /tmp. Borrowed */
} cvs_unit_terms;

/* The form of the rows that they ask for. */
static inline cvs_unit_form cvs_unit_form_of(const cvs_unit_terms *terms) {
  const bool has_masks = !terms->events && terms->step_count > 0;
  return (cvs_unit_form){.has_time = terms->has_time,
                         .has_value = terms->has_value,
                         .has_steps = has_masks,
                         .time_count = has_masks && terms->keep_times ? terms->step_count : 0};
}

/* What one unit comes to. */
typedef struct cvs_unit {
  uint32_t cell;   /* of its entry row: group, variant, stratum and day (of the caller's global numbering) */
  uint32_t other;  /* where in_several and keep_other: a cell of another variant that it was seen in */
  bool in_several; /* was seen in another variant than its cell's (then dropped, unless `first`) */
  bool converted;
  bool passed_by;   /* has not entered: see tells_passers. Only its cell, and as `entered` its latest row, are known */
  uint32_t reached; /* strict without optional steps: how many from the first on; else a mask of steps */
  uint32_t skipped; /* strict: what it must have taken before a step that it took; see cvs_steps_skipped */
  uint64_t rows;    /* of this unit that count */
  int64_t value;    /* sum, in the caller's fixed point: see has_value */
  int64_t entered;  /* time of entry; users: the earliest of their rows in this variant that have a time */
  int64_t window_began;     /* events with steps and a window: when the one at hand began; INT64_MIN: none has */
  const int64_t *step_time; /* [step_count] where keep_times: of steps that are reached; INT64_MIN: not known */
  const char *name;         /* where in_several: borrowed for the call */
  size_t name_length;
  uint64_t count; /* this one, and others that have come to the same in all of this but `rows` */
} cvs_unit;

typedef struct cvs_units cvs_units;

/* variant_of(context, cell): the variant of a global cell, to tell arms apart. Called from several threads. */
CVS_WARN_UNUSED cvs_status cvs_units_new(const cvs_unit_terms *terms, uint32_t (*variant_of)(const void *, uint32_t),
                                         const void *context, cvs_units **out, cvs_error *error);
void cvs_units_free(cvs_units *units);

/* Rows of one part, of all blocks of a round in file order, into its table. Parts may be folded in parallel. */
CVS_WARN_UNUSED cvs_status cvs_units_fold(cvs_units *units, unsigned part, const cvs_unit_rows *const *block,
                                          size_t count, cvs_error *error);
bool cvs_units_disordered(const cvs_units *units);
/* Between rounds: looks whether rows of users are to wait for their tables, and brings memory under the limit. */
CVS_WARN_UNUSED cvs_status cvs_units_settle(cvs_units *units, cvs_error *error);

/* After the last round, once: calls take(context, part, unit) for every unit of a part that has entered (and see
 * tells_passers), or once for several that are alike, on whatever thread runs that part; parts run on `workers`
 * threads, or on fewer where the limit has room for fewer parts; those from disk in a second pass, on other threads.
 * Without `alike` the order within a part is that of first appearance in the file. */
enum { CVS_UNITS_PASSES = 2 };
CVS_WARN_UNUSED cvs_status cvs_units_finish(cvs_units *units, unsigned workers,
                                            cvs_status (*take)(void *context, unsigned part, const cvs_unit *unit),
                                            void *context, cvs_error *error);

/* After the finish, where the terms have group_of: whether rows of units name this cell that are counted in another
 * cell of its group, or nowhere as they have never entered; or rows up to an exposure that is their unit's entry. */
bool cvs_units_saw(const cvs_units *units, uint32_t cell);

/* What was met on the way, over all parts (after the finish). */
typedef struct cvs_units_quality {
  uint64_t units;
  uint64_t in_several_arms;
  uint64_t duplicate_rows;       /* users: rows beyond the first of a unit */
  uint64_t rows_before_entry;    /* events: rows before their unit's entry */
  uint64_t rows_of_unassigned;   /* events: rows of units that never entered */
  uint64_t never_entered;        /* these units */
  uint64_t without_variant;      /* events without assignments: of them, those that had rows to enter by, and no
                                    variant in any of these */
  uint64_t rows_without_variant; /* all rows of those */
  uint64_t in_log;               /* events: units that have rows, wherever else they are */
  uint64_t strangers;            /* with assignments: of them, those that have none */
  uint64_t rows_of_strangers;
  uint64_t exposed_early; /* with assignments: of them, those that have one, and exposures only ahead of it */
  uint64_t rows_exposed_early;
  uint64_t memory_peak; /* bytes of tables */
  uint64_t spilled;     /* bytes written to disk */
} cvs_units_quality;
void cvs_units_get_quality(const cvs_units *units, cvs_units_quality *out);

#endif
