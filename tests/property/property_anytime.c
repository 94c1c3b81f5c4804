/* Sequences of looks at random arms: exchanging the arms mirrors them, what runs never goes back, and p-value,
 * e-value and bands say one thing. */
#include "num/num.h"
#include "stat/anytime_bet.h"
#include <convstat/anytime.h>

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { PATHS = 400, LOOKS_MAX = 25 };
static const uint64_t SEED = 31;

typedef struct path {
  cvs_anytime_terms terms;
  size_t looks;
  cvs_pair block[LOOKS_MAX];
} path;

static cvs_sample draw_arm(cvs_rng *rng, uint64_t most, double rate) {
  const uint64_t visitors = cvs_rng_below(rng, 12) == 0 ? 0 : cvs_rng_below(rng, most);
  return (cvs_sample){visitors, cvs_rng_binomial(rng, rate, visitors)};
}

/* Any rate and size, allocation of up to 1:8, looks with empty arms, effects from none to large. */
static path draw_path(cvs_rng *rng) {
  path p = {.looks = 1 + (size_t)cvs_rng_below(rng, LOOKS_MAX)};
  p.terms = (cvs_anytime_terms){.sequence = (cvs_sequence)cvs_rng_below(rng, CVS_SEQUENCES),
                                .alpha = pow(10, -3 * cvs_rng_uniform(rng)) * 0.9,
                                .comparisons = 1 + cvs_rng_below(rng, 3),
                                .alternative = (cvs_alternative)cvs_rng_below(rng, 3),
                                .baseline = cvs_rng_below(rng, 2) ? 0 : 0.01 + 0.5 * cvs_rng_uniform(rng),
                                .mde = cvs_rng_below(rng, 2) ? 0 : 0.5 * cvs_rng_uniform(rng) + 0.01};
  const double rate = pow(10, -3 * cvs_rng_uniform(rng)) * 0.8, effect = cvs_rng_below(rng, 3) ? 0.2 : 0;
  const double treated = fmin(rate * exp(effect * cvs_rng_normal(rng)), 0.99);
  const uint64_t most = 2 + (uint64_t)pow(10, 1 + 4 * cvs_rng_uniform(rng)), skew = 1 + cvs_rng_below(rng, 8);
  for (size_t i = 0; i < p.looks; i++)
    p.block[i] = (cvs_pair){draw_arm(rng, most, rate), draw_arm(rng, most * skew, treated)};
  return p;
}

static void run(const path *p, cvs_anytime_look out[LOOKS_MAX]) {
  cvs_anytime *sequence;
  assert_int_equal(cvs_anytime_new(&p->terms, &sequence, NULL), CVS_OK);
  for (size_t i = 0; i < p->looks; i++)
    assert_int_equal(cvs_anytime_add(sequence, &p->block[i], &out[i], NULL), CVS_OK);
  cvs_anytime_free(sequence);
}

static path mirror(const path *p) {
  path m = *p;
  if (p->terms.alternative != CVS_TWO_SIDED)
    m.terms.alternative = p->terms.alternative == CVS_GREATER ? CVS_LESS : CVS_GREATER;
  for (size_t i = 0; i < p->looks; i++)
    m.block[i] = (cvs_pair){p->block[i].treatment, p->block[i].control};
  return m;
}

typedef void check(const path *p, const cvs_anytime_look looks[LOOKS_MAX]);

static void on_paths(check *holds) {
  cvs_rng *rng;
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);
  for (int i = 0; i < PATHS; i++) {
    cvs_anytime_look looks[LOOKS_MAX];
    const path p = draw_path(rng);
    run(&p, looks);
    holds(&p, looks);
  }
  cvs_rng_free(rng);
}

static bool is_near(double a, double b, double rtol) {
  return fabs(a - b) <= rtol * fmax(1, fmax(fabs(a), fabs(b)));
}

static bool mirrors(const cvs_interval *band, const cvs_interval *other, bool lift) {
  if (!band->exists || !other->exists)
    return band->exists == other->exists;
  if (!lift)
    return band->has_lower == other->has_upper && is_near(band->lower, -other->upper, 1e-9);
  const double lower = log1p(band->lower), upper = log1p(other->upper);
  return !band->has_lower || band->lower == -1 || !other->has_upper || is_near(lower, -upper, 1e-9);
}

static void check_mirror(const path *p, const cvs_anytime_look *looks) {
  const path m = mirror(p);
  cvs_anytime_look other[LOOKS_MAX];
  run(&m, other);
  for (size_t i = 0; i < p->looks; i++) {
    assert_true(is_near(looks[i].ln_e_value, other[i].ln_e_value, 1e-10));
    assert_true(is_near(looks[i].ln_p_value, other[i].ln_p_value, 1e-10));
    assert_int_equal(looks[i].side, -other[i].side);
    assert_true(mirrors(&looks[i].difference, &other[i].difference, false));
    assert_true(mirrors(&looks[i].lift, &other[i].lift, true));
  }
}

static void exchanging_the_arms_mirrors_every_look(void **state) {
  (void)state;
  on_paths(check_mirror);
}

static bool is_inside(const cvs_interval *band, const cvs_interval *before) {
  if (!band->exists)
    return true;
  return before->exists && (!before->has_lower || band->lower >= before->lower) &&
         (!before->has_upper || (band->has_upper && band->upper <= before->upper));
}

static void check_running(const path *p, const cvs_anytime_look *looks) {
  for (size_t i = 1; i < p->looks; i++) {
    assert_true(looks[i].ln_p_value <= looks[i - 1].ln_p_value);
    assert_true(is_inside(&looks[i].difference, &looks[i - 1].difference));
    assert_true(is_inside(&looks[i].lift, &looks[i - 1].lift));
    assert_true(looks[i - 1].side == 0 || looks[i].side == looks[i - 1].side);
  }
}

static void p_and_bands_never_go_back(void **state) {
  (void)state;
  on_paths(check_running);
}

static bool excludes_zero(const cvs_interval *band) {
  return !band->exists || (band->has_lower && band->lower > 0) || (band->has_upper && band->upper < 0);
}

static void check_agreement(const path *p, const cvs_anytime_look *looks) {
  double least = 0;
  for (size_t i = 0; i < p->looks; i++) {
    least = fmin(least, looks[i].started ? log((double)p->terms.comparisons) - looks[i].ln_e_value : 0);
    const bool rejected = looks[i].p_value < p->terms.alpha;
    assert_true(is_near(looks[i].ln_p_value, least, 1e-14));
    assert_true(is_near(looks[i].p_value, exp(looks[i].ln_p_value), 1e-14));
    assert_int_equal(excludes_zero(&looks[i].difference), rejected);
    assert_int_equal(excludes_zero(&looks[i].lift), rejected);
    assert_int_equal(looks[i].side != 0, rejected);
  }
}

static void the_bands_exclude_no_effect_exactly_where_p_is_below_alpha(void **state) {
  (void)state;
  on_paths(check_agreement);
}

static void check_sound(const path *p, const cvs_anytime_look *looks) {
  for (size_t i = 0; i < p->looks; i++) {
    const cvs_interval *bands[] = {&looks[i].difference, &looks[i].lift};
    assert_true(isfinite(looks[i].ln_e_value) && isfinite(looks[i].e_value) && isfinite(looks[i].ln_p_value));
    assert_true(looks[i].p_value >= 0 && looks[i].p_value <= 1);
    for (int scale = 0; scale < 2; scale++) {
      assert_true(isfinite(bands[scale]->lower) && isfinite(bands[scale]->upper) && isfinite(bands[scale]->estimate));
      assert_true(!bands[scale]->exists || !bands[scale]->has_lower || bands[scale]->lower >= -1);
      assert_true(!bands[scale]->has_lower || !bands[scale]->has_upper || bands[scale]->lower <= bands[scale]->upper);
    }
  }
}

static void every_number_is_finite_and_in_its_range(void **state) {
  (void)state;
  on_paths(check_sound);
}

/* What the search for the ends of a band leans on: the more a value asks for, the less its bet wins. Values from
 * far below the estimate up to where the bet says nothing. */
static void check_falls(const path *p, const cvs_anytime_look *looks) {
  (void)looks;
  cvs_bet_stakes stakes;
  cvs_bet_stakes_around(0.0525, 0.1, &stakes);
  for (int scale = 0; scale < 2; scale++) {
    double before = INFINITY;
    for (double value = scale ? -3 : -0.95; value < 0.95; value += 0.025) {
      cvs_bet bet;
      cvs_bet_start((cvs_scale)scale, value, &bet);
      for (size_t i = 0; i < p->looks; i++) {
        const cvs_sample *own = &p->block[i].treatment, *other = &p->block[i].control;
        const cvs_bet_block block = {(double)own->visitors, (double)own->conversions, (double)other->visitors,
                                     (double)other->conversions, 0.1};
        cvs_bet_add_quickly(&bet, &stakes, &block);
      }
      const double ln_e = cvs_bet_ln_value(&bet, &stakes);
      assert_true(ln_e < 0.5 || ln_e <= before + 1e-9);
      before = ln_e;
    }
  }
}

static void a_bet_wins_less_the_more_its_value_asks_for(void **state) {
  (void)state;
  on_paths(check_falls);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(exchanging_the_arms_mirrors_every_look),
      cmocka_unit_test(p_and_bands_never_go_back),
      cmocka_unit_test(the_bands_exclude_no_effect_exactly_where_p_is_below_alpha),
      cmocka_unit_test(a_bet_wins_less_the_more_its_value_asks_for),
      cmocka_unit_test(every_number_is_finite_and_in_its_range),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
