/* Words of a column of which some are asked for (events, values of --where), and which words there are. One a
 * thread. */
#ifndef CVS_DATA_VOCABULARY_H
#define CVS_DATA_VOCABULARY_H

#include "data/names.h"

/* Beyond so many distinct words only those asked for are told apart: a column of user names is no vocabulary. */
enum { CVS_VOCABULARY_MAX = 4096 };

/* Words met in a block, in order of first appearance. Zero-initialise ({0}). */
typedef struct cvs_words_met {
  uint32_t *word;
  size_t count;
  size_t capacity;
} cvs_words_met;

/* Zero-initialise ({0}). */
typedef struct cvs_vocabulary {
  cvs_names names;
  uint32_t asked;  /* words 0 .. asked - 1 are those asked for */
  uint32_t *stamp; /* [CVS_VOCABULARY_MAX] the block a word was last met in */
  uint32_t block;
} cvs_vocabulary;

/* `word` are those asked for, without repeats. Errors: CVS_ENOMEM; cvs_vocabulary_free in any case. */
CVS_WARN_UNUSED cvs_status cvs_vocabulary_init(cvs_vocabulary *vocabulary, const char *const *word, size_t count);
void cvs_vocabulary_free(cvs_vocabulary *vocabulary);

/* Another block begins. */
void cvs_vocabulary_begin(cvs_vocabulary *vocabulary);
/* The number of a word where it is not near, or the block's first. Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_vocabulary_find_far(cvs_vocabulary *vocabulary, cvs_field word, cvs_words_met *met,
                                                   uint32_t *number);
/* The number of a word, CVS_NO_NAME where it is not kept; adds it to `met` where it is the block's first.
 * Errors: CVS_ENOMEM. */
static inline cvs_status cvs_vocabulary_find(cvs_vocabulary *vocabulary, cvs_field word, cvs_words_met *met,
                                             uint32_t *number) {
  const cvs_name_near *const near = cvs_names_find_near(&vocabulary->names, word);
  if (near == NULL || vocabulary->stamp[near->number] != vocabulary->block)
    return cvs_vocabulary_find_far(vocabulary, word, met, number);
  *number = near->number;
  return CVS_OK;
}
void cvs_words_met_free(cvs_words_met *met);

#endif
