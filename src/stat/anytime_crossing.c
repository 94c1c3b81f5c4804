/* The chance that the likelihood ratio of a rate against its best alternative ever reaches a bound.
 *
 * The counts that signal form steps. k successes signal above the null at every trial up to some trial n_k,
 * and whoever has k by then has had them at one of those: it is enough to look at the trials n_k for counts of
 * k or more. Below the null k or fewer signal from some trial on, and it is enough to look there. Between these
 * trials the count moves on by a binomial: the walk has as many steps as successes, not as trials.
 *
 * Source of the recursion: Kulldorff et al. (2011), Sequential Analysis 30, 58-78, there trial by trial. */
#include "stat/anytime_crossing.h"

#include "base/mem.h"
#include "num/dist.h"
#include "num/num.h"

#include <math.h>

/* Mass that is not followed any more. */
static const double MASS_MIN = 1e-36;
/* Doublings and halvings that find a trial among 1e9. */
enum { SEARCH_MAX = 64 };

static double part_of_ratio(double count, double expected) {
  return count > 0 ? count * log1p((count - expected) / expected) : 0;
}

double cvs_crossing_ln_ratio(const cvs_crossing *of, double x, double n) {
  return part_of_ratio(x, n * of->null) + part_of_ratio(n - x, n * (1 - of->null));
}

double cvs_crossing_ln_ratio_max(const cvs_crossing *of) {
  const double more = of->more ? -of->horizon * log(of->null) : 0;
  const double less = of->less ? -of->horizon * log1p(-of->null) : 0;
  return fmax(more, less);
}

static bool signals_more(const cvs_crossing *of, double x, double n, double ln_bound) {
  return x > n * of->null && cvs_crossing_ln_ratio(of, x, n) >= ln_bound;
}

static bool signals_less(const cvs_crossing *of, double x, double n, double ln_bound) {
  return x < n * of->null && cvs_crossing_ln_ratio(of, x, n) >= ln_bound;
}

typedef bool signal(const cvs_crossing *of, double x, double n, double ln_bound);

/* The first trial after `from` at which the signal is no more what it is at `from`; beyond the horizon if
 * there is none. It changes once. */
static double find_change(const cvs_crossing *of, signal *is_signal, double x, double from, double ln_bound) {
  const bool at_first = is_signal(of, x, from, ln_bound);
  double same = from, step = 1;
  for (int i = 0; i < SEARCH_MAX && same + step <= of->horizon; i++, step *= 2) {
    if (is_signal(of, x, same + step, ln_bound) != at_first)
      break;
    same += step;
  }
  double changed = fmin(same + step, of->horizon + 1);
  for (int i = 0; i < SEARCH_MAX && changed - same > 1; i++) {
    const double middle = floor((same + changed) / 2);
    if (is_signal(of, x, middle, ln_bound) == at_first)
      same = middle;
    else
      changed = middle;
  }
  return changed;
}

/* The walk: mass[i] is the probability of `low` + i successes after `trials` trials without a signal.
 *   more, less              counts whose trial comes next: `more` or above, `less` or below
 *   trial_more, trial_less  that trial, beyond the horizon if there is none */
typedef struct walk {
  const cvs_crossing *of;
  double ln_bound;
  double trials;
  double low;
  size_t count;
  double *mass;
  double *next;
  double *kernel;
  size_t capacity;
  double more;
  double trial_more;
  double less;
  double trial_less;
  double crossed;
} walk;

static void find_more(walk *w) {
  const double least = fmax(w->more, w->trial_more);
  const double changed = find_change(w->of, signals_more, w->more, least, w->ln_bound);
  w->trial_more = fmin(changed - 1, w->of->horizon);
}

static void find_less(walk *w) {
  const double least = fmax(fmax(w->less, 1), w->trial_less);
  if (signals_less(w->of, w->less, least, w->ln_bound))
    w->trial_less = least;
  else
    w->trial_less = find_change(w->of, signals_less, w->less, least, w->ln_bound);
}

static void start_bounds(walk *w) {
  const cvs_crossing *of = w->of;
  w->trial_more = w->trial_less = of->horizon + 1;
  if (of->more) {
    w->more = fmax(ceil(w->ln_bound / -log(of->null)), 1);
    while (!signals_more(of, w->more, w->more, w->ln_bound) && w->more <= of->horizon)
      w->more++;
    w->trial_more = 0;
    if (w->more <= of->horizon)
      find_more(w);
    else
      w->trial_more = of->horizon + 1;
  }
  if (of->less) {
    w->trial_less = 1;
    find_less(w);
  }
}

/* Mass of a binomial step of `trials`, from 0 upwards as far as it matters; *count says how far. */
static cvs_status fill_kernel(walk *w, double trials, size_t longest, size_t *count) {
  const double mean = trials * w->of->null;
  *count = 0;
  for (double k = 0; *count < longest; k++) {
    double mass;
    cvs_status status = cvs_binomial_mass((uint64_t)k, (uint64_t)trials, w->of->null, false, &mass);
    if (status != CVS_OK)
      return status;
    if (k > mean && mass < MASS_MIN)
      break;
    w->kernel[(*count)++] = mass;
  }
  return CVS_OK;
}

static cvs_status reserve(walk *w, size_t wanted) {
  if (wanted <= w->capacity)
    return CVS_OK;
  const size_t capacity = 2 * wanted;
  double **all[] = {&w->mass, &w->next, &w->kernel};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    double *grown = cvs_realloc(*all[i], capacity * sizeof **all[i]);
    if (grown == NULL)
      return CVS_ENOMEM;
    *all[i] = grown;
  }
  w->capacity = capacity;
  return CVS_OK;
}

/* Counts that a binomial step may add: its mean and 14 standard deviations, and a few where it is small. */
static size_t longest_step(const walk *w, double trials) {
  const double mean = trials * w->of->null;
  return (size_t)fmin(trials, mean + 14 * sqrt(mean) + 40) + 1;
}

static cvs_status advance(walk *w, double trial) {
  const double trials = trial - w->trials;
  if (!(trials > 0))
    return CVS_OK;
  const size_t longest = longest_step(w, trials);
  size_t steps;
  cvs_status status = reserve(w, w->count + longest);
  if (status == CVS_OK)
    status = fill_kernel(w, trials, longest, &steps);
  if (status != CVS_OK)
    return status;
  const size_t count = w->count + steps - 1;
  for (size_t i = 0; i < count; i++)
    w->next[i] = 0;
  for (size_t i = 0; i < w->count; i++)
    for (size_t k = 0; k < steps; k++)
      w->next[i + k] += w->mass[i] * w->kernel[k];
  double *mass = w->mass;
  w->mass = w->next;
  w->next = mass;
  w->count = count;
  w->trials = trial;
  return CVS_OK;
}

/* Takes `count` counts off the bottom. */
static void drop_low(walk *w, size_t count) {
  for (size_t i = count; i < w->count; i++)
    w->mass[i - count] = w->mass[i];
  w->count -= count;
  w->low += (double)count;
}

static void stop_more(walk *w) {
  for (; w->count > 0 && w->low + (double)(w->count - 1) >= w->more; w->count--)
    w->crossed += w->mass[w->count - 1];
}

static void stop_less(walk *w) {
  size_t stopped = 0;
  for (; stopped < w->count && w->low + (double)stopped <= w->less; stopped++)
    w->crossed += w->mass[stopped];
  drop_low(w, stopped);
}

static void drop_negligible(walk *w) {
  size_t dropped = 0;
  while (dropped < w->count && w->mass[dropped] < MASS_MIN)
    dropped++;
  if (dropped > 0)
    drop_low(w, dropped);
}

/* Both bounds in the order of their trials; each step takes one count of a bound. */
static cvs_status follow(walk *w) {
  const double horizon = w->of->horizon;
  while (w->count > 0 && fmin(w->trial_more, w->trial_less) <= horizon) {
    const bool is_more = w->trial_more <= w->trial_less;
    cvs_status status = advance(w, is_more ? w->trial_more : w->trial_less);
    if (status != CVS_OK)
      return status;
    if (is_more) {
      stop_more(w);
      w->more++;
      if (w->trial_more < horizon)
        find_more(w);
      else
        w->trial_more = horizon + 1;
    } else {
      stop_less(w);
      w->less++;
      find_less(w);
    }
    drop_negligible(w);
  }
  return CVS_OK;
}

/* The rarer outcome is counted: the walk is shorter. */
static cvs_crossing count_rarer(const cvs_crossing *of) {
  return of->null <= 0.5 ? *of : (cvs_crossing){1 - of->null, of->horizon, of->less, of->more};
}

cvs_status cvs_crossing_probability(const cvs_crossing *of, double ln_bound, double *out) {
  const cvs_crossing rarer = count_rarer(of);
  walk w = {.of = &rarer, .ln_bound = ln_bound, .count = 1};
  cvs_status status = reserve(&w, 256);
  if (status == CVS_OK) {
    w.mass[0] = 1;
    start_bounds(&w);
    status = follow(&w);
  }
  cvs_free(w.mass);
  cvs_free(w.next);
  cvs_free(w.kernel);
  *out = fmin(w.crossed, 1);
  return status;
}
