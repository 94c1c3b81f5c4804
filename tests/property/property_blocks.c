/* Random texts with quotes: what blocks make of them is what one pass over the whole makes, for every size of a block,
 * number of blocks a round and between folds and number of threads, from a file and from memory. */
#include "num/num.h"
#include "support/dataset_text.h"
#include "support/quoted_blocks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

enum { TEXTS = 400, TEXT_MAX = 240, RUNS = 8, RECORD_MAX = 60 };
static const uint64_t SEED = 4;

/* Mostly letters; line feeds and quotes often, errors seldom. */
static size_t draw_text(cvs_rng *rng, char *text) {
  static const char letters[] = "aaabbcd,,\n\n\n\"\"";
  const uint64_t kinds = sizeof letters - 1 - cvs_rng_below(rng, 3); /* without quotes, too */
  const size_t length = (size_t)cvs_rng_below(rng, TEXT_MAX);
  for (size_t i = 0; i < length; i++)
    text[i] = cvs_rng_below(rng, 400) == 0 ? 'X' : letters[cvs_rng_below(rng, kinds)];
  return length;
}

static quoted_terms draw_terms(cvs_rng *rng, size_t record_max) {
  static const unsigned workers[] = {1, 2, 7};
  return (quoted_terms){.style = {.workers = workers[cvs_rng_below(rng, 3)],
                                  .block_size = 1 + (size_t)cvs_rng_below(rng, cvs_rng_below(rng, 3) == 0 ? 300 : 12),
                                  .texts = (size_t)cvs_rng_below(rng, 5),
                                  .slots = 1 + (size_t)cvs_rng_below(rng, 9)},
                        .record_max = record_max};
}

static quoted_result read_input(cvs_input *input, const quoted_terms *terms) {
  cvs_error error = {0};
  cvs_text *text = NULL;
  assert_int_equal(cvs_text_new(input, NULL, &text, &error), CVS_OK);
  const quoted_result result = read_quoted(text, terms);
  cvs_text_free(text);
  cvs_input_close(input);
  return result;
}

static quoted_result read_path(const char *path, const quoted_terms *terms) {
  cvs_error error = {0};
  cvs_input *input = NULL;
  assert_int_equal(cvs_input_open(path, &input, &error), CVS_OK);
  return read_input(input, terms);
}

static quoted_result read_memory(const char *text, size_t length, const quoted_terms *terms) {
  cvs_error error = {0};
  cvs_input *input = NULL;
  assert_int_equal(cvs_input_from_memory("text", text, length, &input, &error), CVS_OK);
  return read_input(input, terms);
}

static void check_text(cvs_rng *rng, const char *text, size_t length) {
  const size_t record_max = cvs_rng_below(rng, 2) == 0 ? RECORD_MAX : 0;
  quoted_result want = read_quoted_whole(text, length, record_max);
  const char *const path = write_temporary(text, length);
  for (int run = 0; run < RUNS; run++) {
    const quoted_terms terms = draw_terms(rng, record_max);
    quoted_result from_file = read_path(path, &terms);
    quoted_result from_memory = read_memory(text, length, &terms);
    check_same_quoted(&from_file, &want);
    check_same_quoted(&from_memory, &want);
    free_quoted(&from_file);
    free_quoted(&from_memory);
  }
  assert_int_equal(unlink(path), 0);
  free_quoted(&want);
}

static void blocks_come_to_what_the_whole_text_comes_to(void **state) {
  (void)state;
  char text[TEXT_MAX];
  cvs_rng *rng = NULL;
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);

  for (int i = 0; i < TEXTS; i++)
    check_text(rng, text, draw_text(rng, text));

  cvs_rng_free(rng);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(blocks_come_to_what_the_whole_text_comes_to),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
