/* A statistic on its way through the looks: the density of what has not stopped yet.
 *
 * The walk lives on the score scale b = z sqrt(t), where increments are independent: over a step d its
 * mean is drift * d and its variance d. Under a flat prior of the drift the score is predicted instead:
 * mean b d / t, variance d (t + d) / t. */
#ifndef CVS_STAT_SEQ_WALK_H
#define CVS_STAT_SEQ_WALK_H

#include <stdbool.h>
#include <stddef.h>

/* Room for 120 panels of 20 nodes: looks CVS_INFORMATION_GAP_MIN apart need 80. */
enum { CVS_WALK_NODES = 2400 };

typedef struct cvs_walk {
  double drift;
  bool flat;          /* predicted under a flat prior; drift is ignored */
  double fineness;    /* 1, or the factor of nodes above what accuracy needs */
  double time_start;  /* where it was known exactly, */
  double score_start; /* and its score there */
  double time;        /* of the look that it has passed */
  size_t count;       /* nodes between the bounds of that look */
  double score[CVS_WALK_NODES];
  double mass[CVS_WALK_NODES]; /* probability of having gone on, at each node */
} cvs_walk;

/* z between which the test goes on after a look; infinite where there is no bound. */
typedef struct cvs_gap {
  double low;
  double high;
} cvs_gap;

/* Starts at information 0. */
void cvs_walk_start(cvs_walk *walk, double drift);
/* Starts at a look at information `time` > 0 with statistic z. */
void cvs_walk_start_at(cvs_walk *walk, double drift, double time, double z);

/* Probability of having gone on so far and Z(time) >= z, or <= z, at the next look; and the density
 * of z there. */
double cvs_walk_above(const cvs_walk *walk, double time, double z);
double cvs_walk_below(const cvs_walk *walk, double time, double z);
double cvs_walk_density(const cvs_walk *walk, double time, double z);

/* Passes the look at `time`, going on between the bounds. `time_next` is the look after it. */
void cvs_walk_pass(cvs_walk *walk, double time, cvs_gap gap, double time_next);

#endif
