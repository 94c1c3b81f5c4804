/* Do the rates rise or fall with the order of the arms? Cochran-Armitage, scores 0, 1, 2 ... */
#include "base/error.h"
#include "num/num.h"
#include "stat/check.h"
#include "stat/methods.h"
#include "stat/totals.h"
#include <convstat/several.h>

#include <math.h>

/* Keeps sum of score * visitors below 2^62: 1,000^2 / 2 * 1e12. */
static const size_t ARMS_MAX = 1000;

typedef struct scored_totals {
  uint64_t visitors;
  uint64_t conversions;
} scored_totals;

static scored_totals sum_scored(const cvs_sample *arms, size_t count) {
  scored_totals total = {0};
  for (size_t i = 0; i < count; i++) {
    total.visitors += i * arms[i].visitors;
    total.conversions += i * arms[i].conversions;
  }
  return total;
}

/* sum of n_i (s_i - mean)^2. */
static double sum_squares(const cvs_sample *arms, size_t count, const cvs_totals *total, uint64_t scored) {
  cvs_sum sum = {0};
  for (size_t i = 0; i < count; i++) {
    double deviation = cvs_product_difference(i, total->visitors, 1, scored) / (double)total->visitors;
    cvs_sum_add(&sum, (double)arms[i].visitors * deviation * deviation);
  }
  return cvs_sum_value(&sum);
}

cvs_status cvs_trend(const cvs_sample *arms, size_t count, cvs_alternative alternative, cvs_test_result *out,
                     cvs_error *error) {
  if (count > ARMS_MAX)
    return cvs_fail(error, CVS_ELIMIT, "%zu arms are above the limit of %zu of the trend test", count, ARMS_MAX);
  cvs_totals total;
  cvs_status status = cvs_totals_of(arms, count, &total, error);
  if (status != CVS_OK)
    return status;
  scored_totals scored = sum_scored(arms, count);
  /* sum of s_i (x_i - n_i X/N) = (N sum s x - X sum s n) / N, a whole number over N */
  double excess = cvs_product_difference(total.visitors, scored.conversions, total.conversions, scored.visitors);
  double spread = sum_squares(arms, count, &total, scored.visitors);
  double variance = (double)total.conversions * (double)(total.visitors - total.conversions) * spread;
  *out = cvs_result_from_z(excess / sqrt(variance), alternative);
  return CVS_OK;
}

const cvs_method cvs_method_trend_cochran_armitage = {
    .name = "trend_cochran_armitage",
    .id = "trend",
    .kind = CVS_KIND_OTHER,
    .title = "Cochran-Armitage test of a trend over the order of the arms",
    .formula = "z = sum s_i (x_i - n_i p) / sqrt(p (1 - p) sum n_i (s_i - mean)^2), s = 0, 1, 2 ...",
    .citation = "Armitage (1955), Biometrics 11, 375-386",
    .note = "for arms that are doses of one thing, given in their order",
    .statistic = "z",
};
