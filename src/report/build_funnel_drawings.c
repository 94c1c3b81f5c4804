/* Pictures of `funnel` for formats that draw: bars by step and arm, and what each step contributes. */
#include "report/build_funnel.h"

#include "report/build_pictures.h"
#include "report/format.h"

/* "4,200 users, 58.0% lost": those who came, and how many of the step before did not. */
static void add_note(cvs_strbuf *out, const cvs_funnel_scene *scene, size_t arm, size_t index) {
  const cvs_funnel_step *step = &scene->group->arm[arm].step[index];
  cvs_format_count(out, step->users);
  cvs_strbuf_add(out, step->users == 1 ? " user" : " users");
  if (index == 0 || scene->options->any_order || !step->from_previous.has_estimate)
    return;
  cvs_strbuf_add(out, ", ");
  cvs_format_value(out, CVS_UNIT_RATE, 1 - step->from_previous.estimate, 1);
  cvs_strbuf_add(out, (scene->options->optional >> index & 1U) != 0 ? " without it" : " lost");
}

static void add_bars(cvs_document *doc, cvs_picture *picture, const cvs_funnel_scene *scene, size_t arm) {
  const cvs_funnel_group *group = scene->group;
  const cvs_node *steps = cvs_node_child(cvs_node_item(cvs_node_child(doc->root, "arms"), arm), "steps");
  cvs_picture_series *series = cvs_doc_series(doc, picture, CVS_SERIES_LINE, group->frame.arm[arm].name);
  for (size_t i = 0; i < group->step_count; i++) {
    cvs_strbuf note = {0};
    add_note(&note, scene, arm, i);
    const cvs_picture_point point = {.label = group->step[i],
                                     .value = cvs_node_child(cvs_node_item(steps, i), "rate_from_start"),
                                     .note = cvs_strbuf_text(&note)};
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

/* The terms sum to the last row. */
static void add_contributions(cvs_document *doc, const cvs_funnel_scene *scene, size_t index) {
  const cvs_funnel_group *group = scene->group;
  const cvs_node *record = cvs_node_item(cvs_node_child(doc->root, "comparisons"), index);
  const char *interval = cvs_build_interval_title(doc, scene->options->test.alpha, " interval of all steps together");
  const size_t treatment = group->comparison[index].treatment;
  const char *name = group->frame.arm[treatment].name;
  const cvs_picture rows = {
      .kind = CVS_PICTURE_ROWS,
      .id = "contributions",
      .title = cvs_build_title_of(doc, "What each step contributes to the lift", name),
      .description = "A row a step: its part of the overall lift, on the log scale; the parts sum to the last row.",
      .x = {.title = cvs_build_axis_title(doc, "part of the log lift", interval),
            .unit = CVS_UNIT_LIFT,
            .has_origin = true}};
  cvs_picture *picture = cvs_doc_picture(doc, &rows);
  cvs_picture_series *series = cvs_doc_series(doc, picture, CVS_SERIES_INTERVALS, NULL);
  if (series == NULL)
    return;
  series->tint = treatment;
  for (size_t i = 0; i < group->step_count; i++) {
    const cvs_node *step = cvs_node_item(cvs_node_child(record, "steps"), i);
    const cvs_picture_point point = {.label = group->step[i], .value = cvs_node_child(step, "contribution")};
    cvs_doc_point(doc, series, &point);
  }
  /* drawn: the table of the lifts has it, as a lift */
  const cvs_picture_point sum = {.value = cvs_node_child(record, "ln_lift")};
  const cvs_picture_point all = {.label = "all steps", .drawn = cvs_point_interval(&sum)};
  cvs_doc_point(doc, series, &all);
}

void cvs_build_funnel_drawings(cvs_document *doc, const cvs_funnel_scene *scene) {
  const cvs_funnel_group *group = scene->group;
  if (!scene->test.pictures || doc->failed || group->frame.data_broken)
    return;
  add_funnel(doc, scene);
  for (size_t i = 0; i < group->comparison_count && i < CVS_PICTURE_ARMS_MAX && !doc->failed; i++)
    if (!scene->options->any_order && group->step_count > 1)
      add_contributions(doc, scene, i);
}
