/* Fisher's conditional p-value, shared by the tests that use it and those that order tables by it. */
#ifndef CVS_STAT_FISHER_H
#define CVS_STAT_FISHER_H

#include <convstat/method.h>

/* Tables within this relative distance of the observed probability count as equally likely. */
#define CVS_FISHER_TIE 1e-7

typedef struct cvs_fisher {
  double ln_p;    /* <= 0; exactly 0 where every table is as extreme */
  double ln_mass; /* ln probability of the observed table */
} cvs_fisher;

/* Two-sided: all tables no more likely than the observed. One-sided: the tail.
 *   pair  visitors >= 1 in both arms
 * Errors: CVS_EINVAL (counts beyond `num`).
 * Source: Fisher (1935), J. R. Stat. Soc. 98, 39-54; Freeman & Halton (1951), Biometrika 38, 141-149. */
CVS_WARN_UNUSED cvs_status cvs_fisher_ln_p(const cvs_pair *pair, cvs_alternative alternative, cvs_fisher *out);

/* A result without statistic; ln_p <= 0. */
cvs_test_result cvs_result_from_ln_p(double ln_p);

#endif
