/* Blocks of a text one behind the other. */
#include "data/block_chain.h"

#include "base/error.h"
#include "base/mem.h"
#include "data/split.h"

#include <assert.h>
#include <string.h>

void cvs_block_chain_free(cvs_block_chain *chain) {
  cvs_free(chain->rest);
}

void cvs_block_parse(const cvs_block_chain *chain, cvs_block_slot *slot) {
  slot->parse_error = (cvs_error){0};
  slot->block.rest = 0;
  slot->block.lines = 0;
  slot->parsed = chain->work->parse(chain->work->context, &slot->block, &slot->parse_error);
}

/* The results of the slot are those of this text, at the line where we stand. */
static void parse_again(const cvs_block_chain *chain, cvs_block_slot *slot, const char *text, size_t length) {
  slot->block.text = text;
  slot->block.length = length;
  slot->block.line = chain->line;
  slot->block.line_known = true;
  cvs_block_parse(chain, slot);
}

/* --- what is left over --- */

static cvs_status keep_rest(cvs_block_chain *chain, const char *text, size_t length, cvs_error *error) {
  if (length == 0) {
    chain->rest_length = 0;
    return CVS_OK;
  }
  char *grown = cvs_array_grow(chain->rest, &chain->rest_capacity, length, 1);
  if (grown == NULL)
    return cvs_fail_memory(error);
  chain->rest = grown;
  memmove(chain->rest, text, length);
  chain->rest_length = length;
  return CVS_OK;
}

static cvs_status add_to_rest(cvs_block_chain *chain, const cvs_piece *piece, cvs_error *error) {
  const size_t wanted = chain->rest_length + piece->length + CVS_SPLIT_PADDING;
  char *grown = cvs_array_grow(chain->rest, &chain->rest_capacity, wanted, 1);
  if (grown == NULL)
    return cvs_fail_memory(error);
  chain->rest = grown;
  if (piece->length > 0)
    memcpy(chain->rest + chain->rest_length, piece->buffer, piece->length);
  chain->rest_length += piece->length;
  memset(chain->rest + chain->rest_length, 0, CVS_SPLIT_PADDING);
  return CVS_OK;
}

/* --- results --- */

/* An error's line as the file counts it. */
static uint64_t file_line(const cvs_block_chain *chain, const cvs_block_slot *slot) {
  const uint64_t line = slot->parse_error.line;
  return line == 0 || slot->block.line_known ? line : chain->line + line - 1;
}

/* Takes the results of a slot, and what it has left over. */
static cvs_status accept(cvs_block_chain *chain, cvs_block_slot *slot, cvs_error *error) {
  const cvs_error *const wrong = &slot->parse_error;
  cvs_block *const block = &slot->block;
  if (slot->parsed != CVS_OK)
    return cvs_fail_at(error, slot->parsed, wrong->source, file_line(chain, slot), "%s", wrong->message);
  assert(block->rest <= block->length && !(block->last && block->rest > 0));
  if (!block->line_known)
    block->line = chain->line;
  block->line_known = true;
  const cvs_status status = chain->work->accept(chain->work->context, block, error);
  if (status != CVS_OK)
    return status;
  chain->line += block->lines;
  return keep_rest(chain, block->text + block->length - block->rest, block->rest, error);
}

/* The slot comes out empty: its text has gone to the rest. */
static cvs_status accept_empty(cvs_block_chain *chain, cvs_block_slot *slot, cvs_error *error) {
  const size_t joined = chain->rest_length;
  parse_again(chain, slot, "", 0);
  chain->rest_length = 0;
  const cvs_status status = accept(chain, slot, error);
  chain->rest_length = joined;
  return status;
}

/* A record goes over from the blocks before into this one. So many are joined to what was left over that the text
 * doubles at least: then a record over many blocks takes time in proportion to its length. The results are those of the
 * last of them, the others come out empty. */
static cvs_status accept_joined(cvs_block_chain *chain, cvs_block_slot *slot, cvs_error *error) {
  if (chain->rest_wanted == 0)
    chain->rest_wanted = 2 * chain->rest_length;
  const cvs_status status = add_to_rest(chain, slot->piece, error);
  if (status != CVS_OK)
    return status;
  const bool goes_on = !slot->piece->last && slot->read == CVS_OK;
  if (goes_on && chain->rest_length < chain->rest_wanted)
    return accept_empty(chain, slot, error);
  chain->rest_wanted = 0;
  parse_again(chain, slot, chain->rest, chain->rest_length);
  return accept(chain, slot, error);
}

/* The text has failed behind this slot: in the line that is incomplete, where its content is to blame. */
static cvs_status fail_read(const cvs_block_chain *chain, const cvs_block_slot *slot, cvs_error *error) {
  const uint64_t line =
      slot->read == CVS_EDATA ? chain->line + cvs_text_count_lines(chain->rest, chain->rest_length) : 0;
  return cvs_fail_at(error, slot->read, cvs_text_source(chain->text), line, "%s", slot->read_error.message);
}

cvs_status cvs_block_chain_accept(cvs_block_chain *chain, cvs_block_slot *slot, cvs_error *error) {
  const cvs_status status = chain->rest_length > 0 ? accept_joined(chain, slot, error) : accept(chain, slot, error);
  return status == CVS_OK && slot->read != CVS_OK ? fail_read(chain, slot, error) : status;
}
