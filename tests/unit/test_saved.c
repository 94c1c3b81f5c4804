/* Saved results: read, refused, shown in a line. The figures that are expected stand in the text that is read. */
#include <convstat/saved.h>

#include "report/saved_index.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A golden result of the program, which the schema holds already. */
static char *load(const char *path) {
  static char text[1 << 18];
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  const size_t length = fread(text, 1, sizeof text - 1, file);
  text[length] = '\0';
  assert_int_equal(fclose(file), 0);
  return text;
}

static cvs_saved_result *read_golden(const char *path) {
  cvs_saved_result *result = NULL;
  const char *text = load(path);
  assert_int_equal(cvs_saved_result_parse("r.json", text, strlen(text), &result, NULL), CVS_OK);
  return result;
}

/* Written again as JSON, into memory. */
static char *write_again(cvs_saved_result *result) {
  const cvs_report_style style = {.columns = 80};
  char path[] = "/tmp/convstat-test-XXXXXX";
  cvs_report *report = NULL;
  const int file = mkstemp(path);
  assert_true(file >= 0);
  assert_int_equal(cvs_report_new("json", cvs_saved_result_command(result), &style, &report, NULL), CVS_OK);
  assert_int_equal(cvs_saved_result_report(result, report, NULL), CVS_OK);
  assert_int_equal(cvs_report_end(report, NULL), CVS_OK);
  assert_int_equal(cvs_report_copy(report, file, path, NULL), CVS_OK);
  cvs_report_free(report);
  char *text = load(path);
  assert_int_equal(remove(path), 0);
  return text;
}

static void a_result_comes_back_to_the_last_digit(void **state) {
  (void)state;
  static const char *const goldens[] = {"tests/cli/test_five_arms_pairs_json.out",
                                        "tests/cli/test_stratify_json.out",
                                        "tests/cli/test_trillion_json.out",
                                        "tests/cli/bayes_past_json.out",
                                        "tests/cli/plan_seq_binding_json.out",
                                        "tests/cli/plan_table_json.out",
                                        "tests/cli/monitor_compare_json.out",
                                        "tests/cli/monitor_plan_json.out",
                                        "tests/cli/rank_json.out",
                                        "tests/cli/count_by_day_json.out"};
  static char before[1 << 18];
  for (size_t i = 0; i < sizeof goldens / sizeof *goldens; i++) {
    cvs_saved_result *result = read_golden(goldens[i]);
    (void)strcpy(before, load(goldens[i]));

    const char *after = write_again(result);

    assert_string_equal(after, before);
    cvs_saved_result_free(result);
  }
}

static void what_is_no_result_is_refused_in_a_sentence(void **state) {
  (void)state;
  static const struct {
    const char *text;
    const char *want;
  } cases[] = {
      {"{}", "is no result that this version knows, expected what a command of convstat wrote with -f json"},
      {"{\"schema\": 3}",
       "is no result that this version knows, expected what a command of convstat wrote with -f json"},
      {"{\"schema\": \"convstat.tes/1\"}",
       "is no result that this version knows, expected what a command of convstat wrote with -f json"},
      {"{\"schema\": \"convstat.test/17\"}",
       "has version 17 of the results of test, expected version 1; a newer convstat reads it"},
      {"{\"schema\": \"convstat.methods/1\"}", "is the list of methods, expected a result"},
      {"{\"schema\": \"convstat.test/1\"}", "convstat is missing, expected a text"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    cvs_saved_result *result = NULL;
    cvs_error error = {.status = CVS_OK};

    const cvs_status status = cvs_saved_result_parse("r.json", cases[i].text, strlen(cases[i].text), &result, &error);

    assert_int_equal(status, CVS_EDATA);
    assert_null(result);
    assert_string_equal(error.source, "r.json");
    assert_string_equal(error.message, cases[i].want);
  }
}

static void a_line_has_the_decision_the_lift_and_the_last_day(void **state) {
  (void)state;
  cvs_saved_result *test = read_golden("tests/cli/test_segments_json.out");
  cvs_saved_result *monitor = read_golden("tests/cli/monitor_compare_json.out");
  cvs_saved_line line;
  int64_t day = 0;

  assert_int_equal(cvs_saved_result_line(test, 0, &line, NULL), CVS_OK);
  assert_string_equal(line.by, "device = mobile");
  assert_string_equal(line.decision, "ship");
  assert_string_equal(line.treatment, "one-page-checkout");
  assert_true(line.lift.exists && line.lift.has_lower && line.lift.lower < line.lift.estimate);
  assert_false(cvs_saved_result_last_day(test, &day));
  assert_int_equal(cvs_saved_result_line(monitor, 0, &line, NULL), CVS_OK);
  assert_string_equal(line.by, "");
  assert_true(line.lift.exists);
  /* 2024-06-30 is the last day of datasets/daily.csv: 19,904 days after 1970-01-01 (date -u -d @1719705600). */
  assert_true(cvs_saved_result_last_day(monitor, &day));
  assert_int_equal(day, 19904);
  cvs_saved_result_free(test);
  cvs_saved_result_free(monitor);
}

static void an_index_is_ordered_by_day_then_name_and_drops_nothing(void **state) {
  (void)state;
  cvs_saved_result *result = read_golden("tests/cli/plan_json.out");
  cvs_index_entry entries[] = {{.name = "old", .link = "old.json", .result = result, .day = 1},
                               {.name = "broken", .link = "broken.json", .problem = "is not JSON"},
                               {.name = "b <new>", .link = "b.json", .result = result, .day = 2},
                               {.name = "a new", .link = "a.json", .result = result, .day = 2}};
  cvs_strbuf page = {0};

  assert_int_equal(cvs_index_write(&page, "Tests & more", entries, 4, NULL), CVS_OK);

  const char *text = cvs_strbuf_text(&page);
  const char *a = strstr(text, "a.json"), *b = strstr(text, "b.json"), *old = strstr(text, "old.json");
  const char *broken = strstr(text, "broken.json");
  assert_non_null(a);
  assert_true(a < b && b < old && old < broken);
  assert_non_null(strstr(text, "b &lt;new&gt;"));
  assert_non_null(strstr(text, "Tests &amp; more"));
  assert_non_null(strstr(text, "3 results, and 1 file that could not be read"));
  cvs_strbuf_free(&page);
  cvs_saved_result_free(result);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_result_comes_back_to_the_last_digit),
      cmocka_unit_test(what_is_no_result_is_refused_in_a_sentence),
      cmocka_unit_test(a_line_has_the_decision_the_lift_and_the_last_day),
      cmocka_unit_test(an_index_is_ordered_by_day_then_name_and_drops_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
