/* Large pages for a block of memory that is filled from front to back, where they come quickly.
 *
 * One that the machine has at hand takes a tenth of the time of the small ones it stands for, and what lies on it is
 * found faster. But a virtual machine may have given free memory back to its host, most of all what is free in large
 * pieces: a large page then takes several times as long as small ones, which come from pieces that were left alone.
 * Nothing tells beforehand which it will be, so each is timed. */
#ifndef CVS_BASE_PAGES_H
#define CVS_BASE_PAGES_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of a large page, nearly everywhere; elsewhere nothing is gained, and nothing harmed. */
enum { CVS_LARGE_PAGE = 1 << 21 };

/* Zero-initialise ({0}). One thread at a time. */
typedef struct cvs_pages {
  bool at_any_price; /* do not time them: what is come back to again and again is worth it */
  char *next;        /* the first large page of the block that nothing is decided of yet */
  char *end;         /* of the last one */
  unsigned declined; /* so many are made of small ones before a large one is tried again, */
  unsigned patience; /* and that is how many it was */
} cvs_pages;

/* From here on it is about this block, of which nothing has been touched. */
void cvs_pages_begin(cvs_pages *pages, void *block, size_t size);
/* All up to `end` is about to be filled: what it lies on is decided now. Its content is lost. */
void cvs_pages_reach(cvs_pages *pages, const void *end);

/* What they decide by: is the next page to be large? And if it was, the seconds that it took. */
bool cvs_pages_try(cvs_pages *pages);
void cvs_pages_learn(cvs_pages *pages, double seconds);

#endif
