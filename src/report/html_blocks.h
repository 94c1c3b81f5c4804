/* The blocks of a document in a page. */
#ifndef CVS_REPORT_HTML_BLOCKS_H
#define CVS_REPORT_HTML_BLOCKS_H

#include "report/render.h"

/* Which blocks: those that stand with the result, those that may stand behind it (`secondary`), or both. */
typedef enum cvs_html_choice { CVS_HTML_PRIMARY, CVS_HTML_SECONDARY, CVS_HTML_ALL } cvs_html_choice;

/* Adds the blocks of a document but for its heading.
 *   level  of the headings beneath: 2 or 3 */
void cvs_html_add_blocks(cvs_strbuf *out, cvs_render_context *context, const cvs_document *doc, cvs_html_choice choice,
                         int level);

/* Adds how the methods that the page has named compute, each once and folded; nothing where none was named. */
void cvs_html_add_methods(cvs_strbuf *out, const cvs_page *page);

#endif
