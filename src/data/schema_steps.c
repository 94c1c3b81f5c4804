/* The columns of steps, and that of the goal, where rows are counts or users. */
#include "base/error.h"
#include "data/problem.h"
#include "data/roles.h"
#include "data/schema_search.h"
#include <stdio.h>
#include <string.h>

/* Columns of counts that `convstat count` writes for steps. */
static const char step_prefix[] = "step.";
enum { STEP_PREFIX = sizeof step_prefix - 1, NAME_MAX_SHOWN = 256 };

/* --user none, although a column is called like one of users. */
static bool is_user_refused(const cvs_search *s) {
  const char *const user = s->wants->options->column[CVS_ROLE_USER];
  if (user == NULL || strcmp(user, "none") != 0)
    return false;
  for (size_t i = 0; i < s->header->count; i++)
    if (!s->taken[i] && cvs_role_fit(CVS_ROLE_USER, s->folded[i]) != CVS_FIT_NONE)
      return true;
  return false;
}

static cvs_status fail_two_steps(const cvs_search *s, size_t column, size_t other, const char *option) {
  char first[CVS_SHOWN_MAX];
  char second[CVS_SHOWN_MAX];
  return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                     "columns %s and %s can both be that of --%s, expected one of them",
                     cvs_show_value(first, s->header->column[column]), cvs_show_value(second, s->header->column[other]),
                     option);
}

/* Would the file be a log of events but for an option? Then the role of which it has taken the column; CVS_ROLES: no.
 * A column that is no user's by --user none counts as taken. */
static cvs_role find_lost_role(const cvs_search *s) {
  static const cvs_role needed[] = {CVS_ROLE_USER, CVS_ROLE_EVENT, CVS_ROLE_TIME};
  cvs_role lost = CVS_ROLES;
  if (s->wants->options->shape != CVS_SHAPE_AUTO)
    return CVS_ROLES;
  for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
    if (cvs_search_has(s, needed[i]))
      continue;
    const bool is_refused = needed[i] == CVS_ROLE_USER && is_user_refused(s);
    if (cvs_search_taken(s, needed[i]) == CVS_NO_COLUMN && !is_refused)
      return CVS_ROLES;
    lost = lost == CVS_ROLES ? needed[i] : lost;
  }
  return lost;
}

/* Nobody asks for a column called like an event: the file is a log for whoever reads it, and an option that says
 * otherwise is the cause. */
static cvs_status fail_lost(const cvs_search *s, const char *name, const char *option, cvs_role lost) {
  char shown[CVS_SHOWN_MAX];
  char column[CVS_SHOWN_MAX];
  const size_t taken = cvs_search_taken(s, lost);
  if (taken == CVS_NO_COLUMN)
    return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                       "there is no column %s for --%s, and without users (--user none) the file is no log of events, "
                       "expected --user COL for a log",
                       cvs_show_value(shown, name), option);
  return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                     "there is no column %s for --%s, and as --%s takes column %s the file is no log of events, "
                     "expected --%s without it for a log, or --%s COL",
                     cvs_show_value(shown, name), option, s->taker[taken],
                     cvs_show_value(column, s->header->column[taken]), s->taker[taken], cvs_role_name(lost));
}

/* The column of a step: NAME, or step.NAME. */
static cvs_status find_step(cvs_search *s, const char *name, const char *option, size_t *out) {
  char prefixed[NAME_MAX_SHOWN];
  size_t other = CVS_NO_COLUMN;
  cvs_status status = cvs_search_peek(s, name, out);
  const int length = snprintf(prefixed, sizeof prefixed, "%s%s", step_prefix, name);
  if (status == CVS_OK && length > 0 && (size_t)length < sizeof prefixed)
    status = cvs_search_peek(s, prefixed, &other);
  if (status == CVS_OK && *out != CVS_NO_COLUMN && other != CVS_NO_COLUMN)
    return fail_two_steps(s, *out, other, option);
  *out = *out == CVS_NO_COLUMN ? other : *out;
  const cvs_role lost = status == CVS_OK && *out == CVS_NO_COLUMN ? find_lost_role(s) : CVS_ROLES;
  if (lost != CVS_ROLES)
    return fail_lost(s, name, option, lost);
  if (status == CVS_OK && *out == CVS_NO_COLUMN)
    status = cvs_search_named(s, name, option, out);
  if (status == CVS_OK)
    s->passed[*out] = true;
  return status;
}

static cvs_status make_room_for_steps(cvs_search *s, size_t count) {
  s->schema->step_count = count;
  s->schema->step = cvs_arena_alloc(s->arena, (count + 1) * sizeof *s->schema->step);
  s->schema->step_name = cvs_arena_alloc(s->arena, (count + 1) * sizeof *s->schema->step_name);
  return s->schema->step == NULL || s->schema->step_name == NULL ? cvs_fail_memory(s->error) : CVS_OK;
}

static cvs_status find_asked_steps(cvs_search *s) {
  const cvs_steps_options *const steps = &s->wants->options->steps;
  cvs_status status = make_room_for_steps(s, steps->count);
  for (size_t i = 0; i < steps->count && status == CVS_OK; i++) {
    status = find_step(s, steps->step[i], "steps", &s->schema->step[i]);
    s->schema->step_name[i] = steps->step[i];
  }
  return status;
}

static bool is_step_column(const cvs_search *s, size_t column) {
  return !s->taken[column] && strncmp(s->folded[column], step_prefix, STEP_PREFIX) == 0 &&
         strlen(s->header->column[column]) > STEP_PREFIX;
}

/* Counts carry the steps they have, whether or not anybody asks for them. */
static cvs_status find_own_steps(cvs_search *s) {
  char shown[CVS_SHOWN_MAX];
  size_t count = 0;
  for (size_t i = 0; i < s->header->count; i++)
    count += is_step_column(s, i) ? 1 : 0;
  if (count > CVS_STEPS_MAX)
    return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                       "there are %zu columns of steps, expected at most %d, or --steps to choose", count,
                       CVS_STEPS_MAX);
  cvs_status status = make_room_for_steps(s, count);
  size_t step = 0;
  for (size_t i = 0; i < s->header->count && status == CVS_OK; i++) {
    if (!is_step_column(s, i))
      continue;
    for (size_t j = 0; j < step && status == CVS_OK; j++)
      if (strcmp(s->schema->step_name[j], s->header->column[i] + STEP_PREFIX) == 0)
        status =
            cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                        "two columns are called %s, expected one a step", cvs_show_value(shown, s->header->column[i]));
    s->passed[i] = true;
    s->schema->step[step] = i;
    s->schema->step_name[step++] = s->header->column[i] + STEP_PREFIX;
  }
  return status;
}

cvs_status cvs_search_steps(cvs_search *s) {
  const cvs_read_options *const options = s->wants->options;
  const bool own = s->schema->shape == CVS_SHAPE_COUNTS && options->steps.count == 0;
  const cvs_role role = s->schema->shape == CVS_SHAPE_COUNTS ? CVS_ROLE_CONVERSIONS : CVS_ROLE_CONVERTED;
  cvs_status status = own ? find_own_steps(s) : find_asked_steps(s);
  if (status != CVS_OK || options->goal == NULL)
    return status;
  if (s->wants->goal_step != CVS_NO_COLUMN && s->schema->shape == CVS_SHAPE_USERS)
    return CVS_OK;
  s->by_hand[role] = true;
  s->found[role].second = CVS_NO_COLUMN;
  return find_step(s, options->goal, "goal", &s->found[role].first);
}
