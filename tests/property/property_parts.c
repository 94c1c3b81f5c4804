/* What does not change what is counted: a log split into files, an assignment instead of variants on the rows, users
 * in any order of their files. */
#include "base/strbuf.h"
#include "data/store.h"
#include "num/num.h"
#include "support/dataset_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { ROUNDS = 300, USERS = 40, ROWS = 200, PARTS_MAX = 4, PATH_SIZE = 512 };
static const uint64_t SEED = 7;

static const char *const arms[] = {"a", "b"};
static const char *const events[] = {"view", "cart", "buy"};
static const char log_header[] = "time,user,event,variant,device\n";

/* An arm and a device a user. */
static void add_event(cvs_strbuf *out, cvs_rng *rng, unsigned user, bool with_variant) {
  cvs_strbuf_addf(out, "%u,user %u,%s,%s,%s\n", 1704067200U + (unsigned)cvs_rng_below(rng, 1000), user,
                  events[cvs_rng_below(rng, 3)], with_variant ? arms[user % 2] : "", user % 3 == 0 ? "x" : "y");
}

/* Everything that is counted, as text. */
static void describe(const cvs_dataset *dataset, cvs_strbuf *out) {
  cvs_strbuf_clear(out);
  for (size_t g = 0; g < cvs_dataset_group_count(dataset); g++) {
    cvs_group group;
    cvs_dataset_group(dataset, g, &group);
    for (size_t arm = 0; arm < group.arm_count; arm++) {
      cvs_strbuf_addf(out, "%s %s %llu/%llu", cvs_dataset_by_value(dataset, g, 0),
                      cvs_dataset_variant(dataset, group.variant[arm]), (unsigned long long)group.arm[arm].conversions,
                      (unsigned long long)group.arm[arm].visitors);
      for (size_t step = 0; step < cvs_dataset_step_count(dataset); step++)
        cvs_strbuf_addf(out, " %llu", (unsigned long long)group.arm_step[arm * cvs_dataset_step_count(dataset) + step]);
      cvs_strbuf_add(out, "\n");
    }
  }
}

static int compare_lines(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Lines sorted: files in another order have another order of first appearance. */
static void sort_lines(cvs_strbuf *text) {
  enum { LINES_MAX = 16 };
  char *line[LINES_MAX] = {0};
  size_t count = 0;
  char copy[1024];
  assert_true(text->length < sizeof copy);
  (void)strcpy(copy, cvs_strbuf_text(text));
  for (char *at = strtok(copy, "\n"); at != NULL && count < LINES_MAX; at = strtok(NULL, "\n"))
    line[count++] = at;
  qsort(line, count, sizeof line[0], compare_lines);
  cvs_strbuf_clear(text);
  for (size_t i = 0; i < count; i++)
    cvs_strbuf_addf(text, "%s\n", line[i]);
}

static const char *const by[] = {"device"};
static cvs_read_options make_options(void) {
  return (cvs_read_options){
      .by = by, .by_count = 1, .goal = "buy", .steps = {.step = events, .count = 3, .window = INT64_C(300000000)}};
}

static void read_files(char path[][PATH_SIZE], size_t count, const cvs_read_options *options, cvs_strbuf *out) {
  const char *paths[PARTS_MAX];
  cvs_dataset *dataset = NULL;
  cvs_error error = {0};
  for (size_t i = 0; i < count; i++)
    paths[i] = path[i];
  if (cvs_dataset_read(paths, count, options, &dataset, &error) != CVS_OK)
    fail_msg("%s", error.message);
  describe(dataset, out);
  sort_lines(out);
  cvs_dataset_free(dataset);
}

static void write_file(const cvs_strbuf *text, char path[PATH_SIZE]) {
  (void)strcpy(path, write_temporary(text->text, text->length));
}

static void a_log_in_parts_in_any_order_counts_as_the_whole(void **state) {
  (void)state;
  const cvs_read_options options = make_options();
  cvs_rng *rng = NULL;
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);
  cvs_strbuf whole = {0};
  cvs_strbuf part[PARTS_MAX] = {{0}};
  cvs_strbuf want = {0};
  cvs_strbuf got = {0};
  char path[PARTS_MAX][PATH_SIZE];

  for (int round = 0; round < ROUNDS; round++) {
    const size_t parts = 1 + (size_t)cvs_rng_below(rng, PARTS_MAX);
    cvs_strbuf_clear(&whole);
    cvs_strbuf_add(&whole, log_header);
    for (size_t i = 0; i < PARTS_MAX; i++) {
      cvs_strbuf_clear(&part[i]);
      cvs_strbuf_add(&part[i], log_header);
    }
    for (int row = 0; row < ROWS; row++) {
      const size_t before = whole.length;
      add_event(&whole, rng, (unsigned)cvs_rng_below(rng, USERS), true);
      cvs_strbuf_add(&part[cvs_rng_below(rng, parts)], whole.text + before);
    }
    write_file(&whole, path[0]);
    read_files(path, 1, &options, &want);
    assert_int_equal(unlink(path[0]), 0);
    for (size_t i = 0; i < parts; i++)
      write_file(&part[i], path[i]);

    read_files(path, parts, &options, &got);

    assert_string_equal(cvs_strbuf_text(&got), cvs_strbuf_text(&want));
    for (size_t i = 0; i < parts; i++)
      assert_int_equal(unlink(path[i]), 0);
  }
  cvs_strbuf_free(&whole);
  cvs_strbuf_free(&want);
  cvs_strbuf_free(&got);
  for (size_t i = 0; i < PARTS_MAX; i++)
    cvs_strbuf_free(&part[i]);
  cvs_rng_free(rng);
}

/* Every user is assigned before the first row, so the two say the same of all users that have a row. */
static void assignments_in_a_file_count_as_variants_on_the_rows(void **state) {
  (void)state;
  cvs_read_options options = make_options();
  cvs_rng *rng = NULL;
  assert_int_equal(cvs_rng_new(SEED + 1, &rng), CVS_OK);
  cvs_strbuf named = {0};
  cvs_strbuf bare = {0};
  cvs_strbuf assigned = {0};
  cvs_strbuf want = {0};
  cvs_strbuf got = {0};
  char path[1][PATH_SIZE];
  char assignments[PATH_SIZE];

  for (int round = 0; round < ROUNDS; round++) {
    cvs_strbuf_clear(&named);
    cvs_strbuf_clear(&bare);
    cvs_strbuf_clear(&assigned);
    cvs_strbuf_add(&named, log_header);
    cvs_strbuf_add(&bare, log_header);
    cvs_strbuf_add(&assigned, round % 2 == 0 ? "user,variant,device\n" : "user,variant,device,time\n");
    for (int row = 0; row < ROWS; row++) {
      const unsigned user = row < USERS ? (unsigned)row : (unsigned)cvs_rng_below(rng, USERS);
      const size_t before = named.length;
      add_event(&named, rng, user, true);
      char *const line = named.text + before;
      const char *const variant = strstr(line, user % 2 == 0 ? ",a," : ",b,");
      cvs_strbuf_add_bytes(&bare, line, (size_t)(variant - line) + 1);
      cvs_strbuf_add(&bare, variant + 2);
    }
    for (unsigned user = 0; user < USERS; user++)
      cvs_strbuf_addf(&assigned, "user %u,%s,%s%s\n", user, arms[user % 2], user % 3 == 0 ? "x" : "y",
                      round % 2 == 0 ? "" : ",2023-12-31T23:00:00Z");
    options.assignments = NULL;
    write_file(&named, path[0]);
    read_files(path, 1, &options, &want);
    assert_int_equal(unlink(path[0]), 0);
    write_file(&bare, path[0]);
    write_file(&assigned, assignments);
    options.assignments = assignments;

    read_files(path, 1, &options, &got);

    assert_string_equal(cvs_strbuf_text(&got), cvs_strbuf_text(&want));
    assert_int_equal(unlink(path[0]), 0);
    assert_int_equal(unlink(assignments), 0);
  }
  cvs_strbuf_free(&named);
  cvs_strbuf_free(&bare);
  cvs_strbuf_free(&assigned);
  cvs_strbuf_free(&want);
  cvs_strbuf_free(&got);
  cvs_rng_free(rng);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_log_in_parts_in_any_order_counts_as_the_whole),
      cmocka_unit_test(assignments_in_a_file_count_as_variants_on_the_rows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
