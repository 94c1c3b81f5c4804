/* Events and values that are asked for and never met. */
#include "data/intake.h"
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static const char log_text[] = "time,user,event,variant,country\n1704103200,u1,view,a,US\n1704103201,u1,cart,a,US\n"
                               "1704103202,u2,purchase,b,DE\n";

static void a_log_needs_a_goal_and_says_which_events_it_has(void **state) {
  (void)state;
  check_fails(log_text, NULL, CVS_EDATA, 0,
              "nobody says which event is the conversion (--goal EVENT), expected one of \"view\", \"cart\", "
              "\"purchase\"");
}

static void without_a_goal_nobody_converts_where_that_is_allowed(void **state) {
  (void)state;
  const cvs_read_options options = {.goal_optional = true};

  cvs_dataset *const dataset = read_good_text(log_text, &options);

  check_arm(dataset, 0, 0, "a", (cvs_sample){1, 0});
  check_arm(dataset, 0, 1, "b", (cvs_sample){1, 0});
  cvs_dataset_free(dataset);
}

static void events_that_never_occur_are_named_with_those_that_do(void **state) {
  (void)state;
  static const char *const steps[] = {"view", "chart"};
  const cvs_read_options goal = {.goal = "purchse"};
  const cvs_read_options exposure = {.goal = "view", .exposure_event = "impression"};
  const cvs_read_options step = {.steps = {.step = steps, .count = 2}};

  check_fails(log_text, &goal, CVS_EDATA, 0,
              "event --goal \"purchse\" never occurs (did you mean \"purchase\"?), expected one of \"view\", \"cart\", "
              "\"purchase\"");
  check_fails(log_text, &exposure, CVS_EDATA, 0,
              "event --exposure-event \"impression\" never occurs, expected one of \"view\", \"cart\", \"purchase\"");
  check_fails(log_text, &step, CVS_EDATA, 0,
              "event --steps \"chart\" never occurs (did you mean \"cart\"?), expected one of \"view\", \"cart\", "
              "\"purchase\"");
}

static void an_event_of_rows_that_are_left_out_occurs_all_the_same(void **state) {
  (void)state;
  static const char *const where[] = {"country=US"};
  const cvs_read_options options = {.goal = "purchase", .where = where, .where_count = 1};

  cvs_dataset *const dataset = read_good_text(log_text, &options);

  check_arm(dataset, 0, 0, "a", (cvs_sample){1, 0});
  assert_int_equal(cvs_dataset_input(dataset)->quality.rows_elsewhere, 1);
  cvs_dataset_free(dataset);
}

/* They used to be told as "q"p": what is to be typed has each quote twice. */
static void a_value_with_a_quote_is_told_as_it_is_typed(void **state) {
  (void)state;
  static const char *const where[] = {"country=\"q\"\"p\""};
  const cvs_read_options options = {.where = where, .where_count = 1};

  check_fails(
      "user,variant,converted,country\nu1,a,1,\"q\"\"q\"\nu2,b,0,DE\n", &options, CVS_EDATA, 0,
      "--where country = \"q\"\"p\" never occurs (did you mean \"q\"\"q\"?), expected one of \"q\"\"q\", \"DE\"");
}

/* A slip of the pen used to be told as nobody having converted. */
static void a_value_of_the_conversion_that_never_occurs_is_told(void **state) {
  (void)state;
  static const char users[] = "user,variant,plan\nu1,a,paid\nu2,b,free\n";
  static const char weighted[] = "variant,visitors,admit\na,10,yes\nb,20,no\n";
  const cvs_read_options slip = {.column = {[CVS_ROLE_CONVERTED] = "plan=payd"}};
  const cvs_read_options upper = {.column = {[CVS_ROLE_CONVERTED] = "plan=Paid"}};
  const cvs_read_options other = {.column = {[CVS_ROLE_CONVERTED] = "admit=admitted"}};
  const cvs_read_options fine = {.column = {[CVS_ROLE_CONVERTED] = "plan=paid"}};

  check_fails(users, &slip, CVS_EDATA, 0,
              "--converted plan = \"payd\" never occurs (did you mean \"paid\"?), expected one of \"paid\", \"free\"");
  check_fails(users, &upper, CVS_EDATA, 0,
              "--converted plan = \"Paid\" never occurs (did you mean \"paid\"?), expected one of \"paid\", \"free\"");
  check_fails(weighted, &other, CVS_EDATA, 0,
              "--converted admit = \"admitted\" never occurs, expected one of \"yes\", \"no\"");
  cvs_dataset *const dataset = read_good_text(users, &fine);
  check_arm(dataset, 0, 0, "a", (cvs_sample){1, 1});
  cvs_dataset_free(dataset);
}

/* Of those in Germany nobody has paid: that is an answer, not a slip. */
static void a_value_of_the_conversion_in_rows_that_are_left_out_occurs_all_the_same(void **state) {
  (void)state;
  static const char *const where[] = {"country=DE"};
  static const char users[] = "user,variant,plan,country\nu1,a,paid,US\nu2,b,free,DE\n";
  const cvs_read_options options = {.where = where, .where_count = 1, .column = {[CVS_ROLE_CONVERTED] = "plan=paid"}};

  cvs_dataset *const dataset = read_good_text(users, &options);

  check_arm(dataset, 0, 0, "b", (cvs_sample){1, 0});
  cvs_dataset_free(dataset);
}

/* Nobody is said to have bought, or not to have: an event that never occurs is an error, a column may still fill. */
static void columns_of_steps_that_are_empty_in_every_row_are_told(void **state) {
  (void)state;
  static const char *const steps[] = {"view", "cart", "buy"};
  const cvs_read_options options = {.steps = {.step = steps, .count = 3}};

  cvs_dataset *const empty = read_good_text("user,variant,view,cart,buy\n1,a,1,,\n2,b,1,,\n", &options);
  cvs_dataset *const said = read_good_text("user,variant,view,cart,buy\n1,a,1,0,2024-01-01\n2,b,1,0,\n", &options);

  assert_string_equal(cvs_dataset_input(empty)->steps_empty, "\"cart\", \"buy\"");
  assert_null(cvs_dataset_input(said)->steps_empty);
  cvs_dataset_free(empty);
  cvs_dataset_free(said);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_value_with_a_quote_is_told_as_it_is_typed),
      cmocka_unit_test(a_value_of_the_conversion_that_never_occurs_is_told),
      cmocka_unit_test(a_value_of_the_conversion_in_rows_that_are_left_out_occurs_all_the_same),
      cmocka_unit_test(columns_of_steps_that_are_empty_in_every_row_are_told),
      cmocka_unit_test(a_log_needs_a_goal_and_says_which_events_it_has),
      cmocka_unit_test(without_a_goal_nobody_converts_where_that_is_allowed),
      cmocka_unit_test(events_that_never_occur_are_named_with_those_that_do),
      cmocka_unit_test(an_event_of_rows_that_are_left_out_occurs_all_the_same),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
