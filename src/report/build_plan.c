/* Builds the document of one plan: the tree for machines. What has no answer is null. */
#include "report/build_plan.h"

#include "report/build_money.h"

#include "report/build_plan_sequential.h"

#include <string.h>

static void add_by(cvs_document *doc, const cvs_plan_view *view) {
  cvs_node *by = cvs_doc_record(doc, doc->root, "by");
  if (view->dataset == NULL)
    return;
  for (size_t i = 0; i < cvs_dataset_by_count(view->dataset); i++)
    cvs_doc_text(doc, by, cvs_dataset_by_name(view->dataset, i),
                 cvs_dataset_by_value(view->dataset, view->entry->group, i));
}

/* A count, or null where it is 0: not reckoned, or no size is large enough. */
static void add_count(cvs_document *doc, cvs_node *record, const char *name, uint64_t value) {
  if (value > 0)
    cvs_doc_count(doc, record, name, value);
  else
    cvs_doc_null(doc, record, name, CVS_UNIT_COUNT);
}

static void add_baseline(cvs_document *doc, const cvs_plan_view *view) {
  const cvs_plan_past *past = view->entry->options->past;
  const cvs_interval none = {0};
  cvs_doc_number(doc, doc->root, "baseline", CVS_UNIT_RATE, view->entry->plan->baseline);
  cvs_doc_interval(doc, doc->root, "baseline_interval", CVS_UNIT_RATE, past != NULL ? &past->rate : &none);
  cvs_doc_text(doc, doc->root, "baseline_variant", past != NULL ? past->control : NULL);
}

static void add_effect(cvs_document *doc, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  const bool known = view->entry->reason == NULL || plan->solved_for != CVS_SOLVED_EFFECT;
  cvs_node *effect = cvs_doc_record(doc, doc->root, "effect");
  cvs_doc_number_or_null(doc, effect, "difference", CVS_UNIT_DIFFERENCE, known ? &plan->difference : NULL);
  cvs_doc_number_or_null(doc, effect, "lift", CVS_UNIT_LIFT, known ? &plan->lift : NULL);
}

static void add_power(cvs_document *doc, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  const bool solved = view->entry->reason == NULL;
  const bool given = plan->solved_for != CVS_SOLVED_POWER;
  const double *nominal = given || solved ? &plan->power_nominal : NULL;
  cvs_node *power = cvs_doc_record(doc, doc->root, "power");
  cvs_doc_number_or_null(doc, power, "nominal", CVS_UNIT_RATE, nominal);
  cvs_doc_number_or_null(doc, power, "achieved", CVS_UNIT_RATE, solved ? &plan->power_achieved : NULL);
  cvs_doc_text(doc, power, "achieved_by", solved ? cvs_answered_id(plan->achieved_by) : NULL);
}

static void add_arms(cvs_document *doc, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  const bool solved = view->entry->reason == NULL;
  cvs_node *arms = cvs_doc_list(doc, doc->root, "arms");
  for (size_t i = 0; i < plan->arm_count && solved; i++) {
    cvs_node *arm = cvs_doc_record(doc, arms, NULL);
    cvs_doc_text(doc, arm, "name", plan->arm[i].name);
    cvs_doc_number(doc, arm, "share", CVS_UNIT_RATE, plan->arm[i].share);
    cvs_doc_count(doc, arm, "visitors", plan->arm[i].visitors);
  }
  add_count(doc, doc->root, "visitors_total", solved ? plan->visitors_total : 0);
}

static void add_margin(cvs_document *doc, const cvs_plan_options *options) {
  if (options->aim == CVS_AIM_DIFFERENCE) {
    cvs_doc_null(doc, doc->root, "margin", CVS_UNIT_NONE);
    return;
  }
  const bool lift = options->margin_scale == CVS_LIFT;
  const cvs_unit unit = lift ? CVS_UNIT_LIFT : CVS_UNIT_DIFFERENCE;
  cvs_node *margin = cvs_doc_record(doc, doc->root, "margin");
  cvs_doc_text(doc, margin, "scale", lift ? "lift" : "difference");
  cvs_doc_number(doc, margin, "lower", unit, options->margin_lower);
  cvs_doc_number_or_null(doc, margin, "upper", unit,
                         options->aim == CVS_AIM_EQUIVALENCE ? &options->margin_upper : NULL);
}

static void add_methods(cvs_document *doc, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  const bool known = plan->method != NULL;
  cvs_doc_text(doc, doc->root, "method", known ? plan->method->id : NULL);
  cvs_doc_text(doc, doc->root, "adjust", plan->adjust != NULL ? plan->adjust->id : NULL);
  cvs_doc_number_or_null(doc, doc->root, "critical_value", CVS_UNIT_STATISTIC, known ? &plan->level.z : NULL);
  cvs_doc_number_or_null(doc, doc->root, "design_effect", CVS_UNIT_RATIO, known ? &plan->design_effect : NULL);
  add_margin(doc, view->entry->options);
}

static void add_splits(cvs_document *doc, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  const bool several = plan->best_control_share > 0;
  cvs_doc_number_or_null(doc, doc->root, "best_control_share", CVS_UNIT_RATE,
                         several ? &plan->best_control_share : NULL);
  add_count(doc, doc->root, "visitors_total_at_best_share", plan->visitors_at_best_share);
  add_count(doc, doc->root, "visitors_total_at_equal_split", plan->visitors_at_equal_split);
}

static void add_end(cvs_document *doc, const cvs_plan_view *view, const char *name, double rate, uint64_t visitors) {
  if (view->entry->options->past == NULL) {
    cvs_doc_null(doc, doc->root, name, CVS_UNIT_NONE);
    return;
  }
  cvs_node *record = cvs_doc_record(doc, doc->root, name);
  cvs_doc_number(doc, record, "baseline", CVS_UNIT_RATE, rate);
  add_count(doc, record, "visitors_total", visitors);
}

static void add_ends(cvs_document *doc, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  const cvs_plan_past *past = view->entry->options->past;
  add_end(doc, view, "at_lower", past != NULL ? past->rate.lower : 0, plan->visitors_at_lower);
  add_end(doc, view, "at_upper", past != NULL ? past->rate.upper : 0, plan->visitors_at_upper);
}

static void add_duration(cvs_document *doc, const cvs_plan *plan) {
  enum { WEEK_DAYS = 7 };
  if (!plan->has_duration) {
    cvs_doc_null(doc, doc->root, "duration", CVS_UNIT_NONE);
    return;
  }
  cvs_strbuf date = {0};
  if (plan->has_end)
    cvs_words_date(&date, plan->end_date);
  cvs_node *duration = cvs_doc_record(doc, doc->root, "duration");
  cvs_doc_count(doc, duration, "days", plan->days);
  cvs_doc_number(doc, duration, "weeks", CVS_UNIT_NONE, (double)plan->days / WEEK_DAYS);
  cvs_doc_text(doc, duration, "end_date", plan->has_end ? cvs_strbuf_text(&date) : NULL);
  cvs_doc_number(doc, duration, "visitors_per_day", CVS_UNIT_NONE, plan->traffic);
  cvs_doc_close_text(doc, &date);
}

static void add_weeks(cvs_document *doc, const cvs_plan *plan) {
  if (!plan->has_duration) {
    cvs_doc_null(doc, doc->root, "by_week", CVS_UNIT_NONE);
    return;
  }
  cvs_node *list = cvs_doc_list(doc, doc->root, "by_week");
  for (size_t i = 0; i < plan->week_count; i++) {
    const cvs_plan_week *week = &plan->week[i];
    cvs_node *record = cvs_doc_record(doc, list, NULL);
    cvs_doc_count(doc, record, "week", week->week);
    cvs_doc_count(doc, record, "visitors_total", week->visitors_total);
    cvs_doc_number_or_null(doc, record, "lift", CVS_UNIT_LIFT, week->has_effect ? &week->lift : NULL);
    cvs_doc_number_or_null(doc, record, "difference", CVS_UNIT_DIFFERENCE, week->has_effect ? &week->difference : NULL);
    cvs_doc_number_or_null(doc, record, "power", CVS_UNIT_RATE, week->has_power ? &week->power : NULL);
  }
}

static void add_curve(cvs_document *doc, const cvs_plan *plan) {
  cvs_node *list = cvs_doc_list(doc, doc->root, "power_curve");
  for (size_t i = 0; i < plan->point_count; i++) {
    cvs_node *record = cvs_doc_record(doc, list, NULL);
    cvs_doc_number(doc, record, "lift", CVS_UNIT_LIFT, plan->point[i].lift);
    cvs_doc_number(doc, record, "difference", CVS_UNIT_DIFFERENCE, plan->point[i].difference);
    cvs_doc_number(doc, record, "power", CVS_UNIT_RATE, plan->point[i].power);
  }
  cvs_doc_text(doc, doc->root, "power_curve_by", plan->point_count > 0 ? cvs_answered_id(plan->curve_by) : NULL);
}

static void add_funnel(cvs_document *doc, const cvs_plan *plan) {
  if (plan->step_count == 0) {
    cvs_doc_null(doc, doc->root, "funnel", CVS_UNIT_NONE);
    return;
  }
  cvs_node *funnel = cvs_doc_record(doc, doc->root, "funnel");
  cvs_node *steps = cvs_doc_list(doc, funnel, "steps");
  for (size_t i = 0; i < plan->step_count; i++) {
    const cvs_plan_step *step = &plan->step[i];
    cvs_node *record = cvs_doc_record(doc, steps, NULL);
    cvs_doc_count(doc, record, "step", step->step);
    cvs_doc_number(doc, record, "reach", CVS_UNIT_RATE, step->reach);
    cvs_doc_number(doc, record, "rate", CVS_UNIT_RATE, step->rate);
    add_count(doc, record, "visitors_step_test", step->visitors_step_test);
    add_count(doc, record, "visitors_final_test", step->visitors_final_test);
    cvs_doc_text(doc, record, "run", step->run_step ? "step" : "final");
  }
  const cvs_plan_step *chosen = &plan->step[plan->run_step];
  cvs_doc_count(doc, funnel, "step", chosen->step);
  cvs_doc_text(doc, funnel, "run", chosen->run_step ? "step" : "final");
  add_count(doc, funnel, "visitors_step_test", chosen->visitors_step_test);
  add_count(doc, funnel, "visitors_final_test", chosen->visitors_final_test);
}

void cvs_build_plan(cvs_document *doc, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  add_by(doc, view);
  cvs_doc_text(doc, doc->root, "solved_for", cvs_solved_id(plan->solved_for));
  cvs_doc_text(doc, doc->root, "solved_by", view->entry->reason == NULL ? cvs_answered_id(plan->solved_by) : NULL);
  add_baseline(doc, view);
  add_effect(doc, view);
  add_power(doc, view);
  add_arms(doc, view);
  add_methods(doc, view);
  add_splits(doc, view);
  add_ends(doc, view);
  add_duration(doc, plan);
  add_weeks(doc, plan);
  add_curve(doc, plan);
  add_funnel(doc, plan);
  cvs_build_plan_sequential(doc, view);
  cvs_build_money_plan(doc, doc->root, view->entry->reason == NULL ? view->entry->profit : NULL);
  cvs_doc_text(doc, doc->root, "reason", view->entry->reason);
}
