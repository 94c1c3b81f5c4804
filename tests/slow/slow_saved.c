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

  const mutation_counts counts = mutate_golden_results(true);

  print_message("%zu files: %zu edits shown, %zu refused\n", counts.files, counts.shown, counts.refused);
  assert_int_equal(counts.wrong, 0);
  assert_true(counts.files > 0);
  assert_true(counts.refused > counts.shown);
  assert_true(counts.shown > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_edited_result_is_shown_or_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
