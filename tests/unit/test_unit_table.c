/* Units by their exact names. */
#include "data/unit_table.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { ENTRY = sizeof(cvs_unit_entry), MANY = 200000 };
static const cvs_unit_entry blank = {.cell = 77};

typedef struct fixture {
  cvs_unit_store *store;
  cvs_unit_table table;
} fixture;

static fixture new_fixture(void) {
  fixture f = {.store = NULL};
  assert_int_equal(cvs_unit_store_new(1024 * ENTRY, false, &f.store), CVS_OK);
  f.table = cvs_unit_table_new(f.store, &blank, ENTRY);
  return f;
}

static void free_fixture(fixture *f) {
  cvs_unit_table_clear(&f->table);
  assert_int_equal(cvs_unit_store_used(f->store), 0);
  cvs_unit_store_free(f->store);
}

static uint64_t hash_of(const char *name, size_t length) {
  if (length > CVS_UNIT_KEY_INLINE)
    return cvs_unit_name_hash(name, length);
  const cvs_unit_key key = cvs_unit_key_inline(name, length);
  return cvs_unit_key_hash(&key);
}

/* The number of a name under the hash that it is said to have. */
static uint32_t find_by(fixture *f, const char *name, size_t length, uint32_t hash) {
  const bool is_long = length > CVS_UNIT_KEY_INLINE;
  const cvs_unit_stored row = {.key = is_long ? cvs_unit_key_long(0, length, hash) : cvs_unit_key_inline(name, length)};
  const cvs_unit_run run = {.names = name};
  cvs_unit_lookup lookup[] = {{.row = &row, .run = &run, .hash = hash}, {.row = &row, .run = &run, .hash = hash}};
  cvs_unit_table_send_for_slots(&f->table, lookup, 1);
  (void)cvs_unit_table_send_for_entries(&f->table, lookup, 1, 0); /* the other one is not sent for */
  assert_int_equal(cvs_unit_table_resolve(&f->table, lookup, 2), CVS_OK);
  assert_int_equal(lookup[0].unit, lookup[1].unit);
  assert_ptr_equal(lookup[0].entry, cvs_unit_table_at(&f->table, lookup[0].unit));
  assert_ptr_equal(lookup[1].entry, lookup[0].entry);
  return lookup[0].unit;
}

static uint32_t find(fixture *f, const char *name, size_t length) {
  return find_by(f, name, length, (uint32_t)hash_of(name, length));
}

static void names_are_numbered_in_the_order_they_come(void **state) {
  (void)state;
  fixture f = new_fixture();
  char name[24];

  for (uint32_t i = 0; i < MANY; i++)
    assert_int_equal(find(&f, name, (size_t)snprintf(name, sizeof name, "user-%u", i * 7919)), i);

  for (uint32_t i = 0; i < MANY; i++)
    assert_int_equal(find(&f, name, (size_t)snprintf(name, sizeof name, "user-%u", i * 7919)), i);
  assert_int_equal(f.table.entries.count, MANY);
  assert_int_equal(cvs_unit_table_at(&f.table, MANY - 1)->cell, 77); /* as the blank says */
  free_fixture(&f);
}

/* Bytes of all lengths, each with its last byte changed, and as the beginning of the next: all different names. */
static void names_that_differ_in_a_byte_or_in_length_are_different(void **state) {
  (void)state;
  enum { LENGTHS = 70 };
  fixture f = new_fixture();
  char name[LENGTHS] = {0}; /* NULs are bytes like others */
  uint32_t count = 0;

  for (size_t length = 0; length < LENGTHS; length++) {
    assert_int_equal(find(&f, name, length), count++);
    for (size_t at = 0; at < length; at++) {
      name[at] = 'x';
      assert_int_equal(find(&f, name, length), count++);
      assert_int_equal(find(&f, name, length), count - 1);
      name[at] = 0;
    }
  }

  assert_int_equal(count, LENGTHS + LENGTHS * (LENGTHS - 1) / 2);
  free_fixture(&f);
}

/* A hash is not believed: names under one and the same hash are told apart. */
static void names_of_one_hash_are_told_apart(void **state) {
  (void)state;
  fixture f = new_fixture();
  static const char *const same[] = {
      "a", "b", "user-1", "user-2", "a name of more than 15 bytes", "a name of more than 15 bytez"};
  enum { SAME = sizeof same / sizeof same[0] };

  for (uint32_t i = 0; i < SAME; i++)
    assert_int_equal(find_by(&f, same[i], strlen(same[i]), 42), i);

  for (uint32_t i = 0; i < SAME; i++)
    assert_int_equal(find_by(&f, same[i], strlen(same[i]), 42), i);
  free_fixture(&f);
}

/* What was sent for may have moved, or been added, by the time it is looked up. */
static void a_name_is_found_though_the_table_has_grown_since_it_was_sent_for(void **state) {
  (void)state;
  fixture f = new_fixture();
  char name[24];
  const uint32_t old = find(&f, "old", 3);
  const cvs_unit_stored old_row = {.key = cvs_unit_key_inline("old", 3)};
  const cvs_unit_stored new_row = {.key = cvs_unit_key_inline("new", 3)};
  const cvs_unit_run run = {.names = ""};
  cvs_unit_lookup lookup[] = {{.row = &old_row, .run = &run, .hash = (uint32_t)hash_of("old", 3)},
                              {.row = &new_row, .run = &run, .hash = (uint32_t)hash_of("new", 3)}};

  assert_int_equal(cvs_unit_table_send_for_entries(&f.table, lookup, 2, 0), 1);
  for (uint32_t i = 0; i < 1000; i++)
    (void)find(&f, name, (size_t)snprintf(name, sizeof name, "user-%u", i));
  const uint32_t added = find(&f, "new", 3);
  assert_int_equal(cvs_unit_table_resolve(&f.table, lookup, 2), CVS_OK);

  assert_int_equal(lookup[0].unit, old);
  assert_int_equal(lookup[1].unit, added);
  assert_int_equal(f.table.entries.count, 1002);
  free_fixture(&f);
}

static void a_table_takes_at_most_64_bytes_a_user_while_it_grows(void **state) {
  (void)state;
  fixture f = new_fixture();
  char name[24];

  for (uint32_t i = 0; i < MANY; i++) {
    (void)find(&f, name, (size_t)snprintf(name, sizeof name, "user-%09u", i));
    if (i > 50000)
      assert_true(cvs_unit_table_size(&f.table) <= (size_t)64 * i);
  }

  assert_int_equal(cvs_unit_store_used(f.store), cvs_unit_table_size(&f.table));
  assert_true(cvs_unit_store_peak(f.store) <= (uint64_t)64 * MANY);
  free_fixture(&f);
}

/* Slots out of lower bits, parts out of upper ones: 65,536 running numbers over 256 parts give chi-square on 255
 * degrees of freedom; beyond 400 its probability is 1e-8 (R: pchisq(400, 255, lower.tail = FALSE)). */
static double chi_square(unsigned shift) {
  enum { NAMES = 65536, BINS = 256 };
  uint32_t count[BINS] = {0};
  char name[24];
  for (uint32_t i = 0; i < NAMES; i++) {
    const size_t length = (size_t)snprintf(name, sizeof name, "%u", i);
    count[hash_of(name, length) >> shift & (BINS - 1)]++;
  }
  double sum = 0;
  for (size_t bin = 0; bin < BINS; bin++)
    sum += ((double)count[bin] - NAMES / BINS) * ((double)count[bin] - NAMES / BINS) / (NAMES / BINS);
  return sum;
}

static void running_numbers_spread_evenly_over_parts_slots_and_tags(void **state) {
  (void)state;

  for (unsigned shift = 0; shift <= 56; shift += 8)
    assert_true(chi_square(shift) < 400);
}

/* Each input bit moves about half of the output bits, in names of every length. */
static void every_bit_of_a_name_moves_half_of_the_hash(void **state) {
  (void)state;
  for (size_t length = 1; length <= 40; length++) {
    double moved = 0;
    char name[40];
    memset(name, 'u', sizeof name);
    const uint64_t before = hash_of(name, length);
    for (size_t bit = 0; bit < 8 * length; bit++) {
      name[bit / 8] = (char)(name[bit / 8] ^ 1 << bit % 8);
      moved += __builtin_popcountll(before ^ hash_of(name, length));
      name[bit / 8] = (char)(name[bit / 8] ^ 1 << bit % 8);
    }
    const double mean = moved / (double)(8 * length);
    assert_true(mean > 32 - 8 && mean < 32 + 8); /* for the 8 bits of one byte, 5.6 standard errors */
  }
}

static void a_table_filled_from_elsewhere_is_found_again_after_indexing(void **state) {
  (void)state;
  fixture f = new_fixture(), g = new_fixture();
  char name[40];
  for (uint32_t i = 0; i < 3000; i++)
    (void)find(&f, name, (size_t)snprintf(name, sizeof name, i % 2 ? "%u" : "a name that is long: %u", i));

  assert_int_equal(cvs_unit_list_reserve(&g.table.entries, g.store, 3000), CVS_OK);
  assert_int_equal(cvs_unit_table_reserve_names(&g.table, f.table.name_length), CVS_OK);
  memcpy(g.table.name, f.table.name, f.table.name_length);
  g.table.name_length = f.table.name_length;
  for (size_t i = 0; i < 3000; i++)
    *cvs_unit_table_at(&g.table, i) = *cvs_unit_table_at(&f.table, i);
  g.table.entries.count = 3000;
  assert_int_equal(cvs_unit_table_index(&g.table), CVS_OK);

  for (uint32_t i = 0; i < 3000; i++)
    assert_int_equal(find(&g, name, (size_t)snprintf(name, sizeof name, i % 2 ? "%u" : "a name that is long: %u", i)),
                     i);
  free_fixture(&f);
  free_fixture(&g);
}

static void a_table_that_was_told_how_many_to_expect_does_not_grow(void **state) {
  (void)state;
  fixture f = new_fixture();
  char name[24];
  for (uint32_t i = 0; i < 1000; i++)
    assert_int_equal(find(&f, name, (size_t)snprintf(name, sizeof name, "u%u", i)), i);

  assert_int_equal(cvs_unit_table_expect(&f.table, MANY), CVS_OK);
  const unsigned bits = f.table.slots.bits;
  for (uint32_t i = 0; i < 1000 + MANY; i++)
    assert_int_equal(find(&f, name, (size_t)snprintf(name, sizeof name, "u%u", i)), i);

  assert_true(((uint64_t)3 << bits) / 4 >= 1000 + MANY);
  assert_int_equal(f.table.slots.bits, bits);
  assert_int_equal(cvs_unit_table_expect(&f.table, 1), CVS_OK);
  assert_int_equal(f.table.slots.bits, bits);
  free_fixture(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_are_numbered_in_the_order_they_come),
      cmocka_unit_test(names_that_differ_in_a_byte_or_in_length_are_different),
      cmocka_unit_test(names_of_one_hash_are_told_apart),
      cmocka_unit_test(a_name_is_found_though_the_table_has_grown_since_it_was_sent_for),
      cmocka_unit_test(a_table_takes_at_most_64_bytes_a_user_while_it_grows),
      cmocka_unit_test(running_numbers_spread_evenly_over_parts_slots_and_tags),
      cmocka_unit_test(every_bit_of_a_name_moves_half_of_the_hash),
      cmocka_unit_test(a_table_that_was_told_how_many_to_expect_does_not_grow),
      cmocka_unit_test(a_table_filled_from_elsewhere_is_found_again_after_indexing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
