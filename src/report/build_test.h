/* Building the document of one group of `test`, in three steps. */
#ifndef CVS_REPORT_BUILD_TEST_H
#define CVS_REPORT_BUILD_TEST_H

#include "report/report.h"
#include "report/test_words.h"

/* The tree under the root (INTERFACE: groups[] of test). */
void cvs_build_test(cvs_document *doc, const cvs_test_view *view);
/* Parts of it that other commands show alike: the arms; a gate, null where it is unknown; "95% interval" and its kin
 * in the document's memory; the by values; the sample ratio, and that before units of several
 * arms were left out (null where none were). */
void cvs_build_arms(cvs_document *doc, const cvs_arm_result *arms, size_t count);
void cvs_build_gate(cvs_document *doc, cvs_node *gates, const char *name, cvs_tristate value);
const char *cvs_build_interval_title(cvs_document *doc, double alpha, const char *kind);
void cvs_build_by(cvs_document *doc, const cvs_test_view *view);
void cvs_build_srm(cvs_document *doc, const cvs_test_group *group);
void cvs_build_srm_before(cvs_document *doc, const cvs_test_group *group);
/* The warnings of a group, after it was rendered. */
void cvs_warn_findings(cvs_report *report, cvs_document *doc, const cvs_test_view *view);
/* "split as assumed: 50,000 and 50,200 (p = 0.5)", where it is. */
void cvs_build_split_check(cvs_document *doc, cvs_block *checks, const cvs_test_group *group);
/* Checks of the split and of what was read: what is broken, then what is well. */
void cvs_build_split_checks(cvs_document *doc, cvs_block *checks, const cvs_test_view *view);
void cvs_build_heading(cvs_document *doc, const cvs_test_view *view);
/* One CSV row a comparison, of the tree's nodes. */
void cvs_build_test_rows(cvs_document *doc, const cvs_test_view *view);
/* What a person reads, of the tree's nodes. */
void cvs_build_test_blocks(cvs_document *doc, const cvs_test_view *view);
/* Rates of days, where there are some: groups[].days. */
void cvs_build_days(cvs_document *doc, const cvs_test_view *view);
/* Lifts, rates and daily rates, where the format draws. `interval` is what the lifts have: "95% interval". */
void cvs_build_test_pictures(cvs_document *doc, const cvs_test_view *view, const char *interval);
/* The name of a comparison's treatment; with all pairs also what it is read against. */
const cvs_node *cvs_build_pair_label(cvs_document *doc, const cvs_test_view *view, const cvs_node *record);

/* Child of a record by name, or of a list by position; NULL where there is none. */
const cvs_node *cvs_node_child(const cvs_node *record, const char *name);
const cvs_node *cvs_node_item(const cvs_node *list, size_t index);

#endif
