/* Rejection regions of unconditional tests, one total of conversions at a time.
 *
 * Given m conversions in both arms, the tables as extreme as the observed one are two tails of the
 * hypergeometric distribution. As m grows by one their edges move by a step or two (a staircase in
 * the plane of both counts), and edge, tails and the probabilities there follow by recurrences. */
#ifndef CVS_STAT_HYPERGEOMETRIC_REGION_H
#define CVS_STAT_HYPERGEOMETRIC_REGION_H

#include <convstat/sample.h>

/* How tables of different totals are ordered. `greater`: the upper tail alone. */
typedef enum cvs_region_order {
  CVS_REGION_FISHER,         /* by the two-sided Fisher p */
  CVS_REGION_FISHER_GREATER, /* by the one-sided Fisher p */
  CVS_REGION_SCORE,          /* by |z|, pooled */
  CVS_REGION_SCORE_GREATER   /* by z, pooled */
} cvs_region_order;

/*   limit  Fisher orders: ln of the observed p, < 0.
 *          Score orders: z0^2 n1 n2 / N = (x2 n1 - x1 n2)^2 / (m (N - m)) of the observed table, > 0
 *   ln_mass  ln probability of the observed table given its total (a guide to the scale)
 * Ties: within 1e-9 relative of the observed value (1e-7 between probabilities, as Fisher's). */
typedef struct cvs_region_rule {
  cvs_region_order order;
  double marked;   /* visitors of the treatment, n2 */
  double unmarked; /* visitors of the control, n1 */
  double limit;
  double ln_mass;
} cvs_region_rule;

/* True where mass[m] == mass[N - m] for all m. */
bool cvs_region_is_symmetric(const cvs_region_rule *rule);

/* P(region | m conversions) = mass[m] exp(*ln_scale) for m = 0 ... N, N = n1 + n2 (`mass` has N + 1
 * places). Accurate to about 1e-12 of the largest, far out
 * (*ln_scale not 0) to 1e-12 |*ln_scale|. Errors: CVS_EINVAL (counts beyond `num`). */
CVS_WARN_UNUSED cvs_status cvs_region_masses(const cvs_region_rule *rule, double *mass, double *ln_scale);

#endif
