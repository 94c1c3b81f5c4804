/* A text file that only grows, whole lines at a time. */
#ifndef CVS_BASE_JOURNAL_H
#define CVS_BASE_JOURNAL_H

#include "base/strbuf.h"

/* More than this is no journal: a line a day for a thousand years is a tenth of it. */
#define CVS_JOURNAL_BYTES_MAX ((size_t)1 << 28)

/* Adds the whole file; nothing where there is none yet. Errors: CVS_EIO; CVS_ELIMIT; CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_journal_read(const char *path, cvs_strbuf *out, cvs_error *error);

/* Appends `lines`, all of them or none, and waits until they are on the disk; makes the file where there is none.
 *   known  bytes that were read of it: a file of another length was written by somebody else meanwhile
 * Errors: CVS_EIO. */
CVS_WARN_UNUSED cvs_status cvs_journal_append(const char *path, size_t known, const cvs_strbuf *lines,
                                              cvs_error *error);

#endif
