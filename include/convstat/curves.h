/* Curves for pictures: what is drawn of an answer and is no figure of it. They are made of a result alone, whether it
 * was just computed or read back. */
#ifndef CONVSTAT_CURVES_H
#define CONVSTAT_CURVES_H

#include <convstat/bayes_question.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { CVS_CURVE_POINTS = 64, CVS_CURVES_MAX = 12 };

/* A density: y at x, x ascending. Each y is the probability of the stretch around its x over that stretch's length.
 * count 0: there is none. */
typedef struct cvs_density {
  size_t count;
  double x[CVS_CURVE_POINTS];
  double y[CVS_CURVE_POINTS];
} cvs_density;

/* Of the first CVS_CURVES_MAX arms and comparisons of a group, in their order.
 *   rate  posterior of each arm's rate; none under a joint prior (lift_sd), whose rates have no short formula
 *   lift  posterior of the lift of the treatment that the answer is about (chosen, else lead): each takes a
 *         thousand times as long as one of a rate */
typedef struct cvs_bayes_curves {
  cvs_density rate[CVS_CURVES_MAX];
  cvs_density lift[CVS_CURVES_MAX];
} cvs_bayes_curves;

/* Makes the curves of a group that cvs_bayes_analyse has filled; to be set as its `curves` for the report.
 * *out is the caller's to free (cvs_bayes_curves_free). Errors: CVS_ENOCONV, CVS_ELIMIT, CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_bayes_curves_make(const cvs_bayes_options *options, const cvs_bayes_group *group,
                                                         cvs_bayes_curves **out, cvs_error *error);
CVS_API void cvs_bayes_curves_free(cvs_bayes_curves *curves);

#ifdef __cplusplus
}
#endif

#endif
