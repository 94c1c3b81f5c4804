/* Sums over several arms, checked. */
#ifndef CVS_STAT_TOTALS_H
#define CVS_STAT_TOTALS_H

#include <convstat/sample.h>
#include <stddef.h>

typedef struct cvs_totals {
  uint64_t visitors;
  uint64_t conversions;
} cvs_totals;

/* Totals of at least two arms, each with visitors, some but not all of which converted.
 * Errors: CVS_EINVAL; CVS_ELIMIT above 2^62 visitors; CVS_EUNDEF where nobody or everybody converted. */
CVS_WARN_UNUSED cvs_status cvs_totals_of(const cvs_sample *arms, size_t count, cvs_totals *out, cvs_error *error);

#endif
