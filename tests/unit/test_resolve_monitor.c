/* What the options of `monitor` mean together. */
#include "support/command_line.h"

/* The options of one command line, its words parted by spaces. */
typedef struct resolved {
  command_line given;
  cvs_monitor_options options;
} resolved;

static void resolve(resolved *r, const char *line) {
  static const cvs_option_group *const groups[] = {&cvs_options_monitor, &cvs_options_sequential,
                                                   &cvs_options_monitor_group, &cvs_options_monitor_anytime,
                                                   &cvs_options_monitor_arms};
  static const cvs_option_set set = {"monitor", groups, 5};
  memset(r, 0, sizeof *r);
  if (command_line_parse(&r->given, &set, line) == CVS_OK)
    r->given.status = cvs_arguments_monitor(&r->given.arguments, &r->options, &r->given.error);
}

static void assert_refused(const char *line, const char *message) {
  resolved r;
  resolve(&r, line);
  command_line_refused(&r.given, message);
}

static void without_options_every_day_is_looked_at_and_the_plan_is_left_to_say_the_rest(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "");

  assert_int_equal(r.given.status, CVS_OK);
  assert_int_equal(r.options.design, CVS_MONITOR_ANYTIME);
  assert_int_equal(r.options.sequence, CVS_SEQUENCE_EXACT);
  assert_true(r.options.alpha == 0);
  assert_false(r.options.has_alternative);
  assert_null(r.options.looks);
  assert_null(r.options.method);
  assert_int_equal(r.options.share_count, 0);
  command_line_end(&r.given);
}

static void confidence_is_one_less_alpha(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "--confidence 99%");

  assert_true(r.options.alpha == 0.01);
  command_line_end(&r.given);
}

static void every_sequence_of_the_registry_is_the_librarys_of_that_name(void **state) {
  (void)state;
  static const char *const lines[CVS_SEQUENCES] = {[CVS_SEQUENCE_EXACT] = "--sequence exact",
                                                   [CVS_SEQUENCE_ASYMPTOTIC] = "--sequence asymptotic",
                                                   [CVS_SEQUENCE_MSPRT] = "--sequence msprt"};
  resolved r;

  for (size_t i = 0; i < CVS_SEQUENCES; i++) {
    resolve(&r, lines[i]);

    assert_int_equal(r.given.status, CVS_OK);
    assert_int_equal(r.options.sequence, i);
    command_line_end(&r.given);
  }
}

static void looks_make_a_group_sequential_design(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "--looks 4 --max-sample-size 40k --futility nonbinding --alternative greater");

  assert_int_equal(r.given.status, CVS_OK);
  assert_int_equal(r.options.design, CVS_MONITOR_GROUP);
  assert_int_equal(r.options.looks->count, 4);
  assert_true(r.options.looks->information[1] == 0.5);
  assert_int_equal(r.options.looks->futility, CVS_FUTILITY_NONBINDING);
  assert_int_equal(r.options.visitors_max, 40000);
  assert_true(r.options.has_alternative);
  assert_int_equal(r.options.alternative, CVS_GREATER);
  command_line_end(&r.given);
}

static void the_same_design_may_be_said_twice_but_not_two_designs(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "--sprt --design sprt --mde 5%");

  assert_int_equal(r.given.status, CVS_OK);
  assert_int_equal(r.options.design, CVS_MONITOR_SPRT);
  command_line_end(&r.given);
  assert_refused("--sprt --maxsprt", "--maxsprt contradicts --sprt: expected one of them");
  assert_refused("--design anytime --sprt", "--sprt contradicts --design: expected one of them");
  assert_refused("--looks 3 --sprt", "--looks is for planned looks: it contradicts --sprt");
  assert_refused("--plan p.json --design anytime", "--plan is for planned looks: it contradicts --design");
}

static void a_plan_leaves_nothing_to_say_on_looks(void **state) {
  (void)state;

  assert_refused("--plan p.json --looks 3", "--looks contradicts --plan: the plan says when to look and when to stop");
  assert_refused("--plan p.json --max-sample-size 10k",
                 "--max-sample-size contradicts --plan: the plan says when to look and when to stop");
  assert_refused("--spending pocock",
                 "--spending is for a test with several looks, expected --looks K or --look-times");
}

static void allocation_changes_stand_in_the_order_of_their_days(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "--allocation-change 2024-09-01=A=50,B=50 --allocation-change 2024-08-01=A=80,B=20");

  assert_int_equal(r.given.status, CVS_OK);
  assert_int_equal(r.options.change_count, 2);
  assert_int_equal(r.options.change[0].date, 19936); /* days from 1970-01-01 to 2024-08-01: date -d counts them */
  assert_int_equal(r.options.change[1].date, 19967);
  assert_string_equal(r.options.change[0].share[1].name, "B");
  assert_true(r.options.change[0].share[1].weight == 20);
  command_line_end(&r.given);
}

static void an_allocation_change_is_a_day_and_named_shares(void **state) {
  (void)state;

  assert_refused("--allocation-change monday",
                 "--allocation-change: \"monday\" is not a day and a split (2026-12-01=A=50,B=50)");
  assert_refused("--allocation-change 2024-13-01=A=50,B=50",
                 "--allocation-change: \"2024-13-01\" is not a day of the calendar (2026-12-01)");
  assert_refused("--allocation-change 2024-08-01=50,50",
                 "--allocation-change: the shares of \"2024-08-01=50,50\" must be named (A=50,B=50)");
  assert_refused("--allocation-change 2024-08-01=A=1,B=1 --allocation-change 2024-08-01=A=1,B=2",
                 "--allocation-change: two changes on the same day, expected one");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_options_every_day_is_looked_at_and_the_plan_is_left_to_say_the_rest),
      cmocka_unit_test(confidence_is_one_less_alpha),
      cmocka_unit_test(every_sequence_of_the_registry_is_the_librarys_of_that_name),
      cmocka_unit_test(looks_make_a_group_sequential_design),
      cmocka_unit_test(the_same_design_may_be_said_twice_but_not_two_designs),
      cmocka_unit_test(a_plan_leaves_nothing_to_say_on_looks),
      cmocka_unit_test(allocation_changes_stand_in_the_order_of_their_days),
      cmocka_unit_test(an_allocation_change_is_a_day_and_named_shares),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
