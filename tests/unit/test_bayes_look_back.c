/* Past experiments as a prior. */
#include <convstat/bayes_question.h>

#include "support/assert_close.h"
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const char PAST[] = "experiment,variant,visitors,conversions\n"
                           "1,new,7967,360\n1,control,8033,384\n"
                           "2,control,11977,472\n2,new,12023,491\n"
                           "3,control,1000,40\n3,new,1000,70\n"
                           "4,control,10000,500\n4,new,10000,610\n"
                           "5,control,3000,90\n5,new,3100,70\n";

static cvs_dataset *read_past(const char *text, const char *by) {
  const cvs_read_options options = {.by = &by, .by_count = by != NULL, .variant_optional = true};
  return read_good_text(text, &options);
}

static void learns_rates_from_controls_and_lifts_from_pairs(void **state) {
  (void)state;
  const cvs_sample controls[] = {{8033, 384}, {11977, 472}, {1000, 40}, {10000, 500}, {3000, 90}};
  cvs_dataset *dataset = read_past(PAST, "experiment");
  cvs_bayes_past past;
  cvs_beta rates;

  assert_int_equal(cvs_bayes_look_back(dataset, NULL, &past, NULL), CVS_OK);

  assert_int_equal(cvs_bayes_prior_from_past(controls, 5, &rates, NULL), CVS_OK);
  assert_close(past.rates.alpha, rates.alpha, 1e-12);
  assert_close(past.rates.beta, rates.beta, 1e-12);
  assert_int_equal(past.rate_count, 5);
  assert_int_equal(past.lift_count, 5);
  assert_true(past.has_spread);
  assert_close(past.log_odds_sd, 0.20535037752591878, 1e-7); /* scipy, as in test_bayes_spread.c */
  cvs_dataset_free(dataset);
}

static void one_group_is_a_list_of_rates(void **state) {
  (void)state;
  cvs_dataset *dataset = read_past("variant,visitors,conversions\na,1000,40\nb,1000,90\nc,900,20\n", NULL);
  cvs_bayes_past past;

  assert_int_equal(cvs_bayes_look_back(dataset, NULL, &past, NULL), CVS_OK);

  assert_int_equal(past.rate_count, 3);
  assert_int_equal(past.lift_count, 0);
  assert_false(past.has_spread);
  cvs_dataset_free(dataset);
}

static void an_experiment_may_be_one_row(void **state) {
  (void)state;
  cvs_dataset *dataset = read_past("experiment,visitors,conversions\n1,1000,40\n2,1000,90\n3,900,20\n", "experiment");
  cvs_bayes_past past;

  assert_int_equal(cvs_bayes_look_back(dataset, NULL, &past, NULL), CVS_OK);

  assert_int_equal(past.rate_count, 3);
  assert_int_equal(past.lift_count, 0);
  cvs_dataset_free(dataset);
}

static void rates_that_are_alike_make_no_prior(void **state) {
  (void)state;
  cvs_dataset *dataset = read_past("variant,visitors,conversions\na,1000,40\nb,1000,41\n", NULL);
  cvs_bayes_past past;
  cvs_error error = {0};

  assert_int_equal(cvs_bayes_look_back(dataset, NULL, &past, &error), CVS_EDATA);

  assert_string_equal(error.message, "the past rates vary no more than chance, which no prior can match");
  cvs_dataset_free(dataset);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(learns_rates_from_controls_and_lifts_from_pairs),
      cmocka_unit_test(one_group_is_a_list_of_rates),
      cmocka_unit_test(an_experiment_may_be_one_row),
      cmocka_unit_test(rates_that_are_alike_make_no_prior),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
