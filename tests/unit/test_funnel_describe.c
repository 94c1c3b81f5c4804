/* Rates from the previous step side by side, and the terms of the overall log lift. */
#include "support/assert_close.h"
#include "support/funnel_fixture.h"

#include <math.h>

static void effects_from_the_previous_step_are_those_of_the_ones_who_came(void **state) {
  (void)state;
  const cvs_pair pair = {{21000, 9000}, {21900, 9300}};
  const cvs_method *score = cvs_method_find(CVS_KIND_EFFECT, "score");
  cvs_level level;
  cvs_interval difference, lift;
  funnel_fixture f;
  start_funnel(&f);
  assert_int_equal(cvs_level_from_alpha(0.05, CVS_TWO_SIDED, &level, NULL), CVS_OK);
  assert_int_equal(score->effect(&pair, CVS_DIFFERENCE, &level, &difference, NULL), CVS_OK);
  assert_int_equal(score->effect(&pair, CVS_LIFT, &level, &lift, NULL), CVS_OK);

  analyse_funnel(&f, funnel_text, 3);

  const cvs_funnel_contrast *step = &f.group.comparison[0].step[1];
  assert_close(step->difference_previous.estimate, 9300.0 / 21900 - 9000.0 / 21000, 1e-12);
  assert_close(step->difference_previous.lower, difference.lower, 0);
  assert_close(step->lift_previous.upper, lift.upper, 0);
  finish_funnel(&f);
}

/* The first row of tests/reference/funnel_decompose.csv, by R's glm. */
static void terms_are_those_of_the_counts(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);

  analyse_funnel(&f, funnel_text, 3);

  const cvs_funnel_comparison *green = &f.group.comparison[0];
  assert_close(green->step[0].term.estimate, 0.037972177829494774, 1e-13);
  assert_close(green->step[0].term.error, 0.0073048497144410172, 1e-9);
  assert_close(green->step[1].term.estimate, -0.0091743762760412694, 1e-13);
  assert_close(green->step[2].term.estimate, 0.025479085300984968, 1e-13);
  double sum = 0;
  for (size_t j = 0; j < 3; j++)
    sum += green->step[j].term.estimate;
  assert_close(sum, log1p(green->overall->effect[CVS_LIFT].estimate), 1e-12);
  assert_true(green->split.has_heterogeneity);
  finish_funnel(&f);
}

static void a_step_that_nobody_reached_is_named(void **state) {
  (void)state;
  funnel_fixture f;
  start_funnel(&f);

  analyse_funnel(&f, "variant,visitors,view,cart,buy\na,900,800,300,40\nb,910,810,340,60\nc,905,805,0,0\n", 3);

  assert_int_equal(count_findings(&f, CVS_FINDING_EMPTY_STEP), 1);
  const cvs_finding *empty = find_finding(&f, CVS_FINDING_EMPTY_STEP);
  assert_int_equal(empty->arm, 1);
  assert_string_equal(empty->field, "contribution");
  assert_close(empty->value[0], 1, 0);
  assert_true(f.group.comparison[0].split.complete);
  assert_false(f.group.comparison[1].split.complete || f.group.comparison[1].step[2].lift_previous.exists);
  assert_true(f.group.comparison[1].step[0].term.exists);
  finish_funnel(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(effects_from_the_previous_step_are_those_of_the_ones_who_came),
      cmocka_unit_test(terms_are_those_of_the_counts),
      cmocka_unit_test(a_step_that_nobody_reached_is_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
