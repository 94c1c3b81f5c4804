/* What the files of the funnel analysis share: the run, and its steps in their order. */
#ifndef CVS_ANALYSIS_FUNNEL_RUN_H
#define CVS_ANALYSIS_FUNNEL_RUN_H

#include "analysis/test_run.h"
#include <convstat/funnel_question.h>

/* The step before the first one: those who entered. */
#define CVS_FUNNEL_ENTRY SIZE_MAX

struct cvs_funnel_run {
  const cvs_dataset *dataset;
  const cvs_funnel_options *options;
  cvs_test_options frame_options;
  cvs_test_run *frame; /* arms and split; its arena is that of the group at hand */
  size_t step_count;
  const char *name[CVS_FUNNEL_STEPS_MAX];
  size_t before[CVS_FUNNEL_STEPS_MAX];    /* the step that each is read against */
  double benchmark[CVS_FUNNEL_STEPS_MAX]; /* 0: none */
  double cost[CVS_FUNNEL_STEPS_MAX];
  cvs_funnel_arm *arm;           /* [arms] of the group at hand, in the arena */
  cvs_funnel_step *step;         /* [arms x step_count] */
  cvs_funnel_censored *censored; /* [arms], where units on their way are kept; else NULL */
};

/* The comparisons of all steps as one group, whose arms are those of the frame once for every step that is tested. */
typedef struct cvs_funnel_family {
  cvs_test_group flat;
  cvs_comparison *comparison; /* treatment by treatment, step by step */
  size_t first;               /* step that is tested first */
  size_t steps;               /* that are tested */
} cvs_funnel_family;

bool cvs_funnel_is_optional(const cvs_funnel_run *run, size_t step);
/* Settings by the names of the steps; what the options say of steps that there are. Errors: CVS_EUSAGE. */
CVS_WARN_UNUSED cvs_status cvs_funnel_settle(cvs_funnel_run *run, cvs_error *error);
/* The step of this name; SIZE_MAX: none. */
size_t cvs_funnel_find_step(const cvs_funnel_run *run, const char *name);

/* Users, rates and drop-off of every arm; the overall rate of the frame's arms. Errors: CVS_EDATA. */
CVS_WARN_UNUSED cvs_status cvs_funnel_measure(cvs_funnel_run *run, cvs_funnel_group *out, cvs_error *error);
/* A step of an arm among those who came to it (of the step that it is read against), and among all who entered. */
cvs_sample cvs_funnel_way(const cvs_funnel_group *group, size_t arm, size_t step);
cvs_sample cvs_funnel_whole(const cvs_funnel_group *group, size_t arm, size_t step);
/* Units on their way: rates by Kaplan-Meier take the place of those of the counts; the family is tested by them. */
CVS_WARN_UNUSED cvs_status cvs_funnel_measure_young(cvs_funnel_run *run, cvs_funnel_group *out, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_funnel_compare_young(cvs_funnel_run *run, cvs_funnel_family *family, cvs_error *error);
/* Steps that were skipped, by arm, and whether the arms differ in it; sets what the frame is decided by. Errors:
 * CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_funnel_find_skips(cvs_funnel_run *run, cvs_funnel_group *out, cvs_error *error);
/* Treatments against the control, and the frame's decision. */
CVS_WARN_UNUSED cvs_status cvs_funnel_compare(cvs_funnel_run *run, cvs_funnel_group *out, cvs_error *error);
/* Rates from the previous step, side by side, and the terms of the overall log lift. */
CVS_WARN_UNUSED cvs_status cvs_funnel_describe(cvs_funnel_run *run, const cvs_funnel_group *group,
                                               cvs_funnel_comparison *comparison, cvs_funnel_contrast *contrast,
                                               cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_funnel_find_bottleneck(cvs_funnel_run *run, cvs_funnel_group *out, cvs_error *error);
/* Costs and changes that are asked for, of every arm. */
CVS_WARN_UNUSED cvs_status cvs_funnel_carry(cvs_funnel_run *run, cvs_funnel_group *out, cvs_error *error);

#endif
