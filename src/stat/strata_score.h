/* The score statistic of one effect over strata, and the effects that invert it.
 *
 * The sum over strata of w (p2 - p1 - d), w = n1 n2 / (n1 + n2), over its standard deviation at the constrained
 * maximum likelihood rates of each stratum: Mantel and Haenszel's weights with Miettinen and Nurminen's variance
 * (1985, Stat. Med. 4, 213-226, section 5); for a lift L of w (p2 - (1 + L) p1). At no effect the variance is that of
 * Cochran's statistic; with one stratum it is the pooled score statistic. Rates may differ between strata. */
#ifndef CVS_STAT_STRATA_SCORE_H
#define CVS_STAT_STRATA_SCORE_H

#include <convstat/sample.h>
#include <stddef.h>

/* Tables of the same control and treatment; those with an empty arm say nothing.
 *   n1         variances times N/(N - 1), each stratum's own
 *   inflation  of all variances, by clusters; 1 without */
typedef struct cvs_strata_tables {
  const cvs_pair *pair;
  size_t count;
  bool n1;
  double inflation;
} cvs_strata_tables;

/* Sum of the weights w. */
double cvs_strata_information(const cvs_strata_tables *tables);
/* z at effect == null on CVS_DIFFERENCE or CVS_LIFT; 0 where nothing varies. Falls as the null rises. */
double cvs_strata_score_z(const cvs_strata_tables *tables, cvs_scale scale, double null);
/* Mantel-Haenszel estimate; false where there is none. */
bool cvs_strata_estimate(const cvs_strata_tables *tables, cvs_scale scale, double *out);
/* The effect at which the statistic is z: below the estimate for z > 0. An end that is open, or lies beyond a lift of
 * CVS_STRATA_LIFT_MAX, has *exists false. Errors: CVS_ENOCONV. */
#define CVS_STRATA_LIFT_MAX 1e6
CVS_WARN_UNUSED cvs_status cvs_strata_effect_at(const cvs_strata_tables *tables, cvs_scale scale, double z,
                                                bool *exists, double *out);

#endif
