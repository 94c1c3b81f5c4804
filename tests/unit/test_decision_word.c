/* The words of decisions: every code of every schema has one. */
#include "report/decision_word.h"

#include "report/schemas.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void a_code_has_the_word_of_its_command(void **state) {
  (void)state;
  assert_string_equal(cvs_decision_word_of("test", "ship").text, "SHIP");
  assert_int_equal(cvs_decision_word_of("test", "ship").tone, CVS_TONE_GOOD);
  assert_string_equal(cvs_decision_word_of("bayes", "continue").text, "CONTINUE");
  assert_string_equal(cvs_decision_word_of("monitor", "stop-inconclusive").text, "STOP: INCONCLUSIVE");
}

/* The index over results once said CONTINUE where the page of the result said GO ON. */
static void monitor_goes_on(void **state) {
  (void)state;
  assert_string_equal(cvs_decision_word_of("monitor", "continue").text, "GO ON");
}

static void what_is_no_code_has_no_word(void **state) {
  (void)state;
  assert_string_equal(cvs_decision_word_of("test", "perhaps").text, "");
  assert_int_equal(cvs_decision_word_of("test", "perhaps").tone, CVS_TONE_PLAIN);
}

/* The codes that the schema of a command allows. */
static void every_code_of_a_schema_has_a_word(void **state) {
  (void)state;
  static const char *const commands[] = {"test", "bayes", "funnel", "monitor"};
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
    const cvs_schema_text *text = cvs_schema_text_find(commands[i]);
    const char *decision = strstr(text->text, "\"decision\": {");
    assert_non_null(decision);
    const char *list = strstr(strstr(decision, "\"code\""), "\"enum\": [");
    assert_non_null(list);
    const char *end = strchr(list, ']');
    size_t found = 0;
    for (const char *at = strchr(list + strlen("\"enum\": ["), '"'); at != NULL && at < end; at = strchr(at, '"')) {
      char code[32] = "";
      const size_t length = strcspn(at + 1, "\"");
      assert_true(length < sizeof code);
      memcpy(code, at + 1, length);
      assert_string_not_equal(cvs_decision_word_of(commands[i], code).text, "");
      at += length + 2;
      found++;
    }
    assert_true(found >= 4);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_code_has_the_word_of_its_command),
      cmocka_unit_test(monitor_goes_on),
      cmocka_unit_test(what_is_no_code_has_no_word),
      cmocka_unit_test(every_code_of_a_schema_has_a_word),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
