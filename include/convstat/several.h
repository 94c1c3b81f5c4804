/* More than two arms, strata, sample ratio, margins. */
#ifndef CONVSTAT_SEVERAL_H
#define CONVSTAT_SEVERAL_H

#include <convstat/method.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A chi-square-like statistic. df is 0 where the p-value is exact and has no degrees of freedom. */
typedef struct cvs_chisq_result {
  double statistic;
  double df;
  double p_value;
  double ln_p_value;
} cvs_chisq_result;

/* Are all rates equal? Pearson chi-square of the count x 2 table.
 *   arms   count samples, count >= 2, each with visitors >= 1
 * Errors: CVS_EINVAL; CVS_EUNDEF where nobody or everybody converted. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_omnibus(const cvs_sample *arms, size_t count, cvs_chisq_result *out,
                                               cvs_error *error);

/* Cochran-Armitage test of a linear trend of the rates over the order of the arms (scores 0, 1, ...).
 * statistic z, positive where the rate rises. Errors as cvs_omnibus. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_trend(const cvs_sample *arms, size_t count, cvs_alternative alternative,
                                             cvs_test_result *out, cvs_error *error);

/* Does the split of visitors agree with the intended shares? Exact multinomial (ordered by
 * probability) below 1,000 visitors where it can be enumerated, else Pearson chi-square.
 *   visitors  count arms, count >= 2, each <= CVS_VISITORS_MAX, total >= 1
 *   weight    intended shares, > 0, any sum
 * `exact` says which p-value it is; statistic and df are always the chi-square's.
 * Errors: CVS_EINVAL, CVS_ENOMEM. */
typedef struct cvs_srm_result {
  double statistic;
  double df;
  double p_value;
  double ln_p_value;
  bool exact;
} cvs_srm_result;
CVS_API CVS_WARN_UNUSED cvs_status cvs_srm_test(const uint64_t *visitors, const double *weight, size_t count,
                                                cvs_srm_result *out, cvs_error *error);

/* Has the split of visitors between the arms changed over time? Chi-square of homogeneity of the
 * periods x arms table; periods and arms without visitors are left out of it.
 *   visitors  periods x arms, row major, each <= CVS_VISITORS_MAX
 * Errors: CVS_EINVAL; CVS_EUNDEF with fewer than two periods or arms that have visitors; CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_split_change_test(const uint64_t *visitors, size_t periods, size_t arms,
                                                         cvs_chisq_result *out, cvs_error *error);

/* Dunnett's factors lambda_i = sqrt(n_i / (n_0 + n_i)) for the pooled test, or
 * sqrt(v_0 / (v_0 + v_i)) with v = p(1 - p)/n for the unpooled one: corr = lambda_i lambda_j. */
CVS_API double cvs_dunnett_factor_score(const cvs_pair *pair);
CVS_API double cvs_dunnett_factor_wald(const cvs_pair *pair);

/* Several treatments against one control: normal Z_1 ... Z_count with corr(i, j) = factor_i factor_j.
 *   factor       count factors in [0, 1], count >= 1
 *   alternative  two-sided: the largest |Z_i| counts; else the largest Z_i (for `less` turn the sign of z) */
typedef struct cvs_many_to_one {
  const double *factor;
  size_t count;
  cvs_alternative alternative;
} cvs_many_to_one;

/* P(max |Z_i| >= z) or P(max Z_i >= z), and its logarithm.
 * Errors: CVS_EINVAL, CVS_ENOCONV, CVS_ENOMEM. Source: Dunnett (1955), JASA 50, 1096-1121. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_dunnett_sf(double z, const cvs_many_to_one *arms, double *p, double *ln_p,
                                                  cvs_error *error);

/* The z whose cvs_dunnett_sf is alpha, in (0, 1). Errors: CVS_EINVAL, CVS_ENOCONV, CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_dunnett_critical(double alpha, const cvs_many_to_one *arms, double *z,
                                                        cvs_error *error);

/* Tukey-Kramer over all pairs of `arms` arms: adjusted p of a pair whose z statistic is given, and
 * the critical z of simultaneous intervals. Two-sided. Errors: CVS_EINVAL, CVS_ENOCONV. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_tukey_sf(double z, size_t arms, double *p, cvs_error *error);
CVS_API CVS_WARN_UNUSED cvs_status cvs_tukey_critical(double alpha, size_t arms, double *z, cvs_error *error);

/* A margin that an effect is tested against.
 *   scale   CVS_DIFFERENCE, null in (-1, 1); CVS_LIFT, null > -1
 *   factor  1, or N/(N-1) for the Miettinen-Nurminen form; in [1, 2] */
typedef struct cvs_margin {
  cvs_scale scale;
  double null;
  double factor;
} cvs_margin;

/* Score test at a margin (Farrington & Manning 1990, Stat. Med. 9, 1447-1454): is the effect
 * greater (CVS_GREATER) or less (CVS_LESS) than it? Variance at the constrained maximum likelihood
 * rates, so it agrees with the score interval. Errors: CVS_EINVAL, CVS_EUNDEF. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_margin_test(const cvs_pair *pair, const cvs_margin *margin,
                                                   cvs_alternative alternative, cvs_test_result *out, cvs_error *error);

/* Strata: K two-arm tables of the same control and treatment. */
typedef struct cvs_strata_result {
  cvs_chisq_result cmh;         /* Cochran-Mantel-Haenszel, no correction, df 1 */
  cvs_interval difference;      /* Mantel-Haenszel, Sato's variance */
  cvs_interval lift;            /* Mantel-Haenszel ratio less 1, Greenland-Robins variance */
  cvs_interval odds_ratio;      /* Mantel-Haenszel, Robins-Breslow-Greenland variance */
  cvs_chisq_result homogeneity; /* Breslow-Day with Tarone's correction, df = informative strata - 1 */
  bool has_cmh;
  bool has_homogeneity;
  uint64_t strata_used; /* strata with both arms, some but not all converted */
} cvs_strata_result;
/*   pairs  count >= 1 strata; a stratum with an empty arm is left out
 *   level  of the intervals; its side is also that of the test's p-value
 * Errors: CVS_EINVAL; CVS_EUNDEF where no stratum has both arms. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_strata(const cvs_pair *pairs, size_t count, const cvs_level *level,
                                              cvs_strata_result *out, cvs_error *error);

#ifdef __cplusplus
}
#endif

#endif
