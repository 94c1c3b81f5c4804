/* What the options of looks mean. (Refusals: tests/cli/plan_seq_usage.) */
#include "cli/arguments.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { WORDS_MAX = 20, LINE_MAX_BYTES = 256 };

typedef struct resolved {
  char line[LINE_MAX_BYTES];
  cvs_arguments arguments;
  cvs_plan_looks looks;
  cvs_error error;
  cvs_status status;
} resolved;

static void resolve(resolved *r, const char *line) {
  static const cvs_option_group *const groups[] = {&cvs_options_sequential};
  static const cvs_option_set set = {"plan", groups, 1};
  char *argv[WORDS_MAX];
  int argc = 0;
  memset(r, 0, sizeof *r);
  assert_true(strlen(line) < sizeof r->line);
  strcpy(r->line, line);
  for (char *word = strtok(r->line, " "); word; word = strtok(NULL, " "))
    argv[argc++] = word;
  const cvs_option_target target = {&r->arguments, &r->arguments.words, &r->arguments.arena};
  r->status = cvs_options_parse(&set, argc, argv, &target, &r->error);
  if (r->status == CVS_OK)
    r->status = cvs_arguments_sequential(&r->arguments, &r->looks, &r->error);
}

static void end(resolved *r) {
  cvs_arena_free(&r->arguments.arena);
}

static void without_looks_there_is_one(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "");

  assert_int_equal(r.status, CVS_OK);
  assert_int_equal(r.looks.count, 0);
  end(&r);
}

static void looks_are_equal_steps_spent_by_obf(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "--looks 4");

  assert_int_equal(r.status, CVS_OK);
  assert_int_equal(r.looks.count, 4);
  assert_true(r.looks.information[0] == 0.25 && r.looks.information[3] == 1);
  assert_int_equal(r.looks.efficacy.family, CVS_SPENDING_OBF);
  assert_int_equal(r.looks.futility, CVS_FUTILITY_NONE);
  end(&r);
}

static void times_are_parts_or_percents(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "--look-times 0.25,50%,1");

  assert_int_equal(r.status, CVS_OK);
  assert_int_equal(r.looks.count, 3);
  assert_true(r.looks.information[0] == 0.25 && r.looks.information[1] == 0.5 && r.looks.information[2] == 1);
  end(&r);
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

    assert_int_equal(r.status, CVS_OK);
    assert_int_equal(r.looks.efficacy.family, rows[i].want.family);
    assert_true(r.looks.efficacy.parameter == rows[i].want.parameter);
    end(&r);
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

    assert_int_equal(r.status, CVS_OK);
    assert_int_equal(r.looks.futility, rows[i].kind);
    assert_int_equal(r.looks.beta_spending.family, rows[i].want.family);
    assert_true(r.looks.beta_spending.parameter == rows[i].want.parameter);
    end(&r);
  }
}

static void a_slip_is_shown_what_was_meant(void **state) {
  (void)state;
  resolved r;

  resolve(&r, "--looks 3 --spending pocok");

  assert_int_equal(r.status, CVS_EUSAGE);
  assert_non_null(strstr(r.error.message, "did you mean \"pocock\"?"));
  end(&r);
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
