/* Where bytes come from: a file, standard input or memory; gzip and zstd are unpacked on the way. */
#ifndef CVS_DATA_INPUT_H
#define CVS_DATA_INPUT_H

#include <convstat/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct cvs_input cvs_input;

/* Opens `path` ("-" is standard input). *out is the caller's to close.
 * Errors: CVS_EIO with the reason (no such file, no permission, a directory), CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_input_open(const char *path, cvs_input **out, cvs_error *error);

/* The same over bytes in memory, which are borrowed until the close. */
CVS_WARN_UNUSED cvs_status cvs_input_from_memory(const char *name, const void *bytes, size_t length, cvs_input **out,
                                                 cvs_error *error);

void cvs_input_close(cvs_input *input);

/* The name the user gave. Borrowed. */
const char *cvs_input_name(const cvs_input *input);

/* Up to `capacity` >= 1 unpacked bytes; *length 0 is the end. What stands before a failure is
 * delivered first. Errors: CVS_EIO reading; CVS_EDATA compressed data that ends early or is
 * damaged, and content of a kind that is not text and is not unpacked here (zip, xz ...); CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_input_read(cvs_input *input, char *out, size_t capacity, size_t *length,
                                          cvs_error *error);

/* Bytes in all as they are stored (packed where they are packed), 0: not known; and those read so far. */
uint64_t cvs_input_total(const cvs_input *input);
uint64_t cvs_input_taken(const cvs_input *input);

/* True for a file and for memory: they can begin again at their first byte. */
bool cvs_input_can_rewind(const cvs_input *input);
/* Begins again. Errors: CVS_EIO. */
CVS_WARN_UNUSED cvs_status cvs_input_rewind(cvs_input *input, cvs_error *error);

/* True where the rest may be read in any order: an unpacked regular file. [*offset, *end) is what cvs_input_read has
 * not given out. Only after the first cvs_input_read. */
bool cvs_input_is_plain_file(const cvs_input *input, uint64_t *offset, uint64_t *end);

/* Bytes of a plain file: `capacity` from `offset` on go to `out`. */
typedef struct cvs_stretch {
  uint64_t offset;
  char *out;
  size_t capacity;
  size_t length; /* that were read: fewer where the file ends, or before a failure */
} cvs_stretch;

/* Any thread may call it; what cvs_input_read gives is left as it is. Errors: CVS_EIO. */
CVS_WARN_UNUSED cvs_status cvs_input_read_at(const cvs_input *input, cvs_stretch *stretch, cvs_error *error);

#endif
