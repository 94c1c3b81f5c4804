/* Messages on standard error, and exit codes. */
#ifndef CVS_CLI_MESSAGE_H
#define CVS_CLI_MESSAGE_H

#include "base/strbuf.h"
#include <convstat/status.h>

typedef enum cvs_exit {
  CVS_EXIT_DONE = 0,
  CVS_EXIT_GATE = 1,
  CVS_EXIT_USAGE = 2,
  CVS_EXIT_DATA = 3,
  CVS_EXIT_STREAM = 4,
  CVS_EXIT_NUMBERS = 5,
  CVS_EXITS
} cvs_exit;

/* What an exit code means, for help and the man page. */
const char *cvs_exit_meaning(cvs_exit code);
cvs_exit cvs_exit_of(cvs_status status);

/* "convstat: FILE:LINE: message", one line; nothing where the message is empty (a closed pipe). */
void cvs_message_error(const cvs_error *error);
/* "convstat: warning: ..." for each line. */
void cvs_message_warnings(const char *lines);

/* Writes text to standard output, or to `path` whole or not at all (NULL and "-": standard output).
 * Errors: CVS_EIO, CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_print(const cvs_strbuf *text, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_write(const cvs_strbuf *text, const char *path, cvs_error *error);

#endif
