/* One comparison of `test`: a dataset, its first group and what was found. */
#ifndef CVS_TESTS_SUPPORT_COMPARED_H
#define CVS_TESTS_SUPPORT_COMPARED_H

#include <convstat/convstat.h>

typedef struct compared {
  cvs_dataset *dataset;
  cvs_test_run *run;
  cvs_test_options options;
  cvs_test_group group;
  cvs_error error;
} compared;

/* Default options. */
static inline compared compare_start(void) {
  compared c = {0};
  cvs_test_options_init(&c.options);
  return c;
}

/* Analyses the first group of `c->dataset`. */
static inline cvs_status compare_first(compared *c) {
  const cvs_status status = cvs_test_new(c->dataset, &c->options, &c->run, &c->error);
  return status == CVS_OK ? cvs_test_analyse(c->run, 0, &c->group, &c->error) : status;
}

static inline void compare_finish(compared *c) {
  cvs_test_free(c->run);
  cvs_dataset_free(c->dataset);
}

static inline bool compare_found(const compared *c, cvs_finding_code code) {
  for (size_t i = 0; i < c->group.finding_count; i++)
    if (c->group.finding[i].code == code)
      return true;
  return false;
}

#endif
