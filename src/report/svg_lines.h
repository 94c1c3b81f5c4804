/* The series of a picture of lines, within its plot (svg_lines.c lays it out, svg_series.c draws). */
#ifndef CVS_REPORT_SVG_LINES_H
#define CVS_REPORT_SVG_LINES_H

#include "report/svg_draw.h"

/*   x, y  scales
 *   plot  what they stand in */
typedef struct cvs_svg_field {
  const cvs_picture *picture;
  cvs_svg_scale x, y;
  cvs_svg_box plot;
} cvs_svg_field;

/* What the points ask of the axes: of many looks the early ones, which know next to nothing, do not press the others
 * flat; where an end of an interval lies beyond the origin, so does the axis, and the crossing is seen. */
cvs_extent cvs_svg_range_x(const cvs_picture *picture);
cvs_extent cvs_svg_range_y(const cvs_picture *picture);

/* Adds the path of a smooth line through the estimates, at ascending x. */
void cvs_svg_add_smooth(cvs_strbuf *out, const cvs_svg_field *field, const cvs_picture_series *series);

/* What is cut off at the edges of the plot; then the markers, which are not. */
void cvs_svg_draw_series(cvs_svg_canvas *canvas, const cvs_svg_field *field, const cvs_picture_series *series);
/* Triangles at the edge of the plot where a line or a band goes on beyond it (whiskers have arrows of their own). */
void cvs_svg_draw_cuts(cvs_svg_canvas *canvas, const cvs_svg_field *field, const cvs_picture_series *series);
void cvs_svg_draw_series_markers(cvs_svg_canvas *canvas, const cvs_svg_field *field, const cvs_picture_series *series);

#endif
