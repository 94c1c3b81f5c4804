/* Every number of tests/reference against the method whose name the table bears.
 *
 * The tables hold numbers of independent implementations (each row names its source). Accuracy is
 * the documented one: closed forms 1e-12 relative or 1e-15 absolute, roots 1e-9, exact p 1e-10. */
#include "support/reference_table.h"
#include <convstat/convstat.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Below this a p-value inherits the statistic's rounding many times over: ln p is compared alone. */
static const double FAR_TAIL = 1e-5;
static const double LN_10 = 2.30258509299404568402;

typedef struct accuracy {
  double relative;
  double absolute;
} accuracy;

static const accuracy closed_form = {1e-12, 1e-15};
static const accuracy root = {1e-9, 1e-15};
static const accuracy exact_p = {1e-10, 1e-15};

/* Methods whose numbers are found by a search or a quantile. All others are closed forms, or (the
 * score intervals) claim the accuracy of one. */
static accuracy accuracy_of(const cvs_method *method) {
  static const char *const by_root[] = {"effect_exact",       "effect_fisher", "effect_barnard",
                                        "ci_clopper_pearson", "ci_mid_p",      "ci_jeffreys"};
  static const char *const by_sum[] = {"prop_fisher", "prop_fisher_midp", "prop_barnard", "prop_boschloo",
                                       "prop_boschloo_central"};
  for (size_t i = 0; i < sizeof by_root / sizeof by_root[0]; i++)
    if (strcmp(method->name, by_root[i]) == 0)
      return root;
  for (size_t i = 0; i < sizeof by_sum / sizeof by_sum[0]; i++)
    if (strcmp(method->name, by_sum[i]) == 0)
      return exact_p;
  return closed_form;
}

static bool has_table(const cvs_method *method) {
  char path[256];
  snprintf(path, sizeof path, "tests/reference/%s.csv", method->name);
  FILE *table = fopen(path, "r");
  if (table != NULL)
    fclose(table);
  return table != NULL;
}

/* The row that is being checked, how closely, and how many numbers of it were off. */
typedef struct check {
  const cvs_method *method;
  const reference_table *table;
  accuracy allowed;
  unsigned misses;
} check;

static void compare(check *c, double got, double want, const char *what) {
  if (got == want || fabs(got - want) <= c->allowed.relative * fabs(want) + c->allowed.absolute)
    return;
  print_error("%s.csv:%zu (%s) %s: got %.17g, want %.17g, relative error %.3g\n", c->method->name, c->table->rows + 1,
              reference_text(c->table, "case"), what, got, want, fabs(got - want) / fabs(want));
  c->misses++;
}

static bool has_answer(check *c, cvs_status status, const cvs_error *error) {
  if (status == CVS_OK)
    return true;
  print_error("%s.csv:%zu: status %d, %s\n", c->method->name, c->table->rows + 1, (int)status, error->message);
  c->misses++;
  return false;
}

static uint64_t read_count(const check *c, const char *column) {
  return strtoull(reference_text(c->table, column), NULL, 10);
}

static cvs_pair read_pair(const check *c) {
  return (cvs_pair){
      .control = {.conversions = read_count(c, "control_conversions"), .visitors = read_count(c, "control_visitors")},
      .treatment = {.conversions = read_count(c, "treatment_conversions"),
                    .visitors = read_count(c, "treatment_visitors")}};
}

/* NaN where the table has no number. */
static double read_number(const check *c, const char *column) {
  const char *text = reference_text(c->table, column);
  return *text == '\0' || strcmp(text, "NA") == 0 ? NAN : strtod(text, NULL);
}

static cvs_level read_level(const check *c) {
  /* the tables were computed at the decimal, 1 - 0.999999 = 1e-6, not at the double's difference */
  double alpha = round((1 - read_number(c, "confidence")) * 1e9) / 1e9;
  cvs_level level;
  assert_int_equal(cvs_level_from_alpha(alpha, CVS_TWO_SIDED, &level, NULL), CVS_OK);
  return level;
}

static void check_test_row(check *c) {
  cvs_pair pair = read_pair(c);
  cvs_test_result got;
  cvs_error error = {0};
  if (!has_answer(c, c->method->test(&pair, reference_alternative(c->table), &got, &error), &error))
    return;
  double statistic = read_number(c, "statistic"), p = read_number(c, "p_value"), log10_p = read_number(c, "log10_p");
  if (got.has_statistic && !isnan(statistic))
    compare(c, got.statistic, statistic, "statistic");
  if (p >= FAR_TAIL)
    compare(c, got.p_value, p, "p_value");
  if (!isnan(log10_p))
    compare(c, got.ln_p_value, log10_p * LN_10, "ln_p_value");
}

/* What the methods clip to, and ratios as lifts. */
static double expected_limit(double value, cvs_scale scale) {
  if (scale == CVS_DIFFERENCE)
    return fmax(-1, fmin(1, value));
  return scale == CVS_LIFT ? fmax(-1, value - 1) : fmax(0, value);
}

static void compare_end(check *c, bool has_end, double got, double want) {
  const char *what = has_end ? "limit" : "open end";
  if (isfinite(want) && has_end)
    compare(c, got, want, what);
  else
    compare(c, has_end, isfinite(want), what);
}

static cvs_scale read_scale(const check *c) {
  const char *text = reference_text(c->table, "scale");
  if (strcmp(text, "difference") == 0)
    return CVS_DIFFERENCE;
  return strcmp(text, "ratio") == 0 ? CVS_LIFT : CVS_ODDS_RATIO;
}

/* NA and Inf are open ends. */
static void check_effect_row(check *c) {
  cvs_pair pair = read_pair(c);
  cvs_level level = read_level(c);
  cvs_scale scale = read_scale(c);
  cvs_interval got = {0};
  cvs_error error = {0};
  if (!has_answer(c, c->method->effect(&pair, scale, &level, &got, &error), &error))
    return;
  assert_true(got.exists);
  double lower = read_number(c, "lower"), upper = read_number(c, "upper");
  compare_end(c, got.has_lower, got.lower, isfinite(lower) ? expected_limit(lower, scale) : lower);
  compare_end(c, got.has_upper, got.upper, isfinite(upper) ? expected_limit(upper, scale) : upper);
}

static void check_rate_row(check *c) {
  cvs_sample sample = {.conversions = read_count(c, "conversions"), .visitors = read_count(c, "visitors")};
  cvs_level level = read_level(c);
  cvs_interval got = {0};
  cvs_error error = {0};
  if (!has_answer(c, c->method->rate(&sample, &level, &got, &error), &error))
    return;
  compare(c, got.lower, fmax(0, read_number(c, "lower")), "lower");
  compare(c, got.upper, fmin(1, read_number(c, "upper")), "upper");
}

typedef void check_fn(check *c);

/* All rows of the method's table; returns how many there were. */
static size_t check_table(const cvs_method *method, check_fn *check_row, unsigned *misses) {
  static reference_table table;
  reference_open(&table, method->name);
  check c = {.method = method, .table = &table, .allowed = accuracy_of(method)};
  while (reference_next(&table))
    check_row(&c);
  *misses += c.misses;
  return table.rows;
}

static void check_kind(cvs_method_kind kind, check_fn *check_row, size_t rows_min) {
  size_t count, rows = 0;
  const cvs_method *const *methods = cvs_methods(&count);
  unsigned misses = 0;
  for (size_t i = 0; i < count; i++)
    if (methods[i]->kind == kind && has_table(methods[i]))
      rows += check_table(methods[i], check_row, &misses);
  print_message("%zu rows, %u numbers off\n", rows, misses);
  assert_int_equal(misses, 0);
  assert_true(rows >= rows_min);
}

static void every_test_gives_the_published_p_value(void **state) {
  (void)state;
  check_kind(CVS_KIND_TEST, check_test_row, 800);
}

static void every_effect_interval_has_the_published_ends(void **state) {
  (void)state;
  check_kind(CVS_KIND_EFFECT, check_effect_row, 1700);
}

static void every_rate_interval_has_the_published_ends(void **state) {
  (void)state;
  check_kind(CVS_KIND_RATE, check_rate_row, 900);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_test_gives_the_published_p_value),
      cmocka_unit_test(every_effect_interval_has_the_published_ends),
      cmocka_unit_test(every_rate_interval_has_the_published_ends),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
