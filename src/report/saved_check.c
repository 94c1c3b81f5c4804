/* Figures of a saved result that must fit each other. */
#include "report/saved_check.h"

#include <inttypes.h>
#include <math.h>

void cvs_saved_check_rate(const cvs_json_place *place, uint64_t count, uint64_t all) {
  static const double rounding = 1e-12;
  const cvs_json_place estimate = cvs_json_within(place, "estimate");
  if (all == 0 || cvs_json_is_null(&estimate))
    return;
  const double rate = (double)count / (double)all;
  if (fabs(cvs_take_number(&estimate) - rate) <= rounding)
    return;
  cvs_strbuf expected = {0};
  cvs_strbuf_addf(&expected, "%" PRIu64 " of %" PRIu64 ", which is %.6g", count, all, rate);
  cvs_json_refuse_built(&estimate, &expected);
}

/* --- counts --- */

void cvs_saved_check_most(const cvs_json_place *place, uint64_t count, uint64_t most, const char *whose) {
  if (count <= most)
    return;
  cvs_strbuf expected = {0};
  cvs_strbuf_addf(&expected, "at most the %" PRIu64 " %s", most, whose);
  cvs_json_refuse_built(place, &expected);
}

/* --- estimates --- */

void cvs_saved_check_estimate(const cvs_json_place *place, double expected, const char *whose) {
  static const double rounding = 1e-6;
  const cvs_json_place estimate = cvs_json_within(place, "estimate");
  if (cvs_json_is_null(&estimate))
    return;
  const double said = cvs_take_number(&estimate);
  if (fabs(said - expected) <= rounding * fmax(fabs(said), fabs(expected)) + rounding * rounding)
    return;
  cvs_strbuf sentence = {0};
  cvs_strbuf_addf(&sentence, "%.6g, %s", expected, whose);
  cvs_json_refuse_built(&estimate, &sentence);
}

/* Odds of rates close to 1 have few digits left: they are let be. */
void cvs_saved_check_effects(const cvs_json_place *effects, const cvs_interval *control,
                             const cvs_interval *treatment) {
  static const char whose[] = "as the rates of its two arms say";
  static const double near = 1e-6;
  const double before = control->estimate, after = treatment->estimate;
  const cvs_json_place difference = cvs_json_within(effects, "difference"), lift = cvs_json_within(effects, "lift");
  const cvs_json_place odds = cvs_json_within(effects, "odds_ratio");
  if (!control->has_estimate || !treatment->has_estimate)
    return;
  cvs_saved_check_estimate(&difference, after - before, whose);
  if (before > 0)
    cvs_saved_check_estimate(&lift, after / before - 1, whose);
  if (before > 0 && 1 - before > near && 1 - after > near)
    cvs_saved_check_estimate(&odds, after / (1 - after) / (before / (1 - before)), whose);
}

/* --- decisions --- */

void cvs_saved_check_cause(const cvs_json_place *group, const cvs_saved_cause *cause) {
  const cvs_json_place decision = cvs_json_within(group, "decision"), code = cvs_json_within(&decision, "code");
  if (cause->invalid && !cause->known && !cause->possible)
    cvs_json_refuse(&code, "another decision, since nothing beside it makes the data invalid");
  if (!cause->invalid && cause->known)
    cvs_json_refuse(&code, "\"invalid\", since the arms are not split or not counted alike");
}

void cvs_saved_check_gate(const cvs_json_place *group, const char *name, bool closed) {
  const cvs_json_place gates = cvs_json_within(group, "gates"), gate = cvs_json_within(&gates, name);
  if (cvs_json_is_null(&gate) || cvs_json_get_bool(&gate) == closed)
    return;
  cvs_json_refuse(&gate, closed ? "true, as the rest of the result says" : "false, as the rest of the result says");
}

static bool has_won(cvs_verdict verdict) {
  return verdict == CVS_VERDICT_BETTER || verdict == CVS_VERDICT_NONINFERIOR || verdict == CVS_VERDICT_EQUIVALENT;
}

static bool all_are_worse(const cvs_test_group *group) {
  for (size_t i = 0; i < group->comparison_count; i++)
    if (group->comparison[i].control == group->control && group->comparison[i].verdict != CVS_VERDICT_WORSE)
      return false;
  return true;
}

void cvs_saved_check_decision(const cvs_json_place *group, const cvs_test_group *found) {
  const cvs_json_place decision = cvs_json_within(group, "decision"), code = cvs_json_within(&decision, "code");
  const bool ships = found->decision == CVS_DECIDE_SHIP && found->decided < found->comparison_count;
  if (ships && !has_won(found->comparison[found->decided].verdict))
    cvs_json_refuse(&code,
                    "another decision, since the verdict on its treatment is not \"better\", \"non-inferior\" or "
                    "\"equivalent\"");
  if (found->decision == CVS_DECIDE_KEEP && !all_are_worse(found))
    cvs_json_refuse(&code, "another decision, since the verdict on a treatment is not \"worse\"");
  const bool known = found->srm_mismatch || found->skips_unequal;
  const bool invalid = found->decision == CVS_DECIDE_INVALID;
  cvs_saved_check_cause(group, &(cvs_saved_cause){.invalid = invalid, .known = known, .possible = found->data_broken});
  cvs_saved_check_gate(group, "srm", found->srm_mismatch);
  cvs_saved_check_gate(group, "not-won", found->decision != CVS_DECIDE_SHIP);
}
