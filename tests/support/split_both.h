/* The same text through the scanner alone, as a stream, and through the splitter: what each gives, written down. */
#ifndef CVS_TESTS_SUPPORT_SPLIT_BOTH_H
#define CVS_TESTS_SUPPORT_SPLIT_BOTH_H

#include "base/strbuf.h"

enum { SPLIT_COLUMNS_MAX = 8 };

typedef struct split_case {
  const char *text;
  size_t length;
  char delimiter;
  size_t column_count; /* at most SPLIT_COLUMNS_MAX */
  size_t named_count;
  unsigned wanted; /* bit i: column i */
  size_t batch;    /* bytes that the splitter masks at a time; 0: the usual */
  size_t piece;    /* bytes that are added to its text each time; 0: all at once */
  size_t ready;    /* records that are taken at a time where they lie ready; 0: one by one */
} split_case;

/* One line a record: "LINE: |field|field|", or "LINE: skip STATUS WORD: message"; at the end "N lines". A failure that
 * cannot be skipped ends the list. */
void split_by_scanner(const split_case *c, cvs_strbuf *out);
void split_by_splitter(const split_case *c, cvs_strbuf *out);

/* NULL where both say the same; else both lists from where they part. `difference` is the caller's to free. */
const char *split_difference(const split_case *c, cvs_strbuf *difference);

#endif
