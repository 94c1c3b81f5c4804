/* Which rows count: conditions on columns, taken apart. */
#include "data/where.h"
#include "base/error.h"
#include "base/quoted.h"
#include "data/problem.h"
#include <string.h>

/* Where we are in a condition. */
typedef struct parser {
  const char *text; /* the whole condition */
  const char *at;   /* what is still to be read of it */
  size_t alternatives;
  cvs_where *out;
  cvs_arena *arena;
  cvs_error *error;
} parser;

static cvs_status fail_form(const parser *p) {
  char shown[CVS_SHOWN_MAX];
  return cvs_fail(p->error, CVS_EUSAGE,
                  "--where %s cannot be read, expected COL=VALUE[,VALUE] with '|' between alternatives, and \"quotes\" "
                  "around what has one of , | = in it",
                  cvs_show_value(shown, p->text));
}

/* The column of this name, which may be a new one: there are no more columns than alternatives, and room for these. */
static cvs_where_column *find_column(parser *p, const char *name) {
  cvs_where *const out = p->out;
  for (size_t i = 0; i < out->column_count; i++)
    if (strcmp(out->column[i].name, name) == 0)
      return &out->column[i];
  cvs_where_column *const column = &out->column[out->column_count++];
  column->name = name;
  return column;
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

static void add_value(cvs_where_column *column, const char *value, uint64_t alternative) {
  size_t at = 0;
  while (at < column->count && strcmp(column->value[at], value) != 0)
    at++;
  if (at == column->count) {
    column->value[column->count++] = value;
    column->holds[at] = 0;
  }
  column->holds[at] |= alternative;
}

/* The name or value where the parser stands, up to one of the letters of `stops` or the end of the text; blanks around
 * it are dropped, those between quotes are kept. Errors: CVS_EUSAGE where a quote has no end, or something behind it.
 */
static cvs_status take_item(parser *p, const char *stops, const char **out) {
  static const char blanks[] = " \t";
  const char *const begin = p->at + strspn(p->at, blanks);
  const char *end = cvs_quoted_end(begin, stops);
  if (end == NULL)
    return fail_form(p);
  p->at = *begin == '"' ? end + strspn(end, blanks) : end;
  if (*p->at != '\0' && strchr(stops, *p->at) == NULL)
    return fail_form(p);
  while (*begin != '"' && end > begin && strchr(blanks, end[-1]) != NULL)
    end--;
  *out = cvs_quoted_copy(p->arena, begin, end);
  return *out == NULL ? cvs_fail_memory(p->error) : CVS_OK;
}

static size_t count_commas(const char *text) {
  size_t count = 0;
  for (; *text != '\0'; text++)
    count += *text == ',' ? 1 : 0;
  return count;
}

/* VALUE[,VALUE] up to the next alternative: an empty one asks for empty fields. */
static cvs_status take_values(parser *p, cvs_where_column *column, uint64_t alternative) {
  if (!make_room(p, column, count_commas(p->at) + 1))
    return cvs_fail_memory(p->error);
  bool more = true;
  while (more) { /* each turn takes a value and the comma behind it */
    const char *value = NULL;
    const cvs_status status = take_item(p, ",|", &value);
    if (status != CVS_OK)
      return status;
    add_value(column, value, alternative);
    more = *p->at == ',';
    p->at += more ? 1 : 0;
  }
  return CVS_OK;
}

static cvs_status fail_many(const parser *p) {
  return cvs_fail(p->error, CVS_EUSAGE, "--where has more than %d conditions, expected at most as many", CVS_WHERE_MAX);
}

/* COL=VALUE[,VALUE] */
static cvs_status take_alternative(parser *p) {
  const char *name = NULL;
  const cvs_status status = take_item(p, "=|", &name);
  if (status != CVS_OK)
    return status;
  if (*p->at != '=' || *name == '\0')
    return fail_form(p);
  p->at++;
  if (p->alternatives == CVS_WHERE_MAX)
    return fail_many(p);
  const uint64_t alternative = UINT64_C(1) << p->alternatives++;
  p->out->condition[p->out->condition_count] |= alternative;
  return take_values(p, find_column(p, name), alternative);
}

static cvs_status take_condition(parser *p) {
  cvs_status status = p->out->condition_count < CVS_WHERE_MAX ? CVS_OK : fail_many(p);
  bool more = true;
  while (status == CVS_OK && more) { /* each turn takes an alternative and the '|' behind it */
    status = take_alternative(p);
    more = *p->at == '|';
    p->at += more ? 1 : 0;
  }
  p->out->condition_count++;
  return status;
}

cvs_status cvs_where_parse(const cvs_read_options *options, cvs_arena *arena, cvs_where *out, cvs_error *error) {
  parser p = {.out = out, .arena = arena, .error = error};
  *out = (cvs_where){0};
  for (size_t i = 0; i < options->where_count; i++) {
    p.text = p.at = options->where[i];
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
