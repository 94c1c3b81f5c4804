/* Where delimiters and line ends stand in text: by bit masks over blocks of 64 bytes.
 *
 * Positions are collected piece by piece (a batch that stays in the cache), counted from a base that moves along
 * with the records that are taken. Whatever asks for a closer look is noticed with its position, exactly: a record
 * without a notice is plain ASCII whose quotes stand around whole fields. */
#ifndef CVS_DATA_SPLIT_MASKS_H
#define CVS_DATA_SPLIT_MASKS_H

#include <convstat/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A position behind all others. */
#define CVS_SPLIT_NOWHERE UINT32_MAX

/* What a notice says of the byte at its position. */
enum {
  CVS_SPLIT_TROUBLE = 1, /* a NUL, a stray quote, or what stands behind one or behind a lone CR */
  CVS_SPLIT_DOUBLED = 2, /* the second of two quotes inside a quoted field */
  CVS_SPLIT_LINE = 4,    /* a line feed inside quotes */
  CVS_SPLIT_WIDE = 8     /* the first of some bytes that are not ASCII */
};

typedef struct cvs_split_notice {
  uint32_t at;
  uint32_t kind;
} cvs_split_notice;

/* What a block of text hands on to the next one, about its last byte: bit 0, or all bits. */
typedef struct cvs_split_carry {
  uint64_t inside;    /* all: it opens a quote, or stands inside one */
  uint64_t stopped;   /* it ends a field */
  uint64_t closed;    /* it closes a quote */
  uint64_t returning; /* it is a CR */
} cvs_split_carry;

/* base[at, end) of some text. */
typedef struct cvs_split_stretch {
  const char *base;
  uint32_t at;
  uint32_t end;
  char delimiter;
} cvs_split_stretch;

typedef struct cvs_split_masks cvs_split_masks;

/* Adds to the lists what stands where in a stretch. */
typedef void cvs_split_masker(cvs_split_masks *masks, const cvs_split_stretch *stretch);
cvs_split_masker cvs_split_kernel;
/* The same for processors with more; NULL where it is not compiled in. */
cvs_split_masker *cvs_split_kernel_avx2(void);
cvs_split_masker *cvs_split_kernel_avx512(void);

/* Positions are ascending, and from the base: text[base + position]. */
struct cvs_split_masks {
  uint32_t *stop; /* [stop_count] delimiters and line feeds outside quotes; stop[0] + 1 (modulo 2^32) is where the
                     record at the base begins */
  size_t stop_count;
  size_t line_count;        /* line feeds among them since the last start or forget */
  cvs_split_notice *notice; /* [notice_count], and one that is nowhere */
  size_t notice_count;
  cvs_split_carry carry;
  cvs_split_masker *masker;
};

/* Lists for up to `capacity` < 2^31 bytes from the base. Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_split_masks_new(size_t capacity, cvs_split_masks *out);
void cvs_split_masks_free(cvs_split_masks *masks);

/* Forgets everything: the base is where a record begins. */
void cvs_split_masks_start(cvs_split_masks *masks);

/* Moves the base on by `taken` bytes, to where a record begins, and forgets the first `stops` and `notices` of the
 * lists, which stand before it. */
void cvs_split_masks_forget(cvs_split_masks *masks, uint32_t taken, size_t stops, size_t notices);

/* Masks base[at, at + length), where `at` is the end of the call before. CVS_SPLIT_PADDING bytes behind that are
 * readable. Delimiters are ASCII, and neither a quote, a space, a CR, a LF nor a NUL. */
void cvs_split_masks_add(cvs_split_masks *masks, const char *base, uint32_t at, uint32_t length, char delimiter);

#endif
