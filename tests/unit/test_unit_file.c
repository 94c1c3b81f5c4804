/* A temporary file that nobody else sees. */
#include "data/unit_file.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void what_is_written_at_a_place_is_read_there(void **state) {
  (void)state;
  cvs_unit_file *file = NULL;
  char first[3000], second[5000], got[5000];
  memset(first, 'a', sizeof first);
  memset(second, 'b', sizeof second);
  assert_int_equal(cvs_unit_file_new(NULL, &file, NULL), CVS_OK);

  const uint64_t at_first = cvs_unit_file_reserve(file, sizeof first);
  const uint64_t at_second = cvs_unit_file_reserve(file, sizeof second);
  assert_int_equal(cvs_unit_file_write(file, at_second, second, sizeof second, NULL), CVS_OK);
  assert_int_equal(cvs_unit_file_write(file, at_first, first, sizeof first, NULL), CVS_OK);

  assert_int_equal(cvs_unit_file_length(file), sizeof first + sizeof second);
  assert_int_equal(cvs_unit_file_read(file, at_first, got, sizeof first, NULL), CVS_OK);
  assert_memory_equal(got, first, sizeof first);
  assert_int_equal(cvs_unit_file_read(file, at_second, got, sizeof second, NULL), CVS_OK);
  assert_memory_equal(got, second, sizeof second);
  cvs_unit_file_free(file);
}

static size_t count_entries(const char *directory) {
  DIR *list = opendir(directory);
  assert_non_null(list);
  size_t count = 0;
  for (const struct dirent *entry = readdir(list); entry; entry = readdir(list))
    count += entry->d_name[0] != '.';
  (void)closedir(list);
  return count;
}

static void no_name_of_it_is_in_its_folder_even_while_it_is_open(void **state) {
  (void)state;
  char directory[] = "/tmp/convstat-test-XXXXXX";
  assert_non_null(mkdtemp(directory));
  cvs_unit_file *file = NULL;

  assert_int_equal(cvs_unit_file_new(directory, &file, NULL), CVS_OK);
  assert_int_equal(cvs_unit_file_write(file, 0, "some bytes", 10, NULL), CVS_OK);

  assert_int_equal(count_entries(directory), 0);
  cvs_unit_file_free(file);
  assert_int_equal(rmdir(directory), 0);
}

static void a_folder_that_takes_no_file_is_named(void **state) {
  (void)state;
  cvs_unit_file *file = NULL;
  cvs_error error = {0};

  assert_int_equal(cvs_unit_file_new("/nonexistent/folder", &file, &error), CVS_EIO);

  assert_null(file);
  assert_string_equal(error.message, "no temporary file can be made in directory \"/nonexistent/folder\": No such file "
                                     "or directory (TMPDIR names another one)");
}

static void a_full_disk_is_reported_with_the_folder(void **state) {
  (void)state;
  static char bytes[8192];
  struct rlimit before;
  cvs_unit_file *file = NULL;
  cvs_error error = {0};
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
  assert_int_equal(cvs_unit_file_new("/tmp", &file, NULL), CVS_OK);
  assert_true(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);

  const struct rlimit small = {4096, before.rlim_max};
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
  const cvs_status status = cvs_unit_file_write(file, 0, bytes, sizeof bytes, &error);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);

  assert_int_equal(status, CVS_EIO);
  assert_string_equal(error.message, "a temporary file cannot be written in directory \"/tmp\": File too large (TMPDIR "
                                     "names another one)");
  cvs_unit_file_free(file);
}

static void bytes_that_are_not_there_are_an_error(void **state) {
  (void)state;
  cvs_unit_file *file = NULL;
  cvs_error error = {0};
  char byte;
  assert_int_equal(cvs_unit_file_new("/tmp", &file, NULL), CVS_OK);

  assert_int_equal(cvs_unit_file_read(file, 5, &byte, 1, &error), CVS_EIO);

  assert_string_equal(
      error.message,
      "a temporary file cannot be read in directory \"/tmp\": it is too short (TMPDIR names another one)");
  cvs_unit_file_free(file);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_written_at_a_place_is_read_there),
      cmocka_unit_test(no_name_of_it_is_in_its_folder_even_while_it_is_open),
      cmocka_unit_test(a_folder_that_takes_no_file_is_named),
      cmocka_unit_test(a_full_disk_is_reported_with_the_folder),
      cmocka_unit_test(bytes_that_are_not_there_are_an_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
