/* Colours of pictures: enough contrast in both themes, and one table for pages and files. */
#include "report/svg_style.h"

#include "report/svg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

typedef struct rgb {
  double part[3];
} rgb;

/* "#fff" or "#0b62b0". */
static rgb read_color(const char *text) {
  rgb out = {{0, 0, 0}};
  const bool is_short = strspn(text + 1, "0123456789abcdef") == 3;
  for (size_t i = 0; i < 3; i++) {
    char digits[3] = {text[is_short ? 1 + i : 1 + 2 * i], text[is_short ? 1 + i : 2 + 2 * i], 0};
    out.part[i] = (double)strtoul(digits, NULL, 16) / 255;
  }
  return out;
}

/* The colour of this name in a theme. */
static rgb find_color(const char *name, bool dark) {
  cvs_strbuf colors = {0}, wanted = {0};
  cvs_svg_add_colors(&colors, dark);
  cvs_strbuf_addf(&wanted, "--cvs-%s:", name);
  const char *at = strstr(cvs_strbuf_text(&colors), cvs_strbuf_text(&wanted));
  assert_non_null(at);
  const rgb out = read_color(at + wanted.length);
  cvs_strbuf_free(&colors);
  cvs_strbuf_free(&wanted);
  return out;
}

/* Relative luminance and contrast: WCAG 2.1, definitions. */
static double find_luminance(rgb color) {
  static const double weights[] = {0.2126, 0.7152, 0.0722};
  double sum = 0;
  for (size_t i = 0; i < 3; i++) {
    const double part = color.part[i];
    sum += weights[i] * (part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
  }
  return sum;
}

static double find_contrast(rgb a, rgb b) {
  const double first = find_luminance(a), second = find_luminance(b);
  return (fmax(first, second) + 0.05) / (fmin(first, second) + 0.05);
}

static rgb blend(rgb over, rgb under, double opacity) {
  rgb out = under;
  for (size_t i = 0; i < 3; i++)
    out.part[i] += opacity * (over.part[i] - under.part[i]);
  return out;
}

static void words_have_a_contrast_of_four_and_a_half_in_both_themes(void **state) {
  (void)state;

  for (int dark = 0; dark <= 1; dark++) {
    const rgb paper = find_color("paper", dark);
    assert_true(find_contrast(find_color("ink", dark), paper) >= 4.5);
    assert_true(find_contrast(find_color("muted", dark), paper) >= 4.5);
    /* the strongest cell of a heat map, 0.45 opaque */
    assert_true(find_contrast(find_color("ink", dark), blend(find_color("heat", dark), paper, 0.45)) >= 4.5);
  }
}

static void series_have_a_contrast_of_three_in_both_themes(void **state) {
  (void)state;
  static const char *const names[] = {"1", "2", "3", "4", "5", "6"};

  for (int dark = 0; dark <= 1; dark++)
    for (size_t i = 0; i < CVS_SVG_COLORS; i++)
      assert_true(find_contrast(find_color(names[i], dark), find_color("paper", dark)) >= 3);
}

static void a_page_reads_its_own_properties(void **state) {
  (void)state;
  cvs_strbuf css = {0};

  cvs_svg_add_css(&css);

  assert_non_null(strstr(cvs_strbuf_text(&css), ".cvs-picture .s1{fill:var(--cvs-1,#0b62b0)"));
  assert_null(strchr(cvs_strbuf_text(&css), '$'));
  cvs_strbuf_free(&css);
}

static void a_file_has_both_themes_and_no_properties(void **state) {
  (void)state;
  cvs_strbuf style = {0};

  cvs_svg_add_own_style(&style);

  assert_non_null(strstr(cvs_strbuf_text(&style), "@media(prefers-color-scheme:dark)"));
  assert_null(strstr(cvs_strbuf_text(&style), "var("));
  assert_null(strchr(cvs_strbuf_text(&style), '$'));
  cvs_strbuf_free(&style);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_have_a_contrast_of_four_and_a_half_in_both_themes),
      cmocka_unit_test(series_have_a_contrast_of_three_in_both_themes),
      cmocka_unit_test(a_page_reads_its_own_properties),
      cmocka_unit_test(a_file_has_both_themes_and_no_properties),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
