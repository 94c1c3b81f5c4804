/* Exact sums of amounts as decimals. */
#ifndef CVS_REPORT_AMOUNT_H
#define CVS_REPORT_AMOUNT_H

#include <convstat/sample.h>
#include <stddef.h>

/* Two parts of at most 19 digits, a sign, a point and the end. */
enum { CVS_AMOUNT_TEXT_MAX = 48 };

/* "90071992547.409931", "-0.5", "0": all decimals, none that is not needed. Returns the length. */
size_t cvs_amount_print(const cvs_amount *amount, char out[CVS_AMOUNT_TEXT_MAX]);

#endif
