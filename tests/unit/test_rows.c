/* Records to cells: what is refused, in which words, and what is summed. */
#include "data/rows.h"
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define HEADER "variant,visitors,conversions\n"

static void rows_of_one_variant_are_summed_in_order_of_first_appearance(void **state) {
  (void)state;

  cvs_dataset *const dataset = read_good_text(HEADER "b,10,1\na,20,2\nb,30,3\n", NULL);

  assert_int_equal(cvs_dataset_input(dataset)->rows, 3);
  check_arm(dataset, 0, 0, "b", (cvs_sample){40, 4});
  check_arm(dataset, 0, 1, "a", (cvs_sample){20, 2});
  cvs_dataset_free(dataset);
}

static void variants_are_trimmed_and_compared_to_the_letter(void **state) {
  (void)state;

  cvs_dataset *const dataset = read_good_text(HEADER "a,10,1\n\" a \",10,1\nA,5,5\n", NULL);

  assert_int_equal(cvs_dataset_variant_count(dataset), 2);
  check_arm(dataset, 0, 0, "a", (cvs_sample){20, 2});
  check_arm(dataset, 0, 1, "A", (cvs_sample){5, 5});
  cvs_dataset_free(dataset);
}

static void a_name_of_ten_thousand_characters_is_kept_whole(void **state) {
  (void)state;
  enum { LENGTH = 10000 };
  char *const text = malloc(LENGTH + 100);
  assert_non_null(text);
  memcpy(text, HEADER, sizeof HEADER);
  memset(text + strlen(HEADER), 'x', LENGTH);
  memcpy(text + strlen(HEADER) + LENGTH, ",10,1\nb,10,1\n", 14);

  cvs_dataset *const dataset = read_good_text(text, NULL);

  assert_int_equal(strlen(cvs_dataset_variant(dataset, 0)), LENGTH);
  cvs_dataset_free(dataset);
  free(text);
}

static void counts_that_are_none_are_refused_with_what_was_expected(void **state) {
  (void)state;
  check_fails(HEADER "a,x,1\n", NULL, CVS_EDATA, 2, "column \"visitors\" is \"x\", expected a whole number");
  check_fails(HEADER "a,10,\n", NULL, CVS_EDATA, 2, "column \"conversions\" is empty, expected a whole number");
  check_fails(HEADER "a,10,1\nb,-3,1\n", NULL, CVS_EDATA, 3,
              "column \"visitors\" is \"-3\", expected a count of 0 or more");
  check_fails(HEADER "a,10,1.5\n", NULL, CVS_EDATA, 2,
              "column \"conversions\" is \"1.5\", expected a count without a fraction");
  check_fails(HEADER "a,9007199254740992,1\n", NULL, CVS_EDATA, 2,
              "column \"visitors\" is \"9007199254740992\", expected at most 9007199254740991 (2^53 - 1)");
  check_fails("variant;visitors;conversions\na;1.234;1\n", NULL, CVS_EDATA, 2,
              "column \"visitors\" is \"1.234\", expected --decimal point or --decimal comma to tell a group of digits "
              "from a fraction");
}

static void weighted_rows_are_visitors_who_all_converted_or_all_did_not(void **state) {
  (void)state;
  /* Bickel, Hammel & O'Connell (1975), Science 187, 398-404, department A. */
  static const char text[] = "Admit,Gender,Freq\nAdmitted,Male,512\nRejected,Male,313\n"
                             "Admitted,Female,89\nRejected,Female,19\n";
  const cvs_read_options options = {
      .column = {[CVS_ROLE_VARIANT] = "Gender", [CVS_ROLE_VISITORS] = "Freq", [CVS_ROLE_CONVERTED] = "Admit=Admitted"}};

  cvs_dataset *dataset = read_good_text(text, &options);

  check_arm(dataset, 0, 0, "Male", (cvs_sample){825, 512});
  check_arm(dataset, 0, 1, "Female", (cvs_sample){108, 89});
  cvs_dataset_free(dataset);
}

static void weighted_rows_without_a_value_of_their_own_say_yes_or_no(void **state) {
  (void)state;
  const cvs_read_options options = {.column = {[CVS_ROLE_CONVERTED] = "paid"}};

  cvs_dataset *dataset = read_good_text("variant,visitors,paid\na,5,YES\na,7,false\nb,3,1\nb,1,0\n", &options);

  check_arm(dataset, 0, 0, "a", (cvs_sample){12, 5});
  check_arm(dataset, 0, 1, "b", (cvs_sample){4, 3});
  cvs_dataset_free(dataset);
  check_fails("variant,visitors,paid\na,5,maybe\n", &options, CVS_EDATA, 2,
              "column \"paid\" is \"maybe\", expected 0 or 1, true or false (t, f), yes or no (y, n), or --converted "
              "COL=VALUE");
}

static void conversions_above_visitors_are_refused_in_each_row(void **state) {
  (void)state;
  check_fails(HEADER "a,1000,1\na,10,11\n", NULL, CVS_EDATA, 3,
              "column \"conversions\" is \"11\", expected at most the 10 of column \"visitors\"");
}

static void a_missing_variant_name_is_refused(void **state) {
  (void)state;
  check_fails(HEADER "  ,10,1\n", NULL, CVS_EDATA, 2, "column \"variant\" is empty, expected the name of a variant");
}

static void ragged_rows_are_refused_but_empty_columns_behind_are_not(void **state) {
  (void)state;
  check_fails(HEADER "a,10\n", NULL, CVS_EDATA, 2,
              "the line has 2 fields, expected 3: column \"conversions\" is missing");
  check_fails(HEADER "a,10,1,7\n", NULL, CVS_EDATA, 2, "the line has 4 fields, expected 3: \"7\" has no column");

  cvs_dataset *const dataset = read_good_text("variant,visitors,conversions,,\na,10,1,,,\nb,20,2\n,,,\n", NULL);

  check_arm(dataset, 0, 1, "b", (cvs_sample){20, 2});
  assert_int_equal(cvs_dataset_input(dataset)->rows, 2);
  cvs_dataset_free(dataset);
}

static void sums_beyond_2_to_the_53_are_refused_at_the_row_that_goes_there(void **state) {
  (void)state;
  check_fails(HEADER "a,9007199254740991,1\na,1,1\n", NULL, CVS_EDATA, 3,
              "column \"visitors\" is \"1\", expected at most 9007199254740991 (2^53 - 1) in all rows of a variant "
              "together");
}

static void sums_over_days_are_refused_as_well(void **state) {
  (void)state;
  check_fails("date,variant,visitors,conversions\n2024-01-01,a,9007199254740991,1\n2024-01-02,a,1,1\n", NULL, CVS_EDATA,
              0, "the visitors of one variant add up to more than 9007199254740991, expected at most 2^53 - 1");
}

static void values_in_messages_cannot_act_on_a_terminal(void **state) {
  (void)state;
  check_fails(HEADER "a,\"\x1b[31m\n1\",1\n", NULL, CVS_EDATA, 2,
              "column \"visitors\" is \"\\x1B[31m\\x0A1\", expected a whole number");
}

static void days_are_kept_in_the_order_of_time(void **state) {
  (void)state;
  cvs_group group;

  cvs_dataset *const dataset =
      read_good_text("day,arm,n,orders\n2024-01-03,a,10,1\n2024-01-02,b,20,2\n2024-01-02,a,5,0\n", NULL);
  cvs_dataset_group(dataset, 0, &group);

  assert_int_equal(group.day_count, 2);
  assert_int_equal(group.day[0], 19724); /* date -u -d 2024-01-02 +%s / 86400 */
  assert_int_equal(group.day[1], 19725);
  assert_int_equal(group.day_arm[0].visitors, 5);  /* 2 January, a */
  assert_int_equal(group.day_arm[1].visitors, 20); /* 2 January, b */
  assert_int_equal(group.day_arm[2].visitors, 10); /* 3 January, a */
  assert_int_equal(group.day_arm[3].visitors, 0);  /* 3 January, b: absent */
  check_arm(dataset, 0, 0, "a", (cvs_sample){15, 1});
  cvs_dataset_free(dataset);
}

static void skipping_counts_each_reason_and_reads_the_rest(void **state) {
  (void)state;
  const cvs_read_options skip = {.skip_bad = true};
  static const char *const words[] = {"ragged", "variant", "number", "conversions-above-visitors", "quote", "nul-byte"};

  const char text[] = HEADER "a,10,1\na,10\n,1,1\na,x,1\na,1,2\nb\0,1,1\n\"a,1,1\nb,20,2\n";
  cvs_error error;
  cvs_dataset *const dataset = read_bytes(text, sizeof text - 1, &skip, &error);

  assert_non_null(dataset);
  const cvs_input_info *const info = cvs_dataset_input(dataset);
  assert_int_equal(info->rows, 8);
  assert_int_equal(info->rows_skipped, 6);
  assert_int_equal(info->reason_count, 6);
  for (size_t i = 0; i < 6; i++) {
    assert_string_equal(info->reason[i].reason, words[i]);
    assert_int_equal(info->reason[i].rows, 1);
  }
  check_arm(dataset, 0, 0, "a", (cvs_sample){10, 1});
  check_arm(dataset, 0, 1, "b", (cvs_sample){20, 2});
  cvs_dataset_free(dataset);
}

static void a_bad_row_leaves_no_variant_behind(void **state) {
  (void)state;
  const cvs_read_options skip = {.skip_bad = true};

  cvs_dataset *const dataset = read_good_text(HEADER "ghost,x,1\na,10,1\n", &skip);

  assert_int_equal(cvs_dataset_variant_count(dataset), 1);
  cvs_dataset_free(dataset);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_of_one_variant_are_summed_in_order_of_first_appearance),
      cmocka_unit_test(variants_are_trimmed_and_compared_to_the_letter),
      cmocka_unit_test(a_name_of_ten_thousand_characters_is_kept_whole),
      cmocka_unit_test(counts_that_are_none_are_refused_with_what_was_expected),
      cmocka_unit_test(weighted_rows_are_visitors_who_all_converted_or_all_did_not),
      cmocka_unit_test(weighted_rows_without_a_value_of_their_own_say_yes_or_no),
      cmocka_unit_test(conversions_above_visitors_are_refused_in_each_row),
      cmocka_unit_test(a_missing_variant_name_is_refused),
      cmocka_unit_test(ragged_rows_are_refused_but_empty_columns_behind_are_not),
      cmocka_unit_test(sums_beyond_2_to_the_53_are_refused_at_the_row_that_goes_there),
      cmocka_unit_test(sums_over_days_are_refused_as_well),
      cmocka_unit_test(values_in_messages_cannot_act_on_a_terminal),
      cmocka_unit_test(days_are_kept_in_the_order_of_time),
      cmocka_unit_test(skipping_counts_each_reason_and_reads_the_rest),
      cmocka_unit_test(a_bad_row_leaves_no_variant_behind),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
