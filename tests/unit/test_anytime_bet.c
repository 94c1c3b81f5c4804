/* Bets against one value of an effect: against e-values made from the definition (tests/reference/
 * anytime_exact.csv), by enumeration of small blocks, and the series against the logarithms. */
#include "stat/anytime_bet.h"
#include "support/assert_close.h"
#include "support/reference_table.h"

#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const double CENTRE = 0.0525;
/* The table's e-values are sums of logarithms of doubles. */
static const double ROW_TOLERANCE = 1e-11;

/* Adds the blocks of a list n1;x1;n2;x2;..., seen from the treatment. */
static void add_list(cvs_bet *bet, const cvs_bet_stakes *stakes, const double *list, size_t count) {
  double visitors = 0, conversions = 0;
  for (size_t i = 0; i + 3 < count; i += 4) {
    const cvs_bet_block block = {list[i + 2], list[i + 3], list[i], list[i + 1],
                                 visitors > 0 ? (conversions + 0.5) / (visitors + 1) : stakes->baseline};
    cvs_bet_add(bet, stakes, &block);
    visitors += list[i] + list[i + 2];
    conversions += list[i + 1] + list[i + 3];
  }
}

static void the_e_value_against_any_value_agrees_with_the_table(void **state) {
  (void)state;
  reference_table table;
  size_t rows = 0;
  for (reference_open(&table, "anytime_exact"); reference_next(&table);) {
    if (reference_number(&table, "value") == 0)
      continue;
    double blocks[REFERENCE_LIST_MAX];
    const size_t count = reference_list(&table, "blocks", blocks);
    const bool is_lift = strcmp(reference_text(&table, "scale"), "lift") == 0;
    cvs_bet_stakes stakes;
    cvs_bet bet;

    cvs_bet_stakes_around(CENTRE, reference_number(&table, "baseline"), &stakes);
    cvs_bet_start(is_lift ? CVS_LIFT : CVS_DIFFERENCE, reference_number(&table, "value"), &bet);
    add_list(&bet, &stakes, blocks, count);

    assert_close_abs(cvs_bet_ln_value(&bet, &stakes), reference_number(&table, "ln_e"), ROW_TOLERANCE);
    rows++;
  }
  assert_int_equal(rows, 16);
}

static void the_stakes_are_shared_out_whole(void **state) {
  (void)state;
  for (double centre = 0.003; centre < 2; centre *= 3) {
    cvs_bet_stakes stakes;
    double sum = 0;

    cvs_bet_stakes_around(centre, 0, &stakes);
    for (size_t j = 0; j < stakes.count; j++)
      sum += exp(stakes.ln_share[j]);

    assert_close(sum, 1, 1e-14);
  }
}

/* --- the mean of E under the null, by enumeration of two blocks --- */

static double binomial(double n, double x, double rate) {
  return exp(lgamma(n + 1) - lgamma(x + 1) - lgamma(n - x + 1)) * pow(rate, x) * pow(1 - rate, n - x);
}

typedef struct two_rates {
  double own;
  double other;
} two_rates;

static const double first_sizes[2] = {4, 6}, second_sizes[2] = {5, 3};

static double chance(const double sizes[2], double own, double other, two_rates at) {
  return binomial(sizes[0], own, at.own) * binomial(sizes[1], other, at.other);
}

/* Mean of the e-value after a first block was seen, times the chance of that. */
static double mean_of_second(const cvs_bet *start, const cvs_bet_stakes *stakes, double first_own, double first_other,
                             two_rates at) {
  const cvs_bet_block first = {first_sizes[0], first_own, first_sizes[1], first_other, stakes->baseline};
  cvs_bet begun = *start;
  double sum = 0;
  cvs_bet_add(&begun, stakes, &first);
  const double rate = (first_own + first_other + 0.5) / (first_sizes[0] + first_sizes[1] + 1);
  for (double own = 0; own <= second_sizes[0]; own++)
    for (double other = 0; other <= second_sizes[1]; other++) {
      const cvs_bet_block second = {second_sizes[0], own, second_sizes[1], other, rate};
      cvs_bet bet = begun;
      cvs_bet_add(&bet, stakes, &second);
      sum += exp(cvs_bet_ln_value(&bet, stakes)) * chance(second_sizes, own, other, at);
    }
  return sum * chance(first_sizes, first_own, first_other, at);
}

static double mean_under(const cvs_bet *start, const cvs_bet_stakes *stakes, two_rates at) {
  double sum = 0;
  for (double own = 0; own <= first_sizes[0]; own++)
    for (double other = 0; other <= first_sizes[1]; other++)
      sum += mean_of_second(start, stakes, own, other, at);
  return sum;
}

/* Pairs of rates on the edge of the null and inside of it. */
static void check_null(cvs_scale scale, double value, const cvs_bet_stakes *stakes) {
  cvs_bet bet;
  cvs_bet_start(scale, value, &bet);
  for (double other = 0.005; other < 1; other += 0.0663)
    for (double inside = 0; inside < 0.35; inside += 0.1) {
      const double edge = scale == CVS_DIFFERENCE ? other + value : other * exp(value), own = edge - inside;
      if (!(own > 0 && own < 1))
        continue;
      const double mean = mean_under(&bet, stakes, (two_rates){own, other});
      if (!(mean <= 1 + 1e-12))
        fail_msg("scale %d, value %g, rates %g and %g: the mean is %.15g", (int)scale, value, own, other, mean);
    }
}

static void the_mean_of_e_is_at_most_one_under_every_pair_of_rates_of_the_null(void **state) {
  (void)state;
  cvs_bet_stakes stakes[4];
  cvs_bet_stakes_around(CENTRE, 0.2, &stakes[0]);
  cvs_bet_stakes_around(0.5, 0, &stakes[1]);
  cvs_bet_stakes_effect(0.5, 0.3, &stakes[2]);
  cvs_bet_stakes_effect(-0.8, 0, &stakes[3]);

  for (size_t i = 0; i < 4; i++) {
    for (double value = -0.8; value < 0.9; value += 0.4)
      check_null(CVS_DIFFERENCE, value, &stakes[i]);
    for (double value = -2; value < 2.1; value += 0.8)
      check_null(CVS_LIFT, value, &stakes[i]);
  }
}

/* A bet that could not lose would also pass the test above: it has to win where the null is wrong. */
static void the_mean_of_e_is_above_one_where_the_arm_is_better(void **state) {
  (void)state;
  cvs_bet_stakes stakes;
  cvs_bet bet;
  cvs_bet_stakes_effect(0.5, 0.3, &stakes);
  cvs_bet_start(CVS_DIFFERENCE, 0, &bet);

  assert_true(mean_under(&bet, &stakes, (two_rates){0.45, 0.3}) > 1.1);
}

/* --- the series --- */

static void the_series_never_says_more_than_the_logarithms(void **state) {
  (void)state;
  static const double sizes[][2] = {{100, 100}, {9000, 1000}, {200, 30000}, {1e6, 1e6}};
  static const double values[] = {-0.02, -0.001, 0, 0.004};
  cvs_bet_stakes stakes;
  cvs_bet_stakes_around(CENTRE, 0.05, &stakes);

  for (size_t i = 0; i < 4; i++)
    for (size_t v = 0; v < 4; v++) {
      const cvs_bet_block block = {sizes[i][0], floor(0.055 * sizes[i][0]), sizes[i][1], floor(0.05 * sizes[i][1]),
                                   0.05};
      cvs_bet exact, quick;
      cvs_bet_start(CVS_DIFFERENCE, values[v], &exact);
      quick = exact;
      for (int blocks = 0; blocks < 3; blocks++) {
        cvs_bet_add(&exact, &stakes, &block);
        cvs_bet_add_quickly(&quick, &stakes, &block);
      }

      const double full = cvs_bet_ln_value(&exact, &stakes), least = cvs_bet_ln_value(&quick, &stakes);
      assert_true(least <= full + 1e-9);
      assert_close_abs(least, full, 1e-6 * fmax(1, fabs(full)));
    }
}

static void a_block_with_an_empty_arm_is_no_evidence(void **state) {
  (void)state;
  cvs_bet_stakes stakes;
  cvs_bet bet;
  cvs_bet_stakes_around(CENTRE, 0.1, &stakes);
  cvs_bet_start(CVS_LIFT, 0.1, &bet);

  cvs_bet_add(&bet, &stakes, &(cvs_bet_block){100, 40, 0, 0, 0.1});
  cvs_bet_add_quickly(&bet, &stakes, &(cvs_bet_block){0, 0, 100, 40, 0.1});

  assert_close_abs(cvs_bet_ln_value(&bet, &stakes), 0, 1e-14);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_e_value_against_any_value_agrees_with_the_table),
      cmocka_unit_test(the_stakes_are_shared_out_whole),
      cmocka_unit_test(the_mean_of_e_is_at_most_one_under_every_pair_of_rates_of_the_null),
      cmocka_unit_test(the_mean_of_e_is_above_one_where_the_arm_is_better),
      cmocka_unit_test(the_series_never_says_more_than_the_logarithms),
      cmocka_unit_test(a_block_with_an_empty_arm_is_no_evidence),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
