/* Wilson's interval. */
#include "support/assert_close.h"
#include "support/rate_interval.h"
#include "stat/methods.h"
#include "stat/wilson.h"

static void the_published_examples_are_met(void **state) {
  (void)state;
  /* Newcombe (1998), Statistics in Medicine 17, 857-872, table I */
  const printed_limits rows[] = {
      {81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}};

  check_printed_limits(&cvs_method_ci_wilson, rows, 4, 5e-5);
}

static void it_agrees_with_r(void **state) {
  (void)state;
  /* R 4.2.2 prop.test(81, 263, correct = FALSE) */
  cvs_interval interval = rate_limits(&cvs_method_ci_wilson, 81, 263);

  assert_close(interval.lower, 0.25528851987827428, 1e-13);
  assert_close(interval.upper, 0.36620957698280016, 1e-13);
}

static void a_tiny_error_keeps_its_width(void **state) {
  (void)state;
  /* z^2/(n + z^2) at z = 6.1094: a table of z to four digits gives 0.0360 */
  cvs_interval interval =
      rate_limits_at(&cvs_method_ci_wilson, (cvs_sample){.visitors = 1000, .conversions = 0}, 1e-9, CVS_TWO_SIDED);

  assert_close_abs(interval.upper, 0.0360, 5e-5);
}

static void counts_need_not_be_whole(void **state) {
  (void)state;
  /* the defining equation n (x/n - p)^2 = z^2 p (1 - p) at x = 3.5 of 20 */
  double low = cvs_wilson_lower(3.5, 20, 2), high = cvs_wilson_upper(3.5, 20, 2);

  assert_close(20 * (0.175 - low) * (0.175 - low), 4 * low * (1 - low), 1e-14);
  assert_close(20 * (0.175 - high) * (0.175 - high), 4 * high * (1 - high), 1e-14);
}

int main(void) {
  const cvs_method *tested = &cvs_method_ci_wilson;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_published_examples_are_met),
      cmocka_unit_test_prestate(a_rate_interval_is_exact_where_nobody_or_everybody_converted, &tested),
      RATE_INTERVAL_RULES(&tested),
      cmocka_unit_test(it_agrees_with_r),
      cmocka_unit_test(a_tiny_error_keeps_its_width),
      cmocka_unit_test(counts_need_not_be_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
