/* One cell of rates of the search in unconditional.c: its series and where it may matter. */
#include "stat/unconditional_cell.h"

#include "base/mem.h"

#include <math.h>

/* By Bernstein's inequality the weights outside this window are below 1e-16 of all. */
static const double window_deviations = 8.8;
static const double window_more = 30;
/* Remainder of a series, relative to the threshold that a cell must exceed to matter. */
static const double remainder_share = 1e-11;
/* Orders between two looks at whether the cell still matters, and how closely. */
enum { CHECK_EVERY = 4, CHECK_HALVINGS = 6 };

/* Sum over k in [from, ...] of u^2k r_k^2 / k! at a cell's end, r_k^2 = product of (1 - j/N). */
static double tail_factor(size_t from, size_t degree) {
  double term = 1;
  double sum = 0;
  for (size_t k = 0; k <= degree && k < from + CVS_CELL_TERMS; k++) {
    if (k >= from)
      sum += term;
    term *= CVS_CELL_HALF_WIDTH * CVS_CELL_HALF_WIDTH * (1 - (double)k / (double)degree) / (double)(k + 1);
  }
  return sum;
}

cvs_status cvs_cell_space_init(cvs_cell_space *space, const double *mass, size_t degree) {
  *space = (cvs_cell_space){.mass = mass, .degree = degree};
  /* pairs of lanes may look one place beyond the last */
  size_t size = (degree + 2) * sizeof(double);
  space->ratio = cvs_malloc(size);
  space->ratio2 = cvs_malloc(size);
  space->term = cvs_malloc(size);
  space->before = cvs_malloc(size);
  if (space->ratio == NULL || space->ratio2 == NULL || space->term == NULL || space->before == NULL)
    return CVS_ENOMEM;
  for (size_t m = 0; m <= degree; m++)
    space->ratio[m] = (double)(degree - m) / (double)(m + 1);
  space->ratio[degree + 1] = 0;
  for (size_t m = 0; m <= degree; m++)
    space->ratio2[m] = space->ratio[m] * space->ratio[m + 1];
  space->ratio2[degree + 1] = 0;
  for (size_t k = 0; k <= CVS_CELL_TERMS; k++)
    space->beyond[k] = tail_factor(k, degree);
  return CVS_OK;
}

void cvs_cell_space_free(cvs_cell_space *space) {
  cvs_free(space->ratio);
  cvs_free(space->ratio2);
  cvs_free(space->term);
  cvs_free(space->before);
}

cvs_window cvs_cell_window(size_t degree, double rate, double deviations, double more) {
  double mean = (double)degree * rate;
  double reach = deviations * sqrt(mean * (1 - rate)) + more;
  size_t begin = mean > reach ? (size_t)(mean - reach) : 0;
  size_t end = mean + reach < (double)degree ? (size_t)(mean + reach) : degree;
  return (cvs_window){.begin = begin, .count = end - begin + 1};
}

/* Binomial weights of the window into term[], the first being 1; their sum, and that of weight * mass. */
static void fill_weights(cvs_cell_space *space, double odds, double *weights, double *mass) {
  const double *ratio = space->ratio + space->begin;
  double weight = 1;
  *weights = 0;
  *mass = 0;
  for (size_t i = 0; i < space->count; i++) {
    space->term[i] = weight;
    *weights += weight;
    *mass += weight * space->mass[space->begin + i];
    weight *= ratio[i] * odds;
  }
}

/* Turns weights into weight * (mass - mean); gives the variance. */
static double centre_terms(cvs_cell_space *space, double weights, double mean) {
  const double *mass = space->mass + space->begin;
  double inverse = 1 / weights;
  double variance = 0;
  for (size_t i = 0; i < space->count; i++) {
    double deviation = mass[i] - mean;
    double term = space->term[i] * inverse * deviation;
    variance += term * deviation;
    space->term[i] = term;
    space->before[i] = 0;
  }
  return variance;
}

/* One order further: beta_(k+1) P_(k+1) = (x - k (q - p)) P_k - beta_k P_(k-1), x = m - N p,
 * beta_k = sqrt(k (N - k + 1) p q), each times weight and deviation; returns the sum, a_(k+1). */
static double raise_order(cvs_cell_space *space, double offset, double beta, double beta_next) {
  double *term = space->term;
  double *before = space->before;
  double inverse = 1 / beta_next;
  double part = beta * inverse;
  cvs_lanes at = {0, 1};
  cvs_lanes sum = {0, 0};
  size_t i = 0;
  for (; i + 2 <= space->count; i += 2) {
    cvs_lanes next = (at - offset) * inverse * cvs_lanes_load(term + i) - part * cvs_lanes_load(before + i);
    before[i] = next[0];
    before[i + 1] = next[1];
    sum += next;
    at += 2;
  }
  for (; i < space->count; i++) {
    before[i] = ((double)i - offset) * inverse * term[i] - part * before[i];
    sum[0] += before[i];
  }
  space->term = before;
  space->before = term;
  return sum[0] + sum[1];
}

static double curvature_bound(const cvs_cell_series *series) {
  double sum = 0;
  double power = 1;
  for (size_t k = 2; k < series->count; k++) {
    sum += (double)(k * (k - 1)) * fabs(series->coefficient[k]) * power;
    power *= CVS_CELL_HALF_WIDTH;
  }
  return sum;
}

/* May the polynomial exceed `threshold` on [a, b]? No value lies above the larger end by more than
 * width^2 / 8 times the curvature. */
static bool may_exceed(const cvs_cell_series *series, double threshold, double a, double b, int halvings) {
  double larger = fmax(cvs_cell_value(series, a), cvs_cell_value(series, b));
  if (larger > threshold)
    return true;
  if (larger + (b - a) * (b - a) / 8 * series->curvature <= threshold)
    return false;
  if (halvings == 0)
    return true;
  double middle = (a + b) / 2;
  return may_exceed(series, threshold, a, middle, halvings - 1) ||
         may_exceed(series, threshold, middle, b, halvings - 1);
}

/* Adds the term of the next order; *shrink is r_k / sqrt(k!). Returns a_k^2. */
static double add_term(cvs_cell_space *space, double rate, double *shrink, cvs_cell_series *out) {
  double degree = (double)space->degree;
  double spread = rate * (1 - rate);
  double order = (double)(out->count - 1);
  double offset = degree * rate - (double)space->begin + order * (1 - 2 * rate);
  double a = raise_order(space, offset, sqrt(order * (degree - order + 1) * spread),
                         sqrt((order + 1) * (degree - order) * spread));
  *shrink *= sqrt((1 - order / degree) / (order + 1));
  out->coefficient[out->count++] = a * *shrink;
  return a * a;
}

bool cvs_cell_expand(cvs_cell_space *space, double rate, double threshold, cvs_cell_series *out) {
  cvs_window window = cvs_cell_window(space->degree, rate, window_deviations, window_more);
  space->begin = window.begin;
  space->count = window.count;
  double weights;
  double mass;
  fill_weights(space, rate / (1 - rate), &weights, &mass);
  double variance = centre_terms(space, weights, mass / weights);
  double unexplained = variance;
  double shrink = 1;
  *out = (cvs_cell_series){.coefficient = {mass / weights}, .count = 1};
  out->right = fmin(CVS_CELL_HALF_WIDTH, (1 - rate) / sqrt(rate * (1 - rate) / (double)space->degree));
  while (out->count < CVS_CELL_TERMS && out->count <= space->degree) {
    unexplained -= add_term(space, rate, &shrink, out);
    double left = fmax(0, unexplained) + CVS_CELL_ROUNDING * variance;
    double remainder = sqrt(left * space->beyond[out->count]);
    out->curvature = curvature_bound(out);
    if (remainder <= remainder_share * threshold)
      break;
    if (out->count % CHECK_EVERY == 0 &&
        !may_exceed(out, threshold - remainder, -CVS_CELL_HALF_WIDTH, out->right, CHECK_HALVINGS))
      return false;
  }
  return true;
}

double cvs_cell_value(const cvs_cell_series *series, double u) {
  double value = 0;
  for (size_t k = series->count; k-- > 0;)
    value = value * u + series->coefficient[k];
  return value;
}
