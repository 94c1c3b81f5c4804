/* One value of an option, by kind: what is read and what is refused. */
#include "cli/option.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* One reading of a text as a kind of value. */
typedef struct reading {
  cvs_value value;
  cvs_arena arena;
  cvs_error error;
  cvs_status status;
} reading;

static void read_as(reading *r, cvs_value_kind kind, const char *text) {
  memset(r, 0, sizeof *r);
  const cvs_option option = {.name = "size", .kind = kind, .low = 0, .high = 1000000};
  r->status = cvs_value_parse(&option, text, &r->value, &r->arena, &r->error);
}

static void assert_refused(cvs_value_kind kind, const char *text, const char *message) {
  reading r;
  read_as(&r, kind, text);
  assert_int_equal(r.status, CVS_EUSAGE);
  assert_string_equal(r.error.message, message);
  cvs_arena_free(&r.arena);
}

static void a_probability_lies_between_its_ends(void **state) {
  (void)state;
  static const char *const texts[] = {"0", "1", "0%", "100%", "-0.05", "1.5", "5pp", "5", "x"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    reading r;

    read_as(&r, CVS_VALUE_PROBABILITY, texts[i]);

    assert_int_equal(r.status, CVS_EUSAGE);
  }
  assert_refused(CVS_VALUE_PROBABILITY, "1", "--size: \"1\" is not a probability above 0 and below 1 (0.05 or 5%)");
}

static void a_probability_is_read_as_a_fraction_or_a_percentage(void **state) {
  (void)state;
  reading fraction;
  reading percentage;

  read_as(&fraction, CVS_VALUE_PROBABILITY, "0.05");
  read_as(&percentage, CVS_VALUE_PROBABILITY, "5%");

  assert_int_equal(fraction.status, CVS_OK);
  assert_int_equal(percentage.status, CVS_OK);
  assert_true(fraction.value.quantity[0].value == percentage.value.quantity[0].value);
}

static void a_lift_of_one_or_more_needs_its_percent_sign(void **state) {
  (void)state;
  reading r;

  read_as(&r, CVS_VALUE_LIFT, "150%");

  assert_int_equal(r.status, CVS_OK);
  assert_true(r.value.quantity[0].value == 1.5);
  assert_refused(CVS_VALUE_LIFT, "1.5",
                 "--size: \"1.5\" is 1 or more without a percent sign (write 150%, or 1.5% if that is meant)");
  assert_refused(CVS_VALUE_LIFT, "1",
                 "--size: \"1\" is 1 or more without a percent sign (write 100%, or 1% if that is meant)");
}

static void a_lift_that_matters_is_above_zero(void **state) {
  (void)state;
  assert_refused(CVS_VALUE_LIFT, "0", "--size: \"0\" is not a lift above 0 (0.05 or 5%)");
  assert_refused(CVS_VALUE_LIFT, "-5%", "--size: \"-5%\" is not a lift above 0 (0.05 or 5%)");
  assert_refused(CVS_VALUE_LIFT, "0.5pp", "--size: \"0.5pp\" is not a lift above 0 (0.05 or 5%)");
}

static void a_margin_is_a_loss(void **state) {
  (void)state;
  static const char *const wrong[] = {"2%", "0", "-100%", "-2", "-101pp", "2"};
  reading r;

  read_as(&r, CVS_VALUE_EFFECT, "-0.5pp");

  assert_int_equal(r.status, CVS_OK);
  assert_true(r.value.quantity[0].value == -0.005);
  assert_int_equal(r.value.quantity[0].suffix, CVS_SUFFIX_POINTS);
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    read_as(&r, CVS_VALUE_EFFECT, wrong[i]);
    assert_int_equal(r.status, CVS_EUSAGE);
  }
}

static void equivalence_is_a_loss_and_a_gain_or_one_gain_for_both(void **state) {
  (void)state;
  reading pair;
  reading single;

  read_as(&pair, CVS_VALUE_EFFECTS, "-2%,3%");
  read_as(&single, CVS_VALUE_EFFECTS, "0.02");

  assert_int_equal(pair.status, CVS_OK);
  assert_true(pair.value.quantity[0].value == -0.02);
  assert_true(pair.value.quantity[1].value == 0.03);
  assert_int_equal(single.status, CVS_OK);
  assert_true(single.value.quantity[0].value == -0.02);
  assert_true(single.value.quantity[1].value == 0.02);
}

static void equivalence_around_anything_but_zero_is_refused(void **state) {
  (void)state;
  static const char *const wrong[] = {"2%,-2%", "1%,2%", "-2%,-1%", "-2%,", ",2%", "-2%,2%,3%", "-2%", "-150%,2%"};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    reading r;

    read_as(&r, CVS_VALUE_EFFECTS, wrong[i]);

    assert_int_equal(r.status, CVS_EUSAGE);
  }
  assert_refused(CVS_VALUE_EFFECTS, "-2%,2",
                 "--size: \"2\" is 1 or more without a percent sign (write 200%, or 2% if that is meant)");
}

static void a_count_keeps_to_its_domain(void **state) {
  (void)state;
  reading r;

  read_as(&r, CVS_VALUE_COUNT, "1M");

  assert_int_equal(r.status, CVS_OK);
  assert_int_equal(r.value.count, 1000000);
  assert_refused(CVS_VALUE_COUNT, "1000001", "--size: \"1000001\" is not a whole number from 0 to 1000000");
  assert_refused(CVS_VALUE_COUNT, "1.5", "--size: \"1.5\" is not a whole number from 0 to 1000000");
}

static void shares_carry_their_names(void **state) {
  (void)state;
  reading r;

  read_as(&r, CVS_VALUE_SHARES, "a=b=90%,new design=10%");

  assert_int_equal(r.status, CVS_OK);
  assert_int_equal(r.value.list_count, 2);
  assert_string_equal(r.value.share[0].name, "a=b");
  assert_string_equal(r.value.share[1].name, "new design");
  assert_true(r.value.share[0].weight == 0.9);
  assert_true(r.value.share[1].weight == 0.1);
  cvs_arena_free(&r.arena);
}

static void shares_without_names_are_weights(void **state) {
  (void)state;
  reading r;

  read_as(&r, CVS_VALUE_SHARES, "1,1,2");

  assert_int_equal(r.status, CVS_OK);
  assert_int_equal(r.value.list_count, 3);
  assert_null(r.value.share[2].name);
  assert_true(r.value.share[2].weight == 2);
  cvs_arena_free(&r.arena);
}

static void shares_that_are_no_split_are_refused(void **state) {
  (void)state;
  static const char *const wrong[] = {"A=90,A=10", "A=90,10", "90,B=10", "A=0,B=1", "A=-1,B=2",
                                      "=1,B=2",    "A=,B=1",  "A,B",     "A=1pp",   "A=inf,B=1"};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    reading r;

    read_as(&r, CVS_VALUE_SHARES, wrong[i]);

    assert_int_equal(r.status, CVS_EUSAGE);
    cvs_arena_free(&r.arena);
  }
}

static void names_with_a_comma_stand_in_quotes(void **state) {
  (void)state;
  reading r;

  read_as(&r, CVS_VALUE_COLUMNS, "\"a,b\",c,\"say \"\"d\"\"\",5\"");

  assert_int_equal(r.status, CVS_OK);
  assert_int_equal(r.value.list_count, 4);
  assert_string_equal(r.value.list[0], "a,b");
  assert_string_equal(r.value.list[1], "c");
  assert_string_equal(r.value.list[2], "say \"d\"");
  assert_string_equal(r.value.list[3], "5\"");
  assert_string_equal(r.value.text, "\"a,b\",c,say \"d\",5\""); /* reads back to the same names */
  cvs_arena_free(&r.arena);
  assert_refused(CVS_VALUE_COLUMNS, "\"a,b",
                 "--size: \"\"a,b\" is not a list by comma: a quote has no end, expected \"a,b\",c");
  assert_refused(CVS_VALUE_COLUMNS, "\"a\"b,c",
                 "--size: \"\"a\"b,c\" is not a list by comma: a quote has no end, expected \"a,b\",c");
  assert_refused(CVS_VALUE_COLUMNS, "\"\",c", "--size: \"\"\",c\" is not a list by comma: an item is empty");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_probability_lies_between_its_ends),
      cmocka_unit_test(a_probability_is_read_as_a_fraction_or_a_percentage),
      cmocka_unit_test(a_lift_of_one_or_more_needs_its_percent_sign),
      cmocka_unit_test(a_lift_that_matters_is_above_zero),
      cmocka_unit_test(a_margin_is_a_loss),
      cmocka_unit_test(equivalence_is_a_loss_and_a_gain_or_one_gain_for_both),
      cmocka_unit_test(equivalence_around_anything_but_zero_is_refused),
      cmocka_unit_test(a_count_keeps_to_its_domain),
      cmocka_unit_test(shares_carry_their_names),
      cmocka_unit_test(shares_without_names_are_weights),
      cmocka_unit_test(shares_that_are_no_split_are_refused),
      cmocka_unit_test(names_with_a_comma_stand_in_quotes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
