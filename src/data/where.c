/* Which rows count: conditions on columns, taken apart. */
#include "data/where.h"
#include "base/error.h"
#include "data/problem.h"
#include <string.h>

/* Where we are in a condition. */
typedef struct parser {
  const char *text; /* the whole condition */
  size_t alternatives;
  cvs_where *out;
  cvs_arena *arena;
  cvs_error *error;
} parser;

static cvs_status fail_form(const parser *p) {
  char shown[CVS_SHOWN_MAX];
  return cvs_fail(p->error, CVS_EUSAGE,
                  "--where %s cannot be read, expected COL=VALUE[,VALUE] with '|' between alternatives",
                  cvs_show_value(shown, p->text));
}

static bool is_text(const char *known, const char *text, size_t length) {
  return strlen(known) == length && memcmp(known, text, length) == 0;
}

/* The column of this name, which may be a new one. NULL without memory, or where there are too many. */
static cvs_where_column *find_column(parser *p, const char *name, size_t length) {
  cvs_where *const out = p->out;
  for (size_t i = 0; i < out->column_count; i++)
    if (is_text(out->column[i].name, name, length))
      return &out->column[i];
  if (out->column_count == CVS_WHERE_MAX)
    return NULL;
  cvs_where_column *const column = &out->column[out->column_count];
  column->name = cvs_arena_copy(p->arena, name, length);
  out->column_count += column->name == NULL ? 0 : 1;
  return column->name == NULL ? NULL : column;
}

/* Room for as many values as the column can be asked for by this condition. */
static bool make_room(const parser *p, cvs_where_column *column, size_t more) {
  const char **value = cvs_arena_alloc(p->arena, (column->count + more) * sizeof *value);
  uint64_t *holds = cvs_arena_alloc(p->arena, (column->count + more) * sizeof *holds);
  if (value == NULL || holds == NULL)
    return false;
  if (column->count > 0) {
    memcpy(value, column->value, column->count * sizeof *value);
    memcpy(holds, column->holds, column->count * sizeof *holds);
  }
  column->value = value;
  column->holds = holds;
  return true;
}

static bool add_value(const parser *p, cvs_where_column *column, const char *text, size_t length,
                      uint64_t alternative) {
  for (size_t i = 0; i < column->count; i++) {
    if (!is_text(column->value[i], text, length))
      continue;
    column->holds[i] |= alternative;
    return true;
  }
  column->value[column->count] = cvs_arena_copy(p->arena, text, length);
  column->holds[column->count] = alternative;
  return column->value[column->count++] != NULL;
}

static void trim(const char **begin, const char **end) {
  while (*begin < *end && strchr(" \t", **begin) != NULL)
    ++*begin;
  while (*begin < *end && strchr(" \t", (*end)[-1]) != NULL)
    --*end;
}

/* VALUE[,VALUE] in [begin, end): an empty one asks for empty fields. */
static cvs_status take_values(const parser *p, cvs_where_column *column, const char *begin, const char *end,
                              uint64_t alternative) {
  size_t commas = 0;
  for (const char *at = begin; at < end; at++)
    commas += *at == ',' ? 1 : 0;
  bool good = make_room(p, column, commas + 1);
  for (size_t i = 0; i <= commas && good; i++) {
    const char *const comma = memchr(begin, ',', (size_t)(end - begin));
    const char *value = begin;
    const char *value_end = comma == NULL ? end : comma;
    begin = value_end + 1;
    trim(&value, &value_end);
    good = add_value(p, column, value, (size_t)(value_end - value), alternative);
  }
  return good ? CVS_OK : cvs_fail_memory(p->error);
}

static cvs_status fail_many(const parser *p) {
  return cvs_fail(p->error, CVS_EUSAGE, "--where has more than %d conditions, expected at most as many", CVS_WHERE_MAX);
}

/* COL=VALUE[,VALUE] in [begin, end). */
static cvs_status take_alternative(parser *p, const char *begin, const char *end) {
  const char *const equals = memchr(begin, '=', (size_t)(end - begin));
  const char *name_end = equals;
  if (equals != NULL)
    trim(&begin, &name_end);
  if (equals == NULL || begin == name_end)
    return fail_form(p);
  if (p->alternatives == CVS_WHERE_MAX)
    return fail_many(p);
  cvs_where_column *const column = find_column(p, begin, (size_t)(name_end - begin));
  if (column == NULL)
    return cvs_fail_memory(p->error);
  const uint64_t alternative = UINT64_C(1) << p->alternatives++;
  p->out->condition[p->out->condition_count] |= alternative;
  return take_values(p, column, equals + 1, end, alternative);
}

static cvs_status take_condition(parser *p) {
  const char *begin = p->text;
  cvs_status status = p->out->condition_count < CVS_WHERE_MAX ? CVS_OK : fail_many(p);
  while (status == CVS_OK && begin != NULL) {
    const char *const bar = strchr(begin, '|');
    status = take_alternative(p, begin, bar == NULL ? begin + strlen(begin) : bar);
    begin = bar == NULL ? NULL : bar + 1;
  }
  p->out->condition_count++;
  return status;
}

cvs_status cvs_where_parse(const cvs_read_options *options, cvs_arena *arena, cvs_where *out, cvs_error *error) {
  parser p = {.out = out, .arena = arena, .error = error};
  *out = (cvs_where){0};
  for (size_t i = 0; i < options->where_count; i++) {
    p.text = options->where[i];
    const cvs_status status = take_condition(&p);
    if (status != CVS_OK)
      return status;
  }
  return CVS_OK;
}

bool cvs_where_is_met(const cvs_where *where, uint64_t holds) {
  for (size_t i = 0; i < where->condition_count; i++)
    if ((where->condition[i] & holds) == 0)
      return false;
  return true;
}
