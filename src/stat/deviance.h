/* What a count adds to a log likelihood ratio, without cancellation. */
#ifndef CVS_STAT_DEVIANCE_H
#define CVS_STAT_DEVIANCE_H

/* (1 + e) ln(1 + e) - e for e >= -1: what a count that deviates by the part e from its expectation adds to
 * the log likelihood ratio per expected count, given that the deviations of all counts sum to 0. */
double cvs_deviance(double e);

#endif
