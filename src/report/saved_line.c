/* A saved result in a line: decision, lift, last day. */
#include "base/strbuf.h"
#include "base/utf8.h"
#include "report/saved.h"

#include <string.h>

static const char *say_by(cvs_saved_result *result, const cvs_json_place *group) {
  const cvs_json_place by = cvs_json_within(group, "by");
  cvs_strbuf text = {0};
  cvs_json_place value;
  void *cursor = NULL;
  while (cvs_json_next(&by, &cursor, &value)) {
    cvs_strbuf_add(&text, text.length > 0 ? ", " : "");
    cvs_strbuf_add(&text, value.key);
    cvs_strbuf_add(&text, " = ");
    cvs_strbuf_add(&text, cvs_json_get_string(&value));
  }
  char *copy = cvs_saved_alloc(result, text.length, 1);
  if (copy != NULL && text.length > 0)
    memcpy(copy, cvs_strbuf_text(&text), text.length);
  result->failed |= text.failed;
  cvs_strbuf_free(&text);
  return copy != NULL ? copy : "";
}

static const char *text_or_null(const cvs_json_place *place) {
  return cvs_json_is_null(place) ? NULL : cvs_json_get_string(place);
}

static void take_planned(const cvs_json_place *group, cvs_saved_line *out) {
  const cvs_json_place effect = cvs_json_within(group, "effect"), lift = cvs_json_within(&effect, "lift");
  if (!cvs_json_is_null(&lift))
    out->lift = (cvs_interval){.exists = true, .has_estimate = true, .estimate = cvs_take_number(&lift)};
}

cvs_status cvs_saved_result_line(cvs_saved_result *result, size_t group, cvs_saved_line *out, cvs_error *error) {
  cvs_json_place root;
  const cvs_json_place groups = cvs_saved_groups(result, &root), place = cvs_json_item(&groups, group);
  const cvs_json_place decision = cvs_json_within(&place, "decision"), code = cvs_json_within(&decision, "code");
  *out = (cvs_saved_line){.by = say_by(result, &place), .decision = text_or_null(&code)};
  if (result->reader->line != NULL)
    result->reader->line(result, group, out);
  take_planned(&place, out);
  return cvs_saved_status(result, error);
}

/* The last of a group's days: "days" is a list with dates, or a record with the last one. */
static bool find_day(const cvs_json_place *group, int64_t *day) {
  static const cvs_bind dated[] = {{.name = "date", .kind = CVS_BIND_DAY, .place = 0, .flag = CVS_NO_FLAG}};
  static const cvs_bind last[] = {{.name = "last", .kind = CVS_BIND_DAY, .place = 0, .flag = CVS_NO_FLAG}};
  const cvs_json_place days = cvs_json_within(group, "days"), end = cvs_json_within(&days, "last");
  if (!cvs_json_is_null(&end)) {
    CVS_BIND_TAKE(&days, last, day);
    return true;
  }
  if (cvs_json_size(&days) == 0 || days.value == NULL)
    return false;
  const cvs_json_place item = cvs_json_item(&days, cvs_json_size(&days) - 1), date = cvs_json_within(&item, "date");
  if (!cvs_json_is_null(&date))
    CVS_BIND_TAKE(&item, dated, day);
  return !cvs_json_is_null(&date);
}

bool cvs_saved_result_is_table(const cvs_saved_result *result) {
  return strcmp(result->command, "plan") == 0 && cvs_saved_is(result, "table", "yes");
}

bool cvs_saved_result_last_day(const cvs_saved_result *result, int64_t *day) {
  const cvs_json_place root = cvs_json_root(result->document), groups = cvs_json_within(&root, "groups");
  bool found = false;
  for (size_t i = 0; i < result->group_count; i++) {
    const cvs_json_place group = cvs_json_item(&groups, i);
    int64_t last = 0;
    if (!find_day(&group, &last))
      continue;
    *day = found && *day > last ? *day : last;
    found = true;
  }
  return found;
}
