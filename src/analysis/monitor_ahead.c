/* What is still to come: the chance of winning at a later look, and when the next one is due. */
#include "analysis/monitor_group.h"

#include "base/error.h"

#include <math.h>
#include <string.h>

/* A bound that is never crossed. */
static const double FAR = CVS_SEQUENTIAL_Z_MAX;

/* --- the looks to come --- */

/* Looks taken and those of the plan that are left, at the information planned. Those nearest are left out where there
 * would be too many: the end is what counts. */
static size_t list_looks(const cvs_monitor_case *at, const cvs_monitor_track *track, double now, double *information) {
  const cvs_sequential_terms *terms = &at->out->terms.sequential;
  size_t first = cvs_monitor_is_classical(at) ? track->count : 0;
  while (first < terms->looks && terms->information[first] < now + CVS_INFORMATION_GAP_MIN)
    first++;
  const size_t room = CVS_LOOKS_MAX - 1 - track->count; /* one for a state between looks */
  if (terms->looks - first > room)
    first = terms->looks - room;
  memcpy(information, track->taken, track->count * sizeof *information);
  memcpy(information + track->count, terms->information + first, (terms->looks - first) * sizeof *information);
  return track->count + terms->looks - first;
}

/* A state between looks is a look at which nothing is decided. */
static void insert_state(cvs_sequential_bounds *bounds, size_t place, double information) {
  memmove(&bounds->look[place + 1], &bounds->look[place], (bounds->looks - place) * sizeof bounds->look[0]);
  bounds->look[place] = (cvs_sequential_look){.information = information,
                                              .z_upper = FAR,
                                              .z_lower = bounds->has_lower ? -FAR : 0,
                                              .z_futility = bounds->has_futility ? -FAR : 0};
  bounds->looks++;
}

static cvs_status find_powers(const cvs_monitor_case *at, const cvs_sequential_bounds *bounds,
                              const cvs_sequential_seen *seen, cvs_monitor_comparison *out, cvs_error *error) {
  const double trend = seen->z / sqrt(bounds->look[seen->look].information);
  double planned, current, predictive;
  cvs_status status = cvs_conditional_power(bounds, seen, at->out->terms.drift, &planned, error);
  if (status == CVS_OK)
    status = cvs_conditional_power(bounds, seen, trend, &current, error);
  if (status == CVS_OK)
    status = cvs_predictive_power(bounds, seen, &predictive, error);
  if (status != CVS_OK)
    return status;
  out->power_planned = (cvs_maybe){true, planned};
  out->power_trend = (cvs_maybe){true, current};
  out->power_predictive = (cvs_maybe){true, predictive};
  return CVS_OK;
}

cvs_status cvs_monitor_look_ahead(const cvs_monitor_case *at, const cvs_monitor_track *track, bool between,
                                  cvs_monitor_comparison *out, cvs_error *error) {
  const double now = out->information.value, last = track->count > 0 ? track->taken[track->count - 1] : 0;
  double information[CVS_LOOKS_MAX];
  cvs_sequential_bounds bounds;
  if (!out->z.exists || track->over || track->count >= CVS_LOOKS_MAX - 1)
    return CVS_OK;
  if (between && !(now - last >= CVS_INFORMATION_GAP_MIN && now <= 1 - CVS_INFORMATION_GAP_MIN))
    return CVS_OK;
  const size_t looks = list_looks(at, track, now, information);
  if (looks == track->count)
    return CVS_OK; /* so near to the end that no look is left before it */
  const cvs_sequential_reached reached = {looks, information, false};
  const cvs_status status =
      cvs_sequential_bounds_at(&at->out->terms.sequential, at->out->terms.drift, &reached, &bounds, error);
  if (status != CVS_OK)
    return status;
  if (between)
    insert_state(&bounds, track->count, now);
  const cvs_sequential_seen seen = {between ? track->count : track->count - 1, cvs_monitor_turned(at, out->z.value)};
  return find_powers(at, &bounds, &seen, out, error);
}

/* --- when --- */

static uint64_t count_visitors(const cvs_monitor_case *at) {
  uint64_t visitors = 0;
  for (size_t i = 0; i < at->out->arm_count; i++)
    visitors += at->out->arm[i].sample.visitors;
  return visitors;
}

static uint64_t count_planned(const cvs_monitor_case *at) {
  uint64_t visitors = 0;
  for (size_t i = 0; i < at->out->arm_count; i++)
    visitors += at->out->terms.visitors[i];
  return visitors;
}

/* Days from the last one on until these visitors have come. */
static int64_t find_date(const cvs_monitor_case *at, uint64_t seen, uint64_t wanted, double pace) {
  const double missing = wanted > seen ? (double)(wanted - seen) : 0;
  return at->out->last + (int64_t)fmax(1, ceil(missing / pace));
}

cvs_status cvs_monitor_foresee(cvs_monitor_case *at, size_t next, cvs_error *error) {
  cvs_monitor_group *out = at->out;
  const cvs_sequential_terms *terms = &out->terms.sequential;
  const cvs_monitor_look *state = out->now != NULL ? out->now : &out->look[out->look_count - 1];
  if (!cvs_monitor_goes_on(at) || next >= terms->looks || out->day_count == 0)
    return CVS_OK;
  cvs_monitor_next *due = cvs_arena_alloc(&at->run->frame.arena, sizeof *due);
  if (due == NULL)
    return cvs_fail_memory(error);
  const uint64_t seen = count_visitors(at);
  const double now = state->information.exists ? state->information.value : 0;
  /* Visitors a unit of information at the split so far; as planned before there is any. */
  const double unit = now > 0 ? (double)seen / now : (double)count_planned(at);
  const double most = 9007199254740992.0; /* 2^53 */
  const double days = (double)(out->last - out->first) + 1, slack = 1e-9;
  *due = (cvs_monitor_next){.look = next + 1,
                            .looks = terms->looks,
                            .information = terms->information[next],
                            .visitors_total = (uint64_t)fmin(ceil(terms->information[next] * unit - slack), most),
                            .visitors_end = (uint64_t)fmin(ceil(unit - slack), most),
                            .pace = (double)seen / days};
  const double longest = 36525; /* a hundred years */
  due->has_date = (double)due->visitors_end / due->pace < longest;
  if (due->has_date) {
    due->date = find_date(at, seen, due->visitors_total, due->pace);
    due->date_end = find_date(at, seen, due->visitors_end, due->pace);
  }
  out->next = due;
  return CVS_OK;
}
