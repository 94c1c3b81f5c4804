/* The table of formats. */
#include "support/sample_document.h"

static void every_row_is_found_by_the_id_it_is_listed_under(void **state) {
  (void)state;
  size_t rows = 0;
  size_t ids = 0;

  const cvs_renderer *const *renderers = cvs_renderers(&rows);
  const char *const *formats = cvs_report_formats(&ids);

  assert_int_equal(rows, ids);
  for (size_t i = 0; i < rows; i++) {
    assert_string_equal(renderers[i]->id, formats[i]);
    assert_ptr_equal(cvs_renderer_find(formats[i]), renderers[i]);
    assert_non_null(renderers[i]->group);
    assert_true(strlen(renderers[i]->title) > 0);
  }
  assert_string_equal(formats[0], "text");
}

static void an_unknown_format_is_not_found(void **state) {
  (void)state;

  assert_null(cvs_renderer_find("xml"));
  assert_null(cvs_renderer_find(""));
  assert_null(cvs_renderer_find("JSON"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_row_is_found_by_the_id_it_is_listed_under),
      cmocka_unit_test(an_unknown_format_is_not_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
