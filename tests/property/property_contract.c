/* The contract of the method registry: what every row promises, whatever its method. A new method is
 * covered by being listed. Rows and adjustments are held to it here, tests in
 * property_contract_tests.c, intervals in property_contract_intervals.c. */
#include "num/dist.h"
#include "num/num.h"
#include "support/contract.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { FAMILY_MAX = 8, FAMILIES = 3000 };
static const uint64_t SEED = 1979;

/* --- every row --- */

/* "(1922)" somewhere in the text. */
static bool names_a_year(const char *text) {
  for (const char *at = strchr(text, '('); at != NULL; at = strchr(at + 1, '(')) {
    size_t digits = strspn(at + 1, "0123456789");
    if (digits == 4 && (at[1] == '1' || at[1] == '2') && (at[5] == ')' || isalpha((unsigned char)at[5])))
      return true;
  }
  return false;
}

static bool has_function(const cvs_method *method) {
  switch (method->kind) {
  case CVS_KIND_TEST:
    return method->test != NULL;
  case CVS_KIND_EFFECT:
    return method->effect != NULL &&
           (method->has_scale[CVS_DIFFERENCE] || method->has_scale[CVS_LIFT] || method->has_scale[CVS_ODDS_RATIO]);
  case CVS_KIND_RATE:
    return method->rate != NULL;
  case CVS_KIND_ADJUST:
    return method->adjust != NULL;
  case CVS_KIND_POWER:
    return method->power != NULL;
  default:
    return method->kind == CVS_KIND_SEQUENCE || method->kind == CVS_KIND_OTHER;
  }
}

static bool is_one_line(const char *text) {
  return text != NULL && *text != '\0' && strchr(text, '\n') == NULL;
}

static void check_words(contract *test) {
  const cvs_method *method = test->method;
  contract_expect(test, is_one_line(method->title), "a title");
  contract_expect(test, is_one_line(method->formula), "a formula in one line");
  contract_expect(test, is_one_line(method->citation) && names_a_year(method->citation),
                  "a citation with a year in parentheses");
  contract_expect(test, method->note != NULL, "a note, \"\" if there is nothing to say");
  contract_expect(test, has_function(method), "the function of its kind");
}

static void describes_every_method_in_words(void **state) {
  (void)state;

  unsigned broken = contract_each(check_words);

  assert_int_equal(broken, 0);
}

static void check_names(contract *test) {
  size_t count;
  const cvs_method *const *methods = cvs_methods(&count), *method = test->method;
  contract_expect(test, cvs_method_find(method->kind, method->id) == method, "its id is its own");
  for (size_t i = 0; i < count; i++)
    contract_expect(test, methods[i] == method || strcmp(method->name, methods[i]->name) != 0, "its name is its own");
}

static void finds_every_method_by_a_unique_id(void **state) {
  (void)state;

  unsigned broken = contract_each(check_names);

  assert_int_equal(broken, 0);
  assert_null(cvs_method_find(CVS_KIND_TEST, "no such method"));
}

/* A row of numbers with its source in the last field. */
static void check_reference(contract *test) {
  char path[256], head[4096] = "", row[4096] = "";
  snprintf(path, sizeof path, "tests/reference/%s.csv", test->method->name);
  FILE *file = fopen(path, "r");
  contract_expect(test, file != NULL, "a table tests/reference/<name>.csv");
  if (file == NULL)
    return;
  bool has_rows = fgets(head, sizeof head, file) != NULL && fgets(row, sizeof row, file) != NULL;
  fclose(file);
  contract_expect(test, has_rows && strpbrk(row, "0123456789") != NULL, "a row of numbers in its table");
  contract_expect(test, strstr(head, "source") != NULL, "a source column in its table");
}

static void has_a_reference_table_for_every_method(void **state) {
  (void)state;

  unsigned broken = contract_each(check_reference);

  assert_int_equal(broken, 0);
}

static void check_agreement(contract *test) {
  const cvs_method *method = test->method;
  for (int scale = 0; scale < CVS_SCALES; scale++) {
    if (method->agrees[scale] == NULL)
      continue;
    const cvs_method *interval = cvs_method_find(CVS_KIND_EFFECT, method->agrees[scale]);
    contract_expect(test, method->kind == CVS_KIND_TEST && interval != NULL && interval->has_scale[scale],
                    "the agreeing interval is listed and has the scale");
  }
}

static void claims_agreement_only_with_intervals_that_exist(void **state) {
  (void)state;

  unsigned broken = contract_each(check_agreement);

  assert_int_equal(broken, 0);
}

/* --- adjustments --- */

typedef struct family_case {
  size_t count;
  double z[FAMILY_MAX];
  double p[FAMILY_MAX];
  double factor[FAMILY_MAX];
  double alpha;
  cvs_alternative alternative;
} family_case;

static double p_of(double z, cvs_alternative alternative) {
  if (alternative == CVS_TWO_SIDED)
    return fmin(2 * cvs_normal_sf(fabs(z)), 1);
  return cvs_normal_sf(alternative == CVS_GREATER ? z : -z);
}

static family_case draw_family(cvs_rng *rng) {
  family_case family = {.count = 1 + (size_t)cvs_rng_below(rng, FAMILY_MAX)};
  family.alpha = 0.001 + 0.4 * cvs_rng_uniform(rng);
  family.alternative = (cvs_alternative)cvs_rng_below(rng, 3);
  for (size_t i = 0; i < family.count; i++) {
    bool tied = i > 0 && cvs_rng_below(rng, 8) == 0;
    family.z[i] = tied ? family.z[i - 1] : 3 * cvs_rng_normal(rng);
    family.p[i] = p_of(family.z[i], family.alternative);
    family.factor[i] = cvs_rng_below(rng, 3) == 0 ? 0.7071 : cvs_rng_uniform(rng);
  }
  return family;
}

static bool adjust_family(contract *test, const family_case *family, double *adjusted, cvs_level *level) {
  cvs_family input = {family->count, family->p, family->z, family->factor, family->alpha, family->alternative};
  cvs_error error = {0};
  cvs_status status = test->method->adjust(&input, adjusted, level, &error);
  return contract_expect(test, status == CVS_OK, "a sound family is adjusted");
}

static void check_order(contract *test, const family_case *family, const double *adjusted) {
  for (size_t i = 0; i < family->count; i++) {
    contract_expect(test, adjusted[i] >= family->p[i] && adjusted[i] <= 1, "p <= adjusted p <= 1");
    for (size_t j = 0; j < family->count; j++)
      contract_expect(test, !(family->p[i] < family->p[j]) || adjusted[i] <= adjusted[j],
                      "a smaller p has no larger adjusted p");
  }
  if (family->count == 1)
    contract_expect(test, contract_near(adjusted[0], family->p[0], 1e-14), "one comparison keeps its p");
}

/* The same family backwards. */
static void check_permutation(contract *test, const family_case *family, const double *adjusted) {
  family_case turned = *family;
  double again[FAMILY_MAX];
  cvs_level level;
  for (size_t i = 0; i < family->count; i++) {
    size_t from = family->count - 1 - i;
    turned.z[i] = family->z[from];
    turned.p[i] = family->p[from];
    turned.factor[i] = family->factor[from];
  }
  if (!adjust_family(test, &turned, again, &level))
    return;
  for (size_t i = 0; i < family->count; i++)
    contract_expect(test, contract_near(again[family->count - 1 - i], adjusted[i], 1e-11),
                    "the order of the comparisons does not matter");
}

static void check_level(contract *test, const family_case *family, const double *adjusted, const cvs_level *level) {
  cvs_level plain;
  assert_int_equal(cvs_level_from_alpha(family->alpha, family->alternative, &plain, NULL), CVS_OK);
  contract_expect(test, level->alternative == family->alternative, "the level keeps the side");
  if (!test->method->simultaneous) {
    contract_expect(test, contract_near(level->z, plain.z, 0),
                    "without simultaneous intervals the level is the plain one");
    return;
  }
  double sides = family->alternative == CVS_TWO_SIDED ? 2 : 1;
  for (size_t i = 0; i < family->count; i++)
    contract_expect(test, (adjusted[i] < family->alpha) == (family->p[i] < sides * level->tail),
                    "adjusted p < alpha exactly where p is below the level of the intervals");
  contract_expect(test, level->z >= plain.z * (1 - 1e-12), "simultaneous intervals are no narrower");
}

static void check_families(contract *test) {
  cvs_rng *rng;
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);
  for (int i = 0; i < FAMILIES; i++) {
    family_case family = draw_family(rng);
    double adjusted[FAMILY_MAX];
    cvs_level level;
    if (!adjust_family(test, &family, adjusted, &level))
      continue;
    check_order(test, &family, adjusted);
    check_permutation(test, &family, adjusted);
    check_level(test, &family, adjusted, &level);
  }
  cvs_rng_free(rng);
}

static void adjusts_by_the_same_rules_whatever_the_method(void **state) {
  (void)state;

  unsigned broken = contract_each_of(CVS_KIND_ADJUST, check_families);

  assert_int_equal(broken, 0);
}

static void check_bad_families(contract *test) {
  const double p[] = {0.1, 0.2}, bad[] = {0.1, -0.2}, nan[] = {NAN, 0.5};
  const cvs_family families[] = {{.count = 0, .p_value = p, .alpha = 0.05},
                                 {.count = 2, .p_value = bad, .alpha = 0.05},
                                 {.count = 2, .p_value = nan, .alpha = 0.05},
                                 {.count = 2, .p_value = p, .alpha = 0},
                                 {.count = 2, .p_value = p, .alpha = 1}};
  for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
    double adjusted[2];
    cvs_level level;
    cvs_error error = {0};
    contract_expect(test, test->method->adjust(&families[i], adjusted, &level, &error) == CVS_EINVAL,
                    "a family outside the domain is refused");
    contract_expect(test, strchr(error.message, ' ') != NULL, "a refusal comes with a sentence");
  }
}

static void refuses_bad_families_with_a_sentence(void **state) {
  (void)state;

  unsigned broken = contract_each_of(CVS_KIND_ADJUST, check_bad_families);

  assert_int_equal(broken, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(describes_every_method_in_words),
      cmocka_unit_test(finds_every_method_by_a_unique_id),
      cmocka_unit_test(has_a_reference_table_for_every_method),
      cmocka_unit_test(claims_agreement_only_with_intervals_that_exist),
      cmocka_unit_test(adjusts_by_the_same_rules_whatever_the_method),
      cmocka_unit_test(refuses_bad_families_with_a_sentence),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
