/* Filling a cvs_error: the first failure wins. `error` may be NULL everywhere. */
#ifndef CVS_BASE_ERROR_H
#define CVS_BASE_ERROR_H

#include <convstat/status.h>

/* Sets status and message unless an earlier failure stands there; returns `status`. */
cvs_status cvs_fail(cvs_error *error, cvs_status status, const char *format, ...) CVS_PRINTF(3, 4);
/* The same with a place: source file (may be NULL) and 1-based line (0 = none). */
cvs_status cvs_fail_at(cvs_error *error, cvs_status status, const char *source, uint64_t line, const char *format, ...)
    CVS_PRINTF(5, 6);
cvs_status cvs_fail_memory(cvs_error *error);

#endif
