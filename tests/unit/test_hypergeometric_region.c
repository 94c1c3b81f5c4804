/* The staircase of a rejection region: each total against a fresh computation of it. */
#include "stat/hypergeometric_region.h"

#include "num/dist.h"
#include "stat/fisher.h"
#include "support/assert_close.h"
#include "support/pair.h"

#include <math.h>
#include <stdlib.h>

/* P(region | m) from scratch: each table is tested, each probability asked of the distribution. */
static double fresh_mass(const cvs_region_rule *rule, uint64_t m, double ln_scale) {
  uint64_t n1 = (uint64_t)rule->unmarked, n2 = (uint64_t)rule->marked;
  double total = rule->marked + rule->unmarked;
  double sum = 0;
  for (uint64_t k = m > n1 ? m - n1 : 0; k <= n2 && k <= m; k++) {
    cvs_pair table = pair_of(m - k, n1, k, n2);
    cvs_fisher fisher = {0};
    double deviation = (double)k * total - (double)m * rule->marked;
    double square = deviation * deviation / ((double)m * (total - (double)m));
    bool upper_only = rule->order == CVS_REGION_FISHER_GREATER || rule->order == CVS_REGION_SCORE_GREATER;
    bool extreme = square >= rule->limit * (1 - 2e-9) && (!upper_only || deviation > 0);
    if (rule->order == CVS_REGION_FISHER || rule->order == CVS_REGION_FISHER_GREATER) {
      assert_int_equal(cvs_fisher_ln_p(&table, upper_only ? CVS_GREATER : CVS_TWO_SIDED, &fisher), CVS_OK);
      extreme = fisher.ln_p <= rule->limit + 1e-9;
    }
    double ln_mass;
    assert_int_equal(cvs_hypergeometric_mass(k, &(cvs_urn){n2, n1, m}, true, &ln_mass), CVS_OK);
    sum += extreme ? exp(ln_mass - ln_scale) : 0;
  }
  return sum;
}

static void check_rule(const cvs_region_rule *rule, const char *what) {
  size_t total = (size_t)(rule->marked + rule->unmarked);
  double *mass = malloc((total + 1) * sizeof *mass);
  double ln_scale, largest = 0;
  assert_non_null(mass);

  assert_int_equal(cvs_region_masses(rule, mass, &ln_scale), CVS_OK);

  for (size_t m = 0; m <= total; m++)
    largest = fmax(largest, mass[m]);
  for (size_t m = 1; m < total; m += 1 + total / 97) {
    double want = fresh_mass(rule, m, ln_scale);
    if (!(fabs(mass[m] - want) <= fmax(1e-11, 1e-12 * fabs(ln_scale)) * largest))
      fail_msg("%s, %g of %g and %g: %.17g, fresh %.17g, largest %.17g", what, (double)m, rule->unmarked, rule->marked,
               mass[m], want, largest);
  }
  free(mass);
}

static cvs_region_rule rule_of(cvs_pair pair, cvs_region_order order) {
  cvs_fisher fisher;
  bool upper_only = order == CVS_REGION_FISHER_GREATER || order == CVS_REGION_SCORE_GREATER;
  assert_int_equal(cvs_fisher_ln_p(&pair, upper_only ? CVS_GREATER : CVS_TWO_SIDED, &fisher), CVS_OK);
  cvs_region_rule rule = {.order = order,
                          .marked = (double)pair.treatment.visitors,
                          .unmarked = (double)pair.control.visitors,
                          .limit = fisher.ln_p,
                          .ln_mass = fisher.ln_mass};
  if (order == CVS_REGION_SCORE || order == CVS_REGION_SCORE_GREATER) {
    double m = (double)(pair.control.conversions + pair.treatment.conversions);
    double total = rule.marked + rule.unmarked;
    double deviation = (double)pair.treatment.conversions * total - m * rule.marked;
    /* the observed table's own square, (k N - m n2)^2 / (m (N - m)) */
    rule.limit = deviation * deviation / (m * (total - m));
  }
  return rule;
}

static void check_all_orders(cvs_pair pair) {
  static const char *const names[] = {"fisher", "fisher greater", "score", "score greater"};
  for (int order = 0; order < 4; order++) {
    cvs_region_rule rule = rule_of(pair, (cvs_region_order)order);
    check_rule(&rule, names[order]);
  }
}

static void every_total_agrees_with_a_fresh_start_for_equal_arms(void **state) {
  (void)state;
  check_all_orders(pair_of(40, 500, 60, 500));
  check_all_orders(pair_of(0, 50, 3, 50));
  check_all_orders(pair_of(1000, 2500, 1100, 2500));
}

static void every_total_agrees_with_a_fresh_start_for_unequal_arms(void **state) {
  (void)state;
  check_all_orders(pair_of(2, 1900, 7, 2000));
  check_all_orders(pair_of(10, 20, 900, 1500));
  check_all_orders(pair_of(30, 3000, 3, 7));
}

static void recurrences_stay_right_over_ten_thousand_totals(void **state) {
  (void)state;
  check_all_orders(pair_of(700, 5000, 800, 5200));
}

static void a_region_below_the_smallest_double_is_scaled(void **state) {
  (void)state;
  check_all_orders(pair_of(0, 700, 700, 700));
  check_all_orders(pair_of(30, 900, 800, 1000));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_total_agrees_with_a_fresh_start_for_equal_arms),
      cmocka_unit_test(every_total_agrees_with_a_fresh_start_for_unequal_arms),
      cmocka_unit_test(recurrences_stay_right_over_ten_thousand_totals),
      cmocka_unit_test(a_region_below_the_smallest_double_is_scaled),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
