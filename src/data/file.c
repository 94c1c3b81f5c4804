/* One file into the dataset: delimiter, header, roles, then its rows. */
#include "base/error.h"
#include "base/mem.h"
#include "data/intake.h"
#include "data/roles.h"
#include "data/scan.h"
#include <string.h>

/* A header is looked for in so many bytes, then in four times as many, up to what a record may have. */
enum { HEADER_FIRST = 1 << 16, HEADER_GROWTH = 4, HEADER_MAX = 8 << 20 };

/* A file while it is read. */
typedef struct file {
  cvs_intake *intake;
  cvs_input *input;
  cvs_text *text;
  cvs_scanner *scanner; /* for the header */
  uint64_t header_line;
  size_t header_length; /* bytes up to the first row */
  bool header_is_cut;   /* it does not end in what has been looked at */
  size_t column_count;
  cvs_file_plan plan;
} file;

static cvs_status choose_delimiter(const file *f, char *out, cvs_error *error) {
  static const char excel[] = "sep="; /* Excel's own first line: sep=; */
  const char *line = NULL;
  size_t length = 0;
  const cvs_status status = cvs_scanner_peek(f->scanner, &line, &length, error);
  if (status != CVS_OK || line == NULL)
    return status;
  if (length != sizeof excel || memcmp(line, excel, sizeof excel - 1) != 0)
    return cvs_delimiter_find(line, length, f->plan.wants->options, out, error);
  *out = line[length - 1];
  return cvs_scanner_drop(f->scanner, error);
}

static cvs_status keep_names(file *f, const cvs_record *header, cvs_error *error) {
  cvs_arena *const arena = &f->intake->dataset->arena;
  f->column_count = header->count;
  f->header_line = header->line;
  f->plan.column = cvs_arena_alloc(arena, header->count * sizeof *f->plan.column);
  bool failed = f->plan.column == NULL;
  for (size_t i = 0; i < header->count && !failed; i++) {
    f->plan.column[i] = cvs_arena_copy(arena, header->field[i].text, header->field[i].length);
    failed = f->plan.column[i] == NULL;
  }
  return failed ? cvs_fail_memory(error) : CVS_OK;
}

/* The header in text[length]; `last`: that is all there is. */
static cvs_status scan_header(file *f, const char *text, size_t length, bool last, cvs_error *error) {
  const cvs_read_options *const options = f->plan.wants->options;
  cvs_record header = {0};
  cvs_skip skip = CVS_SKIP_NONE;
  char delimiter = ',';
  cvs_scanner_begin(f->scanner, text, length, cvs_text_line(f->text), last);
  cvs_status status = choose_delimiter(f, &delimiter, error);
  if (status != CVS_OK)
    return status;
  f->plan.numbers.delimiter = options->delimiter != '\0' ? options->delimiter : delimiter;
  f->plan.numbers.decimal = options->decimal;
  cvs_scanner_set_delimiter(f->scanner, f->plan.numbers.delimiter);
  status = cvs_scanner_next(f->scanner, &header, &skip, error);
  f->header_is_cut = status == CVS_OK && header.count == 0 && cvs_scanner_is_cut(f->scanner);
  if (status != CVS_OK || f->header_is_cut)
    return status;
  if (header.count == 0)
    return cvs_fail_at(error, CVS_EDATA, f->plan.source, 0,
                       "the file is empty, expected a header such as variant,visitors,conversions");
  f->header_length = cvs_scanner_taken(f->scanner);
  return keep_names(f, &header, error);
}

static cvs_status read_header(file *f, cvs_error *error) {
  cvs_status status = cvs_scanner_new_in_memory(f->plan.source, &f->scanner, error);
  f->header_is_cut = true;
  for (size_t limit = HEADER_FIRST; status == CVS_OK && f->header_is_cut; limit *= HEADER_GROWTH) {
    const char *text = NULL;
    size_t length = 0;
    status = cvs_text_peek(f->text, limit, &text, &length, error);
    if (status == CVS_OK)
      status = scan_header(f, text == NULL ? "" : text, length, length < limit || limit > HEADER_MAX, error);
  }
  if (status == CVS_OK)
    cvs_text_drop(f->text, f->header_length);
  return status;
}

/* What is read of one file of a log is read of all. */
static cvs_status check_log(const file *f, cvs_error *error) {
  char first[CVS_SHOWN_MAX];
  const cvs_intake *const intake = f->intake;
  const cvs_schema *const schema = &f->plan.schema;
  const bool is_timed = schema->day != CVS_NO_COLUMN;
  const bool has_variants = schema->role[CVS_ROLE_VARIANT] != CVS_NO_COLUMN;
  if (schema->shape != CVS_SHAPE_EVENTS || (is_timed == intake->is_timed && has_variants == intake->has_variants))
    return CVS_OK;
  const char *const what = is_timed != intake->is_timed ? "time" : "variant";
  return cvs_fail_at(error, CVS_EDATA, f->plan.source, f->header_line,
                     "there is a column for the %s here or in %s but not in both, expected it in all files or in none, "
                     "or --%s COL",
                     what, cvs_show_value(first, intake->first_source), what);
}

/* The column of --variant or --time is one of the log, or of the assignments beside it. */
static cvs_status check_named(file *f, cvs_error *error) {
  char name[CVS_SHOWN_MAX];
  char other[CVS_SHOWN_MAX];
  cvs_intake *const intake = f->intake;
  const cvs_schema *const schema = &f->plan.schema;
  const cvs_read_options *const options = f->plan.wants->options;
  const char *const variant = options->column[CVS_ROLE_VARIANT];
  const char *const time = options->column[CVS_ROLE_TIME];
  if (schema->is_assignments) {
    intake->has_named_variant = schema->has_named_variant;
    intake->has_named_time = schema->has_named_time;
    return CVS_OK;
  }
  const bool has_variant = variant == NULL || schema->has_named_variant || intake->has_named_variant;
  const bool has_time = time == NULL || schema->has_named_time || intake->has_named_time;
  if (options->assignments == NULL || (has_variant && has_time))
    return CVS_OK;
  return cvs_fail_at(error, CVS_EDATA, f->plan.source, f->header_line,
                     "there is no column %s for --%s here, nor in the assignments %s, expected it in one of them",
                     cvs_show_value(name, has_variant ? time : variant), has_variant ? "time" : "variant",
                     cvs_show_value(other, options->assignments));
}

/* All files have one shape, and convert by one rule. */
static cvs_status check_shape(file *f, cvs_error *error) {
  char first[CVS_SHOWN_MAX];
  cvs_intake *const intake = f->intake;
  const cvs_schema *const schema = &f->plan.schema;
  const char *const source = f->plan.source;
  if (schema->is_assignments)
    return CVS_OK;
  if (intake->first_source == NULL) {
    intake->first_source = cvs_arena_copy(&intake->dataset->arena, source, strlen(source));
    intake->shape = schema->shape;
    intake->conversion_step = f->plan.conversion_step;
    intake->is_timed = schema->day != CVS_NO_COLUMN;
    intake->has_variants = schema->role[CVS_ROLE_VARIANT] != CVS_NO_COLUMN;
    intake->dataset->info.shape = schema->shape;
    return intake->first_source == NULL ? cvs_fail_memory(error) : CVS_OK;
  }
  if (intake->shape != schema->shape)
    return cvs_fail_at(error, CVS_EDATA, source, f->header_line, "the file has %s and %s has %s, expected one shape",
                       cvs_shape_word(schema->shape), cvs_show_value(first, intake->first_source),
                       cvs_shape_word(intake->shape));
  if (schema->shape == CVS_SHAPE_USERS && intake->conversion_step != f->plan.conversion_step)
    return cvs_fail_at(error, CVS_EDATA, source, f->header_line,
                       "conversions are a column here or in %s but not in both, expected them alike (--goal, "
                       "--converted)",
                       cvs_show_value(first, intake->first_source));
  return check_log(f, error);
}

/* Which step is the conversion: the goal, or the last one where no column says it. */
static size_t find_conversion_step(const cvs_wants *wants, const cvs_schema *schema) {
  const size_t steps = wants->options->steps.count;
  if (schema->shape == CVS_SHAPE_COUNTS)
    return CVS_NO_COLUMN;
  if (wants->goal_step != CVS_NO_COLUMN || wants->options->goal != NULL || steps == 0)
    return wants->goal_step;
  return schema->shape == CVS_SHAPE_USERS && schema->role[CVS_ROLE_CONVERTED] != CVS_NO_COLUMN ? CVS_NO_COLUMN
                                                                                               : steps - 1;
}

/* Steps are those of the first file; counts have to agree about them. */
static cvs_status keep_steps(file *f, cvs_error *error) {
  char first[CVS_SHOWN_MAX];
  cvs_dataset *const dataset = f->intake->dataset;
  const cvs_schema *const schema = &f->plan.schema;
  const bool are_columns = schema->shape == CVS_SHAPE_COUNTS;
  const cvs_steps_options *const asked = &f->plan.wants->options->steps;
  const size_t count = are_columns ? schema->step_count : asked->count;
  if (dataset->info.file_count == 0) {
    dataset->cells.step_count = count;
    dataset->cells.has_skipped = !are_columns && !asked->any_order;
    dataset->step_count = count;
    dataset->step_name =
        are_columns ? schema->step_name
                    : (const char **)cvs_arena_alloc(&dataset->arena, (count + 1) * sizeof *dataset->step_name);
    for (size_t i = 0; i < count && !are_columns && dataset->step_name != NULL; i++)
      dataset->step_name[i] = asked->step[i];
    return dataset->step_name == NULL ? cvs_fail_memory(error) : CVS_OK;
  }
  bool same = count == dataset->step_count;
  for (size_t i = 0; i < count && same && are_columns; i++)
    same = strcmp(schema->step_name[i], dataset->step_name[i]) == 0;
  if (same)
    return CVS_OK;
  return cvs_fail_at(error, CVS_EDATA, f->plan.source, f->header_line,
                     "the columns of steps are others than in %s, expected the same in the same order",
                     cvs_show_value(first, f->intake->first_source));
}

static cvs_status keep_by_names(file *f, cvs_error *error) {
  cvs_dataset *const dataset = f->intake->dataset;
  dataset->by_count = f->plan.wants->by_count;
  if (dataset->by_name != NULL || dataset->by_count == 0 || f->plan.schema.by == NULL)
    return CVS_OK;
  dataset->by_name = cvs_arena_alloc(&dataset->arena, dataset->by_count * sizeof *dataset->by_name);
  if (dataset->by_name == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < dataset->by_count; i++)
    dataset->by_name[i] = f->plan.column[f->plan.schema.by[i]];
  return CVS_OK;
}

/* What the dataset tells about this file. */
static cvs_status keep_info(file *f, cvs_error *error) {
  cvs_dataset *const dataset = f->intake->dataset;
  const cvs_schema *const schema = &f->plan.schema;
  cvs_file_info info = {.delimiter = f->plan.numbers.delimiter};
  const char *const encoding = cvs_text_encoding(f->text);
  info.name = cvs_arena_copy(&dataset->arena, f->plan.source, strlen(f->plan.source));
  info.encoding = cvs_arena_copy(&dataset->arena, encoding, strlen(encoding));
  for (int role = 0; role < CVS_ROLES; role++)
    info.role[role] = schema->role[role] == CVS_NO_COLUMN ? NULL : f->plan.column[schema->role[role]];
  if (f->plan.wants->variant_is_file)
    info.role[CVS_ROLE_VARIANT] = "@file";
  if (f->plan.wants->event_is_file && !schema->is_assignments)
    info.role[CVS_ROLE_EVENT] = "@file";
  if (info.name == NULL || info.encoding == NULL)
    return cvs_fail_memory(error);
  if (schema->is_assignments) {
    f->intake->assignments = info;
    return CVS_OK;
  }
  if (dataset->info.weak_unit == NULL)
    dataset->info.weak_unit = schema->weak_unit;
  return cvs_dataset_add_file(dataset, &info, error);
}

/* Whether the days of all rows are known, and amounts of some. */
static void keep_days(file *f) {
  cvs_dataset *const dataset = f->intake->dataset;
  dataset->has_value = dataset->has_value || f->plan.schema.role[CVS_ROLE_VALUE] != CVS_NO_COLUMN;
  const cvs_wants *const wants = f->plan.wants;
  const bool asked = f->plan.schema.shape == CVS_SHAPE_COUNTS || wants->options->by_day;
  const bool is_entered = f->plan.schema.shape == CVS_SHAPE_EVENTS && wants->options->by_day; /* somebody says when */
  if (asked && (f->plan.schema.day != CVS_NO_COLUMN || is_entered))
    dataset->has_days = true;
  else if (!f->plan.schema.is_assignments)
    dataset->has_undated = true;
}

/* Where assignments say which users there are, a column of the log alone would choose events and no users. */
static cvs_status note_where(file *f, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  const cvs_wants *const wants = f->plan.wants;
  const bool is_log = wants->options->assignments != NULL && !f->plan.schema.is_assignments;
  for (size_t i = 0; i < wants->where.column_count; i++) {
    const bool is_here = f->plan.schema.where[i] != CVS_NO_COLUMN;
    if (is_log && is_here && !f->intake->where_found[i])
      return cvs_fail_at(error, CVS_EDATA, f->plan.source, f->header_line,
                         "--where %s is a column of the log only, expected a column of %s, whose users it chooses",
                         wants->where.column[i].name, cvs_show_value(shown, wants->options->assignments));
    f->intake->where_found[i] = f->intake->where_found[i] || is_here;
  }
  return CVS_OK;
}

/* Nothing says the variant: all rows are of one arm. */
static void note_variant(const file *f) {
  const cvs_wants *const wants = f->plan.wants;
  const cvs_schema *const schema = &f->plan.schema;
  const bool is_assigned = wants->options->assignments != NULL && !schema->is_assignments;
  if (schema->role[CVS_ROLE_VARIANT] == CVS_NO_COLUMN && !wants->variant_is_file && !is_assigned)
    f->intake->dataset->info.has_no_variants = true;
}

static cvs_status find_schema(file *f, bool is_assignments, cvs_error *error) {
  cvs_arena *const arena = &f->intake->dataset->arena;
  const cvs_header header = {f->plan.source, f->header_line, f->column_count, (const char *const *)f->plan.column,
                             is_assignments};
  cvs_status status = cvs_schema_find(&header, f->plan.wants, arena, &f->plan.schema, error);
  if (status != CVS_OK)
    return status;
  const cvs_schema *const schema = &f->plan.schema;
  const bool keeps_times = f->plan.wants->keeps_times && schema->shape == CVS_SHAPE_USERS;
  f->plan.has_units =
      schema->shape != CVS_SHAPE_COUNTS && (schema->role[CVS_ROLE_USER] != CVS_NO_COLUMN || keeps_times);
  f->plan.number = (uint32_t)f->intake->dataset->info.file_count;
  f->plan.conversion_step = find_conversion_step(f->plan.wants, schema);
  note_variant(f);
  status = check_named(f, error);
  if (status == CVS_OK)
    status = check_shape(f, error);
  return status == CVS_OK ? cvs_file_plan_place(&f->plan, arena, error) : status;
}

/* A goal is needed, and nobody has said it: the log is read for the events it has. */
static cvs_status check_goal(file *f, cvs_error *error) {
  const cvs_read_options *const options = f->plan.wants->options;
  if (f->plan.schema.shape != CVS_SHAPE_EVENTS || options->goal != NULL || options->goal_optional ||
      options->steps.count > 0)
    return CVS_OK;
  f->plan.is_listing = true;
  const cvs_status status = cvs_intake_run(f->intake, f->text, &f->plan, error);
  if (status != CVS_OK && status != CVS_ECANCELLED)
    return status;
  *error = (cvs_error){0};
  return cvs_intake_fail_goal(f->intake, f->plan.source, error);
}

/* Begins the text again behind its header. */
static cvs_status begin_again(file *f, cvs_error *error) {
  const char *text = NULL;
  size_t length = 0;
  cvs_text_free(f->text);
  f->text = NULL;
  cvs_status status = cvs_input_rewind(f->input, error);
  if (status == CVS_OK)
    status = cvs_text_new(f->input, f->plan.wants->options->encoding, &f->text, error);
  if (status == CVS_OK)
    status = cvs_text_peek(f->text, f->header_length, &text, &length, error);
  if (status == CVS_OK && length < f->header_length)
    return cvs_fail_at(error, CVS_EIO, f->plan.source, 0, "has become shorter while it was read");
  if (status == CVS_OK)
    cvs_text_drop(f->text, f->header_length);
  return status;
}

static cvs_status read_rows(file *f, cvs_error *error) {
  bool taken = false;
  cvs_status status = check_goal(f, error);
  if (status == CVS_OK)
    status = cvs_intake_settle_order(f->intake, f->text, &f->plan, &taken, error);
  if (status == CVS_OK && taken)
    status = begin_again(f, error);
  if (status == CVS_OK)
    status = cvs_intake_make_units(f->intake, &f->plan, error);
  if (status != CVS_OK)
    return status;
  cvs_days_begin_file(&f->intake->dataset->days);
  status = cvs_intake_run(f->intake, f->text, &f->plan, error);
  f->intake->taken += cvs_text_taken(f->text);
  if (status == CVS_OK && !f->plan.has_units && f->plan.schema.day != CVS_NO_COLUMN)
    status = cvs_days_settle(&f->intake->dataset->days, f->plan.source, f->plan.column[f->plan.schema.day], error);
  return status;
}

static cvs_status read_all(file *f, bool is_assignments, cvs_error *error) {
  cvs_status status = read_header(f, error);
  if (status == CVS_OK)
    status = find_schema(f, is_assignments, error);
  if (status == CVS_OK)
    status = keep_steps(f, error);
  if (status == CVS_OK)
    status = keep_by_names(f, error);
  if (status == CVS_OK)
    status = keep_info(f, error);
  if (status == CVS_OK)
    status = note_where(f, error);
  if (status != CVS_OK)
    return status;
  keep_days(f);
  return read_rows(f, error);
}

cvs_status cvs_intake_read(cvs_intake *intake, cvs_input *input, bool is_assignments, cvs_error *error) {
  const cvs_wants *const wants = intake->wants;
  file f = {.intake = intake, .input = input, .plan = {.wants = wants, .source = cvs_input_name(input)}};
  cvs_error problem = {0};
  f.plan.dates = (cvs_date_style){wants->options->date_format, wants->offset_seconds};
  cvs_status status = cvs_text_new(input, wants->options->encoding, &f.text, &problem);
  if (status == CVS_OK)
    status = read_all(&f, is_assignments, &problem);
  if (status != CVS_OK)
    (void)cvs_fail_at(error, status, f.plan.source, problem.line, "%s", problem.message);
  cvs_scanner_free(f.scanner);
  cvs_text_free(f.text);
  return status;
}
