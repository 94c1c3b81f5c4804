/* The splitter and the scanner alone read the same random bytes: they give the same fields, lines, failures and
 * skips, wherever the text is cut and however much of it is masked at a time. */
#include "num/num.h"
#include "support/split_both.h"

#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { TEXT_MAX = 1 << 17 };
static const uint64_t SEED = 4;

/* What texts are made of, with a weight; the delimiter stands for "\1". */
typedef struct piece {
  const char *bytes;
  size_t length;
  unsigned weight;
} piece;

#define PIECE(bytes, weight)                                                                                           \
  { bytes, sizeof(bytes) - 1, weight }

/* Mostly good records, and now and then everything that is not. */
static const piece tame[] = {
    PIECE("\1", 60),
    PIECE("\n", 20),
    PIECE("abc", 30),
    PIECE("0", 10),
    PIECE("\1\"a b\"", 12),
    PIECE("\n\"quoted\"\1", 6),
    PIECE("\1\"a\n\1b\"\1", 3),
    PIECE("\r\n", 6),
    PIECE(" ", 4),
    PIECE("\t", 1),
    PIECE("gr\xC3\xBCn", 4),
    PIECE("\xE2\x82\xAC", 2),
    PIECE("\"", 1),
    PIECE("\"\"", 1),
    PIECE("\r", 1),
    PIECE("\xFC", 1),
};

/* Hardly a good record. */
static const piece wild[] = {
    PIECE("\1", 20),
    PIECE("\n", 12),
    PIECE("\r", 4),
    PIECE("\"", 16),
    PIECE("\"\"", 4),
    PIECE(" ", 6),
    PIECE("\t", 4),
    PIECE("\0", 1),
    PIECE("a", 10),
    PIECE("!", 2),
    PIECE("\r\n", 6),
    PIECE("\xC3\xBC", 2),
    PIECE("\xC3", 1),
    PIECE("\x80", 1),
    PIECE("\xF0\x9F\x98\x80", 1),
    PIECE("\xED\xA0\x80", 1),
    PIECE("\1\"x\"", 8),
    PIECE("\"x\"\n", 6),
    PIECE("\x7F", 1),
    PIECE("\v", 1),
};

/* All quoted, as some programs write it. */
static const piece quoted[] = {
    PIECE("\"a\"\1\"b\"\1\"c\"\n", 30),
    PIECE("\"\"\1\"b b\"\1\" c \"\n", 10),
    PIECE("\"a\"\1\"1\n2\"\1\"c\"\r\n", 5),
    PIECE("\"a\"\"a\"\1\"\"\"\"\1\"c\"\n", 4),
    PIECE("\n", 2),
    PIECE("\"a\"\n", 1),
    PIECE("\"", 1),
    PIECE("a\1b\1c\n", 10),
};

typedef struct alphabet {
  const piece *piece;
  size_t count;
} alphabet;

static const alphabet alphabets[] = {
    {tame, sizeof tame / sizeof tame[0]},
    {wild, sizeof wild / sizeof wild[0]},
    {quoted, sizeof quoted / sizeof quoted[0]},
};

static const piece *draw_piece(cvs_rng *rng, const alphabet *from) {
  unsigned total = 0;
  for (size_t i = 0; i < from->count; i++)
    total += from->piece[i].weight;
  unsigned drawn = (unsigned)cvs_rng_below(rng, total);
  size_t i = 0;
  for (; drawn >= from->piece[i].weight; i++)
    drawn -= from->piece[i].weight;
  return &from->piece[i];
}

/* Fills text[wanted] and a little more; returns its length. */
static size_t draw_text(cvs_rng *rng, const alphabet *from, char delimiter, char *text, size_t wanted) {
  size_t length = 0;
  text[length++] = 'x'; /* no byte order mark */
  while (length < wanted) {
    const piece *const drawn = draw_piece(rng, from);
    for (size_t i = 0; i < drawn->length; i++)
      text[length++] = drawn->bytes[i] == '\1' ? delimiter : drawn->bytes[i];
  }
  return length;
}

static split_case draw_case(cvs_rng *rng, char *text, size_t length_max) {
  static const char delimiters[] = {',', ',', ',', ';', '\t', '|', 'a', '\x01', ' ', '"', '\xC3'};
  split_case c = {.text = text};
  c.delimiter = delimiters[cvs_rng_below(rng, sizeof delimiters)];
  c.column_count = 1 + (size_t)cvs_rng_below(rng, 4);
  c.named_count = c.column_count - (size_t)cvs_rng_below(rng, c.column_count);
  c.wanted = (unsigned)cvs_rng_below(rng, 1U << c.column_count);
  c.ready = (size_t)cvs_rng_below(rng, 2) * (1 + (size_t)cvs_rng_below(rng, 100));
  const alphabet *const from = &alphabets[cvs_rng_below(rng, sizeof alphabets / sizeof alphabets[0])];
  c.length = draw_text(rng, from, c.delimiter, text, 1 + (size_t)cvs_rng_below(rng, length_max));
  return c;
}

static void check_case(const split_case *c, uint64_t number) {
  cvs_strbuf difference = {0};
  const char *const found = split_difference(c, &difference);
  if (found != NULL)
    print_error("case %llu: delimiter %d, %zu columns, batch %zu, piece %zu\n%s", (unsigned long long)number,
                (int)c->delimiter, c->column_count, c->batch, c->piece, found);
  cvs_strbuf_free(&difference);
  assert_null(found);
}

static cvs_rng *new_rng(uint64_t seed) {
  cvs_rng *rng = NULL;
  assert_int_equal(cvs_rng_new(seed, &rng), CVS_OK);
  return rng;
}

static char *new_text(void) {
  char *const text = malloc(TEXT_MAX + 64);
  assert_non_null(text);
  return text;
}

static void any_bytes_give_what_the_scanner_gives(void **state) {
  (void)state;
  enum { CASES = 40000, LENGTH = 400 };
  cvs_rng *const rng = new_rng(SEED);
  char *const text = new_text();
  for (uint64_t i = 0; i < CASES; i++) {
    const split_case c = draw_case(rng, text, LENGTH);
    check_case(&c, i);
  }
  free(text);
  cvs_rng_free(rng);
}

static void however_much_is_masked_at_a_time(void **state) {
  (void)state;
  enum { CASES = 400, LENGTH = 300 };
  cvs_rng *const rng = new_rng(SEED + 1);
  char *const text = new_text();
  for (uint64_t i = 0; i < CASES; i++) {
    split_case c = draw_case(rng, text, LENGTH);
    for (c.batch = 1; c.batch <= 130; c.batch++)
      check_case(&c, i);
  }
  free(text);
  cvs_rng_free(rng);
}

static void wherever_the_text_is_cut(void **state) {
  (void)state;
  enum { CASES = 300, LENGTH = 200 };
  cvs_rng *const rng = new_rng(SEED + 2);
  char *const text = new_text();
  for (uint64_t i = 0; i < CASES; i++) {
    split_case c = draw_case(rng, text, LENGTH);
    c.batch = (size_t)cvs_rng_below(rng, 100);
    for (c.piece = 1; c.piece <= c.length; c.piece++)
      check_case(&c, i);
  }
  free(text);
  cvs_rng_free(rng);
}

static void over_many_batches(void **state) {
  (void)state;
  enum { CASES = 60 };
  cvs_rng *const rng = new_rng(SEED + 3);
  char *const text = new_text();
  for (uint64_t i = 0; i < CASES; i++) {
    split_case c = draw_case(rng, text, TEXT_MAX);
    check_case(&c, i);
    c.piece = TEXT_MAX / 8 + (size_t)cvs_rng_below(rng, TEXT_MAX);
    check_case(&c, i);
  }
  free(text);
  cvs_rng_free(rng);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_bytes_give_what_the_scanner_gives),
      cmocka_unit_test(however_much_is_masked_at_a_time),
      cmocka_unit_test(wherever_the_text_is_cut),
      cmocka_unit_test(over_many_batches),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
