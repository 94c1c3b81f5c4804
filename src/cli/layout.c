/* Plain text in 80 columns. */
#include "cli/layout.h"

#include "cli/terminal.h"
#include <string.h>

static size_t add_spaces(cvs_strbuf *out, size_t from, size_t to) {
  if (from < to)
    cvs_strbuf_add_repeat(out, " ", to - from);
  return from < to ? to : from;
}

static size_t break_line(cvs_strbuf *out, size_t indent) {
  cvs_strbuf_add_char(out, '\n');
  return add_spaces(out, 0, indent);
}

void cvs_layout_wrap(cvs_strbuf *out, const char *text, size_t column, size_t indent) {
  enum { GAP = 2 }; /* spaces at least between what stands there and the text */
  const bool has_room = column == 0 || column + GAP <= indent;
  column = has_room ? add_spaces(out, column, indent) : break_line(out, indent);
  while (*text) {
    const size_t length = strcspn(text, " \n");
    const bool is_first = column == indent;
    if (!is_first && column + 1 + length > CVS_COLUMNS_DEFAULT)
      column = break_line(out, indent);
    else if (!is_first)
      column = add_spaces(out, column, column + 1);
    cvs_strbuf_add_bytes(out, text, length);
    column += length;
    text += length;
    if (*text == '\n') {
      cvs_strbuf_add_char(out, '\n');
      column = break_line(out, indent);
    }
    text += *text != '\0';
  }
  cvs_strbuf_add_char(out, '\n');
}
