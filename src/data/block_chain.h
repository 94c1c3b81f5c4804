/* Blocks of a text one behind the other: what each has left over goes to the next, and results are taken in the order
 * of the file. */
#ifndef CVS_DATA_BLOCK_CHAIN_H
#define CVS_DATA_BLOCK_CHAIN_H

#include "data/blocks.h"

/* A block, and what its text and its parse came to. */
typedef struct cvs_block_slot {
  const cvs_piece *piece;
  cvs_block block;
  cvs_status read; /* of the text behind the piece */
  cvs_status parsed;
  cvs_error read_error;
  cvs_error parse_error;
} cvs_block_slot;

/* Zero-initialise but for work, text and line. One thread at a time. */
typedef struct cvs_block_chain {
  const cvs_blocks_work *work;
  const cvs_text *text;
  uint64_t line; /* of the first byte that has not been accepted */
  char *rest;    /* [rest_length] what the last accepted block left over */
  size_t rest_length;
  size_t rest_capacity;
  size_t rest_wanted; /* bytes that are joined before they are parsed again; 0: none are being joined */
} cvs_block_chain;

void cvs_block_chain_free(cvs_block_chain *chain);

/* Parses the block of the slot. Any thread. */
void cvs_block_parse(const cvs_block_chain *chain, cvs_block_slot *slot);
/* Takes the results of the next slot, parsed again where the block before has left something over.
 * Errors: those of the parse, with source and line; of the text; of accept. */
CVS_WARN_UNUSED cvs_status cvs_block_chain_accept(cvs_block_chain *chain, cvs_block_slot *slot, cvs_error *error);

#endif
