/* The chance of ever reaching a bound, against counting trial by trial (tests/reference/anytime_maxsprt.csv). */
#include "stat/anytime_crossing.h"
#include "support/assert_close.h"
#include "support/reference_table.h"

#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static double probability(const cvs_crossing *of, double ln_bound) {
  double p;
  assert_int_equal(cvs_crossing_probability(of, ln_bound, &p), CVS_OK);
  return p;
}

static void the_probability_agrees_with_the_table(void **state) {
  (void)state;
  reference_table table;
  size_t rows = 0;
  for (reference_open(&table, "anytime_maxsprt"); reference_next(&table);) {
    if (strcmp(reference_text(&table, "quantity"), "probability") != 0)
      continue;
    const char *side = reference_text(&table, "alternative");
    const cvs_crossing of = {reference_number(&table, "null"), reference_number(&table, "horizon"),
                             strcmp(side, "less") != 0, strcmp(side, "greater") != 0};

    assert_close(probability(&of, reference_number(&table, "ln_bound")), reference_number(&table, "value"), 1e-10);
    rows++;
  }
  assert_int_equal(rows, 14);
}

/* Only nothing but successes can reach the largest ratio, only nothing but failures the other one. */
static void the_largest_ratio_has_the_probability_of_one_outcome(void **state) {
  (void)state;
  const cvs_crossing more = {0.3, 20, true, false}, less = {0.3, 20, false, true};

  assert_close(probability(&more, cvs_crossing_ln_ratio_max(&more) * (1 - 1e-12)), pow(0.3, 20), 1e-10);
  assert_close(probability(&less, cvs_crossing_ln_ratio_max(&less) * (1 - 1e-12)), pow(0.7, 20), 1e-10);
}

static void success_and_failure_may_change_places(void **state) {
  (void)state;
  const cvs_crossing success = {0.2, 300, true, false}, failure = {0.8, 300, false, true};

  assert_close(probability(&success, 3), probability(&failure, 3), 1e-12);
}

/* A hundred expected successes: nearly the Poisson limit in both. */
static void a_longer_horizon_of_a_rarer_outcome_changes_little(void **state) {
  (void)state;
  const cvs_crossing shorter = {1e-4, 1e6, true, false}, longer = {1e-6, 1e8, true, false};

  assert_close(probability(&shorter, 3.5), probability(&longer, 3.5), 1e-3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_probability_agrees_with_the_table),
      cmocka_unit_test(the_largest_ratio_has_the_probability_of_one_outcome),
      cmocka_unit_test(success_and_failure_may_change_places),
      cmocka_unit_test(a_longer_horizon_of_a_rarer_outcome_changes_little),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
