/* Sample ratio: chi-square, exact multinomial, change over time. */
#include "support/assert_close.h"
#include "support/reference_table.h"
#include <convstat/several.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static cvs_srm_result test_split(const uint64_t *visitors, const double *weight, size_t count) {
  cvs_srm_result result;
  assert_int_equal(cvs_srm_test(visitors, weight, count, &result, NULL), CVS_OK);
  return result;
}

static void check_quantity(const char *quantity, double value, const cvs_srm_result *result) {
  if (strcmp(quantity, "chisq") == 0)
    assert_close_abs(result->statistic, value, 1e-12 * fmax(value, 1e-3));
  else if (strncmp(quantity, "p_exact", 7) == 0 && result->exact)
    assert_close(result->p_value, value, 1e-10);
  else if (strcmp(quantity, "p_chisq") == 0 && !result->exact && value > 1e-300)
    assert_close(result->p_value, value, 1e-10);
  else if (strcmp(quantity, "log10_p_chisq") == 0 && !result->exact)
    assert_close(result->ln_p_value, value * log(10), 1e-11);
}

/* tests/reference/srm.csv: 50-digit formulas, scipy, enumeration. */
static void agrees_with_the_reference(void **state) {
  (void)state;
  reference_table table;
  reference_open(&table, "srm");
  while (reference_next(&table)) {
    uint64_t visitors[REFERENCE_LIST_MAX];
    double weight[REFERENCE_LIST_MAX];
    size_t count = reference_counts(&table, "counts", visitors);
    assert_int_equal(reference_list(&table, "weights", weight), count);

    cvs_srm_result result = test_split(visitors, weight, count);

    check_quantity(reference_text(&table, "quantity"), reference_number(&table, "value"), &result);
  }
}

/* 8 and 2 of 10: (1 + 10 + 45) * 2 / 1024 by hand. */
static void sums_the_binomial_ends_for_two_small_arms(void **state) {
  (void)state;
  const uint64_t visitors[] = {8, 2};
  const double weight[] = {1, 1};

  cvs_srm_result result = test_split(visitors, weight, 2);

  assert_true(result.exact);
  assert_close(result.p_value, 112.0 / 1024, 1e-13);
  assert_close(result.statistic, 3.6, 1e-14);
}

/* total! / (a! b! c!) s0^a s1^b s2^c, in the plain order of its definition. */
static double mass_of(unsigned a, unsigned b, unsigned c, const double *share) {
  double factorial[171] = {1};
  for (unsigned i = 1; i <= a + b + c; i++)
    factorial[i] = factorial[i - 1] * i;
  return factorial[a + b + c] / factorial[a] / factorial[b] / factorial[c] * pow(share[0], a) * pow(share[1], b) *
         pow(share[2], c);
}

static double multinomial_p(const uint64_t *visitors, const double *share) {
  unsigned first = (unsigned)visitors[0], second = (unsigned)visitors[1],
           total = first + second + (unsigned)visitors[2];
  double limit = mass_of(first, second, total - first - second, share) * (1 + 1e-7), sum = 0;
  for (unsigned a = 0; a <= total; a++) {
    for (unsigned b = 0; a + b <= total; b++) {
      double mass = mass_of(a, b, total - a - b, share);
      sum += mass <= limit ? mass : 0;
    }
  }
  return sum;
}

static void equals_naive_enumeration_for_three_arms(void **state) {
  (void)state;
  const double share[] = {0.5, 0.2, 0.3};

  for (uint64_t a = 0; a <= 40; a += 4) {
    for (uint64_t b = 0; a + b <= 40; b += 5) {
      const uint64_t visitors[] = {a, b, 40 - a - b};
      cvs_srm_result result = test_split(visitors, share, 3);
      assert_true(result.exact);
      assert_close(result.p_value, multinomial_p(visitors, share), 1e-10);
    }
  }
}

/* An arm whose visitors all stayed away: 999 to 0 at 1 : 1 is 2 / 2^999. */
static void keeps_ln_p_for_an_arm_without_visitors(void **state) {
  (void)state;
  const uint64_t visitors[] = {999, 0}, many[] = {0, 100000};
  const double weight[] = {1, 1};

  cvs_srm_result small = test_split(visitors, weight, 2), large = test_split(many, weight, 2);

  assert_close(small.ln_p_value, -998 * log(2), 1e-12);
  assert_false(large.exact);
  assert_close(large.statistic, 100000, 1e-14);
  assert_true(large.ln_p_value < -49990 && large.ln_p_value > -50020);
}

/* Shares 1 to 1e9: the mass of one visitor in the small arm is near 1e-9 times 10. */
static void takes_shares_of_very_different_size(void **state) {
  (void)state;
  const uint64_t visitors[] = {1, 9}, turned[] = {9, 1};
  const double weight[] = {1, 1e9}, turned_weight[] = {1e9, 1};

  cvs_srm_result one = test_split(visitors, weight, 2), other = test_split(turned, turned_weight, 2);

  assert_close(one.p_value, -expm1(10 * log1p(-1 / (1e9 + 1))), 1e-10);
  assert_close(other.p_value, one.p_value, 1e-12);
}

/* n and n + 1 lie 1/2 from their mean: chi-square 1 / (2n + 1). n, n + 1 and n - 1: 2 / n. */
static void keeps_a_difference_of_one_in_1e12(void **state) {
  (void)state;
  const uint64_t visitors[] = {UINT64_C(999999999999), UINT64_C(1000000000000), UINT64_C(999999999998)};
  const double pair[] = {1, 1}, thirds[] = {1, 1, 1};

  cvs_srm_result two = test_split(visitors, pair, 2), three = test_split(visitors, thirds, 3);

  assert_close(two.statistic, 1 / 1999999999999.0, 1e-14);
  assert_close(three.statistic, 2 / 999999999999.0, 1e-13);
}

/* One visitor more and one fewer than 1e7 times the shares 33333 : 66666: counts times weights pass
 * 2^53, and rounding them would cost half the digits. */
static void keeps_a_difference_of_one_under_uneven_weights(void **state) {
  (void)state;
  const uint64_t visitors[] = {UINT64_C(333330000001), UINT64_C(666659999999)};
  const double weight[] = {33333, 66666};

  cvs_srm_result result = test_split(visitors, weight, 2);

  assert_close(result.statistic, 1 / 333330000000.0 + 1 / 666660000000.0, 1e-13);
}

static void does_not_alarm_at_an_intended_95_to_5(void **state) {
  (void)state;
  const uint64_t visitors[] = {95000, 5000};
  const double weight[] = {95, 5}, share[] = {0.95, 0.05};

  assert_close(test_split(visitors, weight, 2).statistic, 0, 0);
  assert_close_abs(test_split(visitors, share, 2).statistic, 0, 1e-20);
}

/* Where enumeration would take too long it says that it did not enumerate. */
static void turns_to_chi_square_where_splits_cannot_be_enumerated(void **state) {
  (void)state;
  const uint64_t three[] = {333, 333, 333}, thousand[] = {334, 333, 333},
                 ten[] = {90, 90, 90, 90, 90, 90, 90, 90, 90, 90};
  const double weight[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

  assert_true(test_split(three, weight, 3).exact);
  assert_false(test_split(thousand, weight, 3).exact);
  assert_false(test_split(ten, weight, 10).exact);
}

static void refuses_shares_and_counts_outside_their_domain(void **state) {
  (void)state;
  const uint64_t sound[] = {5, 5}, empty[] = {0, 0}, huge[] = {CVS_VISITORS_MAX + 1, 5};
  const double weight[] = {1, 1}, none[] = {1, 0}, endless[] = {1, INFINITY};
  cvs_srm_result result;
  cvs_error error = {0};

  cvs_status status = cvs_srm_test(sound, none, 2, &result, &error);

  assert_int_equal(status, CVS_EINVAL);
  assert_string_equal(error.message, "the intended share of arm 2 is not a positive number");
  assert_int_equal(cvs_srm_test(sound, endless, 2, &result, NULL), CVS_EINVAL);
  assert_int_equal(cvs_srm_test(empty, weight, 2, &result, NULL), CVS_EINVAL);
  assert_int_equal(cvs_srm_test(huge, weight, 2, &result, NULL), CVS_EINVAL);
  assert_int_equal(cvs_srm_test(sound, weight, 1, &result, NULL), CVS_EINVAL);
}

/* Two by two: N (ad - bc)^2 over the product of the margins. */
static void finds_a_split_that_changed(void **state) {
  (void)state;
  const uint64_t visitors[] = {500, 510, 300, 700};
  cvs_chisq_result result;

  cvs_status status = cvs_split_change_test(visitors, 2, 2, &result, NULL);

  assert_int_equal(status, CVS_OK);
  assert_close(result.statistic, 2010.0 * 197000.0 * 197000.0 / (1010.0 * 1000 * 800 * 1210), 1e-13);
  assert_close(result.df, 1, 0);
}

static void leaves_out_days_and_arms_without_visitors(void **state) {
  (void)state;
  const uint64_t full[] = {500, 510, 300, 700}, holes[] = {500, 0, 510, 0, 0, 0, 300, 0, 700};
  cvs_chisq_result one, other;

  assert_int_equal(cvs_split_change_test(full, 2, 2, &one, NULL), CVS_OK);
  assert_int_equal(cvs_split_change_test(holes, 3, 3, &other, NULL), CVS_OK);

  assert_memory_equal(&one, &other, sizeof one);
}

static void sees_no_change_in_a_constant_unequal_split(void **state) {
  (void)state;
  const uint64_t visitors[] = {900, 100, 1800, 200, 90, 10};
  cvs_chisq_result result;

  cvs_status status = cvs_split_change_test(visitors, 3, 2, &result, NULL);

  assert_int_equal(status, CVS_OK);
  assert_close(result.statistic, 0, 0);
  assert_close(result.df, 2, 0);
  assert_close(result.p_value, 1, 0);
}

static void cannot_see_a_change_in_one_period(void **state) {
  (void)state;
  const uint64_t visitors[] = {500, 510, 0, 0};
  cvs_chisq_result result;
  cvs_error error = {0};

  cvs_status status = cvs_split_change_test(visitors, 2, 2, &result, &error);

  assert_int_equal(status, CVS_EUNDEF);
  assert_string_equal(error.message, "1 periods and 2 arms have visitors, two of each are needed to see a change");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_the_reference),
      cmocka_unit_test(sums_the_binomial_ends_for_two_small_arms),
      cmocka_unit_test(equals_naive_enumeration_for_three_arms),
      cmocka_unit_test(keeps_ln_p_for_an_arm_without_visitors),
      cmocka_unit_test(takes_shares_of_very_different_size),
      cmocka_unit_test(keeps_a_difference_of_one_in_1e12),
      cmocka_unit_test(keeps_a_difference_of_one_under_uneven_weights),
      cmocka_unit_test(does_not_alarm_at_an_intended_95_to_5),
      cmocka_unit_test(turns_to_chi_square_where_splits_cannot_be_enumerated),
      cmocka_unit_test(refuses_shares_and_counts_outside_their_domain),
      cmocka_unit_test(finds_a_split_that_changed),
      cmocka_unit_test(leaves_out_days_and_arms_without_visitors),
      cmocka_unit_test(sees_no_change_in_a_constant_unequal_split),
      cmocka_unit_test(cannot_see_a_change_in_one_period),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
