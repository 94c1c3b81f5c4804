/* The question `convstat funnel` answers: at which step does a treatment win or lose, how much of the lift comes from
 * where, and which step should be worked on first? */
#ifndef CONVSTAT_FUNNEL_QUESTION_H
#define CONVSTAT_FUNNEL_QUESTION_H

#include <convstat/analysis.h>
#include <convstat/funnel.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Share of a step's drop-off that is won back where no benchmark is given. */
#define CVS_FUNNEL_WON_BACK 0.1

/* What is said of one step by its name: --benchmark STEP=RATE, --what-if STEP=LIFT, --cost STEP=X. */
typedef struct cvs_funnel_setting {
  const char *step;
  double value;
} cvs_funnel_setting;

/* Gives the times of the units of one arm (by its place in cvs_group.variant), borrowed until the next call: those who
 * entered, in any order. A failure ends the analysis. */
typedef cvs_status cvs_funnel_times_fn(void *context, size_t group, size_t arm, cvs_funnel_times *out,
                                       cvs_error *error);

/* All strings and arrays are borrowed. cvs_funnel_options_init sets the documented defaults.
 *   test        as for `test`: alpha, alternative, control, method, interval, rate_interval, adjust, shares, mde. The
 *               p-values of all treatments and steps are one family: adjust "auto" is Holm, with one step that of
 *               `test`; Dunnett needs one step. Margins, trends and all pairs are refused
 *   any_order   users of a step need not have reached the one before: rates and effects from the previous step, terms
 *               and the bottleneck do not exist
 *   optional    bit j: step j (from 0) may be left out on the way. It is read against the step before it, and those
 *               behind it against the last step that may not be left out; the last step cannot be optional
 *   benchmark   rates from the previous step, in (0, 1]
 *   what_if     lifts of the rate from the previous step, above -1 and not 0; at most CVS_FUNNEL_STEPS_MAX
 *   cost        of bringing a visitor to the step, >= 0
 *   value       of a user who reaches the last step, > 0; 0: not given, and the values that were read with the data,
 * where there are any, are the revenue times       --censor: units that are still on their way are kept and rates are
 * Kaplan-Meier's; every figure but the users and costs is then made of them. Tests are Wald's; adjust "auto" is Holm.
 * Not with any_order or optional steps. NULL: the counts are of units that have used their window */
typedef struct cvs_funnel_options {
  cvs_test_options test;
  bool any_order;
  uint32_t optional;
  const cvs_funnel_setting *benchmark;
  size_t benchmark_count;
  const cvs_funnel_setting *what_if;
  size_t what_if_count;
  const cvs_funnel_setting *cost;
  size_t cost_count;
  double value;
  cvs_funnel_times_fn *times;
  void *times_context;
} cvs_funnel_options;
CVS_API void cvs_funnel_options_init(cvs_funnel_options *options);
/* Checks what needs no data. Errors: CVS_EUSAGE. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_funnel_options_check(const cvs_funnel_options *options, cvs_error *error);

/* One step of one arm.
 *   before         the step that it is read against; SIZE_MAX: those who entered
 *   from_previous  does not exist where nobody came or steps overlap
 *   lost           users who came and did not go on; 0 where steps overlap
 *   skipped        users who took a later step, in time, but not this one, which all must take before it: they are not
 *                  counted at the later one; where has_skipped
 *   uncounted      users who took this step, in time, but are not counted at it, as they skipped one before; where
 *                  has_uncounted
 *   spent          of all costs up to this step, where there are any
 *   seconds        from the step it is read against, of the users whose times are known; NULL: of none
 *   cost_per_user  spent / users; where has_cost: costs were given and somebody is here
 *   censored       with units on their way: the naive rate and that of the mature units, beside; else NULL */
typedef struct cvs_funnel_step {
  uint64_t users;
  size_t before;
  cvs_interval from_start;
  cvs_interval from_previous;
  uint64_t lost;
  uint64_t skipped;
  bool has_skipped;
  uint64_t uncounted;
  bool has_uncounted;
  double spent;
  double cost_per_user;
  bool has_cost;
  const cvs_quartiles *seconds;
  const cvs_funnel_censored_step *censored;
} cvs_funnel_step;

/* A change at one step carried through to the end, all later rates staying as they are.
 *   rate     the step's rate from the previous one, changed
 *   overall  rate from the start at the last step: its interval is that of the measured rate, times 1 + lift, so it is
 *            about the rate and not about the change
 *   gained_per_1000  conversions a thousand users who enter
 *   exists   the changed rate is at most 1, the step is not optional, steps do not overlap, and somebody reached it */
typedef struct cvs_funnel_what_if {
  size_t step;
  double lift;
  double rate;
  cvs_interval overall;
  cvs_interval gained_per_1000;
  bool exists;
} cvs_funnel_what_if;

/* One arm; its name, the users who entered (visitors) and those of the last step (conversions) are in frame.arm.
 *   young     units that have not used their window; 0 unless they are kept
 *   left_out  units that had not used their window and are none of those who entered; where has_left_out
 *   spent     all costs; where costs were given
 *   revenue   users of the last step x value, or the values that were read; where has_value
 *   return_on_cost  revenue / spent - 1; where has_return */
typedef struct cvs_funnel_arm {
  const cvs_funnel_step *step;
  const cvs_funnel_what_if *what_if;
  uint64_t young;
  uint64_t left_out;
  double spent;
  double revenue;
  double cost_per_conversion;
  double return_on_cost;
  bool has_left_out;
  bool has_spent;
  bool has_value;
  bool has_cost_per_conversion;
  bool has_return;
} cvs_funnel_arm;

/* A treatment against the control at one step.
 *   from_start  tested: what was randomised; NULL where the step is the entry itself. Its p_adjusted is over all
 *               treatments and steps
 *   *_previous  described: users whom the treatment has selected
 *   term        of the overall log lift; does not exist for optional steps */
typedef struct cvs_funnel_contrast {
  const cvs_comparison *from_start;
  cvs_interval difference_previous;
  cvs_interval lift_previous;
  cvs_funnel_term term;
} cvs_funnel_contrast;

/* A treatment against the control.
 *   overall  from_start of the last step
 *   split    the terms by mandatory steps; `count` 0 where steps overlap */
typedef struct cvs_funnel_comparison {
  size_t treatment;
  const cvs_funnel_contrast *step;
  const cvs_comparison *overall;
  cvs_funnel_split split;
} cvs_funnel_comparison;

/* What a step is worth working on.
 *   target             rate from the previous step: the benchmark, or with a tenth of the drop-off won back
 *   gained_per_1000    conversions more a thousand users who enter, all other rates staying; where has_gained
 *   visitors_to_test   users who must enter (both arms together) for a test of the step among those who reach it, that
 *                      finds the target in 8 of 10; 0: nothing to find, or no size is large enough
 *   visitors_to_test_overall  the same for a test of the last step among all who enter */
typedef struct cvs_funnel_leak {
  double rate;
  double target;
  bool by_benchmark;
  double gained_per_1000;
  bool has_gained;
  uint64_t visitors_to_test;
  uint64_t visitors_to_test_overall;
} cvs_funnel_leak;

/* Why a step comes first. Tests run one after the other on the same traffic, so what counts is the gain for each
 * visitor that a test takes (Smith 1956, Nav. Res. Logist. Q. 3, 59-66: such an order loses least while waiting). */
typedef enum cvs_funnel_reason {
  CVS_FUNNEL_NOTHING,  /* no step has anything to gain that can be told */
  CVS_FUNNEL_BOTH,     /* the largest gain, and the most gain for a visitor of its test */
  CVS_FUNNEL_CHEAPEST, /* another step has a larger gain, but this one the most for a visitor of its test */
  CVS_FUNNEL_LARGEST   /* the largest gain; no test of a finite size finds one */
} cvs_funnel_reason;

typedef struct cvs_funnel_bottleneck {
  size_t arm;                  /* whose rates: the control's */
  const cvs_funnel_leak *leak; /* [step_count] */
  size_t first;                /* the step to work on; SIZE_MAX: none */
  size_t largest;              /* the step of the largest gain; SIZE_MAX: none */
  cvs_funnel_reason reason;
} cvs_funnel_bottleneck;

/* Steps that were skipped: events that were not logged, or a way round a step. A funnel does not count who went it at
 * the steps behind. Where all arms lose the same share of those who took a step, their lift there stays what it is;
 * where some lose more than others, the figures cannot be compared.
 *   at       the step whose counts the arms lose most unequally; where has_test
 *   step     the step before it that was skipped most unequally
 *   p_value  that all arms lose the same share of those who took the step `at` (those who are not counted there split
 * as all who took it; exact multinomial, for many chi-square; Bonferroni over steps and groups); where has_test notable
 * more than one in a thousand of those who entered skipped one step unequal  p_value is below CVS_SRM_ALPHA, and to
 * count them all would change a lift by more than a hundredth exists   somebody skipped a step; else the rest is zero
 */
typedef struct cvs_funnel_skips {
  size_t at;
  size_t step;
  double p_value;
  double ln_p_value;
  bool has_test;
  bool notable;
  bool unequal;
  bool exists;
} cvs_funnel_skips;

/* One group; pointers are valid until the next one is analysed.
 *   frame  arms (rate: overall), sample ratio of those who entered, the overall comparisons with decision and gates,
 * and all findings. The arm of a finding about a comparison is comparison x step_count + step where its field begins
 * with "from_start", a comparison where it is "contribution", and what analysis.h says elsewhere */
typedef struct cvs_funnel_group {
  cvs_test_group frame;
  size_t step_count;
  const char *const *step; /* names */
  const cvs_funnel_arm *arm;
  size_t comparison_count;
  const cvs_funnel_comparison *comparison;
  const cvs_method *adjust; /* NULL: one comparison, nothing to adjust */
  cvs_funnel_bottleneck bottleneck;
  cvs_funnel_skips skips;
} cvs_funnel_group;

/* A run over all groups of a dataset that was read with steps. Owner of what the groups point to. */
typedef struct cvs_funnel_run cvs_funnel_run;

/* `dataset` and `options` must outlive the run.
 * Errors: CVS_EUSAGE (no steps, strata, a setting of no step); CVS_EDATA; CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_funnel_new(const cvs_dataset *dataset, const cvs_funnel_options *options,
                                                  cvs_funnel_run **out, cvs_error *error);
/* Analyses group `index`. Errors: CVS_EDATA where more users reached a step than the one before it (with any_order:
 * than entered); CVS_ELIMIT, CVS_ENOCONV, CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_funnel_analyse(cvs_funnel_run *run, size_t index, cvs_funnel_group *out,
                                                      cvs_error *error);
CVS_API void cvs_funnel_free(cvs_funnel_run *run);

#ifdef __cplusplus
}
#endif

#endif
