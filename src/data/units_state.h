/* What a table of randomised units holds. Private to units.c and units_end.c. */
#ifndef CVS_DATA_UNITS_STATE_H
#define CVS_DATA_UNITS_STATE_H

#include "data/unit_part.h"

struct cvs_units {
  cvs_unit_rules rules;
  cvs_unit_store *store;
  cvs_unit_file *file; /* NULL while all parts are in memory */
  bool is_crowded;     /* users have so many rows that these do not wait */
  uint64_t scout_rows; /* of the part that tells so */
  cvs_unit_part part[CVS_PARTS];
};

#endif
