/* Names of units in 16 bytes, and their hash.
 *
 * A name of up to CVS_UNIT_KEY_INLINE bytes lies in the key itself, with its length, so that two compares settle
 * whether names are the same. Of a longer one the key holds the place in an array of bytes, the length and the lower
 * half of its hash. */
#ifndef CVS_DATA_UNIT_KEY_H
#define CVS_DATA_UNIT_KEY_H

#include "data/unit_rows.h"
#include <string.h>

/*   word[0]  the first 8 bytes; of a long name: where its bytes begin in an array
 *   word[1]  the other bytes, then above them in the top byte the length; of a long name, from the top: one more than
 *            the longest short name has bytes, 32 bits of the hash, 24 bits of the length */
typedef struct cvs_unit_key {
  uint64_t word[2];
} cvs_unit_key;

enum { CVS_UNIT_KEY_LENGTH_SHIFT = 56, CVS_UNIT_KEY_HASH_SHIFT = 24 };
static const uint64_t CVS_UNIT_KEY_LONG = (uint64_t)(CVS_UNIT_KEY_INLINE + 1) << CVS_UNIT_KEY_LENGTH_SHIFT;
_Static_assert(CVS_UNIT_NAME_MAX < 1 << CVS_UNIT_KEY_HASH_SHIFT, "a key holds the length of every name");

static inline bool cvs_unit_key_is_long(const cvs_unit_key *key) {
  return key->word[1] >= CVS_UNIT_KEY_LONG;
}

/* Only of a long name. */
static inline size_t cvs_unit_key_length(const cvs_unit_key *key) {
  return (size_t)(key->word[1] & ((UINT64_C(1) << CVS_UNIT_KEY_HASH_SHIFT) - 1));
}

/* The name again: a short one is written to `room`, a long one lies among `names`. Not 0-terminated. */
static inline const char *cvs_unit_key_name(const cvs_unit_key *key, const char *names, char room[], size_t *length) {
  if (cvs_unit_key_is_long(key)) {
    *length = cvs_unit_key_length(key);
    return names + key->word[0];
  }
  *length = (size_t)(key->word[1] >> CVS_UNIT_KEY_LENGTH_SHIFT);
  for (size_t i = 0; i < CVS_UNIT_KEY_INLINE; i++)
    room[i] = (char)(unsigned char)(key->word[i / 8] >> 8 * (i % 8));
  return room;
}

/* 8 bytes as a number, the first byte lowest, on every machine. */
static inline uint64_t cvs_load_8(const char *bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

static inline void cvs_store_8(char *bytes, uint64_t word) {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  memcpy(bytes, &word, sizeof word);
}

static inline uint64_t cvs_load_4(const char *bytes) {
  uint32_t word;
  memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap32(word);
#endif
  return word;
}

/* 0 to 7 bytes in the same way. */
static inline uint64_t cvs_load_few(const char *bytes, size_t length) {
  if (length >= 4)
    return cvs_load_4(bytes) | cvs_load_4(bytes + length - 4) << 8 * (length - 4); /* they overlap, and agree there */
  uint64_t word = 0;
  for (size_t i = 0; i < length; i++)
    word |= (uint64_t)(unsigned char)bytes[i] << 8 * i;
  return word;
}

/* The key of a name of up to CVS_UNIT_KEY_INLINE bytes. */
static inline cvs_unit_key cvs_unit_key_inline(const char *name, size_t length) {
  cvs_unit_key key = {{0, (uint64_t)length << CVS_UNIT_KEY_LENGTH_SHIFT}};
  if (length < sizeof key.word[0]) {
    key.word[0] = cvs_load_few(name, length);
    return key;
  }
  key.word[0] = cvs_load_8(name);
  /* the last 8 bytes, less those that stand in the first word: two shifts, as all 64 bits may have to go */
  key.word[1] |= cvs_load_8(name + length - 8) >> 1 >> (8 * (16 - length) - 1);
  return key;
}

/* The bytes of such a name, and others behind them: 16 in all. */
static inline void cvs_unit_key_store(const cvs_unit_key *key, char *bytes) {
  cvs_store_8(bytes, key->word[0]);
  cvs_store_8(bytes + sizeof key->word[0], key->word[1]);
}

/* The key of the name that the first `length` of 16 bytes are, without a jump. */
static inline cvs_unit_key cvs_unit_key_load(const char *bytes, size_t length) {
  const size_t first = length < 8 ? length : 8, second = length - first;
  const uint64_t first_mask = first == 8 ? UINT64_MAX : (UINT64_C(1) << 8 * first) - 1;
  const uint64_t second_mask = (UINT64_C(1) << 8 * second) - 1; /* of 7 bytes at most */
  return (cvs_unit_key){{cvs_load_8(bytes) & first_mask,
                         (cvs_load_8(bytes + 8) & second_mask) | (uint64_t)length << CVS_UNIT_KEY_LENGTH_SHIFT}};
}

/* The key of a longer one, whose bytes begin at `place`; `hash` is cvs_unit_name_hash. */
static inline cvs_unit_key cvs_unit_key_long(uint64_t place, size_t length, uint64_t hash) {
  return (cvs_unit_key){{place, CVS_UNIT_KEY_LONG | (uint64_t)(uint32_t)hash << CVS_UNIT_KEY_HASH_SHIFT | length}};
}

/* Both halves of a 128-bit product, folded together: Makarov's "mum" (2016), as wyhash has it (Wang Yi, Diao Zhi Xin,
 * Liu Yi, Wang Chen, "Modern non-cryptographic hash function and pseudorandom number generator", 2022). */
static inline uint64_t cvs_fold_product(uint64_t a, uint64_t b) {
  __extension__ typedef unsigned __int128 wide;
  const wide product = (wide)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* The first digits of pi behind the point, in base 16: numbers without a purpose of their own. A name that makes a
 * factor of a product 0 meets others there; it would have to hold these very bytes, and is still told apart. */
static const uint64_t CVS_HASH_A = UINT64_C(0x243F6A8885A308D3), CVS_HASH_B = UINT64_C(0x13198A2E03707345),
                      CVS_HASH_C = UINT64_C(0xA4093822299F31D1);

static inline uint64_t cvs_hash_two(uint64_t seed, uint64_t first, uint64_t second) {
  return cvs_fold_product(first ^ CVS_HASH_A, second ^ CVS_HASH_B ^ seed);
}

static inline uint64_t cvs_hash_finish(uint64_t hash) {
  return cvs_fold_product(hash ^ CVS_HASH_B, CVS_HASH_C);
}

/* 64 bits; all of them depend on every byte of the name. */
static inline uint64_t cvs_unit_key_hash(const cvs_unit_key *inline_key) {
  return cvs_hash_finish(cvs_hash_two(0, inline_key->word[0], inline_key->word[1]));
}

/* The same for a long name: 16 bytes at a time, the last 16 overlapping those before. */
static inline uint64_t cvs_unit_name_hash(const char *name, size_t length) {
  uint64_t hash = length;
  for (size_t done = 0; length - done > 16; done += 16)
    hash = cvs_hash_two(hash, cvs_load_8(name + done), cvs_load_8(name + done + 8));
  return cvs_hash_finish(cvs_hash_two(hash, cvs_load_8(name + length - 16), cvs_load_8(name + length - 8)));
}

/* The lower half of either. */
static inline uint32_t cvs_unit_key_hash_low(const cvs_unit_key *key) {
  return (uint32_t)(cvs_unit_key_is_long(key) ? key->word[1] >> CVS_UNIT_KEY_HASH_SHIFT : cvs_unit_key_hash(key));
}

#endif
