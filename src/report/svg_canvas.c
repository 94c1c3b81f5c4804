/* Lines, boxes, markers and text of pictures. */
#include "report/svg_canvas.h"

#include "base/number.h"
#include "base/utf8.h"
#include "report/svg_style.h"

#include <math.h>
#include <string.h>

void cvs_svg_add_number(cvs_strbuf *out, double value) {
  char text[CVS_FIXED_MAX];
  const size_t length = cvs_print_fixed(value, 1, text);
  const bool whole = length > 2 && strcmp(text + length - 2, ".0") == 0;
  const bool negative = text[0] == '-';
  const size_t sign = negative ? 1 : 0;
  const bool bare = !whole && text[sign] == '0' && text[sign + 1] == '.';
  if (bare && negative)
    cvs_strbuf_add_char(out, '-');
  const size_t from = bare ? sign + 1 : 0;
  cvs_strbuf_add_bytes(out, text + from, (whole ? length - 2 : length) - from);
}

void cvs_svg_add_point(cvs_strbuf *out, double x, double y) {
  cvs_strbuf_add_char(out, ' ');
  cvs_svg_add_number(out, x);
  cvs_strbuf_add_char(out, ',');
  cvs_svg_add_number(out, y);
}

/* 1.25 is written "1.3": places are whole tenths, so that steps add up to places again. */
static long round_tenths(double value) {
  return lround(value * 10);
}

static void add_tenths(cvs_strbuf *out, long tenths) {
  cvs_svg_add_number(out, (double)tenths / 10);
}

/* What was written last is parted from what follows by the sign of that, or by a space. */
static void add_parted(cvs_strbuf *out, long tenths) {
  if (tenths >= 0)
    cvs_strbuf_add_char(out, ' ');
  add_tenths(out, tenths);
}

void cvs_svg_pen_move(cvs_svg_pen *pen, double x, double y) {
  pen->x = round_tenths(x);
  pen->y = round_tenths(y);
  pen->drawing = false;
  cvs_strbuf_add_char(pen->out, 'M');
  add_tenths(pen->out, pen->x);
  add_parted(pen->out, pen->y);
}

void cvs_svg_pen_jump(cvs_svg_pen *pen, double x, double y) {
  const long to_x = round_tenths(x), to_y = round_tenths(y);
  cvs_strbuf_add_char(pen->out, 'm');
  add_tenths(pen->out, to_x - pen->x);
  add_parted(pen->out, to_y - pen->y);
  pen->x = to_x;
  pen->y = to_y;
  pen->drawing = false;
}

void cvs_svg_pen_level(cvs_svg_pen *pen, double x) {
  pen->x = round_tenths(x);
  pen->drawing = false;
  cvs_strbuf_add_char(pen->out, 'H');
  add_tenths(pen->out, pen->x);
}

void cvs_svg_pen_upright(cvs_svg_pen *pen, double y) {
  pen->y = round_tenths(y);
  pen->drawing = false;
  cvs_strbuf_add_char(pen->out, 'V');
  add_tenths(pen->out, pen->y);
}

void cvs_svg_pen_line(cvs_svg_pen *pen, double x, double y) {
  const long to_x = round_tenths(x), to_y = round_tenths(y);
  if (pen->drawing)
    add_parted(pen->out, to_x - pen->x);
  else {
    cvs_strbuf_add_char(pen->out, 'l');
    add_tenths(pen->out, to_x - pen->x);
  }
  add_parted(pen->out, to_y - pen->y);
  pen->x = to_x;
  pen->y = to_y;
  pen->drawing = true;
}

static void add_attribute(cvs_strbuf *out, const char *name, double value) {
  cvs_strbuf_addf(out, " %s=\"", name);
  cvs_svg_add_number(out, value);
  cvs_strbuf_add_char(out, '"');
}

static void add_class(cvs_strbuf *out, const char *kind) {
  if (kind[0] != '\0')
    cvs_strbuf_addf(out, " class=\"%s\"", kind);
}

/* In a text from right to left the start is on the right. */
static const char *anchor_class(cvs_svg_anchor anchor, bool rtl) {
  if (anchor == CVS_ANCHOR_MIDDLE)
    return "c";
  return (anchor == CVS_ANCHOR_END) != rtl ? "e" : "";
}

/* class="m e": its kind, and where it is anchored. */
static void add_classes(cvs_strbuf *out, const char *kind, const char *anchor) {
  const bool both = kind[0] != '\0' && anchor[0] != '\0';
  if (kind[0] != '\0' || anchor[0] != '\0')
    cvs_strbuf_addf(out, " class=\"%s%s%s\"", kind, both ? " " : "", anchor);
}

double cvs_svg_draw_text(cvs_svg_canvas *canvas, const cvs_svg_label *label) {
  cvs_strbuf *out = &canvas->body;
  cvs_strbuf visible = {0};
  cvs_strbuf fitted = {0};
  const double size = strchr(label->kind, 't') != NULL ? CVS_SVG_TITLE_SIZE * CVS_SVG_BOLDER : CVS_SVG_TEXT_SIZE;
  cvs_utf8_add_visible(&visible, label->text);
  const char *whole = cvs_strbuf_text(&visible);
  const bool rtl = cvs_svg_starts_rtl(whole);
  const double width = cvs_svg_add_fitted(&fitted, whole, size, label->room);
  cvs_strbuf_add(out, "<text");
  add_classes(out, label->kind, anchor_class(label->anchor, rtl));
  add_attribute(out, "x", label->x);
  add_attribute(out, "y", label->y);
  if (rtl)
    cvs_strbuf_add(out, " direction=\"rtl\" unicode-bidi=\"isolate\"");
  cvs_strbuf_add_char(out, '>');
  if (strcmp(whole, cvs_strbuf_text(&fitted)) != 0) {
    cvs_strbuf_add(out, "<title>");
    cvs_svg_add_escaped(out, whole);
    cvs_strbuf_add(out, "</title>");
  }
  cvs_svg_add_escaped(out, cvs_strbuf_text(&fitted));
  cvs_strbuf_add(out, "</text>");
  out->failed |= visible.failed || fitted.failed;
  cvs_strbuf_free(&visible);
  cvs_strbuf_free(&fitted);
  return width;
}

void cvs_svg_draw_line(cvs_svg_canvas *canvas, const char *kind, const cvs_svg_box *line) {
  cvs_strbuf *out = &canvas->body;
  cvs_strbuf_add(out, "<path");
  add_class(out, kind);
  cvs_strbuf_add(out, " d=\"M");
  cvs_svg_add_number(out, line->left);
  cvs_strbuf_add_char(out, ' ');
  cvs_svg_add_number(out, line->top);
  const bool level = !(fabs(line->top - line->bottom) > 0);
  const bool upright = !(fabs(line->left - line->right) > 0);
  cvs_strbuf_add_char(out, level ? 'H' : upright ? 'V' : 'L');
  if (!upright || level)
    cvs_svg_add_number(out, line->right);
  if (!level) {
    cvs_strbuf_add(out, upright ? "" : " ");
    cvs_svg_add_number(out, line->bottom);
  }
  cvs_strbuf_add(out, "\"/>");
}

void cvs_svg_draw_box(cvs_svg_canvas *canvas, const char *kind, const cvs_svg_box *box) {
  cvs_strbuf *out = &canvas->body;
  cvs_strbuf_add(out, "<rect");
  add_class(out, kind);
  add_attribute(out, "x", box->left);
  add_attribute(out, "y", box->top);
  add_attribute(out, "width", fmax(box->right - box->left, 0));
  add_attribute(out, "height", fmax(box->bottom - box->top, 0));
  cvs_strbuf_add(out, "/>");
}

void cvs_svg_add_box(cvs_strbuf *out, const cvs_svg_box *box) {
  cvs_svg_pen pen = {.out = out};
  cvs_svg_pen_move(&pen, box->left, box->top);
  cvs_svg_pen_level(&pen, fmax(box->right, box->left));
  cvs_svg_pen_upright(&pen, box->bottom);
  cvs_svg_pen_level(&pen, box->left);
}

void cvs_svg_begin_series(cvs_svg_canvas *canvas, size_t tint) {
  cvs_strbuf_addf(&canvas->body, "<g class=\"s%u\">", (unsigned)(tint % CVS_SVG_COLORS) + 1);
}

void cvs_svg_end_group(cvs_svg_canvas *canvas) {
  cvs_strbuf_add(&canvas->body, "</g>");
}

/* A path around a middle: where it begins from there, and how it goes on (filled, it closes by itself); all are of
 * about the same weight to the eye. */
typedef struct marker {
  double x, y;
  const char *rest;
} marker;
static const marker markers[] = {
    {-4, 0, "a4 4 0 1 0 8 0 4 4 0 1 0-8 0"},                         /* circle */
    {-3.7, -3.7, "h7.4v7.4h-7.4"},                                   /* square */
    {0, -5.4, "l5.4 5.4-5.4 5.4-5.4-5.4"},                           /* diamond */
    {0, -5, "l4.8 8.6h-9.6"},                                        /* triangle */
    {0, 5, "l4.8-8.6h-9.6"},                                         /* triangle on its head */
    {-1.6, -5, "h3.2v3.4h3.4v3.2h-3.4v3.4h-3.2v-3.4h-3.4v-3.2h3.4"}, /* cross */
};
enum { MARKERS = sizeof markers / sizeof markers[0] };

void cvs_svg_add_marker(cvs_strbuf *out, size_t tint, double x, double y) {
  const marker *shape = &markers[(tint + tint / CVS_SVG_COLORS) % MARKERS];
  cvs_svg_pen pen = {.out = out};
  cvs_svg_pen_move(&pen, x + shape->x, y + shape->y);
  cvs_strbuf_add(out, shape->rest);
}

void cvs_svg_draw_marker(cvs_svg_canvas *canvas, size_t tint, double x, double y) {
  cvs_strbuf_add(&canvas->body, "<path class=\"f\" d=\"");
  cvs_svg_add_marker(&canvas->body, tint, x, y);
  cvs_strbuf_add(&canvas->body, "\"/>");
}

void cvs_svg_add_dash(cvs_strbuf *out, size_t tint) {
  static const char *const dashes[] = {"",    "7 3",      "2 3", "9 3 2 3",     "14 4",     "5 2 1 2 1 2",
                                       "4 4", "12 3 4 3", "1 5", "9 3 2 3 2 3", "16 2 1 2", "3 1"};
  enum { DASHES = sizeof dashes / sizeof dashes[0] };
  if (tint % DASHES != 0)
    cvs_strbuf_addf(out, " stroke-dasharray=\"%s\"", dashes[tint % DASHES]);
}
