/* The certified supremum over the unknown common rate that unconditional tests need.
 *
 * f(p) = E[c_M], M ~ Binomial(N, p). Around a rate p0, with s = (p - p0)/(p0 q0), the generating
 * function of the Krawtchouk polynomials K_k (Szego 1975, Orthogonal Polynomials, 2.82),
 *   (1 + q0 s)^m (1 - p0 s)^(N-m) = sum_k K_k(m) s^k,
 * gives exactly f(p) = sum_k s^k E_p0[c_M K_k(M)]. With the orthonormal polynomials and
 * u = (p - p0)/sd(M/N) this is f = sum_k a_k r_k u^k / sqrt(k!), r_k <= 1, and Parseval's equation
 * sum_{k>=1} a_k^2 = Var_p0(c_M) bounds everything beyond the first K terms by
 *   sqrt(Var - sum_{1<=k<K} a_k^2) * sqrt(sum_{k>=K} u^2k / k!).
 * [0, 1] is cut into cells |u| <= 0.7. A cell whose bound stays below the best value found is left; of
 * the others the polynomial is maximised, its remainder being below 1e-11. */
#include "stat/unconditional.h"

#include "base/error.h"
#include "base/mem.h"
#include "stat/unconditional_cell.h"

#include <math.h>

/* What may be missed, relative to the value that is returned. */
static const double certainty = 2e-11;
enum { HALVINGS_MAX = 40 };

/* A cell as the first look leaves it. */
typedef struct rate_cell {
  double rate;
  double bound; /* no rate of the cell gives more */
} rate_cell;

typedef struct search {
  cvs_cell_space space;
  rate_cell *cell;
  size_t cell_count;
  double best; /* attained */
} search;

/* How far the centre of a cell lies from 1 when its left end lies `gap` from it: the root y of
 * gap - y = h sqrt(y (1 - y) / N), h the half width, in a form that does not cancel near 1. */
static double centre_gap(double gap, double degree) {
  double e = CVS_CELL_HALF_WIDTH * CVS_CELL_HALF_WIDTH / degree;
  return 2 * gap * gap / (2 * gap + e + sqrt(e * (e + 4 * gap * (1 - gap))));
}

/* Cells are 2 h sqrt(c (1 - c) / N) wide: about pi sqrt(N) / (2 h) of them. */
static size_t cell_count_max(double degree) {
  return (size_t)(2 * sqrt(degree) / CVS_CELL_HALF_WIDTH) + 8;
}

static void look_at_cells(search *s, bool symmetric) {
  double degree = (double)s->space.degree;
  double end = symmetric ? 0.5 : 1;
  size_t room = cell_count_max(degree);
  /* A last cell that were narrower than this would have its centre at 1: it overlaps instead. */
  double gap_min = 0.01 * CVS_CELL_HALF_WIDTH * CVS_CELL_HALF_WIDTH / degree;
  double gap = 1;
  while (gap > 1 - end && s->cell_count < room) {
    double left_gap = fmax(gap, gap_min);
    double centre = centre_gap(left_gap, degree);
    cvs_cell_look look = cvs_cell_first_look(&s->space, 1 - centre);
    s->cell[s->cell_count++] = (rate_cell){.rate = 1 - centre, .bound = look.bound};
    s->best = fmax(s->best, look.value);
    gap = 2 * centre - left_gap;
  }
}

/* Raises s->best to the largest value of the polynomial on [a, b], up to `certainty`: between two
 * points no value exceeds the larger by more than width^2 / 8 times the curvature. */
static void maximise(search *s, const cvs_cell_series *series, double a, double b, int halvings) {
  double value_a = cvs_cell_value(series, a);
  double value_b = cvs_cell_value(series, b);
  double larger = fmax(value_a, value_b);
  s->best = fmax(s->best, larger);
  double bound = larger + (b - a) * (b - a) / 8 * series->curvature;
  if (bound <= s->best * (1 + certainty) || halvings == 0)
    return;
  maximise(s, series, a, (a + b) / 2, halvings - 1);
  maximise(s, series, (a + b) / 2, b, halvings - 1);
}

static void search_cells(search *s) {
  for (size_t i = 0; i < s->cell_count; i++) {
    if (s->cell[i].bound <= s->best * (1 + certainty))
      continue;
    cvs_cell_series series;
    if (cvs_cell_expand(&s->space, s->cell[i].rate, s->best * (1 + certainty), &series))
      maximise(s, &series, -CVS_CELL_HALF_WIDTH, series.right, HALVINGS_MAX);
  }
}

static double scale_to_one(double *mass, size_t count) {
  double largest = 0;
  for (size_t m = 0; m < count; m++)
    largest = fmax(largest, mass[m]);
  for (size_t m = 0; m < count && largest > 0; m++)
    mass[m] /= largest;
  return largest;
}

cvs_status cvs_unconditional_sup(double *mass, uint64_t degree, bool symmetric, double *out) {
  *out = 0;
  double largest = scale_to_one(mass, (size_t)degree + 1);
  if (largest == 0)
    return CVS_OK;
  search s = {0};
  cvs_status status = cvs_cell_space_init(&s.space, mass, (size_t)degree);
  s.cell = cvs_malloc(cell_count_max((double)degree) * sizeof *s.cell);
  if (status == CVS_OK && s.cell == NULL)
    status = CVS_ENOMEM;
  if (status == CVS_OK) {
    look_at_cells(&s, symmetric);
    search_cells(&s);
    *out = s.best * largest;
  }
  cvs_free(s.cell);
  cvs_cell_space_free(&s.space);
  return status;
}

cvs_status cvs_unconditional_ln_p(const cvs_region_rule *rule, double *ln_p, cvs_error *error) {
  uint64_t degree = (uint64_t)(rule->marked + rule->unmarked);
  double *mass = cvs_malloc(((size_t)degree + 1) * sizeof *mass);
  if (mass == NULL)
    return cvs_fail_memory(error);
  double ln_scale;
  double sup = 0;
  cvs_status status = cvs_region_masses(rule, mass, &ln_scale);
  if (status == CVS_OK)
    status = cvs_unconditional_sup(mass, degree, cvs_region_is_symmetric(rule), &sup);
  cvs_free(mass);
  if (status == CVS_ENOMEM)
    return cvs_fail_memory(error);
  if (status != CVS_OK)
    return cvs_fail(error, status, "the probabilities of the tables could not be computed");
  *ln_p = fmin(0, log(sup) + ln_scale);
  return CVS_OK;
}
