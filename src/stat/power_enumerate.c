/* Power by enumeration: the mass of a test's rejection region under two binomials. */
#include "stat/power_enumerate.h"

#include "base/error.h"
#include "stat/power_terms.h"

#include <inttypes.h>
#include <math.h>

cvs_status cvs_rejection_check(const cvs_design *design, double visitors_control, double visitors_treatment,
                               cvs_error *error) {
  if (design->method->test == NULL)
    return cvs_fail(error, CVS_EINVAL, "%s is an approximation without a test that could be enumerated",
                    design->method->title);
  if (!(visitors_control >= 1 && visitors_treatment >= 1))
    return cvs_fail(error, CVS_EINVAL, "the visitors of both arms must be above 0");
  if (fmax(visitors_control, visitors_treatment) > (double)CVS_ENUMERATE_MAX)
    return cvs_fail(error, CVS_ELIMIT, "enumeration ends at %" PRIu64 " visitors an arm", CVS_ENUMERATE_MAX);
  return CVS_OK;
}

/* Rounding of a ratio of two counts, many times over. */
static const double whole_slack = 1e-12;

uint64_t cvs_power_treatment_size(const cvs_design *design, uint64_t visitors_control) {
  return (uint64_t)fmax(1, ceil(design->ratio * (double)visitors_control * (1 - whole_slack)));
}

/* One tail of a rejection whose tails have cuts of their own. */
static cvs_rejection tail_of(const cvs_rejection *rejection, bool upper) {
  cvs_rejection tail = *rejection;
  tail.upper = upper;
  tail.lower = !upper;
  return tail;
}

static bool is_split(const cvs_rejection *rejection) {
  return rejection->searched && rejection->upper && rejection->lower && !rejection->joint;
}

/* What a sum over cells is for; see cvs_power_at. */
typedef struct sum_goal {
  cvs_power_cells *cells;
  double target;
  cvs_cut_hint *hints;
} sum_goal;

static cvs_status sum_whole(cvs_rejection *rejection, const sum_goal *goal, double *power) {
  cvs_cut_goal cut = {.cells = goal->cells, .target = goal->target, .hint = goal->hints};
  cvs_power_range range;
  cvs_status status = cvs_cut_settle(rejection, &cut, &range);
  if (status == CVS_OK)
    *power = range.most < goal->target ? range.most : range.least;
  return status;
}

static cvs_status settle_tail(const cvs_rejection *rejection, bool upper, const cvs_cut_goal *goal,
                              cvs_power_range *range) {
  cvs_rejection tail = tail_of(rejection, upper);
  return cvs_cut_settle(&tail, goal, range);
}

/* Two cuts. With a target, bounds of the far tail and a search of the near one as a rule decide. */
static cvs_status sum_split(const cvs_rejection *rejection, const sum_goal *goal, double *power) {
  bool upward = rejection->design.rate_treatment >= rejection->design.rate_control;
  cvs_cut_goal rough = {.cells = goal->cells, .rough = true, .hint = goal->hints};
  cvs_power_range near = {0, 1}, far = {0, 1};
  cvs_status status = CVS_OK;
  if (goal->target > 0)
    status = settle_tail(rejection, !upward, &rough, &far);
  cvs_cut_goal aimed = {
      .cells = goal->cells, .target = goal->target - far.least, .hint = goal->hints != NULL ? goal->hints + 1 : NULL};
  if (status == CVS_OK && aimed.target > 0)
    status = settle_tail(rejection, upward, &aimed, &near);
  if (status == CVS_OK && goal->target > 0 && near.least >= aimed.target) {
    *power = fmax(goal->target, near.least + far.least);
    return CVS_OK;
  }
  cvs_cut_goal whole = {.cells = goal->cells};
  bool in_doubt = !(goal->target > 0 && near.most + far.most < goal->target);
  if (status == CVS_OK && in_doubt)
    status = settle_tail(rejection, !upward, &whole, &far);
  if (status == CVS_OK && in_doubt)
    status = settle_tail(rejection, upward, &whole, &near);
  *power = in_doubt ? near.least + far.least : near.most + far.most;
  return status;
}

cvs_status cvs_power_at(const cvs_power_size *size, double target, cvs_cut_hint hints[2], double *power) {
  cvs_rejection rejection = cvs_rejection_of(size->design, size->visitors_control, size->visitors_treatment);
  cvs_power_cells cells;
  cvs_status status = cvs_power_cells_new(&rejection, size->design->rate_control, size->design->rate_treatment, &cells);
  sum_goal goal = {.cells = &cells, .target = target, .hints = hints};
  if (status == CVS_OK && !rejection.searched)
    status = cvs_region_power(&rejection, &cells, power);
  else if (status == CVS_OK && is_split(&rejection))
    status = sum_split(&rejection, &goal, power);
  else if (status == CVS_OK)
    status = sum_whole(&rejection, &goal, power);
  cvs_power_cells_free(&cells);
  return status;
}

cvs_status cvs_rejection_settle(const cvs_design *design, uint64_t visitors_control, uint64_t visitors_treatment,
                                cvs_rejection *out, cvs_error *error) {
  *out = cvs_rejection_of(design, visitors_control, visitors_treatment);
  cvs_cut_goal goal = {0};
  cvs_status status = CVS_OK;
  if (is_split(out)) {
    cvs_rejection upper = tail_of(out, true), lower = tail_of(out, false);
    status = cvs_cut_settle(&upper, &goal, NULL);
    if (status == CVS_OK)
      status = cvs_cut_settle(&lower, &goal, NULL);
    out->cut[0] = upper.cut[0];
    out->cut[1] = lower.cut[1];
  } else if (out->searched) {
    status = cvs_cut_settle(out, &goal, NULL);
  }
  if (status == CVS_ENOMEM)
    return cvs_fail_memory(error);
  return status == CVS_OK ? CVS_OK : cvs_fail(error, status, "the rejection region could not be found");
}

cvs_status cvs_rejection_power(const cvs_rejection *rejection, double rate_control, double rate_treatment,
                               double *power) {
  cvs_power_cells cells;
  cvs_status status = cvs_power_cells_new(rejection, rate_control, rate_treatment, &cells);
  if (status == CVS_OK)
    status = cvs_region_power(rejection, &cells, power);
  cvs_power_cells_free(&cells);
  return status;
}

cvs_status cvs_power_enumerate(const cvs_design *design, uint64_t visitors_control, uint64_t visitors_treatment,
                               double *power, cvs_error *error) {
  cvs_status status = cvs_power_check(design, error);
  if (status == CVS_OK)
    status = cvs_rejection_check(design, (double)visitors_control, (double)visitors_treatment, error);
  if (status != CVS_OK)
    return status;
  cvs_power_size size = {design, visitors_control, visitors_treatment};
  status = cvs_power_at(&size, 0, NULL, power);
  if (status == CVS_ENOMEM)
    return cvs_fail_memory(error);
  return status == CVS_OK ? CVS_OK : cvs_fail(error, status, "the power could not be enumerated");
}
