/* The looks that a monitor has taken, in a file that only grows.
 *
 * JSON lines. The first one says what is monitored (schema "convstat.ledger/1", terms); each further one is a look of a
 * group, with a digest of every day since the look before it, or a revision of past days that was accepted. */
#ifndef CVS_ANALYSIS_LEDGER_H
#define CVS_ANALYSIS_LEDGER_H

#include "base/arena.h"
#include "base/strbuf.h"
#include <convstat/monitor_result.h>

#define CVS_LEDGER_SCHEMA "convstat.ledger/1"

/* What must not change from look to look. `rest` is a digest of all other terms; texts may be NULL. */
typedef struct cvs_ledger_terms {
  const char *design;
  double alpha;
  const char *alternative;
  const char *control;
  const char *metric;
  uint64_t rest;
} cvs_ledger_terms;

/* A day and the digest of its counts. */
typedef struct cvs_ledger_day {
  int64_t date;
  uint64_t digest;
} cvs_ledger_day;

/* A treatment at a look. */
typedef struct cvs_ledger_treatment {
  const char *name;
  cvs_maybe information; /* NULL where it was not looked at */
  cvs_maybe alpha_spent;
  cvs_monitor_code code;
} cvs_ledger_treatment;

/* A line.
 *   group     by values, as a JSON array
 *   revision  no look: the days that were changed, and how they are now
 *   day       days since the look before, ascending; not those without visitors */
typedef struct cvs_ledger_entry {
  const char *group;
  bool revision;
  size_t look;
  int64_t date;
  const cvs_ledger_day *day;
  size_t day_count;
  const cvs_ledger_treatment *treatment;
  size_t treatment_count;
} cvs_ledger_entry;

typedef struct cvs_ledger {
  char *path;
  size_t bytes;    /* of the file */
  bool has_terms;  /* the file is not empty */
  cvs_arena arena; /* of what was read */
  cvs_ledger_entry *entry;
  size_t count;
  size_t capacity;
  cvs_strbuf pending; /* lines to append */
} cvs_ledger;

/* Reads the file, where there is one, and holds its terms against these.
 * Errors: CVS_EIO; CVS_EDATA with the line; CVS_EUSAGE where an option contradicts its terms; CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_ledger_open(const char *path, const cvs_ledger_terms *terms, cvs_ledger **out,
                                           cvs_error *error);
void cvs_ledger_free(cvs_ledger *ledger);
/* The look of a group on that day, or NULL. */
const cvs_ledger_entry *cvs_ledger_find(const cvs_ledger *ledger, const char *group, int64_t date);
/* The newest look of a group, or NULL. */
const cvs_ledger_entry *cvs_ledger_last(const cvs_ledger *ledger, const char *group);
const cvs_ledger_treatment *cvs_ledger_find_treatment(const cvs_ledger_entry *entry, const char *name);

/* Days, ascending. */
typedef struct cvs_ledger_days {
  const cvs_ledger_day *day;
  size_t count;
} cvs_ledger_days;

/* Holds the days of a group against those that the ledger knows: changed, missing (digest 0) and new days up to the
 * newest look, in the ledger's arena. Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_ledger_check(cvs_ledger *ledger, const char *group, const cvs_ledger_days *now,
                                            cvs_ledger_days *changed);

/* Adds a line that cvs_ledger_save is going to append. */
void cvs_ledger_add(cvs_ledger *ledger, const cvs_ledger_entry *entry);
/* Appends what was added, whole or not at all; the terms first where the file is new. Errors: CVS_EIO, CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_ledger_save(cvs_ledger *ledger, const cvs_ledger_terms *terms, cvs_error *error);

/* One line of the file, without its line break, taken apart; `out` lies in the arena. Errors: CVS_EDATA, CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_ledger_read_entry(cvs_ledger *ledger, const char *line, size_t length,
                                                 cvs_ledger_entry *out, cvs_error *error);
/* The first line, held against the terms. */
CVS_WARN_UNUSED cvs_status cvs_ledger_read_terms(const cvs_ledger *ledger, const char *line, size_t length,
                                                 const cvs_ledger_terms *terms, cvs_error *error);
void cvs_ledger_write_terms(cvs_strbuf *out, const cvs_ledger_terms *terms);
void cvs_ledger_write_entry(cvs_strbuf *out, const cvs_ledger_entry *entry);

#endif
