/* What every interval of an effect must meet, and short forms for its tests. */
#ifndef CVS_TESTS_SUPPORT_EFFECT_INTERVAL_H
#define CVS_TESTS_SUPPORT_EFFECT_INTERVAL_H

#include "support/pair.h"
#include <convstat/method.h>

/* Limits at alpha 0.05, two-sided, or as asked; both fail unless CVS_OK. */
cvs_interval effect_limits(const cvs_method *method, cvs_pair pair, cvs_scale scale);
cvs_interval effect_limits_at(const cvs_method *method, cvs_pair pair, cvs_scale scale, double alpha,
                              cvs_alternative alternative);
/* The status at alpha 0.05, two-sided. */
cvs_status effect_status_of(const cvs_method *method, cvs_pair pair, cvs_scale scale);

/* A method, the scale on which it is tried and all on which it must answer. */
typedef struct effect_method {
  const cvs_method *method;
  cvs_scale scale;
  bool answers[CVS_SCALES];
} effect_method;

/* Rules, as tests. Their state points to an effect_method. */
void a_one_sided_effect_interval_has_one_end_at_twice_the_error(void **state);
void an_effect_interval_refuses_scales_and_counts_outside_its_domain(void **state);
/* Of those that divide by an observed rate. */
void a_lift_does_not_exist_without_conversions(void **state);
/* Of those that invert a score test on all three scales. */
void without_conversions_a_score_difference_exists_and_the_ratios_are_open(void **state);
void a_control_without_conversions_leaves_a_score_lift_open_above(void **state);

/* The rules of all methods, in a table of tests; `tested` is the state. */
#define EFFECT_INTERVAL_RULES(tested)                                                                                  \
  cmocka_unit_test_prestate(a_one_sided_effect_interval_has_one_end_at_twice_the_error, (tested)),                     \
      cmocka_unit_test_prestate(an_effect_interval_refuses_scales_and_counts_outside_its_domain, (tested))

#endif
