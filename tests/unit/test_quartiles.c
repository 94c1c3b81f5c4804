/* Quartiles by selection. */
#include "support/assert_close.h"
#include "support/reference_table.h"
#include <convstat/funnel.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

static void agrees_with_quantile_of_r(void **state) {
  (void)state;
  reference_table table;
  reference_open(&table, "funnel_times");
  while (reference_next(&table)) {
    double value[REFERENCE_LIST_MAX];
    const size_t count = reference_list(&table, "value", value);
    cvs_quartiles got;

    assert_int_equal(cvs_quartiles_of(value, count, &got, NULL), CVS_OK);

    assert_close(got.lower, reference_number(&table, "lower"), 1e-14);
    assert_close(got.median, reference_number(&table, "median"), 1e-14);
    assert_close(got.upper, reference_number(&table, "upper"), 1e-14);
  }
}

enum { MANY = 200001 };

static void check_ramp(double *value) {
  cvs_quartiles got;
  assert_int_equal(cvs_quartiles_of(value, MANY, &got, NULL), CVS_OK);
  assert_close(got.lower, 50000, 0);
  assert_close(got.median, 100000, 0);
  assert_close(got.upper, 150000, 0);
}

/* 0 ... 200,000, whose quartiles are known, in orders that plain selection is slow for. */
static void is_quick_on_sorted_and_mirrored_values(void **state) {
  (void)state;
  double *value = calloc(MANY, sizeof *value);
  assert_non_null(value);
  for (size_t i = 0; i < MANY; i++)
    value[i] = (double)i;
  check_ramp(value);
  for (size_t i = 0; i < MANY; i++)
    value[i] = (double)(MANY - 1 - i);
  check_ramp(value);
  for (size_t i = 0; i < MANY; i++) /* up and down again */
    value[i] = i % 2 == 0 ? (double)i : (double)(MANY - 1 - i);
  cvs_quartiles got;
  assert_int_equal(cvs_quartiles_of(value, MANY, &got, NULL), CVS_OK);
  for (size_t i = 0; i < MANY; i++)
    value[i] = 3;
  assert_int_equal(cvs_quartiles_of(value, MANY, &got, NULL), CVS_OK);
  assert_close(got.median, 3, 0);
  free(value);
}

static void refuses_nothing_and_what_is_no_number(void **state) {
  (void)state;
  double value[] = {1, NAN}, endless[] = {INFINITY};
  cvs_quartiles got;

  assert_int_equal(cvs_quartiles_of(value, 0, &got, NULL), CVS_EINVAL);
  assert_int_equal(cvs_quartiles_of(value, 2, &got, NULL), CVS_EINVAL);
  assert_int_equal(cvs_quartiles_of(endless, 1, &got, NULL), CVS_EINVAL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_quantile_of_r),
      cmocka_unit_test(is_quick_on_sorted_and_mirrored_values),
      cmocka_unit_test(refuses_nothing_and_what_is_no_number),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
