/* One analysed group of NAME=CONVERSIONS/VISITORS words. */
#ifndef CVS_TESTS_BAYES_FIXTURE_H
#define CVS_TESTS_BAYES_FIXTURE_H

#include <convstat/convstat.h>

enum { BAYES_WORDS_MAX = 8 };

typedef struct bayes_fixture {
  cvs_dataset *dataset;
  cvs_bayes_run *run;
  cvs_bayes_options options;
  cvs_bayes_group group;
  cvs_error error;
} bayes_fixture;

bayes_fixture bayes_fixture_start(void);
/* Up to the first NULL. */
cvs_status bayes_fixture_analyse(bayes_fixture *f, const char *const *words);
#define BAYES_ANALYSE(f, ...) bayes_fixture_analyse(f, (const char *const[BAYES_WORDS_MAX + 1]){__VA_ARGS__})
void bayes_fixture_finish(bayes_fixture *f);

#endif
