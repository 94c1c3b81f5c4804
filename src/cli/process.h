/* Another program, without a shell. */
#ifndef CVS_CLI_PROCESS_H
#define CVS_CLI_PROCESS_H

#include <convstat/status.h>
#include <stdbool.h>

/* Whether a program of this name can be run, by the PATH of the environment. */
bool cvs_process_exists(const char *name);

/* Runs a program to its end.
 *   argument  its name, then its arguments, then NULL
 *   input     descriptor that is its standard input; output: its standard output. Its messages go nowhere
 * Errors: CVS_EIO where it cannot be started or does not end with 0. */
CVS_WARN_UNUSED cvs_status cvs_process_run(const char *const *argument, int input, int output, cvs_error *error);

#endif
