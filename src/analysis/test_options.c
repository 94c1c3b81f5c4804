/* Options of `test`: ids become rows of the registry, contradictions are refused before any data. */
#include "analysis/test_run.h"

#include "base/error.h"

#include <string.h>

static cvs_status resolve_id(cvs_method_kind kind, const char *option, const char *id, const cvs_method **out,
                             cvs_error *error) {
  *out = NULL;
  if (id == NULL || strcmp(id, "auto") == 0)
    return CVS_OK;
  *out = cvs_method_find(kind, id);
  return *out != NULL ? CVS_OK : cvs_fail(error, CVS_EUSAGE, "%s \"%s\" is not known", option, id);
}

static cvs_status check_joint(const cvs_test_run *run, cvs_error *error) {
  const cvs_test_options *options = run->options;
  if (run->adjust != NULL && run->adjust->needs_normal && run->method != NULL && !run->method->normal)
    return cvs_fail(error, CVS_EUSAGE,
                    "--adjust %s needs a method with a normal statistic (score, n-1, wald), not --method %s",
                    run->adjust->id, run->method->id);
  if (!options->all_pairs)
    return CVS_OK;
  if (run->adjust != NULL && run->adjust->needs_normal)
    return cvs_fail(error, CVS_EUSAGE, "--adjust %s compares treatments with one control, not --pairs all",
                    run->adjust->id);
  if (options->alternative != CVS_TWO_SIDED)
    return cvs_fail(error, CVS_EUSAGE, "--pairs all is two-sided, expected --alternative two-sided");
  if (options->aim != CVS_AIM_DIFFERENCE)
    return cvs_fail(error, CVS_EUSAGE, "margins compare treatments with one control, not --pairs all");
  return CVS_OK;
}

static cvs_status check_margins(const cvs_test_options *options, cvs_error *error) {
  if (options->aim == CVS_AIM_DIFFERENCE)
    return CVS_OK;
  if (options->alternative != CVS_TWO_SIDED)
    return cvs_fail(error, CVS_EUSAGE, "a margin sets its own sides, expected no --alternative beside it");
  if (options->aim == CVS_AIM_EQUIVALENCE && options->alpha >= 0.5)
    return cvs_fail(error, CVS_EUSAGE, "--alpha is too large for --equivalence, expected below 0.5");
  if (!(options->margin_lower > -1 && options->margin_lower < 0))
    return cvs_fail(error, CVS_EUSAGE, "the lower margin is out of range, expected above -100%% and below 0");
  bool upper = options->aim == CVS_AIM_EQUIVALENCE;
  bool below_one = options->margin_scale == CVS_LIFT || options->margin_upper < 1;
  if (upper && !(options->margin_upper > 0 && below_one))
    return cvs_fail(error, CVS_EUSAGE, "the upper margin is out of range, expected above 0 (and below 100 pp)");
  return CVS_OK;
}

cvs_status cvs_test_resolve(cvs_test_run *run, cvs_error *error) {
  const cvs_test_options *options = run->options;
  if (options->alternative != CVS_TWO_SIDED && options->alpha >= 0.5)
    return cvs_fail(error, CVS_EUSAGE, "--alpha is too large for a one-sided --alternative, expected below 0.5");
  cvs_status status = cvs_level_from_alpha(options->alpha, options->alternative, &run->level, error);
  if (status == CVS_OK)
    status = cvs_level_from_alpha(options->alpha, CVS_TWO_SIDED, &run->rate_level, error);
  if (status == CVS_OK)
    status = resolve_id(CVS_KIND_TEST, "--method", options->method, &run->method, error);
  if (status == CVS_OK)
    status = resolve_id(CVS_KIND_EFFECT, "--interval", options->interval, &run->interval, error);
  if (status == CVS_OK)
    status = resolve_id(CVS_KIND_ADJUST, "--adjust", options->adjust, &run->adjust, error);
  if (status == CVS_OK)
    status = resolve_id(CVS_KIND_RATE, "--rate-interval", options->rate_interval, &run->rate, error);
  if (status == CVS_OK && run->rate == NULL)
    run->rate = cvs_method_find(CVS_KIND_RATE, "wilson");
  if (status == CVS_OK)
    status = check_joint(run, error);
  return status != CVS_OK ? status : check_margins(options, error);
}

cvs_status cvs_test_options_check(const cvs_test_options *options, cvs_error *error) {
  cvs_test_run run = {.options = options};
  return cvs_test_resolve(&run, error);
}
