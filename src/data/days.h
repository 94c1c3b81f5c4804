/* The dates of an input: each distinct one once, and which of two readings a file has meant. */
#ifndef CVS_DATA_DAYS_H
#define CVS_DATA_DAYS_H

#include "base/map.h"
#include "data/dates.h"

enum { CVS_DATE_TEXT_MAX = 64 };

/* A date that may have two readings, as it stood in the file. */
typedef struct cvs_date_witness {
  uint64_t line; /* 0: none yet */
  char text[CVS_DATE_TEXT_MAX];
} cvs_date_witness;

/* Zero-initialise ({0}), then cvs_days_begin_file for each file. */
typedef struct cvs_days {
  cvs_map *map; /* key: both readings and, where they differ, the file */
  int64_t *day; /* [map count] days since 1970-01-01, settled file by file */
  size_t capacity;
  cvs_date *date; /* [map count] */
  size_t date_capacity;
  uint32_t file;
  uint32_t settled;           /* dates of earlier files */
  cvs_date_witness day_first; /* the first date of this file that has this reading only */
  cvs_date_witness month_first;
  cvs_date_witness open; /* the first one that has both */
} cvs_days;

void cvs_days_free(cvs_days *days);
void cvs_days_begin_file(cvs_days *days);

/* True where the date is there already. */
bool cvs_days_find(const cvs_days *days, const cvs_date *date, uint32_t *index);

/* Index of the date. `line` and `text` tell where it stands, for messages; line 0: do not tell. Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_days_add(cvs_days *days, const cvs_date *date, uint64_t line, const char *text,
                                        uint32_t *index);

/* Dates of a part of the file: remembers those that say which reading is meant; `lines` are those before the part. */
void cvs_days_adopt(cvs_days *days, const cvs_days *part, uint64_t lines);

/* At the end of a file: decides between day first and month first.
 * Errors: CVS_EDATA, with source and line, where the file allows both or contradicts itself. */
CVS_WARN_UNUSED cvs_status cvs_days_settle(cvs_days *days, const char *source, const char *column, cvs_error *error);

#endif
