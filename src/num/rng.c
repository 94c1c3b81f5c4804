/* A seeded random stream: xoshiro256** over a state from SplitMix64.
 *
 * Sources: D. Blackman & S. Vigna (2021), Scrambled linear pseudorandom number generators, ACM
 * TOMS 47(4); G. Steele, D. Lea & C. Flood (2014), OOPSLA, 453-472 (SplitMix64); D. Lemire (2019),
 * Fast random integer generation in an interval, ACM TOMACS 29(1); W. Hörmann (1993), The generation
 * of binomial random variates, J. Stat. Comput. Simul. 46, 101-110 (algorithm BTRS). */
#include "num/num.h"

#include "base/mem.h"
#include "num/dist.h"

#include <math.h>

__extension__ typedef unsigned __int128 wide;

/* A rejection loop whose turns fail with probability below 1/2 ends later than this once in 2^100. */
enum { TURNS_MAX = 100 };
/* Hörmann's limit: below it counting up from 0 is faster and his constants do not hold. */
static const double inversion_below = 10;
/* P(X > 110) < 1e-60 where n rate < 10. */
static const uint64_t inversion_max = 110;

struct cvs_rng {
  uint64_t state[4];
};

static uint64_t rotate(uint64_t word, int by) {
  return word << by | word >> (64 - by);
}

static uint64_t next_splitmix(uint64_t *state) {
  *state += UINT64_C(0x9e3779b97f4a7c15);
  uint64_t z = *state;
  z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
  return z ^ z >> 31;
}

cvs_status cvs_rng_new(uint64_t seed, cvs_rng **out) {
  *out = cvs_malloc(sizeof **out);
  if (!*out)
    return CVS_ENOMEM;
  for (int i = 0; i < 4; i++)
    (*out)->state[i] = next_splitmix(&seed);
  return CVS_OK;
}

void cvs_rng_free(cvs_rng *rng) {
  cvs_free(rng);
}

uint64_t cvs_rng_bits(cvs_rng *rng) {
  uint64_t *s = rng->state;
  const uint64_t result = rotate(s[1] * 5, 7) * 9;
  const uint64_t shifted = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= shifted;
  s[3] = rotate(s[3], 45);
  return result;
}

double cvs_rng_uniform(cvs_rng *rng) {
  return (double)(cvs_rng_bits(rng) >> 11) * 0x1p-53;
}

uint64_t cvs_rng_below(cvs_rng *rng, uint64_t bound) {
  if (bound == 0)
    return 0;
  const uint64_t unfair = (UINT64_MAX - bound + 1) % bound; /* 2^64 mod bound */
  wide product = 0;
  for (int i = 0; i < TURNS_MAX; i++) {
    product = (wide)cvs_rng_bits(rng) * bound;
    if ((uint64_t)product >= unfair)
      break;
  }
  return (uint64_t)(product >> 64);
}

double cvs_rng_normal(cvs_rng *rng) {
  double z = 0;
  const double p = ((double)(cvs_rng_bits(rng) >> 12) + 0.5) * 0x1p-52; /* in (0, 1) */
  return cvs_normal_quantile_sf(p, &z) == CVS_OK ? -z : 0;
}

/* Counts up the masses; rate <= 1/2, n rate < 10. */
static uint64_t draw_by_inversion(cvs_rng *rng, double rate, uint64_t n) {
  const double odds = rate / (1 - rate);
  double left = cvs_rng_uniform(rng);
  double mass = exp((double)n * log1p(-rate));
  const uint64_t last = n < inversion_max ? n : inversion_max;
  for (uint64_t k = 0; k < last; k++) {
    if (left < mass)
      return k;
    left -= mass;
    mass *= odds * (double)(n - k) / (double)(k + 1);
  }
  return last;
}

static double ln_mass(double k, uint64_t n, double rate) {
  double value = -INFINITY;
  const cvs_status status = cvs_binomial_mass((uint64_t)k, n, rate, true, &value);
  return status == CVS_OK ? value : -INFINITY;
}

/* Algorithm BTRS, in the paper's names; rate <= 1/2, n rate >= 10. The paper compares with a ratio
 * of factorials that has no digits left at n = 1e12; Loader's log mass keeps them. */
static uint64_t draw_by_rejection(cvs_rng *rng, double rate, uint64_t n) {
  const double mean = (double)n * rate;
  const double spq = sqrt(mean * (1 - rate));
  const double b = 1.15 + 2.53 * spq;
  const double a = -0.0873 + 0.0248 * b + 0.01 * rate;
  const double c = mean + 0.5;
  const double v_r = 0.92 - 4.2 / b;
  const double alpha = (2.83 + 5.1 / b) * spq;
  const double mode = floor(((double)n + 1) * rate);
  for (int i = 0; i < TURNS_MAX; i++) {
    const double v = cvs_rng_uniform(rng);
    const double u = cvs_rng_uniform(rng) - 0.5;
    const double us = 0.5 - fabs(u);
    const double k = floor((2 * a / us + b) * u + c);
    if (us >= 0.07 && v <= v_r)
      return (uint64_t)k;
    if (!(k >= 0 && k <= (double)n))
      continue;
    if (log(v * alpha / (a / (us * us) + b)) <= ln_mass(k, n, rate) - ln_mass(mode, n, rate))
      return (uint64_t)k;
  }
  return (uint64_t)mode;
}

uint64_t cvs_rng_binomial(cvs_rng *rng, double rate, uint64_t n) {
  if (!(rate > 0) || n == 0)
    return 0;
  if (rate >= 1)
    return n;
  const double rarer = rate <= 0.5 ? rate : 1 - rate;
  const uint64_t drawn =
      (double)n * rarer < inversion_below ? draw_by_inversion(rng, rarer, n) : draw_by_rejection(rng, rarer, n);
  return rate <= 0.5 ? drawn : n - drawn;
}
