/* Pictures as SVG: one drawing for a file of its own and for a place within a page.
 *
 * Shapes have classes and no colours. A page brings the colours by cvs_svg_add_css (as custom properties, so that a
 * theme or a printer may change them); a file has them in its <style>, light and dark. Text is escaped, cut
 * where it is long (the whole in <title>), and isolated where it is written from right to left. */
#ifndef CVS_REPORT_SVG_H
#define CVS_REPORT_SVG_H

#include "base/strbuf.h"
#include "report/picture.h"

/*   id      of this picture within the page ("p12"): its <title> and <desc> are id-t and id-d; ASCII letters and digits
 *   width   of the drawing in its own units, where text is 12 or 14 high; 0: CVS_SVG_WIDTH. A page of phones may want
 *           480, a wide one 720. A picture that needs more is wider
 *   placed  true: a part of a file, with its size, `top` from the upper edge; false: an element of a page, as wide as
 *           its box */
typedef struct cvs_svg_style {
  const char *id;
  double width;
  bool placed;
  double top;
} cvs_svg_style;

enum { CVS_SVG_WIDTH = 640, CVS_SVG_WIDTH_MIN = 320 };

typedef struct cvs_svg_size {
  double width, height;
} cvs_svg_size;

/* Adds a picture: <svg class="cvs-picture" role="img" aria-labelledby="..">, and returns its size; nothing, and 0,
 * where cvs_picture_shows is false. */
cvs_svg_size cvs_svg_add_picture(cvs_strbuf *out, const cvs_picture *picture, const cvs_svg_style *style);

/* Adds a line of words as a part of a file: what stands before pictures, or instead of them. Returns its size. */
cvs_svg_size cvs_svg_add_words(cvs_strbuf *out, const char *text, double top);

/* Adds what opens a file of this size, with its <style>, light and dark, and its paper; "</svg>" closes it. */
void cvs_svg_begin_file(cvs_strbuf *out, const cvs_svg_size *size);

/* Adds the rules of the classes for a page, once. They read the custom properties --cvs-ink, --cvs-muted, --cvs-grid,
 * --cvs-paper, --cvs-1 .. --cvs-6 (series) and --cvs-heat; each has a fallback for a light page, so a page defines what
 * it wants to change. */
void cvs_svg_add_css(cvs_strbuf *out);
/* Adds "--cvs-ink:#1a1d21;..." for :root, in the light or the dark theme. */
void cvs_svg_add_colors(cvs_strbuf *out, bool dark);

#endif
