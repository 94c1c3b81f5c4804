/* The colours and the rules of pictures. */
#ifndef CVS_REPORT_SVG_STYLE_H
#define CVS_REPORT_SVG_STYLE_H

#include "base/strbuf.h"

/* Series beyond this many begin again with the first colour; marker and dash then differ (svg_canvas.h). */
enum { CVS_SVG_COLORS = 6 };

/* Adds the rules with their colours written out, light and dark, as a file of its own needs them: what makes PNGs of
 * such files knows no custom properties. */
void cvs_svg_add_own_style(cvs_strbuf *out);

#endif
