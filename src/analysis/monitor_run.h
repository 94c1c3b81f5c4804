/* What the files of the monitor share: the run, the group at hand, and the steps in their order. */
#ifndef CVS_ANALYSIS_MONITOR_RUN_H
#define CVS_ANALYSIS_MONITOR_RUN_H

#include "analysis/ledger.h"
#include "analysis/test_run.h"
#include "stat/strata_score.h"
#include <convstat/monitor.h>

/* Arms as a saved plan has them: names are the data's, in the order of the plan. */
typedef struct cvs_monitor_planned {
  cvs_share *share; /* NULL without a plan; also the shares of the frame */
  uint64_t *visitors;
  size_t count;
} cvs_monitor_planned;

struct cvs_monitor_run {
  const cvs_dataset *dataset;
  const cvs_monitor_options *options;
  cvs_test_options frame_options;
  cvs_test_run frame; /* arms and findings; its arena is that of the group at hand */
  cvs_monitor_planned planned;
  bool n1; /* the statistic is that of the n-1 test */
  double design_effect;
  cvs_monitor_terms terms; /* of the comparisons below, made once */
  size_t terms_comparisons;
  double *srm_p;       /* [groups], adjusted over the groups; 1 where there is no split */
  cvs_maxsprt maxsprt; /* the last one started: its critical value takes its time */
  cvs_ledger *ledger;  /* NULL: none */
};

/* The days of a group that have visitors, or conversions of earlier ones, in their order.
 *   block   visitors and conversions of the day, [count x arms]; conversions that came in late wait for visitors
 *   total   running totals
 *   share   intended on that day, [count x arms]
 *   period  of the day, from 0 */
typedef struct cvs_monitor_days {
  size_t count;
  const int64_t *date;
  const cvs_sample *block;
  const cvs_sample *total;
  const double *share;
  const size_t *period;
} cvs_monitor_days;

/* The group at hand. What it points to lies in the arena.
 *   table      tables of each comparison up to the day that was taken last, [comparisons x periods]
 *   split      [days]
 *   look       room for each day and the state of the last one */
typedef struct cvs_monitor_case {
  cvs_monitor_run *run;
  cvs_monitor_group *out;
  cvs_monitor_days days;
  cvs_pair *table;
  size_t periods;
  const cvs_split_look *split;
  cvs_monitor_look *look;
  cvs_monitor_treatment *treatment;
  const char *key;              /* of the group in the ledger */
  const cvs_ledger_day *digest; /* [days] of their counts, where there is a ledger */
  size_t late;                  /* days with more conversions than visitors */
  size_t skipped;               /* planned looks that one day passed over */
  size_t extra;                 /* looks that were not planned */
  size_t unused;                /* days after the looks were over */
  size_t revised;               /* past days that were changed, the first of them */
  int64_t revised_date;
} cvs_monitor_case;

/* --- the run --- */

/* Holds the plan against the data: names, shares, metric; sets what the frame and the groups take from it.
 * Errors: CVS_EUSAGE, CVS_EDATA, CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_monitor_take_plan(cvs_monitor_run *run, cvs_error *error);
/* The terms of a group with so many comparisons, into run->terms. Errors: CVS_EUSAGE, CVS_EUNDEF, CVS_ENOCONV. */
CVS_WARN_UNUSED cvs_status cvs_monitor_make_terms(cvs_monitor_run *run, size_t comparisons, cvs_error *error);
/* Group sequential terms without a saved plan. */
cvs_sequential_terms cvs_monitor_terms_of(const cvs_monitor_options *options, double comparison_alpha);
double cvs_monitor_alpha(const cvs_monitor_options *options);
cvs_alternative cvs_monitor_side(const cvs_monitor_options *options);
/* Name of what is counted as a conversion, or NULL. */
const char *cvs_monitor_metric(const cvs_monitor_run *run);
/* Terms that a ledger is held against. */
cvs_ledger_terms cvs_monitor_ledger_terms(const cvs_monitor_run *run);

/* The sample ratio of every group, so that its p-values can be adjusted over them: fills srm_p. */
CVS_WARN_UNUSED cvs_status cvs_monitor_all_ratios(cvs_monitor_run *run, cvs_error *error);

/* --- the group --- */

/* Arms, control and days. Errors: CVS_EDATA, CVS_EUSAGE, CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_monitor_frame(cvs_monitor_case *at, size_t index, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_monitor_read_days(cvs_monitor_case *at, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_monitor_split(cvs_monitor_case *at, cvs_error *error);

/* Takes a day into the tables of all comparisons, or of one. */
void cvs_monitor_take_day(const cvs_monitor_case *at, size_t day);
void cvs_monitor_take_comparison(const cvs_monitor_case *at, size_t day, size_t comparison);
cvs_strata_tables cvs_monitor_tables(const cvs_monitor_case *at, size_t comparison);
/* Visitors and conversions of a day alone; the control is empty where there is a target. */
cvs_pair cvs_monitor_block(const cvs_monitor_case *at, size_t day, size_t comparison);
/* A look at a day whose tables were taken: totals, split, and of each comparison what every design shows. */
CVS_WARN_UNUSED cvs_status cvs_monitor_open_look(cvs_monitor_case *at, size_t day, cvs_monitor_comparison **out,
                                                 cvs_error *error);
/* The effects whose statistic is z; `low` and `high` false: that end is open. */
typedef struct cvs_monitor_limits {
  bool has_lower;
  bool has_upper;
  double z_lower; /* of the lower end, which is below the estimate for a positive one */
  double z_upper;
} cvs_monitor_limits;
CVS_WARN_UNUSED cvs_status cvs_monitor_interval(const cvs_strata_tables *tables, cvs_scale scale,
                                                const cvs_monitor_limits *limits, cvs_interval *out, cvs_error *error);
/* Planned information of a comparison, in visitors. */
double cvs_monitor_planned_information(const cvs_monitor_case *at, size_t comparison);

/* The designs; each makes the looks and says what became of the treatments. */
CVS_WARN_UNUSED cvs_status cvs_monitor_run_anytime(cvs_monitor_case *at, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_monitor_run_group(cvs_monitor_case *at, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_monitor_run_ratio(cvs_monitor_case *at, cvs_error *error);
/* A stop of a treatment at the newest look. */
void cvs_monitor_stop(cvs_monitor_case *at, size_t comparison, cvs_monitor_code code, cvs_monitor_reason reason);
bool cvs_monitor_goes_on(const cvs_monitor_case *at);
/* The next planned look and the planned end, at the split and pace so far. */
CVS_WARN_UNUSED cvs_status cvs_monitor_foresee(cvs_monitor_case *at, size_t next, cvs_error *error);

CVS_WARN_UNUSED cvs_status cvs_monitor_compare(cvs_monitor_case *at, cvs_error *error);
void cvs_monitor_decide(cvs_monitor_case *at);
CVS_WARN_UNUSED cvs_status cvs_monitor_examine(cvs_monitor_case *at, cvs_error *error);
/* Holds the past days of a group against the ledger. Errors: CVS_EDATA where one was changed, CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_monitor_hold_past(cvs_monitor_case *at, cvs_error *error);
/* Keeps the looks of the group that the ledger does not have. */
CVS_WARN_UNUSED cvs_status cvs_monitor_keep(cvs_monitor_case *at, cvs_error *error);

#endif
