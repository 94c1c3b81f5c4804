/* Which column of a file plays which role. */
#include "data/schema.h"
#include "base/error.h"
#include "base/utf8.h"
#include "data/problem.h"
#include "data/roles.h"
#include <string.h>

/* What fits a role by its name. */
typedef struct candidates {
  size_t first;
  size_t second; /* as good as the first: a conflict */
} candidates;

typedef struct search {
  const cvs_header *header;
  const cvs_read_options *options;
  const char **folded; /* [header->count] */
  bool *taken;         /* [header->count] named by hand or in by columns */
  candidates found[CVS_ROLES];
  cvs_schema *schema;
  cvs_arena *arena;
  cvs_error *error;
} search;

static cvs_status fold_names(search *s, cvs_arena *arena) {
  cvs_strbuf folded = {0};
  s->folded = cvs_arena_alloc(arena, (s->header->count + 1) * sizeof *s->folded);
  s->taken = cvs_arena_alloc(arena, s->header->count + 1);
  bool failed = s->folded == NULL || s->taken == NULL;
  for (size_t i = 0; i < s->header->count && !failed; i++) {
    cvs_strbuf_clear(&folded);
    cvs_utf8_add_folded(&folded, s->header->column[i], strlen(s->header->column[i]));
    s->folded[i] = cvs_arena_copy(arena, cvs_strbuf_text(&folded), folded.length);
    failed = folded.failed || s->folded[i] == NULL;
  }
  cvs_strbuf_free(&folded);
  return failed ? cvs_fail_memory(s->error) : CVS_OK;
}

static cvs_status fail_unknown(const search *s, const char *name, const char *option) {
  char shown[CVS_SHOWN_MAX];
  char guess[CVS_SHOWN_MAX];
  char list[CVS_SHOWN_LIST_MAX];
  const char *const near = cvs_utf8_nearest(name, s->header->column, s->header->count);
  return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                     "there is no column %s for --%s%s%s%s, expected one of %s", cvs_show_value(shown, name), option,
                     near == NULL ? "" : " (did you mean ", near == NULL ? "" : cvs_show_value(guess, near),
                     near == NULL ? "" : "?)", cvs_show_list(list, s->header->column, s->header->count));
}

/* The column a user has named: to the letter, else folded. */
static cvs_status find_named(const search *s, const char *name, const char *option, size_t *out) {
  cvs_strbuf folded = {0};
  cvs_utf8_add_folded(&folded, name, strlen(name));
  size_t exact = 0;
  size_t alike = 0;
  size_t exact_at = CVS_NO_COLUMN;
  size_t alike_at = CVS_NO_COLUMN;
  for (size_t i = s->header->count; i-- > 0;) {
    if (strcmp(s->header->column[i], name) == 0) {
      exact++;
      exact_at = i;
    }
    if (strcmp(s->folded[i], cvs_strbuf_text(&folded)) == 0) {
      alike++;
      alike_at = i;
    }
  }
  const bool failed = folded.failed;
  cvs_strbuf_free(&folded);
  if (failed)
    return cvs_fail_memory(s->error);
  *out = exact > 0 ? exact_at : alike_at;
  if (exact == 1 || (exact == 0 && alike == 1))
    return CVS_OK;
  if (exact == 0 && alike == 0)
    return fail_unknown(s, name, option);
  char shown[CVS_SHOWN_MAX];
  return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                     "%zu columns are called %s, expected one for --%s", exact > 0 ? exact : alike,
                     cvs_show_value(shown, name), option);
}

static cvs_status take(search *s, size_t column, const char *option) {
  char shown[CVS_SHOWN_MAX];
  if (s->taken[column])
    return cvs_fail_at(s->error, CVS_EUSAGE, s->header->source, s->header->line,
                       "column %s is named twice, by --%s as well, expected one role a column",
                       cvs_show_value(shown, s->header->column[column]), option);
  s->taken[column] = true;
  return CVS_OK;
}

static cvs_status take_list(search *s, const char *const *names, size_t count, const char *option, size_t *out) {
  for (size_t i = 0; i < count; i++) {
    cvs_status status = find_named(s, names[i], option, &out[i]);
    if (status == CVS_OK)
      status = take(s, out[i], option);
    if (status != CVS_OK)
      return status;
  }
  return CVS_OK;
}

static bool is_column(const search *s, const char *name) {
  for (size_t i = 0; i < s->header->count; i++)
    if (strcmp(s->header->column[i], name) == 0)
      return true;
  return false;
}

/* --converted COL=VALUE: the name of the column; its value is kept in the schema. */
static const char *split_converted(search *s, const char *named) {
  const char *const equals = strrchr(named, '=');
  if (equals == NULL || equals == named || is_column(s, named))
    return named;
  s->schema->converted = equals + 1;
  return cvs_arena_copy(s->arena, named, (size_t)(equals - named));
}

static cvs_status take_by_hand(search *s) {
  const cvs_read_options *const options = s->options;
  cvs_status status = take_list(s, options->by, options->by_count, "by", s->schema->by);
  if (status == CVS_OK)
    status = take_list(s, options->stratify, options->stratify_count, "stratify", s->schema->stratify);
  for (int role = 0; role < CVS_ROLES && status == CVS_OK; role++) {
    s->found[role] = (candidates){CVS_NO_COLUMN, CVS_NO_COLUMN};
    const bool is_none =
        role == CVS_ROLE_USER && options->column[role] != NULL && strcmp(options->column[role], "none") == 0;
    if (options->column[role] == NULL || is_none)
      continue;
    const char *const option = cvs_role_name((cvs_role)role);
    const char *const name =
        role == CVS_ROLE_CONVERTED ? split_converted(s, options->column[role]) : options->column[role];
    status = name == NULL ? cvs_fail_memory(s->error) : find_named(s, name, option, &s->found[role].first);
    if (status == CVS_OK)
      status = take(s, s->found[role].first, option);
  }
  return status;
}

/* The best fitting columns that nobody has named. */
static void find_by_name(search *s, cvs_role role) {
  candidates *const found = &s->found[role];
  cvs_fit best = CVS_FIT_NONE;
  if (found->first != CVS_NO_COLUMN)
    return;
  for (size_t i = 0; i < s->header->count; i++) {
    const cvs_fit fit = s->taken[i] ? CVS_FIT_NONE : cvs_role_fit(role, s->folded[i]);
    if (fit == CVS_FIT_NONE || fit < best)
      continue;
    *found = (candidates){fit > best ? i : found->first, fit > best ? CVS_NO_COLUMN : i};
    best = fit;
  }
}

static bool has(const search *s, cvs_role role) {
  return s->found[role].first != CVS_NO_COLUMN;
}

static cvs_status fail_shape(const search *s, const char *shape, cvs_role one, cvs_role other) {
  char first[CVS_SHOWN_MAX];
  char second[CVS_SHOWN_MAX];
  const char *const *const column = s->header->column;
  return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                     "this looks like one row %s (columns %s and %s), expected counts: one row a variant with its "
                     "visitors and conversions",
                     shape, cvs_show_value(first, column[s->found[one].first]),
                     cvs_show_value(second, column[s->found[other].first]));
}

/* Refuses what is not the counts shape. */
static cvs_status check_shape(const search *s) {
  char first[CVS_SHOWN_MAX];
  char second[CVS_SHOWN_MAX];
  const char *const *const column = s->header->column;
  if (s->options->shape == CVS_SHAPE_COUNTS)
    return CVS_OK;
  if (has(s, CVS_ROLE_VISITORS) && has(s, CVS_ROLE_USER))
    return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                       "column %s counts visitors and column %s names a user, expected one of them or --shape counts",
                       cvs_show_value(first, column[s->found[CVS_ROLE_VISITORS].first]),
                       cvs_show_value(second, column[s->found[CVS_ROLE_USER].first]));
  if (has(s, CVS_ROLE_VISITORS))
    return CVS_OK;
  if (has(s, CVS_ROLE_TIME) && has(s, CVS_ROLE_USER) && has(s, CVS_ROLE_EVENT))
    return fail_shape(s, "an event", CVS_ROLE_USER, CVS_ROLE_EVENT);
  if (has(s, CVS_ROLE_USER) && has(s, CVS_ROLE_VARIANT))
    return fail_shape(s, "a user", CVS_ROLE_USER, CVS_ROLE_VARIANT);
  if (has(s, CVS_ROLE_VARIANT) && has(s, CVS_ROLE_CONVERTED))
    return fail_shape(s, "a user", CVS_ROLE_VARIANT, CVS_ROLE_CONVERTED);
  return CVS_OK;
}

static cvs_status fail_conflict(const search *s, cvs_role role) {
  char first[CVS_SHOWN_MAX];
  char second[CVS_SHOWN_MAX];
  const char *const name = cvs_role_name(role);
  const char *const *const column = s->header->column;
  const candidates *const found = &s->found[role];
  if (strcmp(column[found->first], column[found->second]) == 0)
    return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                       "columns %zu and %zu are both called %s, expected one %s column", found->first + 1,
                       found->second + 1, cvs_show_value(first, column[found->first]), name);
  return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                     "columns %s and %s can both be the %s, expected one, or --%s COL to choose",
                     cvs_show_value(first, column[found->first]), cvs_show_value(second, column[found->second]), name,
                     name);
}

static bool is_any_role_found(const search *s) {
  for (int role = 0; role < CVS_ROLES; role++)
    if (has(s, (cvs_role)role))
      return true;
  return false;
}

static cvs_status fail_missing(const search *s, cvs_role role) {
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
                     "there is no column for the %s among %s, expected one, or --%s %s", name,
                     cvs_show_list(list, s->header->column, s->header->count), name,
                     near == NULL ? "COL" : cvs_show_value(guess, near));
}

static cvs_status settle(search *s, cvs_role role, bool needed) {
  s->schema->role[role] = s->found[role].first;
  if (s->found[role].second != CVS_NO_COLUMN)
    return fail_conflict(s, role);
  return needed && !has(s, role) ? fail_missing(s, role) : CVS_OK;
}

/* Where no variant is needed, the dates are none: each day would be an arm, and the first the control. */
static cvs_status check_variant(const search *s) {
  char shown[CVS_SHOWN_MAX];
  const size_t variant = s->found[CVS_ROLE_VARIANT].first;
  if (!s->options->variant_optional || variant == CVS_NO_COLUMN ||
      cvs_role_fit(CVS_ROLE_DATE, s->folded[variant]) == CVS_FIT_NONE)
    return CVS_OK;
  return cvs_fail_at(s->error, CVS_EDATA, s->header->source, s->header->line,
                     "column %s is a date, expected the names of variants for --variant, or no --variant where there "
                     "is one only",
                     cvs_show_value(shown, s->header->column[variant]));
}

/* A row counts conversions; or it is so many visitors who all converted or all did not. */
static cvs_status settle_counts(search *s) {
  const bool weighted = s->options->column[CVS_ROLE_CONVERTED] != NULL;
  const cvs_role needed[] = {CVS_ROLE_VARIANT, CVS_ROLE_VISITORS, weighted ? CVS_ROLE_CONVERTED : CVS_ROLE_CONVERSIONS};
  for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
    const bool optional = needed[i] == CVS_ROLE_VARIANT && s->options->variant_optional;
    const cvs_status status = settle(s, needed[i], !optional);
    if (status != CVS_OK)
      return status;
  }
  const cvs_role day = has(s, CVS_ROLE_DATE) ? CVS_ROLE_DATE : CVS_ROLE_TIME;
  cvs_status status = check_variant(s);
  if (status == CVS_OK)
    status = settle(s, day, false);
  s->schema->day = s->schema->role[day];
  const size_t visitors = s->schema->role[CVS_ROLE_VISITORS];
  s->schema->weak_unit = cvs_role_is_weak_unit(s->folded[visitors]) ? s->header->column[visitors] : NULL;
  return status;
}

static cvs_status prepare(search *s, cvs_arena *arena) {
  cvs_schema *const schema = s->schema;
  schema->column_count = s->header->count;
  for (size_t i = 0; i < s->header->count; i++)
    schema->named_count = *s->header->column[i] == '\0' ? schema->named_count : i + 1;
  for (int role = 0; role < CVS_ROLES; role++)
    schema->role[role] = CVS_NO_COLUMN;
  schema->by = cvs_arena_alloc(arena, (s->options->by_count + 1) * sizeof *schema->by);
  schema->stratify = cvs_arena_alloc(arena, (s->options->stratify_count + 1) * sizeof *schema->stratify);
  return schema->by == NULL || schema->stratify == NULL ? cvs_fail_memory(s->error) : fold_names(s, arena);
}

cvs_status cvs_schema_find(const cvs_header *header, const cvs_read_options *options, cvs_arena *arena, cvs_schema *out,
                           cvs_error *error) {
  search s = {.header = header, .options = options, .schema = out, .arena = arena, .error = error};
  *out = (cvs_schema){0};
  cvs_status status = prepare(&s, arena);
  if (status == CVS_OK)
    status = take_by_hand(&s);
  if (status != CVS_OK)
    return status;
  for (int role = 0; role < CVS_ROLES; role++)
    find_by_name(&s, (cvs_role)role);
  status = check_shape(&s);
  return status == CVS_OK ? settle_counts(&s) : status;
}
