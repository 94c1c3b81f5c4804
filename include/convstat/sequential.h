/* Group sequential designs: bounds at every look, looks really reached, and what holds after a stop.
 *
 * The statistic at information t is Z(t), normal with mean drift * sqrt(t) and variance 1, and
 * Z(t) sqrt(t) has independent increments. Information counts in parts of the planned maximum, so it
 * is 1 at the planned end; for two arms it is n1 n2 / (n1 + n2) over its planned value. The drift is
 * the mean of Z(1): 0 without an effect.
 *
 * Z is turned so that positive is the benefit that a one-sided test looks for. Two-sided tests spend
 * alpha/2 on each side: above is a win, below is harm. Futility concerns the benefit alone.
 *
 * Source of the recursion: Armitage, McPherson & Rowe (1969), JRSS A 132, 235-244; see Jennison &
 * Turnbull (2000), Group Sequential Methods, ch. 19. Bounds are right to 1e-9 in z. */
#ifndef CONVSTAT_SEQUENTIAL_H
#define CONVSTAT_SEQUENTIAL_H

#include <convstat/status.h>
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { CVS_LOOKS_MAX = 50 };
/* A bound never lies further out: the normal tail beyond it is below 1e-299. */
#define CVS_SEQUENTIAL_Z_MAX 37.0
/* Least information between two looks, and at the first; and most at a look past the planned end. */
#define CVS_INFORMATION_GAP_MIN 1e-3
#define CVS_INFORMATION_MAX 10.0

/* How the error is dealt out over the looks. a is the error of one side, t the information.
 *   CVS_SPENDING_OBF            a(t) = 2 (1 - Phi(z_{1 - a/2} / sqrt t))
 *                               Lan & DeMets (1983), Biometrika 70, 659-663
 *   CVS_SPENDING_POCOCK         a(t) = a ln(1 + (e - 1) t), the same paper
 *   CVS_SPENDING_KIM_DEMETS     a(t) = a t^parameter, in [0.1, 20]
 *                               Kim & DeMets (1987), Biometrika 74, 149-154
 *   CVS_SPENDING_HSD            a(t) = a (1 - e^{-g t}) / (1 - e^{-g}), g = parameter, in [-40, 40]
 *                               Hwang, Shih & DeCani (1990), Stat. Med. 9, 1439-1445
 * Classical bounds, c found so that the whole error is a:
 *   CVS_BOUNDS_OBRIEN_FLEMING   z = c / sqrt t; O'Brien & Fleming (1979), Biometrics 35, 549-556
 *   CVS_BOUNDS_POCOCK           z = c; Pocock (1977), Biometrika 64, 191-199
 *   CVS_BOUNDS_WANG_TSIATIS     z = c t^(parameter - 1/2), in [-1, 0.5]
 *                               Wang & Tsiatis (1987), Biometrics 43, 193-199
 * Both conventions of two-sided O'Brien-Fleming spending are in use (a = alpha/2 here; alpha spent at
 * once on |Z| elsewhere); early looks differ tenfold. */
typedef enum cvs_spending_family {
  CVS_SPENDING_OBF,
  CVS_SPENDING_POCOCK,
  CVS_SPENDING_KIM_DEMETS,
  CVS_SPENDING_HSD,
  CVS_BOUNDS_OBRIEN_FLEMING,
  CVS_BOUNDS_POCOCK,
  CVS_BOUNDS_WANG_TSIATIS
} cvs_spending_family;

typedef struct cvs_spending {
  cvs_spending_family family;
  double parameter; /* of the families that have one; ignored elsewhere */
} cvs_spending;

/* The error of one side that a spending function has spent at information t; all of it from 1 on.
 *   error        the side's error in (0, 1)
 *   information  > 0
 * Errors: CVS_EINVAL, also for classical bounds, which spend by no function. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_spending_at(const cvs_spending *spending, double error, double information,
                                                   double *spent, cvs_error *cause);

/* Below the futility bound the benefit is given up. Binding: the bounds above count on it, and are
 * lower for it; the error holds only if every such stop is obeyed. Non-binding: it may be overruled. */
typedef enum cvs_futility { CVS_FUTILITY_NONE, CVS_FUTILITY_NONBINDING, CVS_FUTILITY_BINDING } cvs_futility;

/* What is planned.
 *   efficacy     how alpha is dealt out
 *   alpha        of the whole test, in [1e-12, 0.5) one-sided, half of it a side otherwise (below 1)
 *   power        probability of crossing the upper bound at the planned effect, above the error of a
 *                side and at most 1 - 1e-9
 *   futility     with beta = 1 - power dealt out by the spending function `beta_spending`
 *   looks        2 to CVS_LOOKS_MAX
 *   information  at each look, rising by CVS_INFORMATION_GAP_MIN at least, the last one 1 */
typedef struct cvs_sequential_terms {
  cvs_spending efficacy;
  double alpha;
  bool two_sided;
  double power;
  cvs_futility futility;
  cvs_spending beta_spending;
  size_t looks;
  double information[CVS_LOOKS_MAX];
} cvs_sequential_terms;

/* Equal steps of information: 1/looks, 2/looks, ..., 1. Nothing is written past CVS_LOOKS_MAX. */
CVS_API void cvs_sequential_equal_looks(size_t looks, double information[CVS_LOOKS_MAX]);

/* One look.
 *   z_upper     at or above it: stop, better
 *   z_lower     at or below it: stop, worse (two-sided); as if futility were ignored, so that harm keeps
 *               its own error
 *   z_futility  at or below it: give up; at least z_lower, at most z_upper, which it is at the last look
 *   p_nominal   one-sided normal p of z_upper, and its logarithm
 *   alpha_spent probability so far, without effect, of crossing the upper bound or the lower one;
 *               non-binding futility is overruled
 *   beta_spent  probability so far, at the planned drift, of stopping without crossing the upper bound
 * A bound that the design does not have is 0: see has_lower and has_futility. */
typedef struct cvs_sequential_look {
  double information;
  double z_upper;
  double z_lower;
  double z_futility;
  double p_nominal;
  double ln_p_nominal;
  double alpha_spent;
  double beta_spent;
} cvs_sequential_look;

typedef struct cvs_sequential_bounds {
  size_t looks;
  bool has_lower;
  bool has_futility;
  bool binding;
  cvs_sequential_look look[CVS_LOOKS_MAX];
} cvs_sequential_bounds;

/* Probabilities of stopping at each look at one drift, every bound obeyed. At a look `lower` counts
 * what lies below the harm bound, `futility` what lies between that and the futility bound; a two-sided
 * design may end between its last bounds with what is left to 1.
 *   power                 sum of `upper`
 *   information_expected  mean information at the stop */
typedef struct cvs_sequential_stops {
  double drift;
  double upper[CVS_LOOKS_MAX];
  double lower[CVS_LOOKS_MAX];
  double futility[CVS_LOOKS_MAX];
  double power;
  double information_expected;
} cvs_sequential_stops;

/* A plan.
 *   drift      at which the power is as asked
 *   inflation  largest sample over that of a test with one look: (drift / (z_alpha + z_beta))^2.
 *              information_expected * inflation is the expected sample over that of one look
 *   h0 half h1 stops at no drift, at half of it and at all of it */
typedef struct cvs_sequential_design {
  cvs_sequential_bounds bounds;
  double drift;
  double inflation;
  cvs_sequential_stops h0;
  cvs_sequential_stops half;
  cvs_sequential_stops h1;
} cvs_sequential_design;

/* The plan for these terms. Errors: CVS_EINVAL; CVS_EUNDEF where no drift has that power (futility
 * meets the upper bound before the last look); CVS_ENOCONV. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_sequential_plan(const cvs_sequential_terms *terms, cvs_sequential_design *out,
                                                       cvs_error *error);

/* Looks that were taken, at the information really reached: skipped, slipped, extra ones.
 *   information  of `looks` looks, rising by CVS_INFORMATION_GAP_MIN at least, up to
 *                CVS_INFORMATION_MAX; only the last may be 1 or above
 *   last         the last one is the end of the test, whatever its information: it spends all that is
 *                left. A look at information 1 or above always does */
typedef struct cvs_sequential_reached {
  size_t looks;
  const double *information;
  bool last;
} cvs_sequential_reached;

/* The bounds at those looks, by the plan's spending functions and at its drift (of cvs_sequential_plan;
 * ignored without futility). Classical bounds allow no other looks than planned, all the first ones in
 * turn, each within 0.005 of its information: else CVS_EUNDEF. Errors: also CVS_EINVAL. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_sequential_bounds_at(const cvs_sequential_terms *terms, double drift,
                                                            const cvs_sequential_reached *reached,
                                                            cvs_sequential_bounds *out, cvs_error *error);

/* Where the test stops if its drift is `drift`, in [-100, 100]. Errors: CVS_EINVAL. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_sequential_stops_at(const cvs_sequential_bounds *bounds, double drift,
                                                           cvs_sequential_stops *out, cvs_error *error);

/* What was seen at a look: its number, 0 the first, and the statistic, in [-100, 100]. */
typedef struct cvs_sequential_seen {
  size_t look;
  double z;
} cvs_sequential_seen;

/* Probability, from what was seen, of crossing the upper bound at a later look, every bound obeyed; 0
 * from the last look. z need not lie between the bounds.
 *   conditional  at the given drift, finite: the planned one, or z / sqrt(information), the current trend
 *   predictive   with the drift as unsure as a flat prior leaves it, N(z / sqrt t, 1 / t)
 * Errors: CVS_EINVAL.
 * Source: Jennison & Turnbull (2000), 10.2 and 10.3; Spiegelhalter, Freedman & Blackburn (1986),
 * Control. Clin. Trials 7, 8-17. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_conditional_power(const cvs_sequential_bounds *bounds,
                                                         const cvs_sequential_seen *seen, double drift, double *power,
                                                         cvs_error *error);
CVS_API CVS_WARN_UNUSED cvs_status cvs_predictive_power(const cvs_sequential_bounds *bounds,
                                                        const cvs_sequential_seen *seen, double *power,
                                                        cvs_error *error);

/* What holds after a stop with what was seen, by stage-wise ordering: crossing the upper
 * bound earlier is more evidence of benefit than anything later; at one look the larger z is.
 * Non-binding futility is overruled. Later looks do not matter.
 *   p_value       one-sided against no benefit, or twice the smaller side's for a two-sided test
 *   estimate      median unbiased, of the drift
 *   lower, upper  limits of the drift, each missed with probability `tail`
 * A drift eta becomes the effect whose score statistic at this look is z - eta sqrt(information). */
typedef struct cvs_sequential_final {
  double p_value;
  double ln_p_value;
  double estimate;
  double lower;
  double upper;
} cvs_sequential_final;

/*   tail  in [1e-12, 0.5): alpha/2 for a two-sided test
 * Errors: CVS_EINVAL; CVS_ENOCONV.
 * Source: Tsiatis, Rosner & Mehta (1984), Biometrics 40, 797-803. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_sequential_conclude(const cvs_sequential_bounds *bounds,
                                                           const cvs_sequential_seen *seen, double tail,
                                                           cvs_sequential_final *out, cvs_error *error);

/* What may be said at any look, stop or no stop, futility overruled and obeyed alike.
 *   p_value       smallest alpha at which the same family of bounds is crossed at this look (two-sided
 *                 by |z|); 1 where none is, and never below 1e-300
 *   lower, upper  limits of the drift, (z -+ z_upper) / sqrt(information): of all looks together one
 *                 misses the drift with probability alpha/2 a side (one-sided: alpha) at most */
typedef struct cvs_sequential_repeated {
  double p_value;
  double ln_p_value;
  double lower;
  double upper;
} cvs_sequential_repeated;

/* At the last of the looks `reached`. Bounds as if there were no futility. z in [-100, 100]. Errors as
 * cvs_sequential_bounds_at. Source: Jennison & Turnbull (1989), JRSS B 51, 305-361. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_sequential_repeat(const cvs_sequential_terms *terms,
                                                         const cvs_sequential_reached *reached, double z,
                                                         cvs_sequential_repeated *out, cvs_error *error);

#ifdef __cplusplus
}
#endif

#endif
