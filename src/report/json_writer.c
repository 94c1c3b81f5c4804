/* JSON as it comes: commas, indentation. */
#include "report/json_writer.h"

#include "base/json_quote.h"
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

/* What stands between values, then the key. */
static void begin_value(cvs_json_writer *json, const char *key) {
  if (json->follows)
    cvs_strbuf_add_bytes(json->out, ", ", json->flat ? 2 : 1);
  if (json->depth > 0 && !json->flat)
    add_line(json->out, json->depth);
  json->follows = true;
  if (!key)
    return;
  cvs_json_quote(json->out, key);
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
  cvs_json_quote(json->out, text);
}
