/* Dirichlet beliefs against Lindon & Malek's formula in 50 digits (tests/reference/srm_sequence.csv), and
 * against predictions that are multiplied one visitor at a time. */
#include "stat/srm_belief.h"
#include "support/assert_close.h"
#include "support/reference_table.h"

#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { ARMS_MAX = 16 };

typedef struct held {
  cvs_split_belief belief;
  double prior[ARMS_MAX];
  double seen[ARMS_MAX];
  double share[ARMS_MAX];
} held;

static void start(held *h, const double *weight, size_t arms, double concentration) {
  double sum = 0;
  assert_true(arms <= ARMS_MAX);
  for (size_t i = 0; i < arms; i++)
    sum += weight[i];
  for (size_t i = 0; i < arms; i++)
    h->share[i] = weight[i] / sum;
  h->belief = (cvs_split_belief){.arms = arms, .prior = h->prior, .seen = h->seen};
  cvs_split_belief_start(&h->belief, h->share, concentration);
}

/* Adds the looks of a list, arm by arm; returns the least of -ln E and 0 over them. */
static double follow(held *h, const double *visitors, size_t count) {
  double ln_p = 0;
  for (size_t i = 0; i < count; i++) {
    h->seen[i % h->belief.arms] += visitors[i];
    if ((i + 1) % h->belief.arms == 0)
      ln_p = fmin(ln_p, -cvs_split_belief_ln_value(&h->belief, h->share));
  }
  return ln_p;
}

static void e_and_p_agree_with_the_table(void **state) {
  (void)state;
  reference_table table;
  size_t rows = 0;
  for (reference_open(&table, "srm_sequence"); reference_next(&table);) {
    const char *quantity = reference_text(&table, "quantity");
    if (strcmp(quantity, "ln_e_mean") == 0)
      continue;
    double visitors[REFERENCE_LIST_MAX], weight[REFERENCE_LIST_MAX];
    const size_t count = reference_list(&table, "visitors", visitors), arms = reference_list(&table, "weights", weight);
    held h;
    start(&h, weight, arms, reference_number(&table, "concentration"));

    const double ln_p = follow(&h, visitors, count);

    const double want = reference_number(&table, "value");
    if (strcmp(quantity, "log_bayes_factor") == 0)
      assert_close_abs(cvs_split_belief_ln_value(&h.belief, h.share), want, 1e-12 * fmax(1, fabs(want)));
    else
      assert_close(exp(ln_p), want, 1e-11 * fmax(1, -ln_p));
    rows++;
  }
  assert_int_equal(rows, 136);
}

/* The definition: each visitor is predicted from the counts before. */
static void the_value_is_the_product_of_predictions_also_after_a_change_of_shares(void **state) {
  (void)state;
  const double first[2] = {50, 50}, second[2] = {0.9, 0.1};
  held h;
  start(&h, first, 2, 40);
  double prior[2] = {20, 20}, ln_value = 0;

  for (int visitor = 0; visitor < 60; visitor++) {
    const int arm = visitor % 3 == 0;
    if (visitor == 35) {
      cvs_split_belief_change(&h.belief, h.share, second);
      h.share[0] = 0.9;
      h.share[1] = 0.1;
      const double a = prior[0] / 0.5 * 0.9, b = prior[1] / 0.5 * 0.1, whole = prior[0] + prior[1];
      prior[0] = whole * a / (a + b);
      prior[1] = whole * b / (a + b);
    }
    ln_value += log(prior[arm] / (prior[0] + prior[1]) / h.share[arm]);
    prior[arm]++;
    h.seen[arm]++;
  }

  assert_close(cvs_split_belief_ln_value(&h.belief, h.share), ln_value, 1e-12);
}

static void a_trillion_visitors_keep_nine_digits(void **state) {
  (void)state;
  const double even[2] = {1, 1};
  held h;
  start(&h, even, 2, 10000);
  h.seen[0] = 5e11 + 2e6;
  h.seen[1] = 5e11 - 2e6;

  const double got = cvs_split_belief_ln_value(&h.belief, h.share);

  /* Laplace: ln of sqrt(c/(c + n)) times exp(n d^2 * 2), d the deviation of the share, times n/(c + n) */
  const double n = 1e12, d = 2e6 / n;
  assert_close(got, 2 * n * d * d * (n / (n + 10000)) + 0.5 * log(10000 / (n + 10000)), 1e-4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(e_and_p_agree_with_the_table),
      cmocka_unit_test(the_value_is_the_product_of_predictions_also_after_a_change_of_shares),
      cmocka_unit_test(a_trillion_visitors_keep_nine_digits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
