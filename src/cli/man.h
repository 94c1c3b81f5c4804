/* Man pages as troff, generated from the tables of commands and options. */
#ifndef CVS_CLI_MAN_H
#define CVS_CLI_MAN_H

#include "cli/command.h"

void cvs_man_program(cvs_strbuf *out);
void cvs_man_command(cvs_strbuf *out, const cvs_command *command);

#endif
