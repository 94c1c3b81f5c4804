/* A smooth line through few points. */
#include "report/svg_lines.h"

/* A point and the slope of the line there. */
typedef struct knot {
  double x, y, slope;
} knot;

enum { KNOTS_MAX = 64 };

static size_t collect(const cvs_svg_field *field, const cvs_picture_series *series, knot *knots) {
  size_t count = 0;
  for (const cvs_picture_point *point = series->first; point != NULL && count < KNOTS_MAX; point = point->next) {
    const cvs_interval interval = cvs_point_interval(point);
    if (interval.exists && interval.has_estimate)
      knots[count++] = (knot){cvs_svg_at(&field->x, point->x), cvs_svg_at(&field->y, interval.estimate), 0};
  }
  return count;
}

static double chord(const knot *from) {
  return (from[1].y - from[0].y) / (from[1].x - from[0].x);
}

/* Harmonic means of the chords at both sides, weighted by their lengths, and 0 at a turn: the line never goes beyond
 * its points. Source: Fritsch and Butland (1984), SIAM J. Sci. Stat. Comput. 5, 300-304. */
static void find_slopes(knot *knots, size_t count) {
  knots[0].slope = chord(&knots[0]);
  knots[count - 1].slope = chord(&knots[count - 2]);
  for (size_t i = 1; i + 1 < count; i++) {
    const double before = chord(&knots[i - 1]), after = chord(&knots[i]);
    const double left = knots[i].x - knots[i - 1].x, right = knots[i + 1].x - knots[i].x;
    const double part = (left + 2 * right) / (3 * (left + right));
    knots[i].slope = before * after > 0 ? before * after / (part * after + (1 - part) * before) : 0;
  }
}

void cvs_svg_add_smooth(cvs_strbuf *out, const cvs_svg_field *field, const cvs_picture_series *series) {
  knot knots[KNOTS_MAX];
  const size_t count = collect(field, series, knots);
  if (count < 2)
    return;
  find_slopes(knots, count);
  cvs_strbuf_add_char(out, 'M');
  cvs_svg_add_point(out, knots[0].x, knots[0].y);
  for (size_t i = 0; i + 1 < count; i++) {
    const double third = (knots[i + 1].x - knots[i].x) / 3;
    cvs_strbuf_add_char(out, 'C');
    cvs_svg_add_point(out, knots[i].x + third, knots[i].y + third * knots[i].slope);
    cvs_svg_add_point(out, knots[i + 1].x - third, knots[i + 1].y - third * knots[i + 1].slope);
    cvs_svg_add_point(out, knots[i + 1].x, knots[i + 1].y);
  }
}
