/* What the builders of an analysis (build_<analysis>.c) need of a report: its document, a group in,
 * a warning in. */
#ifndef CVS_REPORT_REPORT_H
#define CVS_REPORT_REPORT_H

#include "report/document.h"
#include <convstat/report.h>

/* The document to build one group in: emptied, with a root record. Valid until the next call. */
cvs_document *cvs_report_document(cvs_report *report);

/* Whether the format reads the blocks, the CSV rows or the pictures (of the blocks) of a document. Words and tables
 * take longer to build than a group takes to write, so a builder of 100,000 groups leaves out what nobody reads. */
bool cvs_report_shows_blocks(const cvs_report *report);
bool cvs_report_shows_rows(const cvs_report *report);
bool cvs_report_shows_pictures(const cvs_report *report);

/* The report that draws the same groups, which are not handed to it until cvs_report_draw_beside is called again;
 * NULL where there is none. */
cvs_report *cvs_report_take_beside(cvs_report *report);

/* Renders a finished group. Errors: CVS_ENOMEM (also where building failed); CVS_EUSAGE where a by
 * column has the name of an output column (CSV); CVS_EIO. */
CVS_WARN_UNUSED cvs_status cvs_report_group(cvs_report *report, const cvs_document *doc, cvs_error *error);

/* Adds a warning; call it after the group that it is about. Failures come out of the next group or
 * of cvs_report_end. */
void cvs_report_warn(cvs_report *report, const cvs_warning *warning);

/* What the reader can see, for builders that choose their words by it. Borrowed. */
const cvs_report_style *cvs_report_style_of(const cvs_report *report);

/* Renders a finished head, once and first of its result: cvs_report_begin for input that is no dataset. Errors:
 * CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_report_head(cvs_report *report, const cvs_document *head, cvs_error *error);

/* The settings of a head. */
void cvs_build_settings(cvs_document *doc, const cvs_setting *settings, size_t count);

/* Builds the head of a report: records "input" and "settings", and blocks on what was read.
 *   dataset   NULL where there is no input: "input" is null */
void cvs_build_head(cvs_document *doc, const cvs_dataset *dataset, const cvs_setting *settings, size_t setting_count);

#endif
