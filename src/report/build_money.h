/* Blocks about money that other documents show: of a test that runs, and beside a plan. */
#ifndef CVS_REPORT_BUILD_MONEY_H
#define CVS_REPORT_BUILD_MONEY_H

#include "base/strbuf.h"
#include "report/row_builder.h"
#include <convstat/money.h>

/* A test that runs. */
typedef struct cvs_money_view {
  const cvs_money *money; /* NULL: not asked, or no answer */
  const cvs_money_terms *terms;
  const char *control;   /* names of the arms */
  const char *treatment; /* of money->treatment */
  bool bare_arm;         /* some arm has no conversions */
  bool shrunken;         /* a shrunken lift stands beside the profits, which do not know of it */
} cvs_money_view;

/* Adds "money" to a record; null where there is none. */
void cvs_build_money(cvs_document *doc, cvs_node *parent, const cvs_money_view *view);
/* A table and a paragraph, of the nodes of that record; nothing where there is no money. */
void cvs_build_money_blocks(cvs_document *doc, const cvs_node *parent, const cvs_money_view *view);

/* Beside a plan: `profit` may be NULL. */
void cvs_build_money_plan(cvs_document *doc, cvs_node *parent, const cvs_money_plan *profit);
void cvs_build_money_plan_blocks(cvs_document *doc, const cvs_node *parent, const cvs_money_plan *profit);

/* The columns of "profit" in a CSV row of a plan. */
void cvs_row_add_money_plan(cvs_row_builder *row);

/* Words. */
void cvs_words_money(cvs_strbuf *out, const cvs_money_view *view);
void cvs_words_money_plan(cvs_strbuf *out, const cvs_money_plan *profit);
/* "By expected profit: ..."; what to do; what it rests on. */
void cvs_words_money_plan_verdict(cvs_strbuf *out, const cvs_money_plan *profit);
void cvs_words_money_plan_advice(cvs_strbuf *out, const cvs_money_plan *profit);
void cvs_words_money_plan_caution(cvs_strbuf *out);

#endif
