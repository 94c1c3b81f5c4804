/* Unpacking gzip and zstd as streams. */
#ifndef CVS_DATA_DECOMPRESS_H
#define CVS_DATA_DECOMPRESS_H

#include <convstat/status.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum cvs_packing { CVS_PACKING_NONE, CVS_PACKING_GZIP, CVS_PACKING_ZSTD } cvs_packing;

/* Bytes at the beginning that tell what a file is. */
enum { CVS_PACKING_MAGIC = 10 };

/* How content that begins with these bytes is packed. */
cvs_packing cvs_packing_of(const unsigned char *begin, size_t length);

/* What content that begins with these bytes is, where it is known not to be text and cannot be unpacked here ("a zip
 * archive ...", and what to do with it); else NULL. Borrowed. */
const char *cvs_packing_refusal(const unsigned char *begin, size_t length);

typedef struct cvs_decompressor cvs_decompressor;

CVS_WARN_UNUSED cvs_status cvs_decompressor_new(cvs_packing packing, cvs_decompressor **out, cvs_error *error);
void cvs_decompressor_free(cvs_decompressor *decompressor);

/* One step: packed bytes in, unpacked bytes out. */
typedef struct cvs_unpack {
  const char *in;
  size_t in_length; /* what is left of `in` after the step: the part that was taken is skipped */
  bool in_ended;    /* nothing follows `in` */
  char *out;
  size_t out_capacity;
  size_t out_length; /* made by the step; 0 with in_length 0 and in_ended: the end */
} cvs_unpack;

/* Errors: CVS_EDATA where the stream ends early, is damaged, is followed by something else, or asks for a window of
 * zstd above 128 MiB. */
CVS_WARN_UNUSED cvs_status cvs_decompressor_step(cvs_decompressor *decompressor, cvs_unpack *step, cvs_error *error);

#endif
