/* Pieces of a text that end behind a line feed, for several threads. */
#include "data/text_state.h"
#include "base/error.h"
#include "base/mem.h"
#include "data/split.h"
#include <string.h>

enum {
  SLACK = 16,   /* the decoder writes no less */
  PROBE = 4096, /* where the last line feed of a piece is looked for first; rows are shorter as a rule */
  CHUNK = 65536,
};

void cvs_piece_free(cvs_piece *piece) {
  cvs_free(piece->buffer);
  *piece = (cvs_piece){0};
}

static cvs_status reserve(cvs_piece *piece, size_t length, cvs_error *error) {
  const size_t wanted = length + SLACK + CVS_SPLIT_PADDING;
  if (wanted <= piece->capacity)
    return CVS_OK;
  char *grown = cvs_realloc(piece->buffer, wanted);
  if (grown == NULL)
    return cvs_fail_memory(error);
  piece->buffer = grown;
  piece->capacity = wanted;
  return CVS_OK;
}

static size_t take_held(cvs_text *text, char *out, size_t capacity) {
  const size_t held = text->held_end - text->held_begin;
  const size_t length = held < capacity ? held : capacity;
  if (length > 0)
    memcpy(out, text->held + text->held_begin, length);
  text->held_begin += length;
  return length;
}

/* Adds to the piece until it has `wanted` bytes (a few more may come), or the text ends or fails. */
static cvs_status gather(cvs_text *text, cvs_piece *piece, size_t wanted, cvs_error *error) {
  const cvs_status status = reserve(piece, wanted, error);
  for (size_t got = 1; status == CVS_OK && got > 0 && piece->length < wanted; piece->length += got) {
    char *const out = piece->buffer + piece->length;
    got = take_held(text, out, wanted - piece->length);
    if (got == 0)
      got = cvs_text_read_on(text, out, wanted - piece->length + SLACK);
  }
  return status;
}

/* Cuts the piece to `kept` bytes; the rest will be read again. What is still held stands behind it. */
static cvs_status give_back(cvs_text *text, cvs_piece *piece, size_t kept, cvs_error *error) {
  const size_t length = piece->length - kept;
  piece->length = kept;
  if (length == 0)
    return CVS_OK;
  if (text->is_plain) {
    text->position -= length;
    text->ended = false;
    text->failure = CVS_OK; /* it will come again, behind these bytes */
    text->error = (cvs_error){0};
    return CVS_OK;
  }
  if (text->held_begin < text->held_end) {
    text->held_begin -= length;
    return CVS_OK;
  }
  char *grown = cvs_array_grow(text->held, &text->held_capacity, length, 1);
  if (grown == NULL)
    return cvs_fail_memory(error);
  text->held = grown;
  memcpy(text->held, piece->buffer + kept, length);
  text->held_begin = 0;
  text->held_end = length;
  return CVS_OK;
}

/* The piece holds all that is left: the end, or whole lines before a failure. */
static cvs_status finish(cvs_text *text, cvs_piece *piece, cvs_error *error) {
  text->finished = true;
  piece->last = text->failure == CVS_OK;
  if (piece->last)
    return CVS_OK;
  piece->length = cvs_text_whole_lines(piece->buffer, piece->length);
  return cvs_fail_at(error, text->failure, cvs_text_source(text), 0, "%s", text->error.message);
}

static size_t find_last(const char *text, size_t length, char wanted) {
  while (length > 0 && text[length - 1] != wanted)
    length--;
  return length;
}

static size_t find_first(const char *text, size_t begin, size_t end, char wanted) {
  const char *const found = memchr(text + begin, wanted, end - begin);
  return found == NULL ? 0 : (size_t)(found - text) + 1;
}

/* Bytes to the end of the first line; all but a CR at the end, which may be half of a CRLF, where there is none. */
static size_t find_line(const char *text, size_t length, bool *found) {
  const size_t feed = find_first(text, 0, length, '\n');
  const size_t before_feed = feed == 0 ? length : feed - 1;
  const size_t lone = find_first(text, 0, before_feed, '\r');
  *found = feed > 0 || (lone > 0 && lone < length);
  if (lone > 0 && lone < before_feed)
    return lone;
  return feed > 0 ? feed : lone > 0 ? lone - 1 : length;
}

/* Passes over the rest of the line. */
static cvs_status pass_line(cvs_text *text, cvs_error *error) {
  cvs_piece passed = {0};
  bool found = false;
  cvs_status status = CVS_OK;
  do { /* each turn takes a chunk, all but its last byte at least */
    passed.length = 0;
    status = gather(text, &passed, CHUNK, error);
    if (status != CVS_OK || passed.length <= 1)
      break;
    status = give_back(text, &passed, find_line(passed.buffer, passed.length, &found), error);
  } while (status == CVS_OK && !found);
  cvs_piece_free(&passed);
  return status;
}

/* A line that no record can have: its beginning will be refused for its length. */
static cvs_status cut_line(cvs_text *text, cvs_piece *piece, cvs_error *error) {
  cvs_status status = give_back(text, piece, CVS_LINE_MAX + 1, error);
  if (status == CVS_OK)
    status = pass_line(text, error);
  piece->buffer[piece->length++] = '\n';
  return status;
}

/* The first `size` bytes have no line feed: the one behind them ends the piece, else a CR (old Macs wrote so). */
static cvs_status take_long_line(cvs_text *text, size_t size, cvs_piece *piece, cvs_error *error) {
  const size_t wanted = (size > CVS_LINE_MAX ? size : CVS_LINE_MAX) + 2;
  cvs_status status = gather(text, piece, wanted, error);
  if (status != CVS_OK)
    return status;
  const size_t searched = piece->length < wanted ? piece->length : wanted; /* the same from any input */
  size_t kept = find_first(piece->buffer, size, searched, '\n');
  if (kept == 0 && piece->length < wanted)
    return finish(text, piece, error);
  if (kept == 0)
    kept = find_last(piece->buffer, size, '\r');
  if (kept == 0)
    kept = find_first(piece->buffer, size, wanted - 1, '\r');
  return kept > 0 ? give_back(text, piece, kept, error) : cut_line(text, piece, error);
}

static cvs_status take_in_turn(cvs_text *text, size_t size, cvs_piece *piece, cvs_error *error) {
  const cvs_status status = gather(text, piece, size + 1, error);
  if (status != CVS_OK)
    return status;
  if (piece->length <= size)
    return finish(text, piece, error);
  const size_t kept = find_last(piece->buffer, size, '\n');
  return kept > 0 ? give_back(text, piece, kept, error) : take_long_line(text, size, piece, error);
}

/* Where a piece of a plain file ends, found without reading it; 0: not so easily. */
static uint64_t find_plain_end(const cvs_text *text, size_t size) {
  char probe[PROBE];
  if (text->end - text->position <= size)
    return text->end;
  const size_t window = size < PROBE ? size : PROBE;
  cvs_stretch stretch = {text->position + size - window, probe, window, 0};
  if (cvs_input_read_at(text->input, &stretch, NULL) != CVS_OK)
    return 0;
  const size_t found = find_last(probe, stretch.length, '\n');
  return found > 0 ? stretch.offset + found : 0;
}

/* What was peeked at of a plain file is read again with the rest. */
static void forget_held(cvs_text *text) {
  if (!text->is_plain || text->held == NULL)
    return;
  text->position -= text->held_end - text->held_begin;
  text->ended = false;
  text->failure = CVS_OK;
  text->error = (cvs_error){0};
  text->held_begin = text->held_end = 0;
  cvs_free(text->held);
  text->held = NULL;
  text->held_capacity = 0;
}

/* The place of the next piece. *plain_begin is set where its text is still to be read, without the lock. */
static cvs_status take_place(cvs_text *text, size_t size, cvs_piece *piece, uint64_t *plain_begin, cvs_error *error) {
  forget_held(text);
  piece->number = text->pieces++;
  const uint64_t end = text->is_plain ? find_plain_end(text, size) : 0;
  *plain_begin = UINT64_MAX;
  if (end == 0)
    return take_in_turn(text, size, piece, error);
  *plain_begin = text->position;
  piece->length = (size_t)(end - text->position);
  piece->last = end == text->end;
  text->position = end;
  text->finished = piece->last;
  return CVS_OK;
}

/* Reads the bytes of a place in a plain file. */
static cvs_status load(const cvs_text *text, uint64_t begin, cvs_piece *piece, cvs_error *error) {
  const size_t wanted = piece->length;
  piece->length = 0;
  cvs_status status = reserve(piece, wanted, error);
  if (status != CVS_OK)
    return status;
  cvs_stretch stretch = {begin, piece->buffer, wanted, 0};
  status = cvs_input_read_at(text->input, &stretch, error);
  if (status == CVS_OK && stretch.length < wanted)
    status = cvs_text_fail_shorter(text, error);
  piece->length = status == CVS_OK ? wanted : cvs_text_whole_lines(piece->buffer, stretch.length);
  piece->last = piece->last && status == CVS_OK;
  return status;
}

static void finish_early(cvs_text *text) {
  pthread_mutex_lock(&text->lock);
  text->finished = true;
  pthread_mutex_unlock(&text->lock);
}

cvs_status cvs_text_take(cvs_text *text, size_t size, cvs_piece *piece, bool *taken, cvs_error *error) {
  uint64_t plain_begin = UINT64_MAX;
  cvs_status status = CVS_OK;
  piece->length = 0;
  piece->last = false;
  pthread_mutex_lock(&text->lock);
  *taken = !text->finished;
  if (*taken)
    status = take_place(text, size, piece, &plain_begin, error);
  text->finished = text->finished || status != CVS_OK;
  pthread_mutex_unlock(&text->lock);
  if (*taken && status == CVS_OK && plain_begin != UINT64_MAX) {
    status = load(text, plain_begin, piece, error);
    if (status != CVS_OK)
      finish_early(text);
  }
  /* an empty text has no piece */
  *taken = *taken && (status != CVS_OK || piece->length > 0 || piece->number > 0);
  if (piece->buffer != NULL)
    memset(piece->buffer + piece->length, 0, CVS_SPLIT_PADDING);
  return status;
}
