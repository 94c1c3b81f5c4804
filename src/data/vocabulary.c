/* Words of a column of which some are asked for, and which words there are. */
#include "data/vocabulary.h"
#include "base/mem.h"
#include <string.h>

cvs_status cvs_vocabulary_init(cvs_vocabulary *v, const char *const *word, size_t count) {
  *v = (cvs_vocabulary){.block = 1};
  cvs_status status = cvs_names_init(&v->names, CVS_VOCABULARY_MAX);
  for (size_t i = 0; i < count && status == CVS_OK; i++)
    status = cvs_names_add(&v->names, (cvs_field){word[i], strlen(word[i])}, &v->asked);
  v->asked = status == CVS_OK ? cvs_names_count(&v->names) : 0;
  v->stamp = cvs_calloc(CVS_VOCABULARY_MAX, sizeof *v->stamp);
  return v->stamp == NULL ? CVS_ENOMEM : status;
}

void cvs_vocabulary_free(cvs_vocabulary *v) {
  cvs_names_free(&v->names);
  cvs_free(v->stamp);
  *v = (cvs_vocabulary){0};
}

void cvs_vocabulary_begin(cvs_vocabulary *v) {
  v->block++;
  if (v->block > 0)
    return;
  memset(v->stamp, 0, CVS_VOCABULARY_MAX * sizeof *v->stamp); /* after 2^32 blocks */
  v->block = 1;
}

cvs_status cvs_vocabulary_find_far(cvs_vocabulary *v, cvs_field word, cvs_words_met *met, uint32_t *number) {
  const cvs_status status = cvs_names_find(&v->names, word, number);
  if (status != CVS_OK || *number == CVS_NO_NAME || v->stamp[*number] == v->block)
    return status;
  uint32_t *grown = cvs_array_grow(met->word, &met->capacity, met->count + 1, sizeof *grown);
  if (grown == NULL)
    return CVS_ENOMEM;
  met->word = grown;
  met->word[met->count++] = *number;
  v->stamp[*number] = v->block;
  return CVS_OK;
}

void cvs_words_met_free(cvs_words_met *met) {
  cvs_free(met->word);
  *met = (cvs_words_met){0};
}
