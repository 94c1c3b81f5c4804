/* Rejection regions of unconditional tests, one total of conversions at a time. */
#include "stat/hypergeometric_region.h"

#include "stat/fisher.h"
#include "stat/hypergeometric.h"

#include <math.h>
#include <stddef.h>

/* Totals between two fresh starts of the recurrences: their rounding stays below 1e-12. */
enum { REFRESH_TOTALS = 4096, SCALE_TOTALS = 4 };
/* Below exp(-500) probabilities are scaled: unscaled recurrences would meet the end of double range. */
static const double ln_mass_deep = -500;
/* Scaled probabilities are kept away from overflow; what is so likely is never in a region. */
static const double ln_scaled_max = 600;
static const double scaled_min = 1e-290;
static const double scaled_max = 1e250;
static const double order_tie = 1e-9;

/* The lower tail is k < first, the upper one k > last. */
typedef struct walk {
  const cvs_region_rule *rule;
  cvs_hypergeometric table; /* at the present total */
  double ln_scale;
  double limit; /* Fisher orders: largest mass of a region, scaled */
  double first;
  double last;
  double at_first; /* P(X = first), scaled */
  double at_last;
  double below; /* P(X < first), scaled */
  double above; /* P(X > last), scaled */
} walk;

static bool is_upper_only(const cvs_region_rule *rule) {
  return rule->order == CVS_REGION_FISHER_GREATER || rule->order == CVS_REGION_SCORE_GREATER;
}

static bool is_score(const cvs_region_rule *rule) {
  return rule->order == CVS_REGION_SCORE || rule->order == CVS_REGION_SCORE_GREATER;
}

bool cvs_region_is_symmetric(const cvs_region_rule *rule) {
  return !is_upper_only(rule) || rule->marked == rule->unmarked;
}

/* A tail less what left it: rounding may leave a trace below 0. */
static double positive(double value) {
  return value > 0 ? value : 0;
}

/* --- one table in or out of a tail --- */

static void add_lower(walk *w) {
  w->below += w->at_first;
  w->at_first *= cvs_hypergeometric_up(&w->table, w->first);
  w->first++;
}

static void add_upper(walk *w) {
  w->above += w->at_last;
  w->at_last *= cvs_hypergeometric_down(&w->table, w->last);
  w->last--;
}

static void remove_lower(walk *w) {
  w->at_first *= cvs_hypergeometric_down(&w->table, w->first);
  w->first--;
  w->below = w->first > w->table.low ? positive(w->below - w->at_first) : 0;
}

static void remove_upper(walk *w) {
  w->at_last *= cvs_hypergeometric_up(&w->table, w->last);
  w->last++;
  w->above = w->last < w->table.high ? positive(w->above - w->at_last) : 0;
}

/* --- the edges that belong to a total --- */

static void settle_upper_mass(walk *w) {
  while (w->last < w->table.high && w->above > w->limit)
    remove_upper(w);
  while (w->last > w->table.low && w->above + w->at_last <= w->limit)
    add_upper(w);
}

/* Takes tables out until no table in the region is as likely as one outside, and its mass is within
 * the limit. Returns false when nothing is to be taken out. */
static bool shrink_once(walk *w) {
  double lower = w->first > w->table.low ? w->at_first * cvs_hypergeometric_down(&w->table, w->first) : 0;
  double upper = w->last < w->table.high ? w->at_last * cvs_hypergeometric_up(&w->table, w->last) : 0;
  bool too_large = w->below + w->above > w->limit;
  if (!too_large && lower * (1 + CVS_FISHER_TIE) < w->at_last && upper * (1 + CVS_FISHER_TIE) < w->at_first)
    return false;
  if (lower == 0 && upper == 0)
    return false;
  if (lower * (1 + CVS_FISHER_TIE) >= upper)
    remove_lower(w);
  if (upper * (1 + CVS_FISHER_TIE) >= lower)
    remove_upper(w);
  return true;
}

/* Takes in the least likely table outside, with its equals, where the mass allows it. */
static bool grow_once(walk *w) {
  bool lower = w->at_first <= w->at_last * (1 + CVS_FISHER_TIE);
  bool upper = w->at_last <= w->at_first * (1 + CVS_FISHER_TIE);
  if (w->last - w->first < (lower && upper ? 2 : 1))
    return false;
  double added = (lower ? w->at_first : 0) + (upper ? w->at_last : 0);
  if (w->below + w->above + added > w->limit)
    return false;
  if (lower)
    add_lower(w);
  if (upper)
    add_upper(w);
  return true;
}

static void settle_two_sided_mass(walk *w) {
  double bound = w->table.high - w->table.low + 2;
  bool moved = true;
  for (double i = 0; i < bound && moved; i++)
    moved = shrink_once(w);
  moved = true;
  for (double i = 0; i < bound && moved; i++)
    moved = grow_once(w);
}

/* As extreme as the observed table: (k N - m n2)^2 / (m (N - m)) against the limit. */
static bool is_extreme(const walk *w, double k, bool upper) {
  double total = w->rule->marked + w->rule->unmarked;
  double deviation = k * total - w->table.drawn * w->rule->marked;
  if (upper ? deviation <= 0 : deviation >= 0)
    return false;
  return deviation * deviation >= w->rule->limit * (1 - 2 * order_tie) * w->table.drawn * (total - w->table.drawn);
}

static void settle_score(walk *w) {
  while (w->last < w->table.high && !is_extreme(w, w->last + 1, true))
    remove_upper(w);
  while (is_extreme(w, w->last, true))
    add_upper(w);
  if (is_upper_only(w->rule))
    return;
  while (w->first > w->table.low && !is_extreme(w, w->first - 1, false))
    remove_lower(w);
  while (is_extreme(w, w->first, false))
    add_lower(w);
}

static void settle(walk *w) {
  if (is_score(w->rule))
    settle_score(w);
  else if (w->rule->order == CVS_REGION_FISHER)
    settle_two_sided_mass(w);
  else
    settle_upper_mass(w);
}

/* --- from one total to the next --- */

/* One more conversion is drawn: it is the treatment's or it is not. The lower edge stays where it is
 * unless that count is no longer possible. */
static void step_lower(walk *w) {
  double m = w->table.drawn;
  double left = w->rule->marked + w->rule->unmarked - m;
  double i = w->first;
  double unmarked_left = w->rule->unmarked - m + i;
  if (unmarked_left > 0) {
    w->below = positive(w->below - w->at_first * i * unmarked_left / ((m - i + 1) * left));
    w->at_first *= unmarked_left / (m + 1 - i) * ((m + 1) / left);
    return;
  }
  w->below = 0;
  w->at_first *= (w->rule->marked - i) / (i + 1) * ((m + 1) / left);
  w->first++;
}

static void step_upper(walk *w) {
  double m = w->table.drawn;
  double left = w->rule->marked + w->rule->unmarked - m;
  double j = w->last;
  double unmarked_left = w->rule->unmarked - m + j;
  if (unmarked_left > 0) {
    w->above += w->at_last * (w->rule->marked - j) / left;
    w->at_last *= unmarked_left / (m + 1 - j) * ((m + 1) / left);
    return;
  }
  w->above = positive(w->above - w->at_last * (m - j) * (w->rule->marked - j) / ((j + 1) * left));
  w->at_last *= (w->rule->marked - j) / (j + 1) * ((m + 1) / left);
  w->last++;
}

static void step(walk *w) {
  if (!is_upper_only(w->rule))
    step_lower(w);
  step_upper(w);
  w->table = cvs_hypergeometric_given(w->rule->marked, w->rule->unmarked, w->table.drawn + 1);
}

/* P(X = k), scaled; 0 outside the possible counts. */
static cvs_status scaled_mass(const walk *w, double k, double *out) {
  *out = 0;
  if (k < w->table.low || k > w->table.high)
    return CVS_OK;
  double ln_mass;
  cvs_status status = cvs_hypergeometric_ln(&w->table, k, &ln_mass);
  if (status == CVS_OK)
    *out = exp(fmin(ln_mass - w->ln_scale, ln_scaled_max));
  return status;
}

/* Probabilities and tails anew from the edges. */
static cvs_status refresh(walk *w) {
  double below;
  double above;
  cvs_status status = scaled_mass(w, w->first, &w->at_first);
  if (status == CVS_OK)
    status = scaled_mass(w, w->last, &w->at_last);
  if (status == CVS_OK)
    status = scaled_mass(w, w->first - 1, &below);
  if (status == CVS_OK)
    status = scaled_mass(w, w->last + 1, &above);
  if (status != CVS_OK)
    return status;
  w->below = below > 0 ? below * cvs_hypergeometric_below(&w->table, w->first - 1) : 0;
  w->above = above > 0 ? above * cvs_hypergeometric_above(&w->table, w->last + 1) : 0;
  return CVS_OK;
}

static void start(walk *w) {
  w->table = cvs_hypergeometric_given(w->rule->marked, w->rule->unmarked, 0);
  w->first = 0;
  w->last = 0;
  w->at_first = exp(fmin(-w->ln_scale, ln_scaled_max));
  w->at_last = w->at_first;
  w->below = 0;
  w->above = 0;
}

static bool is_deep(const cvs_region_rule *rule) {
  return fmin(rule->ln_mass, is_score(rule) ? 0 : rule->limit) < ln_mass_deep;
}

/* Has a probability come near the end of double range, or been cut off there? */
static bool is_out_of_range(double scaled) {
  return scaled < scaled_min || scaled > scaled_max;
}

static bool needs_refresh(const walk *w, size_t m) {
  if (m % REFRESH_TOTALS == 0 || is_out_of_range(w->at_last))
    return true;
  return !is_upper_only(w->rule) && is_out_of_range(w->at_first);
}

static cvs_status walk_totals(walk *w, double *mass, size_t totals) {
  start(w);
  for (size_t m = 0; m < totals; m++) {
    if (m > 0)
      step(w);
    if (m > 0 && needs_refresh(w, m)) {
      cvs_status status = refresh(w);
      if (status != CVS_OK)
        return status;
    }
    settle(w);
    mass[m] = (is_upper_only(w->rule) ? 0 : w->below) + w->above;
  }
  return CVS_OK;
}

/* About the largest ln probability at an edge of a deep score region: a scale that nothing overflows.
 * From one total to the next it moves by less than ln(N^2), so a few may be passed over. */
static cvs_status find_scale(const cvs_region_rule *rule, size_t totals, double *ln_scale) {
  walk w = {.rule = rule};
  double largest = rule->ln_mass;
  start(&w);
  for (size_t m = 0; m < totals; m++) {
    if (m > 0)
      step(&w);
    settle(&w);
    if (m % SCALE_TOTALS != 0)
      continue;
    double lower = -INFINITY;
    double upper = -INFINITY;
    cvs_status status = CVS_OK;
    if (w.first > w.table.low && !is_upper_only(rule))
      status = cvs_hypergeometric_ln(&w.table, w.first - 1, &lower);
    if (status == CVS_OK && w.last < w.table.high)
      status = cvs_hypergeometric_ln(&w.table, w.last + 1, &upper);
    if (status != CVS_OK)
      return status;
    largest = fmax(largest, fmax(lower, upper));
  }
  *ln_scale = largest;
  return CVS_OK;
}

cvs_status cvs_region_masses(const cvs_region_rule *rule, double *mass, double *ln_scale) {
  size_t total = (size_t)(rule->marked + rule->unmarked);
  bool symmetric = cvs_region_is_symmetric(rule);
  size_t totals = symmetric ? total / 2 + 1 : total + 1;
  *ln_scale = 0;
  if (is_deep(rule) && !is_score(rule))
    *ln_scale = rule->limit;
  if (is_deep(rule) && is_score(rule)) {
    cvs_status status = find_scale(rule, totals, ln_scale);
    if (status != CVS_OK)
      return status;
  }
  walk w = {.rule = rule, .ln_scale = *ln_scale};
  w.limit = is_score(rule) ? 0 : exp(rule->limit - *ln_scale) * (1 + order_tie);
  cvs_status status = walk_totals(&w, mass, totals);
  for (size_t m = totals; m <= total; m++)
    mass[m] = mass[total - m];
  return status;
}
