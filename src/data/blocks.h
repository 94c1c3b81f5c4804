/* A text in blocks: read, decoded and parsed by several threads, the results taken in file order.
 *
 * A block ends behind a line feed. Whether a record ends there too is a guess; it is accepted only where the
 * block before has ended with a whole record, else the block is parsed again behind what that one left over.
 * Blocks are parsed in parallel, and accepted one by one in file order, each by the thread that has parsed it, so
 * that a text makes room for another while its memory is near. Once their results fill all slots, they are folded in
 * parallel by parts that do not touch each other. So the result is the same for any number of threads. */
#ifndef CVS_DATA_BLOCKS_H
#define CVS_DATA_BLOCKS_H

#include "data/parallel.h"
#include "data/text.h"

enum { CVS_PARTS = 256 }; /* of a fold */

typedef struct cvs_block {
  const char *text; /* CVS_SPLIT_PADDING bytes are readable behind it */
  size_t length;
  uint64_t line; /* number of its first line where it is known (then `line_known`); else 1: messages are
                    renumbered when the block is accepted */
  bool line_known;
  bool last;       /* nothing follows it in this file */
  size_t slot;     /* [0, slots): where its results are kept until the fold */
  unsigned worker; /* [0, workers): whose scratch may be used */
  /* set by parse */
  size_t rest;    /* bytes at its end whose record does not end within it */
  uint64_t lines; /* physical lines taken */
} cvs_block;

/* What is done with the blocks. `context` is handed through. */
typedef struct cvs_blocks_work {
  void *context;
  /* Results into the block's slot; called from any thread, also a second time for the same slot (results of
   * the first time are then dropped by it): with what the blocks before have left over in front, or empty, where its
   * text has gone to the block behind. A failure is kept with its line until it is the block's turn. */
  cvs_status (*parse)(void *context, cvs_block *block, cvs_error *error);
  /* In file order, one at a time, on the thread of the block's worker, while others parse; each slot once before a
   * fold. */
  cvs_status (*accept)(void *context, const cvs_block *block, cvs_error *error);
  /* After the accepts of `count` blocks (slots 0 .. count - 1), once for each part in [0, CVS_PARTS), in parallel;
   * NULL: nothing to fold. */
  cvs_status (*fold)(void *context, unsigned part, size_t count, cvs_error *error);
  /* After a fold, on one thread: spilling to disk. NULL: nothing. */
  cvs_status (*settle)(void *context, cvs_error *error);
} cvs_blocks_work;

/* How it is done. */
typedef struct cvs_blocks_style {
  unsigned workers;  /* threads, 1 or more; the caller's own is one of them */
  size_t block_size; /* bytes aimed at for a block; 0: the usual */
  size_t texts;      /* most blocks that are parsed and wait to be accepted; 0: the usual */
  size_t slots;      /* blocks between folds, and of `accept` where results are kept; 0: as many as there are texts */
  /* Called now and then on one thread with the bytes of input taken and their total (0: not known); false: stop
   * (then CVS_ECANCELLED). NULL: never. */
  bool (*progress)(void *context, uint64_t taken, uint64_t total);
  void *progress_context;
} cvs_blocks_style;

size_t cvs_blocks_slots(const cvs_blocks_style *style);

/* All of `text`, from where it stands. Errors: the first in file order, with source and line, whatever the
 * threads; those of the text. */
CVS_WARN_UNUSED cvs_status cvs_blocks_run(cvs_text *text, const cvs_blocks_style *style, const cvs_blocks_work *work,
                                          cvs_error *error);

#endif
