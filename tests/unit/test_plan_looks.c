/* Plans with looks: sizes, powers and effects, and what contradicts looks. */
#include <convstat/convstat.h>

#include "support/assert_close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

typedef struct fixture {
  cvs_plan_options options;
  cvs_plan_looks looks;
  cvs_plan plan;
  cvs_error error;
} fixture;

/* Equal looks, O'Brien-Fleming-like spending; the looks are the fixture's own. */
static void start(fixture *f, double baseline, double difference, size_t looks) {
  *f = (fixture){.looks = {.count = looks}};
  cvs_plan_options_init(&f->options);
  cvs_sequential_equal_looks(looks, f->looks.information);
  f->options.baseline = baseline;
  f->options.effect = difference;
  f->options.effect_scale = CVS_DIFFERENCE;
  f->options.looks = &f->looks;
}

static cvs_status make(fixture *f) {
  cvs_plan_free(&f->plan);
  f->error = (cvs_error){0};
  return cvs_plan_make(&f->options, &f->plan, &f->error);
}

static void end(fixture *f) {
  cvs_plan_free(&f->plan);
}

/* rpact 3.3.4 (Debian r-cran-rpact), getSampleSizeRates(design, groups = 2, ...): largest and expected
 * number of subjects, which it does not round. */
typedef struct rpact_case {
  cvs_sequential_terms terms; /* without power */
  cvs_alternative alternative;
  double baseline, difference, power;
  double control_weight;
  double visitors, expected_h0, expected_half, expected_h1;
} rpact_case;

static void set_case(fixture *f, const rpact_case *row, const cvs_share *share) {
  start(f, row->baseline, row->difference, row->terms.looks);
  f->options.alpha = row->terms.alpha;
  f->options.alternative = row->alternative;
  f->options.power = row->power;
  f->options.share = share;
  f->options.share_count = 2;
  f->looks.efficacy = row->terms.efficacy;
  f->looks.futility = row->terms.futility;
  f->looks.beta_spending = row->terms.beta_spending;
  if (row->terms.information[0] > 0)
    memcpy(f->looks.information, row->terms.information, sizeof f->looks.information);
}

static void sizes_are_those_of_rpact_rounded_up(void **state) {
  (void)state;
  static const rpact_case rows[] = {
      {{.efficacy = {CVS_SPENDING_OBF, 0}, .alpha = 0.05, .looks = 5},
       CVS_TWO_SIDED,
       0.1,
       0.005,
       0.8,
       1,
       118381.07465220198,
       117603.80610553986,
       113050.74942826628,
       95153.839277683859},
      {{.efficacy = {CVS_BOUNDS_POCOCK, 0}, .alpha = 0.025, .looks = 3},
       CVS_GREATER,
       0.03,
       0.02,
       0.9,
       2,
       5121.6386727159461,
       5070.4313929710388,
       4570.699878763081,
       3209.4109438478026},
      {{.efficacy = {CVS_SPENDING_HSD, -4}, .alpha = 0.025, .looks = 3, .information = {0.3, 0.6, 1}},
       CVS_LESS,
       0.1,
       -0.02,
       0.8,
       1,
       6517.944034886882,
       6503.639001149083,
       6332.7348726684704,
       5541.123387386745},
      {{.efficacy = {CVS_SPENDING_KIM_DEMETS, 2},
        .alpha = 0.05,
        .looks = 4,
        .futility = CVS_FUTILITY_BINDING,
        .beta_spending = {CVS_SPENDING_KIM_DEMETS, 2}},
       CVS_GREATER,
       0.2,
       0.04,
       0.8,
       1,
       2879.673854490874,
       1714.8493214079967,
       2124.6888756252392,
       2023.5349137490048},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const cvs_share share[] = {{.weight = rows[i].control_weight}, {.weight = 1}};
    fixture f;
    set_case(&f, &rows[i], share);

    assert_int_equal(make(&f), CVS_OK);

    /* An arm each is rounded up to whole visitors. */
    const double total = (double)f.plan.visitors_total;
    assert_true(total >= rows[i].visitors && total < rows[i].visitors + 2 + rows[i].control_weight);
    const double *expected = f.plan.sequential->expected_visitors;
    const double larger = total / rows[i].visitors;
    assert_close(expected[CVS_TRUTH_NONE], larger * rows[i].expected_h0, 1e-6);
    assert_close(expected[CVS_TRUTH_HALF], larger * rows[i].expected_half, 1e-6);
    assert_close(expected[CVS_TRUTH_WHOLE], larger * rows[i].expected_h1, 1e-6);
    end(&f);
  }
}

/* The same plan, asked three ways. */
static void size_power_and_effect_invert_each_other(void **state) {
  (void)state;
  static const cvs_futility kinds[] = {CVS_FUTILITY_NONE, CVS_FUTILITY_NONBINDING, CVS_FUTILITY_BINDING};
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    fixture f;
    start(&f, 0.1, 0.01, 4);
    f.looks.futility = kinds[i];
    assert_int_equal(make(&f), CVS_OK);
    const double achieved = f.plan.power_achieved, drift = f.plan.sequential->design.drift;

    f.options.visitors_total = f.plan.visitors_total;
    assert_int_equal(make(&f), CVS_OK);

    assert_int_equal(f.plan.solved_for, CVS_SOLVED_POWER);
    assert_close(f.plan.power_nominal, achieved, 1e-5); /* bounds for that power, not for 0.8 */
    assert_close(f.plan.sequential->terms.power, f.plan.power_nominal, 1e-11);
    assert_close(f.plan.sequential->design.h1.power, f.plan.power_nominal, 1e-9);

    f.options.effect = 0;
    assert_int_equal(make(&f), CVS_OK);

    assert_int_equal(f.plan.solved_for, CVS_SOLVED_EFFECT);
    assert_close(f.plan.difference, 0.01, 1e-4); /* one visitor in some thirty thousand */
    assert_close(f.plan.sequential->design.drift, drift, 1e-12);
    end(&f);
  }
}

static void power_by_few_visitors_is_the_side_of_the_effect_alone(void **state) {
  (void)state;
  fixture f;
  start(&f, 0.1, 0.005, 3);
  f.options.visitors_total = 100;

  assert_int_equal(make(&f), CVS_OK);

  /* Both tails together would be above alpha, 0.05. */
  assert_true(f.plan.power_nominal > 0.025 && f.plan.power_nominal < 0.035);
  end(&f);
}

static void a_loss_is_planned_by_the_mirrored_bounds(void **state) {
  (void)state;
  fixture up, down;
  start(&up, 0.5, 0.05, 3);
  start(&down, 0.5, -0.05, 3);
  up.options.alternative = CVS_GREATER;
  down.options.alternative = CVS_LESS;
  up.looks.futility = down.looks.futility = CVS_FUTILITY_BINDING;

  assert_int_equal(make(&up), CVS_OK);
  assert_int_equal(make(&down), CVS_OK);

  assert_true(down.plan.sequential->downward && !up.plan.sequential->downward);
  assert_int_equal(up.plan.visitors_total, down.plan.visitors_total);
  for (size_t i = 0; i < 3; i++) {
    const cvs_planned_look *a = &up.plan.sequential->look[i], *b = &down.plan.sequential->look[i];
    assert_close(b->win.difference, -a->win.difference, 1e-9);
    assert_close(b->futility.difference, -a->futility.difference, 1e-9);
  }
  end(&up);
  end(&down);
}

/* Sidak: 1 - (1 - 0.05)^(1/3). */
static void several_treatments_share_alpha_as_sidak_says(void **state) {
  (void)state;
  fixture f;
  start(&f, 0.1, 0.01, 3);
  f.options.arm_count = 4;

  assert_int_equal(make(&f), CVS_OK);

  assert_string_equal(f.plan.adjust->id, "sidak");
  assert_close(f.plan.sequential->terms.alpha, 0.016952427508441503, 1e-12);
  end(&f);
}

static void clusters_take_their_share_on_top_of_the_looks(void **state) {
  (void)state;
  fixture f;
  start(&f, 0.1, 0.01, 3);
  assert_int_equal(make(&f), CVS_OK);
  const double alone = (double)f.plan.visitors_total;
  f.options.icc = 0.05;
  f.options.cluster_size = 21;

  assert_int_equal(make(&f), CVS_OK);

  assert_close(f.plan.design_effect, 2, 1e-12);
  assert_close((double)f.plan.visitors_total, 2 * alone, 1e-4);
  end(&f);
}

/* Power at the planned effect is the plan's; at twice it, by exact drift, nearly all. */
static void the_curve_runs_through_the_plan(void **state) {
  (void)state;
  fixture f;
  start(&f, 0.1, 0.01, 5);
  f.looks.futility = CVS_FUTILITY_NONBINDING;

  assert_int_equal(make(&f), CVS_OK);

  assert_int_equal(f.plan.point_count, CVS_PLAN_CURVE_MAX);
  assert_close(f.plan.point[3].power, f.plan.power_achieved, 1e-5);
  for (size_t i = 1; i < f.plan.point_count; i++)
    assert_true(f.plan.point[i].power > f.plan.point[i - 1].power);
  assert_int_equal(f.plan.week_count, 0);
  end(&f);
}

static void bounds_are_taken_over_from_a_plan_that_is_alike_alone(void **state) {
  (void)state;
  fixture first, other;
  start(&first, 0.1, 0.01, 5);
  assert_int_equal(make(&first), CVS_OK);
  /* What no design has shows whose it is. */
  first.plan.sequential->design.inflation = 2;
  start(&other, 0.2, 0.03, 5);
  other.options.alike = first.plan.sequential;

  assert_int_equal(make(&other), CVS_OK);

  assert_true(other.plan.sequential->design.inflation == 2);

  other.options.power = 0.9;
  assert_int_equal(make(&other), CVS_OK);

  assert_true(other.plan.sequential->design.inflation < 1.1);
  end(&first);
  end(&other);
}

static void a_power_that_futility_forbids_is_told(void **state) {
  (void)state;
  fixture f;
  start(&f, 0.1, 0.005, 20);
  f.looks.efficacy = (cvs_spending){CVS_SPENDING_HSD, -40};
  f.looks.beta_spending = (cvs_spending){CVS_SPENDING_HSD, 40};
  f.looks.futility = CVS_FUTILITY_BINDING;
  f.options.power = 0.06;

  assert_int_equal(make(&f), CVS_EUNDEF);

  assert_non_null(strstr(f.error.message, "--futility none would help"));
  end(&f);
}

static void set_exact(fixture *f) {
  f->options.exact = true;
}

static void set_fisher(fixture *f) {
  f->options.method = "fisher";
}

static void set_margin(fixture *f) {
  f->options.aim = CVS_AIM_NONINFERIORITY;
  f->options.margin_lower = -0.02;
}

static void set_dunnett(fixture *f) {
  f->options.arm_count = 3;
  f->options.adjust = "dunnett";
}

static void set_one_look(fixture *f) {
  f->looks.count = 1;
}

static void set_early_end(fixture *f) {
  f->looks.information[2] = 0.9;
}

static void set_backwards(fixture *f) {
  f->looks.information[1] = 0.2;
}

static void set_loss_with_futility(fixture *f) {
  f->options.effect = -0.01;
  f->looks.futility = CVS_FUTILITY_NONBINDING;
}

static void set_parameter(fixture *f) {
  f->looks.efficacy = (cvs_spending){CVS_SPENDING_KIM_DEMETS, 0};
}

static void what_looks_cannot_go_with_is_usage(void **state) {
  (void)state;
  static const struct {
    void (*set)(fixture *);
    const char *words;
  } rows[] = {{set_exact, "--exact"},
              {set_fisher, "normal statistic"},
              {set_margin, "--margin"},
              {set_dunnett, "--adjust dunnett"},
              {set_one_look, "2 to 50 looks"},
              {set_early_end, "the planned end"},
              {set_backwards, "after the look"},
              {set_loss_with_futility, "--futility"},
              {set_parameter, "Kim and DeMets"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    fixture f;
    start(&f, 0.1, 0.01, 3);
    rows[i].set(&f);

    const cvs_status status = cvs_plan_options_check(&f.options, &f.error);

    assert_int_equal(status, CVS_EUSAGE);
    assert_non_null(strstr(f.error.message, rows[i].words));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sizes_are_those_of_rpact_rounded_up),
      cmocka_unit_test(size_power_and_effect_invert_each_other),
      cmocka_unit_test(power_by_few_visitors_is_the_side_of_the_effect_alone),
      cmocka_unit_test(a_loss_is_planned_by_the_mirrored_bounds),
      cmocka_unit_test(several_treatments_share_alpha_as_sidak_says),
      cmocka_unit_test(clusters_take_their_share_on_top_of_the_looks),
      cmocka_unit_test(the_curve_runs_through_the_plan),
      cmocka_unit_test(bounds_are_taken_over_from_a_plan_that_is_alike_alone),
      cmocka_unit_test(a_power_that_futility_forbids_is_told),
      cmocka_unit_test(what_looks_cannot_go_with_is_usage),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
