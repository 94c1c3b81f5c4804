/* Measures as people type them: spans of time and sizes of memory. */
#ifndef CVS_BASE_MEASURES_H
#define CVS_BASE_MEASURES_H

#include <stdbool.h>
#include <stdint.h>

/* "45s", "30m", "12h", "7d", "2w" to seconds; a whole number above 0 with its unit. False where it is none, or
 * longer than 100 years. */
bool cvs_duration_parse(const char *text, uint64_t *seconds);

/* "2G", "512M", "64k" (of 1024), or bytes without a letter; a whole number. False where it is none. */
bool cvs_bytes_parse(const char *text, uint64_t *bytes);

#endif
