/* Arms, sample ratio and findings of a saved group. */
#include "base/strbuf.h"
#include "report/saved.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- findings --- */

static cvs_finding_code find_code(const cvs_json_place *place) {
  const char *id = cvs_json_get_string(place);
  for (size_t code = 0; code < CVS_FINDINGS; code++)
    if (strcmp(cvs_finding_id((cvs_finding_code)code), id) == 0)
      return (cvs_finding_code)code;
  cvs_json_refuse(place, "a warning that this version knows");
  return CVS_FINDING_SRM_MISMATCH;
}

/* "comparisons[2].lift" is about comparison 2 and its lift; "arms[1]" about arm 1; "srm" about the group. */
static void take_field(cvs_saved_result *result, const char *path, cvs_finding *out) {
  const char *bracket = strchr(path, '[');
  out->arm = SIZE_MAX;
  out->field = path;
  if (bracket == NULL)
    return;
  out->arm = (size_t)strtoul(bracket + 1, NULL, 10);
  const char *dot = strchr(bracket, '.');
  if (dot != NULL) {
    out->field = dot + 1;
    return;
  }
  const size_t length = (size_t)(bracket - path);
  char *field = cvs_saved_alloc(result, length, 1);
  if (field != NULL)
    memcpy(field, path, length);
  out->field = field != NULL ? field : "";
}

void cvs_saved_finding(cvs_saved_result *result, const cvs_json_place *warning, cvs_finding *out) {
  const cvs_json_place code = cvs_json_within(warning, "code"), message = cvs_json_within(warning, "message");
  const cvs_json_place field = cvs_json_within(warning, "field");
  out->code = find_code(&code);
  out->said = cvs_json_get_string(&message);
  take_field(result, cvs_json_get_string(&field), out);
}

/* Warnings stand in the order of the groups; one without a group is of the group that comes next. */
static bool is_of_group(const cvs_json_place *warning, const cvs_json_place *by) {
  const cvs_json_place group = cvs_json_within(warning, "group");
  return cvs_json_is_null(&group) || cvs_json_same(&group, by);
}

void cvs_saved_findings(cvs_saved_result *result, const cvs_json_place *group, const cvs_finding **out, size_t *count) {
  const cvs_json_place root = cvs_json_root(result->document), warnings = cvs_json_within(&root, "warnings");
  const cvs_json_place by = cvs_json_within(group, "by");
  const size_t first = result->warnings_taken, all = cvs_json_size(&warnings);
  for (; result->warnings_taken < all; result->warnings_taken++) {
    const cvs_json_place warning = cvs_json_item(&warnings, result->warnings_taken);
    if (!is_of_group(&warning, &by))
      break;
  }
  *count = result->warnings_taken - first;
  cvs_finding *finding = cvs_saved_alloc(result, *count, sizeof *finding);
  for (size_t i = 0; i < *count && finding != NULL; i++) {
    const cvs_json_place warning = cvs_json_item(&warnings, first + i);
    cvs_saved_finding(result, &warning, &finding[i]);
  }
  *count = finding != NULL ? *count : 0;
  *out = finding;
}

/* --- arms and their split --- */

/* The share whose product with the total is the expected count again, to the last digit. */
static double find_share(double expected, double total) {
  const double share = expected / total;
  const double near[] = {share, nextafter(share, 0), nextafter(share, 1)};
  for (size_t i = 0; i < sizeof near / sizeof *near; i++)
    if (!(near[i] * total < expected) && !(near[i] * total > expected))
      return near[i];
  return share;
}

static void take_shares(const cvs_json_place *srm, cvs_arm_result *arms, size_t count) {
  const cvs_json_place expected = cvs_json_within(srm, "expected");
  uint64_t total = 0;
  for (size_t i = 0; i < count; i++)
    total += arms[i].sample.visitors;
  for (size_t i = 0; i < count && total > 0 && !cvs_json_is_null(&expected); i++) {
    const cvs_json_place of = cvs_json_item(&expected, i);
    arms[i].share = find_share(cvs_take_number(&of), (double)total);
  }
}

static void take_arms(cvs_saved_result *result, const cvs_json_place *group, cvs_test_group *out) {
  static const cvs_bind rows[] = {CVS_BIND(TEXT, "name", cvs_arm_result, name),
                                  CVS_BIND(COUNT, "visitors", cvs_arm_result, sample.visitors),
                                  CVS_BIND(COUNT, "entered", cvs_arm_result, sample.visitors), /* of a funnel */
                                  CVS_BIND(COUNT, "conversions", cvs_arm_result, sample.conversions),
                                  CVS_BIND(INTERVAL, "rate", cvs_arm_result, rate)};
  const cvs_json_place list = cvs_json_within(group, "arms"), srm = cvs_json_within(group, "srm");
  const size_t count = cvs_json_size(&list);
  cvs_arm_result *arms = cvs_saved_alloc(result, count, sizeof *arms);
  for (size_t i = 0; i < count && arms != NULL; i++) {
    const cvs_json_place arm = cvs_json_item(&list, i);
    const cvs_json_place conversions = cvs_json_within(&arm, "conversions");
    CVS_BIND_TAKE(&arm, rows, &arms[i]);
    if (arms[i].sample.conversions > arms[i].sample.visitors)
      cvs_json_refuse(&conversions, "at most as many as there are visitors");
  }
  if (arms != NULL)
    arms[count].name = ""; /* stands behind them for a name that is none of theirs, which was refused */
  out->arm = arms;
  out->arm_count = arms != NULL ? count : 0;
  if (!cvs_json_is_null(&srm))
    take_shares(&srm, arms, out->arm_count);
  const cvs_json_place before = cvs_json_within(group, "srm_before"), units = cvs_json_within(&before, "visitors");
  for (size_t i = 0; i < out->arm_count && !cvs_json_is_null(&before); i++) {
    const cvs_json_place unit = cvs_json_item(&units, i);
    arms[i].before = cvs_json_get_whole(&unit, 0, CVS_COUNT_MAX);
  }
}

static void take_split(const cvs_json_place *group, cvs_test_group *out) {
  static const cvs_bind srm_rows[] = {CVS_BIND(BOOL, "assumed", cvs_test_group, srm_assumed),
                                      CVS_BIND_IF(NUMBER, "statistic", cvs_test_group, srm.statistic, has_srm),
                                      CVS_BIND(NUMBER, "df", cvs_test_group, srm.df),
                                      CVS_BIND(NUMBER, "p_value", cvs_test_group, srm.p_value),
                                      CVS_BIND(NUMBER, "ln_p_value", cvs_test_group, srm.ln_p_value),
                                      CVS_BIND(NUMBER, "p_value_adjusted_over_groups", cvs_test_group, srm_p_adjusted),
                                      CVS_BIND(BOOL, "mismatch", cvs_test_group, srm_mismatch)};
  static const cvs_bind before_rows[] = {CVS_BIND(NUMBER, "statistic", cvs_test_group, srm_before.statistic),
                                         CVS_BIND(NUMBER, "df", cvs_test_group, srm_before.df),
                                         CVS_BIND(NUMBER, "p_value", cvs_test_group, srm_before.p_value),
                                         CVS_BIND(NUMBER, "ln_p_value", cvs_test_group, srm_before.ln_p_value),
                                         CVS_BIND(BOOL, "mismatch", cvs_test_group, before_mismatch)};
  static const cvs_bind rows[] = {CVS_BIND_HERE("srm", srm_rows),
                                  CVS_BIND_HERE_IF("srm_before", cvs_test_group, has_before, before_rows)};
  CVS_BIND_TAKE(group, rows, out);
  const cvs_json_place srm = cvs_json_within(group, "srm"), method = cvs_json_within(&srm, "method");
  out->srm.exact = !cvs_json_is_null(&method) && strcmp(cvs_json_get_string(&method), "exact-multinomial") == 0;
}

size_t cvs_saved_arm(const cvs_test_group *group, const cvs_json_place *place) {
  const char *name = cvs_json_get_string(place);
  for (size_t i = 0; i < group->arm_count; i++)
    if (strcmp(group->arm[i].name, name) == 0)
      return i;
  cvs_json_refuse(place, "the name of an arm");
  return 0;
}

static bool is_broken(const cvs_test_group *group) {
  size_t visited = 0;
  for (size_t i = 0; i < group->arm_count; i++)
    visited += group->arm[i].sample.visitors > 0;
  return visited < 2 || group->arm[group->control].sample.visitors == 0;
}

void cvs_saved_frame(cvs_saved_result *result, const cvs_json_place *group, size_t index, cvs_test_group *out) {
  const cvs_json_place arms = cvs_json_within(group, "arms"), control = cvs_json_within(group, "control");
  out->decided = SIZE_MAX;
  take_arms(result, group, out);
  take_split(group, out);
  out->group = result->group_of[index];
  if (!cvs_json_is_null(&control))
    out->control = cvs_saved_find(&arms, "name", cvs_json_get_string(&control));
  if (out->control >= out->arm_count && control.value != NULL) {
    cvs_json_refuse(&control, "the name of an arm");
    out->control = 0;
  }
  out->data_broken = out->arm_count == 0 || is_broken(out);
  cvs_saved_findings(result, group, &out->finding, &out->finding_count);
}
