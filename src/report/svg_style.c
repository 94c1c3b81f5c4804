/* The colours and the rules of pictures: one table for pages (custom properties) and for files (written out). */
#include "report/svg_style.h"

#include "report/svg.h"

#include <string.h>

/* A colour in both themes. Text (ink, muted) has a contrast of 4.5 and more on paper and on the darkest cell of a heat
 * map, series one of 3 and more on paper. */
typedef struct color {
  char key; /* how rules name it: $k */
  const char *name;
  const char *value[2]; /* light, dark */
} color;

static const color colors[] = {
    {'k', "ink", {"#1a1d21", "#e8eaed"}}, {'m', "muted", {"#565e69", "#a8b0ba"}}, {'g', "grid", {"#e1e4e8", "#333a42"}},
    {'p', "paper", {"#fff", "#14171b"}},  {'h', "heat", {"#0b62b0", "#6fb1f5"}},  {'1', "1", {"#0b62b0", "#6fb1f5"}},
    {'2', "2", {"#b84a00", "#f59a5a"}},   {'3', "3", {"#0a7a5c", "#4cc9a0"}},     {'4', "4", {"#8a3ab9", "#c79af0"}},
    {'5', "5", {"#8a6100", "#e0b84a"}},   {'6', "6", {"#b3286b", "#f08ab8"}},
};
enum { COLORS = sizeof colors / sizeof colors[0] };

/* A later rule wins over an earlier one. */
typedef struct rule {
  const char *selector;
  const char *body;
} rule;

static const rule rules[] = {
    {"text", "fill:$k;stroke:none;font:12px system-ui,'DejaVu Sans',sans-serif"},
    {".t", "font-size:14px;font-weight:600"},
    {".c", "text-anchor:middle"},
    {".e", "text-anchor:end"},
    {".m", "fill:$m"},
    {".p", "fill:$p"},
    {".g", "stroke:$g"},
    {".a", "stroke:$m"},
    {".o", "stroke:$k;stroke-dasharray:2 3"},
    {".u", "stroke:$k;stroke-width:1.5;stroke-dasharray:6 4;fill:none"},
    {".h", "fill:$h"},
    {".s1", "fill:$1;stroke:$1"},
    {".s2", "fill:$2;stroke:$2"},
    {".s3", "fill:$3;stroke:$3"},
    {".s4", "fill:$4;stroke:$4"},
    {".s5", "fill:$5;stroke:$5"},
    {".s6", "fill:$6;stroke:$6"},
    {".l", "fill:none;stroke-width:2"},
    {".b", "stroke:none;fill-opacity:.16"},
    {".d", "stroke-width:2;fill-opacity:.16"},
    {".f", "stroke:none"},
    {".v", "fill:$k;stroke:none"},
};
enum { RULES = sizeof rules / sizeof rules[0] };

static const color *find_color(char key) {
  for (size_t i = 0; i < COLORS; i++)
    if (colors[i].key == key)
      return &colors[i];
  return &colors[0];
}

typedef void add_color_fn(cvs_strbuf *out, const color *of);

static void add_property(cvs_strbuf *out, const color *of) {
  cvs_strbuf_addf(out, "var(--cvs-%s,%s)", of->name, of->value[0]);
}

static void add_light(cvs_strbuf *out, const color *of) {
  cvs_strbuf_add(out, of->value[0]);
}

static void add_dark(cvs_strbuf *out, const color *of) {
  cvs_strbuf_add(out, of->value[1]);
}

static void add_body(cvs_strbuf *out, const char *body, add_color_fn *add_color) {
  for (const char *at = body; *at != '\0'; at++) {
    if (*at == '$')
      add_color(out, find_color(*++at));
    else
      cvs_strbuf_add_char(out, *at);
  }
}

static void add_rules(cvs_strbuf *out, const char *scope, add_color_fn *add_color) {
  for (size_t i = 0; i < RULES; i++) {
    cvs_strbuf_add(out, scope);
    cvs_strbuf_add(out, rules[i].selector);
    cvs_strbuf_add_char(out, '{');
    add_body(out, rules[i].body, add_color);
    cvs_strbuf_add_char(out, '}');
  }
}

void cvs_svg_add_css(cvs_strbuf *out) {
  cvs_strbuf_add(out, ".cvs-picture{display:block;width:100%;height:auto}");
  add_rules(out, ".cvs-picture ", add_property);
}

void cvs_svg_add_colors(cvs_strbuf *out, bool dark) {
  for (size_t i = 0; i < COLORS; i++)
    cvs_strbuf_addf(out, "--cvs-%s:%s;", colors[i].name, colors[i].value[dark]);
}

/* Only what differs by theme stands in the second set. */
static void add_dark_rules(cvs_strbuf *out) {
  for (size_t i = 0; i < RULES; i++) {
    if (strchr(rules[i].body, '$') == NULL)
      continue;
    cvs_strbuf_add(out, rules[i].selector);
    cvs_strbuf_add_char(out, '{');
    for (const char *at = rules[i].body; *at != '\0';) {
      const size_t length = strcspn(at, ";");
      cvs_strbuf colored = {0};
      cvs_strbuf_add_bytes(&colored, at, length);
      if (strchr(cvs_strbuf_text(&colored), '$') != NULL) {
        add_body(out, cvs_strbuf_text(&colored), add_dark);
        cvs_strbuf_add_char(out, ';');
      }
      out->failed |= colored.failed;
      cvs_strbuf_free(&colored);
      at += at[length] == ';' ? length + 1 : length;
    }
    cvs_strbuf_add_char(out, '}');
  }
}

void cvs_svg_add_own_style(cvs_strbuf *out) {
  cvs_strbuf_add(out, "<style>");
  add_rules(out, "", add_light);
  cvs_strbuf_add(out, "@media(prefers-color-scheme:dark){");
  add_dark_rules(out);
  cvs_strbuf_add(out, "}</style>");
}
