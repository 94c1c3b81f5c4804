/* Pictures of `test`: lifts, rates, rates by day. */
#include "report/build_test.h"

#include "base/calendar.h"
#include "report/build_pictures.h"

/* Days of many groups would fill the tree with what nobody draws: groups by arms and days, at most. */
enum { DAY_CELLS_MAX = 4000 };

static bool shows_days(const cvs_test_view *view, cvs_group *group) {
  if (view->dataset == NULL)
    return false;
  cvs_dataset_group(view->dataset, view->group->group, group);
  const size_t cells = group->day_count * group->arm_count;
  const bool arms_agree = group->arm_count == view->group->arm_count;
  return group->day_count > 1 && arms_agree && cells <= DAY_CELLS_MAX / cvs_dataset_group_count(view->dataset);
}

void cvs_build_days(cvs_document *doc, const cvs_test_view *view) {
  cvs_group group;
  if (!shows_days(view, &group))
    return;
  cvs_node *days = cvs_doc_list(doc, doc->root, "days");
  for (size_t day = 0; day < group.day_count; day++) {
    cvs_node *record = cvs_doc_record(doc, days, NULL);
    cvs_strbuf date = {0};
    cvs_calendar_add(&date, group.day[day]);
    cvs_doc_text(doc, record, "date", cvs_strbuf_text(&date));
    cvs_doc_close_text(doc, &date);
    cvs_node *arms = cvs_doc_list(doc, record, "arms");
    for (size_t arm = 0; arm < group.arm_count; arm++) {
      const cvs_sample *sample = &group.day_arm[day * group.arm_count + arm];
      cvs_node *counts = cvs_doc_record(doc, arms, NULL);
      cvs_doc_count(doc, counts, "visitors", sample->visitors);
      cvs_doc_count(doc, counts, "conversions", sample->conversions);
    }
  }
}

/* The rate of a day is drawn of the day's counts, which stand in the tree. */
static cvs_interval day_rate(const cvs_sample *sample) {
  if (sample->visitors == 0)
    return (cvs_interval){0};
  return (cvs_interval){
      .exists = true, .has_estimate = true, .estimate = (double)sample->conversions / (double)sample->visitors};
}

static void add_day_line(cvs_document *doc, cvs_picture *picture, const cvs_test_view *view, const cvs_group *group,
                         size_t arm) {
  cvs_picture_series *series = cvs_doc_series(doc, picture, CVS_SERIES_LINE, view->group->arm[arm].name);
  if (series != NULL)
    series->tint = arm;
  for (size_t day = 0; day < group->day_count; day++) {
    const cvs_picture_point point = {.x = (double)group->day[day],
                                     .drawn = day_rate(&group->day_arm[day * group->arm_count + arm])};
    cvs_doc_point(doc, series, &point);
  }
}

static cvs_picture *add_day_picture(cvs_document *doc, const char *title) {
  const cvs_picture days = {.kind = CVS_PICTURE_LINES,
                            .id = "days",
                            .title = title,
                            .description = "The conversion rate of each variant, day by day.",
                            .x = {.title = "day", .dates = true},
                            .y = {.title = "conversion rate of the day", .unit = CVS_UNIT_RATE}};
  return cvs_doc_picture(doc, &days);
}

/* More lines than this in one plot are a tangle: then each treatment has its picture, with the control behind it. */
static void add_days(cvs_document *doc, const cvs_test_view *view) {
  enum { TOGETHER_MAX = 3 };
  static const char title[] = "Daily conversion rates";
  cvs_group group;
  if (!shows_days(view, &group))
    return;
  const size_t control = view->group->control;
  if (group.arm_count <= TOGETHER_MAX) {
    cvs_picture *picture = add_day_picture(doc, title);
    for (size_t arm = 0; arm < group.arm_count; arm++)
      add_day_line(doc, picture, view, &group, arm);
    return;
  }
  for (size_t arm = 0; arm < group.arm_count && arm < CVS_PICTURE_ARMS_MAX; arm++) {
    if (arm == control)
      continue;
    cvs_picture *picture = add_day_picture(doc, cvs_build_title_of(doc, title, view->group->arm[arm].name));
    add_day_line(doc, picture, view, &group, control);
    add_day_line(doc, picture, view, &group, arm);
  }
}

/* All pairs are told apart by their position, not by an arm. */
static void add_lifts(cvs_document *doc, const cvs_test_view *view, const char *interval) {
  const cvs_test_group *group = view->group;
  cvs_picture *picture = cvs_build_lift_picture(doc, cvs_build_axis_title(doc, "lift", interval));
  const cvs_node *list = cvs_node_child(doc->root, "comparisons");
  for (size_t i = 0; i < group->comparison_count && picture != NULL; i++) {
    const cvs_node *record = cvs_node_item(list, i);
    const cvs_lift_row row = {.label = cvs_build_pair_label(doc, view, record)->value.text,
                              .lift = cvs_node_child(record, "lift"),
                              .arm = view->options->all_pairs ? i : group->comparison[i].treatment};
    cvs_build_lift_row(doc, picture, &row);
  }
  if (picture != NULL && view->options->all_pairs)
    picture->title = "Lift of each pair of variants";
}

void cvs_build_test_pictures(cvs_document *doc, const cvs_test_view *view, const char *interval) {
  if (!view->pictures || doc->failed)
    return;
  if (view->group->comparison_count > 0 && !view->group->data_broken)
    add_lifts(doc, view, interval);
  const char *rates = cvs_build_interval_title(doc, view->options->alpha, " interval");
  cvs_build_rate_picture(doc, cvs_build_axis_title(doc, "conversion rate", rates));
  add_days(doc, view);
}
