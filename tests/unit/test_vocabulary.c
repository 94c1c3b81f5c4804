/* Words asked for, and words met. */
#include "data/vocabulary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

static const char *const asked[] = {"view", "buy"};

static uint32_t find(cvs_vocabulary *v, const char *word, cvs_words_met *met) {
  char padded[64 + CVS_FIELD_PADDING] = "";
  uint32_t number = 0;
  memcpy(padded, word, strlen(word));
  assert_int_equal(cvs_vocabulary_find(v, (cvs_field){padded, strlen(word)}, met, &number), CVS_OK);
  return number;
}

static void words_asked_for_have_the_first_numbers_whatever_comes_first(void **state) {
  (void)state;
  cvs_vocabulary v;
  cvs_words_met met = {0};
  assert_int_equal(cvs_vocabulary_init(&v, asked, 2), CVS_OK);

  assert_int_equal(find(&v, "other", &met), 2);
  assert_int_equal(find(&v, "buy", &met), 1);
  assert_int_equal(find(&v, "view", &met), 0);

  assert_int_equal(v.asked, 2);
  cvs_words_met_free(&met);
  cvs_vocabulary_free(&v);
}

static void each_block_tells_the_words_it_has_once_and_in_order(void **state) {
  (void)state;
  cvs_vocabulary v;
  cvs_words_met met = {0};
  assert_int_equal(cvs_vocabulary_init(&v, asked, 2), CVS_OK);
  static const char *const text[] = {"x", "buy", "x", "view", "buy"};

  for (int block = 0; block < 3; block++) {
    cvs_vocabulary_begin(&v);
    met.count = 0;
    for (size_t i = 0; i < 5; i++)
      (void)find(&v, text[i], &met);

    assert_int_equal(met.count, 3);
    assert_int_equal(met.word[0], 2);
    assert_int_equal(met.word[1], 1);
    assert_int_equal(met.word[2], 0);
  }
  cvs_words_met_free(&met);
  cvs_vocabulary_free(&v);
}

static void a_column_of_a_million_words_takes_no_more_memory_than_a_vocabulary(void **state) {
  (void)state;
  cvs_vocabulary v;
  cvs_words_met met = {0};
  assert_int_equal(cvs_vocabulary_init(&v, asked, 2), CVS_OK);

  for (unsigned i = 0; i < 3 * CVS_VOCABULARY_MAX; i++) {
    char word[32];
    (void)snprintf(word, sizeof word, "w%u", i);
    const uint32_t number = find(&v, word, &met);
    assert_true(i < CVS_VOCABULARY_MAX - 2 ? number == i + 2 : number == CVS_NO_NAME);
  }

  assert_int_equal(find(&v, "buy", &met), 1); /* those asked for are still known */
  assert_int_equal(met.count, CVS_VOCABULARY_MAX - 1);
  cvs_words_met_free(&met);
  cvs_vocabulary_free(&v);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_asked_for_have_the_first_numbers_whatever_comes_first),
      cmocka_unit_test(each_block_tells_the_words_it_has_once_and_in_order),
      cmocka_unit_test(a_column_of_a_million_words_takes_no_more_memory_than_a_vocabulary),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
