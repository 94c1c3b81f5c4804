/* The plan of classical bounds with binding futility. */
#ifndef CVS_STAT_SEQ_JOINT_H
#define CVS_STAT_SEQ_JOINT_H

#include "stat/seq_bounds.h"

/* From `plain` sets `upper` and `futility` so that the error is spent and beta is at `drift`, which is
 * found with them; one_look is the drift of a test with one look. Errors: CVS_ENOCONV, where the plan
 * may exist all the same. */
CVS_WARN_UNUSED cvs_status cvs_seq_joint(const cvs_seq_frame *frame, double one_look, cvs_seq_limits *limits,
                                         double *drift);

#endif
