/* Whether the figures of a saved result fit each other: what somebody has edited must not be shown as a result. */
#ifndef CVS_REPORT_SAVED_CHECK_H
#define CVS_REPORT_SAVED_CHECK_H

#include "report/saved.h"

/* The estimate of a rate is its count divided by all; `place` is that of the interval. */
void cvs_saved_check_rate(const cvs_json_place *place, uint64_t count, uint64_t all);
/* At most as many come to a step as were at the one that it is read against. */
void cvs_saved_check_step(const cvs_json_place *step, uint64_t users, uint64_t before);
/* What is shipped has won, and control is kept against what is worse. */
void cvs_saved_check_decision(const cvs_json_place *group, const cvs_test_group *found);

#endif
