/* A short digest of bytes, by which a file notices that somebody edited what it says.
 *
 * FNV-1a, 64 bits (Fowler, Noll & Vo; RFC 9923). Two texts that differ by a slip have the same digest
 * once in 2^64; it is no protection against someone who wants to forge one. */
#ifndef CVS_BASE_DIGEST_H
#define CVS_BASE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

/* Where a digest starts. */
#define CVS_DIGEST_START UINT64_C(0xcbf29ce484222325)
/* The digest of what came before and of these bytes. */
uint64_t cvs_digest_add(uint64_t digest, const void *bytes, size_t length);

enum { CVS_DIGEST_TEXT = 32 };
/* "fnv1a64:af63dc4c8601ec8c". */
void cvs_digest_text(uint64_t digest, char out[CVS_DIGEST_TEXT]);

#endif
