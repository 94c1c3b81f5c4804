/* Help on a screen: the overview, and all about one command. */
#ifndef CVS_CLI_HELP_H
#define CVS_CLI_HELP_H

#include "cli/command.h"

void cvs_help_overview(cvs_strbuf *out);
void cvs_help_command(cvs_strbuf *out, const cvs_command *command);
/* Prints the help of one command; of the program for `help` itself. Errors: CVS_EIO, CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_help_print(const cvs_command *command, cvs_error *error);

#endif
