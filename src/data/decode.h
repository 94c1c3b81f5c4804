/* Bytes of any encoding to UTF-8, without the byte order mark. */
#ifndef CVS_DATA_DECODE_H
#define CVS_DATA_DECODE_H

#include "data/input.h"
#include <stdbool.h>

typedef struct cvs_decoder cvs_decoder;

/* True where text of this name can be decoded ("windows-1255", "UTF-16LE"). */
bool cvs_encoding_known(const char *encoding);

/* A decoder over `input`, which it borrows. A byte order mark decides (UTF-8, UTF-16, UTF-32); else
 * `encoding`; else (NULL) UTF-8. UTF-8 is passed on as it stands: its reader checks it, field by field.
 * Errors: CVS_EUSAGE encoding unknown, CVS_ENOMEM, and those of cvs_input_read. */
CVS_WARN_UNUSED cvs_status cvs_decoder_new(cvs_input *input, const char *encoding, cvs_decoder **out, cvs_error *error);
void cvs_decoder_free(cvs_decoder *decoder);

/* What was found: "UTF-8", "UTF-16LE", or the name that was given. Lives as long as the decoder. */
const char *cvs_decoder_encoding(const cvs_decoder *decoder);
const char *cvs_decoder_source(const cvs_decoder *decoder);

/* Up to `capacity` >= 16 bytes of UTF-8; *length 0 is the end. What stands before a failure is
 * delivered first. Errors: those of cvs_input_read; CVS_EDATA bytes that are no text in this encoding. */
CVS_WARN_UNUSED cvs_status cvs_decoder_read(cvs_decoder *decoder, char *out, size_t capacity, size_t *length,
                                            cvs_error *error);

/* True where the rest is UTF-8 that stands in a plain file as it is: its bytes [*offset, *end), for
 * cvs_input_read_at. */
bool cvs_decoder_is_plain_file(const cvs_decoder *decoder, uint64_t *offset, uint64_t *end);

#endif
