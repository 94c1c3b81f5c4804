/* Rows of logs: entry, goal, steps and assignments. */
#include "data/rows.h"
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#define HEADER "time,user,event,variant\n"

static void a_unit_enters_at_its_first_row_with_a_variant(void **state) {
  (void)state;
  const cvs_read_options options = {.goal = "buy"};

  cvs_dataset *const dataset = read_good_text(HEADER "2024-01-01T10:00:00Z,u1,buy,\n"
                                                     "2024-01-01T10:00:01Z,u1,view,a\n"
                                                     "2024-01-01T10:00:02Z,u2,view,b\n"
                                                     "2024-01-01T10:00:03Z,u2,buy,\n"
                                                     "2024-01-01T10:00:04Z,u3,buy,\n",
                                              &options);

  check_arm(dataset, 0, 0, "a", (cvs_sample){1, 0});
  check_arm(dataset, 0, 1, "b", (cvs_sample){1, 1});
  const cvs_read_quality *const quality = &cvs_dataset_input(dataset)->quality;
  assert_int_equal(quality->units, 2);
  assert_int_equal(quality->rows_before_exposure, 1);
  assert_int_equal(quality->rows_of_unassigned, 1);
  cvs_dataset_free(dataset);
}

static void an_exposure_event_is_the_entry_where_it_is_named(void **state) {
  (void)state;
  const cvs_read_options options = {.goal = "buy", .exposure_event = "see"};

  cvs_dataset *const dataset = read_good_text(HEADER "1704103200,u1,buy,a\n1704103201,u1,see,a\n1704103202,u2,see,b\n"
                                                     "1704103203,u2,buy,b\n1704103204,u3,buy,b\n",
                                              &options);

  check_arm(dataset, 0, 0, "a", (cvs_sample){1, 0});
  check_arm(dataset, 0, 1, "b", (cvs_sample){1, 1});
  assert_int_equal(cvs_dataset_input(dataset)->quality.rows_before_exposure, 1);
  assert_int_equal(cvs_dataset_input(dataset)->quality.rows_of_unassigned, 1);
  cvs_dataset_free(dataset);
}

/* They used to be lost without a word. */
static void users_whose_exposure_names_no_variant_are_counted_as_lost(void **state) {
  (void)state;
  static const char text[] = HEADER "1704103200,u1,assign,a\n1704103201,u1,see,\n1704103202,u1,buy,\n"
                                    "1704103203,u2,see,b\n1704103204,u3,buy,b\n1704103205,u4,see,\n"
                                    "1704103206,u4,see,a\n";
  const cvs_read_options exposed = {.goal = "buy", .exposure_event = "see"};
  const cvs_read_options all = {.goal = "buy"};

  cvs_dataset *const dataset = read_good_text(text, &exposed);
  cvs_dataset *const others = read_good_text(HEADER "1704103200,u1,buy,a\n1704103201,u2,see,\n", &all);

  const cvs_read_quality *const quality = &cvs_dataset_input(dataset)->quality;
  assert_int_equal(quality->units, 2); /* u2, u4 */
  assert_int_equal(quality->units_never_entered, 2);
  assert_int_equal(quality->rows_of_unassigned, 4);
  assert_int_equal(quality->units_without_variant, 1); /* u1; nobody has shown anything to u3 */
  assert_int_equal(quality->rows_without_variant, 3);
  assert_int_equal(cvs_dataset_input(others)->quality.units_without_variant, 1);
  assert_int_equal(cvs_dataset_input(others)->quality.rows_without_variant, 1);
  cvs_dataset_free(dataset);
  cvs_dataset_free(others);
}

static void a_log_assigns_its_own_users_by_the_rows_that_name_a_variant(void **state) {
  (void)state;
  static const char text[] = HEADER "1704103200,u1,assign,a\n1704103201,u1,see,\n1704103202,u1,buy,\n"
                                    "1704103203,u2,see,b\n1704103204,u3,buy,\n";
  char path[FILENAME_MAX];
  (void)snprintf(path, sizeof path, "%s", write_temporary(text, sizeof text - 1));
  const cvs_read_options options = {.goal = "buy", .exposure_event = "see", .assignments = path};

  cvs_dataset *const dataset = read_good_text(text, &options);

  check_arm(dataset, 0, 0, "a", (cvs_sample){1, 1});
  check_arm(dataset, 0, 1, "b", (cvs_sample){1, 0});
  assert_int_equal(cvs_dataset_input(dataset)->quality.units_never_entered, 1);
  assert_int_equal(cvs_dataset_input(dataset)->quality.units_without_variant, 0); /* u3 is in no experiment */
  cvs_dataset_free(dataset);
  assert_int_equal(unlink(path), 0);
}

static void assignments_without_a_variant_are_one_arm_where_one_will_do(void **state) {
  (void)state;
  static const char assignments[] = "user,converted\nu1,1\nu2,0\n";
  char path[FILENAME_MAX];
  (void)snprintf(path, sizeof path, "%s", write_temporary(assignments, sizeof assignments - 1));
  const cvs_read_options strict = {.goal = "buy", .assignments = path};
  const cvs_read_options options = {.goal = "buy", .assignments = path, .variant_optional = true};
  static const char log[] = "time,user,event\n1704103200,u1,buy\n1704103200,u3,buy\n";

  check_fails(log, &strict, CVS_EDATA, 1,
              "there is no column for the variant among \"user\", \"converted\", expected one, or --variant COL");
  cvs_dataset *const dataset = read_good_text(log, &options);

  check_arm(dataset, 0, 0, "all", (cvs_sample){2, 1});
  assert_true(cvs_dataset_input(dataset)->has_no_variants);
  cvs_dataset_free(dataset);
  assert_int_equal(unlink(path), 0);
}

static void logs_out_of_order_are_put_in_the_order_of_time(void **state) {
  (void)state;
  static const char *const steps[] = {"view", "buy"};
  const cvs_read_options options = {.steps = {.step = steps, .count = 2}};
  cvs_group group;

  cvs_dataset *const dataset = read_good_text(
      HEADER "1704103205,u1,buy,a\n1704103201,u1,view,a\n1704103203,u2,buy,a\n1704103204,u2,view,a\n", &options);
  cvs_dataset_group(dataset, 0, &group);

  check_arm(dataset, 0, 0, "a", (cvs_sample){2, 1});
  assert_int_equal(group.arm_step[0], 2);
  assert_int_equal(group.arm_step[1], 1);
  cvs_dataset_free(dataset);
}

static void a_goal_among_the_steps_is_that_step(void **state) {
  (void)state;
  static const char *const steps[] = {"view", "cart", "buy"};
  const cvs_read_options options = {.goal = "cart", .steps = {.step = steps, .count = 3}};

  cvs_dataset *const dataset = read_good_text(HEADER "1704103200,u0,buy,a\n1704103201,u1,cart,a\n"
                                                     "1704103202,u2,view,a\n1704103203,u2,cart,a\n",
                                              &options);

  check_arm(dataset, 0, 0, "a", (cvs_sample){3, 1}); /* a cart without a view before is not that step */
  cvs_dataset_free(dataset);
}

static void bad_rows_name_column_and_value(void **state) {
  (void)state;
  const cvs_read_options options = {.goal = "buy"};
  check_fails(HEADER "1704103200,u1,buy,a\nlater,u1,buy,a\n", &options, CVS_EDATA, 3,
              "column \"time\" is \"later\", expected a time such as 2024-08-31T10:15:00Z, or --date-format");
  check_fails(HEADER "2024-04-31T10:15:00Z,u1,buy,a\n", &options, CVS_EDATA, 2,
              "column \"time\" is \"2024-04-31T10:15:00Z\", expected a day that the calendar has");
  check_fails(HEADER "1704103200,,buy,a\n", &options, CVS_EDATA, 2,
              "column \"user\" is empty, expected the name of a user");
  check_fails(HEADER "1704103200,u1,buy\n", &options, CVS_EDATA, 2,
              "the line has 3 fields, expected 4: column \"variant\" is missing");
}

static void days_are_those_of_the_entry_in_the_zone_that_is_asked_for(void **state) {
  (void)state;
  const cvs_read_options options = {.goal = "buy", .by_day = true, .timezone = "+02:00"};
  cvs_group group;

  cvs_dataset *const dataset = read_good_text(
      HEADER "2024-01-01T21:59:59Z,u1,buy,a\n2024-01-01T22:00:00Z,u2,view,a\n2024-01-05T22:00:00Z,u2,buy,a\n",
      &options);
  cvs_dataset_group(dataset, 0, &group);

  assert_int_equal(group.day_count, 2);
  assert_int_equal(group.day[0], 19723); /* date -u -d 2024-01-01 +%s / 86400 */
  assert_int_equal(group.day[1], 19724);
  assert_int_equal(group.day_arm[1].conversions, 1); /* of the second, four days later */
  cvs_dataset_free(dataset);
}

static void check_assigned(const char *assignments, const char *log, const cvs_read_options *asked, cvs_sample a,
                           cvs_sample b) {
  char path[512];
  (void)strcpy(path, write_temporary(assignments, strlen(assignments)));
  cvs_read_options options = *asked;
  options.assignments = path;
  cvs_dataset *const dataset = read_good_text(log, &options);
  check_arm(dataset, 0, 0, "a", a);
  check_arm(dataset, 0, 1, "b", b);
  assert_int_equal(cvs_dataset_input(dataset)->file_count, 2);
  assert_string_equal(cvs_dataset_input(dataset)->file[1].name, path);
  cvs_dataset_free(dataset);
  assert_int_equal(unlink(path), 0);
}

static void assignments_say_the_variant_and_the_time_of_entry(void **state) {
  (void)state;
  const cvs_read_options options = {.goal = "buy"};
  const char *const log = "time,user,event\n1704103200,u1,buy\n1704103201,u2,buy\n1704103202,u9,buy\n";

  check_assigned("user,variant\nu1,a\nu2,b\nu3,b\n", log, &options, (cvs_sample){1, 1}, (cvs_sample){2, 1});
  check_assigned("uid,arm,ts\nu1,a,1704103201\nu2,b,1704103201\nu3,b,1704103200\n", log, &options, (cvs_sample){1, 0},
                 (cvs_sample){2, 1});
}

static void assigned_users_of_two_arms_are_left_out(void **state) {
  (void)state;
  const cvs_read_options options = {.goal = "buy"};
  const char *const log = "time,user,event,variant\n1704103200,u1,buy,b\n1704103201,u2,buy,a\n";

  check_assigned("user,variant\nu1,a\nu2,b\nu3,b\nu1,a\nu3,a\n", log, &options, (cvs_sample){1, 1}, (cvs_sample){1, 1});
}

static void assigned_users_may_have_to_be_exposed_as_well(void **state) {
  (void)state;
  const cvs_read_options options = {.goal = "buy", .exposure_event = "see"};
  const char *const log =
      "time,user,event\n1704103200,u1,see\n1704103201,u1,buy\n1704103200,u2,buy\n1704103201,u2,see\n";

  check_assigned("user,variant\nu1,a\nu2,b\nu3,b\n", log, &options, (cvs_sample){1, 1}, (cvs_sample){1, 0});
}

static void assignments_go_with_events_alone(void **state) {
  (void)state;
  char path[512];
  (void)strcpy(path, write_temporary("user,variant\nu,a\n", 17));
  const cvs_read_options options = {.assignments = path};
  check_fails("user,variant,converted\nu,a,1\n", &options, CVS_EDATA, 1,
              "the file has users, expected events for --assignments: a time, a user and an event a row");
  assert_int_equal(unlink(path), 0);
}

static void check_assigned_fails(const char *assignments, const char *log, const cvs_read_options *asked,
                                 const char *message) {
  char path[512];
  cvs_error error;
  (void)strcpy(path, write_temporary(assignments, strlen(assignments)));
  cvs_read_options options = *asked;
  options.assignments = path;
  assert_null(read_text(log, &options, &error));
  assert_int_equal(error.status, CVS_EDATA);
  assert_non_null(strstr(error.message, message));
  assert_int_equal(unlink(path), 0);
}

/* Of the events, some were left out; of the users, none: a rate of two different things. */
static void a_condition_names_a_column_of_the_assignments(void **state) {
  (void)state;
  static const char *const where[] = {"device=phone"};
  const cvs_read_options options = {.goal = "buy", .where = where, .where_count = 1};
  const char *const log = "time,user,event,device\n1704103200,u1,buy,phone\n1704103201,u2,buy,phone\n";
  const char *const plain = "time,user,event\n1704103200,u1,buy\n1704103201,u2,buy\n";

  check_assigned_fails("user,variant\nu1,a\nu2,b\n", log, &options,
                       "--where device is a column of the log only, expected a column of ");
  check_assigned("user,variant,device\nu1,a,phone\nu2,b,phone\nu3,b,desk\n", plain, &options, (cvs_sample){1, 1},
                 (cvs_sample){1, 1});
}

static void a_window_from_the_assignment_needs_its_time(void **state) {
  (void)state;
  const cvs_read_options options = {.goal = "buy", .steps = {.window = INT64_C(60000000)}};
  const char *const log = "time,user,event\n1704103260,u1,buy\n1704103261,u2,buy\n";

  check_assigned_fails("user,variant\nu1,a\nu2,b\n", log, &options, "there is no column for the time among ");
  check_assigned("user,variant,time\nu1,a,1704103200\nu2,b,1704103200\n", log, &options, (cvs_sample){1, 1},
                 (cvs_sample){1, 0});
}

static void values_of_rows_before_the_entry_do_not_count(void **state) {
  (void)state;
  const cvs_read_options options = {.goal = "buy", .want_value = true};
  cvs_group group;

  cvs_dataset *const dataset = read_good_text("time,user,event,variant,amount\n1704103200,u1,buy,,5\n"
                                              "1704103201,u1,view,a,\n1704103202,u1,buy,a,7.5\n",
                                              &options);
  cvs_dataset_group(dataset, 0, &group);

  assert_true(group.arm_value[0] == 7.5);
  cvs_dataset_free(dataset);
}

/* One moment that nobody knows: no order, and all of it behind an assignment. */
static void events_without_a_time_count_as_far_as_all_steps_before_are_there(void **state) {
  (void)state;
  static const char *const steps[] = {"home", "search", "pay"};
  cvs_read_options options = {.column = {[CVS_ROLE_EVENT] = "page"},
                              .variant_optional = true,
                              .first_step_enters = true,
                              .want_step_times = true,
                              .steps = {.step = steps, .count = 3}};
  const char *const log = "user,page\n1,pay\n1,search\n1,home\n2,home\n2,pay\n3,search\n3,pay\n";
  cvs_group group;

  cvs_dataset *const strict = read_good_text(log, &options);
  options.steps.any_order = true;
  cvs_dataset *const any = read_good_text(log, &options);

  cvs_dataset_group(strict, 0, &group);
  check_arm(strict, 0, 0, "all", (cvs_sample){2, 1}); /* 3 has never been at home */
  assert_memory_equal(group.arm_step, ((const uint64_t[]){2, 1, 1}), 3 * sizeof(uint64_t));
  assert_null(group.arm_seconds);
  assert_true(cvs_dataset_input(strict)->has_no_times);
  cvs_dataset_group(any, 0, &group);
  assert_memory_equal(group.arm_step, ((const uint64_t[]){2, 1, 2}), 3 * sizeof(uint64_t));
  cvs_dataset_free(strict);
  cvs_dataset_free(any);
}

static void the_variant_may_be_a_column_of_the_assignments_alone(void **state) {
  (void)state;
  static const char *const steps[] = {"home", "pay"};
  const cvs_read_options options = {.column = {[CVS_ROLE_EVENT] = "page", [CVS_ROLE_VARIANT] = "device"},
                                    .first_step_enters = true,
                                    .steps = {.step = steps, .count = 2}};
  const char *const assignments = "user,date,device\n1,2024-01-01,a\n2,2024-01-01,b\n3,2024-01-01,b\n";
  cvs_read_options unknown = options;
  unknown.column[CVS_ROLE_VARIANT] = "devise";
  unknown.variant_optional = true;

  check_assigned(assignments, "user,page\n2,pay\n1,home\n2,home\n4,home\n", &options, (cvs_sample){1, 0},
                 (cvs_sample){2, 1});
  char path[128];
  (void)strcpy(path, write_temporary(assignments, strlen(assignments)));
  unknown.assignments = path;
  char expected[256];
  (void)snprintf(expected, sizeof expected,
                 "there is no column \"devise\" for --variant here, nor in the assignments \"%s\", expected it in one "
                 "of them",
                 path);
  check_fails("user,page\n2,pay\n", &unknown, CVS_EDATA, 1, expected);
  (void)unlink(path);
}

static void a_window_counts_who_is_too_young_for_it_and_keeps_or_drops_them(void **state) {
  (void)state;
  static const char *const steps[] = {"view", "buy"};
  enum { SECOND = 1000000 };
  cvs_read_options options = {.steps = {.step = steps, .count = 2, .window = (int64_t)10 * SECOND},
                              .count_young = true};
  const char *const log = HEADER "1704103200,u1,view,a\n1704103201,u2,view,b\n1704103202,u1,buy,a\n"
                                 "1704103205,u3,view,b\n1704103206,u3,buy,b\n1704103212,u9,other,\n";

  cvs_dataset *const kept = read_good_text(log, &options);
  options.count_young = false;
  options.drop_young = true;
  cvs_dataset *const left_out = read_good_text(log, &options);

  check_arm(kept, 0, 1, "b", (cvs_sample){2, 1});
  assert_int_equal(cvs_dataset_input(kept)->quality.units_young_kept, 1);
  assert_int_equal(cvs_dataset_input(kept)->quality.units_too_young, 0);
  check_arm(left_out, 0, 0, "a", (cvs_sample){1, 1});
  check_arm(left_out, 0, 1, "b", (cvs_sample){1, 0});
  assert_int_equal(cvs_dataset_input(left_out)->quality.units_too_young, 1);
  assert_int_equal(cvs_dataset_input(left_out)->quality.units_young_kept, 0);
  cvs_dataset_free(kept);
  cvs_dataset_free(left_out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_unit_enters_at_its_first_row_with_a_variant),
      cmocka_unit_test(an_exposure_event_is_the_entry_where_it_is_named),
      cmocka_unit_test(users_whose_exposure_names_no_variant_are_counted_as_lost),
      cmocka_unit_test(a_log_assigns_its_own_users_by_the_rows_that_name_a_variant),
      cmocka_unit_test(assignments_without_a_variant_are_one_arm_where_one_will_do),
      cmocka_unit_test(logs_out_of_order_are_put_in_the_order_of_time),
      cmocka_unit_test(a_goal_among_the_steps_is_that_step),
      cmocka_unit_test(bad_rows_name_column_and_value),
      cmocka_unit_test(days_are_those_of_the_entry_in_the_zone_that_is_asked_for),
      cmocka_unit_test(assignments_say_the_variant_and_the_time_of_entry),
      cmocka_unit_test(assigned_users_of_two_arms_are_left_out),
      cmocka_unit_test(assigned_users_may_have_to_be_exposed_as_well),
      cmocka_unit_test(assignments_go_with_events_alone),
      cmocka_unit_test(a_condition_names_a_column_of_the_assignments),
      cmocka_unit_test(a_window_from_the_assignment_needs_its_time),
      cmocka_unit_test(values_of_rows_before_the_entry_do_not_count),
      cmocka_unit_test(events_without_a_time_count_as_far_as_all_steps_before_are_there),
      cmocka_unit_test(the_variant_may_be_a_column_of_the_assignments_alone),
      cmocka_unit_test(a_window_counts_who_is_too_young_for_it_and_keeps_or_drops_them),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
