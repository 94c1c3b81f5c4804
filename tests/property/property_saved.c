/* A law of saved results: whatever single value somebody edits, the result is shown, or refused in a line. It used to
 * overrun the buffer of a number (1e300), and to read the method of an interval that was null. */
#include "support/mutation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void an_edited_result_is_shown_or_refused(void **state) {
  (void)state;

  check_edited_results(false);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(an_edited_result_is_shown_or_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
