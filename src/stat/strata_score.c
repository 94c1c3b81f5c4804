/* The score statistic of one effect over strata, and the effects that invert it. */
#include "stat/strata_score.h"

#include "num/num.h"
#include "stat/check.h"
#include "stat/score.h"
#include "stat/strata.h"

#include <math.h>

static double weigh(const cvs_pair *pair) {
  const double n1 = (double)pair->control.visitors, n2 = (double)pair->treatment.visitors;
  return n1 / (n1 + n2) * n2;
}

double cvs_strata_information(const cvs_strata_tables *tables) {
  cvs_sum sum = {0};
  for (size_t i = 0; i < tables->count; i++)
    if (cvs_stratum_compares(&tables->pair[i]))
      cvs_sum_add(&sum, weigh(&tables->pair[i]));
  return cvs_sum_value(&sum);
}

/* The only table that compares, or NULL where there are none or several. */
static const cvs_pair *find_only(const cvs_strata_tables *tables) {
  const cvs_pair *only = NULL;
  for (size_t i = 0; i < tables->count; i++) {
    if (!cvs_stratum_compares(&tables->pair[i]))
      continue;
    if (only != NULL)
      return NULL;
    only = &tables->pair[i];
  }
  return only;
}

static double factor_of(const cvs_strata_tables *tables, const cvs_pair *pair) {
  return tables->inflation * (tables->n1 ? cvs_score_factor_n1(pair) : 1);
}

/* Excess over the null and its variance, both times the weight. */
typedef struct excess {
  double mean;
  double variance;
} excess;

static excess find_excess(const cvs_pair *pair, cvs_scale scale, double null) {
  const double n1 = (double)pair->control.visitors, n2 = (double)pair->treatment.visitors, w = weigh(pair);
  const cvs_constrained_rates rate = cvs_score_constrained(pair, scale, null);
  const double ratio = scale == CVS_LIFT ? 1 + null : 1;
  const double spread1 = ratio * ratio * rate.control * (1 - rate.control) / n1;
  const double spread2 = rate.treatment * (1 - rate.treatment) / n2;
  const double offset = scale == CVS_LIFT ? null * cvs_rate(&pair->control) : null;
  return (excess){w * (cvs_rate_difference(pair) - offset), w * w * (spread1 + spread2)};
}

double cvs_strata_score_z(const cvs_strata_tables *tables, cvs_scale scale, double null) {
  const cvs_pair *only = find_only(tables);
  if (only != NULL)
    return cvs_score_z(only, scale, null, factor_of(tables, only));
  cvs_sum mean = {0}, variance = {0};
  for (size_t i = 0; i < tables->count; i++) {
    const cvs_pair *pair = &tables->pair[i];
    if (!cvs_stratum_compares(pair))
      continue;
    const excess own = find_excess(pair, scale, null);
    cvs_sum_add(&mean, own.mean);
    cvs_sum_add(&variance, factor_of(tables, pair) * own.variance);
  }
  const double above = cvs_sum_value(&mean), spread = cvs_sum_value(&variance);
  if (spread > 0)
    return above / sqrt(spread);
  return above > 0 ? (double)INFINITY : above < 0 ? -(double)INFINITY : 0;
}

bool cvs_strata_estimate(const cvs_strata_tables *tables, cvs_scale scale, double *out) {
  const cvs_pair *only = find_only(tables);
  if (only != NULL)
    return cvs_effect_observed(only, scale, out);
  cvs_sum above = {0}, below = {0};
  for (size_t i = 0; i < tables->count; i++) {
    const cvs_pair *pair = &tables->pair[i];
    if (!cvs_stratum_compares(pair))
      continue;
    const double w = weigh(pair);
    cvs_sum_add(&above, w * cvs_rate_difference(pair));
    cvs_sum_add(&below, scale == CVS_LIFT ? w * cvs_rate(&pair->control) : w);
  }
  const double weight = cvs_sum_value(&below);
  if (!(weight > 0))
    return false;
  *out = cvs_sum_value(&above) / weight;
  return true;
}

/* Where the statistic is looked for; lifts as ln(1 + lift). */
typedef struct effect_search {
  const cvs_strata_tables *tables;
  cvs_scale scale;
  double z;
} effect_search;

static double effect_of(const effect_search *search, double x) {
  return search->scale == CVS_LIFT ? expm1(x) : x;
}

static double z_excess(double x, const void *context) {
  const effect_search *search = context;
  return cvs_strata_score_z(search->tables, search->scale, effect_of(search, x)) - search->z;
}

/* Ends of the search; beyond them a lift is -100 % or none that is printed. */
static void find_ends(cvs_scale scale, double *low, double *high) {
  const double lift_low = -36; /* expm1 is -1 to the last bit but one */
  const double difference_high = 1 - 1e-12;
  *low = scale == CVS_LIFT ? lift_low : -difference_high;
  *high = scale == CVS_LIFT ? log1p(CVS_STRATA_LIFT_MAX) : difference_high;
}

cvs_status cvs_strata_effect_at(const cvs_strata_tables *tables, cvs_scale scale, double z, bool *exists, double *out) {
  const effect_search search = {tables, scale, z};
  const double tolerance = 1e-12;
  double low, high, x;
  find_ends(scale, &low, &high);
  *exists = true;
  *out = -1;
  if (z_excess(low, &search) <= 0)
    return CVS_OK;
  *exists = scale == CVS_DIFFERENCE;
  *out = scale == CVS_DIFFERENCE ? 1 : 0;
  if (z_excess(high, &search) >= 0)
    return CVS_OK;
  const cvs_status status = cvs_root((cvs_curve){z_excess, &search}, low, high, tolerance, &x);
  if (status != CVS_OK)
    return CVS_ENOCONV;
  *exists = true;
  *out = effect_of(&search, x);
  return CVS_OK;
}
