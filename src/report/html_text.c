/* Text of others in a page. */
#include "report/html_text.h"

#include "base/utf8.h"

#include <string.h>

/* U+FDD0 to U+FDEF and the last two of every plane are no characters: HTML and XML want none of them. */
static bool is_noncharacter(int32_t code) {
  return (code & 0xFFFE) == 0xFFFE || (code >= 0xFDD0 && code <= 0xFDEF);
}

static void add_character(cvs_strbuf *out, int32_t code, const char *bytes, size_t length) {
  switch (code) {
  case '&':
    cvs_strbuf_add(out, "&amp;");
    return;
  case '<':
    cvs_strbuf_add(out, "&lt;");
    return;
  case '>':
    cvs_strbuf_add(out, "&gt;");
    return;
  case '"':
    cvs_strbuf_add(out, "&quot;");
    return;
  default:
    if (is_noncharacter(code))
      cvs_strbuf_addf(out, "\\u{%04X}", (unsigned)code);
    else
      cvs_strbuf_add_bytes(out, bytes, length);
  }
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Adds text whose hidden characters are visible already. */
static void add_visible(cvs_strbuf *out, const char *text, size_t length) {
  int32_t code = 0;
  for (const char *at = text, *next = text; at < text + length && cvs_utf8_next(&next, &code); at = next)
    add_character(out, code, at, (size_t)(next - at));
}

/* Where the "e-" of a number stands ("3.0e-5"), or `end`. */
static const char *find_exponent(const char *text, const char *end) {
  for (const char *at = text + 1; at + 2 < end; at++)
    if (at[0] == 'e' && at[1] == '-' && is_digit(at[-1]) && is_digit(at[2]))
      return at;
  return end;
}

/* Adds words from left to right; a browser would break a line behind the hyphen of an exponent. */
static void add_words(cvs_strbuf *out, const char *text, size_t length) {
  const char *end = text + length;
  for (const char *at = find_exponent(text, end); at < end; at = find_exponent(text, end)) {
    const char *from = at, *to = at + 2;
    while (from > text && (is_digit(from[-1]) || from[-1] == '.'))
      from--;
    while (to < end && is_digit(*to))
      to++;
    add_visible(out, text, (size_t)(from - text));
    cvs_strbuf_add(out, "<span class=\"e\">");
    add_visible(out, from, (size_t)(to - from));
    cvs_strbuf_add(out, "</span>");
    text = to;
  }
  add_visible(out, text, (size_t)(end - text));
}

void cvs_html_add_escaped(cvs_strbuf *out, const char *text) {
  cvs_strbuf visible = {0};
  cvs_utf8_add_visible(&visible, text);
  add_visible(out, cvs_strbuf_text(&visible), visible.length);
  out->failed |= visible.failed;
  cvs_strbuf_free(&visible);
}

/* A sentence on its way into the page, word by word.
 *   open   a run of right-to-left words is not closed yet
 *   depth  round brackets that were opened in it and not closed */
typedef struct sentence {
  cvs_strbuf *out;
  cvs_strbuf word;
  bool open;
  size_t depth;
} sentence;

static void close_run(sentence *of) {
  if (of->open)
    cvs_strbuf_add(of->out, "</bdi>");
  of->open = false;
  of->depth = 0;
}

/* Bytes of a word of a run without the punctuation of the sentence behind it: a bracket that closes what was opened in
 * the run is the name's own. */
static size_t measure_bare(sentence *of, const char *word, size_t length) {
  size_t bare = length;
  while (bare > 0 && strchr(".,;:)%", word[bare - 1]) != NULL)
    bare--;
  for (size_t i = 0; i < bare; i++)
    if (word[i] == '(')
      of->depth++;
    else if (word[i] == ')' && of->depth > 0)
      of->depth--;
  for (; bare < length && word[bare] == ')' && of->depth > 0; bare++)
    of->depth--;
  return bare;
}

/* Takes a word into a run of right-to-left words, or ends the run before it; false where it is of no run. */
static bool join_run(sentence *of, const char *text, size_t length, bool follows) {
  cvs_strbuf_clear(&of->word);
  cvs_strbuf_add_bytes(&of->word, text, length);
  const bool rtl = cvs_utf8_is_rtl(cvs_strbuf_text(&of->word));
  if (!rtl)
    close_run(of);
  if (follows)
    cvs_strbuf_add_char(of->out, ' ');
  if (rtl && !of->open)
    cvs_strbuf_add(of->out, "<bdi>");
  of->open = rtl;
  of->out->failed |= of->word.failed;
  return rtl;
}

static void add_word(sentence *of, const char *text, size_t length, bool follows) {
  if (!join_run(of, text, length, follows)) {
    add_words(of->out, text, length);
    return;
  }
  const size_t bare = measure_bare(of, text, length);
  add_visible(of->out, text, bare);
  if (bare == length)
    return;
  close_run(of);
  add_visible(of->out, text + bare, length - bare);
}

void cvs_html_add_text(cvs_strbuf *out, const char *text) {
  cvs_strbuf visible = {0};
  sentence of = {.out = out};
  cvs_utf8_add_visible(&visible, text);
  const char *rest = cvs_strbuf_text(&visible);
  if (!cvs_utf8_is_rtl(rest)) {
    add_words(out, rest, visible.length);
    rest = "";
  }
  for (bool follows = false; *rest != '\0'; follows = true) {
    const size_t length = strcspn(rest, " ");
    add_word(&of, rest, length, follows);
    rest += length;
    if (*rest == ' ')
      rest++;
  }
  close_run(&of);
  out->failed |= visible.failed;
  cvs_strbuf_free(&of.word);
  cvs_strbuf_free(&visible);
}

/* Printable ASCII has no direction but the page's own: letters from left to right, and digits and punctuation beside
 * it meet nothing else, since all that is written from right to left stands in <bdi>. */
static bool is_plain(const char *text) {
  const char *at = text;
  while (*at >= ' ' && *at <= '~')
    at++;
  return *at == '\0';
}

/* `columns` 0: the whole. */
static void add_name(cvs_strbuf *out, const char *name, size_t columns) {
  cvs_strbuf visible = {0};
  cvs_strbuf cut = {0};
  cvs_utf8_add_visible(&visible, name);
  if (columns > 0)
    cvs_utf8_add_cut(&cut, cvs_strbuf_text(&visible), columns, false);
  else
    cvs_strbuf_add(&cut, cvs_strbuf_text(&visible));
  const bool plain = is_plain(cvs_strbuf_text(&cut));
  cvs_strbuf_add(out, plain ? "" : "<bdi>");
  add_visible(out, cvs_strbuf_text(&cut), cut.length);
  cvs_strbuf_add(out, plain ? "" : "</bdi>");
  out->failed |= visible.failed || cut.failed;
  cvs_strbuf_free(&visible);
  cvs_strbuf_free(&cut);
}

void cvs_html_add_name(cvs_strbuf *out, const char *name) {
  add_name(out, name, CVS_HTML_NAME);
}

void cvs_html_add_whole_name(cvs_strbuf *out, const char *name) {
  add_name(out, name, 0);
}

static bool is_wider(cvs_strbuf *out, const char *text, size_t columns) {
  cvs_strbuf visible = {0};
  cvs_utf8_add_visible(&visible, text);
  const bool wider = cvs_utf8_width(cvs_strbuf_text(&visible)) > columns;
  out->failed |= visible.failed;
  cvs_strbuf_free(&visible);
  return wider;
}

bool cvs_html_cuts_name(cvs_strbuf *out, const char *name) {
  return is_wider(out, name, CVS_HTML_NAME);
}

bool cvs_html_add_heading(cvs_strbuf *out, const char *text) {
  cvs_strbuf visible = {0};
  cvs_strbuf cut = {0};
  cvs_utf8_add_visible(&visible, text);
  cvs_utf8_add_cut(&cut, cvs_strbuf_text(&visible), CVS_HTML_HEADING, false);
  cvs_html_add_text(out, cvs_strbuf_text(&cut));
  out->failed |= visible.failed || cut.failed;
  cvs_strbuf_free(&visible);
  cvs_strbuf_free(&cut);
  return is_wider(out, text, CVS_HTML_HEADING);
}
