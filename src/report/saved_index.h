/* A page over a folder of saved results. */
#ifndef CVS_REPORT_SAVED_INDEX_H
#define CVS_REPORT_SAVED_INDEX_H

#include "base/strbuf.h"
#include <convstat/saved.h>

/* A file of a folder.
 *   name     of the experiment: the file's without its extension
 *   link     where the row leads: a relative URL, percent-encoded
 *   result   NULL: `problem` says why it could not be read
 *   day      last day of the data, else of the file: day_of_data says which */
typedef struct cvs_index_entry {
  const char *name;
  const char *link;
  cvs_saved_result *result;
  const char *problem;
  int64_t day;
  bool day_of_data;
} cvs_index_entry;

/* Adds the page: a row a group, newest first, equal days by name; then the files that could not be read. Orders the
 * entries. Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_index_write(cvs_strbuf *out, const char *title, cvs_index_entry *entries, size_t count,
                                           cvs_error *error);

#endif
