/* What every interval of one rate must meet, and short forms for its tests. */
#ifndef CVS_TESTS_SUPPORT_RATE_INTERVAL_H
#define CVS_TESTS_SUPPORT_RATE_INTERVAL_H

#include <convstat/method.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Limits at alpha 0.05, two-sided, or as asked; both fail unless CVS_OK. */
cvs_interval rate_limits(const cvs_method *method, uint64_t conversions, uint64_t visitors);
cvs_interval rate_limits_at(const cvs_method *method, cvs_sample sample, double alpha, cvs_alternative alternative);

/* Limits at alpha 0.05, two-sided, as somebody else printed them. */
typedef struct printed_limits {
  uint64_t conversions, visitors;
  double lower, upper;
} printed_limits;

/* Compares the limits of every row to `atol`, the rounding of what was printed. */
void check_printed_limits(const cvs_method *method, const printed_limits *rows, size_t count, double atol);

/* Rules, as tests. Their state points to a pointer to the method. */
void a_rate_interval_mirrors_conversions_and_the_rest(void **state);
void a_rate_interval_is_sound_from_one_visitor_to_the_largest_size(void **state);
void a_one_sided_rate_interval_has_one_end_at_twice_the_error(void **state);
void a_rate_interval_refuses_counts_and_levels_outside_its_domain(void **state);
/* Not asked of Agresti and Coull's interval, whose ends are clipped there. */
void a_rate_interval_is_exact_where_nobody_or_everybody_converted(void **state);

/* The rules of all methods, in a table of tests; `tested` is the state. */
#define RATE_INTERVAL_RULES(tested)                                                                                    \
  cmocka_unit_test_prestate(a_rate_interval_mirrors_conversions_and_the_rest, (tested)),                               \
      cmocka_unit_test_prestate(a_rate_interval_is_sound_from_one_visitor_to_the_largest_size, (tested)),              \
      cmocka_unit_test_prestate(a_one_sided_rate_interval_has_one_end_at_twice_the_error, (tested)),                   \
      cmocka_unit_test_prestate(a_rate_interval_refuses_counts_and_levels_outside_its_domain, (tested))

#endif
