/* Domains of the terms of a plan, of looks that were taken, and of bounds. */
#ifndef CVS_STAT_SEQ_CHECK_H
#define CVS_STAT_SEQ_CHECK_H

#include <convstat/sequential.h>

CVS_WARN_UNUSED cvs_status cvs_seq_check_terms(const cvs_sequential_terms *terms, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_seq_check_reached(const cvs_sequential_reached *reached, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_seq_check_bounds(const cvs_sequential_bounds *bounds, cvs_error *error);
/* The bounds, and what was seen at a look of theirs. */
CVS_WARN_UNUSED cvs_status cvs_seq_check_seen(const cvs_sequential_bounds *bounds, const cvs_sequential_seen *seen,
                                              cvs_error *error);
/* A statistic or a drift in [-100, 100]. */
CVS_WARN_UNUSED cvs_status cvs_seq_check_value(double value, const char *name, cvs_error *error);

#endif
