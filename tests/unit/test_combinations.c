/* Values of several columns together. */
#include "data/combinations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

enum { FIELDS = 3 };

/* Fields with room behind them. */
typedef struct record {
  char text[FIELDS][16];
  cvs_field field[FIELDS];
} record;

static const cvs_field *make(record *r, const char *a, const char *b, const char *c) {
  const char *const from[FIELDS] = {a, b, c};
  for (size_t i = 0; i < FIELDS; i++) {
    memset(r->text[i], 0, sizeof r->text[i]);
    memcpy(r->text[i], from[i], strlen(from[i]));
    r->field[i] = (cvs_field){r->text[i], strlen(from[i])};
  }
  return r->field;
}

static void check(cvs_combinations *c, const cvs_field *field, uint32_t want) {
  uint32_t number = UINT32_MAX;
  assert_int_equal(cvs_combinations_find(c, field, &number), CVS_OK);
  assert_int_equal(number, want);
}

static void check_spelling(const cvs_combinations *c, uint32_t number, const char *want, size_t length) {
  cvs_strbuf out = {0};
  cvs_combinations_spell(c, number, &out);
  assert_int_equal(out.length, length);
  if (length > 0)
    assert_memory_equal(out.text, want, length);
  cvs_strbuf_free(&out);
}

static void without_columns_there_is_one_combination(void **state) {
  (void)state;
  cvs_combinations c;
  record r;
  assert_int_equal(cvs_combinations_init(&c, NULL, 0), CVS_OK);

  check(&c, make(&r, "a", "b", "c"), 0);
  check(&c, make(&r, "d", "e", "f"), 0);

  check_spelling(&c, 0, "", 0);
  cvs_combinations_free(&c);
}

static void one_column_counts_its_values(void **state) {
  (void)state;
  static const size_t at[] = {2};
  cvs_combinations c;
  record r;
  assert_int_equal(cvs_combinations_init(&c, at, 1), CVS_OK);

  check(&c, make(&r, "a", "b", "x"), 0);
  check(&c, make(&r, "a", "b", "y"), 1);
  check(&c, make(&r, "other", "b", "x"), 0);

  check_spelling(&c, 1, "y", 2);
  cvs_combinations_free(&c);
}

static void several_columns_are_told_apart_wherever_their_texts_meet(void **state) {
  (void)state;
  static const size_t at[] = {2, 0};
  cvs_combinations c;
  record r;
  assert_int_equal(cvs_combinations_init(&c, at, 2), CVS_OK);

  check(&c, make(&r, "a", "", "bc"), 0);
  check(&c, make(&r, "ca", "", "b"), 1);
  check(&c, make(&r, "ca", "", "b"), 1);
  check(&c, make(&r, "bc", "", "a"), 2);
  check(&c, make(&r, "a", "any", "bc"), 0);
  check(&c, make(&r, "", "", ""), 3);

  check_spelling(&c, 0, "bc\0a", 5);
  check_spelling(&c, 1, "b\0ca", 5);
  check_spelling(&c, 3, "\0", 2);
  cvs_combinations_free(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_columns_there_is_one_combination),
      cmocka_unit_test(one_column_counts_its_values),
      cmocka_unit_test(several_columns_are_told_apart_wherever_their_texts_meet),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
