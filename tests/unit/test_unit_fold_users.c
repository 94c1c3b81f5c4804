/* Rows of one user merged, and what an entry takes. */
#include "data/unit_fold.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Cells 0 and 1 are arm 0 on two days, 2 and 3 arm 1. */
static uint32_t arm_of(const void *context, uint32_t cell) {
  (void)context;
  return cell / 2;
}

typedef struct user {
  cvs_unit_rules rules;
  cvs_unit_entry *entry;
} user;

static user new_user(const cvs_unit_terms *terms) {
  user u;
  assert_int_equal(cvs_unit_rules_set(&u.rules, terms), CVS_OK);
  u.rules.variant_of = arm_of;
  u.entry = cvs_malloc(u.rules.entry_size);
  assert_non_null(u.entry);
  memcpy(u.entry, u.rules.blank, u.rules.entry_size);
  return u;
}

static cvs_unit conclude(const user *u) {
  cvs_unit unit;
  cvs_unit_conclude(&u->rules, u->entry, &unit);
  return unit;
}

static void free_user(user *u) {
  cvs_free(u->entry);
  cvs_unit_rules_free(&u->rules);
}

static cvs_status see(const user *u, cvs_unit_fact fact) {
  return cvs_unit_fold_user(&u->rules, u->entry, &fact, NULL);
}

static void a_user_of_several_rows_converted_if_any_says_so_and_spent_the_sum(void **state) {
  (void)state;
  user u = new_user(&(cvs_unit_terms){.has_value = true});

  assert_int_equal(see(&u, (cvs_unit_fact){.cell = 1, .value = 500}), CVS_OK);
  assert_int_equal(see(&u, (cvs_unit_fact){.cell = 0, .value = -200, .kind = CVS_UNIT_CONVERTED}), CVS_OK);
  assert_int_equal(see(&u, (cvs_unit_fact){.cell = 1, .value = 7}), CVS_OK);

  const cvs_unit unit = conclude(&u);
  assert_true(unit.converted);
  assert_int_equal(unit.value, 307);
  assert_int_equal(unit.rows, 3);
  assert_int_equal(unit.cell, 1); /* of the first row */
  assert_false(unit.in_several);  /* both cells are of one arm */
  free_user(&u);
}

static void a_user_in_two_arms_stays_in_the_first_by_the_order_of_the_file(void **state) {
  (void)state;
  user u = new_user(&(cvs_unit_terms){.has_time = false});

  assert_int_equal(see(&u, (cvs_unit_fact){.cell = 2}), CVS_OK);
  assert_int_equal(see(&u, (cvs_unit_fact){.cell = 0}), CVS_OK);
  assert_int_equal(see(&u, (cvs_unit_fact){.cell = 2}), CVS_OK);

  assert_int_equal(conclude(&u).cell, 2);
  assert_true(conclude(&u).in_several);
  free_user(&u);
}

static void a_user_stays_in_the_first_arm_of_the_file_and_has_entered_at_its_earliest_row_there(void **state) {
  (void)state;
  user u = new_user(&(cvs_unit_terms){.has_time = true});

  assert_int_equal(see(&u, (cvs_unit_fact){.cell = 2, .time = 50}), CVS_OK);
  assert_int_equal(see(&u, (cvs_unit_fact){.cell = 3, .time = 20}), CVS_OK);
  assert_int_equal(see(&u, (cvs_unit_fact){.cell = 2, .time = INT64_MIN}), CVS_OK); /* nobody knows when */
  assert_int_equal(see(&u, (cvs_unit_fact){.cell = 0, .time = 10}), CVS_OK);

  assert_int_equal(conclude(&u).cell, 2);
  assert_int_equal(conclude(&u).entered, 20);
  assert_true(conclude(&u).in_several);
  free_user(&u);
}

static void a_row_without_an_arm_is_in_no_other_arm(void **state) {
  (void)state;
  user u = new_user(&(cvs_unit_terms){.has_time = true});

  assert_int_equal(see(&u, (cvs_unit_fact){.cell = CVS_UNIT_NO_CELL, .time = 1}), CVS_OK);
  const bool entered_without = u.entry->flags & CVS_UNIT_HAS_ENTERED;
  assert_int_equal(see(&u, (cvs_unit_fact){.cell = 2, .time = 9}), CVS_OK);
  assert_int_equal(see(&u, (cvs_unit_fact){.cell = CVS_UNIT_NO_CELL, .time = 0}), CVS_OK);

  assert_false(entered_without);
  assert_int_equal(conclude(&u).cell, 2);
  assert_int_equal(conclude(&u).entered, 9);
  assert_false(conclude(&u).in_several);
  free_user(&u);
}

static void steps_of_all_rows_are_joined_and_in_order_they_end_at_the_first_gap(void **state) {
  (void)state;
  user strict = new_user(&(cvs_unit_terms){.step_count = 4, .strict = true});
  user any = new_user(&(cvs_unit_terms){.step_count = 4});

  assert_int_equal(see(&strict, (cvs_unit_fact){.steps = 0x9}), CVS_OK); /* the first and the fourth */
  assert_int_equal(see(&strict, (cvs_unit_fact){.steps = 0x2}), CVS_OK);
  assert_int_equal(see(&any, (cvs_unit_fact){.steps = 0x9}), CVS_OK);
  assert_int_equal(see(&any, (cvs_unit_fact){.steps = 0x2}), CVS_OK);

  assert_int_equal(conclude(&strict).reached, 2);
  assert_int_equal(conclude(&any).reached, 0xB);
  free_user(&strict);
  free_user(&any);
}

static void values_beyond_64_bits_are_refused_on_either_side(void **state) {
  (void)state;
  user u = new_user(&(cvs_unit_terms){.has_value = true}), v = new_user(&(cvs_unit_terms){.has_value = true});

  assert_int_equal(see(&u, (cvs_unit_fact){.value = INT64_MAX}), CVS_OK);
  assert_int_equal(see(&v, (cvs_unit_fact){.value = INT64_MIN}), CVS_OK);

  assert_int_equal(see(&u, (cvs_unit_fact){.value = 1}), CVS_EDATA);
  assert_int_equal(see(&v, (cvs_unit_fact){.value = -1}), CVS_EDATA);
  free_user(&u);
  free_user(&v);
}

static void more_rows_of_one_user_than_can_be_counted_are_refused(void **state) {
  (void)state;
  user u = new_user(&(cvs_unit_terms){.has_time = false});
  u.entry->rows = UINT32_MAX - 1;

  assert_int_equal(see(&u, (cvs_unit_fact){.cell = 0}), CVS_OK);

  assert_int_equal(see(&u, (cvs_unit_fact){.cell = 0}), CVS_ELIMIT);
  free_user(&u);
}

static size_t entry_size(const cvs_unit_terms *terms) {
  cvs_unit_rules rules;
  assert_int_equal(cvs_unit_rules_set(&rules, terms), CVS_OK);
  const size_t size = rules.entry_size;
  cvs_unit_rules_free(&rules);
  return size;
}

static void an_entry_holds_only_what_the_terms_need(void **state) {
  (void)state;

  assert_int_equal(entry_size(&(cvs_unit_terms){.has_time = false}), 32);
  assert_int_equal(entry_size(&(cvs_unit_terms){.has_value = true}), 40);
  assert_int_equal(entry_size(&(cvs_unit_terms){.has_time = true, .has_value = true}), 48);
  assert_int_equal(entry_size(&(cvs_unit_terms){.events = true, .has_time = true}), 48);
  assert_int_equal(
      entry_size(&(cvs_unit_terms){.events = true, .has_time = true, .step_count = 4, .strict = true, .window = 1}),
      64);
}

static void terms_out_of_their_domain_are_refused(void **state) {
  (void)state;
  cvs_unit_rules rules;

  assert_int_equal(cvs_unit_rules_set(&rules, &(cvs_unit_terms){.events = true}), CVS_EINVAL);
  assert_int_equal(cvs_unit_rules_set(&rules, &(cvs_unit_terms){.step_count = CVS_STEPS_MAX + 1}), CVS_EINVAL);
  assert_int_equal(cvs_unit_rules_set(&rules, &(cvs_unit_terms){.window = -1}), CVS_EINVAL);
}

/* The row counts view; beside it a buy was seen, too early to count. */
static void steps_that_were_seen_apart_tell_of_a_gap_and_count_for_nothing_else(void **state) {
  (void)state;
  enum { VIEW = 1, BUY = 4 };
  user u = new_user(&(cvs_unit_terms){.step_count = 3, .strict = true, .has_value = true});

  assert_int_equal(see(&u, (cvs_unit_fact){.steps = VIEW, .value = 5, .kind = CVS_UNIT_SEEN_APART}), CVS_OK);
  assert_int_equal(see(&u, (cvs_unit_fact){.steps = VIEW | BUY, .value = 5, .kind = CVS_UNIT_SEEN}), CVS_OK);

  const cvs_unit unit = conclude(&u);
  assert_int_equal(unit.reached, 1);
  assert_int_equal(unit.skipped & 3, 2); /* the cart */
  assert_int_equal(unit.rows, 1);
  assert_int_equal(unit.value, 5);
  free_user(&u);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(steps_that_were_seen_apart_tell_of_a_gap_and_count_for_nothing_else),
      cmocka_unit_test(a_user_of_several_rows_converted_if_any_says_so_and_spent_the_sum),
      cmocka_unit_test(a_user_in_two_arms_stays_in_the_first_by_the_order_of_the_file),
      cmocka_unit_test(a_user_stays_in_the_first_arm_of_the_file_and_has_entered_at_its_earliest_row_there),
      cmocka_unit_test(a_row_without_an_arm_is_in_no_other_arm),
      cmocka_unit_test(steps_of_all_rows_are_joined_and_in_order_they_end_at_the_first_gap),
      cmocka_unit_test(values_beyond_64_bits_are_refused_on_either_side),
      cmocka_unit_test(more_rows_of_one_user_than_can_be_counted_are_refused),
      cmocka_unit_test(an_entry_holds_only_what_the_terms_need),
      cmocka_unit_test(terms_out_of_their_domain_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
