/* Pictures of `plan`: power by the true lift, and a table of plans as a heat map. */
#include "report/build_plan.h"

#include "report/build_pictures.h"
#include "report/format.h"

#include <math.h>

/* --- power --- */

static void add_mark(cvs_document *doc, cvs_picture *picture, const cvs_picture_mark *mark, const char *words,
                     cvs_unit unit) {
  cvs_strbuf text = {0};
  cvs_picture_mark named = *mark;
  cvs_strbuf_add(&text, words);
  cvs_format_value(&text, unit, mark->at, unit == CVS_UNIT_RATE ? 0 : -1);
  named.text = cvs_strbuf_text(&text);
  cvs_doc_mark(doc, picture, &named);
  cvs_doc_close_text(doc, &text);
}

static void add_power(cvs_document *doc, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  if (plan->point_count < 2)
    return;
  const cvs_picture power = {
      .kind = CVS_PICTURE_LINES,
      .id = "power",
      .title = "Power at this size, by the true lift",
      .description = "How often a test of this size finds a lift, for several true lifts.",
      .x = {.title = "true lift", .unit = CVS_UNIT_LIFT},
      .y = {.title = "power: how often such a lift is found", .unit = CVS_UNIT_RATE, .has_origin = true}};
  cvs_picture *picture = cvs_doc_picture(doc, &power);
  cvs_picture_series *series = cvs_doc_series(doc, picture, CVS_SERIES_LINE, NULL);
  if (series != NULL)
    series->smooth = true;
  const cvs_node *record = cvs_node_child(doc->root, "power_curve")->value.children.first;
  for (; record != NULL; record = record->next) {
    const cvs_picture_point point = {.x = cvs_node_child(record, "lift")->value.number,
                                     .value = cvs_node_child(record, "power")};
    cvs_doc_point(doc, series, &point);
  }
  const cvs_picture_mark asked = {.level = true, .at = plan->power_nominal}, planned = {.at = plan->lift};
  add_mark(doc, picture, &asked, "", CVS_UNIT_RATE);
  add_mark(doc, picture, &planned, "planned: ", CVS_UNIT_LIFT);
}

/* --- looks --- */

/* One bound over the looks; a bound that is nowhere is no series. */
static void add_bound(cvs_document *doc, cvs_picture *picture, const char *name, const char *field) {
  const cvs_node *look = cvs_node_child(cvs_node_child(doc->root, "sequential"), "looks")->value.children.first;
  cvs_picture_series *series = NULL;
  for (; look != NULL && picture != NULL; look = look->next) {
    const cvs_node *visitors = cvs_node_child(look, "visitors_total");
    const cvs_picture_point point = {.x = (double)visitors->value.count, .value = cvs_node_child(look, field)};
    if (!cvs_point_interval(&point).exists)
      continue;
    series = series == NULL ? cvs_doc_series(doc, picture, CVS_SERIES_LINE, name) : series;
    cvs_doc_point(doc, series, &point);
  }
}

static void add_looks(cvs_document *doc, const cvs_plan_view *view) {
  const cvs_plan_sequential *sequential = view->entry->plan->sequential;
  if (sequential == NULL || sequential->design.bounds.looks < 2)
    return;
  const bool down = sequential->downward;
  const cvs_picture looks = {
      .kind = CVS_PICTURE_LINES,
      .id = "looks",
      .title = "Where the test stops, look by look",
      .description = "The bounds of z at each look: beyond them the test stops, between them it goes on.",
      .x = {.title = "visitors, all variants together", .unit = CVS_UNIT_COUNT},
      .y = {.title = "z: difference over its standard error", .unit = CVS_UNIT_STATISTIC, .has_origin = true}};
  cvs_picture *picture = cvs_doc_picture(doc, &looks);
  add_bound(doc, picture, "win: z from", "z_upper");
  add_bound(doc, picture, down && !sequential->design.bounds.has_lower ? "found: z to" : "harm: z to", "z_lower");
  add_bound(doc, picture, down ? "give up: z from" : "give up: z to", "z_futility");
}

void cvs_build_plan_pictures(cvs_document *doc, const cvs_plan_view *view) {
  if (!view->pictures || doc->failed)
    return;
  add_power(doc, view);
  add_looks(doc, view);
}

/* --- many plans --- */

/* What a table solves for is the figure of its cells. */
static const cvs_node *make_figure(cvs_document *doc, const cvs_plan_entry *entry) {
  const cvs_plan *plan = entry->plan;
  if (entry->reason != NULL)
    return cvs_doc_null(doc, NULL, NULL, CVS_UNIT_COUNT);
  if (plan->solved_for == CVS_SOLVED_POWER)
    return cvs_doc_number(doc, NULL, NULL, CVS_UNIT_RATE, plan->power_achieved);
  if (plan->solved_for == CVS_SOLVED_EFFECT)
    return cvs_doc_number(doc, NULL, NULL, CVS_UNIT_LIFT, plan->lift);
  return cvs_doc_count(doc, NULL, NULL, plan->visitors_total);
}

static const char *table_title(cvs_solved solved) {
  static const char *const titles[] = {
      [CVS_SOLVED_SIZE] = "Visitors needed, all variants together",
      [CVS_SOLVED_POWER] = "Power: how often such an effect is found",
      [CVS_SOLVED_EFFECT] = "The smallest lift that is found",
  };
  return titles[solved];
}

/* The effect of a column, as it was given. */
static void add_effect(cvs_strbuf *out, const cvs_plan_options *options) {
  if (!(fabs(options->effect) > 0)) {
    cvs_strbuf_add(out, "smallest");
    return;
  }
  if (options->effect_scale == CVS_DIFFERENCE) {
    cvs_format_value(out, CVS_UNIT_DIFFERENCE, options->effect, -1);
    return;
  }
  cvs_strbuf_add_char(out, options->effect < 0 ? '-' : '+');
  cvs_words_given_percent(out, fabs(options->effect));
}

static bool is_new_row(const cvs_plan_entry *entries, size_t index) {
  if (index == 0 || entries[index].group != entries[index - 1].group)
    return true;
  return fabs(entries[index].plan->baseline - entries[index - 1].plan->baseline) > 0;
}

/* "5%", of the groups of a file with their values. */
static cvs_picture_series *begin_row(cvs_document *doc, cvs_picture *picture, const cvs_dataset *dataset,
                                     const cvs_plan_entry *entry) {
  cvs_strbuf name = {0};
  for (size_t i = 0; dataset != NULL && i < cvs_dataset_by_count(dataset); i++) {
    cvs_strbuf_add(&name, cvs_dataset_by_value(dataset, entry->group, i));
    cvs_strbuf_add(&name, ", ");
  }
  cvs_format_value(&name, CVS_UNIT_RATE, entry->plan->baseline, -1);
  cvs_picture_series *series = cvs_doc_series(doc, picture, CVS_SERIES_LINE, cvs_strbuf_text(&name));
  cvs_doc_close_text(doc, &name);
  return series;
}

void cvs_build_plan_heat(cvs_document *doc, const cvs_dataset *dataset, const cvs_plan_entry *entries, size_t count) {
  if (doc->failed || count == 0)
    return;
  const bool difference = entries[0].options->effect_scale == CVS_DIFFERENCE;
  const cvs_picture heat = {.kind = CVS_PICTURE_HEAT,
                            .id = "table",
                            .title = table_title(entries[0].plan->solved_for),
                            .description = "A row a baseline, a column an effect; darker cells have larger figures.",
                            .x = {.title = difference ? "difference" : "lift", .unit = CVS_UNIT_COUNT},
                            .y = {.title = "baseline"}};
  cvs_picture *picture = cvs_doc_picture(doc, &heat);
  cvs_picture_series *series = NULL;
  for (size_t i = 0; i < count && picture != NULL; i++) {
    if (is_new_row(entries, i))
      series = begin_row(doc, picture, dataset, &entries[i]);
    cvs_strbuf label = {0};
    add_effect(&label, entries[i].options);
    const cvs_picture_point point = {.label = cvs_strbuf_text(&label), .value = make_figure(doc, &entries[i])};
    cvs_doc_point(doc, series, &point);
    cvs_doc_close_text(doc, &label);
  }
}
