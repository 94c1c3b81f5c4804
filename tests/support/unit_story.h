/* What a unit of a log goes through, event by event. Cells 0 and 1 are of arm 0, 2 and 3 of arm 1. */
#ifndef CVS_TESTS_SUPPORT_UNIT_STORY_H
#define CVS_TESTS_SUPPORT_UNIT_STORY_H

#include "data/unit_fold.h"

typedef struct story {
  cvs_unit_rules rules;
  cvs_unit_entry *entry;
  uint64_t before;
  cvs_status status; /* the first failure */
} story;

enum { VIEW = 1, CART = 2, CHECKOUT = 4, PURCHASE = 8 };

/* Events that were plain, over all stories. */
extern unsigned story_plain_events;

story story_begin(cvs_unit_terms terms);
void story_end(story *s);
/* An event. Where it is plain, the short way must leave the entry as the long one does; else it must leave it alone. */
void story_fold(story *s, const cvs_unit_fact *fact);
/* The same, with an amount of 1. */
void story_see(story *s, int64_t time, uint32_t cell, uint8_t kind, uint32_t steps);
cvs_unit story_conclude(const story *s);
bool story_has_entered(const story *s);

#endif
