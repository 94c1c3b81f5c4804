/* Cuts of unconditional tests.
 *
 * A table is rejected where the supremum over the common rate of the mass of all tables as extreme is
 * below alpha. The supremum grows with the set of tables, so there is one cut in the order, found by
 * bisection between a place whose supremum is below alpha and one whose is not. The tables of the
 * power's window lie discretely on the way: where both ends reject the same of them, all is known. */
#include "stat/power_cutoff.h"

#include "base/constants.h"
#include "stat/unconditional.h"

#include <math.h>

/* Tables nearer than this are ties (1e-9 in the order, see hypergeometric_region.h): cuts are placed
 * half of it aside, so that rounding decides nothing. */
static const double tie_half = 0.5e-9;
static const double settled_width = 1e-10;
/* First step from a guess, and from another size's cut. */
static const double step_from_guess = 0.25;
static const double step_from_hint = 0.01;
enum { STEPS_MAX = 60, BISECTIONS_MAX = 60 };

/* A place on the order and the power of what it rejects. */
typedef struct mark {
  double place;
  double power;
  bool known;
} mark;

typedef struct search {
  cvs_rejection *rejection;
  const cvs_cut_goal *goal;
  cvs_status status;
  double start; /* first guess */
  mark valid;   /* supremum below alpha */
  mark invalid;
} search;

static bool is_fisher(const search *s) {
  return s->rejection->decider == CVS_DECIDE_FISHER;
}

static double score_unit(const cvs_rejection *rejection) {
  double n1 = (double)rejection->visitors_control, n2 = (double)rejection->visitors_treatment;
  return n1 * n2 / (n1 + n2);
}

static void set_cut(const search *s, double place) {
  double cut = is_fisher(s) ? exp(place) * (1 + tie_half) : exp(-place) * (1 - 2 * tie_half);
  s->rejection->cut[0] = s->rejection->cut[1] = cut;
}

/* The supremum, as the test itself has it. A tail against the treatment is the other arm's tail. */
static bool is_valid(search *s, double place) {
  const cvs_rejection *rejection = s->rejection;
  bool one_sided = !(rejection->upper && rejection->lower);
  double n1 = (double)rejection->visitors_control, n2 = (double)rejection->visitors_treatment;
  cvs_region_rule rule = {.marked = rejection->upper ? n2 : n1, .unmarked = rejection->upper ? n1 : n2};
  if (is_fisher(s)) {
    rule.order = one_sided ? CVS_REGION_FISHER_GREATER : CVS_REGION_FISHER;
    rule.limit = rule.ln_mass = place;
  } else {
    rule.order = one_sided ? CVS_REGION_SCORE_GREATER : CVS_REGION_SCORE;
    rule.limit = exp(-place) * score_unit(rejection);
  }
  double ln_p = 0;
  cvs_status status = cvs_unconditional_ln_p(&rule, &ln_p, NULL);
  if (s->status == CVS_OK)
    s->status = status;
  return exp(ln_p) < rejection->alpha;
}

static void place_mark(search *s, mark *m, double place) {
  *m = (mark){.place = place, .known = true};
  if (s->goal->cells == NULL)
    return;
  set_cut(s, place);
  cvs_status status = cvs_region_power(s->rejection, s->goal->cells, &m->power);
  if (s->status == CVS_OK)
    s->status = status;
}

static void look(search *s, double place) {
  if (is_valid(s, place))
    place_mark(s, &s->valid, place);
  else
    place_mark(s, &s->invalid, place);
}

static double most_power(const search *s) {
  return s->invalid.known ? s->invalid.power : 1;
}

static bool is_decided(const search *s) {
  const cvs_cut_goal *goal = s->goal;
  bool bracketed = s->valid.known && s->invalid.known;
  if (s->status != CVS_OK)
    return true;
  if (goal->cells != NULL && goal->target > 0 &&
      (most_power(s) < goal->target || (s->valid.known && s->valid.power >= goal->target)))
    return true;
  if (!bracketed)
    return false;
  return s->invalid.place - s->valid.place < settled_width ||
         (goal->cells != NULL && (goal->rough || s->invalid.power <= s->valid.power));
}

/* The most that a place can be: beyond it everything is rejected that ever is. */
static double most_place(const search *s) {
  double n1 = (double)s->rejection->visitors_control, n2 = (double)s->rejection->visitors_treatment;
  return is_fisher(s) ? -4 * tie_half : log(n1 * n2 * (n1 + n2));
}

static void find_bracket(search *s) {
  double step = s->goal->hint != NULL && s->goal->hint->known ? step_from_hint : step_from_guess;
  look(s, s->start);
  for (int i = 0; i < STEPS_MAX && !is_decided(s) && !(s->valid.known && s->invalid.known); i++) {
    if (s->valid.known && s->valid.place >= most_place(s))
      return;
    double next = s->valid.known ? s->valid.place + step : s->invalid.place - step;
    look(s, fmin(next, most_place(s)));
    step *= 2;
  }
}

static void begin(search *s) {
  const cvs_rejection *rejection = s->rejection;
  const cvs_cut_hint *hint = s->goal->hint;
  double ln_alpha = log(rejection->alpha);
  if (is_fisher(s)) {
    /* no mean of conditional p-values below alpha exceeds it */
    place_mark(s, &s->valid, ln_alpha - 8 * tie_half);
    s->start = fmin(ln_alpha + step_from_guess, most_place(s));
  } else {
    s->start = -2 * log(rejection->design.level.z);
  }
  if (hint != NULL && hint->known)
    s->start = fmin(hint->place, most_place(s));
}

/* Bounds that rounding, or the last width of the bracket, parts are one. */
static cvs_power_range range_of(const search *s) {
  cvs_power_range range = {.least = s->valid.known ? s->valid.power : 0, .most = most_power(s)};
  bool ended = !s->invalid.known || (s->valid.known && s->invalid.place - s->valid.place < settled_width);
  if (ended)
    range.most = range.least;
  return range;
}

cvs_status cvs_cut_settle(cvs_rejection *rejection, const cvs_cut_goal *goal, cvs_power_range *range) {
  search s = {.rejection = rejection, .goal = goal};
  begin(&s);
  if (!is_decided(&s))
    find_bracket(&s);
  for (int i = 0; i < BISECTIONS_MAX && !is_decided(&s) && s.invalid.known; i++)
    look(&s, s.valid.place + (s.invalid.place - s.valid.place) / 2);
  if (s.status != CVS_OK)
    return s.status;
  set_cut(&s, s.valid.known ? s.valid.place : s.invalid.place);
  if (goal->hint != NULL && s.invalid.known && s.valid.known)
    *goal->hint = (cvs_cut_hint){.place = s.valid.place, .known = true};
  if (range != NULL)
    *range = range_of(&s);
  return CVS_OK;
}
