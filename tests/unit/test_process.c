/* Another program, without a shell. */
#include "cli/process.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* An open file without a name. */
static int open_nameless(void) {
  char path[] = "/tmp/convstat-test-XXXXXX";
  const int file = mkstemp(path);
  assert_true(file >= 0);
  (void)unlink(path);
  return file;
}

static void a_program_reads_its_input_and_writes_its_output(void **state) {
  (void)state;
  static const char *const words[] = {"tr", "a-z", "A-Z", NULL};
  char got[16] = "";
  const int input = open_nameless(), output = open_nameless();
  assert_int_equal(write(input, "green", 5), 5);
  assert_int_equal(lseek(input, 0, SEEK_SET), 0);

  const cvs_status status = cvs_process_run(words, input, output, NULL);

  assert_int_equal(status, CVS_OK);
  assert_int_equal(lseek(output, 0, SEEK_SET), 0);
  assert_int_equal(read(output, got, sizeof got), 5);
  assert_string_equal(got, "GREEN");
  (void)close(input);
  (void)close(output);
}

/* Nothing is expanded: there is no shell. */
static void words_mean_themselves(void **state) {
  (void)state;
  static const char *const words[] = {"printf", "%s", "$HOME;*", NULL};
  char got[16] = "";
  const int input = open_nameless(), output = open_nameless();

  assert_int_equal(cvs_process_run(words, input, output, NULL), CVS_OK);

  assert_int_equal(lseek(output, 0, SEEK_SET), 0);
  assert_int_equal(read(output, got, sizeof got), 7);
  assert_string_equal(got, "$HOME;*");
  (void)close(input);
  (void)close(output);
}

static void a_program_that_fails_is_a_failure(void **state) {
  (void)state;
  static const char *const words[] = {"false", NULL};
  cvs_error error = {0};
  const int input = open_nameless();

  assert_int_equal(cvs_process_run(words, input, input, &error), CVS_EIO);

  assert_string_equal(error.message, "false has failed");
  (void)close(input);
}

static void a_program_that_is_not_there_is_said_to_be_missing(void **state) {
  (void)state;
  static const char *const words[] = {"convstat-no-such-program", NULL};
  cvs_error error = {0};
  const int input = open_nameless();

  assert_false(cvs_process_exists(words[0]));
  assert_true(cvs_process_exists("tr"));
  assert_int_equal(cvs_process_run(words, input, input, &error), CVS_EIO);

  assert_non_null(strstr(error.message, "convstat-no-such-program"));
  (void)close(input);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_program_reads_its_input_and_writes_its_output),
      cmocka_unit_test(words_mean_themselves),
      cmocka_unit_test(a_program_that_fails_is_a_failure),
      cmocka_unit_test(a_program_that_is_not_there_is_said_to_be_missing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
