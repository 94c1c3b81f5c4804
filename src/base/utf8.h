/* UTF-8 text: validity, width in a terminal, letter case, spelling distance. Through utf8proc. */
#ifndef CVS_BASE_UTF8_H
#define CVS_BASE_UTF8_H

#include "base/strbuf.h"

/* True where the bytes are valid UTF-8; else *bad (NULL: not asked) is the offset of the first wrong byte. */
bool cvs_utf8_valid(const char *bytes, size_t length, size_t *bad);
/* Columns that the text takes in a terminal (wide characters 2, combining and bidi marks 0). */
size_t cvs_utf8_width(const char *text);
/* Adds text cut to `columns`, ending in an ellipsis ("…" or "..." if ascii) where it was cut. */
void cvs_utf8_add_cut(cvs_strbuf *out, const char *text, size_t columns, bool ascii);
/* Adds text with control characters, ESC and bidi controls made visible as \xHH or \u{HHHH}. */
void cvs_utf8_add_visible(cvs_strbuf *out, const char *text);
/* True where the text has a right-to-left letter. */
bool cvs_utf8_is_rtl(const char *text);
/* Adds the text folded for comparison: case folded, '_', '-', ' ' made one '_', ends trimmed. */
void cvs_utf8_add_folded(cvs_strbuf *out, const char *text, size_t length);
/* Takes the next character of a 0-terminated text: *text moves on, *code is its number, or -1 for a
 * byte that is no UTF-8. False at the end. */
bool cvs_utf8_next(const char **text, int32_t *code);
/* Damerau-Levenshtein distance in characters of two short texts (<= 64 characters, else SIZE_MAX). */
size_t cvs_utf8_distance(const char *a, const char *b);
/* The candidate nearest to `word` where it is near enough to be a slip, else NULL. */
const char *cvs_utf8_nearest(const char *word, const char *const *candidates, size_t count);

#endif
