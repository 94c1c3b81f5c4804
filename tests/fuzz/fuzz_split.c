/* Any bytes as a text, of columns, delimiter, batch and pieces that its first bytes choose.
 *
 * What must hold: the splitter gives the records, lines, failures and skips that the scanner alone gives. */
#include "data/decompress.h"
#include "support/split_both.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include "support/fuzz_replay.h"

enum { CHOICES = 4 };

static split_case case_of(const uint8_t *bytes, size_t length) {
  static const char delimiters[] = {',', ';', '\t', '|', 'a', ' ', '"', '\x01'};
  split_case c = {.text = (const char *)bytes + CHOICES, .length = length - CHOICES};
  c.delimiter = delimiters[bytes[0] % sizeof delimiters];
  c.column_count = 1 + bytes[1] % SPLIT_COLUMNS_MAX;
  c.named_count = 1 + bytes[1] / SPLIT_COLUMNS_MAX % c.column_count;
  c.wanted = bytes[0] / sizeof delimiters ^ 1U;
  c.ready = bytes[1] / (SPLIT_COLUMNS_MAX * SPLIT_COLUMNS_MAX);
  c.batch = bytes[2];
  c.piece = bytes[3];
  return c;
}

/* Byte order marks are taken away before the scanner sees them; packings are unpacked, or refused. */
static bool may_be_taken_for_more(const split_case *c) {
  const unsigned char *begin = (const unsigned char *)c->text;
  const unsigned char first = c->length > 0 ? *begin : 'a';
  return first >= 0xEF || first == 0 || cvs_packing_of(begin, c->length) != CVS_PACKING_NONE ||
         cvs_packing_refusal(begin, c->length) != NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  if (length < CHOICES)
    return 0;
  const split_case c = case_of(bytes, length);
  if (may_be_taken_for_more(&c))
    return 0;
  cvs_strbuf difference = {0};
  const char *const found = split_difference(&c, &difference);
  if (found != NULL) {
    fprintf(stderr, "fuzz_split: the splitter and the scanner differ\n%s", found);
    abort();
  }
  cvs_strbuf_free(&difference);
  return 0;
}
