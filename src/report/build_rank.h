/* Building the document of a ranked backlog. */
#ifndef CVS_REPORT_BUILD_RANK_H
#define CVS_REPORT_BUILD_RANK_H

#include "base/strbuf.h"
#include "report/document.h"
#include <convstat/ideas.h>

/* All that a sentence may need. */
typedef struct cvs_rank_view {
  const cvs_ideas *ideas;
  const cvs_idea_rank *rank; /* [count] in order */
  size_t count;
  bool explain;
  bool unicode;
} cvs_rank_view;

/* Words: the answer, what to do, the caution, the method. */
void cvs_words_rank_verdict(cvs_strbuf *out, const cvs_rank_view *view);
void cvs_words_rank_advice(cvs_strbuf *out, const cvs_rank_view *view);
void cvs_words_rank_caution(cvs_strbuf *out, const cvs_rank_view *view);
void cvs_words_rank_method(cvs_strbuf *out, const cvs_rank_view *view);

/* Conversions that the smaller arm of a test is expected to have, and how few make its figures rough. */
double cvs_rank_conversions(const cvs_idea_rank *rank);
extern const double cvs_rank_conversions_few;
/* "“short form” (line 3): ...", where its figures are rough. */
void cvs_words_rank_few(cvs_strbuf *out, const cvs_idea_rank *rank);
void cvs_words_rank_long(cvs_strbuf *out, const cvs_idea_rank *rank);
void cvs_words_rank_skipped(cvs_strbuf *out, const cvs_ideas_info *info);
enum { CVS_RANK_LONG_DAYS = 365 };

/* What a person reads, of the tree's nodes. */
void cvs_build_rank_blocks(cvs_document *doc, const cvs_rank_view *view);

#endif
