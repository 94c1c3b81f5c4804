/* 64 bytes of text in vector registers, and which of them are what: bit i is byte i.
 *
 * One register of 64 bytes where the compiler may use AVX-512 (split_kernel_avx512.c), two of 32 with AVX2
 * (split_kernel_avx2.c), else four of 16: SSE2, which every x86-64 has, or what SIMDe has for it elsewhere. */
#ifndef CVS_DATA_SPLIT_LANES_H
#define CVS_DATA_SPLIT_LANES_H

#include <stdbool.h>
#include <stdint.h>

/* Bytes below this are never plain text; tabs and line ends lie above it. */
enum { CVS_SPLIT_LOWEST_PLAIN = 9 };

#if defined(__AVX512BW__) && defined(__AVX512VBMI2__)
#define CVS_SPLIT_WIDEST 1
#include <immintrin.h> /* of these processors alone: SIMDe does not have all of it */

typedef struct cvs_split_lanes {
  __m512i all;
} cvs_split_lanes;

static inline cvs_split_lanes cvs_split_lanes_load(const char *text) {
  return (cvs_split_lanes){_mm512_loadu_si512(text)};
}

/* The highest bit of every byte. */
static inline uint64_t cvs_split_lanes_bits(cvs_split_lanes l) {
  return _mm512_movepi8_mask(l.all);
}

static inline uint64_t cvs_split_lanes_match(cvs_split_lanes l, char wanted) {
  return _mm512_cmpeq_epi8_mask(l.all, _mm512_set1_epi8(wanted));
}

/* Whether a byte is a CR, not ASCII (negative here), or a control. */
static inline bool cvs_split_lanes_are_odd(cvs_split_lanes l) {
  return (cvs_split_lanes_match(l, '\r') | _mm512_cmplt_epi8_mask(l.all, _mm512_set1_epi8(CVS_SPLIT_LOWEST_PLAIN))) !=
         0;
}

#elif defined(__AVX2__)
#include <simde/x86/avx2.h>

typedef struct cvs_split_lanes {
  simde__m256i a;
  simde__m256i b;
} cvs_split_lanes;

static inline cvs_split_lanes cvs_split_lanes_load(const char *text) {
  return (cvs_split_lanes){simde_mm256_loadu_si256((const simde__m256i *)(const void *)text),
                           simde_mm256_loadu_si256((const simde__m256i *)(const void *)(text + 32))};
}

/* The highest bit of every byte. */
static inline uint64_t cvs_split_lanes_bits(cvs_split_lanes l) {
  const uint64_t low = (uint32_t)simde_mm256_movemask_epi8(l.a);
  const uint64_t high = (uint32_t)simde_mm256_movemask_epi8(l.b);
  return low | high << 32;
}

static inline uint64_t cvs_split_lanes_match(cvs_split_lanes l, char wanted) {
  const simde__m256i all = simde_mm256_set1_epi8(wanted);
  return cvs_split_lanes_bits((cvs_split_lanes){simde_mm256_cmpeq_epi8(l.a, all), simde_mm256_cmpeq_epi8(l.b, all)});
}

/* Whether a byte is a CR, not ASCII (negative here), or a control. */
static inline bool cvs_split_lanes_are_odd(cvs_split_lanes l) {
  const simde__m256i cr = simde_mm256_set1_epi8('\r');
  const simde__m256i lowest = simde_mm256_set1_epi8(CVS_SPLIT_LOWEST_PLAIN);
  const simde__m256i a = simde_mm256_or_si256(simde_mm256_cmpeq_epi8(l.a, cr), simde_mm256_cmpgt_epi8(lowest, l.a));
  const simde__m256i b = simde_mm256_or_si256(simde_mm256_cmpeq_epi8(l.b, cr), simde_mm256_cmpgt_epi8(lowest, l.b));
  return simde_mm256_movemask_epi8(simde_mm256_or_si256(a, b)) != 0;
}

#else
#include <simde/x86/sse2.h>

typedef struct cvs_split_lanes {
  simde__m128i a;
  simde__m128i b;
  simde__m128i c;
  simde__m128i d;
} cvs_split_lanes;

static inline cvs_split_lanes cvs_split_lanes_load(const char *text) {
  return (cvs_split_lanes){simde_mm_loadu_si128((const simde__m128i *)(const void *)text),
                           simde_mm_loadu_si128((const simde__m128i *)(const void *)(text + 16)),
                           simde_mm_loadu_si128((const simde__m128i *)(const void *)(text + 32)),
                           simde_mm_loadu_si128((const simde__m128i *)(const void *)(text + 48))};
}

/* The highest bit of every byte. */
static inline uint64_t cvs_split_lanes_bits(cvs_split_lanes l) {
  const uint32_t low = (uint32_t)simde_mm_movemask_epi8(l.a) | (uint32_t)simde_mm_movemask_epi8(l.b) << 16;
  const uint32_t high = (uint32_t)simde_mm_movemask_epi8(l.c) | (uint32_t)simde_mm_movemask_epi8(l.d) << 16;
  return low | (uint64_t)high << 32;
}

static inline uint64_t cvs_split_lanes_match(cvs_split_lanes l, char wanted) {
  const simde__m128i all = simde_mm_set1_epi8(wanted);
  return cvs_split_lanes_bits((cvs_split_lanes){simde_mm_cmpeq_epi8(l.a, all), simde_mm_cmpeq_epi8(l.b, all),
                                                simde_mm_cmpeq_epi8(l.c, all), simde_mm_cmpeq_epi8(l.d, all)});
}

static inline simde__m128i cvs_split_lane_odd(simde__m128i lane) {
  return simde_mm_or_si128(simde_mm_cmpeq_epi8(lane, simde_mm_set1_epi8('\r')),
                           simde_mm_cmplt_epi8(lane, simde_mm_set1_epi8(CVS_SPLIT_LOWEST_PLAIN)));
}

/* Whether a byte is a CR, not ASCII (negative here), or a control. */
static inline bool cvs_split_lanes_are_odd(cvs_split_lanes l) {
  const simde__m128i front = simde_mm_or_si128(cvs_split_lane_odd(l.a), cvs_split_lane_odd(l.b));
  const simde__m128i back = simde_mm_or_si128(cvs_split_lane_odd(l.c), cvs_split_lane_odd(l.d));
  return simde_mm_movemask_epi8(simde_mm_or_si128(front, back)) != 0;
}
#endif

/* Bit i: an odd number of the bits 0 to i are set. */
static inline uint64_t cvs_split_prefix_xor(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  return bits ^ bits << 32;
}

/* How many bits are set. An x86-64 of the first kind has no instruction for it, and a call is dear. */
static inline unsigned cvs_split_count(uint64_t bits) {
#if defined(__x86_64__) && !defined(__POPCNT__)
  bits -= bits >> 1 & UINT64_C(0x5555555555555555);
  bits = (bits & UINT64_C(0x3333333333333333)) + (bits >> 2 & UINT64_C(0x3333333333333333));
  bits = (bits + (bits >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
  return (unsigned)(bits * UINT64_C(0x0101010101010101) >> 56);
#else
  return (unsigned)__builtin_popcountll(bits);
#endif
}

/* Number of the lowest bit that is set; of none it is any number. */
__attribute__((no_sanitize("undefined"))) static inline uint32_t cvs_split_lowest(uint64_t bits) {
  return (uint32_t)__builtin_ctzll(bits);
}

#endif
