/* Rows that are taken many at a time come to the same as rows taken one by one: counts, amounts, steps, complaints and
 * their lines. Groups, be it a single one, keep rows from being taken many at a time. */
#include "data/store.h"
#include "num/num.h"
#include "support/dataset_text.h"

#include "base/strbuf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

enum { TABLES = 800 };
static const uint64_t SEED = 5;

/* --- tables: their last column always says the same --- */

static const char *pick(cvs_rng *rng, const char *const *from, size_t count) {
  return from[cvs_rng_below(rng, count)];
}

#define PICK(rng, from) pick(rng, from, sizeof(from) / sizeof *(from))

static const char *const variants[] = {"a", "b", "control1", "control12", "\"a\"", " b", "\xC3\xA9", "\"x,\ny\"", ""};
static const char *const amounts[] = {"0.00", "12.5", "", "-3", "\"1,000\"", "ten", "9e12"};
static const char *const ends[] = {"\n", "\n", "\n", "\n", "\r\n", "\n\n", "\n,,,,,\n"};

/* One of the first few variants of the list, so that in some tables all of them are plain. */
static const char *pick_variant(cvs_rng *rng, size_t few) {
  return pick(rng, variants, few);
}

static size_t draw_few(cvs_rng *rng) {
  return 2 + (size_t)cvs_rng_below(rng, sizeof variants / sizeof *variants - 1);
}

static void draw_users(cvs_rng *rng, cvs_strbuf *text) {
  static const char *const plain[] = {"0", "1", "0", "1", "0", "\"1\""};
  static const char *const odds[] = {"yes", "1.0", "2", "", "no", " 0"};
  static const char *const users[] = {"", "\"u 1\"", "a name of many letters", "\xC3\xA9t\xC3\xA9", " u2"};
  const size_t few = draw_few(rng);
  const size_t rows = 20 + (size_t)cvs_rng_below(rng, 300);
  cvs_strbuf_clear(text);
  cvs_strbuf_add(text, "user,variant,converted,revenue,other,all\nu,first,0,1,,x\n");
  for (size_t i = 0; i < rows; i++) {
    const uint64_t odd = cvs_rng_below(rng, 40); /* a kind of trouble, mostly none */
    if (odd == 0)
      cvs_strbuf_add(text, PICK(rng, users));
    else
      cvs_strbuf_addf(text, "u%u", (unsigned)cvs_rng_below(rng, 200));
    cvs_strbuf_addf(text, ",%s,%s,%s,,x%s", pick_variant(rng, few), odd == 1 ? PICK(rng, odds) : PICK(rng, plain),
                    odd == 2 ? PICK(rng, amounts) : "0.00", PICK(rng, ends));
  }
}

static void draw_events(cvs_rng *rng, cvs_strbuf *text) {
  static const char *const events[] = {"view", "cart", "buy", "see", "", "\"view\"", "add to the cart", "buy "};
  static const char *const odd_users[] = {"", "\"u 1\"", "a name of many letters", "\xC3\xA9t\xC3\xA9"};
  static const char *const odd_times[] = {"", "noon", "1704106800", "2024-01-01T11:60:00Z",
                                          "2024-01-01T11:00:00+01:00"};
  const size_t few = draw_few(rng);
  const size_t rows = 20 + (size_t)cvs_rng_below(rng, 300);
  cvs_strbuf_clear(text);
  cvs_strbuf_add(text, "time,user,event,variant,revenue,all\n2024-01-01T10:00:00Z,u0,view,first,1,x\n");
  for (unsigned i = 0; i < rows; i++) {
    const uint64_t odd = cvs_rng_below(rng, 40); /* a kind of trouble, mostly none */
    if (odd == 0)
      cvs_strbuf_add(text, PICK(rng, odd_times));
    else
      cvs_strbuf_addf(text, "2024-01-01T10:%02u:%02u.%03u%s", i / 30 % 60, i * 2 % 60, i, i % 3 == 0 ? "" : "Z");
    if (odd == 1)
      cvs_strbuf_addf(text, ",%s", PICK(rng, odd_users));
    else
      cvs_strbuf_addf(text, ",u%u", (unsigned)cvs_rng_below(rng, 40));
    cvs_strbuf_addf(text, ",%s,%s,%s,x%s", PICK(rng, events), pick_variant(rng, few),
                    odd == 2 ? PICK(rng, amounts) : "1.5", PICK(rng, ends));
  }
}

/* --- comparison --- */

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

static void check_arms(const cvs_dataset *one, const cvs_dataset *other) {
  const size_t steps = cvs_dataset_step_count(one);
  cvs_group a;
  cvs_group b;
  cvs_dataset_group(one, 0, &a);
  cvs_dataset_group(other, 0, &b);
  assert_int_equal(a.arm_count, b.arm_count);
  assert_int_equal(cvs_dataset_step_count(other), steps);
  assert_true((a.arm_value == NULL) == (b.arm_value == NULL));
  for (size_t arm = 0; arm < a.arm_count; arm++) {
    check_arm(one, 0, arm, cvs_dataset_variant(other, b.variant[arm]), b.arm[arm]);
    assert_int_equal(a.arm_before[arm], b.arm_before[arm]);
    assert_true(a.arm_value == NULL || a.arm_value[arm] == b.arm_value[arm]);
    for (size_t step = 0; step < steps; step++)
      assert_int_equal(a.arm_step[arm * steps + step], b.arm_step[arm * steps + step]);
  }
}

static void check_same(const cvs_dataset *one, const cvs_dataset *other) {
  const cvs_input_info *const a = cvs_dataset_input(one);
  const cvs_input_info *const b = cvs_dataset_input(other);
  check_arms(one, other);
  assert_int_equal(a->rows, b->rows);
  assert_int_equal(a->rows_skipped, b->rows_skipped);
  assert_int_equal(a->quality.units, b->quality.units);
  assert_int_equal(a->quality.units_in_several_arms, b->quality.units_in_several_arms);
  assert_int_equal(a->quality.units_too_young, b->quality.units_too_young);
  assert_int_equal(a->quality.rows_before_exposure, b->quality.rows_before_exposure);
}

/* Both ways must agree; returns whether the table could be read. */
static bool check_table(const cvs_strbuf *text, const cvs_read_options *options, const cvs_tuning *tuning) {
  static const char *const all[] = {"all"};
  cvs_read_options by_all = *options;
  cvs_error error;
  cvs_error error_by_all;
  by_all.by = all;
  by_all.by_count = 1;

  cvs_dataset *const many = read_table(text, options, tuning, &error);
  cvs_dataset *const each = read_table(text, &by_all, tuning, &error_by_all);

  assert_string_equal(error.message, error_by_all.message);
  assert_int_equal(error.line, error_by_all.line);
  assert_true((many == NULL) == (each == NULL));
  if (many != NULL)
    check_same(many, each);
  const bool is_read = many != NULL;
  cvs_dataset_free(many);
  cvs_dataset_free(each);
  return is_read;
}

static const cvs_tuning tunings[] = {{0, 0}, {40, 3}, {500, 2}};

static void rows_of_users_come_to_the_same_as_one_by_one(void **state) {
  (void)state;
  size_t read = 0;
  cvs_rng *rng = NULL;
  cvs_strbuf text = {0};
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);

  for (size_t i = 0; i < TABLES; i++) {
    const cvs_read_options options = {.skip_bad = i % 4 != 0,
                                      .want_value = i % 5 == 0,
                                      .threads = 2,
                                      .multiple = CVS_MULTIPLE_FIRST,
                                      .column = {[CVS_ROLE_USER] = i % 2 == 0 ? "none" : NULL}};
    draw_users(rng, &text);
    read += check_table(&text, &options, &tunings[i % 3]) ? 1 : 0;
  }

  assert_true(read > TABLES / 2 && read < TABLES);
  cvs_strbuf_free(&text);
  cvs_rng_free(rng);
}

static void events_come_to_the_same_as_one_by_one(void **state) {
  (void)state;
  static const char *const steps[] = {"view", "cart", "buy"};
  static const int64_t window = INT64_C(120000000); /* two minutes */
  size_t read = 0;
  cvs_rng *rng = NULL;
  cvs_strbuf text = {0};
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);

  for (size_t i = 0; i < TABLES; i++) {
    const cvs_read_options options = {
        .skip_bad = i % 4 != 0,
        .want_value = i % 5 == 0,
        .threads = 2,
        .multiple = CVS_MULTIPLE_FIRST,
        .goal = i % 2 == 0 ? "buy" : NULL,
        .steps = {.step = steps, .count = i % 2 == 0 ? 0 : 3, .window = i % 10 == 1 ? window : 0},
        .drop_young = i % 10 == 1};
    draw_events(rng, &text);
    read += check_table(&text, &options, &tunings[i % 3]) ? 1 : 0;
  }

  assert_true(read > TABLES / 2 && read < TABLES);
  cvs_strbuf_free(&text);
  cvs_rng_free(rng);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_of_users_come_to_the_same_as_one_by_one),
      cmocka_unit_test(events_come_to_the_same_as_one_by_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
