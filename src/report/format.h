/* Numbers as people read them: rounded to what they are worth, grouped, with their unit. */
#ifndef CVS_REPORT_FORMAT_H
#define CVS_REPORT_FORMAT_H

#include "base/strbuf.h"
#include "report/document.h"

/* 50000 -> "50,000". */
void cvs_format_count(cvs_strbuf *out, uint64_t value);
/* Decimals that show two significant digits of `width` (an interval's width, in the unit as
 * printed); used so that estimate and ends of one interval have the same decimals. */
int cvs_format_decimals(double width);
/* A value with its unit: rate 10.21%, lift +2.1%, difference +0.21 pp (sign always, but for 0).
 * decimals < 0: enough for three significant digits. */
void cvs_format_value(cvs_strbuf *out, cvs_unit unit, double value, int decimals);
/* "0.271", "0.0012", "2.4e-149" (from ln_p where p underflows; ln_p may be 0 where unknown). */
void cvs_format_p(cvs_strbuf *out, double p, double ln_p);
/* "[-1.6%, +5.9%]"; an open end is "-inf"/"no limit" in words that fit the scale: "[-1.6%, none)". */
void cvs_format_interval(cvs_strbuf *out, cvs_unit unit, const cvs_interval *interval);
/* Decimals shared by the estimate and both ends of an interval. */
int cvs_interval_decimals(cvs_unit unit, const cvs_interval *interval);

#endif
