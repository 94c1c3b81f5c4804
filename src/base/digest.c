/* A short digest of bytes: FNV-1a, 64 bits. */
#include "base/digest.h"

#include <string.h>

static const uint64_t PRIME = UINT64_C(0x100000001b3);

uint64_t cvs_digest_add(uint64_t digest, const void *bytes, size_t length) {
  const unsigned char *byte = bytes;
  for (size_t i = 0; i < length; i++)
    digest = (digest ^ byte[i]) * PRIME;
  return digest;
}

void cvs_digest_text(uint64_t digest, char out[CVS_DIGEST_TEXT]) {
  static const char name[] = "fnv1a64:", hex[] = "0123456789abcdef";
  enum { DIGITS = 16, BITS = 4 };
  memcpy(out, name, sizeof name - 1);
  char *digit = out + sizeof name - 1;
  for (int i = DIGITS - 1; i >= 0; i--)
    *digit++ = hex[digest >> (BITS * i) & 0xf];
  *digit = '\0';
}
