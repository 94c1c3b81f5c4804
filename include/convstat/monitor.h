/* The question `convstat monitor` answers: may I stop now? Counts by day in, looks and a decision out, with error
 * rates that hold although somebody looked before the end.
 *
 * The sequential sample ratio is broken once its always-valid p-value, Holm-adjusted over the groups, is below
 * CVS_SRM_ALPHA. */
#ifndef CONVSTAT_MONITOR_H
#define CONVSTAT_MONITOR_H

#include <convstat/monitor_result.h>
#include <convstat/plan_looks.h>

#ifdef __cplusplus
extern "C" {
#endif

struct cvs_saved_plan; /* plan_file.h */

/* What decides.
 *   anytime   every day with visitors is a look; nothing is planned (anytime.h)
 *   group     group sequential: looks at planned information (sequential.h)
 *   sprt      Wald's test of the effect `mde` against none; two-sided: one a side at alpha/2
 *   maxsprt   the likelihood ratio of the best effect, up to `horizon` trials
 * The last two compare a treatment with the control, or with `target` each variant with that rate. */
typedef enum cvs_monitor_design {
  CVS_MONITOR_ANYTIME,
  CVS_MONITOR_GROUP,
  CVS_MONITOR_SPRT,
  CVS_MONITOR_MAXSPRT,
  CVS_MONITOR_DESIGNS
} cvs_monitor_design;

/* From this day on these shares are intended, by name. */
typedef struct cvs_allocation_change {
  int64_t date; /* days since 1970-01-01 */
  const cvs_share *share;
  size_t share_count;
} cvs_allocation_change;

/* All strings and arrays are borrowed and outlive the run. cvs_monitor_options_init sets the defaults. "Given" means
 * that it is held against the plan: what contradicts it is CVS_EUSAGE.
 *   alpha         in [1e-12, 1), of all treatments and both sides; 0: not given, the plan's or 0.05
 *   alternative   given where has_alternative; else the plan's or two-sided
 *   control       variant name; NULL: not given, the plan's, else by name, else the first
 *   share         intended from the first day on; 0 of them: not given, the plan's or equal
 *   change        allocation changes, dates ascending. Estimates and z are then stratified by period
 *   cumulative    counts are running totals a variant (dated counts only); a day that lacks one of them is counted on
 *                 the next day that has all
 *   goal          the event that was counted; NULL: the column of conversions is the metric
 *   method        "score" or "n-1" (z times sqrt((N-1)/N)): the statistic of group sequential looks and of the fixed
 *                 test; NULL: the plan's, else score. A plan by wald or arcsine is monitored by score
 *   sequence, baseline, tune_at    of the anytime design, as in cvs_anytime_terms
 *   mde           lift that is looked for; 0: none. Anytime: as in cvs_anytime_terms, and where the band excludes it
 *                 the benefit is out of sight (stop-futility), not with `less`; a harm or a win that is proven later
 *                 replaces that. SPRT: > 0, needed; its mirror image is the loss; without
 *                 `baseline` or `target` it is the lift of the odds, which is that of the rate where conversions are
 *                 rare
 *   plan          a saved plan; design must be CVS_MONITOR_GROUP
 *   looks         of a group sequential design without a file; else NULL
 *   visitors_max  over all arms at the planned end; needed with `looks`. Anytime: where the test ends without a
 *                 decision; 0: nowhere
 *   power         of `looks` and the SPRT, in (0, 1); 0: not given, CVS_PLAN_POWER
 *   adjust        "auto" (sidak), "sidak", "bonferroni" or "none", for `looks` and several treatments
 *   every_day     group: each day is a look, not only those that reach the next planned information
 *   look_now      group: the last day is a look, planned or not
 *   ends          group: the test ends with the last day, which spends all that is left of the error
 *   horizon       MaxSPRT: visitors of one rate; conversions of both arms of a comparison
 *   target        rate in (0, 1) for SPRT and MaxSPRT; 0: the control's
 *   compare       also say what the fixed test, a group sequential plan and the anytime band would have said
 *   ledger        file of the looks taken; NULL: none. accept_revision: changed past days are recorded, not refused */
typedef struct cvs_monitor_options {
  cvs_monitor_design design;
  double alpha;
  bool has_alternative;
  cvs_alternative alternative;
  const char *control;
  const cvs_share *share;
  size_t share_count;
  const cvs_allocation_change *change;
  size_t change_count;
  bool cumulative;
  const char *goal;
  const char *method;
  cvs_sequence sequence;
  double baseline;
  double mde;
  double tune_at;
  const struct cvs_saved_plan *plan;
  const cvs_plan_looks *looks;
  uint64_t visitors_max;
  double power;
  const char *adjust;
  bool every_day;
  bool look_now;
  bool ends;
  uint64_t horizon;
  double target;
  bool compare;
  const char *ledger;
  bool accept_revision;
} cvs_monitor_options;
CVS_API void cvs_monitor_options_init(cvs_monitor_options *options);
/* Checks what needs no data: ranges, options that contradict each other or the plan. Errors: CVS_EUSAGE. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_monitor_options_check(const cvs_monitor_options *options, cvs_error *error);

/* A run over all groups of a dataset. Owner of what the groups point to. */
typedef struct cvs_monitor_run cvs_monitor_run;

/* Checks options against the plan, the ledger and the data. `dataset` and `options` must outlive the run; the data were
 * read with `by_day`, and with `variant_optional` where there is a target.
 * Errors: CVS_EUSAGE (an option contradicts the plan or the ledger), CVS_EDATA (no dates; a running total that falls;
 * the data or a file contradict the plan or the ledger), CVS_EIO, CVS_ELIMIT, CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_monitor_new(const cvs_dataset *dataset, const cvs_monitor_options *options,
                                                   cvs_monitor_run **out, cvs_error *error);
/* Analyses group `index`. Errors: CVS_EDATA (a past day that was changed, by its date); CVS_EUNDEF (classical bounds at
 * looks that were not planned), CVS_ELIMIT (more than CVS_LOOKS_MAX looks), CVS_ENOCONV, CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_monitor_analyse(cvs_monitor_run *run, size_t index, cvs_monitor_group *out,
                                                       cvs_error *error);
/* Appends the looks of all groups that were analysed to the ledger, all of them or none; nothing without a ledger, and
 * nothing where none is new. To be called once, when the report is complete. Errors: CVS_EIO, CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_monitor_record(cvs_monitor_run *run, cvs_error *error);
CVS_API void cvs_monitor_free(cvs_monitor_run *run);

#ifdef __cplusplus
}
#endif

#endif
