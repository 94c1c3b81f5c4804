/* Which column of a file plays which role: its shape, then the roles that this shape has. */
#include "data/schema.h"
#include "base/error.h"
#include "data/problem.h"
#include "data/roles.h"
#include "data/schema_search.h"
#include <string.h>

const char *cvs_shape_word(cvs_shape shape) {
  static const char *const word[] = {"auto", "counts", "users", "events"};
  return word[shape];
}

/* A log whose variants stand in another file. */
static bool is_assigned_log(const cvs_search *s) {
  return s->wants->options->assignments != NULL && !s->schema->is_assignments;
}

/* Columns of a list that is given by the user. */
static cvs_status take_list(cvs_search *s, const char *const *names, size_t count, const char *option, size_t *out) {
  for (size_t i = 0; i < count; i++) {
    const bool is_experiment = names == (const char *const *)s->wants->by && i == s->wants->experiment;
    const char *const said = is_experiment ? "experiment" : option;
    cvs_status status = cvs_search_named(s, names[i], said, &out[i]);
    if (status == CVS_OK)
      status = cvs_search_take(s, out[i], said);
    if (status != CVS_OK)
      return status;
  }
  return CVS_OK;
}

/* The groups of units that are assigned elsewhere are read there: here their columns play no role at all. */
static cvs_status pass_list(cvs_search *s, const char *const *names, size_t count) {
  for (size_t i = 0; i < count; i++) {
    size_t column = CVS_NO_COLUMN;
    const cvs_status status = cvs_search_peek(s, names[i], &column);
    if (status != CVS_OK)
      return status;
    if (column != CVS_NO_COLUMN)
      s->passed[column] = true;
  }
  return CVS_OK;
}

static cvs_status take_groups(cvs_search *s) {
  const cvs_wants *const wants = s->wants;
  const cvs_read_options *const options = wants->options;
  const char *const *const by = (const char *const *)wants->by;
  if (is_assigned_log(s)) {
    cvs_status status = pass_list(s, by, wants->by_count);
    if (status == CVS_OK)
      status = pass_list(s, options->stratify, options->stratify_count);
    if (status == CVS_OK && wants->experiment != CVS_NO_COLUMN)
      status = cvs_search_named(s, wants->by[wants->experiment], "experiment", &s->schema->experiment);
    return status;
  }
  s->schema->by = cvs_arena_alloc(s->arena, (wants->by_count + 1) * sizeof *s->schema->by);
  s->schema->stratify = cvs_arena_alloc(s->arena, (options->stratify_count + 1) * sizeof *s->schema->stratify);
  if (s->schema->by == NULL || s->schema->stratify == NULL)
    return cvs_fail_memory(s->error);
  const cvs_status status = take_list(s, by, wants->by_count, cvs_search_by_option(s), s->schema->by);
  if (wants->experiment != CVS_NO_COLUMN)
    s->schema->experiment = s->schema->by[wants->experiment];
  return status == CVS_OK ? take_list(s, options->stratify, options->stratify_count, "stratify", s->schema->stratify)
                          : status;
}

/* Columns of conditions may be asked for by other options as well. */
static cvs_status find_where(cvs_search *s) {
  const cvs_where *const where = &s->wants->where;
  s->schema->where = cvs_arena_alloc(s->arena, (where->column_count + 1) * sizeof *s->schema->where);
  if (s->schema->where == NULL)
    return cvs_fail_memory(s->error);
  for (size_t i = 0; i < where->column_count; i++) {
    size_t *const column = &s->schema->where[i];
    cvs_status status = cvs_search_peek(s, where->column[i].name, column);
    if (status == CVS_OK && *column == CVS_NO_COLUMN && s->wants->options->assignments != NULL)
      continue;
    if (status == CVS_OK)
      status = cvs_search_named(s, where->column[i].name, "where", column);
    if (status != CVS_OK)
      return status;
    s->filtered[*column] = true;
  }
  return CVS_OK;
}

static cvs_status fail_user_and_visitors(const cvs_search *s) {
  char first[CVS_SHOWN_MAX];
  char second[CVS_SHOWN_MAX];
  const char *const *const column = s->header->column;
  return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                     "column %s counts visitors and column %s names a user, expected one of them, or --shape counts, "
                     "users or events",
                     cvs_show_value(first, column[s->found[CVS_ROLE_VISITORS].first]),
                     cvs_show_value(second, column[s->found[CVS_ROLE_USER].first]));
}

/* Rows are events: of a time; or somebody says where the event stands, and they need none. */
static bool is_log(const cvs_search *s) {
  const bool has_event = cvs_search_has(s, CVS_ROLE_EVENT) || s->wants->event_is_file;
  return has_event && (cvs_search_has(s, CVS_ROLE_TIME) || s->wants->options->column[CVS_ROLE_EVENT] != NULL);
}

static cvs_status find_shape(const cvs_search *s, cvs_shape *out) {
  *out = s->schema->is_assignments ? CVS_SHAPE_USERS : s->wants->options->shape;
  if (*out != CVS_SHAPE_AUTO)
    return CVS_OK;
  if (cvs_search_has(s, CVS_ROLE_VISITORS) && cvs_search_has(s, CVS_ROLE_USER))
    return fail_user_and_visitors(s);
  const bool has_user = cvs_search_has(s, CVS_ROLE_USER);
  const bool is_taken = cvs_search_taken(s, CVS_ROLE_VARIANT) != CVS_NO_COLUMN;
  const bool has_variant = cvs_search_has(s, CVS_ROLE_VARIANT) || s->wants->variant_is_file || is_taken;
  const char *const given_user = s->wants->options->column[CVS_ROLE_USER]; /* "none" at least */
  const bool is_given = s->wants->options->column[CVS_ROLE_CONVERTED] != NULL || given_user != NULL;
  if (cvs_search_has(s, CVS_ROLE_VISITORS))
    *out = CVS_SHAPE_COUNTS;
  else if (has_user && is_log(s))
    *out = CVS_SHAPE_EVENTS;
  else if (is_given || has_user || (has_variant && cvs_search_has(s, CVS_ROLE_CONVERTED)))
    *out = CVS_SHAPE_USERS;
  else
    *out = CVS_SHAPE_COUNTS;
  return CVS_OK;
}

/* Where no variant is needed, the dates are none: each day would be an arm, and the first the control. */
static cvs_status check_variant(const cvs_search *s) {
  char shown[CVS_SHOWN_MAX];
  const size_t variant = s->found[CVS_ROLE_VARIANT].first;
  if (!s->wants->options->variant_optional || variant == CVS_NO_COLUMN ||
      cvs_role_fit(CVS_ROLE_DATE, s->folded[variant]) == CVS_FIT_NONE)
    return CVS_OK;
  return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                     "column %s is a date, expected the names of variants for --variant, or no --variant where there "
                     "is one only",
                     cvs_show_value(shown, s->header->column[variant]));
}

static cvs_status settle_all(const cvs_search *s, const cvs_role *role, const bool *needed, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const cvs_status status = cvs_search_settle(s, role[i], needed[i]);
    if (status != CVS_OK)
      return status;
  }
  return CVS_OK;
}

/* A day for each row: dates come before times. */
static cvs_status settle_day(const cvs_search *s, bool needed) {
  const cvs_role role = cvs_search_has(s, CVS_ROLE_DATE) ? CVS_ROLE_DATE : CVS_ROLE_TIME;
  const cvs_status status = cvs_search_settle(s, role, needed);
  s->schema->day = s->schema->role[role];
  return status;
}

/* A row counts conversions; or it is so many visitors who all converted or all did not. Without a column of them the
 * last step is the conversion, and without one of visitors they are the users of the first step. */
static cvs_status settle_counts(const cvs_search *s) {
  const bool weighted = s->wants->options->column[CVS_ROLE_CONVERTED] != NULL && s->wants->options->goal == NULL;
  const bool has_own_steps = s->wants->options->first_step_enters && s->schema->step_count > 0;
  const bool by_step = s->wants->options->steps.count > 0 || has_own_steps;
  const cvs_role role[] = {CVS_ROLE_VARIANT, CVS_ROLE_VISITORS, weighted ? CVS_ROLE_CONVERTED : CVS_ROLE_CONVERSIONS,
                           CVS_ROLE_VALUE};
  const bool needed[] = {!s->wants->options->variant_optional && !s->wants->variant_is_file, !by_step, !by_step, false};
  cvs_status status = settle_all(s, role, needed, s->wants->options->want_value ? 4 : 3);
  if (status == CVS_OK)
    status = check_variant(s);
  if (status == CVS_OK && !s->wants->options->without_days)
    status = settle_day(s, false);
  const size_t visitors = s->schema->role[CVS_ROLE_VISITORS];
  const size_t entered = visitors == CVS_NO_COLUMN && s->schema->step_count > 0 ? s->schema->step[0] : visitors;
  if (status == CVS_OK && entered != CVS_NO_COLUMN)
    s->schema->weak_unit = cvs_role_is_weak_unit(s->folded[entered]) ? s->header->column[entered] : NULL;
  return status;
}

/* A moment for each row: times come before dates. */
static cvs_status settle_time(const cvs_search *s, bool needed) {
  const bool has_only_date = !cvs_search_has(s, CVS_ROLE_TIME) && cvs_search_has(s, CVS_ROLE_DATE);
  const cvs_role role = has_only_date ? CVS_ROLE_DATE : CVS_ROLE_TIME;
  const cvs_status status = cvs_search_settle(s, role, needed);
  s->schema->day = s->schema->role[role];
  return status;
}

static cvs_status settle_users(const cvs_search *s) {
  const cvs_read_options *const options = s->wants->options;
  const bool by_step = options->steps.count > 0;
  const cvs_role role[] = {CVS_ROLE_VARIANT, CVS_ROLE_USER, CVS_ROLE_CONVERTED, CVS_ROLE_VALUE};
  /* nobody has guessed that there is but one arm: the shape is said, or steps are asked of rows that name a user */
  const bool is_said = options->shape == CVS_SHAPE_USERS || (by_step && cvs_search_has(s, CVS_ROLE_USER));
  const bool one_arm = options->variant_optional && is_said;
  const bool needed[] = {!one_arm && !s->wants->variant_is_file, false, !by_step, false};
  const cvs_status status = settle_all(s, role, needed, options->want_value ? 4 : 3);
  if (status != CVS_OK || options->by_day)
    return status == CVS_OK ? settle_day(s, true) : status;
  const bool has_time = cvs_search_has(s, CVS_ROLE_TIME); /* a date alone says too little of how long steps take */
  return s->wants->follows || (s->wants->keeps_times && has_time) ? settle_time(s, false) : CVS_OK;
}

static cvs_status settle_assignments(const cvs_search *s) {
  const cvs_role role[] = {CVS_ROLE_USER, CVS_ROLE_VARIANT};
  const cvs_read_options *const options = s->wants->options;
  const bool needed[] = {true, !options->variant_optional};
  s->schema->is_assigned_by_log = cvs_search_has(s, CVS_ROLE_EVENT);
  const cvs_status status = settle_all(s, role, needed, sizeof role / sizeof role[0]);
  const bool bounds_entry = options->steps.window > 0 && options->steps.count == 0;
  const bool follows = s->wants->follows || (options->steps.window > 0 && options->steps.window_from_entry);
  const bool needs_time = (options->by_day || bounds_entry || follows) && options->exposure_event == NULL;
  return status == CVS_OK ? settle_time(s, needs_time) : status;
}

/* What cannot be told of events without a time. */
static cvs_status check_untimed(const cvs_search *s) {
  char list[CVS_SHOWN_LIST_MAX];
  const cvs_read_options *const options = s->wants->options;
  const char *const option = options->steps.window > 0 ? "window" : options->steps.exclude_count > 0 ? "exclude" : NULL;
  const bool is_entry_known = options->assignments != NULL && options->exposure_event == NULL;
  if (s->schema->day != CVS_NO_COLUMN)
    return CVS_OK;
  if (option == NULL) /* a day is that of the entry */
    return options->by_day && !is_entry_known ? settle_time(s, true) : CVS_OK;
  return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                     "there is no column for the time among %s, expected one for --%s, or --time COL",
                     cvs_show_list(list, s->header->column, s->header->count), option);
}

/* Events without a time are at one moment that nobody knows, those of a unit all at the same. */
static cvs_status settle_events(const cvs_search *s) {
  const cvs_wants *const wants = s->wants;
  const cvs_role role[] = {CVS_ROLE_USER, CVS_ROLE_EVENT, CVS_ROLE_VARIANT};
  const bool needed[] = {true, !wants->event_is_file, !wants->variant_is_file && !wants->options->variant_optional};
  const bool is_said = wants->options->column[CVS_ROLE_EVENT] != NULL || wants->options->shape == CVS_SHAPE_EVENTS;
  cvs_status status = settle_time(s, !is_said);
  if (status == CVS_OK)
    status = check_untimed(s);
  if (status == CVS_OK)
    status = settle_all(s, role, needed, is_assigned_log(s) ? 2 : 3);
  return status == CVS_OK && s->wants->options->want_value ? cvs_search_settle(s, CVS_ROLE_VALUE, false) : status;
}

static cvs_status fail_option(const cvs_search *s, const char *option, const char *expected) {
  return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line, "the file has %s, expected %s for --%s",
                     cvs_shape_word(s->schema->shape), expected, option);
}

/* What is asked of the time of rows, where they have none. */
static cvs_status check_timing(const cvs_search *s) {
  const cvs_read_options *const options = s->wants->options;
  const cvs_shape shape = s->schema->shape;
  const bool has_steps = options->steps.count > 0;
  if (s->wants->event_is_file && shape != CVS_SHAPE_EVENTS)
    return fail_option(s, "event @file", "events");
  if (options->exposure_event != NULL && shape != CVS_SHAPE_EVENTS)
    return fail_option(s, "exposure-event", "events");
  if (options->steps.exclude_count > 0 && shape != CVS_SHAPE_EVENTS)
    return fail_option(s, "exclude", "events");
  if (options->steps.window == 0 || (has_steps && shape != CVS_SHAPE_COUNTS))
    return CVS_OK;
  if (shape == CVS_SHAPE_COUNTS)
    return fail_option(s, "window", "events, or users with a time a step");
  if (shape == CVS_SHAPE_USERS)
    return fail_option(s, "window", "events, or --steps with a time a step");
  return options->goal != NULL || !options->goal_optional ? CVS_OK
                                                          : fail_option(s, "window", "--goal EVENT or --steps A,B");
}

static cvs_status settle_shape(cvs_search *s) {
  if (s->schema->is_assignments)
    return settle_assignments(s);
  const cvs_status timing = check_timing(s);
  if (timing != CVS_OK)
    return timing;
  if (s->schema->shape == CVS_SHAPE_EVENTS)
    return settle_events(s);
  if (is_assigned_log(s))
    return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                       "the file has %s, expected events for --assignments: a time, a user and an event a row",
                       cvs_shape_word(s->schema->shape));
  const cvs_status status = cvs_search_steps(s);
  if (status != CVS_OK)
    return status;
  cvs_search_by_name(s);
  return s->schema->shape == CVS_SHAPE_USERS ? settle_users(s) : settle_counts(s);
}

static void prepare(cvs_schema *schema, const cvs_header *header) {
  *schema = (cvs_schema){.is_assignments = header->is_assignments,
                         .column_count = header->count,
                         .day = CVS_NO_COLUMN,
                         .experiment = CVS_NO_COLUMN};
  for (size_t i = 0; i < header->count; i++)
    schema->named_count = *header->column[i] == '\0' ? schema->named_count : i + 1;
  for (int role = 0; role < CVS_ROLES; role++)
    schema->role[role] = CVS_NO_COLUMN;
}

cvs_status cvs_schema_find(const cvs_header *header, const cvs_wants *wants, cvs_arena *arena, cvs_schema *out,
                           cvs_error *error) {
  cvs_search s = {.header = header, .wants = wants, .schema = out, .arena = arena, .error = error};
  prepare(out, header);
  cvs_status status = cvs_search_start(&s);
  if (status == CVS_OK)
    status = take_groups(&s);
  if (status == CVS_OK)
    status = cvs_search_by_hand(&s);
  if (status == CVS_OK)
    status = find_where(&s);
  if (status != CVS_OK)
    return status;
  out->has_named_variant = s.by_hand[CVS_ROLE_VARIANT];
  out->has_named_time = s.by_hand[CVS_ROLE_TIME];
  cvs_search_by_name(&s);
  status = find_shape(&s, &out->shape);
  return status == CVS_OK ? settle_shape(&s) : status;
}
