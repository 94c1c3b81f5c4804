/* The ledger of a monitor: what it keeps, what it holds, what it refuses. */
#include "analysis/ledger.h"

#include "base/journal.h"
#include "support/assert_close.h"
#include "support/dataset_text.h"
#include "support/monitored.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define DAY(n1, x1, n2, x2)                                                                                            \
  {                                                                                                                    \
    .control = {n1, x1}, .treatment = { n2, x2 }                                                                       \
  }
static const cvs_pair days[] = {DAY(1000, 101, 1010, 110), DAY(990, 95, 1005, 118),  DAY(1020, 99, 985, 109),
                                DAY(1003, 104, 998, 121),  DAY(1012, 97, 1007, 115), DAY(1001, 100, 1009, 123)};
enum { DAYS = 6, PATH = 256 };

/* Each test has a ledger of its own: its state is the path of a file that is not there yet. */
static int name_ledger(void **state) {
  static char path[PATH];
  const char *const file = write_temporary("", 0);
  (void)snprintf(path, sizeof path, "%s.ledger", file);
  *state = path;
  return unlink(file);
}

static int remove_ledger(void **state) {
  (void)unlink(*state); /* a test may have kept nothing */
  return 0;
}

#define LEDGER_TEST(test) cmocka_unit_test_setup_teardown(test, name_ledger, remove_ledger)

static monitored start(const char *path) {
  monitored m = monitor_start_group(4, 14000);
  m.options.ledger = path;
  return m;
}

/* A look every day. */
static monitored start_anytime(const char *path) {
  monitored m = monitor_start();
  m.options.ledger = path;
  return m;
}

/* Looks at `count` days and keeps what is new. */
static cvs_status look_at(monitored *m, const cvs_pair *day, size_t count) {
  const cvs_status status = monitor_days(m, day, count);
  return status == CVS_OK ? cvs_monitor_record(m->run, &m->error) : status;
}

static void look_and_keep(const char *path, size_t count) {
  monitored m = start(path);
  assert_int_equal(look_at(&m, days, count), CVS_OK);
  monitor_finish(&m);
}

static void copy_days(cvs_pair out[DAYS]) {
  memcpy(out, days, sizeof days);
}

static size_t count_lines(const char *path) {
  cvs_strbuf text = {0};
  size_t lines = 0;
  assert_int_equal(cvs_journal_read(path, &text, NULL), CVS_OK);
  for (size_t i = 0; i < text.length; i++)
    lines += text.text[i] == '\n';
  cvs_strbuf_free(&text);
  return lines;
}

static void each_look_is_kept_once(void **state) {
  const char *const path = *state;

  look_and_keep(path, 2);
  assert_int_equal(count_lines(path), 2); /* the terms and the first look */
  look_and_keep(path, 3);
  assert_int_equal(count_lines(path), 2); /* no look */
  look_and_keep(path, 6);
  assert_int_equal(count_lines(path), 4); /* looks two and three */
  look_and_keep(path, 6);

  assert_int_equal(count_lines(path), 4);
}

static void looks_of_the_ledger_are_the_looks(void **state) {
  const char *const path = *state;
  monitored early = start(path), later = start(path), without = monitor_start_group(4, 14000);
  early.options.look_now = true;
  assert_int_equal(look_at(&early, days, 3), CVS_OK); /* look 1, and an extra one on the third day */

  assert_int_equal(look_at(&later, days, 4), CVS_OK);
  assert_int_equal(monitor_days(&without, days, 4), CVS_OK);

  assert_int_equal(later.group.look_count, 3);
  assert_true(later.group.look[1].recorded);
  assert_int_equal(later.group.look[1].planned, 0);
  assert_false(later.group.look[2].recorded);
  assert_int_equal(without.group.look_count, 2);
  assert_true(later.group.look[2].comparison[0].bound_upper.value >
              without.group.look[1].comparison[0].bound_upper.value);
  monitor_finish(&early);
  monitor_finish(&later);
  monitor_finish(&without);
}

static void check_refused(monitored *m, size_t count, cvs_status status, const char *part) {
  assert_int_equal(look_at(m, days, count), status);
  if (strstr(m->error.message, part) == NULL)
    fail_msg("\"%s\" has no \"%s\"", m->error.message, part);
  monitor_finish(m);
}

static void a_past_day_that_was_edited_is_named(void **state) {
  const char *const path = *state;
  cvs_pair edited[DAYS];
  copy_days(edited);
  look_and_keep(path, 4);
  edited[2].control.conversions++;
  monitored m = start(path);

  assert_int_equal(look_at(&m, edited, 5), CVS_EDATA);

  assert_non_null(strstr(m.error.message, "the counts of 2026-01-03 are not what they were at an earlier look"));
  assert_int_equal(count_lines(path), 3);
  monitor_finish(&m);
}

static void a_day_that_came_in_later_or_is_gone_is_an_edit_too(void **state) {
  const char *const path = *state;
  cvs_pair gap[DAYS], none[DAYS];
  copy_days(gap);
  copy_days(none);
  gap[1] = (cvs_pair){.control = {0, 0}};
  none[0] = (cvs_pair){.control = {0, 0}};
  monitored first = start(path), filled = start(path), gone = start(path);
  first.options.every_day = true;
  filled.options.every_day = gone.options.every_day = true;
  assert_int_equal(look_at(&first, gap, 4), CVS_OK);

  assert_int_equal(look_at(&filled, days, 4), CVS_EDATA);
  none[1] = gap[1];
  assert_int_equal(look_at(&gone, none, 4), CVS_EDATA);

  assert_non_null(strstr(filled.error.message, "2026-01-02"));
  assert_non_null(strstr(gone.error.message, "2026-01-01"));
  monitor_finish(&first);
  monitor_finish(&filled);
  monitor_finish(&gone);
}

static void an_accepted_revision_is_recorded_and_holds_from_then_on(void **state) {
  const char *const path = *state;
  cvs_pair edited[DAYS];
  copy_days(edited);
  look_and_keep(path, 4);
  edited[2].control.conversions++;
  monitored accepted = start(path), again = start(path), old = start(path);
  accepted.options.accept_revision = true;

  assert_int_equal(look_at(&accepted, edited, 4), CVS_OK);
  assert_int_equal(look_at(&again, edited, 4), CVS_OK);
  assert_int_equal(look_at(&old, days, 4), CVS_EDATA);

  assert_int_equal(count_lines(path), 4);
  assert_close(monitor_finding(&accepted, CVS_FINDING_PAST_REVISED)->value[0], 1, 0);
  assert_int_equal(accepted.group.gate_data_quality, CVS_YES);
  assert_null(monitor_finding(&again, CVS_FINDING_PAST_REVISED));
  /* the looks keep the information that they had */
  assert_true(accepted.group.look[1].recorded);
  monitor_finish(&accepted);
  monitor_finish(&again);
  monitor_finish(&old);
}

static void what_was_decided_stays_where_the_past_is_revised(void **state) {
  const char *const path = *state;
  cvs_pair edited[DAYS];
  copy_days(edited);
  look_and_keep(path, 6); /* the third look wins */
  edited[5].treatment.conversions -= 40;
  monitored m = start(path);
  m.options.accept_revision = true;

  assert_int_equal(look_at(&m, edited, 6), CVS_OK);

  assert_true(m.group.look[2].comparison[0].z.value < m.group.look[2].comparison[0].bound_upper.value);
  assert_int_equal(m.group.code, CVS_MONITOR_STOP_WIN);
  monitor_finish(&m);
}

static void terms_that_change_are_named(void **state) {
  const char *const path = *state;
  look_and_keep(path, 2);
  monitored alpha = start(path), side = start(path), spending = start(path), size = start(path);
  monitored design = start_anytime(path);
  alpha.options.alpha = 0.1;
  side.options.has_alternative = true;
  side.options.alternative = CVS_GREATER;
  spending.looks.efficacy.family = CVS_SPENDING_POCOCK;
  size.options.visitors_max = 15000;

  check_refused(&alpha, 2, CVS_EUSAGE, "alpha is 0.1 here and was 0.05 when the ledger began");
  check_refused(&side, 2, CVS_EUSAGE, "the alternative is greater here and was two-sided");
  check_refused(&spending, 2, CVS_EUSAGE, "the plan or an option of the design is not what it was");
  check_refused(&size, 2, CVS_EUSAGE, "the plan or an option of the design is not what it was");
  check_refused(&design, 2, CVS_EUSAGE, "the design is anytime here and was group-sequential");
}

static void another_metric_is_a_matter_of_the_data(void **state) {
  const char *const path = *state;
  look_and_keep(path, 2);
  monitored m = start(path);

  assert_int_equal(monitor_text(&m, "date,variant,visitors,clicks\n2026-01-01,control,500,50\n"
                                    "2026-01-01,green,510,60\n"),
                   CVS_EDATA);

  assert_non_null(strstr(m.error.message, "the metric is clicks here and was conversions"));
  assert_string_equal(m.error.source, path);
  monitor_finish(&m);
}

static void a_damaged_line_is_named_by_its_number(void **state) {
  const char *const path = *state;
  look_and_keep(path, 4);
  cvs_strbuf text = {0}, line = {0};
  assert_int_equal(cvs_journal_read(path, &text, NULL), CVS_OK);
  cvs_strbuf_add(&line, "{\"look\": 9, \"by\": [], \"date\": \"2026-13-01\", \"days\": [], \"treatments\": []}\n");
  assert_int_equal(cvs_journal_append(path, text.length, &line, NULL), CVS_OK);
  monitored m = start(path);

  assert_int_equal(look_at(&m, days, 4), CVS_EDATA);

  assert_int_equal(m.error.line, 4);
  assert_non_null(strstr(m.error.message, "date is \"2026-13-01\", expected a date such as 2024-08-01"));
  monitor_finish(&m);
  cvs_strbuf_free(&line);
  cvs_strbuf_free(&text);
}

static void a_line_that_was_cut_off_is_refused(void **state) {
  (void)state;
  static const char cut[] = "{\"schema\": \"convstat.ledger/1\", \"design\": \"group-seq";
  char path[PATH];
  (void)snprintf(path, PATH, "%s", write_temporary(cut, sizeof cut - 1));
  monitored m = start(path);

  assert_int_equal(monitor_days(&m, days, 2), CVS_EDATA);

  assert_string_equal(m.error.message, "the last line is not complete");
  monitor_finish(&m);
  assert_int_equal(unlink(path), 0);
}

static void an_anytime_run_is_one_line(void **state) {
  const char *const path = *state;
  for (size_t count = 2; count <= DAYS; count += 2) {
    monitored m = start_anytime(path);
    assert_int_equal(look_at(&m, days, count), CVS_OK);
    monitor_finish(&m);
  }
  cvs_pair edited[DAYS];
  copy_days(edited);
  edited[0].treatment.visitors++;
  monitored m = start_anytime(path);

  assert_int_equal(count_lines(path), 4);
  assert_int_equal(look_at(&m, edited, DAYS), CVS_EDATA);
  assert_non_null(strstr(m.error.message, "2026-01-01"));
  monitor_finish(&m);
}

static void a_line_comes_back_as_it_was_written(void **state) {
  (void)state;
  const cvs_ledger_day day[] = {{20454, 17}, {20455, 0}};
  const cvs_ledger_treatment treatment[] = {{"gr\"\xC3\xBCn", {true, 0.1}, {true, 1e-7}, CVS_MONITOR_STOP_HARM},
                                            {"red", {false, 0}, {false, 0}, CVS_MONITOR_CONTINUE}};
  const cvs_ledger_entry entry = {"[\"segment=a\", \"b=\"]", false, 3, 20460, day, 2, treatment, 2};
  cvs_strbuf text = {0};
  cvs_ledger ledger = {.path = NULL};
  char path[] = "ledger";
  ledger.path = path;
  cvs_ledger_entry read;

  cvs_ledger_write_entry(&text, &entry);
  assert_int_equal(cvs_ledger_read_entry(&ledger, text.text, text.length - 1, &read, NULL), CVS_OK);

  assert_string_equal(read.group, entry.group);
  assert_int_equal(read.look, 3);
  assert_int_equal(read.date, 20460);
  assert_int_equal(read.day_count, 2);
  assert_int_equal(read.day[0].digest, 17);
  assert_int_equal(read.day[1].digest, 0);
  assert_string_equal(read.treatment[0].name, "gr\"\xC3\xBCn");
  assert_close(read.treatment[0].alpha_spent.value, 1e-7, 0);
  assert_int_equal(read.treatment[0].code, CVS_MONITOR_STOP_HARM);
  assert_false(read.treatment[1].information.exists);
  cvs_strbuf_free(&text);
  cvs_arena_free(&ledger.arena);
}

int main(void) {
  cvs_init();
  const struct CMUnitTest tests[] = {
      LEDGER_TEST(each_look_is_kept_once),
      LEDGER_TEST(looks_of_the_ledger_are_the_looks),
      LEDGER_TEST(a_past_day_that_was_edited_is_named),
      LEDGER_TEST(a_day_that_came_in_later_or_is_gone_is_an_edit_too),
      LEDGER_TEST(an_accepted_revision_is_recorded_and_holds_from_then_on),
      LEDGER_TEST(what_was_decided_stays_where_the_past_is_revised),
      LEDGER_TEST(terms_that_change_are_named),
      LEDGER_TEST(another_metric_is_a_matter_of_the_data),
      LEDGER_TEST(a_damaged_line_is_named_by_its_number),
      cmocka_unit_test(a_line_that_was_cut_off_is_refused),
      LEDGER_TEST(an_anytime_run_is_one_line),
      cmocka_unit_test(a_line_comes_back_as_it_was_written),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
