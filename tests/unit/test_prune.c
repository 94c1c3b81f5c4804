/* Which groups and arms stay once units are counted. Expected by hand. */
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

/* The arm used to vanish, and with it one of the shares that the sample ratio is tested by. */
static void an_arm_whose_users_are_counted_elsewhere_stays_without_visitors(void **state) {
  (void)state;
  const cvs_read_options first = {.multiple = CVS_MULTIPLE_FIRST};
  static const char text[] = "user,variant,converted\n1,A,1\n1,C,0\n2,B,0\n";

  cvs_dataset *const dropped = read_good_text(text, NULL);
  cvs_dataset *const kept = read_good_text(text, &first);

  cvs_group group;
  cvs_dataset_group(dropped, 0, &group);
  assert_int_equal(group.arm_count, 3);
  check_arm(dropped, 0, 0, "A", (cvs_sample){.visitors = 0, .conversions = 0});
  check_arm(dropped, 0, 1, "C", (cvs_sample){.visitors = 0, .conversions = 0});
  check_arm(dropped, 0, 2, "B", (cvs_sample){.visitors = 1, .conversions = 0});
  assert_int_equal(group.arm_before[0], 1);
  assert_int_equal(group.arm_before[1], 0);
  check_arm(kept, 0, 0, "A", (cvs_sample){.visitors = 1, .conversions = 1});
  check_arm(kept, 0, 1, "C", (cvs_sample){.visitors = 0, .conversions = 0});
  cvs_dataset_free(dropped);
  cvs_dataset_free(kept);
}

static void an_arm_is_one_of_the_groups_whose_rows_name_it(void **state) {
  (void)state;
  static const char *const by[] = {"device"};
  const cvs_read_options options = {.by = by, .by_count = 1, .multiple = CVS_MULTIPLE_FIRST};

  cvs_dataset *const dataset = read_good_text("user,variant,converted,device\n1,A,1,pc\n1,B,0,pc\n1,C,0,tv\n"
                                              "2,A,0,phone\n3,B,1,phone\n",
                                              &options);

  assert_int_equal(cvs_dataset_group_count(dataset), 2); /* nobody is counted on a tv */
  cvs_group group;
  cvs_dataset_group(dataset, 0, &group);
  assert_int_equal(group.arm_count, 2);
  check_arm(dataset, 0, 1, "B", (cvs_sample){.visitors = 0, .conversions = 0});
  cvs_dataset_group(dataset, 1, &group);
  assert_int_equal(group.arm_count, 2);
  check_arm(dataset, 1, 1, "B", (cvs_sample){.visitors = 1, .conversions = 1});
  cvs_dataset_free(dataset);
}

static void an_empty_arm_adds_no_day_and_no_stratum(void **state) {
  (void)state;
  static const char *const strata[] = {"os"};
  const cvs_read_options options = {
      .stratify = strata, .stratify_count = 1, .by_day = true, .multiple = CVS_MULTIPLE_FIRST};

  cvs_dataset *const dataset = read_good_text("user,variant,converted,os,date\n1,A,1,mac,2024-01-02\n"
                                              "1,C,0,win,2024-01-01\n2,B,0,mac,2024-01-03\n",
                                              &options);

  cvs_group group;
  cvs_dataset_group(dataset, 0, &group);
  assert_int_equal(group.arm_count, 3);
  assert_int_equal(group.stratum_count, 1);
  assert_string_equal(cvs_dataset_stratum(dataset, group.stratum[0]), "mac");
  assert_int_equal(group.day_count, 2);
  assert_int_equal(group.day[0], 19724); /* date -u -d 2024-01-02 +%s / 86400 */
  assert_int_equal(group.day_arm[1].visitors, 0);
  cvs_dataset_free(dataset);
}

static void check_arms_of_group(const cvs_dataset *dataset, size_t index, const char *const *names, size_t count) {
  cvs_group group;
  cvs_dataset_group(dataset, index, &group);
  assert_int_equal(group.arm_count, count);
  for (size_t i = 0; i < count; i++)
    assert_string_equal(cvs_dataset_variant(dataset, group.variant[i]), names[i]);
}

/* One row used to make a group invalid: C, which nobody has on a phone, was an arm of it without visitors. */
static void a_further_row_of_a_user_of_another_group_adds_no_arm(void **state) {
  (void)state;
  static const char *const by[] = {"device"};
  static const char *const ab[] = {"A", "B"};
  const cvs_read_options options = {.by = by, .by_count = 1};
  const cvs_read_options on_disk = {.by = by, .by_count = 1, .memory = 1};

  cvs_dataset *const dataset = read_good_text("user,variant,converted,device\n1,A,1,phone\n2,B,0,phone\n3,C,0,pc\n"
                                              "3,C,1,phone\n4,A,0,pc\n4,B,0,phone\n",
                                              &options);
  cvs_dataset *const spilled = read_good_text("user,variant,converted,device\n1,A,1,phone\n2,B,0,phone\n3,C,0,pc\n"
                                              "3,C,1,phone\n4,A,0,pc\n4,B,0,phone\n",
                                              &on_disk);

  check_arms_of_group(dataset, 0, ab, 2);
  check_arms_of_group(spilled, 0, ab, 2);
  check_arms_of_group(dataset, 1, (const char *const[]){"A", "C"}, 2); /* 4, who is left out, has no B on a pc */
  check_arm(dataset, 1, 1, "C", (cvs_sample){.visitors = 1, .conversions = 1});
  cvs_dataset_free(dataset);
  cvs_dataset_free(spilled);
}

/* User 4 of the phones is left out, as it was seen in C as well: C is an arm there, whatever user 3 does. */
static void an_arm_that_a_groups_own_user_was_seen_in_stays(void **state) {
  (void)state;
  static const char *const by[] = {"device"};
  static const char *const abc[] = {"A", "B", "C"};
  static const char text[] = "user,variant,converted,device\n1,A,1,phone\n2,B,0,phone\n3,C,0,pc\n3,C,1,phone\n"
                             "4,A,0,phone\n4,B,0,phone\n4,C,0,phone\n";
  const cvs_read_options dropped = {.by = by, .by_count = 1};
  const cvs_read_options first = {.by = by, .by_count = 1, .multiple = CVS_MULTIPLE_FIRST};

  cvs_dataset *const without = read_good_text(text, &dropped);
  cvs_dataset *const with = read_good_text(text, &first);

  check_arms_of_group(without, 0, abc, 3);
  check_arms_of_group(with, 0, abc, 3);
  check_arm(without, 0, 2, "C", (cvs_sample){.visitors = 0, .conversions = 0});
  cvs_dataset_free(without);
  cvs_dataset_free(with);
}

/* Events: 3 is counted where it entered. Nobody who was assigned to B on a phone has been shown anything, which is a
 * fault that must be seen. */
static void events_of_other_groups_add_no_arm_and_those_who_never_entered_keep_theirs(void **state) {
  (void)state;
  static const char *const by[] = {"device"};
  static const char *const ab[] = {"A", "B"};
  static const char log[] = "time,user,event,variant,device\n1704103200,1,expose,A,phone\n1704103201,2,assign,B,phone\n"
                            "1704103202,3,expose,C,pc\n1704103203,3,buy,C,phone\n1704103204,2,buy,,phone\n"
                            "1704103205,1,buy,A,pc\n";
  const cvs_read_options options = {.by = by, .by_count = 1, .goal = "buy", .exposure_event = "expose"};

  cvs_dataset *const dataset = read_good_text(log, &options);

  check_arms_of_group(dataset, 0, ab, 2);
  check_arms_of_group(dataset, 1, (const char *const[]){"C"}, 1);
  check_arm(dataset, 0, 1, "B", (cvs_sample){.visitors = 0, .conversions = 0});
  cvs_dataset_free(dataset);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_arm_whose_users_are_counted_elsewhere_stays_without_visitors),
      cmocka_unit_test(an_arm_is_one_of_the_groups_whose_rows_name_it),
      cmocka_unit_test(an_empty_arm_adds_no_day_and_no_stratum),
      cmocka_unit_test(a_further_row_of_a_user_of_another_group_adds_no_arm),
      cmocka_unit_test(an_arm_that_a_groups_own_user_was_seen_in_stays),
      cmocka_unit_test(events_of_other_groups_add_no_arm_and_those_who_never_entered_keep_theirs),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
