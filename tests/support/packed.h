/* Bytes as gzip packs them. */
#ifndef CVS_TESTS_SUPPORT_PACKED_H
#define CVS_TESTS_SUPPORT_PACKED_H

#include <stddef.h>

/* Packs `length` bytes into one gzip member of at most `room` bytes; its length. */
size_t pack_gzip(const char *text, size_t length, unsigned char *out, size_t room);

#endif
