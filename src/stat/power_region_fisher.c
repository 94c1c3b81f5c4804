/* Rejection regions by Fisher's p-value: tails of the hypergeometric distribution, one total at a
 * time.
 *
 * Two-sided, a table's p-value is the mass of all tables no more likely, so the region of a total is
 * filled in order of mass from both ends while the p-value of what comes next stays below the cut.
 * Tails are summed afresh at each total from where the last total's edges were. */
#include "stat/power_region.h"

#include "stat/fisher.h"
#include "stat/hypergeometric.h"

#include <math.h>

/* A p-value as near as this to the cut is left to the test itself, so that ties are decided as it
 * decides them. */
static const double near_cut = 1e-9;

/* One tail: all tables beyond `edge`, which is the nearest outside. */
typedef struct tail {
  double edge;
  double mass; /* P(X = edge) */
  double sum;  /* P(X beyond edge) */
  double end;  /* outermost possible table */
  bool upper;
  bool used;
} tail;

typedef struct walk {
  const cvs_rejection *rejection;
  cvs_hypergeometric table;
  tail upper;
  tail lower;
  cvs_status status;
} walk;

static double outward_ratio(const walk *w, const tail *t) {
  return t->upper ? cvs_hypergeometric_up(&w->table, t->edge) : cvs_hypergeometric_down(&w->table, t->edge);
}

static double inward_ratio(const walk *w, const tail *t) {
  return t->upper ? cvs_hypergeometric_down(&w->table, t->edge) : cvs_hypergeometric_up(&w->table, t->edge);
}

/* Mass of the innermost table of the tail; 0 where the tail is empty. */
static double innermost(const walk *w, const tail *t) {
  return t->used && t->edge != t->end ? t->mass * outward_ratio(w, t) : 0;
}

static void take_in(const walk *w, tail *t) {
  t->sum += t->mass;
  t->mass *= inward_ratio(w, t);
  t->edge += t->upper ? -1 : 1;
}

static void leave_out(const walk *w, tail *t) {
  t->mass *= outward_ratio(w, t);
  t->edge += t->upper ? 1 : -1;
  t->sum = t->edge == t->end ? 0 : fmax(0, t->sum - t->mass);
}

/* --- is a p-value below the cut? --- */

static bool ask_test(walk *w, double k) {
  const cvs_rejection *rejection = w->rejection;
  cvs_pair pair = {.control = {.visitors = rejection->visitors_control, .conversions = (uint64_t)(w->table.drawn - k)},
                   .treatment = {.visitors = rejection->visitors_treatment, .conversions = (uint64_t)k}};
  bool answer = false;
  if (w->status == CVS_OK)
    w->status = cvs_region_ask(rejection, &pair, true, &answer);
  return answer;
}

/* `p` is the mass of all tables as extreme as k, `mass` that of k alone. */
static bool is_below(walk *w, const tail *t, double k, double p, double mass) {
  double cut = w->rejection->cut[t->upper ? 0 : 1];
  double value = w->rejection->mid ? p - mass / 2 : p;
  if (!w->rejection->searched && fabs(value - cut) < near_cut * cut)
    return ask_test(w, k);
  return value < cut;
}

/* --- one tail alone --- */

static void settle_tail(walk *w, tail *t) {
  double outward = t->upper ? 1 : -1, other_end = t->upper ? w->table.low : w->table.high;
  while (t->edge != t->end && !is_below(w, t, t->edge + outward, t->sum, innermost(w, t)))
    leave_out(w, t);
  while (t->edge != other_end && is_below(w, t, t->edge, t->sum + t->mass, t->mass))
    take_in(w, t);
}

/* --- both tails together --- */

/* Leaves out the likeliest tables of the region, with their equals, where their p-value is not below
 * the cut or a table outside is no likelier than they. False when nothing is to be left out. */
static bool shrink_once(walk *w) {
  double lower = innermost(w, &w->lower), upper = innermost(w, &w->upper);
  double largest = fmax(lower, upper), outside = fmin(w->lower.mass, w->upper.mass);
  if (largest == 0)
    return false;
  const tail *likelier = upper >= lower ? &w->upper : &w->lower;
  double k = likelier->edge + (likelier->upper ? 1 : -1);
  if (outside > largest * (1 + CVS_FISHER_TIE) && is_below(w, likelier, k, w->lower.sum + w->upper.sum, largest))
    return false;
  if (lower * (1 + CVS_FISHER_TIE) >= upper && lower > 0)
    leave_out(w, &w->lower);
  if (upper * (1 + CVS_FISHER_TIE) >= lower && upper > 0)
    leave_out(w, &w->upper);
  return true;
}

/* Takes in the least likely table outside, with its equal, where its p-value is below the cut. */
static bool grow_once(walk *w) {
  bool lower = w->lower.mass <= w->upper.mass * (1 + CVS_FISHER_TIE);
  bool upper = w->upper.mass <= w->lower.mass * (1 + CVS_FISHER_TIE);
  if (w->upper.edge - w->lower.edge < (lower && upper ? 2 : 1))
    return false;
  double added = (lower ? w->lower.mass : 0) + (upper ? w->upper.mass : 0);
  const tail *next = upper ? &w->upper : &w->lower;
  if (!is_below(w, next, next->edge, w->lower.sum + w->upper.sum + added, next->mass))
    return false;
  if (lower)
    take_in(w, &w->lower);
  if (upper)
    take_in(w, &w->upper);
  return true;
}

static void settle_joint(walk *w) {
  double bound = w->table.high - w->table.low + 2;
  bool moves = true;
  for (double i = 0; i < bound && moves; i++)
    moves = shrink_once(w);
  moves = true;
  for (double i = 0; i < bound && moves; i++)
    moves = grow_once(w);
}

/* --- from total to total --- */

/* Below it a mass has lost digits, and what is reckoned from it is lost with them. */
static const double ln_mass_least = -600;

static double find_ln_mass(walk *w, double k) {
  double ln_mass = -INFINITY;
  cvs_status status = cvs_hypergeometric_ln(&w->table, k, &ln_mass);
  if (w->status == CVS_OK)
    w->status = status;
  return ln_mass;
}

/* The likeliest table. */
static double find_mode(const cvs_hypergeometric *table) {
  double mode = floor((table->drawn + 1) * (table->marked + 1) / (table->marked + table->unmarked + 2));
  return fmin(fmax(mode, table->low), table->high);
}

/* A place on the tail's own side of the mode whose mass is a number: the tables that matter may lie
 * so far out under the null that none of theirs is. Halves the way to the mode. */
static double find_place(walk *w, double edge, bool upper) {
  double inner = find_mode(&w->table);
  double outer = upper ? fmax(edge, inner) : fmin(edge, inner);
  if (find_ln_mass(w, outer) >= ln_mass_least)
    return outer;
  while (fabs(outer - inner) > 1) {
    double middle = floor((outer + inner) / 2);
    if (find_ln_mass(w, middle) >= ln_mass_least)
      inner = middle;
    else
      outer = middle;
  }
  return inner;
}

/* Mass at the edge and beyond, afresh. */
static void place_tail(walk *w, tail *t, bool upper) {
  t->upper = upper;
  t->end = upper ? w->table.high : w->table.low;
  t->edge = find_place(w, fmin(fmax(t->edge, w->table.low), w->table.high), upper);
  t->mass = exp(find_ln_mass(w, t->edge));
  t->sum = 0;
  if (t->edge == t->end)
    return;
  double next = t->edge + (upper ? 1 : -1);
  double beyond = upper ? cvs_hypergeometric_above(&w->table, next) : cvs_hypergeometric_below(&w->table, next);
  t->sum = innermost(w, t) * beyond;
}

static void settle(walk *w, uint64_t total) {
  w->table = cvs_hypergeometric_given((double)w->rejection->visitors_treatment, (double)w->rejection->visitors_control,
                                      (double)total);
  if (w->upper.used)
    place_tail(w, &w->upper, true);
  if (w->lower.used)
    place_tail(w, &w->lower, false);
  if (w->rejection->joint) {
    settle_joint(w);
    return;
  }
  if (w->upper.used)
    settle_tail(w, &w->upper);
  if (w->lower.used)
    settle_tail(w, &w->lower);
}

cvs_status cvs_region_fill_fisher(const cvs_rejection *rejection, cvs_power_cells *cells) {
  walk w = {.rejection = rejection, .upper = {.used = rejection->upper}, .lower = {.used = rejection->lower}};
  uint64_t first = cvs_power_cells_first_total(cells);
  w.upper.edge = (double)cells->treatment.last;
  w.lower.edge = (double)cells->treatment.first;
  size_t totals = cvs_power_cells_totals(cells);
  for (size_t i = 0; i < totals && w.status == CVS_OK; i++) {
    settle(&w, first + i);
    cells->lower[i] = w.lower.used ? (uint64_t)fmax(0, w.lower.edge) : 0;
    cells->upper[i] = w.upper.used ? (uint64_t)(w.upper.edge + 1) : UINT64_MAX;
  }
  return w.status;
}
