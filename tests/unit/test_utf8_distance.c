/* How far one spelling is from another. */
#include "base/utf8.h"

#include <string.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void changes_are_counted(void **state) {
  (void)state;

  assert_int_equal(cvs_utf8_distance("", ""), 0);
  assert_int_equal(cvs_utf8_distance("", "abc"), 3);
  assert_int_equal(cvs_utf8_distance("kitten", "sitting"), 3);
  assert_int_equal(cvs_utf8_distance("visitors", "vistiors"), 1); /* neighbours changed about */
  assert_int_equal(cvs_utf8_distance("ca", "abc"), 3);            /* no character is changed twice */
}

static void characters_count_not_bytes(void **state) {
  (void)state;

  assert_int_equal(cvs_utf8_distance("зелёная", "зеленая"), 1);
  assert_int_equal(cvs_utf8_distance("緑", "🟢"), 1);
}

static void distance_is_symmetric(void **state) {
  (void)state;
  static const char *const words[] = {"score", "scroe", "boschloo", "bschlo", "", "wald", "n-1"};

  for (size_t i = 0; i < 7; i++)
    for (size_t j = 0; j < 7; j++)
      assert_int_equal(cvs_utf8_distance(words[i], words[j]), cvs_utf8_distance(words[j], words[i]));
}

static void long_texts_are_not_compared(void **state) {
  (void)state;
  char text[70];
  memset(text, 'a', sizeof text);
  text[64] = '\0';
  assert_int_equal(cvs_utf8_distance(text, ""), 64);

  text[64] = 'a';
  text[65] = '\0';

  assert_true(cvs_utf8_distance(text, "a") == SIZE_MAX);
  assert_true(cvs_utf8_distance("a", text) == SIZE_MAX);
}

static void a_slip_finds_its_word(void **state) {
  (void)state;
  static const char *const methods[] = {"score", "n-1", "wald", "fisher", "barnard", "boschloo"};

  assert_string_equal(cvs_utf8_nearest("scoer", methods, 6), "score");
  assert_string_equal(cvs_utf8_nearest("Fischer", methods, 6), "fisher");
  assert_string_equal(cvs_utf8_nearest("BOSCHLO", methods, 6), "boschloo");
  assert_string_equal(cvs_utf8_nearest("n_1", methods, 6), "n-1");
}

static void no_slip_finds_nothing(void **state) {
  (void)state;
  static const char *const methods[] = {"score", "n-1", "wald"};

  assert_null(cvs_utf8_nearest("bayes", methods, 3));
  assert_null(cvs_utf8_nearest("x", methods, 3));
  assert_null(cvs_utf8_nearest("", methods, 3));
  assert_null(cvs_utf8_nearest("score", methods, 0));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(changes_are_counted),   cmocka_unit_test(characters_count_not_bytes),
      cmocka_unit_test(distance_is_symmetric), cmocka_unit_test(long_texts_are_not_compared),
      cmocka_unit_test(a_slip_finds_its_word), cmocka_unit_test(no_slip_finds_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
