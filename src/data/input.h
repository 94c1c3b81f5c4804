/* Where bytes come from: a file, standard input or memory; gzip and zstd are unpacked on the way. */
#ifndef CVS_DATA_INPUT_H
#define CVS_DATA_INPUT_H

#include <convstat/status.h>
#include <stddef.h>

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
 * damaged; CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_input_read(cvs_input *input, char *out, size_t capacity, size_t *length,
                                          cvs_error *error);

#endif
