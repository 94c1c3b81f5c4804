/* `bayes` as a whole: what is believed, what is decided, what the planned end and other priors say. */
#include "support/assert_close.h"
#include "support/bayes_fixture.h"

#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const double ACCURACY = 1e-9;

static bool has_finding(const bayes_fixture *f, cvs_finding_code code) {
  for (size_t i = 0; i < f->group.finding_count; i++)
    if (f->group.finding[i].code == code)
      return true;
  return false;
}

static void gives_the_chance_that_others_approximate(void **state) {
  (void)state;
  bayes_fixture f = bayes_fixture_start();
  f.options.prior_kind = CVS_PRIOR_UNIFORM;
  f.options.prior = (cvs_beta){1, 1};

  assert_int_equal(BAYES_ANALYSE(&f, "control=49/100", "treatment=51/100"), CVS_OK);

  /* scipy.integrate.quad of Beta(50, 52) and Beta(52, 50); GrowthBook's normal posterior says 0.60918 */
  assert_close(f.group.pair[0].chance.p_better, 0.6107705226878393, ACCURACY);
  assert_int_equal(f.group.choice, CVS_CHOICE_CONTINUE);
  bayes_fixture_finish(&f);
}

static void ships_where_a_treatment_is_better_with_97_5_percent(void **state) {
  (void)state;
  bayes_fixture sure = bayes_fixture_start(), unsure = bayes_fixture_start();

  assert_int_equal(BAYES_ANALYSE(&sure, "control=400/10000", "green=460/10000"), CVS_OK);
  assert_int_equal(BAYES_ANALYSE(&unsure, "control=400/10000", "green=455/10000"), CVS_OK);

  /* scipy.integrate.quad: 0.98178 */
  assert_close(sure.group.pair[0].chance.p_better, 0.9817838864832544, ACCURACY);
  assert_int_equal(sure.group.choice, CVS_CHOICE_SHIP);
  assert_int_equal(sure.group.gate_not_won, CVS_NO);
  assert_true(sure.group.pair[0].difference.lower > 0);
  assert_int_equal(unsure.group.choice, CVS_CHOICE_CONTINUE);
  assert_int_equal(unsure.group.gate_continue, CVS_YES);
  assert_true(unsure.group.pair[0].difference.lower < 0);
  bayes_fixture_finish(&sure);
  bayes_fixture_finish(&unsure);
}

static void keeps_where_every_treatment_is_worse(void **state) {
  (void)state;
  bayes_fixture all = bayes_fixture_start(), one = bayes_fixture_start();

  assert_int_equal(BAYES_ANALYSE(&all, "control=560/5000", "red=480/5000", "blue=470/5000"), CVS_OK);
  assert_int_equal(BAYES_ANALYSE(&one, "control=560/5000", "red=480/5000", "blue=555/5000"), CVS_OK);

  assert_int_equal(all.group.choice, CVS_CHOICE_KEEP);
  assert_int_equal(all.group.gate_harm, CVS_YES);
  assert_int_equal(one.group.choice, CVS_CHOICE_CONTINUE);
  assert_int_equal(one.group.gate_harm, CVS_YES);
  bayes_fixture_finish(&all);
  bayes_fixture_finish(&one);
}

static void ships_the_best_of_several_that_are_better(void **state) {
  (void)state;
  bayes_fixture f = bayes_fixture_start();

  assert_int_equal(BAYES_ANALYSE(&f, "control=400/10000", "green=480/10000", "blue=520/10000", "red=500/10000"),
                   CVS_OK);

  assert_int_equal(f.group.choice, CVS_CHOICE_SHIP);
  assert_int_equal(f.group.pair[f.group.chosen].treatment, 2);
  assert_int_equal(f.group.lead, f.group.chosen);
  bayes_fixture_finish(&f);
}

static cvs_choice choose_by_loss(double threshold, const char *control, const char *treatment) {
  bayes_fixture f = bayes_fixture_start();
  f.options.loss_threshold = threshold;
  assert_int_equal(BAYES_ANALYSE(&f, control, treatment), CVS_OK);
  const cvs_choice choice = f.group.choice;
  bayes_fixture_finish(&f);
  return choice;
}

static void decides_by_loss_as_soon_as_it_is_small_enough(void **state) {
  (void)state;
  bayes_fixture f = bayes_fixture_start();
  assert_int_equal(BAYES_ANALYSE(&f, "control=1000/10000", "green=1030/10000"), CVS_OK);
  const double ship = f.group.pair[0].chance.expected_loss_ship;
  bayes_fixture_finish(&f);

  assert_int_equal(choose_by_loss(ship * 1.0001, "control=1000/10000", "green=1030/10000"), CVS_CHOICE_SHIP);
  assert_int_equal(choose_by_loss(ship * 0.9999, "control=1000/10000", "green=1030/10000"), CVS_CHOICE_CONTINUE);
  assert_int_equal(choose_by_loss(ship * 1.0001, "control=1030/10000", "green=1000/10000"), CVS_CHOICE_KEEP);
}

static void a_region_asks_for_more_than_better(void **state) {
  (void)state;
  bayes_fixture narrow = bayes_fixture_start(), wide = bayes_fixture_start();
  narrow.options.has_rope = wide.options.has_rope = true;
  narrow.options.rope[0] = wide.options.rope[0] = -0.01;
  narrow.options.rope[1] = 0.005;
  wide.options.rope[1] = 0.05;

  assert_int_equal(BAYES_ANALYSE(&narrow, "control=4000/100000", "green=4250/100000"), CVS_OK);
  assert_int_equal(BAYES_ANALYSE(&wide, "control=4000/100000", "green=4250/100000"), CVS_OK);

  const cvs_bayes_pair *pair = &wide.group.pair[0];
  cvs_bayes_tails low;
  const cvs_beta_pair belief = {wide.group.belief[0].posterior, wide.group.belief[1].posterior};
  assert_int_equal(cvs_bayes_effect_tails(&belief, CVS_LIFT, -0.01, &low, NULL), CVS_OK);
  assert_close(pair->p_in_rope + pair->p_above + low.lower, 1, ACCURACY);
  assert_int_equal(narrow.group.choice, CVS_CHOICE_SHIP);
  assert_int_equal(wide.group.choice, CVS_CHOICE_CONTINUE);
  bayes_fixture_finish(&narrow);
  bayes_fixture_finish(&wide);
}

static void a_broken_split_decides_nothing(void **state) {
  (void)state;
  bayes_fixture f = bayes_fixture_start();

  assert_int_equal(BAYES_ANALYSE(&f, "control=400/10000", "green=500/9000"), CVS_OK);

  assert_int_equal(f.group.choice, CVS_CHOICE_INVALID);
  assert_int_equal(f.group.gate_srm, CVS_YES);
  assert_int_equal(f.group.gate_not_won, CVS_YES);
  assert_true(f.group.pair[0].exists);
  bayes_fixture_finish(&f);
}

static void an_empty_control_leaves_nothing_to_compare(void **state) {
  (void)state;
  bayes_fixture f = bayes_fixture_start();

  assert_int_equal(BAYES_ANALYSE(&f, "control=0/0", "green=500/9000"), CVS_OK);

  assert_int_equal(f.group.choice, CVS_CHOICE_INVALID);
  assert_false(f.group.pair[0].exists);
  assert_int_equal(f.group.gate_harm, CVS_UNKNOWN);
  assert_int_equal(f.group.view_count, 0);
  bayes_fixture_finish(&f);
}

static void an_empty_treatment_is_left_out(void **state) {
  (void)state;
  const cvs_share share[] = {{"control", 1}, {"green", 1}, {"red", 1e-6}};
  bayes_fixture f = bayes_fixture_start();
  f.options.share = share;
  f.options.share_count = 3;

  assert_int_equal(BAYES_ANALYSE(&f, "control=50/1000", "green=60/1000", "red=0/0"), CVS_OK);

  assert_true(f.group.pair[0].exists);
  assert_false(f.group.pair[1].exists);
  assert_close(f.group.belief[0].among.p_best + f.group.belief[1].among.p_best, 1, ACCURACY);
  bayes_fixture_finish(&f);
}

static void the_first_view_is_the_answer_itself(void **state) {
  (void)state;
  bayes_fixture f = bayes_fixture_start();

  assert_int_equal(BAYES_ANALYSE(&f, "control=400/10000", "green=460/10000"), CVS_OK);

  assert_int_equal(f.group.view_count, 3);
  assert_true(f.group.view[0].p_better == f.group.pair[0].chance.p_better);
  assert_int_equal(f.group.view[1].kind, CVS_PRIOR_UNIFORM);
  assert_true(f.group.view[2].lift_sd == CVS_SCEPTICAL_LIFT);
  assert_true(f.group.view[2].p_better < f.group.view[0].p_better);
  bayes_fixture_finish(&f);
}

static void says_where_the_prior_decides(void **state) {
  (void)state;
  bayes_fixture torn = bayes_fixture_start(), clear = bayes_fixture_start();

  assert_int_equal(BAYES_ANALYSE(&torn, "control=400/10000", "green=460/10000"), CVS_OK);
  assert_int_equal(BAYES_ANALYSE(&clear, "control=400/10000", "green=560/10000"), CVS_OK);

  assert_true(has_finding(&torn, CVS_FINDING_PRIOR_DECIDES));
  assert_false(has_finding(&clear, CVS_FINDING_PRIOR_DECIDES));
  bayes_fixture_finish(&torn);
  bayes_fixture_finish(&clear);
}

static void the_sceptical_view_is_the_sceptical_answer(void **state) {
  (void)state;
  bayes_fixture plain = bayes_fixture_start(), sceptical = bayes_fixture_start();
  sceptical.options.lift_sd = CVS_SCEPTICAL_LIFT;

  assert_int_equal(BAYES_ANALYSE(&plain, "control=400/10000", "green=460/10000"), CVS_OK);
  assert_int_equal(BAYES_ANALYSE(&sceptical, "control=400/10000", "green=460/10000"), CVS_OK);

  assert_close(plain.group.view[2].p_better, sceptical.group.pair[0].chance.p_better, ACCURACY);
  assert_int_equal(plain.group.view[2].choice, sceptical.group.choice);
  bayes_fixture_finish(&plain);
  bayes_fixture_finish(&sceptical);
}

static void a_lift_that_cannot_be_leaves_the_sceptic_out(void **state) {
  (void)state;
  bayes_fixture plain = bayes_fixture_start(), sceptical = bayes_fixture_start();
  sceptical.options.lift_sd = 0.1;

  assert_int_equal(BAYES_ANALYSE(&plain, "control=950/1000", "green=960/1000"), CVS_OK);

  assert_int_equal(plain.group.view[2].answer, CVS_EUNDEF);
  assert_int_equal(BAYES_ANALYSE(&sceptical, "control=950/1000", "green=960/1000"), CVS_EUNDEF);
  bayes_fixture_finish(&plain);
  bayes_fixture_finish(&sceptical);
}

static void looks_ahead_to_the_planned_end(void **state) {
  (void)state;
  bayes_fixture f = bayes_fixture_start();
  f.options.planned = 400;

  assert_int_equal(BAYES_ANALYSE(&f, "control=12/100", "green=20/100"), CVS_OK);

  /* numpy: the sum over all 101 x 101 outcomes of 100 more visitors an arm */
  assert_true(f.group.pair[0].has_end);
  assert_close(f.group.pair[0].end.p_better, 0.5914671539792365, ACCURACY);
  assert_close(f.group.pair[0].end.p_worse, 1.7645495374717908e-05, ACCURACY);
  bayes_fixture_finish(&f);
}

static void an_end_that_is_reached_or_out_of_reach_is_said(void **state) {
  (void)state;
  bayes_fixture reached = bayes_fixture_start(), far = bayes_fixture_start();
  reached.options.planned = 200;
  far.options.planned = 10000000;

  assert_int_equal(BAYES_ANALYSE(&reached, "control=12/100", "green=20/100"), CVS_OK);
  assert_int_equal(BAYES_ANALYSE(&far, "control=12/100", "green=20/100"), CVS_OK);

  assert_true(has_finding(&reached, CVS_FINDING_END_REACHED));
  assert_true(has_finding(&far, CVS_FINDING_NO_PREDICTION));
  assert_false(reached.group.pair[0].has_end || far.group.pair[0].has_end);
  bayes_fixture_finish(&reached);
  bayes_fixture_finish(&far);
}

static void past_lifts_shrink_a_winner(void **state) {
  (void)state;
  const cvs_bayes_past past = {
      .rates = {18, 400}, .rate_count = 30, .lift_count = 30, .has_spread = true, .log_odds_sd = 0.05};
  bayes_fixture f = bayes_fixture_start();
  f.options.prior_kind = CVS_PRIOR_PAST;
  f.options.prior = past.rates;
  f.options.past = &past;

  assert_int_equal(BAYES_ANALYSE(&f, "control=400/10000", "green=460/10000"), CVS_OK);

  const cvs_bayes_pair *pair = &f.group.pair[0];
  assert_true(pair->has_shrunken);
  assert_true(pair->shrunken_lift.estimate > 0 && pair->shrunken_lift.estimate < pair->lift.estimate);
  assert_true(pair->shrunken_p_better < pair->chance.p_better);
  assert_false(has_finding(&f, CVS_FINDING_FEW_PAST) || has_finding(&f, CVS_FINDING_NO_PAST_SPREAD));
  bayes_fixture_finish(&f);
}

static void check_refused(const cvs_bayes_options *options, const char *message) {
  cvs_error error = {0};
  assert_int_equal(cvs_bayes_options_check(options, &error), CVS_EUSAGE);
  assert_string_equal(error.message, message);
}

static void options_out_of_their_domain_are_refused(void **state) {
  (void)state;
  cvs_bayes_options options;
  cvs_bayes_options_init(&options);
  assert_int_equal(cvs_bayes_options_check(&options, NULL), CVS_OK);

  options.prior.alpha = 0.05;
  check_refused(&options, "the prior is Beta(0.05, 0.5), expected both from 0.1 to 1e+13");
  cvs_bayes_options_init(&options);
  options.has_rope = true;
  check_refused(&options, "the region of lifts is 0 to 0, expected a low and a high end");
  cvs_bayes_options_init(&options);
  options.loss_threshold = 2;
  check_refused(&options, "the loss threshold is 2, expected a difference of rates");
  cvs_bayes_options_init(&options);
  options.lift_sd = INFINITY;
  check_refused(&options, "the sceptical lift is inf%, expected 0.1% or more");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(gives_the_chance_that_others_approximate),
      cmocka_unit_test(ships_where_a_treatment_is_better_with_97_5_percent),
      cmocka_unit_test(keeps_where_every_treatment_is_worse),
      cmocka_unit_test(ships_the_best_of_several_that_are_better),
      cmocka_unit_test(decides_by_loss_as_soon_as_it_is_small_enough),
      cmocka_unit_test(a_region_asks_for_more_than_better),
      cmocka_unit_test(a_broken_split_decides_nothing),
      cmocka_unit_test(an_empty_control_leaves_nothing_to_compare),
      cmocka_unit_test(an_empty_treatment_is_left_out),
      cmocka_unit_test(the_first_view_is_the_answer_itself),
      cmocka_unit_test(says_where_the_prior_decides),
      cmocka_unit_test(the_sceptical_view_is_the_sceptical_answer),
      cmocka_unit_test(a_lift_that_cannot_be_leaves_the_sceptic_out),
      cmocka_unit_test(looks_ahead_to_the_planned_end),
      cmocka_unit_test(an_end_that_is_reached_or_out_of_reach_is_said),
      cmocka_unit_test(past_lifts_shrink_a_winner),
      cmocka_unit_test(options_out_of_their_domain_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
