/* Probabilities as arguments: which are any, and which of the two tails keeps the digits. */
#ifndef CVS_NUM_TAIL_H
#define CVS_NUM_TAIL_H

#include "num/dist.h"

/* True for a probability, or its logarithm, in the closed range. */
bool cvs_tail_valid(double p, bool log);
/* True where p is no logarithm and both tails are at least `least`. */
bool cvs_tail_plain(double p, cvs_tail tail, double least);
/* The end of the range that the quantile is where p is 0 or 1: -1 the lower, 1 the upper, 0 none. */
int cvs_tail_end(double p, cvs_tail tail);
/* Turns *tail into the smaller of the two tails, in logarithms, and returns its ln p: all its
 * digits. p strictly between 0 and 1. */
double cvs_tail_smaller(double p, cvs_tail *tail);

#endif
