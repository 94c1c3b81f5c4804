/* A chart for a terminal: intervals or dots over time, bounds, and a line of no effect.
 *
 *      lift of green, look by look
 *   +20% ┤ ↑  ┬
 *        │ │  │  ┬  ┬
 *      0 ┼─┼──┼──●──┼──
 *        │ │  │  │  ┴
 *   -20% ┤ ↓  ┴  ┴
 *          06-03   06-06
 *                  ▲ stop: win
 */
#ifndef CVS_REPORT_RENDER_TEXT_CHART_H
#define CVS_REPORT_RENDER_TEXT_CHART_H

#include "report/text_page.h"

/* Whether there is anything to draw. */
bool cvs_text_chart_shows(const cvs_block *chart);
/* Adds a chart block: at most 13 rows of it, as wide as the screen. Where there are more points than columns some are
 * left out, but never the first, the last and the marked one. An interval touches the line of no effect only if it
 * holds 0. Nothing is added where no point can be drawn. */
void cvs_text_add_chart(cvs_strbuf *out, const cvs_text_page *page, const cvs_block *chart);

#endif
