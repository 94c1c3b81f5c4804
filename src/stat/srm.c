/* Sample ratio: does the split of visitors agree with the intended shares, and has it changed? */
#include "base/error.h"
#include "base/mem.h"
#include "num/num.h"
#include "stat/chisq.h"
#include "stat/methods.h"
#include "stat/srm_exact.h"

#include <inttypes.h>
#include <math.h>

/* 2^53: totals are exact as doubles up to here. */
static const uint64_t TOTAL_MAX = UINT64_C(9007199254740992);

/* Intended shares, and how many visitors there are. */
typedef struct split {
  uint64_t total;
  double weight;
} split;

static cvs_status check_split(const uint64_t *visitors, const double *weight, size_t count, split *out,
                              cvs_error *error) {
  *out = (split){0};
  if (count < 2)
    return cvs_fail(error, CVS_EINVAL, "at least two arms were expected, %zu given", count);
  cvs_sum sum = {0};
  for (size_t i = 0; i < count; i++) {
    if (visitors[i] > CVS_VISITORS_MAX)
      return cvs_fail(error, CVS_EINVAL, "%" PRIu64 " visitors are more than the %" PRIu64 " that are supported",
                      visitors[i], CVS_VISITORS_MAX);
    if (!(weight[i] > 0) || !isfinite(weight[i]))
      return cvs_fail(error, CVS_EINVAL, "the intended share of arm %zu is not a positive number", i + 1);
    out->total += visitors[i];
    cvs_sum_add(&sum, weight[i]);
    if (out->total > TOTAL_MAX)
      return cvs_fail(error, CVS_EINVAL, "more than %" PRIu64 " visitors in all arms together", TOTAL_MAX);
  }
  out->weight = cvs_sum_value(&sum);
  if (!isfinite(out->weight))
    return cvs_fail(error, CVS_EINVAL, "the intended shares add up to more than a number can hold");
  if (out->total == 0)
    return cvs_fail(error, CVS_EINVAL, "no arm has visitors, so their split cannot be tested");
  return CVS_OK;
}

/* a b - c d with one rounding of each product's error: near-equal products keep their difference. */
static double subtract_products(double a, double b, double c, double d) {
  double left = a * b, right = c * d;
  return (left - right) + (fma(a, b, -left) - fma(c, d, -right));
}

/* sum of (observed - expected)^2 / expected. */
static double chisq_of_split(const uint64_t *visitors, const double *weight, size_t count, const split *whole) {
  double total = (double)whole->total;
  cvs_sum sum = {0};
  for (size_t i = 0; i < count; i++) {
    double excess = subtract_products((double)visitors[i], whole->weight, total, weight[i]) / whole->weight;
    cvs_sum_add(&sum, excess * (excess / (total * (weight[i] / whole->weight))));
  }
  return cvs_sum_value(&sum);
}

static cvs_status test_exact(const uint64_t *visitors, const double *weight, size_t count, const split *whole,
                             cvs_srm_result *out) {
  double *share = cvs_calloc(count, sizeof *share);
  if (share == NULL)
    return CVS_ENOMEM;
  for (size_t i = 0; i < count; i++)
    share[i] = weight[i] / whole->weight;
  cvs_status status = cvs_split_exact(visitors, share, count, &out->ln_p_value);
  cvs_free(share);
  out->p_value = exp(out->ln_p_value);
  out->exact = true;
  return status;
}

cvs_status cvs_srm_test(const uint64_t *visitors, const double *weight, size_t count, cvs_srm_result *out,
                        cvs_error *error) {
  split whole;
  cvs_status status = check_split(visitors, weight, count, &whole, error);
  if (status != CVS_OK)
    return status;
  cvs_chisq_result chisq;
  status = cvs_chisq_finish(chisq_of_split(visitors, weight, count, &whole), (double)(count - 1), &chisq, error);
  if (status != CVS_OK)
    return status;
  *out = (cvs_srm_result){chisq.statistic, chisq.df, chisq.p_value, chisq.ln_p_value, false};
  if (!cvs_split_is_small(whole.total, count))
    return CVS_OK;
  status = test_exact(visitors, weight, count, &whole, out);
  return status == CVS_OK ? CVS_OK : cvs_fail(error, status, "the exact test of the sample ratio failed");
}

typedef struct change_table {
  const uint64_t *visitors;
  size_t periods;
  size_t arms;
  uint64_t total;
  uint64_t *period_total;
  uint64_t *arm_total;
} change_table;

static cvs_status add_margins(change_table *table, cvs_error *error) {
  for (size_t i = 0; i < table->periods; i++) {
    for (size_t j = 0; j < table->arms; j++) {
      uint64_t visitors = table->visitors[i * table->arms + j];
      if (visitors > CVS_VISITORS_MAX || table->total > TOTAL_MAX - CVS_VISITORS_MAX)
        return cvs_fail(error, CVS_EINVAL, "more than %" PRIu64 " visitors in a period or in all", CVS_VISITORS_MAX);
      table->period_total[i] += visitors;
      table->arm_total[j] += visitors;
      table->total += visitors;
    }
  }
  return CVS_OK;
}

static size_t count_filled(const uint64_t *totals, size_t count) {
  size_t filled = 0;
  for (size_t i = 0; i < count; i++)
    filled += totals[i] > 0;
  return filled;
}

/* sum over cells of (o N - r c)^2 / (N r c), o N - r c exact. */
static double chisq_of_table(const change_table *table) {
  double total = (double)table->total;
  cvs_sum sum = {0};
  for (size_t i = 0; i < table->periods; i++) {
    for (size_t j = 0; j < table->arms; j++) {
      uint64_t row = table->period_total[i], column = table->arm_total[j];
      if (row == 0 || column == 0)
        continue;
      double excess = cvs_product_difference(table->visitors[i * table->arms + j], table->total, row, column);
      cvs_sum_add(&sum, excess / (double)row * (excess / (double)column) / total);
    }
  }
  return cvs_sum_value(&sum);
}

static cvs_status test_change(change_table *table, cvs_chisq_result *out, cvs_error *error) {
  cvs_status status = add_margins(table, error);
  if (status != CVS_OK)
    return status;
  size_t periods = count_filled(table->period_total, table->periods);
  size_t arms = count_filled(table->arm_total, table->arms);
  if (periods < 2 || arms < 2)
    return cvs_fail(error, CVS_EUNDEF, "%zu periods and %zu arms have visitors, two of each are needed to see a change",
                    periods, arms);
  return cvs_chisq_finish(chisq_of_table(table), (double)(periods - 1) * (double)(arms - 1), out, error);
}

cvs_status cvs_split_change_test(const uint64_t *visitors, size_t periods, size_t arms, cvs_chisq_result *out,
                                 cvs_error *error) {
  if (periods < 1 || arms < 1)
    return cvs_fail(error, CVS_EINVAL, "no period or no arm was given");
  change_table table = {.visitors = visitors, .periods = periods, .arms = arms};
  table.period_total = cvs_calloc(periods, sizeof *table.period_total);
  table.arm_total = cvs_calloc(arms, sizeof *table.arm_total);
  cvs_status status = CVS_ENOMEM;
  if (table.period_total != NULL && table.arm_total != NULL)
    status = test_change(&table, out, error);
  else
    status = cvs_fail_memory(error);
  cvs_free(table.arm_total);
  cvs_free(table.period_total);
  return status;
}

const cvs_method cvs_method_srm = {
    .name = "srm",
    .id = "srm",
    .kind = CVS_KIND_OTHER,
    .title = "sample ratio (chi-square, exact multinomial for few visitors)",
    .formula = "X2 = sum (n_i - N s_i)^2 / (N s_i), k - 1 degrees of freedom, s_i the intended shares",
    .citation = "Fabijan et al. (2019), Proceedings of KDD 2019, 2156-2164",
    .note = "a mismatch means that the assignment or the counting is broken: no other figure may be trusted",
    .statistic = "chi-square",
};
