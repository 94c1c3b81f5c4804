/* What pictures are drawn with: lines, boxes, markers and text, in units of a drawing whose y grows downwards. */
#ifndef CVS_REPORT_SVG_CANVAS_H
#define CVS_REPORT_SVG_CANVAS_H

#include "base/strbuf.h"
#include "report/picture.h"
#include "report/svg_text.h"

/* A drawing.
 *   body    the elements so far
 *   id      prefix of ids
 *   width   given; a picture that needs more makes it wider
 *   height  used so far: each part of a picture is drawn beneath it and adds to it */
typedef struct cvs_svg_canvas {
  cvs_strbuf body;
  const char *id;
  double width;
  double height;
} cvs_svg_canvas;

typedef struct cvs_svg_box {
  double left, top, right, bottom;
} cvs_svg_box;

typedef enum cvs_svg_anchor { CVS_ANCHOR_START, CVS_ANCHOR_MIDDLE, CVS_ANCHOR_END } cvs_svg_anchor;

/*   x, y   of the anchor; y is that of the base line
 *   room   cut to this width, the whole then in a <title>
 *   kind   "" or classes ("m": muted, "t": title); a title is larger */
typedef struct cvs_svg_label {
  const char *text;
  double x, y;
  double room;
  cvs_svg_anchor anchor;
  const char *kind;
} cvs_svg_label;

/* Adds a number with at most one decimal: "12.3", "12", ".5". */
void cvs_svg_add_number(cvs_strbuf *out, double value);
/* Adds " 12.3,45": a point of a path. */
void cvs_svg_add_point(cvs_strbuf *out, double x, double y);

/* A path of many points, each written from the one before: half as long as with places. Begins zeroed but for `out`,
 * with a pen_move. */
typedef struct cvs_svg_pen {
  cvs_strbuf *out;
  long x, y; /* where it is, in tenths */
  bool drawing;
} cvs_svg_pen;
void cvs_svg_pen_move(cvs_svg_pen *pen, double x, double y);
void cvs_svg_pen_line(cvs_svg_pen *pen, double x, double y);
/* Moves as pen_move does, written from where it is; what follows is a stroke of its own. */
void cvs_svg_pen_jump(cvs_svg_pen *pen, double x, double y);
/* A line straight across to x, and up or down to y. */
void cvs_svg_pen_level(cvs_svg_pen *pen, double x);
void cvs_svg_pen_upright(cvs_svg_pen *pen, double y);

/* Adds text and returns the width that it may take. */
double cvs_svg_draw_text(cvs_svg_canvas *canvas, const cvs_svg_label *label);
/* Adds a line from (left, top) to (right, bottom). */
void cvs_svg_draw_line(cvs_svg_canvas *canvas, const char *kind, const cvs_svg_box *line);
/* Adds a filled box. */
void cvs_svg_draw_box(cvs_svg_canvas *canvas, const char *kind, const cvs_svg_box *box);
/* The same as a part of a path with class "f". */
void cvs_svg_add_box(cvs_strbuf *out, const cvs_svg_box *box);
/* Opens <g class="s1"> (colour of a series), closed by cvs_svg_end_group. */
void cvs_svg_begin_series(cvs_svg_canvas *canvas, size_t tint);
void cvs_svg_end_group(cvs_svg_canvas *canvas);
/* Adds the marker of a series: circle, square, diamond, triangles, cross. No two of the first 36 series agree in
 * colour and marker. */
void cvs_svg_draw_marker(cvs_svg_canvas *canvas, size_t tint, double x, double y);
/* The same as a part of a path with class "f". */
void cvs_svg_add_marker(cvs_strbuf *out, size_t tint, double x, double y);
/* Adds the attribute that makes the line of a series solid, dashed or dotted. */
void cvs_svg_add_dash(cvs_strbuf *out, size_t tint);

/* Middle of a line of text above its base line. */
#define CVS_SVG_TEXT_MIDDLE 4.0

#endif
