/* The sequential sample ratio: the mean of three e-values (tests/reference/srm_sequence.csv), its running p, and
 * the look at which a split broke. */
#include "support/assert_close.h"
#include "support/reference_table.h"
#include <convstat/anytime.h>

#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { LOOKS = 12 };

static cvs_split_look last_look(const cvs_split_history *history) {
  cvs_split_look looks[LOOKS];
  assert_true(history->looks <= LOOKS);
  assert_int_equal(cvs_split_sequence(history, looks, NULL), CVS_OK);
  return looks[history->looks - 1];
}

static void the_mean_of_three_agrees_with_the_table(void **state) {
  (void)state;
  reference_table table;
  size_t rows = 0;
  for (reference_open(&table, "srm_sequence"); reference_next(&table);) {
    if (strcmp(reference_text(&table, "quantity"), "ln_e_mean") != 0)
      continue;
    uint64_t visitors[REFERENCE_LIST_MAX];
    double weight[REFERENCE_LIST_MAX];
    const size_t arms = reference_counts(&table, "visitors", visitors);
    assert_int_equal(reference_list(&table, "weights", weight), arms);

    const cvs_split_look got = last_look(&(cvs_split_history){visitors, weight, 1, arms});

    assert_close_abs(got.ln_e_value, reference_number(&table, "value"), 1e-10);
    assert_close(got.ln_p_value, fmin(0, -got.ln_e_value), 0);
    rows++;
  }
  assert_int_equal(rows, 7);
}

/* 5000 against 5300: p = 0.155 with the concentration 10,000 alone (the figure of the method's documentation); with
 * all three it is near that. One chi-square: 0.003. */
static void it_is_slower_than_one_chi_square_by_nature(void **state) {
  (void)state;
  const uint64_t visitors[] = {5000, 5300};
  const double weight[] = {1, 1};

  const cvs_split_look got = last_look(&(cvs_split_history){visitors, weight, 1, 2});

  assert_true(got.p_value > 0.1 && got.p_value < 0.35);
}

static void fill(uint64_t *visitors, double *weight, size_t from, size_t to, const uint64_t day[2]) {
  for (size_t i = from; i < to; i++) {
    visitors[2 * i] = day[0];
    visitors[2 * i + 1] = day[1];
    weight[2 * i] = weight[2 * i + 1] = 1;
  }
}

static void p_never_rises(void **state) {
  (void)state;
  uint64_t visitors[2 * LOOKS];
  double weight[2 * LOOKS];
  cvs_split_look looks[LOOKS];
  fill(visitors, weight, 0, 4, (uint64_t[]){1000, 1100});
  fill(visitors, weight, 4, LOOKS, (uint64_t[]){1000, 900});

  assert_int_equal(cvs_split_sequence(&(cvs_split_history){visitors, weight, LOOKS, 2}, looks, NULL), CVS_OK);

  for (size_t i = 1; i < LOOKS; i++) {
    assert_true(looks[i].p_value <= looks[i - 1].p_value);
    assert_close(exp(looks[i].ln_p_value), looks[i].p_value, 1e-14);
  }
  assert_true(looks[LOOKS - 1].ln_e_value < looks[3].ln_e_value);
}

static void shares_written_differently_are_the_same_shares(void **state) {
  (void)state;
  uint64_t visitors[2 * LOOKS];
  double weight[2 * LOOKS];
  fill(visitors, weight, 0, LOOKS, (uint64_t[]){500, 540});
  const cvs_split_history history = {visitors, weight, LOOKS, 2};
  const cvs_split_look want = last_look(&history);

  for (size_t i = 6; i < 2 * LOOKS; i++)
    weight[i] = 50;

  assert_close(last_look(&history).ln_e_value, want.ln_e_value, 1e-13);
}

/* The split is as intended before and after the change from 50:50 to 90:10; read with the old shares it is far off. */
static void an_intended_change_of_shares_is_no_alarm(void **state) {
  (void)state;
  uint64_t visitors[2 * LOOKS];
  double weight[2 * LOOKS];
  fill(visitors, weight, 0, 6, (uint64_t[]){1000, 1000});
  fill(visitors, weight, 6, LOOKS, (uint64_t[]){1800, 200});
  const cvs_split_history history = {visitors, weight, LOOKS, 2};
  const double undeclared = last_look(&history).p_value;

  for (size_t i = 6; i < LOOKS; i++) {
    weight[2 * i] = 9;
    weight[2 * i + 1] = 1;
  }

  assert_true(undeclared < 1e-100);
  assert_close(last_look(&history).p_value, 1, 0);
}

static void the_look_at_which_the_split_broke_is_found(void **state) {
  (void)state;
  for (size_t at = 1; at < LOOKS; at++) {
    uint64_t visitors[2 * LOOKS];
    double weight[2 * LOOKS];
    cvs_split_break found;
    fill(visitors, weight, 0, at, (uint64_t[]){1003, 997});
    fill(visitors, weight, at, LOOKS, (uint64_t[]){1000, 1200});

    assert_int_equal(cvs_split_break_find(&(cvs_split_history){visitors, weight, LOOKS, 2}, &found, NULL), CVS_OK);

    assert_int_equal(found.look, at);
    const double days = (double)(LOOKS - at);
    assert_close(found.ln_ratio, days * (1000 * log(1000 / 1100.0) + 1200 * log(1200 / 1100.0)), 1e-10);
  }
}

static void looks_without_visitors_do_not_move_the_break(void **state) {
  (void)state;
  uint64_t visitors[2 * LOOKS] = {0};
  double weight[2 * LOOKS];
  cvs_split_break found, none;
  fill(visitors, weight, 0, LOOKS, (uint64_t[]){0, 0});
  const cvs_split_history history = {visitors, weight, LOOKS, 2};
  assert_int_equal(cvs_split_break_find(&history, &none, NULL), CVS_OK);
  visitors[10] = 700;
  visitors[11] = 900;

  assert_int_equal(cvs_split_break_find(&history, &found, NULL), CVS_OK);

  assert_int_equal(found.look, 5);
  assert_close(none.ln_ratio, 0, 0);
}

static void a_table_that_cannot_be_is_refused(void **state) {
  (void)state;
  const uint64_t visitors[] = {1, 2, CVS_VISITORS_MAX + 1, 1};
  const double weight[] = {1, 1, 1, 1}, bad[] = {1, 0};
  cvs_split_look looks[2];
  cvs_split_break found;
  cvs_error error = {0};

  assert_int_equal(cvs_split_sequence(&(cvs_split_history){visitors, bad, 1, 2}, looks, &error), CVS_EINVAL);
  assert_int_equal(cvs_split_sequence(&(cvs_split_history){visitors, weight, 2, 2}, looks, NULL), CVS_EINVAL);
  assert_int_equal(cvs_split_sequence(&(cvs_split_history){visitors, weight, 1, 1}, looks, NULL), CVS_EINVAL);
  assert_int_equal(cvs_split_break_find(&(cvs_split_history){visitors, weight, 0, 2}, &found, NULL), CVS_EINVAL);

  assert_string_equal(error.message, "an intended share is 0, more than 0 was expected");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_mean_of_three_agrees_with_the_table),
      cmocka_unit_test(it_is_slower_than_one_chi_square_by_nature),
      cmocka_unit_test(p_never_rises),
      cmocka_unit_test(shares_written_differently_are_the_same_shares),
      cmocka_unit_test(an_intended_change_of_shares_is_no_alarm),
      cmocka_unit_test(the_look_at_which_the_split_broke_is_found),
      cmocka_unit_test(looks_without_visitors_do_not_move_the_break),
      cmocka_unit_test(a_table_that_cannot_be_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
