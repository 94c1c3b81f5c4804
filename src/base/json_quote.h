/* A text as JSON has it: in quotes, with escapes (RFC 8259). */
#ifndef CVS_BASE_JSON_QUOTE_H
#define CVS_BASE_JSON_QUOTE_H

#include "base/strbuf.h"

/* Adds a text. JSON is UTF-8: a byte that is none (of a file name) becomes \xFF, as people see it in text. */
void cvs_json_quote(cvs_strbuf *out, const char *text);

#endif
