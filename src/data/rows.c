/* Records to what they count: what the shapes share, and the loop over a block. */
#include "data/rows.h"
#include "base/error.h"
#include "base/mem.h"
#include <string.h>

/* The vocabularies of the columns of --where. */
static cvs_status init_where(cvs_row_reader *reader) {
  const cvs_where *const where = &reader->plan->wants->where;
  cvs_status status = CVS_OK;
  if (where->column_count == 0)
    return CVS_OK;
  reader->where = cvs_calloc(where->column_count, sizeof *reader->where);
  if (reader->where == NULL)
    return CVS_ENOMEM;
  for (; reader->where_count < where->column_count && status == CVS_OK; reader->where_count++) {
    const cvs_where_column *const column = &where->column[reader->where_count];
    status = cvs_vocabulary_init(&reader->where[reader->where_count], column->value, column->count);
  }
  return status;
}

/* A value says who converted. */
static bool matches_converted(const cvs_file_plan *plan) {
  return plan->schema.converted != NULL && plan->at.role[CVS_ROLE_CONVERTED] != CVS_NO_COLUMN;
}

cvs_status cvs_row_reader_init(cvs_row_reader *reader, const cvs_file_plan *plan) {
  *reader = (cvs_row_reader){.plan = plan, .clock = {.style = plan->dates, .order = plan->order}};
  const cvs_positions *const at = &plan->at;
  const cvs_split_plan split = cvs_file_plan_split(plan);
  cvs_status status = cvs_splitter_new(&split, &reader->splitter, NULL);
  if (status == CVS_OK)
    status = cvs_names_init(&reader->variants, UINT32_MAX);
  if (status == CVS_OK)
    status = cvs_combinations_init(&reader->groups, at->by, at->by_count);
  if (status == CVS_OK)
    status = cvs_combinations_init(&reader->strata, at->stratify, at->stratify_count);
  if (status == CVS_OK && plan->schema.shape == CVS_SHAPE_EVENTS)
    status = cvs_vocabulary_init(&reader->events, plan->wants->event.word, plan->wants->event.count);
  else if (status == CVS_OK && matches_converted(plan))
    status = cvs_vocabulary_init(&reader->events, &plan->schema.converted, 1);
  return status == CVS_OK ? init_where(reader) : status;
}

void cvs_row_reader_free(cvs_row_reader *reader) {
  cvs_splitter_free(reader->splitter);
  cvs_names_free(&reader->variants);
  cvs_combinations_free(&reader->groups);
  cvs_combinations_free(&reader->strata);
  cvs_vocabulary_free(&reader->events);
  for (size_t i = 0; i < reader->where_count; i++)
    cvs_vocabulary_free(&reader->where[i]);
  cvs_free(reader->where);
  cvs_unit_desk_free(&reader->desk);
  cvs_strbuf_free(&reader->key);
  cvs_free(reader->group.number);
  cvs_free(reader->variant.number);
  cvs_free(reader->stratum.number);
}

cvs_status cvs_row_fail(cvs_row *row, size_t position, cvs_skip skip, const char *expected) {
  char name[CVS_SHOWN_MAX];
  char value[CVS_SHOWN_MAX];
  const cvs_field field = row->field[position];
  cvs_strbuf text = {0};
  cvs_strbuf_add_bytes(&text, field.text, field.length);
  row->skip = skip;
  const cvs_status status =
      cvs_fail_at(row->error, CVS_EDATA, row->plan->source, cvs_splitter_line(row->reader->splitter),
                  "column %s is %s, expected %s", cvs_show_value(name, row->plan->column[row->plan->wanted[position]]),
                  field.length == 0 ? "empty" : cvs_show_value(value, cvs_strbuf_text(&text)), expected);
  cvs_strbuf_free(&text);
  return status;
}

cvs_status cvs_row_fail_memory(cvs_row *row, cvs_status status) {
  if (status != CVS_ELIMIT)
    return cvs_fail_memory(row->error);
  return cvs_fail_at(row->error, status, row->plan->source, cvs_splitter_line(row->reader->splitter),
                     "there are too many groups, expected at most 4294967294 of them");
}

/* A date that is new to the batch; one with two readings keeps its line and text. */
static cvs_status add_day(cvs_row *row, const cvs_date *date, cvs_field field, uint32_t *day) {
  char text[CVS_DATE_TEXT_MAX];
  const size_t length = field.length < sizeof text ? field.length : sizeof text - 1;
  memcpy(text, field.text, length);
  text[length] = '\0';
  const bool has_one_reading = date->day_first == date->month_first;
  const uint64_t line = has_one_reading ? 0 : cvs_splitter_line(row->reader->splitter);
  const cvs_status status = cvs_days_add(&row->batch->days, date, line, text, day);
  return status == CVS_OK ? CVS_OK : cvs_row_fail_memory(row, status);
}

/* Fails: the text is no moment, or one of a day that does not exist. */
static cvs_status fail_moment(cvs_row *row, size_t position, cvs_skip skip, const char *usual) {
  char shown[CVS_SHOWN_MAX];
  cvs_strbuf expected = {0};
  const cvs_field field = row->field[position];
  const char *const format = row->plan->dates.format;
  if (!cvs_names_no_day(field.text, field.length, format))
    return cvs_row_fail(row, position, skip, format != NULL ? format : usual);
  cvs_strbuf_add(&expected, "a day that the calendar has");
  if (format != NULL)
    cvs_strbuf_addf(&expected, ", read as --date-format %s says, or another format", cvs_show_value(shown, format));
  const cvs_status status = cvs_row_fail(row, position, skip, cvs_strbuf_text(&expected));
  cvs_strbuf_free(&expected);
  return status;
}

cvs_status cvs_row_read_day(cvs_row *row) {
  const cvs_file_plan *const plan = row->plan;
  cvs_batch *const batch = row->batch;
  if (plan->at.day == CVS_NO_COLUMN)
    return CVS_OK;
  const cvs_field field = row->field[plan->at.day];
  cvs_date date;
  if (!cvs_read_date(field.text, field.length, &plan->dates, &date))
    return fail_moment(row, plan->at.day, CVS_SKIP_DATE, "a date such as 2024-08-31");
  if (batch->has_last_day && memcmp(&batch->last_date, &date, sizeof date) == 0) {
    row->cell.day = batch->last_day;
    return CVS_OK;
  }
  if (!cvs_days_find(&batch->days, &date, &row->cell.day)) {
    const cvs_status status = add_day(row, &date, field, &row->cell.day);
    if (status != CVS_OK)
      return status;
  }
  batch->last_date = date;
  batch->last_day = row->cell.day;
  batch->has_last_day = true;
  return CVS_OK;
}

/* A moment that may have two readings. */
static cvs_status settle_field(cvs_row *row, size_t at) {
  const cvs_field field = row->field[at];
  cvs_date date;
  uint32_t day = 0;
  if (!cvs_read_date(field.text, field.length, &row->plan->dates, &date) || date.day_first == date.month_first ||
      cvs_days_find(&row->batch->days, &date, &day))
    return CVS_OK;
  return add_day(row, &date, field, &day);
}

static cvs_status settle_row(cvs_row *row) {
  const cvs_file_plan *const plan = row->plan;
  cvs_status status = plan->at.day != CVS_NO_COLUMN && plan->has_units ? settle_field(row, plan->at.day) : CVS_OK;
  for (size_t i = 0; i < plan->schema.step_count && status == CVS_OK; i++)
    status = settle_field(row, plan->at.step[i]);
  cvs_row_see_steps(row);
  return status;
}

cvs_status cvs_row_read_time(cvs_row *row, size_t position, int64_t *out) {
  const cvs_field field = row->field[position];
  switch (cvs_read_time(&row->reader->clock, field.text, field.length, out)) {
  case CVS_TIME_FINE:
    return CVS_OK;
  case CVS_TIME_OPEN:
    return cvs_row_fail(row, position, CVS_SKIP_TIME, "--date-format DD/MM/YYYY or MM/DD/YYYY, as it has two readings");
  case CVS_TIME_OTHER:
    return cvs_row_fail(row, position, CVS_SKIP_TIME,
                        row->plan->order == CVS_ORDER_DAY_FIRST
                            ? "the day first, as in other rows, or --date-format"
                            : "the month first, as in other rows, or --date-format");
  default:
    return fail_moment(row, position, CVS_SKIP_TIME, "a time such as 2024-08-31T10:15:00Z, or --date-format");
  }
}

cvs_status cvs_row_read_amount(cvs_row *row, int64_t *out) {
  const size_t at = row->plan->at.role[CVS_ROLE_VALUE];
  *out = 0;
  if (at == CVS_NO_COLUMN)
    return CVS_OK;
  const cvs_number_fault fault = cvs_read_amount(row->field[at].text, row->field[at].length, &row->plan->numbers, out);
  row->batch->tiny_amounts += fault == CVS_NUMBER_TINY ? 1 : 0;
  if (fault == CVS_NUMBER_FINE || fault == CVS_NUMBER_TINY)
    return CVS_OK;
  return cvs_row_fail(row, at, CVS_SKIP_NUMBER,
                      fault == CVS_NUMBER_LARGE       ? "less than 9 x 10^12"
                      : fault == CVS_NUMBER_AMBIGUOUS ? cvs_number_expected(fault)
                                                      : "a number");
}

/* A letter, or a word of at most five, in any case. */
static bool is_word(cvs_field field, const char *word) {
  if (field.length != strlen(word))
    return false;
  for (size_t i = 0; i < field.length; i++)
    if ((field.text[i] | ('a' ^ 'A')) != word[i])
      return false;
  return true;
}

bool cvs_read_yes_no(cvs_field field, bool *yes) {
  if (field.length == 1 && (*field.text == '0' || *field.text == '1')) {
    *yes = *field.text == '1';
    return true;
  }
  *yes = is_word(field, "true") || is_word(field, "yes") || is_word(field, "t") || is_word(field, "y");
  return *yes || is_word(field, "false") || is_word(field, "no") || is_word(field, "f") || is_word(field, "n");
}

/* A unit that has no name is told from all others by file, thread and number, behind what no name begins with. */
static void make_nameless_key(cvs_row *row, cvs_unit_row *unit) {
  cvs_strbuf *const key = &row->reader->key;
  cvs_strbuf_clear(key);
  cvs_strbuf_add_bytes(key, "\0", 2);
  cvs_strbuf_addf(key, "%x %x %llx", row->plan->number, row->reader->number,
                  (unsigned long long)row->reader->nameless++);
  unit->key = cvs_strbuf_text(key);
  unit->key_length = key->length;
}

/* The unit's name, behind that of its experiment where there are several. */
static bool make_key(cvs_row *row, cvs_unit_row *unit) {
  const cvs_positions *const at = &row->plan->at;
  if (at->role[CVS_ROLE_USER] == CVS_NO_COLUMN) {
    make_nameless_key(row, unit);
    return !row->reader->key.failed;
  }
  const cvs_field user = row->field[at->role[CVS_ROLE_USER]];
  unit->key = user.text;
  unit->key_length = user.length;
  if (at->experiment == CVS_NO_COLUMN)
    return true;
  const cvs_field experiment = row->field[at->experiment];
  cvs_strbuf *const key = &row->reader->key;
  cvs_strbuf_clear(key);
  cvs_strbuf_add_bytes(key, experiment.text, experiment.length);
  cvs_strbuf_add_char(key, '\0');
  cvs_strbuf_add_bytes(key, user.text, user.length);
  unit->key = key->text;
  unit->key_length = key->length;
  return !key->failed;
}

cvs_status cvs_row_check_user(cvs_row *row) {
  const size_t at = row->plan->at.role[CVS_ROLE_USER];
  return at == CVS_NO_COLUMN || row->field[at].length > 0 ? CVS_OK
                                                          : cvs_row_fail(row, at, CVS_SKIP_USER, "the name of a user");
}

cvs_status cvs_row_add_unit(cvs_row *row, cvs_unit_row *unit) {
  const cvs_status status = make_key(row, unit) ? cvs_unit_rows_add(row->batch->units, unit) : CVS_ENOMEM;
  return status == CVS_OK ? CVS_OK : cvs_row_fail_memory(row, status);
}

cvs_status cvs_row_match_converted(cvs_row *row, bool *converted) {
  uint32_t number = CVS_NO_NAME;
  const cvs_field field = row->field[row->plan->at.role[CVS_ROLE_CONVERTED]];
  const cvs_status status = cvs_vocabulary_find(&row->reader->events, field, &row->batch->events, &number);
  *converted = number == 0;
  return status == CVS_OK ? CVS_OK : cvs_row_fail_memory(row, status);
}

/* True in *met where the row counts by --where. */
static cvs_status check_where(cvs_row *row, bool *met) {
  const cvs_where *const where = &row->plan->wants->where;
  uint64_t holds = 0;
  for (size_t i = 0; i < where->column_count; i++) {
    const size_t at = row->plan->at.where[i];
    uint32_t number = CVS_NO_NAME;
    if (at == CVS_NO_COLUMN) { /* asked of the other kind of file */
      for (size_t value = 0; value < where->column[i].count; value++)
        holds |= where->column[i].holds[value];
      continue;
    }
    const cvs_status status =
        cvs_vocabulary_find(&row->reader->where[i], row->field[at], &row->batch->where[i], &number);
    if (status != CVS_OK)
      return cvs_row_fail_memory(row, status);
    holds |= number < where->column[i].count ? where->column[i].holds[number] : 0;
  }
  *met = cvs_where_is_met(where, holds);
  return CVS_OK;
}

/* A row that does not count: its event, or what it says of the conversion, occurs all the same, and so does its time.
 */
static cvs_status pass_row(cvs_row *row) {
  const cvs_file_plan *const plan = row->plan;
  int64_t time = 0;
  bool converted = false;
  row->batch->elsewhere++;
  if (plan->schema.shape != CVS_SHAPE_EVENTS)
    return matches_converted(plan) ? cvs_row_match_converted(row, &converted) : CVS_OK;
  if (plan->at.day == CVS_NO_COLUMN || !(plan->wants->follows || plan->wants->options->count_young))
    return cvs_row_list_event(row);
  const cvs_field field = row->field[plan->at.day];
  if (cvs_read_time(&row->reader->clock, field.text, field.length, &time) == CVS_TIME_FINE)
    cvs_batch_see_time(row->batch, time);
  return cvs_row_list_event(row);
}

static cvs_status read_row(cvs_row *row) {
  bool met = true;
  if (row->reader->where_count > 0) {
    const cvs_status status = check_where(row, &met);
    if (status != CVS_OK)
      return status;
  }
  if (!met)
    return pass_row(row);
  if (row->plan->is_settling)
    return settle_row(row);
  if (row->plan->is_listing)
    return cvs_row_list_event(row);
  if (row->plan->schema.shape == CVS_SHAPE_USERS)
    return cvs_row_user(row);
  return row->plan->schema.shape == CVS_SHAPE_EVENTS ? cvs_row_event(row) : cvs_row_count(row);
}

typedef cvs_status many_taker(cvs_row_reader *reader, cvs_batch *batch);

/* Who can take all records that lie ready, as far as they are as most are; NULL: each is taken by itself. */
static many_taker *choose_many(const cvs_row_reader *reader) {
  const cvs_file_plan *const plan = reader->plan;
  if (reader->where_count > 0 || plan->is_settling || plan->is_listing)
    return NULL;
  if (plan->is_plain)
    return cvs_rows_count_plainly;
  const bool has_keys = reader->groups.count > 0 || reader->strata.count > 0 || plan->at.experiment != CVS_NO_COLUMN;
  const bool has_user = plan->at.role[CVS_ROLE_USER] != CVS_NO_COLUMN;
  return plan->schema.shape == CVS_SHAPE_EVENTS && has_user && !has_keys ? cvs_rows_take_events : NULL;
}

cvs_status cvs_rows_end_taking(cvs_row_reader *reader, cvs_batch *batch, size_t count, cvs_status status) {
  if (count > 0)
    cvs_splitter_take_ready(reader->splitter, count);
  batch->rows += count;
  return status == CVS_ENOMEM ? CVS_ENOMEM : CVS_OK;
}

cvs_status cvs_rows_read(cvs_row_reader *reader, cvs_batch *batch, cvs_error *error) {
  cvs_error problem = {0};
  const bool skip_bad = reader->plan->wants->options->skip_bad || reader->plan->is_settling;
  many_taker *const take_many = choose_many(reader);
  cvs_row row = {.reader = reader, .plan = reader->plan, .batch = batch, .error = &problem};
  for (;;) { /* each turn takes a record, or a bad line */
    if (take_many != NULL && take_many(reader, batch) != CVS_OK)
      return cvs_fail_memory(error);
    row.skip = CVS_SKIP_NONE;
    cvs_status status = cvs_splitter_next(reader->splitter, &row.field, &row.skip, &problem);
    if (status == CVS_OK && row.field == NULL)
      return CVS_OK;
    batch->rows++;
    if (status == CVS_OK)
      status = read_row(&row);
    if (status == CVS_OK)
      continue;
    if (row.skip == CVS_SKIP_NONE || !skip_bad)
      return cvs_fail_at(error, status, problem.source, problem.line, "%s", problem.message);
    batch->skipped[row.skip]++;
    problem = (cvs_error){0};
  }
}
