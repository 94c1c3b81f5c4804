/* convstat report --index: a page over a folder of results. */
#ifndef CVS_CLI_REPORT_INDEX_H
#define CVS_CLI_REPORT_INDEX_H

#include "cli/arguments.h"

/* Reads all *.json of the folder but hidden ones, and writes the page. Errors: CVS_EUSAGE a format that is not HTML, or
 * files beside the folder; CVS_EIO; CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_report_index(const cvs_arguments *arguments, cvs_error *error);

#endif
