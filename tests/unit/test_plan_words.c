/* Small phrases of `plan`. */
#include "report/plan_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void assert_text(cvs_strbuf *text, const char *want) {
  assert_string_equal(cvs_strbuf_text(text), want);
  cvs_strbuf_free(text);
}

static void a_power_is_told_as_times_in_ten_or_finer(void **state) {
  (void)state;
  static const struct {
    double power;
    const char *want;
  } rows[] = {{0.8, "8 times in 10"},     {0.9, "9 times in 10"},     {0.95, "19 times in 20"},
              {0.803, "80 times in 100"}, {0.99, "99 times in 100"},  {0.512, "51 times in 100"},
              {0.0251, "3 times in 100"}, {0.857, "86 times in 100"}, {0.01, "1 time in 100"},
              {0.05, "1 time in 20"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    cvs_strbuf text = {0};

    cvs_words_often(&text, rows[i].power);

    assert_text(&text, rows[i].want);
  }
}

/* No power at all was "1 time in 10", and a power of 0.001 % "1 time in 100". */
static void a_power_that_rounds_to_none_or_all_is_told_in_words(void **state) {
  (void)state;
  static const struct {
    double power;
    const char *want;
  } rows[] = {{0, "hardly ever"},         {0.00001, "hardly ever"},   {0.0049, "hardly ever"},
              {0.005, "1 time in 100"},   {0.994, "99 times in 100"}, {0.9951, "nearly always"},
              {0.99999, "nearly always"}, {1, "nearly always"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    cvs_strbuf text = {0};

    cvs_words_often(&text, rows[i].power);

    assert_text(&text, rows[i].want);
  }
}

static void a_time_is_told_in_the_largest_unit_that_fits(void **state) {
  (void)state;
  static const struct {
    uint64_t days;
    const char *want;
  } rows[] = {{1, "1 day"}, {6, "6 days"}, {7, "1 week"}, {28, "4 weeks"}, {29, "29 days"}, {1095, "about 3 years"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    cvs_strbuf text = {0};

    cvs_words_time(&text, rows[i].days);

    assert_text(&text, rows[i].want);
  }
}

static void days_are_dates_of_the_gregorian_calendar(void **state) {
  (void)state;
  /* `date -u -d @$((86400 * day)) +%F` of GNU coreutils. */
  static const struct {
    int64_t day;
    const char *want;
  } rows[] = {{0, "1970-01-01"},      {-1, "1969-12-31"},    {59, "1970-03-01"},    {11016, "2000-02-29"},
              {11017, "2000-03-01"},  {19723, "2024-01-01"}, {19782, "2024-02-29"}, {20819, "2027-01-01"},
              {20818, "2026-12-31"},  {47540, "2100-02-28"}, {47541, "2100-03-01"}, {2932896, "9999-12-31"},
              {-354285, "1000-01-01"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    cvs_strbuf text = {0};

    cvs_words_date(&text, rows[i].day);

    assert_text(&text, rows[i].want);
  }
}

/* A plan of 10 % to 12 % as it was asked for. */
static cvs_plan make_plan(cvs_plan_options *options) {
  cvs_plan plan;
  cvs_error error = {0};
  assert_int_equal(cvs_plan_make(options, &plan, &error), CVS_OK);
  return plan;
}

static void the_verdict_says_how_many_and_how_long(void **state) {
  (void)state;
  cvs_plan_options options;
  cvs_plan_options_init(&options);
  options.baseline = 0.1;
  options.effect = 0.2;
  options.traffic = 1000;
  const cvs_plan plan = make_plan(&options);
  const cvs_plan_entry entry = {.options = &options, .plan = &plan};
  const cvs_plan_view view = {.entry = &entry};
  cvs_strbuf text = {0};

  cvs_words_plan_verdict(&text, &view);

  assert_text(&text, "7,682 visitors in all, 3,841 an arm: 2 weeks at 1,000 a day.");
}

static void an_effect_is_told_on_the_scale_it_was_given_on(void **state) {
  (void)state;
  cvs_plan_options options;
  cvs_plan_options_init(&options);
  options.baseline = 0.1;
  options.effect_scale = CVS_DIFFERENCE;
  options.effect = -0.005;
  const cvs_plan plan = make_plan(&options);
  const cvs_plan_entry entry = {.options = &options, .plan = &plan};
  const cvs_plan_view view = {.entry = &entry};
  cvs_strbuf text = {0};

  cvs_words_planned(&text, &view);

  assert_text(&text, "a fall by 0.5 points");
}

/* The headline gave the final conversion, the advice below it the step. */
static void the_verdict_on_a_funnel_names_both_tests(void **state) {
  (void)state;
  static const double reach[] = {1, 0.42, 0.18, 0.06};
  cvs_plan_options options;
  cvs_plan_options_init(&options);
  options.reach = reach;
  options.reach_count = 4;
  options.step = 3;
  options.effect = 0.1;
  options.traffic = 4000;
  options.whole_weeks = false;
  const cvs_plan plan = make_plan(&options);
  const cvs_plan_entry entry = {.options = &options, .plan = &plan};
  const cvs_plan_view view = {.entry = &entry};
  cvs_strbuf text = {0};

  cvs_words_plan_verdict(&text, &view);

  assert_text(&text,
              "Test step 3: 10,072 visitors at the door (3 days); the final conversion would take 51,480 (13 days).");
}

/* It was marked "ok" with its 79.7 %. */
static void a_power_below_the_one_asked_for_says_so(void **state) {
  (void)state;
  cvs_plan_options options;
  cvs_plan_options_init(&options);
  const cvs_plan plan = {
      .solved_for = CVS_SOLVED_SIZE, .power_nominal = 0.8, .power_achieved = 0.7968, .achieved_by = CVS_BY_ENUMERATION};
  const cvs_plan_entry entry = {.options = &options, .plan = &plan};
  const cvs_plan_view view = {.entry = &entry};
  cvs_strbuf text = {0};

  cvs_words_plan_power(&text, &view);

  assert_true(cvs_plan_is_short(&plan));
  assert_text(&text, "power at these visitors: 79.7%, exact (by enumeration), less than the 80% asked for; --exact "
                     "gives the size that holds");
}

static void a_power_that_shows_as_the_one_asked_for_is_enough(void **state) {
  (void)state;
  const cvs_plan shown_alike = {.solved_for = CVS_SOLVED_SIZE, .power_nominal = 0.8, .power_achieved = 0.7997};
  const cvs_plan sought = {.solved_for = CVS_SOLVED_POWER, .power_nominal = 0.8, .power_achieved = 0.1};

  assert_false(cvs_plan_is_short(&shown_alike));
  assert_false(cvs_plan_is_short(&sought));
}

/* 100,001 visitors were planned as 100,000 without a word. */
static void visitors_that_no_arm_takes_are_named(void **state) {
  (void)state;
  cvs_plan_options options;
  cvs_plan_options_init(&options);
  options.visitors_total = 100001;
  const cvs_plan plan = {.visitors_total = 100000};
  const cvs_plan_entry entry = {.options = &options, .plan = &plan};
  const cvs_plan_view view = {.entry = &entry};
  cvs_strbuf text = {0};

  cvs_words_plan_left_over(&text, &view);

  assert_text(&text, "1 of the 100,001 visitors is left over: the shares of the arms do not divide them evenly");
}

/* Yates, G and Boschloo were named, none of which tests a margin. */
static void a_margin_is_tested_by_the_score_test_whatever_the_method(void **state) {
  (void)state;
  static const char *const methods[] = {"yates", "g", "boschloo", "n-1"};
  for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
    cvs_plan_options options;
    cvs_plan_options_init(&options);
    options.aim = CVS_AIM_NONINFERIORITY;
    const cvs_plan plan = {.method = cvs_method_find(CVS_KIND_TEST, methods[i])};
    const cvs_plan_entry entry = {.options = &options, .plan = &plan};
    const cvs_plan_view view = {.entry = &entry, .explain = true};
    cvs_strbuf text = {0};

    cvs_words_plan_method(&text, &view);

    assert_text(&text, "score test at a margin; by normal approximation");
  }
}

/* It was said of clusters that they were too many to enumerate. */
static void clusters_are_not_enumerated_at_any_size(void **state) {
  (void)state;
  const cvs_plan plan = {.design_effect = 1.38};
  const cvs_plan_entry entry = {.plan = &plan};
  const cvs_plan_view view = {.entry = &entry};
  const cvs_finding finding = {.code = CVS_FINDING_NOT_ENUMERATED, .field = "power", .arm = SIZE_MAX};
  cvs_strbuf text = {0};

  cvs_words_plan_finding(&text, &view, &finding);

  assert_text(&text, "a test in clusters cannot be enumerated: it is sized by the approximation");
}

static void no_answer_is_the_verdict_itself(void **state) {
  (void)state;
  cvs_plan_options options;
  cvs_plan_options_init(&options);
  const cvs_plan plan = {0};
  const cvs_plan_entry entry = {.options = &options, .plan = &plan, .reason = "no number of visitors is enough"};
  const cvs_plan_view view = {.entry = &entry};
  cvs_strbuf text = {0};

  cvs_words_plan_verdict(&text, &view);

  assert_text(&text, "No number of visitors is enough.");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_power_is_told_as_times_in_ten_or_finer),
      cmocka_unit_test(a_time_is_told_in_the_largest_unit_that_fits),
      cmocka_unit_test(days_are_dates_of_the_gregorian_calendar),
      cmocka_unit_test(the_verdict_says_how_many_and_how_long),
      cmocka_unit_test(an_effect_is_told_on_the_scale_it_was_given_on),
      cmocka_unit_test(a_power_that_rounds_to_none_or_all_is_told_in_words),
      cmocka_unit_test(the_verdict_on_a_funnel_names_both_tests),
      cmocka_unit_test(a_power_below_the_one_asked_for_says_so),
      cmocka_unit_test(a_power_that_shows_as_the_one_asked_for_is_enough),
      cmocka_unit_test(visitors_that_no_arm_takes_are_named),
      cmocka_unit_test(a_margin_is_tested_by_the_score_test_whatever_the_method),
      cmocka_unit_test(clusters_are_not_enumerated_at_any_size),
      cmocka_unit_test(no_answer_is_the_verdict_itself),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
