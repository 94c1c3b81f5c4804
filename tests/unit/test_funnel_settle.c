/* The steps of a funnel and what the options say of them. */
#include "support/assert_close.h"
#include "support/funnel_fixture.h"

static void refuse(funnel_fixture *f, size_t steps, const char *message) {
  assert_int_equal(try_funnel(f, funnel_text, steps), CVS_EUSAGE);
  assert_string_equal(f->error.message, message);
  finish_funnel(f);
}

static void data_without_steps_are_no_funnel(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);
  f.dataset = read_good_text("variant,visitors,conversions\na,100,5\nb,100,6\n", NULL);

  assert_int_equal(cvs_funnel_new(f.dataset, &f.options, &f.run, &f.error), CVS_EUSAGE);

  assert_string_equal(f.error.message,
                      "the data have no steps, expected --steps A,B,C: events, or columns of users or counts");
  finish_funnel(&f);
}

static void a_setting_of_no_step_names_the_steps_there_are(void **state) {
  (void)state;
  const cvs_funnel_setting setting = {"pay", 0.5};
  funnel_fixture f;
  start_funnel(&f);
  f.options.benchmark = &setting, f.options.benchmark_count = 1;
  refuse(&f, 3, "--benchmark \"pay\" is not a step of the funnel, expected one of: view, cart, buy");
  start_funnel(&f);
  f.options.what_if = &setting, f.options.what_if_count = 1;
  refuse(&f, 2, "--what-if \"pay\" is not a step of the funnel, expected one of: view, cart");
  start_funnel(&f);
  f.options.cost = &setting, f.options.cost_count = 1;
  refuse(&f, 1, "--cost \"pay\" is not a step of the funnel, expected one of: view");
}

static void a_step_has_one_cost_and_one_benchmark(void **state) {
  (void)state;
  const cvs_funnel_setting twice[] = {{"view", 0.5}, {"view", 0.6}};
  funnel_fixture f;
  start_funnel(&f);
  f.options.cost = twice, f.options.cost_count = 2;
  refuse(&f, 2, "--cost is given twice for the step \"view\", expected once");
  start_funnel(&f);
  f.options.benchmark = twice, f.options.benchmark_count = 2;
  refuse(&f, 2, "--benchmark is given twice for the step \"view\", expected once");
  start_funnel(&f);
  f.options.what_if = twice, f.options.what_if_count = 2;
  analyse_funnel(&f, funnel_text, 2);
  finish_funnel(&f);
}

static void the_last_step_cannot_be_left_out(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);
  f.options.optional = 4;
  refuse(&f, 3, "the last step \"buy\" may be left out, expected one that is the conversion");
  start_funnel(&f);
  f.options.optional = 4;
  refuse(&f, 2, "a step that may be left out is beyond the last, expected 2 steps or less");
}

/* More users buy than were in the cart, which may be left out. */
static void steps_behind_one_that_may_be_left_out_are_read_against_the_one_before_it(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);
  f.options.optional = 2;

  analyse_funnel(&f, "variant,visitors,view,cart,buy\na,1000,500,90,100\nb,1000,520,80,120\n", 3);

  const cvs_funnel_step *step = f.group.arm[0].step;
  assert_int_equal(step[0].before, SIZE_MAX);
  assert_int_equal(step[1].before, 0);
  assert_int_equal(step[2].before, 0);
  assert_close(step[1].from_previous.estimate, 90.0 / 500, 1e-15);
  assert_close(step[2].from_previous.estimate, 100.0 / 500, 1e-15);
  const cvs_funnel_comparison *buyers = &f.group.comparison[0];
  assert_int_equal(buyers->split.count, 2);
  assert_true(buyers->step[0].term.exists && buyers->step[2].term.exists);
  assert_false(buyers->step[1].term.exists);
  assert_close_abs(buyers->step[0].term.estimate + buyers->step[2].term.estimate, 0.1823215567939546, 1e-14);
  assert_false(f.group.bottleneck.leak[1].has_gained);
  finish_funnel(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(data_without_steps_are_no_funnel),
      cmocka_unit_test(a_setting_of_no_step_names_the_steps_there_are),
      cmocka_unit_test(a_step_has_one_cost_and_one_benchmark),
      cmocka_unit_test(the_last_step_cannot_be_left_out),
      cmocka_unit_test(steps_behind_one_that_may_be_left_out_are_read_against_the_one_before_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
