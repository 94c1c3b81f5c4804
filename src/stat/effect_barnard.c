/* Interval of the difference that inverts the unconditional score test. */
#include "stat/methods.h"

#include "base/error.h"
#include "stat/barnard.h"
#include "stat/check.h"
#include "stat/score.h"
#include "stat/unconditional_difference.h"

#include <math.h>

/* An interval takes about a hundred searches over the common rate. */
#define VISITORS_MAX UINT64_C(10000)
/* Steps from the score limit to the observed difference: the p-value may rise above alpha and fall
 * back between, by less the more visitors there are. */
enum { SCAN_STEPS_MIN = 12, SCAN_STEPS_MAX = 240, SCAN_STEPS_TIMES_VISITORS = 24000 };
enum { OUTWARDS_MAX = 8, BISECTIONS = 60 };
static const double limit_tolerance = 1e-11;

typedef struct inversion {
  cvs_difference_test *test;
  double alpha;
  double observed;
} inversion;

static bool is_accepted(const inversion *inv, double difference) {
  return cvs_difference_test_p(inv->test, difference) > inv->alpha;
}

/* Between a rejected and an accepted difference. */
static double bisect(const inversion *inv, double rejected, double accepted) {
  for (int i = 0; i < BISECTIONS && accepted - rejected > limit_tolerance; i++) {
    double middle = rejected + (accepted - rejected) / 2;
    if (is_accepted(inv, middle))
      accepted = middle;
    else
      rejected = middle;
  }
  return accepted;
}

static double scan_steps(const cvs_pair *pair) {
  double visitors = (double)pair->control.visitors + (double)pair->treatment.visitors;
  return ceil(fmin(SCAN_STEPS_MAX, fmax(SCAN_STEPS_MIN, SCAN_STEPS_TIMES_VISITORS / visitors)));
}

/* The smallest accepted difference, looked for from the outside: `guess` is the score limit. */
static double lower_limit(const inversion *inv, double guess, double steps) {
  double step = (inv->observed - guess) / steps;
  double stride = (inv->observed - guess) / 3;
  double outside = guess - stride;
  for (int i = 0; i < OUTWARDS_MAX && outside > -1 && is_accepted(inv, outside); i++)
    outside -= stride;
  if (outside <= -1)
    outside = -1;
  double inside = outside + step;
  while (inside < inv->observed && !is_accepted(inv, inside)) {
    outside = inside;
    inside += step;
  }
  return bisect(inv, outside, fmin(inside, inv->observed));
}

static cvs_status limit_from_below(const cvs_pair *pair, const cvs_level *level, double *out, cvs_error *error) {
  bool two_sided = level->alternative == CVS_TWO_SIDED;
  cvs_level facing = *level;
  facing.alternative = two_sided ? CVS_TWO_SIDED : CVS_GREATER;
  cvs_interval score;
  *out = -1;
  if (pair->treatment.conversions == 0 && pair->control.conversions == pair->control.visitors)
    return CVS_OK;
  cvs_status status = cvs_score_interval(pair, CVS_DIFFERENCE, 1, &facing, &score);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the score interval did not converge");
  inversion inv = {.alpha = two_sided ? 2 * level->tail : level->tail, .observed = cvs_rate_difference(pair)};
  status = cvs_difference_test_new(pair, facing.alternative, &inv.test);
  if (status != CVS_OK)
    return cvs_fail_memory(error);
  *out = lower_limit(&inv, score.has_lower ? score.lower : -1, scan_steps(pair));
  cvs_difference_test_free(inv.test);
  return CVS_OK;
}

/* Barnard's p at no difference is certified; the limits stand on the same side of 0 as it. */
static cvs_status agree_with_test(const cvs_pair *pair, const cvs_level *level, double *lower, double *upper,
                                  cvs_error *error) {
  double ln_p;
  double alpha = level->alternative == CVS_TWO_SIDED ? 2 * level->tail : level->tail;
  cvs_status status = cvs_barnard_ln_p(pair, level->alternative, &ln_p, error);
  if (status == CVS_OK && exp(ln_p) >= alpha) {
    *lower = fmin(*lower, 0);
    *upper = fmax(*upper, 0);
  }
  return status;
}

static cvs_status limit_effect(const cvs_pair *pair, cvs_scale scale, const cvs_level *level, cvs_interval *out,
                               cvs_error *error) {
  cvs_status status = cvs_check_effect(&cvs_method_effect_barnard, pair, scale, level, error);
  if (status == CVS_OK)
    status = cvs_check_size(pair, VISITORS_MAX, "the inverted Barnard interval", error);
  double lower = -1;
  double upper = 1;
  if (status == CVS_OK && level->alternative != CVS_LESS)
    status = limit_from_below(pair, level, &lower, error);
  cvs_pair swapped = cvs_pair_swapped(pair);
  double swapped_lower = -1;
  if (status == CVS_OK && level->alternative != CVS_GREATER)
    status = limit_from_below(&swapped, level, &swapped_lower, error);
  upper = -swapped_lower;
  if (status == CVS_OK)
    status = agree_with_test(pair, level, &lower, &upper, error);
  if (status == CVS_OK)
    cvs_effect_set(out, pair, scale, level, (cvs_limits){lower, upper});
  return status;
}

const cvs_method cvs_method_effect_barnard = {
    .name = "effect_barnard",
    .id = "barnard",
    .kind = CVS_KIND_EFFECT,
    .title = "inverted Barnard test",
    .formula = "smallest to largest difference d whose unconditional p, sup over p1 of P(|z_d| >= |z_d observed|), "
               "exceeds alpha",
    .citation = "Agresti & Min (2001), Biometrics 57, 963-971",
    .note = "of the difference only; exact at any size; the set that the test accepts can have holes, this is its "
            "hull, so the p-value decides",
    .effect = limit_effect,
    .has_scale = {true, false, false},
    .visitors_max = VISITORS_MAX,
};
