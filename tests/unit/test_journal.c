/* A text file that only grows, whole lines at a time. */
#include "base/journal.h"

#include "support/dataset_text.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static cvs_status append(const char *path, size_t known, const char *lines, cvs_error *error) {
  cvs_strbuf text = {0};
  cvs_strbuf_add(&text, lines);
  const cvs_status status = cvs_journal_append(path, known, &text, error);
  cvs_strbuf_free(&text);
  return status;
}

/* A path at which there is no file. */
static void find_free_path(char *path, size_t size) {
  (void)snprintf(path, size, "%s", write_temporary("", 0));
  assert_int_equal(unlink(path), 0);
}

static void check_content(const char *path, const char *want) {
  cvs_strbuf text = {0};
  assert_int_equal(cvs_journal_read(path, &text, NULL), CVS_OK);
  assert_string_equal(cvs_strbuf_text(&text), want);
  cvs_strbuf_free(&text);
}

static void a_file_that_is_not_there_is_empty_until_it_is_written(void **state) {
  (void)state;
  char path[256];
  find_free_path(path, sizeof path);

  check_content(path, "");
  assert_int_equal(append(path, 0, "one\n", NULL), CVS_OK);
  assert_int_equal(append(path, 4, "two\nthree\n", NULL), CVS_OK);

  check_content(path, "one\ntwo\nthree\n");
  assert_int_equal(unlink(path), 0);
}

static void what_somebody_else_has_written_meanwhile_is_left_alone(void **state) {
  (void)state;
  char path[256];
  cvs_error error = {0};
  (void)snprintf(path, sizeof path, "%s", write_temporary("one\ntwo\n", 8));

  assert_int_equal(append(path, 4, "three\n", &error), CVS_EIO);

  assert_string_equal(error.message, "was written by somebody else meanwhile, try again");
  check_content(path, "one\ntwo\n");
  assert_int_equal(unlink(path), 0);
}

static void nothing_to_append_makes_no_file(void **state) {
  (void)state;
  char path[256];
  find_free_path(path, sizeof path);

  assert_int_equal(append(path, 0, "", NULL), CVS_OK);

  assert_int_not_equal(access(path, F_OK), 0);
}

static void only_a_regular_file_keeps_lines(void **state) {
  (void)state;
  cvs_error device = {0}, folder = {0}, reading = {0};
  cvs_strbuf text = {0};

  assert_int_equal(append("/dev/null", 0, "one\n", &device), CVS_EIO);
  assert_int_equal(append("/tmp", 0, "one\n", &folder), CVS_EIO);
  assert_int_equal(cvs_journal_read("/tmp", &text, &reading), CVS_EIO);

  assert_string_equal(device.message, "is no regular file");
  assert_string_equal(folder.message, "cannot be written: Is a directory");
  assert_string_equal(reading.message, "cannot be read: Is a directory");
  cvs_strbuf_free(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_file_that_is_not_there_is_empty_until_it_is_written),
      cmocka_unit_test(what_somebody_else_has_written_meanwhile_is_left_alone),
      cmocka_unit_test(nothing_to_append_makes_no_file),
      cmocka_unit_test(only_a_regular_file_keeps_lines),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
