/* A table for a terminal. */
#ifndef CVS_REPORT_RENDER_TEXT_TABLE_H
#define CVS_REPORT_RENDER_TEXT_TABLE_H

#include "report/text_page.h"

/* Adds a table block: names left, numbers right, the forest in what is left of the width. Where it
 * does not fit, the forest goes first, then names are cut and gaps shrink; numbers are never cut. */
void cvs_text_add_table(cvs_strbuf *out, const cvs_text_page *page, const cvs_block *table);

#endif
