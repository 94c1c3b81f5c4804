/* The exact sequence as it is used, against e-values made from the definition (tests/reference/
 * anytime_exact.csv), and what its options do. */
#include "support/anytime_run.h"
#include "support/assert_close.h"
#include "support/reference_table.h"

#include <math.h>

/* The table's e-values are sums of logarithms of doubles. */
static const double ROW_TOLERANCE = 1e-11;

/* Blocks n1;x1;n2;x2;... */
static cvs_anytime_look add_list(const cvs_anytime_terms *terms, const double *list, size_t count) {
  cvs_anytime *sequence = anytime_start(terms);
  cvs_anytime_look look = {0};
  for (size_t i = 0; i + 3 < count; i += 4)
    look = anytime_add(sequence,
                       pair_of((uint64_t)list[i + 1], (uint64_t)list[i], (uint64_t)list[i + 3], (uint64_t)list[i + 2]));
  cvs_anytime_free(sequence);
  return look;
}

static void the_e_value_against_no_effect_agrees_with_the_table(void **state) {
  (void)state;
  reference_table table;
  size_t rows = 0;
  for (reference_open(&table, "anytime_exact"); reference_next(&table);) {
    if (reference_number(&table, "value") != 0)
      continue;
    double blocks[REFERENCE_LIST_MAX];
    const size_t count = reference_list(&table, "blocks", blocks);
    const cvs_anytime_terms terms = {.sequence = CVS_SEQUENCE_EXACT,
                                     .alpha = 0.05,
                                     .comparisons = 1,
                                     .alternative = reference_alternative(&table),
                                     .mde = reference_number(&table, "mde"),
                                     .baseline = reference_number(&table, "baseline")};

    const cvs_anytime_look look = add_list(&terms, blocks, count);

    assert_close_abs(look.ln_e_value, reference_number(&table, "ln_e"), ROW_TOLERANCE);
    rows++;
  }
  assert_int_equal(rows, 48);
}

static void a_stake_on_the_true_effect_wins_most(void **state) {
  (void)state;
  const double lifts[] = {0.02, 0.1, 0.5};
  double ln_e[3];
  for (size_t i = 0; i < 3; i++) {
    const cvs_anytime_terms terms = {.alpha = 0.05, .comparisons = 1, .baseline = 0.1, .mde = lifts[i]};
    cvs_anytime *sequence = anytime_start(&terms);

    ln_e[i] = anytime_add(sequence, pair_of(3000, 30000, 3300, 30000)).ln_e_value;

    cvs_anytime_free(sequence);
  }

  assert_true(ln_e[1] > ln_e[0] && ln_e[1] > ln_e[2]);
}

/* At a twentieth of the tuning time and at twenty times it another tuning has the narrower band. */
static void the_band_is_narrowest_at_the_visitors_it_is_tuned_for(void **state) {
  (void)state;
  const double tuned[] = {5e3, 1e5, 2e6};
  const uint64_t visitors[] = {2500, 50000, 1000000};
  double width[3][3];
  for (size_t t = 0; t < 3; t++)
    for (size_t v = 0; v < 3; v++) {
      const cvs_anytime_terms terms = {.alpha = 0.05, .comparisons = 1, .baseline = 0.1, .tune_at = tuned[t]};
      cvs_anytime *sequence = anytime_start(&terms);
      const cvs_anytime_look look =
          anytime_add(sequence, pair_of(visitors[v] / 10, visitors[v], visitors[v] / 10, visitors[v]));
      width[t][v] = look.difference.upper - look.difference.lower;
      cvs_anytime_free(sequence);
    }

  for (size_t v = 0; v < 3; v++)
    for (size_t t = 0; t < 3; t++)
      assert_true(width[v][v] <= width[t][v]);
}

/* The first look gives the rate, 550 of 5,000; from the second one on it is as if that had been the baseline. */
static void tuned_without_a_baseline_it_takes_the_rate_of_the_first_look(void **state) {
  (void)state;
  cvs_anytime_terms terms = {.alpha = 0.05, .comparisons = 1, .tune_at = 40000};
  const cvs_pair first = pair_of(250, 2500, 300, 2500), second = pair_of(500, 5000, 600, 5000);
  cvs_anytime *sequence = anytime_start(&terms);
  const cvs_anytime_look none = anytime_add(sequence, first), got = anytime_add(sequence, second);
  terms.baseline = 550.5 / 5001;
  cvs_anytime *known = anytime_start(&terms);

  const cvs_anytime_look want = anytime_add(known, second);

  assert_close(none.ln_e_value, 0, 0);
  assert_close(none.p_value, 1, 0);
  assert_close(none.difference.lower, -1, 0);
  assert_close(got.ln_e_value, want.ln_e_value, 1e-13);
  cvs_anytime_free(sequence);
  cvs_anytime_free(known);
}

/* In a block of one arm nothing can be compared, but its rate is known from then on. */
static void a_block_of_one_arm_is_no_evidence_and_no_error(void **state) {
  (void)state;
  const cvs_anytime_terms terms = {.alpha = 0.05, .comparisons = 1};
  cvs_anytime *sequence = anytime_start(&terms);

  const cvs_anytime_look first = anytime_add(sequence, pair_of(0, 0, 700, 1000));
  const cvs_anytime_look none = anytime_add(sequence, pair_of(0, 0, 0, 0));
  const cvs_anytime_look both = anytime_add(sequence, pair_of(100, 1000, 300, 1000));

  assert_close_abs(first.ln_e_value, 0, 1e-14);
  assert_close_abs(none.ln_e_value, 0, 1e-14);
  assert_false(first.difference.has_estimate);
  assert_true(both.side == 1 && both.difference.lower > 0);
  cvs_anytime_free(sequence);
}

/* Each day has its own rate, and more of the treatment's visitors on good days: pooled, the treatment wins by
 * far (Simpson). Day by day there is nothing, and nothing is what the process says. */
static void rates_and_allocation_that_change_together_do_not_deceive_it(void **state) {
  (void)state;
  const cvs_anytime_terms terms = {.alpha = 0.05, .comparisons = 1};
  cvs_anytime *sequence = anytime_start(&terms);
  cvs_anytime_look look = {0};

  for (int day = 0; day < 30; day++)
    look = anytime_add(sequence, day % 2 ? pair_of(100, 1000, 900, 9000) : pair_of(2700, 9000, 300, 1000));

  assert_true(look.difference.estimate < -0.1);
  assert_close(look.p_value, 1, 0);
  assert_true(look.difference.lower < 0 && look.difference.upper > 0);
  cvs_anytime_free(sequence);
}

static void a_trillion_visitors_leave_finite_numbers(void **state) {
  (void)state;
  const cvs_anytime_terms terms = {.alpha = 0.05, .comparisons = 1};
  cvs_anytime *small = anytime_start(&terms), *large = anytime_start(&terms);

  const cvs_anytime_look little = anytime_add(small, pair_of(50000000000, 500000000000, 50005000000, 500000000000));
  const cvs_anytime_look much = anytime_add(large, pair_of(50000000000, 1000000000000, 80000000000, 1000000000000));

  assert_true(little.side == 1 && little.difference.lower > 5e-6 && little.difference.upper < 2e-5);
  assert_true(much.ln_e_value > 1e8 && isfinite(much.e_value) && much.p_value == 0 && much.ln_p_value < -1e8);
  assert_true(much.difference.lower > 0.0299 && much.lift.lower > 0.599);
  cvs_anytime_free(small);
  cvs_anytime_free(large);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_e_value_against_no_effect_agrees_with_the_table),
      cmocka_unit_test(a_stake_on_the_true_effect_wins_most),
      cmocka_unit_test(the_band_is_narrowest_at_the_visitors_it_is_tuned_for),
      cmocka_unit_test(tuned_without_a_baseline_it_takes_the_rate_of_the_first_look),
      cmocka_unit_test(a_block_of_one_arm_is_no_evidence_and_no_error),
      cmocka_unit_test(rates_and_allocation_that_change_together_do_not_deceive_it),
      cmocka_unit_test(a_trillion_visitors_leave_finite_numbers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
