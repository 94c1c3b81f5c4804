/* How far one spelling is from another: what "did you mean" goes by. */
#include "base/utf8.h"

#include <string.h>

enum { CHARACTERS_MAX = 64 };

typedef struct characters {
  int32_t code[CHARACTERS_MAX];
  size_t count;
} characters;

/* False where the text is too long. */
static bool read_characters(const char *text, characters *out) {
  int32_t code = 0;
  out->count = 0;
  while (cvs_utf8_next(&text, &code)) {
    if (out->count == CHARACTERS_MAX)
      return false;
    out->code[out->count++] = code;
  }
  return true;
}

static size_t least(size_t a, size_t b) {
  return a < b ? a : b;
}

/* Distances between the beginnings of two texts, of which three rows are needed at a time: row i is
 * for the first i characters of the one, column j for the first j of the other. */
typedef struct distances {
  size_t row[3][CHARACTERS_MAX + 1];
} distances;

/* Fills row i from the two before it. Two neighbours changed about count once, and no character is
 * changed twice (Damerau 1964 as restricted by Oommen & Loke 1997). */
static void fill_row(distances *d, const characters *a, const characters *b, size_t i) {
  size_t *row = d->row[i % 3];
  const size_t *one = d->row[(i + 2) % 3];
  const size_t *two = d->row[(i + 1) % 3];
  row[0] = i;
  for (size_t j = 1; j <= b->count; j++) {
    const bool same = a->code[i - 1] == b->code[j - 1];
    row[j] = least(least(one[j], row[j - 1]) + 1, one[j - 1] + (same ? 0 : 1));
    if (i > 1 && j > 1 && a->code[i - 1] == b->code[j - 2] && a->code[i - 2] == b->code[j - 1])
      row[j] = least(row[j], two[j - 2] + 1);
  }
}

size_t cvs_utf8_distance(const char *a, const char *b) {
  characters first;
  characters second;
  if (!read_characters(a, &first) || !read_characters(b, &second))
    return SIZE_MAX;
  distances d = {{{0}}};
  for (size_t j = 0; j <= second.count; j++)
    d.row[0][j] = j;
  for (size_t i = 1; i <= first.count; i++)
    fill_row(&d, &first, &second, i);
  return d.row[first.count % 3][second.count];
}

/* Slips that are still believed: one in three characters, none in a single one. */
static size_t slips_allowed(const char *word) {
  characters read;
  return read_characters(word, &read) ? (read.count + 1) / 3 : 0;
}

const char *cvs_utf8_nearest(const char *word, const char *const *candidates, size_t count) {
  const char *nearest = NULL;
  size_t smallest = slips_allowed(word) + 1;
  cvs_strbuf folded_word = {0};
  cvs_strbuf folded = {0};
  cvs_utf8_add_folded(&folded_word, word, strlen(word));
  bool failed = folded_word.failed;
  for (size_t i = 0; i < count; i++) {
    cvs_strbuf_clear(&folded);
    cvs_utf8_add_folded(&folded, candidates[i], strlen(candidates[i]));
    failed = failed || folded.failed;
    const size_t distance = cvs_utf8_distance(cvs_strbuf_text(&folded_word), cvs_strbuf_text(&folded));
    if (distance < smallest) {
      smallest = distance;
      nearest = candidates[i];
    }
  }
  cvs_strbuf_free(&folded_word);
  cvs_strbuf_free(&folded);
  return failed ? NULL : nearest;
}
