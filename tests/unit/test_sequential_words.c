/* Words of tests with several looks. */
#include "report/sequential_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void assert_text(cvs_strbuf *text, const char *want) {
  assert_string_equal(cvs_strbuf_text(text), want);
  cvs_strbuf_free(text);
}

static void families_are_named_with_their_number(void **state) {
  (void)state;
  static const struct {
    cvs_spending spending;
    const char *want;
  } rows[] = {{{CVS_SPENDING_OBF, 3}, "O'Brien-Fleming-like spending"},
              {{CVS_SPENDING_POCOCK, 0}, "Pocock-like spending"},
              {{CVS_SPENDING_KIM_DEMETS, 2}, "Kim-DeMets spending (power 2)"},
              {{CVS_SPENDING_HSD, -4}, "Hwang-Shih-DeCani spending (gamma -4)"},
              {{CVS_BOUNDS_OBRIEN_FLEMING, 0}, "O'Brien-Fleming bounds"},
              {{CVS_BOUNDS_POCOCK, 0}, "Pocock bounds"},
              {{CVS_BOUNDS_WANG_TSIATIS, 0.25}, "Wang-Tsiatis bounds (Delta 0.25)"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    cvs_strbuf text = {0};

    cvs_words_spending(&text, &rows[i].spending);

    assert_text(&text, rows[i].want);
  }
}

static void ids_are_those_of_the_options(void **state) {
  (void)state;

  assert_string_equal(cvs_spending_kind_id(CVS_SPENDING_POCOCK), "spending");
  assert_string_equal(cvs_spending_kind_id(CVS_BOUNDS_POCOCK), "bounds");
  assert_string_equal(cvs_spending_family_id(CVS_BOUNDS_POCOCK), "pocock");
  assert_true(cvs_spending_has_parameter(CVS_SPENDING_HSD));
  assert_false(cvs_spending_has_parameter(CVS_SPENDING_OBF));
  assert_string_equal(cvs_futility_id(CVS_FUTILITY_BINDING), "binding");
}

/* The words of a plan with these looks, one-sided where `alternative` says so. */
static void write_words(cvs_strbuf *advice, cvs_strbuf *caution, const cvs_plan_looks *looks,
                        cvs_alternative alternative) {
  cvs_plan_options options;
  cvs_plan plan;
  cvs_plan_options_init(&options);
  options.baseline = 0.1;
  options.effect = alternative == CVS_LESS ? -0.1 : 0.1;
  options.alternative = alternative;
  options.looks = looks;
  assert_int_equal(cvs_plan_make(&options, &plan, NULL), CVS_OK);
  const cvs_plan_entry entry = {.options = &options, .plan = &plan};
  const cvs_plan_view view = {.entry = &entry};
  cvs_words_looks_advice(advice, &view);
  cvs_words_looks_caution(caution, &view);
  cvs_plan_free(&plan);
}

static void only_the_bounds_that_the_plan_has_are_explained(void **state) {
  (void)state;
  static const struct {
    cvs_alternative alternative;
    cvs_futility futility;
    bool win, harm, give_up, binding;
  } rows[] = {{CVS_TWO_SIDED, CVS_FUTILITY_NONE, true, true, false, false},
              {CVS_GREATER, CVS_FUTILITY_NONBINDING, true, false, true, false},
              {CVS_LESS, CVS_FUTILITY_BINDING, false, false, true, true}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    cvs_plan_looks looks = {.count = 2, .futility = rows[i].futility};
    cvs_sequential_equal_looks(2, looks.information);
    cvs_strbuf advice = {0}, caution = {0};

    write_words(&advice, &caution, &looks, rows[i].alternative);

    const char *text = cvs_strbuf_text(&advice);
    assert_int_equal(strstr(text, "win bound") != NULL, rows[i].win);
    assert_int_equal(strstr(text, "harm bound") != NULL, rows[i].harm);
    assert_int_equal(strstr(text, "Give up") != NULL, rows[i].give_up);
    assert_int_equal(strstr(text, "That is binding") != NULL, rows[i].binding);
    assert_int_equal(strstr(text, "may go on all the same") != NULL, rows[i].give_up && !rows[i].binding);
    cvs_strbuf_free(&advice);
    cvs_strbuf_free(&caution);
  }
}

static void classical_bounds_are_said_to_hold_for_the_planned_looks_alone(void **state) {
  (void)state;
  cvs_plan_looks looks = {.count = 2, .efficacy = {CVS_BOUNDS_POCOCK, 0}};
  cvs_sequential_equal_looks(2, looks.information);
  cvs_strbuf advice = {0}, caution = {0};

  write_words(&advice, &caution, &looks, CVS_TWO_SIDED);

  assert_non_null(strstr(cvs_strbuf_text(&caution), "exactly as planned; --spending allows for looks that slip"));
  cvs_strbuf_free(&advice);
  cvs_strbuf_free(&caution);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(families_are_named_with_their_number),
      cmocka_unit_test(ids_are_those_of_the_options),
      cmocka_unit_test(only_the_bounds_that_the_plan_has_are_explained),
      cmocka_unit_test(classical_bounds_are_said_to_hold_for_the_planned_looks_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
