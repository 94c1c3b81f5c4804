/* The conversions of the treatment given all conversions, at any odds ratio: the hypergeometric
 * weights times odds ratio ^ k (Fisher's noncentral hypergeometric distribution). */
#ifndef CVS_STAT_NONCENTRAL_H
#define CVS_STAT_NONCENTRAL_H

#include "stat/check.h"
#include "stat/hypergeometric.h"

/* Probabilities of the counts >= k, between, and <= a, where a < k; they sum to 1. */
typedef struct cvs_noncentral {
  double upper;
  double inside;
  double lower;
} cvs_noncentral;

/*   k, a        low <= k <= high, low - 1 <= a < k
 *   odds_ratio  > 0, finite
 * Where k is so far out that its probability relative to the mode's is below 1e-280, `upper` is
 * given as that bound, still below every error that is asked for. */
cvs_noncentral cvs_noncentral_split(const cvs_hypergeometric *h, double k, double a, double odds_ratio);

/* The odds ratio at which P(X >= k) is `tail`; 0 at k == low.
 *   tail  in (0, 1)
 * Errors: CVS_ENOCONV. Source: Cornfield (1956), Proc. 3rd Berkeley Symp. 4, 135-148. */
CVS_WARN_UNUSED cvs_status cvs_noncentral_limit(const cvs_hypergeometric *h, double k, double tail, double *out);

/* The same table with control and treatment exchanged: count m - k, odds ratio 1 / odds ratio. */
cvs_hypergeometric cvs_hypergeometric_mirrored(const cvs_hypergeometric *h);

/* A rule for the lower limit of the odds ratio where the treatment has `k` conversions. */
typedef cvs_status cvs_odds_limit(const cvs_hypergeometric *h, double k, const cvs_level *level, double *out);

/* Both limits by such a rule: the upper one is the lower one of the mirrored table. The end that
 * level->alternative leaves open is not sought.
 * Errors: the rule's. */
CVS_WARN_UNUSED cvs_status cvs_odds_limits(const cvs_pair *pair, const cvs_level *level, cvs_odds_limit *lower,
                                           cvs_limits *out);

#endif
