/* The recursion of Armitage, McPherson & Rowe (1969) by Gauss-Legendre panels between the bounds. */
#include "stat/seq_walk.h"

#include "num/dist.h"

#include <math.h>

enum { HALF = 10, NODES = 2 * HALF, PANELS_MAX = CVS_WALK_NODES / NODES };

/* Positive nodes and weights of the 20-point rule on [-1, 1] (Abramowitz & Stegun 1964, table 25.4). */
static const double rule[HALF][2] = {
    {0.99312859918509488466, 0.01761400713915211788}, {0.96397192727791380928, 0.04060142980038693866},
    {0.91223442825132594614, 0.06267204833410906784}, {0.83911697182221878233, 0.08327674157670475474},
    {0.74633190646015079572, 0.10193011981724044157}, {0.63605368072651502498, 0.11819453196151841201},
    {0.51086700195082712650, 0.13168863844917663708}, {0.37370608871541954876, 0.14209610931838204118},
    {0.22778585114164506820, 0.14917298647260374134}, {0.07652652113349733831, 0.15275338713072583730},
};
/* Width of a panel in standard deviations of the narrower of the steps before and after the look:
 * doubling the nodes moves no bound by 1e-11 in z, where 8 would allow 7e-11. */
static const double PANEL_WIDTH = 7.0;
/* Where there is no bound, the density is cut off this many deviations out: 1e-19 of it. */
static const double REACH = 9.0;
/* Beyond this many deviations nothing is left that a double can hold. */
static const double FAR = 38.0;
/* Steps that are this many deviations longer or shorter than the likeliest one add nothing: e^-50. */
static const double BAND = 10.0;

/* How the score moves from a node to the next look. */
typedef struct move {
  double factor;
  double shift;
  double deviation;
} move;

static move move_to(const cvs_walk *walk, double time) {
  const double step = time - walk->time;
  if (!walk->flat)
    return (move){1, walk->drift * step, sqrt(step)};
  const double factor = time / walk->time;
  return (move){factor, 0, sqrt(step * factor)};
}

void cvs_walk_start(cvs_walk *walk, double drift) {
  walk->drift = drift;
  walk->flat = false;
  walk->fineness = 1;
  walk->time_start = walk->time = 0;
  walk->score_start = 0;
  walk->count = 1;
  walk->score[0] = 0;
  walk->mass[0] = 1;
}

void cvs_walk_start_at(cvs_walk *walk, double drift, double time, double z) {
  cvs_walk_start(walk, drift);
  walk->time_start = walk->time = time;
  walk->score_start = walk->score[0] = z * sqrt(time);
}

double cvs_walk_above(const cvs_walk *walk, double time, double z) {
  const move to = move_to(walk, time);
  const double score = z * sqrt(time) - to.shift;
  double sum = 0;
  for (size_t i = 0; i < walk->count; i++)
    sum += walk->mass[i] * cvs_normal_sf((score - to.factor * walk->score[i]) / to.deviation);
  return sum;
}

double cvs_walk_below(const cvs_walk *walk, double time, double z) {
  const move to = move_to(walk, time);
  const double score = z * sqrt(time) - to.shift;
  double sum = 0;
  for (size_t i = 0; i < walk->count; i++)
    sum += walk->mass[i] * cvs_normal_cdf((score - to.factor * walk->score[i]) / to.deviation);
  return sum;
}

/* Scores that hold all but 1e-19 of the walk at `time`, if nothing had stopped it. */
static cvs_gap find_bulk(const cvs_walk *walk, double time) {
  const double since = time - walk->time_start;
  const double growth = walk->flat ? time / walk->time_start : 1;
  const double center = walk->flat ? walk->score_start * growth : walk->score_start + walk->drift * since;
  const double reach = REACH * sqrt(since * growth);
  return (cvs_gap){center - reach, center + reach};
}

/* The first node that is expected above `mean`. */
static size_t first_above(const cvs_walk *walk, const move *to, double mean) {
  size_t low = 0, high = walk->count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (to->shift + to->factor * walk->score[middle] < mean)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* How many deviations of a step, at most, lie between a score at the next look and the nodes that it
 * is reached from. Given both ends a path's way is a Brownian bridge, which gets its share of the whole
 * distance in the last step; where bounds cut that off, it comes from the node nearest to the score. */
static double find_band(const cvs_walk *walk, const move *to, double time, double score) {
  const cvs_gap bulk = find_bulk(walk, time);
  const double share = sqrt((time - walk->time) / (time - walk->time_start));
  const double likely = share * fabs(score - (bulk.low + bulk.high) / 2) / (bulk.high - bulk.low) * 2 * REACH;
  const double first = to->shift + to->factor * walk->score[0];
  const double last = to->shift + to->factor * walk->score[walk->count - 1];
  return BAND + fmax(likely, fmax(first - score, score - last) / to->deviation);
}

/* Density of the score at the next look. */
static double score_density(const cvs_walk *walk, double time, double score) {
  const double inverse_sqrt_2pi = 0.39894228040143267794;
  if (walk->count == 0)
    return 0;
  const move to = move_to(walk, time);
  const double band = find_band(walk, &to, time, score), rate = 1 / to.deviation;
  double sum = 0;
  for (size_t i = first_above(walk, &to, score - band * to.deviation); i < walk->count; i++) {
    const double distance = rate * (score - to.shift - to.factor * walk->score[i]);
    if (distance < -band)
      break;
    sum += walk->mass[i] * exp(-0.5 * distance * distance);
  }
  return sum * inverse_sqrt_2pi * rate;
}

double cvs_walk_density(const cvs_walk *walk, double time, double z) {
  return sqrt(time) * score_density(walk, time, z * sqrt(time));
}

/* Scores between which the density is integrated. A bound far out is kept where it is: what lies near
 * it may be all that crosses the next one. */
static cvs_gap find_range(const cvs_walk *walk, double time, cvs_gap gap) {
  const cvs_gap bulk = find_bulk(walk, time);
  const double root = sqrt(time), further = (FAR / REACH - 1) / 2 * (bulk.high - bulk.low);
  return (cvs_gap){isfinite(gap.low) ? fmax(gap.low * root, bulk.low - further) : bulk.low,
                   isfinite(gap.high) ? fmin(gap.high * root, bulk.high + further) : bulk.high};
}

static size_t count_panels(const cvs_walk *walk, double width, double narrower) {
  const double panels = ceil(walk->fineness * width / (PANEL_WIDTH * sqrt(narrower)));
  return panels < PANELS_MAX ? (size_t)fmax(panels, 1) : PANELS_MAX;
}

void cvs_walk_pass(cvs_walk *walk, double time, cvs_gap gap, double time_next) {
  const cvs_gap range = find_range(walk, time, gap);
  const double width = fmax(range.high - range.low, 0);
  const size_t panels = count_panels(walk, width, fmin(time - walk->time, time_next - time));
  const double half = width / (double)panels / 2;
  double score[CVS_WALK_NODES], mass[CVS_WALK_NODES];
  size_t count = 0;
  for (size_t panel = 0; panel < panels && half > 0; panel++) {
    const double center = range.low + (2 * (double)panel + 1) * half;
    for (size_t i = 0; i < NODES; i++) {
      const double *node = rule[i < HALF ? i : NODES - 1 - i];
      score[count] = center + (i < HALF ? -half : half) * node[0];
      mass[count] = half * node[1] * score_density(walk, time, score[count]);
      count++;
    }
  }
  for (size_t i = 0; i < count; i++) {
    walk->score[i] = score[i];
    walk->mass[i] = mass[i];
  }
  walk->count = count;
  walk->time = time;
}
