/* The text of an input as UTF-8: its beginning, and reading on. */
#include "data/text_state.h"
#include "base/error.h"
#include "base/mem.h"
#include "data/split.h"
#include <string.h>

enum { CHUNK = 65536 };

/* Sets the text on the first byte behind the byte order mark. */
static cvs_status begin(cvs_text *text, const char *encoding, cvs_error *error) {
  const cvs_status status = cvs_decoder_new(text->input, encoding, &text->decoder, error);
  if (status != CVS_OK)
    return status;
  text->line = 1;
  text->is_plain = cvs_decoder_is_plain_file(text->decoder, &text->position, &text->end);
  return CVS_OK;
}

cvs_status cvs_text_new(cvs_input *input, const char *encoding, cvs_text **out, cvs_error *error) {
  *out = NULL;
  cvs_text *text = cvs_calloc(1, sizeof *text);
  if (text == NULL || pthread_mutex_init(&text->lock, NULL) != 0) {
    cvs_free(text);
    return cvs_fail_memory(error);
  }
  text->input = input;
  const cvs_status status = begin(text, encoding, error);
  if (status == CVS_OK)
    *out = text;
  else
    cvs_text_free(text);
  return status;
}

void cvs_text_free(cvs_text *text) {
  if (text == NULL)
    return;
  cvs_decoder_free(text->decoder);
  cvs_free(text->held);
  pthread_mutex_destroy(&text->lock);
  cvs_free(text);
}

const char *cvs_text_encoding(const cvs_text *text) {
  return cvs_decoder_encoding(text->decoder);
}

const char *cvs_text_source(const cvs_text *text) {
  return cvs_input_name(text->input);
}

bool cvs_text_is_plain(const cvs_text *text) {
  return text->is_plain;
}

uint64_t cvs_text_total(const cvs_text *text) {
  return cvs_input_total(text->input);
}

uint64_t cvs_text_taken(const cvs_text *text) {
  if (!text->is_plain)
    return cvs_input_taken(text->input);
  const uint64_t left = text->end - text->position;
  const uint64_t total = cvs_text_total(text);
  return left < total ? total - left : 0;
}

bool cvs_text_can_rewind(const cvs_text *text) {
  return cvs_input_can_rewind(text->input);
}

cvs_status cvs_text_rewind(cvs_text *text, cvs_error *error) {
  cvs_decoder *const before = text->decoder;
  cvs_status status = cvs_input_rewind(text->input, error);
  if (status != CVS_OK)
    return status;
  text->decoder = NULL;
  status = begin(text, cvs_decoder_encoding(before), error);
  cvs_decoder_free(before);
  cvs_free(text->held);
  text->held = NULL;
  text->held_capacity = text->held_begin = text->held_end = 0;
  text->ended = false;
  text->failure = CVS_OK;
  text->error = (cvs_error){0};
  text->pieces = 0;
  text->finished = false;
  return status;
}

uint64_t cvs_text_line(const cvs_text *text) {
  return text->line;
}

static size_t read_plain(cvs_text *text, char *out, size_t capacity) {
  const uint64_t left = text->end - text->position;
  cvs_stretch stretch = {text->position, out, left < capacity ? (size_t)left : capacity, 0};
  text->ended = left == 0;
  if (text->ended)
    return 0;
  text->failure = cvs_input_read_at(text->input, &stretch, &text->error);
  if (text->failure == CVS_OK && stretch.length < stretch.capacity)
    text->failure = cvs_text_fail_shorter(text, &text->error);
  text->position += stretch.length;
  return stretch.length;
}

size_t cvs_text_read_on(cvs_text *text, char *out, size_t capacity) {
  size_t length = 0;
  if (text->ended || text->failure != CVS_OK)
    return 0;
  if (text->is_plain)
    return read_plain(text, out, capacity);
  text->failure = cvs_decoder_read(text->decoder, out, capacity, &length, &text->error);
  text->ended = text->failure == CVS_OK && length == 0;
  return length;
}

cvs_status cvs_text_fail_shorter(const cvs_text *text, cvs_error *error) {
  return cvs_fail_at(error, CVS_EIO, cvs_text_source(text), 0,
                     "has become shorter while it was read, expected a file that stays as it is");
}

uint64_t cvs_text_count_lines(const char *text, size_t length) {
  uint64_t count = 0;
  for (size_t i = 0; i < length; i++)
    if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n')))
      count++;
  return count;
}

size_t cvs_text_whole_lines(const char *text, size_t length) {
  while (length > 0 && text[length - 1] != '\n' && text[length - 1] != '\r')
    length--;
  return length;
}

/* Reads until `wanted` bytes are held, or the text ends or fails. */
static cvs_status hold(cvs_text *text, size_t wanted, cvs_error *error) {
  if (text->held_begin > 0) {
    memmove(text->held, text->held + text->held_begin, text->held_end - text->held_begin);
    text->held_end -= text->held_begin;
    text->held_begin = 0;
  }
  for (size_t got = 1; got > 0 && text->held_end < wanted; text->held_end += got) {
    const size_t room = text->held_end + CHUNK + CVS_SPLIT_PADDING;
    char *grown = cvs_array_grow(text->held, &text->held_capacity, room, 1);
    if (grown == NULL)
      return cvs_fail_memory(error);
    text->held = grown;
    got = cvs_text_read_on(text, text->held + text->held_end, CHUNK);
    memset(text->held + text->held_end + got, 0, CVS_SPLIT_PADDING);
  }
  return CVS_OK;
}

/* Bytes of blank lines at the beginning; *all true where there is nothing else. */
static size_t find_blank_lines(const char *text, size_t length, bool *all) {
  size_t first = 0;
  while (first < length && text[first] != '\0' && strchr(" \t\r\n", text[first]) != NULL)
    first++;
  *all = first == length;
  /* a CR at the end may be half of a CRLF */
  return cvs_text_whole_lines(text, *all && first > 0 && text[first - 1] == '\r' ? first - 1 : first);
}

/* A failure that comes before there is a line to look at. */
static cvs_status fail_beginning(const cvs_text *text, cvs_error *error) {
  const uint64_t before = cvs_text_count_lines(text->held + text->held_begin, text->held_end - text->held_begin);
  const uint64_t line = text->failure == CVS_EDATA ? text->line + before : 0;
  return cvs_fail_at(error, text->failure, cvs_text_source(text), line, "%s", text->error.message);
}

/* Drops blank lines and reads on behind them until something else comes. */
static cvs_status hold_beginning(cvs_text *text, size_t limit, bool *blank, cvs_error *error) {
  for (;;) { /* each turn but the last drops what the one before has read */
    const cvs_status status = hold(text, limit, error);
    if (status != CVS_OK)
      return status;
    const size_t dropped = find_blank_lines(text->held + text->held_begin, text->held_end - text->held_begin, blank);
    cvs_text_drop(text, dropped);
    if (text->ended || text->failure != CVS_OK || dropped == 0)
      return CVS_OK;
  }
}

cvs_status cvs_text_peek(cvs_text *text, size_t limit, const char **begin, size_t *length, cvs_error *error) {
  bool blank = true;
  *begin = NULL;
  *length = 0;
  const cvs_status status = hold_beginning(text, limit, &blank, error);
  if (status != CVS_OK)
    return status;
  const char *const held = text->held + text->held_begin;
  const size_t read = text->held_end - text->held_begin;
  const size_t good = text->failure == CVS_OK ? read : cvs_text_whole_lines(held, read);
  if (text->failure != CVS_OK && (blank || good == 0))
    return fail_beginning(text, error);
  if (blank && text->ended)
    return CVS_OK;
  *begin = held;
  *length = good < limit ? good : limit;
  return CVS_OK;
}

void cvs_text_drop(cvs_text *text, size_t length) {
  if (length == 0)
    return;
  text->line += cvs_text_count_lines(text->held + text->held_begin, length);
  text->held_begin += length;
}
