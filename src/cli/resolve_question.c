/* What a test and its plan ask alike: how much error, which side, which margin. */
#include "cli/arguments.h"

#include "base/error.h"
#include "base/number.h"
#include <math.h>

/* 1 - 0.95 is 0.050000000000000044 in binary: the 15 decimals that a person can mean are kept. */
static double complement(double probability) {
  enum { DECIMALS = 15 };
  char text[CVS_FIXED_MAX];
  double rounded = 0;
  const double exact = 1 - probability;
  const size_t length = cvs_print_fixed(exact, DECIMALS, text);
  return cvs_parse_double(text, length, &rounded) && rounded > 0 && rounded < 1 ? rounded : exact;
}

static cvs_status resolve_alpha(const cvs_test_values *values, cvs_test_options *out, cvs_error *error) {
  static const double same = 1e-12; /* further apart than any rounding of either */
  out->alpha = values->alpha.quantity[0].value;
  if (!values->confidence.given)
    return CVS_OK;
  const double alpha = complement(values->confidence.quantity[0].value);
  if (values->alpha.given && fabs(alpha - out->alpha) > same)
    return cvs_fail(error, CVS_EUSAGE, "--alpha %s contradicts --confidence %s: expected alpha = 1 - confidence",
                    values->alpha.text, values->confidence.text);
  out->alpha = alpha;
  return CVS_OK;
}

/* "2%" and "0.5pp" say what they are; a bare number is what --margin-scale says. */
static cvs_status resolve_scale(const cvs_test_values *values, const cvs_value *margin, cvs_test_options *out,
                                cvs_error *error) {
  const bool in_points =
      margin->quantity[0].suffix == CVS_SUFFIX_POINTS || margin->quantity[1].suffix == CVS_SUFFIX_POINTS;
  const bool in_both = values->equivalence.given && margin->quantity[0].suffix != margin->quantity[1].suffix;
  const bool is_difference =
      values->margin_scale.given ? values->margin_scale.choice == CVS_MARGIN_DIFFERENCE : in_points;
  if (in_both)
    return cvs_fail(error, CVS_EUSAGE, "--equivalence: \"%s\" mixes units, expected both ends in %% or both in pp",
                    margin->text);
  if (in_points && !is_difference)
    return cvs_fail(error, CVS_EUSAGE, "--margin-scale lift contradicts the margin %s: pp is a difference of rates",
                    margin->text);
  out->margin_scale = is_difference ? CVS_DIFFERENCE : CVS_LIFT;
  return CVS_OK;
}

static cvs_status resolve_margin(const cvs_test_values *values, cvs_test_options *out, cvs_error *error) {
  const cvs_value *margin = values->margin.given ? &values->margin : &values->equivalence;
  if (!margin->given) {
    if (values->margin_scale.given)
      return cvs_fail(error, CVS_EUSAGE, "--margin-scale %s has no margin: expected --margin or --equivalence",
                      values->margin_scale.text);
    return CVS_OK;
  }
  if (values->margin.given && values->equivalence.given)
    return cvs_fail(error, CVS_EUSAGE, "--margin contradicts --equivalence: expected one of them");
  out->aim = values->margin.given ? CVS_AIM_NONINFERIORITY : CVS_AIM_EQUIVALENCE;
  out->margin_lower = margin->quantity[0].value;
  out->margin_upper = margin->quantity[1].value;
  return resolve_scale(values, margin, out, error);
}

cvs_status cvs_arguments_question(const cvs_test_values *values, cvs_test_options *out, cvs_error *error) {
  out->alternative = (cvs_alternative)values->alternative.choice;
  const cvs_status status = resolve_alpha(values, out, error);
  return status == CVS_OK ? resolve_margin(values, out, error) : status;
}
