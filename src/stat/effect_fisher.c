/* Interval of the odds ratio that inverts the two-sided Fisher test.
 *
 * At an odds ratio below the observed one the p-value is P(X >= k) plus the tables a and below that
 * are no more likely than k. In t = ln(odds ratio), table a joins at t_a = (ln P(a) - ln P(k))/(k - a)
 * (P at odds ratio 1), and t_a rises with a because P is log-concave. Between two joinings the
 * p-value is one less the probability of a run of counts, which first rises and then falls, so it
 * cannot exceed alpha inside a piece without doing so at one of its ends. */
#include "stat/methods.h"

#include "base/error.h"
#include "num/num.h"
#include "stat/check.h"
#include "stat/fisher.h"
#include "stat/noncentral.h"

#include <math.h>

#define VISITORS_MAX UINT64_C(1000000000)
static const double limit_rtol = 1e-13;
/* Pieces below the first that was found by bisection in which a hole's far side is looked for. */
enum { PIECES_BELOW = 32, BISECTIONS_MAX = 64 };

typedef struct inversion {
  const cvs_hypergeometric *table;
  double k;
  double ln_mass; /* ln P(k) at odds ratio 1 */
  double alpha;
} inversion;

/* The odds ratio at which table a becomes no more likely than k. */
static cvs_status joining(const inversion *inv, double a, double *odds_ratio) {
  double ln_mass;
  cvs_status status = cvs_hypergeometric_ln(inv->table, a, &ln_mass);
  if (status == CVS_OK)
    *odds_ratio = exp((ln_mass - inv->ln_mass - log1p(CVS_FISHER_TIE)) / (inv->k - a));
  return status;
}

/* Is p above alpha where table a joins, a itself counted (or not: just before)? */
static cvs_status exceeds_at(const inversion *inv, double a, bool counted, bool *out) {
  double odds_ratio;
  cvs_status status = joining(inv, a, &odds_ratio);
  if (status != CVS_OK)
    return status;
  cvs_noncentral parts = cvs_noncentral_split(inv->table, inv->k, counted ? a : a - 1, odds_ratio);
  *out = parts.upper + parts.lower > inv->alpha;
  return CVS_OK;
}

/* The first table whose joining lifts p above alpha. The last, k - 1, always does: p is 1 there. */
static cvs_status find_piece(const inversion *inv, double *first) {
  double out = inv->table->low - 1;
  double in = inv->k - 1;
  bool exceeds;
  cvs_status status = CVS_OK;
  for (int i = 0; i < BISECTIONS_MAX && in - out > 1; i++) {
    double middle = floor((in + out) / 2);
    status = exceeds_at(inv, middle, true, &exceeds);
    if (status != CVS_OK)
      return status;
    if (exceeds)
      in = middle;
    else
      out = middle;
  }
  *first = in;
  double end = fmax(inv->table->low, in - PIECES_BELOW);
  for (double a = in - 1; a >= end && status == CVS_OK; a--) {
    status = exceeds_at(inv, a, true, &exceeds);
    if (status == CVS_OK && exceeds)
      *first = a;
  }
  return status;
}

/* Within the piece where the tables below `a` are counted. */
typedef struct piece {
  const inversion *inv;
  double a;
} piece;

static double piece_excess(double odds_ratio, const void *context) {
  const piece *at = context;
  cvs_noncentral parts = cvs_noncentral_split(at->inv->table, at->inv->k, at->a - 1, odds_ratio);
  return log((parts.upper + parts.lower) / at->inv->alpha);
}

/* The smallest odds ratio whose p exceeds alpha; 0 at k == low. */
static cvs_status lower_limit(const inversion *inv, double *out) {
  *out = 0;
  if (inv->k <= inv->table->low)
    return CVS_OK;
  double first;
  cvs_status status = find_piece(inv, &first);
  bool crosses_before = false;
  if (status == CVS_OK)
    status = exceeds_at(inv, first, false, &crosses_before);
  if (status != CVS_OK)
    return status;
  if (!crosses_before)
    return joining(inv, first, out);
  if (first <= inv->table->low)
    return cvs_noncentral_limit(inv->table, inv->k, inv->alpha, out);
  double left;
  double right;
  status = joining(inv, first - 1, &left);
  if (status == CVS_OK)
    status = joining(inv, first, &right);
  piece at = {.inv = inv, .a = first};
  return status == CVS_OK ? cvs_root((cvs_curve){piece_excess, &at}, left, right, limit_rtol, out) : status;
}

/* One side alone: the one-sided test is inverted by the conditional limit. */
static cvs_status limit_from_below(const cvs_hypergeometric *table, double k, const cvs_level *level, double *out) {
  if (level->alternative != CVS_TWO_SIDED)
    return cvs_noncentral_limit(table, k, level->tail, out);
  inversion inv = {.table = table, .k = k, .alpha = 2 * level->tail};
  cvs_status status = cvs_hypergeometric_ln(table, k, &inv.ln_mass);
  return status == CVS_OK ? lower_limit(&inv, out) : status;
}

static cvs_status limit_effect(const cvs_pair *pair, cvs_scale scale, const cvs_level *level, cvs_interval *out,
                               cvs_error *error) {
  cvs_status status = cvs_check_effect(&cvs_method_effect_fisher, pair, scale, level, error);
  if (status == CVS_OK)
    status = cvs_check_size(pair, VISITORS_MAX, "the inverted Fisher interval", error);
  if (status != CVS_OK)
    return status;
  cvs_limits limits;
  status = cvs_odds_limits(pair, level, limit_from_below, &limits);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the limits that invert Fisher's test were not found");
  cvs_effect_set(out, pair, scale, level, limits);
  return CVS_OK;
}

const cvs_method cvs_method_effect_fisher = {
    .name = "effect_fisher",
    .id = "fisher",
    .kind = CVS_KIND_EFFECT,
    .title = "inverted Fisher test",
    .formula = "smallest to largest odds ratio whose two-sided Fisher p, by likelihood, exceeds alpha",
    .citation = "Fay (2010), Biostatistics 11, 373-374; Baptista & Pike (1977), Appl. Stat. 26, 214-220",
    .note = "of the odds ratio only; the set that the test accepts can have holes, this is its hull, so the p-value "
            "decides",
    .effect = limit_effect,
    .has_scale = {false, false, true},
    .visitors_max = VISITORS_MAX,
};
