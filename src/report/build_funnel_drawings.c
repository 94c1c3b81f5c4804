/* Pictures of `funnel` for formats that draw: bars by step and arm, and what each step contributes. */
#include "report/build_funnel.h"

#include "base/utf8.h"
#include "report/build_pictures.h"
#include "report/format.h"

#include <stdint.h>

static void add_users(cvs_strbuf *out, uint64_t users) {
  cvs_format_count(out, users);
  cvs_strbuf_add(out, users == 1 ? " user" : " users");
}

/* A name in a note: short, since notes stand beside bars. */
static void add_short(cvs_strbuf *out, const char *name) {
  enum { NAME_COLUMNS = 16 };
  cvs_strbuf visible = {0};
  cvs_utf8_add_visible(&visible, name);
  cvs_strbuf_add_char(out, '"');
  cvs_utf8_add_cut(out, cvs_strbuf_text(&visible), NAME_COLUMNS, true);
  cvs_strbuf_add_char(out, '"');
  out->failed = out->failed || visible.failed;
  cvs_strbuf_free(&visible);
}

/* "4,200 users, 58.0% lost since "cart"": those who came, and how many of an earlier step did not. */
static void add_note(cvs_strbuf *out, const cvs_funnel_scene *scene, size_t arm, size_t index) {
  const cvs_funnel_group *group = scene->group;
  const cvs_funnel_step *step = &group->arm[arm].step[index];
  const bool first = index == 0 && cvs_funnel_opens_with_entry(group);
  add_users(out, step->users);
  if (first || scene->options->any_order || !step->from_previous.has_estimate)
    return;
  cvs_strbuf_add(out, ", ");
  cvs_format_value(out, CVS_UNIT_RATE, 1 - step->from_previous.estimate, 1);
  if ((scene->options->optional >> index & 1U) != 0) {
    cvs_strbuf_add(out, " without it");
    return;
  }
  cvs_strbuf_add(out, " lost since ");
  if (step->before == SIZE_MAX)
    cvs_strbuf_add(out, "entry");
  else
    add_short(out, group->step[step->before]);
}

/* A figure that needs no table is drawn without its node: all of those who entered, or a step that adds nothing. */
static void set_figure(cvs_picture_point *point, const cvs_node *figure, bool plain) {
  point->value = figure;
  if (!plain)
    return;
  point->drawn = cvs_point_interval(point);
  point->value = NULL;
}

/* All who entered. */
static void add_entry(cvs_document *doc, cvs_picture_series *series, uint64_t entered) {
  cvs_strbuf note = {0};
  add_users(&note, entered);
  const cvs_picture_point point = {.label = "entered",
                                   .note = cvs_strbuf_text(&note),
                                   .drawn = {.exists = entered > 0, .has_estimate = entered > 0, .estimate = 1}};
  cvs_doc_point(doc, series, &point);
  cvs_doc_close_text(doc, &note);
}

static void add_bars(cvs_document *doc, cvs_picture *picture, const cvs_funnel_scene *scene, size_t arm) {
  const cvs_funnel_group *group = scene->group;
  const cvs_node *steps = cvs_node_child(cvs_node_item(cvs_node_child(doc->root, "arms"), arm), "steps");
  cvs_picture_series *series = cvs_doc_series(doc, picture, CVS_SERIES_LINE, group->frame.arm[arm].name);
  if (!cvs_funnel_opens_with_entry(group))
    add_entry(doc, series, group->frame.arm[arm].sample.visitors);
  for (size_t i = 0; i < group->step_count; i++) {
    cvs_strbuf note = {0};
    add_note(&note, scene, arm, i);
    const bool all = group->arm[arm].step[i].users == group->frame.arm[arm].sample.visitors;
    cvs_picture_point point = {.label = group->step[i], .note = cvs_strbuf_text(&note)};
    set_figure(&point, cvs_node_child(cvs_node_item(steps, i), "rate_from_start"), i == 0 && all);
    cvs_doc_point(doc, series, &point);
    cvs_doc_close_text(doc, &note);
  }
}

static void add_funnel(cvs_document *doc, const cvs_funnel_scene *scene) {
  const size_t arms = scene->group->frame.arm_count;
  const cvs_picture funnel = {.kind = CVS_PICTURE_BARS,
                              .id = "funnel",
                              .title = cvs_build_arms_title(doc, "Who reaches each step", arms),
                              .description = "A bar a step and variant: the share of all who entered that reached it.",
                              .x = {.title = "share of all who entered", .unit = CVS_UNIT_RATE}};
  cvs_picture *picture = cvs_doc_picture(doc, &funnel);
  for (size_t i = 0; i < arms && i < CVS_PICTURE_ARMS_MAX && !doc->failed; i++)
    add_bars(doc, picture, scene, i);
}

/* "view"; of several treatments "green, view". */
static void add_part(cvs_document *doc, cvs_picture_series *series, const char *treatment, cvs_picture_point point) {
  cvs_strbuf label = {0};
  cvs_strbuf_add(&label, treatment != NULL ? treatment : "");
  cvs_strbuf_add(&label, treatment != NULL ? ", " : "");
  cvs_strbuf_add(&label, point.label);
  point.label = cvs_strbuf_text(&label);
  cvs_doc_point(doc, series, &point);
  cvs_doc_close_text(doc, &label);
}

/* The terms of a treatment sum to its last row. */
static void add_terms(cvs_document *doc, cvs_picture *picture, const cvs_funnel_scene *scene, size_t index) {
  const cvs_funnel_group *group = scene->group;
  const cvs_node *record = cvs_node_item(cvs_node_child(doc->root, "comparisons"), index);
  const size_t treatment = group->comparison[index].treatment;
  const char *name = group->comparison_count > 1 ? group->frame.arm[treatment].name : NULL;
  cvs_picture_series *series = cvs_doc_series(doc, picture, CVS_SERIES_INTERVALS, NULL);
  if (series == NULL)
    return;
  series->tint = treatment;
  for (size_t i = 0; i < group->step_count; i++) {
    const cvs_node *step = cvs_node_item(cvs_node_child(record, "steps"), i);
    cvs_picture_point point = {.label = group->step[i]};
    set_figure(&point, cvs_node_child(step, "contribution"), group->comparison[index].step[i].term.entry);
    add_part(doc, series, name, point);
  }
  /* drawn: the table of the lifts has it, as a lift */
  const cvs_picture_point sum = {.value = cvs_node_child(record, "ln_lift")};
  add_part(doc, series, name, (cvs_picture_point){.label = "all steps", .drawn = cvs_point_interval(&sum)});
}

/* All treatments on one axis: they are there to be compared. */
static void add_contributions(cvs_document *doc, const cvs_funnel_scene *scene) {
  static const char title[] = "What each step contributes to the lift";
  const cvs_funnel_group *group = scene->group;
  const char *interval = cvs_build_interval_title(doc, scene->options->test.alpha, " interval of all steps together");
  const bool several = group->comparison_count > 1;
  const char *name = several ? NULL : group->frame.arm[group->comparison[0].treatment].name;
  const cvs_picture rows = {
      .kind = CVS_PICTURE_ROWS,
      .id = "contributions",
      .title =
          several ? cvs_build_arms_title(doc, title, group->frame.arm_count) : cvs_build_title_of(doc, title, name),
      .description =
          several ? "A row a treatment and step: its part of the treatment's overall lift, on the log scale; the parts "
                    "sum to the row of all steps."
                  : "A row a step: its part of the overall lift, on the log scale; the parts sum to the last row.",
      .x = {.title = cvs_build_axis_title(doc, "part of the log lift", interval),
            .unit = CVS_UNIT_LIFT,
            .has_origin = true}};
  cvs_picture *picture = cvs_doc_picture(doc, &rows);
  for (size_t i = 0; i < group->comparison_count && i < CVS_PICTURE_ARMS_MAX && !doc->failed; i++)
    add_terms(doc, picture, scene, i);
}

void cvs_build_funnel_drawings(cvs_document *doc, const cvs_funnel_scene *scene) {
  const cvs_funnel_group *group = scene->group;
  if (!scene->test.pictures || doc->failed || group->frame.data_broken)
    return;
  add_funnel(doc, scene);
  if (!scene->options->any_order && group->step_count > 1 && group->comparison_count > 0)
    add_contributions(doc, scene);
}
