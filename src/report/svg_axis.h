/* The axes of pictures: round ticks whose labels never touch, lines across, titles. */
#ifndef CVS_REPORT_SVG_AXIS_H
#define CVS_REPORT_SVG_AXIS_H

#include "report/extent.h"
#include "report/svg_canvas.h"

/* A scale: `low` stands at `from`, `high` at `to` (in units of the drawing; `from` > `to` where it goes upwards). */
typedef struct cvs_svg_scale {
  const cvs_picture_axis *axis;
  double low, high;
  double from, to;
  double step; /* from tick to tick, at multiples of it; dates count from `low` */
  bool failed; /* no memory */
} cvs_svg_scale;

/* Place of a value, also beyond the ends. */
double cvs_svg_at(const cvs_svg_scale *scale, double value);
/* The same, at the nearer end where it is beyond. */
double cvs_svg_at_or_end(const cvs_svg_scale *scale, double value);

/* Plans a level scale between two places: the finest round step whose labels stand apart and within [0, right]. With
 * `round` its ends are ticks. An extent without width is widened. */
cvs_svg_scale cvs_svg_plan_level(const cvs_picture_axis *axis, const cvs_extent *extent, const double place[2],
                                 double right, bool round);
/* Plans an upright scale that ends in ticks, from `bottom` up to `top`. */
cvs_svg_scale cvs_svg_plan_upright(const cvs_picture_axis *axis, const cvs_extent *extent, double bottom, double top);
/* Width of the widest label of an upright scale; 0 where it has none. */
double cvs_svg_labels_width(const cvs_svg_scale *scale, bool *failed);

/* Draws lines across `plot` at the ticks and the labels beneath it, or to the left of it, then the line of its origin.
 * A level axis adds its labels and its title to the height of the canvas; the title of an upright one stands above. */
void cvs_svg_draw_level(cvs_svg_canvas *canvas, const cvs_svg_scale *scale, const cvs_svg_box *plot);
/* The two halves of cvs_svg_draw_level: where words stand in the plot its lines leave them free. */
void cvs_svg_draw_level_lines(cvs_svg_canvas *canvas, const cvs_svg_scale *scale, const cvs_svg_box *plot);
/* Lines across rows that leave words between them free: `first`, and as often again as `rows` says, each row `pitch`
 * beneath the one before. */
void cvs_svg_draw_level_rows(cvs_svg_canvas *canvas, const cvs_svg_scale *scale, const cvs_svg_box *first, size_t rows,
                             double pitch);
void cvs_svg_draw_level_words(cvs_svg_canvas *canvas, const cvs_svg_scale *scale, const cvs_svg_box *plot);
void cvs_svg_draw_upright(cvs_svg_canvas *canvas, const cvs_svg_scale *scale, const cvs_svg_box *plot);

#endif
