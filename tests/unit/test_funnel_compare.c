/* Treatments against the control at every step, from the start. */
#include "support/assert_close.h"
#include "support/funnel_fixture.h"

#include <string.h>

/* What `test` makes of NAME=CONVERSIONS/VISITORS words. */
typedef struct plain_test {
  cvs_dataset *dataset;
  cvs_test_run *run;
  cvs_test_group group;
} plain_test;

static void test_words(plain_test *t, const char *const *words, size_t count, const cvs_test_options *options) {
  assert_int_equal(cvs_dataset_parse(words, count, &t->dataset, NULL), CVS_OK);
  assert_int_equal(cvs_test_new(t->dataset, options, &t->run, NULL), CVS_OK);
  assert_int_equal(cvs_test_analyse(t->run, 0, &t->group, NULL), CVS_OK);
}

static void finish_test(plain_test *t) {
  cvs_test_free(t->run);
  cvs_dataset_free(t->dataset);
}

static void same_interval(const cvs_interval *got, const cvs_interval *want) {
  assert_int_equal(got->exists, want->exists);
  assert_int_equal(got->has_lower, want->has_lower);
  assert_int_equal(got->has_upper, want->has_upper);
  assert_close(got->estimate, want->estimate, 0);
  assert_close(got->lower, want->lower, 0);
  assert_close(got->upper, want->upper, 0);
}

static void same_comparison(const cvs_comparison *got, const cvs_comparison *want) {
  assert_int_equal(got->control, want->control);
  assert_int_equal(got->treatment, want->treatment);
  assert_ptr_equal(got->method, want->method);
  assert_close(got->test.p_value, want->test.p_value, 0);
  assert_close(got->test.ln_p_value, want->test.ln_p_value, 0);
  assert_close(got->p_adjusted, want->p_adjusted, 0);
  assert_close(got->p_harm, want->p_harm, 0);
  assert_close(got->detectable_lift, want->detectable_lift, 0);
  assert_int_equal(got->visitors_needed, want->visitors_needed);
  assert_int_equal(got->significant, want->significant);
  assert_int_equal(got->simultaneous, want->simultaneous);
  assert_int_equal(got->verdict, want->verdict);
  for (cvs_scale scale = CVS_DIFFERENCE; scale < CVS_SCALES; scale++)
    same_interval(&got->effect[scale], &want->effect[scale]);
}

static void one_step_is_what_test_says(void **state) {
  (void)state;
  static const char *const words[] = {"control=21000/50000", "green=21900/50200", "blue=21100/49900"};
  plain_test t;
  funnel_fixture f;
  start_funnel(&f);
  f.options.test.mde = 0.01;
  test_words(&t, words, 3, &f.options.test);

  analyse_funnel(&f, funnel_text, 1);

  assert_ptr_equal(f.group.adjust, t.group.adjust);
  for (size_t i = 0; i < 2; i++) {
    same_comparison(f.group.comparison[i].overall, &t.group.comparison[i]);
    same_comparison(f.group.comparison[i].step[0].from_start, &t.group.comparison[i]);
  }
  assert_int_equal(f.group.frame.decision, t.group.decision);
  assert_int_equal(f.group.frame.gate_not_won, t.group.gate_not_won);
  assert_int_equal(f.group.frame.finding_count, t.group.finding_count);
  finish_funnel(&f);
  finish_test(&t);
}

/* Small counts: Boschloo's test by itself, its intervals and its findings. */
static void one_small_step_is_what_test_says(void **state) {
  (void)state;
  static const char *const words[] = {"a=3/40", "b=9/41"};
  plain_test t;
  funnel_fixture f;
  start_funnel(&f);
  test_words(&t, words, 2, &f.options.test);

  analyse_funnel(&f, "variant,visitors,view\na,40,3\nb,41,9\n", 1);

  assert_string_equal(f.group.comparison[0].overall->method->id, t.group.comparison[0].method->id);
  same_comparison(f.group.comparison[0].overall, &t.group.comparison[0]);
  assert_int_equal(f.group.frame.finding_count, t.group.finding_count);
  finish_funnel(&f);
  finish_test(&t);
}

/* Pearson's chi-square of every step by scipy.stats.chi2_contingency(correction=False), and Holm by hand: the smallest
 * of six p-values times six, the next times five, none below one before it. */
static void p_values_of_all_treatments_and_steps_are_one_family(void **state) {
  (void)state;
  static const double p[2][3] = {{1.9995891653080938e-07, 0.03121772041174216, 0.0036505732019587993},
                                 {0.36242526613089565, 0.0006375378711373869, 0.34011393533460355}};
  static const double adjusted[2][3] = {{1.1997534991848564e-06, 0.09365316123522648, 0.014602292807835197},
                                        {0.6802278706692071, 0.0031876893556869344, 0.6802278706692071}};
  funnel_fixture f;
  start_funnel(&f);

  analyse_funnel(&f, funnel_text, 3);

  for (size_t i = 0; i < 2; i++)
    for (size_t j = 0; j < 3; j++) {
      const cvs_comparison *step = f.group.comparison[i].step[j].from_start;
      assert_int_equal(step->treatment, i + 1);
      assert_int_equal(step->control, 0);
      assert_close(step->test.p_value, p[i][j], 1e-10);
      assert_close(step->p_adjusted, adjusted[i][j], 1e-10);
      assert_int_equal(step->significant, adjusted[i][j] < 0.05);
    }
  finish_funnel(&f);
}

static void bonferroni_gives_simultaneous_intervals_of_all_steps(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);
  f.options.test.adjust = "bonferroni";

  analyse_funnel(&f, funnel_text, 3);

  const cvs_comparison *step = f.group.comparison[1].step[2].from_start;
  assert_true(step->simultaneous);
  assert_close(step->level.tail, 0.05 / 6 / 2, 1e-14);
  finish_funnel(&f);
}

static void a_first_step_that_all_reach_is_not_tested_and_costs_nothing(void **state) {
  (void)state;
  funnel_fixture with, without;
  start_funnel(&with);
  start_funnel(&without);
  static const char *const names[] = {"cart", "buy"};
  const cvs_read_options read = {.steps = {.step = names, .count = 2}};
  static const char text[] = "variant,visitors,view,cart,buy\na,9000,9000,3000,600\nb,9100,9100,3100,650\n";
  without.dataset = read_good_text(text, &read);
  assert_int_equal(cvs_funnel_new(without.dataset, &without.options, &without.run, NULL), CVS_OK);
  assert_int_equal(cvs_funnel_analyse(without.run, 0, &without.group, NULL), CVS_OK);

  analyse_funnel(&with, text, 3);

  assert_null(with.group.comparison[0].step[0].from_start);
  for (size_t j = 0; j < 2; j++)
    same_comparison(with.group.comparison[0].step[j + 1].from_start, without.group.comparison[0].step[j].from_start);
  assert_int_equal(with.group.frame.finding_count, 0);
  finish_funnel(&with);
  finish_funnel(&without);
}

static void findings_say_which_treatment_and_step(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);
  f.options.test.method = "score";

  analyse_funnel(&f, "variant,visitors,view,cart,buy\na,900,900,300,0\nb,910,910,340,0\nc,905,905,310,4\n", 3);

  const cvs_finding *silent = find_finding(&f, CVS_FINDING_NO_VARIATION);
  const cvs_finding *small = find_finding(&f, CVS_FINDING_SMALL_COUNTS);
  assert_non_null(silent);
  assert_int_equal(silent->arm, 0 * 3 + 2);
  assert_string_equal(silent->field, "from_start.p_value");
  assert_non_null(small);
  assert_int_equal(small->arm, 1 * 3 + 2);
  assert_string_equal(small->field, "from_start.method");
  finish_funnel(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_step_is_what_test_says),
      cmocka_unit_test(one_small_step_is_what_test_says),
      cmocka_unit_test(p_values_of_all_treatments_and_steps_are_one_family),
      cmocka_unit_test(bonferroni_gives_simultaneous_intervals_of_all_steps),
      cmocka_unit_test(a_first_step_that_all_reach_is_not_tested_and_costs_nothing),
      cmocka_unit_test(findings_say_which_treatment_and_step),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
