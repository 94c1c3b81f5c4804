/* Entry, conversion and steps of a unit, event by event. Expected by hand from the rules: rows before the entry do not
 * count, those of the same time do; steps follow each other in time, ties in any order of the file. */
#include "data/unit_fold.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Cells 0 and 1 are arm 0, 2 and 3 arm 1. */
static uint32_t arm_of(const void *context, uint32_t cell) {
  (void)context;
  return cell / 2;
}

typedef struct story {
  cvs_unit_rules rules;
  cvs_unit_entry *entry;
  uint64_t before;
  cvs_status status; /* the first failure */
} story;

static story begin(cvs_unit_terms terms) {
  story s = {.before = 0};
  terms.events = terms.has_time = true;
  assert_int_equal(cvs_unit_rules_set(&s.rules, &terms), CVS_OK);
  s.rules.variant_of = arm_of;
  s.entry = cvs_malloc(s.rules.entry_size);
  assert_non_null(s.entry);
  memcpy(s.entry, s.rules.blank, s.rules.entry_size);
  return s;
}

/* Events that were plain, over all stories. */
static unsigned plain_events;

/* Where the event is plain, the short way must leave the entry as the long one does; else it must leave it alone. */
static void fold(story *s, const cvs_unit_fact *fact) {
  cvs_unit_entry *other = cvs_malloc(s->rules.entry_size), *before = cvs_malloc(s->rules.entry_size);
  assert_true(other && before);
  memcpy(other, s->entry, s->rules.entry_size);
  memcpy(before, s->entry, s->rules.entry_size);
  const bool is_plain = cvs_unit_fold_plainly(cvs_unit_plain_of(&s->rules), other, fact);
  const cvs_status status = cvs_unit_fold_event(&s->rules, s->entry, fact, &s->before);
  assert_true(!is_plain || status == CVS_OK);
  assert_memory_equal(other, is_plain ? s->entry : before, s->rules.entry_size);
  cvs_free(other);
  cvs_free(before);
  plain_events += is_plain;
  if (s->status == CVS_OK)
    s->status = status;
}

static void see(story *s, int64_t time, uint32_t cell, uint8_t kind, uint32_t steps) {
  fold(s, &(cvs_unit_fact){.time = time, .cell = cell, .kind = kind, .steps = steps, .value = 1});
}

static cvs_unit conclude(const story *s) {
  cvs_unit unit;
  cvs_unit_conclude(&s->rules, s->entry, &unit);
  return unit;
}

static bool has_entered(const story *s) {
  return s->entry->flags & CVS_UNIT_HAS_ENTERED;
}

static void end(story *s) {
  cvs_free(s->entry);
  cvs_unit_rules_free(&s->rules);
}

enum { VIEW = 1, CART = 2, CHECKOUT = 4, PURCHASE = 8 };
static const cvs_unit_terms funnel = {.step_count = 4, .strict = true};

static void a_unit_enters_at_its_first_row_with_an_arm(void **state) {
  (void)state;
  story s = begin((cvs_unit_terms){.has_value = true});

  see(&s, 1, CVS_UNIT_NO_CELL, CVS_UNIT_CONVERTED, 0);
  see(&s, 2, CVS_UNIT_NO_CELL, CVS_UNIT_CONVERTED, 0);
  see(&s, 3, 1, 0, 0);
  see(&s, 4, CVS_UNIT_NO_CELL, 0, 0);

  assert_int_equal(s.status, CVS_OK);
  assert_int_equal(s.before, 2);
  const cvs_unit unit = conclude(&s);
  assert_int_equal(unit.cell, 1);
  assert_int_equal(unit.entered, 3);
  assert_int_equal(unit.rows, 2);
  assert_int_equal(unit.value, 2);
  assert_false(unit.converted); /* both conversions came before */
  end(&s);
}

static void rows_of_the_same_time_as_the_entry_count_though_they_are_written_before_it(void **state) {
  (void)state;
  story s = begin((cvs_unit_terms){.by_exposure = true, .has_value = true, .step_count = 4, .strict = true});

  see(&s, 9, 0, 0, VIEW); /* earlier: does not count */
  see(&s, 10, 0, CVS_UNIT_CONVERTED, CART);
  see(&s, 10, 0, 0, VIEW);
  see(&s, 10, 0, CVS_UNIT_EXPOSURE, 0);

  assert_int_equal(s.before, 1);
  const cvs_unit unit = conclude(&s);
  assert_true(unit.converted);
  assert_int_equal(unit.rows, 3);
  assert_int_equal(unit.value, 3);
  assert_int_equal(unit.reached, 2);
  assert_false(unit.in_several);
  end(&s);
}

static void another_arm_at_or_after_the_entry_is_seen_one_before_is_not(void **state) {
  (void)state;
  story early = begin((cvs_unit_terms){.by_exposure = true});
  story tied = begin((cvs_unit_terms){.by_exposure = true});
  story late = begin((cvs_unit_terms){.by_exposure = true});

  see(&early, 9, 2, 0, 0);
  see(&early, 10, 0, CVS_UNIT_EXPOSURE, 0);
  see(&tied, 10, 2, 0, 0);
  see(&tied, 10, 0, CVS_UNIT_EXPOSURE, 0);
  see(&late, 10, 0, CVS_UNIT_EXPOSURE, 0);
  see(&late, 11, CVS_UNIT_NO_CELL, 0, 0);
  const bool none_is_another = conclude(&late).in_several;
  see(&late, 12, 3, 0, 0);

  assert_false(conclude(&early).in_several);
  assert_true(conclude(&tied).in_several);
  assert_int_equal(conclude(&tied).cell, 0); /* that of the exposure */
  assert_false(none_is_another);
  assert_true(conclude(&late).in_several);
  end(&early);
  end(&tied);
  end(&late);
}

static void a_unit_that_is_never_exposed_does_not_enter(void **state) {
  (void)state;
  story s = begin((cvs_unit_terms){.by_exposure = true});

  see(&s, 1, 0, 0, 0);
  see(&s, 2, CVS_UNIT_NO_CELL, CVS_UNIT_EXPOSURE, 0); /* without an arm it is no entry */

  assert_false(has_entered(&s));
  assert_int_equal(s.entry->rows + s.entry->reached, 2); /* its rows, for the quality figures */
  end(&s);
}

static void an_assigned_unit_enters_by_its_assignment_alone(void **state) {
  (void)state;
  story s = begin((cvs_unit_terms){.assigned = true});

  see(&s, 5, 0, CVS_UNIT_ASSIGNMENT, 0);
  see(&s, 3, 2, CVS_UNIT_CONVERTED, 0); /* before it; the arm on an event's row says nothing */
  see(&s, 5, 2, 0, 0);
  see(&s, 8, CVS_UNIT_NO_CELL, CVS_UNIT_CONVERTED, 0);

  assert_int_equal(s.status, CVS_OK);
  assert_int_equal(s.before, 1);
  const cvs_unit unit = conclude(&s);
  assert_int_equal(unit.cell, 0);
  assert_int_equal(unit.entered, 5);
  assert_int_equal(unit.rows, 2);
  assert_false(unit.in_several);
  assert_true(unit.converted);
  end(&s);
}

static void an_assigned_unit_may_enter_at_its_first_exposure_behind_the_assignment(void **state) {
  (void)state;
  story s = begin((cvs_unit_terms){.assigned = true, .by_exposure = true});

  see(&s, 5, 1, CVS_UNIT_ASSIGNMENT, 0);
  see(&s, 3, CVS_UNIT_NO_CELL, CVS_UNIT_EXPOSURE, 0);
  see(&s, 6, CVS_UNIT_NO_CELL, CVS_UNIT_CONVERTED, 0);
  see(&s, 7, CVS_UNIT_NO_CELL, CVS_UNIT_EXPOSURE, 0);

  assert_int_equal(s.status, CVS_OK);
  const cvs_unit unit = conclude(&s);
  assert_int_equal(unit.cell, 1);
  assert_int_equal(unit.entered, 7);
  assert_int_equal(s.before, 2);
  assert_false(unit.converted);
  end(&s);
}

static void two_assignments_to_two_arms_are_two_arms_and_the_first_by_time_holds(void **state) {
  (void)state;
  story s = begin((cvs_unit_terms){.assigned = true});

  see(&s, 5, 0, CVS_UNIT_ASSIGNMENT, 0);
  see(&s, 4, 2, CVS_UNIT_ASSIGNMENT, 0);
  see(&s, 4, CVS_UNIT_NO_CELL, 0, 0);

  assert_int_equal(s.status, CVS_OK);
  assert_int_equal(conclude(&s).cell, 2);
  assert_int_equal(conclude(&s).entered, 4);
  assert_int_equal(conclude(&s).rows, 1);
  assert_true(conclude(&s).in_several);
  end(&s);
}

static void each_step_is_the_first_at_or_after_the_step_before(void **state) {
  (void)state;
  cvs_unit_terms terms = funnel;
  terms.keep_times = true;
  story s = begin(terms);

  see(&s, 1, 0, 0, CART); /* too early: nothing was viewed */
  see(&s, 2, 0, 0, VIEW);
  see(&s, 3, 0, 0, VIEW); /* a repeat changes nothing */
  see(&s, 4, 0, 0, CHECKOUT);
  see(&s, 5, 0, 0, CART);
  see(&s, 6, 0, 0, PURCHASE); /* no checkout since the cart */

  assert_int_equal(s.status, CVS_OK);
  const cvs_unit unit = conclude(&s);
  assert_int_equal(unit.reached, 2);
  assert_int_equal(unit.step_time[0], 2);
  assert_int_equal(unit.step_time[1], 5);
  assert_true(unit.step_time[2] == INT64_MIN);
  end(&s);
}

static void steps_of_one_time_follow_each_other_whatever_the_order_of_the_file(void **state) {
  (void)state;
  story s = begin(funnel);

  see(&s, 10, 0, 0, CHECKOUT);
  see(&s, 10, 0, 0, CART);
  see(&s, 10, 0, 0, VIEW);
  see(&s, 11, 0, 0, PURCHASE);

  assert_int_equal(conclude(&s).reached, 4);
  end(&s);
}

static void a_step_exactly_at_the_end_of_the_window_counts_one_behind_does_not(void **state) {
  (void)state;
  cvs_unit_terms terms = funnel;
  terms.window = 100;
  story first = begin(terms);
  terms.window_from_previous = true;
  story previous = begin(terms);
  const int64_t at[] = {0, 60, 100, 201};

  for (uint32_t i = 0; i < 4; i++) {
    see(&first, at[i], 0, 0, UINT32_C(1) << i);
    see(&previous, at[i], 0, 0, UINT32_C(1) << i);
  }

  assert_int_equal(conclude(&first).reached, 3);
  assert_int_equal(conclude(&previous).reached, 3); /* 201 is 101 behind 100 */
  end(&first);
  end(&previous);
}

/* A step before those that must be first is remembered, unless its time would not have counted anyway. */
static void a_step_without_the_ones_before_it_tells_which_were_skipped(void **state) {
  (void)state;
  cvs_unit_terms within = funnel;
  within.window = 10;
  story gap = begin(funnel), filled = begin(funnel), late = begin(within);

  see(&gap, 1, 0, 0, VIEW);
  see(&gap, 2, 0, 0, CHECKOUT);
  see(&filled, 1, 0, 0, VIEW);
  see(&filled, 3, 0, 0, CHECKOUT);
  see(&filled, 2, 0, 0, CHECKOUT); /* out of order, where it changes nothing */
  see(&filled, 4, 0, 0, CART);
  see(&late, 1, 0, 0, VIEW);
  see(&late, 12, 0, 0, CHECKOUT);

  assert_int_equal(conclude(&gap).reached, 1);
  assert_int_equal(conclude(&gap).skipped, CART | CHECKOUT); /* the last one taken is above */
  assert_int_equal(conclude(&filled).reached, 2);
  assert_int_equal(conclude(&filled).skipped, 0); /* a cart there is, behind the checkout */
  assert_int_equal(conclude(&late).skipped, 0);
  end(&gap), end(&filled), end(&late);
}

static void without_steps_a_conversion_counts_within_the_window_from_the_entry_end_included(void **state) {
  (void)state;
  const cvs_unit_terms terms = {.window = 100, .by_exposure = true, .has_value = true};
  story in_time = begin(terms);
  story late = begin(terms);

  see(&in_time, 0, 0, 0, 0); /* not the entry: the window does not begin here */
  see(&in_time, 50, 0, CVS_UNIT_EXPOSURE, 0);
  see(&in_time, 150, 0, CVS_UNIT_CONVERTED, 0);
  see(&late, 50, 0, CVS_UNIT_EXPOSURE, 0);
  see(&late, 151, 0, CVS_UNIT_CONVERTED, 0);

  assert_true(conclude(&in_time).converted);
  assert_false(conclude(&late).converted);
  assert_int_equal(conclude(&late).rows, 2); /* it is left out of the conversions alone */
  assert_int_equal(conclude(&late).value, 2);
  end(&in_time);
  end(&late);
}

static void windows_hold_for_times_far_apart(void **state) {
  (void)state;
  cvs_unit_terms terms = funnel;
  terms.window = INT64_MAX;
  story s = begin(terms);

  see(&s, INT64_MIN + 1, 0, 0, VIEW);
  see(&s, INT64_MAX, 0, 0, CART); /* the distance is beyond 63 bits */

  assert_int_equal(conclude(&s).reached, 1);
  end(&s);
}

static void in_any_order_steps_are_a_mask_and_the_window_begins_at_the_first_seen(void **state) {
  (void)state;
  story s = begin((cvs_unit_terms){.step_count = 4, .window = 10, .keep_times = true});

  see(&s, 0, 0, 0, 0);
  see(&s, 5, 0, 0, PURCHASE);
  see(&s, 15, 0, 0, VIEW);
  see(&s, 16, 0, 0, CART);

  const cvs_unit unit = conclude(&s);
  assert_int_equal(unit.reached, PURCHASE | VIEW);
  assert_int_equal(unit.step_time[0], 15);
  assert_true(unit.step_time[1] == INT64_MIN);
  assert_int_equal(unit.step_time[3], 5);
  end(&s);
}

static void rows_out_of_order_are_refused_only_where_it_matters(void **state) {
  (void)state;
  story harmless = begin((cvs_unit_terms){.by_exposure = true, .step_count = 4, .strict = true});
  story entry = begin((cvs_unit_terms){.by_exposure = true});
  story step = begin(funnel);

  see(&harmless, 10, 0, CVS_UNIT_EXPOSURE, 0);
  see(&harmless, 5, 0, CVS_UNIT_CONVERTED, VIEW); /* before the entry either way */
  see(&harmless, 30, 0, 0, VIEW);
  see(&harmless, 20, 0, CVS_UNIT_CONVERTED, 0); /* a conversion needs no order */
  see(&harmless, 20, 0, 0, PURCHASE);           /* nothing leads to it yet */
  see(&entry, 10, 0, CVS_UNIT_EXPOSURE, 0);
  see(&entry, 9, 0, CVS_UNIT_EXPOSURE, 0);
  see(&step, 10, 0, 0, VIEW);
  see(&step, 30, 0, 0, CHECKOUT);
  see(&step, 20, 0, 0, CART);

  assert_int_equal(harmless.status, CVS_OK);
  assert_true(conclude(&harmless).converted);
  assert_int_equal(entry.status, CVS_EUNDEF);
  assert_int_equal(step.status, CVS_EUNDEF);
  end(&harmless);
  end(&entry);
  end(&step);
}

/* What used to happen: the event that came between them, early and so not counted, was forgotten, and the earlier
 * assignment did not bring it back. */
static void an_earlier_assignment_behind_events_is_out_of_order(void **state) {
  (void)state;
  story s = begin((cvs_unit_terms){.assigned = true});

  see(&s, 5, 0, CVS_UNIT_ASSIGNMENT, 0);
  see(&s, 3, CVS_UNIT_NO_CELL, CVS_UNIT_CONVERTED, 0);
  see(&s, 2, 0, CVS_UNIT_ASSIGNMENT, 0);

  assert_int_equal(s.status, CVS_EUNDEF);
  end(&s);
}

static void a_window_from_the_entry_begins_at_the_first_assignment_though_it_is_read_later(void **state) {
  (void)state;
  story s = begin(
      (cvs_unit_terms){.assigned = true, .step_count = 4, .strict = true, .window = 5, .window_from_entry = true});

  see(&s, 32, 1, CVS_UNIT_ASSIGNMENT, 0);
  see(&s, 22, 1, CVS_UNIT_ASSIGNMENT, 0);
  see(&s, 33, CVS_UNIT_NO_CELL, 0, VIEW); /* used to be within the window of the assignment that was read first */

  assert_int_equal(s.status, CVS_OK);
  const cvs_unit unit = conclude(&s);
  assert_int_equal(unit.entered, 22);
  assert_int_equal(unit.reached, 0);
  end(&s);
}

static void amounts_that_cannot_be_counted_are_told_on_the_short_way_too(void **state) {
  (void)state;
  story s = begin((cvs_unit_terms){.step_count = 4, .strict = true, .has_value = true});

  see(&s, 1, 0, 0, VIEW);
  fold(&s, &(cvs_unit_fact){.time = 2, .steps = CART, .value = INT64_MAX - 1});
  assert_int_equal(s.status, CVS_OK);
  assert_int_equal(conclude(&s).value, INT64_MAX);
  fold(&s, &(cvs_unit_fact){.time = 3, .steps = CHECKOUT, .value = 1});

  assert_int_equal(s.status, CVS_EDATA);
  end(&s);
}

/* Of all kinds of events, the short way leaves to the long one those that it does not know. */
static void most_events_go_the_short_way(void **state) {
  (void)state;
  story s = begin((cvs_unit_terms){.step_count = 4, .strict = true, .keep_times = true});
  see(&s, 1, 0, 0, VIEW);
  const unsigned before = plain_events;

  see(&s, 2, 0, CVS_UNIT_CONVERTED, CART);
  see(&s, 3, CVS_UNIT_NO_CELL, 0, PURCHASE);
  see(&s, 4, 0, CVS_UNIT_EXPOSURE, CHECKOUT);
  assert_int_equal(plain_events - before, 3);
  see(&s, 4, 0, 0, PURCHASE); /* of the same time */
  see(&s, 5, 2, 0, VIEW);     /* of another arm */
  see(&s, 6, 1, 0, VIEW);     /* of another cell of the same */
  see(&s, 7, 0, 0, 0);        /* no step */

  assert_int_equal(plain_events - before, 3);
  assert_int_equal(conclude(&s).reached, 4);
  end(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_unit_enters_at_its_first_row_with_an_arm),
      cmocka_unit_test(rows_of_the_same_time_as_the_entry_count_though_they_are_written_before_it),
      cmocka_unit_test(another_arm_at_or_after_the_entry_is_seen_one_before_is_not),
      cmocka_unit_test(a_unit_that_is_never_exposed_does_not_enter),
      cmocka_unit_test(an_assigned_unit_enters_by_its_assignment_alone),
      cmocka_unit_test(an_assigned_unit_may_enter_at_its_first_exposure_behind_the_assignment),
      cmocka_unit_test(two_assignments_to_two_arms_are_two_arms_and_the_first_by_time_holds),
      cmocka_unit_test(each_step_is_the_first_at_or_after_the_step_before),
      cmocka_unit_test(steps_of_one_time_follow_each_other_whatever_the_order_of_the_file),
      cmocka_unit_test(a_step_exactly_at_the_end_of_the_window_counts_one_behind_does_not),
      cmocka_unit_test(a_step_without_the_ones_before_it_tells_which_were_skipped),
      cmocka_unit_test(without_steps_a_conversion_counts_within_the_window_from_the_entry_end_included),
      cmocka_unit_test(windows_hold_for_times_far_apart),
      cmocka_unit_test(in_any_order_steps_are_a_mask_and_the_window_begins_at_the_first_seen),
      cmocka_unit_test(rows_out_of_order_are_refused_only_where_it_matters),
      cmocka_unit_test(an_earlier_assignment_behind_events_is_out_of_order),
      cmocka_unit_test(a_window_from_the_entry_begins_at_the_first_assignment_though_it_is_read_later),
      cmocka_unit_test(amounts_that_cannot_be_counted_are_told_on_the_short_way_too),
      cmocka_unit_test(most_events_go_the_short_way),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
