/* Parts of a saved result of `test` that others have too. */
#ifndef CVS_REPORT_SAVED_TEST_H
#define CVS_REPORT_SAVED_TEST_H

#include "report/saved.h"

void cvs_saved_test_options(const cvs_saved_result *result, cvs_test_options *out);
/* All of a comparison but its arms. */
void cvs_saved_comparison(const cvs_json_place *place, const cvs_test_options *options, cvs_comparison *out);
/* "decision" and "gates"; then, once the comparisons are there, which of them is shipped. */
void cvs_saved_gates(const cvs_json_place *group, cvs_test_group *out);
void cvs_saved_decided(const cvs_json_place *group, cvs_test_group *out);
/* Treatment and lift that the verdict of a group is about, into a line; none where the data are invalid. */
void cvs_saved_topic(const cvs_saved_result *result, const cvs_test_group *group, cvs_saved_line *out);

#endif
