/* Building the document of one group of `test`, in three steps. */
#ifndef CVS_REPORT_BUILD_TEST_H
#define CVS_REPORT_BUILD_TEST_H

#include "report/document.h"
#include "report/test_words.h"

/* The tree under the root (INTERFACE: groups[] of test). */
void cvs_build_test(cvs_document *doc, const cvs_test_view *view);
/* One CSV row a comparison, of the tree's nodes. */
void cvs_build_test_rows(cvs_document *doc, const cvs_test_view *view);
/* What a person reads, of the tree's nodes. */
void cvs_build_test_blocks(cvs_document *doc, const cvs_test_view *view);

/* Child of a record by name, or of a list by position; NULL where there is none. */
const cvs_node *cvs_node_child(const cvs_node *record, const char *name);
const cvs_node *cvs_node_item(const cvs_node *list, size_t index);

#endif
