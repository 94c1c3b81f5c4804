/* Threads that wait for work, and work for them. */
#ifndef CVS_DATA_PARALLEL_H
#define CVS_DATA_PARALLEL_H

#include <convstat/status.h>
#include <stddef.h>

typedef struct cvs_pool cvs_pool;

/* `workers` >= 1 threads, of which the caller's own is one: for 1 none is started, and where the system gives fewer,
 * fewer work. Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_pool_new(unsigned workers, cvs_pool **out, cvs_error *error);
void cvs_pool_free(cvs_pool *pool);

/* Calls job(context, worker) on every thread of the pool, each with its own number in [0, workers); returns when all
 * have returned. The caller's own is number 0. */
void cvs_pool_run(cvs_pool *pool, void (*job)(void *context, unsigned worker), void *context);

/* Calls task(context, index) for each index in [0, count), each on whatever thread comes free. After a failure no
 * further ones are begun; the failure with the lowest index wins, whatever the threads. */
typedef cvs_status (*cvs_task)(void *context, size_t index, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_pool_each(cvs_pool *pool, size_t count, cvs_task task, void *context, cvs_error *error);

/* The same on a pool of its own. */
CVS_WARN_UNUSED cvs_status cvs_parallel(unsigned workers, size_t count, cvs_task task, void *context, cvs_error *error);

#endif
