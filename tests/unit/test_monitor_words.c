/* The sentences of `monitor`: what is said of each way a test can stand. */
#include "report/monitor_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Two arms, one comparison and two looks of a scene, free to be changed before it is spoken of. */
typedef struct stage {
  cvs_arm_result arm[3]; /* and the target */
  cvs_sample totals[2];
  cvs_monitor_comparison comparison[2];
  cvs_monitor_look look[2];
  cvs_monitor_treatment treatment[1];
  cvs_monitor_next next;
  cvs_monitor_group group;
  cvs_test_group frame;
  cvs_test_options question;
  cvs_monitor_options options;
  cvs_monitor_scene scene;
} stage;

static cvs_interval make_interval(double estimate, double lower, double upper) {
  return (cvs_interval){estimate, lower, upper, true, true, true, true};
}

static const int64_t FIRST_DAY = 19936; /* 2024-08-01 */

static void set_up(stage *s) {
  memset(s, 0, sizeof *s);
  s->arm[0] = (cvs_arm_result){.name = "control", .sample = {1000, 100}};
  s->arm[1] = (cvs_arm_result){.name = "green", .sample = {1010, 120}};
  s->arm[2] = (cvs_arm_result){.name = "the target"};
  for (size_t i = 0; i < 2; i++) {
    s->comparison[i] = (cvs_monitor_comparison){.treatment = 1, .p_value = {true, 0.2}};
    s->comparison[i].lift = make_interval(0.188, -0.04, 0.42);
    s->comparison[i].difference = make_interval(0.0188, -0.004, 0.042);
    s->look[i] = (cvs_monitor_look){
        .number = i + 1, .date = FIRST_DAY + 10 * (int64_t)i, .arm = s->totals, .comparison = &s->comparison[i]};
  }
  s->treatment[0] = (cvs_monitor_treatment){.treatment = 1, .look = 2};
  s->group = (cvs_monitor_group){.arm_count = 2,
                                 .arm = s->arm,
                                 .terms = {.alpha = 0.05},
                                 .first = FIRST_DAY,
                                 .last = FIRST_DAY + 10,
                                 .day_count = 11,
                                 .comparison_count = 1,
                                 .look_count = 2,
                                 .look = s->look,
                                 .treatment = s->treatment,
                                 .decided = SIZE_MAX};
  s->frame = (cvs_test_group){.arm_count = 2, .arm = s->arm};
  cvs_test_options_init(&s->question);
  s->scene = (cvs_monitor_scene){{NULL, &s->question, &s->frame, false, false}, &s->options, &s->group};
}

static void decide(stage *s, cvs_monitor_code code, cvs_monitor_reason reason) {
  s->group.code = code;
  s->group.reason = reason;
  s->treatment[0].code = code;
  s->treatment[0].reason = reason;
}

typedef void words(cvs_strbuf *out, const cvs_monitor_scene *scene);

static void expect(const stage *s, words *say, const char *sentence) {
  cvs_strbuf out = {0};
  say(&out, &s->scene);
  assert_string_equal(cvs_strbuf_text(&out), sentence);
  cvs_strbuf_free(&out);
}

static void a_test_that_goes_on_says_what_is_still_possible(void **state) {
  (void)state;
  stage s;
  set_up(&s);
  decide(&s, CVS_MONITOR_CONTINUE, CVS_REASON_GOES_ON);

  expect(&s, cvs_words_monitor_verdict,
         "Nothing is decided yet: green may be anywhere from 4% worse to 42% better than control.");
}

static void a_win_names_its_day_where_every_day_is_a_look(void **state) {
  (void)state;
  stage s;
  set_up(&s);
  decide(&s, CVS_MONITOR_STOP_WIN, CVS_REASON_BAND);
  s.group.decided = 0;
  s.comparison[1].lift.lower = 0.02;

  expect(&s, cvs_words_monitor_verdict, "green is between 2% and 42% better than control; decided on 2024-08-11.");
}

static void a_win_at_a_planned_look_names_it_and_uses_the_figures_that_allow_for_the_stop(void **state) {
  (void)state;
  stage s;
  set_up(&s);
  decide(&s, CVS_MONITOR_STOP_WIN, CVS_REASON_BOUND);
  s.group.decided = 0;
  s.options.design = CVS_MONITOR_GROUP;
  s.treatment[0].is_final = true;
  s.treatment[0].lift_adjusted = make_interval(0.16, 0.01, 0.31);

  expect(&s, cvs_words_monitor_verdict,
         "green is between 1% and 31% better than control; decided at look 2 (2024-08-11).");
  expect(&s, cvs_words_monitor_advice,
         "Stop, and ship green. Allowing for the early stop, expect about +16%; count on the lower end, +1%.");
}

static void harm_and_an_end_without_a_decision_keep_the_control(void **state) {
  (void)state;
  stage s;
  set_up(&s);
  decide(&s, CVS_MONITOR_STOP_HARM, CVS_REASON_BAND);
  s.comparison[1].lift = make_interval(-0.2, -0.3, -0.1);

  expect(&s, cvs_words_monitor_verdict, "green is between 10% and 30% worse than control; decided on 2024-08-11.");
  expect(&s, cvs_words_monitor_advice, "Stop now: green does harm. Keep control.");

  decide(&s, CVS_MONITOR_STOP_INCONCLUSIVE, CVS_REASON_END);
  s.comparison[1].lift = make_interval(0.0, -0.1, 0.1);

  expect(&s, cvs_words_monitor_verdict,
         "The planned end is reached without a decision: green may be anywhere from 10% worse to 10% better than "
         "control; decided on 2024-08-11.");
}

static void futility_says_which_effect_is_out_of_reach(void **state) {
  (void)state;
  stage s;
  set_up(&s);
  decide(&s, CVS_MONITOR_STOP_FUTILITY, CVS_REASON_MDE_OUT);
  s.options.mde = 0.5;

  expect(&s, cvs_words_monitor_verdict,
         "A lift of 50% is out of reach: green may be anywhere from 4% worse to 42% better than control; decided on "
         "2024-08-11.");
}

static void only_where_every_day_is_allowed_for_may_one_look_at_will(void **state) {
  (void)state;
  stage s;
  set_up(&s);
  decide(&s, CVS_MONITOR_CONTINUE, CVS_REASON_GOES_ON);
  s.options.design = CVS_MONITOR_SPRT;

  expect(&s, cvs_words_monitor_advice, "Go on, and look again whenever you like: every day is allowed for.");
  s.options.design = CVS_MONITOR_GROUP;
  expect(&s, cvs_words_monitor_advice,
         "Nothing is decided and no planned look is left: end the test, and say so with --ended.");
}

static void a_test_for_a_drop_that_finds_none_has_nothing_against_the_treatment(void **state) {
  (void)state;
  stage s;
  set_up(&s);
  s.group.terms.alternative = CVS_LESS;
  s.options.design = CVS_MONITOR_SPRT;
  s.options.mde = 0.1;
  decide(&s, CVS_MONITOR_STOP_FUTILITY, CVS_REASON_NULL);

  expect(&s, cvs_words_monitor_advice,
         "The test is over. It asked for a drop alone and has not found it: that is no reason to keep control, nor "
         "proof that green is better.");
  expect(&s, cvs_words_monitor_caution, "Given up is a drop of 10%; a smaller one may still be real.");
}

static void a_ratio_test_without_interval_gives_its_estimate(void **state) {
  (void)state;
  stage s;
  set_up(&s);
  decide(&s, CVS_MONITOR_CONTINUE, CVS_REASON_GOES_ON);
  s.options.design = CVS_MONITOR_SPRT;
  s.frame.control = 2;
  s.group.control = SIZE_MAX;
  for (size_t i = 0; i < 2; i++) {
    s.comparison[i].lift = (cvs_interval){.estimate = 0.12, .has_estimate = true, .exists = true};
    s.comparison[i].difference = (cvs_interval){0};
  }

  expect(&s, cvs_words_monitor_verdict, "Nothing is decided yet: green stands at +12.0% against the target.");
}

static void a_band_that_has_closed_leaves_the_last_one_and_a_caution(void **state) {
  (void)state;
  stage s;
  set_up(&s);
  decide(&s, CVS_MONITOR_STOP_WIN, CVS_REASON_BAND);
  s.group.decided = 0;
  s.comparison[0].lift.lower = 0.02;
  s.comparison[1].lift = (cvs_interval){0};
  s.comparison[1].difference = (cvs_interval){0};

  expect(&s, cvs_words_monitor_verdict, "green is between 2% and 42% better than control; decided on 2024-08-11.");
  expect(&s, cvs_words_monitor_caution,
         "The estimate of all days has left the band: the effect has changed over time, the data are at fault, or this "
         "is one of the few tests that go wrong. Look at each week by itself.");
}

static void a_broken_split_names_the_day_it_most_likely_broke(void **state) {
  (void)state;
  stage s;
  set_up(&s);
  decide(&s, CVS_MONITOR_INVALID, CVS_REASON_SPLIT);
  s.group.break_date = FIRST_DAY + 3;
  s.group.srm_p_value = (cvs_maybe){true, 1e-7};

  expect(&s, cvs_words_monitor_verdict,
         "The split of visitors is not the intended one, most likely since 2024-08-04 (p = 1.0e-7): somebody was lost "
         "or counted twice, and the figures below cannot be trusted.");
}

static void what_is_due_is_said_with_how_much_is_missing(void **state) {
  (void)state;
  stage s;
  set_up(&s);
  decide(&s, CVS_MONITOR_CONTINUE, CVS_REASON_GOES_ON);
  s.options.design = CVS_MONITOR_GROUP;
  s.next = (cvs_monitor_next){.look = 3,
                              .looks = 5,
                              .visitors_total = 3000,
                              .visitors_end = 5000,
                              .has_date = true,
                              .date = FIRST_DAY + 16,
                              .date_end = FIRST_DAY + 27};
  s.group.next = &s.next;

  expect(&s, cvs_words_monitor_advice,
         "Go on. Look 3 of 5 is due at 3,000 visitors, 990 more (2024-08-17 at the pace so far); the test ends at "
         "5,000 visitors (2024-08-28 at the pace so far).");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_test_that_goes_on_says_what_is_still_possible),
      cmocka_unit_test(a_win_names_its_day_where_every_day_is_a_look),
      cmocka_unit_test(a_win_at_a_planned_look_names_it_and_uses_the_figures_that_allow_for_the_stop),
      cmocka_unit_test(harm_and_an_end_without_a_decision_keep_the_control),
      cmocka_unit_test(futility_says_which_effect_is_out_of_reach),
      cmocka_unit_test(only_where_every_day_is_allowed_for_may_one_look_at_will),
      cmocka_unit_test(a_test_for_a_drop_that_finds_none_has_nothing_against_the_treatment),
      cmocka_unit_test(a_ratio_test_without_interval_gives_its_estimate),
      cmocka_unit_test(a_band_that_has_closed_leaves_the_last_one_and_a_caution),
      cmocka_unit_test(a_broken_split_names_the_day_it_most_likely_broke),
      cmocka_unit_test(what_is_due_is_said_with_how_much_is_missing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
