/* Threads that wait for work, and work for them. */
#include "data/parallel.h"
#include "base/error.h"
#include "base/mem.h"
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* Turns that a thread waits awake before it sleeps, some 100 us: a sleeper is woken late, and often on the processor of
 * the one who wakes it, where the two then share (measured: no gain from a second thread at all). */
enum { AWAKE = 400 };

typedef struct member {
  cvs_pool *pool;
  unsigned number;
  pthread_t thread;
} member;

struct cvs_pool {
  pthread_mutex_t lock;
  pthread_cond_t begun;
  pthread_cond_t done;
  void (*job)(void *context, unsigned worker);
  void *context;
  atomic_uint_fast64_t turn; /* jobs begun; written under the lock, as the next */
  atomic_uint working;       /* threads that have not yet finished this one */
  bool closing;
  unsigned started;
  member *members; /* [workers - 1], the first `started` of them run */
};

/* Waits for a job that is not `turn`'s; false where there will be none. */
static bool await_job(cvs_pool *pool, uint64_t *turn) {
  for (int i = 0; i < AWAKE && atomic_load(&pool->turn) == *turn; i++)
    (void)sched_yield();
  pthread_mutex_lock(&pool->lock);
  while (atomic_load(&pool->turn) == *turn && !pool->closing)
    pthread_cond_wait(&pool->begun, &pool->lock);
  const bool closing = pool->closing;
  *turn = atomic_load(&pool->turn);
  pthread_mutex_unlock(&pool->lock);
  return !closing;
}

static void report_done(cvs_pool *pool) {
  pthread_mutex_lock(&pool->lock);
  if (atomic_fetch_sub(&pool->working, 1) == 1)
    pthread_cond_signal(&pool->done);
  pthread_mutex_unlock(&pool->lock);
}

static void await_done(cvs_pool *pool) {
  for (int i = 0; i < AWAKE && atomic_load(&pool->working) > 0; i++)
    (void)sched_yield();
  pthread_mutex_lock(&pool->lock);
  while (atomic_load(&pool->working) > 0)
    pthread_cond_wait(&pool->done, &pool->lock);
  pthread_mutex_unlock(&pool->lock);
}

static void *serve(void *argument) {
  const member *self = argument;
  uint64_t turn = 0;
  while (await_job(self->pool, &turn)) {
    self->pool->job(self->pool->context, self->number);
    report_done(self->pool);
  }
  return NULL;
}

/* Signals are for the caller's thread, which knows what to do about them. */
static void start_members(cvs_pool *pool, unsigned count) {
  sigset_t all;
  sigset_t before;
  (void)sigfillset(&all);
  (void)pthread_sigmask(SIG_SETMASK, &all, &before);
  for (unsigned i = 0; i < count; i++) {
    pool->members[i] = (member){.pool = pool, .number = i + 1};
    if (pthread_create(&pool->members[i].thread, NULL, serve, &pool->members[i]) != 0)
      break;
    pool->started++;
  }
  (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* Undoes what it has done where it fails. */
static bool start_waiting(cvs_pool *pool) {
  if (pthread_mutex_init(&pool->lock, NULL) != 0)
    return false;
  if (pthread_cond_init(&pool->begun, NULL) == 0) {
    if (pthread_cond_init(&pool->done, NULL) == 0)
      return true;
    pthread_cond_destroy(&pool->begun);
  }
  pthread_mutex_destroy(&pool->lock);
  return false;
}

cvs_status cvs_pool_new(unsigned workers, cvs_pool **out, cvs_error *error) {
  *out = NULL;
  cvs_pool *pool = cvs_calloc(1, sizeof *pool);
  member *members = cvs_calloc(workers, sizeof *members);
  if (pool == NULL || members == NULL || !start_waiting(pool)) {
    cvs_free(pool);
    cvs_free(members);
    return cvs_fail_memory(error);
  }
  pool->members = members;
  start_members(pool, workers - 1);
  *out = pool;
  return CVS_OK;
}

void cvs_pool_free(cvs_pool *pool) {
  if (pool == NULL)
    return;
  pthread_mutex_lock(&pool->lock);
  pool->closing = true;
  atomic_fetch_add(&pool->turn, 1); /* for those who wait awake */
  pthread_cond_broadcast(&pool->begun);
  pthread_mutex_unlock(&pool->lock);
  for (unsigned i = 0; i < pool->started; i++)
    pthread_join(pool->members[i].thread, NULL);
  pthread_cond_destroy(&pool->done);
  pthread_cond_destroy(&pool->begun);
  pthread_mutex_destroy(&pool->lock);
  cvs_free(pool->members);
  cvs_free(pool);
}

void cvs_pool_run(cvs_pool *pool, void (*job)(void *context, unsigned worker), void *context) {
  pthread_mutex_lock(&pool->lock);
  pool->job = job;
  pool->context = context;
  atomic_store(&pool->working, pool->started);
  atomic_fetch_add(&pool->turn, 1);
  if (pool->started > 0)
    pthread_cond_broadcast(&pool->begun);
  pthread_mutex_unlock(&pool->lock);
  job(context, 0);
  await_done(pool);
}

/* Tasks that threads take one by one. */
typedef struct series {
  cvs_task task;
  void *context;
  size_t count;
  atomic_size_t next;
  atomic_bool failed;
  pthread_mutex_t lock; /* of what follows */
  size_t failed_index;
  cvs_status status;
  cvs_error error;
} series;

static void keep_failure(series *s, size_t index, cvs_status status, const cvs_error *error) {
  pthread_mutex_lock(&s->lock);
  if (s->status == CVS_OK || index < s->failed_index) {
    s->failed_index = index;
    s->status = status;
    s->error = *error;
  }
  pthread_mutex_unlock(&s->lock);
  atomic_store(&s->failed, true);
}

/* Indices are given out in order: when one fails, all lower ones have been begun and will be ended. */
static void work_through(void *context, unsigned worker) {
  series *const s = context;
  (void)worker;
  while (!atomic_load(&s->failed)) {
    cvs_error error = {0};
    const size_t index = atomic_fetch_add(&s->next, 1);
    if (index >= s->count)
      return;
    const cvs_status status = s->task(s->context, index, &error);
    if (status != CVS_OK)
      keep_failure(s, index, status, &error);
  }
}

cvs_status cvs_pool_each(cvs_pool *pool, size_t count, cvs_task task, void *context, cvs_error *error) {
  series s = {.task = task, .context = context, .count = count};
  if (count == 0)
    return CVS_OK;
  if (pthread_mutex_init(&s.lock, NULL) != 0)
    return cvs_fail_memory(error);
  cvs_pool_run(pool, work_through, &s);
  pthread_mutex_destroy(&s.lock);
  if (s.status == CVS_OK)
    return CVS_OK;
  return cvs_fail_at(error, s.status, s.error.source, s.error.line, "%s", s.error.message);
}

cvs_status cvs_parallel(unsigned workers, size_t count, cvs_task task, void *context, cvs_error *error) {
  cvs_pool *pool = NULL;
  if (count == 0)
    return CVS_OK;
  const unsigned useful = count < workers ? (unsigned)count : workers;
  cvs_status status = cvs_pool_new(useful, &pool, error);
  if (status == CVS_OK)
    status = cvs_pool_each(pool, count, task, context, error);
  cvs_pool_free(pool);
  return status;
}
