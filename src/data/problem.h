/* Bad records: the words that count them, and values made safe to show in a message. */
#ifndef CVS_DATA_PROBLEM_H
#define CVS_DATA_PROBLEM_H

#include <convstat/status.h>
#include <stddef.h>

/* Why a record was refused. A failure with CVS_SKIP_NONE cannot be skipped. */
typedef enum cvs_skip {
  CVS_SKIP_NONE,
  CVS_SKIP_RAGGED,      /* too few or too many fields */
  CVS_SKIP_VARIANT,     /* no variant name */
  CVS_SKIP_NUMBER,      /* not a count */
  CVS_SKIP_CONVERSIONS, /* conversions above visitors */
  CVS_SKIP_DATE,        /* not a date */
  CVS_SKIP_QUOTE,       /* quotes that do not match */
  CVS_SKIP_NUL,         /* a NUL byte */
  CVS_SKIP_ENCODING,    /* not UTF-8 */
  CVS_SKIP_SIZE,        /* a field or record beyond the limit */
  CVS_SKIP_USER,        /* no name of a user */
  CVS_SKIP_TIME,        /* not a time */
  CVS_SKIP_MISSING,     /* an empty cell: a count that nobody knows */
  CVS_SKIPS
} cvs_skip;

/* Its word for machines: "ragged", "number" ... Borrowed. */
const char *cvs_skip_word(cvs_skip skip);

enum { CVS_SHOWN_MAX = 320, CVS_SHOWN_COLUMNS = 60 };

/* The value in quotes: control and bidi characters visible, cut to CVS_SHOWN_COLUMNS columns. */
const char *cvs_show_value(char out[CVS_SHOWN_MAX], const char *text);

/* The same of a user out of a unit's key, `length` bytes: behind the name of its experiment, if it has one. */
const char *cvs_show_user(char out[CVS_SHOWN_MAX], const char *key, size_t length);

/* Several values, quoted, with commas: the first eight and how many more there are. */
enum { CVS_SHOWN_LIST_MAX = 640 };
const char *cvs_show_list(char out[CVS_SHOWN_LIST_MAX], const char *const *text, size_t count);

#endif
