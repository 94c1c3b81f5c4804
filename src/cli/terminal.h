/* What the reader's screen can show. */
#ifndef CVS_CLI_TERMINAL_H
#define CVS_CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

enum { CVS_COLUMNS_DEFAULT = 80 };

typedef struct cvs_terminal {
  bool is_terminal;
  bool unicode;
  bool color; /* where nobody asked for it or against it */
  size_t columns;
} cvs_terminal;

/* No terminal: 80 columns, UTF-8, no colour, so that the same input gives the same bytes anywhere. */
cvs_terminal cvs_terminal_none(void);
/* What stands behind a file descriptor. */
cvs_terminal cvs_terminal_of(int descriptor);

/* An environment variable, NULL where it is not set or empty. */
const char *cvs_environment(const char *name);

#endif
