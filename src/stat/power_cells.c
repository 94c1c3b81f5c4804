/* The tables that matter under two rates: binomial masses of both arms, and sums over a region. */
#include "stat/power_region.h"

#include "base/mem.h"
#include "num/dist.h"

#include <math.h>

/* Mass that is left out beyond either end of an arm. */
static const double mass_pruned = 1e-13;

static uint64_t at_least(uint64_t a, uint64_t b) {
  return a > b ? a : b;
}

static uint64_t at_most(uint64_t a, uint64_t b) {
  return a < b ? a : b;
}

/* Beyond the mode ratios fall, so what follows a term is below term * ratio / (1 - ratio). */
static bool rest_is_negligible(double term, double ratio) {
  return ratio < 1 && term * ratio < mass_pruned * (1 - ratio);
}

/* Masses outwards from the mode, by recurrence; they are written to mass[x] and moved later. */
static void walk_masses(cvs_arm_masses *arm, uint64_t mode, double rate) {
  double n = (double)arm->visitors, odds = rate / (1 - rate);
  uint64_t x = mode;
  for (; x < arm->visitors; x++) {
    double ratio = (n - (double)x) / ((double)x + 1) * odds;
    if (rest_is_negligible(arm->mass[x], ratio))
      break;
    arm->mass[x + 1] = arm->mass[x] * ratio;
  }
  arm->last = x;
  for (x = mode; x > 0; x--) {
    double ratio = (double)x / ((n - (double)x + 1) * odds);
    if (rest_is_negligible(arm->mass[x], ratio))
      break;
    arm->mass[x - 1] = arm->mass[x] * ratio;
  }
  arm->first = x;
  for (x = arm->first; x <= arm->last; x++)
    arm->mass[x - arm->first] = arm->mass[x];
}

static cvs_status fill_arm(cvs_arm_masses *arm, uint64_t visitors, double rate) {
  *arm = (cvs_arm_masses){.visitors = visitors, .mass = cvs_malloc(((size_t)visitors + 1) * sizeof *arm->mass)};
  if (arm->mass == NULL)
    return CVS_ENOMEM;
  if (rate <= 0 || rate >= 1) {
    arm->first = arm->last = rate <= 0 ? 0 : visitors;
    arm->mass[0] = 1;
    return CVS_OK;
  }
  uint64_t mode = at_most((uint64_t)(((double)visitors + 1) * rate), visitors);
  cvs_status status = cvs_binomial_mass(mode, visitors, rate, false, &arm->mass[mode]);
  if (status == CVS_OK)
    walk_masses(arm, mode, rate);
  return status;
}

cvs_status cvs_power_cells_new(const cvs_rejection *rejection, double rate_control, double rate_treatment,
                               cvs_power_cells *out) {
  *out = (cvs_power_cells){0};
  cvs_status status = fill_arm(&out->control, rejection->visitors_control, rate_control);
  if (status == CVS_OK)
    status = fill_arm(&out->treatment, rejection->visitors_treatment, rate_treatment);
  if (status != CVS_OK)
    return status;
  size_t size = cvs_power_cells_totals(out) * sizeof *out->lower;
  out->lower = cvs_malloc(size);
  out->upper = cvs_malloc(size);
  return out->lower != NULL && out->upper != NULL ? CVS_OK : CVS_ENOMEM;
}

void cvs_power_cells_free(cvs_power_cells *cells) {
  cvs_free(cells->control.mass);
  cvs_free(cells->treatment.mass);
  cvs_free(cells->lower);
  cvs_free(cells->upper);
}

size_t cvs_power_cells_totals(const cvs_power_cells *cells) {
  return (size_t)(cells->control.last - cells->control.first + cells->treatment.last - cells->treatment.first) + 1;
}

uint64_t cvs_power_cells_first_total(const cvs_power_cells *cells) {
  return cells->control.first + cells->treatment.first;
}

uint64_t cvs_power_cells_low(const cvs_power_cells *cells, uint64_t total) {
  uint64_t least = total > cells->control.last ? total - cells->control.last : 0;
  return at_least(least, cells->treatment.first);
}

uint64_t cvs_power_cells_high(const cvs_power_cells *cells, uint64_t total) {
  return at_most(total - cells->control.first, cells->treatment.last);
}

/* Mass of the tables with begin <= k < end of one total. */
static double sum_total(const cvs_power_cells *cells, uint64_t total, uint64_t begin, uint64_t end) {
  if (begin >= end)
    return 0;
  const double *treatment = cells->treatment.mass + (begin - cells->treatment.first);
  const double *control = cells->control.mass + (total - begin - cells->control.first);
  size_t count = (size_t)(end - begin), i = 0;
  double even = 0, odd = 0;
  for (; i + 2 <= count; i += 2) {
    even += treatment[i] * control[-(ptrdiff_t)i];
    odd += treatment[i + 1] * control[-(ptrdiff_t)i - 1];
  }
  if (i < count)
    even += treatment[i] * control[-(ptrdiff_t)i];
  return even + odd;
}

double cvs_power_cells_sum(const cvs_power_cells *cells, bool inside) {
  double sum = 0;
  size_t totals = cvs_power_cells_totals(cells);
  for (size_t i = 0; i < totals; i++) {
    uint64_t total = cvs_power_cells_first_total(cells) + i;
    uint64_t begin = cvs_power_cells_low(cells, total), end = cvs_power_cells_high(cells, total) + 1;
    uint64_t lower = at_most(cells->lower[i], end), upper = at_least(cells->upper[i], begin);
    if (inside)
      sum += sum_total(cells, total, upper, lower);
    else
      sum += sum_total(cells, total, begin, lower) + sum_total(cells, total, at_least(upper, lower), end);
  }
  return sum;
}
