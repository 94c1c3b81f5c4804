/* Several files as one, and options that are wrong before anything is opened. */
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
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
  check_usage((cvs_read_options){.steps = {.step = (const char *const[]){"view", "cart", "view"}, .count = 3}},
              "--steps names \"view\" twice, expected each step once");
  check_usage((cvs_read_options){.steps = {.step = (const char *const[]){"view", ""}, .count = 2}},
              "--steps has an empty name, expected names with commas between them");
  check_usage((cvs_read_options){.steps = {.count = 33}}, "--steps names 33 steps, expected at most 32");
  check_usage((cvs_read_options){.steps = {.window = -1}}, "--window is negative, expected a span of time such as 7d");
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

static void assignments_and_their_log_are_not_both_standard_input(void **state) {
  (void)state;
  static const char *const paths[] = {"x", "-"};
  const cvs_read_options options = {.assignments = "-"};
  cvs_error error = {0};
  cvs_dataset *dataset = NULL;

  assert_int_equal(cvs_dataset_read(paths, 2, &options, &dataset, &error), CVS_EUSAGE);

  assert_string_equal(error.message,
                      "--assignments and the log are both standard input (-), expected a file for one of them");
}

static void an_input_has_a_name(void **state) {
  (void)state;
  static const char *const paths[] = {"x", ""};
  const cvs_read_options options = {0};
  cvs_error error = {0};
  cvs_dataset *dataset = NULL;

  assert_int_equal(cvs_dataset_read(paths, 2, &options, &dataset, &error), CVS_EUSAGE);

  assert_string_equal(error.message, "the name of an input is empty, expected a file, or - for standard input");
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

/* Two files read as one must fail at the header of the second: the first one's name stands in the message. */
static void check_two(const char *first, const char *second, const char *before, const char *behind) {
  char one[512];
  char two[512];
  char want[1024];
  const cvs_read_options options = {.goal_optional = true};
  cvs_error error = {0};
  cvs_dataset *dataset = NULL;
  (void)snprintf(one, sizeof one, "%s", write_temporary(first, strlen(first)));
  (void)snprintf(two, sizeof two, "%s", write_temporary(second, strlen(second)));
  const char *const paths[] = {one, two};

  assert_int_equal(cvs_dataset_read(paths, 2, &options, &dataset, &error), CVS_EDATA);

  (void)snprintf(want, sizeof want, "%s\"%s\"%s", before, one, behind);
  assert_string_equal(error.message, want);
  assert_string_equal(error.source, two);
  assert_int_equal(error.line, 1);
  unlink(one);
  unlink(two);
}

static void files_of_different_shapes_are_refused(void **state) {
  (void)state;
  check_two("variant,visitors,conversions\na,10,1\n", "user,variant,converted\n1,a,1\n", "the file has users and ",
            " has counts, expected one shape");
  check_two("variant,visitors,conversions,step.view\na,10,1,9\n", "variant,visitors,conversions\na,10,1\n",
            "the columns of steps are others than in ", ", expected the same in the same order");
}

static void counts_carry_the_steps_they_have(void **state) {
  (void)state;
  static const char *const steps[] = {"buy", "view"};
  const cvs_read_options asked = {.steps = {.step = steps, .count = 2, .any_order = true}};
  const char *const text = "date,variant,visitors,conversions,step.view,Step.buy\n2024-01-01,a,10,1,9,2\n"
                           "2024-01-02,a,5,1,4,1\n";
  cvs_group group;

  cvs_dataset *const own = read_good_text(text, NULL);
  cvs_dataset *const chosen = read_good_text(text, &asked);

  assert_int_equal(cvs_dataset_step_count(own), 2);
  assert_string_equal(cvs_dataset_step(own, 1), "buy");
  cvs_dataset_group(own, 0, &group);
  assert_memory_equal(group.arm_step, ((const uint64_t[]){13, 3}), 2 * sizeof(uint64_t));
  assert_memory_equal(group.day_step, ((const uint64_t[]){9, 2, 4, 1}), 4 * sizeof(uint64_t));
  assert_null(group.arm_before);
  cvs_dataset_group(chosen, 0, &group);
  assert_memory_equal(group.arm_step, ((const uint64_t[]){3, 13}), 2 * sizeof(uint64_t));
  check_arm(chosen, 0, 0, "a", (cvs_sample){15, 2});
  check_fails("variant,visitors,conversions,step.view\na,10,1,11\n", NULL, CVS_EDATA, 2,
              "column \"step.view\" is \"11\", expected at most the 10 of column \"visitors\"");
  cvs_dataset_free(own);
  cvs_dataset_free(chosen);
}

static void a_file_a_variant_takes_the_names_of_the_files(void **state) {
  (void)state;
  const cvs_read_options options = {.column = {[CVS_ROLE_VARIANT] = "@file", [CVS_ROLE_USER] = "none"}};
  const char *const standard_input = "-";
  const cvs_read_options assigned = {.column = {[CVS_ROLE_VARIANT] = "@file"}, .assignments = "users.csv"};
  cvs_dataset *dataset = NULL;
  cvs_error error = {0};
  char path[512];
  (void)strcpy(path, write_temporary("converted,arm\n1,x\n0,y\n1,x\n", 26));

  assert_int_equal(cvs_dataset_read(&(const char *){path}, 1, &options, &dataset, NULL), CVS_OK);

  check_arm(dataset, 0, 0, strrchr(path, '/') + 1, (cvs_sample){.conversions = 2, .visitors = 3});
  assert_int_equal(cvs_dataset_variant_count(dataset), 1);
  assert_string_equal(cvs_dataset_input(dataset)->file[0].role[CVS_ROLE_VARIANT], "@file");
  cvs_dataset_free(dataset);
  assert_int_equal(cvs_dataset_read(&standard_input, 1, &options, &dataset, &error), CVS_EUSAGE);
  assert_string_equal(error.message, "--variant @file takes the names of files, and standard input has none");
  check_usage(assigned, "--variant @file and --assignments both say the variant, expected one of them");
  assert_int_equal(unlink(path), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_file_a_variant_takes_the_names_of_the_files),
      cmocka_unit_test(files_of_different_shapes_are_refused),
      cmocka_unit_test(counts_carry_the_steps_they_have),
      cmocka_unit_test(files_of_different_forms_are_read_as_one),
      cmocka_unit_test(days_are_given_up_where_a_file_has_none),
      cmocka_unit_test(wrong_options_are_found_before_anything_is_opened),
      cmocka_unit_test(standard_input_is_read_once_at_most),
      cmocka_unit_test(assignments_and_their_log_are_not_both_standard_input),
      cmocka_unit_test(an_input_has_a_name),
      cmocka_unit_test(a_header_alone_and_an_empty_file_are_told_apart),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
