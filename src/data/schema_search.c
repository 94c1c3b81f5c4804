/* The search for columns in a header. */
#include "data/schema_search.h"
#include "base/error.h"
#include "base/utf8.h"
#include "data/problem.h"
#include "data/roles.h"
#include <string.h>

cvs_status cvs_search_start(cvs_search *s) {
  cvs_strbuf folded = {0};
  const size_t count = s->header->count;
  s->folded = cvs_arena_alloc(s->arena, (count + 1) * sizeof *s->folded);
  s->taken = cvs_arena_alloc(s->arena, count + 1);
  s->passed = cvs_arena_alloc(s->arena, count + 1);
  s->filtered = cvs_arena_alloc(s->arena, count + 1);
  s->taker = cvs_arena_alloc(s->arena, (count + 1) * sizeof *s->taker);
  bool failed = s->folded == NULL || s->taken == NULL || s->taker == NULL || s->passed == NULL || s->filtered == NULL;
  for (size_t i = 0; i < count && !failed; i++) {
    cvs_strbuf_clear(&folded);
    cvs_utf8_add_folded(&folded, s->header->column[i], strlen(s->header->column[i]));
    s->folded[i] = cvs_arena_copy(s->arena, cvs_strbuf_text(&folded), folded.length);
    failed = folded.failed || s->folded[i] == NULL;
  }
  cvs_strbuf_free(&folded);
  return failed ? cvs_fail_memory(s->error) : CVS_OK;
}

static cvs_status fail_unknown(const cvs_search *s, const char *name, const char *option) {
  char shown[CVS_SHOWN_MAX];
  char guess[CVS_SHOWN_MAX];
  char list[CVS_SHOWN_LIST_MAX];
  const char *const near = cvs_utf8_nearest(name, s->header->column, s->header->count);
  return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                     "there is no column %s for --%s%s%s%s, expected one of %s", cvs_show_value(shown, name), option,
                     near == NULL ? "" : " (did you mean ", near == NULL ? "" : cvs_show_value(guess, near),
                     near == NULL ? "" : "?)", cvs_show_list(list, s->header->column, s->header->count));
}

/* How many columns have a name, to the letter or else folded, and the first of them. */
static cvs_status count_named(const cvs_search *s, const char *name, size_t *count, size_t *first) {
  cvs_strbuf folded = {0};
  size_t exact = 0;
  size_t alike = 0;
  size_t alike_at = CVS_NO_COLUMN;
  cvs_utf8_add_folded(&folded, name, strlen(name));
  *first = CVS_NO_COLUMN;
  for (size_t i = s->header->count; i-- > 0;) {
    if (strcmp(s->header->column[i], name) == 0) {
      exact++;
      *first = i;
    }
    if (strcmp(s->folded[i], cvs_strbuf_text(&folded)) == 0) {
      alike++;
      alike_at = i;
    }
  }
  const bool failed = folded.failed;
  cvs_strbuf_free(&folded);
  *first = exact > 0 ? *first : alike_at;
  *count = exact > 0 ? exact : alike;
  return failed ? cvs_fail_memory(s->error) : CVS_OK;
}

cvs_status cvs_search_peek(const cvs_search *s, const char *name, size_t *out) {
  size_t count = 0;
  const cvs_status status = count_named(s, name, &count, out);
  *out = count == 1 ? *out : CVS_NO_COLUMN;
  return status;
}

cvs_status cvs_search_named(const cvs_search *s, const char *name, const char *option, size_t *out) {
  char shown[CVS_SHOWN_MAX];
  size_t count = 0;
  const cvs_status status = count_named(s, name, &count, out);
  if (status != CVS_OK || count == 1)
    return status;
  if (count == 0)
    return fail_unknown(s, name, option);
  return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                     "%zu columns are called %s, expected one for --%s", count, cvs_show_value(shown, name), option);
}

cvs_status cvs_search_take(cvs_search *s, size_t column, const char *option) {
  char shown[CVS_SHOWN_MAX];
  if (s->taken[column])
    return cvs_fail_at(s->error, CVS_EUSAGE, s->header->source, s->header->line,
                       "column %s is named twice, by --%s as well, expected one role a column",
                       cvs_show_value(shown, s->header->column[column]), option);
  s->taken[column] = true;
  s->taker[column] = option;
  return CVS_OK;
}

static bool is_column(const cvs_search *s, const char *name) {
  for (size_t i = 0; i < s->header->count; i++)
    if (strcmp(s->header->column[i], name) == 0)
      return true;
  return false;
}

/* --converted COL=VALUE: the name of the column; its value is kept in the schema. */
static const char *split_converted(cvs_search *s, const char *named) {
  const char *const equals = strrchr(named, '=');
  if (equals == NULL || equals == named || is_column(s, named))
    return named;
  s->schema->converted = equals + 1;
  return cvs_arena_copy(s->arena, named, (size_t)(equals - named));
}

/* --user none: there are no users, whatever columns are called; --variant @file: nor variants; --event @file: nor
 * events. */
static bool is_refused(const cvs_wants *wants, int role) {
  const char *const user = wants->options->column[CVS_ROLE_USER];
  if (role == CVS_ROLE_VARIANT)
    return wants->variant_is_file;
  if (role == CVS_ROLE_EVENT)
    return wants->event_is_file;
  return role == CVS_ROLE_USER && user != NULL && strcmp(user, "none") == 0;
}

/* Names that fit the log need not fit the assignments beside it, and those that say who is assigned need not fit the
 * log: file.c checks that one of them has the column. */
static bool may_be_elsewhere(const cvs_search *s, cvs_role role) {
  const bool is_assigned = s->wants->options->assignments != NULL;
  return s->schema->is_assignments || (is_assigned && (role == CVS_ROLE_VARIANT || role == CVS_ROLE_TIME));
}

static cvs_status take_role(cvs_search *s, cvs_role role) {
  const char *const option = cvs_role_name(role);
  const char *const given = s->wants->options->column[role];
  const char *const name = role == CVS_ROLE_CONVERTED ? split_converted(s, given) : given;
  if (name == NULL)
    return cvs_fail_memory(s->error);
  cvs_status status = cvs_search_peek(s, name, &s->found[role].first);
  if (status != CVS_OK || (may_be_elsewhere(s, role) && s->found[role].first == CVS_NO_COLUMN))
    return status;
  status = cvs_search_named(s, name, option, &s->found[role].first);
  if (status == CVS_OK)
    status = cvs_search_take(s, s->found[role].first, option);
  s->by_hand[role] = status == CVS_OK;
  return status;
}

cvs_status cvs_search_by_hand(cvs_search *s) {
  const cvs_read_options *const options = s->wants->options;
  for (int role = 0; role < CVS_ROLES; role++) {
    s->found[role] = (cvs_candidates){CVS_NO_COLUMN, CVS_NO_COLUMN};
    if (options->column[role] == NULL || is_refused(s->wants, role))
      continue;
    const cvs_status status = take_role(s, (cvs_role)role);
    if (status != CVS_OK)
      return status;
  }
  return CVS_OK;
}

/* The best fitting columns that nobody has named, of those in --where or of those that are not. */
static void find_role(cvs_search *s, cvs_role role, bool filtered) {
  cvs_candidates *const found = &s->found[role];
  cvs_fit best = CVS_FIT_NONE;
  *found = (cvs_candidates){CVS_NO_COLUMN, CVS_NO_COLUMN};
  for (size_t i = 0; i < s->header->count; i++) {
    const bool is_free = !s->taken[i] && !s->passed[i] && s->filtered[i] == filtered;
    const cvs_fit fit = is_free ? cvs_role_fit(role, s->folded[i]) : CVS_FIT_NONE;
    if (fit == CVS_FIT_NONE || fit < best)
      continue;
    *found = (cvs_candidates){fit > best ? i : found->first, fit > best ? CVS_NO_COLUMN : i};
    best = fit;
  }
}

void cvs_search_by_name(cvs_search *s) {
  for (int role = 0; role < CVS_ROLES; role++) {
    if (s->by_hand[role] || is_refused(s->wants, role))
      continue;
    find_role(s, (cvs_role)role, false);
    if (s->found[role].first == CVS_NO_COLUMN)
      find_role(s, (cvs_role)role, true);
  }
}

bool cvs_search_has(const cvs_search *s, cvs_role role) {
  return s->found[role].first != CVS_NO_COLUMN;
}

static cvs_status fail_conflict(const cvs_search *s, cvs_role role) {
  char first[CVS_SHOWN_MAX];
  char second[CVS_SHOWN_MAX];
  const char *const name = cvs_role_name(role);
  const char *const *const column = s->header->column;
  const cvs_candidates *const found = &s->found[role];
  if (strcmp(column[found->first], column[found->second]) == 0)
    return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                       "columns %zu and %zu are both called %s, expected one %s column", found->first + 1,
                       found->second + 1, cvs_show_value(first, column[found->first]), name);
  return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                     "columns %s and %s can both be the %s, expected one, or --%s COL to choose",
                     cvs_show_value(first, column[found->first]), cvs_show_value(second, column[found->second]), name,
                     name);
}

static bool is_any_role_found(const cvs_search *s) {
  for (int role = 0; role < CVS_ROLES; role++)
    if (cvs_search_has(s, (cvs_role)role))
      return true;
  return false;
}

const char *cvs_search_by_option(const cvs_search *s) {
  const char *const option = s->wants->options->by_option;
  return option != NULL ? option : "by";
}

size_t cvs_search_taken(const cvs_search *s, cvs_role role) {
  for (size_t i = 0; i < s->header->count; i++) {
    const bool by_list = s->taken[i] && s->taker[i] != NULL &&
                         (strcmp(s->taker[i], cvs_search_by_option(s)) == 0 || strcmp(s->taker[i], "experiment") == 0 ||
                          strcmp(s->taker[i], "stratify") == 0);
    if (by_list && cvs_role_fit(role, s->folded[i]) != CVS_FIT_NONE)
      return i;
  }
  return CVS_NO_COLUMN;
}

static cvs_status fail_taken_variant(const cvs_search *s, size_t column) {
  char shown[CVS_SHOWN_MAX];
  return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                     "--%s takes column %s, and no other is left for the variant, expected --%s without it (each "
                     "variant is an arm anyway), or --variant COL",
                     s->taker[column], cvs_show_value(shown, s->header->column[column]), s->taker[column]);
}

/* A funnel of counts has steps for conversions; columns that are not called step.NAME must be named. */
static cvs_status fail_steps(const cvs_search *s) {
  char list[CVS_SHOWN_LIST_MAX];
  return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                     "there is no column step.NAME for a step among %s, expected --steps A,B,C with the columns of the "
                     "steps",
                     cvs_show_list(list, s->header->column, s->header->count));
}

static cvs_status fail_missing(const cvs_search *s, cvs_role role) {
  if (role == CVS_ROLE_VARIANT && cvs_search_taken(s, role) != CVS_NO_COLUMN)
    return fail_taken_variant(s, cvs_search_taken(s, role));
  if (role == CVS_ROLE_CONVERSIONS && s->wants->options->first_step_enters && s->wants->options->steps.count == 0)
    return fail_steps(s);
  char list[CVS_SHOWN_LIST_MAX];
  char guess[CVS_SHOWN_MAX];
  if (!is_any_role_found(s))
    return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                       "the first line has no known column in %s, expected a header such as "
                       "variant,visitors,conversions, or --variant COL and the like",
                       cvs_show_list(list, s->header->column, s->header->count));
  const char *const name = cvs_role_name(role);
  const char *const near = cvs_utf8_nearest(name, s->header->column, s->header->count);
  return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                     "there is no column for the %s among %s, expected one, or --%s %s%s",
                     role == CVS_ROLE_CONVERTED ? "conversion of a user (0 or 1)" : name,
                     cvs_show_list(list, s->header->column, s->header->count), name,
                     near == NULL ? "COL" : cvs_show_value(guess, near), role == CVS_ROLE_TIME ? " or --date COL" : "");
}

cvs_status cvs_search_settle(const cvs_search *s, cvs_role role, bool needed) {
  s->schema->role[role] = s->found[role].first;
  if (s->found[role].second != CVS_NO_COLUMN)
    return fail_conflict(s, role);
  return needed && !cvs_search_has(s, role) ? fail_missing(s, role) : CVS_OK;
}
