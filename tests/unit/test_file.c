/* The forms of file that the world exports, end to end. */
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

/* Every form of this table must read as the same two arms. */
static void check_form(const void *bytes, size_t length, const cvs_read_options *options, char delimiter,
                       const char *encoding) {
  cvs_error error;
  cvs_dataset *const dataset = read_bytes(bytes, length, options, &error);
  if (dataset == NULL)
    fail_msg("line %llu: %s", (unsigned long long)error.line, error.message);
  check_arm(dataset, 0, 0, "control", (cvs_sample){50000, 5000});
  check_arm(dataset, 0, 1, "green", (cvs_sample){50000, 5105});
  assert_int_equal(cvs_dataset_input(dataset)->file[0].delimiter, delimiter);
  assert_string_equal(cvs_dataset_input(dataset)->file[0].encoding, encoding);
  cvs_dataset_free(dataset);
}
#define FORM(text, delimiter) check_form(text, sizeof(text) - 1, NULL, delimiter, "UTF-8")

static void line_ends_and_delimiters_are_found(void **state) {
  (void)state;
  FORM("variant,visitors,conversions\ncontrol,50000,5000\ngreen,50000,5105\n", ',');
  FORM("variant,visitors,conversions\r\ncontrol,50000,5000\r\ngreen,50000,5105", ',');
  FORM("variant;visitors;conversions\rcontrol;50000;5000\rgreen;50000;5105\r", ';');
  FORM("variant\tvisitors\tconversions\ncontrol\t50000\t5000\ngreen\t50000\t5105\n", '\t');
  FORM("variant | visitors | conversions\ncontrol | 50000 | 5000\ngreen | 50000 | 5105\n", '|');
  FORM("\xEF\xBB\xBF\"variant\",\"visitors\",\"conversions\"\n\"control\",\"50,000\",\"5,000\"\ngreen,50000,5105\n",
       ',');
}

static void the_first_line_that_excel_writes_names_the_delimiter(void **state) {
  (void)state;
  FORM("sep=;\nvariant;visitors;conversions\ncontrol;50000;5000\ngreen;50000;5105\n", ';');
}

static void utf16_with_its_mark_is_read(void **state) {
  (void)state;
  static const char text[] = "variant;visitors;conversions\r\ncontrol;50000;5000\r\ngreen;50000;5105\r\n";
  char little[2 * sizeof text + 2] = "\xFF\xFE";
  char big[2 * sizeof text + 2] = "\xFE\xFF";
  for (size_t i = 0; i < sizeof text - 1; i++) {
    little[2 + 2 * i] = text[i];
    big[3 + 2 * i] = text[i];
  }

  check_form(little, 2 * sizeof text, NULL, ';', "UTF-16LE");
  check_form(big, 2 * sizeof text, NULL, ';', "UTF-16BE");
}

static void the_delimiter_can_be_said(void **state) {
  (void)state;
  const cvs_read_options pipe = {.delimiter = '|'};
  static const char text[] = "a;b;c;d,variant|visitors|conversions|variant\n;|50000|5000|control\n;|50000|5105|green\n";
  check_form(text, sizeof text - 1, &pipe, '|', "UTF-8");
}

static void utf16_without_its_mark_says_how_to_read_it(void **state) {
  (void)state;
  const char text[] = "v\0a\0r\0\n\0";
  cvs_error error;
  const cvs_read_options named = {.encoding = "UTF-16LE"};

  assert_null(read_bytes(text, sizeof text - 1, NULL, &error));
  assert_int_equal(error.line, 1);
  assert_string_equal(error.message,
                      "column 1 is \"v\" with a NUL byte behind it, expected text (--encoding names other "
                      "encodings than UTF-8)");

  assert_null(read_bytes(text, sizeof text - 1, &named, &error));
  assert_non_null(strstr(error.message, "the first line has no known column in \"var\""));
}

static void two_by_columns_make_groups_of_their_combinations(void **state) {
  (void)state;
  static const char *const by[] = {"country", "device"};
  const cvs_read_options options = {.by = by, .by_count = 2};

  cvs_dataset *const dataset = read_good_text("country,device,variant,visitors,conversions\n"
                                              "a,bc,x,1,1\nab,c,x,2,2\na,bc,x,4,4\n,,x,8,8\n",
                                              &options);

  assert_int_equal(cvs_dataset_group_count(dataset), 3);
  assert_int_equal(cvs_dataset_by_count(dataset), 2);
  check_arm(dataset, 0, 0, "x", (cvs_sample){5, 5});
  check_arm(dataset, 1, 0, "x", (cvs_sample){2, 2});
  assert_string_equal(cvs_dataset_by_value(dataset, 1, 0), "ab");
  assert_string_equal(cvs_dataset_by_value(dataset, 1, 1), "c");
  assert_string_equal(cvs_dataset_by_value(dataset, 2, 1), "");
  cvs_dataset_free(dataset);
}

static void strata_are_combinations_with_names(void **state) {
  (void)state;
  static const char *const stratify[] = {"country", "device"};
  const cvs_read_options options = {.stratify = stratify, .stratify_count = 2};
  cvs_group group;

  cvs_dataset *const dataset =
      read_good_text("country,device,variant,visitors,conversions\nil,m,a,1,1\nil,m,b,2,2\nde,m,b,4,4\n", &options);
  cvs_dataset_group(dataset, 0, &group);

  assert_int_equal(group.stratum_count, 2);
  assert_string_equal(cvs_dataset_stratum(dataset, group.stratum[0]), "il / m");
  assert_string_equal(cvs_dataset_stratum(dataset, group.stratum[1]), "de / m");
  assert_int_equal(group.stratum_arm[1].visitors, 2);
  assert_int_equal(group.stratum_arm[2].visitors, 0); /* a is not in de */
  assert_int_equal(group.stratum_arm[3].visitors, 4);
  cvs_dataset_free(dataset);
}

static void times_are_counted_in_the_zone_that_is_named(void **state) {
  (void)state;
  const cvs_read_options east = {.timezone = "+02:00"};
  const char *const text = "ts,variant,visitors,conversions\n2024-01-01T23:00:00Z,a,10,1\n1704150000,b,10,1\n";
  cvs_group group;

  cvs_dataset *const dataset = read_good_text(text, &east);
  cvs_dataset_group(dataset, 0, &group);

  assert_int_equal(group.day_count, 1);
  assert_int_equal(group.day[0], 19724); /* date -u -d 2024-01-02 +%s / 86400 */
  cvs_dataset_free(dataset);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(line_ends_and_delimiters_are_found),
      cmocka_unit_test(the_first_line_that_excel_writes_names_the_delimiter),
      cmocka_unit_test(utf16_with_its_mark_is_read),
      cmocka_unit_test(the_delimiter_can_be_said),
      cmocka_unit_test(utf16_without_its_mark_says_how_to_read_it),
      cmocka_unit_test(two_by_columns_make_groups_of_their_combinations),
      cmocka_unit_test(strata_are_combinations_with_names),
      cmocka_unit_test(times_are_counted_in_the_zone_that_is_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
