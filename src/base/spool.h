/* Output that is held back until it is complete: in memory, then in an unlinked file. */
#ifndef CVS_BASE_SPOOL_H
#define CVS_BASE_SPOOL_H

#include <convstat/status.h>
#include <stddef.h>

typedef struct cvs_spool cvs_spool;

/*   directory   where an overflow file may be made (borrowed; "/tmp" if NULL) */
CVS_WARN_UNUSED cvs_status cvs_spool_new(const char *directory, cvs_spool **out, cvs_error *error);
void cvs_spool_free(cvs_spool *spool);
/* Sticky: after a failure further writes do nothing and the copy returns that failure. */
void cvs_spool_write(cvs_spool *spool, const char *bytes, size_t length);
void cvs_spool_puts(cvs_spool *spool, const char *text);
/* CVS_OK, or the first failure of the writes so far. */
CVS_WARN_UNUSED cvs_status cvs_spool_check(const cvs_spool *spool, cvs_error *error);
uint64_t cvs_spool_length(const cvs_spool *spool);
/* Appends all of `from` to `to`. */
CVS_WARN_UNUSED cvs_status cvs_spool_append(cvs_spool *to, cvs_spool *from, cvs_error *error);
/* Copies all of it to a file descriptor. CVS_EIO with errno's text on a failing or short write;
 * the message names `name`. EPIPE gives CVS_EIO with an empty message. */
CVS_WARN_UNUSED cvs_status cvs_spool_copy(cvs_spool *spool, int descriptor, const char *name, cvs_error *error);
/* Writes all of it to `path`, whole or not at all: a temporary file beside it, then rename.
 * A path that exists and is no regular file (/dev/full, a pipe) is written to directly. */
CVS_WARN_UNUSED cvs_status cvs_spool_save(cvs_spool *spool, const char *path, cvs_error *error);

#endif
