/* Completion scripts, generated from the tables of commands and options. */
#ifndef CVS_CLI_COMPLETION_H
#define CVS_CLI_COMPLETION_H

#include "cli/command.h"

void cvs_completion_bash(cvs_strbuf *out);
void cvs_completion_zsh(cvs_strbuf *out);
void cvs_completion_fish(cvs_strbuf *out);

/* True where the value of an option is a file. */
bool cvs_completion_is_path(const cvs_option *option);
/* Adds the choices of a word or a value, `separator` between them. */
void cvs_completion_add_choices(cvs_strbuf *out, cvs_choice_fn *choice, const char *separator);
/* Adds text between single quotes of a shell. */
void cvs_completion_add_quoted(cvs_strbuf *out, const char *text);

#endif
