/* The question `convstat test` answers: is the difference real, how large is it, may I trust it? */
#ifndef CONVSTAT_ANALYSIS_H
#define CONVSTAT_ANALYSIS_H

#include <convstat/dataset.h>
#include <convstat/several.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A sample ratio whose (adjusted) p-value is below this is broken. */
#define CVS_SRM_ALPHA 0.001

/* What is asked of each comparison. */
typedef enum cvs_aim { CVS_AIM_DIFFERENCE, CVS_AIM_NONINFERIORITY, CVS_AIM_EQUIVALENCE } cvs_aim;

/* A share of the traffic that was intended for one variant. */
typedef struct cvs_share {
  const char *name; /* NULL where weights are given in the order of the arms */
  double weight;    /* > 0 */
} cvs_share;

/* All strings and arrays are borrowed. cvs_test_options_init sets the documented defaults. */
typedef struct cvs_test_options {
  double alpha; /* in (0, 1); 0.05 */
  cvs_alternative alternative;
  const char *control;       /* variant name; NULL: by name, else the first */
  const char *method;        /* "auto" or an id of CVS_KIND_TEST */
  const char *interval;      /* "auto" or an id of CVS_KIND_EFFECT */
  const char *rate_interval; /* an id of CVS_KIND_RATE */
  const char *adjust;        /* "auto" or an id of CVS_KIND_ADJUST */
  bool all_pairs;
  bool trend;
  cvs_aim aim;
  cvs_scale margin_scale; /* CVS_LIFT or CVS_DIFFERENCE */
  double margin_lower;    /* < 0: margin of non-inferiority, lower margin of equivalence */
  double margin_upper;    /* > 0: upper margin of equivalence */
  const cvs_share *share;
  size_t share_count; /* 0: equal shares are assumed */
  double mde;         /* the lift that matters, > 0; 0: not given */
} cvs_test_options;
CVS_API void cvs_test_options_init(cvs_test_options *options);
/* Checks what needs no data: ids, ranges, options that contradict each other. Errors: CVS_EUSAGE. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_test_options_check(const cvs_test_options *options, cvs_error *error);

/* Something a reader must know; a result, not an error. */
typedef enum cvs_finding_code {
#define CVS_FINDING(symbol, code) CVS_FINDING_##symbol,
#include <convstat/findings.def>
#undef CVS_FINDING
  CVS_FINDINGS
} cvs_finding_code;
typedef struct cvs_finding {
  cvs_finding_code code;
  const char *field; /* JSON path within the group, "" for the whole */
  size_t arm;        /* arm or comparison it is about; SIZE_MAX: none */
  double value[3];   /* figures of its sentence, by code */
  const char *said;  /* its sentence as a saved result has it; NULL: made of the figures */
} cvs_finding;
/* "srm-mismatch" ... Borrowed. */
CVS_API const char *cvs_finding_id(cvs_finding_code code);

typedef enum cvs_verdict {
  CVS_VERDICT_INCONCLUSIVE,
  CVS_VERDICT_BETTER,
  CVS_VERDICT_WORSE,
  CVS_VERDICT_NONINFERIOR,
  CVS_VERDICT_EQUIVALENT
} cvs_verdict;
typedef enum cvs_decision {
  CVS_DECIDE_INCONCLUSIVE,
  CVS_DECIDE_SHIP,
  CVS_DECIDE_KEEP,
  CVS_DECIDE_INVALID
} cvs_decision;

/* true, false or unknown, for gates. */
typedef enum cvs_tristate { CVS_NO, CVS_YES, CVS_UNKNOWN } cvs_tristate;

typedef struct cvs_arm_result {
  const char *name;
  cvs_sample sample;
  cvs_interval rate;
  double share;    /* intended, sums to 1 */
  uint64_t before; /* units first seen in this arm, before any was left out; where the group has_before */
} cvs_arm_result;

typedef struct cvs_comparison {
  size_t control;   /* index of the arm it is read against */
  size_t treatment; /* index of the arm */
  const cvs_method *method;
  bool method_by_auto; /* chosen because the expected counts are small */
  cvs_test_result test;
  bool has_test;
  double p_adjusted; /* valid where has_test */
  double p_harm;     /* its own one-sided p of "worse", adjusted; where has_test */
  bool harm;         /* p_harm is below the error of one side */
  cvs_interval effect[CVS_SCALES];
  const cvs_method *interval[CVS_SCALES];
  cvs_level level;       /* of its intervals */
  cvs_level power_level; /* of what it can detect: the adjusted level */
  bool simultaneous;
  bool agrees;
  bool significant;
  cvs_test_result margin; /* one-sided test at the margin, the weaker of both for equivalence */
  double margin_p_adjusted;
  bool has_margin;
  bool margin_met;
  cvs_verdict verdict;
  double detectable_lift;
  bool has_detectable;
  uint64_t visitors_needed; /* an arm, for options.mde; 0: not asked or not to be had */
} cvs_comparison;

/* What stands beside a stratified comparison: its strata in full, and the pooled figures. */
typedef struct cvs_strata_comparison {
  cvs_strata_result result;
  bool exists; /* some stratum has both arms */
  const cvs_method *pooled_method;
  cvs_test_result pooled;
  bool has_pooled;
  cvs_interval pooled_effect[CVS_SCALES];
} cvs_strata_comparison;

typedef struct cvs_test_group {
  size_t group;
  size_t control;
  size_t arm_count;
  const cvs_arm_result *arm;
  cvs_srm_result srm;
  double srm_p_adjusted;
  bool srm_assumed; /* equal shares, not declared */
  bool srm_mismatch;
  bool has_srm;
  cvs_srm_result srm_before; /* before units of several arms were left out; unadjusted */
  bool has_before;           /* some were */
  bool before_mismatch;
  cvs_chisq_result omnibus;
  bool has_omnibus;
  cvs_test_result trend;
  bool has_trend;
  const cvs_strata_comparison *strata; /* [comparison_count], NULL unless stratified */
  size_t stratum_count;
  size_t comparison_count;
  const cvs_comparison *comparison;
  const cvs_method *adjust; /* NULL where there is one comparison: nothing to adjust */
  cvs_level level;          /* unadjusted, of the rates' intervals */
  cvs_decision decision;
  size_t decided;     /* comparison of the decision; SIZE_MAX: none */
  bool data_broken;   /* fewer than two arms with visitors: figures cannot be had */
  bool skips_unequal; /* of a funnel: see cvs_funnel_skips */
  bool skips_notable;
  cvs_tristate gate_srm, gate_harm, gate_not_significant, gate_not_won, gate_data_quality;
  size_t finding_count;
  const cvs_finding *finding;
} cvs_test_group;

/* A run over all groups of a dataset. Owner of what the groups point to. */
typedef struct cvs_test_run cvs_test_run;

/* Checks options against the data and tests the sample ratio of all groups. `dataset` and
 * `options` must outlive the run. Errors: CVS_EUSAGE (unknown control or share, Dunnett without a
 * normal test ...), CVS_EDATA (one arm only, and no groups), CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_test_new(const cvs_dataset *dataset, const cvs_test_options *options,
                                                cvs_test_run **out, cvs_error *error);
/* Analyses group `index`; the result is valid until the next call or the end of the run.
 * Errors: CVS_ELIMIT (an exact method out of reach), CVS_ENOCONV, CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_test_analyse(cvs_test_run *run, size_t index, cvs_test_group *out,
                                                    cvs_error *error);
CVS_API void cvs_test_free(cvs_test_run *run);

/* The same run for `convstat count`, which compares nothing: of the options only the intended shares matter. One
 * variant is enough. cvs_count_analyse fills the arms, the sample ratio and the findings on the input, and leaves
 * the rest zero. Errors as above. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_count_new(const cvs_dataset *dataset, const cvs_test_options *options,
                                                 cvs_test_run **out, cvs_error *error);
CVS_API CVS_WARN_UNUSED cvs_status cvs_count_analyse(cvs_test_run *run, size_t index, cvs_test_group *out,
                                                     cvs_error *error);

#ifdef __cplusplus
}
#endif

#endif
