/* Bounds in their public form, and walks through them. */
#ifndef CVS_STAT_SEQ_STOPS_H
#define CVS_STAT_SEQ_STOPS_H

#include "stat/seq_bounds.h"

/* z between which the test goes on after look j. */
cvs_gap cvs_seq_gap(const cvs_sequential_bounds *bounds, size_t j, bool obey_futility);
/* Passes look j, unless it is the last. */
void cvs_seq_pass(cvs_walk *walk, const cvs_sequential_bounds *bounds, size_t j, bool obey_futility);
/* Stops at every look at this drift; the bounds were checked. */
void cvs_seq_stops(const cvs_sequential_bounds *bounds, double drift, cvs_sequential_stops *out);
/* The public form of `limits`: all figures of every look; beta_spent at `drift`. */
void cvs_seq_publish(const cvs_seq_frame *frame, const cvs_seq_limits *limits, double drift,
                     cvs_sequential_bounds *out);

#endif
