/* Numbers as people type them. */
#include "cli/quantity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static bool read_quantity(const char *text, cvs_quantity *out) {
  return cvs_quantity_parse(text, strlen(text), out);
}

static void a_percentage_is_the_double_nearest_to_its_fraction(void **state) {
  (void)state;
  /* 0.7/100 and 0.29/100 are not the doubles 0.007 and 0.0029 */
  static const struct {
    const char *text;
    double value;
  } rows[] = {{"5%", 0.05}, {"0.7%", 0.007}, {"0.29%", 0.0029}, {"150%", 1.5}, {"-2%", -0.02}, {"100%", 1}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    cvs_quantity quantity = {0};

    const bool is_read = read_quantity(rows[i].text, &quantity);

    assert_true(is_read);
    assert_true(quantity.value == rows[i].value);
    assert_int_equal(quantity.suffix, CVS_SUFFIX_PERCENT);
  }
}

static void points_are_hundredths_and_say_so(void **state) {
  (void)state;
  cvs_quantity quantity = {0};

  const bool is_read = read_quantity("-0.5pp", &quantity);

  assert_true(is_read);
  assert_true(quantity.value == -0.005);
  assert_int_equal(quantity.suffix, CVS_SUFFIX_POINTS);
}

static void a_bare_number_is_itself(void **state) {
  (void)state;
  cvs_quantity quantity = {0};

  const bool is_read = read_quantity("1e-3", &quantity);

  assert_true(is_read);
  assert_true(quantity.value == 0.001);
  assert_int_equal(quantity.suffix, CVS_SUFFIX_NONE);
}

static void an_exponent_and_a_percent_sign_go_together(void **state) {
  (void)state;
  cvs_quantity quantity = {0};

  const bool is_read = read_quantity("2.5e1%", &quantity);

  assert_true(is_read);
  assert_true(quantity.value == 0.25);
}

static void what_is_no_number_is_refused(void **state) {
  (void)state;
  static const char *const texts[] = {"", "%", "pp", "5%%", "5 %", "nan", "inf", "0x10", "1,5", "5p", "five", "-"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    cvs_quantity quantity = {0};

    const bool is_read = read_quantity(texts[i], &quantity);

    assert_false(is_read);
  }
}

static void counts_may_be_thousands_and_millions(void **state) {
  (void)state;
  static const struct {
    const char *text;
    uint64_t value;
  } rows[] = {{"0", 0},          {"12", 12},      {"12k", 12000},         {"12K", 12000},
              {"1.5M", 1500000}, {"0.001k", 1},   {"1.234k", 1234},       {"1.50000k", 1500},
              {"12.0", 12},      {"3m", 3000000}, {"2.000001M", 2000001}, {"18446744073709551615", UINT64_MAX}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    uint64_t value = 99;

    const bool is_read = cvs_whole_parse(rows[i].text, strlen(rows[i].text), &value);

    assert_true(is_read);
    assert_true(value == rows[i].value);
  }
}

static void a_count_that_is_not_whole_is_refused(void **state) {
  (void)state;
  static const char *const texts[] = {"",    "k",     "1.5", "1.2345k", "-1",
                                      "+1",  "1e3",   "1.",  ".5k",     "1 k",
                                      "1kk", "12.01", "12G", "1.k",     "18446744073709551616"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    uint64_t value = 0;

    const bool is_read = cvs_whole_parse(texts[i], strlen(texts[i]), &value);

    assert_false(is_read);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_percentage_is_the_double_nearest_to_its_fraction),
      cmocka_unit_test(points_are_hundredths_and_say_so),
      cmocka_unit_test(a_bare_number_is_itself),
      cmocka_unit_test(an_exponent_and_a_percent_sign_go_together),
      cmocka_unit_test(what_is_no_number_is_refused),
      cmocka_unit_test(counts_may_be_thousands_and_millions),
      cmocka_unit_test(a_count_that_is_not_whole_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
