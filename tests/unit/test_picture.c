/* Pictures of a document: what their points show, and what is copied. */
#include "report/picture.h"

#include "support/assert_close.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const cvs_picture template = {
    .kind = CVS_PICTURE_LINES, .id = "days", .title = "Days", .description = "Rates by day."};

static void a_picture_is_a_block_that_quiet_readers_do_not_see(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_document_reset(&doc);

  const cvs_picture *picture = cvs_doc_picture(&doc, &template);

  assert_int_equal(doc.first_block->kind, CVS_BLOCK_PICTURE);
  assert_ptr_equal(doc.first_block->picture, picture);
  assert_true(doc.first_block->secondary);
  cvs_document_free(&doc);
}

static void names_are_copied_with_what_hides_in_them_made_visible(void **state) {
  (void)state;
  char name[] = "a\u202Eb";
  cvs_document doc = {0};
  cvs_document_reset(&doc);

  cvs_picture *picture = cvs_doc_picture(&doc, &template);
  const cvs_picture_series *series = cvs_doc_series(&doc, picture, CVS_SERIES_LINE, name);
  memset(name, 'x', strlen(name));

  assert_string_equal(series->name, "a\\u{202E}b");
  cvs_document_free(&doc);
}

static void a_series_has_the_look_of_its_position(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  cvs_picture *picture = cvs_doc_picture(&doc, &template);

  const cvs_picture_series *first = cvs_doc_series(&doc, picture, CVS_SERIES_LINE, NULL);
  const cvs_picture_series *second = cvs_doc_series(&doc, picture, CVS_SERIES_LINE, NULL);

  assert_int_equal(first->tint, 0);
  assert_int_equal(second->tint, 1);
  assert_int_equal(picture->count, 2);
  assert_string_equal(first->name, "");
  cvs_document_free(&doc);
}

static void a_point_shows_its_node_or_its_own_figure(void **state) {
  (void)state;
  const cvs_interval lift = {.estimate = 0.1, .lower = 0.05, .has_estimate = true, .has_lower = true, .exists = true};
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  const cvs_picture_point of_interval = {.value = cvs_doc_interval(&doc, doc.root, "lift", CVS_UNIT_LIFT, &lift)};
  const cvs_picture_point of_number = {.value = cvs_doc_number(&doc, doc.root, "z", CVS_UNIT_STATISTIC, 2.5)};
  const cvs_picture_point of_count = {.value = cvs_doc_count(&doc, doc.root, "users", 7)};
  const cvs_picture_point of_null = {.value = cvs_doc_null(&doc, doc.root, "none", CVS_UNIT_RATE)};
  const cvs_picture_point drawn = {.drawn = lift};

  assert_close(cvs_point_interval(&of_interval).lower, 0.05, 0);
  assert_false(cvs_point_interval(&of_interval).has_upper);
  assert_close(cvs_point_interval(&of_number).estimate, 2.5, 0);
  assert_close(cvs_point_interval(&of_count).estimate, 7, 0);
  assert_false(cvs_point_interval(&of_null).exists);
  assert_close(cvs_point_interval(&drawn).estimate, 0.1, 0);
  cvs_document_free(&doc);
}

static void a_picture_of_nothing_shows_nothing(void **state) {
  (void)state;
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  cvs_picture *picture = cvs_doc_picture(&doc, &template);
  cvs_picture_series *series = cvs_doc_series(&doc, picture, CVS_SERIES_LINE, NULL);
  const cvs_picture_point none = {.label = "a"}, some = {.drawn = {.exists = true, .has_estimate = true}};

  cvs_doc_point(&doc, series, &none);
  assert_false(cvs_picture_shows(picture));
  cvs_doc_point(&doc, series, &some);
  assert_true(cvs_picture_shows(picture));

  assert_int_equal(series->count, 2);
  cvs_document_free(&doc);
}

static void after_a_failure_adders_do_no_harm(void **state) {
  (void)state;
  const cvs_picture_point point = {.label = "a"};
  const cvs_picture_mark mark = {.text = "stop"};
  cvs_document doc = {0};
  cvs_document_reset(&doc);
  doc.failed = true;

  cvs_picture *picture = cvs_doc_picture(&doc, &template);
  cvs_picture_series *series = cvs_doc_series(&doc, picture, CVS_SERIES_LINE, "a");
  cvs_doc_point(&doc, series, &point);
  cvs_doc_mark(&doc, picture, &mark);

  assert_null(picture);
  assert_null(series);
  assert_null(doc.first_block);
  cvs_document_free(&doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_picture_is_a_block_that_quiet_readers_do_not_see),
      cmocka_unit_test(names_are_copied_with_what_hides_in_them_made_visible),
      cmocka_unit_test(a_series_has_the_look_of_its_position),
      cmocka_unit_test(a_point_shows_its_node_or_its_own_figure),
      cmocka_unit_test(a_picture_of_nothing_shows_nothing),
      cmocka_unit_test(after_a_failure_adders_do_no_harm),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
