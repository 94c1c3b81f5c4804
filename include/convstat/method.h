/* The registry of statistical methods: one row a method, found by what a user types. */
#ifndef CONVSTAT_METHOD_H
#define CONVSTAT_METHOD_H

#include <convstat/sample.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A p-value in [0, 1] with its natural logarithm (finite or -infinity only where the p-value is
 * an exact 0, which no method here gives), and the statistic where the method has one.
 * `p_value` may underflow to 0; `ln_p_value` never does. */
typedef struct cvs_test_result {
  double statistic;
  double p_value;
  double ln_p_value;
  bool has_statistic;
} cvs_test_result;

/* Tests equal rates in two arms. Swapping the arms and the side of `alternative` gives the same p.
 * Errors: CVS_EINVAL domain, CVS_EUNDEF no answer exists, CVS_ELIMIT beyond `visitors_max`. */
typedef cvs_status cvs_test_fn(const cvs_pair *pair, cvs_alternative alternative, cvs_test_result *out,
                               cvs_error *error);

/* Interval of an effect on one scale. Limits are clipped to what is possible (difference in
 * [-1, 1], lift >= -1, odds ratio >= 0); an infinite end is an open one.
 * Errors: CVS_EINVAL (domain, or a scale the method does not have), CVS_EUNDEF, CVS_ELIMIT, CVS_ENOCONV. */
typedef cvs_status cvs_effect_fn(const cvs_pair *pair, cvs_scale scale, const cvs_level *level, cvs_interval *out,
                                 cvs_error *error);

/* Interval of one conversion rate, in [0, 1]. visitors >= 1. Errors: CVS_EINVAL, CVS_ENOCONV. */
typedef cvs_status cvs_rate_fn(const cvs_sample *sample, const cvs_level *level, cvs_interval *out, cvs_error *error);

/* A family of comparisons that share one error rate.
 *   count      comparisons, >= 1
 *   p_value    their unadjusted p-values in [0, 1]
 *   statistic  their z statistics (treatment better is positive), or NULL where the test has none
 *   factor     lambda_i of the correlation lambda_i lambda_j between them (Dunnett), or NULL
 *   alpha      error of the whole family, in (0, 1) */
typedef struct cvs_family {
  size_t count;
  const double *p_value;
  const double *statistic;
  const double *factor;
  double alpha;
  cvs_alternative alternative;
} cvs_family;

/* Adjusted p-values, in the order given, `adjusted[count]`; and, where the method is simultaneous,
 * the level of intervals that agree with them (else *level is left at the unadjusted level).
 * Errors: CVS_EINVAL (domain; Dunnett without statistic or factor), CVS_ENOCONV, CVS_ENOMEM. */
typedef cvs_status cvs_adjust_fn(const cvs_family *family, double *adjusted, cvs_level *level, cvs_error *error);

/* Two arms as a plan has them, and the effect that they are tested against.
 *   rate_*      true rates in [0, 1]
 *   visitors_*  > 0, need not be whole
 *   scale       CVS_DIFFERENCE or CVS_LIFT, of `null`
 *   null        0, or a margin */
typedef struct cvs_power_point {
  double rate_control;
  double rate_treatment;
  double visitors_control;
  double visitors_treatment;
  cvs_scale scale;
  double null;
} cvs_power_point;

/* Normal approximation of a test: it decides for a better treatment with probability
 * Phi((effect - correction - z error_null) / error_alternative), for a worse one with
 * Phi((-effect - correction - z error_null) / error_alternative), z the critical value. */
typedef struct cvs_power_terms {
  double effect;            /* distance from the null, on any scale; positive where the treatment is better */
  double correction;        /* for continuity, >= 0 */
  double error_null;        /* standard error of the effect's estimate under the null */
  double error_alternative; /* the same at the true rates; may be 0 */
} cvs_power_terms;

/* The terms of a test's power. Errors: CVS_EINVAL where the test has no form for this null. */
typedef cvs_status cvs_power_fn(const cvs_power_point *point, cvs_power_terms *out, cvs_error *error);

typedef enum cvs_method_kind {
  CVS_KIND_TEST,     /* --method: two-proportion tests */
  CVS_KIND_EFFECT,   /* --interval: intervals of difference, lift, odds ratio */
  CVS_KIND_RATE,     /* --rate-interval: intervals of one rate */
  CVS_KIND_ADJUST,   /* --adjust: several comparisons */
  CVS_KIND_POWER,    /* --method of a plan only: approximations of power without a test of their own */
  CVS_KIND_SEQUENCE, /* --sequence: two rates at every look (anytime.h) */
  CVS_KIND_OTHER,    /* chosen by the analysis: sample ratio, strata, margins ... */
  CVS_KINDS
} cvs_method_kind;

typedef struct cvs_method {
  const char *name; /* file, symbol, unit test and reference table: "prop_score" */
  const char *id;   /* what a user types: "score"; unique within its kind */
  cvs_method_kind kind;
  const char *title;    /* for a reader: "score test (Pearson chi-square)" */
  const char *formula;  /* one line, symbols x1 n1 p1 control, x2 n2 p2 treatment */
  const char *citation; /* authors (year), journal volume, pages */
  const char *note;     /* one sentence on when to use it or what to beware of; "" if none */

  cvs_test_fn *test;              /* CVS_KIND_TEST */
  bool exact;                     /* its p-value leans on no large-sample form */
  bool normal;                    /* its statistic is a normal z: Dunnett and Tukey can join it */
  const char *statistic;          /* what `statistic` is: "z", "chi-square", "G" ...; NULL if none */
  uint64_t visitors_max;          /* an arm; 0 = CVS_VISITORS_MAX */
  const char *agrees[CVS_SCALES]; /* id of the interval that excludes no effect exactly where
                                     p < alpha, by scale; NULL: may only be flagged */

  cvs_power_fn *power; /* CVS_KIND_TEST, CVS_KIND_POWER; NULL: as the score test */

  cvs_effect_fn *effect; /* CVS_KIND_EFFECT */
  bool has_scale[CVS_SCALES];

  cvs_rate_fn *rate; /* CVS_KIND_RATE */

  cvs_adjust_fn *adjust; /* CVS_KIND_ADJUST */
  bool simultaneous;     /* its level gives intervals that agree with the adjusted p */
  bool needs_normal;     /* works on z statistics with known correlation (Dunnett) */
} cvs_method;

/* All rows in the order of methods.def; *count receives their number. Borrowed. */
CVS_API const cvs_method *const *cvs_methods(size_t *count);

/* The row of this kind and id, or NULL. Borrowed. */
CVS_API const cvs_method *cvs_method_find(cvs_method_kind kind, const char *id);

#ifdef __cplusplus
}
#endif

#endif
