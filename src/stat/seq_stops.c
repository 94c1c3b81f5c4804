/* Where a test with given bounds stops. */
#include "stat/seq_stops.h"

#include "num/dist.h"
#include "stat/seq_check.h"

#include <math.h>

cvs_gap cvs_seq_gap(const cvs_sequential_bounds *bounds, size_t j, bool obey_futility) {
  const cvs_sequential_look *look = &bounds->look[j];
  if (bounds->has_futility && obey_futility)
    return (cvs_gap){look->z_futility, look->z_upper};
  return (cvs_gap){bounds->has_lower ? look->z_lower : -INFINITY, look->z_upper};
}

void cvs_seq_pass(cvs_walk *walk, const cvs_sequential_bounds *bounds, size_t j, bool obey_futility) {
  if (j + 1 < bounds->looks)
    cvs_walk_pass(walk, bounds->look[j].information, cvs_seq_gap(bounds, j, obey_futility),
                  bounds->look[j + 1].information);
}

/* Z at or below the harm bound, and between that and the futility bound. */
static void stop_below(const cvs_walk *walk, const cvs_sequential_bounds *bounds, size_t j, cvs_sequential_stops *out) {
  const cvs_sequential_look *look = &bounds->look[j];
  if (bounds->has_lower)
    out->lower[j] = cvs_walk_below(walk, look->information, look->z_lower);
  if (bounds->has_futility)
    out->futility[j] = fmax(cvs_walk_below(walk, look->information, look->z_futility) - out->lower[j], 0);
}

void cvs_seq_stops(const cvs_sequential_bounds *bounds, double drift, cvs_sequential_stops *out) {
  *out = (cvs_sequential_stops){.drift = drift};
  cvs_walk walk;
  cvs_walk_start(&walk, drift);
  double going_on = 1, before = 0;
  for (size_t j = 0; j < bounds->looks; j++) {
    const double information = bounds->look[j].information;
    out->information_expected += going_on * (information - before);
    out->upper[j] = cvs_walk_above(&walk, information, bounds->look[j].z_upper);
    stop_below(&walk, bounds, j, out);
    out->power += out->upper[j];
    going_on = fmax(going_on - out->upper[j] - out->lower[j] - out->futility[j], 0);
    before = information;
    cvs_seq_pass(&walk, bounds, j, true);
  }
  out->power = fmin(out->power, 1);
}

cvs_status cvs_sequential_stops_at(const cvs_sequential_bounds *bounds, double drift, cvs_sequential_stops *out,
                                   cvs_error *error) {
  cvs_status status = cvs_seq_check_bounds(bounds, error);
  if (status == CVS_OK)
    status = cvs_seq_check_value(drift, "drift", error);
  if (status == CVS_OK)
    cvs_seq_stops(bounds, drift, out);
  return status;
}

/* What was crossed so far without effect; non-binding futility is overruled. */
static void fill_alpha(cvs_sequential_bounds *bounds) {
  cvs_walk walk;
  cvs_walk_start(&walk, 0);
  double spent = 0;
  for (size_t j = 0; j < bounds->looks; j++) {
    cvs_sequential_look *look = &bounds->look[j];
    spent += cvs_walk_above(&walk, look->information, look->z_upper);
    if (bounds->has_lower)
      spent += cvs_walk_below(&walk, look->information, look->z_lower);
    look->alpha_spent = spent;
    cvs_seq_pass(&walk, bounds, j, bounds->binding);
  }
}

static void fill_beta(cvs_sequential_bounds *bounds, double drift) {
  cvs_walk walk;
  cvs_walk_start(&walk, drift);
  double spent = 0;
  for (size_t j = 0; j < bounds->looks; j++) {
    cvs_sequential_look *look = &bounds->look[j];
    spent += cvs_walk_below(&walk, look->information, look->z_futility);
    look->beta_spent = spent;
    cvs_seq_pass(&walk, bounds, j, true);
  }
}

void cvs_seq_publish(const cvs_seq_frame *frame, const cvs_seq_limits *limits, double drift,
                     cvs_sequential_bounds *out) {
  *out = (cvs_sequential_bounds){.looks = frame->looks,
                                 .has_lower = frame->two_sided,
                                 .has_futility = frame->futility != CVS_FUTILITY_NONE,
                                 .binding = frame->futility == CVS_FUTILITY_BINDING};
  for (size_t j = 0; j < frame->looks; j++)
    out->look[j] = (cvs_sequential_look){
        .information = frame->time[j],
        .z_upper = limits->upper[j],
        .z_lower = out->has_lower ? -limits->plain[j] : 0,
        .z_futility = out->has_futility ? limits->futility[j] : 0,
        .p_nominal = cvs_normal_sf(limits->upper[j]),
        .ln_p_nominal = cvs_normal_ln_sf(limits->upper[j]),
    };
  fill_alpha(out);
  if (out->has_futility)
    fill_beta(out, drift);
}
