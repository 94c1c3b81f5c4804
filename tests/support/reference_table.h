/* Tables of expected numbers, tests/reference/NAME.csv: a header, no commas inside fields, lists by ';'.
 * A missing table, column or number fails the test that asked for it. */
#ifndef CVS_TESTS_SUPPORT_REFERENCE_TABLE_H
#define CVS_TESTS_SUPPORT_REFERENCE_TABLE_H

#include <convstat/sample.h>

#include <stddef.h>
#include <stdint.h>

enum { REFERENCE_FIELDS_MAX = 16, REFERENCE_LINE_MAX = 4096, REFERENCE_LIST_MAX = 128 };

typedef struct reference_table {
  size_t rows; /* read so far */
  size_t columns;
  void *file;
  char head[REFERENCE_LINE_MAX];
  char line[REFERENCE_LINE_MAX];
  char *title[REFERENCE_FIELDS_MAX];
  char *field[REFERENCE_FIELDS_MAX];
} reference_table;

/* Opens tests/reference/<name>.csv; the tests run in the project's root. */
void reference_open(reference_table *table, const char *name);
/* Reads the next row; 0 at the end, which also closes the table and fails if it had no row. */
int reference_next(reference_table *table);
/* Field of the row by its column; "" where it is empty. */
const char *reference_text(const reference_table *table, const char *column);
double reference_number(const reference_table *table, const char *column);
/* Columns control_conversions, control_visitors, treatment_conversions and treatment_visitors. */
cvs_pair reference_pair(const reference_table *table);
/* Column "alternative"; two-sided where it says neither greater nor less. */
cvs_alternative reference_alternative(const reference_table *table);
/* Number of items of a list; 0 for an empty field. */
size_t reference_list(const reference_table *table, const char *column, double out[REFERENCE_LIST_MAX]);
size_t reference_counts(const reference_table *table, const char *column, uint64_t out[REFERENCE_LIST_MAX]);

#endif
