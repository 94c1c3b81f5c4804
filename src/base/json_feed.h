/* A file on its way into a parser of JSON. */
#ifndef CVS_BASE_JSON_FEED_H
#define CVS_BASE_JSON_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Some editors begin a file with a byte order mark; it says that UTF-8 follows. */
enum { CVS_JSON_MARK_BYTES = 3 };
bool cvs_json_has_mark(const char *bytes, size_t length);

/*   descriptor  open for reading
 *   number      errno of a failed read
 *   taken       bytes that were read
 *   too_large   they are more than CVS_JSON_BYTES_MAX
 *   start       first bytes that were looked at, and are still to be given: `kept` of them */
typedef struct cvs_json_feed {
  int descriptor;
  int number;
  uint64_t taken;
  bool too_large;
  char start[CVS_JSON_MARK_BYTES];
  size_t kept;
} cvs_json_feed;

/* Passes over a byte order mark; before the first bytes are taken. */
void cvs_json_feed_skip_mark(cvs_json_feed *feed);
/* Up to `size` bytes, as jansson asks for them: 0 at the end, (size_t)-1 on failure. `feed` is a cvs_json_feed. */
size_t cvs_json_feed_take(void *buffer, size_t size, void *feed);

#endif
