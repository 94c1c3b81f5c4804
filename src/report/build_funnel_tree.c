/* The tree of `funnel`: arms with their steps, and treatments against the control at every step. */
#include "report/build_funnel.h"

/* --- arms --- */

/* A number that may not be known. */
typedef struct figure {
  const char *name;
  cvs_unit unit;
  bool exists;
  double value;
} figure;

static void add_figure(cvs_document *doc, cvs_node *record, const figure *f) {
  cvs_doc_number_or_null(doc, record, f->name, f->unit, f->exists ? &f->value : NULL);
}

/* What units on their way look like where nothing is made of them, and of how many the rate is certain. */
static void add_censored(cvs_document *doc, cvs_node *record, const cvs_funnel_censored_step *censored) {
  const bool any = censored != NULL && censored->naive.visitors > 0;
  const double naive = any ? (double)censored->naive.conversions / (double)censored->naive.visitors : 0;
  add_figure(doc, record, &(figure){"rate_naive", CVS_UNIT_RATE, any, naive});
  if (any)
    cvs_doc_count(doc, record, "users_followed", censored->mature.visitors);
  else
    cvs_doc_null(doc, record, "users_followed", CVS_UNIT_COUNT);
}

static void add_seconds(cvs_document *doc, cvs_node *record, const cvs_quartiles *seconds) {
  if (seconds == NULL) {
    cvs_doc_null(doc, record, "seconds_from_previous", CVS_UNIT_NONE);
    return;
  }
  cvs_node *times = cvs_doc_record(doc, record, "seconds_from_previous");
  cvs_doc_number(doc, times, "median", CVS_UNIT_NONE, seconds->median);
  cvs_doc_number(doc, times, "lower_quartile", CVS_UNIT_NONE, seconds->lower);
  cvs_doc_number(doc, times, "upper_quartile", CVS_UNIT_NONE, seconds->upper);
}

static void add_step(cvs_document *doc, cvs_node *list, const cvs_funnel_scene *scene, size_t arm, size_t index) {
  const cvs_funnel_step *step = &scene->group->arm[arm].step[index];
  cvs_node *record = cvs_doc_record(doc, list, NULL);
  cvs_doc_text(doc, record, "step", scene->group->step[index]);
  cvs_doc_count(doc, record, "users", step->users);
  if (scene->options->any_order)
    cvs_doc_null(doc, record, "lost", CVS_UNIT_COUNT);
  else
    cvs_doc_count(doc, record, "lost", step->lost);
  if (step->has_skipped)
    cvs_doc_count(doc, record, "skipped", step->skipped);
  else
    cvs_doc_null(doc, record, "skipped", CVS_UNIT_COUNT);
  if (step->has_uncounted)
    cvs_doc_count(doc, record, "uncounted", step->uncounted);
  else
    cvs_doc_null(doc, record, "uncounted", CVS_UNIT_COUNT);
  cvs_doc_interval(doc, record, "rate_from_previous", CVS_UNIT_RATE, &step->from_previous);
  cvs_doc_interval(doc, record, "rate_from_start", CVS_UNIT_RATE, &step->from_start);
  add_seconds(doc, record, step->seconds);
  add_censored(doc, record, step->censored);
  add_figure(doc, record, &(figure){"spent", CVS_UNIT_MONEY, scene->group->arm[arm].has_spent, step->spent});
  add_figure(doc, record, &(figure){"cost_per_user", CVS_UNIT_MONEY, step->has_cost, step->cost_per_user});
}

static void add_changes(cvs_document *doc, cvs_node *record, const cvs_funnel_scene *scene, size_t arm) {
  cvs_node *list = cvs_doc_list(doc, record, "what_if");
  for (size_t i = 0; i < scene->options->what_if_count; i++) {
    const cvs_funnel_what_if *change = &scene->group->arm[arm].what_if[i];
    cvs_node *item = cvs_doc_record(doc, list, NULL);
    cvs_doc_text(doc, item, "step", scene->group->step[change->step]);
    cvs_doc_number(doc, item, "lift", CVS_UNIT_LIFT, change->lift);
    add_figure(doc, item, &(figure){"rate", CVS_UNIT_RATE, change->exists, change->rate});
    cvs_doc_interval(doc, item, "overall", CVS_UNIT_RATE, &change->overall);
    cvs_doc_interval(doc, item, "conversions_gained_per_1000", CVS_UNIT_NONE, &change->gained_per_1000);
  }
}

static void add_money(cvs_document *doc, cvs_node *record, const cvs_funnel_arm *arm) {
  add_figure(doc, record, &(figure){"spent", CVS_UNIT_MONEY, arm->has_spent, arm->spent});
  add_figure(doc, record,
             &(figure){"cost_per_conversion", CVS_UNIT_MONEY, arm->has_cost_per_conversion, arm->cost_per_conversion});
  add_figure(doc, record, &(figure){"revenue", CVS_UNIT_MONEY, arm->has_value, arm->revenue});
  add_figure(doc, record, &(figure){"return_on_cost", CVS_UNIT_LIFT, arm->has_return, arm->return_on_cost});
}

void cvs_build_funnel_arms(cvs_document *doc, const cvs_funnel_scene *scene) {
  const cvs_funnel_group *group = scene->group;
  cvs_node *list = cvs_doc_list(doc, doc->root, "arms");
  for (size_t i = 0; i < group->frame.arm_count; i++) {
    cvs_node *record = cvs_doc_record(doc, list, NULL);
    cvs_doc_text(doc, record, "name", group->frame.arm[i].name);
    cvs_doc_count(doc, record, "entered", group->frame.arm[i].sample.visitors);
    if (scene->options->times != NULL)
      cvs_doc_count(doc, record, "users_on_their_way", group->arm[i].young);
    else
      cvs_doc_null(doc, record, "users_on_their_way", CVS_UNIT_COUNT);
    if (group->arm[i].has_left_out)
      cvs_doc_count(doc, record, "users_too_young", group->arm[i].left_out);
    else
      cvs_doc_null(doc, record, "users_too_young", CVS_UNIT_COUNT);
    cvs_node *steps = cvs_doc_list(doc, record, "steps");
    for (size_t j = 0; j < group->step_count; j++)
      add_step(doc, steps, scene, i, j);
    add_money(doc, record, &group->arm[i]);
    add_changes(doc, record, scene, i);
  }
}

/* --- comparisons --- */

static void add_p_values(cvs_document *doc, cvs_node *record, const cvs_comparison *comparison) {
  const bool has_test = comparison != NULL && comparison->has_test;
  const cvs_test_result none = {0};
  const cvs_test_result *test = has_test ? &comparison->test : &none;
  cvs_doc_text(doc, record, "method", comparison != NULL ? comparison->method->id : NULL);
  add_figure(doc, record, &(figure){"statistic", CVS_UNIT_STATISTIC, has_test && test->has_statistic, test->statistic});
  add_figure(doc, record, &(figure){"p_value", CVS_UNIT_P, has_test, test->p_value});
  add_figure(doc, record, &(figure){"ln_p_value", CVS_UNIT_LN_P, has_test, test->ln_p_value});
  add_figure(doc, record, &(figure){"p_value_adjusted", CVS_UNIT_P, has_test, has_test ? comparison->p_adjusted : 0});
  add_figure(doc, record, &(figure){"p_value_harm", CVS_UNIT_P, has_test, has_test ? comparison->p_harm : 0});
}

static void add_sizes(cvs_document *doc, cvs_node *record, const cvs_comparison *comparison) {
  static const cvs_comparison none = {0};
  const cvs_comparison *known = comparison != NULL ? comparison : &none;
  add_figure(doc, record, &(figure){"detectable_lift", CVS_UNIT_LIFT, known->has_detectable, known->detectable_lift});
  if (known->visitors_needed > 0)
    cvs_doc_count(doc, record, "visitors_per_arm_needed", known->visitors_needed);
  else
    cvs_doc_null(doc, record, "visitors_per_arm_needed", CVS_UNIT_COUNT);
}

/* A comparison of rates from the start; all of it null where there is none (the step is the entry itself). */
static void add_comparison(cvs_document *doc, cvs_node *parent, const char *name, const cvs_comparison *comparison) {
  static const char *const scales[CVS_SCALES] = {"difference", "lift", "odds_ratio"};
  static const cvs_unit units[CVS_SCALES] = {CVS_UNIT_DIFFERENCE, CVS_UNIT_LIFT, CVS_UNIT_RATIO};
  static const cvs_interval none = {0};
  cvs_node *record = cvs_doc_record(doc, parent, name);
  add_p_values(doc, record, comparison);
  for (size_t scale = 0; scale < CVS_SCALES; scale++)
    cvs_doc_interval(doc, record, scales[scale], units[scale], comparison != NULL ? &comparison->effect[scale] : &none);
  cvs_node *methods = cvs_doc_record(doc, record, "interval_method");
  for (size_t scale = 0; scale < CVS_SCALES; scale++)
    cvs_doc_text(doc, methods, scales[scale], comparison != NULL ? comparison->interval[scale]->id : NULL);
  cvs_doc_bool(doc, record, "simultaneous", comparison != NULL && comparison->simultaneous);
  cvs_doc_bool(doc, record, "agrees", comparison == NULL || comparison->agrees);
  cvs_doc_bool(doc, record, "significant", comparison != NULL && comparison->significant);
  cvs_doc_text(doc, record, "verdict", comparison != NULL ? cvs_verdict_id(comparison->verdict) : NULL);
  add_sizes(doc, record, comparison);
}

static void add_contrast(cvs_document *doc, cvs_node *list, const char *step, const cvs_funnel_contrast *contrast) {
  cvs_interval contribution = contrast->term.interval;
  contribution.exists = contribution.exists && contrast->term.exists;
  cvs_node *record = cvs_doc_record(doc, list, NULL);
  cvs_doc_text(doc, record, "step", step);
  add_comparison(doc, record, "from_start", contrast->from_start);
  cvs_node *previous = cvs_doc_record(doc, record, "from_previous");
  cvs_doc_interval(doc, previous, "difference", CVS_UNIT_DIFFERENCE, &contrast->difference_previous);
  cvs_doc_interval(doc, previous, "lift", CVS_UNIT_LIFT, &contrast->lift_previous);
  cvs_doc_interval(doc, record, "contribution", CVS_UNIT_LIFT, &contribution);
}

static void add_split(cvs_document *doc, cvs_node *record, const cvs_funnel_split *split) {
  const cvs_chisq_result *same = &split->heterogeneity;
  const bool exists = split->has_heterogeneity;
  add_figure(doc, record, &(figure){"ln_lift", CVS_UNIT_LIFT, split->count > 0 && split->complete, split->ln_lift});
  cvs_node *heterogeneity = cvs_doc_record(doc, record, "heterogeneity");
  add_figure(doc, heterogeneity, &(figure){"statistic", CVS_UNIT_STATISTIC, exists, same->statistic});
  add_figure(doc, heterogeneity, &(figure){"df", CVS_UNIT_NONE, exists, same->df});
  add_figure(doc, heterogeneity, &(figure){"p_value", CVS_UNIT_P, exists, same->p_value});
  add_figure(doc, heterogeneity, &(figure){"ln_p_value", CVS_UNIT_LN_P, exists, same->ln_p_value});
}

void cvs_build_funnel_comparisons(cvs_document *doc, const cvs_funnel_scene *scene) {
  const cvs_funnel_group *group = scene->group;
  cvs_node *list = cvs_doc_list(doc, doc->root, "comparisons");
  for (size_t i = 0; i < group->comparison_count; i++) {
    const cvs_funnel_comparison *comparison = &group->comparison[i];
    cvs_node *record = cvs_doc_record(doc, list, NULL);
    cvs_doc_text(doc, record, "treatment", group->frame.arm[comparison->treatment].name);
    cvs_doc_text(doc, record, "control", group->frame.arm[group->frame.control].name);
    cvs_node *steps = cvs_doc_list(doc, record, "steps");
    for (size_t j = 0; j < group->step_count; j++)
      add_contrast(doc, steps, group->step[j], &comparison->step[j]);
    add_comparison(doc, record, "overall", comparison->overall);
    add_split(doc, record, &comparison->split);
  }
}
