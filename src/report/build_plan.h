/* Building the document of one plan, in three steps, and of a table of plans. */
#ifndef CVS_REPORT_BUILD_PLAN_H
#define CVS_REPORT_BUILD_PLAN_H

#include "report/build_test.h"
#include "report/plan_words.h"

/* The tree under the root (INTERFACE: groups[] of plan). */
void cvs_build_plan(cvs_document *doc, const cvs_plan_view *view);
/* CSV rows of the tree's nodes: one an arm; with looks one a look and treatment. */
void cvs_build_plan_rows(cvs_document *doc, const cvs_plan_view *view);
/* What a person reads of one plan, of the tree's nodes. */
void cvs_build_plan_blocks(cvs_document *doc, const cvs_plan_view *view);
/* Power by the true lift, where the format draws. */
void cvs_build_plan_pictures(cvs_document *doc, const cvs_plan_view *view);
/* Many plans as a picture; `dataset` NULL without --from. */
void cvs_build_plan_heat(cvs_document *doc, const cvs_dataset *dataset, const cvs_plan_entry *entries, size_t count);
/* What a person reads of many: one table, nodes of its own. */
void cvs_build_plan_table(cvs_document *doc, const cvs_plan_entry *entries, size_t count, bool explain);

#endif
