/* The frame of a page and its pieces: one file that needs nothing else, no script, no network.
 *
 * What is added here is HTML that parses as XML too, under the policy of its own <meta>: default-src 'none'. */
#ifndef CVS_REPORT_HTML_PAGE_H
#define CVS_REPORT_HTML_PAGE_H

#include "base/strbuf.h"
#include "report/document.h"

/* Adds all up to the page's own content, an open <main> with its <h1>.
 *   kicker  a word above the title ("convstat test"), or NULL
 *   about   a line beneath it, or NULL */
void cvs_html_begin(cvs_strbuf *out, const char *kicker, const char *title, const char *about);
/* Adds all behind it. */
void cvs_html_end(cvs_strbuf *out);

/* Adds the word of a decision, in the colour and with the shape of its tone. */
void cvs_html_add_tag(cvs_strbuf *out, cvs_tone tone, const char *word);

/* Opens a table in a box that scrolls by itself where the screen is narrow: up to <caption>, then <thead> or <tr>.
 *   caption  what the table shows
 *   shown    false: for those alone who hear the page
 *   kind     "", or its classes. "f": figures, which stand on the right in all columns but the first. With it "k1" (to
 *            "k16"): text after all in the last column (the one 15 before it): counted from the end, since a row whose
 *            name stands in a row above has no first cell. "g": rows stand beneath titles. "stack": on a phone
 *            the cells of a row stand beneath each other, and a row is no row to the browser: its parts need their
 * roles number   of the table within the page: a reader's list of places needs a name for each */
void cvs_html_open_table(cvs_strbuf *out, const char *caption, bool shown, const char *kind, size_t number);
void cvs_html_close_table(cvs_strbuf *out);

/* Adds the class of a tone: "good", "bad", "warn", "plain". */
void cvs_html_add_tone(cvs_strbuf *out, cvs_tone tone);

/* Adds the rules of the page (html_style.c), without <style>. */
void cvs_html_add_style(cvs_strbuf *out);

#endif
