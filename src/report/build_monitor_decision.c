/* The end of the tree of `monitor`: what others would have said, the decision, what holds after it, the gates. */
#include "report/build_monitor.h"

#include "base/calendar.h"

static void add_date(cvs_document *doc, cvs_node *record, const char *name, const cvs_monitor_look *look) {
  char text[CVS_CALENDAR_TEXT];
  cvs_doc_text(doc, record, name, look != NULL ? cvs_calendar_text(look->date, text) : NULL);
}

static void add_number_of(cvs_document *doc, cvs_node *record, size_t look) {
  if (look > 0)
    cvs_doc_count(doc, record, "look", look);
  else
    cvs_doc_null(doc, record, "look", CVS_UNIT_COUNT);
}

/* --- what three readers would have said --- */

typedef cvs_monitor_code reader(const cvs_monitor_readings *readings);

static cvs_monitor_code read_fixed(const cvs_monitor_readings *readings) {
  return readings->fixed;
}

static cvs_monitor_code read_group(const cvs_monitor_readings *readings) {
  return readings->group;
}

static cvs_monitor_code read_anytime(const cvs_monitor_readings *readings) {
  return readings->anytime;
}

/* A reader and the treatment that is read of. */
typedef struct reading {
  const char *name;
  size_t comparison;
  reader *read;
} reading;

/* The first word that is not to go on, which a reader keeps to. */
static void add_first(cvs_document *doc, cvs_node *parent, const cvs_monitor_group *group, const reading *who) {
  size_t at = 0;
  while (at < group->look_count && who->read(&group->look[at].readings[who->comparison]) == CVS_MONITOR_CONTINUE)
    at++;
  const cvs_monitor_look *stop = at < group->look_count ? &group->look[at] : NULL;
  cvs_node *record = cvs_doc_record(doc, parent, who->name);
  cvs_doc_text(doc, record, "code",
               cvs_monitor_code_id(stop != NULL ? who->read(&stop->readings[who->comparison]) : CVS_MONITOR_CONTINUE));
  add_number_of(doc, record, stop != NULL ? stop->number : 0);
  add_date(doc, record, "date", stop);
}

static void add_compared(cvs_document *doc, const cvs_monitor_group *group) {
  const cvs_monitor_compared *compared = group->compared;
  if (compared == NULL) {
    cvs_doc_null(doc, doc->root, "compare", CVS_UNIT_NONE);
    return;
  }
  cvs_node *record = cvs_doc_record(doc, doc->root, "compare");
  cvs_doc_number(doc, record, "fixed_false_positive_rate", CVS_UNIT_CHANCE, compared->fixed_error);
  cvs_doc_count(doc, record, "fixed_looks", compared->fixed_looks);
  cvs_doc_bool(doc, record, "assumed_plan", compared->assumed_plan);
  cvs_doc_count(doc, record, "assumed_looks", compared->assumed_looks);
  cvs_node *list = cvs_doc_list(doc, record, "first_stops");
  for (size_t i = 0; i < group->comparison_count; i++) {
    cvs_node *stops = cvs_doc_record(doc, list, NULL);
    cvs_doc_text(doc, stops, "treatment", group->arm[group->treatment[i].treatment].name);
    add_first(doc, stops, group, &(reading){"fixed", i, read_fixed});
    add_first(doc, stops, group, &(reading){"group_sequential", i, read_group});
    add_first(doc, stops, group, &(reading){"anytime", i, read_anytime});
  }
}

/* --- the decision --- */

static void add_treatments(cvs_document *doc, cvs_node *decision, const cvs_monitor_group *group) {
  cvs_node *list = cvs_doc_list(doc, decision, "treatments");
  for (size_t i = 0; i < group->comparison_count; i++) {
    const cvs_monitor_treatment *treatment = &group->treatment[i];
    cvs_node *record = cvs_doc_record(doc, list, NULL);
    cvs_doc_text(doc, record, "treatment", group->arm[treatment->treatment].name);
    cvs_doc_text(doc, record, "code", cvs_monitor_code_id(treatment->code));
    add_number_of(doc, record, treatment->look);
    cvs_doc_text(doc, record, "rule", cvs_monitor_reason_id(treatment->reason));
    cvs_monitor_add_maybe(doc, record, "pooled_difference", CVS_UNIT_DIFFERENCE, &treatment->pooled_difference);
    cvs_monitor_add_maybe(doc, record, "pooled_lift", CVS_UNIT_LIFT, &treatment->pooled_lift);
  }
}

static void add_decision(cvs_document *doc, const cvs_monitor_scene *scene) {
  const cvs_monitor_group *group = scene->group;
  const cvs_monitor_look *look = cvs_monitor_look_of(group, group->decided_look);
  const bool won = group->decided < group->comparison_count;
  cvs_strbuf reason = {0};
  cvs_words_monitor_verdict(&reason, scene);
  cvs_node *decision = cvs_doc_record(doc, doc->root, "decision");
  cvs_doc_text(doc, decision, "code", cvs_monitor_code_id(group->code));
  cvs_doc_text(doc, decision, "treatment", won ? group->arm[group->treatment[group->decided].treatment].name : NULL);
  add_number_of(doc, decision, group->decided_look);
  add_date(doc, decision, "date", look);
  cvs_doc_text(doc, decision, "rule", cvs_monitor_reason_id(group->reason));
  cvs_doc_text(doc, decision, "reason", cvs_strbuf_text(&reason));
  add_treatments(doc, decision, group);
  cvs_doc_close_text(doc, &reason);
}

static void add_final(cvs_document *doc, const cvs_monitor_group *group) {
  cvs_node *list = NULL;
  for (size_t i = 0; i < group->comparison_count; i++) {
    const cvs_monitor_treatment *treatment = &group->treatment[i];
    if (!treatment->is_final)
      continue;
    if (list == NULL)
      list = cvs_doc_list(doc, doc->root, "final");
    cvs_node *record = cvs_doc_record(doc, list, NULL);
    cvs_doc_text(doc, record, "treatment", group->arm[treatment->treatment].name);
    cvs_doc_number(doc, record, "p_value_adjusted", CVS_UNIT_P, treatment->p_value_adjusted);
    cvs_doc_number(doc, record, "ln_p_value_adjusted", CVS_UNIT_LN_P, treatment->ln_p_value_adjusted);
    cvs_doc_interval(doc, record, "difference_adjusted", CVS_UNIT_DIFFERENCE, &treatment->difference_adjusted);
    cvs_doc_interval(doc, record, "lift_adjusted", CVS_UNIT_LIFT, &treatment->lift_adjusted);
  }
  if (list == NULL)
    cvs_doc_null(doc, doc->root, "final", CVS_UNIT_NONE);
}

static void add_gates(cvs_document *doc, const cvs_monitor_group *group) {
  cvs_node *gates = cvs_doc_record(doc, doc->root, "gates");
  cvs_build_gate(doc, gates, "srm", group->gate_srm);
  cvs_build_gate(doc, gates, "harm", group->gate_harm);
  cvs_build_gate(doc, gates, "not-significant", group->gate_not_significant);
  cvs_build_gate(doc, gates, "not-won", group->gate_not_won);
  cvs_build_gate(doc, gates, "data-quality", group->gate_data_quality);
  cvs_build_gate(doc, gates, "continue", group->gate_continue);
}

void cvs_build_monitor_decision(cvs_document *doc, const cvs_monitor_scene *scene) {
  add_compared(doc, scene->group);
  add_decision(doc, scene);
  add_final(doc, scene->group);
  add_gates(doc, scene->group);
}
