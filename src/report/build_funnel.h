/* Building the document of one group of `funnel`, in three steps. */
#ifndef CVS_REPORT_BUILD_FUNNEL_H
#define CVS_REPORT_BUILD_FUNNEL_H

#include "report/build_test.h"
#include "report/funnel_words.h"

/* The tree under the root (INTERFACE: groups[] of funnel). */
void cvs_build_funnel(cvs_document *doc, const cvs_funnel_scene *scene);
/* Its parts: arms with their steps; comparisons; which step to work on. */
void cvs_build_funnel_arms(cvs_document *doc, const cvs_funnel_scene *scene);
void cvs_build_funnel_comparisons(cvs_document *doc, const cvs_funnel_scene *scene);
void cvs_build_funnel_bottleneck(cvs_document *doc, const cvs_funnel_scene *scene);
/* One CSV row a treatment and step, of the tree's nodes; of one arm, a row a step. */
void cvs_build_funnel_rows(cvs_document *doc, const cvs_funnel_scene *scene);
/* What a person reads, of the tree's nodes. */
void cvs_build_funnel_blocks(cvs_document *doc, const cvs_funnel_scene *scene);
/* Where all of every arm are at the first step it says all that the entry does. */
bool cvs_funnel_opens_with_entry(const cvs_funnel_group *group);
/* The name of an arm beneath that of its step. */
const cvs_node *cvs_build_funnel_indented(cvs_document *doc, const char *name);
/* The funnel drawn, its rates, and how long its steps take. */
void cvs_build_funnel_picture(cvs_document *doc, const cvs_funnel_scene *scene);
/* Bars by step and arm, and contributions, for formats that draw. */
void cvs_build_funnel_drawings(cvs_document *doc, const cvs_funnel_scene *scene);
/* Lifts from the start by step; what each step contributes. */
void cvs_build_funnel_lifts(cvs_document *doc, const cvs_funnel_scene *scene);
/* Where it leaks; changes carried through; money. */
void cvs_build_funnel_leaks(cvs_document *doc, const cvs_funnel_scene *scene);
void cvs_build_funnel_changes(cvs_document *doc, const cvs_funnel_scene *scene);
void cvs_build_funnel_money(cvs_document *doc, const cvs_funnel_scene *scene);

#endif
