/* Building the document of one group of `bayes`, in three steps. */
#ifndef CVS_REPORT_BUILD_BAYES_H
#define CVS_REPORT_BUILD_BAYES_H

#include "report/bayes_words.h"
#include "report/build_money.h"
#include "report/build_test.h"

/* The tree under the root (INTERFACE: groups[] of bayes). */
void cvs_build_bayes(cvs_document *doc, const cvs_bayes_scene *scene);
/* Money of a group; none where it was not asked. */
cvs_money_view cvs_bayes_money_view(const cvs_bayes_scene *scene);
/* One CSV row a comparison, of the tree's nodes. */
void cvs_build_bayes_rows(cvs_document *doc, const cvs_bayes_scene *scene);
/* What a person reads, of the tree's nodes. */
void cvs_build_bayes_blocks(cvs_document *doc, const cvs_bayes_scene *scene);
/* Posterior densities of lifts and rates, where the format draws; intervals where there are no curves. */
void cvs_build_bayes_pictures(cvs_document *doc, const cvs_bayes_scene *scene);

#endif
