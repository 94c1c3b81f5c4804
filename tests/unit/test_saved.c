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

/* The text with the first `from` behind `after` made `to`. */
static char *edit(const char *text, const char *after, const char *from, const char *to) {
  static char edited[1 << 18];
  const char *start = strstr(text, after);
  assert_non_null(start);
  const char *at = strstr(start, from);
  assert_non_null(at);
  const size_t before = (size_t)(at - text);
  assert_true(before + strlen(to) + strlen(at + strlen(from)) < sizeof edited);
  memcpy(edited, text, before);
  (void)strcpy(edited + before, to);
  (void)strcat(edited, at + strlen(from));
  return edited;
}

/* Read and reported as JSON, the failure in *error. */
static cvs_status report_text(const char *text, cvs_error *error) {
  const cvs_report_style style = {.columns = 80};
  cvs_saved_result *result = NULL;
  cvs_report *report = NULL;
  cvs_status status = cvs_saved_result_parse("r.json", text, strlen(text), &result, error);
  if (status != CVS_OK)
    return status;
  assert_int_equal(cvs_report_new("json", cvs_saved_result_command(result), &style, &report, NULL), CVS_OK);
  status = cvs_saved_result_report(result, report, error);
  cvs_report_free(report);
  cvs_saved_result_free(result);
  return status;
}

/* Every value is one that the schema allows; what is expected follows from the figures beside it. */
static void what_contradicts_itself_is_refused_with_its_place(void **state) {
  (void)state;
  static const char test[] = "tests/cli/test_segments_json.out", bayes[] = "tests/cli/bayes_json.out";
  static const char monitor[] = "tests/cli/monitor_compare_json.out";
  static const struct {
    const char *path;
    const char *after; /* the edited place is the first `from` behind it */
    const char *from;
    const char *to;
    const char *want;
  } cases[] = {
      {test, "\"srm\"", "\"p_value\": 0.0667949483536262", "\"p_value\": 0.5",
       "groups[0].srm.p_value is 0.5, expected 0.0667949, of which ln_p_value is the logarithm"},
      {test, "\"comparisons\"", "\"lift\": {\"estimate\": 0.2286272905902409", "\"lift\": {\"estimate\": 0.3",
       "groups[0].comparisons[0].lift.estimate is 0.3, expected 0.228627, as the rates of its two arms say"},
      {test, "\"comparisons\"", "\"lift\": {\"estimate\": 0.2286272905902409", "\"lift\": {\"estimate\": 0.9",
       "groups[0].comparisons[0].lift.estimate is 0.9, expected a number within its interval"},
      {test, "\"gates\"", "\"not-won\": false", "\"not-won\": true",
       "groups[0].gates.not-won is true, expected false, as the rest of the result says"},
      {test, "\"decision\"", "\"ship\"", "\"invalid\"",
       "groups[0].decision.code is \"invalid\", expected another decision, since nothing beside it makes the data "
       "invalid"},
      {test, "\"srm\"", "\"mismatch\": false", "\"mismatch\": true",
       "groups[0].decision.code is \"ship\", expected \"invalid\", since the arms are not split or not counted alike"},
      {bayes, "\"arms\"", "\"estimate\": 0.1000079998400032", "\"estimate\": 0.1",
       "groups[0].arms[0].rate.estimate is 0.1, expected 0.100008, the mean of what its counts and the prior say"},
      {bayes, "\"comparisons\"", "\"bayes_factor_10\": 0.009257976494864598", "\"bayes_factor_10\": 9",
       "groups[0].comparisons[0].bayes_factor_10 is 9, expected 0.00925798, of which "
       "ln_bayes_factor_10 is the logarithm"},
      {bayes, "\"gates\"", "\"continue\": true", "\"continue\": false",
       "groups[0].gates.continue is false, expected true, as the rest of the result says"},
      {monitor, "\"looks\"", "\"visitors\": 1407", "\"visitors\": 600",
       "groups[0].looks[1].arms[0].visitors is 600, expected at least those of the look before"},
      {monitor, "\"looks\"", "\"conversions\": 163", "\"conversions\": 1408",
       "groups[0].looks[1].arms[0].conversions is 1408, expected at most the 1407 visitors of that day"},
      {monitor, "\"looks\"", "\"visitors\": 697", "\"visitors\": 99999",
       "groups[0].looks[0].arms[0].visitors is 99999, expected at most the 17541 of the last day"},
      {monitor, "\"gates\"", "\"srm\": false", "\"srm\": true",
       "groups[0].gates.srm is true, expected false, as the rest of the result says"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *text = edit(load(cases[i].path), cases[i].after, cases[i].from, cases[i].to);
    cvs_error error = {.status = CVS_OK};

    const cvs_status status = report_text(text, &error);

    assert_int_equal(status, CVS_EDATA);
    assert_string_equal(error.message, cases[i].want);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_result_comes_back_to_the_last_digit),
      cmocka_unit_test(what_is_no_result_is_refused_in_a_sentence),
      cmocka_unit_test(a_line_has_the_decision_the_lift_and_the_last_day),
      cmocka_unit_test(an_index_is_ordered_by_day_then_name_and_drops_nothing),
      cmocka_unit_test(what_contradicts_itself_is_refused_with_its_place),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
