/* Text of pictures: how wide it may become, cut to its room, escaped. */
#ifndef CVS_REPORT_SVG_TEXT_H
#define CVS_REPORT_SVG_TEXT_H

#include "base/strbuf.h"

/* Heights of letters, and from line to line. */
#define CVS_SVG_TEXT_SIZE 12.0
#define CVS_SVG_TITLE_SIZE 14.0
#define CVS_SVG_LINE 16.0
#define CVS_SVG_TITLE_LINE 18.0
/* Titles are half bold, and bold letters up to this much wider on average. */
#define CVS_SVG_BOLDER 1.15

/* Width of text at a size: that of DejaVu Sans, the widest of the usual fonts, so that nothing is wider in fact.
 * Double for the wide characters of Chinese, Japanese and Korean. */
double cvs_svg_text_width(const char *text, double size);
/* Bytes of the text that fit into one line: up to a space, or all of a word that is longer than the line. */
size_t cvs_svg_text_line(const char *text, double size, double room);
/* Adds the text, cut in its middle to a width with an ellipsis: names of a test often differ at their ends. Returns the
 * width of what was added. */
double cvs_svg_add_fitted(cvs_strbuf *out, const char *text, double size, double room);
/* Whether the first letter is one of a script that is written from right to left. */
bool cvs_svg_starts_rtl(const char *text);
/* Adds text as content or attribute of XML: markup escaped, control characters and bidi controls made visible, and
 * what XML 1.0 forbids replaced. */
void cvs_svg_add_escaped(cvs_strbuf *out, const char *text);

#endif
