/* The version of the library that is linked. */
#include <convstat/convstat.h>

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void the_text_is_the_three_numbers(void **state) {
  (void)state;
  char text[32];

  (void)snprintf(text, sizeof text, "%d.%d.%d", CVS_VERSION_MAJOR, CVS_VERSION_MINOR, CVS_VERSION_PATCH);

  assert_string_equal(cvs_version(), text);
  assert_string_equal(cvs_version(), CVS_VERSION);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_text_is_the_three_numbers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
