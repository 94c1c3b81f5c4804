/* A Dirichlet belief about the shares of the arms, and what it has come to against the intended ones. */
#ifndef CVS_STAT_SRM_BELIEF_H
#define CVS_STAT_SRM_BELIEF_H

#include <stddef.h>

/*   prior     counts it started from, where the intended shares changed last, > 0; `whole` their sum
 *   seen      visitors of each arm since then
 *   ln_value  ln of the e-value up to then */
typedef struct cvs_split_belief {
  size_t arms;
  double *prior;
  double *seen;
  double whole;
  double ln_value;
} cvs_split_belief;

/* Centred on the shares, which sum to 1, with so many visitors behind them. prior and seen are the caller's,
 * [arms] each. */
void cvs_split_belief_start(cvs_split_belief *belief, const double *share, double concentration);

/* ln of the e-value: Dirichlet-multinomial likelihood of all visitors over that at the intended shares. */
double cvs_split_belief_ln_value(const cvs_split_belief *belief, const double *share);

/* New intended shares: each arm's excess over the old ones is expected again, with the weight of all
 * visitors so far. */
void cvs_split_belief_change(cvs_split_belief *belief, const double *old, const double *share);

#endif
