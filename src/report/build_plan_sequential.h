/* The part of a plan's document that is about looks: tree, CSV rows and blocks. */
#ifndef CVS_REPORT_BUILD_PLAN_SEQUENTIAL_H
#define CVS_REPORT_BUILD_PLAN_SEQUENTIAL_H

#include "report/plan_words.h"
#include "report/row_builder.h"

/* The record `sequential` under the root; null without looks, or without an answer. */
void cvs_build_plan_sequential(cvs_document *doc, const cvs_plan_view *view);
/* The columns of one look and one treatment; nodes NULL where there is no answer. */
typedef struct cvs_look_row {
  const cvs_node *look;
  const cvs_node *control;
  const cvs_node *treatment;
} cvs_look_row;
void cvs_build_look_columns(cvs_row_builder *row, const cvs_look_row *nodes);
/* The bounds, their picture and where the test stops, as tables. */
void cvs_build_sequential_tables(cvs_document *doc, const cvs_plan_view *view);

/* "alpha", "sides", "efficacy" and "futility" of the terms, into a record. */
void cvs_build_sequential_terms(cvs_document *doc, cvs_node *record, const cvs_sequential_terms *terms);

#endif
