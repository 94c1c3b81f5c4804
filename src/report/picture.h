/* A picture: what is drawn of a group's figures, by formats that can draw (svg.h).
 *
 * A picture is a title, two axes and series of points. A point's figure is a node of the document's tree, as a cell of
 * a table is; only what exists for the drawing alone (a density, a power curve) brings its own numbers. Everything
 * lives in the document's arena, and failure is the document's, as everywhere in document.h. */
#ifndef CVS_REPORT_PICTURE_H
#define CVS_REPORT_PICTURE_H

#include "report/document.h"

typedef enum cvs_picture_kind {
  CVS_PICTURE_ROWS,  /* a row a point, from top to bottom, its figure along x: lifts, rates, contributions */
  CVS_PICTURE_LINES, /* a point at its x, its figure along y: looks, days, power, densities */
  CVS_PICTURE_BARS,  /* a row a point, in it a bar a series: the funnel */
  CVS_PICTURE_HEAT   /* a row a series, a column a point: a table of sample sizes */
} cvs_picture_kind;

/* How a series of CVS_PICTURE_LINES is drawn; the other kinds know one way each. */
typedef enum cvs_series_kind {
  CVS_SERIES_LINE,      /* a line, with a marker at each point where there are few */
  CVS_SERIES_INTERVALS, /* a whisker and a marker at each point; a band where there are many */
  CVS_SERIES_BOUND,     /* a dashed line without markers, all of them in one colour */
  CVS_SERIES_AREA       /* shaded between the line and 0 */
} cvs_series_kind;

/* An axis; the unit says how its ticks read.
 *   title   what is along it ("lift", "visitors an arm"); borrowed; NULL: nothing is said
 *   dates   values are days since 1970-01-01
 *   bare    no ticks: only the shape matters
 *   origin  where has_origin: a value that is always on the axis, with a line of its own */
typedef struct cvs_picture_axis {
  const char *title;
  cvs_unit unit;
  bool dates;
  bool bare;
  bool has_origin;
  double origin;
} cvs_picture_axis;

/*   label   its row or column (not LINES): a name as the input has it
 *   x       its place (LINES)
 *   value   a number, a count or an interval of the tree, borrowed; NULL: `drawn`
 *   note    what stands beside it, or NULL: "p = 0.03" */
typedef struct cvs_picture_point cvs_picture_point;
struct cvs_picture_point {
  const char *label;
  double x;
  const cvs_node *value;
  cvs_interval drawn;
  const char *note;
  cvs_picture_point *next;
};

/*   name  for the legend (a row's label of HEAT); "" or NULL: not in the legend
 *   tint  which colour, marker and dash: 0, 1 ...; its position in the picture unless it is set: an arm looks the same
 *         in all pictures of a group
 *   smooth  a LINE of few points of what is smooth (power by effect) has no corners */
typedef struct cvs_picture_series cvs_picture_series;
struct cvs_picture_series {
  cvs_series_kind kind;
  const char *name;
  size_t tint;
  bool smooth;
  cvs_picture_point *first;
  cvs_picture_point *last;
  size_t count;
  cvs_picture_series *next;
};

/* A line across a picture of LINES, with its words: upright at an x, or level at a y. */
typedef struct cvs_picture_mark cvs_picture_mark;
struct cvs_picture_mark {
  bool level;
  double at;
  const char *text;
  cvs_picture_mark *next;
};

/*   id           stable within its command: "lift"; what --picture chooses by
 *   title        one line above it
 *   description  one sentence for who cannot see it */
typedef struct cvs_picture {
  cvs_picture_kind kind;
  const char *id;
  const char *title;
  const char *description;
  cvs_picture_axis x;
  cvs_picture_axis y;
  cvs_picture_series *first;
  cvs_picture_series *last;
  size_t count; /* of series */
  cvs_picture_mark *first_mark;
  cvs_picture_mark *last_mark;
} cvs_picture;

/* Adds a block CVS_BLOCK_PICTURE, secondary as tables are: kind, id, title, description and axes are those of
 * `picture`, its texts but for the id and the axes' titles copied; series and marks are still to be added. NULL after a
 * failure, which the adders below take without harm. */
cvs_picture *cvs_doc_picture(cvs_document *doc, const cvs_picture *picture);
/* Adds a series; `name` is copied, what does not show of it made visible. NULL after a failure. */
cvs_picture_series *cvs_doc_series(cvs_document *doc, cvs_picture *picture, cvs_series_kind kind, const char *name);
/* Adds a point, copied with its texts. */
void cvs_doc_point(cvs_document *doc, cvs_picture_series *series, const cvs_picture_point *point);
/* Adds a line across, copied with its text. */
void cvs_doc_mark(cvs_document *doc, cvs_picture *picture, const cvs_picture_mark *mark);

/* The figure of a point as an interval: what is no interval is its estimate alone. */
cvs_interval cvs_point_interval(const cvs_picture_point *point);
/* Whether there is anything to draw. */
bool cvs_picture_shows(const cvs_picture *picture);

#endif
