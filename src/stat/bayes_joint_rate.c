/* The rate of one arm among others like it: mean and credible interval of a mixture. */
#include "stat/bayes_joint.h"

#include "base/error.h"
#include "num/num.h"

#include <math.h>

/* The shortest interval's search leaves at least this part of what is outside to each end. */
static const double END_LEAST = 1e-7;

/* An arm of a posterior, and what is looked for. */
typedef struct rate_search {
  const cvs_joint *joint;
  size_t arm;
  double mass;   /* of an interval */
  double wanted; /* of a tail */
  bool upper;    /* which tail */
} rate_search;

static const cvs_beta_law *law_at(const rate_search *it, size_t node) {
  return &it->joint->law[node][it->arm];
}

static cvs_bayes_tails tails_at(const rate_search *it, double x) {
  cvs_sum lower = {0, 0}, upper = {0, 0};
  for (size_t i = 0; i < it->joint->node_count; i++) {
    const cvs_beta_law *law = law_at(it, i);
    const cvs_bayes_tails tails = cvs_beta_law_tails(law, x - law->mode);
    cvs_sum_add(&lower, it->joint->weight[i] * tails.lower);
    cvs_sum_add(&upper, it->joint->weight[i] * tails.upper);
  }
  return (cvs_bayes_tails){cvs_sum_value(&lower), cvs_sum_value(&upper)};
}

/* ln density of the rate: of the log odds, over p (1 - p). */
static double ln_rate_density(const rate_search *it, double x) {
  cvs_sum density = {0, 0};
  for (size_t i = 0; i < it->joint->node_count; i++) {
    const cvs_beta_law *law = law_at(it, i);
    cvs_sum_add(&density, it->joint->weight[i] * cvs_beta_law_density(law, x - law->mode));
  }
  return log(cvs_sum_value(&density)) + log1p(exp(-x)) + log1p(exp(x));
}

static double compare_tail(double x, const void *context) {
  const rate_search *it = context;
  const cvs_bayes_tails tails = tails_at(it, x);
  return it->upper ? log(it->wanted) - log(tails.upper) : log(tails.lower) - log(it->wanted);
}

static void find_range(const rate_search *it, double range[2]) {
  range[0] = INFINITY;
  range[1] = -INFINITY;
  for (size_t i = 0; i < it->joint->node_count; i++) {
    double core[2];
    cvs_beta_law_core(law_at(it, i), core);
    range[0] = fmin(range[0], core[0]);
    range[1] = fmax(range[1], core[1]);
  }
}

/* Log odds with a lower tail of `lower`; infinite at 0 and 1. */
static cvs_status find_quantile(const rate_search *it, double lower, double *x) {
  if (lower <= 0 || lower >= 1) {
    *x = lower <= 0 ? -INFINITY : INFINITY;
    return CVS_OK;
  }
  double range[2];
  rate_search search = *it;
  search.upper = lower > 0.5;
  search.wanted = search.upper ? 1 - lower : lower;
  find_range(it, range);
  return cvs_root((cvs_curve){compare_tail, &search}, range[0], range[1], 0, x);
}

/* Ends of the interval that leaves `below` under it. */
static cvs_status find_ends(const rate_search *it, double below, double x[2]) {
  const cvs_status status = find_quantile(it, below, &x[0]);
  return status == CVS_OK ? find_quantile(it, below + it->mass, &x[1]) : status;
}

static double compare_ends(double below, const void *context) {
  double x[2];
  if (find_ends(context, below, x) != CVS_OK)
    return NAN;
  return ln_rate_density(context, x[0]) - ln_rate_density(context, x[1]);
}

static cvs_status find_shortest(const rate_search *it, double *below) {
  const double outside = 1 - it->mass, least = END_LEAST * outside, most = outside - least;
  const double at_least = compare_ends(least, it), at_most = compare_ends(most, it);
  *below = at_least >= 0 ? 0 : outside;
  if (!(at_least < 0 && at_most > 0))
    return isnan(at_least) || isnan(at_most) ? CVS_ENOCONV : CVS_OK;
  return cvs_root((cvs_curve){compare_ends, it}, least, most, 1e-12, below);
}

/* Integral of density times rate over the panels of both sides. */
static double mean_of_law(const cvs_beta_law *law, const cvs_fejer *rule) {
  cvs_sum sum = {0, 0};
  for (size_t side = 0; side < 2; side++)
    for (size_t i = 0; i < law->side[side].count; i++) {
      const cvs_law_panel *panel = &law->side[side].panel[i];
      for (size_t k = 0; k < CVS_PANEL_NODES; k++) {
        const double distance = panel->start + panel->width / 2 * (1 + rule->node[k]);
        const double t = side == 0 ? -distance : distance;
        cvs_sum_add(&sum,
                    panel->width / 2 * rule->weight[k] * cvs_beta_law_density(law, t) / (1 + exp(-(law->mode + t))));
      }
    }
  return cvs_sum_value(&sum);
}

double cvs_joint_mean(const cvs_joint *joint, size_t arm) {
  const rate_search search = {.joint = joint, .arm = arm};
  cvs_fejer rule;
  cvs_sum mean = {0, 0};
  cvs_fejer_init(&rule);
  for (size_t i = 0; i < joint->node_count; i++)
    cvs_sum_add(&mean, joint->weight[i] * mean_of_law(law_at(&search, i), &rule));
  return cvs_sum_value(&mean);
}

cvs_status cvs_joint_rate(const cvs_joint *joint, size_t index, const cvs_credible *credible, cvs_interval *out,
                          cvs_error *error) {
  const rate_search search = {.joint = joint, .arm = index, .mass = credible->mass};
  cvs_status status = cvs_check_credible(credible, error);
  if (status != CVS_OK)
    return status;
  if (index >= joint->arm_count)
    return cvs_fail(error, CVS_EINVAL, "there is no arm %zu among %zu", index, joint->arm_count);
  double below = (1 - credible->mass) / 2, x[2] = {0, 0};
  if (credible->highest_density)
    status = find_shortest(&search, &below);
  if (status == CVS_OK)
    status = find_ends(&search, below, x);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the credible interval of the rate could not be found");
  *out =
      (cvs_interval){cvs_joint_mean(joint, index), 1 / (1 + exp(-x[0])), 1 / (1 + exp(-x[1])), true, true, true, true};
  return CVS_OK;
}
