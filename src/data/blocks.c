/* A text in blocks: read, decoded and parsed by several threads, the results taken in file order. */
#include "data/blocks.h"
#include "base/error.h"
#include "base/mem.h"
#include "data/split.h"
#include <assert.h>
#include <stdatomic.h>
#include <string.h>

/* Measured: a block whose text stays in the second-level cache until it is parsed, and so many of them that the wait at
 * the end of a round, half a block a thread, is lost in it. More would not stay in the last cache until their memory is
 * read into again, which then takes three times as long. */
enum { BLOCK_SIZE = 512 << 10, TEXTS = 32, TEXTS_A_WORKER = 4 };
/* One worker alone waits for nobody, and its texts can stay in the second-level cache from round to round: a tenth less
 * time. */
enum { TEXTS_ALONE = 2 };

/* A block of the round, and what its text and its parse came to. */
typedef struct slot {
  const cvs_piece *piece;
  cvs_block block;
  cvs_status parsed;
  cvs_status read;
  cvs_error parse_error;
  cvs_error read_error;
} slot;

typedef struct run {
  cvs_text *text;
  const cvs_blocks_style *style;
  const cvs_blocks_work *work;
  cvs_pool *pool;
  size_t size;
  size_t slots;
  size_t texts;      /* most blocks of a round */
  slot *slot;        /* [texts], in file order */
  cvs_piece *piece;  /* [texts], in the order in which threads came for one */
  uint64_t accepted; /* pieces of earlier rounds */
  size_t kept;       /* slots that are filled and wait for the fold */
  atomic_size_t next;
  atomic_size_t taken; /* pieces of this round */
  atomic_bool ended;   /* no more are to be taken */
  uint64_t line;       /* of the first byte that has not been accepted */
  char *rest;          /* [rest_length] what the last accepted block left over */
  size_t rest_length;
  size_t rest_capacity;
} run;

static size_t count_texts(const cvs_blocks_style *style) {
  const size_t wanted = (size_t)style->workers * TEXTS_A_WORKER;
  if (style->texts > 0)
    return style->texts;
  if (style->workers == 1)
    return TEXTS_ALONE;
  return wanted > TEXTS ? wanted : TEXTS;
}

size_t cvs_blocks_slots(const cvs_blocks_style *style) {
  return style->slots > 0 ? style->slots : count_texts(style);
}

static void parse(const run *r, slot *s) {
  s->parse_error = (cvs_error){0};
  s->block.rest = 0;
  s->block.lines = 0;
  s->parsed = r->work->parse(r->work->context, &s->block, &s->parse_error);
}

/* Takes a piece into buffer `ticket` and parses it as if it began with a record; false: there are no more. */
static bool take_block(run *r, size_t ticket, unsigned worker) {
  cvs_piece *const piece = &r->piece[ticket];
  cvs_error error = {0};
  bool taken = false;
  const cvs_status status = cvs_text_take(r->text, r->size, piece, &taken, &error);
  if (!taken)
    return false;
  const size_t index = (size_t)(piece->number - r->accepted);
  slot *const s = &r->slot[index];
  s->piece = piece;
  s->read = status;
  s->read_error = error;
  s->block = (cvs_block){.text = piece->buffer == NULL ? "" : piece->buffer,
                         .length = piece->length,
                         .line = 1,
                         .last = piece->last,
                         .slot = r->kept + index,
                         .worker = worker};
  atomic_fetch_add(&r->taken, 1);
  parse(r, s);
  return status == CVS_OK && !piece->last;
}

static void take_blocks(void *context, unsigned worker) {
  run *const r = context;
  while (!atomic_load(&r->ended)) {
    const size_t ticket = atomic_fetch_add(&r->next, 1);
    if (ticket >= r->texts || ticket >= r->slots - r->kept)
      return;
    if (!take_block(r, ticket, worker))
      atomic_store(&r->ended, true);
  }
}

static cvs_status keep_rest(run *r, const char *text, size_t length, cvs_error *error) {
  if (length == 0) {
    r->rest_length = 0;
    return CVS_OK;
  }
  char *grown = cvs_array_grow(r->rest, &r->rest_capacity, length, 1);
  if (grown == NULL)
    return cvs_fail_memory(error);
  r->rest = grown;
  memmove(r->rest, text, length);
  r->rest_length = length;
  return CVS_OK;
}

static cvs_status add_to_rest(run *r, const cvs_piece *piece, cvs_error *error) {
  const size_t wanted = r->rest_length + piece->length + CVS_SPLIT_PADDING;
  char *grown = cvs_array_grow(r->rest, &r->rest_capacity, wanted, 1);
  if (grown == NULL)
    return cvs_fail_memory(error);
  r->rest = grown;
  if (piece->length > 0)
    memcpy(r->rest + r->rest_length, piece->buffer, piece->length);
  r->rest_length += piece->length;
  memset(r->rest + r->rest_length, 0, CVS_SPLIT_PADDING);
  return CVS_OK;
}

/* The results of slot `index` are those of this text, at the line where we stand. */
static void parse_again(run *r, size_t index, const char *text, size_t length) {
  slot *const s = &r->slot[index];
  s->block.text = text;
  s->block.length = length;
  s->block.line = r->line;
  s->block.line_known = true;
  s->block.worker = 0;
  parse(r, s);
}

/* An error's line as the file counts it. */
static uint64_t file_line(const run *r, const slot *s) {
  const uint64_t line = s->parse_error.line;
  return line == 0 || s->block.line_known ? line : r->line + line - 1;
}

/* Takes the results of a slot, and what it has left over. */
static cvs_status accept(run *r, size_t index, cvs_error *error) {
  slot *const s = &r->slot[index];
  const cvs_error *const wrong = &s->parse_error;
  if (s->parsed != CVS_OK)
    return cvs_fail_at(error, s->parsed, wrong->source, file_line(r, s), "%s", wrong->message);
  assert(s->block.rest <= s->block.length && !(s->block.last && s->block.rest > 0));
  if (!s->block.line_known)
    s->block.line = r->line;
  s->block.line_known = true;
  const cvs_status status = r->work->accept(r->work->context, &s->block, error);
  if (status != CVS_OK)
    return status;
  r->line += s->block.lines;
  return keep_rest(r, s->block.text + s->block.length - s->block.rest, s->block.rest, error);
}

/* A record goes over from the blocks before into slot `index`. So many further blocks are joined to what was left over
 * that the text doubles at least: then a record over many blocks takes time in proportion to its length. The results
 * are those of the last of them, the others come out empty. */
static cvs_status accept_joined(run *r, size_t *index, cvs_error *error) {
  const size_t left_over = r->rest_length;
  size_t last = *index;
  cvs_status status = add_to_rest(r, r->slot[last].piece, error);
  while (status == CVS_OK && last + 1 < r->taken && r->rest_length < 2 * left_over && r->slot[last].read == CVS_OK) {
    const size_t joined = r->rest_length;
    parse_again(r, last, "", 0);
    r->rest_length = 0;
    status = accept(r, last, error);
    r->rest_length = joined;
    last++;
    if (status == CVS_OK)
      status = add_to_rest(r, r->slot[last].piece, error);
  }
  if (status != CVS_OK)
    return status;
  *index = last;
  parse_again(r, last, r->rest, r->rest_length);
  return accept(r, last, error);
}

/* The text has failed behind this slot: in the line that is incomplete, where its content is to blame. */
static cvs_status fail_read(const run *r, const slot *s, cvs_error *error) {
  const uint64_t line = s->read == CVS_EDATA ? r->line + cvs_text_count_lines(r->rest, r->rest_length) : 0;
  return cvs_fail_at(error, s->read, cvs_text_source(r->text), line, "%s", s->read_error.message);
}

static cvs_status accept_round(run *r, size_t count, cvs_error *error) {
  for (size_t i = 0; i < count; i++) {
    const cvs_status status = r->rest_length > 0 ? accept_joined(r, &i, error) : accept(r, i, error);
    if (status != CVS_OK)
      return status;
    if (r->slot[i].read != CVS_OK)
      return fail_read(r, &r->slot[i], error);
  }
  return CVS_OK;
}

typedef struct folding {
  const cvs_blocks_work *work;
  size_t count;
} folding;

static cvs_status fold_part(void *context, size_t part, cvs_error *error) {
  const folding *const f = context;
  return f->work->fold(f->work->context, (unsigned)part, f->count, error);
}

/* Folds what is kept. */
static cvs_status fold_rounds(run *r, cvs_error *error) {
  cvs_status status = CVS_OK;
  if (r->work->fold != NULL) {
    folding f = {r->work, r->kept};
    status = cvs_pool_each(r->pool, CVS_PARTS, fold_part, &f, error);
  }
  if (status == CVS_OK && r->work->settle != NULL)
    status = r->work->settle(r->work->context, error);
  r->kept = 0;
  if (status != CVS_OK || r->style->progress == NULL)
    return status;
  const bool go_on = r->style->progress(r->style->progress_context, cvs_text_taken(r->text), cvs_text_total(r->text));
  return go_on ? CVS_OK : cvs_fail(error, CVS_ECANCELLED, "stopped before the end of the input");
}

static cvs_status run_round(run *r, cvs_error *error) {
  atomic_store(&r->next, 0);
  atomic_store(&r->taken, 0);
  cvs_pool_run(r->pool, take_blocks, r);
  const size_t count = atomic_load(&r->taken);
  const cvs_status status = accept_round(r, count, error);
  r->accepted += count;
  r->kept += count;
  return status;
}

/* Each round takes at least one block, or ends. */
static cvs_status run_rounds(run *r, cvs_error *error) {
  cvs_status status = CVS_OK;
  while (status == CVS_OK && !atomic_load(&r->ended)) {
    status = run_round(r, error);
    const bool is_full = r->kept == r->slots || (atomic_load(&r->ended) && r->kept > 0);
    if (status == CVS_OK && is_full)
      status = fold_rounds(r, error);
  }
  return status;
}

/* No more threads than a file has blocks. */
static unsigned useful_workers(const run *r) {
  const uint64_t blocks = cvs_text_total(r->text) / r->size + 1;
  return !cvs_text_is_plain(r->text) || r->style->workers < blocks ? r->style->workers : (unsigned)blocks;
}

static cvs_status run_all(run *r, cvs_error *error) {
  r->slot = cvs_calloc(r->texts, sizeof *r->slot);
  r->piece = cvs_calloc(r->texts, sizeof *r->piece);
  if (r->slot == NULL || r->piece == NULL)
    return cvs_fail_memory(error);
  const cvs_status status = cvs_pool_new(useful_workers(r), &r->pool, error);
  return status == CVS_OK ? run_rounds(r, error) : status;
}

cvs_status cvs_blocks_run(cvs_text *text, const cvs_blocks_style *style, const cvs_blocks_work *work,
                          cvs_error *error) {
  run r = {.text = text,
           .style = style,
           .work = work,
           .size = style->block_size > 0 ? style->block_size : BLOCK_SIZE,
           .slots = cvs_blocks_slots(style),
           .texts = count_texts(style),
           .line = cvs_text_line(text)};
  const cvs_status status = run_all(&r, error);
  cvs_pool_free(r.pool);
  for (size_t i = 0; r.piece != NULL && i < r.texts; i++)
    cvs_piece_free(&r.piece[i]);
  cvs_free(r.piece);
  cvs_free(r.slot);
  cvs_free(r.rest);
  return status;
}
