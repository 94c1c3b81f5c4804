/* The exact sequence: the block e-process for two Bernoulli streams, and bands by the same bets. */
#include "stat/anytime_state.h"

#include "base/constants.h"
#include "base/error.h"
#include "base/mem.h"
#include "num/num.h"
#include "stat/check.h"
#include "stat/methods.h"
#include "stat/normal_mixture.h"

#include <math.h>

/* Log odds ratio around which the stakes lie if nothing else is asked: lifts of some 5 % at usual rates. */
static const double CENTRE = 0.0525;

/* The one on which a test of `tune_at` visitors in equal parts is decided, at this rate. */
static double find_centre(const cvs_anytime *sequence, double rate) {
  const double information = sequence->terms.tune_at / 4 * rate * (1 - rate);
  return sqrt(cvs_mixture_ratio_best(cvs_anytime_alpha(sequence)) / information);
}

/* Stakes may wait for a rate to be tuned at: until then there are none. */
static void place_stakes(cvs_anytime *sequence, double rate) {
  const cvs_anytime_terms *terms = &sequence->terms;
  cvs_bet_stakes *stakes = &sequence->exact.stakes;
  if (terms->mde != 0)
    cvs_bet_stakes_effect(terms->mde, terms->baseline, stakes);
  else if (terms->tune_at == 0)
    cvs_bet_stakes_around(CENTRE, terms->baseline, stakes);
  else if (rate > 0)
    cvs_bet_stakes_around(find_centre(sequence, rate), terms->baseline, stakes);
}

void cvs_exact_start(cvs_anytime *sequence) {
  cvs_exact_sequence *exact = &sequence->exact;
  place_stakes(sequence, sequence->terms.baseline);
  for (int side = 0; side < CVS_SIDES; side++) {
    cvs_bet_start(CVS_DIFFERENCE, 0, &exact->zero[side]);
    for (int scale = 0; scale < CVS_BAND_SCALES; scale++)
      cvs_anytime_end_start((cvs_scale)scale, side == CVS_WORSE, &exact->end[scale][side]);
  }
}

/* The rate of both arms in the blocks before, kept off 0 and 1; the baseline, or 0, where there are none. */
static double rate_before(const cvs_anytime *sequence, const cvs_pair *block) {
  const cvs_pair *total = &sequence->total;
  const double visitors = (double)(total->control.visitors - block->control.visitors) +
                          (double)(total->treatment.visitors - block->treatment.visitors);
  const double conversions = (double)(total->control.conversions - block->control.conversions) +
                             (double)(total->treatment.conversions - block->treatment.conversions);
  return visitors > 0 ? (conversions + 0.5) / (visitors + 1) : sequence->terms.baseline;
}

static cvs_bet_block read_block(const cvs_anytime *sequence, const cvs_pair *block) {
  return (cvs_bet_block){(double)block->treatment.visitors, (double)block->treatment.conversions,
                         (double)block->control.visitors, (double)block->control.conversions,
                         rate_before(sequence, block)};
}

static cvs_anytime_evidence weigh_sides(const cvs_anytime *sequence) {
  const cvs_exact_sequence *exact = &sequence->exact;
  double ln_value[CVS_SIDES];
  for (int side = 0; side < CVS_SIDES; side++)
    ln_value[side] = cvs_anytime_has_side(sequence, side) ? cvs_bet_ln_value(&exact->zero[side], &exact->stakes) : 0;
  switch (sequence->terms.alternative) {
  case CVS_GREATER:
    return (cvs_anytime_evidence){true, ln_value[CVS_BETTER], CVS_BETTER};
  case CVS_LESS:
    return (cvs_anytime_evidence){true, ln_value[CVS_WORSE], CVS_WORSE};
  default:
    return (cvs_anytime_evidence){true, cvs_ln_add(ln_value[CVS_BETTER], ln_value[CVS_WORSE]) - CVS_LN2,
                                  ln_value[CVS_BETTER] >= ln_value[CVS_WORSE] ? CVS_BETTER : CVS_WORSE};
  }
}

static cvs_status remember(cvs_bet_history *history, const cvs_bet_block *block, cvs_error *error) {
  cvs_bet_block *grown = cvs_array_grow(history->block, &history->capacity, history->count + 1, sizeof *grown);
  if (grown == NULL)
    return cvs_fail_memory(error);
  history->block = grown;
  history->block[history->count++] = *block;
  return CVS_OK;
}

cvs_status cvs_exact_take(cvs_anytime *sequence, const cvs_pair *block, cvs_anytime_evidence *evidence,
                          cvs_error *error) {
  cvs_exact_sequence *exact = &sequence->exact;
  const cvs_bet_block own = read_block(sequence, block), turned = cvs_bet_turned(&own);
  if (exact->stakes.count == 0)
    place_stakes(sequence, own.rate);
  if (exact->stakes.count > 0 && own.own_visitors > 0 && own.other_visitors > 0) {
    cvs_status status = sequence->terms.p_only ? CVS_OK : remember(&exact->history, &own, error);
    if (status != CVS_OK)
      return status;
    cvs_bet_add(&exact->zero[CVS_BETTER], &exact->stakes, &own);
    cvs_bet_add(&exact->zero[CVS_WORSE], &exact->stakes, &turned);
  }
  *evidence = exact->stakes.count > 0 ? weigh_sides(sequence) : (cvs_anytime_evidence){.started = true};
  return CVS_OK;
}

/* The estimate on the scale of an end, seen from the treatment, with half a conversion and half a visitor
 * without one added, and its standard error. */
static void estimate_effect(const cvs_pair *total, cvs_scale scale, cvs_end_look *look) {
  const double n1 = (double)total->control.visitors + 1, n2 = (double)total->treatment.visitors + 1;
  const double x1 = (double)total->control.conversions + 0.5, x2 = (double)total->treatment.conversions + 0.5;
  const double p1 = x1 / n1, p2 = x2 / n2;
  if (scale == CVS_DIFFERENCE) {
    look->estimate = p2 - p1;
    look->error = sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2);
  } else {
    look->estimate = log(p2 / p1);
    look->error = sqrt((1 - p1) / x1 + (1 - p2) / x2);
  }
}

void cvs_exact_move(cvs_anytime *sequence) {
  cvs_exact_sequence *exact = &sequence->exact;
  for (int scale = 0; scale < CVS_BAND_SCALES; scale++) {
    cvs_end_look look = {.history = &exact->history, .stakes = &exact->stakes};
    look.ln_bound = cvs_anytime_ln_bound(sequence);
    estimate_effect(&sequence->total, (cvs_scale)scale, &look);
    for (int side = 0; side < CVS_SIDES; side++, look.estimate = -look.estimate) {
      look.zero_rejected = sequence->rejected[side];
      if (cvs_anytime_has_side(sequence, side) && exact->history.count > 0)
        cvs_anytime_end_look(&exact->end[scale][side], &look);
    }
  }
}

void cvs_exact_edges(const cvs_anytime *sequence, cvs_band_edges *out) {
  for (int scale = 0; scale < CVS_BAND_SCALES; scale++)
    for (int side = 0; side < CVS_SIDES; side++)
      if (!cvs_anytime_end_value(&sequence->exact.end[scale][side], &out->edge[scale][side]))
        out->edge[scale][side] = -INFINITY;
}

const cvs_method cvs_method_anytime_exact = {
    .name = "anytime_exact",
    .id = "exact",
    .kind = CVS_KIND_SEQUENCE,
    .title = "exact at every look (block e-process)",
    .formula =
        "E = mean over odds ratios of product over blocks and arms of (a/b)^x ((1-a)/(1-b))^(n-x), b in the null",
    .citation = "Turner, Ly & Grunwald (2024), Journal of Statistical Planning and Inference 230",
    .note = "holds for any rates, any sizes of blocks, and allocation and rates that change from block to block",
    .exact = true,
    .statistic = "e-value",
};
