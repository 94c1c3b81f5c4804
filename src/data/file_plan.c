/* What the records of one file are read by: which fields are wanted, and where they stand. */
#include "data/file_plan.h"
#include "base/error.h"
#include "base/utf8.h"
#include "data/file_name.h"
#include "data/problem.h"
#include <string.h>

typedef struct column_set {
  bool *wanted; /* [column_count] */
} column_set;

static void want(column_set *set, size_t column) {
  if (column != CVS_NO_COLUMN)
    set->wanted[column] = true;
}

static void want_list(column_set *set, const size_t *column, size_t count) {
  for (size_t i = 0; i < count && column != NULL; i++)
    want(set, column[i]);
}

static void want_all(column_set *set, const cvs_file_plan *plan) {
  const cvs_schema *const schema = &plan->schema;
  const bool has_day = schema->day != CVS_NO_COLUMN;
  for (int role = 0; role < CVS_ROLES; role++)
    if (has_day || (role != CVS_ROLE_TIME && role != CVS_ROLE_DATE))
      want(set, schema->role[role]);
  want(set, schema->day);
  want(set, schema->experiment);
  want_list(set, schema->by, plan->wants->by_count);
  want_list(set, schema->stratify, plan->wants->options->stratify_count);
  want_list(set, schema->where, plan->wants->where.column_count);
  want_list(set, schema->step, schema->step_count);
}

/* Number of a column among those wanted. */
static size_t place(const cvs_file_plan *plan, size_t column) {
  for (size_t i = 0; i < plan->wanted_count; i++)
    if (plan->wanted[i] == column)
      return i;
  return CVS_NO_COLUMN;
}

static size_t *place_list(const cvs_file_plan *plan, const size_t *column, size_t count, cvs_arena *arena) {
  size_t *at = cvs_arena_alloc(arena, (count + 1) * sizeof *at);
  for (size_t i = 0; i < count && at != NULL && column != NULL; i++)
    at[i] = place(plan, column[i]);
  return at;
}

static bool place_all(cvs_file_plan *plan, cvs_arena *arena) {
  const cvs_schema *const schema = &plan->schema;
  cvs_positions *const at = &plan->at;
  for (int role = 0; role < CVS_ROLES; role++)
    at->role[role] = place(plan, schema->role[role]);
  at->day = place(plan, schema->day);
  at->experiment = place(plan, schema->experiment);
  at->by_count = schema->by == NULL ? 0 : plan->wants->by_count;
  at->stratify_count = schema->stratify == NULL ? 0 : plan->wants->options->stratify_count;
  at->by = place_list(plan, schema->by, at->by_count, arena);
  at->stratify = place_list(plan, schema->stratify, at->stratify_count, arena);
  at->where = place_list(plan, schema->where, plan->wants->where.column_count, arena);
  at->step = place_list(plan, schema->step, schema->step_count, arena);
  return at->by != NULL && at->stratify != NULL && at->where != NULL && at->step != NULL;
}

/* As units of all files of the input are made: those of a log and of its assignments have times. */
static cvs_unit_form find_form(const cvs_file_plan *plan) {
  const cvs_wants *const wants = plan->wants;
  const cvs_read_options *const options = wants->options;
  const bool events = plan->schema.shape == CVS_SHAPE_EVENTS || options->assignments != NULL;
  return (cvs_unit_form){.has_time = events || options->by_day || wants->keeps_times,
                         .has_value = options->want_value,
                         .has_steps = !events && options->steps.count > 0,
                         .time_count = !events && wants->keeps_times ? options->steps.count : 0};
}

/* Nothing but a variant, whether it converted, and perhaps a user and an amount. */
static bool is_plain(const cvs_file_plan *plan) {
  const cvs_positions *const at = &plan->at;
  const cvs_schema *const schema = &plan->schema;
  const bool is_named = at->role[CVS_ROLE_USER] != CVS_NO_COLUMN && at->experiment == CVS_NO_COLUMN;
  return schema->shape == CVS_SHAPE_USERS && !schema->is_assignments && (!plan->has_units || is_named) &&
         schema->step_count == 0 && schema->converted == NULL && at->role[CVS_ROLE_VARIANT] != CVS_NO_COLUMN &&
         at->role[CVS_ROLE_CONVERTED] != CVS_NO_COLUMN && at->day == CVS_NO_COLUMN && at->by_count == 0 &&
         at->stratify_count == 0 && !plan->form.has_time && !plan->form.has_steps;
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

/* The name without blanks around it: a field of a file would lose them as well. */
static const char *trimmed_stem(const char *source, size_t *length) {
  const char *stem = cvs_file_stem(source, length);
  for (; *length > 0 && is_blank(*stem); stem++)
    (*length)--;
  while (*length > 0 && is_blank(stem[*length - 1]))
    (*length)--;
  return stem;
}

/* The name of the file, for what --`option` @file takes from it. */
static cvs_status name_file(const cvs_file_plan *plan, const char *option, cvs_arena *arena, cvs_field *out,
                            cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  size_t length = 0;
  const char *const stem = trimmed_stem(plan->source, &length);
  const bool is_text = cvs_utf8_valid(stem, length, NULL);
  if (!is_text || length == 0)
    return cvs_fail_at(error, CVS_EDATA, plan->source, 0,
                       "the name %s is %s, expected one for --%s @file: rename the file",
                       cvs_show_value(shown, plan->source), is_text ? "blank" : "not UTF-8", option);
  char *const name = cvs_arena_alloc(arena, length + CVS_FIELD_PADDING + 1);
  if (name == NULL)
    return cvs_fail_memory(error);
  memcpy(name, stem, length);
  *out = (cvs_field){name, length};
  return CVS_OK;
}

/* The variant and the event of rows that have no column for it. */
static cvs_status place_names(cvs_file_plan *plan, cvs_arena *arena, cvs_error *error) {
  static const char all[CVS_FIELD_PADDING + sizeof "all"] = "all";
  plan->variant = (cvs_field){all, sizeof "all" - 1};
  plan->event = (cvs_field){NULL, 0};
  if (plan->wants->variant_is_file)
    return name_file(plan, "variant", arena, &plan->variant, error);
  return plan->wants->event_is_file ? name_file(plan, "event", arena, &plan->event, error) : CVS_OK;
}

cvs_status cvs_file_plan_place(cvs_file_plan *plan, cvs_arena *arena, cvs_error *error) {
  column_set set = {cvs_arena_alloc(arena, plan->schema.column_count + 1)};
  plan->wanted = cvs_arena_alloc(arena, (plan->schema.column_count + 1) * sizeof *plan->wanted);
  if (set.wanted == NULL || plan->wanted == NULL)
    return cvs_fail_memory(error);
  want_all(&set, plan);
  plan->wanted_count = 0;
  for (size_t i = 0; i < plan->schema.column_count; i++)
    if (set.wanted[i])
      plan->wanted[plan->wanted_count++] = i;
  if (!place_all(plan, arena))
    return cvs_fail_memory(error);
  plan->form = find_form(plan);
  plan->is_plain = is_plain(plan);
  return place_names(plan, arena, error);
}

cvs_split_plan cvs_file_plan_split(const cvs_file_plan *plan) {
  return (cvs_split_plan){.source = plan->source,
                          .delimiter = plan->numbers.delimiter,
                          .column = (const char *const *)plan->column,
                          .column_count = plan->schema.column_count,
                          .named_count = plan->schema.named_count,
                          .wanted = plan->wanted,
                          .wanted_count = plan->wanted_count};
}
