/* UTF-8 text through utf8proc. The one file that knows that library. */
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

enum { ZERO_WIDTH_NON_JOINER = 0x200C, ZERO_WIDTH_JOINER = 0x200D };
/* A case-folded, decomposed character: at most 3 characters folded, each of at most 4 parts; 32 is
 * room to spare, and utf8proc says so where it were not. */
enum { FOLDED_MAX = 32 };

/* A character of a text, or a byte that is none. */
typedef struct character {
  const char *bytes;
  size_t length;
  int32_t code; /* -1: a byte that is no UTF-8 */
} character;

static character read_character(const char *bytes, size_t length) {
  utf8proc_int32_t code = -1;
  const utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)length, &code);
  if (taken < 1)
    return (character){bytes, 1, -1};
  return (character){bytes, (size_t)taken, code};
}

static size_t character_width(character c) {
  if (c.code < 0)
    return 1;
  const int width = utf8proc_charwidth(c.code);
  return width > 0 ? (size_t)width : 0;
}

/* Bytes of the well-formed sequence at the beginning of `bytes`, 0 where there is none: the Unicode Standard, table
 * 3-7. utf8proc says the same, at a fifth of the speed. */
static size_t sequence_length(const unsigned char *bytes, size_t left) {
  const unsigned char lead = bytes[0];
  const size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  /* the second byte has a narrower range where a sequence would be longer than needed, a surrogate or no character */
  const unsigned char lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned char highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (length == 1)
    return 1;
  if (lead < 0xC2 || lead > 0xF4 || left < length || bytes[1] < lowest || bytes[1] > highest)
    return 0;
  for (size_t i = 2; i < length; i++)
    if ((bytes[i] & 0xC0U) != 0x80U)
      return 0;
  return length;
}

bool cvs_utf8_valid(const char *bytes, size_t length, size_t *bad) {
  static const uint64_t high_bits = UINT64_C(0x8080808080808080);
  size_t done = 0;
  while (done < length) {
    uint64_t word = high_bits;
    if (length - done >= sizeof word)
      memcpy(&word, bytes + done, sizeof word);
    if ((word & high_bits) == 0) {
      done += sizeof word;
      continue;
    }
    const size_t taken = sequence_length((const unsigned char *)bytes + done, length - done);
    if (taken == 0) {
      if (bad != NULL)
        *bad = done;
      return false;
    }
    done += taken;
  }
  return true;
}

size_t cvs_utf8_width(const char *text) {
  size_t width = 0;
  for (size_t left = strlen(text); left > 0;) {
    const character c = read_character(text, left);
    width += character_width(c);
    text += c.length;
    left -= c.length;
  }
  return width;
}

/* Bytes of the longest beginning that fits into `columns`, marks on its last character included. */
static size_t fitting_bytes(const char *text, size_t columns) {
  const size_t length = strlen(text);
  size_t done = 0;
  size_t width = 0;
  while (done < length) {
    const character c = read_character(text + done, length - done);
    width += character_width(c);
    if (width > columns)
      break;
    done += c.length;
  }
  return done;
}

void cvs_utf8_add_cut(cvs_strbuf *out, const char *text, size_t columns, bool ascii) {
  if (cvs_utf8_width(text) <= columns) {
    cvs_strbuf_add(out, text);
    return;
  }
  const size_t mark = ascii ? 3 : 1;
  if (columns > mark)
    cvs_strbuf_add_bytes(out, text, fitting_bytes(text, columns - mark));
  if (ascii)
    cvs_strbuf_add_repeat(out, ".", columns < mark ? columns : mark);
  else if (columns > 0)
    cvs_strbuf_add(out, "\u2026");
}

/* U+FFFE and its like are valid UTF-8, but never a character; XML and HTML forbid them. */
static bool is_noncharacter(int32_t code) {
  return (code & 0xFFFE) == 0xFFFE || (code >= 0xFDD0 && code <= 0xFDEF);
}

/* Characters that act instead of showing: controls, separators of lines, and formats (bidi controls
 * and invisible ones) but for the two joiners, which Persian, Indic scripts and emoji are spelled with. */
static bool is_hidden(int32_t code) {
  if (is_noncharacter(code))
    return true;
  switch (utf8proc_category(code)) {
  case UTF8PROC_CATEGORY_CC:
  case UTF8PROC_CATEGORY_ZL:
  case UTF8PROC_CATEGORY_ZP:
    return true;
  case UTF8PROC_CATEGORY_CF:
    return code != ZERO_WIDTH_NON_JOINER && code != ZERO_WIDTH_JOINER;
  default:
    return false;
  }
}

void cvs_utf8_add_visible(cvs_strbuf *out, const char *text) {
  for (size_t left = strlen(text); left > 0;) {
    const character c = read_character(text, left);
    if (c.code < 0 || (c.code < 0x80 && is_hidden(c.code)))
      cvs_strbuf_addf(out, "\\x%02X", (unsigned)(unsigned char)*c.bytes);
    else if (is_hidden(c.code))
      cvs_strbuf_addf(out, "\\u{%04X}", (unsigned)c.code);
    else
      cvs_strbuf_add_bytes(out, c.bytes, c.length);
    text += c.length;
    left -= c.length;
  }
}

bool cvs_utf8_is_rtl(const char *text) {
  for (size_t left = strlen(text); left > 0;) {
    const character c = read_character(text, left);
    if (c.code >= 0) {
      const int bidi = utf8proc_get_property(c.code)->bidi_class;
      const utf8proc_category_t category = utf8proc_category(c.code);
      if ((bidi == UTF8PROC_BIDI_CLASS_R || bidi == UTF8PROC_BIDI_CLASS_AL) && category != UTF8PROC_CATEGORY_CF)
        return true;
    }
    text += c.length;
    left -= c.length;
  }
  return false;
}

static bool is_separator(int32_t code) {
  return code == '_' || code == '-' || code == '\t' || (code >= 0 && utf8proc_category(code) == UTF8PROC_CATEGORY_ZS);
}

static void add_folded_character(cvs_strbuf *out, character c) {
  utf8proc_int32_t folded[FOLDED_MAX];
  int boundary = 0;
  utf8proc_ssize_t count = -1;
  if (c.code >= 0)
    count = utf8proc_decompose_char(c.code, folded, FOLDED_MAX, UTF8PROC_CASEFOLD | UTF8PROC_DECOMPOSE, &boundary);
  if (count < 0 || count > FOLDED_MAX) {
    cvs_strbuf_add_bytes(out, c.bytes, c.length);
    return;
  }
  for (utf8proc_ssize_t i = 0; i < count; i++) {
    utf8proc_uint8_t bytes[4];
    const utf8proc_ssize_t length = utf8proc_encode_char(folded[i], bytes);
    cvs_strbuf_add_bytes(out, (const char *)bytes, length > 0 ? (size_t)length : 0);
  }
}

void cvs_utf8_add_folded(cvs_strbuf *out, const char *text, size_t length) {
  bool begun = false;
  bool gap = false;
  for (size_t left = length; left > 0;) {
    const character c = read_character(text, left);
    if (is_separator(c.code)) {
      gap = begun;
    } else {
      if (gap)
        cvs_strbuf_add_char(out, '_');
      add_folded_character(out, c);
      begun = true;
      gap = false;
    }
    text += c.length;
    left -= c.length;
  }
}

bool cvs_utf8_next(const char **text, int32_t *code) {
  if (**text == '\0')
    return false;
  const character c = read_character(*text, strnlen(*text, 4));
  *code = c.code;
  *text += c.length;
  return true;
}
