/* SVG as a format: which picture, of several groups, beside another report. */
#include "report/report.h"

#include "support/picture_fixture.h"

#include <stdlib.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const cvs_report_style plain = {0};

static void add_picture(cvs_document *doc, const char *id, const char *title, bool figures) {
  const cvs_picture picture = {.kind = CVS_PICTURE_ROWS,
                               .id = id,
                               .title = title,
                               .description = title,
                               .x = {.title = "rate", .unit = CVS_UNIT_RATE}};
  const cvs_picture_point point = {.label = "control",
                                   .drawn = figures ? interval_of(0.1, 0.09, 0.11) : (cvs_interval){0}};
  cvs_doc_point(doc, cvs_doc_series(doc, cvs_doc_picture(doc, &picture), CVS_SERIES_INTERVALS, NULL), &point);
}

static cvs_status add_group(cvs_report *report, const char *heading, bool figures) {
  cvs_document *doc = cvs_report_document(report);
  cvs_error error = {0};
  if (heading != NULL)
    cvs_doc_heading(doc, heading);
  add_picture(doc, "lift", "Lifts", figures);
  add_picture(doc, "rates", "Rates", figures);
  return cvs_report_group(report, doc, &error);
}

/* The whole of an ended report; to be freed. */
static char *read_report(cvs_report *report) {
  enum { MOST = 1 << 16 };
  char path[] = "/tmp/convstat-test-XXXXXX";
  char *text = calloc(1, MOST);
  cvs_error error = {0};
  const int file = mkstemp(path);
  assert_true(file >= 0 && text != NULL);
  assert_int_equal(cvs_report_copy(report, file, path, &error), CVS_OK);
  assert_int_equal(lseek(file, 0, SEEK_SET), 0);
  assert_true(read(file, text, MOST - 1) > 0);
  (void)close(file);
  (void)unlink(path);
  return text;
}

static cvs_report *open_svg(const char *picture) {
  const cvs_report_style style = {.picture = picture};
  cvs_report *report = NULL;
  assert_int_equal(cvs_report_new("svg", "test", &style, &report, NULL), CVS_OK);
  return report;
}

static void the_first_picture_is_drawn_unless_another_was_asked_for(void **state) {
  (void)state;
  cvs_report *first = open_svg(NULL), *other = open_svg("rates");

  assert_int_equal(add_group(first, NULL, true), CVS_OK);
  assert_int_equal(add_group(other, NULL, true), CVS_OK);
  assert_int_equal(cvs_report_end(first, NULL), CVS_OK);
  assert_int_equal(cvs_report_end(other, NULL), CVS_OK);
  char *lifts = read_report(first), *rates = read_report(other);

  assert_non_null(strstr(lifts, ">Lifts</text>"));
  assert_null(strstr(lifts, ">Rates</text>"));
  assert_non_null(strstr(rates, ">Rates</text>"));
  assert_null(strstr(rates, ">Lifts</text>"));
  free(lifts);
  free(rates);
  cvs_report_free(first);
  cvs_report_free(other);
}

static void groups_stand_beneath_each_other_under_their_names(void **state) {
  (void)state;
  cvs_report *report = open_svg(NULL);

  assert_int_equal(add_group(report, "device = mobile", true), CVS_OK);
  assert_int_equal(add_group(report, "device = desktop", true), CVS_OK);
  assert_int_equal(cvs_report_end(report, NULL), CVS_OK);
  char *svg = read_report(report);

  const char *mobile = strstr(svg, ">device = mobile</text>"), *desktop = strstr(svg, ">device = desktop</text>");
  assert_true(mobile != NULL && desktop != NULL && mobile < desktop);
  assert_non_null(strstr(svg, "aria-labelledby=\"p1-t p1-d\""));
  assert_non_null(strstr(svg, "aria-labelledby=\"p2-t p2-d\""));
  free(svg);
  cvs_report_free(report);
}

static void a_picture_without_figures_says_that_there_is_nothing_to_draw(void **state) {
  (void)state;
  cvs_report *report = open_svg(NULL);

  assert_int_equal(add_group(report, NULL, false), CVS_OK);
  assert_int_equal(cvs_report_end(report, NULL), CVS_OK);
  char *svg = read_report(report);

  assert_non_null(strstr(svg, ">Lifts: nothing to draw</text>"));
  free(svg);
  cvs_report_free(report);
}

static void an_unknown_picture_is_refused_with_the_names_there_are(void **state) {
  (void)state;
  cvs_error error = {0};
  cvs_report *report = open_svg("profit");

  assert_int_equal(add_group(report, NULL, true), CVS_OK);

  assert_int_equal(cvs_report_end(report, &error), CVS_EUSAGE);
  assert_non_null(strstr(error.message, "expected one of lift, rates"));
  cvs_report_free(report);
}

static void too_many_pictures_are_refused(void **state) {
  (void)state;
  enum { MANY = 25 };
  cvs_status status = CVS_OK;
  cvs_report *report = open_svg(NULL);

  for (size_t i = 0; i < MANY && status == CVS_OK; i++)
    status = add_group(report, "g", true);

  assert_int_equal(status, CVS_EUSAGE);
  cvs_report_free(report);
}

static void a_picture_beside_gets_the_groups_of_its_report(void **state) {
  (void)state;
  cvs_report *report = NULL, *picture = open_svg(NULL);
  assert_int_equal(cvs_report_new("text", "test", &plain, &report, NULL), CVS_OK);

  cvs_report_draw_beside(report, picture);
  assert_true(cvs_report_draws(report));
  assert_int_equal(add_group(report, "device = mobile", true), CVS_OK);
  assert_int_equal(cvs_report_end(report, NULL), CVS_OK);
  char *text = read_report(report), *svg = read_report(picture);

  assert_non_null(strstr(text, "device = mobile"));
  assert_null(strstr(text, "Lifts"));
  assert_non_null(strstr(svg, ">Lifts</text>"));
  free(text);
  free(svg);
  cvs_report_free(report);
  cvs_report_free(picture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_picture_is_drawn_unless_another_was_asked_for),
      cmocka_unit_test(groups_stand_beneath_each_other_under_their_names),
      cmocka_unit_test(a_picture_without_figures_says_that_there_is_nothing_to_draw),
      cmocka_unit_test(an_unknown_picture_is_refused_with_the_names_there_are),
      cmocka_unit_test(too_many_pictures_are_refused),
      cmocka_unit_test(a_picture_beside_gets_the_groups_of_its_report),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
