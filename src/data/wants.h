/* What the options ask of every file, worked out once. */
#ifndef CVS_DATA_WANTS_H
#define CVS_DATA_WANTS_H

#include "data/where.h"

#define CVS_NO_COLUMN SIZE_MAX

enum { CVS_EVENTS_ASKED = 2 * CVS_STEPS_MAX + 2 }; /* steps, excluded events, goal, exposure */

typedef struct cvs_wants {
  const cvs_read_options *options;
  const char **by; /* [by_count] columns of --by, and the experiment behind them where it is not among them */
  size_t by_count;
  size_t experiment;    /* which of them tells units apart; CVS_NO_COLUMN: none */
  bool variant_is_file; /* --variant @file: each file is a variant, and its name that of it */
  bool event_is_file;   /* --event @file: the same for the event of all its rows */
  size_t goal_step;     /* the step that is the goal; CVS_NO_COLUMN: none of them */
  bool enters_at_step;  /* units of events enter at their first step */

  bool keeps_times;       /* times of steps are asked for */
  bool follows;           /* how long units have been followed is asked for */
  int64_t offset_seconds; /* of the zone that days are counted in, east of UTC */
  struct {                /* events that mean something, without repeats */
    const char *word[CVS_EVENTS_ASKED];
    uint8_t kind[CVS_EVENTS_ASKED]; /* CVS_UNIT_CONVERTED, CVS_UNIT_EXPOSURE, CVS_UNIT_EXCLUSION */
    uint8_t step[CVS_EVENTS_ASKED]; /* 1 + number of the step; 0: none */
    size_t count;
  } event;
  cvs_where where;
} cvs_wants;

/* Texts live in the arena. Errors: CVS_EUSAGE where options are wrong whatever the files say; CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_wants_init(cvs_wants *wants, const cvs_read_options *options, cvs_arena *arena,
                                          cvs_error *error);

#endif
