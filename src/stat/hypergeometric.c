/* The conversions of the treatment when all conversions are given. */
#include "stat/hypergeometric.h"

#include "num/dist.h"

#include <math.h>

/* A tail is cut where all that follows cannot change the sum in double precision. */
static const double tail_epsilon = 1e-18;

cvs_hypergeometric cvs_hypergeometric_given(double marked, double unmarked, double drawn) {
  return (cvs_hypergeometric){
      .marked = marked,
      .unmarked = unmarked,
      .drawn = drawn,
      .low = drawn > unmarked ? drawn - unmarked : 0,
      .high = drawn < marked ? drawn : marked,
  };
}

cvs_hypergeometric cvs_hypergeometric_of(const cvs_pair *pair) {
  return cvs_hypergeometric_given((double)pair->treatment.visitors, (double)pair->control.visitors,
                                  (double)pair->control.conversions + (double)pair->treatment.conversions);
}

cvs_status cvs_hypergeometric_ln(const cvs_hypergeometric *h, double k, double *out) {
  /* Fewer than half drawn: the same probability, and within the documented counts of `num`. */
  double total = h->marked + h->unmarked;
  if (2 * h->drawn > total)
    return cvs_hypergeometric_mass((uint64_t)(h->marked - k),
                                   &(cvs_urn){(uint64_t)h->marked, (uint64_t)h->unmarked, (uint64_t)(total - h->drawn)},
                                   true, out);
  return cvs_hypergeometric_mass((uint64_t)k,
                                 &(cvs_urn){(uint64_t)h->marked, (uint64_t)h->unmarked, (uint64_t)h->drawn}, true, out);
}

/* Beyond the mode the ratios fall, so the rest is below term * ratio / (1 - ratio). */
static bool rest_is_negligible(double term, double ratio, double sum) {
  return ratio < 1 && term * ratio < tail_epsilon * sum * (1 - ratio);
}

double cvs_hypergeometric_above(const cvs_hypergeometric *h, double k) {
  double term = 1;
  double sum = 1;
  for (double at = k; at < h->high; at++) {
    double ratio = cvs_hypergeometric_up(h, at);
    if (rest_is_negligible(term, ratio, sum))
      break;
    term *= ratio;
    sum += term;
  }
  return sum;
}

double cvs_hypergeometric_below(const cvs_hypergeometric *h, double k) {
  double term = 1;
  double sum = 1;
  for (double at = k; at > h->low; at--) {
    double ratio = cvs_hypergeometric_down(h, at);
    if (rest_is_negligible(term, ratio, sum))
      break;
    term *= ratio;
    sum += term;
  }
  return sum;
}
