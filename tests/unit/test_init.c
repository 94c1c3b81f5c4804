/* What cvs_init changes in the process. */
#include <convstat/convstat.h>

#include <gsl/gsl_errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static int calls;

static void count_call(const char *reason, const char *file, int line, int code) {
  (void)reason;
  (void)file;
  (void)line;
  (void)code;
  calls++;
}

static void gsl_errors_reach_no_handler_any_more(void **state) {
  (void)state;
  (void)gsl_set_error_handler(count_call);
  gsl_error("before", __FILE__, __LINE__, GSL_EDOM);
  assert_int_equal(calls, 1);

  cvs_init();
  gsl_error("after", __FILE__, __LINE__, GSL_EDOM);

  assert_int_equal(calls, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(gsl_errors_reach_no_handler_any_more),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
