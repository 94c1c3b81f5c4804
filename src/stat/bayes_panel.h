/* The tail of a smooth density as polynomials over panels: made once, evaluated in nanoseconds. */
#ifndef CVS_STAT_BAYES_PANEL_H
#define CVS_STAT_BAYES_PANEL_H

#include <stddef.h>

/* A panel's density is met by a polynomial of this many Chebyshev nodes: 1e-14 with the widths chosen. */
enum { CVS_PANEL_NODES = 20 };

/* Chebyshev nodes of the first kind on [-1, 1], Fejer's weights, cos(pi m / (2 CVS_PANEL_NODES)). */
typedef struct cvs_fejer {
  double node[CVS_PANEL_NODES];
  double weight[CVS_PANEL_NODES];
  double cosine[4 * CVS_PANEL_NODES];
  double transform[CVS_PANEL_NODES][CVS_PANEL_NODES / 2]; /* from the values at half the nodes to coefficients */
} cvs_fejer;
void cvs_fejer_init(cvs_fejer *rule);

/* Chebyshev coefficients, CVS_PANEL_NODES + 1 of them, of the integral from s to 1 of the function with these
 * values at the nodes. */
void cvs_panel_integrate(const cvs_fejer *rule, const double *value, double *coefficient);

/* The tail beyond a distance from the mode, as Chebyshev coefficients over [start, start + width]. */
typedef struct cvs_law_panel {
  double start;
  double width;
  double coefficient[CVS_PANEL_NODES + 1];
} cvs_law_panel;

/* Panels from the mode outwards. */
typedef struct cvs_law_side {
  cvs_law_panel *panel;
  size_t count;
  size_t capacity;
  double end;  /* distance where the panels end */
  double core; /* distance where the density has fallen by e^-50 */
} cvs_law_side;

/* The tail beyond a distance >= 0 from the mode; 0 where the panels have ended. */
double cvs_side_tail(const cvs_law_side *side, double distance);

#endif
