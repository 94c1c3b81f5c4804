/* The record of one look of `monitor`, with its comparisons. */
#include "report/build_monitor.h"

#include "base/calendar.h"

void cvs_monitor_add_maybe(cvs_document *doc, cvs_node *record, const char *name, cvs_unit unit,
                           const cvs_maybe *value) {
  if (value->exists)
    cvs_doc_number(doc, record, name, unit, value->value);
  else
    cvs_doc_null(doc, record, name, unit);
}

/* The logarithm of a p-value that exists. */
static void add_ln(cvs_document *doc, cvs_node *record, const char *name, const cvs_maybe *of, double ln) {
  const cvs_maybe value = {of->exists, ln};
  cvs_monitor_add_maybe(doc, record, name, CVS_UNIT_LN_P, &value);
}

static void add_arms(cvs_document *doc, cvs_node *record, const cvs_monitor_scene *scene,
                     const cvs_monitor_look *look) {
  cvs_node *arms = cvs_doc_list(doc, record, "arms");
  for (size_t i = 0; i < scene->group->arm_count; i++) {
    cvs_node *arm = cvs_doc_record(doc, arms, NULL);
    cvs_doc_text(doc, arm, "name", scene->group->arm[i].name);
    cvs_doc_count(doc, arm, "visitors", look->arm[i].visitors);
    cvs_doc_count(doc, arm, "conversions", look->arm[i].conversions);
  }
}

static void add_bounds(cvs_document *doc, cvs_node *record, const cvs_monitor_comparison *now) {
  cvs_monitor_add_maybe(doc, record, "bound_upper", CVS_UNIT_STATISTIC, &now->bound_upper);
  cvs_monitor_add_maybe(doc, record, "bound_lower", CVS_UNIT_STATISTIC, &now->bound_lower);
  cvs_monitor_add_maybe(doc, record, "bound_futility", CVS_UNIT_STATISTIC, &now->bound_futility);
  cvs_monitor_add_maybe(doc, record, "alpha_spent", CVS_UNIT_P, &now->alpha_spent);
}

static void add_readings(cvs_document *doc, cvs_node *record, const cvs_monitor_readings *readings) {
  cvs_node *said = cvs_doc_record(doc, record, "readings");
  cvs_doc_text(doc, said, "fixed", cvs_monitor_code_id(readings->fixed));
  cvs_doc_text(doc, said, "group_sequential", cvs_monitor_code_id(readings->group));
  cvs_doc_text(doc, said, "anytime", cvs_monitor_code_id(readings->anytime));
}

static void add_comparison(cvs_document *doc, cvs_node *list, const cvs_monitor_scene *scene,
                           const cvs_monitor_look *look, size_t index) {
  const cvs_monitor_comparison *now = &look->comparison[index];
  cvs_node *record = cvs_doc_record(doc, list, NULL);
  cvs_doc_text(doc, record, "treatment", scene->group->arm[now->treatment].name);
  cvs_monitor_add_maybe(doc, record, "z", CVS_UNIT_STATISTIC, &now->z);
  cvs_monitor_add_maybe(doc, record, "p_nominal", CVS_UNIT_P, &now->p_nominal);
  add_ln(doc, record, "ln_p_nominal", &now->p_nominal, now->ln_p_nominal);
  cvs_monitor_add_maybe(doc, record, "information", CVS_UNIT_RATE, &now->information);
  add_bounds(doc, record, now);
  cvs_monitor_add_maybe(doc, record, "p_value_always_valid", CVS_UNIT_P, &now->p_value);
  add_ln(doc, record, "ln_p_value_always_valid", &now->p_value, now->ln_p_value);
  cvs_monitor_add_maybe(doc, record, "e_value", CVS_UNIT_E_VALUE, &now->e_value);
  const cvs_maybe ln_e_value = {now->e_value.exists, now->ln_e_value};
  cvs_monitor_add_maybe(doc, record, "ln_e_value", CVS_UNIT_STATISTIC, &ln_e_value);
  cvs_doc_interval(doc, record, "difference", CVS_UNIT_DIFFERENCE, &now->difference);
  cvs_doc_interval(doc, record, "lift", CVS_UNIT_LIFT, &now->lift);
  cvs_monitor_add_maybe(doc, record, "conditional_power", CVS_UNIT_CHANCE, &now->power_planned);
  cvs_monitor_add_maybe(doc, record, "conditional_power_trend", CVS_UNIT_CHANCE, &now->power_trend);
  cvs_monitor_add_maybe(doc, record, "predictive_power", CVS_UNIT_CHANCE, &now->power_predictive);
  cvs_doc_text(doc, record, "action", cvs_monitor_code_id(now->action));
  if (look->readings != NULL)
    add_readings(doc, record, &look->readings[index]);
}

cvs_node *cvs_build_monitor_look(cvs_document *doc, cvs_node *parent, const char *name, const cvs_monitor_scene *scene,
                                 const cvs_monitor_look *look) {
  char date[CVS_CALENDAR_TEXT];
  cvs_node *record = cvs_doc_record(doc, parent, name);
  if (look->number > 0)
    cvs_doc_count(doc, record, "look", look->number);
  else
    cvs_doc_null(doc, record, "look", CVS_UNIT_COUNT);
  cvs_doc_text(doc, record, "date", cvs_calendar_text(look->date, date));
  if (look->planned > 0)
    cvs_doc_count(doc, record, "planned_look", look->planned);
  else
    cvs_doc_null(doc, record, "planned_look", CVS_UNIT_COUNT);
  cvs_doc_bool(doc, record, "recorded", look->recorded);
  add_arms(doc, record, scene, look);
  cvs_doc_number(doc, record, "srm_p_value", CVS_UNIT_P, look->split.p_value);
  cvs_doc_number(doc, record, "srm_ln_p_value", CVS_UNIT_LN_P, look->split.ln_p_value);
  cvs_monitor_add_maybe(doc, record, "information", CVS_UNIT_RATE, &look->information);
  cvs_node *list = cvs_doc_list(doc, record, "comparisons");
  for (size_t i = 0; i < scene->group->comparison_count; i++)
    add_comparison(doc, list, scene, look, i);
  return record;
}
