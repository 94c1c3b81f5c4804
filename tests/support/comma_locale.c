/* A locale whose decimal point is a comma. */
#include "support/comma_locale.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const installed[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "ru_RU.UTF-8"};
enum { INSTALLED = sizeof installed / sizeof installed[0] };

static char folder[] = "/tmp/convstat-locale-XXXXXX";
static bool compiled;

static bool has_comma(void) {
  return strcmp(localeconv()->decimal_point, ",") == 0;
}

static bool run(const char *before_folder, const char *after_folder) {
  char command[256];
  (void)snprintf(command, sizeof command, "%s%s%s", before_folder, folder, after_folder);
  return system(command) == 0;
}

static bool enter_compiled(void) {
  if (!mkdtemp(folder))
    return false;
  compiled = true;
  (void)run("localedef -i de_DE -f UTF-8 ", "/de_DE.UTF-8 2>/dev/null"); /* 1 for its warnings too */
  return setenv("LOCPATH", folder, 1) == 0 && setlocale(LC_NUMERIC, "de_DE.UTF-8") && has_comma();
}

bool enter_comma_locale(void) {
  for (int i = 0; i < INSTALLED; i++)
    if (setlocale(LC_NUMERIC, installed[i]) && has_comma())
      return true;
  return enter_compiled();
}

void leave_comma_locale(void) {
  (void)setlocale(LC_NUMERIC, "C");
  if (compiled)
    (void)run("rm -rf ", "");
  compiled = false;
}
