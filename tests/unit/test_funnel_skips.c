/* Users who took a later step without an earlier one, arm by arm. */
#include "support/assert_close.h"
#include "support/funnel_fixture.h"

#include "base/strbuf.h"

#include <math.h>

enum { USERS = 4000 }; /* of each arm */

/* All view, half of them have a cart, of which a third buys; and `gaps` more buy without a cart. */
static void add_arm(cvs_strbuf *out, const char *name, int gaps) {
  for (int i = 0; i < USERS; i++) {
    const bool gap = i % 2 == 1 && i / 2 < gaps;
    cvs_strbuf_addf(out, "%s%d,%s,1,%d,%d\n", name, i, name, i % 2 == 0, gap || i % 6 == 0);
  }
}

static void analyse_gaps(funnel_fixture *f, int control, int treatment) {
  cvs_strbuf text = {0};
  cvs_strbuf_add(&text, "user,variant,view,cart,buy\n");
  add_arm(&text, "a", control);
  add_arm(&text, "b", treatment);
  analyse_funnel(f, cvs_strbuf_text(&text), 3);
  cvs_strbuf_free(&text);
}

/* 0 and 20 where 10 and 10 were expected: 2 x 0.5^20 (exact binomial), times two steps. */
static void arms_that_differ_by_more_than_chance_decide_nothing(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);

  analyse_gaps(&f, 0, 20);

  assert_int_equal(f.group.arm[1].step[1].skipped, 20);
  assert_true(f.group.arm[1].step[1].has_skipped);
  assert_false(f.group.arm[1].step[2].has_skipped);
  assert_int_equal(f.group.skips.step, 1);
  assert_close(f.group.skips.p_value, 4 * pow(0.5, 20), 1e-9);
  assert_close(f.group.skips.ln_p_value, log(4) + 20 * log(0.5), 1e-9);
  assert_true(f.group.skips.unequal && f.group.skips.notable);
  assert_int_equal(f.group.frame.decision, CVS_DECIDE_INVALID);
  assert_int_equal(f.group.frame.gate_data_quality, CVS_YES);
  assert_int_equal(f.group.frame.gate_not_won, CVS_YES);
  assert_int_equal(count_findings(&f, CVS_FINDING_STEPS_SKIPPED), 1);
  finish_funnel(&f);
}

/* 5 and 15: 2 x P(X <= 5) of Binomial(20, 1/2) = 2 x 21700 / 2^20, times two steps. */
static void a_difference_that_may_be_chance_is_a_matter_of_data_quality(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);

  analyse_gaps(&f, 5, 15);

  assert_close(f.group.skips.p_value, 4 * 21700 * pow(0.5, 20), 1e-9);
  assert_false(f.group.skips.unequal);
  assert_true(f.group.skips.notable); /* 20 of 8,000 */
  assert_int_equal(f.group.frame.decision, CVS_DECIDE_INCONCLUSIVE);
  assert_int_equal(f.group.frame.gate_data_quality, CVS_YES);
  finish_funnel(&f);
}

/* 8 of 8,000 are one in a thousand, and not more. */
static void a_few_odd_users_are_told_and_nothing_else(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);

  analyse_gaps(&f, 4, 4);

  assert_true(f.group.skips.exists);
  assert_false(f.group.skips.notable || f.group.skips.unequal);
  assert_int_equal(f.group.frame.gate_data_quality, CVS_NO);
  assert_int_equal(count_findings(&f, CVS_FINDING_STEPS_SKIPPED), 1);
  finish_funnel(&f);
}

static void a_step_that_may_be_left_out_is_not_skipped_and_counts_know_nothing(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);
  f.options.optional = 2;

  analyse_gaps(&f, 0, 20);
  assert_false(f.group.skips.exists);
  assert_false(f.group.arm[1].step[1].has_skipped);
  finish_funnel(&f);
  f.options.optional = 0;
  analyse_funnel(&f, funnel_text, 3);

  assert_false(f.group.skips.exists);
  assert_false(f.group.arm[1].step[1].has_skipped);
  assert_int_equal(f.group.frame.gate_data_quality, CVS_NO);
  finish_funnel(&f);
}

static void one_arm_has_nothing_to_be_compared_with(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);

  analyse_funnel(&f, "user,variant,view,cart,buy\n1,a,1,0,1\n2,a,1,1,1\n", 3);

  assert_true(f.group.skips.exists && f.group.skips.notable);
  assert_false(f.group.skips.has_test || f.group.skips.unequal);
  finish_funnel(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(arms_that_differ_by_more_than_chance_decide_nothing),
      cmocka_unit_test(a_difference_that_may_be_chance_is_a_matter_of_data_quality),
      cmocka_unit_test(a_few_odd_users_are_told_and_nothing_else),
      cmocka_unit_test(a_step_that_may_be_left_out_is_not_skipped_and_counts_know_nothing),
      cmocka_unit_test(one_arm_has_nothing_to_be_compared_with),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
