/* Text for a terminal. */
#include "report/text_page.h"

#include "base/utf8.h"

#include <string.h>

enum { COLUMNS_DEFAULT = 80, COLUMNS_MIN = 40, TEXT_COLUMNS_MAX = 100 };

/* First strong isolate and its end: what is between them cannot reorder what is around them. */
static const char ISOLATE[] = "\xE2\x81\xA8";
static const char ISOLATE_END[] = "\xE2\x81\xA9";

cvs_text_page cvs_text_page_of(const cvs_report_style *style) {
  cvs_text_page page = {.columns = style->columns, .unicode = style->unicode, .color = style->color};
  if (page.columns == 0)
    page.columns = COLUMNS_DEFAULT;
  if (page.columns < COLUMNS_MIN)
    page.columns = COLUMNS_MIN;
  page.text_columns = page.columns < TEXT_COLUMNS_MAX ? page.columns : TEXT_COLUMNS_MAX;
  return page;
}

void cvs_text_add_bold(cvs_strbuf *out, const cvs_text_page *page, cvs_tone tone, const char *text) {
  static const char *const begin[] = {
      [CVS_TONE_PLAIN] = "\033[1m",
      [CVS_TONE_GOOD] = "\033[1;32m",
      [CVS_TONE_BAD] = "\033[1;31m",
      [CVS_TONE_WARN] = "\033[1;33m",
  };
  if (!page->color || !*text) {
    cvs_strbuf_add(out, text);
    return;
  }
  cvs_strbuf_add(out, begin[tone]);
  cvs_strbuf_add(out, text);
  cvs_strbuf_add(out, "\033[0m");
}

void cvs_text_add_name(cvs_strbuf *out, const cvs_text_page *page, const char *name, size_t columns) {
  cvs_strbuf visible = {0};
  cvs_utf8_add_visible(&visible, name);
  const bool isolate = page->unicode && cvs_utf8_is_rtl(name);
  if (isolate)
    cvs_strbuf_add(out, ISOLATE);
  if (columns > 0)
    cvs_utf8_add_cut(out, cvs_strbuf_text(&visible), columns, !page->unicode);
  else
    cvs_strbuf_add(out, cvs_strbuf_text(&visible));
  if (isolate)
    cvs_strbuf_add(out, ISOLATE_END);
  out->failed |= visible.failed;
  cvs_strbuf_free(&visible);
}

size_t cvs_text_piece(const char *text, size_t columns) {
  const size_t whole = cvs_utf8_width(text);
  if (whole <= columns)
    return strlen(text);
  size_t taken = 0;
  size_t parted = 0;
  int32_t code = 0;
  for (const char *at = text; cvs_utf8_next(&at, &code);) {
    if (taken > 0 && whole - cvs_utf8_width(at) > columns)
      break;
    taken = (size_t)(at - text);
    if (strchr(" _-./:", at[-1]))
      parted = taken;
  }
  return parted > 0 ? parted : taken;
}

void cvs_text_end_line(cvs_strbuf *out) {
  while (out->length > 0 && out->text[out->length - 1] == ' ')
    out->text[--out->length] = '\0';
  cvs_strbuf_add_char(out, '\n');
}

/* Words on their way to lines. */
typedef struct wrapping {
  cvs_strbuf *out;
  const cvs_text_page *page;
  size_t indent;
  size_t at;     /* column after the last word */
  bool begun;    /* the line has a word */
  bool isolated; /* a run of right-to-left words is open */
} wrapping;

static void close_isolate(wrapping *wrap) {
  if (wrap->isolated)
    cvs_strbuf_add(wrap->out, ISOLATE_END);
  wrap->isolated = false;
}

/* Goes to where the next word stands: behind a space or on a new line. */
static void make_place(wrapping *wrap, size_t width) {
  if (!wrap->begun)
    return;
  if (wrap->at + 1 + width <= wrap->page->text_columns) {
    cvs_strbuf_add_char(wrap->out, ' ');
    wrap->at++;
    return;
  }
  close_isolate(wrap);
  cvs_text_end_line(wrap->out);
  cvs_strbuf_add_repeat(wrap->out, " ", wrap->indent);
  wrap->at = wrap->indent;
}

/* Adds a right-to-left word: the isolate ends before punctuation of the sentence. */
static void add_isolated(wrapping *wrap, const char *word) {
  size_t length = strlen(word);
  while (length > 0 && strchr(".,;:)%", word[length - 1]))
    length--;
  if (!wrap->isolated)
    cvs_strbuf_add(wrap->out, ISOLATE);
  wrap->isolated = true;
  cvs_strbuf_add_bytes(wrap->out, word, length);
  if (!word[length])
    return;
  close_isolate(wrap);
  cvs_strbuf_add(wrap->out, word + length);
}

/* A word longer than a line is cut: it can only be a name, which the machine formats have whole. */
static void add_word(wrapping *wrap, const char *word) {
  const size_t room = wrap->page->text_columns - wrap->indent;
  size_t width = cvs_utf8_width(word);
  cvs_strbuf cut = {0};
  if (width > room) {
    cvs_utf8_add_cut(&cut, word, room, !wrap->page->unicode);
    word = cvs_strbuf_text(&cut);
    width = room;
  }
  const bool isolate = wrap->page->unicode && cvs_utf8_is_rtl(word);
  if (!isolate)
    close_isolate(wrap);
  make_place(wrap, width);
  if (isolate)
    add_isolated(wrap, word);
  else
    cvs_strbuf_add(wrap->out, word);
  wrap->at += width;
  wrap->begun = true;
  wrap->out->failed |= cut.failed;
  cvs_strbuf_free(&cut);
}

/* Bytes up to a space where the line may break: not around '=' ("p = 0.271"). */
static size_t measure_word(const char *text) {
  size_t length = strcspn(text, " ");
  while (strncmp(text + length, " = ", 3) == 0)
    length += 3 + strcspn(text + length + 3, " ");
  return length;
}

void cvs_text_add_wrapped(cvs_strbuf *out, const cvs_text_page *page, size_t at, size_t indent, const char *text) {
  wrapping wrap = {.out = out, .page = page, .at = at};
  wrap.indent = indent < page->text_columns / 2 ? indent : page->text_columns / 2;
  cvs_strbuf visible = {0};
  cvs_strbuf word = {0};
  cvs_utf8_add_visible(&visible, text);
  const char *rest = cvs_strbuf_text(&visible);
  while (*rest) {
    rest += strspn(rest, " ");
    const size_t length = measure_word(rest);
    cvs_strbuf_clear(&word);
    cvs_strbuf_add_bytes(&word, rest, length);
    if (length > 0)
      add_word(&wrap, cvs_strbuf_text(&word));
    out->failed |= word.failed;
    rest += length;
  }
  close_isolate(&wrap);
  cvs_text_end_line(out);
  out->failed |= visible.failed;
  cvs_strbuf_free(&visible);
  cvs_strbuf_free(&word);
}
