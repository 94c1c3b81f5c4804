/* Probabilities as arguments of quantiles. */
#include "num/tail.h"

#include "base/constants.h"
#include "num/num.h"

#include <math.h>

bool cvs_tail_valid(double p, bool log) {
  return log ? p <= 0 : p >= 0 && p <= 1;
}

bool cvs_tail_plain(double p, cvs_tail tail, double least) {
  return !tail.log && p >= least && p <= 1 - least;
}

int cvs_tail_end(double p, cvs_tail tail) {
  const bool none = tail.log ? isinf(p) : !(p > 0);
  const bool all = tail.log ? !(p < 0) : p >= 1;
  if (!none && !all)
    return 0;
  return none == tail.lower ? -1 : 1;
}

double cvs_tail_smaller(double p, cvs_tail *tail) {
  const double ln_p = tail->log ? p : log(p);
  const bool complement = tail->log ? p > -CVS_LN2 : p > 0.5;
  const double ln_rest = tail->log ? cvs_ln_1m_exp(p) : log1p(-p);
  *tail = (cvs_tail){complement ? !tail->lower : tail->lower, true};
  return complement ? ln_rest : ln_p;
}
