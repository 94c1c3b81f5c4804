/* The colours of a page can be read in both themes: contrast as WCAG 2.2 defines it, at least 4.5 for text. */
#include "report/html_page.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* WCAG 2.2, "relative luminance": of a channel in [0, 1]. */
static double linear(double channel) {
  return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4);
}

static double luminance(unsigned long rgb) {
  const double red = linear((double)(rgb >> 16 & 255) / 255), green = linear((double)(rgb >> 8 & 255) / 255),
               blue = linear((double)(rgb & 255) / 255);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/* "#fff" or "#1a1d21". */
static unsigned long parse_color(const char *text) {
  char *end = NULL;
  assert_int_equal(*text, '#');
  const unsigned long value = strtoul(text + 1, &end, 16);
  if (end - text == 7)
    return value;
  assert_int_equal(end - text, 4);
  return (value >> 8 & 15) * 17 << 16 | (value >> 4 & 15) * 17 << 8 | (value & 15) * 17;
}

static unsigned long find_color(const char *theme, const char *name) {
  char property[32];
  (void)snprintf(property, sizeof property, "--%s:", name);
  const char *at = strstr(theme, property);
  assert_non_null(at);
  return parse_color(at + strlen(property));
}

static double contrast(const char *theme, const char *a, const char *b) {
  const double first = luminance(find_color(theme, a)), second = luminance(find_color(theme, b));
  return (fmax(first, second) + 0.05) / (fmin(first, second) + 0.05);
}

static void check_theme(const char *theme) {
  static const double least = 4.5;
  static const char *const tones[][2] = {
      {"good", "good-g"}, {"bad", "bad-g"}, {"warn", "warn-g"}, {"plain", "plain-g"}};
  for (size_t i = 0; i < sizeof tones / sizeof tones[0]; i++) {
    assert_true(contrast(theme, tones[i][0], "cvs-paper") >= least); /* a word, and on a tag the other way round */
    assert_true(contrast(theme, "cvs-ink", tones[i][1]) >= least);   /* a verdict */
    assert_true(contrast(theme, tones[i][0], tones[i][1]) >= least);
  }
  assert_true(contrast(theme, "cvs-ink", "cvs-paper") >= least);
  assert_true(contrast(theme, "cvs-muted", "cvs-paper") >= least);
  assert_true(contrast(theme, "cvs-muted", "plain-g") >= least); /* a method that a link has led to */
}

static void text_can_be_read_in_both_themes(void **state) {
  (void)state;
  cvs_strbuf css = {0};

  cvs_html_add_style(&css);

  const char *light = cvs_strbuf_text(&css);
  const char *dark = strstr(light, "@media screen and (prefers-color-scheme:dark)");
  assert_non_null(dark);
  check_theme(light);
  check_theme(dark);
  cvs_strbuf_free(&css);
}

/* 21 for black on white is WCAG's own figure. */
static void the_measure_itself_is_right(void **state) {
  (void)state;
  const double most = contrast("--a:#000;--b:#ffffff", "a", "b");

  assert_true(fabs(most - 21) < 1e-9);
}

static void nothing_is_loaded_and_nothing_ends_the_style(void **state) {
  (void)state;
  static const char *const unwanted[] = {"url(", "@import", "<", "&", "expression"};
  cvs_strbuf css = {0};

  cvs_html_add_style(&css);

  for (size_t i = 0; i < sizeof unwanted / sizeof unwanted[0]; i++)
    assert_null(strstr(cvs_strbuf_text(&css), unwanted[i]));
  cvs_strbuf_free(&css);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_can_be_read_in_both_themes),
      cmocka_unit_test(the_measure_itself_is_right),
      cmocka_unit_test(nothing_is_loaded_and_nothing_ends_the_style),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
