/* The frame of a page. */
#include "report/html_page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void a_page_brings_its_policy_title_and_language(void **state) {
  (void)state;
  cvs_strbuf out = {0};

  cvs_html_begin(&out, "convstat test", "A/B <test>", "a.csv");

  const char *page = cvs_strbuf_text(&out);
  assert_int_equal(strncmp(page, "<!DOCTYPE html>\n<html lang=\"en\"", 31), 0);
  assert_non_null(strstr(page, "content=\"default-src 'none'; style-src 'unsafe-inline'\"/>"));
  assert_non_null(strstr(page, "<title>A/B &lt;test&gt;: a.csv</title>"));
  assert_non_null(strstr(page, "<p class=\"kicker\">convstat test</p>\n<h1 id=\"top\">A/B &lt;test&gt;</h1>\n"
                               "<p class=\"about\">a.csv</p>"));
  cvs_strbuf_free(&out);
}

static void what_is_not_given_leaves_no_empty_element(void **state) {
  (void)state;
  cvs_strbuf out = {0};

  cvs_html_begin(&out, NULL, "Results", NULL);

  assert_non_null(strstr(cvs_strbuf_text(&out), "<header>\n<h1 id=\"top\">Results</h1>\n</header>\n"));
  assert_non_null(strstr(cvs_strbuf_text(&out), "<title>Results</title>"));
  cvs_strbuf_free(&out);
}

static void a_table_is_a_box_that_keys_reach_under_a_name_of_its_own(void **state) {
  (void)state;
  cvs_strbuf out = {0};

  cvs_html_open_table(&out, "rate & lift", false, "", 7);
  cvs_html_close_table(&out);

  assert_string_equal(
      cvs_strbuf_text(&out),
      "<div class=\"box\" role=\"region\" tabindex=\"0\" aria-label=\"Table 7: rate &amp; lift\"><table>\n"
      "<caption class=\"aside\">rate &amp; lift</caption>\n"
      "</table></div>\n");
  cvs_strbuf_clear(&out);
  cvs_html_open_table(&out, "lifts", true, "f k1", 8);
  assert_non_null(strstr(cvs_strbuf_text(&out), "<table class=\"f k1\">\n<caption>lifts</caption>\n"));
  cvs_strbuf_free(&out);
}

static void a_decision_is_a_word_not_only_a_colour(void **state) {
  (void)state;
  cvs_strbuf out = {0};

  cvs_html_add_tag(&out, CVS_TONE_BAD, "STOP: HARM");

  assert_string_equal(cvs_strbuf_text(&out), "<span class=\"tag bad\">STOP: HARM</span>");
  cvs_strbuf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_page_brings_its_policy_title_and_language),
      cmocka_unit_test(what_is_not_given_leaves_no_empty_element),
      cmocka_unit_test(a_table_is_a_box_that_keys_reach_under_a_name_of_its_own),
      cmocka_unit_test(a_decision_is_a_word_not_only_a_colour),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
