/* Looks in the midst of a planned test: the bounds of one comparison, and how much larger they make it.
 *
 * The size is that of one look times the inflation of the design (Jennison & Turnbull 2000, 3.2), with
 * the power of the near side alone, as designs with several looks count it. Several treatments are
 * designs of their own at the level that Sidak's or Bonferroni's adjustment leaves each: statistics that
 * share a control are positively correlated at and between all looks, so that Sidak's inequality holds
 * for them (one-sided: Slepian 1962, Bell Syst. Tech. J. 41, 463-501; two-sided: Royen 2014, Far East
 * J. Theor. Stat. 48, 139-145). Dunnett's critical value is that of one look and does not. */
#include "analysis/plan_run.h"

#include "base/error.h"
#include "base/mem.h"
#include "stat/seq_check.h"

#include <math.h>
#include <string.h>

/* --- what contradicts looks --- */

static cvs_status check_question(const cvs_plan_frame *frame, cvs_error *error) {
  const cvs_plan_options *options = frame->options;
  const cvs_method *method = frame->design.method;
  if (options->aim != CVS_AIM_DIFFERENCE)
    return cvs_fail(error, CVS_EUSAGE,
                    "--%s is planned for one look at the end, expected neither --looks nor --look-times beside it",
                    options->aim == CVS_AIM_EQUIVALENCE ? "equivalence" : "margin");
  if (options->reach_count > 0)
    return cvs_fail(error, CVS_EUSAGE, "--reach compares tests with one look, expected no --looks beside it");
  if (options->exact)
    return cvs_fail(error, CVS_EUSAGE, "--exact enumerates a test with one look, expected no --looks beside it");
  if (!method->normal)
    return cvs_fail(error, CVS_EUSAGE,
                    "--looks needs a method with a normal statistic (score, n-1, wald, arcsine), not --method %s",
                    method->id);
  if (frame->adjust != NULL && frame->adjust->needs_normal)
    return cvs_fail(error, CVS_EUSAGE,
                    "--adjust %s holds for one look, expected sidak, bonferroni or none with --looks",
                    frame->adjust->id);
  return CVS_OK;
}

static cvs_status check_futility(const cvs_plan_options *options, cvs_error *error) {
  if (options->looks->futility != CVS_FUTILITY_NONE && options->alternative == CVS_TWO_SIDED && options->effect < 0)
    return cvs_fail(error, CVS_EUSAGE,
                    "--futility gives up a benefit, but the effect is a loss; expected --alternative less if the loss "
                    "is what is wanted");
  return CVS_OK;
}

static cvs_status check_times(const cvs_plan_looks *looks, cvs_error *error) {
  const double slack = 1e-9;
  if (looks->count < 2 || looks->count > CVS_LOOKS_MAX)
    return cvs_fail(error, CVS_EUSAGE, "a plan has from 2 to %d looks, not %zu", CVS_LOOKS_MAX, looks->count);
  double before = 0;
  for (size_t i = 0; i < looks->count; i++) {
    const double time = looks->information[i];
    if (!(time - before >= CVS_INFORMATION_GAP_MIN - slack))
      return cvs_fail(error, CVS_EUSAGE, "--look-times: look %zu comes at %.6g%%, expected %g%% or more after %s",
                      i + 1, 100 * time, 100 * CVS_INFORMATION_GAP_MIN, i > 0 ? "the look before it" : "the start");
    before = time;
  }
  if (!(fabs(before - 1) <= slack))
    return cvs_fail(error, CVS_EUSAGE, "--look-times: the last look comes at %.6g%%, expected 100%%, the planned end",
                    100 * before);
  return CVS_OK;
}

static cvs_sequential_terms make_terms(const cvs_plan_frame *frame, double power) {
  const cvs_plan_looks *looks = frame->options->looks;
  const bool two_sided = frame->options->alternative == CVS_TWO_SIDED;
  cvs_sequential_terms terms = {.efficacy = looks->efficacy,
                                .alpha = (two_sided ? 2 : 1) * frame->design.level.tail,
                                .two_sided = two_sided,
                                .power = power,
                                .futility = looks->futility,
                                .beta_spending = looks->beta_spending,
                                .looks = looks->count};
  memcpy(terms.information, looks->information, looks->count * sizeof looks->information[0]);
  return terms;
}

cvs_status cvs_plan_looks_check(const cvs_plan_frame *frame, cvs_error *error) {
  const cvs_plan_options *options = frame->options;
  if (options->looks == NULL)
    return CVS_OK;
  cvs_status status = check_question(frame, error);
  if (status == CVS_OK)
    status = check_futility(options, error);
  if (status == CVS_OK)
    status = check_times(options->looks, error);
  if (status != CVS_OK)
    return status;
  cvs_error why = {0};
  const cvs_sequential_terms terms = make_terms(frame, cvs_plan_wanted(options));
  return cvs_seq_check_terms(&terms, &why) == CVS_OK ? CVS_OK : cvs_fail(error, CVS_EUSAGE, "%s", why.message);
}

/* --- the design --- */

static bool is_same_spending(const cvs_spending *a, const cvs_spending *b) {
  return a->family == b->family && memcmp(&a->parameter, &b->parameter, sizeof a->parameter) == 0;
}

/* Whether two plans have the same bounds, to the bit. */
static bool is_same(const cvs_sequential_terms *a, const cvs_sequential_terms *b) {
  return a->looks == b->looks && a->two_sided == b->two_sided && a->futility == b->futility &&
         memcmp(&a->alpha, &b->alpha, sizeof a->alpha) == 0 && memcmp(&a->power, &b->power, sizeof a->power) == 0 &&
         is_same_spending(&a->efficacy, &b->efficacy) && is_same_spending(&a->beta_spending, &b->beta_spending) &&
         memcmp(a->information, b->information, a->looks * sizeof a->information[0]) == 0;
}

static cvs_status fail_design(cvs_status status, double power, const cvs_error *why, cvs_error *error) {
  if (status != CVS_EUNDEF)
    return cvs_fail(error, status, "%s", why->message);
  return cvs_fail(error, status,
                  "no number of visitors reaches a power of %.4g%% with these looks: the futility bound meets the "
                  "other one early; fewer looks, another --beta-spending or --futility none would help",
                  100 * power);
}

cvs_status cvs_plan_looks_design(cvs_plan_frame *frame, double power, cvs_plan *plan, cvs_error *error) {
  const cvs_plan_sequential *alike = frame->options->alike;
  if (frame->options->looks == NULL)
    return CVS_OK;
  if (plan->sequential == NULL)
    plan->sequential = cvs_calloc(1, sizeof *plan->sequential);
  if (plan->sequential == NULL)
    return cvs_fail_memory(error);
  cvs_plan_sequential *out = plan->sequential;
  cvs_error why = {0};
  cvs_status status = CVS_OK;
  out->terms = make_terms(frame, power);
  out->downward = !cvs_plan_looks_up(frame->options);
  if (alike != NULL && is_same(&alike->terms, &out->terms))
    out->design = alike->design;
  else
    status = cvs_sequential_plan(&out->terms, &out->design, &why);
  if (status == CVS_OK)
    frame->inflation = out->design.inflation;
  else
    out->terms.looks = 0; /* no other plan may take these bounds over */
  return status == CVS_OK ? CVS_OK : fail_design(status, power, &why, error);
}
