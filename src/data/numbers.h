/* Counts as the world writes them: 1234, "1,234", 1.234,00, 1 234, 1'234, 12.0, 1e+05. */
#ifndef CVS_DATA_NUMBERS_H
#define CVS_DATA_NUMBERS_H

#include "data/cells.h"
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* What the file says about its numbers. */
typedef struct cvs_number_style {
  char delimiter; /* of fields: where it is a comma, a comma inside a number parts groups */
  char decimal;   /* '.' or ',' where it was said; 0: read from the number */
} cvs_number_style;

typedef enum cvs_number_fault {
  CVS_NUMBER_FINE,
  CVS_NUMBER_EMPTY,
  CVS_NUMBER_NONE, /* no number */
  CVS_NUMBER_NEGATIVE,
  CVS_NUMBER_FRACTION,
  CVS_NUMBER_AMBIGUOUS, /* 1.234 and 1,234 where nothing tells a group from a fraction */
  CVS_NUMBER_TINY,      /* an amount that is not 0, but of less than half a millionth */
  CVS_NUMBER_LARGE,     /* above 2^53 - 1 */
  CVS_NUMBER_HUGE       /* above 2^64 - 1 */
} cvs_number_fault;

/* A whole number in [0, 2^53 - 1].
 *
 * Groups have three digits (the first one to three) and one separator: comma or point (whichever is
 * not the decimal mark), space, no-break space, narrow no-break space, thin space, ' or U+2019. A
 * fraction of zeros (12.0) and an exponent (1e+05, 1.5E3) are read where the value is whole. Where
 * the delimiter is a comma, 1,234 is 1234 and a decimal comma must be said; everything else that
 * reads as two different numbers, with a decimal point and with a decimal comma, is
 * CVS_NUMBER_AMBIGUOUS. *out is set where FINE. */
cvs_number_fault cvs_read_count(const char *text, size_t length, const cvs_number_style *style, uint64_t *out);

/* Millionths in one: amounts are whole numbers of them. */
#define CVS_AMOUNT_ONE INT64_C(1000000)

/* An amount (revenue, refund) in millionths, |amount| < 9 x 10^12; digits behind the sixth are rounded, half away
 * from zero. Groups, marks, spaces and exponent as above, a minus sign besides; empty is 0. Where the delimiter is a
 * comma, a point is the decimal mark. Faults: NONE, AMBIGUOUS and LARGE, and TINY with *out 0. *out is set where FINE.
 */
cvs_number_fault cvs_read_amount(const char *text, size_t length, const cvs_number_style *style, int64_t *out);

/* The decimal mark that is sure from the style alone; 0 where the number has to tell. */
static inline char cvs_sure_decimal(const cvs_number_style *style) {
  return style->decimal != ',' && (style->decimal == '.' || style->delimiter == ',') ? '.' : '\0';
}

/* cvs_read_amount, without a call for what most users spend: 0 and 0.00. */
static inline cvs_number_fault cvs_read_amount_quickly(const char *text, size_t length, const cvs_number_style *style,
                                                       int64_t *out) {
  static const char nothing[] = "0.00";
  *out = 0;
  if ((length == 1 && *text == '0') ||
      (length == sizeof nothing - 1 && memcmp(text, nothing, sizeof nothing - 1) == 0 &&
       cvs_sure_decimal(style) == '.'))
    return CVS_NUMBER_FINE;
  return cvs_read_amount(text, length, style, out);
}

/* cvs_read_amount of a sum of amounts, |sum| < 10^32 (10^38 millionths); LARGE beyond. */
cvs_number_fault cvs_read_amount_sum(const char *text, size_t length, const cvs_number_style *style,
                                     cvs_amount_sum *out);

/* What was expected instead: "a whole number", ... for a message `..., expected <this>`. Borrowed. */
const char *cvs_number_expected(cvs_number_fault fault);

#endif
