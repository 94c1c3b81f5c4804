/* A backlog of ideas: which to test first, which to ship untested, which to drop. */
#include "support/assert_close.h"
#include "support/dataset_text.h"
#include <convstat/ideas.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { IDEAS_MAX = 8 };

/* Ideas out of rows "name,baseline,traffic,lift,lift_sd,value,cost,test_cost,horizon", ranked. */
typedef struct backlog {
  cvs_ideas *ideas;
  size_t count;
  cvs_idea_rank rank[IDEAS_MAX];
} backlog;

static void rank(const char *rows, bool whole_weeks, backlog *out) {
  static const char head[] = "idea,baseline,traffic,lift,lift_sd,value,cost,test_cost,horizon\n";
  char text[1024];
  const cvs_read_options read = {0};
  const cvs_ideas_options options = {.read = &read};
  const int length = snprintf(text, sizeof text, "%s%s", head, rows);
  const char *path = write_temporary(text, (size_t)length);
  assert_int_equal(cvs_ideas_read(&path, 1, &options, &out->ideas, NULL), CVS_OK);
  assert_int_equal(unlink(path), 0);
  out->count = cvs_ideas_count(out->ideas);
  assert_true(out->count <= IDEAS_MAX);
  assert_int_equal(cvs_ideas_rank(out->ideas, whole_weeks, out->rank, NULL), CVS_OK);
}

/* The same test as by cvs_money_size_best; its figures are tested there against scipy. */
static void sizes_each_test_in_whole_weeks(void **state) {
  (void)state;
  backlog found;

  rank("form,3.2%,4000,1%,5%,40,0,0,180\n", true, &found);

  const cvs_idea_rank *best = &found.rank[0];
  cvs_money_size want;
  assert_int_equal(cvs_money_size_best(&best->idea->prospect, 28000, &want, NULL), CVS_OK);
  assert_int_equal(best->test_days % 7, 0);
  assert_int_equal(best->test.visitors_total, best->test_days * 4000);
  assert_int_equal(best->test.visitors_total, want.visitors_total);
  assert_close(best->profit_ship, 40.0 * 4000 * 180 * 0.032 * 0.01, 1e-12);
  assert_close(best->gain, want.profit - best->profit_ship, 1e-12);
  assert_close(best->gain_per_day * (double)best->test_days, best->gain, 1e-12);
  cvs_ideas_free(found.ideas);
}

static void days_need_not_be_weeks(void **state) {
  (void)state;
  backlog weeks, days;

  rank("form,3.2%,4000,1%,5%,40,0,0,180\n", true, &weeks);
  rank("form,3.2%,4000,1%,5%,40,0,0,180\n", false, &days);

  assert_true(days.rank[0].test_days % 7 != 0);
  assert_true(days.rank[0].gain >= weeks.rank[0].gain);
  cvs_ideas_free(weeks.ideas);
  cvs_ideas_free(days.ideas);
}

static void orders_by_what_a_day_of_testing_adds(void **state) {
  (void)state;
  backlog found;

  rank("small,3.2%,4000,0%,2%,40,0,0,180\n"
       "hopeless,3.2%,4000,-10%,1%,40,5000,100,180\n"
       "large,3.2%,4000,0%,10%,40,0,0,180\n"
       "sure,3.2%,4000,8%,0.1%,40,100,500,180\n",
       true, &found);

  static const char *const order[] = {"large", "small", "sure", "hopeless"};
  static const cvs_idea_choice choice[] = {CVS_IDEA_TEST, CVS_IDEA_TEST, CVS_IDEA_SHIP, CVS_IDEA_DROP};
  for (size_t i = 0; i < found.count; i++) {
    assert_string_equal(found.rank[i].idea->name, order[i]);
    assert_int_equal(found.rank[i].choice, choice[i]);
  }
  assert_true(found.rank[0].gain_per_day > found.rank[1].gain_per_day);
  assert_true(found.rank[2].gain < 0 && found.rank[2].profit_ship > 0);
  assert_true(found.rank[3].profit_ship < 0);
  cvs_ideas_free(found.ideas);
}

static void keeps_the_order_of_the_input_among_equals(void **state) {
  (void)state;
  backlog found;

  rank("b,3.2%,4000,0%,5%,40,0,0,180\na,3.2%,4000,0%,5%,40,0,0,180\n", true, &found);

  assert_string_equal(found.rank[0].idea->name, "b");
  assert_string_equal(found.rank[1].idea->name, "a");
  cvs_ideas_free(found.ideas);
}

/* Six days have no room for a week. */
static void has_no_test_where_the_horizon_is_too_short(void **state) {
  (void)state;
  backlog found;

  rank("late,3.2%,4000,1%,5%,40,0,0,6\n", true, &found);

  assert_false(found.rank[0].has_test);
  assert_int_equal(found.rank[0].choice, CVS_IDEA_SHIP);
  cvs_ideas_free(found.ideas);
}

/* 3.2 % against 3.36 %, pooled variance under no effect, both tails counted (as R's power.prop.test(strict = TRUE)), by
 * scipy: 194,528.9 an arm. */
static void names_the_usual_size_for_comparison(void **state) {
  (void)state;
  backlog found;

  rank("form,3.2%,4000,1%,5%,40,0,0,180\n", true, &found);

  assert_int_equal(found.rank[0].visitors_classical, 2 * 194529);
  cvs_ideas_free(found.ideas);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sizes_each_test_in_whole_weeks),
      cmocka_unit_test(days_need_not_be_weeks),
      cmocka_unit_test(orders_by_what_a_day_of_testing_adds),
      cmocka_unit_test(keeps_the_order_of_the_input_among_equals),
      cmocka_unit_test(has_no_test_where_the_horizon_is_too_short),
      cmocka_unit_test(names_the_usual_size_for_comparison),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
