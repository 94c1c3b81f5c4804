/* Gates of --fail-on: which commands have which, and what is no success. */
#include "cli/gates.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static cvs_value ask_for(size_t index) {
  return (cvs_value){.given = true, .count = UINT64_C(1) << index};
}

static void every_command_names_its_gates_once(void **state) {
  (void)state;
  static const char *const all[] = {"srm", "harm", "not-significant", "not-won", "data-quality", "continue"};

  for (size_t i = 0; i < 6; i++)
    assert_string_equal(cvs_choice_gate_monitor(i), all[i]);
  for (size_t i = 0; i < 5; i++)
    assert_string_equal(cvs_choice_gate_test(i), all[i]);
  assert_string_equal(cvs_choice_gate_bayes(2), "not-won");

  assert_null(cvs_choice_gate_monitor(6));
  assert_null(cvs_choice_gate_test(5));
  assert_null(cvs_choice_gate_bayes(5));
}

static void only_a_gate_that_was_asked_for_is_shut(void **state) {
  (void)state;
  const cvs_tristate bad[CVS_GATES] = {[CVS_GATE_NOT_WON] = CVS_YES};
  const cvs_value not_won = ask_for(2), harm = ask_for(1);

  assert_true(cvs_gate_is_shut(&not_won, &cvs_gates_bayes, bad));
  assert_false(cvs_gate_is_shut(&harm, &cvs_gates_bayes, bad));
  assert_false(cvs_gate_is_shut(&not_won, &cvs_gates_test, bad)); /* the third of `test` is not-significant */
}

static void what_is_not_known_is_no_success_and_no_harm(void **state) {
  (void)state;
  cvs_tristate bad[CVS_GATES] = {0};
  for (size_t i = 0; i < CVS_GATES; i++)
    bad[i] = CVS_UNKNOWN;

  for (size_t i = 0; i < CVS_GATES; i++) {
    const cvs_value asked = ask_for(i);
    assert_int_equal(cvs_gate_is_shut(&asked, &cvs_gates_monitor, bad), i == 2 || i == 3);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_command_names_its_gates_once),
      cmocka_unit_test(only_a_gate_that_was_asked_for_is_shut),
      cmocka_unit_test(what_is_not_known_is_no_success_and_no_harm),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
