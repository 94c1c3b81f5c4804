/* One comparison at a group sequential look: its bounds at the information really reached, what may be read of it, and
 * what becomes of it. */
#include "analysis/monitor_group.h"

#include "base/error.h"
#include "stat/seq_spending.h"
#include <convstat/plan_file.h>

#include <math.h>
#include <string.h>

/* The statistics that designs take. */
static const double Z_MOST = 100;

double cvs_monitor_turn(const cvs_monitor_case *at) {
  return at->out->terms.downward ? -1 : 1;
}

double cvs_monitor_turned(const cvs_monitor_case *at, double z) {
  return fmin(fmax(cvs_monitor_turn(at) * z, -Z_MOST), Z_MOST);
}

bool cvs_monitor_is_classical(const cvs_monitor_case *at) {
  return cvs_spending_is_classical(&at->out->terms.sequential.efficacy);
}

double cvs_monitor_join_p(const cvs_monitor_case *at, double ln_p) {
  const cvs_monitor_options *options = at->run->options;
  const cvs_saved_plan *plan = options->plan;
  const char *adjust = plan == NULL ? options->adjust : plan->adjust != NULL ? plan->adjust->id : "none";
  const double count = (double)at->out->comparison_count;
  if (count < 2 || strcmp(adjust, "none") == 0)
    return ln_p;
  if (strcmp(adjust, "bonferroni") == 0)
    return fmin(ln_p + log(count), 0);
  /* 1 - (1 - p)^k; below this it is k p to the last digit */
  const double ln_tiny = -80;
  return ln_p < ln_tiny ? ln_p + log(count) : log(-expm1(count * log1p(-exp(ln_p))));
}

/* --- figures --- */

static void show_bounds(const cvs_monitor_case *at, const cvs_monitor_track *track, cvs_monitor_comparison *out) {
  const cvs_sequential_bounds *bounds = &track->bounds;
  const cvs_sequential_look *look = &bounds->look[track->count - 1];
  const cvs_maybe upper = {true, look->z_upper}, lower = {bounds->has_lower, look->z_lower};
  const bool down = at->out->terms.downward;
  out->bound_upper = down ? (cvs_maybe){lower.exists, -lower.value} : upper;
  out->bound_lower = down ? (cvs_maybe){true, -upper.value} : lower;
  if (!out->bound_upper.exists)
    out->bound_upper.value = 0;
  out->bound_futility = (cvs_maybe){bounds->has_futility, cvs_monitor_turn(at) * look->z_futility};
  out->alpha_spent = (cvs_maybe){true, look->alpha_spent};
}

/* The repeated interval has the z at which it ends on both scales: effects whose statistic is that. */
static cvs_status show_repeated(const cvs_monitor_case *at, size_t index, const cvs_sequential_reached *reached,
                                cvs_monitor_comparison *out, cvs_error *error) {
  const double z = cvs_monitor_turned(at, out->z.value);
  const cvs_alternative side = at->out->terms.alternative;
  const cvs_strata_tables tables = cvs_monitor_tables(at, index);
  cvs_sequential_repeated repeated;
  cvs_status status = cvs_sequential_repeat(&at->out->terms.sequential, reached, z, &repeated, error);
  if (status != CVS_OK)
    return status;
  const double bound = (repeated.upper - repeated.lower) / 2 * sqrt(reached->information[reached->looks - 1]);
  const cvs_monitor_limits limits = {side != CVS_LESS, side != CVS_GREATER, bound, -bound};
  out->ln_p_value = cvs_monitor_join_p(at, repeated.ln_p_value);
  out->p_value = (cvs_maybe){true, exp(out->ln_p_value)};
  status = cvs_monitor_interval(&tables, CVS_DIFFERENCE, &limits, &out->difference, error);
  return status == CVS_OK ? cvs_monitor_interval(&tables, CVS_LIFT, &limits, &out->lift, error) : status;
}

static size_t find_index(const cvs_monitor_case *at, size_t treatment) {
  size_t index = 0;
  while (at->treatment[index].treatment != treatment)
    index++;
  return index;
}

cvs_status cvs_monitor_measure(const cvs_monitor_case *at, cvs_monitor_track *track, bool last,
                               cvs_monitor_comparison *out, cvs_error *error) {
  if (track->count == CVS_LOOKS_MAX)
    return cvs_fail(error, CVS_ELIMIT, "there are more than %d looks, expected fewer (without --every-day)",
                    CVS_LOOKS_MAX);
  if (out->information.value > CVS_INFORMATION_MAX)
    return cvs_fail(error, CVS_ELIMIT,
                    "the visitors are %.3g times those of the planned end, expected at most %g times",
                    out->information.value, CVS_INFORMATION_MAX);
  track->taken[track->count++] = out->information.value;
  const cvs_sequential_reached reached = {track->count, track->taken, last};
  const cvs_status status =
      cvs_sequential_bounds_at(&at->out->terms.sequential, at->out->terms.drift, &reached, &track->bounds, error);
  if (status != CVS_OK)
    return status;
  track->over = last || out->information.value >= 1 ||
                (cvs_monitor_is_classical(at) && track->count == at->out->terms.sequential.looks);
  show_bounds(at, track, out);
  return show_repeated(at, find_index(at, out->treatment), &reached, out, error);
}

/* --- what becomes of it --- */

cvs_monitor_verdict cvs_monitor_judge(const cvs_monitor_case *at, const cvs_monitor_track *track,
                                      const cvs_monitor_comparison *comparison) {
  const cvs_sequential_look *look = &track->bounds.look[track->count - 1];
  const double z = cvs_monitor_turned(at, comparison->z.value);
  const bool down = at->out->terms.downward;
  if (z >= look->z_upper)
    return (cvs_monitor_verdict){down ? CVS_MONITOR_STOP_HARM : CVS_MONITOR_STOP_WIN, CVS_REASON_BOUND};
  if (track->bounds.has_lower && z <= look->z_lower)
    return (cvs_monitor_verdict){down ? CVS_MONITOR_STOP_WIN : CVS_MONITOR_STOP_HARM, CVS_REASON_BOUND};
  if (track->over)
    return (cvs_monitor_verdict){CVS_MONITOR_STOP_INCONCLUSIVE,
                                 comparison->information.value < 1 && !cvs_monitor_is_classical(at) ? CVS_REASON_ENDED
                                                                                                    : CVS_REASON_END};
  if (track->bounds.has_futility && z <= look->z_futility)
    return (cvs_monitor_verdict){CVS_MONITOR_STOP_FUTILITY, CVS_REASON_FUTILE};
  return (cvs_monitor_verdict){CVS_MONITOR_CONTINUE, CVS_REASON_GOES_ON};
}

/* The effect whose statistic is that of the design at a drift. */
static double z_of_drift(const cvs_monitor_case *at, double z, double drift, double information) {
  return cvs_monitor_turn(at) * (z - drift * sqrt(information));
}

/* Where the limits of a drift and its estimate lie, as statistics. */
typedef struct adjusted_z {
  cvs_strata_tables tables;
  cvs_monitor_limits limits;
  double estimate;
} adjusted_z;

static cvs_status set_effect(const adjusted_z *z, cvs_scale scale, cvs_interval *out, cvs_error *error) {
  cvs_status status = cvs_monitor_interval(&z->tables, scale, &z->limits, out, error);
  if (status != CVS_OK || !out->exists)
    return status;
  status = cvs_strata_effect_at(&z->tables, scale, z->estimate, &out->has_estimate, &out->estimate);
  if (!out->has_estimate)
    out->estimate = 0;
  return status == CVS_OK ? status : cvs_fail(error, status, "the adjusted estimate could not be computed");
}

cvs_status cvs_monitor_conclude(cvs_monitor_case *at, size_t index, const cvs_monitor_track *track, double z,
                                cvs_error *error) {
  const cvs_monitor_terms *terms = &at->out->terms;
  const bool two_sided = terms->sequential.two_sided, down = terms->downward;
  const cvs_sequential_seen seen = {track->count - 1, cvs_monitor_turned(at, z)};
  const double information = track->taken[track->count - 1];
  cvs_monitor_treatment *out = &at->treatment[index];
  cvs_sequential_final final;
  cvs_status status = cvs_sequential_conclude(
      &track->bounds, &seen, two_sided ? terms->sequential.alpha / 2 : terms->sequential.alpha, &final, error);
  if (status != CVS_OK)
    return status;
  out->is_final = true;
  out->ln_p_value_adjusted = cvs_monitor_join_p(at, final.ln_p_value);
  out->p_value_adjusted = exp(out->ln_p_value_adjusted);
  const double low = z_of_drift(at, seen.z, down ? final.upper : final.lower, information);
  const double high = z_of_drift(at, seen.z, down ? final.lower : final.upper, information);
  const adjusted_z adjusted = {.tables = cvs_monitor_tables(at, index),
                               .limits = {two_sided || !down, two_sided || down, low, high},
                               .estimate = z_of_drift(at, seen.z, final.estimate, information)};
  status = set_effect(&adjusted, CVS_DIFFERENCE, &out->difference_adjusted, error);
  return status == CVS_OK ? set_effect(&adjusted, CVS_LIFT, &out->lift_adjusted, error) : status;
}
