/* Are all rates equal? Pearson's chi-square of arms x (converted, not converted). */
#include "base/error.h"
#include "num/num.h"
#include "stat/check.h"
#include "stat/chisq.h"
#include "stat/methods.h"
#include "stat/totals.h"

cvs_status cvs_omnibus(const cvs_sample *arms, size_t count, cvs_chisq_result *out, cvs_error *error) {
  cvs_totals total;
  cvs_status status = cvs_totals_of(arms, count, &total, error);
  if (status != CVS_OK)
    return status;
  double converted = (double)total.conversions, others = (double)(total.visitors - total.conversions);
  cvs_sum sum = {0};
  for (size_t i = 0; i < count; i++) {
    /* observed - expected = (x_i N - n_i X) / N: the whole number is exact, so nothing cancels */
    double excess = cvs_product_difference(arms[i].conversions, total.visitors, arms[i].visitors, total.conversions);
    cvs_sum_add(&sum, excess / converted * (excess / others) / (double)arms[i].visitors);
  }
  return cvs_chisq_finish(cvs_sum_value(&sum), (double)(count - 1), out, error);
}

const cvs_method cvs_method_omnibus_chisq = {
    .name = "omnibus_chisq",
    .id = "omnibus",
    .kind = CVS_KIND_OTHER,
    .title = "chi-square test of equal rates in all arms",
    .formula = "X2 = sum (x_i - n_i p)^2 / (n_i p (1 - p)), p pooled, k - 1 degrees of freedom",
    .citation = "Pearson (1900), Philosophical Magazine 50, 157-175",
    .note = "says that some rates differ, not which",
};
