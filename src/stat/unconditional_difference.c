/* The unconditional score test of a given difference of rates. */
#include "stat/unconditional_difference.h"

#include "base/constants.h"
#include "base/mem.h"
#include "stat/score.h"

#include <math.h>
#include <stdbool.h>

static const double z_tie = 1e-9;
/* Grid of the unknown rate, in standard deviations of the pooled rate on the arcsine scale. */
static const double grid_step = 0.25;
/* Weights below this share of the mode's are left out. */
static const double weight_cut = 1e-17;
/* Grid points at least this share of the best are refined; golden section to 1e-8 of the step. */
static const double refine_share = 0.99;
enum { REFINE_STEPS = 40 };
static const double golden = 0.61803398874989484820;

/* Binomial weights of one arm around their mode, summing to 1. */
typedef struct arm_weights {
  uint64_t visitors;
  double *ratio; /* (n - x) / (x + 1) */
  double *weight;
  double *below; /* sum of the weights before this one, of the window */
  uint64_t begin;
  uint64_t end; /* one past the last */
} arm_weights;

struct cvs_difference_test {
  cvs_pair pair;
  bool two_sided;
  arm_weights control;
  arm_weights treatment;
  uint64_t *lower; /* by control conversions: treatment conversions below this are extreme ... */
  uint64_t *upper; /* ... and from this on */
  double *grid;    /* sizes on the grid of rates */
  double difference;
};

static bool arm_init(arm_weights *arm, uint64_t visitors) {
  size_t count = (size_t)visitors + 1;
  arm->visitors = visitors;
  arm->ratio = cvs_malloc(count * sizeof *arm->ratio);
  arm->weight = cvs_malloc(count * sizeof *arm->weight);
  arm->below = cvs_malloc((count + 1) * sizeof *arm->below);
  if (arm->ratio == NULL || arm->weight == NULL || arm->below == NULL)
    return false;
  for (uint64_t x = 0; x <= visitors; x++)
    arm->ratio[x] = (double)(visitors - x) / (double)(x + 1);
  return true;
}

static void arm_free(arm_weights *arm) {
  cvs_free(arm->ratio);
  cvs_free(arm->weight);
  cvs_free(arm->below);
}

static void arm_normalise(arm_weights *arm, double sum) {
  double below = 0;
  for (uint64_t x = arm->begin; x < arm->end; x++) {
    arm->weight[x] /= sum;
    arm->below[x] = below;
    below += arm->weight[x];
  }
  arm->below[arm->end] = below;
}

static void arm_fill(arm_weights *arm, double rate) {
  uint64_t mode = (uint64_t)fmin((double)arm->visitors, floor(((double)arm->visitors + 1) * rate));
  double odds = rate / (1 - rate);
  double sum = 1;
  uint64_t x = mode;
  arm->weight[mode] = 1;
  for (; rate < 1 && x < arm->visitors && arm->weight[x] >= weight_cut; x++) {
    arm->weight[x + 1] = arm->weight[x] * arm->ratio[x] * odds;
    sum += arm->weight[x + 1];
  }
  arm->end = x + 1;
  x = mode;
  for (; rate > 0 && x > 0 && arm->weight[x] >= weight_cut; x--) {
    arm->weight[x - 1] = arm->weight[x] * (rate < 1 ? arm->ratio[arm->visitors - x] / odds : 0);
    sum += arm->weight[x - 1];
  }
  arm->begin = x;
  arm_normalise(arm, sum);
}

/* P(X < x) and P(X >= x) within the window. */
static double arm_below(const arm_weights *arm, uint64_t x) {
  if (x <= arm->begin)
    return 0;
  return arm->below[x < arm->end ? x : arm->end];
}

static double arm_from(const arm_weights *arm, uint64_t x) {
  if (x >= arm->end)
    return 0;
  return arm->below[arm->end] - arm_below(arm, x);
}

/* Grid points over [0, pi]. */
static size_t grid_count(const cvs_pair *pair) {
  double visitors = (double)pair->control.visitors + (double)pair->treatment.visitors;
  return (size_t)(CVS_PI * sqrt(visitors) / (2 * grid_step)) + 9;
}

cvs_status cvs_difference_test_new(const cvs_pair *pair, cvs_alternative alternative, cvs_difference_test **out) {
  *out = NULL;
  cvs_difference_test *test = cvs_calloc(1, sizeof *test);
  if (test == NULL)
    return CVS_ENOMEM;
  size_t rows = (size_t)pair->control.visitors + 1;
  test->pair = *pair;
  test->two_sided = alternative == CVS_TWO_SIDED;
  test->lower = cvs_malloc(rows * sizeof *test->lower);
  test->upper = cvs_malloc(rows * sizeof *test->upper);
  test->grid = cvs_malloc(grid_count(pair) * sizeof *test->grid);
  bool complete = arm_init(&test->control, pair->control.visitors);
  complete = arm_init(&test->treatment, pair->treatment.visitors) && complete;
  if (!complete || test->lower == NULL || test->upper == NULL || test->grid == NULL) {
    cvs_difference_test_free(test);
    return CVS_ENOMEM;
  }
  *out = test;
  return CVS_OK;
}

void cvs_difference_test_free(cvs_difference_test *test) {
  if (test == NULL)
    return;
  arm_free(&test->control);
  arm_free(&test->treatment);
  cvs_free(test->lower);
  cvs_free(test->upper);
  cvs_free(test->grid);
  cvs_free(test);
}

static double z_of(const cvs_difference_test *test, uint64_t control, uint64_t treatment) {
  cvs_pair pair = test->pair;
  pair.control.conversions = control;
  pair.treatment.conversions = treatment;
  return cvs_score_z(&pair, CVS_DIFFERENCE, test->difference, 1);
}

/* z rises with the treatment's conversions and falls with the control's, so both edges only rise. */
static void find_edges(cvs_difference_test *test, double z) {
  uint64_t treatment_max = test->pair.treatment.visitors;
  double limit = z * (1 - z_tie);
  uint64_t lower = 0;
  uint64_t upper = 0;
  for (uint64_t x = 0; x <= test->pair.control.visitors; x++) {
    while (test->two_sided && lower <= treatment_max && z_of(test, x, lower) <= -limit)
      lower++;
    while (upper <= treatment_max && z_of(test, x, upper) < limit)
      upper++;
    test->lower[x] = lower;
    test->upper[x] = upper;
  }
}

/* P(extreme) at control rate `rate`. */
static double size_at(cvs_difference_test *test, double rate) {
  arm_fill(&test->control, fmin(1, fmax(0, rate)));
  arm_fill(&test->treatment, fmin(1, fmax(0, rate + test->difference)));
  double sum = 0;
  for (uint64_t x = test->control.begin; x < test->control.end; x++)
    sum += test->control.weight[x] *
           (arm_below(&test->treatment, test->lower[x]) + arm_from(&test->treatment, test->upper[x]));
  return sum;
}

/* The unknown rate on a scale where its standard deviation is about constant: the mean of both
 * rates is centre - half * cos(angle), angle in [0, pi]. */
typedef struct rate_scale {
  double low;
  double high;
} rate_scale;

static double rate_at(const rate_scale *scale, double angle) {
  return (scale->low + scale->high) / 2 - (scale->high - scale->low) / 2 * cos(angle);
}

static double golden_section(cvs_difference_test *test, const rate_scale *scale, double low, double high) {
  double a = high - golden * (high - low);
  double b = low + golden * (high - low);
  double at_a = size_at(test, rate_at(scale, a));
  double at_b = size_at(test, rate_at(scale, b));
  for (int i = 0; i < REFINE_STEPS && high - low > 1e-7; i++) {
    if (at_a > at_b) {
      high = b;
      b = a;
      at_b = at_a;
      a = high - golden * (high - low);
      at_a = size_at(test, rate_at(scale, a));
    } else {
      low = a;
      a = b;
      at_a = at_b;
      b = low + golden * (high - low);
      at_b = size_at(test, rate_at(scale, b));
    }
  }
  return fmax(at_a, at_b);
}

static double search_rates(cvs_difference_test *test) {
  rate_scale scale = {.low = fmax(0, -test->difference), .high = fmin(1, 1 - test->difference)};
  size_t count = grid_count(&test->pair);
  double step = CVS_PI / (double)(count - 1);
  double best = 0;
  for (size_t i = 0; i < count; i++) {
    test->grid[i] = size_at(test, rate_at(&scale, (double)i * step));
    best = fmax(best, test->grid[i]);
  }
  double threshold = best * refine_share;
  for (size_t i = 0; i < count; i++) {
    size_t before = i > 0 ? i - 1 : 0;
    size_t after = i + 1 < count ? i + 1 : i;
    if (test->grid[i] < threshold || test->grid[i] < test->grid[before] || test->grid[i] < test->grid[after])
      continue;
    best = fmax(best, golden_section(test, &scale, (double)before * step, (double)after * step));
  }
  return best;
}

double cvs_difference_test_p(cvs_difference_test *test, double difference) {
  test->difference = difference;
  double z = z_of(test, test->pair.control.conversions, test->pair.treatment.conversions);
  /* a z of 0 is reached by tables of probability 1 at the ends of the range of rates */
  if (test->two_sided ? z == 0 : z <= 0)
    return 1;
  find_edges(test, fabs(z));
  return fmin(1, search_rates(test));
}
