/* The likelihood-ratio (G) test of two rates. */
#include "stat/methods.h"

#include "num/num.h"
#include "stat/check.h"
#include "stat/deviance.h"

#include <math.h>

/* Signed root of G. All four cells deviate by the same count, x2 - n2 X/N = (x2 n1 - x1 n2)/N. */
static double signed_root(const cvs_pair *pair) {
  const cvs_sample *control = &pair->control, *treatment = &pair->treatment;
  double cross =
      cvs_product_difference(treatment->conversions, control->visitors, control->conversions, treatment->visitors);
  double n1 = (double)control->visitors, n2 = (double)treatment->visitors, total = n1 + n2;
  double conversions = (double)(control->conversions + treatment->conversions);
  double rate = conversions / total, rest = (total - conversions) / total;
  double deviation = cross / total;
  const double expected[4] = {n1 * rate, n1 * rest, n2 * rate, n2 * rest};
  const double sign[4] = {-1, 1, 1, -1};
  double sum = 0;
  for (int i = 0; i < 4; i++)
    sum += expected[i] * cvs_deviance(sign[i] * deviation / expected[i]);
  return copysign(sqrt(2 * sum), cross);
}

static cvs_status test_rates(const cvs_pair *pair, cvs_alternative alternative, cvs_test_result *out,
                             cvs_error *error) {
  cvs_status status = cvs_check_varies(pair, error);
  if (status == CVS_OK)
    *out = cvs_result_from_root(signed_root(pair), alternative);
  return status;
}

const cvs_method cvs_method_prop_g = {
    .name = "prop_g",
    .id = "g",
    .kind = CVS_KIND_TEST,
    .title = "likelihood-ratio (G) test",
    .formula = "G = 2 sum of O ln(O/E) over the four cells, df 1; one-sided: signed root",
    .citation = "Wilks (1938), Annals of Mathematical Statistics 9, 60-62",
    .note = "its false positives run above alpha at small counts",
    .test = test_rates,
    .statistic = "G",
};
