/* The short way of events: which take it, and that it comes to what the long one does (unit_story.c holds them
 * together, in these stories and in those of test_unit_fold_events.c). */
#include "support/unit_story.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void amounts_that_cannot_be_counted_are_told_on_the_short_way_too(void **state) {
  (void)state;
  story s = story_begin((cvs_unit_terms){.step_count = 4, .strict = true, .has_value = true});

  story_see(&s, 1, 0, 0, VIEW);
  story_fold(&s, &(cvs_unit_fact){.time = 2, .steps = CART, .value = INT64_MAX - 1});
  assert_int_equal(s.status, CVS_OK);
  assert_int_equal(story_conclude(&s).value, INT64_MAX);
  story_fold(&s, &(cvs_unit_fact){.time = 3, .steps = CHECKOUT, .value = 1});

  assert_int_equal(s.status, CVS_EDATA);
  story_end(&s);
}

/* Of all kinds of events, the short way leaves to the long one those that it does not know. */
static void most_events_go_the_short_way(void **state) {
  (void)state;
  story s = story_begin((cvs_unit_terms){.step_count = 4, .strict = true, .keep_times = true});
  story_see(&s, 1, 0, 0, VIEW);
  const unsigned before = story_plain_events;

  story_see(&s, 2, 0, CVS_UNIT_CONVERTED, CART);
  story_see(&s, 3, CVS_UNIT_NO_CELL, 0, PURCHASE);
  story_see(&s, 4, 0, CVS_UNIT_EXPOSURE, CHECKOUT);
  assert_int_equal(story_plain_events - before, 3);
  story_see(&s, 4, 0, 0, PURCHASE); /* of the same time */
  story_see(&s, 5, 2, 0, VIEW);     /* of another arm */
  story_see(&s, 6, 1, 0, VIEW);     /* of another cell of the same */
  story_see(&s, 7, 0, 0, 0);        /* no step */

  assert_int_equal(story_plain_events - before, 3);
  assert_int_equal(story_conclude(&s).reached, 4);
  story_end(&s);
}

/* An assignment is read before the log, whatever its time. */
static void steps_before_the_assignment_do_not_count(void **state) {
  (void)state;
  story s = story_begin((cvs_unit_terms){.step_count = 4, .strict = true, .assigned = true});

  story_see(&s, 10, 0, CVS_UNIT_ASSIGNMENT, 0);
  story_see(&s, 8, CVS_UNIT_NO_CELL, 0, VIEW);
  story_see(&s, 9, CVS_UNIT_NO_CELL, 0, CART);
  assert_int_equal(s.before, 2);
  assert_int_equal(story_conclude(&s).reached, 0);
  story_see(&s, 10, CVS_UNIT_NO_CELL, 0, VIEW);

  assert_int_equal(s.status, CVS_OK);
  assert_int_equal(s.before, 2);
  assert_int_equal(story_conclude(&s).reached, 1);
  story_end(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(amounts_that_cannot_be_counted_are_told_on_the_short_way_too),
      cmocka_unit_test(most_events_go_the_short_way),
      cmocka_unit_test(steps_before_the_assignment_do_not_count),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
