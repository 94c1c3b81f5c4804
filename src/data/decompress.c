/* Unpacking gzip and zstd as streams. */
#define ZLIB_CONST /* zlib reads its input and says so */
#include "data/decompress.h"
#include "base/error.h"
#include "base/mem.h"
#include <limits.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

/* zlib: the largest window (15 bits), and 16 more to expect a gzip header. */
enum { GZIP_WINDOW_BITS = 15 + 16 };

struct cvs_decompressor {
  cvs_packing packing;
  z_stream gzip;
  ZSTD_DStream *zstd;
  bool between; /* a member or frame has ended and no further one has begun */
  bool failed;
  bool no_memory;
  bool too_wide; /* its window is beyond what zstd gives without being asked */
};

static bool begins_with(const unsigned char *begin, size_t length, const char *magic, size_t magic_length) {
  return length >= magic_length && memcmp(begin, magic, magic_length) == 0;
}

/* A frame that unpackers pass over, as pzstd puts before each of its own: 0x184D2A50 to 0x184D2A5F, the low byte
 * first (RFC 8878, section 3.1.2). */
static bool is_skippable(const unsigned char *begin, size_t length) {
  return length > 0 && (begin[0] & 0xF0U) == 0x50 && begins_with(begin + 1, length - 1, "\x2A\x4D\x18", 3);
}

cvs_packing cvs_packing_of(const unsigned char *begin, size_t length) {
  if (begins_with(begin, length, "\x1F\x8B", 2)) /* RFC 1952, section 2.3.1 */
    return CVS_PACKING_GZIP;
  if (begins_with(begin, length, "\x28\xB5\x2F\xFD", 4) || is_skippable(begin, length)) /* RFC 8878, section 3.1.1 */
    return CVS_PACKING_ZSTD;
  return CVS_PACKING_NONE;
}

/* BZh, a level, and a block or the end: a header may well begin with the first three. */
static bool is_bzip2(const unsigned char *begin, size_t length) {
  enum { HEADER = 4 };
  if (length < HEADER || !begins_with(begin, length, "BZh", 3) || begin[3] < '1' || begin[3] > '9')
    return false;
  return begins_with(begin + HEADER, length - HEADER, "\x31\x41\x59\x26\x53\x59", 6) ||
         begins_with(begin + HEADER, length - HEADER, "\x17\x72\x45\x38\x50\x90", 6);
}

const char *cvs_packing_refusal(const unsigned char *begin, size_t length) {
  static const struct {
    const char *magic;
    size_t length;
    const char *what;
  } known[] = {
      {"PK\x03\x04", 4, "a zip archive or an Excel workbook (.xlsx), expected text: unpack it, or save it as CSV"},
      {"PK\x05\x06", 4, "an empty zip archive, expected text"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, "an old Excel workbook (.xls), expected text: save it as CSV"},
      {"\xFD"
       "7zXZ\0",
       6, "xz data, expected text, gzip or zstd: unpack it first (xz -dc FILE | convstat ...)"},
      {"7z\xBC\xAF\x27\x1C", 6, "a 7z archive, expected text, gzip or zstd: unpack it first"},
      {"\x04\x22\x4D\x18", 4, "lz4 data, expected text, gzip or zstd: unpack it first (lz4 -dc FILE | convstat ...)"},
      {"PAR1\x15", 5, "a Parquet file, expected text: save it as CSV"},
  };
  if (is_bzip2(begin, length))
    return "bzip2 data, expected text, gzip or zstd: unpack it first (bzip2 -dc FILE | convstat ...)";
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
    if (begins_with(begin, length, known[i].magic, known[i].length))
      return known[i].what;
  return NULL;
}

static void *allocate_for_zlib(void *context, unsigned count, unsigned size) {
  (void)context;
  return cvs_calloc(count, size);
}

static void free_for_zlib(void *context, void *memory) {
  (void)context;
  cvs_free(memory);
}

static bool start(cvs_decompressor *decompressor) {
  if (decompressor->packing == CVS_PACKING_GZIP) {
    decompressor->gzip.zalloc = allocate_for_zlib;
    decompressor->gzip.zfree = free_for_zlib;
    return inflateInit2(&decompressor->gzip, GZIP_WINDOW_BITS) == Z_OK;
  }
  decompressor->zstd = ZSTD_createDStream();
  return decompressor->zstd != NULL && !ZSTD_isError(ZSTD_initDStream(decompressor->zstd));
}

cvs_status cvs_decompressor_new(cvs_packing packing, cvs_decompressor **out, cvs_error *error) {
  *out = NULL;
  cvs_decompressor *decompressor = cvs_calloc(1, sizeof *decompressor);
  if (decompressor == NULL)
    return cvs_fail_memory(error);
  decompressor->packing = packing;
  if (!start(decompressor)) {
    cvs_decompressor_free(decompressor);
    return cvs_fail_memory(error);
  }
  *out = decompressor;
  return CVS_OK;
}

void cvs_decompressor_free(cvs_decompressor *decompressor) {
  if (decompressor == NULL)
    return;
  if (decompressor->packing == CVS_PACKING_GZIP)
    (void)inflateEnd(&decompressor->gzip);
  ZSTD_freeDStream(decompressor->zstd);
  cvs_free(decompressor);
}

/* Members of a gzip file may follow each other; zero bytes between and behind them are padding
 * (tapes); anything else is not ours to ignore. */
static bool enter_next_member(cvs_decompressor *decompressor, cvs_unpack *step) {
  while (step->in_length > 0 && *step->in == '\0') {
    step->in++;
    step->in_length--;
  }
  if (step->in_length == 0)
    return true;
  if ((unsigned char)*step->in != 0x1F || inflateReset(&decompressor->gzip) != Z_OK)
    return false;
  decompressor->between = false;
  return true;
}

static bool step_gzip(cvs_decompressor *decompressor, cvs_unpack *step) {
  z_stream *stream = &decompressor->gzip;
  if (decompressor->between && !enter_next_member(decompressor, step))
    return false;
  if (decompressor->between)
    return true;
  const unsigned taken_max = step->in_length < UINT_MAX ? (unsigned)step->in_length : UINT_MAX;
  const unsigned made_max = step->out_capacity < UINT_MAX ? (unsigned)step->out_capacity : UINT_MAX;
  stream->next_in = (const Bytef *)step->in;
  stream->avail_in = taken_max;
  stream->next_out = (Bytef *)step->out;
  stream->avail_out = made_max;
  const int result = inflate(stream, Z_NO_FLUSH);
  step->in += taken_max - stream->avail_in;
  step->in_length -= taken_max - stream->avail_in;
  step->out_length = made_max - stream->avail_out;
  decompressor->between = result == Z_STREAM_END;
  decompressor->no_memory = result == Z_MEM_ERROR;
  return result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR;
}

static bool step_zstd(cvs_decompressor *decompressor, cvs_unpack *step) {
  if (decompressor->between && step->in_length == 0)
    return true;
  ZSTD_inBuffer in = {step->in, step->in_length, 0};
  ZSTD_outBuffer out = {step->out, step->out_capacity, 0};
  const size_t result = ZSTD_decompressStream(decompressor->zstd, &out, &in);
  step->in += in.pos;
  step->in_length -= in.pos;
  step->out_length = out.pos;
  decompressor->between = result == 0;
  decompressor->no_memory = ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation;
  decompressor->too_wide = ZSTD_getErrorCode(result) == ZSTD_error_frameParameter_windowTooLarge;
  return !ZSTD_isError(result);
}

cvs_status cvs_decompressor_step(cvs_decompressor *decompressor, cvs_unpack *step, cvs_error *error) {
  const bool is_gzip = decompressor->packing == CVS_PACKING_GZIP;
  const char *const name = is_gzip ? "gzip" : "zstd";
  step->out_length = 0;
  if (!decompressor->failed)
    decompressor->failed = is_gzip ? !step_gzip(decompressor, step) : !step_zstd(decompressor, step);
  if (step->out_length > 0)
    return CVS_OK;
  if (decompressor->no_memory)
    return cvs_fail_memory(error);
  if (decompressor->too_wide)
    return cvs_fail(error, CVS_EDATA,
                    "the zstd data needs a window of more than 128 MiB, expected no more: unpack it first "
                    "(zstd -dc --long=31 FILE | convstat ...)");
  if (decompressor->failed)
    return cvs_fail(error, CVS_EDATA, "the %s data is damaged, expected a whole %s file", name, name);
  if (step->in_ended && step->in_length == 0 && !decompressor->between)
    return cvs_fail(error, CVS_EDATA, "the %s data ends early, expected a whole %s file", name, name);
  return CVS_OK;
}
