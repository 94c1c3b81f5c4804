/* One end of a running band, found by bets against values of the effect.
 *
 * A bet against a value is valid for every smaller one too (the null is "at most that value"), and its
 * e-value falls as the value rises: what is seen contradicts a smaller effect more. So it is enough
 * to keep one bet, a little above the greatest value that was rejected. When it is won, the next value is
 * tried on the blocks so far. Values between the tested ones are rejected with the next tested one above
 * them; those above the last rejected one stay in the band, which makes it wider than the exact
 * inversion, never narrower. */
#include "stat/anytime_end.h"

#include <math.h>

/* The candidate stands this part of the way from the edge to the estimate, and not nearer than this part
 * of the standard error where the band has reached the estimate. */
static const double STEP = 0.01;
static const double ERROR_STEP = 0.001;
/* Differences from -1 to 1 and ln ratios from -ln 1e6 to ln 1e6; the last ones are never tested. */
static const double LN_RATIO_MAX = 13.815510557964274;
static const double SCALE_MARGIN = 1e-6;
/* Twice the doublings and halvings that it takes from the start of a scale to a step of 1e-9 of it. */
enum { STEPS_MAX = 60 };

static double scale_end(cvs_scale scale) {
  return scale == CVS_DIFFERENCE ? 1 : LN_RATIO_MAX;
}

static double last_value(const cvs_anytime_end *end) {
  return scale_end(end->scale) * (1 - SCALE_MARGIN);
}

void cvs_anytime_end_start(cvs_scale scale, bool turned, cvs_anytime_end *out) {
  *out = (cvs_anytime_end){.scale = scale, .turned = turned, .edge = -scale_end(scale)};
  cvs_bet_start(scale, -last_value(out), &out->candidate);
}

static void add_block(const cvs_anytime_end *end, const cvs_end_look *look, size_t index, cvs_bet *bet) {
  const cvs_bet_block *block = &look->history->block[index];
  if (!end->turned) {
    cvs_bet_add_quickly(bet, look->stakes, block);
    return;
  }
  const cvs_bet_block turned = cvs_bet_turned(block);
  cvs_bet_add_quickly(bet, look->stakes, &turned);
}

/* Puts the candidate at `value`, and no further than no effect if the edge is below that. */
static void place_candidate(cvs_anytime_end *end, const cvs_end_look *look, double value) {
  end->at_zero = end->edge < 0 && value >= 0;
  cvs_bet_start(end->scale, end->at_zero ? 0 : fmin(value, last_value(end)), &end->candidate);
  for (size_t i = 0; i < look->history->count && !end->at_zero; i++)
    add_block(end, look, i, &end->candidate);
}

static bool is_rejected(const cvs_anytime_end *end, const cvs_end_look *look) {
  return end->at_zero ? look->zero_rejected : cvs_bet_ln_value(&end->candidate, look->stakes) > look->ln_bound;
}

static double step_from(const cvs_anytime_end *end, const cvs_end_look *look) {
  return fmax(STEP * (look->estimate - end->edge), ERROR_STEP * look->error);
}

/* Moves the edge on until the candidate, at most a step above it, is not rejected. Steps double until one is
 * too long, then halve. */
static void advance(cvs_anytime_end *end, const cvs_end_look *look) {
  double step = step_from(end, look);
  bool growing = true, near = false;
  for (int i = 0; i < STEPS_MAX && !near && end->edge < last_value(end); i++) {
    const double least = step_from(end, look);
    place_candidate(end, look, end->edge + step);
    if (is_rejected(end, look)) {
      end->edge = end->candidate.value;
      step = growing ? 2 * step : fmax(step / 2, least);
    } else {
      near = step <= least;
      growing = false;
      step = fmax(fmin(step, end->candidate.value - end->edge) / 2, least);
    }
  }
}

void cvs_anytime_end_look(cvs_anytime_end *end, const cvs_end_look *look) {
  if (look->zero_rejected && end->edge < 0) {
    end->edge = 0;
    advance(end, look);
    return;
  }
  if (end->edge >= last_value(end))
    return;
  if (!end->at_zero)
    add_block(end, look, look->history->count - 1, &end->candidate);
  if (!is_rejected(end, look))
    return;
  end->edge = end->candidate.value;
  advance(end, look);
}

bool cvs_anytime_end_value(const cvs_anytime_end *end, double *out) {
  *out = end->edge;
  return end->edge > -scale_end(end->scale);
}
