/* `funnel` as a whole: options, the entry, what is decided. */
#include "support/assert_close.h"
#include "support/funnel_fixture.h"

#include <math.h>
#include <string.h>

static void everything_is_there_for_every_arm_and_treatment(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);

  analyse_funnel(&f, funnel_text, 3);

  assert_int_equal(f.group.step_count, 3);
  assert_string_equal(f.group.step[1], "cart");
  assert_int_equal(f.group.frame.arm_count, 3);
  assert_int_equal(f.group.comparison_count, 2);
  assert_string_equal(f.group.adjust->id, "holm");
  assert_int_equal(f.group.frame.comparison_count, 2);
  /* the frame is about the end of the funnel */
  assert_int_equal(f.group.frame.arm[1].sample.visitors, 50200);
  assert_int_equal(f.group.frame.arm[1].sample.conversions, 5300);
  assert_close(f.group.frame.arm[1].rate.estimate, 5300.0 / 50200, 1e-15);
  assert_true(f.group.frame.has_srm && !f.group.frame.srm_mismatch);
  assert_int_equal(f.group.frame.decision, CVS_DECIDE_SHIP);
  assert_int_equal(f.group.frame.decided, 0);
  finish_funnel(&f);
}

static void a_treatment_that_loses_users_before_the_first_step_is_a_broken_test(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);

  analyse_funnel(&f, "variant,visitors,view,cart\ncontrol,50000,20000,9000\ngreen,47000,20000,9300\n", 2);

  assert_true(f.group.frame.srm_mismatch);
  assert_int_equal(f.group.frame.decision, CVS_DECIDE_INVALID);
  assert_int_equal(f.group.frame.gate_srm, CVS_YES);
  assert_int_equal(count_findings(&f, CVS_FINDING_SRM_MISMATCH), 1);
  finish_funnel(&f);
}

/* Fewer users at a later step is what a treatment does, not a broken split. */
static void the_split_is_never_read_into_later_steps(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);

  analyse_funnel(&f, "variant,visitors,view,cart\ncontrol,50000,30000,9000\ngreen,50000,20000,9300\n", 2);

  assert_close(f.group.frame.srm.p_value, 1, 1e-12);
  assert_int_equal(count_findings(&f, CVS_FINDING_SRM_MISMATCH), 0);
  finish_funnel(&f);
}

static void one_arm_is_described_and_nothing_is_compared(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);

  analyse_funnel(&f, "variant,visitors,view,cart\nall,90400,45200,6030\n", 2);

  assert_int_equal(f.group.comparison_count, 0);
  assert_false(f.group.frame.data_broken);
  assert_int_equal(f.group.frame.decision, CVS_DECIDE_INCONCLUSIVE);
  assert_close(f.group.arm[0].step[1].from_previous.estimate, 6030.0 / 45200, 1e-15);
  assert_int_equal(f.group.bottleneck.first, 1);
  finish_funnel(&f);
}

static void an_empty_control_breaks_the_group_but_not_the_run(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);

  analyse_funnel(&f, "variant,visitors,view,cart\ncontrol,0,0,0\ngreen,100,50,20\n", 2);

  assert_true(f.group.frame.data_broken);
  assert_int_equal(f.group.frame.decision, CVS_DECIDE_INVALID);
  assert_false(f.group.comparison[0].split.complete || f.group.comparison[0].step[0].from_start->has_test);
  assert_int_equal(f.group.bottleneck.first, SIZE_MAX);
  finish_funnel(&f);
}

/* Arms of `by` groups are analysed one after the other; what the first left behind must not show. */
static void groups_are_analysed_for_themselves(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);
  static const char *const names[] = {"view", "buy"};
  static const char *const by[] = {"device"};
  const cvs_read_options read = {.steps = {.step = names, .count = 2}, .by = by, .by_count = 1};
  f.dataset = read_good_text("device,variant,visitors,view,buy\nphone,a,1000,500,100\nphone,b,1000,520,130\n"
                             "desk,a,800,300,90\ndesk,b,810,280,80\n",
                             &read);
  assert_int_equal(cvs_funnel_new(f.dataset, &f.options, &f.run, &f.error), CVS_OK);

  for (int pass = 0; pass < 2; pass++) {
    assert_int_equal(cvs_funnel_analyse(f.run, 0, &f.group, &f.error), CVS_OK);
    assert_int_equal(f.group.arm[1].step[1].users, 130);
    assert_int_equal(cvs_funnel_analyse(f.run, 1, &f.group, &f.error), CVS_OK);
    assert_int_equal(f.group.arm[1].step[1].users, 80);
    assert_int_equal(f.group.frame.finding_count, 0);
  }
  finish_funnel(&f);
}

static void refused(cvs_funnel_options options, const char *message) {
  cvs_error error = {0};

  assert_int_equal(cvs_funnel_options_check(&options, &error), CVS_EUSAGE);

  assert_string_equal(error.message, message);
}

static cvs_funnel_options usual(void) {
  cvs_funnel_options options;
  cvs_funnel_options_init(&options);
  return options;
}

static void options_that_cannot_be_meant_are_refused(void **state) {
  (void)state;
  const cvs_funnel_setting zero = {"cart", 0}, two = {"cart", 2}, all_lost = {"cart", -1}, negative = {"cart", -0.5};
  cvs_funnel_options options = usual();
  assert_int_equal(cvs_funnel_options_check(&options, NULL), CVS_OK);
  options.benchmark = &two, options.benchmark_count = 1;
  refused(options, "--benchmark cart is 2, expected a rate above 0 and at most 1");
  options = usual();
  options.what_if = &zero, options.what_if_count = 1;
  refused(options, "--what-if cart is 0%, expected a lift above -100% that is not 0");
  options.what_if = &all_lost;
  refused(options, "--what-if cart is -100%, expected a lift above -100% that is not 0");
  options.what_if_count = 33; /* is said before any of them is read */
  refused(options, "--what-if has 33 changes, expected at most 32");
  options = usual();
  options.cost = &negative, options.cost_count = 1;
  refused(options, "--cost cart is -0.5, expected 0 or more");
  options = usual();
  options.value = NAN;
  refused(options, "the value of a conversion is nan, expected more than 0");
  options = usual();
  options.test.aim = CVS_AIM_NONINFERIORITY;
  refused(options, "a funnel asks for differences, expected no margin");
  options = usual();
  options.test.all_pairs = true;
  refused(options, "a funnel compares treatments with one control, expected no --pairs or --trend");
  options = usual();
  options.test.adjust = "wish";
  refused(options, "--adjust \"wish\" is not known");
}

static void joint_methods_of_one_step_are_refused_for_several(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);
  f.options.test.adjust = "dunnett";

  assert_int_equal(try_funnel(&f, funnel_text, 3), CVS_EUSAGE);

  assert_string_equal(f.error.message,
                      "--adjust dunnett joins treatments at one step of known counts, expected holm or another "
                      "that needs no correlations");
  finish_funnel(&f);
  start_funnel(&f);
  f.options.test.adjust = "dunnett";
  analyse_funnel(&f, funnel_text, 1);
  assert_string_equal(f.group.adjust->id, "dunnett");
  finish_funnel(&f);
}

static void strata_are_refused(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);
  static const char *const names[] = {"view"};
  static const char *const stratify[] = {"device"};
  const cvs_read_options read = {.steps = {.step = names, .count = 1}, .stratify = stratify, .stratify_count = 1};
  f.dataset = read_good_text("device,variant,visitors,view\nphone,a,100,50\nphone,b,100,52\n", &read);

  assert_int_equal(cvs_funnel_new(f.dataset, &f.options, &f.run, &f.error), CVS_EUSAGE);

  assert_null(f.run);
  assert_string_equal(f.error.message, "a funnel is read over all users together, expected no --stratify");
  finish_funnel(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(everything_is_there_for_every_arm_and_treatment),
      cmocka_unit_test(a_treatment_that_loses_users_before_the_first_step_is_a_broken_test),
      cmocka_unit_test(the_split_is_never_read_into_later_steps),
      cmocka_unit_test(one_arm_is_described_and_nothing_is_compared),
      cmocka_unit_test(an_empty_control_breaks_the_group_but_not_the_run),
      cmocka_unit_test(groups_are_analysed_for_themselves),
      cmocka_unit_test(options_that_cannot_be_meant_are_refused),
      cmocka_unit_test(joint_methods_of_one_step_are_refused_for_several),
      cmocka_unit_test(strata_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
