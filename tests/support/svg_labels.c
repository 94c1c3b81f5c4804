/* Labels of an SVG: a small reader of our own output, and their boxes by the widths of DejaVu Sans. */
#include "support/svg_labels.h"

#include "report/svg_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Above and below the base line, in sizes: DejaVu Sans's own ascent and descent. */
static const double ASCENT = 0.93, DESCENT = 0.24;

/* The number behind `name="` in a tag that ends at `end`; false where it is not there. */
static bool read_number(const char *tag, const char *end, const char *name, double *out) {
  char wanted[32];
  (void)snprintf(wanted, sizeof wanted, " %s=\"", name);
  const char *at = strstr(tag, wanted);
  if (at == NULL || at >= end)
    return false;
  *out = strtod(at + strlen(wanted), NULL);
  return true;
}

static bool has(const char *tag, const char *end, const char *words) {
  const char *at = strstr(tag, words);
  return at != NULL && at < end;
}

static void copy_resolved(char *out, const char *from, const char *end) {
  static const char *const entities[][2] = {
      {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}};
  size_t length = 0;
  while (from < end && length + 1 < SVG_LABEL_TEXT) {
    size_t taken = 1;
    char c = *from;
    for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++)
      if (strncmp(from, entities[i][0], strlen(entities[i][0])) == 0) {
        c = entities[i][1][0];
        taken = strlen(entities[i][0]);
      }
    out[length++] = c;
    from += taken;
  }
  out[length] = '\0';
}

static bool read_label(const char *tag, svg_label *out) {
  const char *open = strchr(tag, '>');
  const char *close = open != NULL ? strstr(open, "</text>") : NULL;
  double x = 0, y = 0;
  if (close == NULL || !read_number(tag, open, "x", &x) || !read_number(tag, open, "y", &y))
    return false;
  const char *title = strstr(open, "</title>");
  const char *text = title != NULL && title < close ? title + strlen("</title>") : open + 1;
  copy_resolved(out->text, text, close);
  const bool heading = has(tag, open, "class=\"t\"");
  const double size = heading ? CVS_SVG_TITLE_SIZE : CVS_SVG_TEXT_SIZE;
  const double width = cvs_svg_text_width(out->text, size) * (heading ? CVS_SVG_BOLDER : 1);
  const bool rtl = has(tag, open, "direction=\"rtl\""),
             at_end = (has(tag, open, "class=\"e\"") || has(tag, open, " e\""));
  const bool middle = has(tag, open, "class=\"c\"") || has(tag, open, " c\"");
  out->left = middle ? x - width / 2 : at_end != rtl ? x - width : x;
  out->right = out->left + width;
  out->top = y - ASCENT * size;
  out->bottom = y + DESCENT * size;
  return true;
}

/* Dashes of a line through rows: how long, and what is left free between two; none: the line is whole. */
typedef struct dashes {
  double on, off;
} dashes;

static dashes read_dashes(const char *path, const char *end) {
  static const char words[] = " stroke-dasharray=\"";
  const char *at = strstr(path, words);
  dashes out = {0};
  if (at == NULL || at >= end || sscanf(at + strlen(words), "%lf %lf", &out.on, &out.off) != 2)
    return (dashes){0};
  return out;
}

/* A stroke, or the dashes of an upright one. */
static bool add_stroke(svg_labels *out, const svg_label *stroke, const dashes *dashed) {
  const double step = dashed->on > 0 ? dashed->on + dashed->off : stroke->bottom - stroke->top + 1;
  for (double top = stroke->top; top <= stroke->bottom; top += step) {
    if (out->stroke_count == SVG_STROKES_MAX)
      return false;
    svg_label part = *stroke;
    part.top = top;
    if (dashed->on > 0 && top + dashed->on < stroke->bottom)
      part.bottom = top + dashed->on;
    out->stroke[out->stroke_count++] = part;
  }
  return true;
}

/* Level and upright strokes of one path of ours, "M10 20V40M30 20H50m-20 20V60"; others (curves, markers) are not lines
 * of the axes. False where there are too many. */
static bool read_strokes(const char *path, svg_labels *out) {
  const char *at = strstr(path, " d=\"") + strlen(" d=\"");
  const dashes dashed = read_dashes(path, at);
  double x = 0, y = 0;
  while (*at == 'M' || *at == 'm') {
    char *end = NULL;
    const bool from_last = *at == 'm';
    const double across = strtod(at + 1, &end), down = strtod(end, &end);
    x = from_last ? x + across : across;
    y = from_last ? y + down : down;
    const char way = *end;
    const double to = strtod(end + 1, &end);
    if (way != 'H' && way != 'V')
      return true;
    const svg_label stroke = {.left = x, .right = way == 'H' ? to : x, .top = y, .bottom = way == 'V' ? to : y};
    if (!add_stroke(out, &stroke, &dashed))
      return false;
    x = stroke.right;
    y = stroke.bottom;
    at = end;
  }
  return true;
}

bool svg_labels_read(const char *svg, svg_labels *out) {
  *out = (svg_labels){0};
  const char *view = strstr(svg, "viewBox=\"0 0 ");
  if (view == NULL || sscanf(view, "viewBox=\"0 0 %lf %lf\"", &out->width, &out->height) != 2)
    return false;
  for (const char *tag = strstr(svg, "<text"); tag != NULL; tag = strstr(tag + 1, "<text"))
    if (out->count == SVG_LABELS_MAX || !read_label(tag, &out->label[out->count++]))
      return false;
  static const char *const lines[] = {"<path class=\"g\"", "<path class=\"o\"", "<path class=\"u\" d="};
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
    for (const char *path = strstr(svg, lines[i]); path != NULL; path = strstr(path + 1, lines[i]))
      if (!read_strokes(path, out))
        return false;
  return true;
}

static bool overlap(const svg_label *a, const svg_label *b) {
  const double slack = 0.2; /* places are rounded to tenths */
  return a->left < b->right - slack && b->left < a->right - slack && a->top < b->bottom - slack &&
         b->top < a->bottom - slack;
}

const char *svg_labels_problem(const svg_labels *labels) {
  static char sentence[2 * SVG_LABEL_TEXT + 64];
  const double slack = 0.2;
  for (size_t i = 0; i < labels->count; i++) {
    const svg_label *label = &labels->label[i];
    if (label->left < -slack || label->right > labels->width + slack || label->top < -slack ||
        label->bottom > labels->height + slack) {
      (void)snprintf(sentence, sizeof sentence, "'%s' leaves the drawing", label->text);
      return sentence;
    }
    for (size_t k = 0; k < labels->stroke_count; k++)
      if (overlap(label, &labels->stroke[k])) {
        (void)snprintf(sentence, sizeof sentence, "a line runs through '%s'", label->text);
        return sentence;
      }
    for (size_t k = 0; k < i; k++)
      if (overlap(label, &labels->label[k])) {
        (void)snprintf(sentence, sizeof sentence, "'%s' overlaps '%s'", label->text, labels->label[k].text);
        return sentence;
      }
  }
  return NULL;
}
