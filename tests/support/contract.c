/* What the contract tests share. */
#include "support/contract.h"

#include "num/num.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <cmocka.h>

enum { ANY_KIND = -1, PRINTED_MAX = 6, RANDOM_TABLES = 1500, RANDOM_TABLES_LIMITED = 60 };
static const uint64_t SEED = 1935;
static const uint64_t LIMITED_VISITORS_MAX = 60;

void contract_complain(contract *test, const char *format, ...) {
  static const cvs_method *last;
  static unsigned printed;
  if (last != test->method)
    printed = 0;
  last = test->method;
  test->broken++;
  if (printed++ >= PRINTED_MAX)
    return;
  char text[512];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  if (test->pair.control.visitors == 0 && test->pair.treatment.visitors == 0)
    print_error("%s: %s\n", test->method->name, text);
  else
    print_error("%s on %" PRIu64 "/%" PRIu64 " against %" PRIu64 "/%" PRIu64 ": %s\n", test->method->name,
                test->pair.control.conversions, test->pair.control.visitors, test->pair.treatment.conversions,
                test->pair.treatment.visitors, text);
}

bool contract_expect(contract *test, bool holds, const char *promise) {
  if (!holds)
    contract_complain(test, "broken: %s", promise);
  return holds;
}

bool contract_near(double a, double b, double rtol) {
  return a == b || fabs(a - b) <= rtol * fmax(fabs(a), fabs(b));
}

static uint64_t larger_arm(const cvs_pair *pair) {
  return pair->control.visitors > pair->treatment.visitors ? pair->control.visitors : pair->treatment.visitors;
}

bool contract_refusal_fits(contract *test, cvs_status status, const cvs_error *error) {
  if (!contract_expect(test, strchr(error->message, ' ') != NULL, "a refusal comes with a sentence"))
    return false;
  if (!contract_expect(test, error->status == status, "the error's status is the one returned"))
    return false;
  if (status != CVS_ELIMIT)
    return contract_expect(test, status == CVS_EUNDEF, "sound counts give a result, no answer, or a limit");
  uint64_t limit = test->method->visitors_max;
  bool beyond = limit > 0 && larger_arm(&test->pair) > limit;
  return contract_expect(test, beyond, "a limit is met beyond the declared one only") &&
         contract_expect(test, strpbrk(error->message, "0123456789") != NULL, "a limit's sentence names a number");
}

static uint64_t conversions_at(int place, uint64_t visitors) {
  const uint64_t choice[] = {0, 1, visitors / 10, visitors / 2, visitors - 1, visitors};
  return choice[place];
}

/* Sizes 10, 100 ... 1e12 in both arms, and 10 against each: every pair of 6 places. */
static void sweep_sizes(contract *test, void (*check)(contract *test)) {
  for (uint64_t visitors = 10; visitors <= CVS_VISITORS_MAX; visitors *= 10) {
    uint64_t limit = test->method->visitors_max;
    if (limit > 0 && visitors > 100 && visitors <= limit)
      continue; /* within reach but slow: the unit tests go there */
    for (int place = 0; place < 36; place++) {
      uint64_t control = place % 2 == 0 || limit > 0 ? visitors : 10;
      test->pair.control = (cvs_sample){control, conversions_at(place % 6, control)};
      test->pair.treatment = (cvs_sample){visitors, conversions_at(place / 6, visitors)};
      check(test);
    }
  }
}

static cvs_sample draw_sample(cvs_rng *rng, double ln_visitors_max) {
  double ln_ten = log(10), ln_rate = -15 * cvs_rng_uniform(rng);
  double ln_visitors = ln_ten + cvs_rng_uniform(rng) * (ln_visitors_max - ln_ten);
  uint64_t visitors = (uint64_t)exp(ln_visitors);
  double rate = cvs_rng_uniform(rng) < 0.5 ? exp(ln_rate) : cvs_rng_uniform(rng);
  return (cvs_sample){visitors, cvs_rng_binomial(rng, rate, visitors)};
}

static void sweep_random(contract *test, void (*check)(contract *test)) {
  cvs_rng *rng;
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);
  bool limited = test->method->visitors_max > 0;
  double ln_max = log((double)(limited ? LIMITED_VISITORS_MAX : CVS_VISITORS_MAX));
  for (int i = 0; i < (limited ? RANDOM_TABLES_LIMITED : RANDOM_TABLES); i++) {
    test->pair.control = draw_sample(rng, ln_max);
    test->pair.treatment = draw_sample(rng, ln_max);
    check(test);
  }
  cvs_rng_free(rng);
}

static void check_once(contract *test, void (*check)(contract *test)) {
  check(test);
}

static void sweep(contract *test, void (*check)(contract *test)) {
  sweep_sizes(test, check);
  sweep_random(test, check);
}

/* Visits the methods of a kind, or all. */
static unsigned walk(int kind, void (*visit)(contract *test, void (*check)(contract *test)),
                     void (*check)(contract *test)) {
  size_t count, found = 0;
  const cvs_method *const *methods = cvs_methods(&count);
  contract test = {0};
  for (size_t i = 0; i < count; i++) {
    if (kind != ANY_KIND && methods[i]->kind != (cvs_method_kind)kind)
      continue;
    found++;
    test.method = methods[i];
    visit(&test, check);
  }
  assert_true(found > 0);
  return test.broken;
}

unsigned contract_each(void (*check)(contract *test)) {
  return walk(ANY_KIND, check_once, check);
}

unsigned contract_each_of(cvs_method_kind kind, void (*check)(contract *test)) {
  return walk((int)kind, check_once, check);
}

unsigned contract_sweep(cvs_method_kind kind, void (*check)(contract *test)) {
  return walk((int)kind, sweep, check);
}
