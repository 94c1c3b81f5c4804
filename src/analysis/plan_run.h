/* What the files of the plan analysis share: one comparison as it is planned, and the steps. */
#ifndef CVS_ANALYSIS_PLAN_RUN_H
#define CVS_ANALYSIS_PLAN_RUN_H

#include <convstat/plan.h>

/* A split of the visitors and what follows from it: the comparison that sets the size is that of
 * the control with the treatment that has the fewest visitors. */
typedef struct cvs_plan_frame {
  const cvs_plan_options *options;
  size_t arm_count;
  double share[CVS_PLAN_ARMS_MAX]; /* sums to 1 */
  size_t weakest;                  /* the arm that sets the size */
  const cvs_method *adjust;        /* NULL where there is one comparison */
  cvs_design design;
  double design_effect;
  double inflation; /* of the largest size by looks in its midst; 1 without any */
  bool enumerate;   /* sizes and effects by enumeration, where they are small enough */
} cvs_plan_frame;

/* Method, adjustment and clusters; the split of the options. Rates are 0. Errors: CVS_EUSAGE. */
CVS_WARN_UNUSED cvs_status cvs_plan_frame_make(const cvs_plan_options *options, cvs_plan_frame *out, cvs_error *error);
/* The same comparison under another split: weights of the arms, any sum. */
CVS_WARN_UNUSED cvs_status cvs_plan_frame_split(cvs_plan_frame *frame, const double *weight, cvs_error *error);
/* Sets both rates. CVS_EUSAGE (CVS_EUNDEF with a measured baseline) where one leaves [0, 1]. */
CVS_WARN_UNUSED cvs_status cvs_plan_frame_rates(cvs_plan_frame *frame, double baseline, cvs_error *error);

/* What is not given, and the power that is asked for, or taken where none is. */
cvs_solved cvs_plan_unknown(const cvs_plan_options *options);
double cvs_plan_wanted(const cvs_plan_options *options);

/* Visitors of each arm within a total: the largest whole control, the others rounded up from their
 * shares, as sizes are. The control is 0 where no split leaves every arm a visitor. */
void cvs_plan_divide(const cvs_plan_frame *frame, uint64_t total, uint64_t *visitors);
uint64_t cvs_plan_sum(const cvs_plan_frame *frame, const uint64_t *visitors);

/* Visitors that find the effect with `power`. Errors: CVS_EUNDEF, CVS_ELIMIT, with what would help. */
CVS_WARN_UNUSED cvs_status cvs_plan_size(const cvs_plan_frame *frame, double power, uint64_t *visitors,
                                         cvs_answered_by *by, cvs_error *error);
/* Visitors in all with another baseline and the effect of the options; 0 where there is no answer.
 * Errors: CVS_ENOMEM, CVS_ENOCONV. */
CVS_WARN_UNUSED cvs_status cvs_plan_total(const cvs_plan_frame *frame, double baseline, double power, uint64_t *total,
                                          cvs_error *error);
/* Power at these visitors by the method's approximation. */
CVS_WARN_UNUSED cvs_status cvs_plan_power(const cvs_plan_frame *frame, const uint64_t *visitors, double *power,
                                          cvs_error *error);
/* The same by enumeration; CVS_ELIMIT where that is out of reach. */
CVS_WARN_UNUSED cvs_status cvs_plan_power_exact(const cvs_plan_frame *frame, const uint64_t *visitors, double *power,
                                                cvs_error *error);
/* The treatment's rate that is found with `power`, on the side of the effect. Errors: CVS_EUNDEF with
 * what would help; CVS_ELIMIT where enumeration is out of reach. */
typedef struct cvs_plan_ask {
  double power;
  cvs_answered_by by;
} cvs_plan_ask;
CVS_WARN_UNUSED cvs_status cvs_plan_effect(const cvs_plan_frame *frame, const uint64_t *visitors,
                                           const cvs_plan_ask *ask, double *rate, cvs_error *error);

/* Looks. The options' part that needs no baseline. Errors: CVS_EUSAGE. */
CVS_WARN_UNUSED cvs_status cvs_plan_looks_check(const cvs_plan_frame *frame, cvs_error *error);
/* The bounds that give `power`, into plan->sequential, and the frame's inflation; nothing without looks. */
CVS_WARN_UNUSED cvs_status cvs_plan_looks_design(cvs_plan_frame *frame, double power, cvs_plan *plan, cvs_error *error);
/* The power p whose own bounds, at these visitors, have the power p. Sets what cvs_plan_looks_design sets. */
CVS_WARN_UNUSED cvs_status cvs_plan_looks_power(cvs_plan_frame *frame, const uint64_t *visitors, cvs_plan *plan,
                                                cvs_error *error);
/* Power at another true effect, the rates of the frame, with the bounds of the plan. */
CVS_WARN_UNUSED cvs_status cvs_plan_looks_power_at(const cvs_plan_frame *frame, const cvs_plan *plan, double *power,
                                                   cvs_error *error);
/* Whether the effect that is planned or looked for lies above the control. */
bool cvs_plan_looks_up(const cvs_plan_options *options);

/* What stands beside the answer; each fills its part of `plan`. */
CVS_WARN_UNUSED cvs_status cvs_plan_duration(const cvs_plan_frame *frame, cvs_plan *plan, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_plan_curve(const cvs_plan_frame *frame, cvs_plan *plan, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_plan_splits(const cvs_plan_frame *frame, cvs_plan *plan, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_plan_funnel(const cvs_plan_frame *frame, cvs_plan *plan, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_plan_ends(const cvs_plan_frame *frame, cvs_plan *plan, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_plan_looks_fill(const cvs_plan_frame *frame, cvs_plan *plan, cvs_error *error);
void cvs_plan_examine(const cvs_plan_frame *frame, cvs_plan *plan);

/* The effect on a scale, and the treatment's rate of an effect. */
double cvs_plan_effect_of(double baseline, double rate, cvs_scale scale);
double cvs_plan_rate_of(double baseline, double effect, cvs_scale scale);

#endif
