/* `monitor` as a whole: days become looks, looks a decision and gates. */
#include "support/assert_close.h"
#include "support/dataset_text.h"
#include "support/monitored.h"
#include "support/reference_table.h"

#include <math.h>
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
/* 5,000 of each arm a day: 10 % and 12 %. */
static const cvs_pair better[] = {DAY(5000, 500, 5000, 600), DAY(5000, 498, 5000, 602), DAY(5000, 505, 5000, 603),
                                  DAY(5000, 497, 5000, 598)};
enum { BETTER = 4 };

/* The e-values of the definition (scripts/reference_anytime.py) reach the looks; ln E is right to 1e-6 there. */
static void every_day_is_a_look_with_the_e_value_of_its_blocks(void **state) {
  (void)state;
  enum { DAYS_MAX = REFERENCE_LIST_MAX / 4 };
  static const char *const sides[] = {"two-sided", "greater", "less"};
  reference_table table;
  size_t compared = 0;
  reference_open(&table, "anytime_exact");
  while (reference_next(&table)) {
    double block[REFERENCE_LIST_MAX];
    cvs_pair day[DAYS_MAX];
    const size_t days = reference_list(&table, "blocks", block) / 4;
    if (reference_number(&table, "value") != 0)
      continue;
    for (size_t i = 0; i < days; i++)
      day[i] = (cvs_pair)DAY((uint64_t)block[4 * i], (uint64_t)block[4 * i + 1], (uint64_t)block[4 * i + 2],
                             (uint64_t)block[4 * i + 3]);
    monitored m = monitor_start();
    m.options.has_alternative = true;
    while (strcmp(sides[m.options.alternative], reference_text(&table, "alternative")) != 0)
      m.options.alternative++;
    m.options.mde = reference_number(&table, "mde");
    m.options.baseline = reference_number(&table, "baseline");

    assert_int_equal(monitor_days(&m, day, days), CVS_OK);

    assert_close_abs(monitor_last(&m, 0)->ln_e_value, reference_number(&table, "ln_e"), 1e-6);
    assert_true(m.group.look_count <= days);
    compared++;
    monitor_finish(&m);
  }
  assert_true(compared >= 20);
}

static void the_first_day_that_wins_is_kept(void **state) {
  (void)state;
  monitored m = monitor_start();

  assert_int_equal(monitor_days(&m, better, BETTER), CVS_OK);

  assert_int_equal(m.group.code, CVS_MONITOR_STOP_WIN);
  assert_int_equal(m.group.reason, CVS_REASON_BAND);
  assert_int_equal(m.group.look_count, BETTER);
  const size_t look = m.group.decided_look;
  assert_true(look >= 1 && look < BETTER);
  for (size_t i = 0; i < BETTER; i++) {
    const cvs_monitor_comparison *one = &m.group.look[i].comparison[0];
    assert_int_equal(one->action == CVS_MONITOR_STOP_WIN, i + 1 >= look);
    assert_int_equal(one->p_value.value < 0.05, i + 1 >= look);
    assert_int_equal(one->lift.has_lower && one->lift.lower > 0, i + 1 >= look);
  }
  assert_int_equal(m.group.gate_not_won, CVS_NO);
  assert_int_equal(m.group.gate_continue, CVS_NO);
  assert_int_equal(m.group.gate_not_significant, CVS_NO);
  assert_int_equal(m.group.gate_harm, CVS_NO);
  assert_int_equal(m.group.gate_srm, CVS_NO);
  assert_int_equal(m.group.gate_data_quality, CVS_NO);
  monitor_finish(&m);
}

static void a_worse_treatment_is_harm(void **state) {
  (void)state;
  cvs_pair worse[BETTER];
  monitored m = monitor_start();
  for (size_t i = 0; i < BETTER; i++)
    worse[i] = (cvs_pair){better[i].treatment, better[i].control};

  assert_int_equal(monitor_days(&m, worse, BETTER), CVS_OK);

  assert_int_equal(m.group.code, CVS_MONITOR_STOP_HARM);
  assert_int_equal(m.group.gate_harm, CVS_YES);
  assert_int_equal(m.group.gate_not_won, CVS_YES);
  monitor_finish(&m);
}

static void the_effect_that_is_looked_for_may_be_out_of_sight(void **state) {
  (void)state;
  cvs_pair same[30];
  monitored m = monitor_start();
  m.options.mde = 0.2;
  for (size_t i = 0; i < 30; i++)
    same[i] = (cvs_pair)DAY(1000, 100, 1000, 100);

  assert_int_equal(monitor_days(&m, same, 30), CVS_OK);

  assert_int_equal(m.group.code, CVS_MONITOR_STOP_FUTILITY);
  assert_int_equal(m.group.reason, CVS_REASON_MDE_OUT);
  assert_true(m.group.decided_look > 1);
  const cvs_monitor_look *look = &m.group.look[m.group.decided_look - 1];
  assert_true(look->comparison[0].lift.upper < 0.2);
  assert_true(look[-1].comparison[0].lift.upper >= 0.2);
  monitor_finish(&m);
}

/* After 30 days at 10 % against 10 % the treatment falls to 5 %, or rises to 20 %: no band of 95 % keeps 0. */
static void a_proven_effect_replaces_an_early_word_of_futility(void **state) {
  (void)state;
  enum { QUIET = 30, DAYS = 60 };
  static const uint64_t later[] = {50, 200};
  static const cvs_monitor_code ends[] = {CVS_MONITOR_STOP_HARM, CVS_MONITOR_STOP_WIN};
  for (size_t k = 0; k < 2; k++) {
    cvs_pair day[DAYS];
    monitored m = monitor_start();
    m.options.mde = 0.2;
    for (size_t i = 0; i < DAYS; i++)
      day[i] = (cvs_pair)DAY(1000, 100, 1000, i < QUIET ? 100 : later[k]);

    assert_int_equal(monitor_days(&m, day, DAYS), CVS_OK);

    assert_int_equal(m.group.look[QUIET - 1].comparison[0].action, CVS_MONITOR_STOP_FUTILITY);
    assert_int_equal(m.group.code, ends[k]);
    assert_int_equal(m.group.reason, CVS_REASON_BAND);
    assert_int_equal(m.group.gate_harm == CVS_YES, k == 0);
    assert_int_equal(m.group.gate_not_won == CVS_NO, k == 1);
    assert_int_equal(m.group.gate_not_significant, CVS_NO);
    for (size_t i = QUIET; i < DAYS; i++)
      assert_int_equal(m.group.look[i].comparison[0].action == ends[k],
                       m.group.look[i].comparison[0].p_value.value < 0.05);
    monitor_finish(&m);
  }
}

static void a_test_for_a_drop_is_not_futile_for_want_of_a_lift(void **state) {
  (void)state;
  cvs_pair same[30];
  monitored m = monitor_start();
  m.options.mde = 0.2;
  m.options.has_alternative = true;
  m.options.alternative = CVS_LESS;
  for (size_t i = 0; i < 30; i++)
    same[i] = (cvs_pair)DAY(1000, 100, 1000, 100);

  assert_int_equal(monitor_days(&m, same, 30), CVS_OK);

  assert_int_equal(m.group.code, CVS_MONITOR_CONTINUE);
  monitor_finish(&m);
}

static void a_stated_size_is_an_end(void **state) {
  (void)state;
  static const cvs_pair same[] = {DAY(100, 10, 100, 10), DAY(100, 9, 100, 10), DAY(100, 10, 100, 11)};
  monitored m = monitor_start();
  m.options.visitors_max = 400;

  assert_int_equal(monitor_days(&m, same, 3), CVS_OK);

  assert_int_equal(m.group.code, CVS_MONITOR_STOP_INCONCLUSIVE);
  assert_int_equal(m.group.reason, CVS_REASON_END);
  assert_int_equal(m.group.decided_look, 2);
  monitor_finish(&m);
}

static void a_broken_split_makes_any_result_invalid(void **state) {
  (void)state;
  cvs_pair broken[8];
  monitored m = monitor_start();
  for (size_t i = 0; i < 8; i++)
    broken[i] = i < 4 ? (cvs_pair)DAY(5000, 500, 5000, 600) : (cvs_pair)DAY(5000, 500, 4000, 480);

  assert_int_equal(monitor_days(&m, broken, 8), CVS_OK);

  assert_true(m.group.srm_mismatch);
  assert_true(m.group.srm_assumed);
  /* the fifth day is the first one with 5,000 to 4,000 */
  assert_int_equal(m.group.break_date, MONITORED_FIRST + 4);
  assert_int_equal(m.group.code, CVS_MONITOR_INVALID);
  assert_int_equal(m.group.reason, CVS_REASON_SPLIT);
  assert_int_equal(m.group.gate_srm, CVS_YES);
  assert_int_equal(m.group.gate_not_significant, CVS_YES);
  assert_non_null(monitor_finding(&m, CVS_FINDING_SRM_MISMATCH));
  assert_non_null(monitor_finding(&m, CVS_FINDING_ALLOCATION_CHANGED));
  assert_int_equal(m.group.treatment[0].code, CVS_MONITOR_STOP_WIN);
  monitor_finish(&m);
}

static void several_treatments_share_the_error(void **state) {
  (void)state;
  static const char text[] = "date,variant,visitors,conversions\n"
                             "2026-01-01,control,4000,400\n2026-01-01,green,4000,520\n2026-01-01,red,4000,405\n";
  static const char pair[] = "date,variant,visitors,conversions\n"
                             "2026-01-01,control,4000,400\n2026-01-01,green,4000,520\n";
  monitored three = monitor_start(), two = monitor_start();

  assert_int_equal(monitor_text(&three, text), CVS_OK);
  assert_int_equal(monitor_text(&two, pair), CVS_OK);

  assert_close(monitor_last(&three, 0)->ln_e_value, monitor_last(&two, 0)->ln_e_value, 1e-12);
  assert_close(monitor_last(&three, 0)->p_value.value, 2 * monitor_last(&two, 0)->p_value.value, 1e-9);
  assert_int_equal(three.group.treatment[0].code, CVS_MONITOR_STOP_WIN);
  assert_int_equal(three.group.treatment[1].code, CVS_MONITOR_CONTINUE);
  assert_int_equal(three.group.code, CVS_MONITOR_STOP_WIN);
  monitor_finish(&three);
  monitor_finish(&two);
}

static void a_harmful_treatment_leaves_the_others_running(void **state) {
  (void)state;
  static const char text[] = "date,variant,visitors,conversions\n"
                             "2026-01-01,control,4000,500\n2026-01-01,green,4000,350\n2026-01-01,red,4000,505\n";
  monitored m = monitor_start();

  assert_int_equal(monitor_text(&m, text), CVS_OK);

  assert_int_equal(m.group.treatment[0].code, CVS_MONITOR_STOP_HARM);
  assert_int_equal(m.group.code, CVS_MONITOR_CONTINUE);
  assert_int_equal(m.group.gate_harm, CVS_YES);
  assert_int_equal(m.group.gate_continue, CVS_YES);
  monitor_finish(&m);
}

static void an_asymptotic_sequence_waits_for_conversions(void **state) {
  (void)state;
  static const cvs_pair few[] = {DAY(300, 30, 300, 31)};
  monitored m = monitor_start();
  m.options.sequence = CVS_SEQUENCE_ASYMPTOTIC;

  assert_int_equal(monitor_days(&m, few, 1), CVS_OK);

  assert_non_null(monitor_finding(&m, CVS_FINDING_SEQUENCE_WAITS));
  assert_close(monitor_finding(&m, CVS_FINDING_SEQUENCE_WAITS)->value[0], CVS_ANYTIME_COUNT_MIN, 0);
  assert_close(monitor_last(&m, 0)->p_value.value, 1, 0);
  monitor_finish(&m);
}

static void an_arm_without_visitors_decides_nothing(void **state) {
  (void)state;
  static const char text[] = "date,variant,visitors,conversions\n"
                             "2026-01-01,control,400,40\n2026-01-01,green,0,0\n2026-01-02,control,400,40\n";
  monitored m = monitor_start();

  assert_int_equal(monitor_text(&m, text), CVS_OK);

  assert_int_equal(m.group.code, CVS_MONITOR_INVALID);
  assert_false(monitor_last(&m, 0)->z.exists);
  assert_non_null(monitor_finding(&m, CVS_FINDING_EMPTY_ARM));
  assert_int_equal(m.group.gate_data_quality, CVS_YES);
  monitor_finish(&m);
}

static void the_group_with_the_broken_split_is_the_invalid_one(void **state) {
  (void)state;
  static const char text[] = "date,variant,segment,visitors,conversions\n"
                             "2026-01-01,control,a,5000,500\n2026-01-01,green,a,5000,500\n"
                             "2026-01-01,control,b,5000,500\n2026-01-01,green,b,3000,300\n";
  static const char *const by[] = {"segment"};
  const cvs_read_options read = {.by_day = true, .by = by, .by_count = 1};
  cvs_monitor_options options;
  cvs_monitor_run *run = NULL;
  cvs_monitor_group first, second;
  cvs_monitor_options_init(&options);
  cvs_dataset *dataset = read_good_text(text, &read);

  assert_int_equal(cvs_monitor_new(dataset, &options, &run, NULL), CVS_OK);
  assert_int_equal(cvs_monitor_analyse(run, 1, &second, NULL), CVS_OK);
  assert_int_equal(second.code, CVS_MONITOR_INVALID);
  assert_int_equal(cvs_monitor_analyse(run, 0, &first, NULL), CVS_OK);
  assert_int_equal(first.code, CVS_MONITOR_CONTINUE);

  cvs_monitor_free(run);
  cvs_dataset_free(dataset);
}

static void codes_have_the_names_of_the_contract(void **state) {
  (void)state;

  assert_string_equal(cvs_monitor_code_id(CVS_MONITOR_CONTINUE), "continue");
  assert_string_equal(cvs_monitor_code_id(CVS_MONITOR_STOP_WIN), "stop-win");
  assert_string_equal(cvs_monitor_code_id(CVS_MONITOR_STOP_HARM), "stop-harm");
  assert_string_equal(cvs_monitor_code_id(CVS_MONITOR_STOP_FUTILITY), "stop-futility");
  assert_string_equal(cvs_monitor_code_id(CVS_MONITOR_STOP_INCONCLUSIVE), "stop-inconclusive");
  assert_string_equal(cvs_monitor_code_id(CVS_MONITOR_INVALID), "invalid");
}

int main(void) {
  cvs_init();
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_day_is_a_look_with_the_e_value_of_its_blocks),
      cmocka_unit_test(the_first_day_that_wins_is_kept),
      cmocka_unit_test(a_worse_treatment_is_harm),
      cmocka_unit_test(the_effect_that_is_looked_for_may_be_out_of_sight),
      cmocka_unit_test(a_proven_effect_replaces_an_early_word_of_futility),
      cmocka_unit_test(a_test_for_a_drop_is_not_futile_for_want_of_a_lift),
      cmocka_unit_test(a_stated_size_is_an_end),
      cmocka_unit_test(a_broken_split_makes_any_result_invalid),
      cmocka_unit_test(several_treatments_share_the_error),
      cmocka_unit_test(a_harmful_treatment_leaves_the_others_running),
      cmocka_unit_test(an_asymptotic_sequence_waits_for_conversions),
      cmocka_unit_test(an_arm_without_visitors_decides_nothing),
      cmocka_unit_test(the_group_with_the_broken_split_is_the_invalid_one),
      cmocka_unit_test(codes_have_the_names_of_the_contract),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
