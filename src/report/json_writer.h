/* Writes JSON (RFC 8259) as it comes, indented by two spaces; numbers are the shortest that read
 * back to the same double. */
#ifndef CVS_REPORT_JSON_WRITER_H
#define CVS_REPORT_JSON_WRITER_H

#include "base/strbuf.h"

/* Zero-initialise and set `out`; set `depth` and `empty` to go on inside an open object or array. */
typedef struct cvs_json_writer {
  cvs_strbuf *out;
  size_t depth; /* objects and arrays open around what comes next */
  size_t flat;  /* how many of them stand on one line */
  bool follows; /* a member stands before what comes next */
} cvs_json_writer;

/* `key` is NULL in an array and for the outermost value. `bracket` is '{' or '['; with `one_line`,
 * it and all in it stand on one line. */
void cvs_json_open(cvs_json_writer *json, const char *key, char bracket, bool one_line);
void cvs_json_close(cvs_json_writer *json, char bracket); /* '}' or ']' */
void cvs_json_null(cvs_json_writer *json, const char *key);
void cvs_json_bool(cvs_json_writer *json, const char *key, bool value);
void cvs_json_count(cvs_json_writer *json, const char *key, uint64_t value);
void cvs_json_number(cvs_json_writer *json, const char *key, double value);     /* finite */
void cvs_json_string(cvs_json_writer *json, const char *key, const char *text); /* valid UTF-8 */

#endif
