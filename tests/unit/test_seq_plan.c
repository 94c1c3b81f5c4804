/* Group sequential plans against recursive integration with 700 nodes a look (tests/reference/seq_plan.csv). */
#include "support/assert_close.h"
#include "support/sequential_terms.h"

#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* The table's drifts are roots to 1e-12 and its probabilities sums of 700-point rules. */
static const double Z_TOLERANCE = 1e-9;
static const double TOLERANCE = 1e-9;
/* Below this a probability has lost digits in the table: its range ends 14 deviations out. */
static const double PROBABILITY_MIN = 1e-15;

static double sum_to(const double *probability, size_t j) {
  double sum = 0;
  for (size_t i = 0; i <= j; i++)
    sum += probability[i];
  return sum;
}

static cvs_sequential_terms terms_of_design(const reference_table *table) {
  cvs_sequential_terms terms = terms_of_row(table);
  terms.power = 1 - reference_number(table, "beta");
  const char *futility = reference_text(table, "futility");
  if (strcmp(futility, "none") == 0)
    return terms;
  terms.futility = strcmp(futility, "binding") == 0 ? CVS_FUTILITY_BINDING : CVS_FUTILITY_NONBINDING;
  terms.beta_spending = spending_of(reference_text(table, "beta_family"), reference_text(table, "beta_parameter"));
  return terms;
}

/* The figure of one look, or of the design. Returns false where it has none of this name. */
static bool figure_of_look(const cvs_sequential_design *design, const char *quantity, size_t j, double *out) {
  const cvs_sequential_look *look = &design->bounds.look[j];
  const cvs_sequential_stops *stops = strcmp(quantity, "stop_prob_H0") == 0 ? &design->h0 : &design->h1;
  if (strcmp(quantity, "upper_z") == 0)
    *out = look->z_upper;
  else if (strcmp(quantity, "lower_z") == 0)
    *out = design->bounds.has_futility ? look->z_futility : look->z_lower;
  else if (strcmp(quantity, "nominal_p_one_sided") == 0)
    *out = look->p_nominal;
  else if (strcmp(quantity, "cum_power_upper") == 0)
    *out = sum_to(design->h1.upper, j);
  else if (strcmp(quantity, "cum_alpha_spent") == 0) /* of one side */
    *out = look->alpha_spent / (design->bounds.has_lower ? 2 : 1);
  else if (strcmp(quantity, "cum_alpha_upper") == 0) /* futility obeyed */
    *out = sum_to(design->h0.upper, j);
  else if (strncmp(quantity, "stop_prob", 9) == 0)
    *out = stops->upper[j] + stops->lower[j] + stops->futility[j];
  else
    return false;
  return true;
}

static bool figure_of_design(const cvs_sequential_design *design, const char *quantity, double *out) {
  const struct {
    const char *name;
    double value;
  } figures[] = {
      {"drift_H1", design->drift},
      {"inflation_factor", design->inflation},
      {"ASN_fraction_H0", design->h0.information_expected},
      {"ASN_fraction_H1", design->h1.information_expected},
      {"ASN_ratio_H0", design->h0.information_expected * design->inflation},
      {"ASN_ratio_H01", design->half.information_expected * design->inflation},
      {"ASN_ratio_H1", design->h1.information_expected * design->inflation},
      {"critical_constant", design->bounds.look[design->bounds.looks - 1].z_upper},
  };
  for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
    if (strcmp(figures[i].name, quantity) == 0) {
      *out = figures[i].value;
      return true;
    }
  return false;
}

static double miss_of(const char *quantity, double got, double want) {
  if (strstr(quantity, "_z") != NULL)
    return fabs(got - want) / Z_TOLERANCE;
  if (fabs(want) < PROBABILITY_MIN)
    return 0;
  return fabs(got - want) / fabs(want) / TOLERANCE;
}

/* How many figures of the row miss. */
static unsigned check_row(const cvs_sequential_design *design, const reference_table *table, size_t *compared) {
  const char *quantity = reference_text(table, "quantity");
  double want[REFERENCE_LIST_MAX], got = 0;
  const size_t count = reference_list(table, "value", want);
  unsigned misses = 0;
  for (size_t j = 0; j < count; j++) {
    if (!figure_of_look(design, quantity, j, &got) && !figure_of_design(design, quantity, &got))
      fail_msg("what is %s?", quantity);
    ++*compared;
    if (miss_of(quantity, got, want[j]) <= 1)
      continue;
    print_error("%s %s look %zu: %.15g, %.15g was expected (%.1e)\n", reference_text(table, "case"), quantity, j + 1,
                got, want[j], got - want[j]);
    misses++;
  }
  return misses;
}

static void every_figure_of_96_plans_agrees_with_700_nodes_a_look(void **state) {
  (void)state;
  reference_table table;
  cvs_sequential_design design;
  char last[64] = "";
  size_t compared = 0;
  unsigned misses = 0;

  for (reference_open(&table, "seq_plan"); reference_next(&table);) {
    if (strcmp(last, reference_text(&table, "case")) != 0) {
      const cvs_sequential_terms terms = terms_of_design(&table);
      strcpy(last, reference_text(&table, "case"));
      design = plan_of(&terms);
    }
    misses += check_row(&design, &table, &compared);
  }

  assert_int_equal(misses, 0);
  assert_int_equal(compared, 4657);
}

/* Two-sided beta spending has no published table: what it promises is checked instead. */
static void two_sided_futility_spends_beta_and_stays_between_the_bounds(void **state) {
  (void)state;
  for (int kind = CVS_FUTILITY_NONBINDING; kind <= CVS_FUTILITY_BINDING; kind++) {
    cvs_sequential_terms terms = usual_terms(20);
    terms.futility = (cvs_futility)kind;

    const cvs_sequential_design design = plan_of(&terms);

    const cvs_sequential_bounds *bounds = &design.bounds;
    for (size_t j = 0; j < 20; j++) {
      double spent;
      assert_int_equal(cvs_spending_at(&terms.beta_spending, 0.1, terms.information[j], &spent, NULL), CVS_OK);
      assert_true(bounds->look[j].z_lower <= bounds->look[j].z_futility);
      assert_true(bounds->look[j].z_futility <= bounds->look[j].z_upper);
      if (bounds->look[j].z_futility > bounds->look[j].z_lower)
        assert_close(bounds->look[j].beta_spent, spent, 1e-9);
    }
    assert_close(bounds->look[19].z_futility, bounds->look[19].z_upper, 1e-15);
    assert_close(design.h1.power, 0.9, 1e-9);
  }
}

/* By the definition of the two kinds. */
static void binding_futility_buys_lower_bounds_and_spends_the_whole_error(void **state) {
  (void)state;
  const cvs_sequential_terms free_terms = futile_terms(5, CVS_FUTILITY_NONBINDING);
  const cvs_sequential_terms bound_terms = futile_terms(5, CVS_FUTILITY_BINDING);

  const cvs_sequential_design loose = plan_of(&free_terms);
  const cvs_sequential_design strict = plan_of(&bound_terms);

  assert_true(strict.bounds.look[4].z_upper < loose.bounds.look[4].z_upper);
  assert_true(strict.inflation < loose.inflation);
  assert_close(loose.bounds.look[4].alpha_spent, 0.025, 1e-11);
  assert_close(strict.bounds.look[4].alpha_spent, 0.025, 1e-11);
  assert_close(strict.h0.power, 0.025, 1e-11);
  assert_true(loose.h0.power < 0.0249);
}

static void classical_bounds_with_binding_futility_keep_their_shape_and_the_error(void **state) {
  (void)state;
  for (int family = CVS_BOUNDS_OBRIEN_FLEMING; family <= CVS_BOUNDS_WANG_TSIATIS; family++) {
    cvs_sequential_terms terms = futile_terms(4, CVS_FUTILITY_BINDING);
    terms.efficacy = (cvs_spending){(cvs_spending_family)family, 0.25};
    const double exponent = family == CVS_BOUNDS_POCOCK ? 0 : family == CVS_BOUNDS_WANG_TSIATIS ? -0.25 : -0.5;

    const cvs_sequential_design design = plan_of(&terms);

    for (size_t j = 0; j < 4; j++)
      assert_close(design.bounds.look[j].z_upper, design.bounds.look[3].z_upper * pow(terms.information[j], exponent),
                   1e-12);
    assert_close(design.h0.power, 0.025, 1e-10);
    assert_close(design.h1.power, 0.9, 1e-9);
  }
}

static void fifty_looks_and_looks_a_thousandth_apart_are_planned(void **state) {
  (void)state;
  cvs_sequential_terms many = usual_terms(50);
  cvs_sequential_terms close = usual_terms(4);
  close.information[0] = 0.5;
  close.information[1] = 0.501;
  close.information[2] = 0.999;

  const cvs_sequential_design often = plan_of(&many);
  const cvs_sequential_design near = plan_of(&close);

  assert_close(often.bounds.look[49].alpha_spent, 0.05, 1e-11);
  assert_close(near.bounds.look[3].alpha_spent, 0.05, 1e-11);
  assert_close(often.h1.power, 0.9, 1e-11);
  assert_close(near.h1.power, 0.9, 1e-11);
}

static void a_bound_that_nothing_reaches_ends_at_37(void **state) {
  (void)state;
  cvs_sequential_terms terms = usual_terms(2);
  terms.information[0] = 0.001;

  const cvs_sequential_design design = plan_of(&terms);

  assert_close(design.bounds.look[0].z_upper, CVS_SEQUENTIAL_Z_MAX, 0);
  assert_close(design.bounds.look[1].z_upper, 1.959963984540054, 1e-13);
  assert_close(design.inflation, 1, 1e-12);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_figure_of_96_plans_agrees_with_700_nodes_a_look),
      cmocka_unit_test(two_sided_futility_spends_beta_and_stays_between_the_bounds),
      cmocka_unit_test(binding_futility_buys_lower_bounds_and_spends_the_whole_error),
      cmocka_unit_test(classical_bounds_with_binding_futility_keep_their_shape_and_the_error),
      cmocka_unit_test(fifty_looks_and_looks_a_thousandth_apart_are_planned),
      cmocka_unit_test(a_bound_that_nothing_reaches_ends_at_37),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
