/* Intervals that are symmetric in the logarithm of a ratio: Katz, Walter, Woolf, Gart. */
#ifndef CVS_STAT_LOG_RATIO_H
#define CVS_STAT_LOG_RATIO_H

#include <convstat/sample.h>

/* ln((a/b)/(c/d)), exact to the last bits also where the ratio is near 1. All > 0 and <= 2^62. */
double cvs_ln_ratio(uint64_t a, uint64_t b, uint64_t c, uint64_t d);

/* Sets `out` to exp(ln +- z error), less 1 on the scale of the lift. */
void cvs_log_effect_set(cvs_interval *out, const cvs_pair *pair, cvs_scale scale, const cvs_level *level,
                        const double ln_and_error[2]);

#endif
