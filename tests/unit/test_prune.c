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

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_arm_whose_users_are_counted_elsewhere_stays_without_visitors),
      cmocka_unit_test(an_arm_is_one_of_the_groups_whose_rows_name_it),
      cmocka_unit_test(an_empty_arm_adds_no_day_and_no_stratum),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
