/* The size from which on the enumerated power stays at or above what is asked.
 *
 * A size n holds where none of n ... 1.25 n + 100 is short. Looking from the end of that range
 * downwards, the first short size rules out all up to itself, and the next candidate follows it: a
 * few looks far below the answer, and one at every size of the answer's own range, each size once. */
#include "stat/power_enumerate.h"

#include "base/error.h"
#include "base/mem.h"
#include "stat/power_terms.h"

#include <inttypes.h>
#include <math.h>

typedef struct scan {
  const cvs_design *design;
  double target;
  uint64_t largest; /* control size at which an arm reaches CVS_ENUMERATE_MAX */
  uint64_t ahead;   /* the same for CVS_ENUMERATE_AHEAD_MAX */
  bool *enough;     /* sizes that were looked at and are not short */
  cvs_cut_hint hints[2];
} scan;

static uint64_t range_end(uint64_t size) {
  return size + size / 4 + 100;
}

static uint64_t largest_size(const cvs_design *design, uint64_t arm_max) {
  double limit = (double)arm_max;
  return (uint64_t)fmax(0, fmin(limit, floor(limit / design->ratio)));
}

static cvs_status look(scan *s, uint64_t size, bool *enough) {
  if (!s->enough[size]) {
    cvs_power_size at = {s->design, size, cvs_power_treatment_size(s->design, size)};
    double power = 0;
    cvs_status status = cvs_power_at(&at, s->target, s->hints, &power);
    if (status != CVS_OK)
      return status;
    s->enough[size] = power >= s->target;
  }
  *enough = s->enough[size];
  return CVS_OK;
}

/* The largest short size of the range of `size`; 0 where none is. */
static cvs_status find_short(scan *s, uint64_t size, uint64_t *found) {
  *found = 0;
  for (uint64_t at = range_end(size); at >= size; at--) {
    bool enough = false;
    cvs_status status = look(s, at, &enough);
    if (status != CVS_OK)
      return status;
    if (!enough) {
      *found = at;
      return CVS_OK;
    }
  }
  return CVS_OK;
}

static cvs_status find_size(scan *s, uint64_t *size, cvs_error *error) {
  uint64_t candidate = 1;
  while (candidate <= s->largest && range_end(candidate) <= s->ahead) {
    uint64_t last_short;
    cvs_status status = find_short(s, candidate, &last_short);
    if (status != CVS_OK)
      return status == CVS_ENOMEM ? cvs_fail_memory(error)
                                  : cvs_fail(error, status, "the power could not be enumerated");
    if (last_short == 0) {
      *size = candidate;
      return CVS_OK;
    }
    candidate = last_short + 1;
  }
  return cvs_fail(error, CVS_ELIMIT,
                  "sizes can be enumerated up to %" PRIu64 " visitors an arm, and this effect needs more",
                  CVS_ENUMERATE_MAX);
}

cvs_status cvs_size_enumerate(const cvs_design *design, double power, uint64_t *visitors_control, cvs_error *error) {
  cvs_status status = cvs_power_check(design, error);
  if (status == CVS_OK)
    status = cvs_power_check_target(design, power, error);
  if (status == CVS_OK)
    status = cvs_power_check_reachable(design, error);
  if (status == CVS_OK)
    status = cvs_rejection_check(design, 1, 1, error);
  if (status != CVS_OK)
    return status;
  scan s = {.design = design,
            .target = power,
            .largest = largest_size(design, CVS_ENUMERATE_MAX),
            .ahead = largest_size(design, CVS_ENUMERATE_AHEAD_MAX)};
  s.enough = cvs_calloc((size_t)s.ahead + 1, sizeof *s.enough);
  if (s.enough == NULL)
    return cvs_fail_memory(error);
  status = find_size(&s, visitors_control, error);
  cvs_free(s.enough);
  return status;
}
