/* Units of a log that never took the step at which they would have entered. Expected by hand. */
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Of A: 1 goes all the way, 2 has no view, 3 none and leaves at the end; of B: 4 has no cart, 5 only leaves. 6 has a
 * view that names no variant, and the buy of 7 names none: of which arm they are, nobody says. */
static const char log_text[] = "time,user,event,variant\n"
                               "2026-01-01T00:00:01Z,1,view,A\n"
                               "2026-01-01T00:00:02Z,1,cart,A\n"
                               "2026-01-01T00:00:03Z,1,buy,A\n"
                               "2026-01-01T00:00:04Z,2,cart,A\n"
                               "2026-01-01T00:00:05Z,2,buy,A\n"
                               "2026-01-01T00:00:06Z,3,buy,A\n"
                               "2026-01-01T00:00:07Z,3,leave,A\n"
                               "2026-01-01T00:00:08Z,4,view,B\n"
                               "2026-01-01T00:00:09Z,4,buy,B\n"
                               "2026-01-01T00:00:10Z,5,leave,B\n"
                               "2026-01-01T00:00:11Z,6,view,\n"
                               "2026-01-01T00:00:12Z,6,buy,A\n"
                               "2026-01-01T00:00:13Z,7,buy,\n";

static cvs_read_options read_steps(void) {
  static const char *const steps[] = {"view", "cart", "buy"};
  return (cvs_read_options){.steps = {.step = steps, .count = 3}, .first_step_enters = true};
}

static void units_without_the_first_step_are_told_and_have_not_entered(void **state) {
  (void)state;
  const cvs_read_options options = read_steps();
  cvs_group group;

  cvs_dataset *dataset = read_good_text(log_text, &options);

  cvs_dataset_group(dataset, 0, &group);
  assert_int_equal(group.arm_count, 2);
  assert_int_equal(group.arm[0].visitors, 1);
  assert_int_equal(group.arm[1].visitors, 1);
  assert_memory_equal(group.arm_step, ((uint64_t[]){1, 1, 1, 1, 0, 0}), 6 * sizeof *group.arm_step);
  assert_memory_equal(group.arm_skipped, ((uint64_t[]){2, 0, 0, 0, 1, 0}), 6 * sizeof *group.arm_skipped);
  assert_memory_equal(group.arm_uncounted, ((uint64_t[]){0, 0, 0, 0, 0, 1}), 6 * sizeof *group.arm_uncounted);
  assert_int_equal(cvs_dataset_input(dataset)->quality.units, 2);
  cvs_dataset_free(dataset);
}

/* An exposure is no step: who was not exposed is no concern of the test. */
static void units_that_were_not_exposed_have_skipped_nothing(void **state) {
  (void)state;
  cvs_read_options options = read_steps();
  options.exposure_event = "cart";
  cvs_group group;

  cvs_dataset *dataset = read_good_text(log_text, &options);

  cvs_dataset_group(dataset, 0, &group);
  assert_int_equal(group.arm[0].visitors, 2); /* 1, from his cart on, and 2 */
  assert_memory_equal(group.arm_skipped, ((uint64_t[]){2, 0, 0}), 3 * sizeof *group.arm_skipped);
  cvs_dataset_free(dataset);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(units_without_the_first_step_are_told_and_have_not_entered),
      cmocka_unit_test(units_that_were_not_exposed_have_skipped_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
