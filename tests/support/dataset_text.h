/* Datasets out of text, through a file as users have it. */
#ifndef CVS_TESTS_SUPPORT_DATASET_TEXT_H
#define CVS_TESTS_SUPPORT_DATASET_TEXT_H

#include <convstat/dataset.h>

/* Writes `length` bytes to a new file under $TMPDIR or /tmp; the path is good until the next call. */
const char *write_temporary(const void *bytes, size_t length);

/* cvs_dataset_read of a file with this text; NULL and *error filled where it fails. */
cvs_dataset *read_text(const char *text, const cvs_read_options *options, cvs_error *error);
cvs_dataset *read_bytes(const void *bytes, size_t length, const cvs_read_options *options, cvs_error *error);

/* The same, which must succeed. */
cvs_dataset *read_good_text(const char *text, const cvs_read_options *options);

/* Reading must fail with this status, line and message. */
void check_fails(const char *text, const cvs_read_options *options, cvs_status status, uint64_t line,
                 const char *message);

/* Group `index` has an arm `arm` of this name with these counts. */
void check_arm(const cvs_dataset *dataset, size_t index, size_t arm, const char *name, cvs_sample want);

#endif
