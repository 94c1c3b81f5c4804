/* One effect over strata: Cochran-Mantel-Haenszel test and Mantel-Haenszel estimates.
 *
 * x1 of n1 control, x2 of n2 treatment, y = n - x, N = n1 + n2, X = x1 + x2, sums over strata:
 *   test        (sum (x2 n1 - x1 n2)/N)^2 / sum n1 n2 X (N - X) / (N^2 (N - 1))
 *   difference  sum (x2 n1 - x1 n2)/N / sum n1 n2/N            Sato (1989), Biometrics 45, 1323-1324
 *   ratio       sum x2 n1/N / sum x1 n2/N       Greenland & Robins (1985), Biometrics 41, 55-68
 *   odds ratio  sum x2 y1/N / sum x1 y2/N       Robins, Breslow & Greenland (1986), Biometrics 42, 311-323 */
#include "stat/strata.h"

#include "base/error.h"
#include "num/num.h"
#include "stat/check.h"
#include "stat/chisq.h"
#include "stat/methods.h"

#include <math.h>

/* Sums over strata; which paper each belongs to is said where it is used. */
typedef struct stratum_sums {
  cvs_sum excess;       /* (x2 n1 - x1 n2) / N */
  cvs_sum variance;     /* n1 n2 X (N - X) / (N^2 (N - 1)) */
  cvs_sum weight;       /* n1 n2 / N */
  cvs_sum sato_p;       /* (n2^2 x1 - n1^2 x2 + n1 n2 (n1 - n2) / 2) / N^2 */
  cvs_sum sato_q;       /* (x2 y1 + x1 y2) / (2 N) */
  cvs_sum ratio_above;  /* x2 n1 / N */
  cvs_sum ratio_below;  /* x1 n2 / N */
  cvs_sum ratio_spread; /* (n1 n2 X - x1 x2 N) / N^2 */
  cvs_sum odds_above;   /* R = x2 y1 / N */
  cvs_sum odds_below;   /* S = x1 y2 / N */
  cvs_sum odds_pr;      /* P R, P = (x2 + y1) / N */
  cvs_sum odds_mixed;   /* P S + Q R, Q = (x1 + y2) / N */
  cvs_sum odds_qs;      /* Q S */
} stratum_sums;

bool cvs_stratum_compares(const cvs_pair *pair) {
  return pair->control.visitors > 0 && pair->treatment.visitors > 0;
}

bool cvs_stratum_informs(const cvs_pair *pair) {
  uint64_t conversions = pair->control.conversions + pair->treatment.conversions;
  return cvs_stratum_compares(pair) && conversions > 0 &&
         conversions < pair->control.visitors + pair->treatment.visitors;
}

/* Shares of N keep every product near 1e12 however large the stratum. */
static void add_stratum(stratum_sums *sums, const cvs_pair *pair) {
  double n1 = (double)pair->control.visitors, n2 = (double)pair->treatment.visitors, total = n1 + n2;
  double x1 = (double)pair->control.conversions, x2 = (double)pair->treatment.conversions;
  double y1 = (double)(pair->control.visitors - pair->control.conversions);
  double y2 = (double)(pair->treatment.visitors - pair->treatment.conversions);
  double share1 = n1 / total, share2 = n2 / total;
  double above = x2 * (y1 / total), below = x1 * (y2 / total);
  double p = (x2 + y1) / total, q = (x1 + y2) / total;
  double whole = cvs_product_difference(pair->treatment.conversions, pair->control.visitors, pair->control.conversions,
                                        pair->treatment.visitors);
  cvs_sum_add(&sums->excess, whole / total);
  cvs_sum_add(&sums->variance, share1 * share2 * (x1 + x2) * ((y1 + y2) / (total - 1)));
  cvs_sum_add(&sums->weight, share1 * n2);
  cvs_sum_add(&sums->sato_p, share2 * share2 * x1 - share1 * share1 * x2 + share1 * share2 * ((n1 - n2) / 2));
  cvs_sum_add(&sums->sato_q, (above + below) / 2);
  cvs_sum_add(&sums->ratio_above, x2 * share1);
  cvs_sum_add(&sums->ratio_below, x1 * share2);
  /* the same without cancellation: n1 x1 y2 + n2 x2 y1 */
  cvs_sum_add(&sums->ratio_spread, share1 * below + share2 * above);
  cvs_sum_add(&sums->odds_above, above);
  cvs_sum_add(&sums->odds_below, below);
  cvs_sum_add(&sums->odds_pr, p * above);
  cvs_sum_add(&sums->odds_mixed, p * below + q * above);
  cvs_sum_add(&sums->odds_qs, q * below);
}

static void set_interval(cvs_interval *out, const cvs_level *level, double estimate, double lower, double upper) {
  cvs_interval_set(out, level, lower, upper);
  out->estimate = estimate;
  out->has_estimate = true;
}

static void estimate_difference(const stratum_sums *sums, const cvs_level *level, cvs_interval *out) {
  double weight = cvs_sum_value(&sums->weight);
  double difference = cvs_sum_value(&sums->excess) / weight;
  double variance = difference * cvs_sum_value(&sums->sato_p) + cvs_sum_value(&sums->sato_q);
  cvs_interval_none(out);
  if (!(variance > 0))
    return;
  double half = level->z * sqrt(variance) / weight;
  set_interval(out, level, difference, fmax(difference - half, -1), fmin(difference + half, 1));
}

static void estimate_lift(const stratum_sums *sums, const cvs_level *level, cvs_interval *out) {
  double above = cvs_sum_value(&sums->ratio_above), below = cvs_sum_value(&sums->ratio_below);
  cvs_interval_none(out);
  if (!(above > 0 && below > 0))
    return;
  /* lift straight from the excess: ratio - 1 would cancel */
  double lift = cvs_sum_value(&sums->excess) / below;
  double half = level->z * sqrt(cvs_sum_value(&sums->ratio_spread) / (above * below));
  double grow = expm1(half), shrink = expm1(-half);
  set_interval(out, level, lift, lift + (1 + lift) * shrink, lift + (1 + lift) * grow);
}

static void estimate_odds_ratio(const stratum_sums *sums, const cvs_level *level, cvs_interval *out) {
  double above = cvs_sum_value(&sums->odds_above), below = cvs_sum_value(&sums->odds_below);
  cvs_interval_none(out);
  if (!(above > 0 && below > 0))
    return;
  double variance = cvs_sum_value(&sums->odds_pr) / above / above + cvs_sum_value(&sums->odds_mixed) / above / below +
                    cvs_sum_value(&sums->odds_qs) / below / below;
  double half = level->z * sqrt(variance / 2), odds_ratio = above / below;
  set_interval(out, level, odds_ratio, odds_ratio * exp(-half), odds_ratio * exp(half));
}

static cvs_status sum_strata(const cvs_pair *pairs, size_t count, stratum_sums *sums, cvs_strata_result *out,
                             cvs_error *error) {
  size_t comparing = 0;
  for (size_t i = 0; i < count; i++) {
    if (!cvs_stratum_compares(&pairs[i]))
      continue;
    cvs_status status = cvs_check_pair(&pairs[i], error);
    if (status != CVS_OK)
      return status;
    comparing++;
    add_stratum(sums, &pairs[i]);
    if (cvs_stratum_informs(&pairs[i]))
      out->strata_used++;
  }
  if (comparing == 0)
    return cvs_fail(error, CVS_EUNDEF, "no stratum has visitors in both arms");
  return CVS_OK;
}

/* One-sided p-values go by the sign of the excess; the statistic stays the chi-square. */
static void test_cmh(const stratum_sums *sums, cvs_alternative alternative, cvs_strata_result *out) {
  double variance = cvs_sum_value(&sums->variance);
  out->has_cmh = variance > 0;
  if (!out->has_cmh)
    return;
  double z = cvs_sum_value(&sums->excess) / sqrt(variance);
  cvs_test_result result = cvs_result_from_z(z, alternative);
  out->cmh = (cvs_chisq_result){z * z, 1, result.p_value, result.ln_p_value};
}

cvs_status cvs_strata(const cvs_pair *pairs, size_t count, const cvs_level *level, cvs_strata_result *out,
                      cvs_error *error) {
  stratum_sums sums = {0};
  *out = (cvs_strata_result){0};
  if (count < 1)
    return cvs_fail(error, CVS_EINVAL, "no stratum was given, at least one was expected");
  cvs_status status = cvs_check_level(level, error);
  if (status == CVS_OK)
    status = sum_strata(pairs, count, &sums, out, error);
  if (status != CVS_OK)
    return status;
  test_cmh(&sums, level->alternative, out);
  estimate_difference(&sums, level, &out->difference);
  estimate_lift(&sums, level, &out->lift);
  estimate_odds_ratio(&sums, level, &out->odds_ratio);
  if (out->strata_used > 1 && out->odds_ratio.exists)
    out->has_homogeneity = cvs_breslow_day(pairs, count, out->odds_ratio.estimate, &out->homogeneity, NULL) == CVS_OK;
  return CVS_OK;
}

const cvs_method cvs_method_strata_mantel_haenszel = {
    .name = "strata_mantel_haenszel",
    .id = "mantel-haenszel",
    .kind = CVS_KIND_OTHER,
    .title = "Cochran-Mantel-Haenszel test and Mantel-Haenszel estimates over strata",
    .formula = "X2 = (sum (x2 n1 - x1 n2)/N)^2 / sum n1 n2 X (N - X) / (N^2 (N - 1)), X = x1 + x2, N = n1 + n2",
    .citation = "Mantel & Haenszel (1959), Journal of the National Cancer Institute 22, 719-748",
    .note = "compares like with like within each stratum, without continuity correction",
    .statistic = "chi-square",
};
