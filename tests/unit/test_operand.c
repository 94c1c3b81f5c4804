/* Words of a command line: which are counts, which are files. */
#include "cli/operand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* A folder of its own with a file whose name looks like counts: a=1/2 is file "2" in folder "a=1". */
static int enter_folder(void **state) {
  char *folder = strdup("/tmp/convstat-operand-XXXXXX");
  *state = folder;
  if (!folder || !mkdtemp(folder) || chdir(folder) != 0 || mkdir("a=1", 0700) != 0)
    return -1;
  FILE *file = fopen("a=1/2", "w");
  return file && fclose(file) == 0 ? 0 : -1;
}

static int leave_folder(void **state) {
  const int failed = unlink("a=1/2") | rmdir("a=1") | chdir("/") | rmdir(*state);
  free(*state);
  return failed;
}

static cvs_status check(const char **words, size_t count, cvs_error *error) {
  cvs_arguments arguments = {.words = {words, count}};
  return cvs_operands_check(&arguments, "test", error);
}

static void name_counts_and_visitors_are_counts(void **state) {
  (void)state;

  assert_true(cvs_operand_is_counts("control=5000/50000"));
  assert_true(cvs_operand_is_counts("a/b=c=1/2"));
  assert_true(cvs_operand_is_counts("typo=x/y"));
}

static void other_words_are_files(void **state) {
  (void)state;
  static const char *const words[] = {"-", "results.csv", "path/to/a=b", "a=5", "5/10", ""};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    assert_false(cvs_operand_is_counts(words[i]));
}

static void a_file_that_exists_is_a_file_whatever_its_name(void **state) {
  (void)state;

  assert_false(cvs_operand_is_counts("a=1/2"));
  assert_true(cvs_operand_is_any("a=1/2"));
  assert_true(cvs_operand_is_counts("a=1/3"));
  assert_false(cvs_operand_is_any("missing.csv"));
}

static void files_and_counts_do_not_mix(void **state) {
  (void)state;
  const char *mixed[] = {"a=5/10", "b=6/10", "results.csv"};
  const char *counts[] = {"a=5/10", "b=6/10"};
  const char *files[] = {"one.csv", "two.csv"};
  cvs_error error = {0};
  cvs_error none = {0};

  const cvs_status status = check(mixed, 3, &error);

  assert_int_equal(status, CVS_EUSAGE);
  assert_string_equal(error.message,
                      "\"results.csv\" is a file and \"a=5/10\" is not, expected files or NAME=CONVERSIONS/VISITORS");
  assert_int_equal(check(counts, 2, &none), CVS_OK);
  assert_int_equal(check(files, 2, &none), CVS_OK);
}

static void an_input_is_never_the_output(void **state) {
  (void)state;
  const char *word = "./a=1/2";
  cvs_arguments arguments = {.words = {&word, 1}};
  arguments.output.output = (cvs_value){.given = true, .text = "a=1/2"};
  cvs_error error = {0};

  const cvs_status status = cvs_operands_check(&arguments, "test", &error);

  assert_int_equal(status, CVS_EUSAGE);
  assert_string_equal(error.message, "--output: \"a=1/2\" is an input too, expected another file");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(name_counts_and_visitors_are_counts),
      cmocka_unit_test(other_words_are_files),
      cmocka_unit_test_setup_teardown(a_file_that_exists_is_a_file_whatever_its_name, enter_folder, leave_folder),
      cmocka_unit_test(files_and_counts_do_not_mix),
      cmocka_unit_test_setup_teardown(an_input_is_never_the_output, enter_folder, leave_folder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
