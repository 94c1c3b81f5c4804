/* Dunnett's test stepping down: what is rejected no longer counts against the rest. */
#include "stat/adjust.h"

#include "base/error.h"
#include "base/mem.h"
#include "stat/methods.h"
#include <convstat/several.h>

#include <math.h>
#include <stdlib.h>

/* A comparison in the order of stepping: the most extreme statistic first. */
typedef struct step {
  double distance;
  double p_value;
  size_t index;
} step;

static int compare_steps(const void *a, const void *b) {
  const step *left = a, *right = b;
  if (left->distance < right->distance || left->distance > right->distance)
    return left->distance > right->distance ? -1 : 1;
  return (left->index > right->index) - (left->index < right->index);
}

static void order_steps(const cvs_family *family, step *steps, double *factor) {
  for (size_t i = 0; i < family->count; i++) {
    double p_value = family->p_value[i];
    /* p = 1 may have no statistic behind it: such a comparison comes last */
    double distance = p_value < 1 ? cvs_adjust_distance(family, i) : -INFINITY;
    steps[i] = (step){distance, p_value, i};
  }
  qsort(steps, family->count, sizeof *steps, compare_steps);
  for (size_t i = 0; i < family->count; i++)
    factor[i] = family->factor[steps[i].index];
}

/* p of step i is that of the largest statistic among steps i, i+1, ..., never below an earlier p. */
static cvs_status step_down(const cvs_family *family, const step *steps, const double *factor, double *adjusted,
                            cvs_error *error) {
  double running = 0;
  for (size_t i = 0; i < family->count; i++) {
    double joint = 1, ln_joint;
    if (steps[i].p_value < 1) {
      cvs_many_to_one left = {factor + i, family->count - i, family->alternative};
      cvs_status status = cvs_dunnett_sf(steps[i].distance, &left, &joint, &ln_joint, error);
      if (status != CVS_OK)
        return status;
    }
    running = fmax(fmax(running, joint), steps[i].p_value);
    adjusted[steps[i].index] = running;
  }
  return CVS_OK;
}

static cvs_status adjust_dunnett_stepdown(const cvs_family *family, double *adjusted, cvs_level *level,
                                          cvs_error *error) {
  cvs_status status = cvs_adjust_begin(family, level, error);
  if (status == CVS_OK)
    status = cvs_adjust_check_normal(family, error);
  if (status != CVS_OK)
    return status;
  step *steps = cvs_calloc(family->count, sizeof *steps);
  double *factor = cvs_calloc(family->count, sizeof *factor);
  if (steps != NULL && factor != NULL) {
    order_steps(family, steps, factor);
    status = step_down(family, steps, factor, adjusted, error);
  } else {
    status = cvs_fail_memory(error);
  }
  cvs_free(factor);
  cvs_free(steps);
  return status;
}

const cvs_method cvs_method_adjust_dunnett_stepdown = {
    .name = "adjust_dunnett_stepdown",
    .id = "dunnett-stepdown",
    .kind = CVS_KIND_ADJUST,
    .title = "step-down Dunnett",
    .formula = "p_adj(i) = max over j <= i of P(max over m >= j of |Z_m| >= |z(j)|), |z(1)| >= |z(2)| >= ...",
    .citation = "Dunnett & Tamhane (1991), Statistics in Medicine 10, 939-947",
    .note = "finds more than Dunnett at the same error; no simultaneous intervals",
    .adjust = adjust_dunnett_stepdown,
    .needs_normal = true,
};
