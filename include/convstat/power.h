/* Power, size and detectable effect of one comparison, for every test of the registry. */
#ifndef CONVSTAT_POWER_H
#define CONVSTAT_POWER_H

#include <convstat/method.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Enumeration over two binomials is offered up to this many visitors an arm. */
#define CVS_ENUMERATE_MAX UINT64_C(5000)

typedef enum cvs_hypothesis { CVS_SUPERIORITY, CVS_NONINFERIORITY, CVS_EQUIVALENCE } cvs_hypothesis;

/* One comparison as it is planned.
 *   method          a row of CVS_KIND_TEST, or the arcsine row (CVS_KIND_POWER)
 *   rate_control    in (0, 1); rate_treatment in [0, 1]
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
 * count if two-sided. Where a method has none of its own (exact tests) the continuity-corrected
 * (fisher) or score approximation stands in. Errors: CVS_EINVAL. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_power_approximate(const cvs_design *design, double visitors_control,
                                                         double *power, cvs_error *error);

/* Power of the test itself at whole numbers of visitors, by enumeration of its rejection region over
 * two binomials (mass below 1e-12 pruned). Errors: CVS_EINVAL; CVS_ELIMIT above CVS_ENUMERATE_MAX an
 * arm (ratio is ignored); CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_power_enumerate(const cvs_design *design, uint64_t visitors_control,
                                                       uint64_t visitors_treatment, double *power,
                                                       cvs_error *error);

/* Control visitors, not rounded, at which the approximate power is `power`, in (level error, 1).
 * Errors: CVS_EINVAL; CVS_EUNDEF where no size reaches it (no effect; a margin that the effect does
 * not clear), with the reason; CVS_ELIMIT above CVS_VISITORS_MAX. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_size_approximate(const cvs_design *design, double power,
                                                        double *visitors_control, cvs_error *error);

/* Smallest whole number n of control visitors (treatment: ceil(ratio n)) such that the enumerated
 * power is >= power at n and at every size up to 1.25 n + 100 (power saw-tooths).
 * Errors: as above; CVS_ELIMIT where that range passes CVS_ENUMERATE_MAX. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_size_enumerate(const cvs_design *design, double power,
                                                      uint64_t *visitors_control, cvs_error *error);

/* The treatment rate above (upward) or below the control's that is found with `power` at a real
 * number of control visitors; design->rate_treatment is ignored. By the approximation, or by
 * enumeration (`enumerate`, sizes whole). Errors: CVS_EINVAL; CVS_EUNDEF where no rate in [0, 1]
 * is found with that power. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_effect_detectable(const cvs_design *design, double visitors_control,
                                                         double power, bool upward, double *rate_treatment,
                                                         cvs_error *error);

#ifdef __cplusplus
}
#endif

#endif
