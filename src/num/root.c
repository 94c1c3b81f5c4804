/* Root of a function in a bracket: inverse quadratic interpolation where it is safe, else bisection.
 *
 * Source: T. R. Chandrupatla (1997), A new hybrid quadratic/bisection algorithm for finding the
 * zero of a nonlinear function without using derivatives, Advances in Engineering Software 28,
 * 145-149. It needs fewer evaluations than Brent's method on flat and on steep functions. */
#include "num/num.h"

#include <float.h>
#include <math.h>

enum { EVALUATIONS_MAX = 200 };

typedef struct point {
  double x;
  double f;
} point;

/* newest and opposite have the root between them; oldest was the one before. */
typedef struct bracket {
  point newest;
  point opposite;
  point oldest;
} bracket;

static bool has_sign(double f, double like) {
  return (f > 0) == (like > 0);
}

static point best_point(const bracket *b) {
  return fabs(b->opposite.f) < fabs(b->newest.f) ? b->opposite : b->newest;
}

/* Where to look next, as a part of the way from newest to opposite. Comparisons with the NaN that
 * infinite values bring are false: they end in bisection. */
static double choose_part(const bracket *b) {
  const point one = b->newest;
  const point two = b->opposite;
  const point three = b->oldest;
  const double xi = (one.x - two.x) / (three.x - two.x);
  const double phi = (one.f - two.f) / (three.f - two.f);
  if (!(phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi))
    return 0.5;
  const double part = one.f / (two.f - one.f) * (three.f / (two.f - three.f)) +
                      (three.x - one.x) / (two.x - one.x) * (one.f / (three.f - one.f)) * (two.f / (three.f - two.f));
  return isfinite(part) ? part : 0.5;
}

/* The point at `part`, at least `least` away from both ends and never an end itself. */
static double place(const bracket *b, double part, double least) {
  const double from = b->newest.x;
  const double to = b->opposite.x;
  const double width = fabs(to - from);
  const double margin = least < width / 2 ? least / width : 0.5;
  const double kept = part < margin ? margin : part > 1 - margin ? 1 - margin : part;
  const double x = from + kept * (to - from);
  if (x == from)
    return nextafter(from, to);
  return x == to ? nextafter(to, from) : x;
}

static void insert(bracket *b, point found) {
  if (has_sign(found.f, b->newest.f)) {
    b->oldest = b->newest;
  } else {
    b->oldest = b->opposite;
    b->opposite = b->newest;
  }
  b->newest = found;
}

/* Width at which the bracket says all that was asked: xtol, or two neighbouring doubles. */
static double width_wanted(double x, double xtol) {
  const double neighbours = nextafter(fabs(x), INFINITY) - fabs(x);
  return fmax(xtol * fabs(x), neighbours);
}

static cvs_status search(cvs_curve curve, bracket *b, double xtol, double *out) {
  double part = isfinite(b->newest.f) && isfinite(b->opposite.f) ? b->newest.f / (b->newest.f - b->opposite.f) : 0.5;
  for (int i = 2; i < EVALUATIONS_MAX; i++) {
    const point best = best_point(b);
    const double wanted = width_wanted(best.x, xtol);
    if (best.f == 0 || fabs(b->opposite.x - b->newest.x) <= wanted) {
      *out = best.x;
      return CVS_OK;
    }
    point found = {.x = place(b, part, wanted / 2)};
    found.f = curve.f(found.x, curve.context);
    if (isnan(found.f))
      return CVS_EUNDEF;
    insert(b, found);
    part = choose_part(b);
  }
  return CVS_ENOCONV;
}

cvs_status cvs_root(cvs_curve curve, double low, double high, double xtol, double *out) {
  if (!isfinite(low) || !isfinite(high) || !(low <= high) || !(xtol >= 0))
    return CVS_EINVAL;
  const point first = {low, curve.f(low, curve.context)};
  const point second = {high, curve.f(high, curve.context)};
  if (isnan(first.f) || isnan(second.f))
    return CVS_EUNDEF;
  if (first.f == 0 || second.f == 0) {
    *out = first.f == 0 ? low : high;
    return CVS_OK;
  }
  if (has_sign(first.f, second.f))
    return CVS_EINVAL;
  bracket b = {second, first, first};
  return search(curve, &b, xtol, out);
}
