/* Kept rows by unit and time. */
#ifndef CVS_DATA_UNIT_SORT_H
#define CVS_DATA_UNIT_SORT_H

#include "data/unit_fold.h"

typedef struct cvs_unit_turn {
  int64_t time;
  uint32_t row; /* number in the list */
} cvs_unit_turn;

/* All rows (cvs_unit_fact) of the list: by unit, then by time, then as they came. *out: one turn a row, the caller's to
 * free with cvs_free. Errors: CVS_ENOMEM; CVS_ELIMIT above 2^32 - 1 rows. */
CVS_WARN_UNUSED cvs_status cvs_unit_sort(const cvs_unit_list *rows, size_t units, cvs_unit_turn **out);
/* Bytes that it takes for so many rows and units. */
size_t cvs_unit_sort_size(size_t rows, size_t units);

#endif
