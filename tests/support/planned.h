/* One plan: options in, plan or refusal out. */
#ifndef CVS_TESTS_SUPPORT_PLANNED_H
#define CVS_TESTS_SUPPORT_PLANNED_H

#include <convstat/convstat.h>

typedef struct planned {
  cvs_plan_options options;
  cvs_plan plan;
  cvs_error error;
} planned;

/* The defaults, with a baseline and a difference, as rates. */
static inline planned plan_start(double baseline, double difference) {
  planned p = {0};
  cvs_plan_options_init(&p.options);
  p.options.baseline = baseline;
  p.options.effect = difference;
  p.options.effect_scale = CVS_DIFFERENCE;
  return p;
}

static inline cvs_status plan_make(planned *p) {
  p->error = (cvs_error){0};
  return cvs_plan_make(&p->options, &p->plan, &p->error);
}

static inline bool plan_has_finding(const cvs_plan *plan, cvs_finding_code code) {
  for (size_t i = 0; i < plan->finding_count; i++)
    if (plan->finding[i].code == code)
      return true;
  return false;
}

#endif
