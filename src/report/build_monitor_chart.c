/* The looks of `monitor` as a picture: the interval that narrows, and the statistic between its bounds. */
#include "report/build_monitor.h"

#include <stdint.h>

static bool is_ratio(const cvs_monitor_scene *scene) {
  return scene->options->design == CVS_MONITOR_SPRT || scene->options->design == CVS_MONITOR_MAXSPRT;
}

const char *cvs_monitor_stop_words(cvs_monitor_code code) {
  static const char *const words[] = {[CVS_MONITOR_CONTINUE] = NULL,
                                      [CVS_MONITOR_STOP_WIN] = "stop: win",
                                      [CVS_MONITOR_STOP_HARM] = "stop: harm",
                                      [CVS_MONITOR_STOP_FUTILITY] = "stop: futility",
                                      [CVS_MONITOR_STOP_INCONCLUSIVE] = "stop: inconclusive",
                                      [CVS_MONITOR_INVALID] = NULL};
  return words[code];
}

/* What is drawn: the lift with its interval, or the path of the statistic between its bounds. */
typedef struct chart_kind {
  const char *value; /* field of a comparison */
  bool bounds;
  const char *title;
} chart_kind;

static void add_points(cvs_document *doc, cvs_block *chart, const cvs_monitor_scene *scene, size_t topic,
                       const chart_kind *kind) {
  const cvs_monitor_treatment *treatment = &scene->group->treatment[topic];
  const cvs_node *look = cvs_node_child(doc->root, "looks")->value.children.first;
  for (size_t number = 1; look != NULL; look = look->next, number++) {
    const cvs_node *record = cvs_node_item(cvs_node_child(look, "comparisons"), topic);
    cvs_chart_point point = {.label = cvs_node_child(look, "date")->value.text,
                             .value = cvs_node_child(record, kind->value),
                             .mark = number == treatment->look ? cvs_monitor_stop_words(treatment->code) : NULL};
    if (kind->bounds) {
      point.bound[CVS_CHART_UPPER] = cvs_node_child(record, "bound_upper");
      point.bound[CVS_CHART_LOWER] = cvs_node_child(record, "bound_lower");
      point.bound[CVS_CHART_THIRD] = cvs_node_child(record, "bound_futility");
    }
    cvs_doc_chart_point(doc, chart, &point);
  }
}

static void add_chart(cvs_document *doc, const cvs_monitor_scene *scene, size_t topic, const chart_kind *kind) {
  cvs_strbuf title = {0};
  cvs_strbuf_addf(&title, "%s of ", kind->title);
  cvs_words_name(&title, scene->test.group, scene->group->treatment[topic].treatment);
  cvs_strbuf_add(&title,
                 kind->bounds ? " at each look, and its bounds" : " at each look: interval, estimate, no effect");
  cvs_block *chart = cvs_doc_chart(doc, cvs_strbuf_text(&title));
  chart->secondary = true;
  cvs_doc_close_text(doc, &title);
  if (!doc->failed)
    add_points(doc, chart, scene, topic, kind);
}

void cvs_build_monitor_chart(cvs_document *doc, const cvs_monitor_scene *scene) {
  static const chart_kind lift = {"lift", false, "Lift"};
  static const chart_kind z = {"z", true, "Statistic z"};
  static const chart_kind ratio = {"ln_e_value", true, "Log likelihood ratio"};
  const cvs_monitor_group *group = scene->group;
  const size_t topic = cvs_monitor_topic(group);
  if (doc->failed || group->look_count == 0 || topic == SIZE_MAX)
    return;
  if (!is_ratio(scene))
    add_chart(doc, scene, topic, &lift);
  if (scene->options->design == CVS_MONITOR_GROUP)
    add_chart(doc, scene, topic, &z);
  if (is_ratio(scene))
    add_chart(doc, scene, topic, &ratio);
}
