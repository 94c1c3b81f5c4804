/* The registry of methods as a list: nothing here knows a method, only kinds. */
#include "cli/methods_list.h"

#include "cli/layout.h"
#include "report/json_writer.h"
#include <convstat/convstat.h>
#include <string.h>

enum { TITLE_COLUMN = 24, DETAIL_COLUMN = 26 };

typedef struct kind_row {
  const char *id;
  const char *option; /* that chooses among them; NULL: chosen by the analysis */
  const char *title;
} kind_row;

static const kind_row kinds[CVS_KINDS] = {
    [CVS_KIND_TEST] = {"test", "--method", "Tests of two rates"},
    [CVS_KIND_EFFECT] = {"effect-interval", "--interval", "Intervals of difference, lift and odds ratio"},
    [CVS_KIND_RATE] = {"rate-interval", "--rate-interval", "Intervals of one rate"},
    [CVS_KIND_ADJUST] = {"adjustment", "--adjust", "Adjustment for several treatments"},
    [CVS_KIND_POWER] = {"power", "plan --method", "Power without a test of its own"},
    [CVS_KIND_SEQUENCE] = {"sequence", "monitor --sequence", "Looking as often as one likes"},
    [CVS_KIND_OTHER] = {"other", NULL, "Chosen by the analysis"},
};

static void add_detail(cvs_strbuf *out, const char *text) {
  if (text[0])
    cvs_layout_wrap(out, text, 0, DETAIL_COLUMN);
}

static void add_method(cvs_strbuf *out, const cvs_method *method, bool explain) {
  cvs_strbuf_addf(out, "  %s", method->id);
  cvs_layout_wrap(out, method->title, 2 + strlen(method->id), TITLE_COLUMN);
  add_detail(out, method->note);
  if (explain) {
    add_detail(out, method->formula);
    add_detail(out, method->citation);
  }
}

static bool has_rows(cvs_method_kind kind) {
  size_t count = 0;
  const cvs_method *const *rows = cvs_methods(&count);
  for (size_t i = 0; i < count; i++)
    if (rows[i]->kind == kind)
      return true;
  return false;
}

void cvs_methods_text(cvs_strbuf *out, bool explain) {
  size_t count = 0;
  const cvs_method *const *rows = cvs_methods(&count);
  for (cvs_method_kind kind = 0; kind < CVS_KINDS; kind++) {
    if (!has_rows(kind))
      continue;
    cvs_strbuf_addf(out, "%s%s", kind > 0 ? "\n" : "", kinds[kind].title);
    if (kinds[kind].option)
      cvs_strbuf_addf(out, " (%s)", kinds[kind].option);
    cvs_strbuf_add_char(out, '\n');
    for (size_t i = 0; i < count; i++)
      if (rows[i]->kind == kind)
        add_method(out, rows[i], explain);
  }
}

static void add_member(cvs_json_writer *json, const cvs_method *method) {
  const kind_row *kind = &kinds[method->kind];
  cvs_json_open(json, NULL, '{', false);
  cvs_json_string(json, "kind", kind->id);
  if (kind->option)
    cvs_json_string(json, "option", kind->option);
  else
    cvs_json_null(json, "option");
  cvs_json_string(json, "id", method->id);
  cvs_json_string(json, "title", method->title);
  cvs_json_string(json, "formula", method->formula);
  cvs_json_string(json, "citation", method->citation);
  cvs_json_string(json, "note", method->note);
  cvs_json_close(json, '}');
}

void cvs_methods_json(cvs_strbuf *out) {
  cvs_json_writer json = {.out = out};
  size_t count = 0;
  const cvs_method *const *rows = cvs_methods(&count);
  cvs_json_open(&json, NULL, '{', false);
  cvs_json_string(&json, "schema", "convstat.methods/1");
  cvs_json_string(&json, "convstat", cvs_version());
  cvs_json_open(&json, "methods", '[', false);
  for (size_t i = 0; i < count; i++)
    add_member(&json, rows[i]);
  cvs_json_close(&json, ']');
  cvs_json_close(&json, '}');
  cvs_strbuf_add_char(out, '\n');
}

/* A field of RFC 4180: quoted where it has to be. */
static void add_field(cvs_strbuf *out, const char *text, char end) {
  const bool quote = strpbrk(text, "\",\r\n") != NULL;
  cvs_strbuf_add(out, quote ? "\"" : "");
  for (const char *c = text; *c; c++) {
    cvs_strbuf_add(out, *c == '"' ? "\"" : "");
    cvs_strbuf_add_char(out, *c);
  }
  cvs_strbuf_add(out, quote ? "\"" : "");
  cvs_strbuf_add_char(out, end);
}

void cvs_methods_csv(cvs_strbuf *out) {
  size_t count = 0;
  const cvs_method *const *rows = cvs_methods(&count);
  cvs_strbuf_add(out, "kind,option,id,title,formula,citation,note\n");
  for (size_t i = 0; i < count; i++) {
    const kind_row *kind = &kinds[rows[i]->kind];
    add_field(out, kind->id, ',');
    add_field(out, kind->option ? kind->option : "", ',');
    add_field(out, rows[i]->id, ',');
    add_field(out, rows[i]->title, ',');
    add_field(out, rows[i]->formula, ',');
    add_field(out, rows[i]->citation, ',');
    add_field(out, rows[i]->note, '\n');
  }
}

/* A cell of a table, with its '|' escaped. */
static void add_cell(cvs_strbuf *out, const char *text) {
  cvs_strbuf_add(out, "| ");
  for (const char *c = text; *c; c++) {
    cvs_strbuf_add(out, *c == '|' ? "\\" : "");
    cvs_strbuf_add_char(out, *c);
  }
  cvs_strbuf_add_char(out, ' ');
}

void cvs_methods_markdown(cvs_strbuf *out) {
  size_t count = 0;
  const cvs_method *const *rows = cvs_methods(&count);
  for (cvs_method_kind kind = 0; kind < CVS_KINDS; kind++) {
    if (!has_rows(kind))
      continue;
    cvs_strbuf_addf(out, "%s## %s\n\n", kind > 0 ? "\n" : "", kinds[kind].title);
    cvs_strbuf_addf(out, "| %s | method | formula | source |\n| --- | --- | --- | --- |\n",
                    kinds[kind].option ? kinds[kind].option : "id");
    for (size_t i = 0; i < count; i++) {
      if (rows[i]->kind != kind)
        continue;
      add_cell(out, rows[i]->id);
      add_cell(out, rows[i]->title);
      add_cell(out, rows[i]->formula);
      add_cell(out, rows[i]->citation);
      cvs_strbuf_add(out, "|\n");
    }
  }
}
