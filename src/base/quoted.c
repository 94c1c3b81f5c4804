/* Names among others in one text, in quotes where they hold what parts them. */
#include "base/quoted.h"

#include <string.h>

const char *cvs_quoted_end(const char *text, const char *stops) {
  if (*text != '"')
    return text + strcspn(text, stops);
  const char *c = text + 1;
  while (*c != '\0' && (*c != '"' || c[1] == '"'))
    c += *c == '"' ? 2 : 1;
  return *c == '"' ? c + 1 : NULL;
}

char *cvs_quoted_copy(cvs_arena *arena, const char *text, const char *end) {
  const size_t length = (size_t)(end - text);
  if (*text != '"')
    return cvs_arena_copy(arena, text, length);
  char *const copy = cvs_arena_copy(arena, text + 1, length - 2);
  size_t kept = 0;
  for (size_t i = 0; copy != NULL && i < length - 2; i++) {
    copy[kept++] = copy[i];
    i += copy[i] == '"' ? 1 : 0;
  }
  if (copy != NULL)
    copy[kept] = '\0';
  return copy;
}

void cvs_quoted_add(cvs_strbuf *out, const char *name, const char *stops) {
  if (name[strcspn(name, stops)] == '\0' && *name != '"') {
    cvs_strbuf_add(out, name);
    return;
  }
  cvs_strbuf_add_char(out, '"');
  for (; *name != '\0'; name++)
    cvs_strbuf_add(out, *name == '"' ? "\"\"" : (const char[]){*name, '\0'});
  cvs_strbuf_add_char(out, '"');
}
