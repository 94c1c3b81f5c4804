/* The head of a saved result: what was read, in which groups, under which settings. */
#ifndef CVS_REPORT_SAVED_HEAD_H
#define CVS_REPORT_SAVED_HEAD_H

#include "report/saved.h"

/* Fills dataset, settings and group_count. Errors: CVS_EDATA, CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_saved_head(cvs_saved_result *result, cvs_error *error);

#endif
