/* Repeated intervals and p-values against recursive integration with 700 nodes a look, gsDesign's
 * sequential p-values (tests/reference/seq_analysis.csv) and their definition. */
#include "support/assert_close.h"
#include "support/sequential_terms.h"

#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const double TOLERANCE = 1e-9;
/* gsDesign searches its p to R's default of uniroot, .Machine$double.eps^0.25. */
static const double GSDESIGN_TOLERANCE = 1.3e-4;

static cvs_sequential_repeated repeat_at(const cvs_sequential_terms *terms, const double *information, size_t looks,
                                         double z) {
  const cvs_sequential_reached reached = {looks, information, false};
  cvs_sequential_repeated repeated;
  cvs_error error = {0};
  if (cvs_sequential_repeat(terms, &reached, z, &repeated, &error) != CVS_OK)
    fail_msg("no repeated p: %s", error.message);
  return repeated;
}

/* The table's limits are on the mean of round(1000 t) observations. */
static double mean_of(double drift, double information) {
  return drift * sqrt(information) / sqrt(round(1000 * information));
}

static void check_figure(const reference_table *table, size_t j, double z, double want) {
  const cvs_sequential_terms terms = terms_of_row(table);
  const cvs_sequential_repeated repeated = repeat_at(&terms, terms.information, j + 1, z);
  const char *quantity = reference_text(table, "quantity");
  if (strcmp(quantity, "repeated_p") == 0)
    assert_close(repeated.p_value, want, TOLERANCE);
  else if (strcmp(quantity, "rci_lower") == 0)
    assert_close_abs(mean_of(repeated.lower, terms.information[j]), want, TOLERANCE);
  else
    assert_close_abs(mean_of(repeated.upper, terms.information[j]), want, TOLERANCE);
}

static void p_and_limits_of_every_look_agree_with_the_table(void **state) {
  (void)state;
  reference_table table;
  size_t figures = 0;

  for (reference_open(&table, "seq_analysis"); reference_next(&table);) {
    const char *quantity = reference_text(&table, "quantity");
    if (strcmp(quantity, "repeated_p") != 0 && strncmp(quantity, "rci_", 4) != 0)
      continue;
    double look[REFERENCE_LIST_MAX], z[REFERENCE_LIST_MAX], want[REFERENCE_LIST_MAX];
    const size_t count = reference_list(&table, "value", want);
    assert_int_equal(reference_list(&table, "look", look), count);
    assert_true(reference_list(&table, "z", z) >= count);
    for (size_t i = 0; i < count; i++)
      check_figure(&table, (size_t)look[i] - 1, z[(size_t)look[i] - 1], want[i]);
    figures += count;
  }

  assert_int_equal(figures, 208);
}

/* Liu & Anderson (2008): the smallest of the repeated p so far. */
static void the_smallest_so_far_is_gsdesigns_sequential_p(void **state) {
  (void)state;
  reference_table table;
  size_t rows = 0;

  for (reference_open(&table, "seq_analysis"); reference_next(&table);) {
    if (strcmp(reference_text(&table, "quantity"), "sequential_p_value") != 0)
      continue;
    double z[REFERENCE_LIST_MAX], smallest = 1;
    const size_t count = reference_list(&table, "z", z);
    const cvs_sequential_terms terms = terms_of_row(&table);
    for (size_t j = 0; j < count; j++)
      smallest = fmin(smallest, repeat_at(&terms, terms.information, j + 1, z[j]).p_value);
    assert_close_abs(smallest, reference_number(&table, "value"), GSDESIGN_TOLERANCE);
    rows++;
  }

  assert_int_equal(rows, 5);
}

/* The definition: planned at the p that was found, the bound is |z|. */
static void a_plan_at_the_repeated_p_has_its_bound_at_z(void **state) {
  (void)state;
  const cvs_spending families[] = {
      {CVS_SPENDING_OBF, 0}, {CVS_SPENDING_HSD, -4}, {CVS_BOUNDS_OBRIEN_FLEMING, 0}, {CVS_BOUNDS_WANG_TSIATIS, 0.25}};
  for (size_t family = 0; family < 4; family++)
    for (size_t j = 0; j < 4; j++) {
      cvs_sequential_terms terms = usual_terms(4);
      terms.efficacy = families[family];

      const cvs_sequential_repeated repeated = repeat_at(&terms, terms.information, j + 1, -2.9);

      terms.alpha = repeated.p_value;
      assert_close(plan_of(&terms).bounds.look[j].z_upper, 2.9, 1e-10);
      assert_close(exp(repeated.ln_p_value), repeated.p_value, 1e-12);
      assert_true(repeated.lower < repeated.upper && repeated.lower < 0);
    }
}

static void p_ends_at_1_and_at_its_smallest(void **state) {
  (void)state;
  const cvs_sequential_terms terms = usual_terms(4);

  const cvs_sequential_repeated none = repeat_at(&terms, terms.information, 1, 0);
  const cvs_sequential_repeated all = repeat_at(&terms, terms.information, 4, 90);

  assert_close(none.p_value, 1, 0);
  assert_close(none.ln_p_value, 0, 0);
  assert_true(all.p_value > 0 && all.p_value <= 2.1e-300);
  assert_close(all.ln_p_value, log(2e-300), 1e-12);
}

static void classical_bounds_refuse_a_look_that_was_not_planned(void **state) {
  (void)state;
  cvs_sequential_terms terms = usual_terms(4);
  terms.efficacy.family = CVS_BOUNDS_POCOCK;
  const double information[] = {0.3};
  const cvs_sequential_reached reached = {1, information, false};
  cvs_sequential_repeated repeated;

  assert_int_equal(cvs_sequential_repeat(&terms, &reached, 2, &repeated, NULL), CVS_EUNDEF);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(p_and_limits_of_every_look_agree_with_the_table),
      cmocka_unit_test(the_smallest_so_far_is_gsdesigns_sequential_p),
      cmocka_unit_test(a_plan_at_the_repeated_p_has_its_bound_at_z),
      cmocka_unit_test(p_ends_at_1_and_at_its_smallest),
      cmocka_unit_test(classical_bounds_refuse_a_look_that_was_not_planned),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
