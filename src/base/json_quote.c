/* A text as JSON has it. */
#include "base/json_quote.h"

#include "base/utf8.h"

#include <string.h>

/* 'n' where a byte is escaped as \n and so on, 'u' for \u00XX, 0 where it stands for itself. */
static char find_escape(unsigned char byte) {
  switch (byte) {
  case '"':
  case '\\':
    return (char)byte;
  case '\b':
    return 'b';
  case '\f':
    return 'f';
  case '\n':
    return 'n';
  case '\r':
    return 'r';
  case '\t':
    return 't';
  default:
    return byte < 0x20 || byte == 0x7f ? 'u' : 0;
  }
}

static void add_escape(cvs_strbuf *out, unsigned char byte, char escape) {
  static const char hex[] = "0123456789abcdef";
  if (escape == 'u') {
    const char code[] = {'\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 15]};
    cvs_strbuf_add_bytes(out, code, sizeof code);
    return;
  }
  const char pair[] = {'\\', escape};
  cvs_strbuf_add_bytes(out, pair, sizeof pair);
}

/* Adds bytes of valid UTF-8. */
static void add_characters(cvs_strbuf *out, const char *text, size_t length) {
  size_t begin = 0;
  for (size_t i = 0; i < length; i++) {
    const char escape = find_escape((unsigned char)text[i]);
    if (!escape)
      continue;
    cvs_strbuf_add_bytes(out, text + begin, i - begin);
    add_escape(out, (unsigned char)text[i], escape);
    begin = i + 1;
  }
  cvs_strbuf_add_bytes(out, text + begin, length - begin);
}

/* A byte that is no UTF-8, as cvs_utf8_add_visible shows it: \xFF, its backslash escaped. */
static void add_stray(cvs_strbuf *out, unsigned char byte) {
  static const char hex[] = "0123456789ABCDEF";
  const char shown[] = {'\\', '\\', 'x', hex[byte >> 4], hex[byte & 15]};
  cvs_strbuf_add_bytes(out, shown, sizeof shown);
}

void cvs_json_quote(cvs_strbuf *out, const char *text) {
  size_t rest = strlen(text);
  size_t bad = 0;
  cvs_strbuf_add_char(out, '"');
  while (rest > 0 && !cvs_utf8_valid(text, rest, &bad)) {
    add_characters(out, text, bad);
    add_stray(out, (unsigned char)text[bad]);
    text += bad + 1;
    rest -= bad + 1;
  }
  add_characters(out, text, rest);
  cvs_strbuf_add_char(out, '"');
}
