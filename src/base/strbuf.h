/* A growing string, always 0-terminated. Failure is sticky: check `failed` once at the end.
 * Zero-initialise ({0}); cvs_strbuf_free returns it to that state. */
#ifndef CVS_BASE_STRBUF_H
#define CVS_BASE_STRBUF_H

#include <convstat/status.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct cvs_strbuf {
  char *text; /* NULL while empty and never grown: use cvs_strbuf_text */
  size_t length;
  size_t capacity;
  bool failed;
} cvs_strbuf;

void cvs_strbuf_add(cvs_strbuf *buf, const char *text);
void cvs_strbuf_add_bytes(cvs_strbuf *buf, const char *bytes, size_t length);
void cvs_strbuf_add_char(cvs_strbuf *buf, char c);
void cvs_strbuf_add_repeat(cvs_strbuf *buf, const char *text, size_t times);
void cvs_strbuf_addf(cvs_strbuf *buf, const char *format, ...) CVS_PRINTF(2, 3); /* no %f/%g: locale */
void cvs_strbuf_clear(cvs_strbuf *buf);
void cvs_strbuf_free(cvs_strbuf *buf);
const char *cvs_strbuf_text(const cvs_strbuf *buf); /* "" while empty */

#endif
