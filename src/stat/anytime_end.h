/* One end of a running band, found by bets against values of the effect. */
#ifndef CVS_STAT_ANYTIME_END_H
#define CVS_STAT_ANYTIME_END_H

#include "stat/anytime_bet.h"

/* The blocks so far, seen from the treatment. */
typedef struct cvs_bet_history {
  cvs_bet_block *block;
  size_t count;
  size_t capacity;
} cvs_bet_history;

/* The end below which every value is rejected, seen from the arm that is said to be better. The upper end
 * of a band is the lower end seen from the other arm, with its sign turned.
 *   edge       the greatest value that its own bet has rejected; the start of the scale before any was
 *   candidate  a value above it whose bet goes on
 *   at_zero    the candidate is no effect, which the p-value decides and no bet of this end */
typedef struct cvs_anytime_end {
  cvs_scale scale;
  bool turned;
  double edge;
  cvs_bet candidate;
  bool at_zero;
} cvs_anytime_end;

/* What an end needs to know at a look.
 *   ln_bound       ln of the e-value that rejects
 *   estimate       of the effect on the end's scale and from its side
 *   error          its standard error, > 0
 *   zero_rejected  no effect, or less, is rejected by the p-value */
typedef struct cvs_end_look {
  const cvs_bet_history *history;
  const cvs_bet_stakes *stakes;
  double ln_bound;
  double estimate;
  double error;
  bool zero_rejected;
} cvs_end_look;

/* `turned`: seen from the control. */
void cvs_anytime_end_start(cvs_scale scale, bool turned, cvs_anytime_end *out);
/* After the newest block of the history. The end never moves back. */
void cvs_anytime_end_look(cvs_anytime_end *end, const cvs_end_look *look);
/* The edge: 0 where no effect is rejected but no value above it. False: nothing is rejected yet. */
bool cvs_anytime_end_value(const cvs_anytime_end *end, double *out);

#endif
