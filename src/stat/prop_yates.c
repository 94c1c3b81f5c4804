/* The chi-square test of two rates with Yates' continuity correction. */
#include "stat/methods.h"
#include "stat/power_terms.h"

#include "num/num.h"
#include "stat/check.h"

#include <math.h>

/* Signed root of the corrected chi-square: |x2 n1 - x1 n2| less N/2, never below 0. */
static double corrected_root(const cvs_pair *pair) {
  const cvs_sample *control = &pair->control, *treatment = &pair->treatment;
  double cross =
      cvs_product_difference(treatment->conversions, control->visitors, control->conversions, treatment->visitors);
  double n1 = (double)control->visitors, n2 = (double)treatment->visitors;
  double conversions = (double)(control->conversions + treatment->conversions);
  double total = n1 + n2;
  double reduced = fmax(0, fabs(cross) - total / 2);
  return copysign(reduced / sqrt((n1 * n2) * (conversions * (total - conversions)) / total), cross);
}

static cvs_status test_rates(const cvs_pair *pair, cvs_alternative alternative, cvs_test_result *out,
                             cvs_error *error) {
  cvs_status status = cvs_check_varies(pair, error);
  if (status == CVS_OK)
    *out = cvs_result_from_root(corrected_root(pair), alternative);
  return status;
}

const cvs_method cvs_method_prop_yates = {
    .name = "prop_yates",
    .id = "yates",
    .kind = CVS_KIND_TEST,
    .title = "chi-square test with Yates' correction",
    .formula = "chi-square = N max(0, |x2 n1 - x1 n2| - N/2)^2/(n1 n2 X (N - X)), X = x1 + x2; one-sided: signed root",
    .citation = "Yates (1934), Supplement to the JRSS 1, 217-235",
    .note = "imitates Fisher's exact test, and is as conservative",
    .test = test_rates,
    .power = cvs_power_terms_corrected,
    .statistic = "chi-square",
};
