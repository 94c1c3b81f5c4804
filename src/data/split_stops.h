/* Bits as positions: some are written at a time, whether there are so many or not, as a jump that is guessed wrong
 * costs more than some of them in vain. */
#ifndef CVS_DATA_SPLIT_STOPS_H
#define CVS_DATA_SPLIT_STOPS_H

#include "data/split_lanes.h"

#ifdef CVS_SPLIT_WIDEST
enum { CVS_SPLIT_AT_ONCE = 16 };

/* The numbers of all bytes, in order. */
static inline __m512i cvs_split_all_numbers(void) {
  const __m512i first =
      _mm512_set_epi8(63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40,
                      39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16,
                      15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  return first;
}

/* The positions of bits behind `at`; returns their number. What is written beyond it is overwritten later. */
static inline unsigned cvs_split_put_stops(uint32_t *out, uint64_t bits, uint32_t at) {
  const unsigned count = cvs_split_count(bits);
  const __m512i from = _mm512_set1_epi32((int32_t)at);
  const __m512i numbers = _mm512_maskz_compress_epi8(bits, cvs_split_all_numbers());
  _mm512_storeu_si512(out, _mm512_add_epi32(from, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(numbers))));
  if (count <= CVS_SPLIT_AT_ONCE)
    return count;
  const __m128i second = _mm512_extracti32x4_epi32(numbers, 1), third = _mm512_extracti32x4_epi32(numbers, 2),
                fourth = _mm512_extracti32x4_epi32(numbers, 3);
  _mm512_storeu_si512(out + 16, _mm512_add_epi32(from, _mm512_cvtepu8_epi32(second)));
  _mm512_storeu_si512(out + 32, _mm512_add_epi32(from, _mm512_cvtepu8_epi32(third)));
  _mm512_storeu_si512(out + 48, _mm512_add_epi32(from, _mm512_cvtepu8_epi32(fourth)));
  return count;
}

#else
enum { CVS_SPLIT_AT_ONCE = 5 };

static inline uint64_t cvs_split_put_some(uint32_t *out, uint64_t bits, uint32_t at) {
  out[0] = at + cvs_split_lowest(bits);
  bits &= bits - 1;
  out[1] = at + cvs_split_lowest(bits);
  bits &= bits - 1;
  out[2] = at + cvs_split_lowest(bits);
  bits &= bits - 1;
  out[3] = at + cvs_split_lowest(bits);
  bits &= bits - 1;
  out[4] = at + cvs_split_lowest(bits);
  return bits & (bits - 1);
}

/* The positions of bits behind `at`; returns their number. What is written beyond it is overwritten later. */
static inline unsigned cvs_split_put_stops(uint32_t *out, uint64_t bits, uint32_t at) {
  const unsigned count = cvs_split_count(bits);
  bits = cvs_split_put_some(out, bits, at);
  if (count > CVS_SPLIT_AT_ONCE)
    bits = cvs_split_put_some(out + CVS_SPLIT_AT_ONCE, bits, at);
  for (unsigned i = 2 * CVS_SPLIT_AT_ONCE; i < count; i++) {
    out[i] = at + cvs_split_lowest(bits);
    bits &= bits - 1;
  }
  return count;
}

#endif

#endif
