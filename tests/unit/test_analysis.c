/* `test` as a whole: which arm is the control, which method, what is decided. */
#include "support/assert_close.h"
#include "support/compared.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { WORDS_MAX = 8 };

/* Analyses one group of NAME=CONVERSIONS/VISITORS words. */
static cvs_status analyse(compared *f, const char *const *words) {
  size_t count = 0;
  while (count < WORDS_MAX && words[count] != NULL)
    count++;
  const cvs_status status = cvs_dataset_parse(words, count, &f->dataset, &f->error);
  return status == CVS_OK ? compare_first(f) : status;
}

#define ANALYSE(f, ...) analyse(f, (const char *const[WORDS_MAX + 1]){__VA_ARGS__})

static void kidney_stones_pooled_are_inconclusive(void **state) {
  (void)state;
  compared f = compare_start();

  /* Charig et al. (1986), BMJ 292, 879; p and z by scipy 1.10.1. */
  assert_int_equal(ANALYSE(&f, "open=273/350", "percutaneous=289/350"), CVS_OK);

  const cvs_comparison *c = &f.group.comparison[0];
  assert_string_equal(c->method->id, "score");
  assert_close(c->test.p_value, 0.12849539443997515, 1e-12);
  assert_close(c->test.statistic, 1.5200619980786936, 1e-12);
  assert_close(c->effect[CVS_LIFT].estimate, 0.05860805860805862, 1e-12);
  assert_close(c->effect[CVS_ODDS_RATIO].estimate, 1.3362757461118118, 1e-12);
  assert_int_equal(f.group.decision, CVS_DECIDE_INCONCLUSIVE);
  assert_int_equal(f.group.gate_not_won, CVS_YES);
  compare_finish(&f);
}

static void the_lift_that_matters_is_sized_as_a_new_test(void **state) {
  (void)state;
  compared f = compare_start();
  f.options.mde = 0.05;

  assert_int_equal(ANALYSE(&f, "control=5000/50000", "green=5105/50000"), CVS_OK);

  /* Fleiss, Levin & Paik (2003), pooled null variance, evaluated in Python: 57762.65145412957. */
  const cvs_comparison *c = &f.group.comparison[0];
  assert_int_equal(c->visitors_needed, 57763);
  assert_true(c->has_detectable);
  assert_close(c->detectable_lift, 0.054, 0.01);
  compare_finish(&f);
}

static void the_control_is_found_by_its_name_in_any_case(void **state) {
  (void)state;
  compared f = compare_start();

  assert_int_equal(ANALYSE(&f, "new=10/100", "Baseline=12/100"), CVS_OK);

  assert_int_equal(f.group.control, 1);
  assert_int_equal(f.group.comparison[0].treatment, 0);
  compare_finish(&f);
}

static void without_a_known_name_the_first_arm_is_the_control(void **state) {
  (void)state;
  compared f = compare_start();

  assert_int_equal(ANALYSE(&f, "red=10/100", "green=12/100"), CVS_OK);

  assert_int_equal(f.group.control, 0);
  compare_finish(&f);
}

static void a_named_control_that_is_not_in_the_data_is_refused_with_a_hint(void **state) {
  (void)state;
  compared f = compare_start();
  f.options.control = "gren";

  assert_int_equal(ANALYSE(&f, "red=10/100", "green=12/100"), CVS_EDATA);

  assert_non_null(strstr(f.error.message, "did you mean \"green\""));
  compare_finish(&f);
}

static void a_broken_sample_ratio_makes_the_decision_invalid(void **state) {
  (void)state;
  compared f = compare_start();

  /* (O - E)^2 / E over two arms of 5,300 expected: (n1 - n2)^2 / (n1 + n2). */
  assert_int_equal(ANALYSE(&f, "control=500/5000", "green=700/5600"), CVS_OK);

  assert_close(f.group.srm.statistic, 600.0 * 600.0 / 10600.0, 1e-12);
  assert_true(f.group.srm_mismatch);
  assert_int_equal(f.group.decision, CVS_DECIDE_INVALID);
  assert_int_equal(f.group.gate_srm, CVS_YES);
  assert_int_equal(f.group.gate_not_significant, CVS_YES);
  assert_true(compare_found(&f, CVS_FINDING_SRM_MISMATCH));
  compare_finish(&f);
}

static void declared_shares_are_no_alarm(void **state) {
  (void)state;
  compared f = compare_start();
  const cvs_share shares[] = {{"A", 90}, {"B", 10}};
  f.options.share = shares;
  f.options.share_count = 2;

  assert_int_equal(ANALYSE(&f, "A=900/9000", "B=100/1000"), CVS_OK);

  assert_close_abs(f.group.srm.statistic, 0, 1e-9);
  assert_false(f.group.srm_assumed);
  assert_int_equal(f.group.gate_srm, CVS_NO);
  compare_finish(&f);
}

static void a_share_for_an_unknown_variant_is_refused(void **state) {
  (void)state;
  compared f = compare_start();
  const cvs_share shares[] = {{"A", 90}, {"C", 10}};
  f.options.share = shares;
  f.options.share_count = 2;

  assert_int_equal(ANALYSE(&f, "A=900/9000", "B=100/1000"), CVS_EDATA);
  compare_finish(&f);
}

static void sparse_counts_turn_auto_to_an_exact_test_and_name_it(void **state) {
  (void)state;
  compared small = compare_start();
  compared large = compare_start();

  assert_int_equal(ANALYSE(&small, "control=1/2000", "green=5/2000"), CVS_OK);
  assert_int_equal(ANALYSE(&large, "control=1/2001", "green=5/2001"), CVS_OK);

  assert_string_equal(small.group.comparison[0].method->id, "boschloo");
  assert_true(small.group.comparison[0].method_by_auto);
  assert_true(compare_found(&small, CVS_FINDING_SMALL_COUNTS));
  assert_string_equal(large.group.comparison[0].method->id, "fisher-midp");
  compare_finish(&small);
  compare_finish(&large);
}

static void every_treatment_worse_means_keep_and_raises_the_harm_gate(void **state) {
  (void)state;
  compared f = compare_start();

  assert_int_equal(ANALYSE(&f, "control=1000/10000", "green=850/10000"), CVS_OK);

  assert_int_equal(f.group.comparison[0].verdict, CVS_VERDICT_WORSE);
  assert_int_equal(f.group.decision, CVS_DECIDE_KEEP);
  assert_int_equal(f.group.gate_harm, CVS_YES);
  compare_finish(&f);
}

static void harm_is_seen_also_when_only_gains_were_asked_for(void **state) {
  (void)state;
  compared f = compare_start();
  f.options.alternative = CVS_GREATER;

  assert_int_equal(ANALYSE(&f, "control=1000/10000", "green=850/10000"), CVS_OK);

  assert_false(f.group.comparison[0].significant);
  assert_true(f.group.comparison[0].harm);
  assert_int_equal(f.group.gate_harm, CVS_YES);
  compare_finish(&f);
}

static void several_treatments_are_adjusted_by_dunnett_and_the_best_floor_ships(void **state) {
  (void)state;
  compared f = compare_start();

  assert_int_equal(ANALYSE(&f, "control=1000/10000", "a1=1150/10000", "a2=1200/10000", "a3=1010/10000"), CVS_OK);

  assert_string_equal(f.group.adjust->id, "dunnett");
  assert_int_equal(f.group.decision, CVS_DECIDE_SHIP);
  assert_int_equal(f.group.comparison[f.group.decided].treatment, 2);
  for (size_t i = 0; i < f.group.comparison_count; i++) {
    const cvs_comparison *c = &f.group.comparison[i];
    assert_true(c->p_adjusted >= c->test.p_value);
    assert_true(c->simultaneous && c->agrees);
  }
  compare_finish(&f);
}

static void all_pairs_are_joined_by_tukey(void **state) {
  (void)state;
  compared f = compare_start();
  f.options.all_pairs = true;

  assert_int_equal(ANALYSE(&f, "control=100/1000", "b=120/1000", "c=150/1000"), CVS_OK);

  assert_int_equal(f.group.comparison_count, 3);
  assert_string_equal(f.group.adjust->id, "tukey");
  for (size_t i = 0; i < 3; i++)
    assert_true(f.group.comparison[i].agrees);
  compare_finish(&f);
}

static void non_inferiority_agrees_with_the_score_interval(void **state) {
  (void)state;
  for (uint64_t x = 900; x <= 1100; x += 10) {
    compared f = compare_start();
    f.options.aim = CVS_AIM_NONINFERIORITY;
    f.options.margin_lower = -0.05;
    char word[64];
    snprintf(word, sizeof word, "green=%llu/10000", (unsigned long long)x);

    assert_int_equal(ANALYSE(&f, "control=1000/10000", word), CVS_OK);

    const cvs_comparison *c = &f.group.comparison[0];
    assert_true(c->has_margin);
    assert_int_equal(c->margin_met, c->effect[CVS_LIFT].lower > -0.05);
    assert_true(c->agrees);
    compare_finish(&f);
  }
}

static void equivalence_is_both_sides_inside_and_prints_the_narrower_interval(void **state) {
  (void)state;
  compared f = compare_start();
  f.options.aim = CVS_AIM_EQUIVALENCE;
  f.options.margin_lower = -0.05;
  f.options.margin_upper = 0.05;

  assert_int_equal(ANALYSE(&f, "control=100000/1000000", "green=100300/1000000"), CVS_OK);

  const cvs_comparison *c = &f.group.comparison[0];
  assert_int_equal(c->verdict, CVS_VERDICT_EQUIVALENT);
  assert_int_equal(f.group.decision, CVS_DECIDE_SHIP);
  assert_close(c->level.tail, 0.05, 1e-12);
  assert_true(c->effect[CVS_LIFT].lower > -0.05 && c->effect[CVS_LIFT].upper < 0.05);
  compare_finish(&f);
}

static void nobody_converted_is_an_answer_without_a_p_value(void **state) {
  (void)state;
  compared f = compare_start();
  f.options.method = "score";

  assert_int_equal(ANALYSE(&f, "control=0/100", "green=0/100"), CVS_OK);

  assert_false(f.group.comparison[0].has_test);
  assert_false(f.group.comparison[0].significant);
  assert_true(compare_found(&f, CVS_FINDING_NO_VARIATION));
  assert_int_equal(f.group.decision, CVS_DECIDE_INCONCLUSIVE);
  compare_finish(&f);
}

static void a_striking_lift_on_small_counts_brings_twymans_caution(void **state) {
  (void)state;
  compared f = compare_start();

  assert_int_equal(ANALYSE(&f, "control=20/1000", "green=40/1000"), CVS_OK);

  assert_true(compare_found(&f, CVS_FINDING_TWYMAN));
  compare_finish(&f);
}

static void one_variant_alone_is_refused(void **state) {
  (void)state;
  compared f = compare_start();

  assert_int_equal(ANALYSE(&f, "control=20/1000"), CVS_EDATA);
  compare_finish(&f);
}

static void contradictions_are_found_before_the_data(void **state) {
  (void)state;
  compared f = compare_start();
  f.options.method = "fisher";
  f.options.adjust = "dunnett";

  assert_int_equal(ANALYSE(&f, "control=20/1000", "b=30/1000"), CVS_EUSAGE);

  assert_string_equal(
      f.error.message,
      "--adjust dunnett needs a method with a normal statistic (score, n-1, wald), not --method fisher");
  compare_finish(&f);
}

static void a_margin_does_not_hide_harm(void **state) {
  (void)state;
  compared f = compare_start();
  f.options.aim = CVS_AIM_NONINFERIORITY;
  f.options.margin_scale = CVS_DIFFERENCE;
  f.options.margin_lower = -0.05;

  assert_int_equal(ANALYSE(&f, "control=500/10000", "b=400/10000"), CVS_OK);

  assert_int_equal(f.group.comparison[0].verdict, CVS_VERDICT_NONINFERIOR);
  assert_true(f.group.comparison[0].harm);
  assert_int_equal(f.group.gate_harm, CVS_YES);
  compare_finish(&f);
}

static void an_alpha_that_no_interval_has_is_a_usage_error(void **state) {
  (void)state;
  compared one_sided = compare_start();
  compared large = compare_start();
  one_sided.options.alpha = 0.5;
  one_sided.options.alternative = CVS_GREATER;
  large.options.alpha = 0.8;

  assert_int_equal(ANALYSE(&one_sided, "a=100/1000", "b=120/1000"), CVS_EUSAGE);
  assert_int_equal(ANALYSE(&large, "a=100/1000", "b=120/1000"), CVS_OK);

  assert_false(large.group.comparison[0].has_detectable);
  compare_finish(&one_sided);
  compare_finish(&large);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(kidney_stones_pooled_are_inconclusive),
      cmocka_unit_test(the_lift_that_matters_is_sized_as_a_new_test),
      cmocka_unit_test(the_control_is_found_by_its_name_in_any_case),
      cmocka_unit_test(without_a_known_name_the_first_arm_is_the_control),
      cmocka_unit_test(a_named_control_that_is_not_in_the_data_is_refused_with_a_hint),
      cmocka_unit_test(a_broken_sample_ratio_makes_the_decision_invalid),
      cmocka_unit_test(declared_shares_are_no_alarm),
      cmocka_unit_test(a_share_for_an_unknown_variant_is_refused),
      cmocka_unit_test(sparse_counts_turn_auto_to_an_exact_test_and_name_it),
      cmocka_unit_test(every_treatment_worse_means_keep_and_raises_the_harm_gate),
      cmocka_unit_test(harm_is_seen_also_when_only_gains_were_asked_for),
      cmocka_unit_test(several_treatments_are_adjusted_by_dunnett_and_the_best_floor_ships),
      cmocka_unit_test(all_pairs_are_joined_by_tukey),
      cmocka_unit_test(non_inferiority_agrees_with_the_score_interval),
      cmocka_unit_test(equivalence_is_both_sides_inside_and_prints_the_narrower_interval),
      cmocka_unit_test(nobody_converted_is_an_answer_without_a_p_value),
      cmocka_unit_test(a_striking_lift_on_small_counts_brings_twymans_caution),
      cmocka_unit_test(one_variant_alone_is_refused),
      cmocka_unit_test(contradictions_are_found_before_the_data),
      cmocka_unit_test(a_margin_does_not_hide_harm),
      cmocka_unit_test(an_alpha_that_no_interval_has_is_a_usage_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
