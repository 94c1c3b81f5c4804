/* Looks that were taken, as bounds are made for them. */
#ifndef CVS_STAT_SEQ_REACHED_H
#define CVS_STAT_SEQ_REACHED_H

#include "stat/seq_bounds.h"

/* The frame in which the bound of look `reached->looks - 1` holds: of the looks taken, or for classical
 * bounds of the looks planned. Errors: CVS_EINVAL; CVS_EUNDEF where classical bounds do not fit. */
CVS_WARN_UNUSED cvs_status cvs_seq_frame_reached(const cvs_sequential_terms *terms,
                                                 const cvs_sequential_reached *reached, cvs_seq_frame *out,
                                                 cvs_error *error);

#endif
