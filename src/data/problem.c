/* Bad records: the words that count them, and values made safe to show in a message. */
#include "data/problem.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include <string.h>

enum { LIST_SHOWN = 8, LIST_ITEM_COLUMNS = 24 };

const char *cvs_skip_word(cvs_skip skip) {
  static const char *const word[CVS_SKIPS] = {"none", "ragged", "variant",  "number",   "conversions-above-visitors",
                                              "date", "quote",  "nul-byte", "encoding", "size",
                                              "user", "time",   "missing"};
  return word[skip];
}

/* Copies at most capacity - 1 bytes, never half a character. */
static void copy_whole_characters(char *out, size_t capacity, const char *text) {
  size_t length = strlen(text);
  if (length >= capacity) {
    length = capacity - 1;
    while (length > 0 && ((unsigned char)text[length] & 0xC0U) == 0x80U)
      length--;
  }
  memcpy(out, text, length);
  out[length] = '\0';
}

static void add_quoted(cvs_strbuf *out, const char *text, size_t columns) {
  cvs_strbuf visible = {0};
  cvs_utf8_add_visible(&visible, text);
  cvs_strbuf_add_char(out, '"');
  cvs_utf8_add_cut(out, cvs_strbuf_text(&visible), columns, false);
  cvs_strbuf_add_char(out, '"');
  cvs_strbuf_free(&visible);
}

const char *cvs_show_value(char out[CVS_SHOWN_MAX], const char *text) {
  cvs_strbuf shown = {0};
  add_quoted(&shown, text, CVS_SHOWN_COLUMNS);
  copy_whole_characters(out, CVS_SHOWN_MAX, cvs_strbuf_text(&shown));
  cvs_strbuf_free(&shown);
  return out;
}

const char *cvs_show_user(char out[CVS_SHOWN_MAX], const char *key, size_t length) {
  cvs_strbuf text = {0};
  cvs_strbuf_add_bytes(&text, key, length);
  const char *const name = cvs_strbuf_text(&text);
  const size_t first = strlen(name);
  (void)cvs_show_value(out, first < text.length ? name + first + 1 : name);
  cvs_strbuf_free(&text);
  return out;
}

const char *cvs_show_list(char out[CVS_SHOWN_LIST_MAX], const char *const *text, size_t count) {
  cvs_strbuf shown = {0};
  const size_t listed = count < LIST_SHOWN ? count : LIST_SHOWN;
  for (size_t i = 0; i < listed; i++) {
    cvs_strbuf_add(&shown, i == 0 ? "" : ", ");
    add_quoted(&shown, text[i], LIST_ITEM_COLUMNS);
  }
  if (listed < count)
    cvs_strbuf_addf(&shown, " and %zu more", count - listed);
  copy_whole_characters(out, CVS_SHOWN_LIST_MAX, cvs_strbuf_text(&shown));
  cvs_strbuf_free(&shown);
  return out;
}
