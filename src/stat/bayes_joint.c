/* The joint posterior of arms that are alike.
 *
 * Given the shared log odds m the arms are independent, arm i with density
 *   p^x q^(n - x) exp(-(x_i - m)^2 / sd^2) over its log odds x_i, normalised by c_i(m);
 * m itself has density p^alpha q^beta prod c_i(m), which is log-concave. It is analytic and falls at least
 * exponentially, so that the trapezoidal rule converges geometrically (Trefethen & Weideman 2014, SIAM Review 56,
 * 385-458): its nodes are the mixture. All counts are read against the pooled rate, whose likelihood is taken out,
 * so that a million conversions leave no difference of large logarithms. */
#include "stat/bayes_joint.h"

#include "base/constants.h"
#include "base/error.h"
#include "base/mem.h"
#include "num/num.h"
#include "stat/methods.h"

#include <math.h>

/* The step between nodes in deviations of m: its error for a normal law is e^(-2 pi^2 / 0.58^2), 3e-26,
 * and that of twice the step, which is the check, 4e-7. */
static const double STEP_DEVIATIONS = 0.58;
/* Poles are pi away from the real line: e^(-2 pi^2 / 0.75), 4e-12, and 2e-6 for the check. */
static const double STEP_WIDEST = 0.75;
/* Nodes below e^-27 of the largest are left out: 2e-12. */
static const double LN_LEAST = -27;
/* The rule of twice the step may differ by this: its error is about the root of this one's. */
static const double HALVING_TOLERANCE = 3e-6;
enum { NODES_MAX = 20000, REFINEMENTS_MAX = 6 };

/* What the nodes are made from. */
typedef struct joint_problem {
  const cvs_joint_prior *prior;
  const cvs_sample *arm;
  size_t count;
  double pull; /* 2 / sd^2 */
  bool with_rates;
  cvs_fejer rule;
  cvs_beta_law pool; /* shapes, rate and mode of the pooled rate; no tables */
} joint_problem;

static cvs_held_arm hold_arm(const joint_problem *it, size_t index, double center) {
  const cvs_sample *arm = &it->arm[index];
  return (cvs_held_arm){(double)arm->conversions, (double)(arm->visitors - arm->conversions), center, it->pull};
}

double cvs_ln_against(const cvs_beta_law *pool, double a, double b, double x) {
  const double t = x - pool->mode, rise = expm1(t);
  const cvs_beta_law law = {.a = a, .b = b, .p = pool->p, .q = pool->q, .mode = pool->mode};
  /* a q - b p with one rounding (Kahan) */
  const double product = b * pool->p, lost = fma(b, pool->p, -product);
  const double linear = fma(a, pool->q, -product) - lost;
  const double step = t < 1 ? rise / (pool->q + pool->p * (1 + rise)) : -expm1(-t) / (pool->q * exp(-t) + pool->p);
  return cvs_beta_law_ln_relative(&law, t) + linear * step;
}

/* Slope of the logarithm of m's density: falls throughout. NaN where a mode is not found. */
static double slope_of_shared(double m, const void *context) {
  const joint_problem *it = context;
  const cvs_beta *shared = &it->prior->shared;
  double slope = shared->alpha / (1 + exp(m)) - shared->beta / (1 + exp(-m));
  for (size_t i = 0; i < it->count; i++) {
    double mode = 0;
    const cvs_held_arm arm = hold_arm(it, i, m);
    if (cvs_held_arm_mode(&arm, &mode) != CVS_OK)
      return NAN;
    slope += it->pull * (mode - m);
  }
  return slope;
}

/* Of m's own law; and where rates are asked for, that of the probability of a rate given m, which moves with m the
 * faster the more the arm leans on the others. */
static double curvature_of_shared(const joint_problem *it, double m) {
  const cvs_beta *shared = &it->prior->shared;
  const double p = 1 / (1 + exp(-m)), q = 1 / (1 + exp(m));
  double curvature = (shared->alpha + shared->beta) * p * q, steepest = 0;
  for (size_t i = 0; i < it->count; i++) {
    double mode = m;
    const cvs_held_arm arm = hold_arm(it, i, m);
    if (cvs_held_arm_mode(&arm, &mode) != CVS_OK)
      return NAN;
    const double own = (double)it->arm[i].visitors / ((1 + exp(-mode)) * (1 + exp(mode)));
    curvature += own * it->pull / (own + it->pull);
    steepest = fmax(steepest, it->pull * it->pull / (own + it->pull));
  }
  return it->with_rates ? curvature + steepest : curvature;
}

/* About where m is likeliest: the root of the slope, with the arms at their own modes. */
static cvs_status find_middle(const joint_problem *it, double *middle) {
  static const double reach_least = 1;
  enum { WIDENINGS_MAX = 12 };
  double reach = reach_least, low = it->pool.mode - reach, high = it->pool.mode + reach;
  for (int i = 0; i < WIDENINGS_MAX && !(slope_of_shared(low, it) > 0 && slope_of_shared(high, it) < 0); i++) {
    reach *= 2;
    low = it->pool.mode - reach;
    high = it->pool.mode + reach;
  }
  return cvs_root((cvs_curve){slope_of_shared, it}, low, high, 1e-9, middle);
}

/* Adds the node at m: its laws, and the logarithm of its density in place of the weight. */
static cvs_status add_node(const joint_problem *it, double m, cvs_joint *joint, cvs_error *error) {
  if (joint->node_count >= joint->node_capacity)
    return cvs_fail(error, CVS_ELIMIT, "a log odds ratio with deviation %.3g is too narrow for so few counts",
                    sqrt(2 / it->pull));
  cvs_beta_law *law = cvs_calloc(it->count, sizeof *law);
  if (law == NULL)
    return cvs_fail_memory(error);
  joint->law[joint->node_count] = law;
  double ln_density = cvs_ln_against(&it->pool, it->prior->shared.alpha, it->prior->shared.beta, m);
  cvs_status status = CVS_OK;
  joint->weight[joint->node_count++] = 0;
  for (size_t i = 0; i < it->count && status == CVS_OK; i++) {
    const cvs_held_arm arm = hold_arm(it, i, m);
    status = cvs_beta_law_make_held(&arm, &it->rule, &law[i], error);
    if (status != CVS_OK)
      break;
    const double away = law[i].mode - m;
    ln_density += cvs_ln_against(&it->pool, arm.conversions, arm.others, law[i].mode) - it->pull * away * away / 2 +
                  log(it->pull) / 2 - CVS_LN_SQRT_2PI - log(law[i].scale);
  }
  joint->weight[joint->node_count - 1] = ln_density;
  return status;
}

static void drop_nodes(cvs_joint *joint) {
  for (size_t i = 0; i < joint->node_count; i++) {
    for (size_t k = 0; k < joint->arm_count; k++)
      cvs_beta_law_free(&joint->law[i][k]);
    cvs_free(joint->law[i]);
  }
  joint->node_count = 0;
}

/* From the middle outwards on one side, until nothing is left. */
static cvs_status add_side(const joint_problem *it, double start, double step, cvs_joint *joint, cvs_error *error) {
  double highest = joint->weight[0];
  cvs_status status = CVS_OK;
  for (size_t i = 1; i < NODES_MAX && status == CVS_OK; i++) {
    status = add_node(it, start + (double)i * step, joint, error);
    if (status != CVS_OK)
      return status;
    const double ln_density = joint->weight[joint->node_count - 1];
    highest = fmax(highest, ln_density);
    if (ln_density - highest < LN_LEAST)
      return CVS_OK;
  }
  return status;
}

/* From logarithms to probabilities. False where the step was too wide: every other node would say otherwise. */
static bool normalise(cvs_joint *joint, double step, size_t first_below) {
  double highest = joint->weight[0];
  for (size_t i = 1; i < joint->node_count; i++)
    highest = fmax(highest, joint->weight[i]);
  cvs_sum all = {0, 0}, even = {0, 0};
  for (size_t i = 0; i < joint->node_count; i++) {
    const size_t place = i < first_below ? i : i - first_below + 1; /* steps from the middle */
    joint->weight[i] = exp(joint->weight[i] - highest);
    cvs_sum_add(&all, joint->weight[i]);
    if (place % 2 == 0)
      cvs_sum_add(&even, joint->weight[i]);
  }
  const double total = cvs_sum_value(&all);
  for (size_t i = 0; i < joint->node_count; i++)
    joint->weight[i] /= total;
  joint->ln_evidence = highest + log(step * total);
  return fabs(2 * cvs_sum_value(&even) / total - 1) <= HALVING_TOLERANCE;
}

static cvs_status fill_nodes(const joint_problem *it, cvs_joint *joint, cvs_error *error) {
  double middle = 0;
  cvs_status status = find_middle(it, &middle);
  double step = fmin(STEP_DEVIATIONS / sqrt(curvature_of_shared(it, middle)), STEP_WIDEST);
  if (status != CVS_OK || !(step > 0))
    return cvs_fail(error, CVS_ENOCONV, "the rate that the arms share could not be found");
  for (int refinement = 0; refinement < REFINEMENTS_MAX; refinement++, step /= 2) {
    drop_nodes(joint);
    status = add_node(it, middle, joint, error);
    if (status == CVS_OK)
      status = add_side(it, middle, step, joint, error);
    const size_t first_below = joint->node_count;
    if (status == CVS_OK)
      status = add_side(it, middle, -step, joint, error);
    if (status != CVS_OK || normalise(joint, step, first_below))
      return status;
  }
  return cvs_fail(error, CVS_ENOCONV, "the rate that the arms share could not be integrated");
}

static cvs_status check_prior(const cvs_joint_prior *prior, cvs_error *error) {
  const cvs_status status = cvs_check_beta(&prior->shared, "prior", error);
  if (status != CVS_OK)
    return status;
  if (!(prior->log_odds_sd >= CVS_LOG_ODDS_SD_MIN && prior->log_odds_sd <= CVS_LOG_ODDS_SD_MAX))
    return cvs_fail(error, CVS_EINVAL, "the deviation of the log odds ratio is %g, expected %g to %g",
                    prior->log_odds_sd, CVS_LOG_ODDS_SD_MIN, CVS_LOG_ODDS_SD_MAX);
  return CVS_OK;
}

static cvs_status pool_arms(joint_problem *it, cvs_joint *joint, cvs_error *error) {
  cvs_beta pooled = it->prior->shared;
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < it->count && status == CVS_OK; i++)
    status = cvs_bayes_posterior(&pooled, &it->arm[i], &pooled, error);
  const double n = pooled.alpha + pooled.beta;
  it->pool = (cvs_beta_law){.p = pooled.alpha / n, .q = pooled.beta / n, .mode = log(pooled.alpha / pooled.beta)};
  joint->pooled = pooled;
  return status;
}

cvs_status cvs_joint_new(const cvs_joint_prior *prior, const cvs_sample *arm, size_t count, cvs_joint **out,
                         cvs_error *error) {
  return cvs_joint_make(prior, (cvs_joint_arms_given){arm, count, true}, out, error);
}

cvs_status cvs_joint_make(const cvs_joint_prior *prior, cvs_joint_arms_given given, cvs_joint **out, cvs_error *error) {
  const size_t count = given.count;
  *out = NULL;
  cvs_status status = check_prior(prior, error);
  if (status != CVS_OK)
    return status;
  if (count < 1)
    return cvs_fail(error, CVS_EINVAL, "no arm was given, at least one was expected");
  if (count > CVS_BAYES_ARMS_MAX)
    return cvs_fail(error, CVS_ELIMIT, "%zu arms were given, at most %d can be compared", count, CVS_BAYES_ARMS_MAX);
  joint_problem problem = {.prior = prior,
                           .arm = given.arm,
                           .count = count,
                           .pull = 2 / (prior->log_odds_sd * prior->log_odds_sd),
                           .with_rates = given.with_rates};
  cvs_fejer_init(&problem.rule);
  cvs_joint *joint = cvs_calloc(1, sizeof *joint);
  if (joint == NULL)
    return cvs_fail_memory(error);
  joint->arm_count = count;
  joint->node_capacity = NODES_MAX;
  joint->weight = cvs_calloc(NODES_MAX, sizeof *joint->weight);
  joint->law = cvs_calloc(NODES_MAX, sizeof *joint->law);
  status = joint->weight != NULL && joint->law != NULL ? pool_arms(&problem, joint, error) : cvs_fail_memory(error);
  if (status == CVS_OK)
    status = fill_nodes(&problem, joint, error);
  if (status == CVS_OK)
    *out = joint;
  else
    cvs_joint_free(joint);
  return status;
}

void cvs_joint_free(cvs_joint *joint) {
  if (joint == NULL)
    return;
  if (joint->law != NULL)
    drop_nodes(joint);
  cvs_free(joint->weight);
  cvs_free(joint->law);
  cvs_free(joint);
}

const cvs_method cvs_method_bayes_joint = {
    .name = "bayes_joint",
    .id = "sceptical-lift",
    .kind = CVS_KIND_OTHER,
    .title = "joint prior of arms that are alike, normal in the log odds ratio",
    .formula = "logit(rate_i) = m + u_i, u_i ~ N(0, sd^2 / 2), 1 / (1 + e^-m) ~ Beta(a, b): ln odds ratio ~ N(0, sd^2)",
    .citation = "Kass & Vaidyanathan (1992), JRSS B 54, 129-144; Gronau et al. (2021), J. Stat. Softw. 100(17)",
    .note = "large lifts need more evidence than small ones; sd is the ln odds ratio of the given lift at the "
            "posterior mean of one common rate",
};
