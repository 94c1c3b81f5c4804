/* Saved results, all of the golden ones: whatever single value somebody edits, the result is shown, or refused in a
 * line. (property_saved edits each member once.) */
#include "support/mutation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void every_edited_result_is_shown_or_refused(void **state) {
  (void)state;

  check_edited_results(true);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_edited_result_is_shown_or_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
