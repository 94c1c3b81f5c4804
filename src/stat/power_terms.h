/* The normal approximations of power: terms of each method, and what a plan is checked for. */
#ifndef CVS_STAT_POWER_TERMS_H
#define CVS_STAT_POWER_TERMS_H

#include <convstat/power.h>

/* Terms of the tests; each is the `power` of its rows. Null variance: score at the rates of maximum
 * likelihood under the null (pooled at a null of 0), wald unpooled, n-1 times N/(N - 1), corrected as
 * score with the continuity correction of Fleiss, Tytun & Ury at a null of 0. */
cvs_status cvs_power_terms_score(const cvs_power_point *point, cvs_power_terms *out, cvs_error *error);
cvs_status cvs_power_terms_wald(const cvs_power_point *point, cvs_power_terms *out, cvs_error *error);
cvs_status cvs_power_terms_n1(const cvs_power_point *point, cvs_power_terms *out, cvs_error *error);
cvs_status cvs_power_terms_corrected(const cvs_power_point *point, cvs_power_terms *out, cvs_error *error);

/* Standard error of the effect at a margin, at the constrained rates (Farrington & Manning 1990). */
double cvs_power_margin_error(const cvs_power_point *point);

/* The effect of the point, p2 - p1 - null or p2 - (1 + null) p1, without cancellation of its own. */
double cvs_power_effect(const cvs_power_point *point);

/* One decision of a design: a test against `null`, towards `sign` (+1 better, -1 worse). A two-sided
 * test makes two of which one is enough, equivalence two that must both be made. */
typedef struct cvs_power_side {
  double sign;
  double null;
} cvs_power_side;
enum { CVS_POWER_SIDES_MAX = 2 };
size_t cvs_power_sides(const cvs_design *design, cvs_power_side sides[CVS_POWER_SIDES_MAX]);

/* Terms of one side, with the method's own function; effect turned so that positive speaks for it. */
CVS_WARN_UNUSED cvs_status cvs_power_side_terms(const cvs_design *design, const cvs_power_side *side,
                                                double visitors_control, cvs_power_terms *out, cvs_error *error);

/* Power by the approximation; the design was checked. */
double cvs_power_normal(const cvs_design *design, double visitors_control);

/* Domain of method, rates, level, ratio and margins; and of a power that is asked for. */
CVS_WARN_UNUSED cvs_status cvs_power_check(const cvs_design *design, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_power_check_visitors(double visitors_control, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_power_check_target(const cvs_design *design, double power, cvs_error *error);
/* CVS_EUNDEF with a sentence where no number of visitors helps: no effect, the wrong side, a margin
 * that the effect does not clear. */
CVS_WARN_UNUSED cvs_status cvs_power_check_reachable(const cvs_design *design, cvs_error *error);

#endif
