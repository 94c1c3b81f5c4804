/* Fisher's conditional p-value. Sums start at the observed table and run outwards, so they keep
 * their relative accuracy however small they are, and touch only terms that matter. */
#include "stat/fisher.h"

#include "num/num.h"
#include "stat/check.h"
#include "stat/hypergeometric.h"

#include <math.h>

enum { BISECTIONS_MAX = 64 };

/* The observed count and the largest ln probability that is no more likely. */
typedef struct observation {
  cvs_hypergeometric table;
  double k;
  double ln_mass;
  double ln_limit;
} observation;

static cvs_status observe(const cvs_pair *pair, observation *out) {
  out->table = cvs_hypergeometric_of(pair);
  out->k = (double)pair->treatment.conversions;
  cvs_status status = cvs_hypergeometric_ln(&out->table, out->k, &out->ln_mass);
  /* ln P is a sum of terms about its own size: far out its rounding exceeds the tie of 1e-7. */
  out->ln_limit = out->ln_mass + log1p(CVS_FISHER_TIE) + 1e-14 * fabs(out->ln_mass);
  return status;
}

static double mode_of(const cvs_hypergeometric *h) {
  double mode = floor((h->drawn + 1) / (h->marked + h->unmarked + 2) * (h->marked + 1));
  return fmin(fmax(mode, h->low), h->high);
}

/* The outermost-to-inner edge of the tables no more likely than the observed: the count nearest the
 * mode between `outer` (taken as likely enough to be in) and `mode` (which is out). */
static cvs_status find_edge(const observation *seen, double outer, double mode, double *edge) {
  double in = outer;
  double out = mode;
  for (int i = 0; i < BISECTIONS_MAX && fabs(out - in) > 1; i++) {
    double middle = floor((in + out) / 2);
    double ln_mass;
    cvs_status status = cvs_hypergeometric_ln(&seen->table, middle, &ln_mass);
    if (status != CVS_OK)
      return status;
    if (ln_mass <= seen->ln_limit)
      in = middle;
    else
      out = middle;
  }
  *edge = in;
  return CVS_OK;
}

/* ln of the tail from its edge outwards; -infinity where even the outermost table is too likely. */
static cvs_status tail_ln(const observation *seen, double outer, double mode, double *out) {
  double ln_mass;
  cvs_status status = cvs_hypergeometric_ln(&seen->table, outer, &ln_mass);
  *out = -INFINITY;
  if (status != CVS_OK || ln_mass > seen->ln_limit || outer == mode)
    return status;
  double edge;
  status = find_edge(seen, outer, mode, &edge);
  if (status == CVS_OK)
    status = cvs_hypergeometric_ln(&seen->table, edge, &ln_mass);
  if (status != CVS_OK)
    return status;
  double sum =
      edge > mode ? cvs_hypergeometric_above(&seen->table, edge) : cvs_hypergeometric_below(&seen->table, edge);
  *out = ln_mass + log(sum);
  return CVS_OK;
}

/* Equal arms, or half of all converted: the distribution is its own mirror image, and the other tail
 * is exactly as large. */
static bool is_symmetric(const cvs_hypergeometric *h) {
  return h->marked == h->unmarked || 2 * h->drawn == h->marked + h->unmarked;
}

static cvs_status two_sided_ln(const observation *seen, double *ln_p) {
  const cvs_hypergeometric *h = &seen->table;
  double mode = mode_of(h);
  double ln_mode;
  cvs_status status = cvs_hypergeometric_ln(h, mode, &ln_mode);
  *ln_p = 0;
  if (status != CVS_OK || ln_mode <= seen->ln_limit)
    return status;
  bool above = seen->k > mode;
  double near_ln;
  double far_ln;
  status = tail_ln(seen, seen->k, mode, &near_ln);
  if (status != CVS_OK)
    return status;
  far_ln = near_ln;
  if (!is_symmetric(h))
    status = tail_ln(seen, above ? h->low : h->high, mode, &far_ln);
  *ln_p = fmin(0, cvs_ln_add(near_ln, far_ln));
  return status;
}

/* ln P(X >= k): below the mean as one less the other tail, which is the small one there. */
static cvs_status upper_ln(const observation *seen, double *ln_p) {
  const cvs_hypergeometric *h = &seen->table;
  *ln_p = 0;
  if (seen->k <= h->low)
    return CVS_OK;
  if (seen->k > mode_of(h)) {
    *ln_p = fmin(0, seen->ln_mass + log(cvs_hypergeometric_above(h, seen->k)));
    return CVS_OK;
  }
  double ln_below;
  cvs_status status = cvs_hypergeometric_ln(h, seen->k - 1, &ln_below);
  if (status == CVS_OK)
    *ln_p = cvs_ln_1m_exp(ln_below + log(cvs_hypergeometric_below(h, seen->k - 1)));
  return status;
}

cvs_status cvs_fisher_ln_p(const cvs_pair *pair, cvs_alternative alternative, cvs_fisher *out) {
  cvs_pair mirrored = cvs_pair_swapped(pair);
  observation seen;
  cvs_status status = observe(alternative == CVS_LESS ? &mirrored : pair, &seen);
  if (status != CVS_OK)
    return status;
  out->ln_mass = seen.ln_mass;
  if (alternative == CVS_TWO_SIDED)
    return two_sided_ln(&seen, &out->ln_p);
  return upper_ln(&seen, &out->ln_p);
}

cvs_test_result cvs_result_from_ln_p(double ln_p) {
  return (cvs_test_result){.p_value = exp(ln_p), .ln_p_value = ln_p};
}
