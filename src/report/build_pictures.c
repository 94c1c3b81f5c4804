/* Pictures that several commands show alike. */
#include "report/build_pictures.h"

#include "base/utf8.h"
#include "report/build_test.h"

const char *cvs_build_axis_title(cvs_document *doc, const char *figure, const char *interval) {
  cvs_strbuf text = {0};
  cvs_strbuf_addf(&text, "%s, %s", figure, interval);
  const char *copy = cvs_doc_copy_text(doc, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
  return copy;
}

const char *cvs_build_arms_title(cvs_document *doc, const char *title, size_t arm_count) {
  if (arm_count <= CVS_PICTURE_ARMS_MAX)
    return title;
  cvs_strbuf text = {0};
  cvs_strbuf_addf(&text, "%s of the first %d of %zu variants", title, CVS_PICTURE_ARMS_MAX, arm_count);
  const char *copy = cvs_doc_copy_text(doc, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
  return copy;
}

const char *cvs_build_title_of(cvs_document *doc, const char *title, const char *name) {
  enum { NAME_COLUMNS = 40 };
  cvs_strbuf text = {0}, visible = {0};
  cvs_utf8_add_visible(&visible, name);
  cvs_strbuf_addf(&text, "%s: ", title);
  cvs_utf8_add_cut(&text, cvs_strbuf_text(&visible), NAME_COLUMNS, false);
  const char *copy = cvs_doc_copy_text(doc, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &visible);
  cvs_doc_close_text(doc, &text);
  return copy;
}

cvs_picture *cvs_build_lift_picture(cvs_document *doc, const char *axis) {
  const cvs_picture picture = {
      .kind = CVS_PICTURE_ROWS,
      .id = "lift",
      .title = "Lift against the control",
      .description = "Lifts with their intervals, a row a treatment; the dotted line stands for no effect.",
      .x = {.title = axis, .unit = CVS_UNIT_LIFT, .has_origin = true}};
  return cvs_doc_picture(doc, &picture);
}

void cvs_build_lift_row(cvs_document *doc, cvs_picture *picture, const cvs_lift_row *row) {
  cvs_picture_series *series = cvs_doc_series(doc, picture, CVS_SERIES_INTERVALS, NULL);
  const cvs_picture_point point = {.label = row->label, .value = row->lift};
  if (series != NULL)
    series->tint = row->arm;
  cvs_doc_point(doc, series, &point);
}

void cvs_build_rate_picture(cvs_document *doc, const char *axis) {
  const cvs_picture rates = {.kind = CVS_PICTURE_ROWS,
                             .id = "rates",
                             .title = "Conversion rate of each variant",
                             .description = "Conversion rates with their intervals, a row a variant.",
                             .x = {.title = axis, .unit = CVS_UNIT_RATE}};
  cvs_picture *picture = cvs_doc_picture(doc, &rates);
  if (picture == NULL)
    return;
  const cvs_node *arm = cvs_node_child(doc->root, "arms")->value.children.first;
  for (; arm != NULL; arm = arm->next) {
    cvs_picture_series *series = cvs_doc_series(doc, picture, CVS_SERIES_INTERVALS, NULL);
    const cvs_picture_point point = {.label = cvs_node_child(arm, "name")->value.text,
                                     .value = cvs_node_child(arm, "rate")};
    cvs_doc_point(doc, series, &point);
  }
}
