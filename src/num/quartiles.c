/* Quartiles of many values by selection: no sort is needed. */
#include <convstat/funnel.h>

#include "base/error.h"

#include <math.h>

static void swap(double *a, double *b) {
  const double kept = *a;
  *a = *b;
  *b = kept;
}

/* Values equal to the pivot: [first, end) after the split. */
typedef struct middle {
  size_t first;
  size_t end;
} middle;

/* Below, equal to and above the pivot, in this order (Dijkstra's three ways). */
static middle split_three_ways(double *value, size_t first, size_t end, double pivot) {
  size_t at = first;
  while (at < end) {
    if (value[at] < pivot)
      swap(&value[first++], &value[at++]);
    else if (value[at] > pivot)
      swap(&value[at], &value[--end]);
    else
      at++;
  }
  return (middle){first, end};
}

/* A place in [first, end) that no order of the values can foresee easily (a multiplicative hash of the range), so that
 * sorted times are no worse than others. */
static size_t choose_pivot(size_t first, size_t end) {
  const uint64_t mixed = ((uint64_t)first ^ ((uint64_t)end << 32)) * UINT64_C(0x9E3779B97F4A7C15);
  return first + (size_t)((mixed >> 20) % (end - first));
}

/* The value of rank `rank` (from 0), those before it not above and those after it not below. Every pass shortens the
 * range by at least the pivot. */
static double select_rank(double *value, size_t count, size_t rank) {
  size_t first = 0, end = count;
  while (end - first > 1) {
    const middle equal = split_three_ways(value, first, end, value[choose_pivot(first, end)]);
    if (rank >= equal.first && rank < equal.end)
      break;
    if (rank < equal.first)
      end = equal.first;
    else
      first = equal.end;
  }
  return value[rank];
}

static double smallest(const double *value, size_t count) {
  double least = value[0];
  for (size_t i = 1; i < count; i++)
    least = fmin(least, value[i]);
  return least;
}

static double select_quantile(double *value, size_t count, double p) {
  const double position = (double)(count - 1) * p;
  const size_t rank = (size_t)floor(position);
  const double low = select_rank(value, count, rank), part = position - (double)rank;
  if (!(part > 0) || rank + 1 >= count)
    return low;
  return low + part * (smallest(value + rank + 1, count - rank - 1) - low);
}

cvs_status cvs_quartiles_of(double *value, size_t count, cvs_quartiles *out, cvs_error *error) {
  static const double quarter = 0.25;
  *out = (cvs_quartiles){0};
  if (count == 0)
    return cvs_fail(error, CVS_EINVAL, "quartiles of no values");
  for (size_t i = 0; i < count; i++)
    if (!isfinite(value[i]))
      return cvs_fail(error, CVS_EINVAL, "value %zu of those whose quartiles are wanted is not finite", i + 1);
  out->median = select_quantile(value, count, 2 * quarter);
  out->lower = select_quantile(value, count, quarter);
  out->upper = select_quantile(value, count, 3 * quarter);
  return CVS_OK;
}
