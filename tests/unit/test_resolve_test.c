/* What the options of a comparison mean together. */
#include "support/command_line.h"

/* The options of one command line, its words parted by spaces. */
typedef struct resolved {
  command_line given;
  cvs_test_options options;
} resolved;

static void resolve(resolved *r, const char *line) {
  static const cvs_option_group *const groups[] = {&cvs_options_test, &cvs_options_question};
  static const cvs_option_set set = {"test", groups, 2};
  memset(r, 0, sizeof *r);
  if (command_line_parse(&r->given, &set, line) == CVS_OK)
    r->given.status = cvs_arguments_test(&r->given.arguments, &r->options, &r->given.error);
}

static void assert_refused(const char *line, const char *message) {
  resolved r;
  resolve(&r, line);
  command_line_refused(&r.given, message);
}

static void without_options_the_library_defaults_hold(void **state) {
  (void)state;
  cvs_test_options defaults;
  cvs_test_options_init(&defaults);
  resolved r;

  resolve(&r, "");

  assert_int_equal(r.given.status, CVS_OK);
  assert_true(r.options.alpha == defaults.alpha);
  assert_int_equal(r.options.alternative, defaults.alternative);
  assert_string_equal(r.options.method, defaults.method);
  assert_string_equal(r.options.interval, defaults.interval);
  assert_string_equal(r.options.rate_interval, defaults.rate_interval);
  assert_string_equal(r.options.adjust, defaults.adjust);
  assert_int_equal(r.options.all_pairs, defaults.all_pairs);
  assert_int_equal(r.options.aim, defaults.aim);
  assert_int_equal(r.options.share_count, 0);
  assert_true(r.options.mde == 0);
  assert_null(r.options.control);
  command_line_end(&r.given);
}

static void confidence_is_one_less_alpha_to_the_last_digit(void **state) {
  (void)state;
  /* 1 - 0.95 and 1 - 0.999 are not the doubles 0.05 and 0.001 */
  static const struct {
    const char *line;
    double alpha;
  } rows[] = {{"--confidence 95%", 0.05},    {"--confidence 0.999", 0.001}, {"--confidence 90%", 0.1},
              {"--confidence 99.9%", 0.001}, {"--confidence 0.5", 0.5},     {"--alpha 1%", 0.01}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    resolved r;

    resolve(&r, rows[i].line);

    assert_int_equal(r.given.status, CVS_OK);
    assert_true(r.options.alpha == rows[i].alpha);
    command_line_end(&r.given);
  }
}

static void alpha_and_confidence_may_say_the_same(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "--alpha 0.1 --confidence 90%");

  assert_int_equal(r.given.status, CVS_OK);
  assert_true(r.options.alpha == 0.1);
  command_line_end(&r.given);
  assert_refused("--alpha 0.05 --confidence 90%",
                 "--alpha 0.05 contradicts --confidence 90%: expected alpha = 1 - confidence");
}

static void a_bare_margin_is_a_lift_unless_its_scale_is_named(void **state) {
  (void)state;
  resolved lift;
  resolved difference;

  resolve(&lift, "--margin -0.02");
  resolve(&difference, "--margin -0.02 --margin-scale difference");

  assert_int_equal(lift.given.status, CVS_OK);
  assert_int_equal(lift.options.aim, CVS_AIM_NONINFERIORITY);
  assert_int_equal(lift.options.margin_scale, CVS_LIFT);
  assert_true(lift.options.margin_lower == -0.02);
  assert_int_equal(difference.given.status, CVS_OK);
  assert_int_equal(difference.options.margin_scale, CVS_DIFFERENCE);
  command_line_end(&lift.given);
  command_line_end(&difference.given);
}

static void points_make_a_margin_a_difference(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "--equivalence 0.5pp");

  assert_int_equal(r.given.status, CVS_OK);
  assert_int_equal(r.options.aim, CVS_AIM_EQUIVALENCE);
  assert_int_equal(r.options.margin_scale, CVS_DIFFERENCE);
  assert_true(r.options.margin_lower == -0.005);
  assert_true(r.options.margin_upper == 0.005);
  command_line_end(&r.given);
  assert_refused("--margin -0.5pp --margin-scale lift",
                 "--margin-scale lift contradicts the margin -0.5pp: pp is a difference of rates");
  assert_refused("--equivalence -2%,0.5pp",
                 "--equivalence: \"-2%,0.5pp\" mixes units, expected both ends in % or both in pp");
}

static void margins_that_contradict_are_refused(void **state) {
  (void)state;
  assert_refused("--margin -2% --equivalence 2%", "--margin contradicts --equivalence: expected one of them");
  assert_refused("--margin-scale lift", "--margin-scale lift has no margin: expected --margin or --equivalence");
}

static void contradictions_of_method_and_side_are_refused(void **state) {
  (void)state;
  static const char *const lines[] = {"--margin -2% --alternative greater",
                                      "--equivalence 2% --alternative less",
                                      "--adjust dunnett --method fisher",
                                      "--adjust dunnett-stepdown --method boschloo",
                                      "--adjust dunnett --pairs all",
                                      "--pairs all --alternative greater",
                                      "--equivalence 2% --pairs all",
                                      "--equivalence 2% --alpha 0.6",
                                      "--equivalence 200% --margin-scale difference"};
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    resolved r;

    resolve(&r, lines[i]);

    assert_int_equal(r.given.status, CVS_EUSAGE);
    command_line_end(&r.given);
  }
}

static void unequal_shares_are_named(void **state) {
  (void)state;
  resolved named;
  resolved equal;

  resolve(&named, "--allocation control=90,new=10");
  resolve(&equal, "--allocation 1,1,1");

  assert_int_equal(named.given.status, CVS_OK);
  assert_int_equal(named.options.share_count, 2);
  assert_string_equal(named.options.share[1].name, "new");
  assert_int_equal(equal.given.status, CVS_OK);
  assert_int_equal(equal.options.share_count, 3);
  command_line_end(&named.given);
  command_line_end(&equal.given);
  assert_refused("--allocation 90,10",
                 "--allocation: unequal shares \"90,10\" must be named (control=90,treatment=10)");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_options_the_library_defaults_hold),
      cmocka_unit_test(confidence_is_one_less_alpha_to_the_last_digit),
      cmocka_unit_test(alpha_and_confidence_may_say_the_same),
      cmocka_unit_test(a_bare_margin_is_a_lift_unless_its_scale_is_named),
      cmocka_unit_test(points_make_a_margin_a_difference),
      cmocka_unit_test(margins_that_contradict_are_refused),
      cmocka_unit_test(contradictions_of_method_and_side_are_refused),
      cmocka_unit_test(unequal_shares_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
