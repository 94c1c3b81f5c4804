/* One drawing a kind of picture; each begins beneath what the canvas holds and adds to its height. */
#ifndef CVS_REPORT_SVG_DRAW_H
#define CVS_REPORT_SVG_DRAW_H

#include "report/svg_axis.h"
#include "report/svg_canvas.h"

void cvs_svg_draw_rows(cvs_svg_canvas *canvas, const cvs_picture *picture);
void cvs_svg_draw_lines(cvs_svg_canvas *canvas, const cvs_picture *picture);
void cvs_svg_draw_bars(cvs_svg_canvas *canvas, const cvs_picture *picture);
void cvs_svg_draw_heat(cvs_svg_canvas *canvas, const cvs_picture *picture);

/* The series by name and sign, in as many lines as they need; nothing where none has a name. */
void cvs_svg_draw_legend(cvs_svg_canvas *canvas, const cvs_picture *picture);

/* Adds the figures of a picture as sentences, escaped: the intervals of rows, where lines end, what bars end with. */
void cvs_svg_add_gist(cvs_strbuf *out, const cvs_picture *picture);

/* Which ends of an interval lie on the scale; another is drawn as an arrow at its end. */
typedef struct cvs_svg_ends {
  double lower, upper; /* places */
  bool lower_open, upper_open;
} cvs_svg_ends;
cvs_svg_ends cvs_svg_ends_of(const cvs_svg_scale *scale, const cvs_interval *interval);

/* Whether each point has a marker of its own: only where there is room for all of them in a narrow picture, too. */
bool cvs_svg_has_markers(const cvs_picture_series *series);

/* Whether its line is dashed or dotted: where there are several lines to be told apart. */
bool cvs_svg_has_dash(const cvs_picture *picture, const cvs_picture_series *series);

/* Unit of a picture's figures: that of the first, else the axis's. */
cvs_unit cvs_svg_unit_of(const cvs_picture_point *point, const cvs_picture_axis *axis);

/* Free space at both sides, and between parts. */
#define CVS_SVG_MARGIN 10.0
#define CVS_SVG_GAP 8.0

#endif
