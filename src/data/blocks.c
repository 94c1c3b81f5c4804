/* A text in blocks: read, decoded and parsed by several threads, the results taken in file order. */
#include "data/blocks.h"
#include "base/error.h"
#include "base/mem.h"
#include "data/block_chain.h"
#include <pthread.h>

/* Measured: a block whose text stays in the second-level cache until it is parsed, and so few texts that their memory
 * is read into again while it is still near. */
enum { BLOCK_SIZE = 512 << 10, TEXTS_A_WORKER = 3 };
/* Blocks between folds, or where there are none between calls of `progress`: threads wait for each other then, half a
 * block each. */
enum { ROUND = 64 };

/* A text, or room for one. */
typedef struct room {
  cvs_piece piece;
  bool is_taken; /* until the results of its block are accepted */
} room;

/* A block that has been begun and not been accepted, or a free one. */
typedef struct place {
  cvs_block_slot slot;
  room *room;
  bool is_parsed;
} place;

typedef struct run {
  cvs_text *text;
  const cvs_blocks_style *style;
  const cvs_blocks_work *work;
  cvs_pool *pool;
  size_t size;
  size_t slots; /* places */
  size_t round; /* most blocks of a round */
  size_t texts;
  room *room;              /* [texts] */
  place *place;            /* [slots] block i of a round is at i modulo slots */
  pthread_mutex_t lock;    /* of all that follows, and of rooms and places as far as others look at them */
  pthread_cond_t accepted; /* or all are to stop */
  uint64_t begun;          /* blocks of this and earlier rounds */
  uint64_t done;           /* of them, accepted */
  uint64_t first;          /* the first block of this round */
  bool ended;              /* no more blocks are to be taken */
  cvs_status status;
  cvs_error error;
  cvs_block_chain chain; /* of whoever has parsed the block whose turn it is */
} run;

/* A thread. What it has parsed it accepts itself: nobody else may look at what it reads with. */
typedef struct member {
  run *run;
  unsigned worker;
  size_t waiting; /* blocks that it has parsed and not accepted */
} member;

static size_t count_texts(const cvs_blocks_style *style) {
  return style->texts > 0 ? style->texts : (size_t)style->workers * TEXTS_A_WORKER;
}

size_t cvs_blocks_slots(const cvs_blocks_style *style) {
  return style->slots > 0 ? style->slots : count_texts(style);
}

static place *place_of(run *r, uint64_t block) {
  return &r->place[(block - r->first) % r->slots];
}

/* --- blocks that wait to be accepted; the lock is held --- */

/* Takes the results of the member's blocks as far as it is their turn. */
static void accept_own(member *m) {
  run *const r = m->run;
  while (r->status == CVS_OK && r->done < r->begun) {
    place *const next = place_of(r, r->done);
    if (!next->is_parsed || next->slot.block.worker != m->worker)
      return;
    pthread_mutex_unlock(&r->lock);
    const cvs_status status = cvs_block_chain_accept(&r->chain, &next->slot, &r->error);
    pthread_mutex_lock(&r->lock);
    next->is_parsed = false;
    next->room->is_taken = false;
    m->waiting--;
    r->done++;
    r->status = status;
    pthread_cond_broadcast(&r->accepted);
  }
}

/* True where a block may be begun now: there are a place and room for its text. */
static bool has_room(const run *r) {
  const uint64_t waiting = r->begun - r->done;
  return waiting < r->texts && waiting < r->slots;
}

static bool may_begin(const run *r) {
  return r->status == CVS_OK && !r->ended && r->begun - r->first < r->round;
}

/* A free one; each thread looks for its own first, which may still be in its cache. There is one. */
static room *find_room(run *r, unsigned worker) {
  size_t i = worker * r->texts / r->style->workers;
  while (r->room[i].is_taken)
    i = (i + 1) % r->texts;
  return &r->room[i];
}

/* --- blocks --- */

/* Room for the text of another block; NULL: there are no more to be begun in this round. */
static room *begin_block(member *m) {
  run *const r = m->run;
  room *found = NULL;
  pthread_mutex_lock(&r->lock);
  accept_own(m);
  while (may_begin(r) && !has_room(r)) {
    pthread_cond_wait(&r->accepted, &r->lock);
    accept_own(m);
  }
  if (may_begin(r)) {
    found = find_room(r, m->worker);
    found->is_taken = true;
    r->begun++;
  }
  pthread_mutex_unlock(&r->lock);
  return found;
}

/* Until all that it has parsed is accepted, or somebody fails. */
static void await_turns(member *m) {
  run *const r = m->run;
  pthread_mutex_lock(&r->lock);
  accept_own(m);
  while (r->status == CVS_OK && m->waiting > 0) {
    pthread_cond_wait(&r->accepted, &r->lock);
    accept_own(m);
  }
  pthread_mutex_unlock(&r->lock);
}

/* There was no text for it. */
static void drop_block(run *r, room *for_text) {
  pthread_mutex_lock(&r->lock);
  for_text->is_taken = false;
  r->begun--;
  r->ended = true;
  pthread_cond_broadcast(&r->accepted);
  pthread_mutex_unlock(&r->lock);
}

static void end_block(member *m, place *parsed) {
  run *const r = m->run;
  pthread_mutex_lock(&r->lock);
  parsed->is_parsed = true;
  m->waiting++;
  if (parsed->slot.read != CVS_OK || parsed->slot.block.last) {
    r->ended = true;
    pthread_cond_broadcast(&r->accepted);
  }
  pthread_mutex_unlock(&r->lock);
}

/* Takes a piece of text and parses it as if it began with a record; false: there are no more. */
static bool take_block(member *m, room *for_text) {
  run *const r = m->run;
  cvs_piece *const piece = &for_text->piece;
  cvs_error error = {0};
  bool taken = false;
  const cvs_status status = cvs_text_take(r->text, r->size, piece, &taken, &error);
  if (!taken) {
    drop_block(r, for_text);
    return false;
  }
  place *const own = place_of(r, piece->number);
  own->room = for_text;
  own->slot.piece = piece;
  own->slot.read = status;
  own->slot.read_error = error;
  own->slot.block = (cvs_block){.text = piece->buffer == NULL ? "" : piece->buffer,
                                .length = piece->length,
                                .line = 1,
                                .last = piece->last,
                                .slot = (size_t)(own - r->place),
                                .worker = m->worker};
  cvs_block_parse(&r->chain, &own->slot);
  end_block(m, own);
  return true;
}

/* Pieces are numbered as they are taken: those of all who have begun a block are taken, unless the text ends. */
static void take_blocks(void *context, unsigned worker) {
  member self = {.run = context, .worker = worker};
  room *found = begin_block(&self);
  while (found != NULL && take_block(&self, found))
    found = begin_block(&self);
  await_turns(&self);
}

/* --- rounds --- */

typedef struct folding {
  const cvs_blocks_work *work;
  size_t count;
} folding;

static cvs_status fold_part(void *context, size_t part, cvs_error *error) {
  const folding *const f = context;
  return f->work->fold(f->work->context, (unsigned)part, f->count, error);
}

static cvs_status fold_round(run *r, cvs_error *error) {
  cvs_status status = CVS_OK;
  if (r->work->fold != NULL && r->done > r->first) {
    folding f = {r->work, (size_t)(r->done - r->first)};
    status = cvs_pool_each(r->pool, CVS_PARTS, fold_part, &f, error);
  }
  if (status == CVS_OK && r->work->settle != NULL)
    status = r->work->settle(r->work->context, error);
  if (status != CVS_OK || r->style->progress == NULL)
    return status;
  const bool go_on = r->style->progress(r->style->progress_context, cvs_text_taken(r->text), cvs_text_total(r->text));
  return go_on ? CVS_OK : cvs_fail(error, CVS_ECANCELLED, "stopped before the end of the input");
}

static cvs_status run_round(run *r, cvs_error *error) {
  r->first = r->done;
  cvs_pool_run(r->pool, take_blocks, r);
  if (r->status == CVS_OK)
    return fold_round(r, error);
  return cvs_fail_at(error, r->status, r->error.source, r->error.line, "%s", r->error.message);
}

/* No more threads than a file has blocks. */
static unsigned useful_workers(const run *r) {
  const uint64_t blocks = cvs_text_total(r->text) / r->size + 1;
  return !cvs_text_is_plain(r->text) || r->style->workers < blocks ? r->style->workers : (unsigned)blocks;
}

static cvs_status run_all(run *r, cvs_error *error) {
  r->room = cvs_calloc(r->texts, sizeof *r->room);
  r->place = cvs_calloc(r->slots, sizeof *r->place);
  if (r->room == NULL || r->place == NULL)
    return cvs_fail_memory(error);
  cvs_status status = cvs_pool_new(useful_workers(r), &r->pool, error);
  while (status == CVS_OK && !r->ended) /* each round takes at least one block, or ends */
    status = run_round(r, error);
  return status;
}

/* Undoes what it has done where it fails. */
static bool start_waiting(run *r) {
  if (pthread_mutex_init(&r->lock, NULL) != 0)
    return false;
  if (pthread_cond_init(&r->accepted, NULL) == 0)
    return true;
  pthread_mutex_destroy(&r->lock);
  return false;
}

cvs_status cvs_blocks_run(cvs_text *text, const cvs_blocks_style *style, const cvs_blocks_work *work,
                          cvs_error *error) {
  const bool is_told = style->slots > 0 || work->fold != NULL;
  run r = {.text = text,
           .style = style,
           .work = work,
           .size = style->block_size > 0 ? style->block_size : BLOCK_SIZE,
           .slots = cvs_blocks_slots(style),
           .round = is_told ? cvs_blocks_slots(style) : ROUND,
           .texts = count_texts(style),
           .chain = {.work = work, .text = text, .line = cvs_text_line(text)}};
  if (!start_waiting(&r))
    return cvs_fail_memory(error);
  const cvs_status status = run_all(&r, error);
  cvs_pool_free(r.pool);
  for (size_t i = 0; r.room != NULL && i < r.texts; i++)
    cvs_piece_free(&r.room[i].piece);
  cvs_free(r.room);
  cvs_free(r.place);
  cvs_block_chain_free(&r.chain);
  pthread_cond_destroy(&r.accepted);
  pthread_mutex_destroy(&r.lock);
  return status;
}
