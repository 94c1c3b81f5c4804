/* Kaplan-Meier at a horizon, with what every unit adds to it.
 *
 * At time u, d(u) of the Y(u) units at risk reach the step: S = prod (1 - d/Y), F = 1 - S. The derivative of S by the
 * weight of unit i is -S sum over u of (dN_i(u) - Y_i(u) d(u)/Y(u)) / (Y(u) - d(u)): its infinitesimal jackknife
 * (Reid 1981, Ann. Stat. 9, 78-92), whose sum of squares is Greenwood's variance S^2 sum d / (Y (Y - d)). */
#include "stat/funnel_curve.h"

#include "stat/methods.h"

#include <stdlib.h>

static int compare_spells(const void *left, const void *right) {
  const cvs_funnel_spell *a = left, *b = right;
  if (a->seconds < b->seconds)
    return -1;
  if (a->seconds > b->seconds)
    return 1;
  return (a->unit > b->unit) - (a->unit < b->unit);
}

/* Spells of one length. */
typedef struct tie {
  size_t end;
  size_t reached;
} tie;

static tie find_tie(const cvs_funnel_spell *spell, size_t first, size_t count) {
  tie out = {first, 0};
  while (out.end < count && !(spell[out.end].seconds > spell[first].seconds))
    out.reached += spell[out.end++].reached;
  return out;
}

double cvs_funnel_curve(cvs_funnel_spell *spell, size_t count, double *influence) {
  double survival = 1, burden = 0; /* sum of d / (Y (Y - d)) so far: what a unit at risk is charged */
  qsort(spell, count, sizeof *spell, compare_spells);
  for (size_t first = 0; first < count;) {
    const tie now = find_tie(spell, first, count);
    const double at_risk = (double)(count - first), left = (double)(count - first - now.reached);
    if (now.reached > 0 && !(left > 0)) {
      survival = 0;
      break;
    }
    survival *= left / at_risk;
    burden += (double)now.reached / (at_risk * left);
    for (; first < now.end; first++)
      influence[spell[first].unit] = (spell[first].reached ? 1 / left : 0) - burden;
  }
  for (size_t i = 0; i < count; i++)
    influence[i] = survival > 0 ? influence[i] * survival : 0;
  return 1 - survival;
}

const cvs_method cvs_method_funnel_curve = {
    .name = "funnel_curve",
    .id = "kaplan-meier",
    .kind = CVS_KIND_OTHER,
    .title = "rates with users still on their way (Kaplan-Meier at the window)",
    .formula = "F = 1 - prod (1 - d(u)/Y(u)) over the times u up to the window, d(u) of the Y(u) still on their way "
               "reach the step; r_j = F_j/F_(j-1), covariance by influence functions",
    .citation = "Kaplan & Meier (1958), Journal of the American Statistical Association 53, 457-481; Reid (1981), "
                "Annals of Statistics 9, 78-92; Rothman (1978), Journal of Chronic Diseases 31, 557-560",
    .note = "needs users who entered early and late to be alike; users followed over the whole window must exist",
};
