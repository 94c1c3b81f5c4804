/* Large pages, where they come quickly. */
#define _DEFAULT_SOURCE /* madvise */
#include "base/pages.h"

#include <stdint.h>
#include <sys/mman.h>
#include <time.h>

/* Seconds. Measured: a large page takes 0.0001, or 0.005 to 0.007 from a host; 512 small ones 0.0007 to 0.0013. */
static const double SLOW = 0.001;
/* So many are declined at most until one is tried again, which then costs a tenth of what they do. */
enum { PATIENCE_MAX = 64 };

bool cvs_pages_try(cvs_pages *pages) {
  if (pages->declined == 0)
    return true;
  pages->declined--;
  return false;
}

/* Slow ones come in a row, and so do quick ones. */
void cvs_pages_learn(cvs_pages *pages, double seconds) {
  const unsigned more = pages->patience == 0 ? 1 : 2 * pages->patience;
  pages->patience = seconds <= SLOW ? 0 : more < PATIENCE_MAX ? more : PATIENCE_MAX;
  pages->declined = pages->patience;
}

/* Advice: it may fail. */
static bool ask_for_large(void *memory, size_t size) {
#ifdef MADV_HUGEPAGE
  return madvise(memory, size, MADV_HUGEPAGE) == 0;
#else
  (void)memory;
  (void)size;
  return false;
#endif
}

void cvs_pages_begin(cvs_pages *pages, void *block, size_t size) {
  char *bytes = block;
  const size_t skip = (CVS_LARGE_PAGE - (uintptr_t)bytes % CVS_LARGE_PAGE) % CVS_LARGE_PAGE;
  const size_t whole = size > skip ? (size - skip) / CVS_LARGE_PAGE * CVS_LARGE_PAGE : 0;
  pages->next = whole > 0 ? bytes + skip : bytes;
  pages->end = pages->next + whole;
  if (pages->at_any_price && whole > 0) {
    (void)ask_for_large(pages->next, whole);
    pages->next = pages->end;
  }
}

static double tell_seconds(void) {
  struct timespec now = {0};
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void decide(cvs_pages *pages, char *page) {
  if (!cvs_pages_try(pages) || !ask_for_large(page, CVS_LARGE_PAGE))
    return;
  const double before = tell_seconds();
  *(volatile char *)page = 0;
  cvs_pages_learn(pages, tell_seconds() - before);
}

void cvs_pages_reach(cvs_pages *pages, const void *end) {
  for (; pages->next < pages->end && pages->next < (const char *)end; pages->next += CVS_LARGE_PAGE)
    decide(pages, pages->next);
}
