/* Whole numbers that spread, the same on every machine and in every run. */
#ifndef CVS_TESTS_SUPPORT_DRAW_H
#define CVS_TESTS_SUPPORT_DRAW_H

#include <stdint.h>

/* A number in [0, bound). Knuth's linear congruence modulo 2^64; `state` starts at any number. */
static inline uint64_t draw(uint64_t *state, uint64_t bound) {
  *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (*state >> 33) % bound;
}

#endif
