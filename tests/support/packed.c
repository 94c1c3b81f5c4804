/* Bytes as gzip packs them. */
#include "support/packed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <zlib.h>
#include <cmocka.h>

/* zlib's window of 2^15 bytes; 16 more ask for gzip's frame. */
enum { WINDOW_GZIP = 15 + 16, LEVEL = 6, MEMORY = 8 };

size_t pack_gzip(const char *text, size_t length, unsigned char *out, size_t room) {
  z_stream stream = {0};
  assert_int_equal(deflateInit2(&stream, LEVEL, Z_DEFLATED, WINDOW_GZIP, MEMORY, Z_DEFAULT_STRATEGY), Z_OK);
  stream.next_in = (Bytef *)(uintptr_t)text;
  stream.avail_in = (uInt)length;
  stream.next_out = out;
  stream.avail_out = (uInt)room;
  assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
  assert_int_equal(deflateEnd(&stream), Z_OK);
  return room - stream.avail_out;
}
