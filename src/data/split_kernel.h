/* The inner loop of split_masks: 64 bytes of text at a time, what stands where as bits, bits as positions.
 *
 * A body for split_kernel.c, split_kernel_avx2.c and split_kernel_avx512.c, which differ in what the compiler may use.
 */
#ifndef CVS_DATA_SPLIT_KERNEL_H
#define CVS_DATA_SPLIT_KERNEL_H

#include "data/split_lanes.h"
#include "data/split_masks.h"
#include "data/split_stops.h"

enum { CVS_SPLIT_BLOCK = 64 };

/* What stands where in a block: bit i is about byte i. */
typedef struct cvs_split_found {
  uint64_t valid; /* is text */
  uint64_t quote;
  uint64_t delimiter;
  uint64_t line_feed;
  uint64_t carriage_return; /* where there is any */
  uint64_t inside;          /* stands inside quotes, or opens them */
  uint64_t trouble;         /* notices, as in split_masks.h */
  uint64_t doubled;
  uint64_t wide;
} cvs_split_found;

/* Where the lists go on. */
typedef struct cvs_split_ends {
  uint32_t *stop;
  cvs_split_notice *notice;
  size_t line_count;
} cvs_split_ends;

/* The bit of the last byte of a block, as bit 0. */
static inline uint64_t cvs_split_last_bit(uint64_t bits, unsigned length) {
  return bits >> (length - 1) & 1U;
}

/* A CR ends a line only together with a LF; a NUL is never text. */
static inline void cvs_split_look_for_odd(cvs_split_lanes text, unsigned length, cvs_split_carry *carry,
                                          cvs_split_found *f) {
  f->carriage_return = cvs_split_lanes_match(text, '\r') & f->valid;
  f->trouble = (f->carriage_return << 1 | carry->returning) & ~f->line_feed & f->valid;
  f->trouble |= cvs_split_lanes_match(text, '\0') & f->valid;
  f->wide = cvs_split_lanes_bits(text) & f->valid;
  carry->returning = cvs_split_last_bit(f->carriage_return, length);
}

/* What is inside quotes, and quotes that stand elsewhere than around a whole field. */
static inline void cvs_split_look_at_quotes(unsigned length, cvs_split_carry *carry, cvs_split_found *f) {
  f->inside = cvs_split_prefix_xor(f->quote) ^ carry->inside;
  const uint64_t opens = f->quote & f->inside;
  const uint64_t closes = f->quote & ~f->inside;
  const uint64_t stops = (f->delimiter | f->line_feed) & ~f->inside;
  const uint64_t behind_close = closes << 1 | carry->closed;
  const uint64_t behind_stop = stops << 1 | carry->stopped;
  f->doubled = opens & behind_close;
  f->trouble |= opens & ~(behind_stop | behind_close);
  f->trouble |= behind_close & ~(stops | f->carriage_return | f->quote) & f->valid;
  carry->inside = UINT64_C(0) - cvs_split_last_bit(f->inside, length);
  carry->closed = cvs_split_last_bit(closes, length);
}

static inline cvs_split_notice *cvs_split_put_notices(cvs_split_notice *out, const cvs_split_found *f, uint32_t at) {
  const uint64_t lines = f->line_feed & f->inside;
  const uint64_t begins_wide = f->wide & ~(f->wide << 1);
  for (uint64_t bits = f->trouble | f->doubled | lines | begins_wide; bits != 0; bits &= bits - 1) {
    const uint32_t i = cvs_split_lowest(bits);
    const uint32_t kind = ((f->trouble >> i & 1U) != 0 ? CVS_SPLIT_TROUBLE : 0U) |
                          ((f->doubled >> i & 1U) != 0 ? CVS_SPLIT_DOUBLED : 0U) |
                          ((lines >> i & 1U) != 0 ? CVS_SPLIT_LINE : 0U) |
                          ((begins_wide >> i & 1U) != 0 ? CVS_SPLIT_WIDE : 0U);
    *out++ = (cvs_split_notice){at + i, kind};
  }
  return out;
}

/* 1 to 64 bytes of text. */
static inline cvs_split_found cvs_split_find(const char *text, unsigned length, char delimiter,
                                             cvs_split_carry *carry) {
  const cvs_split_lanes lanes = cvs_split_lanes_load(text);
  cvs_split_found f = {.valid = ~UINT64_C(0) >> (CVS_SPLIT_BLOCK - length)};
  f.quote = cvs_split_lanes_match(lanes, '"') & f.valid;
  f.delimiter = cvs_split_lanes_match(lanes, delimiter) & f.valid;
  f.line_feed = cvs_split_lanes_match(lanes, '\n') & f.valid;
  if (cvs_split_lanes_are_odd(lanes) || carry->returning != 0)
    cvs_split_look_for_odd(lanes, length, carry, &f);
  if ((f.quote | carry->inside | carry->closed) != 0)
    cvs_split_look_at_quotes(length, carry, &f);
  carry->stopped = cvs_split_last_bit((f.delimiter | f.line_feed) & ~f.inside, length);
  return f;
}

static inline void cvs_split_mask_block(cvs_split_ends *ends, cvs_split_carry *carry, const cvs_split_stretch *stretch,
                                        uint32_t at) {
  const uint32_t left = stretch->end - at;
  const unsigned length = left < CVS_SPLIT_BLOCK ? left : CVS_SPLIT_BLOCK;
  const cvs_split_found f = cvs_split_find(stretch->base + at, length, stretch->delimiter, carry);
  ends->stop += cvs_split_put_stops(ends->stop, (f.delimiter | f.line_feed) & ~f.inside, at);
  ends->line_count += cvs_split_count(f.line_feed & ~f.inside);
  if ((f.trouble | f.doubled | f.wide | (f.line_feed & f.inside)) != 0)
    ends->notice = cvs_split_put_notices(ends->notice, &f, at);
}

static inline void cvs_split_mask_all(cvs_split_masks *masks, const cvs_split_stretch *stretch) {
  cvs_split_carry carry = masks->carry;
  cvs_split_ends ends = {masks->stop + masks->stop_count, masks->notice + masks->notice_count, masks->line_count};
  for (uint32_t at = stretch->at; at < stretch->end; at += CVS_SPLIT_BLOCK)
    cvs_split_mask_block(&ends, &carry, stretch, at);
  masks->carry = carry;
  masks->stop_count = (size_t)(ends.stop - masks->stop);
  masks->notice_count = (size_t)(ends.notice - masks->notice);
  masks->line_count = ends.line_count;
}

#endif
