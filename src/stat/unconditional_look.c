/* The first look at a cell of rates: five moments in one pass, enough to leave most cells. */
#include "stat/unconditional_cell.h"

#include <math.h>

/* A look goes to this order. */
enum { LOOK_ORDERS = 4 };
/* By Bernstein's inequality the weights outside this window are below 4e-8 of all. */
static const double window_deviations = 6;
static const double window_more = 12;
/* A weight left out counts this often: the polynomials up to LOOK_ORDERS, summed, at the cut. */
static const double look_slack = 1000;

/* Weights relative to the first one of the window; mass times powers of m - centre. */
typedef struct look_sums {
  double weight;
  double square;
  double moment[LOOK_ORDERS + 1];
  double left_out; /* bound on the weights outside */
} look_sums;

static double sum_lanes(cvs_lanes lanes) {
  return lanes[0] + lanes[1];
}

static void add_last(look_sums *sums, double weight, double mass, double distance) {
  double part = weight * mass;
  sums->weight += weight;
  sums->square += part * mass;
  for (size_t k = 0; k <= LOOK_ORDERS; k++) {
    sums->moment[k] += part;
    part *= distance;
  }
}

/* Outside, ratios of neighbours fall: what follows a weight is below weight * ratio / (1 - ratio). */
static double tail_bound(double weight, double ratio) {
  return ratio < 1 ? weight * ratio / (1 - ratio) : INFINITY;
}

static double left_out(const cvs_cell_space *space, const cvs_window *window, double odds, double last_weight) {
  size_t last = window->begin + window->count - 1;
  double out = 0;
  if (window->begin > 0)
    out += tail_bound(1, space->ratio[space->degree - window->begin] / odds);
  if (last < space->degree)
    out += tail_bound(last_weight, space->ratio[last] * odds);
  return out;
}

static look_sums sum_window(const cvs_cell_space *space, const cvs_window *window, double odds, double centre) {
  const double *mass = space->mass + window->begin;
  const double *ratio2 = space->ratio2 + window->begin;
  cvs_lanes weight = {1, space->ratio[window->begin] * odds};
  cvs_lanes distance = {(double)window->begin - centre, (double)window->begin - centre + 1};
  cvs_lanes total = {0, 0};
  cvs_lanes square = total, m0 = total, m1 = total, m2 = total, m3 = total, m4 = total;
  size_t i = 0;
  double last = 1;
  for (; i + 2 <= window->count; i += 2) {
    cvs_lanes at = cvs_lanes_load(mass + i);
    cvs_lanes part = weight * at;
    total += weight;
    last = weight[1];
    square += part * at;
    m0 += part;
    part *= distance;
    m1 += part;
    part *= distance;
    m2 += part;
    part *= distance;
    m3 += part;
    part *= distance;
    m4 += part;
    weight *= cvs_lanes_load(ratio2 + i) * (odds * odds);
    distance += 2;
  }
  look_sums sums = {.weight = sum_lanes(total),
                    .square = sum_lanes(square),
                    .moment = {sum_lanes(m0), sum_lanes(m1), sum_lanes(m2), sum_lanes(m3), sum_lanes(m4)}};
  if (i < window->count) {
    last = weight[0];
    add_last(&sums, last, mass[i], distance[0]);
  }
  sums.left_out = left_out(space, window, odds, last);
  return sums;
}

static void normalise(look_sums *sums) {
  sums->square /= sums->weight;
  sums->left_out /= sums->weight;
  for (size_t k = 0; k <= LOOK_ORDERS; k++)
    sums->moment[k] /= sums->weight;
}

/* E[c K_k] from the moments about the centre, by the recurrence of K_k in x = m - N p:
 * (k + 1) K_(k+1) = (x - k (q - p)) K_k - p q (N - k + 1) K_(k-1), `shift` = centre - N p. */
static void project(const look_sums *sums, double degree, double rate, double shift, double *projection) {
  double before[LOOK_ORDERS + 2] = {0};
  double now[LOOK_ORDERS + 2] = {1};
  for (size_t k = 0; k <= LOOK_ORDERS; k++) {
    double order = (double)k;
    double next[LOOK_ORDERS + 2] = {0};
    projection[k] = 0;
    for (size_t i = 0; i <= LOOK_ORDERS; i++) {
      projection[k] += now[i] * sums->moment[i];
      next[i] += (shift - order * (1 - 2 * rate)) * now[i] - rate * (1 - rate) * (degree - order + 1) * before[i];
      next[i + 1] += now[i];
    }
    for (size_t i = 0; i <= LOOK_ORDERS; i++) {
      before[i] = now[i];
      now[i] = next[i] / (order + 1);
    }
  }
}

/* The terms of order 0 to LOOK_ORDERS and Parseval's bound on the rest. */
cvs_cell_look cvs_cell_first_look(const cvs_cell_space *space, double rate) {
  double degree = (double)space->degree;
  double centre = floor(degree * rate);
  cvs_window window = cvs_cell_window(space->degree, rate, window_deviations, window_more);
  look_sums sums = sum_window(space, &window, rate / (1 - rate), centre);
  normalise(&sums);
  double projection[LOOK_ORDERS + 1];
  project(&sums, degree, rate, centre - degree * rate, projection);
  double unexplained = sums.square - sums.moment[0] * sums.moment[0];
  double bound = sums.moment[0];
  double norm = 1;  /* of K_k, squared: C(N, k) (p q)^k */
  double reach = 1; /* largest s^k in the cell */
  double deviation = CVS_CELL_HALF_WIDTH / sqrt(degree * rate * (1 - rate));
  for (size_t k = 1; k <= LOOK_ORDERS && k <= space->degree; k++) {
    norm *= (degree - (double)k + 1) / (double)k * rate * (1 - rate);
    reach *= deviation;
    unexplained -= projection[k] * projection[k] / norm;
    bound += reach * (k % 2 == 1 ? fabs(projection[k]) : fmax(0, projection[k]));
  }
  double missed = look_slack * sums.left_out;
  double rest = fmax(0, unexplained) + CVS_CELL_ROUNDING + missed;
  return (cvs_cell_look){
      .value = sums.moment[0] / (1 + sums.left_out),
      .bound = bound + missed + sqrt(rest * space->beyond[LOOK_ORDERS + 1]),
  };
}
