/* What the options ask of every file; those that are wrong whatever the files say. */
#include "data/wants.h"
#include "base/error.h"
#include "data/dates.h"
#include "data/decode.h"
#include "data/problem.h"
#include "data/store.h"
#include "data/unit_rows.h"
#include <string.h>

static cvs_status check_texts(const cvs_read_options *options, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  int64_t seconds = 0;
  if (options->encoding != NULL && !cvs_encoding_known(options->encoding))
    return cvs_fail(error, CVS_EUSAGE, "--encoding %s is not known, expected a name such as windows-1252 or UTF-16LE",
                    cvs_show_value(shown, options->encoding));
  if (options->date_format != NULL && !cvs_date_format_valid(options->date_format))
    return cvs_fail(error, CVS_EUSAGE,
                    "--date-format %s is not one, expected YYYY, MM and DD once each, such as DD/MM/YYYY",
                    cvs_show_value(shown, options->date_format));
  if (options->timezone != NULL && !cvs_read_timezone(options->timezone, &seconds))
    return cvs_fail(error, CVS_EUSAGE, "--timezone %s is not known, expected UTC or an offset such as +02:00",
                    cvs_show_value(shown, options->timezone));
  return CVS_OK;
}

/* A column that is named twice in lists has two roles whatever the file says. */
static cvs_status check_columns(const cvs_read_options *options, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  size_t total = options->by_count + options->stratify_count;
  for (size_t i = 0; i < total; i++) {
    const char *const name = i < options->by_count ? options->by[i] : options->stratify[i - options->by_count];
    for (size_t j = i + 1; j < total; j++) {
      const char *const other = j < options->by_count ? options->by[j] : options->stratify[j - options->by_count];
      if (strcmp(name, other) == 0)
        return cvs_fail(error, CVS_EUSAGE, "column %s is named twice, expected one role a column",
                        cvs_show_value(shown, name));
    }
  }
  return CVS_OK;
}

static cvs_status check_steps(const cvs_steps_options *steps, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  if (steps->count > CVS_STEPS_MAX)
    return cvs_fail(error, CVS_EUSAGE, "--steps names %zu steps, expected at most %d", steps->count, CVS_STEPS_MAX);
  if (steps->window < 0)
    return cvs_fail(error, CVS_EUSAGE, "--window is negative, expected a span of time such as 7d");
  for (size_t i = 0; i < steps->count; i++) {
    if (*steps->step[i] == '\0')
      return cvs_fail(error, CVS_EUSAGE, "--steps has an empty name, expected names with commas between them");
    for (size_t j = 0; j < i; j++)
      if (strcmp(steps->step[i], steps->step[j]) == 0)
        return cvs_fail(error, CVS_EUSAGE, "--steps names %s twice, expected each step once",
                        cvs_show_value(shown, steps->step[i]));
  }
  return CVS_OK;
}

static cvs_status check_excluded(const cvs_steps_options *steps, const char *name, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  if (*name == '\0')
    return cvs_fail(error, CVS_EUSAGE, "--exclude has an empty name, expected names with commas between them");
  for (size_t i = 0; i < steps->count; i++)
    if (strcmp(steps->step[i], name) == 0)
      return cvs_fail(error, CVS_EUSAGE, "--exclude %s is one of --steps as well, expected another event",
                      cvs_show_value(shown, name));
  return CVS_OK;
}

/* What may be left out, and what stops a unit. */
static cvs_status check_way(const cvs_read_options *options, cvs_error *error) {
  const cvs_steps_options *const steps = &options->steps;
  const uint64_t last = steps->count > 0 ? UINT64_C(1) << (steps->count - 1) : 1;
  if (steps->optional >= last)
    return cvs_fail(error, CVS_EUSAGE, "the last step may not be left out, expected one before it in --optional");
  if (options->first_step_enters && options->assignments == NULL && options->exposure_event == NULL &&
      (steps->optional & 1U) != 0)
    return cvs_fail(error, CVS_EUSAGE, "users enter at the first step, expected one behind it in --optional");
  if (steps->exclude_count > 0 && steps->count == 0)
    return cvs_fail(error, CVS_EUSAGE, "--exclude stops users between steps, expected --steps");
  if (steps->exclude_count > CVS_STEPS_MAX)
    return cvs_fail(error, CVS_EUSAGE, "--exclude names %zu events, expected at most %d", steps->exclude_count,
                    CVS_STEPS_MAX);
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < steps->exclude_count && status == CVS_OK; i++)
    status = check_excluded(steps, steps->exclude[i], error);
  return status;
}

/* Whoever is followed is followed to the end of a window, from step to step. */
static cvs_status check_following(const cvs_read_options *options, cvs_error *error) {
  const cvs_steps_options *const steps = &options->steps;
  if (!options->keep_step_times)
    return CVS_OK;
  if (steps->count == 0 || steps->window == 0)
    return cvs_fail(error, CVS_EUSAGE, "--censor follows users to the end of a window, expected --steps and --window");
  if (steps->any_order || steps->optional != 0)
    return cvs_fail(error, CVS_EUSAGE,
                    "--censor follows users from step to step, expected no --order any and no step that may be left "
                    "out");
  return CVS_OK;
}

static bool is_file_name(const cvs_read_options *options, cvs_role role) {
  const char *const named = options->column[role];
  return named != NULL && strcmp(named, "@file") == 0;
}

cvs_status cvs_read_options_check(const cvs_read_options *options, cvs_error *error) {
  if (options->delimiter != '\0' && strchr(",;\t|", options->delimiter) == NULL)
    return cvs_fail(error, CVS_EUSAGE, "--delimiter is none of comma, semicolon, tab and pipe, expected one of them");
  if (options->decimal != '\0' && strchr(".,", options->decimal) == NULL)
    return cvs_fail(error, CVS_EUSAGE, "--decimal is neither point nor comma, expected one of them");
  if (options->assignments != NULL && is_file_name(options, CVS_ROLE_VARIANT))
    return cvs_fail(error, CVS_EUSAGE, "--variant @file and --assignments both say the variant, expected one of them");
  if (is_file_name(options, CVS_ROLE_EVENT) && is_file_name(options, CVS_ROLE_VARIANT))
    return cvs_fail(error, CVS_EUSAGE,
                    "the name of a file is its --variant @file and its --event @file, expected one of them");
  cvs_status status = check_columns(options, error);
  if (status == CVS_OK)
    status = check_steps(&options->steps, error);
  if (status == CVS_OK)
    status = check_way(options, error);
  if (status == CVS_OK)
    status = check_following(options, error);
  return status == CVS_OK ? check_texts(options, error) : status;
}

static void find_goal_step(cvs_wants *wants) {
  const cvs_read_options *const options = wants->options;
  wants->goal_step = CVS_NO_COLUMN;
  for (size_t i = 0; i < options->steps.count && options->goal != NULL; i++)
    if (strcmp(options->steps.step[i], options->goal) == 0)
      wants->goal_step = i;
}

static void want_event(cvs_wants *wants, const char *word, uint8_t kind, uint8_t step) {
  size_t at = 0;
  while (at < wants->event.count && strcmp(wants->event.word[at], word) != 0)
    at++;
  wants->event.word[at] = word;
  wants->event.kind[at] |= kind;
  wants->event.step[at] = wants->event.step[at] == 0 ? step : wants->event.step[at];
  wants->event.count += at == wants->event.count ? 1 : 0;
}

static void want_events(cvs_wants *wants) {
  const cvs_read_options *const options = wants->options;
  for (size_t i = 0; i < options->steps.count; i++)
    want_event(wants, options->steps.step[i], wants->enters_at_step && i == 0 ? CVS_UNIT_EXPOSURE : 0,
               (uint8_t)(i + 1));
  for (size_t i = 0; i < options->steps.exclude_count; i++)
    want_event(wants, options->steps.exclude[i], CVS_UNIT_EXCLUSION, 0);
  if (options->goal != NULL)
    want_event(wants, options->goal, CVS_UNIT_CONVERTED, 0);
  if (options->exposure_event != NULL)
    want_event(wants, options->exposure_event, CVS_UNIT_EXPOSURE, 0);
}

/* In any order a step may come before the first one: then units enter at any row, and take.c tells who counts. */
static void want_times(cvs_wants *wants) {
  const cvs_read_options *const options = wants->options;
  const cvs_steps_options *const steps = &options->steps;
  const bool has_steps = steps->count > 0;
  wants->enters_at_step = options->first_step_enters && has_steps && !steps->any_order &&
                          options->assignments == NULL && options->exposure_event == NULL;
  wants->follows = steps->window > 0 && (options->drop_young || (has_steps && options->keep_step_times));
  wants->keeps_times = has_steps && (options->want_step_times || wants->follows);
}

cvs_status cvs_wants_init(cvs_wants *wants, const cvs_read_options *options, cvs_arena *arena, cvs_error *error) {
  *wants = (cvs_wants){.options = options, .experiment = CVS_NO_COLUMN, .by_count = options->by_count};
  cvs_status status = cvs_read_options_check(options, error);
  if (status != CVS_OK)
    return status;
  wants->by = cvs_arena_alloc(arena, (options->by_count + 1) * sizeof *wants->by);
  if (wants->by == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < options->by_count; i++) {
    wants->by[i] = options->by[i];
    if (options->experiment != NULL && strcmp(options->by[i], options->experiment) == 0)
      wants->experiment = i;
  }
  if (options->experiment != NULL && wants->experiment == CVS_NO_COLUMN) {
    wants->experiment = wants->by_count;
    wants->by[wants->by_count++] = options->experiment;
  }
  if (options->timezone != NULL)
    (void)cvs_read_timezone(options->timezone, &wants->offset_seconds); /* checked above */
  wants->variant_is_file = is_file_name(options, CVS_ROLE_VARIANT);
  wants->event_is_file = is_file_name(options, CVS_ROLE_EVENT);
  find_goal_step(wants);
  want_times(wants);
  want_events(wants);
  return cvs_where_parse(options, arena, &wants->where, error);
}
