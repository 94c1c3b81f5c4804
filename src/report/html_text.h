/* Text of others in a page: it stays text, whatever it holds.
 *
 * Markup is escaped, and what acts instead of showing (controls, bidi controls, characters that HTML forbids) is
 * written out, as on a terminal: "\u{202E}". Names beyond ASCII stand in <bdi>, so that one written from right to left
 * keeps its order and leaves that of the page alone. What is added is well-formed XML too. */
#ifndef CVS_REPORT_HTML_TEXT_H
#define CVS_REPORT_HTML_TEXT_H

#include "base/strbuf.h"

/* Columns of a name at most; where it is longer, the page has it whole in another place. */
enum { CVS_HTML_NAME = 48 };

/* Adds text escaped for an element or for an attribute in double quotes. */
void cvs_html_add_escaped(cvs_strbuf *out, const char *text);
/* Adds a sentence: escaped, its right-to-left words in <bdi>. */
void cvs_html_add_text(cvs_strbuf *out, const char *text);
/* Adds a name, in <bdi> unless it is plain ASCII, cut to CVS_HTML_NAME columns; or whole. */
void cvs_html_add_name(cvs_strbuf *out, const char *name);
void cvs_html_add_whole_name(cvs_strbuf *out, const char *name);
/* Whether cvs_html_add_name cuts it; `out` fails where there is no memory to tell. */
bool cvs_html_cuts_name(cvs_strbuf *out, const char *name);

/* Columns of a heading at most. */
enum { CVS_HTML_HEADING = 96 };
/* Adds a heading as a sentence, cut to CVS_HTML_HEADING columns; true where it was. */
bool cvs_html_add_heading(cvs_strbuf *out, const char *text);

#endif
