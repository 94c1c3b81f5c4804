/* The exact test of a split of few visitors: a multinomial, ordered by probability.
 *
 * The visitors of all arms but the last two are enumerated. Given those, the rest parts between the
 * last two as a binomial, whose mass rises to its mode and falls behind it: the splits no more likely
 * than the observed one are its two ends, found by bisection and summed inward-out by the ratio of
 * neighbours until nothing is added. Two arms are that binomial alone. */
#include "stat/srm_exact.h"

#include "base/mem.h"
#include "num/dist.h"
#include "num/num.h"

#include <math.h>

/* The exact test serves where chi-square is an approximation of small counts. */
static const uint64_t TOTAL_MAX = 999;
/* Splits over all arms but two, about 0.25 microseconds each: 5 milliseconds. */
static const double OUTER_MAX = 18000;
/* Relative width within which two probabilities count as equal, as in R's fisher.test. */
static const double LN_TIE = 1e-7;
/* A term below this part of the sum adds nothing. */
static const double NEGLIGIBLE = 1e-18;

/* ln mass of k visitors in the last but one arm. */
typedef double ln_mass_fn(const void *context, uint64_t k);

typedef struct last_two {
  ln_mass_fn *ln_mass;
  const void *context;
  uint64_t total; /* visitors of both */
  double share;   /* of the first of the two, given both */
} last_two;

static double ratio_up(const last_two *pair, uint64_t k) {
  return (double)(pair->total - k) / (double)(k + 1) * (pair->share / (1 - pair->share));
}

/* Largest k in [0, mode] with ln mass <= limit; false where there is none. */
static bool find_lower_end(const last_two *pair, uint64_t mode, double limit, uint64_t *k) {
  uint64_t low = 0, high = mode;
  if (pair->ln_mass(pair->context, 0) > limit)
    return false;
  while (low < high) { /* halves: at most 10 times */
    uint64_t middle = high - (high - low) / 2;
    if (pair->ln_mass(pair->context, middle) <= limit)
      low = middle;
    else
      high = middle - 1;
  }
  *k = low;
  return true;
}

/* Smallest k in [mode, total] with ln mass <= limit; false where there is none. */
static bool find_upper_end(const last_two *pair, uint64_t mode, double limit, uint64_t *k) {
  uint64_t low = mode, high = pair->total;
  if (pair->ln_mass(pair->context, high) > limit)
    return false;
  while (low < high) {
    uint64_t middle = low + (high - low) / 2;
    if (pair->ln_mass(pair->context, middle) <= limit)
      high = middle;
    else
      low = middle + 1;
  }
  *k = low;
  return true;
}

/* Sum of masses from k to 0, or from k to total, as parts of the mass at k. */
static double sum_down(const last_two *pair, uint64_t k) {
  double term = 1, sum = 1;
  for (; k > 0 && term > NEGLIGIBLE * sum; k--) {
    term /= ratio_up(pair, k - 1);
    sum += term;
  }
  return sum;
}

static double sum_up(const last_two *pair, uint64_t k) {
  double term = 1, sum = 1;
  for (; k < pair->total && term > NEGLIGIBLE * sum; k++) {
    term *= ratio_up(pair, k);
    sum += term;
  }
  return sum;
}

/* Mass of both ends, over exp(ln_observed). */
static double sum_ends(const last_two *pair, double ln_observed) {
  uint64_t mode = (uint64_t)floor((double)(pair->total + 1) * pair->share), lower = 0, upper = 0;
  if (mode > pair->total)
    mode = pair->total;
  double limit = ln_observed + LN_TIE, sum = 0;
  bool has_lower = find_lower_end(pair, mode, limit, &lower);
  if (has_lower)
    sum += exp(pair->ln_mass(pair->context, lower) - ln_observed) * sum_down(pair, lower);
  /* where even the mode is in, the lower end has it */
  uint64_t from = has_lower && lower == mode ? mode + 1 : mode;
  if (from <= pair->total && find_upper_end(pair, from, limit, &upper))
    sum += exp(pair->ln_mass(pair->context, upper) - ln_observed) * sum_up(pair, upper);
  return sum;
}

typedef struct binomial_law {
  uint64_t total;
  double share;
} binomial_law;

static double ln_binomial(const void *context, uint64_t k) {
  const binomial_law *law = context;
  double ln_mass;
  return cvs_binomial_mass(k, law->total, law->share, true, &ln_mass) == CVS_OK ? ln_mass : (double)NAN;
}

static cvs_status test_two_arms(const uint64_t *visitors, const double *share, double *ln_p) {
  size_t smaller = share[0] <= share[1] ? 0 : 1; /* its share keeps its digits */
  binomial_law law = {visitors[0] + visitors[1], share[smaller] / (share[0] + share[1])};
  last_two pair = {ln_binomial, &law, law.total, law.share};
  double ln_observed = ln_binomial(&law, visitors[smaller]);
  if (!isfinite(ln_observed))
    return CVS_EINVAL;
  *ln_p = fmin(ln_observed + log(sum_ends(&pair, ln_observed)), 0);
  return CVS_OK;
}

/* ln of share^k / k! for every arm and count, so that ln mass = ln total! + a sum of these. */
typedef struct split_law {
  size_t count;
  uint64_t total;
  const double *share;
  double *term; /* [count x (total + 1)] */
  uint64_t *visitors;
  double ln_observed; /* without ln total! */
} split_law;

static double term_of(const split_law *law, size_t arm, uint64_t k) {
  return law->term[arm * (law->total + 1) + k];
}

static void fill_terms(split_law *law) {
  for (size_t arm = 0; arm < law->count; arm++) {
    double *row = law->term + arm * (law->total + 1), ln_share = log(law->share[arm]);
    cvs_sum ln_factorial = {0};
    row[0] = 0;
    for (uint64_t k = 1; k <= law->total; k++) {
      cvs_sum_add(&ln_factorial, log((double)k));
      row[k] = (double)k * ln_share - cvs_sum_value(&ln_factorial);
    }
  }
}

typedef struct inner_law {
  const split_law *law;
  uint64_t total;
  double ln_outer;
} inner_law;

static double ln_inner(const void *context, uint64_t k) {
  const inner_law *inner = context;
  size_t last = inner->law->count - 1;
  return inner->ln_outer + term_of(inner->law, last - 1, k) + term_of(inner->law, last, inner->total - k);
}

/* Given the visitors of all arms but the last two, which share `rest`. */
static double sum_inner(const split_law *law, uint64_t rest) {
  inner_law inner = {law, rest, 0};
  for (size_t arm = 0; arm + 2 < law->count; arm++)
    inner.ln_outer += term_of(law, arm, law->visitors[arm]);
  double share = law->share[law->count - 2];
  last_two pair = {ln_inner, &inner, rest, share / (share + law->share[law->count - 1])};
  return sum_ends(&pair, law->ln_observed);
}

/* Counts through all splits of at most `total` over all arms but the last two; false at the end. */
static bool next_split(split_law *law, uint64_t *rest) {
  for (size_t arm = 0; arm + 2 < law->count; arm++) {
    if (*rest > 0) {
      law->visitors[arm]++;
      (*rest)--;
      return true;
    }
    *rest += law->visitors[arm];
    law->visitors[arm] = 0;
  }
  return false;
}

static double sum_splits(split_law *law) {
  uint64_t rest = law->total;
  cvs_sum sum = {0};
  do
    cvs_sum_add(&sum, sum_inner(law, rest));
  while (next_split(law, &rest));
  return cvs_sum_value(&sum);
}

static cvs_status test_many_arms(const uint64_t *visitors, const double *share, size_t count, double *ln_p) {
  split_law law = {.count = count, .share = share};
  for (size_t arm = 0; arm < count; arm++)
    law.total += visitors[arm];
  law.term = cvs_calloc(count * (size_t)(law.total + 1), sizeof *law.term);
  law.visitors = cvs_calloc(count, sizeof *law.visitors);
  cvs_status status = law.term != NULL && law.visitors != NULL ? CVS_OK : CVS_ENOMEM;
  if (status == CVS_OK) {
    fill_terms(&law);
    for (size_t arm = 0; arm < count; arm++)
      law.ln_observed += term_of(&law, arm, visitors[arm]);
    double ln_factorial = (double)law.total * log(share[0]) - term_of(&law, 0, law.total);
    *ln_p = fmin(ln_factorial + law.ln_observed + log(sum_splits(&law)), 0);
  }
  cvs_free(law.visitors);
  cvs_free(law.term);
  return status;
}

bool cvs_split_is_small(uint64_t total, size_t count) {
  if (total > TOTAL_MAX)
    return false;
  double splits = 1; /* (total + count - 2) choose (count - 2) */
  for (size_t i = 1; i + 2 <= count && splits <= OUTER_MAX; i++)
    splits *= (double)(total + i) / (double)i;
  return splits <= OUTER_MAX;
}

cvs_status cvs_split_exact(const uint64_t *visitors, const double *share, size_t count, double *ln_p) {
  return count == 2 ? test_two_arms(visitors, share, ln_p) : test_many_arms(visitors, share, count, ln_p);
}
