/* Numbers as people read them. Expected texts are decimal arithmetic done by hand. */
#include "report/format.h"
#include "support/sample_document.h"

#include <stdio.h>

/* Compares what was added and empties the buffer. */
static void expect(cvs_strbuf *out, const char *text) {
  assert_string_equal(cvs_strbuf_text(out), text);
  cvs_strbuf_clear(out);
}

static void counts_are_grouped_by_thousands(void **state) {
  (void)state;
  static const struct {
    uint64_t count;
    const char *text;
  } cases[] = {{0, "0"},
               {999, "999"},
               {1000, "1,000"},
               {50000, "50,000"},
               {1234567, "1,234,567"},
               {UINT64_C(1000000000000), "1,000,000,000,000"},
               {UINT64_MAX, "18,446,744,073,709,551,615"}};
  cvs_strbuf out = {0};

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    cvs_format_count(&out, cases[i].count);
    expect(&out, cases[i].text);
  }
  cvs_strbuf_free(&out);
}

static void decimals_show_two_digits_of_the_width(void **state) {
  (void)state;

  assert_int_equal(cvs_format_decimals(74.9), 0);
  assert_int_equal(cvs_format_decimals(7.5), 1);
  assert_int_equal(cvs_format_decimals(0.53), 2);
  assert_int_equal(cvs_format_decimals(0.0123), 3);
  assert_int_equal(cvs_format_decimals(12345), 0);
  assert_int_equal(cvs_format_decimals(0), -1);
}

typedef struct value_case {
  cvs_unit unit;
  double value;
  int decimals;
  const char *text;
} value_case;

static void expect_values(const value_case *cases, size_t count) {
  cvs_strbuf out = {0};
  for (size_t i = 0; i < count; i++) {
    cvs_format_value(&out, cases[i].unit, cases[i].value, cases[i].decimals);
    expect(&out, cases[i].text);
  }
  cvs_strbuf_free(&out);
}

static void values_carry_their_unit_and_sign(void **state) {
  (void)state;
  static const value_case cases[] = {
      {CVS_UNIT_RATE, 0.1021, 2, "10.21%"},      {CVS_UNIT_LIFT, 0.021, 1, "+2.1%"},
      {CVS_UNIT_LIFT, -0.016, 1, "-1.6%"},       {CVS_UNIT_DIFFERENCE, 0.0021, 2, "+0.21 pp"},
      {CVS_UNIT_DIFFERENCE, -0.25, 0, "-25 pp"}, {CVS_UNIT_RATIO, 1.0234, 2, "1.02"},
      {CVS_UNIT_STATISTIC, -1.1, -1, "-1.10"},   {CVS_UNIT_COUNT, 57800, 0, "57,800"},
      {CVS_UNIT_P, 0.271, -1, "0.271"},
  };

  expect_values(cases, sizeof cases / sizeof *cases);
}

static void what_rounds_to_zero_has_no_sign(void **state) {
  (void)state;
  static const value_case cases[] = {
      {CVS_UNIT_LIFT, -0.0001, 1, "0.0%"},
      {CVS_UNIT_LIFT, 0.0001, 1, "0.0%"},
      {CVS_UNIT_DIFFERENCE, -1e-9, 2, "0.00 pp"},
      {CVS_UNIT_LIFT, -0.0, 0, "0%"},
      {CVS_UNIT_LIFT, 0, -1, "0%"},
  };

  expect_values(cases, sizeof cases / sizeof *cases);
}

static void small_and_large_values_stay_readable(void **state) {
  (void)state;
  static const value_case cases[] = {
      {CVS_UNIT_RATE, 0.000123, -1, "0.0123%"}, {CVS_UNIT_RATE, 1.2e-10, -1, "1.2e-8%"},
      {CVS_UNIT_LIFT, 123.45, 0, "+12,345%"},   {CVS_UNIT_LIFT, 1e6, -1, "+100,000,000%"},
      {CVS_UNIT_LIFT, 2.5e15, 1, "+2.5e17%"},   {CVS_UNIT_LIFT, -2.5e15, 1, "-2.5e17%"},
      {CVS_UNIT_RATE, 1, -1, "100%"},
  };

  expect_values(cases, sizeof cases / sizeof *cases);
}

static void small_sums_of_money_have_cents(void **state) {
  (void)state;
  static const value_case cases[] = {
      {CVS_UNIT_MONEY, 39.9, -1, "39.90"},
      {CVS_UNIT_MONEY, -0.016, -1, "-0.02"},
      {CVS_UNIT_MONEY, 99.999, -1, "100.00"},
      {CVS_UNIT_MONEY, 100, -1, "100"},
      {CVS_UNIT_MONEY, 12345.6, -1, "12,346"},
      {CVS_UNIT_MONEY, 0, -1, "0"},
      {CVS_UNIT_MONEY, -1234567.2, -1, "-1,234,567"},
  };

  expect_values(cases, sizeof cases / sizeof cases[0]);
}

static void p_values_have_the_digits_they_are_read_by(void **state) {
  (void)state;
  static const struct {
    double p;
    double ln_p;
    const char *text;
  } cases[] = {
      {1, 0, "1"},
      {0.99951, 0, "1"},
      {0.9994, 0, "0.999"},
      {0.271, -1.3056, "0.271"},
      {0.0496, -3.0038, "0.0496"},
      {0.0012, -6.725, "0.0012"},
      {0.000412, -7.794, "0.00041"},
      {4.1e-5, -10.1, "4.1e-5"},
      {9.96e-5, -9.21, "1.0e-4"},
      {2.4e-149, -342.2, "2.4e-149"},
      {0, -1000, "5.1e-435"}, /* exp(-1000) = 5.0759588975e-435 */
      {0, 0, "<1e-300"},
  };
  cvs_strbuf out = {0};

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    cvs_format_p(&out, cases[i].p, cases[i].ln_p);
    expect(&out, cases[i].text);
  }
  cvs_strbuf_free(&out);
}

static void both_ends_of_an_interval_have_the_same_decimals(void **state) {
  (void)state;
  const cvs_interval lift = make_interval(0.021, -0.016, 0.059);
  const cvs_interval difference = make_interval(0.0021, -0.0016, 0.0058);
  const cvs_interval wide = make_interval(10, 0, 250);
  cvs_strbuf out = {0};

  cvs_format_interval(&out, CVS_UNIT_LIFT, &lift, -1);
  expect(&out, "[-1.6%, +5.9%]");
  cvs_format_interval(&out, CVS_UNIT_DIFFERENCE, &difference, -1);
  expect(&out, "[-0.16, +0.58] pp");
  cvs_format_interval(&out, CVS_UNIT_LIFT, &wide, -1);
  expect(&out, "[0%, +25,000%]");
  cvs_format_interval(&out, CVS_UNIT_LIFT, &lift, 2);
  expect(&out, "[-1.60%, +5.90%]");
  cvs_strbuf_free(&out);
}

static void an_open_end_is_said_in_words(void **state) {
  (void)state;
  cvs_interval lift = make_interval(0.021, -0.016, 0);
  lift.has_upper = false;
  cvs_interval below = make_interval(0.021, 0, 0.059);
  below.has_lower = false;
  const cvs_interval none = {0};
  cvs_strbuf out = {0};

  cvs_format_interval(&out, CVS_UNIT_LIFT, &lift, -1);
  expect(&out, "[-1.6%, no limit)");
  cvs_format_interval(&out, CVS_UNIT_LIFT, &below, -1);
  expect(&out, "(no limit, +5.9%]");
  cvs_format_interval(&out, CVS_UNIT_LIFT, &none, -1);
  expect(&out, "-");
  cvs_strbuf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(counts_are_grouped_by_thousands),
      cmocka_unit_test(decimals_show_two_digits_of_the_width),
      cmocka_unit_test(values_carry_their_unit_and_sign),
      cmocka_unit_test(what_rounds_to_zero_has_no_sign),
      cmocka_unit_test(small_and_large_values_stay_readable),
      cmocka_unit_test(small_sums_of_money_have_cents),
      cmocka_unit_test(p_values_have_the_digits_they_are_read_by),
      cmocka_unit_test(both_ends_of_an_interval_have_the_same_decimals),
      cmocka_unit_test(an_open_end_is_said_in_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
