/* What the reader's screen can show: from the descriptor and the environment. */
#include "cli/terminal.h"

#include "base/number.h"
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
  COLUMNS_MIN = 40,   /* narrower, and no table can be read */
  COLUMNS_MAX = 1000, /* wider, and somebody's COLUMNS is wrong */
};

const char *cvs_environment(const char *name) {
  const char *value = getenv(name);
  return value && value[0] ? value : NULL;
}

/* "en_US.UTF-8" and "de_DE.utf8" are, "C" is not; LC_ALL beats LC_CTYPE beats LANG (POSIX). */
static bool is_utf8_locale(void) {
  static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  const char *locale = NULL;
  for (size_t i = 0; i < sizeof names / sizeof names[0] && !locale; i++)
    locale = cvs_environment(names[i]);
  const char *charset = locale ? strchr(locale, '.') : NULL;
  if (!charset)
    return false;
  char letters[8] = {0};
  size_t length = 0;
  for (const char *c = charset + 1; *c && *c != '@' && length + 1 < sizeof letters; c++)
    if (isalnum((unsigned char)*c))
      letters[length++] = (char)tolower((unsigned char)*c);
  return strcmp(letters, "utf8") == 0;
}

static size_t find_columns(int descriptor) {
  struct winsize size = {0};
  uint64_t columns = 0;
  bool overflow = false;
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0)
    columns = size.ws_col;
  const char *variable = cvs_environment("COLUMNS");
  if (columns == 0 && variable && !cvs_parse_u64(variable, strlen(variable), &columns, &overflow))
    columns = 0;
  if (columns == 0)
    return CVS_COLUMNS_DEFAULT;
  return columns < COLUMNS_MIN ? COLUMNS_MIN : columns > COLUMNS_MAX ? COLUMNS_MAX : (size_t)columns;
}

static bool wants_color(void) {
  const char *terminal = cvs_environment("TERM");
  return !cvs_environment("NO_COLOR") && terminal && strcmp(terminal, "dumb") != 0;
}

cvs_terminal cvs_terminal_none(void) {
  return (cvs_terminal){.is_terminal = false, .unicode = true, .color = false, .columns = CVS_COLUMNS_DEFAULT};
}

cvs_terminal cvs_terminal_of(int descriptor) {
  if (!isatty(descriptor))
    return cvs_terminal_none();
  return (cvs_terminal){
      .is_terminal = true, .unicode = is_utf8_locale(), .color = wants_color(), .columns = find_columns(descriptor)};
}
