/* A bet against one value of an effect, block by block: the e-process of two Bernoulli streams. */
#include "stat/anytime_bet.h"

#include "num/dist.h"

#include <float.h>
#include <math.h>

/* Tilts fall from the largest by this factor: one of them is within 15 % of any effect, which costs at
 * most 0.17 of the 3.7 that ln E has to reach at 5 %. */
static const double TILT_MAX = 0.6;
static const double TILT_RATIO = 0.75;
/* Most of the stake lies around the effects on which tests are decided, the rest is spread by a normal prior:
 * the prior alone (deviation 0.15) finds a lift of 5 % in 28 looks of 3,600 an arm at 10 % in 74 %, this in
 * 81 %. */
static const double CENTRE_SHARE = 0.75;
static const double CENTRE_SPREAD = 0.6;
static const double DEVIATIONS_PER_CENTRE = 1 / 0.35;
/* The rates of a null keep this part of their range from its ends. */
static const double RATE_MARGIN = 1e-9;
/* A series may end where what it leaves out is below this at CVS_VISITORS_MAX conversions. */
static const double SERIES_LEFT_MAX = 1e-9;
/* Log odds ratio that an mde may have at most, so that no rate reaches 0 or 1. */
static const double EFFECT_MAX = 3;
/* Rates of the first block where no baseline is known; each gets an equal part of the stake. */
static const double first_rates[] = {0.002, 0.02, 0.1, 0.4};
enum { FIRST_RATES = sizeof first_rates / sizeof first_rates[0] };

cvs_bet_block cvs_bet_turned(const cvs_bet_block *block) {
  return (cvs_bet_block){block->other_visitors, block->other_conversions, block->own_visitors, block->own_conversions,
                         block->rate};
}

static size_t order_of(double tilt) {
  size_t order = 2;
  for (double left = tilt * tilt * tilt; order < CVS_BET_ORDER; order++, left *= tilt)
    if (left * (double)CVS_VISITORS_MAX < SERIES_LEFT_MAX)
      break;
  return order;
}

/* P(tilt > t) under the stakes: lognormal around the centre, and the positive half of a normal. */
static double share_above(double tilt, double centre) {
  return CENTRE_SHARE * cvs_normal_sf(log(tilt / centre) / CENTRE_SPREAD) +
         (1 - CENTRE_SHARE) * 2 * cvs_normal_sf(tilt / (DEVIATIONS_PER_CENTRE * centre));
}

void cvs_bet_stakes_around(double centre, double baseline, cvs_bet_stakes *out) {
  *out = (cvs_bet_stakes){.count = CVS_BET_NODES, .baseline = baseline};
  double tilt = TILT_MAX, above = 0;
  for (size_t j = 0; j < CVS_BET_NODES; j++, tilt *= TILT_RATIO) {
    const double share = j + 1 < CVS_BET_NODES ? share_above(tilt * sqrt(TILT_RATIO), centre) : 1;
    out->tilt[j] = tilt;
    out->ln_share[j] = log(fmax(share - above, DBL_MIN));
    out->order[j] = order_of(tilt);
    above = share;
  }
}

void cvs_bet_stakes_effect(double mde, double baseline, cvs_bet_stakes *out) {
  *out = (cvs_bet_stakes){.count = 1, .mde = mde, .baseline = baseline};
}

/* What a visitor's outcome multiplies a stake of tilt t by: 1 + t own_yes, 1 - t own_no, 1 - t other_yes,
 * 1 + t other_no. So the alternative's rates are a_own = b_own (1 + t own_yes), a_other = b_other (1 - t
 * other_yes), where (b_own, b_other) is the point of the null next to them: it fulfils the condition of
 * the divergence's minimum, sum of n_k c_k (a_k - b_k) / (b_k (1 - b_k)) = 0, c the direction of the null's
 * edge, by the choice of the weights. No root is needed, as b is chosen first. */
typedef struct outcome_weights {
  double own_yes;
  double own_no;
  double other_yes;
  double other_no;
} outcome_weights;

static double keep_inside(double rate, double low, double high) {
  const double margin = RATE_MARGIN * (high - low);
  return fmin(fmax(rate, low + margin), high - margin);
}

static outcome_weights weigh_difference(double null, const cvs_bet_block *block, double rate) {
  const double own = block->own_visitors / (block->own_visitors + block->other_visitors), other = 1 - own;
  const double b = keep_inside(rate - own * null, fmax(0, -null), fmin(1, 1 - null));
  return (outcome_weights){other * (1 - b - null), other * (b + null), own * (1 - b), own * b};
}

static outcome_weights weigh_ratio(double ln_ratio, const cvs_bet_block *block, double rate) {
  const double ratio = exp(ln_ratio);
  const double whole = block->other_visitors + block->own_visitors * ratio;
  const double own = block->other_visitors / whole, other = block->own_visitors * ratio / whole;
  const double mean = rate * (block->own_visitors + block->other_visitors) / whole;
  const double b = keep_inside(mean, 0, fmin(1, 1 / ratio));
  return (outcome_weights){own * (1 - b * ratio), own * b * ratio, other * (1 - b), other * b};
}

static outcome_weights weigh(const cvs_bet *bet, const cvs_bet_block *block, double rate) {
  return bet->scale == CVS_DIFFERENCE ? weigh_difference(bet->value, block, rate)
                                      : weigh_ratio(bet->value, block, rate);
}

static double ln_odds(double rate) {
  return log(rate) - log1p(-rate);
}

/* Log odds ratio of the effect that is looked for, against `rate`; positive. */
static double ln_odds_ratio_of(double mde, double rate) {
  const double wanted = rate * (1 + mde);
  return wanted < 1 ? fmin(fabs(ln_odds(wanted) - ln_odds(rate)), EFFECT_MAX) : EFFECT_MAX;
}

/* The tilt t whose alternative has this log odds ratio over the null's:
 * (1 + t own_yes)(1 + t other_no) = e^theta (1 - t own_no)(1 - t other_yes), the root next to 0. */
static double tilt_of_effect(const outcome_weights *w, double theta) {
  const double odds = exp(theta), gain = expm1(theta);
  const double square = w->own_yes * w->other_no - odds * w->own_no * w->other_yes;
  const double linear = w->own_yes + w->other_no + odds * (w->own_no + w->other_yes);
  return 2 * gain / (linear + sqrt(fmax(linear * linear + 4 * square * gain, 0)));
}

static double tilt_at(const cvs_bet_stakes *stakes, size_t j, const outcome_weights *w, double rate) {
  if (stakes->mde == 0)
    return stakes->tilt[j];
  return tilt_of_effect(w, ln_odds_ratio_of(stakes->mde, stakes->baseline > 0 ? stakes->baseline : rate));
}

/* ln of what the block multiplies a stake by. */
static double ln_factor(const outcome_weights *w, const cvs_bet_block *block, double tilt) {
  return block->own_conversions * log1p(tilt * w->own_yes) +
         (block->own_visitors - block->own_conversions) * log1p(-tilt * w->own_no) +
         block->other_conversions * log1p(-tilt * w->other_yes) +
         (block->other_visitors - block->other_conversions) * log1p(tilt * w->other_no);
}

void cvs_bet_start(cvs_scale scale, double value, cvs_bet *out) {
  *out = (cvs_bet){.scale = scale, .value = value};
}

/* Without a known rate the stake is split over several, for this block only. */
static void add_first(cvs_bet *bet, const cvs_bet_stakes *stakes, const cvs_bet_block *block) {
  outcome_weights w[FIRST_RATES];
  for (int i = 0; i < FIRST_RATES; i++)
    w[i] = weigh(bet, block, first_rates[i]);
  for (size_t j = 0; j < stakes->count; j++) {
    double ln_part[FIRST_RATES], most = -INFINITY, sum = 0;
    for (int i = 0; i < FIRST_RATES; i++) {
      ln_part[i] = ln_factor(&w[i], block, tilt_at(stakes, j, &w[i], first_rates[i]));
      most = fmax(most, ln_part[i]);
    }
    for (int i = 0; i < FIRST_RATES; i++)
      sum += exp(ln_part[i] - most);
    bet->ln_stake[j] += most + log(sum / FIRST_RATES);
  }
}

static bool is_empty(const cvs_bet_block *block) {
  return !(block->own_visitors > 0) || !(block->other_visitors > 0);
}

void cvs_bet_add(cvs_bet *bet, const cvs_bet_stakes *stakes, const cvs_bet_block *block) {
  if (is_empty(block))
    return;
  if (block->rate == 0) {
    add_first(bet, stakes, block);
    return;
  }
  const outcome_weights w = weigh(bet, block, block->rate);
  for (size_t j = 0; j < stakes->count; j++)
    bet->ln_stake[j] += ln_factor(&w, block, tilt_at(stakes, j, &w, block->rate));
}

/* Coefficients of ln_factor in powers of the tilt, times the power. The series of ln(1 + u) ends with an even power,
 * which is below; that of ln(1 - u) is made so by a last coefficient that covers the rest, at most u^k / (k (1 - u)).
 */
static void add_series(double series[CVS_BET_ORDER], const outcome_weights *w, const cvs_bet_block *block) {
  const double own_no = block->own_visitors - block->own_conversions;
  const double other_no = block->other_visitors - block->other_conversions;
  double gain_own = block->own_conversions * w->own_yes, gain_other = other_no * w->other_no;
  double loss_own = own_no * w->own_no, loss_other = block->other_conversions * w->other_yes;
  double sign = 1;
  for (int k = 1; k <= CVS_BET_ORDER; k++, sign = -sign) {
    const double cover = k < CVS_BET_ORDER ? 1 : 1 / (1 - TILT_MAX);
    series[k - 1] += sign * (gain_own + gain_other) - cover * (loss_own + loss_other);
    gain_own *= w->own_yes;
    gain_other *= w->other_no;
    loss_own *= w->own_no;
    loss_other *= w->other_yes;
  }
}

void cvs_bet_add_quickly(cvs_bet *bet, const cvs_bet_stakes *stakes, const cvs_bet_block *block) {
  if (block->rate == 0 || stakes->count == 1) {
    cvs_bet_add(bet, stakes, block);
    return;
  }
  if (is_empty(block))
    return;
  const outcome_weights w = weigh(bet, block, block->rate);
  add_series(bet->series, &w, block);
}

/* 1 / k: the series hold k times their coefficients. */
static const double reciprocal[CVS_BET_ORDER] = {1,        1.0 / 2,  1.0 / 3,  1.0 / 4,  1.0 / 5,  1.0 / 6,
                                                 1.0 / 7,  1.0 / 8,  1.0 / 9,  1.0 / 10, 1.0 / 11, 1.0 / 12,
                                                 1.0 / 13, 1.0 / 14, 1.0 / 15, 1.0 / 16};

static double ln_stake_now(const cvs_bet *bet, const cvs_bet_stakes *stakes, size_t j) {
  double sum = 0;
  for (size_t k = stakes->order[j]; k > 0; k--)
    sum = (sum + bet->series[k - 1] * reciprocal[k - 1]) * stakes->tilt[j];
  return stakes->ln_share[j] + bet->ln_stake[j] + sum;
}

double cvs_bet_ln_value(const cvs_bet *bet, const cvs_bet_stakes *stakes) {
  double ln_part[CVS_BET_NODES], most = -INFINITY, sum = 0;
  for (size_t j = 0; j < stakes->count; j++) {
    ln_part[j] = ln_stake_now(bet, stakes, j);
    most = fmax(most, ln_part[j]);
  }
  for (size_t j = 0; j < stakes->count; j++)
    sum += exp(ln_part[j] - most);
  return most + log(fmax(sum, 1)); /* the largest part alone is 1 */
}
