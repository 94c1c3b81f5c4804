/* The unpooled z of two rates: shared by the Wald test and its interval, so that they agree. */
#ifndef CVS_STAT_WALD_H
#define CVS_STAT_WALD_H

#include <convstat/sample.h>

/* sqrt(p1 (1 - p1)/n1 + p2 (1 - p2)/n2) at the observed rates; may be 0. */
double cvs_wald_error(const cvs_pair *pair);

/* Difference over its error; 0 where both are 0, +-infinity where only the error is. */
double cvs_wald_z(const cvs_pair *pair);

#endif
