/* A tail as Chebyshev polynomials over panels: Fejer's rule, integration, evaluation. */
#include "stat/bayes_panel.h"

#include "base/constants.h"

#include <math.h>

enum { NODES = CVS_PANEL_NODES, HALF = NODES / 2 };

void cvs_fejer_init(cvs_fejer *rule) {
  for (size_t m = 0; m < 4 * NODES; m++)
    rule->cosine[m] = cos(CVS_PI * (double)m / (2 * NODES));
  for (size_t k = 0; k < NODES; k++) {
    rule->node[k] = rule->cosine[2 * k + 1];
    double sum = 1;
    for (size_t j = 1; j <= NODES / 2; j++)
      sum -= 2 * rule->cosine[2 * j * (2 * k + 1) % (4 * NODES)] / (double)(4 * j * j - 1);
    rule->weight[k] = 2 * sum / NODES;
  }
  for (size_t j = 0; j < NODES; j++)
    for (size_t k = 0; k < HALF; k++)
      rule->transform[j][k] = 2.0 / NODES * rule->cosine[j * (2 * k + 1) % (4 * NODES)];
}

/* The nodes are symmetric and the polynomials even or odd: half the products are enough. */
void cvs_panel_integrate(const cvs_fejer *rule, const double *value, double *coefficient) {
  double c[NODES + 2] = {0}, folded[2][HALF];
  for (size_t k = 0; k < HALF; k++) {
    folded[0][k] = value[k] + value[NODES - 1 - k];
    folded[1][k] = value[k] - value[NODES - 1 - k];
  }
  for (size_t j = 0; j < NODES; j++)
    for (size_t k = 0; k < HALF; k++)
      c[j] += rule->transform[j][k] * folded[j % 2][k];
  coefficient[0] = 0;
  for (size_t j = 1; j <= NODES; j++) {
    coefficient[j] = -(c[j - 1] - c[j + 1]) / (2 * (double)j);
    coefficient[0] -= coefficient[j];
  }
}

/* The panel that holds `distance`, which lies before the end. */
static const cvs_law_panel *find_panel(const cvs_law_side *side, double distance) {
  size_t low = 0, high = side->count;
  while (high - low > 1) {
    const size_t middle = low + (high - low) / 2;
    if (side->panel[middle].start <= distance)
      low = middle;
    else
      high = middle;
  }
  return &side->panel[low];
}

/* Clenshaw's recurrence. */
static double evaluate_panel(const cvs_law_panel *panel, double distance) {
  const double twice = 4 * (distance - panel->start) / panel->width - 2;
  double newer = 0, older = 0;
  for (size_t j = NODES; j > 0; j--) {
    const double next = panel->coefficient[j] + twice * newer - older;
    older = newer;
    newer = next;
  }
  return panel->coefficient[0] + twice / 2 * newer - older;
}

double cvs_side_tail(const cvs_law_side *side, double distance) {
  return distance < side->end ? fmax(evaluate_panel(find_panel(side, distance), distance), 0) : 0;
}
