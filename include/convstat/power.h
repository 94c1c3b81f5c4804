/* Power, size and detectable effect of one comparison, for every test of the registry. */
#ifndef CONVSTAT_POWER_H
#define CONVSTAT_POWER_H

#include <convstat/method.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Enumeration over two binomials is offered up to this many visitors an arm. */
#define CVS_ENUMERATE_MAX UINT64_C(5000)
/* Sizes up to that must hold beyond themselves, and are looked at up to this many visitors an arm. */
#define CVS_ENUMERATE_AHEAD_MAX UINT64_C(7500)

typedef enum cvs_hypothesis { CVS_SUPERIORITY, CVS_NONINFERIORITY, CVS_EQUIVALENCE } cvs_hypothesis;

/* One comparison as it is planned.
 *   method          a row of CVS_KIND_TEST or CVS_KIND_POWER
 *   rate_*          in [0, 1]
 *   level           superiority: its side(s) and tail; non-inferiority and equivalence: each
 *                   one-sided test is made at level.tail
 *   ratio           visitors of the treatment per visitor of the control, > 0
 *   margin_*        as in cvs_margin_test: lower < 0 < upper, on CVS_DIFFERENCE or CVS_LIFT;
 *                   non-inferiority uses the lower one alone */
typedef struct cvs_design {
  const cvs_method *method;
  cvs_hypothesis hypothesis;
  double rate_control;
  double rate_treatment;
  cvs_level level;
  double ratio;
  cvs_scale margin_scale;
  double margin_lower;
  double margin_upper;
} cvs_design;

/* Power by the method's normal approximation at a real number of control visitors > 0; both tails
 * count if two-sided. The row's own terms (cvs_method.power), else the score test's: pooled variance
 * under the null, at a margin the variance at the constrained rates. Errors: CVS_EINVAL. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_power_approximate(const cvs_design *design, double visitors_control,
                                                         double *power, cvs_error *error);

/* Power of the test itself at whole numbers of visitors, by enumeration of its rejection region over
 * two binomials (mass below 1e-12 pruned; ratio is ignored). A table that the test has no answer for
 * does not count as found. At margins the test is cvs_margin_test, whatever the method ("n-1" with
 * its factor). Errors: CVS_EINVAL (also a method without a test); CVS_ELIMIT above CVS_ENUMERATE_MAX
 * an arm; CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_power_enumerate(const cvs_design *design, uint64_t visitors_control,
                                                       uint64_t visitors_treatment, double *power, cvs_error *error);

/* Control visitors, not rounded, at which the approximate power is `power`, in (level error, 1).
 * Errors: CVS_EINVAL; CVS_EUNDEF where no size reaches it (no effect; a margin that the effect does
 * not clear), with the reason; CVS_ELIMIT above CVS_VISITORS_MAX. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_size_approximate(const cvs_design *design, double power,
                                                        double *visitors_control, cvs_error *error);

/* Smallest whole number n of control visitors (treatment: ceil(ratio n)) such that the enumerated
 * power is >= power at n and at every size up to 1.25 n + 100 (power saw-tooths).
 * Errors: as above; CVS_ELIMIT where n passes CVS_ENUMERATE_MAX an arm, or that range
 * CVS_ENUMERATE_AHEAD_MAX (splits beyond 12 : 1 alone). */
CVS_API CVS_WARN_UNUSED cvs_status cvs_size_enumerate(const cvs_design *design, double power,
                                                      uint64_t *visitors_control, cvs_error *error);

/* What a detectable effect is asked for: found with `power`, in (level error, 1), above (upward) or
 * below the control's rate, by the approximation or by enumeration. */
typedef struct cvs_detectable {
  double power;
  bool upward;
  bool enumerate;
} cvs_detectable;

/* The treatment rate that is found so at a real number of control visitors (enumeration: a whole one,
 * and ceil(ratio n) of the treatment); design->rate_treatment is ignored.
 *   superiority      the rate nearest to the control's
 *   non-inferiority  the smallest rate that is shown not to be inferior; `upward` is ignored
 *   equivalence      the rate farthest from the control's that is shown to be equivalent
 * Errors: CVS_EINVAL; CVS_EUNDEF where no rate in [0, 1] is found with that power; with enumeration
 * also CVS_ELIMIT and CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_effect_detectable(const cvs_design *design, double visitors_control,
                                                         const cvs_detectable *asked, double *rate_treatment,
                                                         cvs_error *error);

/* The same as a difference, that rate less the control's, which keeps more of its digits where it is small. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_difference_detectable(const cvs_design *design, double visitors_control,
                                                             const cvs_detectable *asked, double *difference,
                                                             cvs_error *error);

#ifdef __cplusplus
}
#endif

#endif
