/* Pictures of a document in a page, and the figures behind them. */
#ifndef CVS_REPORT_HTML_PICTURE_H
#define CVS_REPORT_HTML_PICTURE_H

#include "report/picture.h"
#include "report/render.h"

/* Adds <figure>, where the picture has anything to draw. */
void cvs_html_add_picture(cvs_strbuf *out, cvs_page *page, const cvs_picture *picture);

/* Adds the figures of a picture as a table, folded, where a point of it stands in no table of the document. What has
 * only been drawn (a density) has no figures of its own. */
void cvs_html_add_figures(cvs_strbuf *out, cvs_page *page, const cvs_document *doc, const cvs_picture *picture);

/* A picture of the forest column of a table, in the page's memory until the next call; NULL where it has none, nothing
 * to draw, or the document has a picture of the same figures. */
const cvs_picture *cvs_html_picture_of(cvs_page *page, const cvs_document *doc, const cvs_block *table);

#endif
