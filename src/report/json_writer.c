/* JSON as it comes: commas, indentation, escapes. */
#include "report/json_writer.h"

#include "base/number.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* A new line, indented for `depth` levels. */
static void add_line(cvs_strbuf *out, size_t depth) {
  static const char spaces[] = "\n                                ";
  const size_t wanted = 2 * depth;
  const size_t ready = sizeof spaces - 2;
  cvs_strbuf_add_bytes(out, spaces, 1 + (wanted < ready ? wanted : ready));
  if (wanted > ready)
    cvs_strbuf_add_repeat(out, " ", wanted - ready);
}

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

static void add_string(cvs_strbuf *out, const char *text) {
  cvs_strbuf_add_char(out, '"');
  size_t begin = 0;
  size_t i = 0;
  for (; text[i]; i++) {
    const char escape = find_escape((unsigned char)text[i]);
    if (!escape)
      continue;
    cvs_strbuf_add_bytes(out, text + begin, i - begin);
    add_escape(out, (unsigned char)text[i], escape);
    begin = i + 1;
  }
  cvs_strbuf_add_bytes(out, text + begin, i - begin);
  cvs_strbuf_add_char(out, '"');
}

/* What stands between values, then the key. */
static void begin_value(cvs_json_writer *json, const char *key) {
  if (json->follows)
    cvs_strbuf_add_bytes(json->out, ", ", json->flat ? 2 : 1);
  if (json->depth > 0 && !json->flat)
    add_line(json->out, json->depth);
  json->follows = true;
  if (!key)
    return;
  add_string(json->out, key);
  cvs_strbuf_add_bytes(json->out, ": ", 2);
}

void cvs_json_open(cvs_json_writer *json, const char *key, char bracket, bool one_line) {
  begin_value(json, key);
  cvs_strbuf_add_char(json->out, bracket);
  json->depth++;
  if (one_line || json->flat)
    json->flat++;
  json->follows = false;
}

void cvs_json_close(cvs_json_writer *json, char bracket) {
  assert(json->depth > 0);
  json->depth--;
  if (json->flat)
    json->flat--;
  else if (json->follows)
    add_line(json->out, json->depth);
  cvs_strbuf_add_char(json->out, bracket);
  json->follows = true;
}

void cvs_json_null(cvs_json_writer *json, const char *key) {
  begin_value(json, key);
  cvs_strbuf_add_bytes(json->out, "null", 4);
}

void cvs_json_bool(cvs_json_writer *json, const char *key, bool value) {
  begin_value(json, key);
  cvs_strbuf_add(json->out, value ? "true" : "false");
}

void cvs_json_count(cvs_json_writer *json, const char *key, uint64_t value) {
  char digits[CVS_NUMBER_MAX];
  begin_value(json, key);
  cvs_strbuf_add_bytes(json->out, digits, cvs_print_u64(value, digits));
}

void cvs_json_number(cvs_json_writer *json, const char *key, double value) {
  assert(isfinite(value));
  char digits[CVS_NUMBER_MAX];
  begin_value(json, key);
  cvs_strbuf_add_bytes(json->out, digits, cvs_print_double(value, digits));
}

void cvs_json_string(cvs_json_writer *json, const char *key, const char *text) {
  begin_value(json, key);
  add_string(json->out, text);
}
