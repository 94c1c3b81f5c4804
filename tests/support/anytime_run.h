/* A sequence of looks that must go well. */
#ifndef CVS_TESTS_SUPPORT_ANYTIME_RUN_H
#define CVS_TESTS_SUPPORT_ANYTIME_RUN_H

#include "support/pair.h"
#include <convstat/anytime.h>

/* To be freed with cvs_anytime_free. */
static inline cvs_anytime *anytime_start(const cvs_anytime_terms *terms) {
  cvs_anytime *sequence = NULL;
  assert_int_equal(cvs_anytime_new(terms, &sequence, NULL), CVS_OK);
  return sequence;
}

static inline cvs_anytime_look anytime_add(cvs_anytime *sequence, cvs_pair block) {
  cvs_anytime_look look;
  assert_int_equal(cvs_anytime_add(sequence, &block, &look, NULL), CVS_OK);
  return look;
}

#endif
