/* The values of several columns together (--by, --stratify), each combination with a number in order of first
 * appearance. One a thread. */
#ifndef CVS_DATA_COMBINATIONS_H
#define CVS_DATA_COMBINATIONS_H

#include "base/strbuf.h"
#include "data/names.h"

/* Zero-initialise ({0}). */
typedef struct cvs_combinations {
  size_t count;      /* of columns */
  const size_t *at;  /* [count] which fields of a record they are; borrowed */
  cvs_names *column; /* [count] */
  uint32_t *value;   /* [count] numbers of the values of the record at hand, */
  uint32_t *last;    /* [count] and of the record before */
  uint32_t last_number;
  bool has_last;
  cvs_map *map; /* key: the numbers; NULL for less than two columns */
} cvs_combinations;

/* Errors: CVS_ENOMEM; cvs_combinations_free in any case. */
CVS_WARN_UNUSED cvs_status cvs_combinations_init(cvs_combinations *combinations, const size_t *at, size_t count);
void cvs_combinations_free(cvs_combinations *combinations);

/* The number of a record's combination; 0 without columns. Errors: CVS_ENOMEM, CVS_ELIMIT. */
CVS_WARN_UNUSED cvs_status cvs_combinations_find(cvs_combinations *combinations, const cvs_field *field,
                                                 uint32_t *number);

/* Adds the values of a combination, each with a 0 behind it. */
void cvs_combinations_spell(const cvs_combinations *combinations, uint32_t number, cvs_strbuf *out);

#endif
