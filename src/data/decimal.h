/* Decimal numbers as the world writes them: 0.032, 3.2%, 3,2 %, "1,234.50", 1.234,50, -5%, 1e-3. */
#ifndef CVS_DATA_DECIMAL_H
#define CVS_DATA_DECIMAL_H

#include "data/numbers.h"
#include <stdbool.h>

typedef struct cvs_decimal {
  double value; /* with the percent sign taken into account */
  bool percent;
} cvs_decimal;

/* Groups, marks and spaces as in cvs_read_count; a sign and a percent sign are read besides. Faults: EMPTY, NONE
 * and AMBIGUOUS alone. *out is set where FINE. */
cvs_number_fault cvs_read_decimal(const char *text, size_t length, const cvs_number_style *style, cvs_decimal *out);

#endif
