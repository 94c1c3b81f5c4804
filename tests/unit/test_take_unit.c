/* Who counts in a funnel: units that enter at their first step, units too young for their window, units that an event
 * has stopped. Expected by hand from the rules in dataset.h. */
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>
#include <cmocka.h>

#define HEADER "time,user,event,variant\n"
#define HOUR INT64_C(3600000000)

static const char *const view_buy[] = {"view", "buy"};

static cvs_group only_group(const cvs_dataset *dataset) {
  cvs_group group;
  cvs_dataset_group(dataset, 0, &group);
  return group;
}

static void check_steps(const cvs_dataset *dataset, const uint64_t *want, size_t count) {
  const cvs_group group = only_group(dataset);
  for (size_t i = 0; i < count; i++)
    assert_int_equal(group.arm_step[i], want[i]);
}

static void those_who_enter_at_the_first_step_are_its_users(void **state) {
  (void)state;
  const char *const text = HEADER "1700000000,u1,visit,a\n1700000001,u1,view,a\n1700000002,u1,buy,a\n"
                                  "1700000003,u2,visit,a\n1700000004,u3,buy,a\n1700000005,u3,view,a\n";
  const cvs_read_options rows = {.steps = {.step = view_buy, .count = 2}};
  const cvs_read_options steps = {.steps = {.step = view_buy, .count = 2}, .first_step_enters = true};

  cvs_dataset *const all = read_good_text(text, &rows);
  cvs_dataset *const entered = read_good_text(text, &steps);

  check_arm(all, 0, 0, "a", (cvs_sample){3, 1});
  check_arm(entered, 0, 0, "a", (cvs_sample){2, 1});
  check_steps(entered, (const uint64_t[]){2, 1}, 2);
  assert_int_equal(only_group(entered).arm_before[0], 2);
  const cvs_read_quality *const quality = &cvs_dataset_input(entered)->quality;
  assert_int_equal(quality->units, 2);
  assert_int_equal(quality->rows_before_exposure, 0);
  assert_int_equal(quality->rows_of_unassigned, 0);
  cvs_dataset_free(all);
  cvs_dataset_free(entered);
}

static void in_any_order_steps_before_the_first_one_count(void **state) {
  (void)state;
  const char *const text = HEADER "1700000000,u1,buy,a\n1700000001,u1,view,a\n1700000002,u2,buy,a\n"
                                  "1700000003,u3,view,b\n1700000004,u4,buy,a\n1700000005,u4,buy,b\n";
  const cvs_read_options options = {.steps = {.step = view_buy, .count = 2, .any_order = true},
                                    .first_step_enters = true};

  cvs_dataset *const dataset = read_good_text(text, &options);

  check_arm(dataset, 0, 0, "a", (cvs_sample){1, 1});
  check_arm(dataset, 0, 1, "b", (cvs_sample){1, 0});
  check_steps(dataset, (const uint64_t[]){1, 1, 1, 0}, 4);
  assert_int_equal(cvs_dataset_input(dataset)->quality.units, 2);
  assert_int_equal(cvs_dataset_input(dataset)->quality.units_in_several_arms, 0); /* u4 is nobody */
  cvs_dataset_free(dataset);
}

static void assigned_and_exposed_units_enter_as_they_are_told(void **state) {
  (void)state;
  const char *const text = HEADER "1700000000,u1,see,a\n1700000001,u2,see,a\n1700000002,u2,view,a\n";
  const cvs_read_options options = {
      .steps = {.step = (const char *const[]){"view"}, .count = 1}, .first_step_enters = true, .exposure_event = "see"};

  cvs_dataset *const dataset = read_good_text(text, &options);

  check_arm(dataset, 0, 0, "a", (cvs_sample){2, 1});
  cvs_dataset_free(dataset);
}

/* The last time, hour 10, is that of an event that means nothing. */
static const char *const hours = HEADER "1700000000,u1,view,a\n1700003600,u1,buy,a\n"
                                        "1700028800,u2,view,a\n"                      /* hour 8 */
                                        "1700032400,u3,view,a\n1700032401,u3,buy,a\n" /* hour 9 */
                                        "1700032400,u4,view,b\n1700036000,x,pause,b\n";

static void units_too_young_for_their_window_are_left_out_whether_or_not_they_came_through(void **state) {
  (void)state;
  const cvs_steps_options steps = {.step = view_buy, .count = 2, .window = 2 * HOUR};
  const cvs_read_options kept = {.steps = steps, .first_step_enters = true};
  const cvs_read_options left_out = {.steps = steps, .first_step_enters = true, .drop_young = true};

  cvs_dataset *const all = read_good_text(hours, &kept);
  cvs_dataset *const old = read_good_text(hours, &left_out);

  check_arm(all, 0, 0, "a", (cvs_sample){3, 2});
  assert_null(only_group(all).arm_young);
  assert_int_equal(cvs_dataset_input(all)->quality.units_too_young, 0);
  check_arm(old, 0, 0, "a", (cvs_sample){2, 1}); /* u2 has had its 2 hours to the second */
  check_arm(old, 0, 1, "b", (cvs_sample){0, 0});
  assert_int_equal(only_group(old).arm_young[0], 1);
  assert_int_equal(only_group(old).arm_young[1], 1);
  assert_int_equal(only_group(old).arm_before[0], 3);
  assert_int_equal(cvs_dataset_input(old)->quality.units_too_young, 2);
  assert_int_equal(cvs_dataset_input(old)->quality.units, 4);
  cvs_dataset_free(all);
  cvs_dataset_free(old);
}

static void windows_from_step_to_step_are_waited_for_one_after_the_other(void **state) {
  (void)state;
  static const char *const three[] = {"view", "cart", "buy"};
  const char *const text = HEADER "1700028800,u1,view,a\n1700028800,u1,cart,a\n1700028800,u1,buy,a\n"
                                  "1700036000,x,pause,b\n"; /* two hours later */
  cvs_read_options options = {.steps = {.step = three, .count = 3, .window = HOUR, .window_from_previous = true},
                              .first_step_enters = true,
                              .drop_young = true};

  cvs_dataset *const in_time = read_good_text(text, &options);
  options.steps.window = HOUR + 1;
  cvs_dataset *const too_late = read_good_text(text, &options);

  assert_int_equal(cvs_dataset_input(in_time)->quality.units_too_young, 0);
  assert_int_equal(cvs_dataset_input(too_late)->quality.units_too_young, 1);
  cvs_dataset_free(in_time);
  cvs_dataset_free(too_late);
}

static void rows_that_where_leaves_out_still_say_when_the_data_end(void **state) {
  (void)state;
  const char *const text = "time,user,event,variant,land\n1700000000,u1,view,a,DE\n1700000001,u1,buy,a,DE\n"
                           "1700007200,u2,view,a,FR\n";
  const char *const where[] = {"land=DE"};
  const cvs_read_options options = {.steps = {.step = view_buy, .count = 2, .window = 2 * HOUR},
                                    .first_step_enters = true,
                                    .drop_young = true,
                                    .where = where,
                                    .where_count = 1};

  cvs_dataset *const dataset = read_good_text(text, &options);

  check_arm(dataset, 0, 0, "a", (cvs_sample){1, 1});
  cvs_dataset_free(dataset);
}

static void an_excluded_event_stops_a_unit_between_its_steps_alone(void **state) {
  (void)state;
  const char *const text = HEADER "1700000000,u1,cancel,a\n1700000001,u1,view,a\n1700000002,u1,buy,a\n"
                                  "1700000003,u2,view,a\n1700000004,u2,cancel,a\n1700000005,u2,buy,a\n"
                                  "1700000006,u3,view,a\n1700000007,u3,buy,a\n1700000008,u3,cancel,a\n"
                                  "1700000009,u4,view,a\n1700000010,u4,cancel,a\n1700000010,u4,buy,a\n";
  static const char *const cancel[] = {"cancel"};
  cvs_read_options options = {.steps = {.step = view_buy, .count = 2, .exclude = cancel, .exclude_count = 1},
                              .first_step_enters = true};

  cvs_dataset *const in_order = read_good_text(text, &options);
  options.steps.any_order = true;
  cvs_dataset *const any = read_good_text(text, &options);

  check_steps(in_order, (const uint64_t[]){4, 3}, 2); /* u4: what is at one time comes before the exclusion */
  check_steps(any, (const uint64_t[]){4, 3}, 2);
  cvs_dataset_free(in_order);
  cvs_dataset_free(any);
}

static void a_step_that_may_be_left_out_does_not_end_the_way(void **state) {
  (void)state;
  static const char *const three[] = {"view", "cart", "buy"};
  const char *const text = HEADER "1700000000,u1,view,a\n1700000001,u1,buy,a\n1700000002,u1,cart,a\n"
                                  "1700000003,u2,view,a\n1700000004,u2,cart,a\n1700000005,u2,buy,a\n"
                                  "1700000006,u3,view,a\n1700000007,u3,buy,a\n1700000007,u3,cart,a\n"
                                  "1700000008,u4,cart,a\n1700000009,u4,buy,a\n";
  const cvs_read_options options = {.steps = {.step = three, .count = 3, .optional = 2}, .first_step_enters = true};
  const cvs_read_options users = {.steps = {.step = three, .count = 3, .optional = 2}};

  cvs_dataset *const events = read_good_text(text, &options);
  cvs_dataset *const columns = read_good_text("user,variant,view,cart,buy\nu1,a,1,0,1\nu2,a,1,1,1\n"
                                              "u3,a,1700000006,1700000008,1700000007\nu4,a,0,1,1\n",
                                              &users);

  check_steps(events, (const uint64_t[]){3, 2, 3}, 3);  /* u1's cart came after the buy, u3's at its time */
  check_steps(columns, (const uint64_t[]){3, 1, 3}, 3); /* u3's cart came after the buy */
  cvs_dataset_free(events);
  cvs_dataset_free(columns);
}

static void options_that_contradict_each_other_are_found_before_anything_is_read(void **state) {
  (void)state;
  static const char *const view[] = {"view"};
  const cvs_read_options last = {.steps = {.step = view_buy, .count = 2, .optional = 2}};
  const cvs_read_options first = {.steps = {.step = view_buy, .count = 2, .optional = 1}, .first_step_enters = true};
  const cvs_read_options both = {.steps = {.step = view_buy, .count = 2, .exclude = view, .exclude_count = 1}};
  const cvs_read_options no_steps = {.steps = {.exclude = view, .exclude_count = 1}};
  const cvs_read_options no_window = {.steps = {.step = view_buy, .count = 2}, .keep_step_times = true};
  const cvs_read_options any_order = {.steps = {.step = view_buy, .count = 2, .any_order = true, .window = HOUR},
                                      .keep_step_times = true};

  check_fails(hours, &last, CVS_EUSAGE, 0, "the last step may not be left out, expected one before it in --optional");
  check_fails(hours, &first, CVS_EUSAGE, 0, "users enter at the first step, expected one behind it in --optional");
  check_fails(hours, &both, CVS_EUSAGE, 0, "--exclude \"view\" is one of --steps as well, expected another event");
  check_fails(hours, &no_steps, CVS_EUSAGE, 0, "--exclude stops users between steps, expected --steps");
  check_fails(hours, &no_window, CVS_EUSAGE, 0,
              "--censor follows users to the end of a window, expected --steps and --window");
  check_fails(hours, &any_order, CVS_EUSAGE, 0,
              "--censor follows users from step to step, expected no --order any and no step that may be left out");
}

static void pages_without_times_make_a_funnel_in_order_or_not(void **state) {
  (void)state;
  static const char *const pages[] = {"home", "search", "pay"};
  const char *const text = "user_id,page,sex\n1,home,m\n2,home,f\n1,search,m\n3,search,f\n2,pay,f\n1,pay,m\n";
  cvs_read_options options = {.shape = CVS_SHAPE_EVENTS,
                              .column = {[CVS_ROLE_EVENT] = "page", [CVS_ROLE_VARIANT] = "sex"},
                              .steps = {.step = pages, .count = 3},
                              .want_step_times = true,
                              .first_step_enters = true};

  cvs_dataset *const in_order = read_good_text(text, &options);
  options.steps.any_order = true;
  cvs_dataset *const any = read_good_text(text, &options);

  check_steps(in_order, (const uint64_t[]){1, 1, 1, 1, 0, 0}, 6);
  assert_null(only_group(in_order).arm_seconds);
  check_steps(any, (const uint64_t[]){1, 1, 1, 1, 0, 1}, 6); /* user 3 has not entered */
  options.steps.window = HOUR;
  check_fails(
      text, &options, CVS_EDATA, 1,
      "there is no column for the time among \"user_id\", \"page\", \"sex\", expected one for --window, or --time COL");
  cvs_dataset_free(in_order);
  cvs_dataset_free(any);
}

static void users_who_are_assigned_with_a_date_go_through_pages_without_times(void **state) {
  (void)state;
  static const char *const pages[] = {"home", "pay"};
  static const char assignments[] = "user_id,date,sex\n1,2015-02-28,m\n2,2015-01-01,f\n4,2015-01-02,f\n";
  char path[FILENAME_MAX];
  (void)snprintf(path, sizeof path, "%s", write_temporary(assignments, sizeof assignments - 1));
  const cvs_read_options options = {.column = {[CVS_ROLE_EVENT] = "page", [CVS_ROLE_VARIANT] = "sex"},
                                    .steps = {.step = pages, .count = 2},
                                    .assignments = path,
                                    .first_step_enters = true};

  cvs_dataset *const dataset = read_good_text("user_id,page\n1,pay\n2,home\n3,home\n1,home\n", &options);

  check_arm(dataset, 0, 0, "m", (cvs_sample){1, 1});
  check_arm(dataset, 0, 1, "f", (cvs_sample){2, 0});
  check_steps(dataset, (const uint64_t[]){1, 1, 1, 0}, 4);
  assert_int_equal(cvs_dataset_input(dataset)->quality.rows_of_unassigned, 1);
  cvs_dataset_free(dataset);
  assert_int_equal(unlink(path), 0);
}

/* The log ends at 20 s, windows have 10 s. u1 and u2 have entered long before the end and begin the steps late, and u1
 * comes through; u3 begins in time; u4 enters late; u5 is in two arms. They used to be counted without a word. */
static const char late_steps[] =
    HEADER "1700000000,u1,visit,a\n1700000000,u2,visit,a\n1700000000,u3,visit,a\n1700000001,u5,visit,a\n"
           "1700000002,u5,visit,b\n1700000010,u3,view,a\n1700000011,u2,view,a\n1700000012,u1,view,a\n"
           "1700000012,u5,view,a\n1700000013,u1,buy,a\n1700000015,u4,view,a\n1700000020,u9,visit,b\n";

static uint64_t count_open(const char *text, const cvs_read_options *options) {
  cvs_dataset *const dataset = read_good_text(text, options);
  const uint64_t open = cvs_dataset_input(dataset)->quality.units_window_open;
  cvs_dataset_free(dataset);
  return open;
}

static void windows_that_began_at_a_step_and_are_open_at_the_end_are_counted(void **state) {
  (void)state;
  const cvs_steps_options strict = {.step = view_buy, .count = 2, .window = 10 * HOUR / 3600};
  cvs_steps_options any = strict;
  any.any_order = true;

  assert_int_equal(count_open(late_steps, &(cvs_read_options){.steps = strict, .count_young = true}), 1); /* u2 */
  assert_int_equal(count_open(late_steps, &(cvs_read_options){.steps = strict, .drop_young = true}), 1);
  assert_int_equal(count_open(late_steps, &(cvs_read_options){.steps = any, .count_young = true}), 1);
  assert_int_equal(count_open(late_steps, &(cvs_read_options){.steps = strict}), 0); /* nobody asks */
}

static void a_window_from_the_step_before_is_open_from_the_last_one(void **state) {
  (void)state;
  static const char *const steps[] = {"visit", "view", "buy"};
  cvs_steps_options terms = {.step = steps, .count = 3, .window = 10 * HOUR / 3600};
  const char *const text = HEADER "1700000000,u1,land,a\n1700000025,u1,visit,a\n1700000033,u1,view,a\n"
                                  "1700000040,u2,buy,b\n";

  const uint64_t from_first = count_open(text, &(cvs_read_options){.steps = terms, .count_young = true});
  terms.window_from_previous = true;
  const uint64_t from_previous = count_open(text, &(cvs_read_options){.steps = terms, .count_young = true});

  assert_int_equal(from_first, 0);    /* 15 s of 10 */
  assert_int_equal(from_previous, 1); /* 7 s of 10 */
}

static void an_excluded_event_that_never_occurs_is_a_slip(void **state) {
  (void)state;
  static const char *const misspelt[] = {"pauze"};
  const cvs_read_options options = {.steps = {.step = view_buy, .count = 2, .exclude = misspelt, .exclude_count = 1}};
  const cvs_read_options users = {.steps = {.step = view_buy, .count = 2, .exclude = misspelt, .exclude_count = 1}};

  check_fails(hours, &options, CVS_EDATA, 0,
              "event --exclude \"pauze\" never occurs (did you mean \"pause\"?), expected one of \"view\", \"buy\", "
              "\"pause\"");
  check_fails("user,variant,view,buy\nu1,a,1,1\n", &users, CVS_EDATA, 1,
              "the file has users, expected events for --exclude");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(those_who_enter_at_the_first_step_are_its_users),
      cmocka_unit_test(in_any_order_steps_before_the_first_one_count),
      cmocka_unit_test(assigned_and_exposed_units_enter_as_they_are_told),
      cmocka_unit_test(units_too_young_for_their_window_are_left_out_whether_or_not_they_came_through),
      cmocka_unit_test(windows_from_step_to_step_are_waited_for_one_after_the_other),
      cmocka_unit_test(rows_that_where_leaves_out_still_say_when_the_data_end),
      cmocka_unit_test(an_excluded_event_stops_a_unit_between_its_steps_alone),
      cmocka_unit_test(a_step_that_may_be_left_out_does_not_end_the_way),
      cmocka_unit_test(options_that_contradict_each_other_are_found_before_anything_is_read),
      cmocka_unit_test(pages_without_times_make_a_funnel_in_order_or_not),
      cmocka_unit_test(users_who_are_assigned_with_a_date_go_through_pages_without_times),
      cmocka_unit_test(windows_that_began_at_a_step_and_are_open_at_the_end_are_counted),
      cmocka_unit_test(a_window_from_the_step_before_is_open_from_the_last_one),
      cmocka_unit_test(an_excluded_event_that_never_occurs_is_a_slip),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
