/* Numbers as people read them: rounded to what they are worth, grouped, with their unit. */
#ifndef CVS_REPORT_FORMAT_H
#define CVS_REPORT_FORMAT_H

#include "base/strbuf.h"
#include "report/document.h"

/* 50000 -> "50,000". */
void cvs_format_count(cvs_strbuf *out, uint64_t value);
/* What is no whole number, as one: 84460.7 -> "84,461"; of any size. */
void cvs_format_about(cvs_strbuf *out, double value);
/* Decimals that show two significant digits of `width` (an interval's width, in the unit as
 * printed: percents, not fractions), so that estimate and ends of one interval have the same
 * decimals. -1 where the width is 0. */
int cvs_format_decimals(double width);
/* A value with its unit: rate 10.21%, lift +2.1%, difference +0.21 pp (sign always, but for
 * what rounds to 0, which is never negative). decimals < 0: enough for three significant digits. */
void cvs_format_value(cvs_strbuf *out, cvs_unit unit, double value, int decimals);
/* "0.271", "0.0496", "0.0012", "4.1e-5", "2.4e-149" (from ln_p where p underflows; ln_p may be 0 where
 * unknown): three significant digits down to 0.01, two below. What rounds to 1 is "1". */
void cvs_format_p(cvs_strbuf *out, double p, double ln_p);
/* A probability in whole and tenths of percents: "86.1%"; two decimals near its ends, and never "100%". */
void cvs_format_chance(cvs_strbuf *out, double p);
/* "[-1.6%, +5.9%]", "[-0.16, +0.58] pp"; an end that is open or does not exist: "[-1.6%, no limit)".
 * decimals < 0: those of cvs_interval_decimals. No interval at all: "-". */
void cvs_format_interval(cvs_strbuf *out, cvs_unit unit, const cvs_interval *interval, int decimals);
/* Decimals shared by the estimate and both ends of an interval; -1 where it has no width to judge by. */
int cvs_interval_decimals(cvs_unit unit, const cvs_interval *interval);

#endif
