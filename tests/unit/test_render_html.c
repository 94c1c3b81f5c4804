/* A page from begin to end: what stands where, with one result and with several. */
#include "report/report.h"
#include "support/sample_document.h"

#include <stdio.h>
#include <stdlib.h>

/* What the finished report holds; the caller frees it. */
static char *finish(cvs_report *report) {
  cvs_error error = {0};
  FILE *file = tmpfile();
  assert_non_null(file);
  assert_int_equal(cvs_report_end(report, &error), CVS_OK);
  assert_int_equal(cvs_report_copy(report, fileno(file), "test", &error), CVS_OK);
  assert_int_equal(fseek(file, 0, SEEK_END), 0);
  const long size = ftell(file);
  assert_true(size > 0);
  char *text = calloc(1, (size_t)size + 1);
  assert_non_null(text);
  rewind(file);
  assert_int_equal(fread(text, 1, (size_t)size, file), (size_t)size);
  (void)fclose(file);
  cvs_report_free(report);
  return text;
}

static cvs_report *open_page(const char *title) {
  const cvs_report_style style = {.title = title};
  cvs_error error = {0};
  cvs_report *report = NULL;
  assert_int_equal(cvs_report_new("html", "test", &style, &report, &error), CVS_OK);
  return report;
}

static void begin_result(cvs_report *report, const char *command, const char *name) {
  const cvs_setting settings[] = {{"alpha", NULL, 0.05}, {"method", "auto", 0}};
  cvs_error error = {0};
  if (name != NULL)
    assert_int_equal(cvs_report_part(report, command, name, &error), CVS_OK);
  assert_int_equal(cvs_report_begin(report, NULL, settings, 2, &error), CVS_OK);
}

static void add_group(cvs_report *report, const char *heading, const char *verdict) {
  cvs_error error = {0};
  cvs_document *doc = cvs_report_document(report);
  if (heading != NULL)
    cvs_doc_heading(doc, heading);
  cvs_doc_verdict(doc, CVS_TONE_GOOD, "SHIP", verdict);
  assert_int_equal(cvs_report_group(report, doc, &error), CVS_OK);
}

/* Each of the texts stands behind the one before it. */
static void expect_order(const char *page, const char *const *texts, size_t count) {
  for (size_t i = 0; i < count; i++) {
    page = strstr(page, texts[i]);
    if (page == NULL)
      fail_msg("\"%s\" is not there, or not in its place", texts[i]);
  }
}

static void one_result_is_a_page_with_its_settings_open_at_the_end(void **state) {
  (void)state;
  static const char *const order[] = {"<title>A/B test</title>",
                                      "<p class=\"kicker\">convstat test</p>",
                                      "<section class=\"result\" id=\"r1\" aria-labelledby=\"top\">",
                                      "green is better",
                                      "</section>",
                                      "<details open=\"open\"><summary>Input and settings</summary>",
                                      "alpha</th><td>0.05</td>",
                                      "</main>"};
  cvs_report *report = open_page(NULL);
  begin_result(report, "test", NULL);
  add_group(report, NULL, "green is better");

  char *page = finish(report);

  expect_order(page, order, sizeof order / sizeof order[0]);
  assert_null(strstr(page, "<nav"));
  free(page);
}

/* The list is known only behind the groups, and stands before them. */
static void several_groups_are_listed_before_they_come(void **state) {
  (void)state;
  static const char *const order[] = {"<nav aria-labelledby=\"contents\">",
                                      "<li><a href=\"#r1\">device = a</a><span><span class=\"tag good\">SHIP</span>one",
                                      "<li><a href=\"#r2\">device = b</a><span><span class=\"tag good\">SHIP</span>two",
                                      "</nav>",
                                      "id=\"r1\" aria-labelledby=\"h1\">\n<h2 id=\"h1\">device = a</h2>",
                                      "id=\"r2\" aria-labelledby=\"h2\">\n<h2 id=\"h2\">device = b</h2>"};
  cvs_report *report = open_page("Two <devices>");
  begin_result(report, "test", NULL);
  add_group(report, "device = a", "one");
  add_group(report, "device = b", "two");

  char *page = finish(report);

  expect_order(page, order, sizeof order / sizeof order[0]);
  assert_non_null(strstr(page, "<title>Two &lt;devices&gt;</title>"));
  free(page);
}

static void several_results_keep_their_settings_behind_their_groups(void **state) {
  (void)state;
  static const char *const order[] = {"<p class=\"kicker\">convstat report</p>",
                                      "<h2 id=\"h1\">spring</h2>",
                                      "<details><summary>Input and settings of spring</summary>",
                                      "<div id=\"s1\">",
                                      "<caption>Settings</caption>",
                                      "<h2 id=\"h2\">summer: device = b</h2>",
                                      "<details><summary>Input and settings of summer</summary>",
                                      "<p>Settings: as those of <a href=\"#s1\">spring</a></p>",
                                      "</main>"};
  cvs_report *report = open_page(NULL);
  begin_result(report, "test", "spring");
  add_group(report, NULL, "one");
  begin_result(report, "bayes", "summer");
  add_group(report, "device = b", "two");

  char *page = finish(report);

  expect_order(page, order, sizeof order / sizeof order[0]);
  const char *style = strstr(page, "<style>");
  assert_non_null(style);
  assert_null(strstr(style + 1, "<style>"));
  const char *settings = strstr(page, "<caption>Settings</caption>");
  assert_null(strstr(settings + 1, "<caption>Settings</caption>")); /* the same are there once */
  free(page);
}

static void formats_of_one_result_refuse_a_second(void **state) {
  (void)state;
  const cvs_report_style style = {0};
  static const char *const formats[] = {"json", "csv"};
  for (size_t i = 0; i < 2; i++) {
    cvs_error error = {0};
    cvs_report *report = NULL;
    assert_int_equal(cvs_report_new(formats[i], "report", &style, &report, &error), CVS_OK);
    assert_int_equal(cvs_report_part(report, "test", "a", &error), CVS_OK);

    assert_int_equal(cvs_report_part(report, "test", "b", &error), CVS_EUSAGE);

    assert_non_null(strstr(error.message, "holds one result"));
    cvs_report_free(report);
  }
}

static void a_heading_of_ten_thousand_letters_is_cut_and_there_in_full(void **state) {
  (void)state;
  enum { LETTERS = 10000 };
  char *name = malloc(LETTERS + 1);
  assert_non_null(name);
  memset(name, 'x', LETTERS);
  name[LETTERS] = '\0';
  cvs_report *report = open_page(NULL);
  begin_result(report, "test", NULL);
  add_group(report, name, "one");
  add_group(report, "b", "two");

  char *page = finish(report);

  const char *whole = strstr(page, name);
  assert_non_null(whole);
  assert_null(strstr(whole + 1, name));
  free(page);
  free(name);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_result_is_a_page_with_its_settings_open_at_the_end),
      cmocka_unit_test(several_groups_are_listed_before_they_come),
      cmocka_unit_test(several_results_keep_their_settings_behind_their_groups),
      cmocka_unit_test(formats_of_one_result_refuse_a_second),
      cmocka_unit_test(a_heading_of_ten_thousand_letters_is_cut_and_there_in_full),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
