/* The labels of an SVG as a reader sees them: each with its box. */
#ifndef TESTS_SUPPORT_SVG_LABELS_H
#define TESTS_SUPPORT_SVG_LABELS_H

#include <stdbool.h>
#include <stddef.h>

enum { SVG_LABELS_MAX = 512, SVG_STROKES_MAX = 4096, SVG_LABEL_TEXT = 256 };

typedef struct svg_label {
  char text[SVG_LABEL_TEXT]; /* what is shown, entities resolved, cut to its size */
  double left, top, right, bottom;
} svg_label;

typedef struct svg_labels {
  double width, height; /* of the drawing */
  size_t count, stroke_count;
  svg_label label[SVG_LABELS_MAX];
  svg_label stroke[SVG_STROKES_MAX]; /* lines of axes and marks, boxes without width or height */
} svg_labels;

/* Reads the labels of one <svg> element; false where it is not written as ours are. */
bool svg_labels_read(const char *svg, svg_labels *out);
/* Two labels that overlap, one that leaves the drawing, or one that a line of an axis or a mark runs through, as a
 * sentence; NULL where there are none. */
const char *svg_labels_problem(const svg_labels *labels);

#endif
