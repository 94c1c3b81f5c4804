/* What every normal test of two rates must meet, and short forms for tests of such tests. */
#ifndef CVS_TESTS_SUPPORT_RATE_TEST_H
#define CVS_TESTS_SUPPORT_RATE_TEST_H

#include "support/pair.h"
#include <convstat/method.h>

/* The method's answer; fails unless CVS_OK. */
cvs_test_result result_of(const cvs_method *method, cvs_pair pair, cvs_alternative alternative);
/* Its status, two-sided. */
cvs_status test_status_of(const cvs_method *method, cvs_pair pair, cvs_error *error);

/* Two-sided figures of one table as another tool has them, and how closely they can be met. */
typedef struct worked_test {
  cvs_pair pair;
  double statistic, p_value, rtol;
} worked_test;

/* Compares statistic and p-value of every row, and the p-value with its logarithm. */
void check_worked_tests(const cvs_method *method, const worked_test *rows, size_t count);

/* A normal test: its statistic is z, or z squared. */
typedef struct normal_test {
  const cvs_method *method;
  bool squared;
} normal_test;

/* Rules, as tests. Their state points to a normal_test. */
void a_one_sided_p_value_takes_the_side_that_is_asked(void **state);
void swapping_the_arms_mirrors_a_normal_test(void **state);
void a_normal_test_is_undefined_where_nobody_or_everybody_converted(void **state);
void a_normal_test_refuses_counts_outside_its_domain(void **state);
void the_logarithm_of_a_normal_p_goes_on_where_p_has_underflowed(void **state);

/* All of them, in a table of tests; `tested` is the state. */
#define NORMAL_TEST_RULES(tested)                                                                                      \
  cmocka_unit_test_prestate(a_one_sided_p_value_takes_the_side_that_is_asked, (tested)),                               \
      cmocka_unit_test_prestate(swapping_the_arms_mirrors_a_normal_test, (tested)),                                    \
      cmocka_unit_test_prestate(a_normal_test_is_undefined_where_nobody_or_everybody_converted, (tested)),             \
      cmocka_unit_test_prestate(a_normal_test_refuses_counts_outside_its_domain, (tested)),                            \
      cmocka_unit_test_prestate(the_logarithm_of_a_normal_p_goes_on_where_p_has_underflowed, (tested))

#endif
