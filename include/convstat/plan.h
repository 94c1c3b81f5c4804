/* The question `convstat plan` answers: how large must a test be, how long must it run, and how
 * small an effect can it see? */
#ifndef CONVSTAT_PLAN_H
#define CONVSTAT_PLAN_H

#include <convstat/analysis.h>
#include <convstat/plan_looks.h>
#include <convstat/power.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CVS_PLAN_ARMS_MAX 20
#define CVS_PLAN_WEEKS_MAX 52
#define CVS_PLAN_STEPS_MAX 32
#define CVS_PLAN_CURVE_MAX 8
#define CVS_PLAN_FINDINGS_MAX 12
/* A drift or a weekly rhythm of past rates is pointed out below this p-value. */
#define CVS_PLAN_PAST_ALPHA 0.01
/* Power that is asked for where nothing else is said. */
#define CVS_PLAN_POWER 0.8

/* What counts of the past say about a test to come. */
typedef struct cvs_plan_past {
  const char *control;   /* the variant whose rate is the baseline; borrowed from the dataset */
  cvs_interval rate;     /* over all days, 95 % Wilson interval */
  double traffic;        /* visitors a day that has rows, all variants; valid where has_traffic */
  bool has_traffic;      /* the counts have dates */
  uint64_t days;         /* that have rows; 0 without dates */
  uint64_t days_missing; /* between the first and the last of them */
  double drift_p;        /* is there a trend of the daily rate beside a weekly rhythm? 1 where it cannot be told */
  bool rises;            /* the side of that trend */
  double rhythm_p;       /* do the rates of the weekdays differ beside a trend? 1 where it cannot be told */
} cvs_plan_past;

/* Looks at group `group` of a dataset of counts.
 *   control  a variant's name; NULL: by name as in `test`, else the first
 * Errors: CVS_EDATA (no such variant, nobody or everybody converted), CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_plan_look_back(const cvs_dataset *dataset, size_t group, const char *control,
                                                      cvs_plan_past *out, cvs_error *error);

/* All strings and arrays are borrowed. cvs_plan_options_init sets the documented defaults. */
typedef struct cvs_plan_options {
  double baseline; /* the control's rate, in (0, 1); 0: from `past` or the last of `reach` */
  const cvs_plan_past *past;
  double effect; /* of the treatment, not 0; 0: not given */
  cvs_scale effect_scale;
  double power;            /* in (0, 1); 0: not given */
  uint64_t visitors_total; /* over all arms; 0: not given */
  double alpha;
  cvs_alternative alternative;
  const char *method; /* "auto" (score), an id of CVS_KIND_TEST or of CVS_KIND_POWER */
  const char *adjust; /* "auto", "dunnett", "bonferroni", "sidak" or "none" */
  bool exact;         /* enumerate whatever the method */
  size_t arm_count;   /* control included, in [2, CVS_PLAN_ARMS_MAX] */
  const cvs_share *share;
  size_t share_count; /* 0: equal; else one weight an arm, the control's first */
  cvs_aim aim;
  cvs_scale margin_scale;
  double margin_lower;
  double margin_upper;
  double icc;           /* in [0, 1]: correlation within a cluster */
  double cluster_size;  /* mean visitors of a cluster, >= 1 */
  double cluster_cv;    /* coefficient of variation of that, >= 0 */
  double traffic;       /* visitors a day; 0: from `past`, or not known */
  double traffic_share; /* part of them that enters the test, in (0, 1] */
  bool has_start;
  int64_t start; /* first day, days since 1970-01-01 */
  bool whole_weeks;
  const double *reach;         /* shares of all visitors that reach each step: 1 first, never rising, > 0 */
  size_t reach_count;          /* 0, or at least 2 */
  size_t step;                 /* the step that is changed, from 2; 0: all are looked at */
  const cvs_plan_looks *looks; /* NULL: one look, at the end */
  /* A plan whose bounds are taken over where its terms are the same, so that many plans are quick; or NULL. */
  const cvs_plan_sequential *alike;
} cvs_plan_options;
CVS_API void cvs_plan_options_init(cvs_plan_options *options);
/* Checks what needs no baseline: ids, ranges, options that contradict each other. Errors: CVS_EUSAGE. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_plan_options_check(const cvs_plan_options *options, cvs_error *error);

typedef enum cvs_solved { CVS_SOLVED_SIZE, CVS_SOLVED_POWER, CVS_SOLVED_EFFECT } cvs_solved;
typedef enum cvs_answered_by { CVS_BY_APPROXIMATION, CVS_BY_ENUMERATION } cvs_answered_by;

typedef struct cvs_plan_arm {
  char name[16]; /* "control", "treatment-1" ... ("treatment" where there is one) */
  double share;
  uint64_t visitors;
} cvs_plan_arm;

/* What can be seen if the test ends after so many weeks. */
typedef struct cvs_plan_week {
  size_t week;
  uint64_t visitors_total;
  double lift; /* smallest that is found with the planned power; valid where has_effect */
  double difference;
  bool has_effect;
  double power; /* for the planned effect; valid where has_power */
  bool has_power;
} cvs_plan_week;

/* Power of the planned size for another true effect. */
typedef struct cvs_plan_point {
  double lift;
  double difference;
  double power;
} cvs_plan_point;

/* A step of a funnel: visitors at the door for a test of the step alone, run on those who reach it,
 * and for a test of the final conversion, run on everybody. 0: no size is large enough. */
typedef struct cvs_plan_step {
  size_t step; /* from 2 */
  double reach;
  double rate; /* of those who reached the step before */
  uint64_t visitors_step_test;
  uint64_t visitors_final_test;
  bool run_step; /* the test of the step alone is the one to run */
} cvs_plan_step;

typedef struct cvs_plan {
  cvs_solved solved_for;
  cvs_answered_by solved_by;
  double baseline;
  double rate_treatment;
  double lift;
  double difference;
  double power_nominal;
  double power_achieved;
  cvs_answered_by achieved_by;
  size_t arm_count;
  cvs_plan_arm arm[CVS_PLAN_ARMS_MAX];
  uint64_t visitors_total;
  const cvs_method *method;
  const cvs_method *adjust; /* NULL where there is one comparison */
  cvs_level level;          /* of one comparison */
  double design_effect;     /* 1 without clusters */

  double best_control_share;       /* three arms and more; 0: nothing to say */
  uint64_t visitors_at_best_share; /* 0: not reckoned */
  uint64_t visitors_at_equal_split;

  bool has_duration;
  double traffic; /* visitors a day that enter the test */
  uint64_t days;
  bool has_end;
  int64_t end_date;
  size_t week_count;
  cvs_plan_week week[CVS_PLAN_WEEKS_MAX];

  size_t point_count;
  cvs_plan_point point[CVS_PLAN_CURVE_MAX];
  cvs_answered_by curve_by;

  size_t step_count;
  cvs_plan_step step[CVS_PLAN_STEPS_MAX];
  size_t run_step; /* index of the step that the advice is about; valid where step_count > 0 */

  uint64_t visitors_at_lower; /* at the ends of the baseline's interval; 0: not reckoned */
  uint64_t visitors_at_upper;

  size_t finding_count;
  cvs_finding finding[CVS_PLAN_FINDINGS_MAX];

  cvs_plan_sequential *sequential; /* owned; NULL: one look, at the end */
} cvs_plan;

/* Makes the plan. *out is complete on CVS_OK; free it whatever the status.
 * Errors: CVS_EUSAGE (options that cannot be meant, with this baseline); CVS_EUNDEF and CVS_ELIMIT
 * where there is no answer, with one sentence that says why and what would help; CVS_ENOCONV, CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_plan_make(const cvs_plan_options *options, cvs_plan *out, cvs_error *error);
/* Frees what the plan owns; the rest stays. Zeroed plans may be freed too. */
CVS_API void cvs_plan_free(cvs_plan *plan);

#ifdef __cplusplus
}
#endif

#endif
