/* Unpacking gzip and zstd as streams. */
#define ZLIB_CONST /* zlib reads its input and says so */
#include "data/decompress.h"
#include "base/error.h"
#include "base/mem.h"
#include <limits.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

/* zlib: the largest window (15 bits), and 16 more to expect a gzip header. */
enum { GZIP_WINDOW_BITS = 15 + 16 };

struct cvs_decompressor {
  cvs_packing packing;
  z_stream gzip;
  ZSTD_DStream *zstd;
  bool between; /* a member or frame has ended and no further one has begun */
  bool failed;
  bool no_memory;
};

cvs_packing cvs_packing_of(const unsigned char *begin, size_t length) {
  static const unsigned char gzip[] = {0x1F, 0x8B};             /* RFC 1952, section 2.3.1 */
  static const unsigned char zstd[] = {0x28, 0xB5, 0x2F, 0xFD}; /* RFC 8878, section 3.1.1 */
  if (length >= sizeof gzip && memcmp(begin, gzip, sizeof gzip) == 0)
    return CVS_PACKING_GZIP;
  if (length >= sizeof zstd && memcmp(begin, zstd, sizeof zstd) == 0)
    return CVS_PACKING_ZSTD;
  return CVS_PACKING_NONE;
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
  if (decompressor->failed)
    return cvs_fail(error, CVS_EDATA, "the %s data is damaged, expected a whole %s file", name, name);
  if (step->in_ended && step->in_length == 0 && !decompressor->between)
    return cvs_fail(error, CVS_EDATA, "the %s data ends early, expected a whole %s file", name, name);
  return CVS_OK;
}
