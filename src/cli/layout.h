/* Plain text in 80 columns. */
#ifndef CVS_CLI_LAYOUT_H
#define CVS_CLI_LAYOUT_H

#include "base/strbuf.h"

/* Adds `text` word by word, lines beginning at `indent`; a newline in it begins a paragraph. The
 * cursor stands at `column`; where less than two spaces would be left, the text begins on the next
 * line. Ends with a newline. */
void cvs_layout_wrap(cvs_strbuf *out, const char *text, size_t column, size_t indent);

#endif
