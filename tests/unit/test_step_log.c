/* Times of steps: quartiles between steps, and the times of units that may still be on their way. Expected by hand; the
 * quartiles of 0, 1 ... n - 1 in any order are (n - 1) p. */
#include "data/store.h"
#include "base/strbuf.h"
#include "support/assert_close.h"
#include "support/dataset_text.h"

#include <math.h>
#include <string.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#define HEADER "time,user,event,variant\n"
#define DAY INT64_C(86400000000)

static const char *const view_buy[] = {"view", "buy"};

static cvs_group only_group(const cvs_dataset *dataset) {
  cvs_group group;
  cvs_dataset_group(dataset, 0, &group);
  return group;
}

static void check_quartiles(const cvs_step_seconds *got, uint64_t units, cvs_quartiles want) {
  assert_int_equal(got->units, units);
  assert_close(got->seconds.lower, want.lower, 0);
  assert_close(got->seconds.median, want.median, 0);
  assert_close(got->seconds.upper, want.upper, 0);
}

static void seconds_are_those_from_the_step_before(void **state) {
  (void)state;
  const char *const text = HEADER "1700000000,u1,view,a\n1700000010,u1,buy,a\n1700000000,u2,view,a\n"
                                  "1700000020,u2,buy,a\n1700000000,u3,view,a\n1700000030,u3,buy,a\n"
                                  "1700000000,u4,view,a\n1700000040,u4,buy,a\n1700000000,u5,view,a\n"
                                  "2023-11-14T22:13:20.250Z,u6,view,b\n2023-11-14T22:13:21Z,u6,buy,b\n"
                                  "1700000000,u7,view,c\n";
  const cvs_read_options options = {
      .steps = {.step = view_buy, .count = 2}, .first_step_enters = true, .want_step_times = true};

  cvs_dataset *const dataset = read_good_text(text, &options);
  const cvs_step_seconds *const got = only_group(dataset).arm_seconds;

  assert_int_equal(got[0].units, 0); /* the entry itself */
  check_quartiles(&got[1], 4, (cvs_quartiles){17.5, 25, 32.5});
  check_quartiles(&got[3], 1, (cvs_quartiles){0.75, 0.75, 0.75});
  assert_int_equal(got[5].units, 0); /* nobody came */
  cvs_dataset_free(dataset);
}

static void seconds_behind_a_step_that_may_be_left_out_are_those_from_the_last_one_that_may_not(void **state) {
  (void)state;
  static const char *const three[] = {"view", "cart", "buy"};
  const char *const text = HEADER "1700000000,u1,view,a\n1700000004,u1,cart,a\n1700000010,u1,buy,a\n"
                                  "1700000000,u2,view,a\n1700000010,u2,buy,a\n";
  const cvs_read_options options = {
      .steps = {.step = three, .count = 3, .optional = 2}, .first_step_enters = true, .want_step_times = true};

  cvs_dataset *const dataset = read_good_text(text, &options);
  const cvs_step_seconds *const got = only_group(dataset).arm_seconds;

  check_quartiles(&got[1], 1, (cvs_quartiles){4, 4, 4});
  check_quartiles(&got[2], 2, (cvs_quartiles){10, 10, 10});
  cvs_dataset_free(dataset);
}

static void the_first_step_is_timed_from_an_entry_of_its_own(void **state) {
  (void)state;
  const char *const text = HEADER "1700000000,u1,see,a\n1700000007,u1,view,a\n1700000008,u1,buy,a\n";
  const cvs_read_options options = {.steps = {.step = view_buy, .count = 2},
                                    .first_step_enters = true,
                                    .exposure_event = "see",
                                    .want_step_times = true};

  cvs_dataset *const dataset = read_good_text(text, &options);

  check_quartiles(&only_group(dataset).arm_seconds[0], 1, (cvs_quartiles){7, 7, 7});
  cvs_dataset_free(dataset);
}

static void there_are_no_seconds_where_steps_overlap_or_nobody_asks(void **state) {
  (void)state;
  const char *const text = HEADER "1700000000,u1,view,a\n1700000008,u1,buy,a\n";
  const cvs_read_options any = {.steps = {.step = view_buy, .count = 2, .any_order = true}, .want_step_times = true};
  const cvs_read_options unasked = {.steps = {.step = view_buy, .count = 2}};
  cvs_funnel_times times;
  cvs_error error = {0};

  cvs_dataset *const overlapping = read_good_text(text, &any);
  cvs_dataset *const plain = read_good_text(text, &unasked);

  assert_null(only_group(overlapping).arm_seconds);
  assert_null(only_group(plain).arm_seconds);
  assert_int_equal(cvs_dataset_step_times(plain, 0, 0, &times, &error), CVS_EDATA);
  assert_string_equal(error.message, "no times of steps were kept, expected events, or users with a time a step");
  cvs_dataset_free(overlapping);
  cvs_dataset_free(plain);
}

/* --- users --- */

static void users_have_the_times_of_their_columns(void **state) {
  (void)state;
  const char *const text = "user,variant,view,buy\nu1,a,1700000000,1700000010\nu2,a,1700000000,1700000030\n"
                           "u2,a,1700000000,1700000020\nu3,a,1700000000,\nu4,a,1,1\n"
                           "u5,a,1700000009,1700000008\n";
  const cvs_read_options options = {
      .shape = CVS_SHAPE_USERS, .steps = {.step = view_buy, .count = 2}, .want_step_times = true};

  cvs_dataset *const dataset = read_good_text(text, &options);
  cvs_dataset *const nameless = read_good_text("variant,view,buy\na,1700000000,1700000010\na,1700000000,1700000020\n"
                                               "b,1700000000,\na,1,1\n",
                                               &options);

  check_arm(dataset, 0, 0, "a", (cvs_sample){5, 3}); /* u5 bought before the view */
  check_quartiles(&only_group(dataset).arm_seconds[1], 2, (cvs_quartiles){12.5, 15, 17.5});
  check_arm(nameless, 0, 0, "a", (cvs_sample){3, 3});
  check_quartiles(&only_group(nameless).arm_seconds[1], 2, (cvs_quartiles){12.5, 15, 17.5});
  assert_int_equal(cvs_dataset_input(nameless)->quality.units, 4);
  assert_int_equal(cvs_dataset_input(nameless)->quality.duplicate_rows, 0);
  cvs_dataset_free(dataset);
  cvs_dataset_free(nameless);
}

static void users_who_are_followed_need_a_time_of_entry(void **state) {
  (void)state;
  const cvs_read_options options = {.steps = {.step = view_buy, .count = 2, .window = DAY}, .drop_young = true};
  const cvs_read_options since = {.steps = {.step = view_buy, .count = 2, .window = DAY, .window_from_entry = true},
                                  .drop_young = true};

  cvs_dataset *const dataset = read_good_text("user,variant,date,view,buy\nu1,a,2024-01-01,2024-01-01T10:00:00Z,\n"
                                              "u2,a,2024-01-02,,\nu3,a,2024-01-01,2024-01-03T00:00:00Z,\n",
                                              &since);

  check_arm(dataset, 0, 0, "a", (cvs_sample){3, 0});    /* the data end with the 3rd */
  assert_int_equal(only_group(dataset).arm_step[0], 1); /* u3 came after its window */
  check_fails("user,variant,view,buy\nu1,a,1700000000,\nu2,a,,\n", &options, CVS_EDATA, 3,
              "column \"view\" is empty, expected the time at which the user has entered, or --time COL that says so");
  check_fails("user,variant,view,buy\nu1,a,1700000000,\nu2,a,1,\n", &options, CVS_EDATA, 3,
              "column \"view\" is \"1\", expected a time, as a window is asked for");
  cvs_dataset_free(dataset);
}

/* --- units that are followed --- */

static void units_on_their_way_are_given_with_what_is_known_of_them(void **state) {
  (void)state;
  const char *const text = HEADER "1700000000,u1,view,a\n1700000060,u1,buy,a\n1700000010,u2,view,a\n"
                                  "1700086400,u3,view,a\n1700086500,x,pause,b\n";
  const cvs_read_options options = {
      .steps = {.step = view_buy, .count = 2, .window = DAY}, .first_step_enters = true, .keep_step_times = true};
  cvs_funnel_times times;
  cvs_error error = {0};

  cvs_dataset *const dataset = read_good_text(text, &options);
  assert_int_equal(cvs_dataset_step_times(dataset, 0, 0, &times, &error), CVS_OK);

  assert_int_equal(times.units, 3);
  assert_int_equal(times.steps, 2);
  assert_memory_equal(times.horizon_seconds, ((const double[]){86400, 86400}), 2 * sizeof(double));
  assert_memory_equal(times.followed_seconds, ((const double[]){86500, 86490, 100}), 3 * sizeof(double));
  assert_memory_equal(times.step_seconds, ((const double[]){0, 60, 0, (double)INFINITY, 0, (double)INFINITY}),
                      6 * sizeof(double));
  assert_int_equal(cvs_dataset_input(dataset)->quality.units_too_young, 0);
  assert_null(only_group(dataset).arm_seconds); /* not asked for */
  cvs_dataset_free(dataset);
}

static void windows_from_step_to_step_make_horizons_that_grow(void **state) {
  (void)state;
  static const char *const three[] = {"view", "cart", "buy"};
  cvs_steps_options steps = {.step = three, .count = 3, .window = DAY, .window_from_previous = true};

  assert_int_equal(cvs_steps_horizon(&steps, true, 0), DAY);
  assert_int_equal(cvs_steps_horizon(&steps, true, 1), DAY);
  assert_int_equal(cvs_steps_horizon(&steps, true, 2), 2 * DAY);
  assert_int_equal(cvs_steps_horizon(&steps, false, 2), 3 * DAY);
  steps.window = INT64_MAX / 2;
  assert_int_equal(cvs_steps_horizon(&steps, false, 2), INT64_MAX);
  steps.window_from_previous = false;
  assert_int_equal(cvs_steps_horizon(&steps, false, 2), INT64_MAX / 2);
}

/* --- any threads, any memory --- */

enum { USERS = 10007, STRIDE = 7919 }; /* primes: the seconds are 0 ... USERS - 1, mixed */

/* The rows of a shape: all buy in arm a; in arm b nobody who was told to take an even number of seconds does. */
static void write_rows(cvs_strbuf *out, bool as_events) {
  cvs_strbuf_add(out, as_events ? HEADER : "variant,view,buy\n");
  for (unsigned i = 0; i < 2 * USERS; i++) {
    const char *const arm = i % 2 == 0 ? "a" : "b";
    const unsigned long long view = 1700000000 + i, seconds = (unsigned long long)(i / 2) * STRIDE % USERS;
    const bool buys = i % 2 == 0 || seconds % 2 == 1;
    if (!as_events && buys)
      cvs_strbuf_addf(out, "%s,%llu,%llu\n", arm, view, view + seconds);
    else if (!as_events)
      cvs_strbuf_addf(out, "%s,%llu,\n", arm, view);
    if (as_events)
      cvs_strbuf_addf(out, "%llu,user-%u,view,%s\n", view, i, arm);
    if (as_events && buys)
      cvs_strbuf_addf(out, "%llu,user-%u,buy,%s\n", view + seconds, i, arm);
  }
  assert_false(out->failed);
}

static cvs_dataset *read_in_way(const cvs_strbuf *text, cvs_shape shape, unsigned threads, uint64_t memory) {
  const cvs_read_options options = {.shape = shape,
                                    .steps = {.step = view_buy, .count = 2, .window = DAY},
                                    .first_step_enters = true,
                                    .want_step_times = true,
                                    .keep_step_times = true,
                                    .threads = threads,
                                    .memory = memory};
  const cvs_tuning tuning = {.block_size = 1 << 12, .slots = 8};
  cvs_dataset *dataset = NULL;
  cvs_input *input = NULL;
  cvs_error error = {0};
  assert_int_equal(cvs_input_from_memory("rows.csv", text->text, text->length, &input, &error), CVS_OK);
  const cvs_status status = cvs_dataset_read_inputs(&(cvs_inputs){&input, 1, tuning}, &options, &dataset, &error);
  if (status != CVS_OK)
    fail_msg("%s", error.message);
  cvs_input_close(input);
  return dataset;
}

static void check_seconds(cvs_dataset *got) {
  const cvs_step_seconds *const seconds = only_group(got).arm_seconds;
  check_quartiles(&seconds[1], USERS, (cvs_quartiles){0.25 * (USERS - 1), 0.5 * (USERS - 1), 0.75 * (USERS - 1)});
  check_quartiles(&seconds[3], USERS / 2,
                  (cvs_quartiles){1 + 0.5 * (USERS / 2 - 1), USERS / 2, 1 + 1.5 * (USERS / 2 - 1)});
}

/* Two datasets: the times of one are good until it is asked again. */
static void check_way(cvs_dataset *got, cvs_dataset *want) {
  cvs_funnel_times times, wanted;
  cvs_error error = {0};
  check_seconds(got);
  for (size_t arm = 2; arm-- > 0;) {
    assert_int_equal(cvs_dataset_step_times(want, 0, arm, &wanted, &error), CVS_OK);
    assert_int_equal(cvs_dataset_step_times(got, 0, arm, &times, &error), CVS_OK);
    assert_int_equal(times.units, USERS);
    assert_memory_equal(times.step_seconds, wanted.step_seconds, 2 * USERS * sizeof(double));
    assert_memory_equal(times.followed_seconds, wanted.followed_seconds, USERS * sizeof(double));
  }
}

static void times_are_the_same_for_any_threads_and_memory_and_for_users_and_events(void **state) {
  (void)state;
  cvs_strbuf events = {0}, users = {0};
  write_rows(&events, true);
  write_rows(&users, false);

  cvs_dataset *const plain = read_in_way(&events, CVS_SHAPE_EVENTS, 1, 0);
  cvs_dataset *const way[] = {read_in_way(&events, CVS_SHAPE_EVENTS, 3, 0),
                              read_in_way(&events, CVS_SHAPE_EVENTS, 3, 1), read_in_way(&users, CVS_SHAPE_USERS, 1, 0),
                              read_in_way(&users, CVS_SHAPE_USERS, 3, 1)};

  check_seconds(plain);
  for (size_t i = 0; i < sizeof way / sizeof way[0]; i++) {
    check_way(way[i], plain);
    cvs_dataset_free(way[i]);
  }
  cvs_dataset_free(plain);
  cvs_strbuf_free(&events);
  cvs_strbuf_free(&users);
}

static void a_directory_that_cannot_be_written_to_is_named(void **state) {
  (void)state;
  cvs_strbuf text = {0};
  cvs_dataset *dataset = NULL;
  cvs_input *input = NULL;
  cvs_error error = {0};
  const cvs_read_options options = {.steps = {.step = view_buy, .count = 2},
                                    .want_step_times = true,
                                    .threads = 2,
                                    .memory = 1,
                                    .directory = "/nowhere"};
  write_rows(&text, true);
  assert_int_equal(cvs_input_from_memory("rows.csv", text.text, text.length, &input, &error), CVS_OK);

  const cvs_status status = cvs_dataset_read_input(input, &options, &dataset, &error);

  assert_int_equal(status, CVS_EIO);
  assert_non_null(strstr(error.message, "/nowhere"));
  cvs_input_close(input);
  cvs_strbuf_free(&text);
}

static void groups_keep_their_own_times(void **state) {
  (void)state;
  const char *const text = "time,user,event,variant,land\n1700000000,u0,other,a,XX\n1700000000,u1,view,a,DE\n"
                           "1700000005,u1,buy,a,DE\n1700000000,u2,view,b,FR\n1700000007,u2,buy,b,FR\n"
                           "1700000000,u3,view,a,FR\n1700000009,u3,buy,a,FR\n";
  static const char *const by[] = {"land"};
  const cvs_read_options options = {.steps = {.step = view_buy, .count = 2},
                                    .first_step_enters = true,
                                    .want_step_times = true,
                                    .by = by,
                                    .by_count = 1};
  cvs_group group;

  cvs_dataset *const dataset = read_good_text(text, &options); /* nobody has entered in XX */

  assert_int_equal(cvs_dataset_group_count(dataset), 2);
  cvs_dataset_group(dataset, 0, &group);
  check_quartiles(&group.arm_seconds[1], 1, (cvs_quartiles){5, 5, 5});
  cvs_dataset_group(dataset, 1, &group);
  check_quartiles(&group.arm_seconds[1], 1, (cvs_quartiles){9, 9, 9});
  check_quartiles(&group.arm_seconds[3], 1, (cvs_quartiles){7, 7, 7});
  cvs_dataset_free(dataset);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(seconds_are_those_from_the_step_before),
      cmocka_unit_test(seconds_behind_a_step_that_may_be_left_out_are_those_from_the_last_one_that_may_not),
      cmocka_unit_test(the_first_step_is_timed_from_an_entry_of_its_own),
      cmocka_unit_test(there_are_no_seconds_where_steps_overlap_or_nobody_asks),
      cmocka_unit_test(users_have_the_times_of_their_columns),
      cmocka_unit_test(users_who_are_followed_need_a_time_of_entry),
      cmocka_unit_test(units_on_their_way_are_given_with_what_is_known_of_them),
      cmocka_unit_test(windows_from_step_to_step_make_horizons_that_grow),
      cmocka_unit_test(times_are_the_same_for_any_threads_and_memory_and_for_users_and_events),
      cmocka_unit_test(a_directory_that_cannot_be_written_to_is_named),
      cmocka_unit_test(groups_keep_their_own_times),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
