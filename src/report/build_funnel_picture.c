/* The funnel drawn for a terminal: bars by step and arm with the drop-off between them; its rates; how long its steps
 * take. A page has a picture of the funnel: there the table of rates says how many are at each step, too. */
#include "report/build_funnel.h"

#include "report/format.h"

#include <stdint.h>

static const cvs_node *step_node(const cvs_document *doc, size_t arm, size_t step) {
  const cvs_node *record = cvs_node_item(cvs_node_child(doc->root, "arms"), arm);
  return cvs_node_item(cvs_node_child(record, "steps"), step);
}

const cvs_node *cvs_build_funnel_indented(cvs_document *doc, const char *name) {
  cvs_strbuf text = {0};
  cvs_strbuf_add(&text, "  ");
  cvs_strbuf_add(&text, name);
  const cvs_node *node = cvs_doc_text(doc, NULL, NULL, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
  return node;
}

static bool is_alone(const cvs_funnel_scene *scene) {
  return scene->group->frame.arm_count == 1;
}

bool cvs_funnel_opens_with_entry(const cvs_funnel_group *group) {
  for (size_t i = 0; i < group->frame.arm_count; i++)
    if (group->arm[i].step[0].users != group->frame.arm[i].sample.visitors)
      return false;
  return true;
}

/* A line with the step's name, where arms follow beneath it. */
static void add_title(cvs_document *doc, cvs_block *table, const char *name) {
  const cvs_node *cells[CVS_TABLE_COLUMNS_MAX] = {cvs_doc_text(doc, NULL, NULL, name)};
  cvs_doc_table_row(doc, table, cells);
}

/* --- bars --- */

static void add_entry(cvs_document *doc, cvs_block *table, const cvs_funnel_scene *scene) {
  static const char entered[] = "entered";
  static const double all = 1;
  if (!is_alone(scene))
    add_title(doc, table, entered);
  for (size_t i = 0; i < scene->group->frame.arm_count; i++) {
    const char *name = scene->group->frame.arm[i].name;
    const cvs_node *arm = cvs_node_item(cvs_node_child(doc->root, "arms"), i);
    const bool any = scene->group->frame.arm[i].sample.visitors > 0;
    const cvs_node *cells[] = {
        is_alone(scene) ? cvs_doc_text(doc, NULL, NULL, entered) : cvs_build_funnel_indented(doc, name),
        cvs_node_child(arm, "entered"), cvs_doc_number_or_null(doc, NULL, NULL, CVS_UNIT_RATE, any ? &all : NULL)};
    cvs_doc_table_row(doc, table, cells);
  }
}

/* What a bar stands for. */
static const cvs_node *show_rate(cvs_document *doc, const cvs_interval *rate) {
  const bool exists = rate->exists && rate->has_estimate;
  return cvs_doc_number_or_null(doc, NULL, NULL, CVS_UNIT_RATE, exists ? &rate->estimate : NULL);
}

static void add_bars(cvs_document *doc, cvs_block *table, const cvs_funnel_scene *scene, size_t step) {
  const cvs_funnel_group *group = scene->group;
  if (!is_alone(scene))
    add_title(doc, table, group->step[step]);
  for (size_t i = 0; i < group->frame.arm_count; i++) {
    const cvs_interval *rate = &group->arm[i].step[step].from_start;
    const cvs_node *record = step_node(doc, i, step);
    const cvs_node *cells[] = {is_alone(scene) ? cvs_node_child(record, "step")
                                               : cvs_build_funnel_indented(doc, group->frame.arm[i].name),
                               cvs_node_child(record, "users"), show_rate(doc, rate)};
    cvs_doc_table_row(doc, table, cells);
  }
}

/* Shares that were lost on the way to a step: of each arm, or of many the least and the most. */
typedef struct losses {
  size_t count;
  double least, most;
} losses;

static losses find_losses(const cvs_funnel_group *group, size_t step) {
  losses out = {.least = 1};
  for (size_t i = 0; i < group->frame.arm_count; i++) {
    const cvs_interval *rate = &group->arm[i].step[step].from_previous;
    if (!rate->exists || !rate->has_estimate)
      continue;
    const double lost = 1 - rate->estimate;
    out.least = lost < out.least ? lost : out.least;
    out.most = lost > out.most ? lost : out.most;
    out.count++;
  }
  return out;
}

static void add_losses(cvs_strbuf *out, const cvs_funnel_group *group, size_t step, const losses *lost) {
  enum { SHOWN = 2 };
  size_t shown = 0;
  if (lost->count > SHOWN) {
    cvs_format_value(out, CVS_UNIT_RATE, lost->least, 1);
    cvs_strbuf_add(out, " to ");
    cvs_format_value(out, CVS_UNIT_RATE, lost->most, 1);
    return;
  }
  for (size_t i = 0; i < group->frame.arm_count; i++) {
    const cvs_interval *rate = &group->arm[i].step[step].from_previous;
    if (!rate->exists || !rate->has_estimate)
      continue;
    cvs_strbuf_add(out, shown++ > 0 ? " and " : "");
    cvs_format_value(out, CVS_UNIT_RATE, 1 - rate->estimate, 1);
  }
}

/* "↓ 57.1% and 57.5% drop off", between two steps. A step that may be left out loses nobody. */
static void add_drop(cvs_document *doc, cvs_block *table, const cvs_funnel_scene *scene, size_t step) {
  const losses lost = find_losses(scene->group, step);
  const bool optional = (scene->options->optional >> step & 1U) != 0;
  if (lost.count == 0)
    return;
  cvs_strbuf text = {0};
  cvs_strbuf_add(&text, scene->unicode ? "\u2193 " : "v ");
  add_losses(&text, scene->group, step, &lost);
  cvs_strbuf_add(&text, optional ? " do not take it" : " drop off");
  const cvs_node *cells[] = {NULL, NULL, cvs_doc_text(doc, NULL, NULL, cvs_strbuf_text(&text))};
  cvs_doc_table_row(doc, table, cells);
  cvs_doc_close_text(doc, &text);
}

/* A page draws the funnel, and its table of rates has the users. */
static bool has_page(const cvs_funnel_scene *scene) {
  return scene->test.pictures && !scene->group->frame.data_broken;
}

static void draw_funnel(cvs_document *doc, const cvs_funnel_scene *scene) {
  const cvs_column columns[] = {
      {"", CVS_COLUMN_NAME, 0}, {"users", CVS_COLUMN_VALUE, 0}, {"of all who entered", CVS_COLUMN_BAR, 0}};
  const cvs_funnel_group *group = scene->group;
  cvs_block *table = cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
  const bool opens = cvs_funnel_opens_with_entry(group);
  table->label = "The funnel";
  table->medium = has_page(scene) ? CVS_MEDIUM_TEXT : CVS_MEDIUM_ALL;
  table->secondary = true;
  if (!opens)
    add_entry(doc, table, scene);
  for (size_t j = 0; j < group->step_count; j++) {
    if (!scene->options->any_order && (j > 0 || !opens))
      add_drop(doc, table, scene, j);
    add_bars(doc, table, scene, j);
  }
}

/* --- rates --- */

/* A line of the table; `rates` are those from the start and from the step before. */
static void add_rate_row(cvs_document *doc, cvs_block *table, const cvs_node *name, const cvs_node *users,
                         const cvs_node *const rates[2]) {
  const cvs_node *counted[] = {name, users, rates[0], rates[0], rates[1], rates[1]};
  const cvs_node *bare[] = {name, rates[0], rates[0], rates[1], rates[1]};
  cvs_doc_table_row(doc, table, table->medium == CVS_MEDIUM_PAGE ? counted : bare);
}

static void add_rates(cvs_document *doc, cvs_block *table, const cvs_funnel_scene *scene, size_t step) {
  const cvs_funnel_group *group = scene->group;
  if (!is_alone(scene))
    add_title(doc, table, group->step[step]);
  for (size_t i = 0; i < group->frame.arm_count; i++) {
    const cvs_node *record = step_node(doc, i, step);
    const cvs_node *previous = scene->options->any_order ? NULL : cvs_node_child(record, "rate_from_previous");
    const cvs_node *rates[] = {cvs_node_child(record, "rate_from_start"), previous};
    const cvs_node *name =
        is_alone(scene) ? cvs_node_child(record, "step") : cvs_build_funnel_indented(doc, group->frame.arm[i].name);
    add_rate_row(doc, table, name, cvs_node_child(record, "users"), rates);
  }
}

/* All who entered, under the name of the first step where all of them are there. */
static void add_entered(cvs_document *doc, cvs_block *table, const cvs_funnel_scene *scene) {
  static const cvs_node *const none[2] = {NULL, NULL};
  const cvs_test_group *frame = &scene->group->frame;
  const char *title = cvs_funnel_opens_with_entry(scene->group) ? scene->group->step[0] : "entered";
  if (!is_alone(scene))
    add_title(doc, table, title);
  for (size_t i = 0; i < frame->arm_count; i++) {
    const cvs_node *name =
        is_alone(scene) ? cvs_doc_text(doc, NULL, NULL, title) : cvs_build_funnel_indented(doc, frame->arm[i].name);
    const cvs_node *arm = cvs_node_item(cvs_node_child(doc->root, "arms"), i);
    add_rate_row(doc, table, name, cvs_node_child(arm, "entered"), none);
  }
}

static cvs_block *open_rates(cvs_document *doc, const cvs_funnel_scene *scene, cvs_medium medium) {
  enum { OF_PREVIOUS = 2 }; /* columns */
  const char *interval = cvs_build_interval_title(doc, scene->options->test.alpha, " interval");
  const cvs_column columns[] = {{"rates", CVS_COLUMN_NAME, 0},           {"users", CVS_COLUMN_VALUE, 0},
                                {"of all", CVS_COLUMN_VALUE, 0},         {interval, CVS_COLUMN_INTERVAL, 0},
                                {"of step before", CVS_COLUMN_VALUE, 0}, {interval, CVS_COLUMN_INTERVAL, 0}};
  const cvs_column bare[] = {columns[0], columns[2], columns[3], columns[4], columns[5]};
  const bool counted = medium == CVS_MEDIUM_PAGE;
  const size_t count = counted ? sizeof columns / sizeof columns[0] : sizeof bare / sizeof bare[0];
  cvs_block *table =
      cvs_doc_table(doc, counted ? columns : bare, scene->options->any_order ? count - OF_PREVIOUS : count);
  table->label = counted ? "Users and rates" : "Rates";
  table->medium = medium;
  table->secondary = true;
  return table;
}

/* Rates with their intervals, on a page with the users they are of. Where all of those who entered are at the first
 * step there is no rate to say of it. */
static void add_rate_table(cvs_document *doc, const cvs_funnel_scene *scene, cvs_medium medium) {
  const size_t first = cvs_funnel_opens_with_entry(scene->group) ? 1 : 0;
  if (first == scene->group->step_count && medium != CVS_MEDIUM_PAGE)
    return;
  cvs_block *table = open_rates(doc, scene, medium);
  if (medium == CVS_MEDIUM_PAGE)
    add_entered(doc, table, scene);
  for (size_t j = first; j < scene->group->step_count; j++)
    add_rates(doc, table, scene, j);
  cvs_doc_explain(doc, table, cvs_method_find(CVS_KIND_RATE, scene->options->test.rate_interval));
  if (scene->options->times != NULL)
    cvs_doc_explain(doc, table, cvs_method_find(CVS_KIND_OTHER, "kaplan-meier"));
}

/* --- times --- */

static const cvs_node *make_span(cvs_document *doc, double from, const double *to) {
  cvs_strbuf text = {0};
  cvs_words_span(&text, from);
  if (to != NULL) {
    cvs_strbuf_add(&text, " to ");
    cvs_words_span(&text, *to);
  }
  const cvs_node *node = cvs_doc_text(doc, NULL, NULL, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
  return node;
}

static bool has_times(const cvs_funnel_group *group, size_t step) {
  for (size_t i = 0; i < group->frame.arm_count; i++)
    if (group->arm[i].step[step].seconds != NULL)
      return true;
  return false;
}

static void add_times(cvs_document *doc, cvs_block *table, const cvs_funnel_scene *scene, size_t step) {
  const cvs_funnel_group *group = scene->group;
  if (!is_alone(scene))
    add_title(doc, table, group->step[step]);
  for (size_t i = 0; i < group->frame.arm_count; i++) {
    const cvs_quartiles *seconds = group->arm[i].step[step].seconds;
    const char *name = group->frame.arm[i].name;
    const cvs_node *cells[] = {is_alone(scene) ? cvs_doc_text(doc, NULL, NULL, group->step[step])
                                               : cvs_build_funnel_indented(doc, name),
                               seconds != NULL ? make_span(doc, seconds->median, NULL) : NULL,
                               seconds != NULL ? make_span(doc, seconds->lower, &seconds->upper) : NULL};
    cvs_doc_table_row(doc, table, cells);
  }
}

static void add_time_table(cvs_document *doc, const cvs_funnel_scene *scene) {
  static const cvs_column columns[] = {{"time from the step before", CVS_COLUMN_NAME, 0},
                                       {"median", CVS_COLUMN_VALUE, 0},
                                       {"half of them between", CVS_COLUMN_VALUE, 0}};
  cvs_block *table = NULL;
  for (size_t j = 0; j < scene->group->step_count; j++) {
    if (!has_times(scene->group, j))
      continue;
    if (table == NULL)
      table = cvs_doc_table(doc, columns, sizeof columns / sizeof columns[0]);
    add_times(doc, table, scene, j);
  }
  if (table == NULL)
    return;
  table->label = "Times between steps";
  table->secondary = true;
  cvs_doc_explain(doc, table, cvs_method_find(CVS_KIND_OTHER, "step-times"));
}

void cvs_build_funnel_picture(cvs_document *doc, const cvs_funnel_scene *scene) {
  draw_funnel(doc, scene);
  if (!scene->group->frame.data_broken)
    add_rate_table(doc, scene, has_page(scene) ? CVS_MEDIUM_TEXT : CVS_MEDIUM_ALL);
  if (has_page(scene))
    add_rate_table(doc, scene, CVS_MEDIUM_PAGE);
  add_time_table(doc, scene);
}
