/* Several files as one, and options that are wrong before anything is opened. */
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

static char *copy(const char *text) {
  char *const made = malloc(strlen(text) + 1);
  assert_non_null(made);
  return strcpy(made, text);
}

static void files_of_different_forms_are_read_as_one(void **state) {
  (void)state;
  static const char first[] = "device,variant,visitors,conversions\nmobile,a,10,1\nmobile,b,20,2\n";
  static const char second[] = "Orders;Arm;Users;Device\n3;c;30;desktop\n4;a;40;mobile\n";
  static const char *const by[] = {"device"};
  const cvs_read_options options = {.by = by, .by_count = 1};
  char *const one = copy(write_temporary(first, strlen(first)));
  char *const two = copy(write_temporary(second, strlen(second)));
  const char *const paths[] = {one, two};
  cvs_error error = {0};
  cvs_dataset *dataset = NULL;

  assert_int_equal(cvs_dataset_read(paths, 2, &options, &dataset, &error), CVS_OK);

  assert_int_equal(cvs_dataset_group_count(dataset), 2);
  assert_string_equal(cvs_dataset_by_name(dataset, 0), "device");
  assert_string_equal(cvs_dataset_by_value(dataset, 0, 0), "mobile");
  assert_string_equal(cvs_dataset_by_value(dataset, 1, 0), "desktop");
  check_arm(dataset, 0, 0, "a", (cvs_sample){50, 5});
  check_arm(dataset, 0, 1, "b", (cvs_sample){20, 2});
  check_arm(dataset, 1, 0, "c", (cvs_sample){30, 3});
  const cvs_input_info *const info = cvs_dataset_input(dataset);
  assert_int_equal(info->file_count, 2);
  assert_int_equal(info->file[1].delimiter, ';');
  assert_string_equal(info->file[1].role[CVS_ROLE_VISITORS], "Users");
  cvs_dataset_free(dataset);
  unlink(one);
  unlink(two);
  free(one);
  free(two);
}

static void days_are_given_up_where_a_file_has_none(void **state) {
  (void)state;
  static const char dated[] = "date,variant,visitors,conversions\n2024-01-01,a,10,1\n";
  static const char undated[] = "variant,visitors,conversions\na,10,1\n";
  char *const one = copy(write_temporary(dated, strlen(dated)));
  char *const two = copy(write_temporary(undated, strlen(undated)));
  const char *const paths[] = {one, two};
  const cvs_read_options options = {0};
  cvs_error error = {0};
  cvs_dataset *dataset = NULL;
  cvs_group group;

  assert_int_equal(cvs_dataset_read(paths, 2, &options, &dataset, &error), CVS_OK);
  cvs_dataset_group(dataset, 0, &group);

  assert_int_equal(group.day_count, 0);
  check_arm(dataset, 0, 0, "a", (cvs_sample){20, 2});
  cvs_dataset_free(dataset);
  unlink(one);
  unlink(two);
  free(one);
  free(two);
}

static void check_usage(cvs_read_options options, const char *message) {
  static const char *const paths[] = {"/nonexistent"};
  cvs_error error = {0};
  cvs_dataset *dataset = NULL;
  assert_int_equal(cvs_dataset_read(paths, 1, &options, &dataset, &error), CVS_EUSAGE);
  assert_null(dataset);
  assert_string_equal(error.message, message);
}

static void wrong_options_are_found_before_anything_is_opened(void **state) {
  (void)state;
  check_usage((cvs_read_options){.encoding = "utf-99"},
              "--encoding \"utf-99\" is not known, expected a name such as windows-1252 or UTF-16LE");
  check_usage((cvs_read_options){.date_format = "DD.MM"},
              "--date-format \"DD.MM\" is not one, expected YYYY, MM and DD once each, such as DD/MM/YYYY");
  check_usage((cvs_read_options){.timezone = "Mars"},
              "--timezone \"Mars\" is not known, expected UTC or an offset such as +02:00");
  check_usage((cvs_read_options){.delimiter = 'x'},
              "--delimiter is none of comma, semicolon, tab and pipe, expected one of them");
  check_usage((cvs_read_options){.decimal = ';'}, "--decimal is neither point nor comma, expected one of them");
  check_usage((cvs_read_options){.shape = CVS_SHAPE_EVENTS}, "--shape events cannot be read yet, expected counts");
}

static void standard_input_is_read_once_at_most(void **state) {
  (void)state;
  static const char *const paths[] = {"-", "x", "-"};
  const cvs_read_options options = {0};
  cvs_error error = {0};
  cvs_dataset *dataset = NULL;

  assert_int_equal(cvs_dataset_read(paths, 3, &options, &dataset, &error), CVS_EUSAGE);

  assert_string_equal(error.message, "standard input (-) is named 2 times, expected once");
}

static void a_header_alone_and_an_empty_file_are_told_apart(void **state) {
  (void)state;
  const cvs_read_options skip = {.skip_bad = true};
  check_fails("variant,visitors,conversions\n", NULL, CVS_EDATA, 0,
              "there is a header but no row, expected one row a variant");
  check_fails("", NULL, CVS_EDATA, 0, "the file is empty, expected a header such as variant,visitors,conversions");
  check_fails(" \n\t\n", NULL, CVS_EDATA, 0,
              "the file is empty, expected a header such as variant,visitors,conversions");
  check_fails("variant,visitors,conversions\na,x,1\n", &skip, CVS_EDATA, 0,
              "all 1 rows were skipped, expected a good one");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(files_of_different_forms_are_read_as_one),
      cmocka_unit_test(days_are_given_up_where_a_file_has_none),
      cmocka_unit_test(wrong_options_are_found_before_anything_is_opened),
      cmocka_unit_test(standard_input_is_read_once_at_most),
      cmocka_unit_test(a_header_alone_and_an_empty_file_are_told_apart),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
