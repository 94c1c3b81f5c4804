/* The largest of several normal statistics that share a control (Dunnett 1955).
 *
 * Given the control's part T = t the statistics Z_i = factor_i T + rest_i E_i, with
 * rest_i^2 = 1 - factor_i^2, are independent, so P(max >= z) is one integral over t of
 * phi(t) [1 - prod (1 - q_i(t))], q_i(t) = P(Z_i beyond z | t). The bracket is never formed as 1 minus
 * a product near 1, and all is kept relative to P(Z >= z): the tail keeps its digits where p has
 * long underflowed.
 *
 * Two quadratures. The midpoint rule on the whole line converges faster than any power of its
 * step where the integrand is as smooth as a normal density of width rest_i. Where some rest_i is
 * tiny (a control far smaller than a treatment) or z is huge, the event is split by the first arm
 * to exceed z, smoothest arm first, and each part is integrated on panels that start with its own
 * width. */
#include "base/constants.h"
#include "base/error.h"
#include "base/mem.h"
#include "num/dist.h"
#include "num/num.h"
#include <convstat/several.h>

#include <math.h>
#include <stdlib.h>

/* Arms of equal factor, counted once. */
typedef struct arm_class {
  double factor;
  double rest; /* sqrt(1 - factor^2) */
  double arms;
} arm_class;

typedef struct max_law {
  arm_class *class; /* rest descending */
  size_t class_count;
  double arms;
  bool two_sided;
} max_law;

typedef struct max_tail {
  const max_law *law;
  double z;
  double ln_single; /* ln P(Z >= z): everything is relative to it */
  size_t first;     /* class that exceeds first, in a split */
} max_tail;

/* Normal mass cut off beyond this many deviations: 1e-12 of the tail. */
static const double REACH = 7.2;
/* The same for one part of a split, whose panels cost less. */
static const double REACH_SPLIT = 9.0;
/* Below this width, or beyond this z, the midpoint rule would need thousands of nodes. */
static const double REST_SMOOTH = 0.1;
static const double Z_SMOOTH = 40.0;
/* Stands for 0, which a factor of 1 has: 1e-12 relative in p. Other factors give 1e-8 at least. */
static const double REST_MIN = 1e-12;
/* A panel narrower than this part of z would not move. */
static const double WIDTH_MIN = 1e-13;
/* Under this the product form underflows and logarithms are added instead. */
static const double MISS_MIN = 1e-290;

static int compare_rest(const void *a, const void *b) {
  double left = ((const arm_class *)a)->rest, right = ((const arm_class *)b)->rest;
  return (left < right) - (left > right);
}

static void merge_equal(max_law *law) {
  size_t kept = 0;
  for (size_t i = 1; i < law->class_count; i++) {
    if (law->class[i].factor > law->class[kept].factor || law->class[i].factor < law->class[kept].factor)
      law->class[++kept] = law->class[i];
    else
      law->class[kept].arms += 1;
  }
  law->class_count = kept + 1;
}

static cvs_status make_law(const cvs_many_to_one *arms, max_law *law, cvs_error *error) {
  const double *factor = arms->factor;
  size_t count = arms->count;
  if (count < 1)
    return cvs_fail(error, CVS_EINVAL, "no comparison was given, at least one was expected");
  for (size_t i = 0; i < count; i++)
    if (!(factor[i] >= 0 && factor[i] <= 1))
      return cvs_fail(error, CVS_EINVAL, "the correlation factor of comparison %zu is outside [0, 1]", i + 1);
  law->class = cvs_calloc(count, sizeof *law->class);
  if (law->class == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < count; i++) {
    double rest = sqrt((1 - factor[i]) * (1 + factor[i]));
    law->class[i] = (arm_class){factor[i], fmax(rest, REST_MIN), 1};
  }
  law->class_count = count;
  law->arms = (double)count;
  law->two_sided = arms->alternative == CVS_TWO_SIDED;
  qsort(law->class, count, sizeof *law->class, compare_rest);
  merge_equal(law);
  return CVS_OK;
}

/* P(Z >= z | t), and for two sides also P(Z <= -z | t). */
static double exceed_above(const arm_class *class, double z, double t) {
  return cvs_normal_sf((z - class->factor * t) / class->rest);
}

static double exceed(const max_law *law, const arm_class *class, double z, double t) {
  double above = exceed_above(class, z, t);
  if (!law->two_sided)
    return above;
  return fmin(above + cvs_normal_sf((z + class->factor * t) / class->rest), 1);
}

static double ln_exceed_any_far(const max_tail *tail, double t) {
  double total = -INFINITY;
  for (size_t i = 0; i < tail->law->class_count; i++) {
    const arm_class *class = &tail->law->class[i];
    double reach = class->factor * t;
    double one = cvs_normal_ln_sf((tail->z - reach) / class->rest);
    if (tail->law->two_sided)
      one = cvs_ln_add(one, cvs_normal_ln_sf((tail->z + reach) / class->rest));
    total = cvs_ln_add(total, log(class->arms) + one);
  }
  return total;
}

/* ln P(some arm exceeds | t). */
static double ln_exceed_any(const max_tail *tail, double t) {
  double some = 0; /* 1 - prod (1 - q_i), built up from sums of positive terms */
  for (size_t i = 0; i < tail->law->class_count; i++) {
    const arm_class *class = &tail->law->class[i];
    double one = exceed(tail->law, class, tail->z, t);
    if (class->arms > 1)
      one = -expm1(class->arms * log1p(-one));
    some += one * (1 - some);
  }
  return some > MISS_MIN ? log(some) : ln_exceed_any_far(tail, t);
}

static double density(double t, double ln_rest) {
  return exp(-0.5 * t * t - CVS_LN_SQRT_2PI + ln_rest);
}

/* The step in widths: a maximum of many is sharper than one of two. Measured against a step four
 * times finer in extended precision: 2e-10 relative in p for 2 to 1,000 arms. */
static double midpoint_step(const max_law *law) {
  return 1 / (1 + 0.65 * log(law->arms)) * law->class[law->class_count - 1].rest;
}

/* P(max >= z) / P(Z >= z). Nodes (j + 1/2) step are symmetric about 0, so two sides need half. */
static double integrate_smooth(const max_tail *tail) {
  const max_law *law = tail->law;
  double ahead = fmax(tail->z, 0);
  double low = law->class[0].factor * ahead - REACH;
  double high = law->class[law->class_count - 1].factor * ahead + REACH;
  if (law->two_sided)
    low = fmax(low, 0);
  double step = midpoint_step(law);
  double first = floor(low / step), sum = 0;
  size_t nodes = (size_t)((high - low) / step) + 2;
  for (size_t j = 0; j < nodes; j++) {
    double t = (first + (double)j + 0.5) * step;
    sum += density(t, ln_exceed_any(tail, t) - tail->ln_single);
  }
  return (law->two_sided ? 2 : 1) * step * sum;
}

/* Density of t where class `first` exceeds above and no smoother class exceeds at all. */
static double first_to_exceed(double t, const void *context) {
  const max_tail *tail = context;
  const max_law *law = tail->law;
  double ln_none = 0;
  for (size_t j = 0; j < tail->first; j++)
    ln_none += law->class[j].arms * log1p(-exceed(law, &law->class[j], tail -> z, t));
  const arm_class *class = &law->class[tail->first];
  double ln_above = cvs_normal_ln_sf((tail->z - class->factor * t) / class->rest);
  double either = exceed(law, class, tail->z, t);
  /* of `arms` equal ones: above * (1 - (1 - either)^arms) / either */
  double ln_share = either > MISS_MIN ? log(-expm1(class->arms * log1p(-either)) / either) : log(class->arms);
  return density(t, ln_none + ln_above + ln_share - tail->ln_single);
}

static cvs_status integrate_part(const max_tail *tail, double *out) {
  enum { NODES = 20, PANELS_MAX = 200 };
  const arm_class *class = &tail->law->class[tail->first];
  double ahead = fmax(tail->z, 0);
  double start = fmax(class->factor * tail->z - REACH_SPLIT * class->rest, -REACH_SPLIT);
  /* Z exceeds z by 1/z on average */
  double beyond = ahead > 1 ? fmin(REACH_SPLIT, 40 / ahead) : REACH_SPLIT;
  double end = class->factor * (ahead + beyond) + REACH_SPLIT * class->rest;
  double edge = class->factor * tail->z + REACH_SPLIT * class->rest;
  double width = fmax(2 * class->rest, WIDTH_MIN * ahead);
  *out = 0;
  for (int panel = 0; panel < PANELS_MAX && start < end; panel++) {
    double stop = fmin(start + width, end), part;
    cvs_status status = cvs_integrate_fixed((cvs_curve){first_to_exceed, tail}, start, stop, NODES, &part);
    if (status != CVS_OK)
      return status;
    *out += part;
    start = stop;
    if (start > edge)
      width = fmin(width * 1.5, 1);
  }
  return start < end ? CVS_ENOCONV : CVS_OK;
}

static cvs_status integrate_split(max_tail *tail, double *out) {
  const max_law *law = tail->law;
  double sides = law->two_sided ? 2 : 1;
  *out = 0;
  for (size_t i = 0; i < law->class_count; i++) {
    double part = 1; /* the smoothest arm alone: P(Z >= z) itself */
    tail->first = i;
    if (i > 0 || law->class[i].arms > 1) {
      cvs_status status = integrate_part(tail, &part);
      if (status != CVS_OK)
        return status;
    }
    *out += sides * part;
  }
  return CVS_OK;
}

static cvs_status tail_of(const max_law *law, double z, double *ln_p) {
  double sides = law->two_sided ? CVS_LN2 : 0;
  max_tail tail = {law, z, cvs_normal_ln_sf(z), 0};
  *ln_p = fmin(sides + tail.ln_single, 0);
  if (law->arms < 2 || (law->two_sided && z <= 0))
    return CVS_OK;
  double ratio;
  if (z <= Z_SMOOTH && law->class[law->class_count - 1].rest >= REST_SMOOTH) {
    ratio = integrate_smooth(&tail);
  } else {
    cvs_status status = integrate_split(&tail, &ratio);
    if (status != CVS_OK)
      return status;
  }
  /* between one arm and the sum of all, whatever the rounding */
  double ln_ratio = fmin(fmax(log(ratio), sides), sides + log(law->arms));
  *ln_p = fmin(tail.ln_single + ln_ratio, 0);
  return CVS_OK;
}

cvs_status cvs_dunnett_sf(double z, const cvs_many_to_one *arms, double *p, double *ln_p, cvs_error *error) {
  if (!isfinite(z))
    return cvs_fail(error, CVS_EINVAL, "the statistic is not a finite number");
  max_law law;
  cvs_status status = make_law(arms, &law, error);
  if (status != CVS_OK)
    return status;
  status = tail_of(&law, z, ln_p);
  cvs_free(law.class);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the joint probability of %zu comparisons could not be computed", arms->count);
  *p = exp(*ln_p);
  if (arms->count == 1) /* without the detour through the logarithm */
    *p = arms->alternative == CVS_TWO_SIDED ? fmin(2 * cvs_normal_sf(z), 1) : cvs_normal_sf(z);
  return CVS_OK;
}

typedef struct critical_search {
  const max_law *law;
  double ln_alpha;
} critical_search;

static double excess_at(double z, const void *context) {
  const critical_search *search = context;
  double ln_p;
  return tail_of(search->law, z, &ln_p) == CVS_OK ? ln_p - search->ln_alpha : (double)NAN;
}

/* One comparison's critical value is too small, Bonferroni's too large: the root lies between. */
static cvs_status find_critical(const max_law *law, double alpha, double *z) {
  const double slack = 1e-9; /* rounding of the bounds where they meet */
  double sides = law->two_sided ? 2 : 1, low, high;
  cvs_status status = cvs_normal_quantile_sf(alpha / sides, &low);
  if (status == CVS_OK)
    status = cvs_normal_quantile_sf(alpha / sides / law->arms, &high);
  if (status != CVS_OK)
    return status;
  if (law->arms < 2) {
    *z = low;
    return CVS_OK;
  }
  low = law->two_sided ? fmax(low - slack, 0) : low - slack;
  critical_search search = {law, log(alpha)};
  return cvs_root((cvs_curve){excess_at, &search}, low, high + slack, 1e-13, z);
}

cvs_status cvs_dunnett_critical(double alpha, const cvs_many_to_one *arms, double *z, cvs_error *error) {
  if (!(alpha > 0 && alpha < 1))
    return cvs_fail(error, CVS_EINVAL, "alpha is outside (0, 1)");
  max_law law;
  cvs_status status = make_law(arms, &law, error);
  if (status != CVS_OK)
    return status;
  status = find_critical(&law, alpha, z);
  cvs_free(law.class);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the joint critical value of %zu comparisons could not be computed", arms->count);
  return CVS_OK;
}

double cvs_dunnett_factor_score(const cvs_pair *pair) {
  double control = (double)pair->control.visitors, treatment = (double)pair->treatment.visitors;
  return sqrt(treatment / (control + treatment));
}

/* Variance of an arm's rate, p(1 - p)/n. */
static double rate_variance(const cvs_sample *sample) {
  double visitors = (double)sample->visitors, conversions = (double)sample->conversions;
  return conversions * (double)(sample->visitors - sample->conversions) / (visitors * visitors * visitors);
}

double cvs_dunnett_factor_wald(const cvs_pair *pair) {
  double control = rate_variance(&pair->control), treatment = rate_variance(&pair->treatment);
  /* no variance in either arm: no statistic to be correlated */
  return control > 0 ? sqrt(control / (control + treatment)) : 0;
}
