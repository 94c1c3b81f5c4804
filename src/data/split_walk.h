/* From regular record to regular record of a text, by what its masks tell (split_masks.h).
 *
 * A record is regular where the masks can tell its fields: quotes stand around whole fields, lines end in LF or
 * CRLF, all is UTF-8. Of any other the walk only knows where it begins. */
#ifndef CVS_DATA_SPLIT_WALK_H
#define CVS_DATA_SPLIT_WALK_H

#include "data/split_field.h"
#include "data/split_masks.h"
#include "data/width.h"

/* Zero-initialise, fill the first group, then cvs_split_walk_new. */
typedef struct cvs_split_walk {
  char delimiter;
  cvs_width width;
  const size_t *wanted; /* [wanted_count] columns; borrowed */
  size_t wanted_count;

  cvs_field *field;     /* [wanted_count] of the record that was taken last */
  uint64_t record_line; /* on which it begins */
  uint64_t line;        /* on which the record at hand begins */

  const char *text;
  size_t length;
  cvs_split_masks masks;
  bool is_masked;       /* else nothing is regular: the delimiter is not for masks */
  size_t batch_max;     /* bytes masked at a time */
  size_t batch;         /* the next time */
  const char *base;     /* from where positions count */
  size_t masked;        /* bytes of the text that are masked */
  size_t next_stop;     /* of the record at hand the first; the one before it is where that begins */
  size_t usual_until;   /* records of the usual width up to this stop have no line feed but at their end */
  size_t next_notice;   /* the first behind that beginning */
  uint32_t quiet_until; /* its position */
} cvs_split_walk;

/* What the record at hand has come to. */
typedef enum cvs_split_step {
  CVS_SPLIT_TAKEN,     /* its wanted fields are set */
  CVS_SPLIT_EMPTY,     /* it is passed over: it has nothing but empty fields */
  CVS_SPLIT_IRREGULAR, /* it stays at hand; so does a record that lacks fields or has too many */
  CVS_SPLIT_END        /* there is none */
} cvs_split_step;

/* Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_split_walk_new(cvs_split_walk *walk);
void cvs_split_walk_free(cvs_split_walk *walk);
/* Bytes that are masked at a time, 1 or more, from the next text on. */
void cvs_split_walk_set_batch(cvs_split_walk *walk, size_t size);

/* Sets the walk on a text, which it borrows, at the beginning of a record. CVS_SPLIT_PADDING bytes behind it are
 * readable. */
void cvs_split_walk_begin(cvs_split_walk *walk, const char *text, size_t length, uint64_t line);

/* The fast way: takes the record at hand where it is as wide as the header, and the masks have noticed nothing about
 * it; else false. */
bool cvs_split_walk_take_usual(cvs_split_walk *walk);
/* The record at hand, of any kind. */
cvs_split_step cvs_split_walk_take(cvs_split_walk *walk);

/* The record at hand, and those behind it, as far as they are as wide as the header, and the masks have noticed nothing
 * about them. One that has nothing but empty fields is none: it is to be left to cvs_split_walk_take. */
cvs_split_ready cvs_split_walk_ready(const cvs_split_walk *walk);
/* Takes the first `count` >= 1 of them. */
void cvs_split_walk_take_ready(cvs_split_walk *walk, size_t count);

/* Bytes of the text before the record at hand. */
size_t cvs_split_walk_offset(const cvs_split_walk *walk);

/* Goes on `taken` bytes behind the beginning of the record at hand, where line `line` and a record begin. */
void cvs_split_walk_pass(cvs_split_walk *walk, size_t taken, uint64_t line);

#endif
