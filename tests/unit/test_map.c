/* A set of byte strings with numbers. */
#include "base/map.h"

#include <stdio.h>
#include <string.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static cvs_map *new_map(void) {
  cvs_map *map = NULL;
  assert_int_equal(cvs_map_new(&map), CVS_OK);
  return map;
}

static uint32_t intern(cvs_map *map, const char *key, size_t length, bool expect_new) {
  uint32_t index = UINT32_MAX;
  bool added = !expect_new;
  assert_int_equal(cvs_map_intern(map, key, length, &index, &added), CVS_OK);
  assert_int_equal(added, expect_new);
  return index;
}

static void keys_are_numbered_by_first_appearance(void **state) {
  (void)state;
  cvs_map *map = new_map();

  assert_int_equal(intern(map, "control", 7, true), 0);
  assert_int_equal(intern(map, "green", 5, true), 1);
  assert_int_equal(intern(map, "control", 7, false), 0);
  assert_int_equal(cvs_map_count(map), 2);
  cvs_map_free(map);
}

static void any_bytes_are_a_key(void **state) {
  (void)state;
  cvs_map *map = new_map();
  size_t length = 99;

  assert_int_equal(intern(map, "", 0, true), 0);
  assert_int_equal(intern(map, "\0", 1, true), 1);
  assert_int_equal(intern(map, "\0\0", 2, true), 2);
  assert_int_equal(intern(map, "a\0b", 3, true), 3);
  assert_int_equal(intern(map, "a\0c", 3, true), 4);

  assert_memory_equal(cvs_map_key(map, 3, &length), "a\0b", 4);
  assert_int_equal(length, 3);
  assert_string_equal(cvs_map_key(map, 0, NULL), "");
  cvs_map_free(map);
}

static void a_hundred_thousand_keys_stay_apart(void **state) {
  (void)state;
  cvs_map *map = new_map();
  char key[32];

  for (uint32_t i = 0; i < 100000; i++) {
    const int length = snprintf(key, sizeof key, "experiment-%u", i);
    assert_int_equal(intern(map, key, (size_t)length, true), i);
  }

  for (uint32_t i = 0; i < 100000; i += 7) {
    uint32_t index = 0;
    const int length = snprintf(key, sizeof key, "experiment-%u", i);
    assert_true(cvs_map_find(map, key, (size_t)length, &index));
    assert_int_equal(index, i);
    assert_string_equal(cvs_map_key(map, i, NULL), key);
  }
  cvs_map_free(map);
}

static void what_is_not_there_is_not_found(void **state) {
  (void)state;
  cvs_map *map = new_map();
  uint32_t index = 77;
  assert_false(cvs_map_find(map, "x", 1, &index));
  assert_int_equal(intern(map, "x", 1, true), 0);

  assert_false(cvs_map_find(map, "X", 1, &index));
  assert_false(cvs_map_find(map, "xx", 2, &index));
  assert_int_equal(index, 77);
  assert_int_equal(cvs_map_count(map), 1);
  cvs_map_free(map);
  cvs_map_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keys_are_numbered_by_first_appearance),
      cmocka_unit_test(any_bytes_are_a_key),
      cmocka_unit_test(a_hundred_thousand_keys_stay_apart),
      cmocka_unit_test(what_is_not_there_is_not_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
