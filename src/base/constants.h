/* Numbers that C11 hides or that several layers share. */
#ifndef CVS_BASE_CONSTANTS_H
#define CVS_BASE_CONSTANTS_H

#include <stdint.h>

#define CVS_PI 3.14159265358979323846
#define CVS_LN2 0.69314718055994530942
#define CVS_SQRT1_2 0.70710678118654752440
#define CVS_LN_SQRT_2PI 0.91893853320467274178

/* Largest count that JSON readers keep exact: 2^53 - 1. */
#define CVS_COUNT_MAX UINT64_C(9007199254740991)

#endif
