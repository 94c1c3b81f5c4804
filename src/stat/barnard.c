/* Barnard's p-value: the size of the unconditional test that orders tables by the pooled z. */
#include "stat/barnard.h"

#include "base/error.h"
#include "num/num.h"
#include "stat/check.h"
#include "stat/hypergeometric.h"
#include "stat/unconditional.h"

#include <math.h>

/* x2 n1 - x1 n2, the numerator of every statistic here. */
static double deviation_of(const cvs_pair *pair) {
  return cvs_product_difference(pair->treatment.conversions, pair->control.visitors, pair->control.conversions,
                                pair->treatment.visitors);
}

/* m (N - m), the part of the variance that changes from table to table. */
static double spread_of(const cvs_pair *pair) {
  double converted = (double)pair->control.conversions + (double)pair->treatment.conversions;
  double total = (double)pair->control.visitors + (double)pair->treatment.visitors;
  return converted * (total - converted);
}

double cvs_barnard_z(const cvs_pair *pair) {
  double spread = spread_of(pair);
  if (spread <= 0)
    return 0;
  double n1 = (double)pair->control.visitors;
  double n2 = (double)pair->treatment.visitors;
  return deviation_of(pair) * sqrt((n1 + n2) / (n1 * n2 * spread));
}

cvs_status cvs_barnard_ln_p(const cvs_pair *pair, cvs_alternative alternative, double *ln_p, cvs_error *error) {
  double deviation = deviation_of(pair);
  bool upper = alternative == CVS_GREATER || (alternative == CVS_TWO_SIDED && deviation > 0);
  *ln_p = 0;
  /* z of 0 is reached by the table without conversions, which a rate of 0 makes certain. */
  if (upper ? deviation <= 0 : deviation >= 0)
    return CVS_OK;
  cvs_pair mirrored = cvs_pair_swapped(pair);
  const cvs_pair *facing = upper ? pair : &mirrored;
  cvs_hypergeometric table = cvs_hypergeometric_of(facing);
  cvs_region_rule rule = {
      .order = alternative == CVS_TWO_SIDED ? CVS_REGION_SCORE : CVS_REGION_SCORE_GREATER,
      .marked = table.marked,
      .unmarked = table.unmarked,
      .limit = deviation * deviation / spread_of(pair),
  };
  cvs_status status = cvs_hypergeometric_ln(&table, (double)facing->treatment.conversions, &rule.ln_mass);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the probability of the observed table could not be computed");
  return cvs_unconditional_ln_p(&rule, ln_p, error);
}
