/* The posterior of one rate. */
#include "support/assert_close.h"
#include <convstat/bayes.h>

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static cvs_interval interval(cvs_beta belief, double mass, bool highest_density) {
  const cvs_credible credible = {mass, highest_density};
  cvs_interval found = {0};
  assert_int_equal(cvs_bayes_rate(&belief, &credible, &found, NULL), CVS_OK);
  return found;
}

static void adds_the_counts_to_the_prior(void **state) {
  (void)state;
  const cvs_beta prior = {0.5, 2.5};
  const cvs_sample sample = {.visitors = 100, .conversions = 30}, empty = {0, 0};
  cvs_beta posterior, unchanged;

  assert_int_equal(cvs_bayes_posterior(&prior, &sample, &posterior, NULL), CVS_OK);
  assert_int_equal(cvs_bayes_posterior(&prior, &empty, &unchanged, NULL), CVS_OK);

  assert_close(posterior.alpha, 30.5, 0);
  assert_close(posterior.beta, 72.5, 0);
  assert_close(unchanged.alpha, 0.5, 0);
  assert_close(unchanged.beta, 2.5, 0);
}

static void turns_mean_and_weight_into_a_prior(void **state) {
  (void)state;
  cvs_beta prior;

  assert_int_equal(cvs_bayes_prior_from_mean(0.03, 500, &prior, NULL), CVS_OK);

  assert_close(prior.alpha, 15, 1e-15);
  assert_close(prior.beta, 485, 1e-15);
}

/* R 4.2.2: qbeta(c(0.025, 0.975), a, b). */
static void gives_equal_tails_from_a_handful_to_a_billion(void **state) {
  (void)state;

  const cvs_interval none = interval((cvs_beta){0.5, 100.5}, 0.95, false);
  const cvs_interval usual = interval((cvs_beta){120.5, 880.5}, 0.95, false);
  const cvs_interval many = interval((cvs_beta){1e6 + 0.5, 9e6 + 0.5}, 0.95, false);
  const cvs_interval rare = interval((cvs_beta){7.5, 1e9 + 0.5}, 0.95, false);

  assert_close(none.lower, 4.8980731043974867e-06, 1e-12);
  assert_close(none.upper, 0.024745270015269938, 1e-12);
  assert_close(usual.estimate, 120.5 / 1001, 1e-15);
  assert_close(usual.lower, 0.10096330934889949, 1e-12);
  assert_close(usual.upper, 0.14123224706787696, 1e-12);
  assert_close(many.lower, 0.099814177263571752, 1e-12);
  assert_close(many.upper, 0.10018605428085348, 1e-12);
  assert_close(rare.lower, 3.1310688808783314e-09, 1e-12);
  assert_close(rare.upper, 1.3744196285729287e-08, 1e-12);
}

/* Quantiles of Beta(1/2, 1/2) are sin^2(pi p / 2), of Beta(a, 1) p^(1/a). */
static void meets_closed_forms_of_its_quantiles(void **state) {
  (void)state;
  const double pi = 3.14159265358979323846;

  const cvs_interval arcsine = interval((cvs_beta){0.5, 0.5}, 0.9, false);
  const cvs_interval power = interval((cvs_beta){7, 1}, 0.998, false);

  assert_close(arcsine.lower, pow(sin(pi * 0.05 / 2), 2), 1e-12);
  assert_close(arcsine.upper, pow(sin(pi * 0.95 / 2), 2), 1e-12);
  assert_close(power.lower, pow(0.001, 1.0 / 7), 1e-12);
  assert_close(power.upper, pow(0.999, 1.0 / 7), 1e-12);
}

/* R 4.2.2: uniroot(function(u) dbeta(qbeta(u)) - dbeta(qbeta(u + 0.95)), tol = 1e-17) in logarithms. */
static void finds_the_shortest_interval(void **state) {
  (void)state;

  const cvs_interval few = interval((cvs_beta){3, 9}, 0.95, true);
  const cvs_interval some = interval((cvs_beta){20.5, 180.5}, 0.95, true);
  const cvs_interval many = interval((cvs_beta){1000.5, 99000.5}, 0.95, true);

  assert_close(few.lower, 0.040555166408398569, 1e-8);
  assert_close(few.upper, 0.48372365932343231, 1e-8);
  assert_close(some.lower, 0.06187701512007885, 1e-8);
  assert_close(some.upper, 0.14436031949557193, 1e-8);
  assert_close(many.lower, 0.0093910051840015059, 1e-8);
  assert_close(many.upper, 0.010624295105082115, 1e-8);
}

/* Decreasing densities start at 0: Beta(1, b) holds 1 - (1 - p)^b below p; rising ones end at 1; of the arcsine
 * law, lowest in the middle, either edge gives sin^2(0.95 pi / 2). */
static void starts_the_shortest_interval_at_the_edge_where_the_density_rises_there(void **state) {
  (void)state;
  const double pi = 3.14159265358979323846;

  const cvs_interval falling = interval((cvs_beta){1, 40}, 0.95, true);
  const cvs_interval rising = interval((cvs_beta){40, 1}, 0.95, true);
  const cvs_interval arcsine = interval((cvs_beta){0.5, 0.5}, 0.95, true);

  assert_close(falling.lower, 0, 0);
  assert_close(falling.upper, 1 - pow(0.05, 1.0 / 40), 1e-12);
  assert_close(rising.lower, pow(0.05, 1.0 / 40), 1e-12);
  assert_close(rising.upper, 1, 0);
  assert_close(arcsine.upper - arcsine.lower, pow(sin(pi * 0.95 / 2), 2), 1e-12);
}

static void refuses_what_is_no_posterior(void **state) {
  (void)state;
  const cvs_beta prior = {1, 1}, tiny = {0.01, 1}, huge = {1e13, 1};
  const cvs_sample impossible = {.visitors = 10, .conversions = 11}, all = {1000000000000, 1000000000000};
  const cvs_credible none = {0, false};
  cvs_interval found;
  cvs_beta out;
  cvs_error error = {0};

  assert_int_equal(cvs_bayes_posterior(&prior, &impossible, &out, &error), CVS_EINVAL);
  assert_int_equal(cvs_bayes_posterior(&tiny, &all, &out, NULL), CVS_EINVAL);
  assert_int_equal(cvs_bayes_posterior(&huge, &all, &out, NULL), CVS_ELIMIT);
  assert_int_equal(cvs_bayes_prior_from_mean(1, 100, &out, NULL), CVS_EINVAL);
  assert_int_equal(cvs_bayes_prior_from_mean(0.1, 0, &out, NULL), CVS_EINVAL);
  assert_int_equal(cvs_bayes_prior_from_mean(0.001, 10, &out, NULL), CVS_EINVAL);
  assert_int_equal(cvs_bayes_rate(&prior, &none, &found, NULL), CVS_EINVAL);
  assert_string_equal(error.message, "11 conversions of 10 visitors are not a sample");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(adds_the_counts_to_the_prior),
      cmocka_unit_test(turns_mean_and_weight_into_a_prior),
      cmocka_unit_test(gives_equal_tails_from_a_handful_to_a_billion),
      cmocka_unit_test(meets_closed_forms_of_its_quantiles),
      cmocka_unit_test(finds_the_shortest_interval),
      cmocka_unit_test(starts_the_shortest_interval_at_the_edge_where_the_density_rises_there),
      cmocka_unit_test(refuses_what_is_no_posterior),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
