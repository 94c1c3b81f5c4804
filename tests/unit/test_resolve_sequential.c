/* What the options of looks mean. (Refusals: tests/cli/plan_seq_usage.) */
#include "support/command_line.h"

typedef struct resolved {
  command_line given;
  cvs_plan_looks looks;
} resolved;

static void resolve(resolved *r, const char *line) {
  static const cvs_option_group *const groups[] = {&cvs_options_sequential};
  static const cvs_option_set set = {"plan", groups, 1};
  memset(r, 0, sizeof *r);
  if (command_line_parse(&r->given, &set, line) == CVS_OK)
    r->given.status = cvs_arguments_sequential(&r->given.arguments, &r->looks, &r->given.error);
}

static void without_looks_there_is_one(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "");

  assert_int_equal(r.given.status, CVS_OK);
  assert_int_equal(r.looks.count, 0);
  command_line_end(&r.given);
}

static void looks_are_equal_steps_spent_by_obf(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "--looks 4");

  assert_int_equal(r.given.status, CVS_OK);
  assert_int_equal(r.looks.count, 4);
  assert_true(r.looks.information[0] == 0.25 && r.looks.information[3] == 1);
  assert_int_equal(r.looks.efficacy.family, CVS_SPENDING_OBF);
  assert_int_equal(r.looks.futility, CVS_FUTILITY_NONE);
  command_line_end(&r.given);
}

static void times_are_parts_or_percents(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "--look-times 0.25,50%,1");

  assert_int_equal(r.given.status, CVS_OK);
  assert_int_equal(r.looks.count, 3);
  assert_true(r.looks.information[0] == 0.25 && r.looks.information[1] == 0.5 && r.looks.information[2] == 1);
  command_line_end(&r.given);
}

static void families_take_their_number(void **state) {
  (void)state;
  static const struct {
    const char *line;
    cvs_spending want;
  } rows[] = {{"--looks 3 --spending pocock", {CVS_SPENDING_POCOCK, 0}},
              {"--looks 3 --spending kim-demets:2", {CVS_SPENDING_KIM_DEMETS, 2}},
              {"--looks 3 --spending hsd:-4", {CVS_SPENDING_HSD, -4}},
              {"--looks 3 --spending hsd:0", {CVS_SPENDING_HSD, 0}},
              {"--looks 3 --bounds obrien-fleming", {CVS_BOUNDS_OBRIEN_FLEMING, 0}},
              {"--looks 3 --bounds pocock", {CVS_BOUNDS_POCOCK, 0}},
              {"--looks 3 --bounds wang-tsiatis:0.25", {CVS_BOUNDS_WANG_TSIATIS, 0.25}}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    resolved r;

    resolve(&r, rows[i].line);

    assert_int_equal(r.given.status, CVS_OK);
    assert_int_equal(r.looks.efficacy.family, rows[i].want.family);
    assert_true(r.looks.efficacy.parameter == rows[i].want.parameter);
    command_line_end(&r.given);
  }
}

static void beta_is_spent_as_alpha_unless_it_is_said(void **state) {
  (void)state;
  static const struct {
    const char *line;
    cvs_futility kind;
    cvs_spending want;
  } rows[] = {{"--looks 3 --spending hsd:-2 --futility binding", CVS_FUTILITY_BINDING, {CVS_SPENDING_HSD, -2}},
              {"--looks 3 --bounds pocock --futility nonbinding", CVS_FUTILITY_NONBINDING, {CVS_SPENDING_OBF, 0}},
              {"--looks 3 --futility binding --beta-spending kim-demets:3",
               CVS_FUTILITY_BINDING,
               {CVS_SPENDING_KIM_DEMETS, 3}}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    resolved r;

    resolve(&r, rows[i].line);

    assert_int_equal(r.given.status, CVS_OK);
    assert_int_equal(r.looks.futility, rows[i].kind);
    assert_int_equal(r.looks.beta_spending.family, rows[i].want.family);
    assert_true(r.looks.beta_spending.parameter == rows[i].want.parameter);
    command_line_end(&r.given);
  }
}

static void a_slip_is_shown_what_was_meant(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "--looks 3 --spending pocok");

  assert_int_equal(r.given.status, CVS_EUSAGE);
  assert_non_null(strstr(r.given.error.message, "did you mean \"pocock\"?"));
  command_line_end(&r.given);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_looks_there_is_one),
      cmocka_unit_test(looks_are_equal_steps_spent_by_obf),
      cmocka_unit_test(times_are_parts_or_percents),
      cmocka_unit_test(families_take_their_number),
      cmocka_unit_test(beta_is_spent_as_alpha_unless_it_is_said),
      cmocka_unit_test(a_slip_is_shown_what_was_meant),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
