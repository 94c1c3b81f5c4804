/* Which of several arms is best, and what choosing each of them costs.
 *
 * On the log odds x, with F_j, S_j the tails and f_j the density of arm j,
 *   P(i best)        = integral of f_i prod_(j != i) F_j dx
 *   expected loss i  = integral of F_i (1 - prod_(j != i) F_j) p (1 - p) dx,  p = 1 / (1 + e^-x),
 * the second from E[max(M - p_i, 0)] = integral of P(p_i <= p < M) dp, M the best of the others. Every term
 * is positive, so that a loss of 1e-200 keeps its digits. All integrals share one grid, whose intervals are
 * no wider than the panels of any arm that varies there. */
#include "stat/bayes_arms.h"

#include "base/error.h"
#include "base/mem.h"
#include "num/num.h"
#include "stat/methods.h"

#include <math.h>

/* Between the arms, where nothing but p (1 - p) varies: poles are pi away from the real line. */
static const double INTERVAL_WIDEST = 2;
/* A rest of a panel below this part of it is joined to the next. */
static const double SLIVER = 0.25;
/* Largest distance of the sum of all p_best from 1: the figures' own accuracy is 1e-12. */
static const double SUM_TOLERANCE = 1e-9;
/* Tables that end at e^-50 of the mode leave out 1e-22: smaller figures than this want longer ones. */
static const double PLAIN_LEAST = 1e-11;
enum { INTERVALS_MAX = 100000 };

/* What one node says of one arm, and of those before and after it. */
typedef struct arm_state {
  double density;
  cvs_bayes_tails tails;
  cvs_bayes_tails after; /* all arms after this one are below; some is above */
  cvs_sum best;
  cvs_sum loss;
} arm_state;

typedef struct field {
  const cvs_beta_law *law;
  arm_state *arm;
  size_t count;
  double low, high; /* log odds beyond which no arm has mass to speak of */
} field;

/* Where the panel of this arm that holds x ends, or where its first begins. */
static double next_edge(const cvs_beta_law *law, double x) {
  const double t = x - law->mode, first = law->mode - law->side[0].end;
  if (x < first)
    return first;
  const cvs_law_side *side = &law->side[t >= 0];
  if (t >= side->end)
    return INFINITY;
  size_t i = 0;
  if (t >= 0) {
    while (i + 1 < side->count && side->panel[i + 1].start <= t + SLIVER * side->panel[i].width)
      i++;
    return law->mode + side->panel[i].start + side->panel[i].width;
  }
  i = side->count - 1;
  while (i > 0 && side->panel[i].start >= -t - SLIVER * side->panel[i].width)
    i--;
  return law->mode - side->panel[i].start;
}

static double end_interval(const field *all, double start) {
  double end = fmin(start + INTERVAL_WIDEST, all->high);
  for (size_t i = 0; i < all->count; i++) {
    const double edge = next_edge(&all->law[i], start);
    if (edge > start)
      end = fmin(end, edge);
  }
  return end;
}

/* The tails of the best of two groups of arms: both sums and products of terms >= 0. */
static cvs_bayes_tails join_tails(cvs_bayes_tails one, cvs_bayes_tails other) {
  return (cvs_bayes_tails){one.lower * other.lower, one.upper + one.lower * other.upper};
}

static void measure_arms(const field *all, double x) {
  cvs_bayes_tails after = {1, 0};
  for (size_t i = all->count; i-- > 0;) {
    arm_state *arm = &all->arm[i];
    const double t = x - all->law[i].mode;
    arm->tails = cvs_beta_law_tails(&all->law[i], t);
    arm->density = cvs_beta_law_density(&all->law[i], t);
    arm->after = after;
    after = join_tails(after, arm->tails);
  }
}

static void add_node(const field *all, double x, double weight) {
  measure_arms(all, x);
  const double rate = 1 / (1 + exp(-x)), rest = 1 / (1 + exp(x));
  cvs_bayes_tails before = {1, 0};
  for (size_t i = 0; i < all->count; i++) {
    arm_state *arm = &all->arm[i];
    const cvs_bayes_tails others = join_tails(before, arm->after);
    cvs_sum_add(&arm->best, weight * arm->density * others.lower);
    cvs_sum_add(&arm->loss, weight * rate * rest * arm->tails.lower * others.upper);
    before = join_tails(before, arm->tails);
  }
}

static cvs_status integrate_field(const field *all) {
  cvs_fejer rule;
  cvs_fejer_init(&rule);
  double start = all->low;
  for (size_t i = 0; i < INTERVALS_MAX && start < all->high; i++) {
    const double end = end_interval(all, start), half = (end - start) / 2;
    for (size_t k = 0; k < CVS_PANEL_NODES; k++)
      add_node(all, start + half * (1 + rule.node[k]), half * rule.weight[k]);
    start = end;
  }
  return start < all->high ? CVS_ENOCONV : CVS_OK;
}

/* The field is where any arm lives. */
static void find_field(field *all) {
  all->low = INFINITY;
  all->high = -INFINITY;
  for (size_t i = 0; i < all->count; i++) {
    double core[2];
    cvs_beta_law_core(&all->law[i], core);
    all->low = fmin(all->low, core[0]);
    all->high = fmax(all->high, core[1]);
  }
}

/* Whether every figure stands well above what the tables leave out. */
static bool is_plain(const cvs_bayes_arm *arm, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (arm[i].p_best < PLAIN_LEAST || arm[i].expected_loss < PLAIN_LEAST)
      return false;
  return true;
}

static cvs_status read_field(const field *all, cvs_bayes_arm *out, cvs_error *error) {
  cvs_sum sum = {0};
  for (size_t i = 0; i < all->count; i++) {
    out[i] = (cvs_bayes_arm){cvs_sum_value(&all->arm[i].best), cvs_sum_value(&all->arm[i].loss)};
    cvs_sum_add(&sum, out[i].p_best);
    out[i].p_best = fmin(out[i].p_best, 1);
  }
  if (fabs(cvs_sum_value(&sum) - 1) <= SUM_TOLERANCE)
    return CVS_OK;
  return cvs_fail(error, CVS_ENOCONV, "the probabilities of being best sum to %.12g, expected 1", cvs_sum_value(&sum));
}

cvs_status cvs_laws_choose(const cvs_beta_law *law, size_t count, cvs_bayes_arm *out, cvs_error *error) {
  field all = {.law = law, .arm = cvs_calloc(count, sizeof *all.arm), .count = count};
  if (all.arm == NULL)
    return cvs_fail_memory(error);
  find_field(&all);
  cvs_status status = integrate_field(&all);
  if (status == CVS_OK)
    status = read_field(&all, out, error);
  else
    (void)cvs_fail(error, status, "the probability of being best could not be integrated over %zu arms", count);
  cvs_free(all.arm);
  return status;
}

static void free_laws(cvs_beta_law *law, size_t count) {
  for (size_t i = 0; i < count; i++)
    cvs_beta_law_free(&law[i]);
}

/* Tables that reach over `reach`; their common range on return. */
static cvs_status choose_within(const cvs_beta *belief, size_t count, double reach[2], cvs_bayes_arm *out,
                                cvs_error *error) {
  cvs_beta_law law[CVS_BAYES_ARMS_MAX];
  double range[2] = {INFINITY, -INFINITY};
  cvs_status status = CVS_OK;
  size_t made = 0;
  for (; made < count && status == CVS_OK; made++) {
    double core[2] = {INFINITY, -INFINITY};
    status = cvs_beta_law_make(&belief[made], reach, &law[made], error);
    if (status == CVS_OK)
      cvs_beta_law_core(&law[made], core);
    range[0] = fmin(range[0], core[0]);
    range[1] = fmax(range[1], core[1]);
  }
  if (status == CVS_OK)
    status = cvs_laws_choose(law, count, out, error);
  free_laws(law, made);
  reach[0] = range[0];
  reach[1] = range[1];
  return status;
}

cvs_status cvs_bayes_arms(const cvs_beta *belief, size_t count, cvs_bayes_arm *out, cvs_error *error) {
  if (count < 1)
    return cvs_fail(error, CVS_EINVAL, "no arm was given, at least one was expected");
  if (count > CVS_BAYES_ARMS_MAX)
    return cvs_fail(error, CVS_ELIMIT, "%zu arms were given, at most %d can be compared", count, CVS_BAYES_ARMS_MAX);
  double reach[2] = {INFINITY, -INFINITY};
  const cvs_status status = choose_within(belief, count, reach, out, error);
  if (status != CVS_OK || is_plain(out, count))
    return status;
  return choose_within(belief, count, reach, out, error);
}

cvs_status cvs_bayes_compare(const cvs_beta_pair *pair, cvs_bayes_comparison *out, cvs_error *error) {
  const cvs_beta belief[2] = {pair->control, pair->treatment};
  cvs_bayes_arm arm[2];
  const cvs_status status = cvs_bayes_arms(belief, 2, arm, error);
  if (status != CVS_OK)
    return status;
  *out = (cvs_bayes_comparison){.p_better = arm[1].p_best,
                                .p_worse = arm[0].p_best,
                                .expected_loss_ship = arm[1].expected_loss,
                                .expected_loss_keep = arm[0].expected_loss,
                                .mean_difference = cvs_beta_mean_difference(pair)};
  return CVS_OK;
}

const cvs_method cvs_method_bayes_arms = {
    .name = "bayes_arms",
    .id = "beta-binomial",
    .kind = CVS_KIND_OTHER,
    .title = "beta-binomial posteriors by quadrature",
    .formula = "rate_i ~ Beta(a + x_i, b + n_i - x_i); loss_i = E[max(rate) - rate_i]",
    .citation = "Stucchio (2015), Bayesian A/B testing at VWO; Kruschke (2013), JEP General 142, 573-603",
    .note = "stopping as soon as a chance is high or a loss is small does not control false positives",
};
