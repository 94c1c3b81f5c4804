/* Samples, effects and intervals: the plain values that every method takes and gives. */
#ifndef CONVSTAT_SAMPLE_H
#define CONVSTAT_SAMPLE_H

#include <convstat/status.h>
#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Numbers are sound up to this many visitors an arm. */
#define CVS_VISITORS_MAX UINT64_C(1000000000000)

/* One arm: conversions of visitors. Domain: 0 <= conversions <= visitors <= CVS_VISITORS_MAX. */
typedef struct cvs_sample {
  uint64_t visitors;
  uint64_t conversions;
} cvs_sample;

/* A sum of amounts, exact: high x 10^18 + low millionths, both of one sign, low below 10^18 in size. */
typedef struct cvs_amount {
  int64_t high;
  int64_t low;
} cvs_amount;

/* Two arms. Effects are read treatment against control. Methods need visitors >= 1 in both. */
typedef struct cvs_pair {
  cvs_sample control;
  cvs_sample treatment;
} cvs_pair;

/* greater: the treatment is better; less: the treatment is worse. */
typedef enum cvs_alternative { CVS_TWO_SIDED, CVS_GREATER, CVS_LESS } cvs_alternative;

/* difference p2 - p1, lift p2/p1 - 1, odds ratio; p1 control, p2 treatment. */
typedef enum cvs_scale { CVS_DIFFERENCE, CVS_LIFT, CVS_ODDS_RATIO, CVS_SCALES } cvs_scale;

/* How much error an interval may make.
 *   tail         error probability of each end that is closed, in (0, 0.5)
 *   z            upper `tail` quantile of the normal distribution
 *   alternative  two-sided: both ends; greater: upper end open; less: lower end open */
typedef struct cvs_level {
  double tail;
  double z;
  cvs_alternative alternative;
} cvs_level;

/* An interval. An end or estimate that does not exist (open end, control at 0 %) has its flag
 * false and its value 0. `exists` false: there is no interval at all. */
typedef struct cvs_interval {
  double estimate;
  double lower;
  double upper;
  bool has_estimate;
  bool has_lower;
  bool has_upper;
  bool exists;
} cvs_interval;

/* The level with error `alpha` in all (1 - alpha confidence): alpha/2 an end if two-sided.
 *   alpha  in (0, 1)
 * Errors: CVS_EINVAL. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_level_from_alpha(double alpha, cvs_alternative alternative, cvs_level *out,
                                                        cvs_error *error);

/* The level with critical value z > 0 (simultaneous intervals). Errors: CVS_EINVAL. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_level_from_z(double z, cvs_alternative alternative, cvs_level *out,
                                                    cvs_error *error);

#ifdef __cplusplus
}
#endif

#endif
