/* A text as JSON has it: in quotes, with escapes (RFC 8259). */
#ifndef CVS_BASE_JSON_QUOTE_H
#define CVS_BASE_JSON_QUOTE_H

#include "base/strbuf.h"

/* Adds a text of valid UTF-8. */
void cvs_json_quote(cvs_strbuf *out, const char *text);

#endif
