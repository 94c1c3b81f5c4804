/* Whether the figures of a saved result fit each other: what somebody has edited must not be shown as a result. */
#ifndef CVS_REPORT_SAVED_CHECK_H
#define CVS_REPORT_SAVED_CHECK_H

#include "report/saved.h"

/* Everywhere: p-values and their logarithms, estimates and their intervals. Once, when the head is read. */
void cvs_saved_check_figures(const cvs_saved_result *result);

/* The estimate of a rate is its count divided by all; `place` is that of the interval. */
void cvs_saved_check_rate(const cvs_json_place *place, uint64_t count, uint64_t all);
/* The estimate there is the number; `whose` ends the sentence "expected 0.05, ...". */
void cvs_saved_check_estimate(const cvs_json_place *place, double expected, const char *whose);
/* "difference", "lift" and "odds_ratio" of a record, where they are, are those of the two rates. */
void cvs_saved_check_effects(const cvs_json_place *effects, const cvs_interval *control, const cvs_interval *treatment);
/* A count is at most another; `whose` ends the sentence "expected at most the 500 ...". */
void cvs_saved_check_most(const cvs_json_place *place, uint64_t count, uint64_t most, const char *whose);

/* What makes the data of a group invalid, as far as it is told. */
typedef struct cvs_saved_cause {
  bool invalid;  /* the decision says so */
  bool known;    /* a split or tracking that is not the same: every version calls that invalid */
  bool possible; /* no treatment, or no control, to compare */
} cvs_saved_cause;
/* The data are invalid for a cause that is told, and not valid beside one. */
void cvs_saved_check_cause(const cvs_json_place *group, const cvs_saved_cause *cause);
/* A gate that is known says what the rest says: exit statuses are made of it. */
void cvs_saved_check_gate(const cvs_json_place *group, const char *name, bool closed);
/* What is shipped has won, and control is kept against what is worse; causes and gates, of `test` and `funnel`. */
void cvs_saved_check_decision(const cvs_json_place *group, const cvs_test_group *found);

#endif
