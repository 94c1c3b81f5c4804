/* Making the k-th allocation fail, for one test program: its allocator, and the walk over scenarios.
 * Included once a program, which is linked with --wrap=malloc,--wrap=calloc,--wrap=realloc. */
#ifndef CVS_TESTS_FAULT_FAILING_H
#define CVS_TESTS_FAULT_FAILING_H

#include <convstat/convstat.h>

#include <stdbool.h>
#include <stdlib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

/* More allocations than any scenario makes. */
enum { FAILURES_MAX = 10000 };

static bool armed;
static uint64_t allocations; /* since it was armed */
static uint64_t failing;     /* the one that fails */

static bool must_fail(void) {
  return armed && ++allocations == failing;
}

void *__wrap_malloc(size_t size) {
  return must_fail() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
  return must_fail() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size) {
  return must_fail() ? NULL : __real_realloc(old, size);
}

/* Does its work, frees all it made and returns CVS_OK, or CVS_ENOMEM where it could not. */
typedef cvs_status scenario_fn(void);

typedef struct scenario {
  const char *name;
  scenario_fn *run;
} scenario;

/* Runs a scenario with its k-th allocation failing; true where it made as many as that. */
static bool run_failing(scenario_fn *run, uint64_t k, cvs_status *status) {
  allocations = 0;
  failing = k;
  armed = true;
  *status = run();
  armed = false;
  return allocations >= k;
}

/* Every allocation of every scenario fails once: it is reported, and nothing else goes wrong. */
static void fail_each_allocation(const scenario *scenarios, size_t count) {
  for (size_t i = 0; i < count; i++) {
    cvs_status status = CVS_OK;
    uint64_t k = 1;
    for (; k < FAILURES_MAX && run_failing(scenarios[i].run, k, &status); k++)
      if (status != CVS_ENOMEM)
        fail_msg("%s: allocation %d failed, status %d", scenarios[i].name, (int)k, (int)status);

    print_message("%s: %d allocations\n", scenarios[i].name, (int)k - 1);
    assert_true(k > 1); /* a scenario that allocates nothing tests nothing */
    assert_true(k < FAILURES_MAX);
    assert_int_equal(status, CVS_OK);
  }
}

typedef struct scenario_list {
  const scenario *scenarios;
  size_t count;
} scenario_list;

static inline void every_failed_allocation_of_the_scenarios_is_reported(void **state) {
  const scenario_list *list = *state;

  fail_each_allocation(list->scenarios, list->count);
}

/* The main of a program that walks its scenarios and needs nothing before or after. */
static inline int run_scenarios(const scenario *scenarios, size_t count) {
  scenario_list list = {scenarios, count};
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_prestate(every_failed_allocation_of_the_scenarios_is_reported, &list),
  };
  cvs_init();
  return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
