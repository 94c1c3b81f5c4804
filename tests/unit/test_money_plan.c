/* The size of a planned test that is expected to earn most, beside the plan's own. */
#include "support/assert_close.h"
#include <convstat/money.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static cvs_plan_options options_of_website(void) {
  cvs_plan_options options;
  cvs_plan_options_init(&options);
  options.baseline = 0.68;
  options.effect = 0.02;
  options.effect_scale = CVS_LIFT;
  options.traffic = 2000;
  options.traffic_share = 0.5;
  return options;
}

/* Feit & Berman's website: sigma = 0.03 an arm. */
static const cvs_money_prospect asked = {.lift_sd = 1.4142135623730951 * 0.03 / 0.68,
                                         .terms = {.value_per_conversion = 1, .horizon_days = 50}};

static cvs_status make(const cvs_plan_options *options, cvs_money_plan *out, cvs_error *error) {
  cvs_plan plan = {0};
  cvs_status status = cvs_plan_make(options, &plan, error);
  if (status == CVS_OK)
    status = cvs_money_plan_make(&asked, options, &plan, out, error);
  cvs_plan_free(&plan);
  return status;
}

static void takes_rate_split_and_traffic_from_the_plan(void **state) {
  (void)state;
  cvs_plan_options options = options_of_website();
  const cvs_share shares[] = {{NULL, 3}, {NULL, 1}};
  options.share = shares;
  options.share_count = 2;
  options.icc = 0.01;
  options.cluster_size = 11;
  cvs_money_plan found;

  assert_int_equal(make(&options, &found, NULL), CVS_OK);

  assert_close(found.prospect.baseline, 0.68, 0);
  assert_close(found.prospect.control_share, 0.75, 1e-15);
  assert_close(found.prospect.noise, 1.1, 1e-15); /* 1 + (11 - 1) 0.01 */
  assert_close(found.prospect.terms.traffic, 2000, 1e-15);
  assert_close(found.prospect.terms.traffic_share, 0.5, 0);
}

static void values_the_size_of_the_plan_where_the_horizon_has_room(void **state) {
  (void)state;
  cvs_plan_options options = options_of_website();
  cvs_money_plan found;

  assert_int_equal(make(&options, &found, NULL), CVS_OK);
  options.effect = 0.01; /* 145,000 visitors and more; 50,000 pass in 50 days */
  cvs_money_plan longer;
  assert_int_equal(make(&options, &longer, NULL), CVS_OK);

  assert_true(found.has_planned);
  assert_true(found.planned.visitors_total > found.best.visitors_total);
  assert_true(found.planned.profit < found.best.profit);
  assert_false(longer.has_planned);
  assert_int_equal(longer.best.visitors_total, found.best.visitors_total);
}

static void refuses_plans_it_cannot_value(void **state) {
  (void)state;
  cvs_plan_options several = options_of_website(), margin = options_of_website(), timeless = options_of_website();
  cvs_money_plan found;
  several.arm_count = 3;
  margin.aim = CVS_AIM_NONINFERIORITY;
  margin.margin_scale = CVS_LIFT;
  margin.margin_lower = -0.02;
  timeless.traffic = 0;

  assert_int_equal(make(&several, &found, NULL), CVS_EUSAGE);
  assert_int_equal(make(&margin, &found, NULL), CVS_EUSAGE);
  assert_int_equal(make(&timeless, &found, NULL), CVS_EUSAGE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(takes_rate_split_and_traffic_from_the_plan),
      cmocka_unit_test(values_the_size_of_the_plan_where_the_horizon_has_room),
      cmocka_unit_test(refuses_plans_it_cannot_value),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
