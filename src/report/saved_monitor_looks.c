/* The looks of a saved result of `monitor`. */
#include "report/saved_check.h"
#include "report/saved_monitor.h"

/* A figure that may be null. */
#define MAYBE(name, member) CVS_BIND_IF(NUMBER, name, cvs_monitor_comparison, member.value, member.exists)

static const cvs_bind comparison_rows[] = {
    MAYBE("z", z),
    MAYBE("p_nominal", p_nominal),
    CVS_BIND(NUMBER, "ln_p_nominal", cvs_monitor_comparison, ln_p_nominal),
    MAYBE("information", information),
    MAYBE("bound_upper", bound_upper),
    MAYBE("bound_lower", bound_lower),
    MAYBE("bound_futility", bound_futility),
    MAYBE("alpha_spent", alpha_spent),
    MAYBE("p_value_always_valid", p_value),
    CVS_BIND(NUMBER, "ln_p_value_always_valid", cvs_monitor_comparison, ln_p_value),
    MAYBE("e_value", e_value),
    CVS_BIND(NUMBER, "ln_e_value", cvs_monitor_comparison, ln_e_value),
    CVS_BIND(INTERVAL, "difference", cvs_monitor_comparison, difference),
    CVS_BIND(INTERVAL, "lift", cvs_monitor_comparison, lift),
    MAYBE("conditional_power", power_planned),
    MAYBE("conditional_power_trend", power_trend),
    MAYBE("predictive_power", power_predictive),
    CVS_BIND_ONE_OF("action", cvs_monitor_comparison, action, cvs_saved_monitor_codes),
};
static const cvs_bind reading_rows[] = {
    CVS_BIND_ONE_OF("fixed", cvs_monitor_readings, fixed, cvs_saved_monitor_codes),
    CVS_BIND_ONE_OF("group_sequential", cvs_monitor_readings, group, cvs_saved_monitor_codes),
    CVS_BIND_ONE_OF("anytime", cvs_monitor_readings, anytime, cvs_saved_monitor_codes),
};
static const cvs_bind look_rows[] = {
    CVS_BIND(SIZE, "look", cvs_monitor_look, number),
    CVS_BIND(DAY, "date", cvs_monitor_look, date),
    CVS_BIND(SIZE, "planned_look", cvs_monitor_look, planned),
    CVS_BIND(BOOL, "recorded", cvs_monitor_look, recorded),
    CVS_BIND(NUMBER, "srm_p_value", cvs_monitor_look, split.p_value),
    CVS_BIND(NUMBER, "srm_ln_p_value", cvs_monitor_look, split.ln_p_value),
    CVS_BIND_IF(NUMBER, "information", cvs_monitor_look, information.value, information.exists),
};

static void take_readings(cvs_saved_result *result, const cvs_json_place *list, size_t count, cvs_monitor_look *out) {
  const cvs_json_place first = cvs_json_item(list, 0), said = cvs_json_within(&first, "readings");
  if (count == 0 || cvs_json_is_null(&said))
    return;
  cvs_monitor_readings *readings = cvs_saved_alloc(result, count, sizeof *readings);
  for (size_t i = 0; i < count && readings != NULL; i++) {
    const cvs_json_place item = cvs_json_item(list, i), record = cvs_json_within(&item, "readings");
    CVS_BIND_TAKE(&record, reading_rows, &readings[i]);
  }
  out->readings = readings;
}

static void take_look(cvs_saved_result *result, const cvs_json_place *place, const cvs_monitor_group *group,
                      cvs_monitor_look *out) {
  const cvs_json_place list = cvs_json_within(place, "comparisons");
  const size_t wanted = group->comparison_count, count = cvs_json_length(&list, wanted, wanted);
  cvs_monitor_comparison *comparison = cvs_saved_alloc(result, wanted, sizeof *comparison);
  CVS_BIND_TAKE(place, look_rows, out);
  out->arm = cvs_saved_monitor_arms(result, place, group->arm_count);
  for (size_t i = 0; i < count && comparison != NULL; i++) {
    const cvs_json_place item = cvs_json_item(&list, i);
    CVS_BIND_TAKE(&item, comparison_rows, &comparison[i]);
    comparison[i].treatment = group->treatment[i].treatment;
  }
  out->comparison = comparison;
  take_readings(result, &list, count, out);
}

static void take_next(cvs_saved_result *result, const cvs_json_place *group, cvs_monitor_group *out) {
  static const cvs_bind rows[] = {CVS_BIND(SIZE, "look", cvs_monitor_next, look),
                                  CVS_BIND(SIZE, "looks", cvs_monitor_next, looks),
                                  CVS_BIND(NUMBER, "information", cvs_monitor_next, information),
                                  CVS_BIND(COUNT, "visitors_total", cvs_monitor_next, visitors_total),
                                  CVS_BIND_IF(DAY, "date", cvs_monitor_next, date, has_date),
                                  CVS_BIND(COUNT, "visitors_end", cvs_monitor_next, visitors_end),
                                  CVS_BIND(DAY, "date_end", cvs_monitor_next, date_end),
                                  CVS_BIND(NUMBER, "visitors_a_day", cvs_monitor_next, pace)};
  const cvs_json_place place = cvs_json_within(group, "next");
  cvs_monitor_next *next = cvs_json_is_null(&place) ? NULL : cvs_saved_alloc(result, 1, sizeof *next);
  if (next != NULL)
    CVS_BIND_TAKE(&place, rows, next);
  out->next = next;
}

static void take_compared(cvs_saved_result *result, const cvs_json_place *group, cvs_monitor_group *out) {
  static const cvs_bind rows[] = {CVS_BIND(NUMBER, "fixed_false_positive_rate", cvs_monitor_compared, fixed_error),
                                  CVS_BIND(SIZE, "fixed_looks", cvs_monitor_compared, fixed_looks),
                                  CVS_BIND(BOOL, "assumed_plan", cvs_monitor_compared, assumed_plan),
                                  CVS_BIND(SIZE, "assumed_looks", cvs_monitor_compared, assumed_looks)};
  const cvs_json_place place = cvs_json_within(group, "compare"), looks = cvs_json_within(group, "looks");
  cvs_monitor_compared *compared = cvs_json_is_null(&place) ? NULL : cvs_saved_alloc(result, 1, sizeof *compared);
  if (compared == NULL)
    return;
  CVS_BIND_TAKE(&place, rows, compared);
  out->compared = compared;
  for (size_t i = 0; i < out->look_count; i++)
    if (out->look[i].readings == NULL && out->comparison_count > 0) {
      const cvs_json_place look = cvs_json_item(&looks, i), list = cvs_json_within(&look, "comparisons");
      const cvs_json_place first = cvs_json_item(&list, 0), said = cvs_json_within(&first, "readings");
      cvs_json_refuse(&said, "what each reader would have said, since they are compared");
    }
}

/* Counts of a day are those of all days up to it: none of them falls, and none is above that of the last day. */
static void check_look(const cvs_json_place *place, const cvs_monitor_group *found, const cvs_sample *before,
                       const cvs_sample *own) {
  const cvs_json_place list = cvs_json_within(place, "arms");
  for (size_t i = 0; i < found->arm_count; i++) {
    const cvs_json_place arm = cvs_json_item(&list, i), visitors = cvs_json_within(&arm, "visitors");
    const cvs_json_place conversions = cvs_json_within(&arm, "conversions");
    const cvs_sample *last = &found->arm[i].sample;
    cvs_saved_check_most(&visitors, own[i].visitors, last->visitors, "of the last day");
    if (before != NULL && before[i].visitors > own[i].visitors)
      cvs_json_refuse(&visitors, "at least those of the look before");
    cvs_saved_check_most(&conversions, own[i].conversions, own[i].visitors, "visitors of that day");
    cvs_saved_check_most(&conversions, own[i].conversions, last->conversions, "of the last day");
    if (before != NULL && before[i].conversions > own[i].conversions)
      cvs_json_refuse(&conversions, "at least those of the look before");
  }
}

static void check_counts(const cvs_json_place *group, const cvs_monitor_group *found) {
  const cvs_json_place list = cvs_json_within(group, "looks"), now = cvs_json_within(group, "now");
  const cvs_sample *before = NULL;
  for (size_t i = 0; i < found->look_count && found->look[i].arm != NULL; i++) {
    const cvs_json_place look = cvs_json_item(&list, i);
    check_look(&look, found, before, found->look[i].arm);
    before = found->look[i].arm;
  }
  if (found->now != NULL && found->now->arm != NULL)
    check_look(&now, found, before, found->now->arm);
}

/* The look that decided must be one of the looks. */
static void check_looks(const cvs_json_place *group, const cvs_monitor_group *found) {
  const cvs_json_place decision = cvs_json_within(group, "decision"), look = cvs_json_within(&decision, "look");
  bool known = found->decided_look == 0;
  for (size_t i = 0; i < found->look_count && !known; i++)
    known = found->look[i].number == found->decided_look;
  if (!known)
    cvs_json_refuse(&look, "the number of a look");
}

void cvs_saved_monitor_looks(cvs_saved_result *result, const cvs_json_place *group, cvs_monitor_group *out) {
  const cvs_json_place list = cvs_json_within(group, "looks"), now = cvs_json_within(group, "now");
  const size_t count = cvs_json_size(&list);
  cvs_monitor_look *look = cvs_saved_alloc(result, count + 1, sizeof *look);
  if (look == NULL)
    return;
  for (size_t i = 0; i < count; i++) {
    const cvs_json_place item = cvs_json_item(&list, i);
    take_look(result, &item, out, &look[i]);
  }
  out->look = look;
  out->look_count = count;
  if (!cvs_json_is_null(&now)) {
    take_look(result, &now, out, &look[count]);
    out->now = &look[count];
  }
  take_next(result, group, out);
  take_compared(result, group, out);
  check_looks(group, out);
  check_counts(group, out);
}
