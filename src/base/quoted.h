/* Names among others in one text, in quotes where they hold what parts them: `a,"b, c","say ""d"""`. */
#ifndef CVS_BASE_QUOTED_H
#define CVS_BASE_QUOTED_H

#include "base/arena.h"
#include "base/strbuf.h"
#include <convstat/status.h>

/* Behind the last letter of the name at `text`: it ends before one of the letters of `stops` or with the text, and one
 * that opens with a quote behind its closing quote (two quotes are one of the name). What comes there is the caller's
 * to judge. NULL: the quote has no end. */
const char *cvs_quoted_end(const char *text, const char *stops);

/* The name in [text, end), where `end` is what cvs_quoted_end has found, without its quotes; the arena's. NULL without
 * memory. */
char *cvs_quoted_copy(cvs_arena *arena, const char *text, const char *end);

/* A name as it would be typed among others that `stops` part. */
void cvs_quoted_add(cvs_strbuf *out, const char *name, const char *stops);

#endif
