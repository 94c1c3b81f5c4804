/* Differences of products, exact before their one rounding. */
#include "num/num.h"

#include "support/assert_close.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void a_difference_of_one_survives_a_trillion_squared(void **state) {
  (void)state;
  const uint64_t n = UINT64_C(1000000000000);

  assert_close(cvs_product_difference(n, n, n - 1, n + 1), 1, 0);
  assert_close(cvs_product_difference(n - 1, n + 1, n, n), -1, 0);
  assert_close(cvs_product_difference(n, n, n, n), 0, 0);
}

static void the_whole_domain_is_rounded_once(void **state) {
  (void)state;
  const uint64_t top = UINT64_C(1) << 62;

  assert_close(cvs_product_difference(top, top, 0, 0), 0x1p124, 0);
  assert_close(cvs_product_difference(0, 0, top, top), -0x1p124, 0);
  /* 2^53 + 1 lies between two doubles and goes to the even one. */
  assert_close(cvs_product_difference((UINT64_C(1) << 53) + 1, 1, 0, 0), 0x1p53, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_difference_of_one_survives_a_trillion_squared),
      cmocka_unit_test(the_whole_domain_is_rounded_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
