/* The version of the library that is linked. */
#include <convstat/convstat.h>

const char *cvs_version(void) {
  return CVS_VERSION;
}
