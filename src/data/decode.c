/* Bytes of any encoding to UTF-8, without the byte order mark. */
#include "data/decode.h"
#include "base/error.h"
#include "base/mem.h"
#include <errno.h>
#include <iconv.h>
#include <string.h>

enum { RAW_SIZE = 65536, NAME_MAX_LENGTH = 63, MARK_MAX = 4 };

struct cvs_decoder {
  cvs_input *input;
  bool converts; /* through `converter`; else the bytes are UTF-8 already */
  iconv_t converter;
  char encoding[NAME_MAX_LENGTH + 1];
  bool flushed; /* the converter has been asked for what it held back */
  bool raw_ended;
  size_t begin; /* raw[begin, end) is read and not yet taken */
  size_t end;
  char raw[RAW_SIZE];
};

typedef struct byte_order_mark {
  const char *bytes;
  size_t length;
  const char *encoding;
} byte_order_mark;

/* The Unicode Standard, section 23.8. UTF-32LE begins like UTF-16LE, so it comes first. */
static const byte_order_mark marks[] = {
    {"\xEF\xBB\xBF", 3, "UTF-8"}, {"\xFF\xFE\x00\x00", 4, "UTF-32LE"}, {"\x00\x00\xFE\xFF", 4, "UTF-32BE"},
    {"\xFF\xFE", 2, "UTF-16LE"},  {"\xFE\xFF", 2, "UTF-16BE"},
};

/* Names only: iconv would take "//IGNORE" behind one and drop bytes in silence. */
static bool is_plain_name(const char *encoding) {
  const size_t length = strlen(encoding);
  return length >= 1 && length <= NAME_MAX_LENGTH && strpbrk(encoding, "/,") == NULL;
}

static bool open_converter(const char *encoding, iconv_t *out) {
  if (!is_plain_name(encoding))
    return false;
  *out = iconv_open("UTF-8", encoding);
  return *out != (iconv_t)-1;
}

static bool is_utf8_name(const char *encoding) {
  static const char *const names[] = {"UTF-8", "utf-8", "UTF8", "utf8"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strcmp(encoding, names[i]) == 0)
      return true;
  return false;
}

bool cvs_encoding_known(const char *encoding) {
  iconv_t converter;
  if (!open_converter(encoding, &converter))
    return false;
  (void)iconv_close(converter);
  return true;
}

/* Adds to raw[begin, end) until it holds `wanted` bytes or the input ends. */
static cvs_status fill_raw(cvs_decoder *decoder, size_t wanted, cvs_error *error) {
  if (decoder->begin > 0) {
    memmove(decoder->raw, decoder->raw + decoder->begin, decoder->end - decoder->begin);
    decoder->end -= decoder->begin;
    decoder->begin = 0;
  }
  while (decoder->end < wanted && !decoder->raw_ended) {
    size_t length = 0;
    const cvs_status status =
        cvs_input_read(decoder->input, decoder->raw + decoder->end, RAW_SIZE - decoder->end, &length, error);
    if (status != CVS_OK)
      return status;
    decoder->end += length;
    decoder->raw_ended = length == 0;
  }
  return CVS_OK;
}

/* The encoding that the first bytes declare; skips them. */
static const char *take_mark(cvs_decoder *decoder) {
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
    if (decoder->end < marks[i].length || memcmp(decoder->raw, marks[i].bytes, marks[i].length) != 0)
      continue;
    decoder->begin = marks[i].length;
    return marks[i].encoding;
  }
  return NULL;
}

static cvs_status start(cvs_decoder *decoder, const char *encoding, cvs_error *error) {
  const cvs_status status = fill_raw(decoder, MARK_MAX, error);
  if (status != CVS_OK)
    return status;
  const char *const marked = take_mark(decoder);
  const char *const name = marked != NULL ? marked : encoding != NULL ? encoding : "UTF-8";
  decoder->converts = !is_utf8_name(name);
  if (decoder->converts && !open_converter(name, &decoder->converter)) {
    decoder->converts = false;
    return cvs_fail(error, CVS_EUSAGE, "encoding \"%.60s\" is not known, expected a name that iconv knows", name);
  }
  const char *const shown = decoder->converts ? name : "UTF-8";
  memcpy(decoder->encoding, shown, strlen(shown) + 1);
  return CVS_OK;
}

cvs_status cvs_decoder_new(cvs_input *input, const char *encoding, cvs_decoder **out, cvs_error *error) {
  *out = NULL;
  cvs_decoder *decoder = cvs_calloc(1, sizeof *decoder);
  if (decoder == NULL)
    return cvs_fail_memory(error);
  decoder->input = input;
  const cvs_status status = start(decoder, encoding, error);
  if (status != CVS_OK) {
    cvs_decoder_free(decoder);
    return status;
  }
  *out = decoder;
  return CVS_OK;
}

void cvs_decoder_free(cvs_decoder *decoder) {
  if (decoder == NULL)
    return;
  if (decoder->converts)
    (void)iconv_close(decoder->converter);
  cvs_free(decoder);
}

const char *cvs_decoder_encoding(const cvs_decoder *decoder) {
  return decoder->encoding;
}

const char *cvs_decoder_source(const cvs_decoder *decoder) {
  return cvs_input_name(decoder->input);
}

static cvs_status read_utf8(cvs_decoder *decoder, char *out, size_t capacity, size_t *length, cvs_error *error) {
  const size_t held = decoder->end - decoder->begin;
  if (held == 0)
    return decoder->raw_ended ? CVS_OK : cvs_input_read(decoder->input, out, capacity, length, error);
  *length = held < capacity ? held : capacity;
  memcpy(out, decoder->raw + decoder->begin, *length);
  decoder->begin += *length;
  return CVS_OK;
}

/* Converts what raw[] holds. `stuck` tells that its rest is the beginning of a character. */
static cvs_status convert(cvs_decoder *decoder, char *out, size_t capacity, size_t *length, bool *stuck) {
  char *in = decoder->raw + decoder->begin;
  size_t in_left = decoder->end - decoder->begin;
  char *to = out;
  size_t to_left = capacity;
  const size_t result = iconv(decoder->converter, &in, &in_left, &to, &to_left);
  const int problem = result == (size_t)-1 ? errno : 0;
  decoder->begin = decoder->end - in_left;
  *length = capacity - to_left;
  *stuck = problem == EINVAL;
  return problem == EILSEQ && *length == 0 ? CVS_EDATA : CVS_OK;
}

/* Some converters hold a letter back, for a mark that may follow it (windows-1255, windows-1258). */
static cvs_status flush(cvs_decoder *decoder, char *out, size_t capacity, size_t *length) {
  char *to = out;
  size_t to_left = capacity;
  if (!decoder->flushed)
    (void)iconv(decoder->converter, NULL, NULL, &to, &to_left);
  decoder->flushed = true;
  *length = capacity - to_left;
  return CVS_OK;
}

/* Each turn takes raw bytes, makes text, reads more, or ends. */
static cvs_status read_converted(cvs_decoder *decoder, char *out, size_t capacity, size_t *length, cvs_error *error) {
  bool stuck = false;
  while (*length == 0) {
    const size_t held = decoder->end - decoder->begin;
    if (held == 0 || stuck) {
      const cvs_status status = fill_raw(decoder, held + 1, error);
      if (status != CVS_OK)
        return status;
    }
    if (decoder->begin == decoder->end)
      return flush(decoder, out, capacity, length);
    if (stuck && decoder->raw_ended)
      return cvs_fail(error, CVS_EDATA, "the text ends in the middle of a character, expected %s", decoder->encoding);
    if (convert(decoder, out, capacity, length, &stuck) != CVS_OK)
      return cvs_fail(error, CVS_EDATA, "byte 0x%02X cannot be read here, expected text in %s (--encoding)",
                      (unsigned)(unsigned char)decoder->raw[decoder->begin], decoder->encoding);
  }
  return CVS_OK;
}

cvs_status cvs_decoder_read(cvs_decoder *decoder, char *out, size_t capacity, size_t *length, cvs_error *error) {
  *length = 0;
  return decoder->converts ? read_converted(decoder, out, capacity, length, error)
                           : read_utf8(decoder, out, capacity, length, error);
}

bool cvs_decoder_is_plain_file(const cvs_decoder *decoder, uint64_t *offset, uint64_t *end) {
  const bool is_plain = cvs_input_is_plain_file(decoder->input, offset, end);
  *offset -= decoder->end - decoder->begin;
  return is_plain && !decoder->converts;
}
