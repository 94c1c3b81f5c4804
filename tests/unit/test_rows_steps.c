/* Columns of steps: which tell of a gap. What counts is in test_rows_users.c. */
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const char *const steps[] = {"view", "cart", "buy"};

static void check_skipped(const char *text, const cvs_read_options *options, const uint64_t *want) {
  cvs_dataset *const dataset = read_good_text(text, options);
  cvs_group group;
  cvs_dataset_group(dataset, 0, &group);
  for (size_t i = 0; i < 3; i++)
    assert_int_equal(group.arm_skipped[i], want[i]);
  cvs_dataset_free(dataset);
}

/* They used to vanish without a word. */
static void users_who_took_a_later_step_without_one_are_counted_at_the_one_they_skipped(void **state) {
  (void)state;
  const char *const users = "user,variant,view,cart,buy\n1,a,1,1,1\n2,a,1,0,1\n3,a,0,0,1\n4,a,1,0,1\n4,a,1,1,0\n";
  const char *const rows = "variant,view,cart,buy\na,1,1,1\na,1,0,1\na,0,0,1\na,1,0,0\n";
  cvs_read_options options = {.steps = {.step = steps, .count = 3}};
  const cvs_read_options each = {.steps = options.steps, .column = {[CVS_ROLE_USER] = "none"}};
  cvs_group group;

  check_skipped(users, &options, (const uint64_t[]){1, 2, 0}); /* one row of user 4 has what the other lacks */
  check_skipped(rows, &each, (const uint64_t[]){1, 2, 0});
  options.steps.optional = 2;
  check_skipped(users, &options, (const uint64_t[]){1, 0, 0});
  options.steps = (cvs_steps_options){.step = steps, .count = 3, .any_order = true};
  cvs_dataset *const dataset = read_good_text(users, &options);
  cvs_dataset_group(dataset, 0, &group);

  assert_null(group.arm_skipped);
  cvs_dataset_free(dataset);
}

/* User 1 has a cart before the view, user 2 one after the window: neither has gone round it. */
static void a_step_at_a_time_that_does_not_count_is_not_skipped(void **state) {
  (void)state;
  const char *const text = "user,variant,view,cart,buy\n"
                           "1,a,2024-01-01T10:00:00Z,2024-01-01T09:00:00Z,2024-01-01T12:00:00Z\n"
                           "2,a,2024-01-01T10:00:00Z,2024-01-09T10:00:00Z,2024-01-09T12:00:00Z\n"
                           "3,a,2024-01-01T10:00:00Z,,2024-01-01T12:00:00Z\n";
  cvs_read_options options = {.steps = {.step = steps, .count = 3}};
  options.steps.window = INT64_C(86400000000);
  options.steps.window_from_previous = true;

  check_skipped(text, &options, (const uint64_t[]){0, 1, 0});
}

/* User 1 ships before he buys, and has no cart: that he came too early for "ship" used to hide it. User 2 has his cart
 * before the view. */
static void a_step_out_of_order_hides_no_gap_before_it(void **state) {
  (void)state;
  static const char *const four[] = {"view", "cart", "buy", "ship"};
  const char *const text = "user,variant,view,cart,buy,ship\n"
                           "1,a,2024-01-01,,2024-01-05,2024-01-04\n"
                           "2,a,2024-01-02,2024-01-01,2024-01-03,2024-01-04\n";
  cvs_read_options options = {.steps = {.step = four, .count = 4}};
  cvs_read_options each = options;
  each.column[CVS_ROLE_USER] = "none";

  check_skipped(text, &options, (const uint64_t[]){0, 1, 0});
  check_skipped(text, &each, (const uint64_t[]){0, 1, 0});
  options.steps.window =
      INT64_C(259200000000); /* three days: both steps of user 1 behind the gap are out of it or not */
  check_skipped(text, &options, (const uint64_t[]){0, 1, 1});
  options.first_step_enters = true; /* what user 2 did before the view is then ahead of his entry */
  check_skipped(text, &options, (const uint64_t[]){0, 2, 1});
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(users_who_took_a_later_step_without_one_are_counted_at_the_one_they_skipped),
      cmocka_unit_test(a_step_at_a_time_that_does_not_count_is_not_skipped),
      cmocka_unit_test(a_step_out_of_order_hides_no_gap_before_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
