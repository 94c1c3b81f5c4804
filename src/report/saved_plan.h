/* The looks of a saved plan. */
#ifndef CVS_REPORT_SAVED_PLAN_H
#define CVS_REPORT_SAVED_PLAN_H

#include "report/saved.h"

/* Fills plan->sequential from "sequential" of the group; NULL where that is null. `plan` has its effect. */
void cvs_saved_plan_looks(cvs_saved_result *result, const cvs_json_place *group, cvs_plan *plan);

/* "alpha", "sides", "efficacy" and "futility" of a record; information and power are not there. */
void cvs_saved_terms(const cvs_json_place *place, cvs_sequential_terms *out);

#endif
