/* What the files of the test analysis share: the run, and its steps in their order. */
#ifndef CVS_ANALYSIS_TEST_RUN_H
#define CVS_ANALYSIS_TEST_RUN_H

#include "base/arena.h"
#include <convstat/analysis.h>

struct cvs_test_run {
  const cvs_dataset *dataset;
  const cvs_test_options *options;
  const cvs_method *method;   /* NULL: auto */
  const cvs_method *interval; /* NULL: auto */
  const cvs_method *rate;
  const cvs_method *adjust;      /* NULL: auto */
  cvs_level level;               /* unadjusted, of comparisons without a family */
  cvs_level rate_level;          /* of the rates: they describe, so they have both ends on every side */
  double *srm_p;                 /* [groups], adjusted over the groups */
  cvs_arena arena;               /* of the group at hand */
  cvs_group data;                /* of the group at hand */
  cvs_strata_comparison *strata; /* of its comparisons, in the arena; NULL unless stratified */
  cvs_arm_result *arms;          /* its arms, in the arena */
  cvs_finding *finding;
  size_t finding_count;
  size_t finding_capacity;
  bool failed; /* a finding was lost for want of memory */
};

/* Resolves ids and checks options that do not need the data. CVS_EUSAGE. */
CVS_WARN_UNUSED cvs_status cvs_test_resolve(cvs_test_run *run, cvs_error *error);

/* Fills arms (with declared arms that have no rows), shares and the control of a group. */
CVS_WARN_UNUSED cvs_status cvs_test_arms(cvs_test_run *run, size_t index, cvs_test_group *out, cvs_error *error);
/* The arm that others are read against, by name as documented; SIZE_MAX where `wanted` is none of them.
 * *failed is set where a name was lost for want of memory. */
size_t cvs_test_choose_control(const cvs_arm_result *arms, size_t count, const char *wanted, bool *failed);
/* The named control and the named shares exist somewhere in the data. CVS_EDATA. */
CVS_WARN_UNUSED cvs_status cvs_test_check_names(const cvs_test_run *run, cvs_error *error);
/* There is something to compare. CVS_EDATA. */
CVS_WARN_UNUSED cvs_status cvs_test_check_two_arms(const cvs_dataset *dataset, cvs_error *error);
/* The sample ratio of every group, so that its p-values can be adjusted over them: fills srm_p. */
CVS_WARN_UNUSED cvs_status cvs_test_all_ratios(cvs_test_run *run, cvs_error *error);
/* A run with its options resolved, names checked and ratios known; `check` is what else must hold, or NULL. */
typedef cvs_status cvs_test_check(const cvs_test_run *run, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_test_open(const cvs_dataset *dataset, const cvs_test_options *options,
                                         cvs_test_check *check, cvs_test_run **out, cvs_error *error);
/* Arms and sample ratio of one group. */
CVS_WARN_UNUSED cvs_status cvs_test_split(cvs_test_run *run, size_t index, cvs_test_group *out, cvs_error *error);
/* Findings on the input and on the sample ratio of a group. */
void cvs_test_examine_input(cvs_test_run *run, const cvs_test_group *group);
/* Sample ratio of the arms of a group, unadjusted. */
CVS_WARN_UNUSED cvs_status cvs_test_sample_ratio(cvs_test_run *run, cvs_test_group *out, cvs_error *error);

/* Comparisons: which, by which method; p-values, adjustment, effects, verdicts. */
CVS_WARN_UNUSED cvs_status cvs_test_compare(cvs_test_run *run, cvs_test_group *out, cvs_error *error);
/* The same for comparisons that the caller has listed (out->comparison, of which arms are set). */
CVS_WARN_UNUSED cvs_status cvs_test_compare_listed(cvs_test_run *run, cvs_test_group *out, cvs_comparison *comparisons,
                                                   cvs_error *error);
/* Significance, harm and verdict, once p-values and effects are there. */
void cvs_test_judge(const cvs_test_run *run, cvs_comparison *comparison);
CVS_WARN_UNUSED cvs_status cvs_test_adjust(cvs_test_run *run, cvs_test_group *out, cvs_comparison *comparisons,
                                           cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_test_margin(cvs_test_run *run, const cvs_test_group *group, cvs_comparison *comparisons,
                                           cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_test_effects(cvs_test_run *run, const cvs_test_group *group, cvs_comparison *comparisons,
                                            cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_test_sizes(cvs_test_run *run, const cvs_test_group *group, cvs_comparison *comparisons,
                                          cvs_error *error);
/* What sizes are read from: the control's rate, above 0 and below 1, and the visitors of both arms, as many as bear it
 * where some count in part. */
typedef struct cvs_test_base {
  double rate_control;
  double control;
  double treatment;
} cvs_test_base;
/* The lift that this size can detect, and what the one that matters would need, of one comparison. */
CVS_WARN_UNUSED cvs_status cvs_test_size(const cvs_test_run *run, const cvs_test_base *base, cvs_comparison *comparison,
                                         cvs_error *error);
/* Stratified: the test of each comparison becomes Cochran-Mantel-Haenszel's, the pooled one is kept
 * beside it; and likewise its effects, at the joint level. */
CVS_WARN_UNUSED cvs_status cvs_test_stratify(cvs_test_run *run, const cvs_test_group *group,
                                             cvs_comparison *comparisons, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_test_strata_effects(cvs_test_run *run, const cvs_test_group *group,
                                                   cvs_comparison *comparisons, cvs_error *error);
/* Findings on the input as a whole and on one group; decision and gates. */
CVS_WARN_UNUSED cvs_status cvs_test_examine(cvs_test_run *run, const cvs_test_group *group, cvs_error *error);
void cvs_test_examine_comparison(cvs_test_run *run, const cvs_test_group *group, size_t index);
void cvs_test_decide(const cvs_test_run *run, cvs_test_group *out);
/* Rows were left out, the unit is not the randomised one, or too many units were in several arms. */
bool cvs_test_input_is_weak(const cvs_input_info *input);

cvs_pair cvs_test_pair(const cvs_test_group *group, const cvs_comparison *comparison);
void cvs_test_note(cvs_test_run *run, const cvs_finding *finding);
/* Below this pooled expected count a normal approximation is not trusted (Cochran 1954). */
#define CVS_EXPECTED_ENOUGH 5.0
/* Smallest pooled expected count of conversions or of the rest. */
double cvs_test_expected_min(const cvs_pair *pair);

#endif
