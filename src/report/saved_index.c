/* A page over a folder of saved results. */
#include "report/saved_index.h"

#include "base/calendar.h"
#include "base/error.h"
#include "report/decision_word.h"
#include "report/format.h"
#include "report/html_page.h"
#include "report/html_text.h"

#include <stdlib.h>
#include <string.h>

/* --- order --- */

static int compare_names(const char *left, const char *right) {
  const int order = strcmp(left, right);
  return (order > 0) - (order < 0);
}

/* What can be read stands first, newest first; equals by name. */
static int compare_entries(const void *left, const void *right) {
  const cvs_index_entry *one = left, *other = right;
  if ((one->result == NULL) != (other->result == NULL))
    return one->result == NULL ? 1 : -1;
  if (one->result != NULL && one->day != other->day)
    return one->day < other->day ? 1 : -1;
  return compare_names(one->name, other->name);
}

/* --- cells --- */

/* On a phone rows are no rows of a table to a browser's eye: what they are is said to who hears the page. */
#define CELL "<td role=\"cell\">"
#define FIGURE "<td role=\"cell\" class=\"n\">"
#define TITLE "<th scope=\"col\" role=\"columnheader\">"
#define FIGURE_TITLE "<th scope=\"col\" role=\"columnheader\" class=\"n\">"

/* The word that the result's own page has. */
static void add_decision(cvs_strbuf *out, const char *command, const char *decision) {
  cvs_strbuf_add(out, CELL);
  if (decision != NULL) {
    const cvs_decision_word word = cvs_decision_word_of(command, decision);
    cvs_html_add_tag(out, word.tone, word.text);
  }
  cvs_strbuf_add(out, "</td>");
}

static void add_lift(cvs_strbuf *out, const cvs_saved_line *line) {
  const cvs_interval *lift = &line->lift;
  const int decimals = cvs_interval_decimals(CVS_UNIT_LIFT, lift);
  cvs_strbuf interval = {0};
  cvs_strbuf_add(out, CELL);
  if (line->treatment != NULL) {
    cvs_strbuf_add(out, "<span class=\"w\">");
    cvs_html_add_name(out, line->treatment);
    cvs_strbuf_add(out, "</span>");
  }
  cvs_strbuf_add(out, "</td>" FIGURE);
  if (lift->exists && lift->has_estimate)
    cvs_format_value(out, CVS_UNIT_LIFT, lift->estimate, decimals);
  cvs_strbuf_add(out, "</td>" FIGURE);
  if (lift->exists && (lift->has_lower || lift->has_upper))
    cvs_format_interval(&interval, CVS_UNIT_LIFT, lift, decimals);
  cvs_html_add_text(out, cvs_strbuf_text(&interval));
  cvs_strbuf_add(out, "</td>");
  out->failed |= interval.failed;
  cvs_strbuf_free(&interval);
}

static void add_link(cvs_strbuf *out, const cvs_index_entry *entry) {
  cvs_strbuf_add(out, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\"><a href=\"");
  cvs_html_add_escaped(out, entry->link);
  cvs_strbuf_add(out, "\">");
  cvs_html_add_name(out, entry->name);
  cvs_strbuf_add(out, "</a>");
}

/* The last cells of a row. A file's date is that of its last copy: it says so. */
static void close_row(cvs_strbuf *out, const cvs_index_entry *entry, const char *question) {
  cvs_strbuf_add(out, entry->day_of_data ? CELL "<span class=\"t\">" : CELL "file of <span class=\"t\">");
  cvs_calendar_add(out, entry->day);
  cvs_strbuf_add(out, "</span></td>" CELL);
  cvs_html_add_text(out, question);
  cvs_strbuf_add(out, "</td></tr>\n");
}

/* The plans of a table are one result. */
static void add_plans(cvs_strbuf *out, const cvs_index_entry *entry) {
  static const cvs_saved_line none = {.by = ""};
  const size_t count = cvs_saved_result_group_count(entry->result);
  cvs_strbuf question = {0};
  add_link(out, entry);
  cvs_strbuf_add(out, "</th>");
  add_decision(out, "plan", NULL);
  add_lift(out, &none);
  cvs_strbuf_addf(&question, "%zu plan%s", count, count == 1 ? "" : "s");
  close_row(out, entry, cvs_strbuf_text(&question));
  out->failed |= question.failed;
  cvs_strbuf_free(&question);
}

static cvs_status add_group(cvs_strbuf *out, const cvs_index_entry *entry, size_t group, cvs_error *error) {
  const char *command = cvs_saved_result_command(entry->result);
  cvs_saved_line line;
  const cvs_status status = cvs_saved_result_line(entry->result, group, &line, error);
  if (status != CVS_OK)
    return status;
  add_link(out, entry);
  if (line.by[0] != '\0') {
    cvs_strbuf_add(out, " ");
    cvs_html_add_name(out, line.by);
  }
  cvs_strbuf_add(out, "</th>");
  add_decision(out, command, line.decision);
  add_lift(out, &line);
  close_row(out, entry, command);
  return CVS_OK;
}

/* --- tables --- */

static cvs_status add_results(cvs_strbuf *out, const cvs_index_entry *entries, size_t count, cvs_error *error) {
  cvs_strbuf_add(out, "<div class=\"index\">");
  cvs_html_open_table(out, "Results, newest first", true, "stack", 1);
  cvs_strbuf_add(out, "<thead role=\"rowgroup\"><tr role=\"row\">" TITLE "experiment</th>" TITLE "decision</th>" TITLE
                      "treatment</th>" FIGURE_TITLE "lift</th>" FIGURE_TITLE "interval</th>" TITLE "date</th>" TITLE
                      "question</th></tr></thead>\n<tbody role=\"rowgroup\">\n");
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < count; i++) {
    if (cvs_saved_result_is_table(entries[i].result)) {
      add_plans(out, &entries[i]);
      continue;
    }
    for (size_t group = 0; group < cvs_saved_result_group_count(entries[i].result) && status == CVS_OK; group++)
      status = add_group(out, &entries[i], group, error);
  }
  cvs_strbuf_add(out, "</tbody>");
  cvs_html_close_table(out);
  cvs_strbuf_add(out, "<p class=\"how\">Dates are the last day of the data; \"file of\": the result has no days, and "
                      "the date is that of its file.</p></div>\n");
  return status;
}

static void add_unreadable(cvs_strbuf *out, const cvs_index_entry *entries, size_t count) {
  cvs_strbuf_add(out, "<div class=\"index\">");
  cvs_html_open_table(out, "Files that could not be read", true, "", 2);
  cvs_strbuf_add(out, "<thead><tr><th scope=\"col\">file</th><th scope=\"col\">problem</th></tr></thead>\n<tbody>\n");
  for (size_t i = 0; i < count; i++) {
    add_link(out, &entries[i]);
    cvs_strbuf_add(out, "</th>" CELL);
    cvs_html_add_text(out, entries[i].problem);
    cvs_strbuf_add(out, "</td></tr>\n");
  }
  cvs_strbuf_add(out, "</tbody>");
  cvs_html_close_table(out);
  cvs_strbuf_add(out, "</div>\n");
}

static void add_counts(cvs_strbuf *out, size_t readable, size_t count) {
  cvs_strbuf_addf(out, "%zu result%s", readable, readable == 1 ? "" : "s");
  if (count > readable)
    cvs_strbuf_addf(out, ", and %zu file%s that could not be read", count - readable, count - readable == 1 ? "" : "s");
}

cvs_status cvs_index_write(cvs_strbuf *out, const char *title, cvs_index_entry *entries, size_t count,
                           cvs_error *error) {
  size_t readable = 0;
  cvs_strbuf about = {0};
  if (count > 0)
    qsort(entries, count, sizeof *entries, compare_entries);
  while (readable < count && entries[readable].result != NULL)
    readable++;
  add_counts(&about, readable, count);
  cvs_html_begin(out, "convstat report", title, cvs_strbuf_text(&about));
  out->failed |= about.failed;
  cvs_strbuf_free(&about);
  cvs_status status = readable > 0 ? add_results(out, entries, readable, error) : CVS_OK;
  if (count > readable)
    add_unreadable(out, entries + readable, count - readable);
  cvs_html_end(out);
  return status == CVS_OK && out->failed ? cvs_fail_memory(error) : status;
}
