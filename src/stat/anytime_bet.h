/* A bet against one value of an effect, block by block: the e-process of two Bernoulli streams.
 *
 * A bet looks at an arm ("own") that is said to be better than another ("other") by more than the null
 * allows: own - other <= value, or ln(own / other) <= value. Both nulls are convex, so one e-value holds for
 * all pairs of rates in them. With control and treatment exchanged and the value's sign turned it is the
 * bet that the treatment is worse.
 *
 * Source: Turner, Ly & Grunwald (2024), J. Stat. Plan. Inference 230; for values other than no effect Turner &
 * Grunwald (2023), Stat. Prob. Letters 198. */
#ifndef CVS_STAT_ANYTIME_BET_H
#define CVS_STAT_ANYTIME_BET_H

#include <convstat/anytime.h>

enum { CVS_BET_NODES = 40, CVS_BET_ORDER = 16 };

/* A block of visitors.
 *   rate  of both arms in the blocks before, in (0, 1); 0 in the first one where no baseline is known */
typedef struct cvs_bet_block {
  double own_visitors;
  double own_conversions;
  double other_visitors;
  double other_conversions;
  double rate;
} cvs_bet_block;
/* The block with its arms exchanged. */
cvs_bet_block cvs_bet_turned(const cvs_bet_block *block);

/* Where the stake lies: tilts in (0, 1), each with a share of the stake. A tilt is the log odds ratio over
 * that of the null, to first order. With an `mde` there is one tilt, found anew for each block. */
typedef struct cvs_bet_stakes {
  size_t count;
  double tilt[CVS_BET_NODES];
  double ln_share[CVS_BET_NODES];
  size_t order[CVS_BET_NODES]; /* terms of the series that matter at this tilt */
  double mde;
  double baseline;
} cvs_bet_stakes;
/* Stakes on all log odds ratios, most of them around `centre`, > 0. */
void cvs_bet_stakes_around(double centre, double baseline, cvs_bet_stakes *out);
void cvs_bet_stakes_effect(double mde, double baseline, cvs_bet_stakes *out);

/* A bet: its null, and ln of what each stake has become, the exact part and a power series in the tilt. */
typedef struct cvs_bet {
  cvs_scale scale;
  double value; /* difference in (-1, 1), or ln ratio */
  double ln_stake[CVS_BET_NODES];
  double series[CVS_BET_ORDER];
} cvs_bet;

void cvs_bet_start(cvs_scale scale, double value, cvs_bet *out);
/* Adds a block to full accuracy: four logarithms a stake. */
void cvs_bet_add(cvs_bet *bet, const cvs_bet_stakes *stakes, const cvs_bet_block *block);
/* Adds a block at the cost of one stake: by series where there are many. What is lost is lost for the
 * bettor: the e-value is never above that of cvs_bet_add. */
void cvs_bet_add_quickly(cvs_bet *bet, const cvs_bet_stakes *stakes, const cvs_bet_block *block);
/* ln of the e-value. */
double cvs_bet_ln_value(const cvs_bet *bet, const cvs_bet_stakes *stakes);

#endif
