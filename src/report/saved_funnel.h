/* Parts of a saved result of `funnel`. */
#ifndef CVS_REPORT_SAVED_FUNNEL_H
#define CVS_REPORT_SAVED_FUNNEL_H

#include "report/saved_test.h"
#include <convstat/funnel_question.h>

/* Position of the step that the text names; refused where it is none. */
size_t cvs_saved_funnel_step(const cvs_funnel_group *group, const cvs_json_place *name);

/* Arms with their steps; out has its frame and the names of its steps. The frame's arms get their conversions. */
void cvs_saved_funnel_arms(cvs_saved_result *result, const cvs_json_place *group, const cvs_funnel_options *options,
                           cvs_funnel_group *out);
/* Treatments against the control; out has its arms. */
void cvs_saved_funnel_comparisons(cvs_saved_result *result, const cvs_json_place *group,
                                  const cvs_funnel_options *options, cvs_funnel_group *out);

#endif
