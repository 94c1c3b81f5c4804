/* Arms and strata out of reference tables, and the admissions to Berkeley. */
#ifndef CVS_TESTS_SUPPORT_ARMS_TABLE_H
#define CVS_TESTS_SUPPORT_ARMS_TABLE_H

#include "support/reference_table.h"
#include <convstat/sample.h>

/* The row's arms (columns x and n); their number. */
size_t read_arms(const reference_table *table, cvs_sample arms[REFERENCE_LIST_MAX]);
/* The row's strata (columns x1, n1, x2 and n2); their number. */
size_t read_strata(const reference_table *table, cvs_pair pairs[REFERENCE_LIST_MAX]);

/* Admissions to Berkeley by department, men (control) and women: Bickel, Hammel & O'Connell (1975),
 * Science 187, 398-404. */
enum { BERKELEY_DEPARTMENTS = 6 };
extern const cvs_pair berkeley[BERKELEY_DEPARTMENTS];

#endif
