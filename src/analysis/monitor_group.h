/* What the files of the group sequential monitor share. */
#ifndef CVS_ANALYSIS_MONITOR_GROUP_H
#define CVS_ANALYSIS_MONITOR_GROUP_H

#include "analysis/monitor_run.h"

/* One comparison on its way.
 *   taken    information of its looks; `count` of them
 *   bounds   of these looks
 *   over     the last one spent all that was left */
typedef struct cvs_monitor_track {
  double taken[CVS_LOOKS_MAX];
  size_t count;
  cvs_sequential_bounds bounds;
  bool over;
} cvs_monitor_track;

/* What a look says of a comparison. */
typedef struct cvs_monitor_verdict {
  cvs_monitor_code code;
  cvs_monitor_reason reason;
} cvs_monitor_verdict;

/* 1, or -1 where the design looks for a loss: its statistic is z times that. */
double cvs_monitor_turn(const cvs_monitor_case *at);
/* The statistic of the design, within what it can take. */
double cvs_monitor_turned(const cvs_monitor_case *at, double z);
bool cvs_monitor_is_classical(const cvs_monitor_case *at);
/* ln p of one comparison to that of the family, as its alpha was made. */
double cvs_monitor_join_p(const cvs_monitor_case *at, double ln_p);

/* Takes the newest look of a comparison, whose z and information exist: bounds, p-value and intervals. `last`: the test
 * ends here. Errors: CVS_EUNDEF, CVS_ELIMIT, CVS_ENOCONV. */
CVS_WARN_UNUSED cvs_status cvs_monitor_measure(const cvs_monitor_case *at, cvs_monitor_track *track, bool last,
                                               cvs_monitor_comparison *out, cvs_error *error);
cvs_monitor_verdict cvs_monitor_judge(const cvs_monitor_case *at, const cvs_monitor_track *track,
                                      const cvs_monitor_comparison *comparison);
/* What holds after the stop at the newest look. */
CVS_WARN_UNUSED cvs_status cvs_monitor_conclude(cvs_monitor_case *at, size_t index, const cvs_monitor_track *track,
                                                double z, cvs_error *error);
/* The chances of winning at a later look; `between` where the state is no look. */
CVS_WARN_UNUSED cvs_status cvs_monitor_look_ahead(const cvs_monitor_case *at, const cvs_monitor_track *track,
                                                  bool between, cvs_monitor_comparison *out, cvs_error *error);

#endif
