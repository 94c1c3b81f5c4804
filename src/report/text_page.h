/* Text for a terminal: wrapped words, colour, names that can do no harm. */
#ifndef CVS_REPORT_TEXT_PAGE_H
#define CVS_REPORT_TEXT_PAGE_H

#include "base/strbuf.h"
#include "report/document.h"
#include <convstat/report.h>

typedef struct cvs_text_page {
  size_t columns;      /* of the screen */
  size_t text_columns; /* of running text: lines longer than about 100 are hard to read */
  bool unicode;
  bool color;
} cvs_text_page;

cvs_text_page cvs_text_page_of(const cvs_report_style *style);

/* Adds text in bold, in the colour of a tone; as it is where the page has no colour. */
void cvs_text_add_bold(cvs_strbuf *out, const cvs_text_page *page, cvs_tone tone, const char *text);
/* Adds a name: control characters made visible, cut to `columns` (0 = not cut), right-to-left
 * letters isolated so that what stands beside it keeps its place. */
void cvs_text_add_name(cvs_strbuf *out, const cvs_text_page *page, const char *name, size_t columns);
/* Adds running text from column `at` on, wrapped; further lines begin at column `indent`. Ends the
 * last line. */
void cvs_text_add_wrapped(cvs_strbuf *out, const cvs_text_page *page, size_t at, size_t indent, const char *text);
/* Bytes of the longest beginning of a text that takes at most `columns`, behind a mark that parts words where it has
 * one; at least a character, 0 for "". */
size_t cvs_text_piece(const char *text, size_t columns);
/* Ends a line: drops the spaces at its end. */
void cvs_text_end_line(cvs_strbuf *out);

#endif
