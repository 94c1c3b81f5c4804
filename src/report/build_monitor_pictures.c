/* Pictures of `monitor`: the looks of each treatment, with what would have stopped it. */
#include "report/build_monitor.h"

#include "report/build_pictures.h"

#include <stdint.h>

/* What is drawn of the looks. */
typedef struct look_picture {
  cvs_picture picture;
  const char *field; /* of a comparison */
  cvs_series_kind kind;
  bool bounds;
  bool mde;
} look_picture;

static cvs_picture_point make_point(const cvs_monitor_scene *scene, size_t look, const cvs_node *record,
                                    const char *field) {
  return (cvs_picture_point){.x = (double)scene->group->look[look].date, .value = cvs_node_child(record, field)};
}

/* One line over all looks: a field of the treatment's records. */
static void add_line(cvs_document *doc, cvs_picture_series *series, const cvs_monitor_scene *scene, size_t topic,
                     const char *field) {
  const cvs_node *look = cvs_node_child(doc->root, "looks")->value.children.first;
  for (size_t i = 0; i < scene->group->look_count && look != NULL; i++, look = look->next) {
    const cvs_node *record = cvs_node_item(cvs_node_child(look, "comparisons"), topic);
    const cvs_picture_point point = make_point(scene, i, record, field);
    cvs_doc_point(doc, series, &point);
  }
}

/* A bound that is nowhere is no series. */
static bool has_bound(cvs_document *doc, size_t topic, const char *field) {
  const cvs_node *look = cvs_node_child(doc->root, "looks")->value.children.first;
  for (; look != NULL; look = look->next) {
    const cvs_node *record = cvs_node_item(cvs_node_child(look, "comparisons"), topic);
    if (cvs_node_child(record, field)->kind == CVS_NODE_NUMBER)
      return true;
  }
  return false;
}

static void add_bounds(cvs_document *doc, cvs_picture *picture, const cvs_monitor_scene *scene, size_t topic) {
  static const char *const fields[] = {"bound_upper", "bound_lower", "bound_futility"};
  static const char *const names[] = {"bound: win", "bound: harm", "bound: futility"};
  for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
    if (has_bound(doc, topic, fields[i]))
      add_line(doc, cvs_doc_series(doc, picture, CVS_SERIES_BOUND, names[i]), scene, topic, fields[i]);
  }
}

static void add_marks(cvs_document *doc, cvs_picture *picture, const cvs_monitor_scene *scene, size_t topic) {
  const cvs_monitor_treatment *treatment = &scene->group->treatment[topic];
  const char *words = cvs_monitor_stop_words(treatment->code);
  if (words == NULL || treatment->look == 0 || treatment->look > scene->group->look_count)
    return;
  const cvs_picture_mark mark = {.at = (double)scene->group->look[treatment->look - 1].date, .text = words};
  cvs_doc_mark(doc, picture, &mark);
}

/* "+5% matters": the lift that is looked for. */
static void add_mde(cvs_document *doc, cvs_picture *picture, double mde) {
  cvs_strbuf words = {0};
  cvs_strbuf_add_char(&words, '+');
  cvs_words_given_percent(&words, mde);
  cvs_strbuf_add(&words, " matters");
  const cvs_picture_mark mark = {.level = true, .at = mde, .text = cvs_strbuf_text(&words)};
  cvs_doc_mark(doc, picture, &mark);
  cvs_doc_close_text(doc, &words);
}

static void add_picture(cvs_document *doc, const cvs_monitor_scene *scene, size_t topic, const look_picture *looks) {
  const size_t arm = scene->group->treatment[topic].treatment;
  const char *name = scene->group->arm[arm].name;
  cvs_picture named = looks->picture;
  named.title = cvs_build_title_of(doc, named.title, name);
  cvs_picture *picture = cvs_doc_picture(doc, &named);
  cvs_picture_series *series = cvs_doc_series(doc, picture, looks->kind, name);
  add_line(doc, series, scene, topic, looks->field);
  if (series != NULL)
    series->tint = arm;
  if (looks->bounds)
    add_bounds(doc, picture, scene, topic);
  if (looks->mde && scene->options->mde > 0)
    add_mde(doc, picture, scene->options->mde);
  add_marks(doc, picture, scene, topic);
}

static look_picture lift_picture(cvs_document *doc, const cvs_monitor_scene *scene) {
  const char *interval = cvs_monitor_interval_title(doc, scene, " interval at any look");
  return (look_picture){
      .picture = {.kind = CVS_PICTURE_LINES,
                  .id = "looks",
                  .title = "Lift against the control, look by look",
                  .description = "The lift at each look with its interval; the dotted line stands for no effect.",
                  .x = {.title = "day of the look", .dates = true},
                  .y = {.title = cvs_build_axis_title(doc, "lift", interval),
                        .unit = CVS_UNIT_LIFT,
                        .has_origin = true}},
      .field = "lift",
      .kind = CVS_SERIES_INTERVALS,
      .mde = true};
}

static look_picture bounds_picture(bool ratio) {
  return (look_picture){
      .picture = {.kind = CVS_PICTURE_LINES,
                  .id = ratio ? "looks" : "bounds",
                  .title = ratio ? "Log likelihood ratio, look by look" : "Statistic z, look by look",
                  .description = "The statistic at each look, between the bounds that stop the test.",
                  .x = {.title = "day of the look", .dates = true},
                  .y = {.title = ratio ? "log of the likelihood ratio" : "z: difference over its standard error",
                        .unit = CVS_UNIT_STATISTIC,
                        .has_origin = true}},
      .field = ratio ? "ln_e_value" : "z",
      .kind = CVS_SERIES_LINE,
      .bounds = true};
}

static void add_treatment(cvs_document *doc, const cvs_monitor_scene *scene, size_t topic) {
  const bool ratio = cvs_monitor_is_ratio(scene->options);
  const look_picture lift = lift_picture(doc, scene), bounds = bounds_picture(ratio);
  if (!ratio)
    add_picture(doc, scene, topic, &lift);
  if (ratio || scene->options->design == CVS_MONITOR_GROUP)
    add_picture(doc, scene, topic, &bounds);
}

/* The treatment that the verdict is about comes first. */
void cvs_build_monitor_pictures(cvs_document *doc, const cvs_monitor_scene *scene) {
  const cvs_monitor_group *group = scene->group;
  const size_t topic = cvs_monitor_topic(group);
  if (!scene->test.pictures || doc->failed || group->look_count == 0 || topic == SIZE_MAX)
    return;
  add_treatment(doc, scene, topic);
  for (size_t i = 0; i < group->comparison_count && i < CVS_PICTURE_ARMS_MAX; i++)
    if (i != topic)
      add_treatment(doc, scene, i);
}
