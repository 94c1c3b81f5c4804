/* A sequence of looks: what is refused, what runs, and how treatments share the error. */
#include "support/anytime_run.h"
#include "support/assert_close.h"

#include <math.h>

static const cvs_anytime_terms usual = {.sequence = CVS_SEQUENCE_EXACT, .alpha = 0.05, .comparisons = 1};

static void refuse(cvs_anytime_terms terms, const char *message) {
  cvs_anytime *sequence;
  cvs_error error = {0};

  assert_int_equal(cvs_anytime_new(&terms, &sequence, &error), CVS_EINVAL);

  assert_string_equal(error.message, message);
  assert_null(sequence);
}

static void terms_outside_their_domain_are_refused_with_a_sentence(void **state) {
  (void)state;
  cvs_anytime_terms terms = usual;
  terms.sequence = CVS_SEQUENCES;
  refuse(terms, "there is no such sequence");
  terms = usual, terms.alpha = 1;
  refuse(terms, "alpha is 1, from 1e-12 to below 1 was expected");
  terms = usual, terms.alpha = (double)NAN;
  refuse(terms, "alpha is nan, from 1e-12 to below 1 was expected");
  terms = usual, terms.comparisons = 0;
  refuse(terms, "no comparison shares alpha, at least one was expected");
  terms = usual, terms.baseline = 1;
  refuse(terms, "the baseline is 1, a rate between 0 and 1 was expected");
  terms = usual, terms.mde = -1;
  refuse(terms, "the lift to be found is -1, more than -1 was expected");
  terms = usual, terms.tune_at = 0.5;
  refuse(terms, "the band is to be tightest at 0.5 visitors, 1 to 2e+12 were expected");
  terms = usual, terms.tune_at = 1000, terms.mde = 0.1;
  refuse(terms, "a lift to be found and visitors to tune at were both given");
}

static void a_block_that_cannot_be_is_refused_and_changes_nothing(void **state) {
  (void)state;
  const cvs_pair block = pair_of(100, 1000, 130, 1000),
                 bad[] = {pair_of(2, 1, 0, 1), pair_of(0, 1, 3, 2), pair_of(1, CVS_VISITORS_MAX, 1, 1)};
  cvs_anytime *sequence = anytime_start(&usual), *other = anytime_start(&usual);
  cvs_anytime_look look;
  cvs_error error = {0};
  anytime_add(sequence, block);
  anytime_add(other, block);

  for (size_t i = 0; i < 3; i++)
    assert_int_equal(cvs_anytime_add(sequence, &bad[i], &look, &error), CVS_EINVAL);
  const cvs_anytime_look got = anytime_add(sequence, block), want = anytime_add(other, block);

  assert_string_equal(error.message, "the control has 2 conversions of 1 visitors in a block");
  assert_close(got.ln_e_value, want.ln_e_value, 0);
  assert_close(got.lift.lower, want.lift.lower, 0);
  cvs_anytime_free(sequence);
  cvs_anytime_free(other);
}

static void the_p_value_runs_and_the_e_value_does_not(void **state) {
  (void)state;
  cvs_anytime *sequence = anytime_start(&usual);

  const cvs_anytime_look high = anytime_add(sequence, pair_of(1000, 10000, 1200, 10000));
  const cvs_anytime_look low = anytime_add(sequence, pair_of(1200, 10000, 1000, 10000));

  assert_true(low.ln_e_value < high.ln_e_value);
  assert_close(low.p_value, high.p_value, 0);
  assert_close(high.p_value, 1 / high.e_value, 1e-14);
  assert_true(high.side == 1 && low.side == 1);
  cvs_anytime_free(sequence);
}

/* Five treatments at 5 %: each has to reach the e-value of one alone at 1 %. */
static void treatments_share_the_error(void **state) {
  (void)state;
  for (int sequence = 0; sequence < CVS_SEQUENCES; sequence++) {
    cvs_anytime_terms five = usual, one = usual;
    five.sequence = one.sequence = (cvs_sequence)sequence;
    five.comparisons = 5;
    one.alpha = 0.01;
    cvs_anytime *of_five = anytime_start(&five), *alone = anytime_start(&one);

    const cvs_anytime_look shared = anytime_add(of_five, pair_of(1000, 10000, 1180, 10000));
    const cvs_anytime_look strict = anytime_add(alone, pair_of(1000, 10000, 1180, 10000));

    assert_close(shared.ln_e_value, strict.ln_e_value, 0);
    assert_close(shared.p_value, 5 * strict.p_value, 1e-13);
    assert_close(shared.difference.lower, strict.difference.lower, 1e-12);
    cvs_anytime_free(of_five);
    cvs_anytime_free(alone);
  }
}

static void the_first_side_that_rejects_stays_and_a_second_one_empties_the_band(void **state) {
  (void)state;
  cvs_anytime *sequence = anytime_start(&usual);

  const cvs_anytime_look won = anytime_add(sequence, pair_of(1000, 10000, 1300, 10000));
  cvs_anytime_look look = won;
  for (int i = 0; i < 3; i++)
    look = anytime_add(sequence, pair_of(1400, 10000, 1000, 10000));

  assert_true(won.side == 1 && look.side == 1);
  assert_true(won.difference.exists && won.difference.lower > 0);
  assert_false(look.difference.exists);
  assert_false(look.lift.exists);
  assert_true(look.difference.has_estimate && look.difference.estimate < 0);
  cvs_anytime_free(sequence);
}

static void without_bands_all_else_is_the_same(void **state) {
  (void)state;
  for (int i = 0; i < CVS_SEQUENCES; i++) {
    cvs_anytime_terms terms = usual;
    terms.sequence = (cvs_sequence)i;
    cvs_anytime *full = anytime_start(&terms);
    terms.p_only = true;
    cvs_anytime *quick = anytime_start(&terms);
    for (int look = 0; look < 3; look++) {
      const cvs_anytime_look want = anytime_add(full, pair_of(1000, 10000, 1100, 10000));
      const cvs_anytime_look got = anytime_add(quick, pair_of(1000, 10000, 1100, 10000));

      assert_close(got.ln_e_value, want.ln_e_value, 0);
      assert_close(got.p_value, want.p_value, 0);
      assert_int_equal(got.side, want.side);
      assert_false(got.difference.exists || got.lift.exists);
      assert_close(got.lift.estimate, want.lift.estimate, 0);
    }
    cvs_anytime_free(full);
    cvs_anytime_free(quick);
  }
}

static void the_lift_has_no_estimate_and_no_upper_end_without_conversions_of_the_control(void **state) {
  (void)state;
  cvs_anytime *sequence = anytime_start(&usual);

  const cvs_anytime_look look = anytime_add(sequence, pair_of(0, 50, 3, 50));

  assert_false(look.lift.has_estimate);
  assert_false(look.lift.has_upper);
  assert_true(look.lift.exists && look.lift.has_lower && look.lift.lower >= -1);
  cvs_anytime_free(sequence);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(terms_outside_their_domain_are_refused_with_a_sentence),
      cmocka_unit_test(a_block_that_cannot_be_is_refused_and_changes_nothing),
      cmocka_unit_test(the_p_value_runs_and_the_e_value_does_not),
      cmocka_unit_test(treatments_share_the_error),
      cmocka_unit_test(the_first_side_that_rejects_stays_and_a_second_one_empties_the_band),
      cmocka_unit_test(without_bands_all_else_is_the_same),
      cmocka_unit_test(the_lift_has_no_estimate_and_no_upper_end_without_conversions_of_the_control),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
