/* Round trips of plans over a random sweep: a size has its power and one visitor fewer has not; a rate
 * that is found has its power; a size by enumeration holds all its range. */
#include "support/assert_close.h"
#include "support/power_row.h"

#include "num/num.h"

#include <math.h>

enum { CLOSED_CASES = 20000, ENUMERATED_CASES = 24 };
static const char *const closed_ids[] = {"score", "wald", "n-1", "yates", "g", "fisher", "arcsine"};
enum { CLOSED_IDS = 7 };

/* Rates from 1e-5 to one half, lifts of 2 % to 80 %, either way. */
static cvs_design draw_design(cvs_rng *rng, const char *id) {
  double control = 0.5 * pow(10, -4.7 * cvs_rng_uniform(rng));
  double lift = 0.02 * pow(40, cvs_rng_uniform(rng));
  bool upward = cvs_rng_below(rng, 2) == 0;
  cvs_design design = design_of(id, control, control * (upward ? 1 + lift : 1 - lift));
  double alpha = 0.001 * pow(200, cvs_rng_uniform(rng));
  design.level = level_of(alpha, CVS_TWO_SIDED);
  if (cvs_rng_below(rng, 2) == 0)
    design.level = level_of(alpha, upward ? CVS_GREATER : CVS_LESS);
  design.ratio = pow(10, 2 * cvs_rng_uniform(rng) - 1);
  return design;
}

/* From just above alpha to 0.999. */
static double draw_power(cvs_rng *rng, const cvs_design *design) {
  double alpha = 2 * design->level.tail;
  return alpha + 0.01 + (0.989 - alpha) * cvs_rng_uniform(rng);
}

/* What a row's terms must keep: exchanged arms turn the effect and nothing else. */
static void check_terms(const cvs_method *method, const cvs_power_point *point) {
  cvs_power_point turned = {.rate_control = point->rate_treatment,
                            .rate_treatment = point->rate_control,
                            .visitors_control = point->visitors_treatment,
                            .visitors_treatment = point->visitors_control};
  cvs_power_terms terms, other;
  assert_int_equal(method->power(point, &terms, NULL), CVS_OK);
  assert_int_equal(method->power(&turned, &other, NULL), CVS_OK);
  assert_true((terms.effect > 0) == (point->rate_treatment > point->rate_control));
  assert_true(terms.correction >= 0 && terms.error_null > 0 && terms.error_alternative > 0);
  assert_close(other.effect, -terms.effect, 1e-12);
  assert_close(other.correction, terms.correction, 1e-12);
  assert_close(other.error_null, terms.error_null, 1e-12);
  assert_close(other.error_alternative, terms.error_alternative, 1e-12);
}

static cvs_rng *stream(uint64_t seed) {
  cvs_rng *rng;
  assert_int_equal(cvs_rng_new(seed, &rng), CVS_OK);
  return rng;
}

static void exchanged_arms_turn_the_effect_of_every_method(void **state) {
  (void)state;
  cvs_rng *rng = stream(5);
  size_t count, checked = 0;
  const cvs_method *const *methods = cvs_methods(&count);
  for (size_t i = 0; i < count * 200; i++) {
    const cvs_method *method = methods[i / 200];
    cvs_design design = draw_design(rng, "score");
    cvs_power_point point = {design.rate_control, design.rate_treatment, 5e4, 5e4 * design.ratio, CVS_DIFFERENCE, 0};
    assert_true(method->kind != CVS_KIND_POWER || method->power != NULL);
    if (method->power == NULL)
      continue;
    check_terms(method, &point);
    checked++;
  }
  assert_true(checked >= 1000);
  cvs_rng_free(rng);
}

static void a_size_has_its_power_and_one_fewer_falls_short(void **state) {
  (void)state;
  cvs_rng *rng = stream(1);
  int sizes = 0;
  for (size_t i = 0; i < CLOSED_CASES; i++) {
    cvs_design design = draw_design(rng, closed_ids[i % CLOSED_IDS]);
    double power = draw_power(rng, &design), size;
    if (cvs_size_approximate(&design, power, &size, NULL) != CVS_OK) {
      assert_true(power_of(&design, 1e-12) >= power); /* unequal arms: a power so low needs no size */
      continue;
    }
    sizes++;
    size = ceil(size);
    if (power_of(&design, size) < power * (1 - 1e-12))
      fail_msg("%s: power %.17g at %.0f, wanted %.17g", design.method->id, power_of(&design, size), size, power);
    if (size > 1 && power_of(&design, size - 1) >= power * (1 + 1e-12))
      fail_msg("%s: power %.17g already at %.0f", design.method->id, power_of(&design, size - 1), size - 1);
  }
  assert_true(sizes > CLOSED_CASES * 9 / 10);
  cvs_rng_free(rng);
}

static void a_rate_that_is_found_has_its_power(void **state) {
  (void)state;
  cvs_rng *rng = stream(2);
  for (size_t i = 0; i < CLOSED_CASES; i++) {
    cvs_design design = draw_design(rng, closed_ids[i % CLOSED_IDS]);
    bool upward = design.level.alternative == CVS_TWO_SIDED ? i % 2 == 0 : design.level.alternative == CVS_GREATER;
    cvs_detectable asked = {.power = draw_power(rng, &design), .upward = upward};
    double visitors = floor(1 + pow(10, 9 * cvs_rng_uniform(rng)));
    cvs_status status = cvs_effect_detectable(&design, visitors, &asked, &design.rate_treatment, NULL);
    assert_true(status == CVS_OK || status == CVS_EUNDEF);
    if (status == CVS_OK)
      assert_close(power_of(&design, visitors), asked.power, 1e-8);
  }
  cvs_rng_free(rng);
}

static void margins_round_too(void **state) {
  (void)state;
  cvs_rng *rng = stream(3);
  for (size_t i = 0; i < CLOSED_CASES / 10; i++) {
    double control = 0.02 + 0.8 * cvs_rng_uniform(rng), margin = 0.05 + 0.15 * cvs_rng_uniform(rng);
    cvs_design design = design_of(closed_ids[i % 3], control, control * (1 + margin * (cvs_rng_uniform(rng) - 0.5)));
    design.hypothesis = i % 2 == 0 ? CVS_NONINFERIORITY : CVS_EQUIVALENCE;
    design.margin_scale = i / 2 % 2 == 0 ? CVS_LIFT : CVS_DIFFERENCE;
    design.margin_lower = -margin * (design.margin_scale == CVS_LIFT ? 1 : control);
    design.margin_upper = -design.margin_lower;
    design.level = level_of(0.025, CVS_GREATER);
    double size = ceil(size_of(&design, 0.85));

    assert_true(power_of(&design, size) >= 0.85 * (1 - 1e-12));
    assert_true(power_of(&design, size - 1) < 0.85 * (1 + 1e-12));
  }
  cvs_rng_free(rng);
}

static void a_size_by_enumeration_holds_all_its_range(void **state) {
  (void)state;
  const char *const ids[] = {"score", "yates", "fisher", "fisher-midp", "barnard", "boschloo"};
  cvs_rng *rng = stream(4);
  for (size_t i = 0; i < ENUMERATED_CASES; i++) {
    double control = 0.05 + 0.5 * cvs_rng_uniform(rng);
    cvs_design design = design_of(ids[i % 6], control, control + 0.12 + 0.2 * cvs_rng_uniform(rng));
    design.ratio = 0.5 + cvs_rng_uniform(rng);
    uint64_t size;
    assert_int_equal(cvs_size_enumerate(&design, 0.8, &size, NULL), CVS_OK);

    assert_true(size > 1 && enumerated(&design, size - 1, (uint64_t)ceil(design.ratio * (double)(size - 1))) < 0.8);
    for (uint64_t n = size; n <= size + size / 4 + 100; n++)
      assert_true(enumerated(&design, n, (uint64_t)ceil(design.ratio * (double)n)) >= 0.8);
  }
  cvs_rng_free(rng);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(exchanged_arms_turn_the_effect_of_every_method),
      cmocka_unit_test(a_size_has_its_power_and_one_fewer_falls_short),
      cmocka_unit_test(a_rate_that_is_found_has_its_power),
      cmocka_unit_test(margins_round_too),
      cmocka_unit_test(a_size_by_enumeration_holds_all_its_range),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
