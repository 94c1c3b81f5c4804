/* Which column plays which role, and which headers are refused in which words. */
#include "data/schema.h"
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

/* The column of a role in a header, found by the dataset's own account of it. */
static void check_role(const char *text, const cvs_read_options *options, cvs_role role, const char *want) {
  cvs_dataset *const dataset = read_good_text(text, options);
  const char *const got = cvs_dataset_input(dataset)->file[0].role[role];
  if (want == NULL)
    assert_null(got);
  else
    assert_string_equal(got, want);
  cvs_dataset_free(dataset);
}

static void aliases_are_found_in_any_case_and_with_any_separator(void **state) {
  (void)state;
  const char *const text = "Test-Group,USERS,Sign_Ups,SignUps\na,10,9,1\n";
  check_role(text, NULL, CVS_ROLE_VARIANT, "Test-Group");
  check_role(text, NULL, CVS_ROLE_VISITORS, "USERS");
  check_role(text, NULL, CVS_ROLE_CONVERSIONS, "SignUps");
}

static void canonical_names_beat_aliases(void **state) {
  (void)state;
  const char *const text = "group,variant,n,visitors,clicks,conversions\nx,a,1,10,0,1\n";
  check_role(text, NULL, CVS_ROLE_VARIANT, "variant");
  check_role(text, NULL, CVS_ROLE_VISITORS, "visitors");
  check_role(text, NULL, CVS_ROLE_CONVERSIONS, "conversions");
}

static void converted_counts_conversions_beside_visitors(void **state) {
  (void)state;
  check_role("arm,n,converted\na,10,1\n", NULL, CVS_ROLE_CONVERSIONS, "converted");
}

static void a_time_stands_in_for_a_date_and_a_date_comes_first(void **state) {
  (void)state;
  check_role("ts,arm,n,orders\n2024-01-01T00:00Z,a,10,1\n", NULL, CVS_ROLE_TIME, "ts");
  check_role("ts,day,arm,n,orders\nwhenever,2024-01-01,a,10,1\n", NULL, CVS_ROLE_DATE, "day");
}

static void columns_named_by_hand_beat_names(void **state) {
  (void)state;
  const cvs_read_options options = {.column = {[CVS_ROLE_CONVERSIONS] = "X Count", [CVS_ROLE_VISITORS] = "sessions"}};
  const char *const text = "variant,visitors,sessions,conversions,x_count\na,10,20,1,2\n";
  check_role(text, &options, CVS_ROLE_VISITORS, "sessions");
  check_role(text, &options, CVS_ROLE_CONVERSIONS, "x_count");
}

static void columns_of_by_and_stratify_play_no_other_role(void **state) {
  (void)state;
  static const char *const by[] = {"group"};
  static const char *const stratify[] = {"date"};
  const cvs_read_options options = {.by = by, .by_count = 1, .stratify = stratify, .stratify_count = 1};
  const char *const text = "date,group,arm,n,orders\nno date,x,a,10,1\n";

  check_role(text, &options, CVS_ROLE_VARIANT, "arm");
  check_role(text, &options, CVS_ROLE_DATE, NULL);
}

static void visitors_that_are_no_randomised_unit_are_told(void **state) {
  (void)state;
  cvs_dataset *const weak = read_good_text("arm,Sessions,orders\na,10,1\n", NULL);
  cvs_dataset *const sound = read_good_text("arm,users,orders\na,10,1\n", NULL);

  assert_string_equal(cvs_dataset_input(weak)->weak_unit, "Sessions");
  assert_null(cvs_dataset_input(sound)->weak_unit);

  cvs_dataset_free(weak);
  cvs_dataset_free(sound);
}

static void two_columns_for_one_role_are_named_both(void **state) {
  (void)state;
  check_fails("variant,users,sessions,conversions\na,1,1,1\n", NULL, CVS_EDATA, 1,
              "columns \"users\" and \"sessions\" can both be the visitors, expected one, or --visitors COL to choose");
  check_fails("variant,visitors,visitors,conversions\na,1,1,1\n", NULL, CVS_EDATA, 1,
              "columns 2 and 3 are both called \"visitors\", expected one visitors column");
}

static void conflicts_of_roles_that_counts_do_not_have_are_no_matter(void **state) {
  (void)state;
  check_role("variant,visitors,conversions,revenue,amount,event,step\na,10,1,5,6,x,y\n", NULL, CVS_ROLE_VALUE, NULL);
}

static void a_missing_column_names_what_is_there_and_the_option(void **state) {
  (void)state;
  check_fails("variant,visitrs,conversions\na,1,1\n", NULL, CVS_EDATA, 1,
              "there is no column for the visitors among \"variant\", \"visitrs\", \"conversions\", expected one, or "
              "--visitors \"visitrs\"");
  check_fails(
      "\nvariant,visitors\na,1\n", NULL, CVS_EDATA, 2,
      "there is no column for the conversions among \"variant\", \"visitors\", expected one, or --conversions COL");
}

static void a_first_line_of_data_is_told_from_a_header(void **state) {
  (void)state;
  check_fails("a,10,1\nb,10,2\n", NULL, CVS_EDATA, 1,
              "the first line has no known column in \"a\", \"10\", \"1\", expected a header such as "
              "variant,visitors,conversions, or --variant COL and the like");
}

static void check_shape(const char *text, const cvs_read_options *options, cvs_shape want) {
  cvs_dataset *const dataset = read_good_text(text, options);
  assert_int_equal(cvs_dataset_input(dataset)->shape, want);
  cvs_dataset_free(dataset);
}

static void shapes_are_told_by_the_columns_they_have(void **state) {
  (void)state;
  const cvs_read_options none = {.column = {[CVS_ROLE_USER] = "none"}};
  const cvs_read_options goal = {.goal = "view"};
  check_shape("variant,visitors,conversions\na,10,1\n", NULL, CVS_SHAPE_COUNTS);
  check_shape("user_id,variant,converted\n1,a,0\n", NULL, CVS_SHAPE_USERS);
  check_shape("variant,converted\na,0\n", NULL, CVS_SHAPE_USERS);
  check_shape("uid,arm,time,conversion\n1,a,x,0\n", NULL, CVS_SHAPE_USERS);
  check_shape("ts,uid,action,variant\n1700000000,1,view,a\n", &goal, CVS_SHAPE_EVENTS);
  check_shape("user,variant,visitors,conversions\n1,a,10,1\n", &none, CVS_SHAPE_COUNTS);
  check_shape("ts,user,action,variant,converted\nx,1,view,a,0\n", &none, CVS_SHAPE_USERS);
}

static void user_and_visitors_together_need_the_shape(void **state) {
  (void)state;
  const char *const text = "user,variant,visitors,converted\n1,a,10,1\n";
  const cvs_read_options counts = {.shape = CVS_SHAPE_COUNTS};
  const cvs_read_options users = {.shape = CVS_SHAPE_USERS};

  check_fails(text, NULL, CVS_EDATA, 1,
              "column \"visitors\" counts visitors and column \"user\" names a user, expected one of them, or --shape "
              "counts, users or events");
  check_role(text, &counts, CVS_ROLE_VISITORS, "visitors");
  check_role(text, &users, CVS_ROLE_USER, "user");
}

static void columns_of_where_and_steps_play_no_role_that_another_column_has(void **state) {
  (void)state;
  static const char *const where[] = {"group=x"};
  static const char *const steps[] = {"conversion", "success"};
  const cvs_read_options options = {.where = where, .where_count = 1, .steps = {.step = steps, .count = 2}};
  check_role("group,arm,user,conversion,success,converted\nx,a,1,1,1,0\n", &options, CVS_ROLE_VARIANT, "arm");
  check_role("group,arm,user,conversion,success,converted\nx,a,1,1,1,0\n", &options, CVS_ROLE_CONVERTED, "converted");
}

static void a_goal_is_the_column_of_conversions(void **state) {
  (void)state;
  const cvs_read_options goal = {.goal = "paid"};
  check_role("user,variant,paid,converted\n1,a,1,0\n", &goal, CVS_ROLE_CONVERTED, "paid");
  check_role("variant,visitors,conversions,step.view,step.paid\na,10,1,9,2\n", &goal, CVS_ROLE_CONVERSIONS,
             "step.paid");
}

static void a_log_needs_an_unambiguous_time_user_event_and_variant(void **state) {
  (void)state;
  const cvs_read_options events = {.shape = CVS_SHAPE_EVENTS, .goal = "x"};
  const cvs_read_options by_day = {.shape = CVS_SHAPE_EVENTS, .goal = "x", .by_day = true};
  check_fails(
      "user,event,variant\n1,x,a\n", &by_day, CVS_EDATA, 1,
      "there is no column for the time among \"user\", \"event\", \"variant\", expected one, or --time COL or --date "
      "COL");
  check_fails("time,user,event\n1,1,x\n", &events, CVS_EDATA, 1,
              "there is no column for the variant among \"time\", \"user\", \"event\", expected one, or --variant "
              "COL");
  check_fails("time,user,step,action,variant\n1,1,x,x,a\n", &events, CVS_EDATA, 1,
              "columns \"step\" and \"action\" can both be the event, expected one, or --event COL to choose");
  check_role("date,user,event,variant\n2024-01-01,1,x,a\n", &events, CVS_ROLE_DATE, "date");
}

static void a_log_without_times_has_neither_windows_nor_days(void **state) {
  (void)state;
  static const char *const view_buy[] = {"view", "buy"};
  const char *const text = "user,page\n1,view\n";
  const cvs_read_options window = {.column = {[CVS_ROLE_EVENT] = "page"},
                                   .variant_optional = true,
                                   .steps = {.step = view_buy, .count = 2, .window = 1}};
  static const char *const help[] = {"help"};
  const cvs_read_options exclude = {.column = {[CVS_ROLE_EVENT] = "page"},
                                    .variant_optional = true,
                                    .steps = {.step = view_buy, .count = 2, .exclude = help, .exclude_count = 1}};

  check_fails(text, &window, CVS_EDATA, 1,
              "there is no column for the time among \"user\", \"page\", expected one for --window, or --time COL");
  check_fails(text, &exclude, CVS_EDATA, 1,
              "there is no column for the time among \"user\", \"page\", expected one for --exclude, or --time COL");
}

static void columns_of_a_step_by_both_its_names_are_refused(void **state) {
  (void)state;
  static const char *const xy[] = {"x", "y"};
  const cvs_read_options options = {.steps = {.step = xy, .count = 2}};

  check_fails("variant,step.x,x,y\na,1,1,1\n", &options, CVS_EDATA, 1,
              "columns \"x\" and \"step.x\" can both be that of --steps, expected one of them");
}

static void rows_that_name_a_user_and_have_steps_are_users_whatever_they_lack(void **state) {
  (void)state;
  static const char *const view_buy[] = {"view", "buy"};
  const cvs_read_options options = {
      .steps = {.step = view_buy, .count = 2}, .variant_optional = true, .first_step_enters = true};

  cvs_dataset *const dataset = read_good_text("user,view,buy\nu1,1,1\nu1,1,0\nu2,1,0\n", &options);

  assert_int_equal(cvs_dataset_input(dataset)->shape, CVS_SHAPE_USERS);
  check_arm(dataset, 0, 0, "all", (cvs_sample){2, 1}); /* used to be three visitors: rows were taken for counts */
  cvs_dataset_free(dataset);
}

static void a_first_step_in_the_place_of_visitors_may_count_no_randomised_unit(void **state) {
  (void)state;
  static const char *const names[] = {"Pageviews", "# of Impressions", "sessions", "Reach"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    const char *const steps[] = {names[i], "buy"};
    const cvs_read_options options = {.steps = {.step = steps, .count = 2}, .first_step_enters = true};
    char text[128];
    (void)snprintf(text, sizeof text, "variant,%s,buy\na,10,1\nb,10,2\n", names[i]);

    cvs_dataset *const dataset = read_good_text(text, &options);

    if (i < 3)
      assert_string_equal(cvs_dataset_input(dataset)->weak_unit, names[i]);
    else
      assert_null(cvs_dataset_input(dataset)->weak_unit);
    cvs_dataset_free(dataset);
  }
}

static void the_experiment_is_the_last_group_wherever_it_is_named(void **state) {
  (void)state;
  static const char *const by[] = {"device"};
  const cvs_read_options behind = {.by = by, .by_count = 1, .experiment = "test"};
  static const char *const both[] = {"test", "device"};
  const cvs_read_options among = {.by = both, .by_count = 2, .experiment = "test"};
  const char *const text = "test,device,user,variant,converted\n1,x,u,a,1\n2,x,u,b,0\n";

  cvs_dataset *const appended = read_good_text(text, &behind);
  cvs_dataset *const named = read_good_text(text, &among);

  assert_int_equal(cvs_dataset_by_count(appended), 2);
  assert_string_equal(cvs_dataset_by_name(appended, 1), "test");
  assert_string_equal(cvs_dataset_by_name(named, 0), "test");
  assert_int_equal(cvs_dataset_by_count(named), 2);
  assert_int_equal(cvs_dataset_input(appended)->quality.units, 2); /* one user, two experiments */
  assert_int_equal(cvs_dataset_input(named)->quality.units_in_several_arms, 0);
  cvs_dataset_free(appended);
  cvs_dataset_free(named);
}

static void named_columns_that_do_not_exist_are_refused_with_a_guess(void **state) {
  (void)state;
  static const char *const by[] = {"devise"};
  const cvs_read_options options = {.by = by, .by_count = 1};

  check_fails(
      "device,variant,visitors,conversions\nx,a,1,1\n", &options, CVS_EDATA, 1,
      "there is no column \"devise\" for --by (did you mean \"device\"?), expected one of \"device\", \"variant\", "
      "\"visitors\", \"conversions\"");
}

static void a_caller_may_say_which_option_has_named_the_groups(void **state) {
  (void)state;
  static const char *const by[] = {"test"}, *const taken[] = {"variant"};
  const cvs_read_options options = {.by = by, .by_count = 1, .by_option = "prior-by"};
  const cvs_read_options variant = {.by = taken, .by_count = 1, .by_option = "prior-by"};

  check_fails("variant,visitors,conversions\na,1,1\n", &options, CVS_EDATA, 1,
              "there is no column \"test\" for --prior-by, expected one of \"variant\", \"visitors\", \"conversions\"");
  check_fails("variant,visitors,conversions\na,1,1\n", &variant, CVS_EDATA, 1,
              "--prior-by takes column \"variant\", and no other is left for the variant, expected --prior-by without "
              "it (each variant is an arm anyway), or --variant COL");
}

static void one_column_cannot_be_named_for_two_roles(void **state) {
  (void)state;
  const cvs_read_options options = {.column = {[CVS_ROLE_CONVERSIONS] = "n", [CVS_ROLE_VISITORS] = "n"}};
  check_fails("variant,n\na,1\n", &options, CVS_EUSAGE, 1,
              "column \"n\" is named twice, by --conversions as well, expected one role a column");
}

/* A daily history of one page has no variant: `plan --from` used to ask for --variant COL, which no column is. */
static void counts_without_a_variant_are_one_arm_where_that_is_allowed(void **state) {
  (void)state;
  const cvs_read_options options = {.variant_optional = true};
  const char *const text = "date,visitors,conversions\n2024-01-01,10,1\n2024-01-02,20,3\n";
  cvs_dataset *const dataset = read_good_text(text, &options);
  check_arm(dataset, 0, 0, "all", (cvs_sample){.conversions = 4, .visitors = 30});
  assert_int_equal(cvs_dataset_variant_count(dataset), 1);
  cvs_dataset_free(dataset);
  check_role(text, &options, CVS_ROLE_VARIANT, NULL);
  check_fails(text, NULL, CVS_EDATA, 1,
              "there is no column for the variant among \"date\", \"visitors\", \"conversions\", expected one, or "
              "--variant COL");
}

static void a_variant_column_is_used_where_it_may_be_missing(void **state) {
  (void)state;
  const cvs_read_options options = {.variant_optional = true};
  check_role("arm,n,orders\na,10,1\n", &options, CVS_ROLE_VARIANT, "arm");
  check_fails("arm,n,orders\n,10,1\n", &options, CVS_EDATA, 2,
              "column \"arm\" is empty, expected the name of a variant");
}

static void who_says_users_is_asked_for_the_variant_and_not_for_visitors(void **state) {
  (void)state;
  const cvs_read_options converted = {.variant_optional = true, .column = {[CVS_ROLE_CONVERTED] = "yes"}};
  const cvs_read_options none = {.column = {[CVS_ROLE_USER] = "none"}};
  const char *const wanted = "there is no column for the variant among \"auction_id\", \"experiment\", \"yes\", "
                             "expected one, or --variant COL";
  check_fails("auction_id,experiment,yes\n1,a,0\n", &converted, CVS_EDATA, 1, wanted);
  check_fails("id,experiment,converted\n1,a,0\n", &none, CVS_EDATA, 1,
              "there is no column for the variant among \"id\", \"experiment\", \"converted\", expected one, or "
              "--variant COL");
}

static void a_variant_that_by_has_taken_is_told(void **state) {
  (void)state;
  static const char *const by[] = {"variant"};
  const cvs_read_options options = {.variant_optional = true, .by = by, .by_count = 1};
  check_fails("user,variant,converted\n1,a,0\n", &options, CVS_EDATA, 1,
              "--by takes column \"variant\", and no other is left for the variant, expected --by without it (each "
              "variant is an arm anyway), or --variant COL");
}

static void options_of_events_are_refused_on_other_shapes(void **state) {
  (void)state;
  static const char *const steps[] = {"view"};
  const cvs_read_options exposure = {.exposure_event = "view"};
  const cvs_read_options window = {.steps = {.window = 1}};
  const cvs_read_options counts = {.steps = {.window = 1, .step = steps, .count = 1}};
  const cvs_read_options aimless = {.goal_optional = true, .steps = {.window = 1}};
  check_fails("user,variant,converted\n1,a,0\n", &exposure, CVS_EDATA, 1,
              "the file has users, expected events for --exposure-event");
  check_fails("variant,visitors,conversions\na,10,1\n", &exposure, CVS_EDATA, 1,
              "the file has counts, expected events for --exposure-event");
  check_fails("user,variant,converted\n1,a,0\n", &window, CVS_EDATA, 1,
              "the file has users, expected events, or --steps with a time a step for --window");
  check_fails("variant,visitors,conversions,view\na,10,1,3\n", &counts, CVS_EDATA, 1,
              "the file has counts, expected events, or users with a time a step for --window");
  check_fails("time,user,event,variant\n1700000000,1,view,a\n", &aimless, CVS_EDATA, 1,
              "the file has events, expected --goal EVENT or --steps A,B for --window");
}

/* Taken by the advice above, each day was an arm and the first day alone the baseline. */
static void a_date_is_no_variant_where_none_is_needed(void **state) {
  (void)state;
  const cvs_read_options options = {.variant_optional = true, .column = {[CVS_ROLE_VARIANT] = "date"}};
  check_fails("date,visitors,conversions\n2024-01-01,10,1\n", &options, CVS_EDATA, 1,
              "column \"date\" is a date, expected the names of variants for --variant, or no --variant where there "
              "is one only");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(who_says_users_is_asked_for_the_variant_and_not_for_visitors),
      cmocka_unit_test(a_variant_that_by_has_taken_is_told),
      cmocka_unit_test(options_of_events_are_refused_on_other_shapes),
      cmocka_unit_test(aliases_are_found_in_any_case_and_with_any_separator),
      cmocka_unit_test(canonical_names_beat_aliases),
      cmocka_unit_test(converted_counts_conversions_beside_visitors),
      cmocka_unit_test(a_time_stands_in_for_a_date_and_a_date_comes_first),
      cmocka_unit_test(columns_named_by_hand_beat_names),
      cmocka_unit_test(columns_of_by_and_stratify_play_no_other_role),
      cmocka_unit_test(visitors_that_are_no_randomised_unit_are_told),
      cmocka_unit_test(two_columns_for_one_role_are_named_both),
      cmocka_unit_test(conflicts_of_roles_that_counts_do_not_have_are_no_matter),
      cmocka_unit_test(a_missing_column_names_what_is_there_and_the_option),
      cmocka_unit_test(a_first_line_of_data_is_told_from_a_header),
      cmocka_unit_test(shapes_are_told_by_the_columns_they_have),
      cmocka_unit_test(columns_of_where_and_steps_play_no_role_that_another_column_has),
      cmocka_unit_test(a_goal_is_the_column_of_conversions),
      cmocka_unit_test(a_log_needs_an_unambiguous_time_user_event_and_variant),
      cmocka_unit_test(a_log_without_times_has_neither_windows_nor_days),
      cmocka_unit_test(columns_of_a_step_by_both_its_names_are_refused),
      cmocka_unit_test(rows_that_name_a_user_and_have_steps_are_users_whatever_they_lack),
      cmocka_unit_test(a_first_step_in_the_place_of_visitors_may_count_no_randomised_unit),
      cmocka_unit_test(the_experiment_is_the_last_group_wherever_it_is_named),
      cmocka_unit_test(user_and_visitors_together_need_the_shape),
      cmocka_unit_test(named_columns_that_do_not_exist_are_refused_with_a_guess),
      cmocka_unit_test(a_caller_may_say_which_option_has_named_the_groups),
      cmocka_unit_test(one_column_cannot_be_named_for_two_roles),
      cmocka_unit_test(counts_without_a_variant_are_one_arm_where_that_is_allowed),
      cmocka_unit_test(a_variant_column_is_used_where_it_may_be_missing),
      cmocka_unit_test(a_date_is_no_variant_where_none_is_needed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
