/* Laws of funnels, over random ones. */
#include "num/num.h"
#include "support/assert_close.h"
#include "support/funnel_times.h"

#include <math.h>

enum { CASES = 3000, CENSORED_CASES = 300, UNITS_MAX = 40 };
static const uint64_t SEED = 17;
/* What METHODS asks of closed forms. */
static const double CLOSED = 1e-12;

static cvs_rng *start(void) {
  cvs_rng *rng = NULL;
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);
  return rng;
}

/* From a handful of users to 1e12, at rates from one in a thousand to all. */
static void draw_arm(cvs_rng *rng, size_t steps, uint64_t *users) {
  users[0] = 1 + (uint64_t)exp(cvs_rng_uniform(rng) * log(0.99e12));
  for (size_t j = 1; j <= steps; j++)
    users[j] = cvs_rng_binomial(rng, exp(-7 * pow(cvs_rng_uniform(rng), 2)), users[j - 1]);
}

static cvs_funnel_split split_of(const uint64_t *control, const uint64_t *treatment, size_t steps) {
  const cvs_funnel_pair pair = {control, treatment, steps};
  cvs_funnel_split split;
  assert_int_equal(cvs_funnel_decompose(&pair, 0.05, &split, NULL), CVS_OK);
  return split;
}

static void check_sum(const cvs_funnel_split *split) {
  cvs_sum sum = {0};
  for (size_t j = 0; j < split->count; j++)
    cvs_sum_add(&sum, split->term[j].estimate);
  if (split->complete)
    assert_close_abs(cvs_sum_value(&sum), split->ln_lift, CLOSED);
}

static void check_ends(const cvs_interval *got, const cvs_interval *want) {
  assert_int_equal(got->exists, want->exists);
  assert_int_equal(got->has_lower, want->has_upper);
  assert_int_equal(got->has_upper, want->has_lower);
  /* score limits are roots, found to 1e-9 */
  assert_close_abs(got->lower, -want->upper, 1e-9 * fmax(1, fabs(want->upper)));
  assert_close_abs(got->upper, -want->lower, 1e-9 * fmax(1, fabs(want->lower)));
}

static void check_mirrored(const cvs_funnel_split *got, const cvs_funnel_split *want) {
  assert_int_equal(got->complete, want->complete);
  assert_close_abs(got->ln_lift, -want->ln_lift, CLOSED);
  for (size_t j = 0; j < got->count; j++) {
    assert_int_equal(got->term[j].exists, want->term[j].exists);
    assert_close_abs(got->term[j].estimate, -want->term[j].estimate, CLOSED);
    check_ends(&got->term[j].interval, &want->term[j].interval);
  }
  assert_int_equal(got->has_heterogeneity, want->has_heterogeneity);
  assert_close(got->heterogeneity.statistic, want->heterogeneity.statistic, 1e-6);
  assert_close_abs(exp(got->heterogeneity.ln_p_value), got->has_heterogeneity ? got->heterogeneity.p_value : 1, CLOSED);
}

static void terms_sum_and_swapped_arms_mirror(void **state) {
  (void)state;
  cvs_rng *rng = start();
  size_t complete = 0, whole = 0;

  for (int i = 0; i < CASES; i++) {
    uint64_t control[CVS_FUNNEL_STEPS_MAX + 1], treatment[CVS_FUNNEL_STEPS_MAX + 1];
    const size_t steps = 1 + cvs_rng_below(rng, 6);
    draw_arm(rng, steps, control);
    draw_arm(rng, steps, treatment);
    const cvs_funnel_split split = split_of(control, treatment, steps);
    const cvs_funnel_split swapped = split_of(treatment, control, steps);

    check_sum(&split);
    check_mirrored(&swapped, &split);
    complete += split.complete;
    for (size_t j = 0; j < steps; j++)
      whole += split.term[j].by_score;
  }
  /* the laws were put to the test */
  assert_true(complete > CASES / 3 && whole > CASES / 100);
  cvs_rng_free(rng);
}

/* The terms of a funnel are those of any finer one with its steps put together. */
static void steps_put_together_add_their_terms(void **state) {
  (void)state;
  cvs_rng *rng = start();

  for (int i = 0; i < CASES; i++) {
    uint64_t control[4], treatment[4];
    draw_arm(rng, 3, control);
    draw_arm(rng, 3, treatment);
    const uint64_t coarse_control[] = {control[0], control[2], control[3]};
    const uint64_t coarse_treatment[] = {treatment[0], treatment[2], treatment[3]};
    const cvs_funnel_split fine = split_of(control, treatment, 3);
    const cvs_funnel_split coarse = split_of(coarse_control, coarse_treatment, 2);

    if (!fine.complete)
      continue;
    assert_close_abs(coarse.term[0].estimate, fine.term[0].estimate + fine.term[1].estimate, CLOSED);
    assert_close(coarse.term[0].error, hypot(fine.term[0].error, fine.term[1].error), CLOSED);
    assert_close_abs(coarse.term[1].estimate, fine.term[2].estimate, CLOSED);
  }
  cvs_rng_free(rng);
}

/* Hours: whole ones, so that there are ties. */
static void draw_times(cvs_rng *rng, funnel_table *out) {
  const size_t units = 5 + cvs_rng_below(rng, UNITS_MAX - 4), steps = 1 + cvs_rng_below(rng, 3);
  for (size_t i = 0; i < units; i++) {
    double now = 0;
    out->followed[i] = i == 0 ? 30 : 1 + (double)cvs_rng_below(rng, 40);
    for (size_t j = 0; j < steps; j++) {
      now += cvs_rng_uniform(rng) < 0.8 ? (double)cvs_rng_below(rng, 15) : INFINITY;
      now = now > out->followed[i] ? INFINITY : now;
      out->at[i * steps + j] = now;
    }
  }
  for (size_t j = 0; j < steps; j++)
    out->horizon[j] = 30;
  point_times(out, units, steps);
}

static void turn_units_round(const funnel_table *from, funnel_table *to) {
  const size_t units = from->times.units, steps = from->times.steps;
  for (size_t i = 0; i < units; i++) {
    to->followed[units - 1 - i] = 3600 * from->followed[i];
    for (size_t j = 0; j < steps; j++)
      to->at[(units - 1 - i) * steps + j] = 3600 * from->at[i * steps + j];
  }
  for (size_t j = 0; j < steps; j++)
    to->horizon[j] = 3600 * from->horizon[j];
  point_times(to, units, steps);
}

static void check_inside(const cvs_interval *interval) {
  if (interval->exists)
    assert_true(0 <= interval->lower && interval->lower <= interval->estimate &&
                interval->estimate <= interval->upper && interval->upper <= 1);
}

/* Neither the order of the units nor the unit of time is of any importance. */
static void censored_rates_are_of_the_units_and_not_of_their_order_or_clock(void **state) {
  (void)state;
  static funnel_table data, turned;
  static cvs_funnel_censored one, other;
  cvs_rng *rng = start();

  for (int i = 0; i < CENSORED_CASES; i++) {
    draw_times(rng, &data);
    turn_units_round(&data, &turned);
    censor(&data.times, &one);
    censor(&turned.times, &other);

    assert_int_equal(one.young, other.young);
    for (size_t j = 0; j < one.steps; j++) {
      assert_close_abs(other.step[j].from_start.estimate, one.step[j].from_start.estimate, CLOSED);
      assert_close_abs(other.step[j].previous_ln_error, one.step[j].previous_ln_error, 1e-9);
      check_inside(&one.step[j].from_start);
      check_inside(&one.step[j].from_previous);
      /* the young can only be taken for lost */
      assert_true(one.step[j].from_start.estimate * (double)data.times.units >=
                  (double)one.step[j].naive.conversions - 1e-9);
    }
  }
  cvs_rng_free(rng);
}

static void censored_terms_sum_and_mirror(void **state) {
  (void)state;
  static funnel_table data[2];
  static cvs_funnel_censored arm[2];
  cvs_rng *rng = start();
  size_t complete = 0;

  for (int i = 0; i < CENSORED_CASES; i++) {
    draw_times(rng, &data[0]);
    do
      draw_times(rng, &data[1]);
    while (data[1].times.steps != data[0].times.steps);
    censor(&data[0].times, &arm[0]);
    censor(&data[1].times, &arm[1]);
    cvs_funnel_split split, swapped;
    assert_int_equal(cvs_funnel_censored_decompose(&(cvs_funnel_censored_pair){&arm[0], &arm[1]}, 0.05, &split, NULL),
                     CVS_OK);
    assert_int_equal(cvs_funnel_censored_decompose(&(cvs_funnel_censored_pair){&arm[1], &arm[0]}, 0.05, &swapped, NULL),
                     CVS_OK);

    check_sum(&split);
    check_mirrored(&swapped, &split);
    complete += split.complete;
  }
  assert_true(complete > CENSORED_CASES / 2);
  cvs_rng_free(rng);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(terms_sum_and_swapped_arms_mirror),
      cmocka_unit_test(steps_put_together_add_their_terms),
      cmocka_unit_test(censored_rates_are_of_the_units_and_not_of_their_order_or_clock),
      cmocka_unit_test(censored_terms_sum_and_mirror),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
