/* How far reading has come: one line on standard error, gone when it ends. */
#ifndef CVS_CLI_PROGRESS_H
#define CVS_CLI_PROGRESS_H

#include "base/strbuf.h"
#include <signal.h>
#include <stdbool.h>

enum { CVS_PROGRESS_SIGNALS = 3 };

typedef struct cvs_progress {
  bool on;
  bool drawn;
  int64_t began;      /* microseconds of a clock that only goes forward */
  int64_t next_drawn; /* not before */
  struct sigaction before[CVS_PROGRESS_SIGNALS];
} cvs_progress;

/* Watches where `wanted` and standard error is a terminal; else the calls below do nothing. A signal that ends the
 * program erases the line first. */
void cvs_progress_begin(cvs_progress *progress, bool wanted);
/* A cvs_read_progress; `progress` is the context. Never stops the reading: a signal does. */
bool cvs_progress_show(void *progress, uint64_t taken, uint64_t total, uint64_t rows);
/* Erases the line. */
void cvs_progress_end(cvs_progress *progress);

/* Where reading stands after some seconds; total 0: not known. */
typedef struct cvs_progress_point {
  uint64_t taken;
  uint64_t total;
  uint64_t rows;
  uint64_t milliseconds;
} cvs_progress_point;

/* "45% read, 43,200,000 rows a second, 3 s left"; "1.2 GB read, 43,200,000 rows a second". At most 60 columns. */
void cvs_progress_text(cvs_strbuf *out, const cvs_progress_point *point);

#endif
