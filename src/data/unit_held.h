/* Rows of one part that wait for their table: packed, in the order of the file.
 *
 * A packed row takes a third of the memory of an entry and its slots; and a table that is made at one go, of rows that
 * are all there, lies in the processor's cache while it is made. */
#ifndef CVS_DATA_UNIT_HELD_H
#define CVS_DATA_UNIT_HELD_H

#include "data/unit_run.h"
#include "data/unit_store.h"

/* Packed rows on one chunk of the store. */
typedef struct cvs_unit_sheet cvs_unit_sheet;

/* Zero-initialise ({0}). */
typedef struct cvs_unit_held {
  cvs_unit_sheet **sheet;
  size_t count;
  size_t capacity;
  size_t rows;
} cvs_unit_held;

/* Adds the rows of a run, up to one whose name is longer than this; *taken says how many. Cells are translated.
 * Errors: CVS_ENOMEM. */
enum { CVS_UNIT_HELD_NAME_MAX = 512 };
CVS_WARN_UNUSED cvs_status cvs_unit_held_add(cvs_unit_held *held, cvs_unit_store *store, const cvs_unit_run *run,
                                             size_t row_size, size_t *taken);

/* The rows of one sheet as they were, in `room`, which they are borrowed from: so many bytes, on the border of a word.
 */
size_t cvs_unit_held_room(const cvs_unit_store *store, size_t row_size);
cvs_unit_run cvs_unit_held_read(const cvs_unit_sheet *sheet, size_t row_size, char *room);

/* Gives all memory back to the store. */
void cvs_unit_held_clear(cvs_unit_held *held, cvs_unit_store *store);
/* Bytes of its sheets. */
size_t cvs_unit_held_size(const cvs_unit_held *held, const cvs_unit_store *store);

#endif
