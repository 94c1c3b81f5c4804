/* What it is worth to be told the true rates before the choice.
 *
 * The control counts as u = theta_0 + hurdle, the treatments as their rates. With b the one that leads by its mean and
 * F_j the distributions,
 *   E[max] - E[b] = integral of F_b (1 - prod_(j != b) F_j) over [0, 1 + hurdle],
 * all terms positive. The range is cut where the control's part begins and where the treatments' ends; within each
 * piece x = start + width / (1 + e^-y): every rate goes to 0 or 1 at most as a power of x, an exponential in y. The
 * panels of the laws (bayes_law.h), mapped to y, are the intervals of the quadrature: there each law is a polynomial.
 */
#include "stat/profit.h"

#include "base/error.h"
#include "base/mem.h"
#include "num/num.h"
#include "stat/bayes_law.h"

#include <math.h>
#include <stdlib.h>

/* Poles in y are pi away from the real line. */
static const double INTERVAL_WIDEST = 2;
/* dx/dy ends the range where no law does: e^-45 is 3e-20. */
static const double RANGE_Y = 45;

typedef struct field {
  cvs_beta_law law[CVS_BAYES_ARMS_MAX];
  size_t count, made;
  size_t control, leader;
  double hurdle;
} field;

/* x = start + width u, u = 1 / (1 + e^-y). The rates meant by x: theirs of the treatments, x - hurdle of the control.
 * Each rate is low + width u, its rest rest + width (1 - u); no terms are below 0. */
typedef struct rate_line {
  double low, rest;
  int beyond; /* -1: x is below all rates, 1: above all, 0: among them */
} rate_line;

typedef struct piece {
  double width;
  rate_line control, treatment;
} piece;

static double place_of(const rate_line *line, double log_odds) {
  const double above = 1 / (1 + exp(-log_odds)) - line->low, below = 1 / (1 + exp(log_odds)) - line->rest;
  if (above <= 0)
    return -RANGE_Y;
  if (below <= 0)
    return RANGE_Y;
  return fmin(fmax(log(above / below), -RANGE_Y), RANGE_Y);
}

static cvs_bayes_tails tails_at(const cvs_beta_law *law, const rate_line *line, double width, double y) {
  if (line->beyond != 0)
    return line->beyond < 0 ? (cvs_bayes_tails){0, 1} : (cvs_bayes_tails){1, 0};
  const double p = line->low + width / (1 + exp(-y)), q = line->rest + width / (1 + exp(y));
  return cvs_beta_law_tails(law, log(p / q) - law->mode);
}

/* F_b (1 - prod F_j) dx/dy */
static double evaluate(const field *all, const piece *part, double y) {
  cvs_bayes_tails others = {1, 0};
  double below = 0;
  for (size_t i = 0; i < all->count; i++) {
    const rate_line *line = i == all->control ? &part->control : &part->treatment;
    const cvs_bayes_tails tails = tails_at(&all->law[i], line, part->width, y);
    if (i == all->leader)
      below = tails.lower;
    else {
      others.upper += others.lower * tails.upper;
      others.lower *= tails.lower;
    }
  }
  return below * others.upper * part->width / ((1 + exp(-y)) * (1 + exp(y)));
}

static int compare_edges(const void *left, const void *right) {
  const double a = *(const double *)left, b = *(const double *)right;
  return a < b ? -1 : a > b;
}

/* Ends of all panels of a law, as places of the piece. */
static size_t add_edges(const cvs_beta_law *law, const rate_line *line, double *edge) {
  size_t count = 0;
  for (int side = 0; side < 2 && line->beyond == 0; side++)
    for (size_t i = 0; i < law->side[side].count; i++) {
      const cvs_law_panel *panel = &law->side[side].panel[i];
      const double distance = panel->start + panel->width;
      edge[count++] = place_of(line, law->mode + (side == 0 ? -distance : distance));
      if (i == 0 && side == 0)
        edge[count++] = place_of(line, law->mode);
    }
  return count;
}

static size_t count_edges(const field *all) {
  size_t count = 2; /* the ends */
  for (size_t i = 0; i < all->count; i++)
    count += all->law[i].side[0].count + all->law[i].side[1].count + 1;
  return count;
}

/* Between two edges, in steps of at most INTERVAL_WIDEST. */
static double integrate_between(const field *all, const piece *part, const cvs_fejer *rule, const double range[2]) {
  const double steps = fmax(ceil((range[1] - range[0]) / INTERVAL_WIDEST), 1);
  const double half = (range[1] - range[0]) / steps / 2;
  cvs_sum sum = {0, 0};
  for (size_t i = 0; i < (size_t)steps; i++) /* at most 2 RANGE_Y / INTERVAL_WIDEST of them */
    for (size_t k = 0; k < CVS_PANEL_NODES; k++)
      cvs_sum_add(&sum, half * rule->weight[k] *
                            evaluate(all, part, range[0] + half * ((double)(2 * i) + 1 + rule->node[k])));
  return cvs_sum_value(&sum);
}

static cvs_status integrate_piece(const field *all, const piece *part, double *out, cvs_error *error) {
  cvs_fejer rule;
  cvs_sum sum = {0, 0};
  double *edge = cvs_calloc(count_edges(all), sizeof *edge);
  if (edge == NULL)
    return cvs_fail_memory(error);
  cvs_fejer_init(&rule);
  size_t count = 2;
  edge[0] = -RANGE_Y;
  edge[1] = RANGE_Y;
  for (size_t i = 0; i < all->count; i++)
    count += add_edges(&all->law[i], i == all->control ? &part->control : &part->treatment, edge + count);
  qsort(edge, count, sizeof *edge, compare_edges);
  for (size_t i = 1; i < count; i++)
    if (edge[i] > edge[i - 1])
      cvs_sum_add(&sum, integrate_between(all, part, &rule, &edge[i - 1]));
  *out += cvs_sum_value(&sum);
  cvs_free(edge);
  return CVS_OK;
}

static cvs_status make_field(const cvs_money_question *question, double hurdle, field *all, cvs_error *error) {
  static const double everywhere[2] = {-INFINITY, INFINITY};
  double best = -INFINITY;
  *all = (field){.count = question->arm_count, .control = question->control, .hurdle = hurdle};
  for (size_t i = 0; i < all->count; i++) {
    const double lead = i == all->control ? hurdle : cvs_money_lead(question, i);
    if (lead > best)
      all->leader = i;
    best = fmax(best, lead);
    const cvs_status status = cvs_beta_law_make(&question->belief[i], everywhere, &all->law[all->made++], error);
    if (status != CVS_OK)
      return status;
  }
  return CVS_OK;
}

/* Below the control's part, with the treatments' alone; within both; above the treatments'. */
static cvs_status integrate_all(const field *all, double *out, cvs_error *error) {
  const double hurdle = all->hurdle, room = 1 - hurdle;
  const piece pieces[] = {{hurdle, {.beyond = -1}, {0, room, 0}},
                          {room, {0, hurdle, 0}, {hurdle, 0, 0}},
                          {hurdle, {room, 0, 0}, {.beyond = 1}}};
  cvs_status status = CVS_OK;
  *out = 0;
  for (size_t i = 0; i < sizeof pieces / sizeof pieces[0] && status == CVS_OK; i++)
    if (pieces[i].width > 0)
      status = integrate_piece(all, &pieces[i], out, error);
  return status;
}

cvs_status cvs_profit_rise_certain(const cvs_money_question *question, double hurdle, double *out, cvs_error *error) {
  field all;
  *out = 0;
  if (!(hurdle < 1)) /* no treatment can lead by so much */
    return CVS_OK;
  cvs_status status = make_field(question, hurdle, &all, error);
  if (status == CVS_OK)
    status = integrate_all(&all, out, error);
  for (size_t i = 0; i < all.made; i++)
    cvs_beta_law_free(&all.law[i]);
  return status;
}
