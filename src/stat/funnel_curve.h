/* Kaplan-Meier at a horizon, with what every unit adds to it. */
#ifndef CVS_STAT_FUNNEL_CURVE_H
#define CVS_STAT_FUNNEL_CURVE_H

#include <convstat/funnel.h>

/* A unit until it reached the step, was lost from sight or came to the horizon, whichever was first. */
typedef struct cvs_funnel_spell {
  double seconds;
  uint32_t unit;
  bool reached;
} cvs_funnel_spell;

/* Share of units that reach the step by the horizon; `spell` is sorted in place.
 *   influence  [count]: of each unit on that share, so that the sum of squares is its variance (Greenwood's)
 * Where all that are left reach the step at one time the share is 1 and has no variance. */
double cvs_funnel_curve(cvs_funnel_spell *spell, size_t count, double *influence);

#endif
