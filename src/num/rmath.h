/* libRmath, and what a call of it comes to. */
#ifndef CVS_NUM_RMATH_H
#define CVS_NUM_RMATH_H

#include <convstat/status.h>

#define MATHLIB_STANDALONE 1
#include <Rmath.h>
#include <math.h>

/* Hands on what libRmath found; CVS_ENOCONV where it found nothing. */
static inline cvs_status cvs_rmath_result(double found, double *out) {
  if (isnan(found))
    return CVS_ENOCONV;
  *out = found;
  return CVS_OK;
}

#endif
