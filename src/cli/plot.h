/* --plot: a picture beside the output. */
#ifndef CVS_CLI_PLOT_H
#define CVS_CLI_PLOT_H

#include "cli/arguments.h"

/* Checks the names of --plot and --picture before anything is read. Errors: CVS_EUSAGE. */
CVS_WARN_UNUSED cvs_status cvs_plot_check(const cvs_arguments *arguments, cvs_error *error);
/* Saves an ended report of the format svg under the name of --plot, as it is or as PNG; whole or not at all.
 * Errors: CVS_EIO, CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_plot_save(const cvs_arguments *arguments, cvs_report *picture, cvs_error *error);

#endif
