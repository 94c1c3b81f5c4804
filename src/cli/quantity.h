/* Numbers as people type them on a command line: 5%, 0.5pp, 12k, 1.5M. Decimals by point. */
#ifndef CVS_CLI_QUANTITY_H
#define CVS_CLI_QUANTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum cvs_suffix { CVS_SUFFIX_NONE, CVS_SUFFIX_PERCENT, CVS_SUFFIX_POINTS } cvs_suffix;

/* A number with its suffix taken into account: "5%" is 0.05, "0.5pp" is 0.005, "-2" is -2. */
typedef struct cvs_quantity {
  double value;
  cvs_suffix suffix;
} cvs_quantity;

/* Whole text [begin, begin + length) as a quantity, correctly rounded ("0.7%" is the double 0.007).
 * False where it is not one. */
bool cvs_quantity_parse(const char *begin, size_t length, cvs_quantity *out);

/* Whole text as a whole number, k and M (thousands and millions, any case) allowed: "12k", "1.5M".
 * False where it is not one ("1.5", "1.2345k") or is above 2^64 - 1. */
bool cvs_whole_parse(const char *begin, size_t length, uint64_t *out);

#endif
