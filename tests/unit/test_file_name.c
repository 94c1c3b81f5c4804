/* The variant that a file's name gives. */
#include "data/file_name.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void check_stem(const char *path, const char *want) {
  size_t length = 0;
  const char *const stem = cvs_file_stem(path, &length);
  assert_int_equal(length, strlen(want));
  assert_memory_equal(stem, want, length);
}

static void folders_and_endings_of_tables_are_no_part_of_the_variant(void **state) {
  (void)state;
  check_stem("men_random.csv", "men_random");
  check_stem("/data/2024/blue.tsv", "blue");
  check_stem("../green.csv.gz", "green");
  check_stem("red.CSV.zst", "red");
  check_stem("plain", "plain");
}

static void other_dots_belong_to_the_name(void **state) {
  (void)state;
  check_stem("page-v1.2.csv", "page-v1.2");
  check_stem("page-v1.2", "page-v1.2");
  check_stem("a.csv.csv", "a.csv");
}

static void a_name_that_is_an_ending_alone_stays(void **state) {
  (void)state;
  check_stem("folder/.csv", ".csv");
  check_stem(".gz", ".gz");
  check_stem(".csv.gz", ".csv");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(folders_and_endings_of_tables_are_no_part_of_the_variant),
      cmocka_unit_test(other_dots_belong_to_the_name),
      cmocka_unit_test(a_name_that_is_an_ending_alone_stays),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
