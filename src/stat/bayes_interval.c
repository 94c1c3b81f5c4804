/* Credible intervals of the difference and of the lift. */
#include "stat/bayes_effect.h"

#include "base/error.h"
#include "num/dist.h"
#include "num/num.h"

#include <math.h>

/* A tail of 0 stands this many deviations out. */
static const double Z_BEYOND = 40;
/* Accuracy of a quantile in posterior deviations; the tails themselves are good to 1e-12. */
static const double QUANTILE_TOLERANCE = 1e-12;
/* Newton's step is at most this long, in deviations, and its error is about the square of the step. */
static const double STEP_MAX = 3;
static const double STEP_LAST = 1e-6;
/* The first bracket reaches this much further than the first guess was wrong. */
static const double BRACKET_REACH = 1.3;
enum { NEWTON_MAX = 12, BRACKET_STEPS_MAX = 60 };

/* The quantile as a root in u: difference or ln(1 + lift) = center + spread (u - AWAY). The normal
 * quantile of the tails is nearly linear in u. */
typedef struct effect_search {
  const cvs_effect_law *law;
  double z_wanted;
} effect_search;

/* Roots are found relative to their size: this keeps u away from 0. */
static const double AWAY = 10;

static double effect_at(const cvs_effect_law *law, double u) {
  const double inner = law->center + law->spread * (u - AWAY);
  return law->scale == CVS_LIFT ? expm1(inner) : fmin(fmax(inner, -1), 1);
}

static double z_of_tails(const cvs_bayes_tails *tails) {
  double z = Z_BEYOND;
  const double smaller = fmin(tails->lower, tails->upper);
  if (smaller > 0 && cvs_normal_quantile_sf(fmin(smaller, 0.5), &z) != CVS_OK)
    return NAN;
  return tails->lower < tails->upper ? -z : z;
}

static double miss(double u, const void *context) {
  const effect_search *search = context;
  cvs_effect_point point = {.value = effect_at(search->law, u)};
  if (!isfinite(point.value))
    return u > AWAY ? Z_BEYOND : -Z_BEYOND;
  return cvs_effect_law_measure(search->law, &point) == CVS_OK ? z_of_tails(&point.tails) - search->z_wanted : NAN;
}

/* Widens from the guess until the sign changes. */
static cvs_status find_bracket(const effect_search *search, double bracket[2]) {
  double at = AWAY + search->z_wanted;
  double missed = miss(at, search);
  double step = -BRACKET_REACH * missed;
  for (int i = 0; i < BRACKET_STEPS_MAX && isfinite(missed); i++) {
    const double next = at + step, next_missed = miss(next, search);
    if (missed == 0 || (missed > 0) != (next_missed > 0)) {
      bracket[0] = fmin(at, next);
      bracket[1] = fmax(at, next);
      return CVS_OK;
    }
    at = next;
    missed = next_missed;
    step *= 2;
  }
  return CVS_ENOCONV;
}

/* dz/du by the density: quick where the posterior is near normal. False where it does not settle. */
static bool try_newton(const effect_search *search, double *out) {
  const cvs_effect_law *law = search->law;
  double u = AWAY + search->z_wanted;
  for (int i = 0; i < NEWTON_MAX; i++) {
    cvs_effect_point point = {.value = effect_at(law, u), .with_density = true};
    if (!isfinite(point.value) || cvs_effect_law_measure(law, &point) != CVS_OK)
      return false;
    const double unit = law->spread * (law->scale == CVS_LIFT ? 1 + point.value : 1);
    const double z = z_of_tails(&point.tails);
    const double step = (search->z_wanted - z) * cvs_normal_pdf(z) / (point.density * unit);
    if (!isfinite(step) || fabs(step) > STEP_MAX)
      return false;
    u += step;
    *out = effect_at(law, u);
    if (fabs(step) <= STEP_LAST)
      return true;
  }
  return false;
}

static cvs_status search_quantile(const effect_search *search, double *out) {
  double bracket[2], u = 0;
  cvs_status status = find_bracket(search, bracket);
  if (status == CVS_OK)
    status = cvs_root((cvs_curve){miss, search}, bracket[0], bracket[1], QUANTILE_TOLERANCE / AWAY, &u);
  if (status == CVS_OK)
    *out = effect_at(search->law, u);
  return status;
}

cvs_status cvs_effect_law_quantile(const cvs_effect_law *law, double lower, double *out) {
  const cvs_bayes_tails wanted = {lower, 1 - lower};
  const effect_search search = {law, z_of_tails(&wanted)};
  return try_newton(&search, out) ? CVS_OK : search_quantile(&search, out);
}

static cvs_status set_equal_tails(const cvs_effect_law *law, double mass, cvs_interval *out) {
  const cvs_status status = cvs_effect_law_quantile(law, (1 - mass) / 2, &out->lower);
  return status == CVS_OK ? cvs_effect_law_quantile(law, (1 + mass) / 2, &out->upper) : status;
}

/* --- the shortest interval: equal density at both ends --- */

/* The search leaves at least this part of what is outside to each end; past it the end is the effect's own. */
static const double END_LEAST = 1e-7;
/* The width is flat at its least: this of what is outside moves the ends by less than 1e-9 of the width. */
static const double SHORTEST_TOLERANCE = 1e-12;

typedef struct shortest_search {
  const cvs_effect_law *law;
  double mass;
} shortest_search;

static cvs_status find_ends(const shortest_search *search, double below, cvs_effect_point end[2]) {
  const double lower[2] = {below, below + search->mass};
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < 2 && status == CVS_OK; i++) {
    end[i] = (cvs_effect_point){.with_density = true};
    status = cvs_effect_law_quantile(search->law, lower[i], &end[i].value);
    if (status == CVS_OK)
      status = cvs_effect_law_measure(search->law, &end[i]);
  }
  return status;
}

/* ln density at the lower end over that at the upper, of the interval that leaves `below` under it. */
static double compare_ends(double below, const void *context) {
  cvs_effect_point end[2];
  return find_ends(context, below, end) == CVS_OK ? log(end[0].density) - log(end[1].density) : NAN;
}

static cvs_status set_shortest(const cvs_effect_law *law, double mass, cvs_interval *out) {
  const shortest_search search = {law, mass};
  const double least = END_LEAST * (1 - mass), most = (1 - END_LEAST) * (1 - mass);
  const double at_least = compare_ends(least, &search), at_most = compare_ends(most, &search);
  if (isnan(at_least) || isnan(at_most))
    return CVS_ENOCONV;
  double below = at_least >= 0 ? 0 : 1 - mass;
  cvs_status status = CVS_OK;
  if (at_least < 0 && at_most > 0)
    status = cvs_root((cvs_curve){compare_ends, &search}, least, most, SHORTEST_TOLERANCE, &below);
  out->lower = -1;
  out->upper = 1;
  if (status == CVS_OK && at_least < 0)
    status = cvs_effect_law_quantile(law, below, &out->lower);
  if (status == CVS_OK && (at_least >= 0 || at_most > 0))
    status = cvs_effect_law_quantile(law, below + mass, &out->upper);
  return status;
}

cvs_status cvs_effect_law_interval(const cvs_effect_law *law, const cvs_credible *credible, cvs_interval *out,
                                   cvs_error *error) {
  *out = (cvs_interval){.has_estimate = true, .has_lower = true, .has_upper = true, .exists = true};
  cvs_status status =
      credible->highest_density ? set_shortest(law, credible->mass, out) : set_equal_tails(law, credible->mass, out);
  if (status == CVS_OK && law->scale == CVS_LIFT)
    status = cvs_effect_law_quantile(law, 0.5, &out->estimate);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the credible interval of the effect could not be found");
  return CVS_OK;
}

cvs_status cvs_bayes_effect(const cvs_beta_pair *pair, cvs_scale scale, const cvs_credible *credible, cvs_interval *out,
                            cvs_error *error) {
  cvs_status status = cvs_check_credible(credible, error);
  if (status != CVS_OK)
    return status;
  cvs_effect_law law;
  status = cvs_effect_law_make(pair, scale, &law, error);
  if (status == CVS_OK)
    status = cvs_effect_law_interval(&law, credible, out, error);
  if (status == CVS_OK && scale == CVS_DIFFERENCE)
    out->estimate = cvs_beta_mean_difference(pair);
  cvs_effect_law_free(&law);
  return status;
}
