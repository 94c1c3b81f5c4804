/* Words that were asked for and never met: a slip of the pen would silently empty a test. */
#include "base/error.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "data/intake.h"
#include <string.h>

enum { NEAREST_MAX = 256 }; /* a suggestion is looked for among so many */

/* What was never met. */
typedef struct unmet {
  const char *what; /* "event --goal", "--converted plan =" */
  const char *word;
  const cvs_map *met;
  cvs_arena *arena; /* where words are typed within quotes: for copies; else NULL */
} unmet;

/* A word as it is typed within quotes: a quote in it twice. */
static const char *type_word(cvs_arena *arena, const char *word) {
  cvs_strbuf typed = {0};
  if (arena == NULL || strchr(word, '"') == NULL)
    return word;
  for (const char *at = word; *at != '\0'; at++)
    cvs_strbuf_add(&typed, *at == '"' ? "\"\"" : (const char[]){*at, '\0'});
  const char *const copy = typed.failed ? NULL : cvs_arena_copy(arena, cvs_strbuf_text(&typed), typed.length);
  cvs_strbuf_free(&typed);
  return copy == NULL ? word : copy;
}

/* ` (did you mean "x"?), expected one of "x", "y"` */
static void describe_met(const unmet *never, cvs_strbuf *out) {
  const cvs_map *const map = never->met;
  const char *const word = never->word;
  char shown[CVS_SHOWN_LIST_MAX];
  const uint32_t count = cvs_map_count(map);
  const char **met = count == 0 ? NULL : cvs_calloc(count, sizeof *met);
  for (uint32_t i = 0; i < count && met != NULL; i++)
    met[i] = cvs_map_key(map, i, NULL);
  const size_t candidates = count < NEAREST_MAX ? count : NEAREST_MAX;
  const char *const near = met == NULL || word == NULL ? NULL : cvs_utf8_nearest(word, met, candidates);
  cvs_strbuf_clear(out);
  if (near != NULL)
    cvs_strbuf_addf(out, " (did you mean %s?)", cvs_show_value(shown, type_word(never->arena, near)));
  for (uint32_t i = 0; i < count && met != NULL; i++)
    met[i] = type_word(never->arena, met[i]);
  cvs_strbuf_addf(out, ", expected one of %s", met == NULL ? "none at all" : cvs_show_list(shown, met, count));
  cvs_free(met);
}

/* Where a word was taken out of a list, and some that occur cannot be named in one without quotes. */
static const char *hint_quotes(const cvs_map *met) {
  for (uint32_t i = 0; i < cvs_map_count(met); i++)
    if (strpbrk(cvs_map_key(met, i, NULL), ",|") != NULL)
      return "; a value with a comma or '|' stands in quotes: 'COL=\"a, b\"'";
  return "";
}

static cvs_status fail_never(const cvs_intake *intake, const unmet *never, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  cvs_strbuf found = {0};
  describe_met(never, &found);
  const cvs_status status =
      cvs_fail_at(error, CVS_EDATA, intake->first_source, 0, "%s %s never occurs%s", never->what,
                  cvs_show_value(shown, type_word(never->arena, never->word)), cvs_strbuf_text(&found));
  cvs_strbuf_free(&found);
  return status;
}

static cvs_status fail_word(const cvs_intake *intake, const char *what, const char *word, cvs_error *error) {
  return fail_never(intake, &(unmet){.what = what, .word = word, .met = intake->events}, error);
}

static cvs_status fail_value(const cvs_intake *intake, const char *what, const char *word, const cvs_map *met,
                             cvs_error *error) {
  cvs_error never = {0};
  const cvs_status status = fail_never(intake, &(unmet){what, word, met, &intake->dataset->arena}, &never);
  return cvs_fail_at(error, status, never.source, never.line, "%s%s", never.message, hint_quotes(met));
}

static bool is_met(const cvs_map *map, const char *word) {
  uint32_t number = 0;
  return cvs_map_find(map, word, strlen(word), &number);
}

static cvs_status check_events(const cvs_intake *intake, cvs_error *error) {
  const cvs_read_options *const options = intake->wants->options;
  if (options->goal != NULL && !is_met(intake->events, options->goal))
    return fail_word(intake, "event --goal", options->goal, error);
  if (options->exposure_event != NULL && !is_met(intake->events, options->exposure_event))
    return fail_word(intake, "event --exposure-event", options->exposure_event, error);
  for (size_t i = 0; i < options->steps.count; i++)
    if (!is_met(intake->events, options->steps.step[i]))
      return fail_word(intake, "event --steps", options->steps.step[i], error);
  for (size_t i = 0; i < options->steps.exclude_count; i++)
    if (!is_met(intake->events, options->steps.exclude[i]))
      return fail_word(intake, "event --exclude", options->steps.exclude[i], error);
  return CVS_OK;
}

/* --converted COL=VALUE: nobody would have converted. */
static cvs_status check_converted(const cvs_intake *intake, cvs_error *error) {
  const char *const named = intake->wants->options->column[CVS_ROLE_CONVERTED];
  const char *const equals = named == NULL ? NULL : strrchr(named, '=');
  if (cvs_map_count(intake->events) == 0 || equals == NULL || is_met(intake->events, equals + 1))
    return CVS_OK;
  cvs_strbuf what = {0};
  cvs_strbuf_add(&what, "--converted ");
  cvs_strbuf_add_bytes(&what, named, (size_t)(equals - named));
  cvs_strbuf_add(&what, " =");
  const cvs_status status =
      what.failed ? cvs_fail_memory(error) : fail_word(intake, cvs_strbuf_text(&what), equals + 1, error);
  cvs_strbuf_free(&what);
  return status;
}

/* The alternatives of which some value occurs. */
static uint64_t find_holding(const cvs_where_column *column, const cvs_map *met) {
  uint64_t holding = 0;
  for (size_t i = 0; i < column->count; i++)
    holding |= is_met(met, column->value[i]) ? column->holds[i] : 0;
  return holding;
}

/* `country = "AT", "CH"; ` */
static void add_unseen(const cvs_where_column *column, const char *value, bool first, cvs_strbuf *out) {
  char shown[CVS_SHOWN_MAX];
  if (!first)
    cvs_strbuf_add(out, ", ");
  else
    cvs_strbuf_addf(out, "%s%s = ", out->length > 0 ? "; " : "", column->name);
  cvs_strbuf_add(out, cvs_show_value(shown, value));
}

/* An alternative none of whose values occurs is a slip; a value that does not beside one that does is told. */
static cvs_status check_where_column(const cvs_intake *intake, size_t index, cvs_strbuf *unseen, cvs_error *error) {
  const cvs_where_column *const column = &intake->wants->where.column[index];
  const cvs_map *const met = intake->where_met[index];
  const uint64_t holding = find_holding(column, met);
  cvs_strbuf what = {0};
  cvs_status status = CVS_OK;
  bool first = true;
  if (!intake->where_found[index])
    status = cvs_fail_at(error, CVS_EDATA, intake->first_source, 0,
                         "there is no column %s for --where in any file, expected it in the assignments", column->name);
  for (size_t i = 0; i < column->count && status == CVS_OK; i++) {
    if (is_met(met, column->value[i]))
      continue;
    if ((column->holds[i] & ~holding) == 0) {
      add_unseen(column, type_word(&intake->dataset->arena, column->value[i]), first, unseen);
      first = false;
      continue;
    }
    cvs_strbuf_addf(&what, "--where %s =", column->name);
    status = fail_value(intake, cvs_strbuf_text(&what), column->value[i], met, error);
  }
  cvs_strbuf_free(&what);
  return status;
}

static cvs_status check_where(const cvs_intake *intake, cvs_error *error) {
  cvs_dataset *const dataset = intake->dataset;
  cvs_strbuf unseen = {0};
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < intake->wants->where.column_count && status == CVS_OK; i++)
    status = check_where_column(intake, i, &unseen, error);
  if (status == CVS_OK && unseen.length > 0) {
    dataset->info.where_unseen = cvs_arena_copy(&dataset->arena, cvs_strbuf_text(&unseen), unseen.length);
    status = dataset->info.where_unseen == NULL ? cvs_fail_memory(error) : CVS_OK;
  }
  if (status == CVS_OK && unseen.failed)
    status = cvs_fail_memory(error);
  cvs_strbuf_free(&unseen);
  return status;
}

/* Columns of steps that say nothing in any row: `"cart", "buy"`. */
static cvs_status tell_empty_steps(const cvs_intake *intake, cvs_error *error) {
  cvs_dataset *const dataset = intake->dataset;
  const cvs_steps_options *const steps = &intake->wants->options->steps;
  const cvs_step_kinds *const said = &intake->steps_said;
  const uint32_t empty = said->empty & ~(said->marks | said->times);
  cvs_strbuf names = {0};
  for (size_t i = 0; i < steps->count; i++) {
    if ((empty >> i & 1U) == 0)
      continue;
    cvs_strbuf_add(&names, names.length > 0 ? ", \"" : "\"");
    cvs_utf8_add_visible(&names, steps->step[i]);
    cvs_strbuf_add_char(&names, '"');
  }
  if (names.length > 0)
    dataset->info.steps_empty = cvs_arena_copy(&dataset->arena, cvs_strbuf_text(&names), names.length);
  const bool failed = names.failed || (names.length > 0 && dataset->info.steps_empty == NULL);
  cvs_strbuf_free(&names);
  return failed ? cvs_fail_memory(error) : CVS_OK;
}

cvs_status cvs_intake_check_met(const cvs_intake *intake, cvs_error *error) {
  if (intake->dataset->info.rows == 0)
    return CVS_OK; /* that is told by itself */
  cvs_status status = check_where(intake, error);
  if (status == CVS_OK && intake->shape != CVS_SHAPE_EVENTS)
    status = check_converted(intake, error);
  if (status == CVS_OK && intake->shape == CVS_SHAPE_USERS)
    status = tell_empty_steps(intake, error);
  return status == CVS_OK && intake->shape == CVS_SHAPE_EVENTS ? check_events(intake, error) : status;
}

cvs_status cvs_intake_fail_goal(const cvs_intake *intake, const char *source, cvs_error *error) {
  cvs_strbuf found = {0};
  describe_met(&(unmet){.met = intake->events}, &found);
  const cvs_status status =
      cvs_fail_at(error, CVS_EDATA, source, 0, "nobody says which event is the conversion (--goal EVENT)%s",
                  cvs_strbuf_text(&found));
  cvs_strbuf_free(&found);
  return status;
}
