/* Units that have come to the same, counted together. */
#include "data/unit_alike.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { UNITS = 20000, CELLS = 40, STEPS = 4, KINDS = CELLS * (STEPS + 1) * 2 * 4 };

/* Entries of the rules, one behind the other. */
typedef struct fixture {
  cvs_unit_rules rules;
  char *entries;
} fixture;

static cvs_unit_entry *entry_at(const fixture *f, size_t index) {
  return (void *)(f->entries + index * f->rules.entry_size);
}

static fixture new_fixture(void) {
  fixture f;
  const cvs_unit_terms terms = {.events = true, .has_time = true, .step_count = STEPS, .strict = true, .alike = true};
  assert_int_equal(cvs_unit_rules_set(&f.rules, &terms), CVS_OK);
  f.entries = cvs_calloc(UNITS, f.rules.entry_size);
  assert_non_null(f.entries);
  return f;
}

static void free_fixture(fixture *f) {
  cvs_free(f->entries);
  cvs_unit_rules_free(&f->rules);
}

/* Unit i is of kind i * 7919 modulo KINDS: all kinds come in turn, as 7919 is a prime that does not divide it. */
static size_t kind_of(size_t i) {
  return i * 7919 % KINDS;
}

static void set_kind(const fixture *f, cvs_unit_entry *entry, size_t kind) {
  entry->cell = (uint32_t)(kind % CELLS);
  entry->reached = (uint32_t)(kind / CELLS % (STEPS + 1));
  const size_t rest = kind / CELLS / (STEPS + 1);
  entry->flags = (uint8_t)(CVS_UNIT_HAS_ENTERED | (rest % 2 ? CVS_UNIT_HAS_CONVERTED : 0));
  entry->more[f->rules.ties] = (int64_t)((uint64_t)(rest / 2) << 34 | kind % 3); /* ties are of no account */
}

static size_t find_kind(const fixture *f, const cvs_unit_entry *entry) {
  const size_t index = (size_t)((const char *)entry - f->entries) / f->rules.entry_size;
  return kind_of(index);
}

/* There are more kinds than places, so that they make room for each other all the time. */
static void every_unit_is_counted_once_with_its_kind(void **state) {
  (void)state;
  fixture f = new_fixture();
  cvs_unit_alike alike = {0};
  uint64_t given[KINDS] = {0}, expected[KINDS] = {0}, turns = 0;

  for (size_t i = 0; i < UNITS; i++) {
    set_kind(&f, entry_at(&f, i), kind_of(i));
    expected[kind_of(i)]++;
    const cvs_unit_kind out = cvs_unit_alike_add(&alike, &f.rules, entry_at(&f, i));
    if (out.count == 0)
      continue;
    given[find_kind(&f, out.entry)] += out.count;
    turns++;
  }
  for (size_t i = 0; i < sizeof alike.kind / sizeof alike.kind[0]; i++)
    if (alike.kind[i].count > 0)
      given[find_kind(&f, alike.kind[i].entry)] += alike.kind[i].count;

  assert_memory_equal(given, expected, sizeof given);
  assert_true(turns > KINDS);
  free_fixture(&f);
}

/* As there are in most tests: few enough that each kind keeps its place. */
static void units_of_two_arms_are_given_a_few_times(void **state) {
  (void)state;
  fixture f = new_fixture();
  cvs_unit_alike alike = {0};
  size_t turns = 0;

  for (size_t i = 0; i < UNITS; i++) {
    set_kind(&f, entry_at(&f, i), i % 2);
    turns += cvs_unit_alike_add(&alike, &f.rules, entry_at(&f, i)).count > 0;
  }

  assert_int_equal(turns, 0);
  free_fixture(&f);
}

static void units_join_where_nothing_but_their_outcome_is_asked_for(void **state) {
  (void)state;
  const cvs_unit_terms plain = {.alike = true, .step_count = STEPS, .strict = true, .has_time = true};
  cvs_unit_terms other[4] = {plain, plain, plain, plain};
  other[0].alike = false;
  other[1].has_value = true;
  other[2].keep_times = true;
  other[3].window = 1;

  assert_true(cvs_unit_may_join(&plain));
  for (size_t i = 0; i < 4; i++)
    assert_false(cvs_unit_may_join(&other[i]));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_unit_is_counted_once_with_its_kind),
      cmocka_unit_test(units_of_two_arms_are_given_a_few_times),
      cmocka_unit_test(units_join_where_nothing_but_their_outcome_is_asked_for),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
