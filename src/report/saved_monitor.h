/* Parts of a saved result of `monitor`. */
#ifndef CVS_REPORT_SAVED_MONITOR_H
#define CVS_REPORT_SAVED_MONITOR_H

#include "report/saved_plan.h"

/* Ids in the order of cvs_monitor_code. */
extern const char *const cvs_saved_monitor_codes[CVS_MONITOR_INVALID + 1];

/* Counts of `count` arms from "arms" of a record. */
const cvs_sample *cvs_saved_monitor_arms(cvs_saved_result *result, const cvs_json_place *record, size_t count);

/* Looks, the state of the last day, the next look and what others would have said; out has its treatments. */
void cvs_saved_monitor_looks(cvs_saved_result *result, const cvs_json_place *group, cvs_monitor_group *out);

#endif
