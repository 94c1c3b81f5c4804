/* Blocks of a text under a parser that knows no more than quotes: records end at a line feed outside of them. */
#ifndef CVS_TESTS_SUPPORT_QUOTED_BLOCKS_H
#define CVS_TESTS_SUPPORT_QUOTED_BLOCKS_H

#include "base/strbuf.h"
#include "data/blocks.h"

enum { QUOTED_PARTS = 4 };

/* A record with an X in it is an error, as is one that is longer than record_max or whose quote is not closed. */
typedef struct quoted_terms {
  cvs_blocks_style style;
  size_t record_max; /* 0: none */
} quoted_terms;

typedef struct quoted_result {
  cvs_status status;
  cvs_error error;
  cvs_strbuf records;            /* "LINE:RECORD|" for each, in the order in which they were accepted */
  cvs_strbuf part[QUOTED_PARTS]; /* of them, those whose first byte is a part's: by the folds */
  uint64_t folds;                /* calls for part 0 */
  uint64_t parsed_bytes;         /* in all calls of parse */
} quoted_result;

/* All of the text through cvs_blocks_run. */
quoted_result read_quoted(cvs_text *text, const quoted_terms *terms);
/* The same bytes parsed as they stand, in one piece. */
quoted_result read_quoted_whole(const char *text, size_t length, size_t record_max);
void free_quoted(quoted_result *result);

/* Fails the test unless both came to the same. */
void check_same_quoted(const quoted_result *got, const quoted_result *want);

#endif
