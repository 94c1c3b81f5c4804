/* Threads that wait for work, and work for them. */
#include "data/parallel.h"

#include "base/error.h"

#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

enum { WORKERS = 7, TASKS = 1000, PATIENCE = 100000 };

typedef struct tally {
  atomic_uint done[TASKS];
  atomic_uint worker[WORKERS];
  size_t first_bad; /* this one and all behind it fail */
  bool late;        /* it waits until one behind it has failed */
} tally;

static void count_worker(void *context, unsigned worker) {
  atomic_fetch_add(&((tally *)context)->worker[worker], 1);
}

static cvs_status count_task(void *context, size_t index, cvs_error *error) {
  tally *const t = context;
  atomic_fetch_add(&t->done[index], 1);
  for (int i = 0; t->late && index == t->first_bad && i < PATIENCE && atomic_load(&t->done[index + 1]) == 0; i++)
    (void)sched_yield();
  for (int i = 0; t->late && index == t->first_bad && i < 100; i++)
    (void)sched_yield();
  return index < t->first_bad ? CVS_OK : cvs_fail_at(error, CVS_EDATA, "tasks", index, "task %zu is bad", index);
}

static void a_job_runs_once_on_every_thread_of_the_pool(void **state) {
  (void)state;
  tally t = {0};
  cvs_error error = {0};
  cvs_pool *pool = NULL;
  assert_int_equal(cvs_pool_new(WORKERS, &pool, &error), CVS_OK);

  for (unsigned i = 0; i < 50; i++)
    cvs_pool_run(pool, count_worker, &t);

  for (unsigned i = 0; i < WORKERS; i++)
    assert_int_equal(atomic_load(&t.worker[i]), 50);
  cvs_pool_free(pool);
}

static void every_task_is_done_once_however_many_threads(void **state) {
  (void)state;
  static const unsigned workers[] = {1, 2, WORKERS, 40};
  for (size_t i = 0; i < sizeof workers / sizeof workers[0]; i++) {
    tally t = {.first_bad = TASKS};
    cvs_error error = {0};

    assert_int_equal(cvs_parallel(workers[i], TASKS, count_task, &t, &error), CVS_OK);

    for (size_t j = 0; j < TASKS; j++)
      assert_int_equal(atomic_load(&t.done[j]), 1);
  }
}

static void the_failure_with_the_lowest_index_wins(void **state) {
  (void)state;
  for (unsigned turn = 0; turn < 200; turn++) {
    tally t = {.first_bad = turn, .late = turn % 2 == 1};
    cvs_error error = {0};
    char message[64];
    (void)snprintf(message, sizeof message, "task %u is bad", turn);

    assert_int_equal(cvs_parallel(2 + turn % WORKERS, TASKS, count_task, &t, &error), CVS_EDATA);

    assert_string_equal(error.message, message);
    assert_string_equal(error.source, "tasks");
    assert_int_equal(error.line, turn);
  }
}

static void no_task_is_begun_behind_a_failure(void **state) {
  (void)state;
  tally t = {.first_bad = 10};
  cvs_error error = {0};

  assert_int_equal(cvs_parallel(1, TASKS, count_task, &t, &error), CVS_EDATA);

  assert_int_equal(atomic_load(&t.done[10]), 1);
  assert_int_equal(atomic_load(&t.done[11]), 0);
}

static void no_task_at_all_is_no_work(void **state) {
  (void)state;
  assert_int_equal(cvs_parallel(WORKERS, 0, count_task, NULL, NULL), CVS_OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_job_runs_once_on_every_thread_of_the_pool),
      cmocka_unit_test(every_task_is_done_once_however_many_threads),
      cmocka_unit_test(the_failure_with_the_lowest_index_wins),
      cmocka_unit_test(no_task_is_begun_behind_a_failure),
      cmocka_unit_test(no_task_at_all_is_no_work),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
