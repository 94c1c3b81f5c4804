/* Pictures of `bayes`: what the lift may be, with the chance and the loss; what the rates may be. */
#include "report/build_bayes.h"

#include "report/build_pictures.h"
#include "report/format.h"
#include <convstat/curves.h>

#include <math.h>

static cvs_picture_point make_point(double x, double y) {
  return (cvs_picture_point){.x = x, .drawn = {.exists = true, .has_estimate = true, .estimate = y}};
}

static void add_point(cvs_document *doc, cvs_picture_series *series, double x, double y) {
  const cvs_picture_point point = make_point(x, y);
  cvs_doc_point(doc, series, &point);
}

static void add_curve(cvs_document *doc, cvs_picture_series *series, const cvs_density *curve) {
  for (size_t i = 0; i < curve->count; i++)
    add_point(doc, series, curve->x[i], curve->y[i]);
}

/* --- the lift --- */

/* The part of a density above 0, or below it; at 0 itself its height lies between those of its neighbours. */
static void add_side(cvs_document *doc, cvs_picture_series *series, const cvs_density *curve, bool above) {
  for (size_t i = 0; i < curve->count; i++) {
    if ((curve->x[i] >= 0) == above)
      add_point(doc, series, curve->x[i], curve->y[i]);
    const bool crosses = i + 1 < curve->count && curve->x[i] < 0 && curve->x[i + 1] >= 0;
    if (!crosses)
      continue;
    const double part = -curve->x[i] / (curve->x[i + 1] - curve->x[i]);
    add_point(doc, series, 0, curve->y[i] + part * (curve->y[i + 1] - curve->y[i]));
  }
}

static void add_area(cvs_document *doc, cvs_picture *picture, const cvs_strbuf *name, const cvs_density *curve,
                     size_t tint) {
  const bool above = picture != NULL && picture->count == 0;
  cvs_picture_series *series = cvs_doc_series(doc, picture, CVS_SERIES_AREA, cvs_strbuf_text(name));
  if (series != NULL)
    series->tint = tint;
  add_side(doc, series, curve, above);
}

/* "right of 0: better, chance 97.1%" and "left of 0: worse, chance 2.9%, expected loss if shipped 0.021 pp". */
static void add_sides(cvs_document *doc, cvs_picture *picture, const cvs_bayes_scene *scene, size_t index) {
  const cvs_bayes_pair *pair = &scene->group->pair[index];
  const cvs_density *curve = &scene->group->curves->lift[index];
  const cvs_node *record = cvs_node_item(cvs_node_child(doc->root, "comparisons"), index);
  const cvs_node *better = cvs_node_child(record, "p_better"), *loss = cvs_node_child(record, "expected_loss_ship");
  cvs_strbuf right = {0}, left = {0};
  cvs_strbuf_add(&right, "right of 0: better");
  cvs_strbuf_add(&left, "left of 0: worse");
  if (better->kind == CVS_NODE_NUMBER) {
    cvs_strbuf_add(&right, ", chance ");
    cvs_format_chance(&right, better->value.number);
    cvs_strbuf_add(&left, ", chance ");
    cvs_format_chance(&left, 1 - better->value.number);
  }
  if (loss->kind == CVS_NODE_NUMBER) {
    cvs_strbuf_add(&left, "; shipping may cost ");
    cvs_words_bayes_loss(&left, loss->value.number);
    if (scene->group->pair_count > 1) { /* sentences speak of the loss against the best of all variants */
      cvs_strbuf_add(&left, " against ");
      cvs_words_name(&left, &scene->group->frame, scene->group->frame.control);
    }
  }
  add_area(doc, picture, &right, curve, pair->treatment);
  add_area(doc, picture, &left, curve, scene->group->frame.control);
  cvs_doc_close_text(doc, &right);
  cvs_doc_close_text(doc, &left);
}

static void add_lift_curve(cvs_document *doc, const cvs_bayes_scene *scene, size_t index) {
  const char *name = scene->group->frame.arm[scene->group->pair[index].treatment].name;
  const cvs_picture lift = {
      .kind = CVS_PICTURE_LINES,
      .id = "lift",
      .title = cvs_build_title_of(doc, "What the lift may be", name),
      .description =
          "The posterior density of the lift: the shaded part right of 0 is the chance that the treatment is "
          "better, the one left of it what shipping may cost.",
      .x = {.title = "lift", .unit = CVS_UNIT_LIFT, .has_origin = true},
      .y = {.bare = true}};
  add_sides(doc, cvs_doc_picture(doc, &lift), scene, index);
}

/* The pair that the verdict is about, where it has a curve. */
static void add_topic(cvs_document *doc, const cvs_bayes_scene *scene) {
  const cvs_bayes_group *group = scene->group;
  const cvs_bayes_pair *topic = cvs_bayes_topic(group);
  for (size_t i = 0; i < group->pair_count && i < CVS_CURVES_MAX; i++)
    if (&group->pair[i] == topic && group->curves->lift[i].count > 0)
      add_lift_curve(doc, scene, i);
}

static void add_rows(cvs_document *doc, const cvs_bayes_scene *scene, const char *interval) {
  const cvs_bayes_group *group = scene->group;
  cvs_picture *picture = cvs_build_lift_picture(doc, cvs_build_axis_title(doc, "lift", interval));
  const cvs_node *list = cvs_node_child(doc->root, "comparisons");
  if (picture != NULL && group->curves != NULL)
    picture->id = "lifts";
  for (size_t i = 0; i < group->pair_count && picture != NULL; i++) {
    const cvs_node *record = cvs_node_item(list, i);
    const cvs_lift_row row = {.label = cvs_node_child(record, "treatment")->value.text,
                              .lift = cvs_node_child(record, "lift"),
                              .arm = group->pair[i].treatment};
    cvs_build_lift_row(doc, picture, &row);
  }
}

/* --- the rates --- */

static bool has_rate_curves(const cvs_bayes_group *group) {
  for (size_t i = 0; group->curves != NULL && i < CVS_CURVES_MAX; i++)
    if (group->curves->rate[i].count > 0)
      return true;
  return false;
}

static void add_rate_curve(cvs_document *doc, cvs_picture *picture, const cvs_bayes_group *group, size_t arm) {
  cvs_picture_series *line = cvs_doc_series(doc, picture, CVS_SERIES_LINE, group->frame.arm[arm].name);
  if (line != NULL)
    line->tint = arm;
  add_curve(doc, line, &group->curves->rate[arm]);
}

static void add_rate_curves(cvs_document *doc, const cvs_bayes_scene *scene) {
  const cvs_bayes_group *group = scene->group;
  const cvs_picture rates = {
      .kind = CVS_PICTURE_LINES,
      .id = "rates",
      .title = cvs_build_arms_title(doc, "What the rates may be", group->frame.arm_count),
      .description = "The posterior density of each variant's conversion rate: the further two lie apart, the surer is "
                     "their difference.",
      .x = {.title = "conversion rate", .unit = CVS_UNIT_RATE},
      .y = {.bare = true}};
  cvs_picture *picture = cvs_doc_picture(doc, &rates);
  for (size_t i = 0; i < group->frame.arm_count && i < CVS_CURVES_MAX; i++)
    add_rate_curve(doc, picture, group, i);
}

void cvs_build_bayes_pictures(cvs_document *doc, const cvs_bayes_scene *scene) {
  const cvs_bayes_group *group = scene->group;
  if (!scene->test.pictures || doc->failed)
    return;
  const char *interval = cvs_build_interval_title(doc, scene->options->alpha, " interval");
  if (group->curves != NULL && group->pair_count > 0)
    add_topic(doc, scene);
  if (group->curves == NULL || group->pair_count > 1)
    add_rows(doc, scene, interval);
  if (has_rate_curves(group))
    add_rate_curves(doc, scene);
  else
    cvs_build_rate_picture(doc, cvs_build_axis_title(doc, "conversion rate", interval));
}
