/* Rows of users that are counted many at a time: names, complaints and their lines. */
#include "data/rows.h"
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void names_that_begin_alike_are_told_apart(void **state) {
  (void)state;
  cvs_dataset *const dataset =
      read_good_text("variant,converted\na,0\nabcdefgh,1\nabcdefghi,0\nabcdefghj,1\nabcdefg,0\n"
                     "abcdefgh,0\nabcdefghi,1\n\"a\",1\nabcdefgh,1\n a ,0\nabcdefghj,1\n",
                     NULL);

  check_arm(dataset, 0, 0, "a", (cvs_sample){3, 1});
  check_arm(dataset, 0, 1, "abcdefgh", (cvs_sample){3, 2});
  check_arm(dataset, 0, 2, "abcdefghi", (cvs_sample){2, 1});
  check_arm(dataset, 0, 3, "abcdefghj", (cvs_sample){2, 2});
  check_arm(dataset, 0, 4, "abcdefg", (cvs_sample){1, 0});
  cvs_dataset_free(dataset);
}

static void more_variants_than_lie_near_are_counted_all_the_same(void **state) {
  (void)state;
  enum { VARIANTS = 5 * CVS_VARIANTS_NEAR, ROUNDS = 3 };
  cvs_strbuf text = {0};
  cvs_strbuf name = {0};
  cvs_strbuf_add(&text, "variant,converted\n");
  for (unsigned row = 0; row < ROUNDS * VARIANTS; row++)
    cvs_strbuf_addf(&text, "v%u,%d\n", row % VARIANTS, row < VARIANTS ? 1 : 0);

  cvs_dataset *const dataset = read_good_text(cvs_strbuf_text(&text), NULL);

  for (unsigned i = 0; i < VARIANTS; i++) {
    cvs_strbuf_clear(&name);
    cvs_strbuf_addf(&name, "v%u", i);
    check_arm(dataset, 0, i, cvs_strbuf_text(&name), (cvs_sample){ROUNDS, 1});
  }
  cvs_dataset_free(dataset);
  cvs_strbuf_free(&name);
  cvs_strbuf_free(&text);
}

static void a_bad_row_among_good_ones_is_named_by_its_line(void **state) {
  (void)state;
  check_fails("variant,converted\na,1\nb,0\na,0\n,1\na,9\n", NULL, CVS_EDATA, 5,
              "column \"variant\" is empty, expected the name of a variant");
  check_fails("variant,converted\na,1\n\nb,yes\n\xC3\xA9,0\na,\n", NULL, CVS_EDATA, 6,
              "column \"converted\" is empty, expected 0 or 1, true or false (t, f), yes or no (y, n), or --converted "
              "COL=VALUE");
  check_fails("variant,converted\na,1\nb,0\na,7\n", NULL, CVS_EDATA, 4,
              "column \"converted\" is \"7\", expected 0 or 1, true or false (t, f), yes or no (y, n), or --converted "
              "COL=VALUE");
}

static void bad_rows_are_passed_over_one_by_one(void **state) {
  (void)state;
  const cvs_read_options options = {.skip_bad = true};

  cvs_dataset *const dataset =
      read_good_text("variant,converted\na,1\n,1\nb,2\na,0\nb,no\n,\nb\nb,1\n,0\na,1\n", &options);

  check_arm(dataset, 0, 0, "a", (cvs_sample){3, 2});
  check_arm(dataset, 0, 1, "b", (cvs_sample){2, 1});
  assert_int_equal(cvs_dataset_input(dataset)->rows, 9); /* a row of nothing is none */
  assert_int_equal(cvs_dataset_input(dataset)->rows_skipped, 4);
  cvs_dataset_free(dataset);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_that_begin_alike_are_told_apart),
      cmocka_unit_test(more_variants_than_lie_near_are_counted_all_the_same),
      cmocka_unit_test(a_bad_row_among_good_ones_is_named_by_its_line),
      cmocka_unit_test(bad_rows_are_passed_over_one_by_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
