/* What it is worth to be told the true rates before the choice. */
#include "support/assert_close.h"
#include "support/reference_table.h"
#include <convstat/money.h>

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* What is documented; the reference is quad's at 1e-12. */
static const double ACCURACY = 1e-9;

static cvs_money decide(const cvs_beta *belief, size_t count, size_t control, const cvs_money_terms *terms) {
  const cvs_money_question question = {.belief = belief, .arm_count = count, .control = control, .terms = *terms};
  cvs_money found = {0};
  assert_int_equal(cvs_money_decide(&question, &found, NULL), CVS_OK);
  return found;
}

/* 0/50 against 4/50 with a cost of 500 used to be worth 0.00, a beta law of the control's mean and the hurdle not being
 * that of the control moved by it. */
static void meets_the_reference_table(void **state) {
  (void)state;
  reference_table table;
  size_t rows = 0;

  for (reference_open(&table, "profit_certain"); reference_next(&table); rows++) {
    double alpha[REFERENCE_LIST_MAX], beta[REFERENCE_LIST_MAX];
    cvs_beta belief[REFERENCE_LIST_MAX];
    const size_t count = reference_list(&table, "alpha", alpha);
    assert_int_equal(reference_list(&table, "beta", beta), count);
    for (size_t i = 0; i < count; i++)
      belief[i] = (cvs_beta){alpha[i], beta[i]};
    const cvs_money_terms terms = {.value_per_conversion = reference_number(&table, "value"),
                                   .traffic = reference_number(&table, "traffic"),
                                   .traffic_share = 1,
                                   .horizon_days = (uint64_t)reference_number(&table, "horizon"),
                                   .cost_of_change = reference_number(&table, "change")};

    const cvs_money found = decide(belief, count, (size_t)reference_number(&table, "control"), &terms);

    const double now = fmax(reference_number(&table, "profit_ship"), 0), rise = reference_number(&table, "rise");
    /* what a sum of doubles keeps of the smaller of its parts */
    assert_close_abs(found.profit_certain - now, rise, ACCURACY * rise + 1e-14 * now);
  }
  assert_int_equal(rows, 10);
}

/* Rates uniform on [0, 1]: E[max(t - c - h, 0)] = (1 - h)^3 / 6. */
static void is_a_cube_where_rates_are_uniform(void **state) {
  (void)state;
  static const cvs_beta uniform[] = {{1, 1}, {1, 1}};
  static const double hurdles[] = {1e-9, 0.001, 0.25, 0.5, 0.9, 0.999};

  for (size_t i = 0; i < sizeof hurdles / sizeof hurdles[0]; i++) {
    const cvs_money_terms terms = {1, 1000, 1, 1, hurdles[i] * 1000, 0};

    const cvs_money found = decide(uniform, 2, 0, &terms);

    assert_close(found.profit_certain, 1000 * pow(1 - hurdles[i], 3) / 6, ACCURACY);
  }
}

/* A hurdle beyond all rates leaves nothing to be known. */
static void is_nothing_beyond_all_rates(void **state) {
  (void)state;
  static const cvs_beta usual[] = {{501, 4501}, {526, 4476}};
  const cvs_money_terms terms = {1, 1000, 1, 1, 1000, 1};

  assert_close(decide(usual, 2, 0, &terms).profit_certain, 0, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(meets_the_reference_table),
      cmocka_unit_test(is_a_cube_where_rates_are_uniform),
      cmocka_unit_test(is_nothing_beyond_all_rates),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
