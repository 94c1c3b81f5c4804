/* From the options of `bayes` to the library's, and where what was typed contradicts itself. All of it is found
 * before anything is read. */
#include "cli/arguments.h"

#include "base/error.h"
#include "data/problem.h"
#include <string.h>

static const char from_prefix[] = "from:";

const char *cvs_arguments_past(const cvs_arguments *arguments) {
  const char *text = arguments->bayes.prior.text;
  return strncmp(text, from_prefix, sizeof from_prefix - 1) == 0 ? text + sizeof from_prefix - 1 : NULL;
}

static cvs_status refuse_prior(const cvs_value *prior, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  return cvs_fail(error, CVS_EUSAGE,
                  "--prior: %s is not jeffreys, uniform, A,B (two numbers from %g to %g) or from:FILE",
                  cvs_show_value(shown, prior->text), CVS_BETA_SHAPE_MIN, CVS_BETA_SHAPE_MAX);
}

static bool parse_shapes(const char *text, cvs_beta *out) {
  cvs_quantity alpha, beta;
  const char *comma = strchr(text, ',');
  if (!comma || !cvs_quantity_parse(text, (size_t)(comma - text), &alpha) ||
      !cvs_quantity_parse(comma + 1, strlen(comma + 1), &beta))
    return false;
  *out = (cvs_beta){alpha.value, beta.value};
  return alpha.suffix == CVS_SUFFIX_NONE && beta.suffix == CVS_SUFFIX_NONE && alpha.value >= CVS_BETA_SHAPE_MIN &&
         beta.value >= CVS_BETA_SHAPE_MIN && alpha.value <= CVS_BETA_SHAPE_MAX && beta.value <= CVS_BETA_SHAPE_MAX;
}

/* A mean and what it is worth, which belong together. */
static cvs_status resolve_mean(const cvs_bayes_values *values, cvs_bayes_options *out, cvs_error *error) {
  const double mean = values->prior_mean.quantity[0].value;
  if (values->prior.given)
    return cvs_fail(error, CVS_EUSAGE, "--prior contradicts --prior-mean: expected one of them");
  if (!values->prior_mean.given || !values->prior_visitors.given)
    return cvs_fail(error, CVS_EUSAGE, "--prior-mean RATE and --prior-visitors N belong together: one is missing");
  out->prior_kind = CVS_PRIOR_MEAN;
  cvs_error why = {0};
  if (cvs_bayes_prior_from_mean(mean, (double)values->prior_visitors.count, &out->prior, &why) == CVS_OK)
    return CVS_OK;
  return cvs_fail(error, CVS_EUSAGE, "--prior-mean %s with --prior-visitors %s: %s", values->prior_mean.text,
                  values->prior_visitors.text, why.message);
}

static cvs_status resolve_prior(const cvs_arguments *arguments, cvs_bayes_options *out, cvs_error *error) {
  const cvs_bayes_values *values = &arguments->bayes;
  const char *past = cvs_arguments_past(arguments);
  if (values->prior_by.given && !past)
    return cvs_fail(error, CVS_EUSAGE, "--prior-by is for --prior from:FILE");
  if (values->prior_mean.given || values->prior_visitors.given)
    return resolve_mean(values, out, error);
  if (past) {
    out->prior_kind = CVS_PRIOR_PAST; /* its shapes are still to be read */
    if (!past[0] || strcmp(past, "-") == 0)
      return cvs_fail(error, CVS_EUSAGE, "--prior: \"%s\" names no file, expected from:FILE", values->prior.text);
    return CVS_OK;
  }
  if (strcmp(values->prior.text, "jeffreys") == 0)
    return CVS_OK; /* set at the start */
  const bool is_uniform = strcmp(values->prior.text, "uniform") == 0;
  out->prior_kind = is_uniform ? CVS_PRIOR_UNIFORM : CVS_PRIOR_SHAPES;
  out->prior = (cvs_beta){1, 1};
  return is_uniform || parse_shapes(values->prior.text, &out->prior) ? CVS_OK : refuse_prior(&values->prior, error);
}

static cvs_status resolve_rope(const cvs_value *rope, cvs_bayes_options *out, cvs_error *error) {
  out->has_rope = rope->given;
  out->rope[0] = rope->quantity[0].value;
  out->rope[1] = rope->quantity[1].value;
  if (rope->given && (rope->quantity[0].suffix == CVS_SUFFIX_POINTS || rope->quantity[1].suffix == CVS_SUFFIX_POINTS))
    return cvs_fail(error, CVS_EUSAGE, "--rope: \"%s\" is a difference of rates, expected lifts (-1%%,1%%)",
                    rope->text);
  return CVS_OK;
}

static cvs_status resolve_threshold(const cvs_value *threshold, cvs_bayes_options *out, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  if (!threshold->given)
    return CVS_OK;
  if (threshold->list_count != 1 || !(threshold->number[0] > 0))
    return cvs_fail(error, CVS_EUSAGE, "--loss-threshold: %s is not one difference of rates above 0 (0.1pp or 0.001)",
                    cvs_show_value(shown, threshold->text));
  out->loss_threshold = threshold->number[0];
  return CVS_OK;
}

cvs_status cvs_arguments_bayes(const cvs_arguments *arguments, cvs_bayes_options *out, cvs_error *error) {
  const cvs_bayes_values *values = &arguments->bayes;
  cvs_test_options question;
  cvs_test_options_init(&question);
  cvs_bayes_options_init(out);
  out->control = arguments->test.control.text;
  out->highest_density = values->hdi.given;
  out->planned = values->planned.given ? values->planned.count : 0;
  out->lift_sd = values->prior_lift_sd.given ? values->prior_lift_sd.quantity[0].value : 0;
  cvs_status status = cvs_arguments_question(&arguments->test, &question, error);
  if (status == CVS_OK)
    status = cvs_arguments_shares(arguments, &question, error);
  out->alpha = question.alpha;
  out->share = question.share;
  out->share_count = question.share_count;
  if (status == CVS_OK)
    status = resolve_prior(arguments, out, error);
  if (status == CVS_OK)
    status = resolve_rope(&values->rope, out, error);
  if (status == CVS_OK)
    status = resolve_threshold(&values->loss_threshold, out, error);
  return status == CVS_OK ? cvs_bayes_options_check(out, error) : status;
}
