/* Bytes of a file, for a parser of JSON. */
#include "base/json_feed.h"

#include "base/json.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

bool cvs_json_has_mark(const char *bytes, size_t length) {
  return length >= CVS_JSON_MARK_BYTES && memcmp(bytes, "\xEF\xBB\xBF", CVS_JSON_MARK_BYTES) == 0;
}

static size_t read_bytes(cvs_json_feed *from, void *buffer, size_t size) {
  ssize_t got = 0;
  do
    got = read(from->descriptor, buffer, size);
  while (got < 0 && errno == EINTR);
  if (got < 0)
    from->number = errno;
  else
    from->taken += (uint64_t)got;
  from->too_large = from->taken > CVS_JSON_BYTES_MAX;
  return got < 0 || from->too_large ? (size_t)-1 : (size_t)got;
}

/* Ends: each turn reads a byte at least, or is the last. */
void cvs_json_feed_skip_mark(cvs_json_feed *feed) {
  size_t got = 1;
  while (feed->kept < CVS_JSON_MARK_BYTES && got > 0 && got != (size_t)-1) {
    got = read_bytes(feed, feed->start + feed->kept, CVS_JSON_MARK_BYTES - feed->kept);
    feed->kept += got != (size_t)-1 ? got : 0;
  }
  if (cvs_json_has_mark(feed->start, feed->kept))
    feed->kept = 0;
}

size_t cvs_json_feed_take(void *buffer, size_t size, void *feed) {
  cvs_json_feed *from = feed;
  const size_t given = from->kept < size ? from->kept : size;
  if (from->number != 0)
    return (size_t)-1;
  if (given == 0)
    return read_bytes(from, buffer, size);
  memcpy(buffer, from->start, given);
  from->kept -= given;
  memmove(from->start, from->start + given, from->kept);
  return given;
}
