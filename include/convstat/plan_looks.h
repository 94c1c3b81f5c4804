/* Looks in the midst of a planned test: what is asked for, and what the plan says of each look. */
#ifndef CONVSTAT_PLAN_LOOKS_H
#define CONVSTAT_PLAN_LOOKS_H

#include <convstat/sequential.h>

#ifdef __cplusplus
extern "C" {
#endif

/* When a test is looked at, and by which bounds it is stopped.
 *   count          2 to CVS_LOOKS_MAX
 *   information    at each look, as parts of the planned end: rising by CVS_INFORMATION_GAP_MIN at
 *                  least, the last one 1
 *   efficacy       how the error is dealt out over the looks
 *   futility       for a benefit alone
 *   beta_spending  by which futility spends; a spending function; ignored without futility */
typedef struct cvs_plan_looks {
  size_t count;
  double information[CVS_LOOKS_MAX];
  cvs_spending efficacy;
  cvs_futility futility;
  cvs_spending beta_spending;
} cvs_plan_looks;

/* An effect that lies exactly on a bound, the control at its baseline. None where no rate between 0
 * and 1 reaches so far. */
typedef struct cvs_bound_effect {
  bool exists;
  double difference;
  double lift;
} cvs_bound_effect;

/* What a look means in a given test; its bounds are those of the design. */
typedef struct cvs_planned_look {
  uint64_t visitors_total;
  cvs_bound_effect win;      /* at the upper bound */
  cvs_bound_effect futility; /* at the futility bound, where there is one */
  uint64_t day;              /* of the test, from 1, on which these visitors have come; 0 without traffic */
  bool has_date;
  int64_t date; /* of that day */
} cvs_planned_look;

/* The effects that stops are reckoned for: none, half of what was planned, all of it. */
typedef enum cvs_planned_truth { CVS_TRUTH_NONE, CVS_TRUTH_HALF, CVS_TRUTH_WHOLE, CVS_TRUTHS } cvs_planned_truth;

/* A plan with looks.
 *   terms     of one comparison: its alpha is that of the plan, or what the adjustment for several
 *             treatments leaves of it
 *   design    turned so that its upper bound is the effect that is planned for
 *   downward  that effect is a loss, or what a test of `less` looks for: a bound z of the design is -z
 *             for treatment less control
 *   expected_visitors  over all arms, mean at the stop; several treatments as if they all stopped at
 *             the same look
 *   expected_days      the same in days; 0 without traffic */
typedef struct cvs_plan_sequential {
  cvs_sequential_terms terms;
  cvs_sequential_design design;
  bool downward;
  cvs_planned_look look[CVS_LOOKS_MAX];
  double expected_visitors[CVS_TRUTHS];
  double expected_days[CVS_TRUTHS];
} cvs_plan_sequential;

#ifdef __cplusplus
}
#endif

#endif
