/* The power of given visitors with looks, at the ends of what can be. (Inverses: test_plan_looks.) */
#include <convstat/convstat.h>

#include "support/assert_close.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static cvs_status plan_visitors(uint64_t visitors, const cvs_plan_looks *looks, cvs_plan *plan, cvs_error *error) {
  cvs_plan_options options;
  cvs_plan_options_init(&options);
  options.baseline = 0.1;
  options.effect = 0.1;
  options.visitors_total = visitors;
  options.looks = looks;
  return cvs_plan_make(&options, plan, error);
}

static cvs_plan_looks equal_looks(size_t count, cvs_futility futility) {
  cvs_plan_looks looks = {.count = count, .futility = futility};
  cvs_sequential_equal_looks(count, looks.information);
  return looks;
}

/* The visitors that a plan of this power needs. */
static uint64_t visitors_for(double power, const cvs_plan_looks *looks) {
  cvs_plan_options options;
  cvs_plan plan;
  cvs_plan_options_init(&options);
  options.baseline = 0.1;
  options.effect = 0.1;
  options.power = power;
  options.looks = looks;
  assert_int_equal(cvs_plan_make(&options, &plan, NULL), CVS_OK);
  const uint64_t visitors = plan.visitors_total;
  cvs_plan_free(&plan);
  return visitors;
}

/* A power of 5.1 % and less cannot be asked for, so that the fewest visitors are some thousands; with
 * futility that is not binding no plan has fewer than 7,000. */
static void the_power_needs_the_visitors_that_were_given(void **state) {
  (void)state;
  static const struct {
    cvs_futility kind;
    uint64_t visitors;
  } rows[] = {{CVS_FUTILITY_NONE, 1000},        {CVS_FUTILITY_NONE, 30000},   {CVS_FUTILITY_NONE, 150000},
              {CVS_FUTILITY_NONBINDING, 10000}, {CVS_FUTILITY_BINDING, 1000}, {CVS_FUTILITY_BINDING, 150000}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const cvs_plan_looks looks = equal_looks(5, rows[i].kind);
    cvs_plan plan;
    cvs_error error = {0};

    assert_int_equal(plan_visitors(rows[i].visitors, &looks, &plan, &error), CVS_OK);

    const uint64_t needed = visitors_for(plan.power_nominal, &looks);
    assert_true(needed <= rows[i].visitors + 2 && needed + 2 >= rows[i].visitors);
    cvs_plan_free(&plan);
  }
}

static void a_power_of_nearly_all_is_held_at_what_a_plan_can_have(void **state) {
  (void)state;
  const cvs_plan_looks looks = equal_looks(3, CVS_FUTILITY_BINDING);
  cvs_plan plan;
  cvs_error error = {0};

  assert_int_equal(plan_visitors(100000000, &looks, &plan, &error), CVS_OK);

  assert_close(plan.sequential->terms.power, 1 - 1e-9, 1e-15);
  assert_true(plan.power_nominal <= 1 && plan.power_nominal >= 1 - 1e-9);
  cvs_plan_free(&plan);
}

static void too_few_visitors_for_the_futility_are_told(void **state) {
  (void)state;
  cvs_plan_looks looks = equal_looks(20, CVS_FUTILITY_NONBINDING);
  looks.efficacy = (cvs_spending){CVS_SPENDING_HSD, -40};
  looks.beta_spending = (cvs_spending){CVS_SPENDING_HSD, 40};
  cvs_plan plan;
  cvs_error error = {0};

  assert_int_equal(plan_visitors(1000, &looks, &plan, &error), CVS_EUNDEF);

  assert_non_null(strstr(error.message, "no plan with these looks has so few visitors"));
  cvs_plan_free(&plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_power_needs_the_visitors_that_were_given),
      cmocka_unit_test(a_power_of_nearly_all_is_held_at_what_a_plan_can_have),
      cmocka_unit_test(too_few_visitors_for_the_futility_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
