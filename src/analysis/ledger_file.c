/* The lines of a ledger: written and taken apart. */
#include "analysis/ledger.h"

#include "base/calendar.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/json.h"
#include "base/json_quote.h"
#include "base/number.h"
#include "data/dates.h"
#include <convstat/monitor_result.h>

#include <string.h>

/* --- writing --- */

static void add_text(cvs_strbuf *out, const char *text) {
  if (text == NULL)
    cvs_strbuf_add(out, "null");
  else
    cvs_json_quote(out, text);
}

static void add_number(cvs_strbuf *out, const cvs_maybe *number) {
  char text[CVS_NUMBER_MAX];
  if (number->exists)
    (void)cvs_print_double(number->value, text);
  cvs_strbuf_add(out, number->exists ? text : "null");
}

static void add_digest(cvs_strbuf *out, uint64_t digest) {
  char text[CVS_DIGEST_TEXT];
  cvs_digest_text(digest, text);
  cvs_json_quote(out, text);
}

static void add_date(cvs_strbuf *out, int64_t date) {
  cvs_strbuf_add_char(out, '"');
  cvs_calendar_add(out, date);
  cvs_strbuf_add_char(out, '"');
}

void cvs_ledger_write_terms(cvs_strbuf *out, const cvs_ledger_terms *terms) {
  const cvs_maybe alpha = {true, terms->alpha};
  cvs_strbuf_add(out, "{\"schema\": \"" CVS_LEDGER_SCHEMA "\", \"design\": ");
  add_text(out, terms->design);
  cvs_strbuf_add(out, ", \"alpha\": ");
  add_number(out, &alpha);
  cvs_strbuf_add(out, ", \"alternative\": ");
  add_text(out, terms->alternative);
  cvs_strbuf_add(out, ", \"control\": ");
  add_text(out, terms->control);
  cvs_strbuf_add(out, ", \"metric\": ");
  add_text(out, terms->metric);
  cvs_strbuf_add(out, ", \"terms\": ");
  add_digest(out, terms->rest);
  cvs_strbuf_add(out, "}\n");
}

static void write_days(cvs_strbuf *out, const cvs_ledger_entry *entry) {
  cvs_strbuf_add(out, ", \"days\": [");
  for (size_t i = 0; i < entry->day_count; i++) {
    cvs_strbuf_add(out, i > 0 ? ", [" : "[");
    add_date(out, entry->day[i].date);
    cvs_strbuf_add(out, ", ");
    if (entry->day[i].digest != 0)
      add_digest(out, entry->day[i].digest);
    else
      cvs_strbuf_add(out, "null");
    cvs_strbuf_add_char(out, ']');
  }
  cvs_strbuf_add_char(out, ']');
}

static void write_treatment(cvs_strbuf *out, const cvs_ledger_treatment *treatment) {
  cvs_strbuf_add(out, "{\"treatment\": ");
  add_text(out, treatment->name);
  cvs_strbuf_add(out, ", \"information\": ");
  add_number(out, &treatment->information);
  cvs_strbuf_add(out, ", \"alpha_spent\": ");
  add_number(out, &treatment->alpha_spent);
  cvs_strbuf_add(out, ", \"action\": ");
  add_text(out, cvs_monitor_code_id(treatment->code));
  cvs_strbuf_add_char(out, '}');
}

void cvs_ledger_write_entry(cvs_strbuf *out, const cvs_ledger_entry *entry) {
  cvs_strbuf_addf(out, "{\"%s\": %zu, \"by\": %s, \"date\": ", entry->revision ? "revision" : "look", entry->look,
                  entry->group);
  add_date(out, entry->date);
  write_days(out, entry);
  cvs_strbuf_add(out, ", \"treatments\": [");
  for (size_t i = 0; i < entry->treatment_count; i++) {
    cvs_strbuf_add(out, i > 0 ? ", " : "");
    write_treatment(out, &entry->treatment[i]);
  }
  cvs_strbuf_add(out, "]}\n");
}

/* --- taking apart --- */

static const cvs_json_range part_of_one = {0, 1, false, false};
static const cvs_json_range any_information = {0, CVS_INFORMATION_MAX, false, false};

static cvs_json_place find_member(const cvs_json_place *object, const char *key) {
  return cvs_json_member(object, key);
}

static cvs_maybe read_number(const cvs_json_place *object, const char *key, const cvs_json_range *range) {
  const cvs_json_place place = find_member(object, key);
  if (cvs_json_is_null(&place))
    return (cvs_maybe){0};
  return (cvs_maybe){true, cvs_json_get_number(&place, range)};
}

static const char *read_text(const cvs_json_place *object, const char *key) {
  const cvs_json_place place = find_member(object, key);
  return cvs_json_is_null(&place) ? NULL : cvs_json_get_text(&place);
}

static int64_t read_date(const cvs_json_place *place) {
  enum { ISO_LENGTH = 10 };
  static const cvs_date_style style = {.format = "YYYY-MM-DD"};
  const char *text = cvs_json_get_text(place);
  cvs_date date;
  if (strlen(text) == ISO_LENGTH && cvs_read_date(text, ISO_LENGTH, &style, &date))
    return date.day_first;
  cvs_json_refuse(place, "a date such as 2024-08-01");
  return 0;
}

/* 0 where it is null: the day has no visitors any more. */
static uint64_t read_digest(const cvs_json_place *place) {
  static const char digits[] = "0123456789abcdef";
  enum { DIGITS = 16, BITS = 4 };
  char again[CVS_DIGEST_TEXT];
  if (cvs_json_is_null(place))
    return 0;
  const char *text = cvs_json_get_text(place), *from = strchr(text, ':');
  uint64_t digest = 0;
  for (int i = 0; from != NULL && i < DIGITS && from[i + 1] != '\0'; i++) {
    const char *digit = strchr(digits, from[i + 1]);
    digest = digest << BITS | (uint64_t)(digit != NULL ? digit - digits : 0);
  }
  cvs_digest_text(digest, again);
  if (strcmp(again, text) != 0)
    cvs_json_refuse(place, "a digest such as fnv1a64:af63dc4c8601ec8c");
  return digest;
}

static cvs_status read_days(cvs_ledger *ledger, const cvs_json_place *root, cvs_ledger_entry *out) {
  enum { DAYS_MAX = 1 << 24 };
  const cvs_json_place days = find_member(root, "days");
  out->day_count = cvs_json_length(&days, 0, DAYS_MAX);
  cvs_ledger_day *list = cvs_arena_alloc(&ledger->arena, (out->day_count + 1) * sizeof *list);
  if (list == NULL)
    return CVS_ENOMEM;
  for (size_t i = 0; i < out->day_count; i++) {
    const cvs_json_place day = cvs_json_item(&days, i);
    const cvs_json_place date = cvs_json_item(&day, 0), digest = cvs_json_item(&day, 1);
    list[i] = (cvs_ledger_day){read_date(&date), read_digest(&digest)};
  }
  out->day = list;
  return CVS_OK;
}

static cvs_status read_treatments(cvs_ledger *ledger, const cvs_json_place *root, cvs_ledger_entry *out) {
  enum { ARMS_MAX = 1 << 20 };
  const char *codes[CVS_MONITOR_INVALID + 1];
  for (size_t i = 0; i <= CVS_MONITOR_INVALID; i++)
    codes[i] = cvs_monitor_code_id((cvs_monitor_code)i);
  const cvs_json_place treatments = find_member(root, "treatments");
  out->treatment_count = cvs_json_length(&treatments, 0, ARMS_MAX);
  cvs_ledger_treatment *list = cvs_arena_alloc(&ledger->arena, (out->treatment_count + 1) * sizeof *list);
  if (list == NULL)
    return CVS_ENOMEM;
  for (size_t i = 0; i < out->treatment_count; i++) {
    const cvs_json_place one = cvs_json_item(&treatments, i);
    const cvs_json_place name = find_member(&one, "treatment"), action = find_member(&one, "action");
    const char *text = cvs_json_get_text(&name);
    list[i] =
        (cvs_ledger_treatment){.name = cvs_arena_copy(&ledger->arena, text, strlen(text)),
                               .information = read_number(&one, "information", &any_information),
                               .alpha_spent = read_number(&one, "alpha_spent", &part_of_one),
                               .code = (cvs_monitor_code)cvs_json_get_choice(&action, codes, CVS_MONITOR_INVALID + 1)};
    if (list[i].name == NULL)
      return CVS_ENOMEM;
  }
  out->treatment = list;
  return CVS_OK;
}

/* The by values as they are written. */
static cvs_status read_group(cvs_ledger *ledger, const cvs_json_place *root, cvs_ledger_entry *out) {
  enum { COLUMNS_MAX = 1 << 16 };
  const cvs_json_place by = find_member(root, "by");
  const size_t count = cvs_json_length(&by, 0, COLUMNS_MAX);
  cvs_strbuf text = {0};
  cvs_strbuf_add_char(&text, '[');
  for (size_t i = 0; i < count; i++) {
    const cvs_json_place value = cvs_json_item(&by, i);
    cvs_strbuf_add(&text, i > 0 ? ", " : "");
    cvs_json_quote(&text, cvs_json_get_text(&value));
  }
  cvs_strbuf_add_char(&text, ']');
  out->group = text.failed ? NULL : cvs_arena_copy(&ledger->arena, text.text, text.length);
  cvs_strbuf_free(&text);
  return out->group != NULL ? CVS_OK : CVS_ENOMEM;
}

static cvs_status read_line(cvs_ledger *ledger, const cvs_json_place *root, cvs_ledger_entry *out) {
  static const uint64_t most = (uint64_t)1 << 52;
  const cvs_json_place revision = find_member(root, "revision"), date = find_member(root, "date");
  *out = (cvs_ledger_entry){.revision = !cvs_json_is_null(&revision)};
  const cvs_json_place look = out->revision ? revision : find_member(root, "look");
  out->look = (size_t)cvs_json_get_whole(&look, 1, most);
  out->date = read_date(&date);
  cvs_status status = read_group(ledger, root, out);
  if (status == CVS_OK)
    status = read_days(ledger, root, out);
  return status == CVS_OK ? read_treatments(ledger, root, out) : status;
}

cvs_status cvs_ledger_read_entry(cvs_ledger *ledger, const char *line, size_t length, cvs_ledger_entry *out,
                                 cvs_error *error) {
  cvs_json_document *document = NULL;
  cvs_status status = cvs_json_parse(ledger->path, line, length, &document, error);
  if (status != CVS_OK)
    return status;
  const cvs_json_place root = cvs_json_root(document);
  status = read_line(ledger, &root, out);
  if (status != CVS_OK)
    status = cvs_fail_memory(error);
  else
    status = cvs_json_status(document, error);
  cvs_json_free(document);
  return status;
}

/* --- terms --- */

static cvs_status refuse(cvs_error *error, cvs_status status, const char *what, const char *was, const char *is) {
  return cvs_fail(error, status, "%s is %s here and was %s when the ledger began: start another ledger", what,
                  is != NULL ? is : "not given", was != NULL ? was : "not given");
}

static bool are_same(const char *a, const char *b) {
  return a == NULL || b == NULL || strcmp(a, b) == 0;
}

static cvs_status compare_terms(const cvs_ledger_terms *was, const cvs_ledger_terms *is, cvs_error *error) {
  char before[CVS_NUMBER_MAX], now[CVS_NUMBER_MAX];
  (void)cvs_print_double(was->alpha, before);
  (void)cvs_print_double(is->alpha, now);
  if (!are_same(was->design, is->design))
    return refuse(error, CVS_EUSAGE, "the design", was->design, is->design);
  if (strcmp(before, now) != 0)
    return refuse(error, CVS_EUSAGE, "alpha", before, now);
  if (!are_same(was->alternative, is->alternative))
    return refuse(error, CVS_EUSAGE, "the alternative", was->alternative, is->alternative);
  if (!are_same(was->control, is->control))
    return refuse(error, CVS_EUSAGE, "the control", was->control, is->control);
  if (!are_same(was->metric, is->metric))
    return refuse(error, CVS_EDATA, "the metric", was->metric, is->metric);
  if (was->rest != is->rest)
    return cvs_fail(error, CVS_EUSAGE,
                    "the plan or an option of the design is not what it was when the ledger began: start another "
                    "ledger");
  return CVS_OK;
}

cvs_status cvs_ledger_read_terms(const cvs_ledger *ledger, const char *line, size_t length,
                                 const cvs_ledger_terms *terms, cvs_error *error) {
  static const char *const schemas[] = {CVS_LEDGER_SCHEMA};
  cvs_json_document *document = NULL;
  cvs_status status = cvs_json_parse(ledger->path, line, length, &document, error);
  if (status != CVS_OK)
    return status;
  const cvs_json_place root = cvs_json_root(document);
  const cvs_json_place schema = find_member(&root, "schema"), rest = find_member(&root, "terms");
  (void)cvs_json_get_choice(&schema, schemas, 1);
  const cvs_ledger_terms was = {.design = read_text(&root, "design"),
                                .alpha = read_number(&root, "alpha", &part_of_one).value,
                                .alternative = read_text(&root, "alternative"),
                                .control = read_text(&root, "control"),
                                .metric = read_text(&root, "metric"),
                                .rest = read_digest(&rest)};
  status = cvs_json_status(document, error);
  if (status == CVS_OK)
    status = compare_terms(&was, terms, error);
  cvs_json_free(document);
  return status;
}
