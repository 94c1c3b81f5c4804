/* The sample ratio at every look: a Dirichlet-multinomial e-process, and where the split broke. */
#include "base/error.h"
#include "base/mem.h"
#include "num/num.h"
#include "stat/deviance.h"
#include "stat/methods.h"
#include "stat/srm_belief.h"
#include <convstat/anytime.h>

#include <float.h>
#include <inttypes.h>
#include <math.h>

/* Prior visitors behind the intended shares: few find a large mismatch soon, many a small one at last. */
static const double concentrations[] = {100, 1000, 10000};
enum { CONCENTRATIONS = sizeof concentrations / sizeof concentrations[0] };
/* Shares that differ by less are the same ones, written differently. */
static const double SHARE_TOLERANCE = 1e-12;
static cvs_status check_history(const cvs_split_history *history, cvs_error *error) {
  if (history->looks < 1 || history->arms < 2)
    return cvs_fail(error, CVS_EINVAL, "%zu looks at %zu arms were given, at least 1 and 2 were expected",
                    history->looks, history->arms);
  for (size_t i = 0; i < history->looks * history->arms; i++) {
    if (history->visitors[i] > CVS_VISITORS_MAX)
      return cvs_fail(error, CVS_EINVAL, "%" PRIu64 " visitors in an arm are more than %" PRIu64, history->visitors[i],
                      CVS_VISITORS_MAX);
    if (!(history->weight[i] > 0 && isfinite(history->weight[i])))
      return cvs_fail(error, CVS_EINVAL, "an intended share is %g, more than 0 was expected", history->weight[i]);
  }
  return CVS_OK;
}

static void read_shares(const cvs_split_history *history, size_t look, double *share) {
  const double *weight = &history->weight[look * history->arms];
  double sum = 0;
  for (size_t i = 0; i < history->arms; i++)
    sum += weight[i];
  for (size_t i = 0; i < history->arms; i++)
    share[i] = weight[i] / sum;
}

static bool are_same(const double *old, const double *new, size_t arms) {
  for (size_t i = 0; i < arms; i++)
    if (fabs(old[i] - new[i]) > SHARE_TOLERANCE)
      return false;
  return true;
}

/* ln of the mean of the e-values. */
static double ln_mean(const cvs_split_belief *beliefs, const double *share) {
  double sum = -INFINITY;
  for (size_t c = 0; c < CONCENTRATIONS; c++)
    sum = cvs_ln_add(sum, cvs_split_belief_ln_value(&beliefs[c], share));
  return sum - log((double)CONCENTRATIONS);
}

static void take_look(const cvs_split_history *history, size_t look, cvs_split_belief *beliefs, double *shares[2]) {
  const size_t arms = history->arms;
  read_shares(history, look, shares[1]);
  for (size_t c = 0; c < CONCENTRATIONS; c++) {
    if (!are_same(shares[0], shares[1], arms))
      cvs_split_belief_change(&beliefs[c], shares[0], shares[1]);
    for (size_t i = 0; i < arms; i++)
      beliefs[c].seen[i] += (double)history->visitors[look * arms + i];
  }
  for (size_t i = 0; i < arms; i++)
    shares[0][i] = shares[1][i];
}

static void follow(const cvs_split_history *history, double *room, cvs_split_look *out) {
  const size_t arms = history->arms;
  double *shares[2] = {room, room + arms};
  cvs_split_belief beliefs[CONCENTRATIONS];
  read_shares(history, 0, shares[0]);
  for (size_t c = 0; c < CONCENTRATIONS; c++) {
    beliefs[c] =
        (cvs_split_belief){.arms = arms, .prior = room + (2 + 2 * c) * arms, .seen = room + (3 + 2 * c) * arms};
    cvs_split_belief_start(&beliefs[c], shares[0], concentrations[c]);
  }
  double ln_p = 0;
  for (size_t look = 0; look < history->looks; look++) {
    take_look(history, look, beliefs, shares);
    const double ln_e = ln_mean(beliefs, shares[0]);
    ln_p = fmin(ln_p, -ln_e);
    out[look] = (cvs_split_look){fmin(exp(ln_e), DBL_MAX), ln_e, exp(ln_p), ln_p};
  }
}

cvs_status cvs_split_sequence(const cvs_split_history *history, cvs_split_look *out, cvs_error *error) {
  cvs_status status = check_history(history, error);
  if (status != CVS_OK)
    return status;
  double *room = cvs_calloc((2 + 2 * CONCENTRATIONS) * history->arms, sizeof *room);
  if (room == NULL)
    return cvs_fail_memory(error);
  follow(history, room, out);
  cvs_free(room);
  return CVS_OK;
}

/* Log likelihood of the visitors from `look` on at their own shares over that at the intended ones; room
 * holds the visitors and the expected visitors of each arm, and the shares. */
static double add_look(const cvs_split_history *history, size_t look, double *room) {
  const size_t arms = history->arms;
  double *seen = room, *expected = room + arms, *share = room + 2 * arms, total = 0, sum = 0;
  read_shares(history, look, share);
  for (size_t i = 0; i < arms; i++)
    total += (double)history->visitors[look * arms + i];
  for (size_t i = 0; i < arms; i++) {
    seen[i] += (double)history->visitors[look * arms + i];
    expected[i] += total * share[i];
  }
  for (size_t i = 0; i < arms; i++)
    sum += expected[i] > 0 ? expected[i] * cvs_deviance((seen[i] - expected[i]) / expected[i]) : 0;
  return total > 0 ? sum : -1;
}

cvs_status cvs_split_break_find(const cvs_split_history *history, cvs_split_break *out, cvs_error *error) {
  cvs_status status = check_history(history, error);
  if (status != CVS_OK)
    return status;
  double *room = cvs_calloc(3 * history->arms, sizeof *room);
  if (room == NULL)
    return cvs_fail_memory(error);
  *out = (cvs_split_break){0};
  for (size_t look = history->looks; look-- > 0;) {
    const double ln_ratio = add_look(history, look, room);
    if (ln_ratio >= out->ln_ratio)
      *out = (cvs_split_break){look, ln_ratio};
  }
  cvs_free(room);
  return CVS_OK;
}

const cvs_method cvs_method_srm_sequence = {
    .name = "srm_sequence",
    .id = "srm-sequence",
    .kind = CVS_KIND_OTHER,
    .title = "sample ratio at every look (Dirichlet-multinomial)",
    .formula = "E = mean over c of B(c s + x)/B(c s) / product of s_i^x_i, c = 100, 1000, 10000, s the intended shares",
    .citation = "Lindon & Malek (2022), Advances in Neural Information Processing Systems 35, arXiv 2011.03567",
    .note = "may be read as often as one likes; slower than one chi-square at the end",
    .statistic = "e-value",
};
