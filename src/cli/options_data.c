/* Options that say how input is read, shared by all commands that read experiments. */
#include "cli/arguments.h"

#include "base/error.h"
#include "cli/terminal.h"
#include <stddef.h>

static const char *pick(const char *const *ids, size_t count, size_t index) {
  return index < count ? ids[index] : NULL;
}

static const char *choose_shape(size_t index) {
  static const char *const ids[] = {"auto", "counts", "users", "events"}; /* order of cvs_shape */
  return pick(ids, sizeof ids / sizeof ids[0], index);
}

static const char delimiters[] = ",;\t|";
static const char *choose_delimiter(size_t index) {
  static const char *const ids[] = {"comma", "semicolon", "tab", "pipe"};
  return pick(ids, sizeof ids / sizeof ids[0], index);
}

static const char decimals[] = ".,";
static const char *choose_decimal(size_t index) {
  static const char *const ids[] = {"point", "comma"};
  return pick(ids, sizeof ids / sizeof ids[0], index);
}

enum { STOP, SKIP };
static const char *choose_on_error(size_t index) {
  static const char *const ids[] = {[STOP] = "stop", [SKIP] = "skip"};
  return pick(ids, sizeof ids / sizeof ids[0], index);
}

#define PLACE(member) offsetof(cvs_arguments, data.member)
#define COLUMN(role, column_name, text)                                                                                \
  {                                                                                                                    \
    .name = column_name, .kind = CVS_VALUE_COLUMN, .argument = "COL", .summary = text,                                 \
    .place = PLACE(column) + (role) * sizeof(cvs_value)                                                                \
  }
static const cvs_option rows[] = {
    {.name = "by",
     .kind = CVS_VALUE_COLUMNS,
     .argument = "COL[,COL]",
     .summary = "the whole analysis for each combination of these columns",
     .place = PLACE(by)},
    {.name = "experiment",
     .kind = CVS_VALUE_COLUMN,
     .argument = "COL",
     .summary = "like --by, for a column that names the experiment",
     .place = PLACE(experiment)},
    COLUMN(CVS_ROLE_VARIANT, "variant",
           "column of the variant; '@file': one file a variant, named as the file without folder and ending; with "
           "--assignments it may be a column of these"),
    COLUMN(CVS_ROLE_VISITORS, "visitors", "column of the number of visitors"),
    COLUMN(CVS_ROLE_CONVERSIONS, "conversions", "column of the number of conversions"),
    COLUMN(CVS_ROLE_CONVERTED, "converted",
           "column that says whether the row converted (0/1, true/false, t/f, yes/no, y/n); COL=VALUE: where it has "
           "this value"),
    COLUMN(CVS_ROLE_USER, "user", "column of the user; 'none': each row is a unit"),
    COLUMN(CVS_ROLE_TIME, "time", "column of the time"),
    COLUMN(CVS_ROLE_DATE, "date", "column of the date"),
    COLUMN(CVS_ROLE_EVENT, "event",
           "column of the event, which then needs no time; '@file': one file an event, named as the file"),
    COLUMN(CVS_ROLE_VALUE, "value", "column of the value: amounts, rounded to a millionth and added up"),
    {.name = "shape",
     .kind = CVS_VALUE_CHOICE,
     .argument = "SHAPE",
     .summary = "what a row is: counts of a variant, a user, or an event",
     .fallback = "auto",
     .choice = choose_shape,
     .place = PLACE(shape)},
    {.name = "delimiter",
     .kind = CVS_VALUE_CHOICE,
     .argument = "CHAR",
     .summary = "what parts the columns, by name or as the character itself",
     .otherwise = "found from the header",
     .choice = choose_delimiter,
     .letters = delimiters,
     .place = PLACE(delimiter)},
    {.name = "decimal",
     .kind = CVS_VALUE_CHOICE,
     .argument = "SIGN",
     .summary = "how decimals are written, where a number can be read both ways",
     .otherwise = "found from the file",
     .choice = choose_decimal,
     .letters = decimals,
     .place = PLACE(decimal)},
    {.name = "encoding",
     .kind = CVS_VALUE_TEXT,
     .argument = "NAME",
     .summary = "encoding of the text, as iconv names it (windows-1252)",
     .otherwise = "UTF-8, or UTF-16 where the file begins with its mark",
     .place = PLACE(encoding)},
    {.name = "date-format",
     .kind = CVS_VALUE_TEXT,
     .argument = "FORMAT",
     .summary = "how dates are written, where they can be read several ways (DD/MM/YYYY, MM/DD/YYYY)",
     .otherwise = "found from the file",
     .place = PLACE(date_format)},
    {.name = "timezone",
     .kind = CVS_VALUE_TEXT,
     .argument = "ZONE",
     .summary = "zone of times that name none: UTC or an offset (+02:00)",
     .fallback = "UTC",
     .place = PLACE(timezone)},
    {.name = "on-error",
     .kind = CVS_VALUE_CHOICE,
     .argument = "ACTION",
     .summary = "a bad record stops the program, or is skipped, counted and reported",
     .fallback = "stop",
     .choice = choose_on_error,
     .place = PLACE(on_error)},
};

/* --experiment parts the input as --by does, and comes first. */
static cvs_status join_by(cvs_arguments *arguments, cvs_read_options *out, cvs_error *error) {
  const cvs_data_values *data = &arguments->data;
  out->by = data->by.list;
  out->by_count = data->by.list_count;
  if (!data->experiment.given)
    return CVS_OK;
  const char **all = cvs_arena_alloc(&arguments->arena, (out->by_count + 1) * sizeof *all);
  if (!all)
    return cvs_fail_memory(error);
  all[0] = data->experiment.text;
  for (size_t i = 0; i < out->by_count; i++)
    all[i + 1] = data->by.list[i];
  out->by = all;
  out->by_count++;
  return CVS_OK;
}

static const int64_t microseconds = 1000000; /* of a second */

static void resolve_units(const cvs_arguments *arguments, cvs_read_options *out) {
  const cvs_units_values *units = &arguments->units;
  out->experiment = arguments->data.experiment.text;
  out->where = units->where.list;
  out->where_count = units->where.list_count;
  out->multiple = (cvs_multiple)units->multiple.choice;
  out->goal = units->goal.text;
  out->exposure_event = units->exposure_event.text;
  out->assignments = units->assignments.text;
  out->memory = units->memory.count;
  out->by_day = units->by_day.given;
  out->steps = (cvs_steps_options){.step = units->steps.list,
                                   .count = units->steps.list_count,
                                   .any_order = units->order.choice == CVS_ORDER_ANY,
                                   .window_from_previous = units->window_from.choice == 1,
                                   .window = (int64_t)units->window.count * microseconds};
  out->threads = (unsigned)arguments->common.threads.count;
  out->directory = cvs_environment("TMPDIR");
}

cvs_status cvs_arguments_data(cvs_arguments *arguments, cvs_read_options *out, cvs_error *error) {
  const cvs_data_values *data = &arguments->data;
  *out = (cvs_read_options){
      .shape = (cvs_shape)data->shape.choice,
      .delimiter = data->delimiter.given ? delimiters[data->delimiter.choice] : '\0',
      .decimal = data->decimal.given ? decimals[data->decimal.choice] : '\0',
      .encoding = data->encoding.text,
      .date_format = data->date_format.text,
      .timezone = data->timezone.text,
      .stratify = arguments->test.stratify.list,
      .stratify_count = arguments->test.stratify.list_count,
      .skip_bad = data->on_error.choice == SKIP,
  };
  for (size_t role = 0; role < CVS_ROLES; role++)
    out->column[role] = data->column[role].text;
  resolve_units(arguments, out);
  return join_by(arguments, out, error);
}

const cvs_option_group cvs_options_data = {"Input", rows, sizeof rows / sizeof rows[0]};

/* The last rows: shape, then how text is read (3), then dates (2), then what becomes of bad rows (1). */
enum { ROW_COUNT = sizeof rows / sizeof rows[0], TEXT_ROWS = 3, ROWS_FROM_TEXT = 6 };
const cvs_option_group cvs_options_text = {"Input", rows + ROW_COUNT - ROWS_FROM_TEXT, TEXT_ROWS};
const cvs_option_group cvs_options_bad_rows = {"Bad rows", rows + ROW_COUNT - 1, 1};
