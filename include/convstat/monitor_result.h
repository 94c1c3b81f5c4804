/* What `convstat monitor` answers: looks, what became of each treatment, and a decision.
 *
 * Every figure of a comparison is treatment less control (or less the target): a positive z is a better treatment. */
#ifndef CONVSTAT_MONITOR_RESULT_H
#define CONVSTAT_MONITOR_RESULT_H

#include <convstat/analysis.h>
#include <convstat/anytime.h>
#include <convstat/sequential.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum cvs_monitor_code {
  CVS_MONITOR_CONTINUE,
  CVS_MONITOR_STOP_WIN,
  CVS_MONITOR_STOP_HARM,
  CVS_MONITOR_STOP_FUTILITY,
  CVS_MONITOR_STOP_INCONCLUSIVE,
  CVS_MONITOR_INVALID
} cvs_monitor_code;
/* "continue", "stop-win" ... Borrowed. */
CVS_API const char *cvs_monitor_code_id(cvs_monitor_code code);

/* Why. */
typedef enum cvs_monitor_reason {
  CVS_REASON_GOES_ON, /* nothing was crossed */
  CVS_REASON_BOUND,   /* win or harm: the bound was reached */
  CVS_REASON_BAND,    /* win or harm: the always-valid p-value is below alpha */
  CVS_REASON_RATIO,   /* the likelihood ratio reached its bound (SPRT, MaxSPRT) */
  CVS_REASON_FUTILE,  /* the futility bound was reached */
  CVS_REASON_MDE_OUT, /* the band excludes the effect that is looked for */
  CVS_REASON_NULL,    /* SPRT: the ratio is at the bound of no effect */
  CVS_REASON_END,     /* the planned end, or the horizon, without a decision */
  CVS_REASON_ENDED,   /* the test was said to end here, without a decision */
  CVS_REASON_SPLIT,   /* invalid: sample ratio */
  CVS_REASON_DATA     /* invalid: fewer than two arms have visitors */
} cvs_monitor_reason;

/* A figure that may not exist. */
typedef struct cvs_maybe {
  bool exists;
  double value;
} cvs_maybe;

/* One treatment at one look, of all days up to it.
 *   treatment     index of the arm
 *   z, p_nominal  of the fixed test at this look (no correction for looking); absent where nothing varies
 *   information   group: of this comparison, in parts of its planned end
 *   bound_*       group: z of treatment less control; absent where the design has none, or where this treatment was
 *                 not looked at (it had stopped, or has nothing new). SPRT, MaxSPRT: of ln_e_value instead
 *   alpha_spent   group: of this comparison's alpha, so far
 *   p_value       may be read at every look: always valid (anytime, SPRT), repeated (group), of the largest ratio so
 *                 far (MaxSPRT, at its last look; absent before)
 *   e_value       anytime: the e-value; SPRT, MaxSPRT: the likelihood ratio
 *   difference, lift  estimate and an interval that holds at every look: the running band, or the repeated interval.
 *                 SPRT, MaxSPRT: the estimate alone
 *   power_*       group: chance of crossing the win bound (harm's, where a loss was planned) at a later look, at the
 *                 planned effect, at the current estimate, and over what the data leave open; absent after a stop
 *   action        what holds for this treatment from this look on: a stop stays, except that in the anytime design a
 *                 proven win or harm replaces a stop without one */
typedef struct cvs_monitor_comparison {
  size_t treatment;
  cvs_maybe z;
  cvs_maybe p_nominal;
  double ln_p_nominal;
  cvs_maybe information;
  cvs_maybe bound_upper;
  cvs_maybe bound_lower;
  cvs_maybe bound_futility;
  cvs_maybe alpha_spent;
  cvs_maybe p_value;
  double ln_p_value;
  cvs_maybe e_value;
  double ln_e_value;
  cvs_interval difference;
  cvs_interval lift;
  cvs_maybe power_planned;
  cvs_maybe power_trend;
  cvs_maybe power_predictive;
  cvs_monitor_code action;
} cvs_monitor_comparison;

/* What three readers would have said of one treatment by this look, each keeping to its first word. */
typedef struct cvs_monitor_readings {
  cvs_monitor_code fixed; /* p_nominal < alpha at this look or before: no such test may be read twice */
  cvs_monitor_code group;
  cvs_monitor_code anytime;
} cvs_monitor_readings;

/* A look.
 *   number       1 the first; 0: no look, but the state of the last day
 *   planned      number of the planned look that it is, 0: none
 *   recorded     the ledger had it
 *   arm          running totals up to this day
 *   split        sequential sample ratio
 *   information  group: the least of the treatments that were looked at; SPRT, MaxSPRT: of the horizon */
typedef struct cvs_monitor_look {
  size_t number;
  size_t planned;
  bool recorded;
  int64_t date;
  const cvs_sample *arm; /* [arm_count] */
  cvs_split_look split;
  cvs_maybe information;
  const cvs_monitor_comparison *comparison; /* [comparison_count] */
  const cvs_monitor_readings *readings;     /* [comparison_count], NULL unless compared */
} cvs_monitor_look;

/* Shares as intended from a day on, and the pooled figures beside the stratified ones. */
typedef struct cvs_monitor_period {
  int64_t first;
  int64_t last;          /* with visitors */
  const double *share;   /* [arm_count], sums to 1 */
  const cvs_sample *arm; /* [arm_count] */
} cvs_monitor_period;

/* What became of a treatment.
 *   look            number of the look of the stop, 0: none
 *   is_final        group: the figures that hold after that stop, by stage-wise ordering (sequential.h)
 *   pooled_*        with allocation changes: what all visitors in one pot would say at the last day; the bias is
 *                   that less the estimate of the last look */
typedef struct cvs_monitor_treatment {
  size_t treatment;
  cvs_monitor_code code;
  cvs_monitor_reason reason;
  size_t look;
  bool is_final;
  double p_value_adjusted;
  double ln_p_value_adjusted;
  cvs_interval difference_adjusted;
  cvs_interval lift_adjusted;
  cvs_maybe pooled_difference;
  cvs_maybe pooled_lift;
} cvs_monitor_treatment;

/* When the next look is due, and the planned end.
 *   look, looks      number of the next planned look, and how many are planned
 *   information      of it
 *   visitors_total   over all arms, at the split so far; visitors_end at the planned end
 *   date, date_end   at the pace so far, which is `pace` visitors a day; where has_date */
typedef struct cvs_monitor_next {
  size_t look;
  size_t looks;
  double information;
  uint64_t visitors_total;
  uint64_t visitors_end;
  double pace;
  bool has_date;
  int64_t date;
  int64_t date_end;
} cvs_monitor_next;

/* Three readers beside each other.
 *   fixed_error    probability that p < alpha at one of these looks at least, without any effect: exact for normal
 *                  statistics (recursion of sequential.h); of the first treatment
 *   fixed_looks    looks that it counts; looks with next to no news are one with the look before
 *   assumed_plan   no plan was given: O'Brien-Fleming spending over these looks (50 at most) with the last day as its
 *                  end, as if that had been planned */
typedef struct cvs_monitor_compared {
  double fixed_error;
  size_t fixed_looks;
  bool assumed_plan;
  size_t assumed_looks;
} cvs_monitor_compared;

/* The terms that decide, wherever they come from. `alternative` and `alpha` are the plan's where there is one.
 *   comparison_alpha  of one comparison: alpha / comparisons, or what the plan's adjustment leaves
 *   terms, drift      group: turned so that positive is the effect that was planned for; `downward`: that is a loss
 *   visitors          group: planned, by arm */
typedef struct cvs_monitor_terms {
  double alpha;
  cvs_alternative alternative;
  double comparison_alpha;
  cvs_sequential_terms sequential;
  double drift;
  bool downward;
  const uint64_t *visitors; /* [arm_count] */
} cvs_monitor_terms;

/* One group; pointers are valid until the next one is analysed.
 *   control       SIZE_MAX where variants are held against a target
 *   arm           totals; the rate's estimate alone
 *   now           the last day where it is no look, or looks are over; NULL: the last look is the last day
 *   code          of all treatments: a win of any; else to go on while one may; else how they ended. Invalid where the
 *                 split is broken, whatever the looks say
 *   period        two and more with allocation changes; else none
 *   break_date    where the split most likely broke, where srm_mismatch */
typedef struct cvs_monitor_group {
  size_t group;
  size_t control;
  size_t arm_count;
  const cvs_arm_result *arm;
  cvs_monitor_terms terms;
  int64_t first;
  int64_t last;
  size_t day_count;    /* with visitors */
  size_t days_missing; /* between the first and the last one */
  size_t days_carried; /* without a running total of each variant: counted on the next day that has all */
  bool srm_assumed;
  cvs_maybe srm_p_value; /* adjusted over the groups */
  bool srm_mismatch;
  int64_t break_date;
  size_t period_count;
  const cvs_monitor_period *period;
  size_t comparison_count;
  size_t look_count;
  const cvs_monitor_look *look;
  const cvs_monitor_look *now;
  const cvs_monitor_next *next;           /* NULL: nothing is due */
  const cvs_monitor_compared *compared;   /* NULL: not asked, or no answer */
  const cvs_monitor_treatment *treatment; /* [comparison_count] */
  cvs_monitor_code code;
  cvs_monitor_reason reason;
  size_t decided_look; /* number, 0: none */
  size_t decided;      /* index of the treatment that won, SIZE_MAX: none */
  cvs_tristate gate_srm, gate_harm, gate_not_significant, gate_not_won, gate_data_quality, gate_continue;
  size_t finding_count;
  const cvs_finding *finding;
} cvs_monitor_group;

#ifdef __cplusplus
}
#endif

#endif
