/* Rows of users that are counted many at a time: the same counts, complaints and lines as one by one. */
#include "data/rows.h"
#include "data/store.h"
#include "num/num.h"
#include "support/dataset_text.h"

#include <string.h>

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
              "column \"converted\" is empty, expected 0 or 1, true or false, yes or no, or --converted COL=VALUE");
  check_fails("variant,converted\na,1\nb,0\na,7\n", NULL, CVS_EDATA, 4,
              "column \"converted\" is \"7\", expected 0 or 1, true or false, yes or no, or --converted COL=VALUE");
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

/* --- any rows, against the same rows one by one --- */

static const char *pick(cvs_rng *rng, const char *const *from, size_t count) {
  return from[cvs_rng_below(rng, count)];
}

#define PICK(rng, from) pick(rng, from, sizeof(from) / sizeof *(from))

/* Mostly plain rows; the last column always says the same. */
static void draw_table(cvs_rng *rng, cvs_strbuf *text) {
  static const char *const variants[] = {"a",     "a",  "b",        "control1", "control12",
                                         "\"a\"", " b", "\xC3\xA9", "",         "\"x,\ny\""};
  static const char *const plain[] = {"0", "1", "0", "1", "0", "\"1\""};
  static const char *const odd[] = {"yes", "1.0", "2", "", "no", " 0"};
  static const char *const amounts[] = {"0.00", "12.5", "", "-3", "\"1,000\"", "ten", "9e12"};
  static const char *const ends[] = {"\n", "\n", "\n", "\n", "\r\n", "\n\n", "\n,,,\n"};
  const uint64_t variant_count = 3 + cvs_rng_below(rng, sizeof variants / sizeof *variants - 2);
  const size_t rows = 20 + (size_t)cvs_rng_below(rng, 300);
  cvs_strbuf_clear(text);
  cvs_strbuf_add(text, "variant,converted,revenue,all\nfirst,0,1,x\n");
  for (size_t i = 0; i < rows; i++) {
    const bool is_odd = cvs_rng_below(rng, 20) == 0;
    cvs_strbuf_addf(text, "%s,%s,%s,x%s", pick(rng, variants, (size_t)variant_count),
                    is_odd ? PICK(rng, odd) : PICK(rng, plain), is_odd ? PICK(rng, amounts) : "0.00", PICK(rng, ends));
  }
}

static cvs_dataset *read_table(const cvs_strbuf *text, const cvs_read_options *options, const cvs_tuning *tuning,
                               cvs_error *error) {
  cvs_input *input = NULL;
  cvs_dataset *dataset = NULL;
  *error = (cvs_error){0};
  assert_int_equal(cvs_input_from_memory("table", text->text, text->length, &input, error), CVS_OK);
  const cvs_status status = cvs_dataset_read_inputs(&(cvs_inputs){&input, 1, *tuning}, options, &dataset, error);
  cvs_input_close(input);
  assert_int_equal(status == CVS_OK, dataset != NULL);
  return dataset;
}

static void check_same(const cvs_dataset *one, const cvs_dataset *other) {
  cvs_group a;
  cvs_group b;
  cvs_dataset_group(one, 0, &a);
  cvs_dataset_group(other, 0, &b);
  assert_int_equal(a.arm_count, b.arm_count);
  for (size_t arm = 0; arm < a.arm_count; arm++) {
    check_arm(one, 0, arm, cvs_dataset_variant(other, b.variant[arm]), b.arm[arm]);
    assert_true((a.arm_value == NULL) == (b.arm_value == NULL));
    assert_true(a.arm_value == NULL || a.arm_value[arm] == b.arm_value[arm]);
  }
  assert_int_equal(cvs_dataset_input(one)->rows, cvs_dataset_input(other)->rows);
  assert_int_equal(cvs_dataset_input(one)->rows_skipped, cvs_dataset_input(other)->rows_skipped);
}

static void any_rows_come_to_the_same_as_one_by_one(void **state) {
  (void)state;
  enum { TABLES = 600 };
  static const char *const all[] = {"all"}; /* rows of groups are not plain, be it one group */
  static const cvs_tuning tuning[] = {{0, 0}, {40, 3}, {500, 2}};
  cvs_rng *rng = NULL;
  cvs_strbuf text = {0};
  assert_int_equal(cvs_rng_new(5, &rng), CVS_OK);

  for (int i = 0; i < TABLES; i++) {
    const cvs_read_options many = {.skip_bad = i % 4 != 0, .want_value = i % 3 == 0, .threads = 2};
    cvs_read_options each = many;
    cvs_error error;
    cvs_error each_error;
    each.by = all;
    each.by_count = 1;
    draw_table(rng, &text);

    cvs_dataset *const one = read_table(&text, &many, &tuning[i % 3], &error);
    cvs_dataset *const other = read_table(&text, &each, &tuning[0], &each_error);

    assert_string_equal(error.message, each_error.message);
    assert_int_equal(error.line, each_error.line);
    if (one != NULL && other != NULL)
      check_same(one, other);
    cvs_dataset_free(one);
    cvs_dataset_free(other);
  }

  cvs_strbuf_free(&text);
  cvs_rng_free(rng);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_that_begin_alike_are_told_apart),
      cmocka_unit_test(more_variants_than_lie_near_are_counted_all_the_same),
      cmocka_unit_test(a_bad_row_among_good_ones_is_named_by_its_line),
      cmocka_unit_test(bad_rows_are_passed_over_one_by_one),
      cmocka_unit_test(any_rows_come_to_the_same_as_one_by_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
