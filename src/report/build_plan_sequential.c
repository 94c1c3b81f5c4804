/* The looks of a plan: the tree for machines and the columns of CSV. Bounds are of treatment less
 * control, whichever side the effect is on. */
#include "report/build_plan_sequential.h"

#include "report/build_test.h"
#include "report/sequential_words.h"

/* A figure, or none. */
typedef struct figure {
  bool exists;
  double value;
} figure;

static void add_number(cvs_document *doc, cvs_node *record, const char *name, cvs_unit unit, figure number) {
  if (number.exists)
    cvs_doc_number(doc, record, name, unit, number.value);
  else
    cvs_doc_null(doc, record, name, unit);
}

static void add_spending(cvs_document *doc, cvs_node *record, const cvs_spending *spending) {
  cvs_doc_text(doc, record, "kind", cvs_spending_kind_id(spending->family));
  cvs_doc_text(doc, record, "family", cvs_spending_family_id(spending->family));
  add_number(doc, record, "parameter", CVS_UNIT_NONE,
             (figure){cvs_spending_has_parameter(spending->family), spending->parameter});
}

void cvs_build_sequential_terms(cvs_document *doc, cvs_node *record, const cvs_sequential_terms *terms) {
  cvs_doc_number(doc, record, "alpha", CVS_UNIT_NONE, terms->alpha);
  cvs_doc_number(doc, record, "sides", CVS_UNIT_NONE, terms->two_sided ? 2 : 1);
  add_spending(doc, cvs_doc_record(doc, record, "efficacy"), &terms->efficacy);
  if (terms->futility == CVS_FUTILITY_NONE) {
    cvs_doc_null(doc, record, "futility", CVS_UNIT_NONE);
    return;
  }
  cvs_node *futility = cvs_doc_record(doc, record, "futility");
  cvs_doc_text(doc, futility, "kind", cvs_futility_id(terms->futility));
  cvs_doc_text(doc, futility, "family", cvs_spending_family_id(terms->beta_spending.family));
  add_number(doc, futility, "parameter", CVS_UNIT_NONE,
             (figure){cvs_spending_has_parameter(terms->beta_spending.family), terms->beta_spending.parameter});
}

/* Bounds as they are for treatment less control. */
static void add_bounds(cvs_document *doc, cvs_node *record, const cvs_plan_sequential *sequential,
                       const cvs_sequential_look *bound) {
  const cvs_sequential_bounds *bounds = &sequential->design.bounds;
  const bool down = sequential->downward;
  add_number(doc, record, "z_upper", CVS_UNIT_STATISTIC,
             (figure){!down || bounds->has_lower, down ? -bound->z_lower : bound->z_upper});
  add_number(doc, record, "z_lower", CVS_UNIT_STATISTIC,
             (figure){down || bounds->has_lower, down ? -bound->z_upper : bound->z_lower});
  add_number(doc, record, "z_futility", CVS_UNIT_STATISTIC,
             (figure){bounds->has_futility, down ? -bound->z_futility : bound->z_futility});
  cvs_doc_number(doc, record, "p_nominal", CVS_UNIT_P, bound->p_nominal);
  cvs_doc_number(doc, record, "ln_p_nominal", CVS_UNIT_LN_P, bound->ln_p_nominal);
}

static void add_effects(cvs_document *doc, cvs_node *record, const cvs_planned_look *look) {
  add_number(doc, record, "difference_at_bound", CVS_UNIT_DIFFERENCE, (figure){look->win.exists, look->win.difference});
  add_number(doc, record, "lift_at_bound", CVS_UNIT_LIFT, (figure){look->win.exists, look->win.lift});
  add_number(doc, record, "difference_at_futility", CVS_UNIT_DIFFERENCE,
             (figure){look->futility.exists, look->futility.difference});
  add_number(doc, record, "lift_at_futility", CVS_UNIT_LIFT, (figure){look->futility.exists, look->futility.lift});
}

static double stop_at(const cvs_sequential_stops *stops, size_t index) {
  return stops->upper[index] + stops->lower[index] + stops->futility[index];
}

static void add_stops(cvs_document *doc, cvs_node *record, const cvs_sequential_design *design, size_t index) {
  cvs_doc_number(doc, record, "stop_probability_h0", CVS_UNIT_RATE, stop_at(&design->h0, index));
  cvs_doc_number(doc, record, "stop_probability_half", CVS_UNIT_RATE, stop_at(&design->half, index));
  cvs_doc_number(doc, record, "stop_probability_h1", CVS_UNIT_RATE, stop_at(&design->h1, index));
  cvs_doc_number(doc, record, "find_probability_h0", CVS_UNIT_RATE, design->h0.upper[index]);
  cvs_doc_number(doc, record, "find_probability_half", CVS_UNIT_RATE, design->half.upper[index]);
  cvs_doc_number(doc, record, "find_probability_h1", CVS_UNIT_RATE, design->h1.upper[index]);
}

static void add_look(cvs_document *doc, cvs_node *list, const cvs_plan_sequential *sequential, size_t index) {
  const cvs_sequential_bounds *bounds = &sequential->design.bounds;
  const cvs_sequential_look *bound = &bounds->look[index];
  const cvs_planned_look *look = &sequential->look[index];
  cvs_strbuf date = {0};
  cvs_node *record = cvs_doc_record(doc, list, NULL);
  if (look->has_date)
    cvs_words_date(&date, look->date);
  cvs_doc_count(doc, record, "look", index + 1);
  cvs_doc_number(doc, record, "information", CVS_UNIT_RATE, bound->information);
  cvs_doc_count(doc, record, "visitors_total", look->visitors_total);
  if (look->day > 0)
    cvs_doc_count(doc, record, "day", look->day);
  else
    cvs_doc_null(doc, record, "day", CVS_UNIT_COUNT);
  cvs_doc_text(doc, record, "date", look->has_date ? cvs_strbuf_text(&date) : NULL);
  add_bounds(doc, record, sequential, bound);
  add_effects(doc, record, look);
  cvs_doc_number(doc, record, "alpha_spent", CVS_UNIT_P, bound->alpha_spent);
  add_number(doc, record, "beta_spent", CVS_UNIT_P, (figure){bounds->has_futility, bound->beta_spent});
  add_stops(doc, record, &sequential->design, index);
  cvs_doc_close_text(doc, &date);
}

static void add_expected(cvs_document *doc, cvs_node *parent, const char *name, const double *value) {
  cvs_node *record = cvs_doc_record(doc, parent, name);
  cvs_doc_number(doc, record, "h0", CVS_UNIT_NONE, value[CVS_TRUTH_NONE]);
  cvs_doc_number(doc, record, "half", CVS_UNIT_NONE, value[CVS_TRUTH_HALF]);
  cvs_doc_number(doc, record, "h1", CVS_UNIT_NONE, value[CVS_TRUTH_WHOLE]);
}

void cvs_build_plan_sequential(cvs_document *doc, const cvs_plan_view *view) {
  const cvs_plan_sequential *sequential = view->entry->plan->sequential;
  if (sequential == NULL || view->entry->reason != NULL) {
    cvs_doc_null(doc, doc->root, "sequential", CVS_UNIT_NONE);
    return;
  }
  cvs_node *record = cvs_doc_record(doc, doc->root, "sequential");
  cvs_build_sequential_terms(doc, record, &sequential->terms);
  cvs_doc_number(doc, record, "drift", CVS_UNIT_STATISTIC, sequential->design.drift);
  cvs_doc_number(doc, record, "inflation", CVS_UNIT_RATIO, sequential->design.inflation);
  cvs_node *looks = cvs_doc_list(doc, record, "looks");
  for (size_t i = 0; i < sequential->design.bounds.looks; i++)
    add_look(doc, looks, sequential, i);
  add_expected(doc, record, "expected_visitors", sequential->expected_visitors);
  if (view->entry->plan->has_duration)
    add_expected(doc, record, "expected_days", sequential->expected_days);
  else
    cvs_doc_null(doc, record, "expected_days", CVS_UNIT_NONE);
}

/* --- CSV --- */

void cvs_build_look_columns(cvs_row_builder *row, const cvs_look_row *nodes) {
  static const char *const arm[] = {"share", "visitors", NULL};
  static const char *const name[] = {"name", NULL};
  static const char *const number[] = {"look", NULL};
  static const char *const look[] = {"information",
                                     "visitors_total",
                                     "day",
                                     "date",
                                     "z_upper",
                                     "z_lower",
                                     "z_futility",
                                     "p_nominal",
                                     "ln_p_nominal",
                                     "difference_at_bound",
                                     "lift_at_bound",
                                     "difference_at_futility",
                                     "lift_at_futility",
                                     "alpha_spent",
                                     "beta_spent",
                                     "stop_probability_h0",
                                     "stop_probability_half",
                                     "stop_probability_h1",
                                     "find_probability_h0",
                                     "find_probability_half",
                                     "find_probability_h1",
                                     NULL};
  static const char *const whole[] = {"alpha", "sides", "drift", "inflation", NULL};
  static const char *const truths[] = {"h0", "half", "h1", NULL};
  const cvs_node *sequential = cvs_row_top(row, "sequential");
  const bool solved = sequential->kind == CVS_NODE_RECORD;
  cvs_row_add_children(row, "control_", nodes->control, arm);
  cvs_row_add_children(row, "treatment_", nodes->treatment, name);
  cvs_row_add_children(row, "treatment_", nodes->treatment, arm);
  cvs_row_add_children(row, "", nodes->look, number);
  cvs_row_add_children(row, "look_", nodes->look, look);
  cvs_row_add_children(row, "sequential_", sequential, whole);
  cvs_row_add_children(row, "expected_visitors_", solved ? cvs_node_child(sequential, "expected_visitors") : NULL,
                       truths);
  cvs_row_add_children(row, "expected_days_", solved ? cvs_node_child(sequential, "expected_days") : NULL, truths);
}
