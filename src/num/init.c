/* What the process has to be told once. */
#include <convstat/convstat.h>

#include <gsl/gsl_errno.h>

void cvs_init(void) {
  (void)gsl_set_error_handler_off();
}
