/* What the options of `bayes` mean together. */
#include "support/command_line.h"

/* The options of one command line, its words parted by spaces. */
typedef struct resolved {
  command_line given;
  cvs_bayes_options options;
} resolved;

static void resolve(resolved *r, const char *line) {
  static const cvs_option_group *const groups[] = {&cvs_options_bayes, &cvs_options_prior, &cvs_options_bayes_gates};
  static const cvs_option_set set = {"bayes", groups, 3};
  memset(r, 0, sizeof *r);
  if (command_line_parse(&r->given, &set, line) == CVS_OK)
    r->given.status = cvs_arguments_bayes(&r->given.arguments, &r->options, &r->given.error);
}

static void assert_refused(const char *line, const char *message) {
  resolved r;
  resolve(&r, line);
  command_line_refused(&r.given, message);
}

static void without_options_the_library_defaults_hold(void **state) {
  (void)state;
  cvs_bayes_options defaults;
  cvs_bayes_options_init(&defaults);
  resolved r;

  resolve(&r, "");

  assert_int_equal(r.given.status, CVS_OK);
  assert_true(r.options.alpha == defaults.alpha);
  assert_int_equal(r.options.prior_kind, CVS_PRIOR_JEFFREYS);
  assert_true(r.options.prior.alpha == 0.5 && r.options.prior.beta == 0.5);
  assert_false(r.options.has_rope || r.options.highest_density);
  assert_true(r.options.lift_sd == 0 && r.options.loss_threshold == 0);
  assert_int_equal(r.options.planned, 0);
  assert_null(cvs_arguments_past(&r.given.arguments));
  command_line_end(&r.given);
}

static void a_prior_is_a_word_two_shapes_or_a_mean_and_its_weight(void **state) {
  (void)state;
  resolved uniform, shapes, mean;

  resolve(&uniform, "--prior uniform");
  resolve(&shapes, "--prior 3,97.5");
  resolve(&mean, "--prior-mean 3% --prior-visitors 500");

  assert_int_equal(uniform.options.prior_kind, CVS_PRIOR_UNIFORM);
  assert_true(uniform.options.prior.alpha == 1 && uniform.options.prior.beta == 1);
  assert_int_equal(shapes.options.prior_kind, CVS_PRIOR_SHAPES);
  assert_true(shapes.options.prior.alpha == 3 && shapes.options.prior.beta == 97.5);
  assert_int_equal(mean.options.prior_kind, CVS_PRIOR_MEAN);
  assert_true(mean.options.prior.alpha == 15 && mean.options.prior.beta == 485);
  command_line_end(&uniform.given);
  command_line_end(&shapes.given);
  command_line_end(&mean.given);
}

static void a_past_is_a_path(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "--prior from:past.csv --prior-by test");

  assert_int_equal(r.given.status, CVS_OK);
  assert_string_equal(cvs_arguments_past(&r.given.arguments), "past.csv");
  assert_int_equal(r.options.prior_kind, CVS_PRIOR_PAST);
  command_line_end(&r.given);
}

static void a_threshold_may_be_said_in_points_or_as_a_number(void **state) {
  (void)state;
  resolved points, number;

  resolve(&points, "--loss-threshold 0.1pp");
  resolve(&number, "--loss-threshold 0.001");

  assert_true(points.options.loss_threshold == 0.001);
  assert_true(number.options.loss_threshold == 0.001);
  command_line_end(&points.given);
  command_line_end(&number.given);
}

static void a_region_of_one_number_reaches_as_far_on_both_sides(void **state) {
  (void)state;
  resolved one, two;

  resolve(&one, "--rope 2%");
  resolve(&two, "--rope -1%,3%");

  assert_true(one.options.has_rope && one.options.rope[0] == -0.02 && one.options.rope[1] == 0.02);
  assert_true(two.options.rope[0] == -0.01 && two.options.rope[1] == 0.03);
  command_line_end(&one.given);
  command_line_end(&two.given);
}

static void contradictions_are_refused(void **state) {
  (void)state;

  assert_refused("--prior 1,1 --prior-mean 3% --prior-visitors 100",
                 "--prior contradicts --prior-mean: expected one of them");
  assert_refused("--prior-visitors 100", "--prior-mean RATE and --prior-visitors N belong together: one is missing");
  assert_refused("--prior-by test", "--prior-by is for --prior from:FILE");
  assert_refused("--prior from:", "--prior: \"from:\" names no file, expected from:FILE");
  assert_refused("--prior 1,2,3",
                 "--prior: \"1,2,3\" is not jeffreys, uniform, A,B (two numbers from 0.1 to 1e+13) or from:FILE");
  assert_refused("--prior 5%,1",
                 "--prior: \"5%,1\" is not jeffreys, uniform, A,B (two numbers from 0.1 to 1e+13) or from:FILE");
  assert_refused("--alpha 0.1 --confidence 0.95",
                 "--alpha 0.1 contradicts --confidence 0.95: expected alpha = 1 - confidence");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_options_the_library_defaults_hold),
      cmocka_unit_test(a_prior_is_a_word_two_shapes_or_a_mean_and_its_weight),
      cmocka_unit_test(a_past_is_a_path),
      cmocka_unit_test(a_threshold_may_be_said_in_points_or_as_a_number),
      cmocka_unit_test(a_region_of_one_number_reaches_as_far_on_both_sides),
      cmocka_unit_test(contradictions_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
