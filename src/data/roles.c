/* The names that columns go by, and the delimiter that makes a header of them. */
#include "data/roles.h"
#include "base/error.h"
#include "base/utf8.h"
#include <string.h>

typedef struct role_name {
  const char *folded;
  cvs_role role;
  cvs_fit fit;
  bool is_weak_unit;
} role_name;

static const role_name names[] = {
    {"variant", CVS_ROLE_VARIANT, CVS_FIT_CANONICAL, false},
    {"group", CVS_ROLE_VARIANT, CVS_FIT_ALIAS, false},
    {"arm", CVS_ROLE_VARIANT, CVS_FIT_ALIAS, false},
    {"bucket", CVS_ROLE_VARIANT, CVS_FIT_ALIAS, false},
    {"variation", CVS_ROLE_VARIANT, CVS_FIT_ALIAS, false},
    {"version", CVS_ROLE_VARIANT, CVS_FIT_ALIAS, false},
    {"test_group", CVS_ROLE_VARIANT, CVS_FIT_ALIAS, false},
    {"experiment_group", CVS_ROLE_VARIANT, CVS_FIT_ALIAS, false},
    {"visitors", CVS_ROLE_VISITORS, CVS_FIT_CANONICAL, false},
    {"users", CVS_ROLE_VISITORS, CVS_FIT_ALIAS, false},
    {"n", CVS_ROLE_VISITORS, CVS_FIT_ALIAS, false},
    {"sample", CVS_ROLE_VISITORS, CVS_FIT_ALIAS, false},
    {"total", CVS_ROLE_VISITORS, CVS_FIT_ALIAS, false},
    {"sessions", CVS_ROLE_VISITORS, CVS_FIT_ALIAS, true},
    {"impressions", CVS_ROLE_VISITORS, CVS_FIT_ALIAS, true},
    {"exposures", CVS_ROLE_VISITORS, CVS_FIT_ALIAS, true},
    {"pageviews", CVS_ROLE_VISITORS, CVS_FIT_ALIAS, true},
    {"conversions", CVS_ROLE_CONVERSIONS, CVS_FIT_CANONICAL, false},
    {"converted", CVS_ROLE_CONVERSIONS, CVS_FIT_ALIAS, false},
    {"successes", CVS_ROLE_CONVERSIONS, CVS_FIT_ALIAS, false},
    {"signups", CVS_ROLE_CONVERSIONS, CVS_FIT_ALIAS, false},
    {"clicks", CVS_ROLE_CONVERSIONS, CVS_FIT_ALIAS, false},
    {"orders", CVS_ROLE_CONVERSIONS, CVS_FIT_ALIAS, false},
    {"purchases", CVS_ROLE_CONVERSIONS, CVS_FIT_ALIAS, false},
    {"converted", CVS_ROLE_CONVERTED, CVS_FIT_CANONICAL, false},
    {"conversion", CVS_ROLE_CONVERTED, CVS_FIT_ALIAS, false},
    {"success", CVS_ROLE_CONVERTED, CVS_FIT_ALIAS, false},
    {"user", CVS_ROLE_USER, CVS_FIT_CANONICAL, false},
    {"user_id", CVS_ROLE_USER, CVS_FIT_ALIAS, false},
    {"userid", CVS_ROLE_USER, CVS_FIT_ALIAS, false},
    {"uid", CVS_ROLE_USER, CVS_FIT_ALIAS, false},
    {"visitor_id", CVS_ROLE_USER, CVS_FIT_ALIAS, false},
    {"client_id", CVS_ROLE_USER, CVS_FIT_ALIAS, false},
    {"time", CVS_ROLE_TIME, CVS_FIT_CANONICAL, false},
    {"timestamp", CVS_ROLE_TIME, CVS_FIT_ALIAS, false},
    {"ts", CVS_ROLE_TIME, CVS_FIT_ALIAS, false},
    {"datetime", CVS_ROLE_TIME, CVS_FIT_ALIAS, false},
    {"event_time", CVS_ROLE_TIME, CVS_FIT_ALIAS, false},
    {"date", CVS_ROLE_DATE, CVS_FIT_CANONICAL, false},
    {"day", CVS_ROLE_DATE, CVS_FIT_ALIAS, false},
    {"event", CVS_ROLE_EVENT, CVS_FIT_CANONICAL, false},
    {"event_name", CVS_ROLE_EVENT, CVS_FIT_ALIAS, false},
    {"step", CVS_ROLE_EVENT, CVS_FIT_ALIAS, false},
    {"action", CVS_ROLE_EVENT, CVS_FIT_ALIAS, false},
    {"value", CVS_ROLE_VALUE, CVS_FIT_CANONICAL, false},
    {"revenue", CVS_ROLE_VALUE, CVS_FIT_ALIAS, false},
    {"amount", CVS_ROLE_VALUE, CVS_FIT_ALIAS, false},
    {"spend", CVS_ROLE_VALUE, CVS_FIT_ALIAS, false},
    {"order_value", CVS_ROLE_VALUE, CVS_FIT_ALIAS, false},
};
enum { NAME_COUNT = sizeof names / sizeof names[0] };

const char *cvs_role_name(cvs_role role) {
  for (size_t i = 0; i < NAME_COUNT; i++)
    if (names[i].role == role && names[i].fit == CVS_FIT_CANONICAL)
      return names[i].folded;
  return "";
}

cvs_fit cvs_role_fit(cvs_role role, const char *folded) {
  for (size_t i = 0; i < NAME_COUNT; i++)
    if (names[i].role == role && strcmp(names[i].folded, folded) == 0)
      return names[i].fit;
  return CVS_FIT_NONE;
}

bool cvs_role_is_weak_unit(const char *folded) {
  static const char *const before[] = {"step.", "#_of_", "number_of_", "no._of_", "unique_"};
  const char *name = folded;
  for (size_t i = 0; i < sizeof before / sizeof before[0]; i++)
    if (strncmp(name, before[i], strlen(before[i])) == 0)
      name += strlen(before[i]);
  for (size_t i = 0; i < NAME_COUNT; i++)
    if (names[i].is_weak_unit && strcmp(names[i].folded, name) == 0)
      return true;
  return false;
}

static bool is_known(const char *folded) {
  for (size_t i = 0; i < NAME_COUNT; i++)
    if (strcmp(names[i].folded, folded) == 0)
      return true;
  return false;
}

/* Room for folding names while a line is judged. Failure is sticky. */
typedef struct judge {
  const cvs_read_options *options;
  cvs_strbuf field;
  cvs_strbuf name;
  bool failed;
} judge;

static const char *fold(judge *j, cvs_strbuf *out, const char *text, size_t length) {
  cvs_strbuf_clear(out);
  cvs_utf8_add_folded(out, text, length);
  j->failed = j->failed || out->failed;
  return cvs_strbuf_text(out);
}

static bool is_among(judge *j, const char *const *list, size_t count, const char *folded) {
  for (size_t i = 0; i < count; i++)
    if (list[i] != NULL && strcmp(fold(j, &j->name, list[i], strlen(list[i])), folded) == 0)
      return true;
  return false;
}

static bool is_expected(judge *j, const char *text, size_t length) {
  if (length >= 2 && text[0] == '"' && text[length - 1] == '"') {
    text++;
    length -= 2;
  }
  const char *const folded = fold(j, &j->field, text, length);
  const cvs_read_options *const options = j->options;
  return is_known(folded) || is_among(j, options->column, CVS_ROLES, folded) ||
         is_among(j, options->by, options->by_count, folded) ||
         is_among(j, options->stratify, options->stratify_count, folded);
}

/* What a line is worth with one delimiter: a known name outweighs any number of fields. */
static size_t weigh(judge *j, const char *line, size_t length, char delimiter) {
  enum { KNOWN_WEIGHT = 1000, FIELDS_COUNTED = KNOWN_WEIGHT - 1 };
  size_t known = 0;
  size_t fields = 0;
  size_t begin = 0;
  bool quoted = false;
  for (size_t i = 0; i <= length && fields < FIELDS_COUNTED; i++) {
    quoted = i < length && line[i] == '"' ? !quoted : quoted;
    if (i < length && (quoted || line[i] != delimiter))
      continue;
    known += is_expected(j, line + begin, i - begin) ? 1 : 0;
    fields++;
    begin = i + 1;
  }
  return known * KNOWN_WEIGHT + fields;
}

cvs_status cvs_delimiter_find(const char *line, size_t length, const cvs_read_options *options, char *out,
                              cvs_error *error) {
  static const char candidates[] = {',', ';', '\t', '|'};
  judge j = {.options = options};
  size_t best = 0;
  *out = ',';
  for (size_t i = 0; i < sizeof candidates; i++) {
    const size_t weight = weigh(&j, line, length, candidates[i]);
    if (weight > best)
      *out = candidates[i];
    best = weight > best ? weight : best;
  }
  cvs_strbuf_free(&j.field);
  cvs_strbuf_free(&j.name);
  return j.failed ? cvs_fail_memory(error) : CVS_OK;
}
