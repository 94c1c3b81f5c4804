/* One analysed group of NAME=CONVERSIONS/VISITORS words. */
#include "support/bayes_fixture.h"

bayes_fixture bayes_fixture_start(void) {
  bayes_fixture f = {0};
  cvs_bayes_options_init(&f.options);
  return f;
}

cvs_status bayes_fixture_analyse(bayes_fixture *f, const char *const *words) {
  size_t count = 0;
  while (count < BAYES_WORDS_MAX && words[count] != NULL)
    count++;
  cvs_status status = cvs_dataset_parse(words, count, &f->dataset, &f->error);
  if (status == CVS_OK)
    status = cvs_bayes_new(f->dataset, &f->options, &f->run, &f->error);
  if (status == CVS_OK)
    status = cvs_bayes_analyse(f->run, 0, &f->group, &f->error);
  return status;
}

void bayes_fixture_finish(bayes_fixture *f) {
  cvs_bayes_free(f->run);
  cvs_dataset_free(f->dataset);
}
