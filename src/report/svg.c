/* Pictures as SVG: the element around a drawing. */
#include "report/svg.h"

#include "report/svg_draw.h"
#include "report/svg_style.h"

#include <math.h>
#include <string.h>

typedef void draw_function(cvs_svg_canvas *canvas, const cvs_picture *picture);

static draw_function *const draw[] = {[CVS_PICTURE_ROWS] = cvs_svg_draw_rows,
                                      [CVS_PICTURE_LINES] = cvs_svg_draw_lines,
                                      [CVS_PICTURE_BARS] = cvs_svg_draw_bars,
                                      [CVS_PICTURE_HEAT] = cvs_svg_draw_heat};

/* A title has as many lines as it needs, up to these; what is left is cut in the last. */
enum { TITLE_LINES_MAX = 3 };

static void draw_title_line(cvs_svg_canvas *canvas, const char *text, size_t length) {
  cvs_strbuf line = {0};
  cvs_strbuf_add_bytes(&line, text, length);
  canvas->height += CVS_SVG_TITLE_LINE;
  const cvs_svg_label title = {.text = cvs_strbuf_text(&line),
                               .x = CVS_SVG_MARGIN,
                               .y = canvas->height - CVS_SVG_TEXT_MIDDLE,
                               .room = canvas->width - 2 * CVS_SVG_MARGIN,
                               .anchor = CVS_ANCHOR_START,
                               .kind = "t"};
  cvs_svg_draw_text(canvas, &title);
  canvas->body.failed |= line.failed;
  cvs_strbuf_free(&line);
}

static void draw_title(cvs_svg_canvas *canvas, const cvs_picture *picture) {
  const double room = canvas->width - 2 * CVS_SVG_MARGIN;
  const char *text = picture->title;
  canvas->height = CVS_SVG_GAP;
  for (size_t line = 1; *text != '\0'; line++) {
    const size_t fits = cvs_svg_text_line(text, CVS_SVG_TITLE_SIZE * CVS_SVG_BOLDER, room);
    const size_t length = line < TITLE_LINES_MAX ? fits : strlen(text);
    draw_title_line(canvas, text, length);
    text += length;
    text += *text == ' ' ? 1 : 0;
  }
}

/* What the picture is, and what it says, for who cannot see it. */
static void add_described(cvs_strbuf *out, const cvs_picture *picture, const char *id) {
  cvs_strbuf_addf(out, "<title id=\"%s-t\">", id);
  cvs_svg_add_escaped(out, picture->title);
  cvs_strbuf_addf(out, "</title><desc id=\"%s-d\">", id);
  cvs_svg_add_escaped(out, picture->description);
  cvs_svg_add_gist(out, picture);
  cvs_strbuf_add(out, "</desc>");
}

static void add_length(cvs_strbuf *out, const char *name, double length) {
  cvs_strbuf_addf(out, " %s=\"", name);
  cvs_svg_add_number(out, length);
  cvs_strbuf_add_char(out, '"');
}

static void add_view(cvs_strbuf *out, const cvs_svg_size *size) {
  cvs_strbuf_add(out, " viewBox=\"0 0 ");
  cvs_svg_add_number(out, size->width);
  cvs_strbuf_add_char(out, ' ');
  cvs_svg_add_number(out, size->height);
  cvs_strbuf_add_char(out, '"');
}

static void add_head(cvs_strbuf *out, const cvs_picture *picture, const cvs_svg_style *style,
                     const cvs_svg_size *size) {
  cvs_strbuf_add(out, "<svg class=\"cvs-picture\"");
  if (style->placed) {
    add_length(out, "y", style->top);
    add_length(out, "width", size->width);
    add_length(out, "height", size->height);
  }
  add_view(out, size);
  cvs_strbuf_addf(out, " role=\"img\" aria-labelledby=\"%s-t %s-d\">", style->id, style->id);
  add_described(out, picture, style->id);
}

cvs_svg_size cvs_svg_add_picture(cvs_strbuf *out, const cvs_picture *picture, const cvs_svg_style *style) {
  if (!cvs_picture_shows(picture))
    return (cvs_svg_size){0};
  const double width = style->width > 0 ? style->width : CVS_SVG_WIDTH;
  cvs_svg_canvas canvas = {.id = style->id, .width = fmax(width, CVS_SVG_WIDTH_MIN)};
  draw_title(&canvas, picture);
  draw[picture->kind](&canvas, picture);
  const cvs_svg_size size = {canvas.width, canvas.height + CVS_SVG_GAP};
  add_head(out, picture, style, &size);
  cvs_strbuf_add_bytes(out, cvs_strbuf_text(&canvas.body), canvas.body.length);
  cvs_strbuf_add(out, "</svg>");
  out->failed |= canvas.body.failed;
  cvs_strbuf_free(&canvas.body);
  return size;
}

cvs_svg_size cvs_svg_add_words(cvs_strbuf *out, const char *text, double top) {
  cvs_svg_canvas canvas = {.width = CVS_SVG_WIDTH};
  const cvs_svg_label label = {.text = text,
                               .x = CVS_SVG_MARGIN,
                               .y = top + CVS_SVG_GAP + CVS_SVG_LINE,
                               .room = CVS_SVG_WIDTH - 2 * CVS_SVG_MARGIN,
                               .anchor = CVS_ANCHOR_START,
                               .kind = "t"};
  cvs_svg_draw_text(&canvas, &label);
  cvs_strbuf_add_bytes(out, cvs_strbuf_text(&canvas.body), canvas.body.length);
  out->failed |= canvas.body.failed;
  cvs_strbuf_free(&canvas.body);
  return (cvs_svg_size){CVS_SVG_WIDTH, 2 * CVS_SVG_GAP + CVS_SVG_LINE};
}

void cvs_svg_begin_file(cvs_strbuf *out, const cvs_svg_size *size) {
  cvs_strbuf_add(out, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
  add_length(out, "width", size->width);
  add_length(out, "height", size->height);
  add_view(out, size);
  cvs_strbuf_add_char(out, '>');
  cvs_svg_add_own_style(out);
  cvs_strbuf_add(out, "<rect class=\"p\" width=\"100%\" height=\"100%\"/>");
}
