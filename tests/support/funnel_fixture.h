/* A funnel read from counts and analysed. Header only. */
#ifndef CVS_TESTS_SUPPORT_FUNNEL_FIXTURE_H
#define CVS_TESTS_SUPPORT_FUNNEL_FIXTURE_H

#include "support/dataset_text.h"
#include <convstat/funnel_question.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

typedef struct funnel_fixture {
  cvs_dataset *dataset;
  cvs_funnel_run *run;
  cvs_funnel_options options;
  cvs_funnel_group group;
  cvs_error error;
} funnel_fixture;

/* Users of three steps; the first is reached by some of those who enter. */
static const char funnel_text[] = "variant,visitors,view,cart,buy\n"
                                  "control,50000,21000,9000,5000\n"
                                  "green,50200,21900,9300,5300\n"
                                  "blue,49900,21100,9400,4900\n";

static inline void start_funnel(funnel_fixture *f) {
  *f = (funnel_fixture){0};
  cvs_funnel_options_init(&f->options);
}

/* Columns view, cart and buy (the first `steps` of them). */
static inline void read_funnel(funnel_fixture *f, const char *text, size_t steps) {
  static const char *const names[] = {"view", "cart", "buy"};
  const cvs_read_options read = {.steps = {.step = names,
                                           .count = steps,
                                           .any_order = f->options.any_order,
                                           .optional = f->options.optional & ((UINT32_C(1) << (steps - 1)) - 1)}};
  f->dataset = read_good_text(text, &read);
}

static inline cvs_status try_funnel(funnel_fixture *f, const char *text, size_t steps) {
  read_funnel(f, text, steps);
  cvs_status status = cvs_funnel_new(f->dataset, &f->options, &f->run, &f->error);
  if (status == CVS_OK)
    status = cvs_funnel_analyse(f->run, 0, &f->group, &f->error);
  return status;
}

static inline void analyse_funnel(funnel_fixture *f, const char *text, size_t steps) {
  if (try_funnel(f, text, steps) != CVS_OK)
    fail_msg("%s", f->error.message);
}

static inline void finish_funnel(funnel_fixture *f) {
  cvs_funnel_free(f->run);
  cvs_dataset_free(f->dataset);
  f->run = NULL;
  f->dataset = NULL;
}

static inline size_t count_findings(const funnel_fixture *f, cvs_finding_code code) {
  size_t count = 0;
  for (size_t i = 0; i < f->group.frame.finding_count; i++)
    count += f->group.frame.finding[i].code == code;
  return count;
}

static inline const cvs_finding *find_finding(const funnel_fixture *f, cvs_finding_code code) {
  for (size_t i = 0; i < f->group.frame.finding_count; i++)
    if (f->group.frame.finding[i].code == code)
      return &f->group.frame.finding[i];
  return NULL;
}

#endif
