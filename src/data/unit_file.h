/* A temporary file that several threads write to and that nobody else sees. */
#ifndef CVS_DATA_UNIT_FILE_H
#define CVS_DATA_UNIT_FILE_H

#include <convstat/status.h>
#include <stddef.h>

typedef struct cvs_unit_file cvs_unit_file;

/* The file has no name from the start, or loses it at once: nothing is left of it, however the program ends.
 *   directory   borrowed; NULL: /tmp
 * Errors: CVS_ENOMEM; CVS_EIO naming the directory. */
CVS_WARN_UNUSED cvs_status cvs_unit_file_new(const char *directory, cvs_unit_file **out, cvs_error *error);
void cvs_unit_file_free(cvs_unit_file *file);

/* A place for `length` bytes, which nobody else is given. */
uint64_t cvs_unit_file_reserve(cvs_unit_file *file, uint64_t length);
/* Bytes reserved so far. */
uint64_t cvs_unit_file_length(const cvs_unit_file *file);
/* Errors: CVS_EIO naming the directory. */
CVS_WARN_UNUSED cvs_status cvs_unit_file_write(const cvs_unit_file *file, uint64_t at, const void *bytes, size_t length,
                                               cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_unit_file_read(const cvs_unit_file *file, uint64_t at, void *bytes, size_t length,
                                              cvs_error *error);

#endif
