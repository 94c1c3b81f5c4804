/* A saved plan held against the data, and what it makes of the looks. */
#include "support/assert_close.h"
#include "support/monitored.h"

#include <convstat/plan_file.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define DAY(n1, x1, n2, x2)                                                                                            \
  {                                                                                                                    \
    .control = {n1, x1}, .treatment = { n2, x2 }                                                                       \
  }
enum { LOOKS = 4 };

/* A plan made as `convstat plan --looks 4` makes it: 10 % against a lift of `lift`. */
typedef struct made_plan {
  cvs_plan_options options;
  cvs_plan_looks looks;
  cvs_plan plan;
  cvs_saved_plan saved;
} made_plan;

static void make_plan(made_plan *made, double lift, cvs_alternative side) {
  cvs_plan_options_init(&made->options);
  made->looks = (cvs_plan_looks){.count = LOOKS};
  cvs_sequential_equal_looks(LOOKS, made->looks.information);
  made->options.baseline = 0.1;
  made->options.effect = lift;
  made->options.effect_scale = CVS_LIFT;
  made->options.alternative = side;
  made->options.looks = &made->looks;
  assert_int_equal(cvs_plan_make(&made->options, &made->plan, NULL), CVS_OK);
  const cvs_plan_entry entry = {.options = &made->options, .plan = &made->plan};
  cvs_saved_plan_of(NULL, &entry, &made->saved);
}

static monitored start(const cvs_saved_plan *plan) {
  monitored m = monitor_start();
  m.options.design = CVS_MONITOR_GROUP;
  m.options.plan = plan;
  return m;
}

/* Visitors of an arm at so many of the planned looks, rounded up. */
static uint64_t up_to(uint64_t visitors, size_t looks) {
  return (visitors * looks + LOOKS - 1) / LOOKS;
}

/* Looks exactly where they were planned: the visitors of the plan in four equal days. */
static void check_planned_bounds(double lift, cvs_alternative side) {
  made_plan made;
  make_plan(&made, lift, side);
  cvs_pair day[LOOKS];
  for (size_t i = 0; i < LOOKS; i++) {
    const uint64_t before = up_to(made.saved.visitors[0], i), own = up_to(made.saved.visitors[0], i + 1) - before;
    day[i] = (cvs_pair)DAY(own, own / 10, own, own / 10);
  }
  monitored m = start(&made.saved);

  assert_int_equal(monitor_days(&m, day, LOOKS), CVS_OK);

  assert_int_equal(m.group.look_count, LOOKS);
  for (size_t i = 0; i < LOOKS; i++) {
    const cvs_monitor_comparison *one = &m.group.look[i].comparison[0];
    const cvs_saved_look *want = &made.saved.look[i];
    assert_int_equal(m.group.look[i].planned, i + 1);
    assert_int_equal(one->bound_upper.exists, want->has_upper);
    assert_int_equal(one->bound_lower.exists, want->has_lower);
    /* one visitor beside the planned information of some 14,000 moves a bound by 2e-4 of itself at most */
    if (want->has_upper)
      assert_close(one->bound_upper.value, want->z_upper, 2e-4);
    if (want->has_lower)
      assert_close(one->bound_lower.value, want->z_lower, 2e-4);
  }
  monitor_finish(&m);
  cvs_plan_free(&made.plan);
}

static void planned_looks_have_the_bounds_that_were_saved(void **state) {
  (void)state;

  check_planned_bounds(0.1, CVS_TWO_SIDED);
  check_planned_bounds(-0.1, CVS_TWO_SIDED);
  check_planned_bounds(0.1, CVS_GREATER);
  check_planned_bounds(-0.1, CVS_LESS);
}

static void the_power_that_was_planned_is_left_before_anything_is_known(void **state) {
  (void)state;
  static const cvs_pair day[] = {DAY(1000, 100, 1000, 105)};
  made_plan made;
  make_plan(&made, 0.1, CVS_TWO_SIDED);
  monitored m = start(&made.saved);

  assert_int_equal(monitor_days(&m, day, 1), CVS_OK);

  /* z = 0.367 at 6 % of the information is about what the planned effect would bring (drift 2.8 times 0.24) */
  assert_int_equal(m.group.look_count, 0);
  assert_close(m.group.now->comparison[0].power_planned.value, 0.8, 0.05);
  assert_int_equal(m.group.next->look, 1);
  assert_int_equal(m.group.next->looks, LOOKS);
  monitor_finish(&m);
  cvs_plan_free(&made.plan);
}

static void check_refused(const cvs_saved_plan *plan, const char *text, cvs_status status, const char *message) {
  monitored m = start(plan);
  assert_int_equal(monitor_text(&m, text), status);
  assert_string_equal(m.error.message, message);
  monitor_finish(&m);
}

static void data_of_another_test_are_refused(void **state) {
  (void)state;
  static const char good[] = "date,variant,visitors,conversions\n"
                             "2026-01-01,control,500,50\n2026-01-01,green,510,60\n";
  static const char three[] = "date,variant,visitors,conversions\n"
                              "2026-01-01,control,500,50\n2026-01-01,green,510,60\n2026-01-01,red,510,60\n";
  static const char clicks[] = "date,variant,visitors,clicks\n"
                               "2026-01-01,control,500,50\n2026-01-01,green,510,60\n";
  made_plan made;
  make_plan(&made, 0.1, CVS_TWO_SIDED);
  cvs_saved_plan metric = made.saved, control = made.saved;
  metric.metric = "orders";
  control.control = "home";

  check_refused(&made.saved, three, CVS_EDATA, "the data have 3 variants, but the plan was made for 2");
  check_refused(&metric, clicks, CVS_EDATA, "the conversions are \"clicks\", but the plan was made for \"orders\"");
  check_refused(&control, good, CVS_EDATA, "the plan's control \"home\" is not a variant of the data");
  monitored said = start(&metric);
  assert_int_equal(monitor_text(&said, good), CVS_OK); /* "conversions" says nothing of what is counted */
  monitor_finish(&said);
  cvs_plan_free(&made.plan);
}

static void another_split_than_planned_is_refused(void **state) {
  (void)state;
  static const char text[] = "date,variant,visitors,conversions\n"
                             "2026-01-01,control,500,50\n2026-01-01,green,510,60\n";
  static const cvs_share shares[] = {{"control", 9}, {"green", 1}}, same[] = {{"green", 2}, {"control", 2}};
  made_plan made;
  make_plan(&made, 0.1, CVS_TWO_SIDED);
  monitored other = start(&made.saved), equal = start(&made.saved);
  other.options.share = shares;
  equal.options.share = same;
  other.options.share_count = equal.options.share_count = 2;

  assert_int_equal(monitor_text(&other, text), CVS_EUSAGE);
  assert_string_equal(other.error.message,
                      "--allocation contradicts the plan, in which \"control\" has a share of 50%");
  assert_int_equal(monitor_text(&equal, text), CVS_OK);
  monitor_finish(&other);
  monitor_finish(&equal);
  cvs_plan_free(&made.plan);
}

int main(void) {
  cvs_init();
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(planned_looks_have_the_bounds_that_were_saved),
      cmocka_unit_test(the_power_that_was_planned_is_left_before_anything_is_known),
      cmocka_unit_test(data_of_another_test_are_refused),
      cmocka_unit_test(another_split_than_planned_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
